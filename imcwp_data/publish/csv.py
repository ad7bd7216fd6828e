"""Arrow tables → CSV files (RFC 4180 with ``\\n`` as line end, UTF-8 without byte-order mark).

Null is an empty cell and an empty string ``""``; booleans are ``true`` and ``false``; dates ISO 8601; integers have no
fraction; lists are JSON. The bytes depend on the rows alone, not on the versions of libraries or the machine.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from imcwp_data.publish.values import json_list

if TYPE_CHECKING:
    import pyarrow as pa

ROWS_A_BATCH = 50_000
# A carriage return alone ends a line for many readers, so it is quoted like a line feed.
_NEEDS_QUOTES = '[",\r\n]'


def write_csv(table: pa.Table, path: Path) -> None:
    """Write a table, batch by batch, so that memory does not grow with the table.

    Lists must hold strings or numbers. Raises OSError when the file cannot be written.
    """
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(",".join(table.column_names) + "\n")
        for batch in table.to_batches(max_chunksize=ROWS_A_BATCH):
            lines = _lines(batch)
            if lines:
                file.write("\n".join(lines) + "\n")


def _lines(batch: pa.RecordBatch) -> list[str]:
    import pyarrow.compute as pc

    cells = [_cells(column) for column in batch.columns]
    lines: list[str] = pc.binary_join_element_wise(
        *cells, ",", null_handling="replace", null_replacement=""
    ).to_pylist()
    return lines


def _cells(column: pa.Array) -> pa.Array:
    """Return the column's cells as they stand in the file, null where a cell is empty."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if pa.types.is_list(column.type) or pa.types.is_large_list(column.type):
        column = pa.array([json_list(value) for value in column.to_pylist()], pa.string())
    if not (pa.types.is_string(column.type) or pa.types.is_large_string(column.type)):
        return pc.cast(column, pa.string())
    needs_quotes = pc.or_(pc.match_substring_regex(column, _NEEDS_QUOTES), pc.equal(column, ""))
    if not pc.any(needs_quotes).as_py():
        return column
    quoted = pc.binary_join_element_wise('"', pc.replace_substring(column, '"', '""'), '"', "")
    return pc.if_else(needs_quotes, quoted, column)
