"""Every other form of a table schema: Arrow types, SQLite DDL, pandas dtypes, column descriptions.

The same value in each form (null is null in all of them):

======== ============== ============================== =========================================================
type     Arrow          SQLite (STRICT)                pandas
======== ============== ============================== =========================================================
string   string         TEXT, not empty                ``str``; with an enum ``category`` of all its values
integer  int64          INTEGER                        ``int64`` where required, else ``Int64``
number   double         REAL                           ``float64``, null as NaN
boolean  bool           INTEGER, 0 or 1                ``bool`` where required, else ``boolean``
date     date32         TEXT, ISO 8601                 ``datetime64[s]``: any year, and ``.dt`` works on it
array    list<string>   TEXT, a JSON array             ``object``: Python lists of ``str``, null as None
======== ============== ============================== =========================================================

An empty list is null: a list without items says nothing that null does not say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from imcwp_data.errors import ValidationError
from imcwp_data.table_schema import Field, ForeignKey, TableSchema, load_schemas, schemas_folder

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = [
    "Field",
    "ForeignKey",
    "TableSchema",
    "arrow_schema",
    "arrow_table",
    "column_descriptions",
    "load_schemas",
    "package_schemas",
    "reading_order",
    "schemas_folder",
    "source_order",
    "sqlite_ddl",
    "sqlite_indexes",
]

_DIGITS = re.compile(r"([0-9]+)")
_SQLITE_TYPES = {"integer": "INTEGER", "boolean": "INTEGER", "number": "REAL"}


@cache
def package_schemas() -> Mapping[str, TableSchema]:
    """Return the schemas of this package, parents first; read once in each process."""
    return MappingProxyType(load_schemas())


def column_descriptions(table: TableSchema) -> dict[str, str]:
    """Return what each column holds, in the order of the columns."""
    return {field.name: field.description for field in table.fields}


def arrow_schema(table: TableSchema) -> pa.Schema:
    """Return the Arrow schema of a table, with titles and descriptions as metadata of columns and table."""
    import pyarrow as pa

    types = {
        "string": pa.string(),
        "integer": pa.int64(),
        "number": pa.float64(),
        "boolean": pa.bool_(),
        "date": pa.date32(),
        "array": pa.list_(pa.string()),
    }
    return pa.schema(
        [
            pa.field(
                field.name,
                types[field.type],
                nullable=not field.required,
                metadata={"title": field.title, "description": field.description},
            )
            for field in table.fields
        ],
        metadata={"title": table.title, "description": table.description},
    )


def reading_order(value: object) -> tuple[Any, ...]:
    """Return a sort key by which the numbers inside ids count as numbers: ``x.1.2`` stands before ``x.1.10``."""
    if isinstance(value, str):
        parts: list[Any] = _DIGITS.split(value)
        if len(parts) > 1:
            parts[1::2] = map(int, parts[1::2])
        return tuple(parts), value
    return (value,)


def source_order(source_id: str) -> tuple[Any, ...]:
    """Return a sort key by which sources stand in the order of the ids of what is in them: documents, paragraphs, …

    An id of a document is its source's with a dot and a number, so ``a-b`` stands before ``a`` (``a-b.1``, ``a.1``).
    """
    return reading_order(f"{source_id}.")


def arrow_table(rows: Iterable[Mapping[str, object]], table: TableSchema) -> pa.Table:
    """Return rows as an Arrow table in the schema's columns, sorted by primary key in reading order.

    A column that a row lacks is null; a date may be an ISO 8601 day; an empty list or tuple becomes null. Whether the
    values keep the schema's constraints is for ``validate_tables`` to say. Raises ValidationError naming table, row and
    column for a column that the schema lacks, a value of another type, and an empty string (absent is null).
    """
    import pyarrow as pa

    listed = list(rows)
    known = frozenset(table.columns)
    for row in listed:
        if not row.keys() <= known:
            extra = ", ".join(sorted(set(row) - known))
            raise ValidationError(
                f"{table.name}, row {_key_text(row, table)}: column {extra} is not in the schema. "
                f"Add it to schemas/{table.name}.schema.json or leave it out."
            )
    keys = [[row.get(column) for column in table.primary_key] for row in listed]
    try:
        orders = {value: (value is None, reading_order(value)) for value in {value for key in keys for value in key}}
        places = sorted(range(len(listed)), key=[[orders[value] for value in key] for key in keys].__getitem__)
    except TypeError as error:
        raise ValidationError(
            f"{table.name}, column {', '.join(table.primary_key)}: values of different types stand in the key "
            f"({error}). Give all rows the type of schemas/{table.name}.schema.json."
        ) from error
    listed = [listed[place] for place in places]
    schema = arrow_schema(table)
    arrays = []
    for field in table.fields:
        values = [row.get(field.name) for row in listed]
        arrow_type = schema.field(field.name).type
        try:
            arrays.append(pa.array(_converted(values, field), arrow_type))
        except (pa.ArrowInvalid, pa.ArrowTypeError, ValueError, TypeError, OverflowError):
            raise _misfit(listed, values, field, arrow_type, table) from None
    return pa.Table.from_arrays(arrays, schema=schema)


def _converted(values: list[object], field: Field) -> list[Any]:
    """Return the values as Arrow takes them; ValueError for one that Arrow would take but the schema does not."""
    if field.type == "date":
        return [_day(value) if isinstance(value, str) else value for value in values]
    if field.type == "array":
        lists = [list(value) if isinstance(value, (list, tuple)) else value for value in values]
        return [value if value != [] else None for value in lists]
    if field.type == "string" and "" in values:
        raise ValueError("empty")
    if field.type in ("integer", "number") and any(isinstance(value, bool) for value in values):
        raise TypeError("boolean")
    return values


def _day(text: str) -> date:
    day = date.fromisoformat(text)
    if day.isoformat() != text:
        raise ValueError(text)
    return day


def _misfit(
    rows: list[Mapping[str, object]], values: list[object], field: Field, arrow_type: Any, table: TableSchema
) -> Exception:
    """Find the first value of a column that its type cannot take, and say where it is."""
    import pyarrow as pa

    for row, value in zip(rows, values, strict=True):
        try:
            pa.array(_converted([value], field), arrow_type)
        except (pa.ArrowInvalid, pa.ArrowTypeError, ValueError, TypeError, OverflowError):
            where = f"{table.name}, row {_key_text(row, table)}, column {field.name}"
            if value == "":
                return ValidationError(f"{where}: the text is empty. Absent is null: leave the value out.")
            return ValidationError(f"{where}: {value!r} is no {field.type}. Give a value of that type or null.")
    return ValidationError(f"{table.name}, column {field.name}: too large for one Arrow array. Build in smaller parts.")


def _key_text(row: Mapping[str, object], table: TableSchema) -> str:
    return "|".join(str(row.get(column)) for column in table.primary_key)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _literal(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _checks(field: Field) -> list[str]:
    name = _quoted(field.name)
    checks = []
    if field.enum is not None:
        checks.append(f"{name} IN ({', '.join(map(_literal, field.enum))})")
    elif field.type == "string":
        checks.append(f"{name} <> ''")
    elif field.type == "boolean":
        checks.append(f"{name} IN (0, 1)")
    elif field.type == "date":
        checks.append(f"{name} GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'")
    elif field.type == "array":
        # Versions of SQLite differ in whether null is valid JSON.
        checks.append(f"{name} IS NULL OR (json_valid({name}) AND json_type({name}) = 'array')")
    if field.minimum is not None:
        checks.append(f"{name} >= {field.minimum:g}")
    if field.maximum is not None:
        checks.append(f"{name} <= {field.maximum:g}")
    return checks


def sqlite_ddl(table: TableSchema) -> str:
    """Return the CREATE TABLE statement: STRICT, with keys, NOT NULL, and a CHECK for every constraint but patterns.

    Patterns are left to validation: SQLite has no REGEXP of its own, and a file that needs one breaks elsewhere.
    """
    lines = []
    for field in table.fields:
        parts = [_quoted(field.name), _SQLITE_TYPES.get(field.type, "TEXT")]
        if field.required:
            parts.append("NOT NULL")
        if field.unique and table.primary_key != (field.name,):
            parts.append("UNIQUE")
        checks = _checks(field)
        if checks:
            parts.append(f"CHECK ({' AND '.join(checks)})")
        lines.append(" ".join(parts))
    lines.append(f"PRIMARY KEY ({', '.join(map(_quoted, table.primary_key))})")
    lines.extend(
        f"FOREIGN KEY ({', '.join(map(_quoted, key.columns))}) "
        f"REFERENCES {_quoted(key.table)} ({', '.join(map(_quoted, key.references))})"
        for key in table.foreign_keys
    )
    body = ",\n  ".join(lines)
    return f"CREATE TABLE {_quoted(table.name)} (\n  {body}\n) STRICT"


def sqlite_indexes(table: TableSchema) -> list[str]:
    """Return CREATE INDEX statements for foreign keys and for the columns that people filter by (``imcwp:index``).

    A column that begins the primary key, or that is unique, has the index of that key already.
    """
    indexed = [key.columns for key in table.foreign_keys]
    indexed += [(field.name,) for field in table.fields if field.index and (field.name,) not in indexed]
    position = {column: number for number, column in enumerate(table.columns)}
    indexed.sort(key=lambda columns: [position[column] for column in columns])
    return [
        f"CREATE INDEX {_quoted('_'.join(['idx', table.name, *columns]))} "
        f"ON {_quoted(table.name)} ({', '.join(map(_quoted, columns))})"
        for columns in indexed
        if columns != table.primary_key[: len(columns)] and not (len(columns) == 1 and table.field(columns[0]).unique)
    ]
