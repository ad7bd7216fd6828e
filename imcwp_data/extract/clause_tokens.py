"""The words and marks of a sentence as parallel lists."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache

from imcwp_data.record import Record

_TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}|'(?:s|re|ve|ll)\b|\d{1,3}(?:[.,]\d{3})+|[^\W_]+(?:[-&][^\W_]+)*(?:n't)?|[^\w\s]|_"
)
# A name of many parties without a name of their own, whose "and" joins no clauses.
_GENERIC_NAME = re.compile(
    r"\b(?:communists?(?: and (?:other )?(?:workers'?|left))(?: part(?:y|ies))?|partidos comunistas y obreros)"
)
# Most pieces that are more than a word are one with such a mark behind it.
_STOPS = frozenset(",.;:!?")
QUALIFIER = -2
# Longer pieces are seldom words, and are not kept.
_LONGEST_KNOWN = 32


class Tokens(Record, frozen=True):
    """Tokens of a stretch of a paragraph: ``lower`` words, their characters, and the name that covers each.

    ``name`` is the index of the name, -1 for a word outside names, QUALIFIER for one that only qualifies a noun.
    """

    form: str
    lower: tuple[str, ...]
    starts: Sequence[int]
    name: Sequence[int]

    def __len__(self) -> int:
        return len(self.lower)

    def end(self, index: int) -> int:
        """Return the character after a token."""
        return self.starts[index] + len(self.lower[index])

    def capital(self, index: int) -> bool:
        """Tell whether a token begins with a capital letter."""
        return self.form[self.starts[index]].isupper()


def generic_names(lower: str) -> list[tuple[int, int]]:
    """Return the characters of phrases such as "communist and workers' parties" in a paragraph's lower form."""
    if "munist" not in lower:
        return []
    if "communist and " in lower or "communists and " in lower or "comunistas y " in lower:
        return [m.span() for m in _GENERIC_NAME.finditer(lower)]
    return []


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
    add_word, add_start = lower.append, starts.append
    at = start
    # No token holds a blank, and what stands between two blanks mostly is one word, which needs no pattern.
    for piece in lowered[start:end].split(" "):
        if piece.isalpha():
            add_word(piece)
            add_start(at)
        elif piece:
            words, firsts = _parts(piece) if len(piece) < _LONGEST_KNOWN else _parts_of(piece)
            lower += words
            for first in firsts:
                add_start(at + first)
        at += len(piece) + 1
    names = [-1] * len(lower)
    if spans:
        _mark_names(names, starts, spans, start, end)
    return Tokens(form, tuple(lower), starts, names)


def _mark_names(
    names: list[int], starts: list[int], spans: Sequence[tuple[int, int, bool]], start: int, end: int
) -> None:
    index = 0
    if start:
        index = bisect_left(spans, (start, start, False))
        if index and spans[index - 1][1] > start:
            index -= 1
    i, size, count = 0, len(starts), len(spans)
    while index < count:
        begin, stop, qualifies = spans[index]
        if begin >= end:
            break
        i = bisect_left(starts, begin, i)
        mark = QUALIFIER if qualifies else index
        while i < size and starts[i] < stop:
            names[i] = mark
            i += 1
        index += 1


def _parts_of(piece: str) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Return the tokens of a piece without blanks, and where in the piece each begins."""
    word, mark = piece[:-1], piece[-1]
    if mark in _STOPS and word.isalpha():
        return (word, mark), (0, len(word))
    words, firsts = [], []
    for match in _TOKEN.finditer(piece):
        words.append(match.group())
        firsts.append(match.start())
    return tuple(words), tuple(firsts)


# Most of them come again: the same words before the same marks.
_parts = lru_cache(maxsize=16_384)(_parts_of)
