"""What whole documents of invented paragraphs are about."""

from __future__ import annotations

from imcwp_data.extract.document_themes import main_cause, strong_themes
from imcwp_data.extract.theme_words import ThemeHit, ThemeReader
from imcwp_data.vocabulary import load_vocabulary

THEMES = ThemeReader(load_vocabulary())


def test_document_is_about_what_its_title_says() -> None:
    assert main_cause([], strong_themes([THEMES.find("Solidarity with Cuba")])) == "cuba"
    assert main_cause([], strong_themes([THEMES.find("Cuba and Palestine")])) is None


def test_document_is_about_what_most_of_its_strong_words_tell() -> None:
    palestine, health = "palestine", "health"
    assert main_cause([[palestine] * 3, [palestine, health], [palestine, health]], []) == "palestine"
    assert main_cause([[palestine], [health], [health]], []) is None
    # Much said of it in one paragraph does not make the whole document about it.
    assert main_cause([[palestine] * 6, [health], [health], [health]], []) is None


def test_only_strong_words_tell_what_a_document_is_about() -> None:
    weak, strong = ThemeHit(0, 1, "cuba", True), ThemeHit(2, 3, "health", False)
    assert strong_themes([[weak], [], [weak, strong]]) == [["health"]]
