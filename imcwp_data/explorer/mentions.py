"""The passages that name a participant or a place: counted with a bound, and told document by document."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from imcwp_data.explorer.dates import say_edtf
from imcwp_data.explorer.lists import MOST_COUNTED
from imcwp_data.explorer.statements import AROUND, in_context
from imcwp_data.explorer.web import Asked, Row

# Of a name that stands everywhere only so many mentions are looked at.
MOST_MENTIONS = 1_000
_DOCUMENTS = 15
_PASSAGES = 2
_RELATED = 24
_PARAGRAPHS_FOR_RELATED = 400


async def mention_counts(asked: Asked, table: str, column: str, ids: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Return how often each is named, up to a bound: ``{"count": 1000, "more": True}`` is more than 1,000."""
    rows = await asked.rows(
        f"select value as id, (select count(*) from (select 1 from {table} where {column} = value limit :most)) "
        "as count "
        "from json_each(:ids)", {"ids": json.dumps(list(ids)), "most": MOST_COUNTED + 1},
    )  # fmt: skip
    return {row["id"]: {"count": min(row["count"], MOST_COUNTED), "more": row["count"] > MOST_COUNTED} for row in rows}


async def passages_by_document(asked: Asked, table: str, column: str, key: str) -> dict[str, Any]:
    """Return the documents that name it, the newest first, each with its first passages.

    ``named`` counts the mentions up to a bound, ``documents_more`` tells that there are documents beyond those told.
    """
    rows = await asked.rows(
        "with looked_at as materialized ("
        f"select paragraph_id, char_start, char_end, surface from {table} where {column} = :key "
        "order by rowid limit :most"
        ") select m.*, p.document_id, p.position from looked_at m join paragraphs p using (paragraph_id)",
        {"key": key, "most": MOST_MENTIONS + 1},
    )
    more = len(rows) > MOST_MENTIONS
    by_document: dict[str, list[Row]] = {}
    for row in rows[:MOST_MENTIONS]:
        by_document.setdefault(row["document_id"], []).append(row)
    documents = await asked.rows(
        "select document_id, title, document_type, published from documents "
        "where document_id in (select value from json_each(:ids)) order by published desc, document_id",
        {"ids": json.dumps(list(by_document))},
    )
    told = [{**row, "mentions": by_document[row["document_id"]]} for row in documents[:_DOCUMENTS]]
    return {
        "named": {"count": min(len(rows), MOST_MENTIONS), "more": more},
        "documents": await _with_passages(asked, told),
        "documents_count": len(documents),
        "documents_more": more or len(documents) > _DOCUMENTS,
    }


async def _with_passages(asked: Asked, documents: Sequence[Row]) -> list[dict[str, Any]]:
    """Put the words around the first mentions to each document."""
    chosen = [mention for row in documents for mention in _first_passages(row["mentions"])]
    texts = await asked.rows(
        "select w.key as number, p.language, length(p.text) as length, "
        f"substr(p.text, max(1, w.value ->> 'start' + 1 - {AROUND}), min({AROUND}, w.value ->> 'start')) as before, "
        f"substr(p.text, (w.value ->> 'end') + 1, {AROUND}) as after "
        "from json_each(:wanted) w join paragraphs p on p.paragraph_id = w.value ->> 'id'",
        {"wanted": json.dumps([
            {"id": one["paragraph_id"], "start": one["char_start"], "end": one["char_end"]} for one in chosen
        ])},
    )  # fmt: skip
    found: dict[str, list[dict[str, Any]]] = {}
    for text in sorted(texts, key=lambda row: int(row["number"])):
        one = chosen[text["number"]]
        before, after = in_context(text["before"], text["after"], one["char_start"], one["char_end"], text["length"])
        found.setdefault(one["document_id"], []).append({
            "paragraph_id": one["paragraph_id"], "language": text["language"], "before": before,
            "quote": one["surface"], "after": after, "passage": asked.site.passage(one["paragraph_id"]),
        })  # fmt: skip
    return [
        {
            **{name: row[name] for name in ("document_id", "title", "document_type", "published")},
            "published_said": say_edtf(row["published"]),
            "count": len(row["mentions"]),
            "passages": found.get(row["document_id"], []),
            "page": asked.site.path("documents", row["document_id"]),
        }
        for row in documents
    ]


def _first_passages(mentions: Sequence[Row]) -> list[Row]:
    """Return the first mention in each of the first passages."""
    first: dict[str, Row] = {}
    for mention in sorted(mentions, key=lambda row: (row["position"], row["char_start"])):
        first.setdefault(mention["paragraph_id"], mention)
    return list(first.values())[:_PASSAGES]


async def named_beside(asked: Asked, participant_id: str) -> list[Row]:
    """Return the participants most often named in the same paragraphs, of a bounded number of paragraphs."""
    return await asked.rows(
        "with passages as materialized ("
        "select distinct paragraph_id from ("
        "select paragraph_id from mentions where participant_id = :id order by rowid limit :most)"
        ") select p.participant_id, p.name, p.kind, count(distinct m.paragraph_id) as paragraphs "
        "from passages cross join mentions m using (paragraph_id) join participants p using (participant_id) "
        "where m.participant_id <> :id group by p.participant_id order by paragraphs desc, p.name limit :related",
        {"id": participant_id, "most": _PARAGRAPHS_FOR_RELATED, "related": _RELATED},
    )
