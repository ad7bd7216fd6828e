"""The lines of a source, measured once: everything later decides on these."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from imcwp_data.text.normalise import cut_marker, fold, match_form

# A line of a page's furniture is short; rules that search a whole line look at no longer ones, which keeps them linear.
LONGEST_FURNITURE = 600
_BREAK = re.compile(r"\r\n|\r|\n")
# What may stand behind the stop of a sentence: closing marks and a footnote's number.
_FINAL = re.compile(r"([.!?…:;,])[\"'”’»)\]\s]*(?:\[\d{1,3}\])?$")
# Stops that end a word, not a sentence: "the U.S.", "Jr.".
_ABBREVIATION = re.compile(r"(?:\b[A-Z]\.){2,}$|\b(?:Jr|Sr)\.$")
_LETTER = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class Line:
    """A non-blank line.

    ``text`` is folded and without ``marker``; ``form`` is ``text`` in lower case with plain quotes and dashes, cut at
    ``LONGEST_FURNITURE``; ``final`` is the punctuation that the line ends with ("" without any); ``gap`` counts the
    blank lines before it; ``words`` counts words, up to a limit that only matters to short lines.
    """

    index: int
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

    @property
    def short(self) -> bool:
        """Whether the line could be furniture, judged by its length alone."""
        return len(self.text) <= LONGEST_FURNITURE

    @property
    def wordless(self) -> bool:
        """Whether the line holds neither a letter nor a digit (a rule, a row of stars)."""
        return self.short and _LETTER.search(self.text) is None


def lower_form(text: str) -> str:
    """Return a text in lower case with plain quotes and dashes, character for character (same length)."""
    form = match_form(text)
    lower = form.lower()
    return lower if len(lower) == len(form) else "".join(c.lower() if len(c.lower()) == 1 else c for c in form)


def _spans(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line_break in _BREAK.finditer(text):
        yield start, line_break.start()
        start = line_break.end()
    yield start, len(text)


def read_lines(text: str) -> list[Line]:
    """Return the non-blank lines of a text. Lines end at ``\\n``, ``\\r\\n`` or a lone ``\\r``.

    A line is blank where nothing is left of it once it is folded: white space and invisible characters.
    """
    lines: list[Line] = []
    previous = 0
    for number, (start, end) in enumerate(_spans(text), 1):
        if start == end:
            continue
        piece = text[start:end]
        folded = fold(piece)
        if not folded:
            continue
        marker, content = cut_marker(folded)
        raw = piece.strip()
        begin = start + len(piece) - len(piece.lstrip())
        head = content[:LONGEST_FURNITURE]
        end_piece = content[-20:]
        final = None if _ABBREVIATION.search(end_piece) else _FINAL.search(end_piece)
        lines.append(
            Line(
                index=len(lines),
                number=number,
                start=begin,
                end=begin + len(raw),
                raw=raw[:LONGEST_FURNITURE],
                text=content,
                marker=marker,
                form=lower_form(head),
                final=final.group(1) if final else "",
                gap=number - previous - 1,
                words=head.count(" ") + 1,
            )
        )
        previous = number
    return lines
