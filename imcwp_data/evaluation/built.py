"""The tables of one text as the measures ask them: with lines instead of paragraphs' ids, and names of participants."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from imcwp_data.evaluation.matching import comparable

Row: TypeAlias = Mapping[str, Any]


def names_of(name: str | None, acronym: str | None, aliases: Iterable[str] | None) -> frozenset[str]:
    """Return all names of a participant in their comparable form."""
    return frozenset(comparable(form) for form in (name, acronym, *(aliases or ()))) - {""}


class BuiltText:
    """Rows of a release of one text, in the release's order."""

    def __init__(self, tables: Mapping[str, list[dict[str, Any]]]) -> None:
        self._tables = tables
        self.paragraphs: list[Row] = list(tables["paragraphs"])
        self._line_of: dict[str, int] = {row["paragraph_id"]: row["line"] for row in self.paragraphs}
        lines: dict[str, list[int]] = {}
        for row in self.paragraphs:
            lines.setdefault(row["document_id"], []).append(row["line"])
        self.documents: list[Row] = [
            {**row, "extent": (min(lines.get(row["document_id"], [0])), max(lines.get(row["document_id"], [0])))}
            for row in tables["documents"]
        ]
        self._participants = {row["participant_id"]: row for row in tables["participants"]}
        self._names = {
            key: names_of(row["name"], row.get("acronym"), row.get("aliases"))
            for key, row in self._participants.items()
        }

    def rows(self, table: str) -> list[Row]:
        """Return the rows of a table."""
        return list(self._tables[table])

    def spans(self, table: str) -> list[Row]:
        """Return the rows of a table that were read in a paragraph, each with the paragraph's ``line``."""
        return [{**row, "line": self._line_of[row["paragraph_id"]]} for row in self._tables[table]]

    def names(self, participant_id: str) -> frozenset[str]:
        """Return the comparable names of a participant."""
        return self._names.get(participant_id, frozenset())

    def name(self, participant_id: str) -> str:
        """Return a participant's name, to show it."""
        row = self._participants.get(participant_id)
        return str(row["name"]) if row else participant_id
