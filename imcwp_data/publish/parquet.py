"""Arrow tables → Parquet files, made so that readers can skip what they do not ask for.

Rows stand in the order of the key, in groups of one size, each with its lowest and highest values, page by page too.
In a table of several groups, columns of ids that do not follow that order have Bloom filters: a reader that looks for
one id opens only the groups that hold it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from imcwp_data.table_stream import as_stream

if TYPE_CHECKING:
    import pyarrow as pa

    from imcwp_data.schema import TableSchema
    from imcwp_data.table_stream import TableStream

ROWS_A_GROUP = 100_000
# Written out in full, so that another default of the library does not change the files.
OPTIONS = {
    "compression": "zstd",
    "compression_level": 9,
    "version": "2.6",
    "data_page_version": "1.0",
    "use_dictionary": True,
    "write_statistics": True,
    "write_page_index": True,
    "store_schema": True,
}
# An id stands in several rows; of a hundred groups without it, one is opened in vain.
_BLOOM_FILTER = {"ndv": ROWS_A_GROUP // 4, "fpp": 0.01}


def file_definition() -> dict[str, Any]:
    """Return all that shapes a file besides its rows and their types."""
    return {**OPTIONS, "row_group_size": ROWS_A_GROUP, "bloom_filter": _BLOOM_FILTER}


def write_parquet(table: TableStream | pa.Table, path: Path, schema: TableSchema | None = None) -> None:
    """Write a table, one group of rows after the other, with its own Arrow schema.

    ``schema`` tells which columns are keys. The same rows give the same bytes, however the table is cut into batches.
    Raises OSError when the file cannot be written.
    """
    import pyarrow.parquet as pq

    stream = as_stream(table)
    options: dict[str, Any] = dict(OPTIONS)
    if schema is not None:
        options["sorting_columns"] = _sorting_columns(stream, schema)
        if stream.rows > ROWS_A_GROUP:
            options["bloom_filter_options"] = dict.fromkeys(_looked_up(stream, schema), _BLOOM_FILTER)
    with pq.ParquetWriter(path, stream.schema, **options) as writer:
        for group in _groups(stream):
            writer.write_table(group, row_group_size=ROWS_A_GROUP)


def _groups(stream: TableStream) -> Iterator[pa.Table]:
    """Yield the rows as tables of one size, each column in one chunk: how a table was cut must not show in its file."""
    import pyarrow as pa

    waiting: list[pa.RecordBatch] = []
    count, nothing = 0, True
    for batch in stream.batches():
        waiting.append(batch)
        count += batch.num_rows
        while count >= ROWS_A_GROUP:
            table = pa.Table.from_batches(waiting, schema=stream.schema)
            yield table.slice(0, ROWS_A_GROUP).combine_chunks()
            nothing = False
            waiting = table.slice(ROWS_A_GROUP).to_batches()
            count -= ROWS_A_GROUP
    if count or nothing:
        yield pa.Table.from_batches(waiting, schema=stream.schema).combine_chunks()


def _looked_up(stream: TableStream, schema: TableSchema) -> list[str]:
    """Return the columns of ids that rows are looked up by, without the first of the key: its order says enough."""
    ids = {field.name for field in schema.fields if field.type == "string" and field.enum is None and field.index}
    ids |= {column for key in schema.foreign_keys for column in key.columns}
    return [name for name in stream.schema.names if name in ids and name != schema.primary_key[0]]


def _sorting_columns(stream: TableStream, schema: TableSchema) -> Any:
    """Return the primary key as what the rows are sorted by, if they are in the order of Parquet: by bytes.

    Tables are in reading order, in which x.9 stands before x.10; to say of these that they are sorted would have
    readers miss rows.
    """
    import pyarrow.parquet as pq

    if not _ascends_by_bytes(stream, schema.primary_key):
        return None
    return [pq.SortingColumn(stream.schema.get_field_index(name), False, False) for name in schema.primary_key]


def _ascends_by_bytes(stream: TableStream, columns: tuple[str, ...]) -> bool:
    import pyarrow as pa
    import pyarrow.compute as pc

    last: pa.RecordBatch | None = None
    for batch in stream.select(columns):
        both = pa.concat_batches([last, batch]) if last is not None else batch
        if any(column.null_count for column in both.columns):
            return False
        lower, upper = both.slice(0, max(0, both.num_rows - 1)), both.slice(1)
        ascends: Any = pa.scalar(True)
        for one, other in reversed(list(zip(lower.columns, upper.columns, strict=True))):
            ascends = pc.or_(pc.less(one, other), pc.and_(pc.equal(one, other), ascends))
        if not pc.all(ascends, min_count=0).as_py():
            return False
        last = batch.slice(batch.num_rows - 1) if batch.num_rows else last
    return True
