"""Tables that are read once and gone through several times: in memory while they are small, then in temporary files."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from imcwp_data.table_stream import TableStream, stream_of_table

if TYPE_CHECKING:
    import pyarrow as pa

# What all tables together may take of the memory.
_BYTES_IN_MEMORY = 64 << 20


class Spool:
    """A place for tables; what is in files goes when the place is left.

    One that is ``shared`` has all in files: it can be sent to other processes, and the streams from there.
    """

    def __init__(self, *, shared: bool = False) -> None:
        self._stack = ExitStack()
        self._shared = shared
        self._folder: Path | None = None
        self._held = 0

    def __enter__(self) -> Spool:
        if self._shared:
            self._made()
        return self

    def __exit__(self, *reason: object) -> None:
        self._stack.close()

    def __getstate__(self) -> Path | None:
        return self._folder

    def __setstate__(self, folder: Path) -> None:
        # Who made the folder removes it.
        self.__init__(shared=True)  # type: ignore[misc]
        self._folder = folder

    def keep(self, schema: pa.Schema, batches: Iterable[pa.RecordBatch]) -> TableStream:
        """Take a table and return it as a stream. Raises OSError when there is no room for a file."""
        import pyarrow as pa

        source = iter(batches)
        first: list[pa.RecordBatch] = []
        if self._shared:
            return self._in_file(schema, first, source)
        size = 0
        for batch in source:
            first.append(batch)
            size += batch.nbytes
            if self._held + size > _BYTES_IN_MEMORY:
                return self._in_file(schema, first, source)
        self._held += size
        return stream_of_table(pa.Table.from_batches(first, schema))

    def _in_file(self, schema: pa.Schema, first: list[pa.RecordBatch], rest: Iterator[pa.RecordBatch]) -> TableStream:
        import pyarrow as pa

        handle, path = tempfile.mkstemp(".arrow", dir=self._made())
        os.close(handle)
        rows = 0
        with pa.OSFile(path, "wb") as sink, pa.ipc.new_file(sink, schema) as writer:
            while first:
                rows += first[0].num_rows
                writer.write_batch(first.pop(0))
            for batch in rest:
                rows += batch.num_rows
                writer.write_batch(batch)
        batches = partial(_batches, path, schema)
        return TableStream(schema, rows, batches, batches)

    def _made(self) -> Path:
        """Return the folder of the files, made when it is needed."""
        if self._folder is None:
            self._folder = Path(self._stack.enter_context(tempfile.TemporaryDirectory(prefix="imcwp-")))
        return self._folder


def _batches(path: str, schema: pa.Schema, names: Sequence[str] | None = None) -> Iterator[pa.RecordBatch]:
    import pyarrow as pa

    # Not mapped into memory, where it would count as the process's own.
    columns = None if names is None else [schema.get_field_index(name) for name in names]
    options: Any = pa.ipc.IpcReadOptions(included_fields=columns)
    with pa.OSFile(path, "rb") as source, pa.ipc.open_file(source, options=options) as reader:
        for number in range(reader.num_record_batches):
            batch = reader.get_batch(number)
            yield batch if names is None else batch.select(list(names))
