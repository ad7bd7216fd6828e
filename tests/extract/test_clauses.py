"""Clauses of invented sentences: verbs told from nouns, their form, subject and extent."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imcwp_data.extract.clause_subjects import Clause
from imcwp_data.extract.clause_tokens import Tokens, lower_form
from imcwp_data.extract.clauses import read_clauses
from imcwp_data.extract.event_words import EventWords
from imcwp_data.extract.inflection import english_verb, noun_forms, spanish_verb
from imcwp_data.text.normalise import match_form
from imcwp_data.vocabulary import load_vocabulary

WORDS = EventWords(load_vocabulary())


def clauses(text: str, *, language: str = "en", is_item: bool = False) -> tuple[Tokens, list[Clause]]:
    form = match_form(text)
    words = WORDS.of(language)
    tokens = words.tokeniser.tokenise(form, lower_form(form), 0, len(form), [])
    return tokens, read_clauses(tokens, words, is_item)


def verbs(text: str, *, language: str = "en", is_item: bool = False) -> list[tuple[str, str]]:
    return [
        (c.group.lemmas[0], c.group.form)
        for c in clauses(text, language=language, is_item=is_item)[1]
        if c.group.lemmas[0] not in {"be", "have"}
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The delegates condemned the war.", [("condemn", "finite")]),
        ("The war was condemned by the delegates.", [("condemn", "passive")]),
        ("They have condemned and rejected the plan.", [("condemn", "finite"), ("reject", "finite")]),
        ("The workers demand bread.", [("demand", "finite")]),
        ("The demands of the workers are old.", []),
        ("Their support for the strike is old.", []),
        ("The condemned men were silent.", []),
        ("Parties are asked to condemn the war.", [("ask", "passive"), ("condemn", "infinitive")]),
        ("the laws imposed by the junta", [("impose", "participle")]),
        ("We demand that the law be withdrawn.", [("demand", "finite"), ("withdraw", "subjunctive")]),
        ("The 20th meeting is old.", []),
        ("He spoke, condemning the war.", [("speak", "finite"), ("condemn", "gerund")]),
    ],
)
def test_english_verbs_are_told_from_nouns(text: str, expected: list[tuple[str, str]]) -> None:
    assert verbs(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Los delegados condenaron la guerra.", [("condenar", "finite")]),
        ("La condena de la guerra es antigua.", []),
        ("Exigimos la paz.", [("exigir", "finite")]),
        ("El partido rechazará la propuesta.", [("rechazar", "finite")]),
    ],
)
def test_spanish_verbs_are_told_from_nouns(text: str, expected: list[tuple[str, str]]) -> None:
    assert [v for v in verbs(text, language="es") if v[0] not in {"ser", "estar"}] == expected


def test_item_may_begin_with_its_verb() -> None:
    assert verbs("demand the release of the sailors;", is_item=True) == [("demand", "bare")]
    assert verbs("demand for the release of the sailors;") == []


@pytest.mark.parametrize(
    ("text", "tense"),
    [
        ("They will march on Friday.", "future"),
        ("They are to march on Friday.", "future"),
        ("They are going to march on Friday.", "future"),
        ("They marched on Friday.", "past"),
        ("They had marched on Friday.", "past"),
        ("They have marched on Friday.", "perfect"),
        ("They march on Friday.", "present"),
    ],
)
def test_tense_comes_from_the_auxiliaries(text: str, tense: str) -> None:
    (group,) = [c.group for c in clauses(text)[1] if "march" in c.group.lemmas]
    assert group.tense == tense


@pytest.mark.parametrize(
    ("text", "negated", "doubtful", "duty"),
    [
        ("They did not march.", True, False, False),
        ("They never marched.", True, False, False),
        ("They could march.", False, True, False),
        ("They must march.", False, False, True),
        ("They marched.", False, False, False),
    ],
)
def test_what_did_not_happen_is_marked(text: str, negated: bool, doubtful: bool, duty: bool) -> None:
    (group,) = [c.group for c in clauses(text)[1] if "march" in c.group.lemmas]
    assert (group.negated, group.doubtful, group.duty) == (negated, doubtful, duty)


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("The union condemned the law and the council rejected it.", ["the union", "the council"]),
        ("The union, which condemned the law, rejected the offer.", ["", "the union ,"]),
        ("When the union marched, the council rejected the plan.", ["the union", "the council"]),
        ("The parties, unable to march, rejected the plan.", ["", "the parties"]),
    ],
)
def test_each_verb_has_its_subject(text: str, subjects: list[str]) -> None:
    tokens, found = clauses(text)
    told = [
        " ".join(tokens.lower[c.subject_start : c.subject_end]).removesuffix(" ,")
        for c in found
        if c.group.lemmas[0] in {"condemn", "reject", "march"}
    ]
    assert told == [s.removesuffix(" ,") for s in subjects]


def test_relative_clause_belongs_to_its_noun() -> None:
    tokens, found = clauses("They condemned the law that the junta imposed, and rejected the offer.")
    first = next(c for c in found if "condemn" in c.group.lemmas)
    assert " ".join(tokens.lower[first.start : first.end]) == "they condemned the law that the junta imposed"


TOKENS = st.sampled_from('they the which and condemned , ; to march ( ) " who that meeting was 12 .'.split())


@given(st.lists(TOKENS))
def test_clauses_lie_within_their_sentence(words: list[str]) -> None:
    tokens, found = clauses(" ".join(words))
    for clause in found:
        assert 0 <= clause.start <= clause.group.verb < clause.end <= len(tokens)
        assert clause.subject_start <= clause.subject_end <= len(tokens)
        assert clause.group.start <= clause.group.verb


@pytest.mark.parametrize(
    ("lemma", "form", "feature"),
    [
        ("condemn", "condemned", "past"),
        ("deny", "denies", "third"),
        ("deny", "denied", "participle"),
        ("ban", "banning", "gerund"),
        ("urge", "urging", "gerund"),
        ("organise", "organized", "past"),
        ("march", "marches", "third"),
    ],
)
def test_english_forms(lemma: str, form: str, feature: str) -> None:
    assert feature in english_verb(lemma)[form]


def test_irregular_forms_replace_the_regular_ones() -> None:
    forms = english_verb("send", ("sent",), ("sent",))
    assert forms["sent"] == {"past", "participle"}
    assert "sended" not in forms


@pytest.mark.parametrize(
    ("lemma", "form", "feature"),
    [
        ("condenar", "condenó", "past"),
        ("exigir", "exigen", "third"),
        ("rechazar", "rechace", "subjunctive"),
        ("apoyar", "apoyará", "future"),
        ("invadir", "invadida", "participle"),
    ],
)
def test_spanish_forms(lemma: str, form: str, feature: str) -> None:
    assert feature in spanish_verb(lemma)[form]


@pytest.mark.parametrize(
    ("noun", "language", "plural"),
    [
        ("march", "en", "marches"),
        ("embassy", "en", "embassies"),
        ("day of action", "en", "days of action"),
        ("manifestación", "es", "manifestaciones"),
        ("jornada de lucha", "es", "jornadas de lucha"),
        ("paro", "es", "paros"),
    ],
)
def test_plurals(noun: str, language: str, plural: str) -> None:
    assert plural in noun_forms(noun, language)
