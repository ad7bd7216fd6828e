"""One address of each page, with ids that the release has: those that show most."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from datasette.utils import tilde_encode

# The pages of the explorer, by the names of their functions in imcwp_data.explorer.routes. What stands in braces are
# columns of the query's one row.
_PAGES = {
    "home": ("/", ""),
    "documents": ("/documents", ""),
    "document": (
        "/documents/{document_id}",
        "select document_id from evidence join paragraphs using (paragraph_id) "
        "group by 1 order by count(*) desc limit 1",
    ),
    "compare": (
        "/compare/{paragraph_id}/{quoted_paragraph_id}",
        "select * from quotations where relation <> 'verbatim' order by similarity desc limit 1",
    ),
    "repeated": ("/repeated", ""),
    "meetings": ("/meetings", ""),
    "meeting": (
        "/meetings/{row_id}",
        "select row_id from evidence where table_name = 'meetings' group by 1 order by count(*) desc limit 1",
    ),
    "participants": ("/participants", ""),
    "participant": (
        "/participants/{participant_id}",
        "select participant_id from action_participants group by 1 order by count(*) desc limit 1",
    ),
    "places": ("/places", ""),
    "place": (
        "/places/{place_id}",
        "select place_id from place_mentions where place_id is not null group by 1 order by count(*) desc limit 1",
    ),
    "actions": ("/actions?from=2021-11-12&to=2021-11-15", ""),
    "action": (
        "/actions/{action_id}",
        "select action_id from action_participants group by 1 order by count(*) desc limit 1",
    ),
    "evidence": ("/evidence/{evidence_id}", "select evidence_id from evidence where not accepted limit 1"),
    "search": ("/search?q=solidar*", ""),
    "disagreements": ("/disagreements", ""),
    "timeline": ("/timeline", ""),
    "network": ("/network", ""),
    "world_map": ("/map", ""),
    "themes": ("/themes", ""),
    "quality": ("/quality", ""),
    "downloads": ("/downloads", ""),
    "api": ("/api", ""),
}
# What the same pages show when they are asked for something else, and Datasette's own pages.
_MORE = {
    "document with evidence": (
        "/documents/{document_id}?evidence={evidence_id}",
        "select document_id, evidence_id from evidence join paragraphs using (paragraph_id) "
        "where table_name = 'meetings' limit 1",
    ),
    "search, nothing asked": ("/search", ""),
    "search, wrong syntax": ("/search?q=%22peace+AND+%28", ""),
    "timeline, few days": ("/timeline?from=2021-11-02&to=2021-12-14", ""),
    "tables": ("/imcwp", ""),
    "table": ("/imcwp/actions?_facet=event_type&status__exact=called_for&_size=20", ""),
    "row": ("/imcwp/actions/{row}", "select action_id as row from actions limit 1"),
    "sql": ("/imcwp?sql=select+*+from+meetings", ""),
}
NAMES = (*_PAGES, *_MORE)


def address(name: str, release: Path) -> str:
    """Return the address of a page by its name. Raises KeyError where a page has no line above."""
    path, query = (_PAGES | _MORE)[name]
    if not query:
        return path
    with closing(sqlite3.connect(f"file:{release / 'imcwp.db'}?mode=ro&immutable=1", uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        row = connection.execute(query).fetchone()
    # Datasette spells the keys in its own addresses in a way of its own.
    spell = {"row": tilde_encode}
    return path.format(**{key: quote(spell.get(key, str)(row[key]), safe="") for key in row.keys()})  # noqa: SIM118
