"""Who answers in invented interviews."""

from __future__ import annotations

from imcwp_data.extract.interviews import interview_of
from imcwp_data.model import Document, Paragraph

TALK = [
    ("title", "A talk in the rain"),
    ("byline", "By Rosa Weil"),
    ("body", "Ana Brandt is secretary of the Harbour Party."),
    ("body", "What did you bring?"),
    ("body", "A list of names."),
    ("heading", "And what did you hear?"),
    ("body", "Much."),
    ("body", "Q: Who spoke first"),
    ("body", "Our neighbours."),
]
NAMES = {2: [("person", "rosa-weil")], 3: [("person", "ana-brandt"), ("party", "harbour-party")]}


def talk(lines: list[tuple[str, str]]) -> Document:
    paragraphs = tuple(Paragraph(i, i, kind, "en", text, 0, len(text), None) for i, (kind, text) in enumerate(lines, 1))
    return Document("made", 1, None, "news", None, None, None, None, None, "en", 0, 1, paragraphs)


def test_who_answers_is_named_above_the_first_question() -> None:
    found = interview_of(talk(TALK), lambda position: NAMES.get(position, []))
    assert found is not None
    assert (found.person, found.party, found.first_question) == (("ana-brandt",), ("harbour-party",), 4)


def test_a_question_or_two_make_no_interview() -> None:
    assert interview_of(talk(TALK[:7]), lambda position: NAMES.get(position, [])) is None


def test_an_interview_with_nobody_named_is_nobody_s() -> None:
    assert interview_of(talk(TALK), lambda position: []) is None
