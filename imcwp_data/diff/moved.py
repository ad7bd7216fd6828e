"""Rows whose id is gone while what they tell of now stands under another one: ids that changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from imcwp_data.diff.comparing import ADDED, REMOVED, TableDiff
from imcwp_data.diff.forms import joined
from imcwp_data.diff.opening import OpenRelease

if TYPE_CHECKING:
    import pyarrow as pa

# Tables whose ids people cite, each with the columns that make up or repeat ids, which change with them.
# The ids of actions and evidence count what is read in a paragraph; that they shift when more is read is no fault.
_IDS = {
    "sources": ("source_id", "path"),
    "documents": ("document_id", "source_id"),
    "paragraphs": ("paragraph_id", "document_id"),
    "meetings": ("meeting_id",),
    "participants": ("participant_id", "affiliation_id"),
    "places": ("place_id",),
}
_PASSAGE = ("table_name", "column_name", "paragraph_id", "char_start", "char_end", "rule")


def moved_rows(
    tables: Sequence[TableDiff], old: OpenRelease, new: OpenRelease
) -> dict[str, tuple[tuple[str, str], ...]]:
    """Return pairs of old and new id by table: rows of the same content, and of the same passages as evidence."""
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for table in tables:
        if table.table in _IDS and table.present is None and table.removed and not table.key_changed:
            pairs = _same_content(table, old, new)
            if table.table in ("meetings", "participants"):
                pairs = _same_passages(table, old, new) | pairs
            if pairs:
                found[table.table] = tuple(sorted(pairs.items()))
    return found


def _ids(table: TableDiff, change: str) -> Any:
    import pyarrow.compute as pc

    return table.changes.filter(pc.equal(table.changes.column("change"), change)).column("row_id")


def _same_content(table: TableDiff, old: OpenRelease, new: OpenRelease) -> dict[str, str]:
    forms = old.tables[table.table], new.tables[table.table]
    own = _IDS[table.table]
    columns = [c for c in forms[0].types if c in forms[1].types and c not in own]
    if not table.added or not columns:
        return {}
    contents = []
    for form, change in zip(forms, (REMOVED, ADDED), strict=True):
        rows = _rows(form.read([*form.key, *columns]), form.key[0], _ids(table, change))
        contents.append(dict(zip(_joined(rows, columns), rows.column(form.key[0]).to_pylist(), strict=True)))
    return {key: contents[1][content] for content, key in contents[0].items() if content in contents[1]}


def _same_passages(table: TableDiff, old: OpenRelease, new: OpenRelease) -> dict[str, str]:
    """Return rows that are gone of which at least half the passages now prove one other row."""
    import pyarrow.compute as pc

    forms = [release.tables["evidence"] for release in (old, new) if "evidence" in release.tables]
    if len(forms) < 2 or not all({*_PASSAGE, "row_id"} <= set(form.types) for form in forms):
        return {}
    told = []
    for form in forms:
        rows = form.read([*_PASSAGE, "row_id"])
        told.append(rows.filter(pc.equal(rows.column("table_name"), table.table)))
    before = _rows(told[0], "row_id", _ids(table, REMOVED))
    now = dict(zip(_joined(told[1], _PASSAGE), told[1].column("row_id").to_pylist(), strict=True))
    counts: dict[str, dict[str, int]] = {}
    for passage, row in zip(_joined(before, _PASSAGE), before.column("row_id").to_pylist(), strict=True):
        other = now.get(passage, "")
        counts.setdefault(row, {})[other] = counts.get(row, {}).get(other, 0) + 1
    best = {row: max(sorted(others), key=others.__getitem__) for row, others in counts.items()}
    return {row: other for row, other in best.items() if other and 2 * counts[row][other] >= sum(counts[row].values())}


def _rows(table: pa.Table, key: str, ids: Any) -> pa.Table:
    import pyarrow.compute as pc

    return table.filter(pc.is_in(table.column(key), value_set=ids))


def _joined(table: pa.Table, columns: Sequence[str]) -> list[str]:
    texts: list[str] = joined([table.column(column) for column in columns], "\x1f", null="\x1e").to_pylist()
    return texts
