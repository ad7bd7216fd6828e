"""A release without the texts of third parties: what is left out, and what its tables are like then.

For places that may not hand the publishers' texts on. Facts, names, dates, offsets and hashes stay; running text goes:

======================================================= ==============================================================
column                                                  what is there
======================================================= ==============================================================
paragraphs.text                                         nothing; ``text_sha256`` tells the hash of the text
actions.text, evidence.quote, surface of a mention      the words, if they are at most `WORDS` and `CHARACTERS`
documents.title, meetings.theme                         the words, cut after `TITLE_WORDS`
evidence.value                                          as the column of which it is the value
======================================================= ==============================================================

Names of meetings, participants and places are facts and stay. A release says in its descriptor that it is of this kind
(`WITHHELD`), and every reader of this package then takes the schemas from `without_texts`.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

from imcwp_data.table_schema import Field, TableSchema

WITHHELD = "imcwp:withheld"
# Eleven words in a row may be protected (Court of Justice of the European Union, C-5/08, Infopaq).
WORDS, CHARACTERS = 10, 100
# A title is told whole where a work is cited; what is longer is no title any more.
TITLE_WORDS = 25
HASH = "text_sha256"
# Columns of running text, by table: those that are left out where they are long, and those that are cut.
SHORT = {
    "actions": ("text",),
    "evidence": ("quote",),
    "mentions": ("surface",),
    "place_mentions": ("surface",),
    "dates": ("surface",),
}
TITLES = {"documents": ("title",), "meetings": ("theme",)}
_NOTE = f"Left out in this release where it is of more than {WORDS} words or {CHARACTERS} characters."
_NOTES = {"paragraphs": "Left out in this release, which is without texts."}
_CUT = f"Cut in this release after {TITLE_WORDS} words."
_HASH_FIELD: dict[str, Any] = {
    "name": HASH,
    "title": "Hash of the text",
    "type": "string",
    "description": "SHA-256, in hexadecimal, of the paragraph's text (UTF-8), which is left out in this release: by it "
    "the paragraph can be found again in its source.",
    "constraints": {"required": True, "pattern": "[0-9a-f]{64}"},
}
# What people see in the place of words that were left out.
OMITTED = "[…]"
_FOR_NULL = {
    "text": OMITTED,
    "quote": OMITTED,
    "surface": OMITTED,
    "snippet": OMITTED,
    "before": "",
    "after": "",
    "length": 0,
}
DESCRIPTOR = "datapackage.json"
_HEAD = 4096


def limits() -> dict[str, dict[str, int]]:
    """Return what the descriptor tells of a release without texts."""
    return {WITHHELD: {"words": WORDS, "characters": CHARACTERS, "titleWords": TITLE_WORDS}}


def shown(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row of a release without texts as it is shown to people: `OMITTED` where words were left out.

    Rows are those of SQLite: ``text``, ``quote`` and ``surface`` are columns of tables, the others parts of a text.
    """
    return {key: _FOR_NULL.get(key) if value is None and key in _FOR_NULL else value for key, value in row.items()}


def lacks_texts(schemas: Mapping[str, TableSchema]) -> bool:
    """Tell whether schemas are those of a release without texts."""
    return "paragraphs" in schemas and HASH in schemas["paragraphs"].columns


def is_without_texts(folder: Path) -> bool:
    """Tell whether the release of a folder is one without texts; False where there is none."""
    try:
        with (folder / DESCRIPTOR).open("rb") as file:
            # The mark stands among the first lines, so that no reader has to go through all resources.
            return f'"{WITHHELD}"'.encode() in file.read(_HEAD)
    except OSError:
        return False


def schemas_of(folder: Path, schemas: Mapping[str, TableSchema]) -> Mapping[str, TableSchema]:
    """Return the schemas of the release of a folder: those given, or what `without_texts` makes of them."""
    return without_texts(schemas) if is_without_texts(folder) else schemas


def without_texts(schemas: Mapping[str, TableSchema]) -> Mapping[str, TableSchema]:
    """Return the schemas of a release without texts: text may be null, and paragraphs have its hash."""
    return {name: _schema(schema) for name, schema in schemas.items()}


def _schema(schema: TableSchema) -> TableSchema:
    descriptor = deepcopy(dict(schema.descriptor))
    told = dict.fromkeys(SHORT.get(schema.name, ()), _NOTE)
    told |= dict.fromkeys(TITLES.get(schema.name, ()), _CUT)
    told |= {"text": _NOTES["paragraphs"]} if schema.name == "paragraphs" else {}
    if not told:
        return schema
    for field in descriptor["fields"]:
        if field["name"] in told:
            field["description"] = f"{field['description']} {told[field['name']]}"
            field.get("constraints", {}).pop("required", None)
    fields = tuple(
        replace(field, required=False, description=f"{field.description} {told[field.name]}")
        if field.name in told
        else field
        for field in schema.fields
    )
    if schema.name == "paragraphs":
        descriptor["fields"].append(_HASH_FIELD)
        constraints = _HASH_FIELD["constraints"]
        fields += (
            Field(
                HASH,
                "string",
                _HASH_FIELD["title"],
                _HASH_FIELD["description"],
                required=True,
                pattern=constraints["pattern"],
            ),
        )
    return replace(schema, fields=fields, descriptor=descriptor)
