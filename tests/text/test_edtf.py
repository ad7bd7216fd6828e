"""Bounds of EDTF dates, held against the edtf library where both know a form."""

from __future__ import annotations

import datetime
import time
from functools import cache

import pytest
from edtf import parse_edtf
from hypothesis import given
from hypothesis import strategies as st

from imcwp_data.text.edtf import bounds, valid_day


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("2021-11-09", "2021-11-09", "2021-11-09"),
        ("2021-11", "2021-11-01", "2021-11-30"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023-02", "2023-02-01", "2023-02-28"),
        ("1998", "1998-01-01", "1998-12-31"),
        ("2021-12-10/2021-12-12", "2021-12-10", "2021-12-12"),
        ("1914/1918", "1914-01-01", "1918-12-31"),
        ("../2024-12-31", None, "2024-12-31"),
        ("2022-21/..", "2022-03-01", None),
        ("2022-21", "2022-03-01", "2022-05-31"),
        ("1974-22", "1974-06-01", "1974-08-31"),
        ("2014-23", "2014-09-01", "2014-11-30"),
        ("2022-24", "2022-12-01", "2023-02-28"),
        ("2023-24", "2023-12-01", "2024-02-29"),
        ("199X", "1990-01-01", "1999-12-31"),
        ("19XX", "1900-01-01", "1999-12-31"),
        ("XXXX-05-01", None, None),
        ("XXXX-02-29", None, None),
    ],
)
def test_bounds(edtf: str, first: str | None, last: str | None) -> None:
    assert bounds(edtf) == (first, last)


@pytest.mark.parametrize(
    "edtf",
    ["", "2021-02-30", "2021-13", "2021-00", "2021-20", "2021-25", "XXXX-02-30", "XXXX-13-01", "../..", "2021-1",
     "21-01-01", "2021-11-05/2021-11-04", "2021/2020", "today", "1XXXX", "2021-11-09/", "0000-01-01", "2021-11-5",
     "199X-01-01"],
)  # fmt: skip
def test_what_is_no_date_is_refused(edtf: str) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        bounds(edtf)


@cache
def library_bounds(edtf: str) -> tuple[str | None, str | None]:
    """What the edtf library says of a form, None where it says infinity."""
    parsed = parse_edtf(edtf)
    first, last = parsed.lower_strict(), parsed.upper_strict()

    def iso(day: object) -> str | None:
        return time.strftime("%Y-%m-%d", day) if isinstance(day, time.struct_time) else None

    return iso(first), iso(last)


YEARS = st.integers(1000, 2999)
DAYS = st.dates(datetime.date(1000, 1, 1), datetime.date(2999, 12, 31)).map(datetime.date.isoformat)
MONTHS = st.tuples(YEARS, st.integers(1, 12)).map(lambda parts: f"{parts[0]:04d}-{parts[1]:02d}")
# The library ends winter with its year, so that it lasts a month; a winter here lasts three.
SEASONS = st.tuples(YEARS, st.integers(21, 23)).map(lambda parts: f"{parts[0]:04d}-{parts[1]:02d}")
SINGLE = st.one_of(
    DAYS, MONTHS, SEASONS, YEARS.map(str),
    YEARS.map(lambda year: f"{year // 10}X"), YEARS.map(lambda year: f"{year // 100}XX"),
)  # fmt: skip


@given(SINGLE)
def test_single_dates_agree_with_the_library(edtf: str) -> None:
    assert bounds(edtf) == library_bounds(edtf)


@given(st.one_of(DAYS, MONTHS, YEARS.map(str)), st.one_of(DAYS, MONTHS, YEARS.map(str)))
def test_intervals_agree_with_the_library(one: str, other: str) -> None:
    start, end = (one, other) if bounds(one)[0] <= bounds(other)[0] else (other, one)
    if bounds(start)[0] <= bounds(end)[1]:
        assert bounds(f"{start}/{end}") == library_bounds(f"{start}/{end}")
    assert bounds(f"{start}/..") == library_bounds(f"{start}/..")
    assert bounds(f"../{end}") == library_bounds(f"../{end}")


@given(YEARS)
def test_a_winter_ends_on_the_last_day_of_february(year: int) -> None:
    first, last = bounds(f"{year}-24")
    assert first == f"{year}-12-01" == library_bounds(f"{year}-24")[0]
    assert last == (datetime.date(year + 1, 3, 1) - datetime.timedelta(days=1)).isoformat()


@given(st.text(alphabet="0123456789X-/.", max_size=24))
def test_any_string_is_bounded_in_order_or_refused(edtf: str) -> None:
    try:
        first, last = bounds(edtf)
    except ValueError:
        return
    for day in (first, last):
        assert day is None or datetime.date.fromisoformat(day if day >= "0001" else "0004" + day[4:])
    assert first is None or last is None or first <= last


@given(st.integers(1, 9999), st.integers(-1, 14), st.integers(-1, 33))
def test_valid_day_agrees_with_the_calendar(year: int, month: int, day: int) -> None:
    try:
        datetime.date(year, month, day)
        real = True
    except ValueError:
        real = False
    assert valid_day(year, month, day) is real


def test_a_day_of_every_year_may_be_29_february() -> None:
    assert valid_day(None, 2, 29)
    assert not valid_day(None, 2, 30)
