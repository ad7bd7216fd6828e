"""Arrow tables → CSV files (RFC 4180 with ``\\n`` as line end, UTF-8 without byte-order mark), compressed if wanted.

Null is an empty cell and an empty string ``""``; booleans are ``true`` and ``false``; dates ISO 8601; integers have no
fraction; lists are JSON. The bytes depend on the rows alone, not on the versions of libraries or the machine, nor on
how a table is cut into batches; those of a compressed file depend on the compressing library's version too.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from imcwp_data.publish.forms import Compression
from imcwp_data.publish.values import json_lists
from imcwp_data.table_stream import as_stream

if TYPE_CHECKING:
    import pyarrow as pa

    from imcwp_data.table_stream import TableStream

ROWS_A_BATCH = 50_000
# A carriage return alone ends a line for many readers, so it is quoted like a line feed.
_NEEDS_QUOTES = '[",\r\n]'
# Lines are joined in one array of 32-bit offsets, and quoting may double a text.
_BYTES_A_BATCH = 1 << 28
# What a compressor gets at a time, so that its output does not show how the table came.
_BLOCK = 1 << 20
_GZIP_LEVEL = 6


def write_csv(table: TableStream | pa.Table, path: Path, compression: Compression | None = None) -> str:
    """Write a table, batch by batch, so that memory does not grow with the table; return the SHA-256 of its rows.

    The hash is that of the text before compression. Lists must hold strings or numbers. The same rows give the same
    bytes: a gzip header holds neither time nor name. Raises OSError when the file cannot be written.
    """
    digest = hashlib.sha256()
    with ExitStack() as stack:
        write = _sink(path, compression, stack)
        for part in csv_parts(table):
            digest.update(part)
            write(part)
    return digest.hexdigest()


def csv_sha256(table: TableStream | pa.Table) -> str:
    """Return the SHA-256 that a table's CSV file has, without writing it."""
    digest = hashlib.sha256()
    for part in csv_parts(table):
        digest.update(part)
    return digest.hexdigest()


def csv_parts(table: TableStream | pa.Table) -> Iterator[bytes | memoryview]:
    """Yield the bytes of a table's CSV file, header first, in parts of many lines."""
    stream = as_stream(table)
    yield (",".join(stream.schema.names) + "\n").encode()
    for batch in stream.batches():
        for start in range(0, batch.num_rows, ROWS_A_BATCH):
            yield from _lines(batch.slice(start, ROWS_A_BATCH))


def _sink(path: Path, compression: Compression | None, stack: ExitStack) -> Callable[[bytes | memoryview], Any]:
    """Return what takes the parts of a file, in blocks of one size where they are compressed."""
    file = stack.enter_context(path.open("wb"))
    if compression is None:
        return file.write
    if compression == "gzip":
        compressed: Any = gzip.GzipFile("", "wb", _GZIP_LEVEL, file, mtime=0)
    else:
        import pyarrow as pa

        compressed = pa.CompressedOutputStream(pa.PythonFile(file, "w"), "zstd")
    stack.enter_context(compressed)
    waiting = bytearray()

    def write_rest() -> None:
        compressed.write(bytes(waiting))

    stack.callback(write_rest)

    def write(part: bytes | memoryview) -> None:
        waiting.extend(part)
        whole = len(waiting) // _BLOCK * _BLOCK
        for start in range(0, whole, _BLOCK):
            compressed.write(bytes(waiting[start : start + _BLOCK]))
        del waiting[:whole]

    return write


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
