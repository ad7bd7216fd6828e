import sqlite3

import pytest

from imcwp_data.explorer.rules import explain_rule

from .conftest import RELEASE

_RULES = " union ".join(f"select rule from {table}" for table in ("evidence", "dates", "mentions", "place_mentions"))


def test_every_rule_of_the_release_is_told_in_words():
    with sqlite3.connect(f"file:{RELEASE / 'imcwp.db'}?mode=ro", uri=True) as database:
        told = {row[0]: explain_rule(row[0]) for row in database.execute(_RULES)}
    assert len(told) > 50
    assert not [rule for rule, words in told.items() if words == "a rule of that name" or "in the form" in words]


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("event.demand.finite", "an action, by the word “demand” as the verb of its clause"),
        ("event.solidarity.item", "an action, by the word “solidarity” in an item of a list or in a slogan"),
        ("role.targets.context", "whom an action is aimed at, from the sentences before it"),
        ("date.day_range", "a range of days"),
        ("place.unheard_of", "a town, by the words around its name, such as “the village of X”"),
        ("name.acronym_unheard_of", "an acronym"),
        ("invented", "a rule of that name"),
        ("", "a rule of that name"),
    ],
)
def test_rules_are_told_by_the_longest_name_that_fits(rule, words):
    assert explain_rule(rule) == words
