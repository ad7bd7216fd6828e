"""Dates written in figures alone: "12/15/21 11:41 AM", "16.06.2014", "2024-11-06"."""

from __future__ import annotations

import datetime
import re

from imcwp_data.text.date_calendar import connector, moved
from imcwp_data.text.date_language import words
from imcwp_data.text.date_parts import Phrase
from imcwp_data.text.date_tokens import Scan
from imcwp_data.text.edtf import day as edtf_day
from imcwp_data.text.edtf import valid_day

_NUMERIC = re.compile(r"(\d+)([-/.])(\d+)\2(\d+)(.*)", re.DOTALL)
_TWELVE_HOURS = re.compile(r"[AaPp]\.?[Mm]")
# Languages whose numeric dates never begin with the month.
_DAY_FIRST = words("es fr pt de it nl el tr ru")
# One reading of a date is this near to the day of writing, in days, and the other is not: the near one is meant.
_NEAR = 31
# Years of two digits from here on are of the twentieth century.
_PIVOT = 50


def read_numeric_dates(
    scan: Scan, index: int, language: str, reference: datetime.date | None, weekday: int | None = None
) -> list[Phrase]:
    """Return the date in digits at a token, or the range of two such dates joined by a dash or "to".

    ``weekday`` is that which stands before it and tells day from month: "Fri, 11/04/2022".
    """
    first = read_numeric(scan.padded[index].text, language, reference, weekday)
    if first is None:
        return []
    opening = _opening_day(scan, index, first)
    if opening is not None:
        start, at = opening
        return [Phrase(at, index + 1, "date.numeric_range", edtf=f"{edtf_day(*start)}/{edtf_day(*first)}")]
    kind, after = connector(scan, index + 1)
    if kind in {"dash", "word"} and scan.padded[after].kind == "numeric" and not moved(scan, index):
        second = read_numeric(scan.padded[after].text, language, reference)
        if second is not None and first < second:
            return [Phrase(index, after + 1, "date.numeric_range", edtf=f"{edtf_day(*first)}/{edtf_day(*second)}")]
    return [Phrase(index, index + 1, "date.numeric", edtf=edtf_day(*first))]


def _opening_day(scan: Scan, index: int, last: tuple[int, int, int]) -> tuple[tuple[int, int, int], int] | None:
    """Return the day that opens "27.-29.10.2022" or "27 – 29/10/2022", and its place."""
    if scan.padded[index - 1].word != "-":
        return None
    at = index - 2
    at -= scan.padded[at].word == "."
    token = scan.padded[at]
    if (
        token.kind not in {"number", "ordinal"}
        or not 1 <= token.value < last[2]
        or scan.padded[index].text[:4].isdigit()
    ):
        return None
    return (last[0], last[1], token.value), at


def read_numeric(
    text: str, language: str, reference: datetime.date | None, weekday: int | None = None
) -> tuple[int, int, int] | None:
    """Return (year, month, day) of a date in digits, None where there is no such day.

    An impossible month settles the order of day and month, and so does a weekday; else full stops, the language, a
    clock of twelve hours, the nearness to the day of writing, and at last the number of digits of the year do: American
    pages shorten it.
    """
    match = _NUMERIC.match(text)
    if match is None:
        return None
    first, mark, second, third, rest = match[1], match[2], int(match[3]), match[4], match[5]
    if len(first) == 4:
        return _real(int(first), second, int(third))
    year = int(third) if len(third) == 4 else 2000 + int(third) if int(third) < _PIVOT else 1900 + int(third)
    day_first = _real(year, second, int(first))
    month_first = _real(year, int(first), second)
    if day_first is None or month_first is None or day_first == month_first:
        return day_first or month_first
    if weekday is not None:
        fits = [date for date in (day_first, month_first) if datetime.date(*date).weekday() == weekday]
        if len(fits) == 1:
            return fits[0]
    if mark == "." or language in _DAY_FIRST:
        return day_first
    if _TWELVE_HOURS.search(rest):
        return month_first
    if reference is not None:
        gaps = [abs((datetime.date(*reading) - reference).days) for reading in (day_first, month_first)]
        if min(gaps) <= _NEAR < max(gaps):
            return day_first if gaps[0] < gaps[1] else month_first
    return month_first if len(third) == 2 else day_first


def _real(year: int, month: int, day: int) -> tuple[int, int, int] | None:
    return (year, month, day) if year >= 1 and valid_day(year, month, day) else None
