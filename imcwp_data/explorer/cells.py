"""Links from the cells of any table to the pages that show what they name."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup, escape

from imcwp_data.explorer.site import Site

# The page of each key, by column; a column of the table that it is the key of leads there too.
_PAGES = {
    "meeting_id": "meetings",
    "participant_id": "participants",
    "affiliation_id": "participants",
    "place_id": "places",
    "document_id": "documents",
}
_PASSAGES = frozenset({"paragraph_id", "quoted_paragraph_id"})
_ACTIONS = frozenset({"action_id", "restates_id"})


def linked_cell(site: Site, table: str | None, column: str, value: Any) -> Markup | None:
    """Return a cell of a table as a link, None where it names no page of its own."""
    if not isinstance(value, str) or not value:
        return None
    if column in _PASSAGES:
        address = site.passage(value)
    elif column in _ACTIONS:
        address = site.path("actions", value)
    elif column == "evidence_id":
        address = site.path("evidence", value)
    elif column in _PAGES:
        address = site.path(_PAGES[column], value)
    else:
        return None
    return Markup('<a href="{}">{}</a>').format(address, escape(value))
