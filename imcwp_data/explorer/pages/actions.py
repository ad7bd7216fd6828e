"""All actions as a list with filters, and one action with everything that was read of it."""

from __future__ import annotations

from typing import Any

from imcwp_data.explorer.action_filters import DATED_BY, ActionFilters, action_filters, document_types
from imcwp_data.explorer.action_rows import ROLES, action_rows
from imcwp_data.explorer.lists import MOST_PAGES, count_up_to, pager
from imcwp_data.explorer.names import Named
from imcwp_data.explorer.row_facts import facts_of, schema_of
from imcwp_data.explorer.statements import role_statements
from imcwp_data.explorer.web import Asked, Page, Row, not_found
from imcwp_data.explorer.words import label_of
from imcwp_data.withheld import OMITTED

ON_A_PAGE = 25
_RELATED = 20
_FROM = "from actions a join documents d on d.document_id = a.document_id"
# The actions of the newest documents first, each document in the order of its text.
_BY_DOCUMENT = "d.published desc, d.document_id, a.rowid"
_BY_DATE = "ifnull(a.start_date, d.published), a.rowid"
# One row an action, as the CSV gives it.
_AS_TABLE = """select a.action_id, a.text, a.event_type, a.status, a.date_edtf, a.start_date, a.end_date,
  (select group_concat(p.name, '; ') from action_participants x join participants p using (participant_id)
    where x.action_id = a.action_id and x.role = 'actor') as actors,
  (select group_concat(p.name, '; ') from action_participants x join participants p using (participant_id)
    where x.action_id = a.action_id and x.role = 'target') as targets,
  (select group_concat(p.name, '; ') from action_participants x join participants p using (participant_id)
    where x.action_id = a.action_id and x.role = 'beneficiary') as beneficiaries,
  a.place, a.country_code, a.quantity, a.unit, a.themes, a.joint_axis, a.meeting_id, a.restates_id,
  a.paragraph_id, a.document_id, d.title as document, d.document_type, d.published"""


async def actions(asked: Asked) -> Page:
    """List actions by date, participants, theme, type, status, document and words."""
    filters = await action_filters(asked)
    number = asked.number("page", 1, MOST_PAGES)
    order = _BY_DATE if filters.dated else _BY_DOCUMENT
    ids = await asked.rows(
        f"select a.action_id {_FROM} where {filters.where} order by {order} limit :size offset :before",
        {**filters.parameters, "size": ON_A_PAGE + 1, "before": ON_A_PAGE * (number - 1)},
    )
    found = await count_up_to(asked, f"{_FROM} where {filters.where}", filters.parameters)
    given = filters.given
    data = {
        "actions": await action_rows(asked, [row["action_id"] for row in ids[:ON_A_PAGE]]),
        "found": found,
        "filters": given,
        "notes": filters.notes,
        "chosen": {name: [_chip(asked, name, one, given) for one in rows] for name, rows in filters.chosen.items()},
        "pager": pager(asked, "actions", given, number, len(ids) > ON_A_PAGE),
        "order": "the date" if filters.dated else "the newest documents first",
        "choices": _choices(),
        "csv": _as_table(asked, filters, order, ".csv") + "&_dl=1",
        "sql": _as_table(asked, filters, order, ""),
    }
    return Page(
        "actions.html",
        "Actions",
        "What was done, planned, adopted, called for and demanded, by whom and of whom, each with its passage.",
        data,
        current="actions",
    )


def _choices() -> dict[str, tuple[str, ...]]:
    columns = {column.name: column for column in schema_of("actions").fields}
    return {
        "event_type": tuple(sorted(columns["event_type"].enum or (), key=label_of)),
        "status": columns["status"].enum or (),
        "theme": columns["themes"].item_enum or (),
        "document_type": document_types(),
        "dated": DATED_BY,
    }


def _chip(asked: Asked, name: str, one: Named, given: dict[str, str]) -> dict[str, Any]:
    """Return one of the participants that a typed name may mean, with the address that asks for it alone."""
    kind = {"meeting": "meetings", "place": "places"}.get(name, "participants")
    return {
        "id": one.id,
        "name": one.name,
        "page": asked.site.path(kind, one.id),
        "only": asked.site.path("actions", **{**given, name: one.id}),
    }


def _as_table(asked: Asked, filters: ActionFilters, order: str, ending: str) -> str:
    """Return the address at which Datasette gives the whole list: as CSV, or with its SQL to change."""
    sql = f"{_AS_TABLE}\n{_FROM}\nwhere {filters.where}\norder by {order}"
    return asked.site.path(asked.site.database + ending, sql=sql, **filters.parameters)


async def action(asked: Asked) -> Page:
    """Tell one action: its clause in its passage, its values with rules and evidence, what it repeats."""
    action_id = asked.parts["id"]
    row = await asked.row("select * from actions where action_id = ?", [action_id])
    if row is None:
        raise not_found("action", action_id)
    (shown,) = await action_rows(asked, [action_id])
    paragraph = await asked.row(
        "select text, kind, language from paragraphs where paragraph_id = ?", [row["paragraph_id"]]
    )
    again = await asked.rows(
        "select action_id from actions where restates_id = ? order by rowid limit ?", [action_id, _RELATED + 1]
    )
    restated = await action_rows(asked, [row["restates_id"]] if row["restates_id"] else [])
    data = {
        "action": shown,
        "paragraph": _parts(row, paragraph or {"text": row["text"], "kind": "body", "language": "und"}),
        "roles": await _roles(asked, action_id, shown),
        "meeting": await asked.row(
            "select meeting_id, name, date_edtf from meetings where meeting_id = ?", [row["meeting_id"]]
        ),
        **await facts_of(asked, "actions", row),
        "restates": restated[0] if restated else None,
        "restated_by": await action_rows(asked, [one["action_id"] for one in again[:_RELATED]]),
        "restated_more": len(again) > _RELATED,
        "beside": await _beside(asked, row),
    }
    return Page("action.html", _title(shown), _sentence(shown), data, current="actions")


def _parts(row: Row, paragraph: Row) -> dict[str, str]:
    text, start, end = paragraph["text"], row["char_start"], row["char_end"]
    if text == OMITTED:
        return {**paragraph, "before": "", "clause": row["text"], "after": ""}
    return {**paragraph, "before": text[:start], "clause": text[start:end], "after": text[end:]}


async def _roles(asked: Asked, action_id: str, shown: dict[str, Any]) -> list[dict[str, Any]]:
    """Return who takes part in an action, each with the passages that say so."""
    keys = {
        f"{action_id}|{one['participant_id']}|{role}": (role, one)
        for role, listed in ROLES.items()
        for one in shown[listed]
    }
    proofs = await role_statements(asked, "action_participants", keys)
    return [
        {
            "role": role,
            **one,
            "passages": proofs.get(key, []),
            "page": asked.site.path("participants", one["participant_id"]),
        }
        for key, (role, one) in keys.items()
    ]


async def _beside(asked: Asked, row: Row) -> list[dict[str, Any]]:
    """Return the other actions of the same paragraph."""
    rows = await asked.rows(
        "select action_id from actions where paragraph_id = ? and action_id <> ? order by rowid limit ?",
        [row["paragraph_id"], row["action_id"], _RELATED],
    )
    return await action_rows(asked, [one["action_id"] for one in rows])


def _title(shown: dict[str, Any]) -> str:
    clause = shown["text"]
    return f"Action: {clause if len(clause) <= 90 else clause[:90].rpartition(' ')[0] + ' …'}"


def _sentence(shown: dict[str, Any]) -> str:
    """Return an action as one sentence for search engines."""
    who = " and ".join(one["name"] for one in shown["actors"][:3]) or "Someone"
    whom = " and ".join(one["name"] for one in shown["targets"][:3])
    when = f", {shown['date_said']}" if shown["date_said"] else ""
    towards = f" towards {whom}" if whom else ""
    return (
        f"{who}{towards}: {label_of(shown['event_type'])}, {label_of(shown['status'])}{when}. “{shown['text'][:160]}”"
    )
