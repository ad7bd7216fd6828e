"""Pronouns in a subject: none that a pattern asks for is missed by the question whether there is one at all."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from imcwp_data.extract import roles
from imcwp_data.extract.clause_tokens import lower_form

ASKED_FOR = [roles._WE, roles._I, roles._PERSON, roles._ITS_FORCES, roles._IT, roles._THEY, roles._THEY_LAST]
_AROUND = st.text(alphabet="aweiths ,'-", max_size=6)


@pytest.mark.parametrize("pattern", ASKED_FOR)
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_subject_with_a_pronoun_is_seen_to_hold_one(pattern: re.Pattern[str], data: st.DataObject) -> None:
    text = lower_form(data.draw(_AROUND) + data.draw(st.from_regex(pattern)) + data.draw(_AROUND))
    if pattern.search(text):
        assert roles._PRONOUN.search(text)


@pytest.mark.parametrize("text", ["the party", "several speakers", "the wetlands", "itself", "el partido"])
def test_other_subjects_hold_none(text: str) -> None:
    assert not roles._PRONOUN.search(text)
