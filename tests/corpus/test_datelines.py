from __future__ import annotations

import pytest

from imcwp_data.corpus.datelines import DateLines, day_in_year
from imcwp_data.corpus.phrases import Phrases
from imcwp_data.text.date_grammar import DateGrammar


@pytest.fixture(scope="module")
def date_lines() -> DateLines:
    return DateLines(
        DateGrammar(),
        ["Athens", "Havana", "La Habana", "Cuba", "Nicosia", "Santo Domingo"],
        ["Xinhua"],
        Phrases(["declaration"]),
    )


@pytest.mark.parametrize(
    ("line", "date", "place"),
    [
        ("Friday, 17 April 2020 09:47", "2020-04-17", None),
        ("12/15/21 11:41 AM", "2021-12-15", None),
        ("14 July 2021 (3 hours ago)", "2021-07-14", None),
        ("Athens, 23 to 25 November 2018", "2018-11-25", "Athens"),
        ("NICOSIA 15/4/2020", "2020-04-15", "Nicosia"),
        ("Pervolia, Cuba, November 15, 2014", "2014-11-15", "Pervolia"),
        ("La Habana, a 22 de octubre de 2019", "2019-10-22", "La Habana"),
        ("12 May 2020, Athens", "2020-05-12", "Athens"),
        ("Santo Domingo, 12 May 2020", "2020-05-12", "Santo Domingo"),
        ("Santo Domingo, el 12 de mayo de 2020", "2020-05-12", "Santo Domingo"),
        ("November 23 to 25, Athens", None, "Athens"),
        ("November 2021", None, None),
    ],
)
def test_date_lines(date_lines: DateLines, line: str, date: str | None, place: str | None) -> None:
    read = date_lines.read(line)
    assert read is not None
    assert (read.date, read.place) == (date, place)


@pytest.mark.parametrize(
    "line",
    [
        "May Day 2020",
        "2021",
        "Resolution 541",
        "Final Declaration, 10 November 2013",
        "We met on 5 May 2020",
        "16th Meeting",
    ],
)
def test_lines_that_only_hold_a_date_are_none(date_lines: DateLines, line: str) -> None:
    assert date_lines.read(line) is None


@pytest.mark.parametrize(
    ("text", "place", "agency", "day"),
    [
        ("HAVANA, Cuba, Nov 6 (ACN) Crews have", "Havana", "ACN", "XXXX-11-06"),
        ("La Habana, 27 oct (Prensa Latina) Cuba acoge", "La Habana", "Prensa Latina", "XXXX-10-27"),
        ("ATHENS, June 16. Over the weekend", "Athens", None, "XXXX-06-16"),
        ("ATHENS (Xinhua) -- Thousands", "Athens", "Xinhua", None),
        ("Havana, Jan 5, 2020 (PTI): Workers", "Havana", "PTI", "2020-01-05"),
    ],
)
def test_datelines(date_lines: DateLines, text: str, place: str, agency: str | None, day: str | None) -> None:
    read = date_lines.dateline(text)
    assert read is not None
    assert (read.place, read.agency, read.day) == (place, agency, day)


@pytest.mark.parametrize(
    "text", ["The Communist Party of Cuba (PCC) said", "Cuba (PCC) and others", "In Athens, June 16. Over"]
)
def test_names_with_acronyms_are_no_datelines(date_lines: DateLines, text: str) -> None:
    assert date_lines.dateline(text) is None


def test_a_day_that_a_year_has_not() -> None:
    assert day_in_year("XXXX-02-29", 2019) is None
    assert day_in_year("XXXX-02-29", 2020) == "2020-02-29"
