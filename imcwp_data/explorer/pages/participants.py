"""All participants as a list, and one participant: names, facts, what it does, what is done towards and for it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from imcwp_data.explorer.action_rows import ROLES, action_rows
from imcwp_data.explorer.countries import country_name
from imcwp_data.explorer.dates import say_edtf
from imcwp_data.explorer.lists import MOST_PAGES, pager, told
from imcwp_data.explorer.mentions import mention_counts, named_beside, passages_by_document
from imcwp_data.explorer.names import Named, participant_names
from imcwp_data.explorer.register import register
from imcwp_data.explorer.row_facts import facts_of
from imcwp_data.explorer.web import Asked, Page, Row, not_found
from imcwp_data.explorer.words import label_of

ON_A_PAGE = 60
_MEMBERS = 60
_MEETINGS = 60
_ACTIONS = 8
# Of one that acts everywhere only so many of its actions are looked at.
_LINKS = 2_000


async def participants(asked: Asked) -> Page:
    """List participants by name, kind, country and first letter."""
    listed = register(asked, await participant_names(asked))
    number = asked.number("page", 1, MOST_PAGES)
    shown = listed.rows[ON_A_PAGE * (number - 1) : ON_A_PAGE * number]
    data = {
        "participants": await _listed(asked, shown),
        "found": len(listed.rows),
        **listed.choices(asked, "participants"),
        "pager": pager(asked, "participants", told(listed.filters), number, len(listed.rows) > ON_A_PAGE * number),
    }
    return Page(
        "participants.html",
        "Participants",
        "Parties, organisations, governments, media, persons and states that are named or act in the texts.",
        data,
        current="participants",
    )


async def _listed(asked: Asked, shown: Sequence[Named]) -> list[dict[str, Any]]:
    ids = [one.id for one in shown]
    rows = await asked.rows(
        "select participant_id, name, kind, acronym, country_code, role, aliases from participants "
        "where participant_id in (select value from json_each(?))", [json.dumps(ids)],
    )  # fmt: skip
    counts = await mention_counts(asked, "mentions", "participant_id", ids)
    found = {row["participant_id"]: row for row in rows}
    return [
        {
            **found[one],
            "aliases": json.loads(found[one]["aliases"] or "[]"),
            "country": country_name(found[one]["country_code"]),
            "mentions": counts.get(one),
            "page": asked.site.path("participants", one),
        }
        for one in ids if one in found
    ]  # fmt: skip


async def participant(asked: Asked) -> Page:
    """Tell one participant."""
    participant_id = asked.parts["id"]
    row = await asked.row("select * from participants where participant_id = ?", [participant_id])
    if row is None:
        raise not_found("participant", participant_id)
    members = await asked.rows(
        "select participant_id, name, kind, role from participants where affiliation_id = ? order by name limit ?",
        [participant_id, _MEMBERS + 1],
    )
    spoken = await passages_by_document(asked, "mentions", "participant_id", participant_id)
    data = {
        "participant": {
            **row, "aliases": json.loads(row["aliases"] or "[]"), "country": country_name(row["country_code"]),
        },
        "country_place": await _country_place(asked, row),
        "affiliation": await asked.row(
            "select participant_id, name from participants where participant_id = ?", [row["affiliation_id"]]
        ),
        "members": members[:_MEMBERS],
        "members_more": len(members) > _MEMBERS,
        **await facts_of(asked, "participants", row),
        "actions": await _actions(asked, participant_id),
        "meetings": await _meetings(asked, participant_id),
        **spoken,
        "all_passages": asked.site.path("search", participant=participant_id),
        "related": await named_beside(asked, participant_id),
    }  # fmt: skip
    return Page("participant.html", row["name"], _sentence(row), data, current="participants")


def _sentence(row: Row) -> str:
    acronym = f" ({row['acronym']})" if row["acronym"] else ""
    role = f", {row['role']}" if row["role"] else ""
    country = f" · {country_name(row['country_code'])}" if row["country_code"] else ""
    return (
        f"{row['name']}{acronym}{role}: {label_of(row['kind'])}{country}. What it does, what is said of it, and where."
    )


async def _country_place(asked: Asked, row: Row) -> Row | None:
    if row["country_code"] is None:
        return None
    return await asked.row(
        "select place_id, name from places where country_code = ? and kind in ('country', 'territory') limit 1",
        [row["country_code"]],
    )


async def _actions(asked: Asked, participant_id: str) -> list[dict[str, Any]]:
    """Return the actions of each role: how many of which status and type, and the latest of them."""
    rows = await asked.rows(
        "with own as materialized ("
        "select action_id, role from action_participants where participant_id = :id order by rowid limit :most"
        ") select o.action_id, o.role, a.event_type, a.status, ifnull(a.start_date, d.published) as day, "
        "a.rowid as number "
        "from own o join actions a using (action_id) join documents d using (document_id)",
        {"id": participant_id, "most": _LINKS},
    )
    found = []
    for role in ROLES:
        those = sorted(
            (row for row in rows if row["role"] == role),
            key=lambda row: (row["day"] or "", -row["number"]),
            reverse=True,
        )
        if those:
            found.append({
                "role": role,
                "count": len(those),
                "more": len(rows) == _LINKS,
                "event_types": _counted(asked, participant_id, role, "event_type", those),
                "statuses": _counted(asked, participant_id, role, "status", those),
                "actions": await action_rows(asked, [row["action_id"] for row in those[:_ACTIONS]]),
                "all": asked.site.path("actions", **{role: participant_id}),
            })  # fmt: skip
    return found


def _counted(asked: Asked, participant_id: str, role: str, column: str, rows: Sequence[Row]) -> list[dict[str, Any]]:
    codes = [row[column] for row in rows]
    return [
        {
            "code": code,
            "count": codes.count(code),
            "page": asked.site.path("actions", **{role: participant_id, column: code}),
        }
        for code in sorted(set(codes), key=lambda code: (-codes.count(code), code))
    ]


async def _meetings(asked: Asked, participant_id: str) -> list[dict[str, Any]]:
    rows = await asked.rows(
        "select m.meeting_id, m.name, m.status, m.date_edtf, group_concat(mp.role) as roles "
        "from meeting_participants mp join meetings m using (meeting_id) where mp.participant_id = ? "
        "group by m.meeting_id order by m.start_date desc limit ?",
        [participant_id, _MEETINGS],
    )
    return [
        {
            **row,
            "roles": row["roles"].split(","),
            "date_said": say_edtf(row["date_edtf"]),
            "page": asked.site.path("meetings", row["meeting_id"]),
        }
        for row in rows
    ]
