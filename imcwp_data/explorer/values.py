"""How the values of the tables are said to people, column by column."""

from __future__ import annotations

import json
from collections.abc import Mapping

from imcwp_data.explorer.countries import country_name
from imcwp_data.explorer.dates import say_edtf
from imcwp_data.explorer.words import label_of

_COLUMNS = {
    "affiliation_id": "belongs to",
    "aliases": "another name",
    "country_code": "country",
    "country_count": "countries",
    "date_edtf": "date",
    "event_type": "type",
    "joint_axis": "number in the joint actions",
    "ordinal": "number",
    "party_count": "parties",
    "people_count": "people",
    "text": "clause",
}
_CODES = frozenset({"event_type", "status", "kind", "mode", "role"})


def column_label(column: str, table: str = "") -> str:
    """Return what a column is called in a list of facts: ``date_edtf`` → "date"."""
    if table == "participants" and column == "role":
        return "office"
    return _COLUMNS.get(column) or label_of(column)


def say_value(column: str, value: str | None, names: Mapping[str, str] | None = None, table: str = "") -> str:
    """Return the value of a column as words; ``names`` holds the names of participants by their keys."""
    if value is None:
        return "none"
    if column == "date_edtf":
        return say_edtf(value)
    if column == "country_code":
        return country_name(value)
    if column == "affiliation_id":
        return (names or {}).get(value, value)
    if column == "themes":
        return ", ".join(label_of(theme) for theme in as_list(value))
    if column in _CODES and not (table == "participants" and column == "role"):
        return label_of(value)
    if column == "quantity":
        return value.removesuffix(".0")
    return value


def as_list(value: str | None) -> list[str]:
    """Return the entries of a list that is written as JSON, a single value as a list of one."""
    if not value:
        return []
    try:
        found = json.loads(value)
    except ValueError:
        return [value]
    return [str(entry) for entry in found] if isinstance(found, list) else [value]


def web_address(url: str | None) -> str:
    """Return an address that a link may lead to, "" where it is none of the web (``javascript:`` and the like)."""
    return url if url and url.lower().startswith(("http://", "https://")) else ""
