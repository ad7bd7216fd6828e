"""Which meetings have days near a given one: found by months, so that the work grows with the meetings only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from imcwp_data.text.edtf import bounds

_LONGEST_MEETING_DAYS = 45
# An undated mention of an extraordinary meeting is of the one whose days are at most this far from the document's.
_NEAR_DAYS = 400
_MONTHS_NEAR = 14


def overlap(one: str, other: str) -> bool:
    """Tell whether two EDTF dates can be the days of one meeting: the same ones, or short spans that overlap."""
    if one == other:
        return True
    first, second = _days(one), _days(other)
    return (
        first is not None
        and second is not None
        and _short(first)
        and _short(second)
        and first[0] <= second[1]
        and second[0] <= first[1]
    )


def near(published: str | None, edtf: str) -> bool:
    """Tell whether a meeting's days begin within 400 days of the day a document was published (ISO 8601)."""
    days = _days(edtf)
    if not published or days is None:
        return False
    return abs((date.fromisoformat(published[:10]) - days[0]).days) <= _NEAR_DAYS


class MonthIndex:
    """Numbers of meetings by the months of their days; each question gives no more than may be wanted, in order."""

    def __init__(self) -> None:
        self._same: dict[str, list[int]] = {}
        self._by_month: dict[int, list[int]] = {}
        self._beginning: dict[int, list[int]] = {}

    def add(self, number: int, edtf: str) -> None:
        """Enter days of a meeting."""
        self._same.setdefault(edtf, []).append(number)
        days = _days(edtf)
        if days is not None:
            self._beginning.setdefault(_month(days[0]), []).append(number)
            for month in _months(days):
                self._by_month.setdefault(month, []).append(number)

    def overlapping(self, edtf: str) -> list[int]:
        """Return the meetings that may have days for which `overlap` is true."""
        found = set(self._same.get(edtf, ()))
        days = _days(edtf)
        if days is not None:
            found.update(_held(self._by_month, _months(days)))
        return sorted(found)

    def near(self, published: str | None) -> list[int]:
        """Return the meetings that may have days for which `near` is true."""
        if not published:
            return []
        month = _month(date.fromisoformat(published[:10]))
        return sorted(set(_held(self._beginning, range(month - _MONTHS_NEAR, month + _MONTHS_NEAR + 1))))


def _held(index: dict[int, list[int]], months: Iterable[int]) -> Iterator[int]:
    for month in months:
        yield from index.get(month, ())


def _days(edtf: str) -> tuple[date, date] | None:
    start, end = bounds(edtf)
    return (date.fromisoformat(start), date.fromisoformat(end)) if start and end else None


def _short(days: tuple[date, date]) -> bool:
    return (days[1] - days[0]).days <= _LONGEST_MEETING_DAYS


def _months(days: tuple[date, date]) -> Iterable[int]:
    """Return the months of a short span; a long one is no meeting's days, and overlaps with none."""
    return range(_month(days[0]), _month(days[1]) + 1) if _short(days) else ()


def _month(day: date) -> int:
    return day.year * 12 + day.month
