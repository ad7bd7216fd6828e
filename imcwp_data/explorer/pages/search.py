"""Full-text search over all passages, with the names that fit, and filters that also work without words."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any

from imcwp_data.explorer.action_filters import document_types
from imcwp_data.explorer.dates import say_edtf
from imcwp_data.explorer.kept import kept
from imcwp_data.explorer.lists import choice, count_up_to, pager, told
from imcwp_data.explorer.names import Named, Names, meeting_names, participant_names, place_names
from imcwp_data.explorer.row_facts import schema_of
from imcwp_data.explorer.search_query import SearchQuery, search_query
from imcwp_data.explorer.web import Asked, Page, Row
from imcwp_data.explorer.words import label_of

ON_A_PAGE = 20
# Whoever goes further than this narrows the search.
_MOST_PAGES = 50
_NAMES = 8
_BEGINNING = 320
# Where a found word begins and ends in a snippet: characters that no text holds, for they belong to no script.
_ON, _OFF = "\ue000", "\ue001"
_FOUND = re.compile(f"{_ON}([^{_OFF}]*){_OFF}")
_COLUMNS = "p.paragraph_id, p.document_id, p.kind, p.language, d.title, d.document_type, d.published, d.outlet"
_WITH_WORDS = (
    "from paragraphs_fts join paragraphs p on p.rowid = paragraphs_fts.rowid "
    "join documents d on d.document_id = p.document_id where paragraphs_fts match :match"
)
_WITHOUT_WORDS = "from documents d join paragraphs p on p.document_id = d.document_id where 1"


@dataclass(slots=True)
class _Filters:
    given: dict[str, str] = field(default_factory=dict)
    conditions: list[str] = field(default_factory=list)
    parameters: dict[str, Any] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    # Whether anything but the furniture of the pages is left out.
    narrowed: bool = False

    def add(self, condition: str, **parameters: Any) -> None:
        self.conditions.append(condition)
        self.parameters.update(parameters)
        self.narrowed = True


async def search(asked: Asked) -> Page:
    """Find passages, participants, meetings and places."""
    typed = asked.query.get("q", "").strip()
    query = search_query(typed)
    years = await kept(asked, "years of documents", lambda: _years(asked))
    filters = await _filters(asked, query, years)
    number = asked.number("page", 1, _MOST_PAGES)
    passages, found, more = await _passages(asked, query, filters, number)
    carried = told({"q": typed, **filters.given})
    data = {
        "q": typed,
        "terms": query.terms,
        "as_words": query.as_words,
        "asked": bool(typed or filters.narrowed),
        "filters": filters.given,
        "notes": filters.notes,
        "found": found,
        "passages": passages,
        "names": await _named(asked, typed) if number == 1 else [],
        "pager": pager(asked, "search", carried, number, more and number < _MOST_PAGES),
        "without_filters": asked.site.path("search", q=typed) if typed and filters.narrowed else None,
        "choices": {
            "document_type": document_types(),
            "year": years,
            "theme": _enum("themes"),
            "event_type": tuple(sorted(_enum("event_type"), key=label_of)),
        },
    }
    title = f"Search: {typed[:80]}" if typed else "Search"
    return Page("search.html", title, "Search all passages, with every name as it is written.", data, current="search")


def _enum(column: str) -> tuple[str, ...]:
    found = next(one for one in schema_of("actions").fields if one.name == column)
    return found.enum or found.item_enum or ()


async def _years(asked: Asked) -> tuple[str, ...]:
    rows = await asked.rows(
        "select distinct substr(published, 1, 4) as year from documents where published is not null order by 1 desc"
    )
    return tuple(row["year"] for row in rows)


async def _filters(asked: Asked, query: SearchQuery, years: tuple[str, ...]) -> _Filters:
    filters = _Filters()
    for name, allowed in (
        ("document_type", document_types()), ("year", years), 
        ("theme", _enum("themes")), ("event_type", _enum("event_type")),
    ):  # fmt: skip
        if value := choice(asked, name, allowed):
            filters.given[name] = value
            filters.add(_CONDITIONS[name], **{name: value})
    await _by_name(asked, filters, query, "participant", "mentions", await participant_names(asked))
    await _by_name(asked, filters, query, "place", "place_mentions", await place_names(asked))
    if asked.query.get("furniture") == "1":
        filters.given["furniture"] = "1"
    else:
        filters.conditions.append("p.kind <> 'boilerplate'")
    return filters


_CONDITIONS = {
    "document_type": "d.document_type = :document_type",
    "year": "d.published between :year || '-01-01' and :year || '-12-31'",
    "event_type": (
        "exists (select 1 from actions a where a.paragraph_id = p.paragraph_id and +a.event_type = :event_type)"
    ),
    "theme": (
        "exists (select 1 from actions a, json_each(a.themes) t "
        "where a.paragraph_id = p.paragraph_id and t.value = :theme)"
    ),
}


async def _by_name(asked: Asked, filters: _Filters, query: SearchQuery, name: str, table: str, names: Names) -> None:
    """Keep the passages that name a participant or place; with words each passage is looked up, else each mention."""
    typed = asked.query.get(name, "").strip()
    if not typed:
        return
    filters.given[name] = typed[:200]
    meant = names.meant(typed, 20)
    if not meant:
        filters.notes.append(f"No {name} has a name with “{typed[:80]}” in it.")
    elif typed != meant[0].id:
        filters.notes.append(
            f"Only passages that name {' or '.join(one.name for one in meant[:5])}"
            f"{' or others of that name' if len(meant) > 5 else ''}."
        )
    ids = f"(select value from json_each(:{name}))"
    filters.add(
        f"exists (select 1 from {table} m where m.paragraph_id = p.paragraph_id and +m.{name}_id in {ids})" if query
        else f"p.paragraph_id in (select paragraph_id from {table} where {name}_id in {ids})",
        **{name: json.dumps([one.id for one in meant])},
    )  # fmt: skip


async def _passages(
    asked: Asked, query: SearchQuery, filters: _Filters, number: int
) -> tuple[list[dict[str, Any]], dict[str, Any] | None, bool]:
    """Return a page of passages, their count up to a bound, and whether there are more pages."""
    if not query and not filters.narrowed:
        return [], None, False
    where = "".join(f" and {condition}" for condition in filters.conditions)
    source = (_WITH_WORDS if query else _WITHOUT_WORDS) + where
    text = f"snippet(paragraphs_fts, 0, '{_ON}', '{_OFF}', ' … ', 44)" if query else f"substr(p.text, 1, {_BEGINNING})"
    order = "paragraphs_fts.rank" if query else "d.published desc, d.document_id, p.rowid"
    parameters = {**filters.parameters, "match": query.match}
    rows = await asked.rows(
        f"select {_COLUMNS}, length(p.text) as length, {text} as snippet {source} order by {order} "
        "limit :size offset :before",
        {**parameters, "size": ON_A_PAGE + 1, "before": ON_A_PAGE * (number - 1)},
    )
    found = await count_up_to(asked, source, parameters)
    return [_shown(asked, row) for row in rows[:ON_A_PAGE]], found, len(rows) > ON_A_PAGE


def _shown(asked: Asked, row: Row) -> dict[str, Any]:
    snippet = row["snippet"]
    if _ON not in snippet and row["length"] > _BEGINNING and len(snippet) == _BEGINNING:
        snippet = snippet.rpartition(" ")[0] + " …"
    return {
        **{name: value for name, value in row.items() if name not in ("snippet", "length")},
        "snippet": parts_of(snippet),
        "published_said": say_edtf(row["published"]),
        "passage": asked.site.passage(row["paragraph_id"]),
    }


def parts_of(snippet: str) -> list[dict[str, Any]]:
    """Return a snippet in parts that were found (``found`` true) and parts between them."""
    parts = []
    for number, text in enumerate(_FOUND.split(snippet)):
        plain = text.replace(_ON, "").replace(_OFF, "")
        if plain:
            parts.append({"text": plain, "found": number % 2 == 1})
    return parts


async def _named(asked: Asked, typed: str) -> list[dict[str, Any]]:
    """Return the participants, meetings and places whose names hold what was typed."""
    plain = typed.strip(' "“”*()')
    found = []
    for path, names in (
        ("participants", await participant_names(asked)),
        ("meetings", await meeting_names(asked)),
        ("places", await place_names(asked)),
    ):
        rows = names.find(plain) if plain else []
        if rows:
            found.append({
                "what": path,
                "rows": [_name(asked, path, one) for one in rows[:_NAMES]],
                "all": asked.site.path(path, q=plain) if len(rows) > _NAMES and path != "meetings" else None,
                "count": len(rows),
            })  # fmt: skip
    return found


def _name(asked: Asked, path: str, one: Named) -> dict[str, Any]:
    note = say_edtf(one.note) if path == "meetings" else one.note
    return {"id": one.id, "name": one.name, "kind": one.group, "note": note, "page": asked.site.path(path, one.id)}
