"""The words and marks of a sentence as parallel lists."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|'(?:s|re|ve|ll)\b|\d{1,3}(?:[.,]\d{3})+|[^\W_]+(?:[-&][^\W_]+)*(?:n't)?|[^\w\s]|_")
# A name of many parties without a name of their own, whose "and" joins no clauses.
_GENERIC_NAME = re.compile(
    r"\b(?:communists?(?: and (?:other )?(?:workers'?|left))(?: part(?:y|ies))?|partidos comunistas y obreros)",
    re.IGNORECASE,
)
QUALIFIER = -2


@dataclass(frozen=True, slots=True)
class Tokens:
    """Tokens of a stretch of a paragraph: ``lower`` words, their characters, and the name that covers each.

    ``name`` is the index of the name, -1 for a word outside names, QUALIFIER for one that only qualifies a noun.
    """

    lower: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    name: tuple[int, ...]
    capital: tuple[bool, ...]

    def __len__(self) -> int:
        return len(self.lower)

    def at(self, char: int) -> int:
        """Return the index of the first token that begins at a character or after it."""
        return bisect_left(self.starts, char)


def generic_names(form: str) -> list[tuple[int, int]]:
    """Return the characters of phrases such as "Communist and Workers' Parties" in a paragraph's match form."""
    return [m.span() for m in _GENERIC_NAME.finditer(form)]


def tokenise(form: str, start: int, end: int, spans: Sequence[tuple[int, int, bool]]) -> Tokens:
    """Return the tokens of ``form[start:end]`` (a paragraph in its match form).

    ``spans`` are the paragraph's names, in order and without overlap; a token inside one is no word of the sentence's
    own grammar ("March", "United"). A span that is marked only qualifies what follows ("US blockade").
    """
    lower, starts, ends, name, capital = [], [], [], [], []
    index = bisect_left(spans, (start, start, False))
    if index and spans[index - 1][1] > start:
        index -= 1
    for match in _TOKEN.finditer(form, start, end):
        begin, stop = match.span()
        while index < len(spans) and spans[index][1] <= begin:
            index += 1
        word = match.group()
        lower.append(word.lower())
        starts.append(begin)
        ends.append(stop)
        capital.append(word[0].isupper())
        covered = index < len(spans) and spans[index][0] <= begin
        name.append((QUALIFIER if spans[index][2] else index) if covered else -1)
    return Tokens(tuple(lower), tuple(starts), tuple(ends), tuple(name), tuple(capital))
