"""``csv/csv-metadata.json``: CSV on the Web, for the CSV files beside it; tools look for it under this name."""

from __future__ import annotations

import re
from typing import Any

from imcwp_data.publish.about import DATE_PUBLISHED, DESCRIPTION, KEYWORDS, LICENCE, MAINTAINERS, RIGHTS, TITLE
from imcwp_data.publish.descriptions.described import Described, DescribedFile
from imcwp_data.publish.sources import Publication
from imcwp_data.schema import Field, ForeignKey, TableSchema

FOLDER = "csv"
FILE = f"{FOLDER}/csv-metadata.json"
# A list's cell is JSON.
_TYPES = {"array": "json", "number": "double"}


def csvw(described: Described) -> dict[str, Any] | None:
    """Return the metadata of the CSV files; None where there are none, or compressed ones, which the standard lacks."""
    files = [file for file in described.of_format("csv") if not file.compressed]
    if not files:
        return None
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:title": TITLE,
        "dc:description": DESCRIPTION,
        "dc:creator": MAINTAINERS,
        "dc:issued": {"@value": DATE_PUBLISHED, "@type": "xsd:date"},
        "dc:license": {"@id": LICENCE["path"]},
        "dc:rights": RIGHTS,
        "dc:subject": list(KEYWORDS),
        "schema:version": described.version,
        "dc:source": [_source(source) for source in described.sources],
        "dialect": {
            "encoding": "utf-8",
            "delimiter": ",",
            "quoteChar": '"',
            "doubleQuote": True,
            "header": True,
            "lineTerminators": ["\n"],
        },
        "tables": [_table(file, described.schemas[file.table]) for file in files if file.table],
    }


def _source(source: Publication) -> dict[str, Any]:
    return {
        "dc:publisher": source.title,
        **({"schema:url": {"@id": source.url}} if source.url else {}),
        **({"dc:rights": source.rights} if source.rights else {}),
    }


def _table(file: DescribedFile, schema: TableSchema) -> dict[str, Any]:
    # A cell that is null refers to nothing, which validators take for a fault of the key; so its column says in words
    # what it refers to.
    keys = [_foreign_key(key) for key in schema.foreign_keys if _is_required(key, schema)]
    loose = {column: key for key in schema.foreign_keys if not _is_required(key, schema) for column in key.columns}
    return {
        "url": file.path.removeprefix(f"{FOLDER}/"),
        "dc:title": file.title,
        "dc:description": file.description,
        **({"dc:rights": RIGHTS} if file.holds_texts else {}),
        "tableSchema": {
            "columns": [_column(field, loose.get(field.name)) for field in schema.fields],
            "primaryKey": list(schema.primary_key),
            **({"foreignKeys": keys} if keys else {}),
        },
    }


def _is_required(key: ForeignKey, schema: TableSchema) -> bool:
    return all(schema.field(column).required for column in key.columns)


def _column(field: Field, key: ForeignKey | None) -> dict[str, Any]:
    return {
        "name": field.name,
        "titles": field.name,
        "dc:title": field.title,
        "dc:description": field.description,
        **({"dc:references": f"{key.table}.csv, {', '.join(key.references)}"} if key else {}),
        "datatype": _datatype(field),
        "required": field.required,
        **({"propertyUrl": field.rdf_type} if field.rdf_type else {}),
    }


def _datatype(field: Field) -> str | dict[str, Any]:
    limits: dict[str, Any] = {}
    if field.enum is not None:
        limits["format"] = f"^({'|'.join(map(re.escape, field.enum))})$"
    elif field.pattern is not None:
        limits["format"] = field.pattern
    if field.minimum is not None:
        limits["minimum"] = field.minimum
    if field.maximum is not None:
        limits["maximum"] = field.maximum
    if field.min_length is not None:
        limits["minLength"] = field.min_length
    base = _TYPES.get(field.type, field.type)
    return {"base": base, **limits} if limits else base


def _foreign_key(key: ForeignKey) -> dict[str, Any]:
    return {
        "columnReference": list(key.columns),
        "reference": {"resource": f"{key.table}.csv", "columnReference": list(key.references)},
    }
