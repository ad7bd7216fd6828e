"""A meeting while a document is being read: assertions are gathered, nothing is decided between documents."""

from __future__ import annotations

from dataclasses import dataclass, field

from imcwp_data.model import Assertion, MeetingCandidate, MeetingParticipant


@dataclass(slots=True)
class Draft:
    """What one document has told so far of one meeting. Every method but `candidate` takes constant time."""

    local_id: str
    series: str
    kind: str
    name: str
    noun: str
    ordinal: int | None = None
    participants: list[MeetingParticipant] = field(default_factory=list)
    _told: list[Assertion] = field(default_factory=list)
    _seen: set[tuple[object, ...]] = field(default_factory=set)
    _by_column: dict[str, list[int]] = field(default_factory=dict)
    _best: dict[str, Assertion] = field(default_factory=dict)
    _values: dict[str, set[str]] = field(default_factory=dict)
    _doubted: dict[str, int] = field(default_factory=dict)
    _roles: set[tuple[str, str]] = field(default_factory=set)

    def tell(
        self, column: str, value: str, position: int, span: tuple[int, int], rule: str, certainty: float = 1.0
    ) -> None:
        """Note that a passage states a value for a column; the same statement counts once."""
        key = (column, value, position, span)
        if key in self._seen:
            return
        self._seen.add(key)
        assertion = Assertion(column, value, position, *span, rule, certainty)
        self._by_column.setdefault(column, []).append(len(self._told))
        self._values.setdefault(column, set()).add(value)
        self._told.append(assertion)
        best = self._best.get(column)
        if best is None or certainty > best.certainty:
            self._best[column] = assertion

    def join(self, participant_id: str, role: str, position: int, span: tuple[int, int], rule: str) -> None:
        """Note a participant's role; the first statement of it counts."""
        if (participant_id, role) not in self._roles:
            self._roles.add((participant_id, role))
            self.participants.append(MeetingParticipant(participant_id, role, position, *span, rule))

    def has(self, participant_id: str, role: str) -> bool:
        """Say whether a role of a participant was told."""
        return (participant_id, role) in self._roles

    @property
    def first(self) -> Assertion | None:
        """The first statement on this meeting."""
        return self._told[0] if self._told else None

    def told(self, column: str) -> bool:
        """Say whether anything was told of a column."""
        return column in self._values

    def values(self, column: str) -> frozenset[str] | set[str]:
        """Return what was told of a column."""
        return self._values.get(column, frozenset())

    def best(self, column: str) -> str | None:
        """Return the most certain value told of a column; the first of equals."""
        assertion = self._best.get(column)
        return assertion.value if assertion else None

    def statement(self, column: str) -> Assertion | None:
        """Return the most certain statement on a column; the first of equals."""
        return self._best.get(column)

    def doubt(self, column: str, certainty: float) -> None:
        """Lower the certainty of all that was told of a column so far to at most ``certainty``, the same each time."""
        indexes = self._by_column.get(column, [])
        for index in indexes[self._doubted.get(column, 0) :]:
            told = self._told[index]
            self._told[index] = told.changed(certainty=min(told.certainty, certainty))
        self._doubted[column] = len(indexes)
        if indexes:
            self._best[column] = self._told[indexes[0]]

    def candidate(self) -> MeetingCandidate:
        """Return what was gathered as a frozen record."""
        return MeetingCandidate(
            self.local_id, self.name, self.series, self.kind, tuple(self._told), tuple(self.participants)
        )
