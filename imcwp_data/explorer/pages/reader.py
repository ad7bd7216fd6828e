"""The reader: a document as it was written, with what was read in each paragraph beside it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from imcwp_data.explorer.dates import say_edtf
from imcwp_data.explorer.languages import language_name
from imcwp_data.explorer.marked_text import marked
from imcwp_data.explorer.paragraph_facts import LETTERS, Read, marks_of, with_facts
from imcwp_data.explorer.parts import render
from imcwp_data.explorer.row_names import meeting_names, participant_names
from imcwp_data.explorer.rules import explain_rule
from imcwp_data.explorer.site import PARAGRAPHS_A_PAGE, first_of_page
from imcwp_data.explorer.values import web_address
from imcwp_data.explorer.web import Asked, Page, Row, not_found
from imcwp_data.explorer.words import label_of

FURNITURE = frozenset({"boilerplate", "tags"})
# A slogan may stand in thousands of documents: so many of them are named beside a paragraph.
_ALSO_IN = 4
# More than any page of real texts holds; a page of pure names would weigh too much beyond it.
_MOST_ROWS = 4000
_OF_THESE = "paragraph_id in (select value from json_each(:ids))"


async def document(asked: Asked) -> Page:
    """Return one document, a page of its paragraphs at a time."""
    found = await asked.row("select * from documents where document_id = ?", (asked.parts["id"],))
    if found is None:
        raise not_found("document", asked.parts["id"])
    first = _first(asked, found)
    last = min(first + PARAGRAPHS_A_PAGE - 1, found["paragraph_count"])
    ids = [f"{found['document_id']}.{position}" for position in range(first, last + 1)]
    read = await _read(asked, ids)
    rows = await asked.rows(f"select * from paragraphs where {_OF_THESE} order by position", {"ids": json.dumps(ids)})
    paragraphs = with_facts(rows, read)
    wanted = asked.query.get("evidence", "")
    shown = next((row for row in read.evidence if row["evidence_id"] == wanted), None)
    source = await asked.row("select * from sources where source_id = ?", (found["source_id"],)) or {}
    title = found["title"] or "Untitled"
    return Page(
        template="document.html",
        title=title,
        description=_description(found, source),
        data={
            "document": {
                **found,
                "said_date": say_edtf(found["published"]),
                "language_name": language_name(found["language"]),
            },
            "source": {**source, "link": web_address(source.get("url"))},
            "neighbours": await _neighbours(asked, found),
            "first": first,
            "last": last,
            "pages": _pages(found["paragraph_count"], first),
            "shown": shown and {**shown, "explained": explain_rule(shown["rule"])},
            "unknown_evidence": wanted if shown is None else "",
            "rules": {rule: explain_rule(rule) for rule in sorted(_rules(read))},
            "paragraphs": paragraphs,
        },
        drawings={
            "body": render(
                "_paragraphs.html",
                site=asked.site,
                groups=_groups(paragraphs),
                texts={p["position"]: marked(p["text"], marks_of(p, asked.site, shown)) for p in paragraphs},
                shown=shown,
            ),
            "kinds": LETTERS,
        },
        current="documents",
    )


def _first(asked: Asked, found: Row) -> int:
    """Return the first paragraph to show: of the page that is asked for, else of the evidence that is."""
    count = found["paragraph_count"]
    if "from" in asked.query:
        return first_of_page(asked.number("from", 1, count))
    document_id, _, position = asked.query.get("evidence", "").rpartition(".e")[0].rpartition(".")
    known = document_id == found["document_id"] and position.isascii() and position.isdigit() and len(position) < 10
    return first_of_page(min(int(position), count)) if known else 1


async def _read(asked: Asked, ids: Sequence[str]) -> Read:
    these = {"ids": json.dumps(ids), "most": _MOST_ROWS}

    async def rows(columns: str, tables: str, order: str) -> list[Row]:
        return await asked.rows(f"select {columns} from {tables} where {_OF_THESE} order by {order} limit :most", these)

    mentions = await rows("m.*, p.name, p.kind", "mentions m join participants p using (participant_id)", "m.rowid")
    places = await rows(
        "m.*, p.name, p.kind, p.country_code", "place_mentions m join places p using (place_id)", "m.rowid"
    )
    dates = await rows("*", "dates", "rowid")
    evidence = await rows("*", "evidence", "paragraph_id, char_start, rowid")
    actions = await rows("*", "actions", "paragraph_id, char_start, rowid")
    roles = await asked.rows(
        "select * from action_participants where action_id in (select value from json_each(?)) order by rowid",
        (json.dumps([row["action_id"] for row in actions]),),
    )
    return Read(
        mentions=mentions,
        place_mentions=places,
        dates=[{**row, "said": say_edtf(row["date_edtf"])} for row in dates],
        evidence=evidence,
        actions=actions,
        roles=roles,
        quotations=await _quotations(asked, ids),
        names=await participant_names(asked, evidence, (row["participant_id"] for row in roles)),
        meetings=await meeting_names(asked, evidence),
    )


async def _quotations(asked: Asked, ids: Sequence[str]) -> list[Row]:
    """Return where passages of these paragraphs stand in other documents, a few for each paragraph and direction."""
    found: list[Row] = []
    for own, other in (("paragraph_id", "quoted_paragraph_id"), ("quoted_paragraph_id", "paragraph_id")):
        # "cross join" keeps the order of the loops: the few paragraphs outside, their few quotations inside.
        found += await asked.rows(
            f"select ids.value as paragraph_id, q.{other} as other_id, q.paragraph_id as later_id, "
            "q.quoted_paragraph_id as earlier_id, q.relation, q.similarity, d.title, d.published, d.document_id "
            "from json_each(:ids) as ids cross join quotations as q on q.rowid in "
            f"(select rowid from quotations where {own} = ids.value limit :most) "
            f"join paragraphs as p on p.paragraph_id = q.{other} join documents as d on d.document_id = p.document_id",
            {"ids": json.dumps(ids), "most": _ALSO_IN},
        )
    return [{**row, "said_date": say_edtf(row["published"])} for row in found]


async def _neighbours(asked: Asked, found: Row) -> dict[str, Row | None]:
    """Return the documents before and after this one in the same source."""
    rows = await asked.rows(
        "select document_id, title, part from documents where document_id in (?, ?)",
        [f"{found['source_id']}.{found['part'] + step}" for step in (-1, 1)],
    )
    by_part = {row["part"]: row for row in rows}
    return {"previous": by_part.get(found["part"] - 1), "next": by_part.get(found["part"] + 1)}


def _pages(count: int, first: int) -> list[dict[str, Any]]:
    """Return the pages of a long document to offer: the first, the last, and those around the one that is shown."""
    starts = range(1, count + 1, PARAGRAPHS_A_PAGE)
    current = (first - 1) // PARAGRAPHS_A_PAGE
    return [
        {"from": start, "to": min(start + PARAGRAPHS_A_PAGE - 1, count), "current": number == current}
        for number, start in enumerate(starts)
        if number in {0, len(starts) - 1} or abs(number - current) <= 2
    ]


def _rules(read: Read) -> set[str]:
    return {row["rule"] for rows in (read.evidence, read.dates, read.mentions, read.place_mentions) for row in rows}


def _groups(paragraphs: Sequence[Row]) -> list[dict[str, Any]]:
    """Return runs of paragraphs: those of the piece itself, and the furniture of its page between them."""
    return [
        {"furniture": furniture, "paragraphs": list(run)}
        for furniture, run in groupby(paragraphs, key=lambda row: row["kind"] in FURNITURE)
    ]


def _description(found: Row, source: Row) -> str:
    told = [label_of(found["document_type"]).capitalize()]
    if found["outlet"] or source.get("publisher"):
        told.append(f"published by {found['outlet'] or source['publisher']}")
    if found["published"]:
        told.append(f"on {say_edtf(found['published'])}")
    return f"{' '.join(told)}: the text, with participants, places, dates, meetings and actions marked."
