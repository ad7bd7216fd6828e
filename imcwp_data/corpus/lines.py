"""The lines of a source, measured once: everything later decides on these."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import accumulate

from imcwp_data.record import Record
from imcwp_data.text.normalise import cut_marker, fold, lower_form

# A line of a page's furniture is short; rules that search a whole line look at no longer ones, which keeps them linear.
LONGEST_FURNITURE = 600
# How many lines are kept as they were measured, and how long those are that come on page after page.
_REMEMBERED = 4096
_LONGEST_REMEMBERED = 120
_BREAK = re.compile(r"\r\n|\r|\n")
_FINALS = frozenset(".!?…:;,")
# What may stand behind the stop of a sentence: closing marks and a footnote's number.
_FINAL = re.compile(r"([.!?…:;,])[\"'”’»)\]\s]*(?:\[\d{1,3}\])?$")
# Stops that end a word, not a sentence: "the U.S.", "Jr.".
_ABBREVIATION = re.compile(r"(?:\b[A-Z]\.){2,}$|\b(?:Jr|Sr)\.$")
_LETTER = re.compile(r"[^\W_]")


class Line(Record, frozen=True):
    """A non-blank line.

    ``text`` is folded and without ``marker``; ``form`` is ``text`` in lower case with plain quotes and dashes, cut at
    ``LONGEST_FURNITURE``; ``final`` is the punctuation that the line ends with ("" without any); ``gap`` counts the
    blank lines before it; ``words`` counts words, up to a limit that only matters to short lines; ``short`` tells
    whether the line could be furniture, judged by its length alone.
    """

    number: int
    start: int
    end: int
    raw: str
    text: str
    marker: str | None
    form: str
    final: str
    gap: int
    words: int
    short: bool

    @property
    def wordless(self) -> bool:
        """Whether the line holds neither a letter nor a digit (a rule, a row of stars)."""
        return not self.text[0].isalnum() and self.short and _LETTER.search(self.text) is None


def _final(text: str) -> str:
    """Return the punctuation that a text ends with, "" without any."""
    last = text[-1]
    if last.isalnum():
        return ""
    end = text[-20:]
    if last == "." and (end[-2:-1] == "r" or end[-2:-1].isupper()) and _ABBREVIATION.search(end):
        return ""
    if last in _FINALS:
        return last
    final = _FINAL.search(end)
    return final.group(1) if final else ""


def _pieces(text: str) -> tuple[Iterable[int], list[str]]:
    """Return where the lines of a text begin, and the lines."""
    if "\r" in text:
        return [0, *[line_break.end() for line_break in _BREAK.finditer(text)]], _BREAK.split(text)
    pieces = text.split("\n")
    return accumulate([len(piece) + 1 for piece in pieces], initial=0), pieces


# What is measured in the characters of a line alone: how many stand before the first that is not white space, then
# all that :class:`Line` has but for where it stands, in its order. None of a blank line.
_Measured = tuple[int, str, str, str | None, str, str, int, bool]


def _measured_anew(piece: str) -> _Measured | None:
    folded = fold(piece)
    if not folded:
        return None
    marker, text = cut_marker(folded)
    raw = piece.strip()
    lead = len(piece) - len(piece.lstrip()) if len(raw) < len(piece) else 0
    head = text[:LONGEST_FURNITURE]
    short = len(text) <= LONGEST_FURNITURE
    return lead, raw, text, marker, lower_form(head), _final(text), head.count(" ") + 1, short


# Menus, rules and lists of names come again, on a page and on the next ones.
_measured = lru_cache(maxsize=_REMEMBERED)(_measured_anew)


def read_lines(text: str) -> list[Line]:
    """Return the non-blank lines of a text. Lines end at ``\\n``, ``\\r\\n`` or a lone ``\\r``.

    A line is blank where nothing is left of it once it is folded: white space and invisible characters.
    """
    lines: list[Line] = []
    previous = 0
    starts, pieces = _pieces(text)
    for number, (start, piece) in enumerate(zip(starts, pieces, strict=False), 1):
        if not piece:
            continue
        found = _measured(piece) if len(piece) <= _LONGEST_REMEMBERED else _measured_anew(piece)
        if found is None:
            continue
        lead, raw, bare, marker, form, final, words, short = found
        start += lead
        lines.append(
            Line(
                number,
                start,
                start + len(raw),
                raw[:LONGEST_FURNITURE],
                bare,
                marker,
                form,
                final,
                number - previous - 1,
                words,
                short,
            )
        )
        previous = number
    return lines
