"""Themes of invented clauses."""

from __future__ import annotations

import pytest

from imcwp_data.extract.theme_words import ThemeReader
from imcwp_data.extract.themes import ThemeContext, lasting_themes, outlaws, themes_of, with_roles
from imcwp_data.vocabulary import load_vocabulary

THEMES = ThemeReader(load_vocabulary())


class Sentence(ThemeContext, gc=False):
    """A clause in a sentence that speaks of the environment."""

    def sentence(self) -> tuple[str, ...]:
        return ("environment",)


def themes(text: str, event_type: str = "ACCUSE", **context: object) -> tuple[str, ...]:
    about = ThemeContext(event_type, text=text.lower(), **context)  # type: ignore[arg-type]
    return themes_of(THEMES.find(text), 0, about)[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("condemned the dismissal of forty dockers", ("labour",)),
        ("denounced the detention camps for migrants", ("migration",)),
        ("demanded the waiver of vaccine patents", ("health",)),
        ("denounced the falsification of history", ("anti_communism",)),
        ("against the felling of the forest", ("environment",)),
        ("stressed the necessity of socialism", ("socialism",)),
        ("demands an end to the blockade of Cuba", ("cuba",)),
        ("salutes the people of Gaza", ("palestine",)),
        ("rejects every imperialist intervention", ("anti_imperialism",)),
        ("demands a ceasefire and disarmament", ("peace",)),
        ("condena los despidos", ("labour",)),
        ("exige el fin del bloqueo de Cuba", ("cuba",)),
        ("rechaza las bases militares", ("anti_imperialism",)),
        ("denounced the role of NATO", ("anti_imperialism", "peace")),
        ("demands that the deportations stop", ("migration",)),
        ("opposed the coal plant in the delta", ("environment",)),
        ("condemned the state of emergency", ("other",)),
        ("denounced the austerity of the World Bank", ("labour",)),
        ("condemned the bombing of the bridge by enemy aircraft", ("peace",)),
        ("marked the anniversary of the victory over Nazism", ("anti_communism", "peace")),
        ("condemned the occupation of Iraq", ("anti_imperialism", "peace")),
        ("stood by the Sahrawi people", ("anti_imperialism",)),
        ("rechaza el plan de rescate del FMI", ("labour",)),
    ],
)
def test_words_tell_the_theme(text: str, expected: tuple[str, ...]) -> None:
    assert themes(text) == expected


def test_fewest_themes_that_say_it() -> None:
    assert themes("condemns the imperialist intervention in Cuba") == ("cuba",)
    assert themes("thanks the nurses of Cuba for their vaccines") == ("cuba", "health")


def test_a_clause_without_theme_words_goes_on_with_what_was_said() -> None:
    assert themes("condemns it", inherited=("labour",)) == ("labour",)
    assert themes("condemns it") == ("other",)


def test_embargo_is_cuba_s_only_where_cuba_is_spoken_of() -> None:
    assert themes("calls for an embargo on oil") == ("anti_imperialism",)
    assert themes("calls for an end to the embargo", main="cuba") == ("cuba",)


def test_meetings_and_thanks_are_about_cooperation() -> None:
    assert themes("met the dockers' union", "CONSULT") == ("cooperation",)
    assert themes("thanked the hosts", "SUPPORT", organising=True) == ("cooperation",)


def test_help_that_consists_of_medicine_does_not_make_the_text_after_it_about_health() -> None:
    assert lasting_themes("AID", ("cooperation", "health")) == ()
    assert lasting_themes("REQUEST", ("health",)) == ("health",)


def test_weak_word_gives_way_to_the_heading_above() -> None:
    assert themes("demands the withdrawal of the soldiers", "REQUEST", section=("labour",)) == ("labour",)
    assert themes("demands the withdrawal of the soldiers", "REQUEST") == ("peace",)


def test_clause_without_a_word_has_the_themes_of_its_sentence() -> None:
    hits = THEMES.find("demands an answer")
    assert themes_of(hits, 0, Sentence("REQUEST", inherited=("labour",)))[0] == ("environment",)


def test_blow_against_a_party_is_anti_communism_unless_a_cause_is_named() -> None:
    assert with_roles(("other",), repressed=True, against_empire=False, elsewhere=False) == ("anti_communism",)
    assert with_roles(("cuba",), repressed=True, against_empire=False, elsewhere=False) == ("cuba",)


def test_solidarity_with_a_party_without_a_word_of_its_own_is_anti_communism() -> None:
    def about(themes: tuple[str, ...], *, told: bool, with_party: bool) -> tuple[str, ...]:
        return with_roles(
            themes, repressed=False, against_empire=False, elsewhere=False, told=told, with_party=with_party
        )

    assert about(("labour",), told=False, with_party=True) == ("anti_communism",)
    assert about(("labour",), told=True, with_party=True) == ("labour",)
    assert about(("cuba",), told=False, with_party=True) == ("cuba",)
    assert about(("labour",), told=False, with_party=False) == ("labour",)


def test_war_of_the_great_power_is_both_peace_and_anti_imperialism() -> None:
    told = with_roles(("peace",), repressed=False, against_empire=True, elsewhere=False)
    assert told == ("anti_imperialism", "peace")


def test_troops_asked_to_leave_are_a_foreign_power_s() -> None:
    text = "demands that Ruritania withdraw its troops"
    assert themes(text, "REQUEST") == ("anti_imperialism", "peace")
    assert themes("demands peace", "REQUEST") == ("peace",)


def test_meeting_on_a_stated_topic_is_about_it() -> None:
    text = "will hold a conference on refugees"
    assert themes(text, "CONSULT") == ("migration",)
    assert lasting_themes("CONSULT", ("migration",)) == ()


def test_congress_of_a_party_is_its_own_affair() -> None:
    text = "will hold its 12th Congress in spring"
    assert themes(text, "CONSULT") == ("other",)


def test_blow_without_a_word_is_not_about_the_strike_before_it() -> None:
    assert themes("shot forty people", "ASSAULT", inherited=("labour",)) == ("other",)
    assert themes("shot forty people", "ASSAULT", inherited=("labour",), section=("labour",)) == ("labour",)
    assert themes("shot forty people", "ASSAULT", inherited=("palestine",)) == ("palestine",)


def test_what_one_clause_adds_to_its_heading_does_not_last() -> None:
    context = {"section": ("anti_imperialism",), "inherited": ("anti_imperialism", "peace")}
    assert themes("rejects the statement", "REJECT", **context) == ("anti_imperialism",)


@pytest.mark.parametrize(
    ("lemma", "text", "expected"),
    [
        ("dissolve", "dissolved all parties", True),
        ("ban", "it was banned", True),
        ("ban", "banned the march", False),
        ("praise", "praised the party", False),
    ],
)
def test_ban_of_a_party(lemma: str, text: str, expected: bool) -> None:
    assert outlaws(lemma, text) is expected
