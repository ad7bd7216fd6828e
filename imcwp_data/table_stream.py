"""A table as batches in the order of its key: what can be written and checked without holding it in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

ROWS_A_BATCH = 50_000


class UnreadablePartError(OSError):
    """A file of a table that cannot be read to its end, ``path``, and why."""

    def __init__(self, path: Path, reason: Exception) -> None:
        super().__init__(f"{path.name}: {' '.join(str(reason).split())}")
        self.path, self.reason = path, reason

    def __reduce__(self) -> tuple[type[UnreadablePartError], tuple[Path, Exception]]:
        return UnreadablePartError, (self.path, self.reason)


@dataclass(frozen=True, slots=True)
class TableStream:
    """A table that can be gone through as often as wanted.

    ``batches()`` begins anew each time and yields record batches of ``schema``, all ``rows`` rows in the order of the
    table's primary key. ``columns_only``, where a table can do so, yields batches of some columns without reading the
    others. A stream can be sent to another process where these two can, as those that this package makes can; one over
    files is sent as their names.
    """

    schema: pa.Schema
    rows: int
    batches: Callable[[], Iterator[pa.RecordBatch]]
    columns_only: Callable[[Sequence[str]], Iterator[pa.RecordBatch]] | None = None

    def select(self, names: Sequence[str]) -> Iterator[pa.RecordBatch]:
        """Yield the batches with only the columns of these names, in this order. KeyError for one that is not there."""
        if self.columns_only is not None:
            return self.columns_only(names)
        return (batch.select(list(names)) for batch in self.batches())

    def in_memory(self) -> pa.Table:
        """Return the whole table."""
        import pyarrow as pa

        return pa.Table.from_batches(self.batches(), schema=self.schema)


def as_stream(table: TableStream | pa.Table) -> TableStream:
    """Return a stream as it is, and a table in memory as a stream."""
    return table if isinstance(table, TableStream) else stream_of_table(table)


def stream_of_table(table: pa.Table) -> TableStream:
    """Return a table in memory as a stream."""
    batches = partial(_batches_of_table, table)
    return TableStream(table.schema, table.num_rows, batches, batches)


def _batches_of_table(table: pa.Table, names: Sequence[str] | None = None) -> Iterator[pa.RecordBatch]:
    wanted = table if names is None else table.select(list(names))
    return iter(wanted.to_batches(max_chunksize=ROWS_A_BATCH))


def stream_of_parquet(files: Sequence[Path], schema: pa.Schema) -> TableStream:
    """Return Parquet files of one schema, which follow one another in the order of the key, as one stream.

    Raises UnreadablePartError when one cannot be read, and so do the batches.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    rows = 0
    for path in files:
        try:
            rows += pq.read_metadata(path).num_rows
        except (OSError, pa.ArrowException) as error:
            raise UnreadablePartError(path, error) from error
    batches = partial(_batches_of_parquet, tuple(files))
    return TableStream(schema, rows, batches, batches)


def _batches_of_parquet(files: Sequence[Path], names: Sequence[str] | None = None) -> Iterator[pa.RecordBatch]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    columns = None if names is None else list(names)
    for path in files:
        try:
            with pq.ParquetFile(path) as file:
                for batch in file.iter_batches(batch_size=ROWS_A_BATCH, columns=columns):
                    # A file's columns come in its own order.
                    yield batch if columns is None else batch.select(columns)
        except (OSError, pa.ArrowException) as error:
            raise UnreadablePartError(path, error) from error


def streams_of_tables(tables: Mapping[str, TableStream | pa.Table]) -> dict[str, TableStream]:
    """Return tables, in memory or not, as streams, by name."""
    return {name: as_stream(table) for name, table in tables.items()}
