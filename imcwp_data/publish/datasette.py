"""``metadata.json`` for Datasette 0.65: titles, descriptions, facets, labels and order of tables; ready questions."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from imcwp_data.publish.about import DESCRIPTION, LICENCE, TEXT_RIGHTS, TITLE
from imcwp_data.schema import TableSchema, column_descriptions

DATABASE = "imcwp"
_SETTINGS = Path(__file__).with_name("datasette.toml")
# Each facet is a query of its own on every page view.
_FACETS_AT_MOST = 4


def canned_queries() -> dict[str, dict[str, Any]]:
    """Return the ready questions by name: title, description, params and sql."""
    queries: dict[str, dict[str, Any]] = _settings()["queries"]
    return {name: {**query, "sql": query["sql"].strip()} for name, query in queries.items()}


def datasette_metadata(schemas: Mapping[str, TableSchema], version: str) -> dict[str, Any]:
    """Return the content of ``metadata.json`` for a release's ``imcwp.db``."""
    sort = _settings()["sort"]
    about = {
        "license": f"{LICENCE['name']} (tables); {TEXT_RIGHTS}",
        "license_url": LICENCE["path"],
        "source": "The publishers of the texts, one by one",
        "source_url": f"/{DATABASE}/sources",
    }
    return {
        "title": TITLE,
        "description": f"{DESCRIPTION} Version {version}.",
        **about,
        "databases": {
            DATABASE: {
                "title": TITLE,
                "description": DESCRIPTION,
                **about,
                "tables": {name: _table(schema) | sort.get(name, {}) for name, schema in schemas.items()},
                "queries": {name: {**query, "hide_sql": True} for name, query in canned_queries().items()},
            }
        },
    }


def _settings() -> dict[str, Any]:
    return tomllib.loads(_SETTINGS.read_text(encoding="utf-8"))


def _table(schema: TableSchema) -> dict[str, Any]:
    facets = [{"array": f.name} if f.type == "array" else f.name for f in schema.fields if f.facet]
    table: dict[str, Any] = {
        "title": schema.title,
        "description": schema.description,
        "columns": column_descriptions(schema),
        "facets": facets[:_FACETS_AT_MOST],
        "size": 50,
    }
    if schema.label is not None:
        table["label_column"] = schema.label
    return table
