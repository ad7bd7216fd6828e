"""The days that bound an EDTF date: levels 0 and 1 as far as these texts use them, in time linear in the string.

The forms are those of the Library of Congress specification (ISO 8601-2:2019): a day, month or year; an interval, also
with an open end (``../2024-12-31``, ``2022-21/..``); a season (21 spring to 24 winter); digits left open (``199X``,
``19XX``, ``XXXX-05-01``). Seasons are those of the northern hemisphere, whole meteorological months: winter 2021 is
December 2021 to February 2022, as a reader of "winter 2021/22" understands it.
"""

from __future__ import annotations

import calendar
import re
from functools import lru_cache

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_OPEN_YEAR = re.compile(r"(\d{1,3})(X{1,3})")
_ANY_YEAR = re.compile(r"XXXX(?:-(\d{2})(?:-(\d{2}))?)?")
# Days of each month but for leap years, from the first one on.
_DAYS = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_SEASON_START = {21: 3, 22: 6, 23: 9, 24: 12}


# The same days come again in text after text.
@lru_cache(maxsize=4096)
def bounds(edtf: str) -> tuple[str | None, str | None]:
    """Return the first and last day (ISO 8601) that ``edtf`` can mean; None where it is open or no year is told.

    Raises ``ValueError`` where the string is no date of the forms above (2021-02-30, 2021-13).
    """
    if "/" in edtf:
        start, end = edtf.split("/", 1)
        if start == end == "..":
            raise ValueError(f"no date: {edtf!r}")
        first = None if start == ".." else _single(start)[0]
        last = None if end == ".." else _single(end)[1]
        if first is not None and last is not None and first > last:
            raise ValueError(f"interval ends before it starts: {edtf!r}")
        return first, last
    return _single(edtf)


def day(year: int | None, month: int, day_of_month: int) -> str:
    """Return the EDTF form of a day; of a day that recurs every year where ``year`` is None."""
    return f"{'XXXX' if year is None else format(year, '04d')}-{month:02d}-{day_of_month:02d}"


def valid_day(year: int | None, month: int, day_of_month: int) -> bool:
    """Tell whether a day exists (29 February does where no year is told)."""
    if not 1 <= month <= 12:
        return False
    return 1 <= day_of_month <= _DAYS[month] or (
        day_of_month == 29 and month == 2 and calendar.isleap(2000 if year is None else year)
    )


def _single(edtf: str) -> tuple[str | None, str | None]:
    match = _DATE.fullmatch(edtf)
    if match:
        return _calendar(edtf, int(match[1]), match[2], match[3])
    match = _OPEN_YEAR.fullmatch(edtf)
    if match and len(edtf) == 4:
        width = len(match[2])
        return f"{match[1]}{'0' * width}-01-01", f"{match[1]}{'9' * width}-12-31"
    match = _ANY_YEAR.fullmatch(edtf)
    if match and (match[1] is None or valid_day(None, int(match[1]), int(match[2] or 1))):
        return None, None
    raise ValueError(f"no date of EDTF level 0 or 1 as used here: {edtf!r}")


def _calendar(edtf: str, year: int, month_digits: str | None, day_digits: str | None) -> tuple[str, str]:
    if month_digits is None:
        return f"{year:04d}-01-01", f"{year:04d}-12-31"
    month = int(month_digits)
    if day_digits is not None:
        if year == 0 or not valid_day(year, month, int(day_digits)):
            raise ValueError(f"no such day: {edtf!r}")
        return edtf, edtf
    if month in _SEASON_START:
        first = _SEASON_START[month]
        end_year, last = (year + 1, 2) if month == 24 else (year, first + 2)
        return f"{year:04d}-{first:02d}-01", _last_day(end_year, last)
    if not 1 <= month <= 12:
        raise ValueError(f"no such month: {edtf!r}")
    return f"{year:04d}-{month:02d}-01", _last_day(year, month)


def _last_day(year: int, month: int) -> str:
    # The calendar module knows no year 0, which has the leap days of year 4.
    return f"{year:04d}-{month:02d}-{calendar.monthrange(year or 4, month)[1]:02d}"
