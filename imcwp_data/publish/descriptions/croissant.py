"""``croissant.json``: Croissant 1.0, by which tools for machine learning load the tables as records.

``croissant_context.json`` is the context that the standard's own library, mlcroissant, gives its documents.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

from imcwp_data.publish.about import (
    DATE_PUBLISHED,
    DESCRIPTION,
    KEYWORDS,
    LICENCE,
    MAINTAINERS,
    NAME,
    RIGHTS,
    TITLE,
)
from imcwp_data.publish.descriptions.described import Described, DescribedFile
from imcwp_data.publish.sources import Publication
from imcwp_data.schema import Field, TableSchema

FILE = "croissant.json"
_CONTEXT = Path(__file__).with_name("croissant_context.json")
_TYPES = {"string": "sc:Text", "integer": "sc:Integer", "number": "sc:Float", "boolean": "sc:Boolean",
          "date": "sc:Date", "array": "sc:Text"}  # fmt: skip
_MADE_OF_ROWS = "text/csv"


def croissant(described: Described) -> dict[str, Any] | None:
    """Return the description of a release, whose tables are record sets over its Parquet files, else its CSV files.

    None where there are neither, or only CSV files that zstd compressed, which no loader of Croissant reads.
    """
    csv = [file for file in described.of_format("csv") if not file.path.endswith(".zst")]
    files = described.of_format("parquet") or csv
    if not files:
        return None
    of_table = {file.table: file for file in files if file.table}
    return {
        "@context": json.loads(_CONTEXT.read_text(encoding="utf-8")),
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": NAME,
        "alternateName": TITLE,
        "description": DESCRIPTION,
        "url": "./",
        "version": described.version,
        "datePublished": DATE_PUBLISHED,
        "license": LICENCE["path"],
        "usageInfo": RIGHTS,
        "citeAs": f"{MAINTAINERS} ({DATE_PUBLISHED[:4]}). {NAME} (version {described.version}) [data set].",
        "creator": {"@type": "sc:Organization", "name": MAINTAINERS},
        "publisher": {"@type": "sc:Organization", "name": MAINTAINERS},
        "keywords": list(KEYWORDS),
        **({"inLanguage": list(described.languages)} if described.languages else {}),
        "isBasedOn": [_source(source) for source in described.sources],
        "distribution": [_file(file) for file in files],
        "recordSet": [_record_set(described.schemas[name], of_table) for name in of_table],
    }


def without_library_traces(document: dict[str, Any]) -> dict[str, Any]:
    """Return a description without the hashes and sizes that another version of a library would give otherwise."""
    document = deepcopy(document)
    for file in document["distribution"]:
        if file["encodingFormat"] != _MADE_OF_ROWS or file["contentUrl"].endswith(".gz"):
            file.pop("sha256", None)
            file.pop("contentSize", None)
    return document


def _source(source: Publication) -> dict[str, Any]:
    return {
        "@type": "sc:CreativeWork",
        "name": source.url or source.title,
        **({"url": source.url} if source.url else {}),
        "publisher": {"@type": "sc:Organization", "name": source.title},
        **({"copyrightNotice": source.rights} if source.rights else {}),
    }


def _id(file: DescribedFile) -> str:
    return f"{file.table}-{file.format}"


def _file(file: DescribedFile) -> dict[str, Any]:
    found = {"@id": _id(file), "name": _id(file), "description": file.description}
    if file.parts:
        return {"@type": "cr:FileSet", **found, "encodingFormat": _encoding(file), "includes": file.path}
    return {
        "@type": "cr:FileObject",
        **found,
        "contentUrl": file.path,
        "contentSize": f"{file.size} B",
        "encodingFormat": _encoding(file),
        "sha256": file.sha256,
    }


def _encoding(file: DescribedFile) -> str:
    # What mlcroissant calls it; it sees by itself what gzip compressed.
    return "application/x-parquet" if file.format == "parquet" else "text/csv"


def _record_set(schema: TableSchema, files: Mapping[str, DescribedFile]) -> dict[str, Any]:
    references = {
        column: _column(files[key.table], referred)
        for key in schema.foreign_keys
        for column, referred in zip(key.columns, key.references, strict=True)
    }
    fields = [_field(schema, field, files[schema.name], references.get(field.name)) for field in schema.fields]
    return {
        "@type": "cr:RecordSet",
        "@id": schema.name,
        "name": schema.name,
        "description": schema.description,
        "key": [{"@id": f"{schema.name}/{column}"} for column in schema.primary_key],
        "field": fields,
    }


def _field(schema: TableSchema, field: Field, file: DescribedFile, reference: dict[str, Any] | None) -> dict[str, Any]:
    # In CSV a list is one text, in JSON.
    repeated = field.type == "array" and file.format != "csv"
    return {
        "@type": "cr:Field",
        "@id": f"{schema.name}/{field.name}",
        "name": field.name,
        "description": field.description,
        "dataType": _TYPES[field.type],
        **({"repeated": True} if repeated else {}),
        **({"references": reference} if reference else {}),
        "source": _column(file, field.name),
    }


def _column(file: DescribedFile, column: str) -> dict[str, Any]:
    """Return a column as a source of values, also of those that another column refers to.

    A reference could name the field of the other record set as well. But mlcroissant 1.1.1 takes that for an order of
    reading: a table that refers to itself is a circle to it, and a table that two others refer to loses rows.
    """
    return {"fileSet" if file.parts else "fileObject": {"@id": _id(file)}, "extract": {"column": column}}
