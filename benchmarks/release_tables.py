"""The tables of a release as Arrow: one Parquet file a table, or a folder of parts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa


def table_files(release: Path, table: str) -> list[Path]:
    """Return the Parquet files of a table. Raises FileNotFoundError where a release has none."""
    single = release / "parquet" / f"{table}.parquet"
    if single.is_file():
        return [single]
    parts = sorted((release / "parquet" / table).rglob("*.parquet"))
    if not parts:
        raise FileNotFoundError(f"{release / 'parquet'}: neither {table}.parquet nor {table}/*.parquet is there")
    return parts


def read_columns(release: Path, table: str, columns: Sequence[str], where: tuple[str, str] | None = None) -> pa.Table:
    """Return some columns of a table; ``where`` keeps the rows that have a value in a column."""
    import pyarrow.dataset as ds

    condition = None if where is None else ds.field(where[0]) == where[1]
    files = [str(path) for path in table_files(release, table)]
    return ds.dataset(files, format="parquet").to_table(columns=list(columns), filter=condition)
