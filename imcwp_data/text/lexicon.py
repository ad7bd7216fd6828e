"""Many names looked up at once, in one pass over a text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, TypeVar

import ahocorasick_rs

from imcwp_data.record import Record
from imcwp_data.text.normalise import lower_form

Payload = TypeVar("Payload")


class Match(Record, Generic[Payload], frozen=True):
    """A name found in a text: its characters, and what the lexicon says of it (several where a name is shared)."""

    char_start: int
    char_end: int
    payloads: tuple[Payload, ...]


class Lexicon(Generic[Payload]):
    """Names with payloads; finds them as whole words in any letters.

    What is compared is lower forms: apostrophes, quotation marks and dashes of one kind, letters in lower case (only
    where that keeps a text's length, so that offsets hold).
    """

    def __init__(self, entries: Iterable[tuple[str, Payload]]) -> None:
        names: dict[str, list[Payload]] = {}
        for name, payload in entries:
            form = lower_form(name)
            if form:
                names.setdefault(form, []).append(payload)
        self.payloads = [tuple(payloads) for payloads in names.values()]
        # Whether a name begins or ends with a letter or digit: only there may no other one stand beside it.
        self._begins = [name[0].isalnum() or name[0] == "_" for name in names]
        self._ends = [name[-1].isalnum() or name[-1] == "_" for name in names]
        self._automaton = ahocorasick_rs.AhoCorasick(list(names), matchkind=ahocorasick_rs.MatchKind.Standard)

    def places_in_form(self, form: str) -> list[tuple[int, int, int]]:
        """Return every match in a lower form, overlapping ones included, by start and then longest first.

        A match is its start, minus its end, and its number in ``payloads``.
        """
        begins, ends = self._begins, self._ends
        # A space behind the text stands for its edges: it is the character at the end, and at -1 before the first.
        padded = form + " "
        places: list[tuple[int, int, int]] = []
        for index, start, end in self._automaton.find_matches_as_indexes(form, overlapping=True):
            # Nearly all that is found are parts of longer words: "us" in "thus".
            if ends[index] and ((after := padded[end]).isalnum() or after == "_"):
                continue
            if begins[index] and ((before := padded[start - 1]).isalnum() or before == "_"):
                continue
            places.append((start, -end, index))
        if len(places) > 1:
            places.sort()
        return places


def without_overlaps(matches: Iterable[Match[Payload]]) -> list[Match[Payload]]:
    """Return the matches that do not overlap of matches by start and then longest first."""
    found: list[Match[Payload]] = []
    end = 0
    for match in matches:
        if match.char_start >= end:
            found.append(match)
            end = match.char_end
    return found
