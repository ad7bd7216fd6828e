"""Sentences taken apart: their tokens and names, and what they are told to hold, never less than a reader looks for."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from imcwp_data.extract import action_drafts, clause_tokens, party_business, quantities, roles, targets
from imcwp_data.extract.clause_tokens import QUALIFIER, Tokeniser, Tokens, lower_form
from imcwp_data.text.normalise import match_form

TOKENISER = Tokeniser({"march", "demand"}, {"march", "blockade"})
# What each sign stands for, and the pattern that is looked for only in sentences with it.
ASKED_FOR = [
    (clause_tokens.NUMBER, quantities._QUANTITY),
    (clause_tokens.THANKS, party_business._THANKS_NOUN),
    (clause_tokens.OURS, targets._OURS),
    (clause_tokens.PRONOUN, roles._PRONOUN),
    (clause_tokens.UNNAMED, roles._UNNAMED),
]
_AROUND = st.text(alphabet="ae1 ,'-.(", max_size=6)


def taken_apart(text: str, spans: list[tuple[int, int, bool]] | None = None) -> Tokens:
    form = match_form(text)
    return TOKENISER.tokenise(form, lower_form(form), 0, len(form), spans or [])


@pytest.mark.parametrize(("sign", "pattern"), ASKED_FOR)
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_sentence_tells_of_all_that_a_pattern_finds_in_it(
    sign: int, pattern: re.Pattern[str], data: st.DataObject
) -> None:
    text = lower_form(match_form(data.draw(_AROUND) + data.draw(st.from_regex(pattern)) + data.draw(_AROUND)))
    # The texts of documents have no white space but the plain blank.
    text = " ".join(text.split())
    if pattern.search(text):
        assert taken_apart(text).signs & sign


def test_words_of_a_group_are_seen_before_marks_and_in_joined_words() -> None:
    assert taken_apart("By 12 votes.").signs & clause_tokens.VOTES
    assert {"votes", "votos"} == action_drafts._VOTES
    assert taken_apart("a twenty-five strong crowd").signs & clause_tokens.NUMBER
    assert taken_apart("they said; nothing").signs & clause_tokens.MARK
    assert not taken_apart("workers marched in the rain").signs


def test_places_of_verbs_and_things_are_told_wherever_they_stand() -> None:
    tokens = taken_apart("Demand, (march) blockade.")
    assert tokens.lower == ("demand", ",", "(", "march", ")", "blockade", ".")
    assert tokens.verbs == [0, 3]
    assert tokens.things == [3, 5]


def test_tokens_know_their_characters_and_the_name_that_covers_them() -> None:
    text = "The U.S. blockade of Cuba's ports, 1,100 days old."
    tokens = taken_apart(text, [(4, 8, True), (21, 25, False)])
    assert [text[start : tokens.end(index)].lower() for index, start in enumerate(tokens.starts)] == list(tokens.lower)
    assert tokens.name[tokens.lower.index("u.s.")] == QUALIFIER
    assert tokens.name[tokens.lower.index("cuba")] == 1
    assert tokens.name[tokens.lower.index("'s")] == -1


def test_names_are_marked_from_the_nearest_on() -> None:
    form = "Cuba won. Peru and Cuba met."
    spans = [(0, 4, False), (10, 14, False), (19, 23, False)]
    tokens = TOKENISER.tokenise(form, form.lower(), 10, len(form), spans, nearest=1)
    assert tokens.name == [1, -1, 2, -1, -1]


def test_what_was_kept_of_pieces_changes_no_tokens() -> None:
    tokeniser = Tokeniser((), ())
    before = tokeniser.tokenise("a (b), c.", "a (b), c.", 0, 9, [])
    for number in range(20_000):
        text = f"no{number}, ({number})"
        tokeniser.tokenise(text, text, 0, len(text), [])
    assert tokeniser.tokenise("a (b), c.", "a (b), c.", 0, 9, []) == before
