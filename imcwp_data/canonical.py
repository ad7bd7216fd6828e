"""The canonical form of a table: its bytes as CSV, which depend on its rows alone, and the hash of them.

RFC 4180 with ``\\n`` as line end, in UTF-8 without byte-order mark: a header, then the rows in the order of the
primary key. A cell is quoted where it holds a comma, a quotation mark or a line end, and nowhere else; null is an empty
cell and an empty string ``""``; booleans are ``true`` and ``false``; dates ISO 8601; lists JSON on one line, a space
after each comma. Numbers have the fewest digits that give the same binary64 back, integers no fraction, and an exponent
(``1e+10``, ``1e-7``) from 10¹⁰ on and below 10⁻⁶. docs/reproducing.md lays this down for readers in other languages.

Neither versions of libraries nor the machine show in it, nor how a table is cut into batches. Its SHA-256 is the
``imcwp:tableHash`` of the descriptor.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from imcwp_data.json_lists import json_lists
from imcwp_data.table_stream import as_stream

if TYPE_CHECKING:
    import pyarrow as pa

    from imcwp_data.table_stream import TableStream

ROWS_A_BATCH = 50_000
# A carriage return alone ends a line for many readers, so it is quoted like a line feed.
_NEEDS_QUOTES = '[",\r\n]'
# Lines are joined in one array of 32-bit offsets, and quoting may double a text.
_BYTES_A_BATCH = 1 << 28


def table_hash(table: TableStream | pa.Table) -> str:
    """Return the SHA-256 of a table's canonical form in hexadecimal, which is that of its CSV file."""
    digest = hashlib.sha256()
    for part in csv_parts(table):
        digest.update(part)
    return digest.hexdigest()


def hash_of_parts(hashes: Iterable[str]) -> str:
    """Return the hash of a table that lies in parts: the SHA-256 of their hashes in order, each on a line."""
    return hashlib.sha256("".join(f"{digest}\n" for digest in hashes).encode()).hexdigest()


def csv_parts(table: TableStream | pa.Table) -> Iterator[bytes | memoryview]:
    """Yield the bytes of a table's canonical form, header first, in parts of many lines.

    Lists must hold strings or numbers.
    """
    stream = as_stream(table)
    yield (",".join(stream.schema.names) + "\n").encode()
    for batch in stream.batches():
        for start in range(0, batch.num_rows, ROWS_A_BATCH):
            yield from _lines(batch.slice(start, ROWS_A_BATCH))


def _lines(batch: pa.RecordBatch) -> Iterator[memoryview]:
    import pyarrow as pa
    import pyarrow.compute as pc

    if batch.num_rows > 1 and batch.nbytes > _BYTES_A_BATCH:
        half = batch.num_rows // 2
        yield from _lines(batch.slice(0, half))
        yield from _lines(batch.slice(half))
        return
    cells = [_cells(column) for column in batch.columns]
    # The last cell of a line ends it, so the joined lines stand one after the other in the array's own memory.
    cells[-1] = pc.binary_join_element_wise(cells[-1], "\n", "", null_handling="replace", null_replacement="")
    lines = pc.binary_join_element_wise(*cells, ",", null_handling="replace", null_replacement="")
    if len(lines):
        lines = pc.cast(lines, pa.large_string())
        _, offsets, text = lines.buffers()
        ends = memoryview(offsets).cast("q")
        yield memoryview(text)[ends[lines.offset] : ends[lines.offset + len(lines)]]


def _cells(column: pa.Array) -> pa.Array:
    """Return the column's cells as they stand in the file, null where a cell is empty."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if pa.types.is_list(column.type) or pa.types.is_large_list(column.type):
        column = json_lists(column)
    if not (pa.types.is_string(column.type) or pa.types.is_large_string(column.type)):
        return pc.cast(column, pa.string())
    needs_quotes = pc.or_(pc.match_substring_regex(column, _NEEDS_QUOTES), pc.equal(column, ""))
    if not pc.any(needs_quotes).as_py():
        return column
    quoted = pc.binary_join_element_wise('"', pc.replace_substring(column, '"', '""'), '"', "")
    return pc.if_else(needs_quotes, quoted, column)
