"""The lines of a source, measured once: everything later decides on these."""

from __future__ import annotations

import re
from collections.abc import Iterator

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


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines of a text with where they begin."""
    start = 0
    if "\r" not in text:
        for piece in text.split("\n"):
            yield start, piece
            start += len(piece) + 1
        return
    for line_break in _BREAK.finditer(text):
        yield start, text[start : line_break.start()]
        start = line_break.end()
    yield start, text[start:]


class _Measured(Record, frozen=True):
    """What a line's own characters tell of it, wherever it stands."""

    lead: int
    length: int
    raw: str
    text: str
    marker: str | None
    form: str
    final: str
    words: int


def _measure(piece: str) -> _Measured | None:
    """Return the measures of a line, None if it is blank."""
    folded = fold(piece)
    if not folded:
        return None
    marker, text = cut_marker(folded)
    raw = piece.strip()
    head = text[:LONGEST_FURNITURE]
    return _Measured(
        lead=len(piece) - len(piece.lstrip()),
        length=len(raw),
        raw=raw[:LONGEST_FURNITURE],
        text=text,
        marker=marker,
        form=lower_form(head),
        final=_final(text),
        words=head.count(" ") + 1,
    )


def read_lines(text: str) -> list[Line]:
    """Return the non-blank lines of a text. Lines end at ``\\n``, ``\\r\\n`` or a lone ``\\r``.

    A line is blank where nothing is left of it once it is folded: white space and invisible characters.
    """
    lines: list[Line] = []
    # Menus, rules and lists of names come again: short lines of the same characters are measured once.
    known: dict[str, _Measured | None] = {}
    previous = 0
    for number, (start, piece) in enumerate(_pieces(text), 1):
        if not piece:
            continue
        if piece in known:
            measured = known[piece]
        else:
            measured = _measure(piece)
            if len(piece) <= LONGEST_FURNITURE and len(known) < _REMEMBERED:
                known[piece] = measured
        if measured is None:
            continue
        start += measured.lead
        lines.append(
            Line(
                number,
                start,
                start + measured.length,
                measured.raw,
                measured.text,
                measured.marker,
                measured.form,
                measured.final,
                number - previous - 1,
                measured.words,
                len(measured.text) <= LONGEST_FURNITURE,
            )
        )
        previous = number
    return lines
