"""What documents tell of rows, gathered as assertions that become rows of ``statements``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from imcwp_data.model import ActionCandidate, Assertion, MeetingParticipant

Span: TypeAlias = Assertion | ActionCandidate | MeetingParticipant


class Told:
    """What documents tell, as the assertions that become rows of ``statements``, by what they are told of.

    ``owners`` are tables and rows of which assertions tell, ``counts`` how many tell of each; ``refused`` are the
    numbers of assertions that are not accepted although nothing else decides on their rows.
    """

    def __init__(self) -> None:
        self.assertions: list[Assertion] = []
        self.owners: list[tuple[str, str]] = []
        self.counts: list[int] = []
        self.refused: list[int] = []

    def add(self, table_name: str, row_id: str, assertions: Sequence[Assertion]) -> None:
        """Add assertions on a row."""
        self.owners.append((table_name, row_id))
        self.counts.append(len(assertions))
        self.assertions += assertions


def saying(column_name: str, value: str, span: Span, certainty: float) -> Assertion:
    """Return the assertion that the words of ``span`` tell a value."""
    return Assertion(column_name, value, span.position, span.char_start, span.char_end, span.rule, certainty)
