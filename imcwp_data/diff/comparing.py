"""Two states of a table → the rows that came, went and changed, by primary key, and each changed cell.

Columns are read one at a time, so that memory holds the keys of both states and one column of each.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from imcwp_data.diff.forms import TableForm, joined
from imcwp_data.errors import ReleaseError

if TYPE_CHECKING:
    import pyarrow as pa

ADDED, REMOVED, CHANGED = "added", "removed", "changed"
# Joins the columns of a composite key in a row's id, as in `evidence.row_id`.
KEY_SEPARATOR = "|"
COLUMNS = ("table_name", "row_id", "change", "column_name", "old_value", "new_value")


@dataclass(frozen=True, slots=True)
class TableDiff:
    """What is other in a table.

    ``present`` is "added" or "removed" for a table that only one release has, else None. ``changes`` has the columns
    of `COLUMNS` (and ``cause`` and ``cause_detail`` once these are known): one row for each added or removed row,
    whose ``column_name`` is null, and one for each changed cell.
    """

    table: str
    present: str | None
    old_rows: int
    new_rows: int
    added: int
    removed: int
    changed: int
    columns_added: tuple[str, ...]
    columns_removed: tuple[str, ...]
    columns_retyped: tuple[str, ...]
    key_changed: bool
    changes: pa.Table

    @property
    def cells(self) -> int:
        """How many cells changed."""
        return int(self.changes.num_rows - self.added - self.removed)

    @property
    def same(self) -> bool:
        """Whether rows and columns are the same."""
        shape = (self.columns_added, self.columns_removed, self.columns_retyped)
        return self.present is None and not self.changes.num_rows and not any(shape) and not self.key_changed

    def with_changes(self, changes: pa.Table) -> TableDiff:
        """Return the same with other columns told of each change."""
        return replace(self, changes=changes)


def compare(name: str, old: TableForm | None, new: TableForm | None, files: tuple[str, str]) -> TableDiff:
    """Return what is other in a table, which one of the releases may lack.

    ``files`` name both releases in messages. Raises ReleaseError when one of them is damaged.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    nothing = pa.chunked_array([], pa.large_string())
    before = row_ids(old, files[0]) if old else nothing
    after = row_ids(new, files[1]) if new else nothing
    aligned = before.equals(after)
    gone = before.filter(pc.invert(pc.is_in(before, value_set=after))) if not aligned else nothing
    come = after.filter(pc.invert(pc.is_in(after, value_set=before))) if not aligned else nothing
    old_types, new_types = (dict(form.types) if form else {} for form in (old, new))
    common = [column for column in new_types if column in old_types] if old and new else []
    parts = [_rows(name, come, ADDED), _rows(name, gone, REMOVED)]
    changed = 0
    if old and new:
        pairs = None if aligned else _pairs(before, after)
        ids = before if pairs is None else before.take(pairs[0])
        compared = [column for column in common if column not in old.key or column not in new.key]
        cells, changed = _cells(name, old, new, compared, pairs, ids)
        parts.append(cells)
    return TableDiff(
        table=name,
        present=None if old and new else ADDED if new else REMOVED,
        old_rows=len(before),
        new_rows=len(after),
        added=len(come),
        removed=len(gone),
        changed=changed,
        columns_added=tuple(column for column in new_types if column not in old_types) if old else (),
        columns_removed=tuple(column for column in old_types if column not in new_types) if new else (),
        columns_retyped=tuple(column for column in common if old_types[column] != new_types[column]),
        key_changed=bool(old and new and old.key != new.key),
        changes=pa.concat_tables(parts),
    )


def row_ids(form: TableForm, file: str) -> Any:
    """Return the id of each row: its key columns. Raises ReleaseError where one is missing or stands twice."""
    import pyarrow.compute as pc

    keys = form.read(form.key)
    ids = keys.column(0) if len(form.key) == 1 else joined(keys.columns, KEY_SEPARATOR)
    if ids.null_count:
        raise ReleaseError(f"{file}: the table {form.name} has a row without {', '.join(form.key)}. Get it anew.")
    if pc.count_distinct(ids).as_py() != len(ids):
        counted = pc.value_counts(ids)
        twice = counted.field("values").filter(pc.greater(counted.field("counts"), 1))[0].as_py()
        raise ReleaseError(
            f"{file}: in the table {form.name} the key {twice!r} stands in several rows. Get or build it anew."
        )
    return ids


def _pairs(before: Any, after: Any) -> tuple[Any, Any]:
    """Return the row numbers in both states of the rows that both have."""
    import pyarrow.compute as pc

    at = pc.index_in(before, value_set=after)
    return pc.indices_nonzero(at.is_valid()), at.drop_null()


def _rows(name: str, ids: Any, change: str) -> pa.Table:
    import pyarrow as pa

    return _table(name, ids, change, *(pa.nulls(len(ids), pa.large_string()) for _ in range(3)))


def _table(name: str, ids: Any, change: str, column: Any, old: Any, new: Any) -> pa.Table:
    import pyarrow as pa

    words = [pa.repeat(pa.scalar(word, pa.large_string()), len(ids)) for word in (name, change)]
    return pa.table(dict(zip(COLUMNS, (words[0], ids, words[1], column, old, new), strict=True)))


def _cells(
    name: str, old: TableForm, new: TableForm, columns: Sequence[str], pairs: tuple[Any, Any] | None, ids: Any
) -> tuple[pa.Table, int]:
    """Return the changed cells of rows that both states have, by row and column, and how many rows these are."""
    import pyarrow as pa
    import pyarrow.compute as pc

    parts: list[pa.Table] = []
    places: list[Any] = []
    for column in columns:
        one, other = old.read([column]).column(0), new.read([column]).column(0)
        if pairs is not None:
            one, other = one.take(pairs[0]), other.take(pairs[1])
        rows = pc.indices_nonzero(_differs(one, other))
        if len(rows):
            named = pa.repeat(pa.scalar(column, pa.large_string()), len(rows))
            parts.append(_table(name, ids.take(rows), CHANGED, named, one.take(rows), other.take(rows)))
            places.append(rows)
    if not parts:
        return _rows(name, ids.slice(0, 0), CHANGED), 0
    row = pa.concat_arrays([rows.combine_chunks() if hasattr(rows, "chunks") else rows for rows in places])
    # A stable order: the columns of a row stay in the order of the table.
    turn = pa.concat_arrays([pa.repeat(pa.scalar(n, pa.int32()), len(rows)) for n, rows in enumerate(places)])
    order = pc.sort_indices(
        pa.table({"row": row, "turn": turn}), sort_keys=[("row", "ascending"), ("turn", "ascending")]
    )
    return pa.concat_tables(parts).take(order), pc.count_distinct(row).as_py()


def _differs(one: Any, other: Any) -> Any:
    import pyarrow.compute as pc

    unlike = pc.fill_null(pc.not_equal(one, other), False)
    return pc.or_(unlike, pc.xor(one.is_null(), other.is_null()))
