"""Many names looked up at once, in one pass over a text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Generic, Self, TypeVar

import ahocorasick_rs

from imcwp_data.record import Record
from imcwp_data.text.normalise import lower_form, match_form

Payload = TypeVar("Payload")


class Match(Record, Generic[Payload], frozen=True):
    """A name found in a text: its characters, and what the lexicon says of it (several where a name is shared)."""

    char_start: int
    char_end: int
    payloads: tuple[Payload, ...]


class Lexicon(Generic[Payload]):
    """Names with a payload each; finds them as whole words, the longest one from the left.

    Apostrophes, quotation marks and dashes are compared in their match form. With ``ignore_case`` letters are compared
    in lower case (only where that keeps a text's length, so that offsets hold).
    """

    def __init__(self, entries: Iterable[tuple[str, Payload]], *, ignore_case: bool = False) -> None:
        self._ignore_case = ignore_case
        names: dict[str, list[Payload]] = {}
        for name, payload in entries:
            form = self._form(name)
            if form:
                names.setdefault(form, []).append(payload)
        self._index({form: tuple(payloads) for form, payloads in names.items()})

    @classmethod
    def of_forms(cls, names: Mapping[str, tuple[Payload, ...]], *, ignore_case: bool = False) -> Self:
        """Return the lexicon of names that are in match form (``ignore_case``: lower form) already, none empty."""
        lexicon = cls((), ignore_case=ignore_case)
        lexicon._index(names)
        return lexicon

    def _index(self, names: Mapping[str, tuple[Payload, ...]]) -> None:
        self.payloads = list(names.values())
        # Whether a name begins or ends with a letter or digit: only there may no other one stand beside it.
        self._begins = [name[0].isalnum() or name[0] == "_" for name in names]
        self._ends = [name[-1].isalnum() or name[-1] == "_" for name in names]
        self._automaton = ahocorasick_rs.AhoCorasick(list(names), matchkind=ahocorasick_rs.MatchKind.Standard)

    def _form(self, text: str) -> str:
        return lower_form(text) if self._ignore_case else match_form(text)

    def find_all(self, text: str) -> list[Match[Payload]]:
        """Return every whole-word match, overlapping ones included, by start and then longest first."""
        return self.find_in_form(self._form(text))

    def find_in_form(self, form: str) -> list[Match[Payload]]:
        """Return what :meth:`find_all` does, for a text that is in match form (``ignore_case``: lower form) already."""
        payloads = self.payloads
        return [Match(start, -less, payloads[index]) for start, less, index in self.places_in_form(form)]

    def places_in_form(self, form: str) -> list[tuple[int, int, int]]:
        """Return what :meth:`find_in_form` does as (start, minus the end, number in ``payloads``)."""
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

    def find(self, text: str) -> list[Match[Payload]]:
        """Return the matches of a text that do not overlap: at each place the longest whole-word one from the left."""
        return without_overlaps(self.find_all(text))


def without_overlaps(matches: Iterable[Match[Payload]]) -> list[Match[Payload]]:
    """Return the matches that do not overlap of matches by start and then longest first."""
    found: list[Match[Payload]] = []
    end = 0
    for match in matches:
        if match.char_start >= end:
            found.append(match)
            end = match.char_end
    return found
