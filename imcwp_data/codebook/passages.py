"""An example row of a table and the passages that it was read from."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

from imcwp_data.schema import TableSchema

Row = Mapping[str, object]

_WITH_EVIDENCE = ("meetings", "participants", "actions", "meeting_participants", "action_participants")
_WITH_OFFSETS = ("mentions", "place_mentions", "dates", "evidence")
_FIRST_PARAGRAPHS = 3


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a paragraph, with their characters in its text; what it proves, and by which rule it was read.

    ``column`` is None where the passage is behind the whole row, and then ``rule`` may be None.
    """

    paragraph_id: str
    text: str
    start: int
    end: int
    column: str | None = None
    rule: str | None = None


def example_row(connection: sqlite3.Connection, schema: TableSchema) -> dict[str, object]:
    """Return the first of the rows with the fewest nulls, with SQLite's values; empty for a table without rows."""
    nulls = " + ".join(f'("{name}" IS NULL)' for name in schema.columns)
    cursor = connection.execute(f'SELECT * FROM "{schema.name}" ORDER BY {nulls}, rowid LIMIT 1')
    found = cursor.fetchone()
    return dict(zip([column[0] for column in cursor.description], found, strict=True)) if found else {}


def passages(connection: sqlite3.Connection, schema: TableSchema, row: Row) -> list[Passage]:
    """Return the passages behind a row, one a column where each has its own; empty where a row has none."""
    if schema.name in _WITH_EVIDENCE:
        return _evidence(connection, schema, row)
    if schema.name in _WITH_OFFSETS:
        ((text,),) = connection.execute("SELECT text FROM paragraphs WHERE paragraph_id = ?", (row["paragraph_id"],))
        return [_passage(row["paragraph_id"], text, row["char_start"], row["char_end"], None, row["rule"])]
    if schema.name == "places":
        return _selected(
            connection,
            "SELECT paragraph_id, text, m.char_start, m.char_end, NULL, rule FROM place_mentions AS m"
            " JOIN paragraphs USING (paragraph_id) WHERE place_id = ? ORDER BY m.rowid LIMIT 1",
            row["place_id"],
        )
    whole = "SELECT paragraph_id, text, 0, 0, NULL, NULL FROM paragraphs WHERE"
    if schema.name == "quotations":
        pair = (row["paragraph_id"], row["quoted_paragraph_id"])
        return [found for key in pair for found in _selected(connection, f"{whole} paragraph_id = ?", key)]
    if schema.name == "documents":
        first = f"{whole} document_id = ? ORDER BY position LIMIT {_FIRST_PARAGRAPHS}"
        return _selected(connection, first, row["document_id"])
    return []


def _evidence(connection: sqlite3.Connection, schema: TableSchema, row: Row) -> list[Passage]:
    """Return for each column the first of its accepted passages; those of one paragraph stand in its order."""
    key = "|".join(str(row[column]) for column in schema.primary_key)
    found = _selected(
        connection,
        "SELECT paragraph_id, text, e.char_start, e.char_end, column_name, rule FROM evidence AS e"
        " JOIN paragraphs USING (paragraph_id) WHERE table_name = ? AND row_id = ?"
        " ORDER BY accepted DESC, certainty DESC, e.rowid",
        schema.name,
        key,
    )
    first: dict[str | None, Passage] = {}
    for passage in found:
        first.setdefault(passage.column, passage)
    return [first[column] for column in schema.columns if column in first]


def _selected(connection: sqlite3.Connection, query: str, *values: object) -> list[Passage]:
    return [_passage(*found) for found in connection.execute(query, values)]


def _passage(paragraph_id: object, text: str, start: object, end: object, column: object, rule: object) -> Passage:
    return Passage(
        str(paragraph_id),
        text,
        int(str(start)),
        int(str(end)),
        None if column is None else str(column),
        None if rule is None else str(rule),
    )
