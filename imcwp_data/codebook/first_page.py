"""The first page of the codebook: which table to use, told by questions; the diagram; the list of tables."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence

from imcwp_data.codebook.notes import Question
from imcwp_data.publish.markdown import cell
from imcwp_data.schema import TableSchema

DIAGRAM = "tables.svg"
_ROWS_SHOWN = 5
_LONGEST_CELL = 90

_BEGIN = """\
Each question names the tables that answer it, then an example in SQL with the first rows of its answer in this release.
Run it in the browser (`imcwp-data serve --open`, then *SQL*), with `imcwp_data.sql("…")` in Python, or with the
`sqlite3` program on `imcwp.db`.
"""
_LEGEND = """\
Bold columns are a table's key. A line goes from the key of one row (the bar) to the columns of the many rows that refer
to it (where it spreads). `evidence` refers to rows of five tables by `table_name` and `row_id`, without a line.
"""
_CONVENTIONS = """\
Dates are ISO 8601; uncertain or ranged ones are EDTF (ISO 8601-2, levels 0 and 1) beside their first and last day.
Countries are ISO 3166-1 alpha-2, languages BCP 47. Offsets are 0-based, end-exclusive and count Unicode code points.
Absent is null: never an empty text or 0. In CSV files null is an empty cell and a list is JSON (`["cuba", "peace"]`).
"""


def first_page(
    schemas: Mapping[str, TableSchema], questions: Sequence[Question], connection: sqlite3.Connection
) -> str:
    """Return the page in Markdown, each question's SQL with the first rows that it gives."""
    parts = ["# Codebook", "## Which table should I use?", _BEGIN]
    heading = ""
    for question in questions:
        if question.heading != heading:
            heading = question.heading
            parts.append(f"### {heading}")
        links = ", ".join(f"[`{table}`]({table}.md)" for table in question.tables)
        parts += [
            f"**{cell(question.question)}**",
            f"→ {links}. {question.answer}",
            f"```sql\n{question.sql}\n```",
            answer(connection, question.sql),
        ]
    parts += ["## How the tables hang together", f"[![{_alternative(schemas)}]({DIAGRAM})]({DIAGRAM})", _LEGEND]
    parts += ["## All tables", _list(schemas, connection), "## What all tables share", _CONVENTIONS]
    return "\n\n".join(part.strip("\n") for part in parts) + "\n"


def answer(connection: sqlite3.Connection, sql: str) -> str:
    """Return the first rows that a query gives as a Markdown table, and how many there are when there are more."""
    cursor = connection.execute(sql)
    names = [column[0] for column in cursor.description]
    rows = cursor.fetchall()
    lines = ["| " + " | ".join(names) + " |", "|" + " --- |" * len(names)]
    lines += ["| " + " | ".join(_shown(value) for value in row) + " |" for row in rows[:_ROWS_SHOWN]]
    if len(rows) > _ROWS_SHOWN:
        lines.append(f"\nThe first {_ROWS_SHOWN} of {len(rows):,} rows.")
    return "\n".join(lines)


def _shown(value: object) -> str:
    if value is None:
        return "null"
    text = " ".join(str(value).split())
    return cell(text if len(text) <= _LONGEST_CELL else text[: _LONGEST_CELL - 1].rstrip() + "…")


def _alternative(schemas: Mapping[str, TableSchema]) -> str:
    names = ", ".join(schema.name for schema in sorted(schemas.values(), key=lambda each: each.order))
    return (
        f"Diagram of the tables and how they refer to each other: {names}. Each table's page lists its keys in words."
    )


def _list(schemas: Mapping[str, TableSchema], connection: sqlite3.Connection) -> str:
    lines = ["| table | rows | columns | what it holds |", "| --- | ---: | ---: | --- |"]
    for schema in sorted(schemas.values(), key=lambda each: (each.order, each.name)):
        (rows,) = connection.execute(f'SELECT count(*) FROM "{schema.name}"').fetchone()
        link = f"[`{schema.name}`]({schema.name}.md)"
        lines.append(f"| {link} | {rows:,} | {len(schema.fields)} | {cell(schema.description)} |")
    return "\n".join(lines)
