"""The Parquet files of a release → the columns and rows that are asked for, and no others.

A table is one file, ``parquet/<table>.parquet``, or, in a large release, several that follow one another:
``parquet/<table>/part-*.parquet``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from imcwp_data.errors import QueryError, ReleaseError
from imcwp_data.filters import expression
from imcwp_data.release_files import advice

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.dataset as ds
    import pyarrow.parquet as pq

    from imcwp_data.schema import TableSchema

# A number of one of at most 16,000 different texts takes fewer bytes than this, the texts themselves included.
_NUMBER_BYTES = 3


def parquet_files(folder: Path, table: str) -> list[Path]:
    """Return the files of a table, in the order of their rows. Raises ReleaseError when there is none."""
    path = folder / "parquet" / f"{table}.parquet"
    if path.is_file():
        return [path]
    parts = sorted(path.with_suffix("").glob("part-*.parquet"), key=lambda part: (len(part.name), part.name))
    if not parts:
        raise ReleaseError(
            f"{path}: there is no such file, nor a folder {table} with part-*.parquet. "
            + ("Build or install the release anew." if path.parent.is_dir() else advice(folder))
        )
    return parts


def read(schema: TableSchema, folder: Path, columns: Sequence[str], filters: Any = None) -> pa.Table:
    """Return columns of a table, in the order given, and of its rows those that pass the filters.

    Columns that are not asked for are not read, nor are groups of rows of which the files say that none passes. Raises
    ReleaseError when the files are missing or damaged, QueryError for filters that make no sense.
    """
    files = parquet_files(folder, schema.name)
    wanted = None if filters is None else expression(filters, schema)

    with _file_faults(files[0]):
        if wanted is None and len(files) == 1:
            # Without a dataset, which would have to be imported first.
            found = _whole(files[0], columns)
        else:
            # Groups are read side by side; those of which the file says that no row passes, not at all.
            found = dataset(schema, folder).to_table(columns=list(columns), filter=wanted)
        return found.cast(_fields(schema, columns))


def _whole(path: Path, columns: Sequence[str]) -> pa.Table:
    """Return columns of all rows of one file.

    Arrow reads columns side by side, but the groups of rows of one column one after the other, into one array that has
    to be made larger again and again; here groups are read side by side, by as many threads as Arrow may use, and stay
    apart.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    metadata = pq.read_metadata(path)
    repetitive = _repetitive(metadata)

    def groups_of(numbers: Sequence[int]) -> list[pa.Table]:
        with pq.ParquetFile(path, metadata=metadata, pre_buffer=True, read_dictionary=repetitive) as file:
            if not numbers:
                return [file.read(columns=list(columns))]
            return [file.read_row_group(number, columns=list(columns)) for number in numbers]

    groups = range(metadata.num_row_groups)
    threads = min(pa.cpu_count(), len(groups))
    if threads < 2:
        found = groups_of(groups)
    else:
        from concurrent.futures import ThreadPoolExecutor

        shares = [groups[len(groups) * n // threads : len(groups) * (n + 1) // threads] for n in range(threads)]
        with ThreadPoolExecutor(threads) as pool:
            found = [table for tables in pool.map(groups_of, shares) for table in tables]
    return pa.concat_tables(found).select(list(columns))


def _repetitive(metadata: pq.FileMetaData) -> list[str]:
    """Return the columns of texts whose values lie in the file as numbers of a few that come again and again.

    Read as such and spelt out afterwards they take half the time.
    """
    if not metadata.num_row_groups:
        return []
    group = metadata.row_group(0)
    chunks = [group.column(number) for number in range(metadata.num_columns)]
    return [
        chunk.path_in_schema
        for chunk in chunks
        if chunk.physical_type == "BYTE_ARRAY"
        and "." not in chunk.path_in_schema
        and chunk.total_uncompressed_size <= _NUMBER_BYTES * chunk.num_values
    ]


def row_count(folder: Path, table: str) -> int:
    """Return how many rows a table has. Raises ReleaseError when its files are missing or damaged."""
    import pyarrow.parquet as pq

    rows = 0
    for path in parquet_files(folder, table):
        with _file_faults(path):
            rows += pq.read_metadata(path).num_rows
    return rows


def dataset(schema: TableSchema, folder: Path) -> ds.Dataset:
    """Return a table as a dataset that reads when it is asked. Raises ReleaseError when its files are missing."""
    import pyarrow.dataset as ds

    files = parquet_files(folder, schema.name)
    with _file_faults(files[0]):
        # The files by name, without partitioning: a folder called like "kind=x" above them is no column.
        return ds.dataset([str(path) for path in files], format="parquet", partitioning=None)


def _fields(schema: TableSchema, columns: Sequence[str]) -> pa.Schema:
    import pyarrow as pa

    from imcwp_data.schema import arrow_schema

    whole = arrow_schema(schema)
    return pa.schema([whole.field(name) for name in columns], metadata=whole.metadata)


@contextmanager
def _file_faults(path: Path) -> Iterator[None]:
    import pyarrow as pa

    try:
        yield
    except QueryError:
        raise
    except (OSError, pa.ArrowException) as error:
        raise ReleaseError(
            f"{path}: is damaged or cannot be read ({error}). Build or install the release anew."
        ) from error
