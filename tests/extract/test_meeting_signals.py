"""A pattern of meetings matches no sentence that lacks the words by which its trial is decided."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from imcwp_data.extract import meeting_attendance as attendance
from imcwp_data.extract import meeting_facts as facts
from imcwp_data.extract import meeting_gatherings as gatherings
from imcwp_data.extract import meeting_messages as messages
from imcwp_data.extract import meeting_series as series
from imcwp_data.extract import meeting_signals as signals
from imcwp_data.extract.clause_tokens import lower_form
from imcwp_data.extract.meeting_views import CueFinder
from imcwp_data.text.normalise import match_form
from imcwp_data.vocabulary import load_vocabulary

CUES = CueFinder(load_vocabulary())
DECIDED_BY = [
    (series.NUMBERED, signals.SESSION_WORD),
    (series.NUMBERED_AFTER, signals.SESSION_WORD),
    (series.NUMBERED_ENCUENTRO, signals.SESSION_WORD),
    (series.NUMBER_APPOSED, signals.NTH),
    (series.NUMBER_OPENS, signals.NTH),
    (series.NUMBER_ALONE, signals.NTH),
    (series.AGAIN, signals.AGAIN_WORD),
    (gatherings._COUNTED_ONE, signals.ONE_WORD),
    (gatherings._EXTRA_ONE, signals.EXTRAORDINARY_WORD),
    (gatherings._BODY_MEETS, signals.BODY_WORD),
    (gatherings._MET_AT, signals.MET_WORD),
    (gatherings._AS_BEFORE, signals.DONE_WORD),
    (facts._COUNT, signals.COUNTED_WORD),
    (facts._COUNT, signals.NUMBER_WORD),
    (attendance._ATTENDED, signals.ATTENDED_WORD),
    (attendance._WE_PRESENT, signals.DELEGATES_WORD),
    (attendance._SIDELINES, signals.SIDELINES_WORD),
    (messages._CAME_FROM, signals.MESSAGE_WORD),
    (messages._LLEGARON_DE, signals.MESSAGE_WORD),
    (messages._FROM_CAME, signals.MESSAGE_WORD),
    (messages._SENT, signals.MESSAGE_WORD),
]


def held(text: str) -> int:
    """Return the signals of a text."""
    form = match_form(text)
    if signals.is_odd(form):
        return signals.EVERYTHING
    bits = 0
    lower = lower_form(form)
    for _, bit in CUES.find(lower)[1]:
        bits |= bit
    return signals.with_digits(bits, lower, 0, len(lower))


@pytest.mark.parametrize(("pattern", "bit"), DECIDED_BY)
def test_what_a_pattern_matches_has_its_signal(pattern: re.Pattern[str], bit: int) -> None:
    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.from_regex(pattern))
    def check(text: str) -> None:
        # What a pattern is tried on is the match form of a text.
        found = pattern.search(match_form(text))
        if found is not None:
            assert held(text) & bit

    check()


def test_a_sentence_without_such_words_has_no_signal() -> None:
    assert held("The harvest was good on the hills.") == 0


def test_other_digits_and_letters_that_ignoring_case_equates_promise_everything() -> None:
    assert held("٣rd") == held("ſeſſion") == held("MEETİNG") == signals.EVERYTHING
