"""The head of ``README.md`` by which the Hugging Face Hub and its library ``datasets`` know and load a release."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from imcwp_data.publish.about import KEYWORDS, LICENCE, TEXT_RIGHTS, TITLE
from imcwp_data.publish.descriptions.yaml import as_yaml
from imcwp_data.publish.forms import Forms
from imcwp_data.schema import TableSchema

_SIZES = ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M"),
          (10_000_000, "1M<n<10M"), (100_000_000, "10M<n<100M"), (1_000_000_000, "100M<n<1B"))  # fmt: skip
_LARGEST = "n>1B"
# The table that is shown first.
_DEFAULT = "actions"


def front_matter(
    schemas: Mapping[str, TableSchema],
    rows: Mapping[str, int],
    languages: Iterable[str],
    forms: Forms,
    parts: Iterable[str] = (),
) -> str:
    """Return the YAML head of a data set card, with a configuration for each table.

    ``rows`` are the sizes of the tables, ``languages`` BCP 47 tags, ``parts`` the tables that lie in several Parquet
    files. A release without Parquet files is loaded from CSV; one with neither has no configurations.
    """
    known = sorted({tag.split("-")[0] for tag in languages} - {"und", "mul", "zxx"})
    largest = max(rows.values(), default=0)
    document: dict[str, Any] = {
        "pretty_name": TITLE,
        "license": [LICENCE["name"].lower(), "other"],
        "license_details": f"{LICENCE['name']} (tables); {TEXT_RIGHTS}",
        **({"language": known} if known else {}),
        "size_categories": [next((name for limit, name in _SIZES if largest < limit), _LARGEST)],
        "annotations_creators": ["machine-generated"],
        "source_datasets": ["original"],
        "tags": list(KEYWORDS),
    }
    ordered = sorted(schemas.values(), key=lambda schema: (schema.order, schema.name))
    configs = [_config(schema.name, forms, schema.name in set(parts)) for schema in ordered]
    if "parquet" in forms.formats or "csv" in forms.formats:
        document["configs"] = configs
    return f"---\n{as_yaml(document)}---\n\n"


def _config(table: str, forms: Forms, in_parts: bool) -> dict[str, Any]:
    path = forms.parquet_path(table) if "parquet" in forms.formats else forms.csv_path(table)
    if in_parts:
        path = f"parquet/{table}/*.parquet"
    return {
        "config_name": table,
        "data_files": [{"split": "train", "path": path}],
        **({"default": True} if table == _DEFAULT else {}),
    }
