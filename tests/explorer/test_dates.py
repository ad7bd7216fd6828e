import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imcwp_data.explorer.dates import say_edtf

from .conftest import RELEASE


@pytest.mark.parametrize(
    ("edtf", "said"),
    [
        (None, ""),
        ("", ""),
        ("2021-11-09", "9 November 2021"),
        ("1998-12", "December 1998"),
        ("1998", "1998"),
        ("2021-12-10/2021-12-11", "10–11 December 2021"),
        ("2021-12-10/2021-12-10", "10 December 2021"),
        ("2021-10-30/2021-11-02", "30 October – 2 November 2021"),
        ("2021-12-30/2022-01-02", "30 December 2021 – 2 January 2022"),
        ("2021-05/2021-06", "May–June 2021"),
        ("1988/1992", "1988–1992"),
        ("2022-21/..", "spring 2022 or later"),
        ("../2021-12-31", "31 December 2021 or earlier"),
        ("2021-24", "winter 2021/22"),
        ("2021-21/2021-23", "spring–autumn 2021"),
        ("197X", "the 1970s"),
        ("19XX", "the 20th century"),
        ("XXXX-05-01", "1 May of any year"),
        ("2021?", "perhaps 2021"),
        ("2021-13", "2021-13"),
        ("../..", "../.."),
        ("not a date", "not a date"),
    ],
)
def test_dates_are_said_as_people_say_them(edtf, said):
    assert say_edtf(edtf) == said


def test_every_date_of_the_release_is_said_in_words():
    with sqlite3.connect(f"file:{RELEASE / 'imcwp.db'}?mode=ro", uri=True) as database:
        dates = [row[0] for row in database.execute("select date_edtf from dates where date_edtf like '%-%'")]
    assert dates
    assert not [date for date in dates if say_edtf(date) == date]


@given(st.text(alphabet="0123456789X-/.?~% é", max_size=24))
def test_any_string_is_said_somehow(text):
    assert bool(say_edtf(text)) == bool(text)
