"""The words and marks of a sentence as parallel lists."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

_TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}|'(?:s|re|ve|ll)\b|\d{1,3}(?:[.,]\d{3})+|[^\W_]+(?:[-&][^\W_]+)*(?:n't)?|[^\w\s]|_"
)
# A name of many parties without a name of their own, whose "and" joins no clauses.
_GENERIC_NAME = re.compile(
    r"\b(?:communists?(?: and (?:other )?(?:workers'?|left))(?: part(?:y|ies))?|partidos comunistas y obreros)",
    re.IGNORECASE,
)
QUALIFIER = -2
# Longer pieces are seldom words, and are not kept.
_LONGEST_KNOWN = 32


@dataclass(frozen=True, slots=True)
class Tokens:
    """Tokens of a stretch of a paragraph: ``lower`` words, their characters, and the name that covers each.

    ``name`` is the index of the name, -1 for a word outside names, QUALIFIER for one that only qualifies a noun.
    """

    form: str
    lower: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    name: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.lower)

    def capital(self, index: int) -> bool:
        """Tell whether a token begins with a capital letter."""
        return self.form[self.starts[index]].isupper()


def generic_names(form: str) -> list[tuple[int, int]]:
    """Return the characters of phrases such as "Communist and Workers' Parties" in a paragraph's match form."""
    return [m.span() for m in _GENERIC_NAME.finditer(form)]


def may_hold_generic_name(lower: str) -> bool:
    """Tell whether a text in lower case may hold such a phrase; every form of it has these letters."""
    return "commun" in lower or "comun" in lower


def lower_form(form: str) -> str:
    """Return a text in lower case, character for character."""
    lower = form.lower()
    return lower if len(lower) == len(form) else "".join(c.lower() if len(c.lower()) == 1 else c for c in form)


def tokenise(form: str, lowered: str, start: int, end: int, spans: Sequence[tuple[int, int, bool]]) -> Tokens:
    """Return the tokens of ``form[start:end]`` (a paragraph in its match form; ``lowered`` is its lower form).

    ``spans`` are the paragraph's names, in order and without overlap; a token inside one is no word of the sentence's
    own grammar ("March", "United"). A span that is marked only qualifies what follows ("US blockade").
    """
    lower: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = start
    # No token holds a blank, and what stands between two blanks mostly is one word, which needs no pattern.
    for piece in lowered[start:end].split(" "):
        stop = at + len(piece)
        if piece.isalpha():
            lower.append(piece)
            starts.append(at)
            ends.append(stop)
        elif piece:
            for word, first, last in _parts(piece) if stop - at < _LONGEST_KNOWN else _parts_of(piece):
                lower.append(word)
                starts.append(at + first)
                ends.append(at + last)
        at = stop + 1
    names = [-1] * len(lower)
    if spans:
        _mark_names(names, starts, spans, start, end)
    return Tokens(form, tuple(lower), tuple(starts), tuple(ends), tuple(names))


def _mark_names(
    names: list[int], starts: list[int], spans: Sequence[tuple[int, int, bool]], start: int, end: int
) -> None:
    index = bisect_left(spans, (start, start, False))
    if index and spans[index - 1][1] > start:
        index -= 1
    i = 0
    while index < len(spans) and spans[index][0] < end:
        begin, stop, qualifies = spans[index]
        i = bisect_left(starts, begin, i)
        while i < len(starts) and starts[i] < stop:
            names[i] = QUALIFIER if qualifies else index
            i += 1
        index += 1


def _parts_of(piece: str) -> tuple[tuple[str, int, int], ...]:
    """Return the tokens of a piece without blanks, each with its characters in the piece."""
    return tuple([(match.group(), match.start(), match.end()) for match in _TOKEN.finditer(piece)])


# Most of them come again: the same words before the same marks.
_parts = lru_cache(maxsize=16_384)(_parts_of)
