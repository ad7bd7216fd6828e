"""The part that a line plays on a page, and what was read from it alone."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from imcwp_data.corpus.cues import Cue
from imcwp_data.corpus.datelines import AgencyDateline
from imcwp_data.corpus.lines import Line
from imcwp_data.record import Record

_LONGEST_KICKER = 4


class Role(StrEnum):
    """What a line looks like. META: date, credit, tags; SHORT: no final stop, a headline, heading, caption or link."""

    META = "meta"
    FURNITURE = "furniture"
    CAPTION = "caption"
    ITEM = "item"
    PROSE = "prose"
    SHORT = "short"
    SLOGAN = "slogan"
    NAME = "name"


# The roles by themselves, and two together: a line is asked for its role tens of times, and to look a role up in its
# class takes ten times as long as to compare it.
META_LINE = Role.META
FURNITURE_LINE = Role.FURNITURE
CAPTION_LINE = Role.CAPTION
ITEM_LINE = Role.ITEM
PROSE_LINE = Role.PROSE
SHORT_LINE = Role.SHORT
SLOGAN_LINE = Role.SLOGAN
NAME_LINE = Role.NAME
PROSE_OR_SHORT = frozenset({PROSE_LINE, SHORT_LINE})


class Mark(Record, frozen=True):
    """A line with its role, its cue if it has one, the dateline that it opens with, and its first words."""

    line: Line
    role: Role
    cue: Cue | None
    dateline: AgencyDateline | None
    words: tuple[str, ...]


def is_kicker(marks: Sequence[Mark], i: int) -> bool:
    """Whether a line of a few capitals stands right above a headline, nearer to it than to what is above both."""
    if i + 1 >= len(marks):
        return False
    line, following = marks[i].line, marks[i + 1]
    return (
        marks[i].role is SHORT_LINE
        and line.words <= _LONGEST_KICKER
        and line.text.isupper()
        and following.role is SHORT_LINE
        and following.line.gap == 0 < line.gap
        and not following.line.text.isupper()
    )
