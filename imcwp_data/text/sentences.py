"""Sentences of a paragraph, as offsets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

_ABBREVIATIONS = frozenset({
    "mr", "mrs", "ms", "dr", "prof", "st", "sr", "sra", "jr", "gen", "col", "capt", "lt", "sgt", "rev", "hon",
    "pres", "gov", "sen", "rep", "no", "nos", "vol", "pp", "p", "ed", "eds", "cf", "vs", "etc", "al", "jan", "feb",
    "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "ene", "abr", "ago", "dic", "approx",
    "dept", "est", "fig", "inc", "ltd", "corp", "co", "u.s", "u.k", "u.n", "e.u", "u.s.a", "d.c", "a.m", "p.m",
    "e.g", "i.e", "mons", "lic", "ing", "ee.uu", "s.a", "núm", "pág", "art",
})  # fmt: skip
# A search for one sign of a kind, then more, is twice as fast as one for many.
_STOP = re.compile(r"[.!?…][.!?…]*[\"'”’»)\]]*(?=\s|$)")
# No writer's sentence is longer. What is done within a sentence may compare its parts with one another; the limit keeps
# that, too, linear in the text.
LONGEST = 4000
_OPENING = "\"'“”‘’«([¿¡–—-"


def sentences(text: str) -> Sequence[tuple[int, int]]:
    """Return the (start, end) offsets of a text's sentences; together they cover all that is not white space.

    A stop ends a sentence where a capital, a digit or an opening mark follows, unless it belongs to an abbreviation or
    to a single initial ("U.S. government", "J. Posadas", "Nov. 15"). A run of 4,000 characters without an end is cut.
    """
    return _remembered(text) if len(text) <= LONGEST else _sentences(text)


# Several readers ask for the sentences of a document's paragraphs, one after the other.
@lru_cache(maxsize=512)
def _remembered(text: str) -> Sequence[tuple[int, int]]:
    return _sentences(text)


def _sentences(text: str) -> Sequence[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    start = 0
    for stop in _STOP.finditer(text):
        first, end = stop.span()
        following = text[end : end + 3].lstrip()
        if following and not (following[0].isupper() or following[0].isdigit() or following[0] in _OPENING):
            continue
        if following and end - first == 1 and text[first] == "." and _abbreviation(text, first):
            continue
        spans.append((start, end))
        start = end
    spans.append((start, len(text)))
    trimmed: list[tuple[int, int]] = []
    for begin, end in spans:
        piece = text[begin:end].rstrip()
        end = begin + len(piece)
        begin = end - len(piece.lstrip())
        if end - begin > LONGEST:
            trimmed.extend(_parts(text, begin, end))
        elif begin < end:
            trimmed.append((begin, end))
    return tuple(trimmed)


def _parts(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut what is longer than a sentence can be at white space, or where there is none, at its length."""
    parts = []
    while end - start > LONGEST:
        space = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
        stop = space if space > 0 else start + LONGEST
        parts.append((start, stop))
        start = stop + 1 if space > 0 else stop
        while start < end and text[start].isspace():
            start += 1
    parts.append((start, end))
    return parts


def _abbreviation(text: str, stop: int) -> bool:
    # Bounded look-back keeps the whole linear on a text without spaces.
    before = text[max(0, stop - 12) : stop]
    word = before[before.rfind(" ") + 1 :]
    if not word.isalpha():
        at = len(before)
        while at > 0 and not before[at - 1].isspace() and before[at - 1] not in _OPENING:
            at -= 1
        word = before[at:]
    return word.lower() in _ABBREVIATIONS or (len(word) == 1 and word.isupper())
