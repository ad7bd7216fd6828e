"""A table as batches in the order of its key: what can be written and checked without holding it in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

ROWS_A_BATCH = 50_000


@dataclass(frozen=True, slots=True)
class TableStream:
    """A table that can be gone through as often as wanted.

    ``batches()`` begins anew each time and yields record batches of ``schema``, all ``rows`` rows in the order of the
    table's primary key.
    """

    schema: pa.Schema
    rows: int
    batches: Callable[[], Iterator[pa.RecordBatch]]


def stream_of_table(table: pa.Table) -> TableStream:
    """Return a table in memory as a stream."""
    return TableStream(table.schema, table.num_rows, lambda: iter(table.to_batches(max_chunksize=ROWS_A_BATCH)))


def stream_of_parquet(files: Sequence[Path], schema: pa.Schema) -> TableStream:
    """Return Parquet files of one schema, which follow one another in the order of the key, as one stream.

    Raises OSError when one cannot be read.
    """
    import pyarrow.parquet as pq

    rows = sum(pq.read_metadata(file).num_rows for file in files)

    def batches() -> Iterator[pa.RecordBatch]:
        for path in files:
            with pq.ParquetFile(path) as file:
                yield from file.iter_batches(batch_size=ROWS_A_BATCH)

    return TableStream(schema, rows, batches)


def streams_of_tables(tables: Mapping[str, pa.Table]) -> dict[str, TableStream]:
    """Return tables in memory as streams, by name."""
    return {name: stream_of_table(table) for name, table in tables.items()}
