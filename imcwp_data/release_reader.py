"""The three formats of a release read back into Arrow tables of the schemas' types, to prove that they say the same.

Reading is strict: a cell that another reader could take for something else is a fault, not a guess.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from imcwp_data.checks import faults_where, row_key
from imcwp_data.faults import DESCRIBED_PER_CHECK, Fault, Report, combined, one_fault, shown
from imcwp_data.schema import Field, TableSchema, arrow_schema, sqlite_ddl

if TYPE_CHECKING:
    import pyarrow as pa

_LARGEST_BLOCK = 2**31 - 1
_NUMBER = r"^-?[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?$"
_FORMS = {
    "integer": (r"^-?[0-9]+$", "an integer"),
    "number": (_NUMBER, "a number"),
    "boolean": (r"^(?:true|false)$", "true or false"),
    "date": (r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "a day (YYYY-MM-DD)"),
}


def read_csv(path: Path, schema: TableSchema) -> tuple[pa.Table | None, Report]:
    """Return the table of a CSV file, null where a cell is wrong, and what is wrong; no table if it cannot be read."""
    import pyarrow as pa
    from pyarrow import csv

    # One block for the whole file where possible: a row must not be longer than a block.
    block = min(max(path.stat().st_size + 1, 1 << 20), _LARGEST_BLOCK)
    try:
        cells = csv.read_csv(
            path,
            read_options=csv.ReadOptions(block_size=block),
            parse_options=csv.ParseOptions(newlines_in_values=True),
            convert_options=csv.ConvertOptions(
                column_types={name: pa.string() for name in schema.columns},
                null_values=[""],
                strings_can_be_null=True,
                quoted_strings_can_be_null=False,
            ),
        )
    except (pa.ArrowInvalid, pa.ArrowKeyError) as error:
        message = f"is no CSV file of this table ({error}). Build the release anew."
        return None, one_fault(Fault(schema.name, "csv", message))
    if cells.column_names != list(schema.columns):
        message = f"has the columns {', '.join(cells.column_names)}, not {', '.join(schema.columns)}. Build it anew."
        return None, one_fault(Fault(schema.name, "column", message))
    target = arrow_schema(schema)
    reports, columns = [], []
    for field in schema.fields:
        column, report = _typed(cells, schema, field, target.field(field.name).type)
        columns.append(column)
        reports.append(report)
    return pa.Table.from_arrays(columns, schema=target), combined(reports)


def _typed(cells: pa.Table, schema: TableSchema, field: Field, arrow_type: Any) -> tuple[Any, Report]:
    import pyarrow as pa
    import pyarrow.compute as pc

    column = cells.column(field.name)
    if field.type == "string":
        return column, Report()
    if field.type == "array":
        return _lists(cells, schema, field, arrow_type)
    pattern, what = _FORMS[field.type]
    good = pc.match_substring_regex(column, pattern)
    try:
        typed = pc.cast(pc.if_else(good, column, pa.scalar(None, pa.string())), arrow_type)
    except pa.ArrowInvalid:  # 2021-02-30, or more digits than 64 bits hold
        allowed = [value for value in pc.unique(column.filter(good)).to_pylist() if _fits(value, field.type)]
        good = pc.is_in(column, pa.array(allowed, pa.string()))
        typed = pc.cast(pc.if_else(good, column, pa.scalar(None, pa.string())), arrow_type)
    bad = pc.and_(column.is_valid(), pc.invert(pc.fill_null(good, False)))
    return typed, faults_where(cells, schema, bad, field.name, "type", f"is not {what}. Mend the cell.")


def _fits(text: str, kind: str) -> bool:
    if kind == "integer":
        return -(2**63) <= int(text) < 2**63
    try:
        date.fromisoformat(text)
    except ValueError:
        return kind != "date"
    return True


def _lists(cells: pa.Table, schema: TableSchema, field: Field, arrow_type: Any) -> tuple[Any, Report]:
    import pyarrow as pa
    import pyarrow.compute as pc

    column = cells.column(field.name)
    distinct = pc.unique(column)
    lists = [_list(text) for text in distinct.to_pylist()]
    wrong = [text for text, items in zip(distinct.to_pylist(), lists, strict=True) if items is None]
    typed = pa.array(lists, arrow_type).take(pc.index_in(column.combine_chunks(), distinct))
    report = faults_where(
        cells, schema, pc.is_in(column, pa.array(wrong, pa.string()), skip_nulls=True), field.name, "type",
        'is no JSON list of texts. Write it like ["one", "two"].',
    )  # fmt: skip
    return typed, report


def _list(text: str | None) -> list[str] | None:
    if text is None:
        return None
    try:
        items = json.loads(text)
    except ValueError:
        return None
    return items if isinstance(items, list) and all(isinstance(item, str) for item in items) else None


def read_parquet(path: Path, schema: TableSchema) -> tuple[pa.Table | None, Report]:
    """Return the table of a Parquet file; no table, and why, if it cannot be read."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        return pq.read_table(path), Report()
    except (pa.ArrowInvalid, OSError) as error:
        message = f"is no Parquet file ({error}). Build the release anew."
        return None, one_fault(Fault(schema.name, "parquet", message))


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


def read_database(path: Path, schema: TableSchema) -> tuple[pa.Table | None, Report]:
    """Return a table of the SQLite file in the order of its rows; no table, and why, if it cannot be read."""
    import pyarrow as pa

    target = arrow_schema(schema)
    columns = ", ".join(f'"{name}"' for name in schema.columns)
    try:
        with closing(_open(path)) as connection:
            rows = connection.execute(f'SELECT {columns} FROM "{schema.name}" ORDER BY rowid').fetchall()
        cells = list(zip(*rows, strict=True)) if rows else [()] * len(schema.columns)
        arrays = [
            pa.array(map(_CELLS.get(field.type, _as_it_is), values), target.field(field.name).type)
            for field, values in zip(schema.fields, cells, strict=True)
        ]
    except (sqlite3.DatabaseError, ValueError, TypeError) as error:
        message = f"cannot be read as its schema says ({error}). Build the release anew."
        return None, one_fault(Fault(schema.name, "sqlite", message, file=path.name))
    return pa.Table.from_arrays(arrays, schema=target), Report()


def _as_it_is(value: Any) -> Any:
    return value


_CELLS: dict[str, Callable[[Any], Any]] = {
    "array": lambda text: None if text is None else json.loads(text),
    "boolean": lambda number: None if number is None else bool(number),
    "date": lambda text: None if text is None else date.fromisoformat(text),
}


def _open(path: Path) -> sqlite3.Connection:
    # Immutable: nothing is written beside the release, not even a lock.
    return sqlite3.connect(f"file:{quote(str(path.resolve()))}?mode=ro&immutable=1", uri=True)


def compare(table: pa.Table, other: pa.Table, schema: TableSchema, file: str, other_file: str) -> Report:
    """Return where two formats of a table do not hold the same rows in the same order."""
    if table.num_rows != other.num_rows:
        message = f"has {other.num_rows} rows, but {file} has {table.num_rows}. Build the release anew."
        return one_fault(Fault(schema.name, "formats", message, file=other_file))
    reports = []
    for field in schema.fields:
        if field.name not in other.column_names or table.column(field.name).equals(other.column(field.name)):
            continue  # a column that is not there has been reported
        total, faults = 0, list[Fault]()
        pairs = zip(table.column(field.name).to_pylist(), other.column(field.name).to_pylist(), strict=True)
        for row, (one, two) in enumerate(pairs):
            if one != two:
                total += 1
                if len(faults) < DESCRIBED_PER_CHECK:
                    message = f"is {shown(two)}, but {shown(one)} in {file}. Build the release anew."
                    key = row_key(table, schema.primary_key, row)
                    faults.append(Fault(schema.name, "formats", message, row + 1, key, field.name, two, other_file))
        reports.append(Report(tuple(faults), total))
    return combined(reports)
