"""Rules of verbs whose following word decides what they state."""

from __future__ import annotations

import pytest

from imcwp_data.extract.event_words import EventRule, EventWords, VerbRules
from imcwp_data.vocabulary import load_vocabulary

WORDS = EventWords(load_vocabulary())
BARE = EventRule("call", (), "", "", "")
FOR = EventRule("call", ("for",), "", "REQUEST", "")
ON = EventRule("call", ("on", "all"), "", "REQUEST", "")
MEETING = EventRule("call", (), "meeting", "CONSULT", "")


def test_one_word_after_a_verb_leaves_its_own_rules_and_those_that_want_none() -> None:
    rules = VerbRules.of([BARE, FOR, ON, MEETING])
    assert rules.led == {"for": (BARE, FOR, MEETING), "on": (BARE, ON, MEETING)}


@pytest.mark.parametrize("language", ["en", "es"])
def test_rules_by_word_are_all_rules_in_their_order(language: str) -> None:
    for rules in WORDS.of(language).verb_rules.values():
        assert rules.led.keys() == rules.leads
        for lead, led in rules.led.items():
            assert list(led) == [r for r in rules.every if not r.followed_by or r.followed_by[0] == lead]
