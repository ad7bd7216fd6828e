"""Where tables stand in the diagram, and the ways of the lines between them.

A table stands in a column to the right of all tables that it refers to. All lines to the key of one table are one line
that branches: in the gaps between the columns it runs up and down on a track of its own, and through a column of
tables it passes in a lane, so that no line crosses a table.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from imcwp_data.schema import TableSchema

BOX_WIDTH = 208
HEADER = 30
ROW = 20
_LANE = 14
_GAP = 26
_TRACK = 12
_CHANNEL_MARGIN = 22
_MARGIN = 20
_SWEEPS = 8


@dataclass(frozen=True, slots=True)
class Box:
    """A table with the rows that are drawn: its key columns and those that refer to other tables."""

    table: str
    columns: tuple[str, ...]
    others: int
    x: float
    y: float

    @property
    def height(self) -> float:
        """The height of the box."""
        return HEADER + ROW * (len(self.columns) + (1 if self.others else 0)) + 6

    def row(self, column: str) -> float:
        """Return the height at which a column stands."""
        return self.y + HEADER + ROW * (self.columns.index(column) + 0.5)


@dataclass(frozen=True, slots=True)
class Line:
    """All lines to the key of one table: pieces from point to point, and where they end at columns that refer to it."""

    table: str
    pieces: tuple[tuple[float, float, float, float], ...]
    start: tuple[float, float]
    ends: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """The whole drawing: its size, the boxes, the lines, and for tables that refer to themselves both ends of it."""

    width: float
    height: float
    boxes: Mapping[str, Box]
    lines: tuple[Line, ...]
    loops: tuple[tuple[float, float, float], ...]


@dataclass(slots=True)
class _Slot:
    """A table, or the lane of a table's line, in a column of the drawing."""

    table: str
    lane: bool
    height: float
    parents: list[_Slot] = field(default_factory=list)
    children: list[_Slot] = field(default_factory=list)
    y: float = 0

    @property
    def middle(self) -> float:
        return self.y + self.height / 2


def lay_out(schemas: Mapping[str, TableSchema]) -> Layout:
    """Return the layout of the tables; the same for the same schemas."""
    ranks = _ranks(schemas)
    children = {
        name: sorted(
            {
                (ranks[other.name], other.order, other.name, key.columns[0])
                for other in schemas.values()
                for key in other.foreign_keys
                if key.table == name and other.name != name
            }
        )
        for name in schemas
    }
    columns = _slots(schemas, ranks, children)
    height = _stack(columns)
    lanes = [{slot.table: slot for slot in column if slot.lane} for column in columns]
    tables = [{slot.table: slot for slot in column if not slot.lane} for column in columns]
    # A track for each line that has something to do in a gap, those from further below nearer to where they come from.
    tracks = []
    for gap in range(len(columns)):
        running = [name for name in schemas if children[name] and ranks[name] <= gap < children[name][-1][0]]
        running.sort(key=lambda name: -(tables[gap].get(name) or lanes[gap][name]).middle)
        tracks.append(running)
    lefts = [float(_MARGIN)]
    for running in tracks:
        lefts.append(lefts[-1] + BOX_WIDTH + 2 * _CHANNEL_MARGIN + _TRACK * max(len(running) - 1, 0))
    boxes = {}
    for name, schema in schemas.items():
        shown = _shown(schema)
        slot = tables[ranks[name]][name]
        boxes[name] = Box(name, shown, len(schema.fields) - len(shown), lefts[ranks[name]], slot.y)
    lines = []
    for name in sorted(schemas, key=lambda each: schemas[each].order):
        if not children[name]:
            continue
        pieces: list[tuple[float, float, float, float]] = []
        ends = []
        box = boxes[name]
        start = (box.x + BOX_WIDTH, box.row(schemas[name].primary_key[0]))
        x, y = start
        for gap in range(ranks[name], children[name][-1][0]):
            track = lefts[gap] + BOX_WIDTH + _CHANNEL_MARGIN + _TRACK * tracks[gap].index(name)
            right = lefts[gap + 1]
            goals = [boxes[child].row(column) for rank, _, child, column in children[name] if rank == gap + 1]
            ends += [(right, goal) for goal in goals]
            onward = lanes[gap + 1].get(name)
            reached = goals + ([onward.middle] if onward else [])
            pieces.append((x, y, track, y))
            pieces.append((track, min(y, *reached), track, max(y, *reached)))
            pieces += [(track, goal, right, goal) for goal in goals]
            if onward:
                pieces.append((track, onward.middle, right, onward.middle))
                x, y = right, onward.middle
        lines.append(Line(name, tuple(pieces), start, tuple(ends)))
    loops = tuple(
        (boxes[name].x + BOX_WIDTH, boxes[name].row(key.columns[0]), boxes[name].row(key.references[0]))
        for name, schema in schemas.items()
        for key in schema.foreign_keys
        if key.table == name
    )
    width = max(box.x for box in boxes.values()) + BOX_WIDTH + _MARGIN
    return Layout(width, height, boxes, tuple(lines), loops)


def _shown(schema: TableSchema) -> tuple[str, ...]:
    keys = {*schema.primary_key, *(column for key in schema.foreign_keys for column in key.columns)}
    return tuple(column for column in schema.columns if column in keys)


def _ranks(schemas: Mapping[str, TableSchema]) -> dict[str, int]:
    """Return how many tables stand, one behind the other, before each; ``schemas`` name parents first."""
    ranks: dict[str, int] = {}
    for name, schema in schemas.items():
        ranks[name] = max((ranks[key.table] + 1 for key in schema.foreign_keys if key.table != name), default=0)
    # A table without parents stands just before the first that refers to it: shorter lines.
    for name, schema in schemas.items():
        if not schema.foreign_keys:
            after = [
                ranks[other.name]
                for other in schemas.values()
                for key in other.foreign_keys
                if key.table == name and other.name != name
            ]
            ranks[name] = max(min(after, default=1) - 1, 0)
    return ranks


def _slots(
    schemas: Mapping[str, TableSchema],
    ranks: Mapping[str, int],
    children: Mapping[str, list[tuple[int, int, str, str]]],
) -> list[list[_Slot]]:
    """Return the columns of tables and lanes, in an order that keeps what belongs together near."""
    columns: list[list[_Slot]] = [[] for _ in range(max(ranks.values()) + 1)]
    slots: dict[str, _Slot] = {}
    for schema in sorted(schemas.values(), key=lambda each: each.order):
        shown = _shown(schema)
        height = HEADER + ROW * (len(shown) + (len(schema.fields) > len(shown))) + 6
        slots[schema.name] = _Slot(schema.name, False, height)
        columns[ranks[schema.name]].append(slots[schema.name])
    for name, found in children.items():
        last = slots[name]
        for rank in range(ranks[name] + 1, found[-1][0] + 1 if found else 0):
            for goal in [slots[child] for child_rank, _, child, _ in found if child_rank == rank]:
                last.children.append(goal)
                goal.parents.append(last)
            if rank < found[-1][0]:
                lane = _Slot(name, True, _LANE, parents=[last])
                last.children.append(lane)
                columns[rank].append(lane)
                last = lane
    _stack(columns)
    for sweep in range(_SWEEPS):
        forward = sweep % 2 == 0
        for column in columns if forward else reversed(columns):
            near = {id(slot): slot.parents if forward else slot.children for slot in column}
            wanted = {
                key: sum(each.middle for each in found) / len(found) if found else None for key, found in near.items()
            }
            column.sort(key=lambda slot: slot.middle if wanted[id(slot)] is None else wanted[id(slot)] or 0)
            _stack(columns)
    return columns


def _stack(columns: list[list[_Slot]]) -> float:
    """Give each slot its height in the drawing, columns centred; return the height of all."""
    heights = [sum(slot.height for slot in column) + _GAP * (len(column) - 1) for column in columns]
    for column, height in zip(columns, heights, strict=True):
        y = _MARGIN + (max(heights) - height) / 2
        for slot in column:
            slot.y = y
            y += slot.height + _GAP
    return max(heights) + 2 * _MARGIN
