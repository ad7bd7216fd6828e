"""A meeting while a document is being read: assertions are gathered, nothing is decided between documents."""

from __future__ import annotations

from dataclasses import dataclass, field

from imcwp_data.model import Assertion, MeetingCandidate, MeetingParticipant


@dataclass(slots=True)
class Draft:
    """What one document has told so far of one meeting."""

    local_id: str
    series: str
    kind: str
    name: str
    noun: str
    ordinal: int | None = None
    assertions: list[Assertion] = field(default_factory=list)
    participants: list[MeetingParticipant] = field(default_factory=list)

    def tell(
        self, column: str, value: str, position: int, span: tuple[int, int], rule: str, certainty: float = 1.0
    ) -> None:
        """Note that a passage states a value for a column; the same statement counts once."""
        assertion = Assertion(column, value, position, *span, rule, certainty)
        same = (column, value, position, span)
        if not any((a.column_name, a.value, a.position, (a.char_start, a.char_end)) == same for a in self.assertions):
            self.assertions.append(assertion)

    def join(self, participant_id: str, role: str, position: int, span: tuple[int, int], rule: str) -> None:
        """Note a participant's role; the first statement of it counts."""
        if not any(p.participant_id == participant_id and p.role == role for p in self.participants):
            self.participants.append(MeetingParticipant(participant_id, role, position, *span, rule))

    def values(self, column: str) -> list[str]:
        """Return what was told of a column, in the order of the text."""
        return [a.value for a in self.assertions if a.column_name == column]

    def best(self, column: str) -> str | None:
        """Return the most certain value told of a column; the first of equals."""
        told = [a for a in self.assertions if a.column_name == column]
        return max(told, key=lambda a: a.certainty).value if told else None

    def doubt(self, column: str, certainty: float) -> None:
        """Lower the certainty of all that was told of a column so far."""
        self.assertions = [
            Assertion(a.column_name, a.value, a.position, a.char_start, a.char_end, a.rule, min(a.certainty, certainty))
            if a.column_name == column
            else a
            for a in self.assertions
        ]

    def candidate(self) -> MeetingCandidate:
        """Return what was gathered as a frozen record."""
        return MeetingCandidate(
            self.local_id, self.name, self.series, self.kind, tuple(self.assertions), tuple(self.participants)
        )
