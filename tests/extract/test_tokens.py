"""Words of a paragraph: where they stand, what stands between them, which of them are looked for."""

from __future__ import annotations

import pytest

from imcwp_data.extract.tokens import BODIES, NAMED, Classes, Tokeniser, Tokens

_CLASSES = Classes(frozenset({"lima", "union"}), frozenset({"union"}), frozenset(), frozenset(), frozenset())


def _tokens(form: str) -> Tokens:
    return Tokeniser(_CLASSES).tokenise(form)


@pytest.mark.parametrize(
    "form",
    [
        "",
        " - ",
        "The union met in Lima.",
        '"The union" (UOL) - of Lima\'s port - met the U.S. ambassador, twice',
        "- (- ( anti-war_movement  x\tTrade-Union",
        "Peña's 3,800 AT&T workers' homes; \u00c9xito",
        "a" * 40 + "-b " * 3,
    ],
)
def test_words_and_gaps_are_the_text(form: str) -> None:
    tokens = _tokens(form)
    at = 0
    for index, (word, start) in enumerate(zip(tokens.words, tokens.starts, strict=True)):
        assert form[start : tokens.end(index)] == word
        assert tokens.lower[index] == word.lower()
        assert tokens.gaps[index] == (form[at:start] if index else "\n")
        at = tokens.end(index)
    assert tokens.gaps[-1] == (form[at:] + "\n" if tokens.words else "\n")
    assert list(tokens.capitals) == [i for i, word in enumerate(tokens.words) if word[0].isupper()]


def test_words_are_those_of_a_reader() -> None:
    tokens = _tokens('"The union\'s" (UOL), U.S. anti-war groups of AT&T_x')
    assert tokens.words == ("The", "union", "'s", "UOL", "U.S.", "anti-war", "groups", "of", "AT&T", "x")
    assert list(tokens.parts) == ["u", "s", "anti", "war", "at", "t"]


def test_classes_tell_where_their_words_stand() -> None:
    tokens = _tokens("Lima: the Union's (union) trade-union in LIMA, Lima.")
    assert [tokens.words[i] for i in tokens.of_class[NAMED]] == ["Lima", "Union", "union", "LIMA", "Lima"]
    assert [tokens.words[i] for i in tokens.of_class[BODIES]] == ["Union", "union"]


def test_some_words_are_of_a_class_only_with_a_capital() -> None:
    tokeniser = Tokeniser(_CLASSES._replace(capital_bodies=frozenset({"party"})))
    tokens = tokeniser.tokenise("A Party and a party, a PARTY of the union")
    assert [tokens.words[i] for i in tokens.of_class[BODIES]] == ["Party", "PARTY", "union"]
    assert not any(tokeniser.tokenise("nobody of any class").of_class)


def test_what_was_read_before_changes_nothing() -> None:
    tokeniser = Tokeniser(_CLASSES)
    before = tokeniser.tokenise("The Union of Lima.")
    for number in range(20_000):
        tokeniser.tokenise(f"No{number}, ({number})")
    assert tokeniser.tokenise("The Union of Lima.") == before == _tokens("The Union of Lima.")


@pytest.mark.parametrize(
    ("form", "headline"),
    [
        ("Dockers Reject the Offer of Lima Port", True),
        ("Dockers Reject offers made in Lima", False),
        ("The dockers of the port rejected it", False),
        ("Ana Brandt", False),
    ],
)
def test_capitals_of_a_headline_say_nothing(form: str, headline: bool) -> None:
    assert _tokens(form).title_case is headline
