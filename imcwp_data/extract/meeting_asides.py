"""Meetings that a sentence names beside something else: "the summit in Riga", "during the congress of X"."""

from __future__ import annotations

import re
from itertools import pairwise

from imcwp_data.extract.meeting_draft import Draft
from imcwp_data.extract.meeting_phrases import DURING, row_head, title_end
from imcwp_data.extract.meeting_series import Anchor
from imcwp_data.extract.meeting_views import SentenceView

# How far behind the word for a meeting its place or day may stand.
BESIDE = 40
_PLACED = re.compile(
    r",?\s*(?:\([^()]{1,20}\)\s*)?(?:held\s+)?(?:in|at|en)\s+(?:the\s+|la\s+|el\s+)?(?:\w+\s+of\s+)?", re.IGNORECASE
)
_PREDICATE = re.compile(r"\b(?:was|is|were|be|became|as)\s+(?:an?\s+)?$", re.IGNORECASE)
_WITH = re.compile(r"\s+(?:\w+\s+){0,4}(?:with|con|between|entre)\b", re.IGNORECASE)
_HELD_A = re.compile(r"\b(?:held|had|mantuvieron|celebraron)\s+(?:an?|una?|bilateral)\b", re.IGNORECASE)
_AND = re.compile(r"\b(?:and|y|e)\b", re.IGNORECASE)
_CLOSING = frozenset('”"»')
_RETOLD = frozenset({"quote", "caption", "title", "heading", "tags"})


def another_year(view: SentenceView, anchor: Anchor, known: Draft) -> bool:
    """Say whether a date beside a word for a meeting is of another year than the meeting of that kind told before."""
    years = {value[:4] for value in known.values("date_edtf")}
    beside = {d.date_edtf[:4] for d in view.dates if 0 <= d.char_start - anchor.char_end <= BESIDE}
    return bool(years and beside) and not years & beside


def convened(view: SentenceView, anchor: Anchor) -> bool:
    """Say whether a sentence without a verb of meeting tells of one with its place or day: "the summit in Riga"."""
    if anchor.reference != "other" or len(anchor.phrase.split()) < 2 or view.paragraph.kind in _RETOLD:
        return False
    text = view.paragraph.text
    if anchor.phrase[-1] in _CLOSING or title_end(text, anchor.char_end, view.char_end) > 0:
        return True
    if _PREDICATE.search(text, max(view.char_start, anchor.char_start - 12), anchor.char_start):
        return False
    dated = any(
        0 <= d.char_start - anchor.char_end <= BESIDE
        or (d.char_end <= anchor.char_start and DURING.fullmatch(text, d.char_end, anchor.char_start))
        for d in view.dates
    )
    placed = any(
        0 < p.char_start - anchor.char_end <= BESIDE and _PLACED.fullmatch(text, anchor.char_end, p.char_start)
        for p in view.places
    )
    return dated or placed or view.char_start < row_head(view) <= anchor.char_start


def held_with(view: SentenceView, anchor: Anchor) -> bool:
    """Say whether a meeting is told to be one with somebody, which needs neither place nor day to be one."""
    return _WITH.match(view.paragraph.text, anchor.char_end) is not None


def held_by_two(view: SentenceView, anchor: Anchor) -> bool:
    """Say whether two are told to have held a meeting: "X and Y held a bilateral meeting"."""
    text = view.paragraph.text
    verb = _HELD_A.search(text, view.char_start, anchor.char_end)
    return verb is not None and _two_before(view, verb.start())


def _two_before(view: SentenceView, verb: int) -> bool:
    """Say whether two that are joined by "and" are the subject of a verb."""
    before = [m for m in view.mentions if m.char_end <= verb][-4:]
    text = view.paragraph.text
    return (
        bool(before)
        and verb - before[-1].char_end <= 24
        and any(
            _AND.search(text, one.char_end, other.char_start) and other.char_start - one.char_end <= 30
            for one, other in pairwise(before)
        )
    )
