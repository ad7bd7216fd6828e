"""What a text states, collected while it is written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Action:
    """A clause that states an action, with who does it to whom and for whom (ids of participants)."""

    event_type: str
    status: str
    actors: tuple[str, ...]
    targets: tuple[str, ...]
    beneficiaries: tuple[str, ...]


@dataclass(slots=True)
class Facts:
    """The facts of a sentence or a document; ``lasting`` is false where they hold on the day of the document only."""

    dates: list[str] = field(default_factory=list)
    towns: list[str] = field(default_factory=list)
    participants: list[str] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)
    lasting: bool = True

    def add(self, other: Facts) -> None:
        """Take in the facts of another piece of the same text."""
        self.dates += other.dates
        self.towns += other.towns
        self.participants += other.participants
        self.actions += other.actions
        self.lasting = self.lasting and other.lasting


@dataclass(frozen=True, slots=True)
class ToldMeeting:
    """A meeting as a document tells of it; what it does not tell is None. ``key`` is the same in all documents."""

    key: str
    series: str
    kind: str
    status: str
    ordinal: int | None
    start_date: str | None
    end_date: str | None
    place: str | None
    country_code: str | None
    parties: int | None
    countries: int | None
    host: str | None


@dataclass(frozen=True, slots=True)
class Known:
    """All that is known of one document of the corpus: a line of the file of facts."""

    document: str
    kind: str
    published: str
    meetings: tuple[ToldMeeting, ...]
    facts: Facts
    quotes: str | None

    def as_json(self) -> dict[str, Any]:
        """Return the line as JSON: sets sorted, actions in the order of the text."""
        return {
            "id": self.document,
            "kind": self.kind,
            "published": self.published,
            "meetings": [_plain(meeting) for meeting in self.meetings],
            "dates": sorted(set(self.facts.dates)),
            "towns": sorted(set(self.facts.towns)),
            "participants": sorted(set(self.facts.participants)),
            "actions": [_plain(action) for action in self.facts.actions],
            "quotes": self.quotes,
        }


def _plain(record: Action | ToldMeeting) -> dict[str, Any]:
    return {name: getattr(record, name) for name in record.__slots__}
