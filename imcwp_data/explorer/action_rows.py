"""Actions as rows of a list: the clause, who and of whom, when, about what, and the passage that says so."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from imcwp_data.explorer.countries import country_name
from imcwp_data.explorer.dates import say_edtf
from imcwp_data.explorer.web import Asked, Row

# The roles in an action, each with the name of the list of those who have it.
ROLES = {"actor": "actors", "target": "targets", "beneficiary": "beneficiaries"}
# A clause that names many is cut in a list; its own page tells all.
_MOST_NAMES = 60


async def action_rows(asked: Asked, action_ids: Sequence[str]) -> list[dict[str, Any]]:
    """Return actions by their ids, in the order of the ids."""
    ids = {"ids": json.dumps(list(action_ids))}
    rows = await asked.rows(
        "select a.action_id, a.text, a.event_type, a.status, a.date_edtf, a.start_date, a.end_date, a.place, "
        "a.country_code, a.quantity, a.unit, a.themes, a.joint_axis, a.meeting_id, a.restates_id, a.paragraph_id, "
        "a.document_id, d.title, d.document_type, d.published, p.language, "
        "(select e.evidence_id from evidence e where e.row_id = a.action_id and e.column_name = 'text' "
        "and +e.table_name = 'actions' limit 1) as evidence_id "
        "from actions a join documents d using (document_id) join paragraphs p using (paragraph_id) "
        "where a.action_id in (select value from json_each(:ids))", ids,
    )  # fmt: skip
    named = await asked.rows(
        "select ap.action_id, ap.role, p.participant_id, p.name, p.kind from action_participants ap "
        "join participants p using (participant_id) where ap.action_id in (select value from json_each(:ids)) "
        "order by ap.rowid", ids,
    )  # fmt: skip
    found = {row["action_id"]: _shown(asked, row, named) for row in rows}
    return [found[one] for one in action_ids if one in found]


def _shown(asked: Asked, row: Row, named: Sequence[Row]) -> dict[str, Any]:
    own = [one for one in named if one["action_id"] == row["action_id"]]
    return {
        **row,
        "themes": json.loads(row["themes"] or "[]"),
        "date_said": say_edtf(row["date_edtf"]),
        "published_said": say_edtf(row["published"]),
        "country": country_name(row["country_code"]),
        **{
            listed: [
                {name: one[name] for name in ("participant_id", "name", "kind")} for one in own if one["role"] == role
            ][:_MOST_NAMES]
            for role, listed in ROLES.items()
        },
        "passage": asked.site.passage(row["paragraph_id"], row["evidence_id"]),
        "page": asked.site.path("actions", row["action_id"]),
    }
