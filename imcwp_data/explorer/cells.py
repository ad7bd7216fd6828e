"""Links from the cells of any table to the pages that show what they name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from imcwp_data.explorer.site import Site

# The page of each key, by column; a column of the table that it is the key of leads there too.
_PAGES = {
    "meeting_id": "meetings",
    "participant_id": "participants",
    "affiliation_id": "participants",
    "place_id": "places",
    "document_id": "documents",
    "action_id": "actions",
    "restates_id": "actions",
    "evidence_id": "evidence",
}
_PASSAGES = frozenset({"paragraph_id", "quoted_paragraph_id"})


def linked_cell(site: Site, table: str | None, column: str, value: Any) -> Markup | None:
    """Return a cell of a table as a link, None where it names no page of its own.

    A key of another table comes with the label of its row, as ``{"value": …, "label": …}``.
    """
    label = None
    if isinstance(value, Mapping):
        value, label = value.get("value"), value.get("label")
    if not isinstance(value, str) or not value:
        return None
    if column in _PASSAGES:
        address = site.passage(value)
    elif column in _PAGES:
        address = site.path(_PAGES[column], value)
    else:
        return None
    if label is None or str(label) == value:
        return Markup('<a href="{}">{}</a>').format(address, value)
    return Markup('<a href="{}">{}</a> <em>{}</em>').format(address, label, value)
