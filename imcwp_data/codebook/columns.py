"""What the values of a column are: how many are null, how many differ, which are the commonest."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from imcwp_data.schema import Field

COMMONEST = 5


@dataclass(frozen=True, slots=True)
class ColumnFacts:
    """Of a list the items are counted. ``commonest`` are values with their counts, the most frequent first."""

    nulls: int
    distinct: int
    commonest: tuple[tuple[object, int], ...]


def column_facts(connection: sqlite3.Connection, table: str, field: Field) -> ColumnFacts:
    """Return the facts of a column of a release's SQLite file."""
    column = f'"{table}"."{field.name}"'
    values = f'SELECT {column} AS value FROM "{table}" WHERE {column} IS NOT NULL'
    if field.type == "array":
        values = f'SELECT item.value AS value FROM "{table}", json_each({column}) AS item'
    (nulls,) = connection.execute(f'SELECT count(*) FROM "{table}" WHERE {column} IS NULL').fetchone()
    (distinct,) = connection.execute(f"SELECT count(DISTINCT value) FROM ({values})").fetchone()
    counted = connection.execute(
        f"SELECT value, count(*) AS number FROM ({values}) GROUP BY value ORDER BY number DESC, value LIMIT {COMMONEST}"
    ).fetchall()
    typed = ((bool(value) if field.type == "boolean" else value, count) for value, count in counted)
    return ColumnFacts(nulls, distinct, tuple(typed))
