"""What the readers of names hand to one another, and what they give."""

from __future__ import annotations

from imcwp_data.model import Mention, ParticipantCandidate, PlaceMention
from imcwp_data.record import Record
from imcwp_data.vocabulary import Name


class NamesRead(Record, frozen=True):
    """All names of one document.

    ``states`` are countries that may act or be acted upon; their rule tells how they stand: ``state.actor`` (subject of
    a verb), ``state.addressee`` ("call on X to"), ``state.attributive`` ("US blockade"), ``state.adjective`` ("Israeli
    occupation"), ``state.capital`` (a capital standing for the government), ``state.place`` (also read as a place).
    """

    participants: tuple[ParticipantCandidate, ...]
    mentions: tuple[Mention, ...]
    places: tuple[PlaceMention, ...]
    states: tuple[Mention, ...]


class Span(Record, frozen=True):
    """A name in a paragraph and who may be meant by it. One name is certain; several share the surface."""

    char_start: int
    char_end: int
    names: tuple[Name, ...]
    rule: str
    acronym: bool = False


class Stated(Record, frozen=True):
    """A value that the text states of a participant, with its characters."""

    participant_id: str
    column_name: str
    value: str
    position: int
    char_start: int
    char_end: int
    rule: str
    certainty: float = 1.0


def longest(spans: list[Span]) -> list[Span]:
    """Return the spans that do not overlap, from the left, the longest at each place."""
    end = 0
    for span in spans:
        if span.char_start < end:
            break
        end = span.char_end
    else:
        # So it is nearly always.
        return spans
    kept: list[Span] = []
    end = 0
    for span in sorted(spans, key=_place_of):
        if span.char_start >= end:
            kept.append(span)
            end = span.char_end
    return kept


def _place_of(span: Span) -> tuple[int, int]:
    return span.char_start, -span.char_end
