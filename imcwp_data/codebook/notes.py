"""What people wrote for the codebook: ``notes.toml``, the limits of each table and the questions of its first page."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from imcwp_data.errors import SchemaError
from imcwp_data.schema import TableSchema

_FILE = Path(__file__).with_name("notes.toml")


@dataclass(frozen=True, slots=True)
class Question:
    """A question that people have, the tables that answer it, and an example in SQL."""

    heading: str
    question: str
    answer: str
    tables: tuple[str, ...]
    sql: str


@dataclass(frozen=True, slots=True)
class Notes:
    """The limits by table name, and the questions in the order in which they are shown."""

    limits: Mapping[str, tuple[str, ...]]
    questions: tuple[Question, ...]


def load_notes(schemas: Mapping[str, TableSchema]) -> Notes:
    """Return the notes. Raises SchemaError when a table has no limits or an entry names a table that is not there."""
    written = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    limits = {table: tuple(lines) for table, lines in written["limits"].items()}
    questions = tuple(
        Question(entry["heading"], entry["question"], entry["answer"], tuple(entry["tables"]), entry["sql"].strip())
        for entry in written["questions"]
    )
    for table in {*limits, *(table for question in questions for table in question.tables)} - set(schemas):
        raise SchemaError(f"{_FILE.name}: there is no table {table!r}. Mend the name.")
    for table in schemas:
        if not limits.get(table):
            raise SchemaError(f"{_FILE.name}: the table {table!r} has no limits. Add a line to [limits].")
    return Notes(limits, questions)
