"""The lines of a source, measured once: everything later decides on these."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import accumulate

from imcwp_data.record import Record
from imcwp_data.text.normalise import cut_marker, fold, lower_form

# A line of a page's furniture is short; rules that search a whole line look at no longer ones, which keeps them linear.
LONGEST_FURNITURE = 600
_REMEMBERED = 20_000
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


def _line(piece: str, number: int, start: int, gap: int) -> Line | None:
    """Return a line whose characters begin at ``start``, None if it is blank."""
    folded = fold(piece)
    if not folded:
        return None
    marker, text = cut_marker(folded)
    raw = piece.strip()
    if len(raw) < len(piece):
        start += len(piece) - len(piece.lstrip())
    head = text[:LONGEST_FURNITURE]
    return Line(
        number,
        start,
        start + len(raw),
        raw[:LONGEST_FURNITURE],
        text,
        marker,
        lower_form(head),
        _final(text),
        gap,
        head.count(" ") + 1,
        len(text) <= LONGEST_FURNITURE,
    )


def read_lines(text: str) -> list[Line]:
    """Return the non-blank lines of a text. Lines end at ``\\n``, ``\\r\\n`` or a lone ``\\r``.

    A line is blank where nothing is left of it once it is folded: white space and invisible characters.
    """
    lines: list[Line] = []
    # Menus, rules and lists of names come again: short lines of the same characters are measured once.
    known: dict[str, tuple[Line, int]] = {}
    previous = 0
    starts, pieces = _pieces(text)
    for number, (start, piece) in enumerate(zip(starts, pieces, strict=False), 1):
        if not piece:
            continue
        same = known.get(piece)
        if same is not None:
            line: Line | None = _moved(*same, number, start, number - previous - 1)
        else:
            line = _line(piece, number, start, number - previous - 1)
            if line is not None and len(piece) <= LONGEST_FURNITURE and len(known) < _REMEMBERED:
                known[piece] = line, start
        if line is not None:
            lines.append(line)
            previous = number
    return lines


def _moved(line: Line, piece_start: int, number: int, start: int, gap: int) -> Line:
    """Return a line of the same characters elsewhere; ``piece_start`` is where the characters of the first begin."""
    by = start - piece_start
    return line.changed(number=number, start=line.start + by, end=line.end + by, gap=gap)
