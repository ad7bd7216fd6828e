"""Dates told from a date beside them: "the same evening", "the 27th of that month", "on the 21st"."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence

from imcwp_data.text.date_calendar import connector
from imcwp_data.text.date_language import words
from imcwp_data.text.date_parts import Phrase, Point
from imcwp_data.text.date_relative import relative_day
from imcwp_data.text.date_resolution import tense
from imcwp_data.text.date_tokens import Scan
from imcwp_data.text.edtf import valid_day

_DETERMINERS = words("the that el la ese esa aquel aquella")
# "the same day as", "the same day that": another clause tells the day.
_TOLD_ELSEWHERE = words("as that when que en cuando")
_DAY_LEADS = words("día días")
_STOPS = frozenset(',.;:)!?-"”»')
# Words that a day may stand before; any other word after an ordinal is what it counts ("on the 21st floor").
_FUNCTION_WORDS = words(
    "at in by with we they he she it the a an i you when after before for to from there as our their his her "
    "se en a por con la el los las nos fue fueron"
)
_MONTH = re.compile(r"(?:.*/)?(\d{4}|XXXX)-(0[1-9]|1[0-2])(?:-\d{2})?")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_LAST_DAY = 31


def read_same_day(scan: Scan, index: int) -> list[Phrase]:
    """Return "the same day", "that same evening" at the word "same"."""
    told = scan.match(index, scan.words.same_days)
    if told is None or scan.padded[index - 1].word not in _DETERMINERS or scan.padded[told[0]].word in _TOLD_ELSEWHERE:
        return []
    return [Phrase(index - 1, told[0], "date.same_day", basis="relative", anchor="day")]


def read_days_of_month(scan: Scan, index: int, reference: datetime.date | None) -> list[Phrase]:
    """Return "the 20th to the 22nd of this month", "the 27th of that month", or "on the 21st" whose month is beside."""
    numbers, after = _days(scan, index)
    if not numbers:
        return []
    told = scan.match(after, scan.words.months_of_day)
    if told is not None:
        month = relative_day(reference, "month", told[1]) if reference is not None else None
        if month is None:
            return [Phrase(index, told[0], "date.day_of_month", basis="relative")]
        start, end = _points(int(month[:4]), int(month[5:]), numbers)
        return [Phrase(index, told[0], "date.day_of_month", start, end, basis="relative")]
    same = scan.match(after, scan.words.same_months)
    if same is None and not _alone(scan, index, after):
        return []
    start, end = _points(None, None, numbers)
    if same is not None:
        return [Phrase(index, same[0], "date.day_of_month", start, end, basis="relative", anchor="month")]
    return [Phrase(index, after, "date.day_alone", start, end, basis="relative", anchor="nearest")]


def _days(scan: Scan, index: int) -> tuple[list[int], int]:
    """Return a day, or the two that a range joins, and the index after them."""
    first = scan.padded[index]
    if not 1 <= first.value <= _LAST_DAY or len(first.text) > 6:
        return [], index
    kind, at = connector(scan, index + 1)
    at += scan.padded[at].word in scan.words.articles
    last = scan.padded[at]
    joined = kind in {"dash", "word"} or (kind == "list" and last.value == first.value + 1)
    if joined and last.kind in {"number", "ordinal"} and first.value < last.value <= _LAST_DAY:
        return [first.value, last.value], at + 1
    return [first.value], index + 1


def _alone(scan: Scan, index: int, after: int) -> bool:
    """Tell whether an ordinal without a month or noun is a day: "on the 21st, in the hall", "el día 21 se reunió"."""
    following = scan.padded[after]
    ends = following.kind == "end" or following.word in _STOPS or following.word in _FUNCTION_WORDS
    if not ends or (scan.glued(after + 1) and following.word in {".", ":", "-"}):
        return False
    if scan.words.modifiers_follow:
        return scan.padded[index].kind == "number" and scan.padded[index - 1].word in _DAY_LEADS
    return scan.padded[index].kind == "ordinal" and scan.has(index - 2, ("on", "the"))


def _points(year: int | None, month: int | None, numbers: Sequence[int]) -> tuple[Point, Point | None]:
    points = [Point(year=year, month=month, day=number) for number in numbers]
    return points[0], points[1] if len(points) > 1 else None


def anchored_edtf(
    scan: Scan, phrase: Phrase, before: str | None, after: str | None, reference: datetime.date | None
) -> str | None:
    """Return the date of a phrase told from the date ``before`` it, or for a lone day also from that ``after`` it.

    A lone day without either is told from the day of writing and the sentence's tense.
    """
    if phrase.anchor == "day":
        return before if before is not None and _DAY.fullmatch(before) else None
    start, end = phrase.start, phrase.end
    assert start is not None
    assert start.day is not None
    last = end.day if end is not None else None
    beside = [before] if phrase.anchor == "month" else [before, after]
    for other in beside:
        month = _MONTH.fullmatch(other) if other is not None else None
        if month is not None and month[1].isdigit():
            return _in_month(int(month[1]), int(month[2]), start.day, last)
    if phrase.anchor == "month" or reference is None:
        return None
    told = tense(scan.text, *scan.span(phrase.first, phrase.after))
    shift = -1 if told <= 0 and start.day > reference.day else 1 if told > 0 and start.day < reference.day else 0
    nearest = relative_day(reference, "month", shift)
    return None if nearest is None else _in_month(int(nearest[:4]), int(nearest[5:]), start.day, last)


def _in_month(year: int, month: int, first: int, last: int | None) -> str | None:
    if not valid_day(year, month, first) or (last is not None and not valid_day(year, month, last)):
        return None
    day = f"{year:04d}-{month:02d}-{first:02d}"
    return day if last is None else f"{day}/{year:04d}-{month:02d}-{last:02d}"
