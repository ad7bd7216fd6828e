"""Sentences of a paragraph, as offsets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

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
    plain = _plain_sentences(text) if len(text) <= LONGEST else None
    return plain or _sentences(text)


def _plain_sentences(text: str) -> Sequence[tuple[int, int]] | None:
    """Return the sentences of a text in which every stop is a full stop with one blank behind it, or none; else None.

    Most paragraphs are such texts, in which stops are found many times faster than by a pattern.
    """
    if "!" in text or "?" in text or "…" in text or not text or text.strip() != text:
        return None
    pieces = text.split(". ")
    if "." in pieces[-1][:-1]:
        return None
    if len(pieces) == 1:
        return ((0, len(text)),)
    spans: list[tuple[int, int]] = []
    start = reached = 0
    for piece, following in pairwise(pieces):
        stop = reached + len(piece)
        reached = stop + len(". ")
        opening = following[:1]
        if "." in piece or opening.isspace():
            return None
        if opening.isupper() or opening.isdigit() or (opening and opening in _OPENING):
            word = piece.rpartition(" ")[2]
            if not (_shortened(word) if word.isalpha() else _abbreviation(text, stop)):
                spans.append((start, stop + 1))
                start = reached
    spans.append((start, len(text)))
    return tuple(spans)


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
    return _shortened(word)


def _shortened(word: str) -> bool:
    return word.lower() in _ABBREVIATIONS or (len(word) == 1 and word.isupper())
