"""The timeline: meetings and dated actions on an axis of time, each date drawn as what it is.

A known day is a point, known days are a bar; a month, season or year within which something lies is a bar with a broken
outline; an open end is a broken line that ends in an arrow. Meetings are pointed, actions are round, groups are square.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from markupsafe import Markup

from imcwp_data.explorer.figures.scale import TimeScale
from imcwp_data.explorer.figures.spans import Span
from imcwp_data.explorer.figures.svg import element, link, picture, shortened, text_width, together

Kind = Literal["meeting", "actions", "group"]
WIDTH = 960
_LEFT, _RIGHT = 12, 948
_LANE = 28
_HEAD = 34
_SECTION = 30
_HALF = 8.0
_GAP = 10.0
_LABEL_SIZE = 13.0
_FEW = 30
_LEAST_LABEL = 110.0


@dataclass(frozen=True, slots=True)
class Mark:
    """What is drawn: one meeting, or the actions of one date, or those of a month or year together."""

    kind: Kind
    span: Span
    count: int
    label: str
    told: str
    address: str


@dataclass(frozen=True, slots=True)
class _Placed:
    """A mark with its place: the shape from ``left`` to ``right``, its label on one side."""

    mark: Mark
    left: float
    right: float
    label: str
    label_after: bool

    @property
    def reach(self) -> tuple[float, float]:
        """Return from where to where the mark and its label take room."""
        room = text_width(self.label, _LABEL_SIZE) + 8
        # A line towards an open end takes the room up to the edge.
        start = _LEFT if self.mark.span.open_start else self.left
        end = _RIGHT if self.mark.span.open_end else self.right
        return (start, max(end, self.right + room)) if self.label_after else (min(start, self.left - room), end)


def draw_timeline(meetings: Sequence[Mark], actions: Sequence[Mark], scale: TimeScale, summary: str) -> Markup:
    """Return the timeline of marks that all lie at least in part within the days of ``scale``."""
    parts: list[Markup] = []
    down = float(_HEAD)
    for title, marks in (("Meetings", meetings), ("Actions", actions)):
        if not marks:
            continue
        parts.append(element("text", title, x=_LEFT, y=down + 18, class_="section"))
        lanes = _lanes(marks, scale)
        for number, lane in enumerate(lanes):
            middle = down + _SECTION + number * _LANE + _LANE / 2
            parts.extend(_drawn(placed, middle) for placed in lane)
        down += _SECTION + len(lanes) * _LANE
    height = down + 12
    return picture("timeline", WIDTH, height, summary, _axis(scale, height), *parts)


def time_scale(first: int, last: int) -> TimeScale:
    """Return the axis of the timeline for days from ``first`` to ``last``."""
    return TimeScale(first, max(first, last), _LEFT, _RIGHT)


def _axis(scale: TimeScale, height: float) -> Markup:
    lines: list[Markup] = []
    free_from = 0.0
    for tick in scale.ticks():
        x = scale.position(tick.day)
        name = "tick strong" if tick.strong else "tick"
        lines.append(element("line", x1=x, x2=x, y1=_HEAD - 8, y2=height, class_=name))
        half = text_width(tick.label, 12) / 2
        middle = min(max(x, half), WIDTH - half)
        if middle - half >= free_from:
            lines.append(element("text", tick.label, x=middle, y=_HEAD - 15, class_=name, text_anchor="middle"))
            free_from = middle + half + 6
    base = element("line", x1=_LEFT, x2=_RIGHT, y1=_HEAD - 8, y2=_HEAD - 8, class_="base")
    # The table below tells the same; a reader of the picture would hear only bare numbers here.
    return element("g", base, *lines, aria_hidden="true")


def _lanes(marks: Sequence[Mark], scale: TimeScale) -> list[list[_Placed]]:
    """Return the marks row by row, so that none lies on another."""
    most = 70 if len(marks) <= _FEW // 2 else 46 if len(marks) <= _FEW else 22
    placed = sorted((_place(mark, scale, most) for mark in marks), key=lambda one: (one.reach[0], one.mark.told))
    lanes: list[list[_Placed]] = []
    ends: list[float] = []
    for one in placed:
        start, end = one.reach
        free = next((number for number, taken in enumerate(ends) if taken + _GAP <= start), len(ends))
        if free == len(ends):
            lanes.append([])
            ends.append(0.0)
        lanes[free].append(one)
        ends[free] = end
    return lanes


def _place(mark: Mark, scale: TimeScale, most: int) -> _Placed:
    left, right = scale.position(mark.span.first), scale.position(mark.span.last + 1)
    least = _HALF if mark.count <= 1 else max(_HALF + 2, text_width(str(mark.count), 12) / 2 + 6)
    if right - left < 2 * least:
        middle = min(max((left + right) / 2, _LEFT + least), _RIGHT - least)
        left, right = middle - least, middle + least
    before, after = left - _LEFT - 8, _RIGHT - right - 8
    label = shortened(mark.label, most)
    wanted = text_width(label, _LABEL_SIZE)
    if after < wanted <= right - left - 40:
        return _Placed(mark, left, right, label, True)
    if wanted > after and wanted > before and max(before, after) >= _LEAST_LABEL:
        # Neither side has room for all of it: the roomier one has the beginning.
        label = shortened(mark.label, int(max(before, after) / text_width("n", _LABEL_SIZE)))
        return _Placed(mark, left, right, label, after >= before)
    return _Placed(mark, left, right, label, wanted <= after or wanted > before)


def _drawn(placed: _Placed, middle: float) -> Markup:
    mark, left, right = placed.mark, placed.left, placed.right
    parts = [element("rect", x=left - 4, y=middle - 13, width=right - left + 8, height=26, class_="hit")]
    parts.extend(_open_ends(placed, middle))
    parts.append(_shape(mark, left, right, middle))
    parts.append(_label(placed, middle))
    name = f"mark {mark.kind} {mark.span.certainty}"
    drawn = link(mark.address, mark.told, *parts, class_=name)
    if mark.count <= 1 or _label_lies_on(placed):
        return drawn
    # Beside the link, whose name tells it already.
    where = {"x": (left + right) / 2, "y": middle + 4, "text_anchor": "middle"}
    count = element("text", f"{mark.count:,}", **where, class_=f"count {mark.span.certainty}", aria_hidden="true")
    return drawn + count


def _label(placed: _Placed, middle: float) -> Markup:
    after = placed.label_after
    x, anchor, name = placed.right + 6, "start", "label"
    if not after:
        x, anchor = placed.left - 6, "end"
    elif _label_lies_on(placed):
        x, name = placed.left + 14, "label on"
    return element("text", placed.label, x=x, y=middle + 4.5, class_=name, text_anchor=anchor)


def _label_lies_on(placed: _Placed) -> bool:
    """Tell whether the label lies on its own mark: a bar over the whole width has no room beside it."""
    return placed.label_after and placed.right + 8 + text_width(placed.label, _LABEL_SIZE) > _RIGHT + 1


def _shape(mark: Mark, left: float, right: float, middle: float) -> Markup:
    if mark.kind == "meeting":
        tip = min(_HALF, (right - left) / 2)
        points = (
            (left, middle), (left + tip, middle - _HALF), (right - tip, middle - _HALF),
            (right, middle), (right - tip, middle + _HALF), (left + tip, middle + _HALF),
        )  # fmt: skip
        return element("polygon", points=_points(points), class_="shape")
    half = _HALF + 1 if mark.count > 1 else _HALF - 1
    corner = 2 if mark.kind == "group" else half
    return element("rect", x=left, y=middle - half, width=right - left, height=2 * half, rx=corner, class_="shape")


def _open_ends(placed: _Placed, middle: float) -> Iterable[Markup]:
    span, left, right = placed.mark.span, placed.left, placed.right
    # The line towards the open end goes on behind the label.
    room = text_width(placed.label, _LABEL_SIZE) + 12
    from_left = left if placed.label_after else left - room
    from_right = right + room if placed.label_after and not _label_lies_on(placed) else right
    ends = ((span.open_start, from_left, float(_LEFT), 1), (span.open_end, from_right, float(_RIGHT), -1))
    for is_open, near, edge, inwards in ends:
        if is_open and (edge - near) * inwards < -12:
            points = ((edge, middle), (edge + 9 * inwards, middle - 5), (edge + 9 * inwards, middle + 5))
            yield element("line", x1=near, x2=edge + 9 * inwards, y1=middle, y2=middle, class_="open")
            yield element("polygon", points=_points(points), class_="arrow")


def _points(points: Iterable[tuple[float, float]]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)


def legend() -> Markup:
    """Return what the shapes of the timeline mean, as a list."""
    day = date(2000, 1, 1).toordinal()
    samples = (
        ("meeting", Span(day, day, "exact"), "a meeting"),
        ("actions", Span(day, day, "exact"), "an action on a day"),
        ("actions", Span(day, day + 60, "exact"), "from a day to a day"),
        ("actions", Span(day, day + 60, "within"), "at some time within"),
        ("actions", Span(day, day + 20, "exact", open_end=True), "or later: an open end"),
    )
    items = []
    for kind, span, words in samples:
        mark = Mark(kind, span, 1, "", words, "")  # type: ignore[arg-type]
        width = 16 if span.last == span.first else 44
        placed = _Placed(mark, 1, 21 if span.open_end else width - 1.0, "", True)
        shape = [_shape(mark, placed.left, placed.right, 10)]
        if span.open_end:
            shape += [
                element("line", x1=21, x2=35, y1=10, y2=10, class_="open"),
                element("polygon", points="44,10 35,5 35,15", class_="arrow"),
            ]
        group = element("g", *shape, class_=f"mark {kind} {span.certainty}")
        drawn = element("svg", group, width=width, height=20, aria_hidden="true", class_="sample")
        items.append(element("li", drawn, " ", words))
    square = element("rect", x=1, y=2, width=22, height=16, rx=2, class_="shape")
    grouped = element("svg", element("g", square, class_="mark group exact"), width=24, height=20, aria_hidden="true")
    items.append(element("li", grouped, " all of a month or year together"))
    return element("ul", together(items), class_="legend")
