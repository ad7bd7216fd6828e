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
        ("Zoran Petek is General Secretary of the NKPJ.", "Zoran Petek", "General Secretary of the NKPJ"),
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


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("They had a strong love for Fidel.", "Fidel"),
        ("A film on the life of Zabriskie was shown.", "Zabriskie"),
        ("Zabriskie's poems were read aloud.", "Zabriskie"),
        ("According to Zabriskie, it rained.", "Zabriskie"),
        ("It rained, said Zabriskie, for a week.", "Zabriskie"),
        ("The works of Brandt and Zabriskie were sold.", "Zabriskie"),
        ("Según Zabriskie, llueve.", "Zabriskie"),
        ("They met Comrade Zabriskie in Oslo.", "Zabriskie"),
    ],
)
def test_one_word_names_somebody_where_the_text_shows_it(reader: NameReader, text: str, name: str) -> None:
    assert name in people(read(reader, text))


def test_the_subject_of_a_headline_is_somebody(reader: NameReader) -> None:
    assert "Zabriskie" in people(read(reader, "Zabriskie Rejects the Offer of the Port", kind="heading"))


@pytest.mark.parametrize(
    "text",
    [
        "Court Rejects the Offer of the Port",
        "Inflation Condemns the Poor of the World",
        "Cuba Rejects the Offer of the Port",
        "Solidarity Says More Than Words Do",
    ],
)
def test_common_nouns_and_countries_of_a_headline_are_nobody(reader: NameReader, text: str) -> None:
    assert people(read(reader, text, kind="title")) == {}


@pytest.mark.parametrize(
    "text",
    [
        "The hurricane Oscar came, and the ferry Maria sank.",
        "The ideas of Revolution and of Communism are old. The revolution is not.",
        "We met in Victoria and near Florence.",
        "Plan B and World War I are no people.",
        "They drank Grace's tea; grace was said.",
    ],
)
def test_a_capital_alone_makes_nobody(reader: NameReader, text: str) -> None:
    assert people(read(reader, text)) == {}


def test_a_surname_is_known_from_the_government_that_bears_it(reader: NameReader) -> None:
    names = read(reader, "The Zabriskie administration tightened the rules. Hopes in Zabriskie were few.")
    assert [m.surface for m in names.mentions] == ["Zabriskie administration", "Zabriskie"]
    assert "Zabriskie" in people(names)


def test_a_surname_read_first_is_the_person_named_in_full_later(reader: NameReader) -> None:
    names = read(reader, "President Zabriskie spoke.", "Later Quentin Zabriskie left; Zabriskie was tired.")
    assert list(people(names)) == ["Quentin Zabriskie"]
    assert len(names.mentions) == 3


def test_of_namesakes_the_one_named_last_is_meant(reader: NameReader) -> None:
    names = read(reader, "Ana Brandt and Rui Brandt came.", "“I sing,” said Ana Brandt. Brandt then sang.")
    assert names.mentions[-1].participant_id == "ana-brandt"


@pytest.mark.parametrize(
    "name",
    ["Omar al-Masri", "Manolo de la Paz", "Martin King", "V. I. Petrov", "M A Thomas", "Xi Jinping", "Kim Jong Un"],
)
def test_names_of_many_kinds_are_read_whole(reader: NameReader, name: str) -> None:
    assert name in people(read(reader, f"Later the nurse {name} sang in the hall."))


def test_an_arabic_surname_is_found_again(reader: NameReader) -> None:
    names = read(reader, "Then Omar al-Masri spoke. Al-Masri's men left.", "In Oslo al-Masri was asked.")
    assert len(people(names)) == 1
    assert [m.surface for m in names.mentions] == ["Omar al-Masri", "Al-Masri"]


def test_who_is_named_with_somebody_is_somebody(reader: NameReader) -> None:
    names = read(reader, "The police took Maria Olsen and Qxabza Vbrtl away.")
    assert list(people(names)) == ["Maria Olsen", "Qxabza Vbrtl"]


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Kenyan President Quentin Zabriskie spoke.", "KE"),
        ("Quentin Zabriskie, Minister of Health of Peru, spoke.", "PE"),
        ("Quentin Zabriskie, secretary of the Communist Party of Peru, spoke.", None),
        ("Quentin Zabriskie, head of Peru's Institute of Corn, spoke.", None),
    ],
)
def test_a_persons_country_is_that_of_the_office(reader: NameReader, text: str, country: str | None) -> None:
    assert people(read(reader, text))["Quentin Zabriskie"].country_code == country


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


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Xaro Bentu, of the Iraqi Communist Party, asked for books.", ["Xaro Bentu"]),
        ("Xaro Bentu, South African Communist Party (SACP)", ["Xaro Bentu"]),
        ("Speakers: Xaro Bentu (KKE), Milu Tagor (CPV)", ["Xaro Bentu", "Milu Tagor"]),
        ("Xaro Bentu, 38, teaches in Nakuru.", ["Xaro Bentu"]),
        ("Then Le Quang Thuy and Ben Saleh spoke, and Do Van Minh said no.", ["Le Quang Thuy", "Do Van Minh"]),
        ("In Thessaloniki, Cem Aydın brought greetings.", ["Cem Aydın"]),
        ("So it was, said in Lima Rosa Quispe.", ["Rosa Quispe"]),
        ("Whoever said so was wrong.", []),
    ],
)
def test_people_by_the_body_the_age_or_the_names_beside_them(reader: NameReader, text: str, names: list[str]) -> None:
    assert [name for name in names if name not in people(read(reader, text))] == []
    assert names or not people(read(reader, text))


@pytest.mark.parametrize("text", ["Popular Unity (KKE) signed.", "The miners of Santa Cruz (COB) came."])
def test_a_body_in_brackets_makes_no_place_or_body_a_person(reader: NameReader, text: str) -> None:
    assert not people(read(reader, text))
