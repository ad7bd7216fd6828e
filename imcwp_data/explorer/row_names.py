"""The names of what pieces of evidence speak of, looked up by the keys in them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from imcwp_data.explorer.web import Asked, Row


async def participant_names(asked: Asked, evidence: Iterable[Row], more: Iterable[str] = ()) -> dict[str, str]:
    """Return the names of the participants that pieces of evidence speak of, and of ``more``, by their keys."""
    keys = set(more)
    for row in evidence:
        if row["table_name"] == "participants":
            keys.add(row["row_id"])
        elif row["table_name"] in {"meeting_participants", "action_participants"}:
            keys.update(row["row_id"].split("|")[1:2])
        if row["column_name"] == "affiliation_id" and row["value"]:
            keys.add(row["value"])
    return await _names(asked, "participants", "participant_id", sorted(keys))


async def meeting_names(asked: Asked, evidence: Iterable[Row]) -> dict[str, str]:
    """Return the names of the meetings that pieces of evidence speak of, by their keys."""
    tables = {"meetings", "meeting_participants"}
    keys = {row["row_id"].split("|")[0] for row in evidence if row["table_name"] in tables}
    return await _names(asked, "meetings", "meeting_id", sorted(keys))


async def _names(asked: Asked, table: str, key: str, wanted: Sequence[str]) -> dict[str, str]:
    found = await asked.rows(
        f"select {key} as key, name from {table} where {key} in (select value from json_each(?))",
        (json.dumps(wanted),),
    )
    return {row["key"]: row["name"] for row in found}
