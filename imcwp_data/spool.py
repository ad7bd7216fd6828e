"""Tables that are read once and gone through several times: in memory while they are small, then in temporary files."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from imcwp_data.table_stream import TableStream, stream_of_table

if TYPE_CHECKING:
    import pyarrow as pa

# What all tables together may take of the memory.
_BYTES_IN_MEMORY = 64 << 20


class Spool:
    """A place for tables; what is in files goes when the place is left."""

    def __init__(self) -> None:
        self._stack = ExitStack()
        self._folder: Path | None = None
        self._held = 0
        self._count = 0

    def __enter__(self) -> Spool:
        return self

    def __exit__(self, *reason: object) -> None:
        self._stack.close()

    def keep(self, schema: pa.Schema, batches: Iterable[pa.RecordBatch]) -> TableStream:
        """Take a table and return it as a stream. Raises OSError when there is no room for a file."""
        import pyarrow as pa

        source = iter(batches)
        first: list[pa.RecordBatch] = []
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

        if self._folder is None:
            self._folder = Path(self._stack.enter_context(tempfile.TemporaryDirectory(prefix="imcwp-")))
        self._count += 1
        path = str(self._folder / f"{self._count}.arrow")
        rows = 0
        with pa.OSFile(path, "wb") as sink, pa.ipc.new_file(sink, schema) as writer:
            while first:
                rows += first[0].num_rows
                writer.write_batch(first.pop(0))
            for batch in rest:
                rows += batch.num_rows
                writer.write_batch(batch)

        def batches(names: Sequence[str] | None = None) -> Iterator[pa.RecordBatch]:
            # Not mapped into memory, where it would count as the process's own.
            columns = None if names is None else [schema.get_field_index(name) for name in names]
            options: Any = pa.ipc.IpcReadOptions(included_fields=columns)
            with pa.OSFile(path, "rb") as source, pa.ipc.open_file(source, options=options) as reader:
                for number in range(reader.num_record_batches):
                    batch = reader.get_batch(number)
                    yield batch if names is None else batch.select(list(names))

        return TableStream(schema, rows, batches, batches)
