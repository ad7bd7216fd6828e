"""One paragraph while its names are read: words, spans, and which word belongs to which name."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field

from imcwp_data.extract.name_records import Span
from imcwp_data.extract.places import Sighting
from imcwp_data.extract.tokens import Tokens
from imcwp_data.model import Paragraph

# Kinds of paragraphs whose capitals are a layout's.
_HEADLINES = frozenset({"title", "heading", "boilerplate", "tags", "slogan"})


@dataclass(slots=True)
class Page:
    """A paragraph and what was found in it so far. Spans may overlap until :meth:`settle` keeps the longest."""

    paragraph: Paragraph
    tokens: Tokens
    spans: list[Span]
    sightings: list[Sighting]
    owner: list[int] = field(default_factory=list)
    blocked: list[tuple[int, int]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The paragraph's text."""
        return self.paragraph.text

    @property
    def headline(self) -> bool:
        """Whether capitals tell nothing here."""
        return self.tokens.title_case and self.paragraph.kind in _HEADLINES

    def settle(self) -> None:
        """Keep the longest spans and number the words that they own (blocked words belong to nobody: -1)."""
        kept: list[Span] = []
        for span in sorted(self.spans, key=lambda s: (s.char_start, -s.char_end)):
            if kept and span.char_start < kept[-1].char_end:
                # A longer name that begins inside a shorter one takes its place.
                if span.char_end - span.char_start > kept[-1].char_end - kept[-1].char_start:
                    kept[-1] = span
                continue
            kept.append(span)
        self.spans = kept
        self.owner = [0] * len(self.tokens)
        for first, last in self.blocked:
            self.owner[first:last] = [-1] * (last - first)
        for number, span in enumerate(self.spans, 1):
            for index in range(*self.words_of(span)):
                self.owner[index] = number

    def covered(self, start: int, end: int) -> bool:
        """Tell whether a span owns a word that begins in the characters (as of the last :meth:`settle`)."""
        return any(number > 0 for number in self.owner[self.tokens.at(start) : self.tokens.at(end)])

    def sightings_between(self, start: int, end: int) -> list[Sighting]:
        """Return the places and adjectives that begin in the characters."""
        left = bisect_left(self.sightings, start, key=_start_of)
        right = bisect_left(self.sightings, end, key=_start_of)
        return self.sightings[left:right]

    def words_of(self, span: Span) -> tuple[int, int]:
        """Return the words [first, last) that a span touches."""
        first = self.tokens.at(span.char_start)
        if first > 0 and self.tokens.ends[first - 1] > span.char_start:
            first -= 1
        return first, max(first, self.tokens.at(span.char_end))

    def place_flags(self) -> list[int]:
        """Return for each word: 1 or 3 (by turns) part of a place's name, 2 of a country's adjective, 0 neither."""
        flags = [0] * len(self.tokens)
        for number, sighting in enumerate(self.sightings):
            for index in range(sighting.first, min(sighting.last, len(flags))):
                flags[index] = 2 if sighting.adjective else 1 + 2 * (number % 2)
        return flags

    def names_and_places(self) -> list[int]:
        """Return for each word whether it is part of a name, a place or a country's adjective (not 0)."""
        return [int(n != 0) | flag for n, flag in zip(self.owner, self.place_flags(), strict=True)]


def _start_of(sighting: Sighting) -> int:
    return sighting.char_start
