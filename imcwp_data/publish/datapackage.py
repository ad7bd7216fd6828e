"""``datapackage.json``: the Data Package descriptor (version 1 of the standard) of a release.

The CSV files are its tabular resources, one a table, with schema and keys. The Parquet files and the SQLite file are
resources of plain files, since frictionless reads neither lists nor nullable integers from Parquet, nor anything that
zstd compressed; all carry their size and hash. Files whose bytes depend on a library's version carry ``imcwp:content``
too, a hash of what is in them, by which a build on another machine tells that nothing changed. ``imcwp:tableHash`` is
the hash of a table's canonical form, the same in every format.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from imcwp_data.publish.about import DESCRIPTION, KEYWORDS, LICENCE, MAINTAINERS, NAME, TEXT_RIGHTS, TITLE
from imcwp_data.publish.checksums import sha256
from imcwp_data.publish.forms import DATABASE, Forms
from imcwp_data.publish.parquet import file_definition
from imcwp_data.publish.sources import publications
from imcwp_data.publish.sqlite import database_definition
from imcwp_data.schema import TableSchema, arrow_schema
from imcwp_data.table_hashes import told
from imcwp_data.withheld import SHORT, TITLES, lacks_texts, limits

if TYPE_CHECKING:
    from imcwp_data.table_stream import TableStream

DESCRIPTOR = "datapackage.json"
CONTENT = "imcwp:content"
_MEDIA_TYPES = {None: "text/csv", "gzip": "application/gzip", "zstd": "application/zstd"}
# Tables that quote words of the texts beside what was read in them.
_QUOTING = frozenset({*SHORT, *TITLES})
_THIRD_PARTIES = {"name": "other-closed", "title": f"Text of the sources: {TEXT_RIGHTS}"}


def descriptor(
    folder: Path,
    tables: Mapping[str, TableStream],
    schemas: Mapping[str, TableSchema],
    version: str,
    hashes: Mapping[str, str],
    forms: Forms,
) -> dict[str, Any]:
    """Return the descriptor of the files that stand in ``folder``. Raises OSError when one of them cannot be read.

    ``hashes`` are the SHA-256 of the tables' plain CSV, ``forms`` the formats that were written.
    """
    resources: list[dict[str, Any]] = []
    if "csv" in forms.formats:
        resources += [_csv(folder, schema, hashes[schema.name], forms) for schema in schemas.values()]
    if "parquet" in forms.formats:
        resources += [_parquet(folder, schema, hashes[schema.name], forms) for schema in schemas.values()]
    if "sqlite" in forms.formats:
        resources.append(_sqlite(folder, schemas, hashes))
    return package(resources, tables["sources"], schemas, version)


def package(
    resources: list[dict[str, Any]], sources: TableStream, schemas: Mapping[str, TableSchema], version: str
) -> dict[str, Any]:
    """Return the descriptor of a release with these resources; ``sources`` is the table of that name."""
    return {
        "profile": "data-package",
        "name": NAME,
        "title": TITLE,
        "description": DESCRIPTION,
        "version": version,
        **(limits() if lacks_texts(schemas) else {}),
        "keywords": list(KEYWORDS),
        "licenses": [LICENCE],
        "contributors": [{"title": MAINTAINERS, "role": "author"}],
        "sources": sources_of(sources),
        "resources": resources,
    }


def without_library_traces(text: str) -> Any:
    """Return a descriptor without the hashes and sizes that another version of a library would give otherwise.

    Raises ValueError when the text is no descriptor.
    """
    document = json.loads(text)
    if not isinstance(document, dict) or not isinstance(document.get("resources"), list):
        raise ValueError("not a data package")
    for resource in document["resources"]:
        if CONTENT in resource:
            del resource["hash"], resource["bytes"]
    return document


def _file(folder: Path, path: str) -> dict[str, Any]:
    file = folder / path
    return {"path": path, "scheme": "file", "bytes": file.stat().st_size, "hash": f"sha256:{sha256(file)}"}


def licences(schema: TableSchema) -> dict[str, Any]:
    """Return what the descriptor tells of the rights in a table's rows, where these are not those of the package."""
    if schema.name == "paragraphs":
        return {"licenses": [_THIRD_PARTIES]}
    return {"licenses": [LICENCE, _THIRD_PARTIES]} if schema.name in _QUOTING else {}


def resource_schema(schema: TableSchema) -> dict[str, Any]:
    """Return a table's schema as a resource has it: without what only this package reads."""
    own = ("$schema", "name", "title", "description")
    found = {k: v for k, v in schema.descriptor.items() if k not in own and not k.startswith("imcwp:")}
    found["fields"] = [
        {key: value for key, value in field.items() if not key.startswith("imcwp:")} for field in found["fields"]
    ]
    return found


def _csv(folder: Path, schema: TableSchema, rows: str, forms: Forms) -> dict[str, Any]:
    # To frictionless a file that zstd compressed is a file like any other; it knows no such compression.
    kind = {"type": "file"} if forms.compression == "zstd" else {"profile": "tabular-data-resource"}
    compression = {"compression": "gz"} if forms.compression == "gzip" else {}
    return {
        "name": schema.name,
        **kind,
        "title": schema.title,
        "description": schema.description,
        **_file(folder, forms.csv_path(schema.name)),
        "format": "csv",
        "mediatype": _MEDIA_TYPES[forms.compression],
        **compression,
        **({CONTENT: _hash(rows)} if forms.compression else {}),
        **told(rows),
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        **licences(schema),
        "schema": resource_schema(schema),
    }


def _parquet(folder: Path, schema: TableSchema, rows: str, forms: Forms) -> dict[str, Any]:
    types = [f"{field.name} {field.type} {field.nullable}" for field in arrow_schema(schema)]
    form = json.dumps([types, schema.descriptor, file_definition()], sort_keys=True)
    return {
        "name": f"{schema.name}-parquet",
        "type": "file",
        "title": f"{schema.title} (Parquet)",
        "description": f"The rows of {schema.name} as Parquet, with types.",
        **_file(folder, forms.parquet_path(schema.name)),
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        CONTENT: _hash(form, rows),
        **told(rows),
        **licences(schema),
    }


def _sqlite(folder: Path, schemas: Mapping[str, TableSchema], hashes: Mapping[str, str]) -> dict[str, Any]:
    rows = [hashes[name] for name in schemas]
    return {
        "name": "imcwp-sqlite",
        "type": "file",
        "title": "All tables (SQLite)",
        "description": "All tables in one SQLite database with keys, indexes and full-text search over paragraphs.",
        **_file(folder, DATABASE),
        "format": "sqlite",
        "mediatype": "application/vnd.sqlite3",
        CONTENT: _hash(database_definition(schemas), *rows),
        "licenses": [LICENCE, _THIRD_PARTIES],
    }


def _hash(*parts: str) -> str:
    return "sha256:" + hashlib.sha256("\0".join(parts).encode()).hexdigest()


def sources_of(table: TableStream) -> list[dict[str, str]]:
    """Return the texts' publications: title, where on the Web and whose, each once; the first ones of very many."""
    return [
        {"title": source.title}
        | ({"path": source.url} if source.url else {})
        | ({"imcwp:rights": source.rights} if source.rights else {})
        for source in publications(table)
    ]
