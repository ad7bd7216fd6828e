"""One piece of evidence: what it proves, the words, the rule that read them, and what other passages say."""

from __future__ import annotations

from typing import Any

from imcwp_data.explorer.dates import say_edtf
from imcwp_data.explorer.marked_text import EVIDENCE, Mark, marked
from imcwp_data.explorer.row_names import meeting_names, participant_names
from imcwp_data.explorer.rules import explain_rule
from imcwp_data.explorer.statements import read_statements
from imcwp_data.explorer.values import column_label, say_value, web_address
from imcwp_data.explorer.web import Asked, Page, Row, not_found
from imcwp_data.withheld import OMITTED

# So many characters are shown on either side of the quote, and so many other passages.
_AROUND = 600
_MOST_RIVALS = 25
_MOST_SAME = 10
# Every name by which a text calls a participant is kept: one is no rival of another.
_LISTS = frozenset({"aliases"})
_FROM = (
    "select e.*, p.text, p.position, p.language, p.kind as paragraph_kind, d.document_id, d.title, d.document_type, "
    "d.published, d.outlet, s.publisher, s.url from evidence as e join paragraphs as p using (paragraph_id) "
    "join documents as d using (document_id) join sources as s using (source_id) where e.evidence_id = ?"
)


async def evidence(asked: Asked) -> Page:
    """Return the page of one piece of evidence."""
    row = await asked.row(_FROM, (asked.parts["id"],))
    if row is None:
        raise not_found("piece of evidence", asked.parts["id"])
    names = await participant_names(asked, [row])
    table, column = row["table_name"], row["column_name"]
    subject = await _subject(asked, row, names)
    said = say_value(column, row["value"], names, table)
    if row["text"] == OMITTED:
        row = {**row, "text": row["quote"]}
    start, end = max(row["char_start"] - _AROUND, 0), row["char_end"] + _AROUND
    start, end = _whole_words(row["text"], start, end)
    quote = Mark(row["char_start"] - start, row["char_end"] - start, EVIDENCE)
    others = await _others(asked, row)
    told = {key: value for key, value in row.items() if key != "text"}
    title = f"{column_label(column, table).capitalize()}: {_short(said)}"
    return Page(
        template="evidence.html",
        title=title,
        description=f"“{_short(row['quote'])}”: evidence for {subject['said']}, read by {row['rule']}.",
        data={
            "evidence": {**told, "accepted": bool(row["accepted"]), "url": web_address(row["url"])},
            "subject": subject,
            "label": column_label(column, table),
            "said": said,
            "rule_in_words": explain_rule(row["rule"]),
            "context": {"before": start > 0, "text": row["text"][start:end], "after": end < len(row["text"])},
            "said_date": say_edtf(row["published"]),
            "passage": asked.site.passage(row["paragraph_id"], row["evidence_id"]),
            "rivals": [_said(one, names) for one in others["rivals"]],
            "same": [_said(one, names) for one in others["same"]],
            "is_list": column in _LISTS,
            "all": asked.site.table("evidence", row_id__exact=row["row_id"], column_name__exact=column),
        },
        drawings={"quoted": marked(row["text"][start:end], [quote])},
        current="documents",
    )


async def _subject(asked: Asked, row: Row, names: dict[str, str]) -> dict[str, Any]:
    """Return what the value belongs to, in words, and the pages of all that it names."""
    keys, table = row["row_id"].split("|"), row["table_name"]
    pages: list[dict[str, str]] = []
    if table in {"meetings", "meeting_participants"}:
        name = (await meeting_names(asked, [row])).get(keys[0], keys[0])
        pages.append({"name": name, "kind": "meeting", "address": asked.site.path("meetings", keys[0])})
    if table in {"actions", "action_participants"}:
        action = await asked.row("select text, event_type from actions where action_id = ?", keys[:1]) or {}
        name = f"the action “{_short(action.get('text', keys[0]))}”"
        pages.append({"name": name, "kind": "action", "address": asked.site.path("actions", keys[0])})
    person = keys[0] if table == "participants" else keys[1] if table.endswith("_participants") and keys[1:] else None
    if person is not None:
        address = asked.site.path("participants", person)
        pages.insert(0, {"name": names.get(person, person), "kind": "participant", "address": address})
    return {"said": " in ".join(page["name"] for page in pages), "pages": pages}


async def _others(asked: Asked, row: Row) -> dict[str, list[Row]]:
    """Return other passages on the same column of the same row: those that say another value, and the same."""
    found = {}
    for name, condition, most in (("rivals", "is not", _MOST_RIVALS), ("same", "is", _MOST_SAME)):
        # The plus keeps SQLite from the index of table_name, which holds a fifth of the table for each name.
        ids = await asked.rows(
            "select evidence_id from evidence where row_id = :row_id and +table_name = :table_name "
            f"and column_name = :column_name and value {condition} :value and evidence_id <> :evidence_id "
            "order by rowid limit :most",
            {**{k: row[k] for k in ("row_id", "table_name", "column_name", "value", "evidence_id")}, "most": most},
        )
        found[name] = list((await read_statements(asked, [one["evidence_id"] for one in ids])).values())
    return found


def _said(statement: Row, names: dict[str, str]) -> Row:
    return {**statement, "said": say_value(statement["column_name"], statement["value"], names)}


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    if start > 0:
        start = text.find(" ", start) + 1 or start
    if end < len(text):
        end = max(text.rfind(" ", start, end), start) or end
    return start, end


def _short(text: str, most: int = 90) -> str:
    return text if len(text) <= most else text[:most].rpartition(" ")[0] + " …"
