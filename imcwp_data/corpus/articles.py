"""Where the articles of a page begin.

An article begins at its headline: a line without a final stop that a date, a credit or an agency's dateline follows,
at once or after a caption or deck. A page whose first article has its date above the headline has it above all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from imcwp_data.corpus.captions import CAPTION, POSSIBLE_CAPTION, LineJudge
from imcwp_data.corpus.marks import (
    CAPTION_LINE,
    FURNITURE_LINE,
    ITEM_LINE,
    META_LINE,
    NAME_LINE,
    PROSE_LINE,
    PROSE_OR_SHORT,
    SHORT_LINE,
    SLOGAN_LINE,
    Mark,
    is_kicker,
)
from imcwp_data.corpus.names import looks_like_name, split_credit

_BELOW_HEADLINE = frozenset({SHORT_LINE, CAPTION_LINE})
_BELOW_DATE = frozenset({META_LINE, FURNITURE_LINE, CAPTION_LINE})
_BETWEEN_TEASERS = frozenset({FURNITURE_LINE, META_LINE})
_BEGINNING = frozenset({PROSE_LINE, CAPTION_LINE, META_LINE, SHORT_LINE})
# Between a headline and its date there is seldom more than a caption and a deck.
_OF_SITE = frozenset({PROSE_LINE, FURNITURE_LINE})
_LONGEST_INTERVAL = 2
_LONGEST_DECK = 60
_LONGEST_HEAD = 12
_LONGEST_PREAMBLE = 4
_TEXT = frozenset({PROSE_LINE, ITEM_LINE, SLOGAN_LINE, NAME_LINE})


class ArticleFinder:
    """Finds the first lines of a page's articles."""

    def __init__(
        self,
        is_rubric: Callable[[Mark], bool],
        names_organisation: Callable[[Mark], bool],
        judge: LineJudge,
    ) -> None:
        self._is_rubric = is_rubric
        self._judge = judge
        self._names_organisation = names_organisation

    def starts(self, marks: Sequence[Mark]) -> list[int]:
        """Return the indexes of the lines at which articles begin; the first is 0."""
        if len(teasers := _teasers(marks)) > 1:
            return [0, *teasers[1:]]
        starts = [0]
        date_first = _date_comes_first(marks)
        has_text = False
        for i, mark in enumerate(marks):
            has_text = has_text or mark.role is PROSE_LINE or _is_text_item(marks, i)
            if not has_text or i == 0 or _is_preamble(marks, i):
                continue
            dated_next = date_first and _dates_next_article(marks, i)
            if dated_next or (mark.role is SHORT_LINE and self._begins(marks, i, date_first)):
                starts.append(i)
                has_text = False
        return starts

    def _begins(self, marks: Sequence[Mark], i: int, date_first: bool, *, look_further: bool = True) -> bool:
        j = i + 1
        while j < len(marks) and j - i <= _LONGEST_INTERVAL and marks[j].role in _BELOW_HEADLINE:
            j += 1
        if j >= len(marks) or _is_announced(marks, i):
            return False
        if j - i > 1 and self._ends_previous(marks, i):
            return False
        if marks[j].dateline is not None:
            return True
        if marks[j].role is PROSE_LINE and marks[j].line.words <= _LONGEST_DECK and marks[j].line.final == ".":
            j += 1
            if j >= len(marks) or not _is_credit(marks[j]):
                return False
        if not _is_dated_or_credited(marks[j]):
            return False
        return self._text_follows(marks, i, j, date_first, look_further)

    def _text_follows(self, marks: Sequence[Mark], i: int, j: int, date_first: bool, look_further: bool) -> bool:
        """Whether the article's text comes behind the dates and credits from ``j`` on."""
        k = j
        only_date = True
        while k < len(marks) and k - j <= _LONGEST_HEAD and marks[k].role in _BELOW_DATE:
            only_date = only_date and (marks[k].cue is None or marks[k].cue.kind in {"date", "boilerplate"})  # type: ignore[union-attr]
            k += 1
        if k >= len(marks):
            return False
        if marks[k].role in _TEXT:
            return True
        if marks[k].role is not SHORT_LINE:
            return False
        # A signature with its date closes an article; the headline of the next one stands below it.
        closes = only_date and (date_first or _has_place(marks[j]) or self._ends_previous(marks, i))
        if closes or (look_further and self._begins(marks, k, date_first, look_further=False)):
            return False
        return any(mark.role in _TEXT for mark in marks[k + 1 : k + 4])

    def _ends_previous(self, marks: Sequence[Mark], i: int) -> bool:
        """Whether a short line before a headline belongs to the article above it: a signature, a caption below it."""
        mark = marks[i]
        if self._is_rubric(mark) or i + 1 >= len(marks):
            return False
        if is_kicker(marks, i) and not self._names_organisation(mark):
            return False
        if marks[i + 1].role is SHORT_LINE and self._is_caption_above(mark, marks[i + 1]):
            return True
        name, rest = split_credit(mark.line.text)
        signs = mark.line.words <= 10 and (
            (looks_like_name(name) and (bool(rest) or mark.line.words <= 4)) or self._names_organisation(mark)
        )
        following = marks[i + 1]
        if signs and following.role is SHORT_LINE and following.line.words >= 4 and not _person_only(following):
            return True
        closer = following.role is SHORT_LINE and mark.line.gap < following.line.gap
        return closer and marks[i - 1].role is not FURNITURE_LINE

    def _is_caption_above(self, mark: Mark, headline: Mark) -> bool:
        """Whether a line is the caption of the article above, and the one below it is none of the next article."""
        if self._judge.caption_score(mark) < CAPTION or self._judge.has_headline_verb(mark):
            return False
        return self._judge.has_headline_verb(headline) or self._judge.caption_score(headline) < POSSIBLE_CAPTION


def _is_announced(marks: Sequence[Mark], i: int) -> bool:
    """Whether a line right below a colon is the headline of a text that the article quotes, not the next article's."""
    above = marks[i - 1]
    return above.role is PROSE_LINE and above.line.final == ":"


def _is_preamble(marks: Sequence[Mark], i: int) -> bool:
    """Whether all above a line is a site's own prose, without a headline or date."""
    return i < _LONGEST_PREAMBLE and _OF_SITE.issuperset([mark.role for mark in marks[:i]])


def _is_text_item(marks: Sequence[Mark], i: int) -> bool:
    """Whether a line is an item of a list in a text, not the bulleted line of what a page is filed under."""
    if marks[i].role is not ITEM_LINE:
        return False
    return marks[i].line.final != "" or (i > 0 and marks[i - 1].role is ITEM_LINE)


def _person_only(mark: Mark) -> bool:
    return mark.line.words <= 6 and looks_like_name(mark.line.text)


def _is_dated_or_credited(mark: Mark) -> bool:
    return mark.cue is not None and mark.cue.kind in {"date", "source_note", "byline"}


def _is_credit(mark: Mark) -> bool:
    return _is_dated_or_credited(mark) and not _has_place(mark)


def _has_place(mark: Mark) -> bool:
    return mark.cue is not None and mark.cue.kind == "date" and mark.cue.place is not None


def _teasers(marks: Sequence[Mark]) -> list[int]:
    """Return the headlines of a page that lists articles, each with a few words of its text and its date below."""
    found = [
        i
        for i, (head, text, date) in enumerate(zip(marks, marks[1:], marks[2:], strict=False))
        if head.role is SHORT_LINE and text.role is PROSE_LINE and _is_bare_date(date)
    ]
    first = next((i for i, mark in enumerate(marks) if mark.role in PROSE_OR_SHORT), None)
    touching = all(marks[k].role in _BETWEEN_TEASERS for i, j in pairwise(found) for k in range(i + 3, j))
    return found if found and found[0] == first and touching else []


def _is_bare_date(mark: Mark) -> bool:
    return mark.cue is not None and mark.cue.kind == "date" and not _has_place(mark)


def _date_comes_first(marks: Sequence[Mark]) -> bool:
    """Whether the page begins with a date and its headline follows."""
    for i, mark in enumerate(marks[:8]):
        if mark.role is META_LINE and mark.cue is not None and mark.cue.kind == "date":
            return i + 1 < len(marks) and marks[i + 1].role is SHORT_LINE and not _has_place(mark)
        if mark.role is not FURNITURE_LINE:
            return False
    return False


def _dates_next_article(marks: Sequence[Mark], i: int) -> bool:
    mark = marks[i]
    if mark.cue is None or mark.cue.kind != "date" or mark.cue.date is None or _has_place(mark) or i + 2 >= len(marks):
        return False
    return marks[i + 1].role is SHORT_LINE and marks[i + 2].role in _BEGINNING
