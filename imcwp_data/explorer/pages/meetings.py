"""All meetings as a list with filters, and one meeting with its facts, participants, documents and actions."""

from __future__ import annotations

import json
from typing import Any

from imcwp_data.explorer.action_rows import action_rows
from imcwp_data.explorer.countries import country_name
from imcwp_data.explorer.dates import say_edtf
from imcwp_data.explorer.kept import kept
from imcwp_data.explorer.lists import MOST_PAGES, choice, count_up_to, pager, told
from imcwp_data.explorer.row_facts import facts_of, schema_of
from imcwp_data.explorer.statements import role_statements
from imcwp_data.explorer.web import Asked, Page, Row, not_found
from imcwp_data.explorer.words import label_of, number

ON_A_PAGE = 50
_ACTIONS = 15
_DOCUMENTS = 25
_PARTICIPANTS = 300
_STATEMENTS = 2_000
_SERIES_OF_ONE_KIND = "other"
_ROLES = ("host", "organiser", "founder", "attendee", "sent_message", "thanked")
_MODES = {"teleconference": "by teleconference", "in_person": "in person"}
_COUNTS = (
    ("party_count", "party", "parties"),
    ("country_count", "country", "countries"),
    ("people_count", "person", "people"),
)


async def meetings(asked: Asked) -> Page:
    """List meetings, the latest first, by series, status and year."""
    columns = {column.name: column for column in schema_of("meetings").fields}
    years = await kept(asked, "years of meetings", lambda: _years(asked))
    filters = {
        "series": choice(asked, "series", columns["series"].enum),
        "status": choice(asked, "status", columns["status"].enum),
        "year": choice(asked, "year", years),
    }
    conditions = [f"{name} = :{name}" for name in ("series", "status") if filters[name]]
    if filters["year"]:
        conditions.append("start_date <= :year || '-12-31' and ifnull(end_date, start_date) >= :year || '-01-01'")
    where = " and ".join(conditions) or "1"
    page = asked.number("page", 1, MOST_PAGES)
    rows = await asked.rows(
        f"select * from meetings where {where} order by start_date desc, name limit :size offset :before",
        {**filters, "size": ON_A_PAGE + 1, "before": ON_A_PAGE * (page - 1)},
    )
    data = {
        "meetings": [_shown(asked, row) for row in rows[:ON_A_PAGE]],
        "found": await count_up_to(asked, f"from meetings where {where}", filters),
        "filters": filters,
        "choices": {"series": columns["series"].enum, "status": columns["status"].enum, "year": years},
        "pager": pager(asked, "meetings", told(filters), page, len(rows) > ON_A_PAGE),
        "timeline": asked.site.path("timeline"),
    }
    return Page("meetings.html", "Meetings", "Every meeting that the texts tell of.", data, current="meetings")


async def _years(asked: Asked) -> tuple[str, ...]:
    rows = await asked.rows(
        "select distinct substr(start_date, 1, 4) as year from meetings where start_date is not null order by 1 desc"
    )
    return tuple(row["year"] for row in rows)


def _shown(asked: Asked, row: Row) -> dict[str, Any]:
    return {
        **row,
        "date_said": say_edtf(row["date_edtf"]),
        "country": country_name(row["country_code"]),
        "numbers": _numbers(row),
        "page": asked.site.path("meetings", row["meeting_id"]),
    }


async def meeting(asked: Asked) -> Page:
    """Tell one meeting."""
    meeting_id = asked.parts["id"]
    row = await asked.row("select * from meetings where meeting_id = ?", [meeting_id])
    if row is None:
        raise not_found("meeting", meeting_id)
    ids = await asked.rows(
        "select a.action_id from actions a join documents d using (document_id) where a.meeting_id = ? "
        "order by d.published desc, a.rowid limit ?", [meeting_id, _ACTIONS + 1],
    )  # fmt: skip
    documents = await _documents(asked, meeting_id)
    data = {
        "meeting": _shown(asked, row),
        "headline": headline(row),
        **await facts_of(asked, "meetings", row),
        "participants": await _participants(asked, meeting_id),
        "documents": documents[:_DOCUMENTS],
        "documents_more": len(documents) > _DOCUMENTS,
        "all_statements": asked.site.table("evidence", table_name__exact="meetings", row_id__exact=meeting_id),
        "actions": await action_rows(asked, [one["action_id"] for one in ids[:_ACTIONS]]),
        "all_actions": asked.site.path("actions", meeting=meeting_id) if len(ids) > _ACTIONS else None,
        "place_page": await _place_page(asked, row),
        "before": await _beside(asked, row, "<", "desc"),
        "after": await _beside(asked, row, ">", "asc"),
    }
    return Page("meeting.html", row["name"], f"{row['name']}: {headline(row)}", data, current="meetings")


def headline(row: Row) -> str:
    """Return what is known of a meeting in one line: "Held 10–11 December 2021, by teleconference."."""
    said = say_edtf(row["date_edtf"])
    status = label_of(row["status"]).capitalize()
    # What was postponed or only mentioned did not happen on its date.
    when = {"held": f" {said}", "postponed": f" to {said}"}.get(row["status"], f", dated {said}") if said else ""
    place = ", ".join(part for part in (row["place"], country_name(row["country_code"])) if part)
    parts = [f"{status}{when}", _MODES.get(row["mode"] or "", ""), f"in {place}" if place else ""]
    sentence = ", ".join(part for part in parts if part)
    return f"{sentence}." if said else f"{sentence}. No text tells its date."


def _numbers(row: Row) -> list[dict[str, Any]]:
    return [
        {"column": column, "count": row[column], "said": f"{number(row[column])} {one if row[column] == 1 else many}"}
        for column, one, many in _COUNTS if row[column] is not None
    ]  # fmt: skip


async def _participants(asked: Asked, meeting_id: str) -> list[dict[str, Any]]:
    """Return the participants of a meeting by role, each with the passages that tell it."""
    rows = await asked.rows(
        "select mp.role, p.participant_id, p.name, p.kind, p.acronym, p.country_code from meeting_participants mp "
        "join participants p using (participant_id) where mp.meeting_id = ? order by p.name limit ?",
        [meeting_id, _PARTICIPANTS],
    )
    keys = [f"{meeting_id}|{row['participant_id']}|{row['role']}" for row in rows]
    proofs = await role_statements(asked, "meeting_participants", keys)
    found = [
        {
            **row,
            "country": country_name(row["country_code"]),
            "passages": proofs.get(key, []),
            "page": asked.site.path("participants", row["participant_id"]),
        }
        for key, row in zip(keys, rows, strict=True)
    ]
    return [
        {"role": role, "participants": those}
        for role in _ROLES
        if (those := [one for one in found if one["role"] == role])
    ]


async def _documents(asked: Asked, meeting_id: str) -> list[dict[str, Any]]:
    """Return the documents that tell of a meeting or of its actions, in the order of their days."""
    told_in = await asked.rows(
        "select evidence_id, paragraph_id from evidence where row_id = :id and +table_name = 'meetings' "
        "order by rowid limit :most", {"id": meeting_id, "most": _STATEMENTS},
    )  # fmt: skip
    acted_in = await asked.rows(
        "select null as evidence_id, paragraph_id from actions where meeting_id = :id order by rowid limit :most",
        {"id": meeting_id, "most": _STATEMENTS},
    )
    first: dict[str, str | None] = {}
    for row in (*told_in, *acted_in):
        first.setdefault(row["paragraph_id"], row["evidence_id"])
    rows = await asked.rows(
        "select d.document_id, d.title, d.document_type, d.published, count(*) as paragraphs, min(p.position), "
        "p.paragraph_id from paragraphs p join documents d using (document_id) "
        "where p.paragraph_id in (select value from json_each(:ids)) group by d.document_id "
        "order by d.published is null, d.published, d.document_id",
        {"ids": json.dumps(list(first))},
    )
    return [
        {
            **{name: row[name] for name in ("document_id", "title", "document_type", "published", "paragraphs")},
            "published_said": say_edtf(row["published"]),
            "passage": asked.site.passage(row["paragraph_id"], first[row["paragraph_id"]]),
            "page": asked.site.path("documents", row["document_id"]),
        }
        for row in rows
    ]


async def _place_page(asked: Asked, row: Row) -> str | None:
    """Return the page of the place where a meeting took place, or of its country."""
    found = await asked.row(
        "select place_id from places where country_code is :code and name = ifnull(:name, name) "
        "and (:name is not null or kind in ('country', 'territory')) limit 1",
        {"code": row["country_code"], "name": row["place"]},
    ) if row["place"] or row["country_code"] else None  # fmt: skip
    return asked.site.path("places", found["place_id"]) if found else None


async def _beside(asked: Asked, row: Row, comes: str, order: str) -> dict[str, Any] | None:
    """Return the meeting of the same series next before or after by day; without a day, by number."""
    if row["series"] == _SERIES_OF_ONE_KIND:
        return None
    column = "start_date" if row["start_date"] else "ordinal"
    found = await asked.row(
        f"select * from meetings where series = :series and {column} {comes} :own order by {column} {order} limit 1",
        {"series": row["series"], "own": row[column]},
    )
    return _shown(asked, found) if found else None
