"""Words of themes in invented paragraphs."""

from __future__ import annotations

from imcwp_data.extract.theme_words import ThemeReader
from imcwp_data.vocabulary import load_vocabulary

THEMES = ThemeReader(load_vocabulary())


def test_names_of_parties_tell_no_theme() -> None:
    text = "condemned the arrest of members of the Workers' Party"
    start = text.index("Workers")
    assert all(h.theme != "labour" for h in THEMES.find(text, [(start, len(text))]))
    assert THEMES.find("Communist and Workers' Parties") == []


def test_paragraphs_are_read_alike_together_and_alone() -> None:
    texts = ["blockade of cuba", "", "the workers' party", "dockers on strike", "gaza"]
    together = THEMES.find_each(texts, lambda index: [(4, 18)] if index == 2 else [])
    assert together == [THEMES.find(text, [(4, 18)] if text.startswith("the") else []) for text in texts]
    assert [bool(found) for found in together] == [True, False, False, True, True]


def test_causes_name_both_sides() -> None:
    assert (THEMES.causes["palestine"].beneficiary, THEMES.causes["palestine"].adversary) == ("PS", "IL")
