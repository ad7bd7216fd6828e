"""Meetings: the list of all, and one page for each with the statements behind its values."""

from __future__ import annotations

from imcwp_data.explorer.web import Asked, Page, not_found

_SHOWN = 100


async def meetings(asked: Asked) -> Page:
    """Return the list of meetings, the latest first, those without a date last."""
    page = asked.number("page", 1, 100_000)
    found = await asked.rows(
        "select * from meetings order by start_date is null, start_date desc, meeting_id limit ? offset ?",
        (_SHOWN + 1, (page - 1) * _SHOWN),
    )
    return Page(
        template="meetings.html",
        title="Meetings",
        description="Every meeting that the documents tell of, with date, place, theme and numbers.",
        data={"meetings": found[:_SHOWN], "number": page, "more": len(found) > _SHOWN},
        current="meetings",
    )


async def meeting(asked: Asked) -> Page:
    """Return the page of one meeting."""
    meeting_id = asked.parts["id"]
    row = await asked.row("select * from meetings where meeting_id = ?", (meeting_id,))
    if row is None:
        raise not_found("meeting", meeting_id)
    evidence = await asked.rows(
        "select * from evidence where table_name = 'meetings' and row_id = ? "
        "order by column_name, accepted desc, evidence_id limit 500",
        (meeting_id,),
    )
    return Page(
        template="meeting.html",
        title=row["name"],
        description=f"{row['name']}: what the documents state, and where.",
        data={"meeting": row, "evidence": evidence},
        current="meetings",
    )
