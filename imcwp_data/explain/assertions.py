"""All that texts assert about one value of a table, as a release holds it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from imcwp_data.consolidate.statements import Statement
from imcwp_data.errors import QueryError
from imcwp_data.explain.release import Record, ask, check_release, near_names
from imcwp_data.load import TABLES
from imcwp_data.table_schema import TableSchema, load_schemas

_LISTED = 16


@dataclass(frozen=True, slots=True)
class Assertion:
    """A row of evidence with the passage that it quotes and the document that says it.

    ``value`` is None where a curator's correction says that there is none.
    """

    evidence_id: str
    column_name: str
    value: str | None
    rule: str
    certainty: float | None
    accepted: bool
    quote: str
    char_start: int
    char_end: int
    paragraph_id: str
    position: int
    text: str
    document_id: str
    title: str | None
    published: str | None
    publisher: str | None
    row_id: str
    table_name: str

    def statement(self) -> Statement:
        """Return it as the consolidation weighed it."""
        return Statement(
            self.table_name,
            self.row_id,
            self.column_name,
            self.value or "",
            self.document_id,
            self.published or "",
            self.position,
            self.char_start,
            self.char_end,
            self.quote,
            self.rule,
            1.0 if self.certainty is None else self.certainty,
        )


@dataclass(frozen=True, slots=True)
class Question:
    """One cell of a release and all that is asserted about it. ``row`` is the whole row that holds it."""

    release: Path
    schema: TableSchema
    row_id: str
    column: str
    row: Record
    assertions: Sequence[Assertion]

    @property
    def value(self) -> object:
        """What the table holds, as SQLite gives it."""
        return self.row[self.column]

    def others(self, column: str) -> list[Assertion]:
        """Return what is asserted about another column of the row."""
        return _assertions(self.release, self.schema.name, self.row_id, column)


def find_question(release: Path, table: str, row_id: str, column: str) -> Question:
    """Return a cell with its assertions, in the order of the texts.

    Raises QueryError, with names that come near, where there is no such table, row or column.
    """
    check_release(release)
    if table not in TABLES:
        raise QueryError(_unknown(f"There is no table {table!r}.", table, TABLES, "The tables are"))
    schema = load_schemas()[table]
    if column not in schema.columns:
        raise QueryError(_unknown(f"{table} has no column {column!r}.", column, schema.columns, "Its columns are"))
    key = " || '|' || ".join(f'"{name}"' for name in schema.primary_key)
    rows = ask(release, f'select * from "{table}" where {key} = ?', row_id)
    if not rows:
        known = [row["id"] for row in ask(release, f'select {key} as id from "{table}" order by rowid')]
        keys = "|".join(schema.primary_key)
        raise QueryError(_unknown(f"{table} has no row {row_id!r} ({keys}).", row_id, known, "Its rows are"))
    return Question(release, schema, row_id, column, rows[0], _assertions(release, table, row_id, column))


def _assertions(release: Path, table: str, row_id: str, column: str) -> list[Assertion]:
    rows = ask(
        release,
        "select e.evidence_id, e.column_name, e.value, e.rule, e.certainty, e.accepted, e.quote, e.char_start, "
        "e.char_end, e.paragraph_id, p.position, p.text, d.document_id, d.title, d.published, s.publisher, e.row_id, "
        "e.table_name from evidence e join paragraphs p using (paragraph_id) join documents d using (document_id) "
        "join sources s using (source_id) where e.row_id = ? and e.table_name = ? and e.column_name = ? "
        "order by e.rowid",
        row_id, table, column,
    )  # fmt: skip
    return [Assertion(**{**row, "accepted": bool(row["accepted"])}) for row in rows]


def _unknown(what: str, name: str, known: Sequence[str], lead: str) -> str:
    near = near_names(name, known)
    if near:
        return f"{what} Did you mean {' or '.join(near)}?"
    some = f"{', '.join(known[:_LISTED])}{' …' if len(known) > _LISTED else ''}"
    return f"{what} {lead} {some}." if known else what
