"""Texts that may name a meeting are let through; one that lacks the words for it is not."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from imcwp_data.extract import meeting_gatherings as gatherings
from imcwp_data.extract import meeting_phrases as phrases
from imcwp_data.extract.clause_tokens import lower_form
from imcwp_data.extract.meeting_gate import MeetingGate
from imcwp_data.text.normalise import match_form
from imcwp_data.vocabulary import load_vocabulary

VOCABULARY = load_vocabulary()
GATE = MeetingGate(VOCABULARY)


def let_through(text: str, *, bodies: bool = True, places: bool = True, dates: bool = True) -> bool:
    return GATE.may_name(lower_form(match_form(text)), bodies=bodies, places=places, dates=dates)


@pytest.mark.parametrize("pattern", [gatherings._BODY_MEETS, gatherings._MET_AT, phrases.PARTICIPLE])
def test_what_a_pattern_matches_is_let_through(pattern: re.Pattern[str]) -> None:
    @settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.from_regex(pattern))
    def check(text: str) -> None:
        found = pattern.search(match_form(text))
        if found is not None:
            # What opens a sentence stands behind white space.
            assert let_through(f" {text[found.start() :]}")

    check()


def test_every_word_for_a_meeting_is_let_through_whatever_else_is_named() -> None:
    for row in VOCABULARY.tables["meeting_cues"]:
        if row["attribute"] == "noun":
            assert let_through(f"“{row['cue'].upper()}”!", bodies=False, places=False, dates=False)


def test_a_body_that_is_told_to_meet_needs_a_body_and_a_place_or_day() -> None:
    text = "The Political Bureau is to meet."
    assert let_through(text, places=False)
    assert let_through(text, dates=False)
    assert not let_through(text, places=False, dates=False)
    assert not let_through("They are to meet.", bodies=False)


def test_parties_that_met_need_a_place() -> None:
    assert let_through("Our parties met in Quito.", bodies=False)
    assert not let_through("Our parties met in May.", bodies=False, places=False)


def test_words_inside_others_do_not_count() -> None:
    assert not let_through("Something satisfied the metal workers of the boarding house in Lima.", bodies=False)


def test_letters_that_ignoring_case_equates_are_let_through() -> None:
    assert let_through("The committee ſat in Lima.", bodies=False)


def test_what_is_cut_inside_a_word_is_let_through() -> None:
    assert let_through("x" * 5000, bodies=False)
    assert not let_through("x\n" * 5000, bodies=False)
