"""The facts of one row with what proves them: the accepted statement, its rivals and why they lost, and the passages.

The decision among rivals is taken anew by the functions that took it in the build, as ``imcwp-data explain`` does.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from imcwp_data.explain.assertions import Assertion, Question
from imcwp_data.explain.decision import decide
from imcwp_data.explorer.row_names import participant_names
from imcwp_data.explorer.statements import read_statements
from imcwp_data.explorer.values import column_label, say_value
from imcwp_data.explorer.web import Asked, Row
from imcwp_data.table_schema import TableSchema, load_schemas

# A row may be proved by very many passages (a country is named on every page): no more are looked at.
MOST_STATEMENTS = 2_000
# Of one value, so many passages are told; the others are a link away.
_PASSAGES_A_VALUE = 6
# Of one column with rivals, so many statements are weighed again; of one without, so many are read.
_WEIGHED = 120
_READ = 40
# What a page tells elsewhere, and offsets, which mean nothing to people.
_NOT_TOLD = frozenset({
    "start_date", "end_date", "char_start", "char_end", "document_id", "paragraph_id", "meeting_id", "restates_id",
})  # fmt: skip
_OF_STATEMENT = (
    "evidence_id", "column_name", "value", "rule", "certainty", "accepted", "quote", "char_start", "char_end",
    "paragraph_id", "position", "document_id", "title", "published", "publisher",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Read(Question):
    """A question whose other columns were read before."""

    columns: Mapping[str, Sequence[Assertion]]

    def others(self, column: str) -> list[Assertion]:
        """Return what is asserted about another column of the row."""
        return list(self.columns.get(column, ()))


@dataclass(frozen=True, slots=True)
class _Row:
    """A row whose facts are told: its statements by column, and the names of the participants in them."""

    asked: Asked
    schema: TableSchema
    row_id: str
    cells: Row
    columns: Mapping[str, Sequence[Row]]
    names: Mapping[str, str]

    def say(self, column: str, value: Any) -> str:
        """Return a value as words, "" for none."""
        return "" if value is None else say_value(column, str(value), self.names, self.schema.name)


@cache
def schema_of(table: str) -> TableSchema:
    """Return the schema of a table."""
    return load_schemas()[table]


async def facts_of(asked: Asked, table: str, row: Row) -> dict[str, Any]:
    """Return the facts of a row.

    ``facts`` are its columns in order, each with the value, ``accepted`` and ``rivals`` (values with their passages)
    and the rule that decided; ``untold`` are the columns of which no text tells anything; ``bounded`` is true where the
    row has more statements than were looked at.
    """
    schema = schema_of(table)
    row_id = "|".join(str(row[column]) for column in schema.primary_key)
    known = await _known_statements(asked, table, row_id)
    chosen = _chosen(known)
    read = await read_statements(asked, [one for ids in chosen.values() for one in ids])
    columns = {column: [read[one] for one in ids if one in read] for column, ids in chosen.items()}
    cells = [{"table_name": table, "row_id": row_id, "column_name": name, "value": row[name]} for name in row]
    names = await participant_names(asked, [*cells, *(one for told in columns.values() for one in told)])
    told = _Row(asked, schema, row_id, row, columns, names)
    facts, untold = [], []
    for column in schema.columns:
        if column in schema.primary_key or column in _NOT_TOLD:
            continue
        statements = [statement for statement in known if statement["column_name"] == column]
        if row[column] is None and not statements:
            untold.append(column_label(column, table))
        else:
            facts.append(_fact(told, column, statements))
    return {"facts": facts, "untold": untold, "bounded": len(known) == MOST_STATEMENTS}


async def _known_statements(asked: Asked, table: str, row_id: str) -> list[Row]:
    # The plus keeps SQLite from the index of table_name, which holds a fifth of the table for each name.
    return await asked.rows(
        "select evidence_id, table_name, column_name, value, accepted from evidence "
        "where row_id = :row_id and +table_name = :table_name order by rowid limit :most",
        {"row_id": row_id, "table_name": table, "most": MOST_STATEMENTS},
    )


def _chosen(known: Sequence[Row]) -> dict[str, list[str]]:
    """Return for each column the statements to read: all where some lost, else the first of each value."""
    disputed = {row["column_name"] for row in known if not row["accepted"]}
    if disputed:
        # What is told together with the status of a meeting decides among the rivals of its other columns.
        disputed.add("status")
    chosen: dict[str, list[str]] = {}
    told: dict[tuple[str, str | None], int] = {}
    for row in known:
        column, value = row["column_name"], (row["column_name"], row["value"])
        listed = chosen.setdefault(column, [])
        told[value] = told.get(value, 0) + 1
        enough = _WEIGHED if column in disputed else _READ
        if len(listed) < enough and (column in disputed or told[value] <= _PASSAGES_A_VALUE):
            listed.append(row["evidence_id"])
    return chosen


def _fact(row: _Row, column: str, known: Sequence[Row]) -> dict[str, Any]:
    statements = row.columns.get(column, ())
    fact: dict[str, Any] = {
        "column": column,
        "label": column_label(column, row.schema.name),
        "value": _plain(row.cells[column]),
        "said": row.say(column, row.cells[column]),
        "rule": None,
        "accepted": [],
        "rivals": [],
        "all": row.asked.site.table("evidence", row_id__exact=row.row_id, column_name__exact=column) if known else None,
    }
    if any(not one["accepted"] for one in known):
        # Weighed on a part of the statements, another value could win: then no reasons are told.
        decision = decide(_question(row, column)) if len(statements) == len(known) else None
        if decision is not None and decision.retraced:
            fact["rule"] = decision.rule
            statements = [{**one, "reason": decision.reasons.get(one["evidence_id"])} for one in statements]
    for statement in statements:
        _put(row, fact["accepted" if statement["accepted"] else "rivals"], column, statement)
    for name, accepted in (("accepted", 1), ("rivals", 0)):
        for entry in fact[name]:
            entry["count"] = sum(one["value"] == entry["value"] and one["accepted"] == accepted for one in known)
    return fact


def _put(row: _Row, values: list[dict[str, Any]], column: str, statement: Row) -> None:
    """Put a statement to the others of its value."""
    entry = next((one for one in values if one["value"] == statement["value"]), None)
    if entry is None:
        said = row.say(column, statement["value"]) or "no value"
        entry = {"value": statement["value"], "said": said, "reason": statement.get("reason"), "passages": []}
        values.append(entry)
    if len(entry["passages"]) < _PASSAGES_A_VALUE:
        entry["passages"].append(statement)


def _question(row: _Row, column: str) -> Question:
    assertions = {
        name: [
            Assertion(
                **{key: one[key] for key in _OF_STATEMENT}, text="", row_id=row.row_id, table_name=row.schema.name
            )
            for one in read
        ]
        for name, read in row.columns.items()
    }
    return _Read(
        release=Path(row.asked.database.path or ""),
        schema=row.schema,
        row_id=row.row_id,
        column=column,
        row=row.cells,
        assertions=assertions[column],
        columns=assertions,
    )


def _plain(value: Any) -> Any:
    """Return a cell as JSON tells it: a list as a list."""
    if isinstance(value, str) and value.startswith("["):
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value
