"""Numbers of those who took part in a meeting."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imcwp_data.extract.meeting_facts import counts_of

PIECES = st.sampled_from(
    "23 1,100 two thousand hundred and of the communist workers' left parties countries people (six “nine Twenty-three "
    "veinte 5 took part, - comunistas ſix partieſ countrıes ٣ delegates.".split()
)


@pytest.mark.parametrize(
    ("text", "column", "number"),
    [
        ("In all 23 parties took part.", "party_count", 23),
        ("Delegates of (sixty-five communist and workers' parties) were present.", "party_count", 65),
        ("1,200 people attended.", "people_count", 1200),
        ("Two thousand delegates came.", "people_count", 2000),
        ("One of the 43 other fraternal left progressive parties that took part", "party_count", 43),
    ],
)
def test_those_who_took_part_are_counted(text: str, column: str, number: int) -> None:
    assert [(found, value) for found, value, _ in counts_of(text, 0, len(text))] == [(column, number)]


@pytest.mark.parametrize("text", ["The parties took part, 23 of them.", "The 13th Meeting of the parties took part."])
def test_a_number_that_counts_something_else_is_none(text: str) -> None:
    assert counts_of(text, 0, len(text)) == []


@given(st.lists(PIECES, max_size=14))
def test_any_letters_are_read(pieces: list[str]) -> None:
    text = " ".join(pieces)
    for column, number, (start, end) in counts_of(text, 0, len(text)):
        assert column.endswith("_count")
        assert number >= 0
        assert 0 <= start < end <= len(text)
