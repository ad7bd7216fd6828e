"""The tables of a release as streams over the rows of batches, which lie in files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from imcwp_data.keys import is_in_order
from imcwp_data.schema import TableSchema, arrow_schema, reading_order
from imcwp_data.table_file import write_table_file
from imcwp_data.table_stream import TableStream, stream_of_table

if TYPE_CHECKING:
    from pathlib import Path

    import pyarrow as pa

    from imcwp_data.table_file import TableFile

# Their ids do not stand in the order of the batches: `meeting_participants` is told by many of them, and the ids of
# sources (a, a-b) in another order than those of what is in them (a-b.1, a.1).
_GATHERED = ("sources", "meeting_participants")


def release_streams(
    batches: Sequence[TableFile],
    tables: Mapping[str, pa.Table],
    schemas: Mapping[str, TableSchema],
    file: Path | None = None,
) -> dict[str, TableStream]:
    """Return all tables of a release: ``tables`` are in memory, the others are made of the rows of the batches.

    With ``file`` what is in memory is written there, so that other processes can be sent the streams. Raises
    WorkFileError when it cannot be.
    """
    held = {
        name: tables[name] if name in tables else gathered([batch.table(name) for batch in batches], schema)
        for name, schema in schemas.items()
        if name in tables or name in _GATHERED
    }
    kept = None if file is None else write_table_file(file, held)
    streams = {}
    for name, schema in schemas.items():
        if kept is not None and name in held:
            streams[name] = _stream([kept], name, held[name].schema)
        elif name in held:
            streams[name] = stream_of_table(held[name])
        else:
            streams[name] = _stream(batches, name, arrow_schema(schema))
    return streams


def _stream(files: Sequence[TableFile], name: str, form: pa.Schema) -> TableStream:
    rows = sum(file.rows(name) for file in files)
    return TableStream(form, rows, partial(_batches, files, name, None), partial(_batches, files, name))


def gathered(parts: Sequence[pa.Table], schema: TableSchema) -> pa.Table:
    """Return the rows of several tables, each once, in the order of their key."""
    import pyarrow as pa

    table = pa.concat_tables(parts)
    if is_in_order(stream_of_table(table), schema.primary_key):
        return table.combine_chunks()
    keys = list(zip(*(table.column(column).to_pylist() for column in schema.primary_key), strict=True))
    first = {key: row for row, key in reversed(list(enumerate(keys)))}
    order = sorted(first, key=lambda key: tuple(map(reading_order, key)))
    return table.take(pa.array([first[key] for key in order], pa.int64())).combine_chunks()


def _batches(files: Sequence[TableFile], name: str, columns: Sequence[str] | None) -> Iterator[pa.RecordBatch]:
    for file in files:
        yield from file.table(name, columns).to_batches()
