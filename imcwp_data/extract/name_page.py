"""One paragraph while its names are read: words, spans, and which word belongs to which name."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from operator import attrgetter

from msgspec import Struct, field

from imcwp_data.extract.name_records import Span
from imcwp_data.extract.places import Sighting
from imcwp_data.extract.tokens import Tokens
from imcwp_data.model import Paragraph
from imcwp_data.text.lexicon import Match

# Kinds of paragraphs whose capitals are a layout's.
_HEADLINES = frozenset({"title", "heading", "boilerplate", "tags", "slogan"})


class Page(Struct, gc=False):
    """A paragraph and what was found in it so far. Spans may overlap until :meth:`settle` keeps the longest."""

    paragraph: Paragraph
    text: str
    """The paragraph's text."""
    tokens: Tokens
    spans: list[Span]
    sightings: list[Sighting]
    roles: list[Match[str]] = field(default_factory=list)
    owner: Sequence[int] = ()
    blocked: list[tuple[int, int]] = field(default_factory=list)
    _settled_spans: int = -1
    _settled_blocked: int = 0
    _sighted: Sequence[int] = ()
    _flags: Sequence[int] = ()
    _free: Sequence[int] = ()
    _free_of: Sequence[int] | None = None
    _impersonal: Sequence[int] = ()
    _impersonal_of: Sequence[int] | None = None
    _countries: Mapping[str, int] | None = None

    @property
    def headline(self) -> bool:
        """Whether capitals tell nothing here."""
        return self.tokens.title_case and self.paragraph.kind in _HEADLINES

    def settle(self) -> None:
        """Keep the longest spans and number the words that they own (blocked words belong to nobody: -1).

        Spans and blocked words are only ever added, so that their numbers tell whether anything is new.
        """
        spans, blocked = self.spans, self.blocked
        if self._settled_spans == len(spans) and self._settled_blocked == len(blocked):
            return
        starts = self.tokens.starts
        self.owner = owner = [0] * len(starts)
        if blocked:
            for first, last in blocked:
                owner[first:last] = [-1] * (last - first)
            self._settled_blocked = len(blocked)
        if len(spans) > 1:
            spans = self.spans = _longest(spans)
        last = 0
        for number, span in enumerate(spans, 1):
            start = span.char_start
            # As words_of does, from the last name on.
            first = bisect_left(starts, start, last)
            if first > 0 and (first == len(starts) or starts[first] != start) and self.tokens.end(first - 1) > start:
                first -= 1
            last = bisect_left(starts, span.char_end, first)
            if last - first == 1:
                owner[first] = number
            else:
                owner[first:last] = [number] * (last - first)
        self._settled_spans = len(spans)

    def covered(self, start: int, end: int) -> bool:
        """Tell whether a span owns a word that begins in the characters (as of the last :meth:`settle`)."""
        return max(self.owner[self.tokens.at(start) : self.tokens.at(end)], default=0) > 0

    def sightings_between(self, start: int, end: int) -> list[Sighting]:
        """Return the places and adjectives that begin in the characters."""
        if not self.sightings:
            return []
        starts = self._starts_of_sightings()
        left = bisect_left(starts, start)
        return self.sightings[left : bisect_left(starts, end, left)]

    def sights(self, start: int, end: int) -> bool:
        """Tell whether a place or adjective has one of the characters."""
        if not self.sightings:
            return False
        last = bisect_left(self._starts_of_sightings(), end) - 1
        return last >= 0 and self.sightings[last].char_end > start

    def _starts_of_sightings(self) -> Sequence[int]:
        if not self._sighted:
            self._sighted = list(map(_start_of, self.sightings))
        return self._sighted

    def words_of(self, span: Span) -> tuple[int, int]:
        """Return the words [first, last) that a span touches."""
        starts, start = self.tokens.starts, span.char_start
        first = bisect_left(starts, start)
        if first > 0 and self.tokens.end(first - 1) > start:
            first -= 1
        return first, bisect_left(starts, span.char_end, first)

    def place_flags(self) -> Sequence[int]:
        """Return for each word: 1 or 3 (by turns) part of a place's name, 2 of a country's adjective, 0 neither."""
        if not self._flags:
            self._flags = flags = [0] * len(self.tokens.words)
            turn = 1
            for sighting in self.sightings:
                flag = 2 if sighting.adjective else turn
                flags[sighting.first] = flag
                if sighting.last - sighting.first > 1:
                    for index in range(sighting.first + 1, sighting.last):
                        flags[index] = flag
                turn = 4 - turn
        return self._flags

    def free_capitals(self) -> Sequence[int]:
        """Return the capitalised words that are part of no name, no place and no country's adjective."""
        owner = self.owner
        if self._free_of is not owner:
            free: Sequence[int] = self.tokens.capitals
            if self.spans:
                free = _without(free, owner)
            if self.sightings and free:
                free = _without(free, self.place_flags())
            self._free, self._free_of = free, owner
        return self._free

    def owner_without_people(self) -> Sequence[int]:
        """Return for each word the number of the name that it is part of, 0 where that is a person's."""
        owner = self.owner
        if self._impersonal_of is not owner:
            people = self._numbers_of_people()
            self._impersonal = [0 if number in people else number for number in owner] if people else owner
            self._impersonal_of = owner
        return self._impersonal

    def words_of_people(self) -> frozenset[int]:
        """Return the words that are part of people's names."""
        people = self._numbers_of_people()
        return frozenset([index for index, number in enumerate(self.owner) if number in people] if people else ())

    def _numbers_of_people(self) -> set[int]:
        numbers: set[int] = set()
        for number, span in enumerate(self.spans, 1):
            if span.names[0].kind == "person":
                numbers.add(number)
        return numbers

    def countries(self) -> Mapping[str, int]:
        """Return how often the paragraph's unambiguous places and adjectives are of each country."""
        if self._countries is None:
            counts: dict[str, int] = {}
            for sighting in self.sightings:
                code = sighting.country
                if code:
                    counts[code] = counts.get(code, 0) + 1
            self._countries = counts
        return self._countries


def _longest(spans: list[Span]) -> list[Span]:
    """Return the spans that do not overlap: a longer name that begins inside a shorter one takes its place."""
    end = -1
    for span in spans:
        if span.char_start < end:
            break
        end = span.char_end
    else:
        # So it is nearly always.
        return spans
    kept: list[Span] = []
    for span in sorted(spans, key=_place_of):
        if kept and span.char_start < kept[-1].char_end:
            if span.char_end - span.char_start > kept[-1].char_end - kept[-1].char_start:
                kept[-1] = span
            continue
        kept.append(span)
    return kept


def _without(words: Sequence[int], taken: Sequence[int]) -> list[int]:
    free = []
    for index in words:
        if not taken[index]:
            free.append(index)
    return free


def _place_of(span: Span) -> tuple[int, int]:
    return span.char_start, -span.char_end


_start_of = attrgetter("char_start")
