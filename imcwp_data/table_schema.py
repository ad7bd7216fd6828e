"""The table schemas as they stand in ``schemas/``: records of tables, columns and keys, checked when they are read.

``schemas/<table>.schema.json`` (Table Schema, https://datapackage.org/standard/table-schema/) is the single source of
truth. Besides the standard's properties this package reads its own, which other readers ignore:

- of a table: ``imcwp:order`` (where people expect the table in a list), ``imcwp:group`` (the heading it stands under),
  ``imcwp:label`` (the column that names a row to people);
- of a field: ``imcwp:index`` (people filter or sort by the column: index it in SQLite), ``imcwp:facet`` (few values:
  offer them to choose from), and ``arrayItem`` (frictionless's name for the type and constraints of a list's items).

Only the types string, integer, number, boolean, date and array (of strings) are used. ``constraints.pattern`` must mean
the same to Python and to RE2, so it keeps to ASCII classes.
"""

from __future__ import annotations

import heapq
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from imcwp_data.errors import SchemaError
from imcwp_data.installation import package_folder

TYPES = ("string", "integer", "number", "boolean", "date", "array")
_CONSTRAINTS = {"required", "unique", "enum", "pattern", "minimum", "maximum", "minLength"}
_FIELD_KEYS = {"name", "title", "type", "description", "example", "rdfType", "arrayItem", "constraints"}
_TABLE_KEYS = {"$schema", "name", "title", "description", "fields", "primaryKey", "foreignKeys"}
_OWN_FIELD_KEYS = {"imcwp:index", "imcwp:facet"}
_OWN_TABLE_KEYS = {"imcwp:order", "imcwp:group", "imcwp:label"}


@dataclass(frozen=True, slots=True)
class Field:
    """One column. ``required`` is true for key columns too; ``item_enum`` is what a list may hold."""

    name: str
    type: str
    title: str
    description: str
    required: bool = False
    unique: bool = False
    enum: tuple[str, ...] | None = None
    item_enum: tuple[str, ...] | None = None
    pattern: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    min_length: int | None = None
    example: object = None
    rdf_type: str | None = None
    index: bool = False
    facet: bool = False


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """Columns whose values are those of the key columns of ``table`` (its own table where a row refers to another)."""

    columns: tuple[str, ...]
    table: str
    references: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TableSchema:
    """One table: its columns in order and its keys. ``descriptor`` is the schema file's content, for data packages."""

    name: str
    title: str
    description: str
    fields: tuple[Field, ...]
    primary_key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...]
    order: int
    group: str
    label: str | None
    descriptor: Mapping[str, Any]

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(field.name for field in self.fields)

    def field(self, name: str) -> Field:
        """Return a column; KeyError when the table has none of the name."""
        for field in self.fields:
            if field.name == name:
                return field
        raise KeyError(name)


def schemas_folder() -> Path:
    """Return where the schemas are: beside the modules in an installed package, in the checkout otherwise."""
    package = package_folder()
    for folder in (package / "schemas", package.parent / "schemas"):
        if folder.is_dir():
            return folder
    raise SchemaError(f"{package / 'schemas'}: the table schemas are missing. Reinstall imcwp-data.")


def load_schemas(folder: Path | None = None) -> Mapping[str, TableSchema]:
    """Return the schemas of a folder (default: the package's own) by table name, a table after those it refers to.

    Raises SchemaError naming the file, the field and what to do when a schema is missing or has a mistake.
    """
    folder = folder or schemas_folder()
    paths = sorted(folder.glob("*.schema.json"))
    if not paths:
        raise SchemaError(f"{folder}: no table schemas here. Name a folder that holds <table>.schema.json files.")
    schemas = {path.name.removesuffix(".schema.json"): _read(path) for path in paths}
    for path, schema in zip(paths, schemas.values(), strict=True):
        for key in schema.foreign_keys:
            parent = schemas.get(key.table)
            if parent is None or not set(key.references) <= set(parent.columns):
                target = f"{key.table}({', '.join(key.references)}), which no schema has"
                raise SchemaError(f"{path}: foreign key {', '.join(key.columns)} refers to {target}. Mend the key.")
    return {name: schemas[name] for name in _parents_first(schemas)}


def load_schema(table: str, folder: Path | None = None) -> TableSchema:
    """Return the schema of one table, of which no other is read: to whom its foreign keys refer is not checked.

    Raises SchemaError as `load_schemas` does.
    """
    return _read((folder or schemas_folder()) / f"{table}.schema.json")


def _parents_first(schemas: Mapping[str, TableSchema]) -> list[str]:
    waiting = {n: {k.table for k in s.foreign_keys if k.table != n} for n, s in schemas.items()}
    ready = [(schemas[name].order, name) for name, parents in waiting.items() if not parents]
    heapq.heapify(ready)
    ordered: list[str] = []
    while ready:
        name = heapq.heappop(ready)[1]
        ordered.append(name)
        for child, parents in waiting.items():
            if name in parents:
                parents.remove(name)
                if not parents:
                    heapq.heappush(ready, (schemas[child].order, child))
    if len(ordered) < len(schemas):
        circle = ", ".join(sorted(set(schemas) - set(ordered)))
        raise SchemaError(f"The foreign keys of {circle} run in a circle. Remove one of them from its schema.")
    return ordered


def _read(path: Path) -> TableSchema:
    def wrong(what: str) -> SchemaError:
        return SchemaError(f"{path}: {what}")

    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise wrong(f"cannot be read ({error.strerror}). Check that the file may be read.") from error
    except ValueError as error:
        raise wrong(f"is not JSON ({error}). Mend the file at that place.") from error
    if not isinstance(document, dict):
        raise wrong("must hold one JSON object.")
    missing = {"name", "title", "description", "fields", "primaryKey"} - set(document)
    unknown = set(document) - _TABLE_KEYS - _OWN_TABLE_KEYS
    if missing or unknown:
        raise wrong(_keys_message("the table", missing, unknown))
    if f"{document['name']}.schema.json" != path.name:
        raise wrong(f"is named for another table than its name {document['name']!r}. Rename one of them.")
    primary_key = _names(document["primaryKey"])
    fields: list[Field] = []
    for number, entry in enumerate(document["fields"], 1):
        try:
            fields.append(_field(entry, primary_key))
        except ValueError as error:
            named = entry.get("name", f"number {number}") if isinstance(entry, dict) else f"number {number}"
            raise wrong(f"field {named}: {error}") from error
    columns = [field.name for field in fields]
    foreign_keys = tuple(
        ForeignKey(
            columns=_names(key["fields"]),
            table=key["reference"].get("resource") or document["name"],
            references=_names(key["reference"]["fields"]),
        )
        for key in document.get("foreignKeys", ())
    )
    label = document.get("imcwp:label")
    for column in [*primary_key, *(c for key in foreign_keys for c in key.columns), *([label] if label else [])]:
        if column not in columns:
            raise wrong(f"a key or label names the field {column!r}, which is not there. Add it or mend the key.")
    for column in columns:
        if columns.count(column) > 1:
            raise wrong(f"field {column}: stands there twice. Remove one.")
    return TableSchema(
        name=document["name"],
        title=document["title"],
        description=document["description"],
        fields=tuple(fields),
        primary_key=primary_key,
        foreign_keys=foreign_keys,
        order=document.get("imcwp:order", 1000),
        group=document.get("imcwp:group", ""),
        label=label,
        descriptor=document,
    )


def _names(value: str | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _keys_message(what: str, missing: set[str], unknown: set[str]) -> str:
    parts = [f"{what} lacks {', '.join(sorted(missing))}. Add it."] if missing else []
    if unknown:
        parts.append(f"{what} has {', '.join(sorted(unknown))}, which nothing reads. Remove it or mend its spelling.")
    return " ".join(parts)


def _field(entry: Any, primary_key: tuple[str, ...]) -> Field:
    if not isinstance(entry, dict):
        raise ValueError("must be a JSON object.")
    missing = {"name", "title", "type", "description"} - set(entry)
    constraints = entry.get("constraints", {})
    items = entry.get("arrayItem", {}).get("constraints", {})
    unknown = (set(entry) - _FIELD_KEYS - _OWN_FIELD_KEYS) | (set(constraints) - _CONSTRAINTS)
    unknown |= set(items) - {"enum", "minLength"}
    if missing or unknown:
        raise ValueError(_keys_message("it", missing, unknown))
    if entry["type"] not in TYPES:
        raise ValueError(f"type {entry['type']!r} is not one of {', '.join(TYPES)}.")
    if entry["type"] != "string" and constraints.keys() & {"pattern", "enum"}:
        raise ValueError("pattern and enum are for strings only. Remove them (a list's enum belongs into arrayItem).")
    if "pattern" in constraints:
        try:
            re.compile(constraints["pattern"])
        except re.error as error:
            raise ValueError(f"pattern is no regular expression ({error}).") from error
    return Field(
        name=entry["name"],
        type=entry["type"],
        title=entry["title"],
        description=entry["description"],
        required=bool(constraints.get("required")) or entry["name"] in primary_key,
        unique=bool(constraints.get("unique")) or primary_key == (entry["name"],),
        enum=tuple(constraints["enum"]) if "enum" in constraints else None,
        item_enum=tuple(items["enum"]) if "enum" in items else None,
        pattern=constraints.get("pattern"),
        minimum=constraints.get("minimum"),
        maximum=constraints.get("maximum"),
        min_length=constraints.get("minLength"),
        example=entry.get("example"),
        rdf_type=entry.get("rdfType"),
        index=bool(entry.get("imcwp:index")),
        facet=bool(entry.get("imcwp:facet")),
    )
