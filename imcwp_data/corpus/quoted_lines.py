"""Where single quoted lines and runs of them begin and end, by their quotation marks and by what stands around them."""

from __future__ import annotations

from collections.abc import Sequence

from imcwp_data.corpus.marks import (
    CAPTION_LINE,
    FURNITURE_LINE,
    ITEM_LINE,
    META_LINE,
    PROSE_LINE,
    SHORT_LINE,
    SLOGAN_LINE,
    Mark,
)
from imcwp_data.corpus.names import looks_like_name, split_credit
from imcwp_data.corpus.quotation_marks import OPENING, is_enclosed, is_left_open, is_one_piece, shuts

_OF_HEAD = frozenset({SHORT_LINE, META_LINE, SLOGAN_LINE})
_BELOW_SPEECH = frozenset({SHORT_LINE, ITEM_LINE})
_LONGEST_SPEAKER = 14
# Between an announcement and the text there may stand its headline, its date and a cry.
_LONGEST_HEAD = 3
# Within so many lines a quotation that stays open is closed, or it is none.
_LONGEST_OPEN = 80
# What may stand between the paragraphs of a quotation and is no part of it.
SKIPPED = frozenset({FURNITURE_LINE, CAPTION_LINE})


def mark_quoted(marks: Sequence[Mark], found: dict[int, str], start: int, end: int) -> None:
    """Enter the paragraphs of a block as quoted."""
    found.update((k, "quote") for k in range(start, end) if marks[k].role is PROSE_LINE)


def own_text_follows(marks: Sequence[Mark], end: int) -> bool:
    """Whether something of the page's own follows the block."""
    return any(mark.role is PROSE_LINE for mark in marks[end:])


def text_after(marks: Sequence[Mark], i: int) -> Mark | None:
    """Return the first paragraph below an announcement, whose headline, date or cry may stand between."""
    below = [mark for mark in marks[i + 1 : i + 8] if mark.role not in SKIPPED]
    for mark in below[: _LONGEST_HEAD + 1]:
        if mark.role is PROSE_LINE:
            return mark
        if mark.role not in _OF_HEAD:
            return None
    return None


def open_from(marks: Sequence[Mark], start: int) -> int | None:
    """Return the first paragraph of a block if it begins with a quotation mark that it does not close."""
    for i, mark in enumerate(marks[start : start + 8], start):
        if mark.role is PROSE_LINE:
            return i if is_left_open(mark.line.text) else None
    return None


def open_run(marks: Sequence[Mark], start: int, *, announced: bool) -> int | None:
    """Return the end of a quotation of several paragraphs that begins at ``start``, None if it is never closed.

    Without an announcement every paragraph must begin with a quotation mark, and none may hold anything else.
    """
    text = marks[start].line.text
    if not is_left_open(text) or not (announced or is_one_piece(text)):
        return None
    mark_of_all = text[0]
    for i, mark in enumerate(marks[start + 1 : start + _LONGEST_OPEN], start + 1):
        if mark.role in SKIPPED:
            continue
        text = mark.line.text
        begins = text[0] == mark_of_all
        if shuts(text, mark_of_all) and (announced or begins or mark.role is not PROSE_LINE):
            return i + 1
        if mark.role is not PROSE_LINE:
            continue
        if not announced and not (begins and is_left_open(text) and is_one_piece(text)):
            return None
    return None


def without_furniture(marks: Sequence[Mark], start: int, end: int) -> int:
    """Return the end of a block without the furniture and captions that stand last in it."""
    while end > start and marks[end - 1].role in SKIPPED:
        end -= 1
    return end


def speech_goes_on(marks: Sequence[Mark], i: int, found: dict[int, str]) -> bool:
    """Whether a report goes on with the words of a speaker whom the paragraph above quotes and names."""
    if i == 0 or found.get(i - 1) == "quote" or marks[i - 1].role is not PROSE_LINE:
        return False
    if (
        i + 1 < len(marks)
        and marks[i + 1].role in _BELOW_SPEECH
        and looks_like_name(split_credit(marks[i + 1].line.text)[0])
    ):
        return False
    return any(char in OPENING for char in marks[i - 1].line.text)


def is_pull_quote(marks: Sequence[Mark], i: int) -> bool:
    """Whether a short line is somebody's words in quotation marks, with the name of who said them right below."""
    if marks[i].role is not SHORT_LINE or not is_enclosed(marks[i].line.text) or i + 1 >= len(marks):
        return False
    below = marks[i + 1]
    name = split_credit(below.line.text)[0]
    return (
        below.role is SHORT_LINE
        and below.line.gap == 0
        and below.line.words <= _LONGEST_SPEAKER
        and name.count(" ") >= 1
        and looks_like_name(name)
    )


def is_announced_motto(marks: Sequence[Mark], i: int) -> bool:
    """Whether a line in quotation marks is what the paragraph above announces: a theme, a slogan, a verse."""
    return (
        marks[i].role is SHORT_LINE
        and is_enclosed(marks[i].line.text)
        and marks[i - 1].role is PROSE_LINE
        and marks[i - 1].line.final == ":"
    )
