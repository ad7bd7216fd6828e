"""Paragraphs that a plain-text page broke into lines of equal width: their lines are text, not headings.

Such a block has no blank line inside, its lines but the last are about as long as the page is wide, at least one goes
on in small letters where the one above broke off, and its last line ends a sentence.
"""

from __future__ import annotations

from collections.abc import Sequence

from imcwp_data.corpus.captions import in_headline_capitals
from imcwp_data.corpus.function_words import UNFINISHED
from imcwp_data.corpus.marks import SHORT_LINE, Mark

# Mail and plain-text pages break lines at 60 to 80 characters, a few at up to 100.
_SHORTEST = 50
_LONGEST = 105
_ENDS = frozenset(".!?:;…")
_BREAKS = frozenset({"", ",", "-"})
_RAGGED = 20


def wrapped_lines(marks: Sequence[Mark]) -> list[int]:
    """Return the indexes of the short lines that are parts of wrapped paragraphs."""
    found: list[int] = []
    start = 0
    while start < len(marks):
        end = start + 1
        while end < len(marks) and marks[end].line.gap == 0:
            end += 1
        if end - start > 1:
            found.extend(_in_block(marks, start, end))
        start = end
    return found


def _in_block(marks: Sequence[Mark], start: int, end: int) -> list[int]:
    found: list[int] = []
    first = start
    for i in range(start, end):
        # A block may hold several paragraphs, one below the other; each ends with a sentence.
        if i + 1 == end or marks[i].line.final in _ENDS:
            if i > first and marks[i].line.final in _ENDS:
                found.extend(_in_paragraph(marks, first, i + 1))
            first = i + 1
    return found


def _in_paragraph(marks: Sequence[Mark], start: int, end: int) -> list[int]:
    while start < end and not _goes_on(marks, start, end):
        start += 1
    lines = marks[start:end]
    broken = [mark for mark in lines[:-1] if _SHORTEST <= len(mark.line.text) <= _LONGEST]
    if 2 * len(broken) < len(lines) - 1 or not any(mark.line.text[0].islower() for mark in lines[1:]):
        return []
    return [start + k for k, mark in enumerate(lines) if mark.role is SHORT_LINE]


def _goes_on(marks: Sequence[Mark], i: int, end: int) -> bool:
    """Whether a line is broken off: a headline right above a paragraph is not."""
    if i + 1 >= end:
        return False
    line, following = marks[i].line, marks[i + 1].line
    if line.final not in _BREAKS or len(line.text) > _LONGEST or line.text.isupper():
        return False
    if following.text[0].islower() or (marks[i].words and marks[i].words[-1] in UNFINISHED):
        return True
    return not in_headline_capitals(line.text) and abs(len(line.text) - len(following.text)) <= _RAGGED
