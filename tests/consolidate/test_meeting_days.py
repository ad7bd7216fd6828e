"""Meetings are found by months as they would be by looking at all of them."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from imcwp_data.consolidate.meeting_days import MonthIndex, near, overlap

_DAYS = st.dates(min_value=date(2018, 12, 1), max_value=date(2020, 2, 28))
_EDTF = st.one_of(
    _DAYS.map(str),
    _DAYS.map(lambda day: str(day)[:7]),
    _DAYS.map(lambda day: str(day)[:4]),
    st.tuples(_DAYS, _DAYS).map(lambda days: f"{min(days)}/{max(days)}"),
    _DAYS.map(lambda day: f"{day}/.."),
    st.sampled_from(["XXXX-05-01", "2019-21"]),
)


@given(st.lists(_EDTF, max_size=12), _EDTF)
def test_no_overlapping_days_are_missed(told, asked):
    index = MonthIndex()
    for number, edtf in enumerate(told):
        index.add(number, edtf)
    found = index.overlapping(asked)
    assert [number for number in found if overlap(asked, told[number])] == [
        number for number, edtf in enumerate(told) if overlap(asked, edtf)
    ]


@given(st.lists(_EDTF, max_size=12), st.none() | _DAYS.map(str))
def test_no_days_near_a_document_are_missed(told, published):
    index = MonthIndex()
    for number, edtf in enumerate(told):
        index.add(number, edtf)
    found = index.near(published)
    assert [number for number in found if near(published, told[number])] == [
        number for number, edtf in enumerate(told) if near(published, edtf)
    ]


def test_days_of_other_months_are_not_looked_at():
    index = MonthIndex()
    for number in range(1000):
        index.add(number, f"{1000 + number}-05-01/{1000 + number}-05-03")
    assert index.overlapping("1500-05-02") == [500]
    assert len(index.near("1500-05-02")) <= 3
