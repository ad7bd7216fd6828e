"""Which sources tell of a row in two releases: from evidence, and of places from where they are named."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from imcwp_data.consolidate.statements import CORRECTION_RULE
from imcwp_data.diff.comparing import KEY_SEPARATOR
from imcwp_data.diff.forms import joined
from imcwp_data.diff.inputs import Cell
from imcwp_data.diff.opening import OpenRelease

if TYPE_CHECKING:
    import pyarrow as pa

_JOINED = ("meetings", "participants", "meeting_participants")
_CELL = ("table_name", "row_id", "column_name")
# What a passage says. Whether it is accepted follows from what the others say, and is no saying of its own.
_SAYING = (*_CELL, "value", "paragraph_id", "char_start", "char_end", "rule")
_PLACED = ("place_id", "paragraph_id", "char_start")


def source_of(row_id: str) -> str:
    """Return the source of a paragraph, or of what is numbered in one (``source.1.2``, ``source.1.2.a1``)."""
    head, _, last = row_id.rpartition(".")
    if not last.isdecimal():
        head = head.rpartition(".")[0]
    return head.rpartition(".")[0]


class Passages:
    """The passages that are other in two releases; read when they are first asked for."""

    def __init__(self, old: OpenRelease, new: OpenRelease) -> None:
        self._releases = (old, new)

    def other_sources(self, table: str, row: str, column: str | None) -> Iterable[str]:
        """Return the sources of which passages on a row (of a column, where one is named) are other."""
        found = self._other
        if column is not None:
            return found.get((table, row, column), ())
        told = found.get((table, row, ""), ())
        if not told and table == "meeting_participants":
            meeting, participant, *_ = row.split(KEY_SEPARATOR)
            return found.get(("meetings", meeting, ""), ()) or found.get(("participants", participant, ""), ())
        return told

    def cells(self, evidence_ids: Sequence[str]) -> dict[str, tuple[Cell, bool]]:
        """Return the cell that each of some rows of evidence proves, and whether it is a correction's.

        A row that both releases have is told as it is in the new one.
        """
        import pyarrow as pa
        import pyarrow.compute as pc

        wanted = pa.array(evidence_ids, pa.large_string())
        found: dict[str, tuple[Cell, bool]] = {}
        for release in self._releases:
            table = _read(release, "evidence", ("evidence_id", *_CELL, "rule"))
            if table is not None:
                table = table.filter(pc.is_in(table.column("evidence_id"), value_set=wanted))
                columns = [table.column(name).to_pylist() for name in ("evidence_id", *_CELL, "rule")]
                found |= {
                    key: ((a, b, c), rule == CORRECTION_RULE) for key, a, b, c, rule in zip(*columns, strict=True)
                }
        return found

    @cached_property
    def _other(self) -> Mapping[tuple[str, str, str], set[str]]:
        """Return the sources with other passages by table, row and column; of any column where that is empty."""
        import pyarrow as pa
        import pyarrow.compute as pc

        found: dict[tuple[str, str, str], set[str]] = {}
        told = [_read(release, "evidence", _SAYING) for release in self._releases]
        if told[0] is not None and told[1] is not None:
            joined = pa.array(_JOINED, pa.large_string())
            old, new = (t.filter(pc.is_in(t.column("table_name"), value_set=joined)) for t in told if t is not None)
            for rows in _unlike(old, new):
                columns = [rows.column(name).to_pylist() for name in (*_CELL, "paragraph_id")]
                for table, row, column, paragraph in zip(*columns, strict=True):
                    for name in (column, ""):
                        found.setdefault((table, row, name), set()).add(source_of(paragraph))
        placed = [_read(release, "place_mentions", _PLACED) for release in self._releases]
        if placed[0] is not None and placed[1] is not None:
            for rows in _unlike(placed[0], placed[1]):
                columns = [rows.column(name).to_pylist() for name in ("place_id", "paragraph_id")]
                for place, paragraph in zip(*columns, strict=True):
                    if place is not None:
                        found.setdefault(("places", place, ""), set()).add(source_of(paragraph))
        return found


def _unlike(old: pa.Table, new: pa.Table) -> tuple[pa.Table, pa.Table]:
    """Return the rows of each table that the other has not."""
    import pyarrow.compute as pc

    keys = [joined(table.columns, "\x1f", null="") for table in (old, new)]
    return (
        old.filter(pc.invert(pc.is_in(keys[0], value_set=keys[1]))),
        new.filter(pc.invert(pc.is_in(keys[1], value_set=keys[0]))),
    )


def _read(release: OpenRelease, table: str, columns: Sequence[str]) -> pa.Table | None:
    form = release.tables.get(table)
    return form.read(columns) if form is not None and set(columns) <= set(form.types) else None
