"""Arrow tables → CSV files in their canonical form, compressed if wanted.

The bytes of a plain file are those of `imcwp_data.canonical`; those of a compressed file depend on the compressing
library's version too.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from imcwp_data.canonical import csv_parts
from imcwp_data.publish.forms import Compression

if TYPE_CHECKING:
    import pyarrow as pa

    from imcwp_data.table_stream import TableStream

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
