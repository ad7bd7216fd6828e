"""Pieces of evidence as people read them: the quoted words among those around them, and the document that says them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from imcwp_data.explorer.dates import say_edtf
from imcwp_data.explorer.rules import explain_rule
from imcwp_data.explorer.web import Asked, Row

# So many characters are told on either side of a quote, and of a quote itself.
AROUND = 110
LONGEST_QUOTE = 400
_PASSAGES_A_ROLE = 4
_COLUMNS = (
    "e.evidence_id, e.table_name, e.row_id, e.column_name, e.value, e.accepted, e.rule, e.certainty, "
    "e.char_start, e.char_end, e.quote, e.paragraph_id, p.position, p.language, p.document_id, d.title, "
    "d.published, d.document_type, s.publisher, "
    f"substr(p.text, max(1, e.char_start + 1 - {AROUND}), min({AROUND}, e.char_start)) as before, "
    f"substr(p.text, e.char_end + 1, {AROUND}) as after, length(p.text) as length "
    "from evidence e join paragraphs p using (paragraph_id) join documents d using (document_id) "
    "join sources s using (source_id)"
)


async def read_statements(asked: Asked, evidence_ids: Iterable[str]) -> dict[str, Row]:
    """Return pieces of evidence by their ids, in the order of the ids, fit to be shown."""
    wanted = list(evidence_ids)
    rows = await asked.rows(
        f"select {_COLUMNS} where e.evidence_id in (select value from json_each(:ids))", {"ids": json.dumps(wanted)}
    )
    found = {row["evidence_id"]: _shown(asked, row) for row in rows}
    return {one: found[one] for one in wanted if one in found}


async def role_statements(asked: Asked, table: str, row_ids: Iterable[str]) -> dict[str, list[Row]]:
    """Return what proves the roles of ``meeting_participants`` or ``action_participants``, by the id of the row."""
    rows = await asked.rows(
        f"select {_COLUMNS} where e.row_id in (select value from json_each(:ids)) and +e.table_name = :table_name "
        "order by e.rowid limit 2000",
        {"ids": json.dumps(list(row_ids)), "table_name": table},
    )
    found: dict[str, list[Row]] = {}
    for row in rows:
        listed = found.setdefault(row["row_id"], [])
        if len(listed) < _PASSAGES_A_ROLE:
            listed.append(_shown(asked, row))
    return found


def in_context(text_before: str, text_after: str, start: int, end: int, length: int) -> tuple[str, str]:
    """Return the words before and after a quote, cut at whole words, with dots where the passage goes on."""
    before, after = text_before, text_after
    if start > len(before):
        before = "… " + before.partition(" ")[2]
    if length - end > len(after):
        after = after.rpartition(" ")[0] + " …"
    return before, after


def _shown(asked: Asked, row: Mapping[str, Any]) -> Row:
    before, after = in_context(row["before"], row["after"], row["char_start"], row["char_end"], row["length"])
    quote = row["quote"]
    return {
        **{name: value for name, value in row.items() if name not in {"length", "before", "after"}},
        "accepted": bool(row["accepted"]),
        "before": before,
        "quote": quote if len(quote) <= LONGEST_QUOTE else quote[:LONGEST_QUOTE] + "…",
        "after": after,
        "read_as": explain_rule(row["rule"]),
        "published_said": say_edtf(row["published"]),
        "passage": asked.site.passage(row["paragraph_id"], row["evidence_id"]),
    }
