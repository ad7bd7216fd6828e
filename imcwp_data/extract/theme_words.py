"""The words of themes where they stand in a text, and for and against whom the struggle of a theme is."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import attrgetter, methodcaller

from imcwp_data.extract.clause_tokens import lower_form
from imcwp_data.extract.inflection import noun_forms
from imcwp_data.record import Record
from imcwp_data.text.lexicon import Lexicon
from imcwp_data.text.normalise import match_form
from imcwp_data.vocabulary import Vocabulary

_WEAK = attrgetter("weak")
_SPAN = methodcaller("span")
_IN_NAMES = frozenset({"environment", "labour", "socialism", "peace", "cooperation", "anti_imperialism"})
# Both begin with a fixed word, which is found faster than the end of one.
_WORKERS_PARTIES = re.compile(r"worker(?<!\wworker)s?'? part(?:y|ies)")
_OF_WORKERS = re.compile(r"partidos? comunistas y obreros")
# Fewer words are looked through faster than they are searched.
_MANY = 12


class ThemeHit(Record, frozen=True):
    """A word that tells a theme; a weak one counts only where no strong word of another theme stands."""

    char_start: int
    char_end: int
    theme: str
    weak: bool


@dataclass(frozen=True, slots=True)
class Cause:
    """Whom a theme's struggle is for and against, by country code ("" where no one country is meant).

    ``only_named``: the adversary is meant only where the document names it.
    """

    beneficiary: str
    adversary: str
    only_named: bool


def covered(spans: Sequence[tuple[int, int]], char: int) -> bool:
    """Tell whether a character lies in one of some names."""
    index = bisect_right(spans, (char, char + 1_000_000)) - 1
    if index < 0:
        return False
    # A name overlaps with no other but the one beside it.
    return char < spans[index][1] or (index > 0 and char < spans[index - 1][1])


class ThemeReader:
    """Finds themes by the cues of ``vocabulary/themes.csv`` (cue, language, theme, strength)."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        entries = []
        for row in vocabulary.tables["themes"]:
            for form in noun_forms(row["cue"], row["language"]):
                entries.append((form, (row["theme"], row["strength"] == "weak", row["theme"] in _IN_NAMES)))
        self._lexicon: Lexicon[tuple[str, bool, bool]] = Lexicon(entries)
        self._told = [tuple(dict.fromkeys(payloads)) for payloads in self._lexicon.payloads]
        self.causes = {
            row["theme"]: Cause(row["beneficiary_code"], row["adversary_code"], row["only_named"] == "yes")
            for row in vocabulary.tables["theme_causes"]
        }

    def find(self, text: str, names: Sequence[tuple[int, int]] = ()) -> list[ThemeHit]:
        """Return the theme words of a paragraph, from the left.

        ``names`` are those of parties and meetings: "workers" or "socialist" in them tells no theme.
        """
        return self.find_each([lower_form(match_form(text))], lambda _: names)[0]

    def find_each(
        self, texts: Sequence[str], named: Callable[[int], Sequence[tuple[int, int]]]
    ) -> list[list[ThemeHit]]:
        """Return the same for each of some paragraphs, whose match forms are in lower case already.

        ``named`` returns the names of the paragraph at an index. All are looked through at once.
        """
        found: list[list[ThemeHit]] = [[] for _ in texts]
        at, begin, stop, hits = -1, 0, 0, []
        names: Sequence[tuple[int, int]] = ()
        masked: Sequence[tuple[int, int]] | None = None
        told = self._told
        whole: frozenset[tuple[int, int]] | None = None
        for start, less, index in self._lexicon.places_in_form("\n".join(texts)):
            while start >= stop:
                at += 1
                begin, stop, hits, masked, whole = stop, stop + len(texts[at]) + 1, found[at], None, None
            start, end = start - begin, -less - begin
            for theme, weak, in_names in told[index]:
                if in_names:
                    if masked is None:
                        names = named(at)
                        masked = _masked(texts[at], names)
                    if masked and covered(masked, start):
                        if whole is None:
                            whole = frozenset(names)
                        if (start, end) not in whole:
                            continue
                hits.append(ThemeHit(start, end, theme, weak))
        return found


def _masked(lower: str, names: Sequence[tuple[int, int]]) -> Sequence[tuple[int, int]]:
    """Return the names in which words tell no theme, and those of many parties without a name of their own.

    ``names`` are in order.
    """
    unnamed: list[tuple[int, int]] = []
    if "worker" in lower and " part" in lower:
        unnamed += map(_SPAN, _WORKERS_PARTIES.finditer(lower))
    if "obrero" in lower:
        unnamed += map(_SPAN, _OF_WORKERS.finditer(lower))
    return sorted([*names, *unnamed]) if unnamed else names


def hits_inside(hits: Sequence[ThemeHit], start: int, end: int) -> list[ThemeHit]:
    """Return the theme words that lie in some characters; ``hits`` are in order."""
    if len(hits) > _MANY:
        hits = hits[bisect_left(hits, start, key=_begin) : bisect_left(hits, end, key=_begin)]
    inside = []
    for hit in hits:
        first = hit.char_start
        if first >= end:
            break
        if first >= start and hit.char_end <= end:
            inside.append(hit)
    return inside


def tells(hits: Sequence[ThemeHit]) -> bool:
    """Tell whether one of some theme words is strong; only such words tell something to those around."""
    return not all(map(_WEAK, hits))


def _begin(hit: ThemeHit) -> int:
    return hit.char_start
