"""Sentences of a paragraph, as offsets."""

from __future__ import annotations

import re

_ABBREVIATIONS = frozenset({
    "mr", "mrs", "ms", "dr", "prof", "st", "sr", "sra", "jr", "gen", "col", "capt", "lt", "sgt", "rev", "hon",
    "pres", "gov", "sen", "rep", "no", "nos", "vol", "pp", "p", "ed", "eds", "cf", "vs", "etc", "al", "jan", "feb",
    "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "ene", "abr", "ago", "dic", "approx",
    "dept", "est", "fig", "inc", "ltd", "corp", "co", "u.s", "u.k", "u.n", "e.u", "u.s.a", "d.c", "a.m", "p.m",
    "e.g", "i.e", "mons", "lic", "ing", "ee.uu", "s.a", "núm", "pág", "art",
})  # fmt: skip
_STOP = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s|$)")
# No writer's sentence is longer. What is done within a sentence may compare its parts with one another; the limit keeps
# that, too, linear in the text.
_LONGEST = 4000
_OPENING = "\"'“”‘’«([¿¡–—-"


def sentences(text: str) -> list[tuple[int, int]]:
    """Return the (start, end) offsets of a text's sentences; together they cover all that is not white space.

    A stop ends a sentence where a capital, a digit or an opening mark follows, unless it belongs to an abbreviation or
    to a single initial ("U.S. government", "J. Posadas", "Nov. 15"). A run of 4,000 characters without an end is cut.
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for stop in _STOP.finditer(text):
        following = text[stop.end() : stop.end() + 3].lstrip()
        if following and not (following[0].isupper() or following[0].isdigit() or following[0] in _OPENING):
            continue
        if (
            text[stop.start()] == "."
            and stop.end() - stop.start() == 1
            and following
            and _abbreviation(text, stop.start())
        ):
            continue
        spans.append((start, stop.end()))
        start = stop.end()
    spans.append((start, len(text)))
    trimmed = []
    for begin, end in spans:
        piece = text[begin:end]
        left, right = len(piece) - len(piece.lstrip()), len(piece) - len(piece.rstrip())
        if begin + left < end - right:
            trimmed.extend(_parts(text, begin + left, end - right))
    return trimmed


def _parts(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut what is longer than a sentence can be at white space, or where there is none, at its length."""
    parts = []
    while end - start > _LONGEST:
        space = text.rfind(" ", start + _LONGEST // 2, start + _LONGEST)
        stop = space if space > 0 else start + _LONGEST
        parts.append((start, stop))
        start = stop + 1 if space > 0 else stop
        while start < end and text[start].isspace():
            start += 1
    parts.append((start, end))
    return parts


def _abbreviation(text: str, stop: int) -> bool:
    begin = stop
    # Bounded look-back keeps the whole linear on a text without spaces.
    while begin > 0 and stop - begin < 12 and not text[begin - 1].isspace() and text[begin - 1] not in _OPENING:
        begin -= 1
    word = text[begin:stop]
    return word.lower() in _ABBREVIATIONS or (len(word) == 1 and word.isupper())
