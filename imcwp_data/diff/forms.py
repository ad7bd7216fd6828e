"""The tables of a release in whatever form they lie → columns of text, written as in the release's CSV files.

Of a release in several forms Parquet is read before CSV and SQLite. As text the same value is the same in each form,
so that a folder can be compared with a database.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from imcwp_data.errors import ReleaseError
from imcwp_data.json_lists import json_lists

if TYPE_CHECKING:
    import pyarrow as pa

ROWS_AT_ONCE = 50_000
_ARROW_TYPES = {
    "string": "string",
    "large_string": "string",
    "int64": "integer",
    "double": "number",
    "bool": "boolean",
    "date32[day]": "date",
}
_SQLITE_TYPES = {"INTEGER": "integer", "REAL": "number", "TEXT": "string"}
_CSV_NAME = re.compile(r"(.+)\.csv(?:\.gz|\.zst)?")


@dataclass(frozen=True, slots=True)
class TableForm:
    """A table of a release: the type of each column by name, its primary key, and how columns of it are read.

    ``read`` gives columns of large strings, null as null, all rows in the order of the release.
    """

    name: str
    types: Mapping[str, str]
    key: tuple[str, ...]
    read: Callable[[Sequence[str]], pa.Table]


@contextmanager
def damage(path: Path) -> Iterator[None]:
    """Turn faults in reading a file into a ReleaseError that names it."""
    import pyarrow as pa

    try:
        yield
    except (OSError, pa.ArrowException, sqlite3.Error, UnicodeDecodeError) as error:
        reason = " ".join(str(error).split())
        raise ReleaseError(
            f"{path}: is damaged or cannot be read ({reason}). Get or build the release anew."
        ) from error


def parquet_table(name: str, files: Sequence[Path], key: tuple[str, ...]) -> TableForm:
    """Return a table of one or several Parquet files. Raises ReleaseError when they cannot be read."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    with damage(files[0]):
        schema = pq.read_schema(files[0])
    types = {field.name: "array" if pa.types.is_list(field.type) else _ARROW_TYPES.get(str(field.type), "string")
             for field in schema}  # fmt: skip

    def read(columns: Sequence[str]) -> pa.Table:
        parts = []
        for path in files:
            # The path as a file and nothing more: a folder called "kind=x" above it is no column.
            with damage(path), pq.ParquetFile(path) as file:
                parts.append(file.read(columns=list(columns)).select(list(columns)))
        return as_text(pa.concat_tables(parts))

    return TableForm(name, types, key, read)


def csv_table(name: str, path: Path, key: tuple[str, ...], types: Mapping[str, str]) -> TableForm:
    """Return a table of a CSV file, compressed or not; ``types`` where they are known. Raises ReleaseError."""
    import pyarrow as pa
    from pyarrow import csv

    with damage(path), pa.input_stream(path, compression=_compression(path)) as stream:
        header = stream.read(1 << 16).decode("utf-8", errors="replace").partition("\n")[0]
    columns = header.rstrip("\r").split(",")

    def read(names: Sequence[str]) -> pa.Table:
        with damage(path), pa.input_stream(path, compression=_compression(path)) as stream:
            table = csv.read_csv(
                stream,
                # A row must not be longer than a block.
                read_options=csv.ReadOptions(block_size=1 << 26),
                parse_options=csv.ParseOptions(newlines_in_values=True),
                convert_options=csv.ConvertOptions(
                    include_columns=list(names),
                    column_types={column: pa.large_string() for column in columns},
                    null_values=[""],
                    strings_can_be_null=True,
                    quoted_strings_can_be_null=False,
                ),
            )
        return table.select(list(names))

    return TableForm(name, {column: types.get(column, "string") for column in columns}, key, read)


def _compression(path: Path) -> str | None:
    return {".gz": "gzip", ".zst": "zstd"}.get(path.suffix)


def csv_files(folder: Path) -> dict[str, Path]:
    """Return the CSV files of a folder by the name of their table."""
    found = ((_CSV_NAME.fullmatch(path.name), path) for path in sorted(folder.glob("*")))
    return {match.group(1): path for match, path in found if match}


def sqlite_tables(path: Path) -> dict[str, TableForm]:
    """Return the tables of a SQLite file by name, without those of its full-text index.

    Raises ReleaseError when it is no database.
    """
    with damage(path), closing(_open(path)) as connection:
        defined = connection.execute(
            "SELECT name, sql FROM sqlite_schema WHERE type = 'table' ORDER BY rowid"
        ).fetchall()
        virtual = [name for name, sql in defined if sql and sql.upper().startswith("CREATE VIRTUAL")]
        tables = {}
        for name, sql in defined:
            if name.startswith("sqlite_") or any(name == v or name.startswith(f"{v}_") for v in virtual):
                continue
            columns = connection.execute(f"PRAGMA table_info({_quoted(name)})").fetchall()
            types = {column: _sqlite_type(kind, column, sql) for _, column, kind, *_ in columns}
            keyed = sorted((number, column) for _, column, _, _, _, number in columns if number)
            tables[name] = TableForm(name, types, tuple(c for _, c in keyed), _sqlite_reader(path, name, types))
    return tables


def _sqlite_type(kind: str, column: str, sql: str) -> str:
    """Return the type of a column as `schema.sqlite_ddl` defines it: checks tell what SQLite has no type for."""
    line = next((line for line in sql.splitlines() if line.strip().startswith(f"{_quoted(column)} ")), "")
    if kind == "INTEGER" and " IN (0, 1)" in line:
        return "boolean"
    if kind == "TEXT" and " GLOB " in line:
        return "date"
    if kind == "TEXT" and "json_valid(" in line:
        return "array"
    return _SQLITE_TYPES.get(kind, "string")


def _sqlite_reader(path: Path, name: str, types: Mapping[str, str]) -> Callable[[Sequence[str]], pa.Table]:
    def read(columns: Sequence[str]) -> pa.Table:
        import pyarrow as pa

        schema = pa.schema([(column, _stored(types[column])) for column in columns])
        query = f"SELECT {', '.join(map(_quoted, columns))} FROM {_quoted(name)} ORDER BY rowid"
        batches = []
        with damage(path), closing(_open(path)) as connection:
            cursor = connection.execute(query)
            while rows := cursor.fetchmany(ROWS_AT_ONCE):
                cells = zip(*rows, strict=True)
                batches.append(
                    pa.record_batch([pa.array(c, f.type) for c, f in zip(cells, schema, strict=True)], schema)
                )
        table = pa.Table.from_batches(batches, schema)
        for number, column in enumerate(columns):
            if types[column] == "boolean":
                table = table.set_column(number, column, table.column(column).cast(pa.bool_()))
        return as_text(table)

    return read


def _stored(kind: str) -> Any:
    import pyarrow as pa

    return {"integer": pa.int64(), "boolean": pa.int64(), "number": pa.float64()}.get(kind, pa.large_string())


def as_text(table: pa.Table) -> pa.Table:
    """Return a table with all columns as large strings, written as in CSV."""
    import pyarrow as pa

    def text(column: Any) -> Any:
        if pa.types.is_list(column.type) or pa.types.is_large_list(column.type):
            column = pa.chunked_array([json_lists(chunk) for chunk in column.chunks], pa.string())
        if pa.types.is_dictionary(column.type):
            column = column.cast(column.type.value_type)
        if not pa.types.is_string(column.type) and not pa.types.is_large_string(column.type):
            column = column.cast(pa.string())
        return column.cast(pa.large_string())

    return pa.table({name: text(table.column(name)) for name in table.column_names})


def joined(columns: Sequence[Any], separator: str, null: str | None = None) -> Any:
    """Return columns of large strings joined row by row; null where one is null, unless ``null`` stands for it."""
    import pyarrow as pa
    import pyarrow.compute as pc

    text = pa.large_string()
    if null is None:
        return pc.binary_join_element_wise(*columns, pa.scalar(separator, text))
    told = {"null_handling": "replace", "null_replacement": null}
    return pc.binary_join_element_wise(*columns, pa.scalar(separator, text), **told)


def _open(path: Path) -> sqlite3.Connection:
    # Immutable: nothing is written beside the release, not even a lock.
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
