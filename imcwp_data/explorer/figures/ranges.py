"""Which days a timeline shows: what was asked for, else those in which most of the data lies."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from datetime import date

from imcwp_data.explorer.figures.spans import Span

_SHARE = 0.8
Weighted = tuple[Span, int]


def asked_days(first: str, last: str) -> tuple[int | None, int | None]:
    """Return the first and last day that were asked for as 2021, 2021-11 or 2021-11-15; None where it is no such."""
    return _day(first, last=False), _day(last, last=True)


def everything(spans: Sequence[Weighted]) -> tuple[int, int] | None:
    """Return the days from the first that is told to the last, None without spans."""
    if not spans:
        return None
    return min(span.first for span, _ in spans), max(span.last for span, _ in spans)


def busiest(spans: Sequence[Weighted], share: float = _SHARE) -> tuple[int, int] | None:
    """Return the shortest range that begins with a span and holds ``share`` of all, with some room around it."""
    ordered = sorted(spans, key=lambda one: (one[0].first, one[0].last))
    needed = share * sum(weight for _, weight in ordered)
    best: tuple[int, int] | None = None
    held = 0
    start = 0
    for end, (_, weight) in enumerate(ordered):
        held += weight
        while held - ordered[start][1] >= needed:
            held -= ordered[start][1]
            start += 1
        if held >= needed:
            first = ordered[start][0].first
            last = max(span.last for span, _ in ordered[max(start, end - 200) : end + 1])
            if best is None or last - first < best[1] - best[0]:
                best = first, last
    return best and around(*best)


def around(first: int, last: int) -> tuple[int, int]:
    """Return a range widened to whole months, or to some days around a short one."""
    if last - first < 40:
        return max(first - 3, 1), last + 3
    start, end = date.fromordinal(first), date.fromordinal(last)
    longest = calendar.monthrange(end.year, end.month)[1]
    return start.replace(day=1).toordinal(), end.replace(day=longest).toordinal()


def year_range(year: int) -> tuple[int, int]:
    """Return the first and last day of a year."""
    return date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()


def month_range(day: int) -> tuple[int, int]:
    """Return the first and last day of the month of a day."""
    when = date.fromordinal(day)
    longest = calendar.monthrange(when.year, when.month)[1]
    return when.replace(day=1).toordinal(), when.replace(day=longest).toordinal()


def bins(first_year: int, last_year: int, most: int) -> tuple[int, int]:
    """Return how many years one column of an overview holds so that there are at most ``most``, and where it starts."""
    years = last_year - first_year + 1
    size = next((size for size in (1, 2, 5, 10, 20, 50, 100, 200) if years / size <= most - 1), 500)
    return size, first_year // size * size


def iso(day: int) -> str:
    """Return a day as ISO 8601 writes it."""
    return date.fromordinal(min(max(day, 1), date.max.toordinal())).isoformat()


def _day(text: str, *, last: bool) -> int | None:
    parts = text.strip().split("-")
    if not all(part.isascii() and part.isdigit() and len(part) <= 4 for part in parts) or len(parts) > 3:
        return None
    year, month, day = (*map(int, parts), None, None)[:3]
    try:
        month = month if month is not None else (12 if last else 1)
        day = day if day is not None else (calendar.monthrange(year or 0, month)[1] if last else 1)
        return date(year or 0, month, day).toordinal()
    except (ValueError, calendar.IllegalMonthError):
        return None
