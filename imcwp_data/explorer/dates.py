"""Dates of the tables (EDTF, also uncertain ones) as people say them."""

from __future__ import annotations

import re

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
_POINT = re.compile(r"(\d{4}|X{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
_DECADE = re.compile(r"(\d{3})X", re.ASCII)
_CENTURY = re.compile(r"(\d{2})XX", re.ASCII)
# Level 1 of EDTF: how certain and how exact a date is.
_QUALIFIED = {"?": "perhaps ", "~": "about ", "%": "perhaps about "}
_OPEN = frozenset({"", ".."})


def say_edtf(edtf: str | None) -> str:
    """Return a date as words: ``2021-12-10/2021-12-11`` → "10–11 December 2021".

    ``2022-21/..`` is "spring 2022 or later". A string of another form comes back as it is, "" for none.
    """
    if not edtf:
        return ""
    start, slash, end = edtf.partition("/")
    if not slash:
        return _say_point(edtf) or edtf
    if start in _OPEN or end in _OPEN:
        known = _say_point(end if start in _OPEN else start)
        return f"{known} or {'earlier' if start in _OPEN else 'later'}" if known else edtf
    return _say_range(start, end) or edtf


def _say_point(edtf: str) -> str | None:
    if edtf[-1:] in _QUALIFIED:
        plain = _say_point(edtf[:-1])
        return plain and _QUALIFIED[edtf[-1]] + plain
    if match := _DECADE.fullmatch(edtf):
        return f"the {match[1]}0s"
    if match := _CENTURY.fullmatch(edtf):
        return f"the {_ordinal(int(match[1]) + 1)} century"
    parts = _parts(edtf)
    if parts is None:
        return None
    year, month, day = parts
    if year is None:
        return None if month is None else f"{_day_and_month(month, day)} of any year"
    if month in _SEASONS:
        # A winter begins in December of its year and ends in the next.
        return f"{_SEASONS[month]} {year}/{(year + 1) % 100:02d}" if month == 24 else f"{_SEASONS[month]} {year}"
    return str(year) if month is None else f"{_day_and_month(month, day)} {year}"


def _parts(edtf: str) -> tuple[int | None, int | None, int | None] | None:
    """Return year, month or season, and day; None where the string is no date of this form."""
    match = _POINT.fullmatch(edtf)
    if match is None:
        return None
    year = int(match[1]) if match[1].isdigit() else None
    month = int(match[2]) if match[2] else None
    day = int(match[3]) if match[3] else None
    seasonal = month in _SEASONS and day is None and year is not None
    if month is not None and not (1 <= month <= 12 or seasonal):
        return None
    return None if day is not None and not 1 <= day <= 31 else (year, month, day)


def _day_and_month(month: int, day: int | None) -> str:
    return _MONTHS[month - 1] if day is None else f"{day} {_MONTHS[month - 1]}"


def _say_range(start: str, end: str) -> str | None:
    first, last = _say_point(start), _say_point(end)
    if first is None or last is None:
        return None
    if start == end:
        return first
    left, right = _parts(start), _parts(end)
    if left is None or right is None or left[0] is None or left[0] != right[0] or 24 in (left[1], right[1]):
        return f"{first}–{last}" if _is_year(start) and _is_year(end) else f"{first} – {last}"
    if left[1] is None or right[1] is None:
        return f"{first} – {last}"
    if left[1] == right[1] and left[2] is not None and right[2] is not None:
        return f"{left[2]}–{last}"
    # Within one year, the year is said once.
    shared = first.removesuffix(f" {left[0]}")
    return f"{shared}–{last}" if left[2] is None and right[2] is None else f"{shared} – {last}"


def _is_year(edtf: str) -> bool:
    return len(edtf) == 4 and edtf.isdigit()


def _ordinal(value: int) -> str:
    ending = "th" if value % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{ending}"
