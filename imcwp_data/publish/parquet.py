"""Arrow tables → Parquet files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

# Written out in full, so that another default of the library does not change the files.
OPTIONS = {
    "compression": "zstd",
    "compression_level": 9,
    "version": "2.6",
    "data_page_version": "1.0",
    "row_group_size": 100_000,
    "use_dictionary": True,
    "write_statistics": True,
    "store_schema": True,
}


def write_parquet(table: pa.Table, path: Path) -> None:
    """Write a table with its own Arrow schema. Raises OSError when the file cannot be written."""
    import pyarrow.parquet as pq

    # One chunk a column: how a table was put together must not show in its file.
    pq.write_table(table.combine_chunks(), path, **OPTIONS)
