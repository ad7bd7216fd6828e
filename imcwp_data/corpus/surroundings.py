"""What the lines around a line make of it, whatever it says: verses, lists, interviews, comments, headings."""

from __future__ import annotations

import re
from collections.abc import Sequence

from imcwp_data.corpus.function_words import COMMENTING
from imcwp_data.corpus.marks import (
    CAPTION_LINE,
    FURNITURE_LINE,
    ITEM_LINE,
    META_LINE,
    NAME_LINE,
    PROSE_LINE,
    PROSE_OR_SHORT,
    SHORT_LINE,
    Mark,
)
from imcwp_data.corpus.names import looks_like_name

_SKIPPED = frozenset({FURNITURE_LINE, CAPTION_LINE})
_OF_LIST = frozenset({ITEM_LINE, NAME_LINE})
_LONGEST_HEAD = 40
_LONGEST_TAG = 25
_LONGEST_NUMBERED_HEADING = 12
_LONGEST_COMMENTER = 6
_NUMBER = re.compile(r"\(?(?:\d{1,2}|[ivxIVX]{1,4}|[A-Za-z])[.)]")
_LONGEST_LABEL = 40


def names_commenter(marks: Sequence[Mark], i: int) -> bool:
    """Whether a line opens a reader's comment: a name that "says:", with the day below it."""
    line = marks[i].line
    if line.final != ":" or line.words > _LONGEST_COMMENTER or i + 1 >= len(marks):
        return False
    name, _, verb = line.text.rstrip(" :").rpartition(" ")
    cue = marks[i + 1].cue
    return verb.lower() in COMMENTING and looks_like_name(name) and cue is not None and cue.kind == "date"


def runs_on(marks: Sequence[Mark], i: int) -> bool:
    """Whether the line right below goes on in small letters."""
    if i + 1 >= len(marks) or marks[i + 1].role not in PROSE_OR_SHORT:
        return False
    below = marks[i + 1].line
    return below.gap == 0 and below.text[0].islower() and "@" not in below.text


def speakers(marks: Sequence[Mark]) -> frozenset[str]:
    """Return the names before the questions of an interview, which come again and again ("Red Star: And then?")."""
    once: set[str] = set()
    again: set[str] = set()
    for mark in marks:
        if mark.line.final == "?" and mark.role is SHORT_LINE:
            label, colon, _ = mark.line.text[:_LONGEST_LABEL].partition(":")
            if colon:
                (again if label in once else once).add(label)
    return frozenset(again)


def in_verse(marks: Sequence[Mark], i: int) -> bool:
    """Whether a line stands in a block of short lines without a blank one: a poem, an address, not headings."""
    start, end = i, i
    while start > max(0, i - 2) and marks[start].line.gap == 0 and marks[start - 1].role is SHORT_LINE:
        start -= 1
    while end < min(len(marks) - 1, i + 2) and marks[end + 1].line.gap == 0 and marks[end + 1].role is SHORT_LINE:
        end += 1
    return end - start >= 2


def text_begins(marks: Sequence[Mark]) -> int:
    """Return the index of the line with which an article's text begins."""
    for i, mark in enumerate(marks):
        if i == _LONGEST_HEAD:
            return i
        if mark.role is PROSE_LINE or mark.role is NAME_LINE or (mark.role is ITEM_LINE and not is_tag(marks, i)):
            return i
    return len(marks)


def is_tag(marks: Sequence[Mark], i: int) -> bool:
    """Whether a bulleted line in the head names what a page is filed under: short, without a stop, beside a date."""
    start = i
    while start > 0 and marks[start - 1].role is ITEM_LINE:
        start -= 1
    if (
        not all(mark.line.final == "" and mark.line.words <= _LONGEST_TAG for mark in marks[start : i + 1])
        or i - start > 3
    ):
        return False
    marker = marks[i].line.marker
    if marker is not None and marker[0].isalnum():
        return False
    if i + 1 < len(marks) and marks[i + 1].role is ITEM_LINE and i - start >= 3:
        return False
    return start > 0 and marks[start - 1].cue is not None and marks[start - 1].role is META_LINE


def after_quote(kinds: Sequence[str | None], i: int) -> bool:
    """Whether a line stands right below a quoted one."""
    return i > 0 and kinds[i - 1] == "quote"


def asks(final: str) -> bool:
    """Whether a line ends as questions and cries do."""
    return final in {"?", "!"}


def next_text(marks: Sequence[Mark], i: int) -> Mark | None:
    """Return the next line that is neither furniture nor caption."""
    return next((mark for mark in marks[i + 1 : i + 8] if mark.role not in _SKIPPED), None)


def list_follows(marks: Sequence[Mark], i: int) -> bool:
    """Whether a list stands below a line."""
    following = next_text(marks, i)
    return following is not None and following.role in _OF_LIST


def opens_clauses(marks: Sequence[Mark], i: int) -> bool:
    """Whether a line is the subject of the clauses that stand below it as items ("The parties / a) demand ...;")."""
    items = [mark.line for mark in marks[i + 1 : i + 3] if mark.role is ITEM_LINE]
    return len(items) > 1 and all(line.text[0].islower() and line.final == ";" for line in items)


def closes_before_furniture(marks: Sequence[Mark], i: int) -> bool:
    """Whether furniture stands right below a line."""
    return i + 1 < len(marks) and marks[i + 1].role is FURNITURE_LINE


def heads_text(marks: Sequence[Mark], i: int) -> bool:
    """Whether a numbered line is the heading of a section: short, no stop, between paragraphs, not in a list."""
    line = marks[i].line
    if line.final or line.words > _LONGEST_NUMBERED_HEADING or not _NUMBER.fullmatch(line.marker or ""):
        return False
    before = marks[i - 1].role if i else None
    after = marks[i + 1].role if i + 1 < len(marks) else None
    return after is PROSE_LINE and before is not ITEM_LINE
