"""The Parquet files of a release → the columns and rows that are asked for, and no others.

A table is one file, ``parquet/<table>.parquet``, or, in a large release, several that follow one another:
``parquet/<table>/part-*.parquet``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

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
# About as many texts as fill a page of the file: their room is known then. That of a whole group is found by copying
# them to twice as much, again and again, and memory that is used for the first time is dear.
_TEXTS_AT_ONCE = 20_000


class _Task(NamedTuple):
    """Rows that one thread reads: a file, or some groups of one."""

    path: Path
    metadata: pq.FileMetaData | None = None
    groups: Sequence[int] | None = None


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


def read(
    schema: TableSchema, folder: Path, columns: Sequence[str], filters: Any = None, *, for_pandas: bool = False
) -> pa.Table:
    """Return columns of a table, in the order given, and of its rows those that pass the filters.

    Columns that are not asked for are not read, nor are groups of rows of which the files say that none passes. Raises
    ReleaseError when the files are missing or damaged, QueryError for filters that make no sense.

    ``for_pandas`` gives texts as pandas keeps them, but those of a fixed set, and the items of lists, as numbers of
    texts, from which categories and Python lists are made soonest.
    """
    files = parquet_files(folder, schema.name)
    wanted = None if filters is None else expression(filters, schema)
    fields = _fields(schema, columns, for_pandas)

    if wanted is None:
        # Without a dataset, which would have to be imported first, and takes more memory.
        return _whole(files, fields)
    with _file_faults(files[0]):
        # Groups are read side by side; those of which the file says that no row passes, not at all.
        found = dataset(schema, folder).to_table(columns=list(columns), filter=wanted)
        return found.cast(fields)


def _whole(files: Sequence[Path], fields: pa.Schema) -> pa.Table:
    """Return columns of all rows of a table.

    Arrow reads columns side by side, but the groups of rows of one column one after the other, into one array that has
    to be made larger again and again; here groups, or files where there are several, are read side by side, by as many
    threads as Arrow may use, and stay apart.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    if len(files) > 1:
        tasks = [_Task(path) for path in files]
    else:
        with _file_faults(files[0]):
            metadata = pq.read_metadata(files[0])
        groups = range(metadata.num_row_groups)
        shares = max(1, min(pa.cpu_count(), len(groups)))
        bounds = [len(groups) * n // shares for n in range(shares + 1)]
        tasks = [_Task(files[0], metadata, groups[start:end]) for start, end in pairwise(bounds)]
    threads = min(pa.cpu_count(), len(tasks))
    if threads < 2:
        return pa.concat_tables(_rows(task, fields, use_threads=True) for task in tasks)
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(threads) as pool:
        return pa.concat_tables(pool.map(lambda task: _rows(task, fields, use_threads=False), tasks))


def _rows(task: _Task, fields: pa.Schema, *, use_threads: bool) -> pa.Table:
    import pyarrow as pa
    import pyarrow.parquet as pq

    with _file_faults(task.path):
        metadata = task.metadata or pq.read_metadata(task.path)
        repetitive = _repetitive(metadata)
        rows = _rows_at_once(metadata, fields, repetitive)
        with pq.ParquetFile(task.path, metadata=metadata, pre_buffer=True, read_dictionary=repetitive) as file:
            batches = file.iter_batches(rows, task.groups, fields.names, use_threads=use_threads)
            return pa.Table.from_batches((batch.select(fields.names).cast(fields) for batch in batches), fields)


def _rows_at_once(metadata: pq.FileMetaData, fields: pa.Schema, repetitive: Sequence[str]) -> int:
    """Return how many rows to read at a time: a group, or fewer where there are texts to be written out."""
    import pyarrow as pa

    texts = (pa.string(), pa.large_string())
    if any(field.type in texts and field.name not in repetitive for field in fields):
        return _TEXTS_AT_ONCE
    return max((metadata.row_group(number).num_rows for number in range(metadata.num_row_groups)), default=1) or 1


def _repetitive(metadata: pq.FileMetaData) -> list[str]:
    """Return the paths of columns whose texts lie in the file as numbers of a few that come again and again.

    Read as such and spelt out afterwards they take half the time.
    """
    if not metadata.num_row_groups:
        return []
    group = metadata.row_group(0)
    chunks = [group.column(number) for number in range(metadata.num_columns)]
    return [
        chunk.path_in_schema
        for chunk in chunks
        if chunk.physical_type == "BYTE_ARRAY" and chunk.total_uncompressed_size <= _NUMBER_BYTES * chunk.num_values
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


def _fields(schema: TableSchema, columns: Sequence[str], for_pandas: bool) -> pa.Schema:
    import pyarrow as pa

    from imcwp_data.schema import arrow_schema

    whole = arrow_schema(schema)
    fields = [whole.field(name) for name in columns]
    if for_pandas:
        numbers = pa.dictionary(pa.int32(), pa.string())
        for position, (field, column) in enumerate(zip(fields, map(schema.field, columns), strict=True)):
            texts = pa.large_string() if column.enum is None else numbers
            kind = {"array": pa.list_(numbers), "string": texts}.get(column.type, field.type)
            fields[position] = field.with_type(kind)
    return pa.schema(fields, metadata=whole.metadata)


@contextmanager
def _file_faults(path: Path) -> Iterator[None]:
    import pyarrow as pa

    try:
        yield
    except QueryError:
        raise
    except (OSError, pa.ArrowException, KeyError) as error:
        # A column that the file lacks is a KeyError, which shows its message in quotes.
        reason = error.args[0] if isinstance(error, KeyError) else error
        raise ReleaseError(
            f"{path}: is damaged or cannot be read ({reason}). Build or install the release anew."
        ) from error
