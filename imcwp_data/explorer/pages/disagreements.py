"""Where sources disagree: what the tables do not follow, beside what they follow, with the words of both."""

from __future__ import annotations

from typing import Any

from imcwp_data.explorer.dates import say_edtf
from imcwp_data.explorer.kept import kept
from imcwp_data.explorer.site import Site
from imcwp_data.explorer.values import column_label, say_value
from imcwp_data.explorer.web import Asked, Page, Row

_SHOWN = 15
# So many accepted and so many rival statements of one value are shown; the table of evidence has all.
_STATEMENTS = 5
_MOST = 20_000
_TABLES = ("meetings", "participants", "actions", "meeting_participants", "action_participants")
_PAGES = frozenset({"meetings", "participants", "actions"})
_NAMES = {
    "meetings": ("meeting_id", "name"),
    "participants": ("participant_id", "name"),
    "actions": ("action_id", "text"),
}

# The plus keeps SQLite at the index of row_id: a row has few statements, a column or table has many.
_OF_VALUE = """select evidence_id from evidence
  where row_id = :row_id and +table_name = :table_name and column_name = :column_name and +accepted = {} limit :most"""
_STATEMENTS_SQL = f"""
select e.evidence_id, e.value, e.quote, e.rule, e.certainty, e.accepted, e.paragraph_id,
  d.title, d.published, p.language
from (select * from ({_OF_VALUE.format(1)}) union all select * from ({_OF_VALUE.format(0)}))
join evidence as e using (evidence_id) join paragraphs as p using (paragraph_id) join documents as d using (document_id)
order by e.accepted desc, d.published, e.evidence_id
"""


async def disagreements(asked: Asked) -> Page:
    """Return the values of which passages state something else than the tables, page by page."""
    everything: list[Row] = await kept(asked, "disagreements", lambda: _keys(asked))
    table = asked.query.get("table", "")
    table = table if table in _TABLES else ""
    chosen = [key for key in everything if not table or key["table_name"] == table]
    page = asked.number("page", 1, 100_000)
    shown = chosen[(page - 1) * _SHOWN : page * _SHOWN]
    counts = {name: sum(key["table_name"] == name for key in everything) for name in _TABLES}
    return Page(
        template="disagreements.html",
        title="Where sources disagree",
        description="Rival statements beside the accepted ones, each with its words, its rule and its passage.",
        data={
            "disagreements": [await _told(asked, key) for key in shown],
            "count": len(chosen),
            "more_than": len(everything) >= _MOST,
            "tables": [{"table": name, "count": count} for name, count in counts.items() if count],
            "table": table,
            "page_number": page,
            "more": len(chosen) > page * _SHOWN,
        },
        drawings={"say_edtf": say_edtf, "say_value": say_value, "column_label": column_label},
        current="disagreements",
    )


async def _keys(asked: Asked) -> list[Row]:
    """Return table, row and column of every value that has a rival; meetings first."""
    found = await asked.rows(
        "select table_name, row_id, column_name, count(*) as rivals from evidence where accepted = 0 "
        "group by table_name, row_id, column_name limit ?",
        (_MOST,),
    )
    order = {name: place for place, name in enumerate(_TABLES)}
    return sorted(found, key=lambda key: (order.get(key["table_name"], 9), key["row_id"], key["column_name"]))


async def _told(asked: Asked, key: Row) -> dict[str, Any]:
    """Return one disagreement: the row it is about and what is stated of it, accepted statements first."""
    statements = await asked.rows(
        _STATEMENTS_SQL, {**{k: key[k] for k in ("table_name", "row_id", "column_name")}, "most": _STATEMENTS + 1}
    )
    accepted = [statement for statement in statements if statement["accepted"]]
    rivals = [statement for statement in statements if not statement["accepted"]]
    return {
        "table": key["table_name"],
        "row_id": key["row_id"],
        "column": key["column_name"],
        "name": await _name(asked, key["table_name"], key["row_id"]),
        "address": _address(asked.site, key["table_name"], key["row_id"]),
        "statements": [*accepted[:_STATEMENTS], *rivals[:_STATEMENTS]],
        "more": max(len(accepted), len(rivals)) > _STATEMENTS,
    }


async def _name(asked: Asked, table: str, row_id: str) -> str:
    if table not in _NAMES:
        return row_id.replace("|", " · ")
    key, column = _NAMES[table]
    row = await asked.row(f"select {column} as name from {table} where {key} = ?", (row_id,))
    return str(row["name"]) if row else row_id


def _address(site: Site, table: str, row_id: str) -> str:
    """Return the page of a row; a row of a table of roles has that of its meeting or action."""
    if table in _PAGES:
        return site.path(table, row_id)
    return site.path("meetings" if table == "meeting_participants" else "actions", row_id.partition("|")[0])
