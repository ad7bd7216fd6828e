"""People in invented texts."""

from __future__ import annotations

import pytest

from imcwp_data.extract.name_records import NamesRead
from imcwp_data.extract.names import NameReader
from imcwp_data.extract.person_memory import PersonMemory, edit_distance, nearly_equal
from imcwp_data.model import Document, Paragraph, ParticipantCandidate
from imcwp_data.vocabulary import Vocabulary


@pytest.fixture(scope="module")
def reader(vocabulary: Vocabulary) -> NameReader:
    return NameReader(vocabulary)


def read(reader: NameReader, *texts: str, kind: str = "body") -> NamesRead:
    paragraphs = tuple(Paragraph(i, i, kind, "en", text, 0, 0) for i, text in enumerate(texts, 1))
    return reader.read(Document("s", 1, None, "news", None, None, None, None, None, "en", 0, 0, paragraphs))


def people(names: NamesRead) -> dict[str, ParticipantCandidate]:
    return {candidate.name: candidate for candidate in names.participants if candidate.kind == "person"}


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("Zoran Petek, General Secretary of the NKPJ, spoke.", "Zoran Petek", "General Secretary of the NKPJ"),
        ("The Kenyan President, Wanjiru Odhiambo, spoke.", "Wanjiru Odhiambo", "President"),
        ("Foreign minister Lars Holm resigned.", "Lars Holm", "Foreign minister"),
        ("Inga Strand, a welder and mother of two, agreed.", "Inga Strand", "welder and mother of two"),
        (
            "Comrade Teresa Prado, member of the Political Bureau, sang.",
            "Teresa Prado",
            "member of the Political Bureau",
        ),
    ],
)
def test_roles_beside_a_name(reader: NameReader, text: str, name: str, role: str) -> None:
    assert people(read(reader, text))[name].role == role


def test_a_role_leads_to_the_body(reader: NameReader) -> None:
    found = people(read(reader, "Zoran Petek, General Secretary of the NKPJ, spoke."))["Zoran Petek"]
    assert found.affiliation_id == "new-communist-party-of-yugoslavia"


@pytest.mark.parametrize(
    "text",
    [
        "“It rained,” said Quentin Zabriskie.",
        "Quentin Zabriskie (left) with the flag",
        "Quentin Zabriskie told the paper that it rained.",
        "Engineer Quentin Zabriskie built it.",
    ],
)
def test_evidence_makes_an_unknown_name_a_person(reader: NameReader, text: str) -> None:
    assert "Quentin Zabriskie" in people(read(reader, text))


def test_later_mentions_by_one_name_are_the_same_person(reader: NameReader) -> None:
    names = read(reader, "“It rained,” said Marta Olsen.", "Olsen laughed. Then Marta left.")
    assert [m.surface for m in names.mentions] == ["Marta Olsen", "Olsen", "Marta"]
    assert len(names.participants) == 1


def test_two_spellings_are_one_person(reader: NameReader) -> None:
    names = read(reader, "Prime Minister Edgar Thornwald spoke.", "Edgar Thornwold, Prime Minister, left.")
    assert list(people(names)) == ["Edgar Thornwald"]


def test_a_person_may_bear_the_name_of_a_town(reader: NameReader) -> None:
    names = read(reader, "Santiago Toledo, spokesman of the KKE, came from Toledo.")
    assert list(people(names)) == ["Santiago Toledo"]
    assert [place.surface for place in names.places] == ["Toledo"]


def test_squares_and_brigades_named_after_people_are_not_the_people(reader: NameReader) -> None:
    names = read(reader, "They met in Karl Marx Square, near Lenin Street, with the Haydée Santamaría Brigade.")
    assert people(names) == {}


@pytest.mark.parametrize(
    "text", ["The General Secretary spoke.", "Dear Comrades, we greet you.", "In March it rained."]
)
def test_offices_without_a_name_are_nobody(reader: NameReader, text: str) -> None:
    assert people(read(reader, text)) == {}


def test_a_persons_country_is_not_guessed(reader: NameReader) -> None:
    assert all(
        p.country_code is None for p in people(read(reader, "Fidel and Lula met Rosa Luxemburg's heirs.")).values()
    )


@pytest.mark.parametrize(("one", "other", "distance"), [("abc", "abc", 0), ("abc", "abd", 1), ("abc", "xyzabc", 3)])
def test_edit_distance_is_bounded(one: str, other: str, distance: int) -> None:
    assert edit_distance(one, other, 2) == min(distance, 3)


def test_short_words_are_never_nearly_equal() -> None:
    assert not nearly_equal("Ana", "Ada")
    assert nearly_equal("Thornwald", "Thornwold")


def test_memory_keeps_namesakes_apart() -> None:
    memory = PersonMemory()
    first = memory.introduce(("Ana", "Silva"), "Ana Silva")
    second = memory.introduce(("Rui", "Silva"), "Rui Silva")
    assert first != second
    assert memory.introduce(("Ana", "Silva", "Costa"), "Ana Silva Costa") == first
