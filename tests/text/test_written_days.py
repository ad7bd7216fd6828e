"""Days in their commonest form are read as the grammar of dates reads them."""

from __future__ import annotations

import datetime

import pytest

from imcwp_data.corpus.datelines import DateLines
from imcwp_data.corpus.phrases import Phrases
from imcwp_data.text.date_grammar import DateGrammar
from imcwp_data.text.date_words import LANGUAGES
from imcwp_data.text.written_days import written_day
from imcwp_data.vocabulary import load_vocabulary

GRAMMAR = DateGrammar()
ENGLISH = LANGUAGES["en"]
MONTHS = {name.capitalize(): month for name, month in (*ENGLISH.months.items(), *ENGLISH.month_abbreviations.items())}
WEEKDAYS = [weekday.capitalize() for weekday in ENGLISH.weekdays]


def read_at_length(text: str) -> list[tuple[int, int, str, str, str]]:
    """Return the dates of a text as the grammar reads them among other words."""
    found = GRAMMAR.find(f"{text} ", datetime.date(2012, 3, 3), "en")
    return [(date.char_start, date.char_end, date.date_edtf, date.basis, date.rule) for date in found]


@pytest.mark.parametrize("month", MONTHS)
def test_the_grammar_reads_the_same(month: str) -> None:
    stop = "" if month.lower() in ENGLISH.months else "."
    for year in (1900, 1949, 1999, 2000, 2024, 2099):
        for day in (1, 2, 9, 10, 17, 22, 28):
            edtf = f"{year}-{MONTHS[month]:02}-{day:02}"
            weekday = WEEKDAYS[(year + day) % 7]
            for form in (f"{day} {month}{stop} {year}", f"{month}{stop} {day}, {year}", f"{month} {day:02} {year}"):
                for text in (form, f"{weekday}, {form}", f"{weekday} {form}"):
                    assert written_day(text) == ("", 0, edtf)
                    assert read_at_length(text) == [(0, len(text), edtf, "explicit", "date.day")]
                    assert [date.surface for date in GRAMMAR.find(text, None, "en")] == [text]


def test_days_behind_the_name_of_any_known_place_are_read_the_same() -> None:
    names = [name for place in load_vocabulary().places for name in (place.name, *place.other_names)]
    lines = DateLines(GRAMMAR, names, [], Phrases([]))
    for i, name in enumerate(names):
        month = list(MONTHS)[i % len(MONTHS)]
        text = f"{name}, {month} {i % 28 + 1}, {1950 + i % 80}"
        assert lines.read(text) == lines.read(f"{text} | ")


@pytest.mark.parametrize(
    "before", ["Athens", "São Paulo", "The Daily Herald", "Madrid 3", "The first", "From May", "XX"]
)
def test_days_behind_a_name_are_read_the_same(before: str) -> None:
    for day in ("5 May 2011", "Monday, 5 May 2011", "May 5, 2011"):
        text = f"{before}, {day}"
        found = GRAMMAR.find(text, datetime.date(2012, 3, 3), "en")
        assert [(date.char_start, date.char_end, date.date_edtf, date.basis, date.rule) for date in found] == (
            read_at_length(text)
        )


def test_what_may_begin_a_date_before_a_day_is_left_to_the_grammar() -> None:
    assert GRAMMAR.written("Athens, 5 May 2011") is not None
    for text in ("The second of March, 5 May 2011", "Last spring, 5 May 2011", "Hall 3, 5 May 2011"):
        assert GRAMMAR.written(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "31 February 2011", "32 May 2011", "5 May 1811", "5 May 20111", "5 may 2011", "5  May 2011", "By 5 May 2011",
        "Athens, Greece, 5 May 2011", "5 May 2011.", "on 5 May 2011", "23 to 25 May 2011", "May 2011", "",
    ],
)  # fmt: skip
def test_other_forms_are_left_to_the_grammar(text: str) -> None:
    assert written_day(text) is None


def test_a_day_that_does_not_exist_is_the_month_of_it() -> None:
    assert [date.date_edtf for date in GRAMMAR.find("31 February 2011", None, "en")] == ["2011-02"]


def test_other_languages_have_months_of_their_own() -> None:
    assert GRAMMAR.find("5 May 2011", None, "es") == GRAMMAR.find("5 May 2011 ", None, "es")


@pytest.mark.parametrize("text", ["2019-05-15", "1999-12-31", "2020-02-29", "2019-02-29", "2019-13-01", "1848-02-21"])
def test_days_as_machines_write_them_are_read_the_same(text: str) -> None:
    lines = DateLines(GRAMMAR, ["Athens"], [], Phrases([]))
    assert lines.read(text) == lines.read(f"{text} | ")
