"""The rows of a table by what they are a part of: documents by source, paragraphs by document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from imcwp_data.keys import is_in_order

if TYPE_CHECKING:
    from imcwp_data.table_stream import TableStream


def groups(table: TableStream, columns: Sequence[str]) -> Iterator[tuple[Any, list[Any]]]:
    """Yield each value of the first column with its rows: their other columns and, last, their number (from 0).

    The rows of a group are sorted by the other columns. A row with a null is left out. Of a table in the order of the
    first two columns one group is held at a time, of any other all rows.
    """
    if is_in_order(table, (columns[0], columns[1])):
        for owner, rows in groupby(_rows(table, columns), lambda row: row[0]):
            yield owner, sorted(row[1:] for row in rows)
        return
    gathered: dict[Any, list[Any]] = {}
    for row in _rows(table, columns):
        gathered.setdefault(row[0], []).append(row[1:])
    for owner, listed in gathered.items():
        yield owner, sorted(listed)


def _rows(table: TableStream, columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    first = 0
    for batch in table.select(columns):
        cells = [column.to_pylist() for column in batch.columns]
        rows = zip(*cells, range(first, first + batch.num_rows), strict=True)
        first += batch.num_rows
        yield from (row for row in rows if None not in row) if any(c.null_count for c in batch.columns) else rows
