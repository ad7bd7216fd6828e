"""Parquet and SQLite of a release read back as streams of the schemas' types, to prove that all say the same."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from imcwp_data.checks import Part, row_key
from imcwp_data.errors import ReleaseError
from imcwp_data.faults import DESCRIBED_PER_CHECK, Fault, Report, one_fault, shown
from imcwp_data.schema import TableSchema, arrow_schema, sqlite_ddl
from imcwp_data.table_stream import TableStream, stream_of_parquet

if TYPE_CHECKING:
    import pyarrow as pa

_ROWS_AT_ONCE = 20_000


def read_parquet(files: list[Path], schema: TableSchema, folder: Path) -> tuple[TableStream | None, Report]:
    """Return the rows of a table's Parquet files in the folder of a release; none, and why, if they cannot be read."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    found: list[pa.Schema] = []
    for file in files:
        try:
            found.append(pq.read_schema(file))
        except (pa.ArrowException, OSError) as error:
            message = f"is no Parquet file ({error}). Build the release anew."
            return None, one_fault(Fault(schema.name, "parquet", message, file=file.relative_to(folder).as_posix()))
        if not found[-1].equals(found[0]):
            message = f"has other columns than {files[0].name}, or of other types. Build the release anew."
            return None, one_fault(Fault(schema.name, "parquet", message, file=file.relative_to(folder).as_posix()))
    return stream_of_parquet(files, found[0]), Report()


def check_database(path: Path, schemas: list[TableSchema]) -> Iterator[Report]:
    """Yield what SQLite itself finds wrong with the file: its pages, its checks, its foreign keys, its definitions."""
    try:
        with closing(_open(path)) as connection:
            for (text,) in connection.execute("PRAGMA integrity_check").fetchmany(DESCRIBED_PER_CHECK):
                if text != "ok":
                    message = f"SQLite's integrity check says: {text}. Build the release anew."
                    yield one_fault(Fault(path.name, "integrity_check", message))
            for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check"):
                message = f"refers to a row of {parent} that is not there. Build the release anew."
                yield one_fault(Fault(table, "foreign_key_check", message, row=row, file=path.name))
            stored = dict(connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'table'").fetchall())
            for schema in schemas:
                if stored.get(schema.name) not in (None, sqlite_ddl(schema)):
                    message = "is not defined as its schema says, so keys or checks may be missing. Build it anew."
                    yield one_fault(Fault(schema.name, "definition", message, file=path.name))
    except sqlite3.DatabaseError as error:
        yield one_fault(Fault(path.name, "sqlite", f"is no database ({error}). Build the release anew."))


def read_database(path: Path, schema: TableSchema) -> TableStream:
    """Return a table of the SQLite file in the order of its rows.

    Raises ReleaseError, with what is wrong, when it cannot be read, and so do the batches.
    """
    target = arrow_schema(schema)
    try:
        with closing(_open(path)) as connection:
            rows: int = connection.execute(f'SELECT count(*) FROM "{schema.name}"').fetchone()[0]
    except sqlite3.DatabaseError as error:
        raise ReleaseError(f"cannot be read as its schema says ({error}). Build the release anew.") from error
    return TableStream(target, rows, partial(_database_batches, path, schema))


def _database_batches(path: Path, schema: TableSchema) -> Iterator[pa.RecordBatch]:
    import pyarrow as pa

    target = arrow_schema(schema)
    columns = ", ".join(f'"{name}"' for name in schema.columns)
    try:
        with closing(_open(path)) as connection:
            cursor = connection.execute(f'SELECT {columns} FROM "{schema.name}" ORDER BY rowid')
            while rows := cursor.fetchmany(_ROWS_AT_ONCE):
                arrays = [
                    _array(cells, field.type, target.field(field.name).type)
                    for field, cells in zip(schema.fields, zip(*rows, strict=True), strict=True)
                ]
                yield pa.RecordBatch.from_arrays(arrays, schema=target)
    except (sqlite3.DatabaseError, ValueError, TypeError, RecursionError) as error:
        raise ReleaseError(f"cannot be read as its schema says ({error}). Build the release anew.") from error


def _array(cells: tuple[Any, ...], kind: str, arrow_type: Any) -> pa.Array:
    import pyarrow as pa
    import pyarrow.compute as pc

    if kind in ("array", "date", "boolean"):
        # Few values stand in very many cells.
        found = {cell: None if cell is None else _CELLS[kind](cell) for cell in set(cells)}
        return pa.array([found[cell] for cell in cells], arrow_type)
    made = pa.array(cells)
    return made if made.type == arrow_type else pc.cast(made, arrow_type)


_CELLS: dict[str, Callable[[Any], Any]] = {"array": json.loads, "boolean": bool, "date": date.fromisoformat}


def _open(path: Path) -> sqlite3.Connection:
    # Immutable: nothing is written beside the release, not even a lock.
    return sqlite3.connect(f"file:{quote(str(path.resolve()))}?mode=ro&immutable=1", uri=True)


def compare(
    table: TableStream, other: TableStream, schema: TableSchema, file: str, other_file: str
) -> Iterator[Report]:
    """Yield where two formats of a table do not hold the same rows in the same order."""
    if table.rows != other.rows:
        message = f"has {other.rows} rows, but {file} has {table.rows}. Build the release anew."
        yield one_fault(Fault(schema.name, "formats", message, file=other_file))
        return
    # A column that is not there has been reported.
    names = [name for name in schema.columns if name in other.schema.names]
    for first, one, two in _side_by_side(table.select(names), other.select(names)):
        part = Part(schema, one, first)
        for name in names:
            yield from _differences(part, two, name, file, other_file)


def _differences(part: Part, other: pa.RecordBatch, name: str, file: str, other_file: str) -> Iterator[Report]:
    ours, theirs = part.column(name), other.column(name)
    if ours.equals(theirs):
        return
    total, faults = 0, list[Fault]()
    for row, (one, two) in enumerate(zip(ours.to_pylist(), theirs.to_pylist(), strict=True)):
        if one != two:
            total += 1
            if len(faults) < DESCRIBED_PER_CHECK:
                message = f"is {shown(two)}, but {shown(one)} in {file}. Build the release anew."
                where = (part.number(row) + 1, row_key(part, row), name)
                faults.append(Fault(part.schema.name, "formats", message, *where, two, other_file))
    yield Report(tuple(faults), total)


def _side_by_side(
    one: Iterator[pa.RecordBatch], other: Iterator[pa.RecordBatch]
) -> Iterator[tuple[int, pa.RecordBatch, pa.RecordBatch]]:
    """Yield the batches of two streams cut to equal lengths, with the number of rows before them."""
    first = 0
    left = right = None
    while True:
        left = left if left is not None and left.num_rows else next(one, None)
        right = right if right is not None and right.num_rows else next(other, None)
        if left is None or right is None:
            return
        rows = min(left.num_rows, right.num_rows)
        if rows:
            yield first, left.slice(0, rows), right.slice(0, rows)
        first += rows
        left, right = left.slice(rows), right.slice(rows)
