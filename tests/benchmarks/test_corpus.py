"""The generated corpus is the same whenever it is made, and says what its facts say."""

from __future__ import annotations

import json
from datetime import date

import pytest

from benchmarks.corpus.corpus import Corpus, document_id
from benchmarks.corpus.days import MONTHS, MONTHS_ES, WEEKDAYS
from benchmarks.corpus.slots import ACTIONS, EVENT_TYPES, SPANISH, TEXTS, WORDS
from benchmarks.corpus.write import FACTS, texts_of, write_corpus
from imcwp_data.text.normalise import match_form

DOCUMENTS = 400


@pytest.fixture(scope="module")
def made(vocabulary):
    return list(Corpus(0, vocabulary).documents(DOCUMENTS))


def test_a_document_depends_on_its_seed_and_number_alone(made, vocabulary):
    corpus = Corpus(0, vocabulary)
    for number in (399, 7, 250):
        text, known = corpus.document(number)
        assert (text, known.as_json()) == (made[number][0], made[number][1].as_json())


def test_another_seed_tells_other_things(made, vocabulary):
    assert Corpus(1, vocabulary).document(3)[0] != made[3][0]


def test_a_small_corpus_is_the_beginning_of_a_larger_one(tmp_path):
    write_corpus(tmp_path / "small", 12)
    write_corpus(tmp_path / "large", 30)
    small = {p.name: p.read_bytes() for p in texts_of(tmp_path / "small").rglob("*.txt")}
    large = {p.name: p.read_bytes() for p in texts_of(tmp_path / "large").rglob("*.txt")}
    assert len(small) == 12
    assert len(large) == 30
    assert small.items() <= large.items()
    lines = (tmp_path / "large" / FACTS).read_bytes().splitlines()
    assert (tmp_path / "small" / FACTS).read_bytes().splitlines() == lines[:12]


def test_both_forms_hold_the_same_texts(tmp_path):
    write_corpus(tmp_path / "files", 10)
    write_corpus(tmp_path / "lines", 10, form="jsonl")
    files = {p.stem: p.read_text(encoding="utf-8") for p in texts_of(tmp_path / "files").rglob("*.txt")}
    rows = [json.loads(line) for line in texts_of(tmp_path / "lines", "jsonl").open(encoding="utf-8")]
    assert {row["id"]: row["text"] for row in rows} == files


def test_the_days_that_are_known_stand_in_the_text(made):
    for text, known in made:
        for edtf in known.facts.dates:
            assert _written(edtf, " ".join(text.split()), date.fromisoformat(known.published)), (known.document, edtf)


def _written(edtf: str, text: str, published: date) -> bool:
    first = edtf.split("/")[0].split("-")
    if len(first) < 3:
        return first[0] in text and (len(first) < 2 or f"{MONTHS[int(first[1]) - 1]} {first[0]}" in text)
    day = date(*map(int, first))
    month, number = MONTHS[day.month - 1], str(day.day)
    near = (published - day).days
    return (
        edtf in text
        or f"{month} {number}" in text
        or f"{number} {month}" in text
        or ("/" in edtf and month in text and number in text)
        or f"{number} de {MONTHS_ES[day.month - 1]}" in text
        or f"{day.day}/{day.month}/{day.year}" in text
        or (f"{month[:3]}" in text and number in text)
        or (0 < near < 7 and f"on {WEEKDAYS[day.weekday()]}" in text.replace("On ", "on "))
        or (near == 1 and "yesterday" in text.lower())
    )  # fmt: skip


def test_the_names_that_are_known_stand_in_the_text(made, vocabulary):
    forms = {n.participant_id: [n.name, n.acronym or n.name, *n.other_names] for n in vocabulary.names}
    towns = {p.place_id: p.name for p in vocabulary.places}
    for text, known in made:
        plain = match_form(text)
        # A wrapped line may break a name.
        plain = " ".join(plain.split())
        for participant in known.facts.participants:
            if participant in forms and "working-group" not in participant:
                assert any(match_form(form) in plain for form in forms[participant]), (known.document, participant)
        for town in known.facts.towns:
            assert match_form(towns[town]).upper() in plain.upper(), (known.document, town)


def test_who_acts_is_named_or_writes(made):
    for _, known in made:
        named = set(known.facts.participants)
        for action in known.facts.actions:
            bodies = {actor for actor in action.actors if "party" in actor}
            assert bodies <= named, (known.document, action)


def test_actions_are_of_the_types_that_there_are(made):
    types = {action.event_type for _, known in made for action in known.facts.actions}
    assert types <= set(EVENT_TYPES)
    assert len(types) > 12


def test_a_quoted_passage_stands_in_both_texts(made):
    quoting = [(text, known) for text, known in made if known.quotes]
    assert len(quoting) > DOCUMENTS / 20
    by_id = {known.document: text for text, known in made}
    for text, known in quoting:
        source = _sentences(by_id[known.quotes])
        assert known.quotes < known.document
        assert any(len(s) > 40 and s in source for s in _sentences(text)), known.document


def _sentences(text: str) -> set[str]:
    paragraphs = (" ".join(part.split()) for part in match_form(text).split("\n\n"))
    return {s.strip(" .") for part in paragraphs for s in part.split(". ")}


def test_texts_differ_and_are_as_long_as_such_texts_are(made):
    sizes = sorted(len(text.encode()) for text, _ in made)
    assert 800 < sum(sizes) / len(sizes) < 1400
    assert sizes[-1] > 4 * sizes[len(sizes) // 2]
    sentences = [s for text, _ in made for line in text.splitlines() for s in line.split(". ") if len(s) > 40]
    assert len(set(sentences)) > 0.85 * len(sentences)


def test_every_sentence_of_the_grammars_can_be_written():
    for grammar in (WORDS, ACTIONS, TEXTS, SPANISH):
        for name in grammar.names:
            assert grammar[name].items


def test_ids_sort_in_the_order_of_the_numbers():
    assert document_id(9) < document_id(10) < document_id(100_000)
