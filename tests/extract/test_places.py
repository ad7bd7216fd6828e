"""Places and acting countries in invented texts."""

from __future__ import annotations

import pytest

from imcwp_data.extract.name_records import NamesRead
from imcwp_data.extract.names import NameReader
from imcwp_data.model import Document, Paragraph
from imcwp_data.vocabulary import Vocabulary


@pytest.fixture(scope="module")
def reader(vocabulary: Vocabulary) -> NameReader:
    return NameReader(vocabulary)


def read(reader: NameReader, *texts: str, language: str = "en", kind: str = "body") -> NamesRead:
    paragraphs = tuple(Paragraph(i, i, kind, language, text, 0, 0) for i, text in enumerate(texts, 1))
    return reader.read(Document("s", 1, None, "news", None, None, None, None, None, language, 0, 0, paragraphs))


def places(names: NamesRead) -> list[tuple[str, str | None]]:
    return [(place.surface, place.country_code) for place in names.places]


def states(names: NamesRead) -> dict[str, str]:
    return {state.surface: state.rule for state in names.states}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the people of Ghana and the policy of Jordan", ["Ghana", "Jordan"]),
        ("sanctions against Syria, Iran and North Korea", ["Syria", "Iran", "North Korea"]),
        ("Ghana's harvest was good", ["Ghana"]),
        ("They bombed Serbia for weeks.", ["Serbia"]),
        ("They demand that Kenya be heard.", ["Kenya"]),
        ("In Peru itself nothing moved.", ["Peru"]),
        ("Let Ghana have bread", ["Ghana"]),
        ("the port of Lisbon and the Lisbon meeting", ["Lisbon", "Lisbon"]),
        ("troops in the USA tightened their belts", ["USA"]),
        ("unrest in the Donbas region", ["Donbas"]),
    ],
)
def test_used_as_a_place(reader: NameReader, text: str, expected: list[str]) -> None:
    assert [place.surface for place in read(reader, text).places] == expected


@pytest.mark.parametrize(
    ("text", "surface", "rule"),
    [
        ("Israel refuses to speak.", "Israel", "state.actor"),
        ("They said that Norway would pay.", "Norway", "state.actor"),
        ("Peru and Chile voted no.", "Peru", "state.actor"),
        ("Brazil, they said, signs what others write.", "Brazil", "state.actor"),
        ("For ten years the US has been silent.", "US", "state.actor"),
        ("We urge Canada to pay.", "Canada", "state.addressee"),
        ("They call on the United States to leave.", "United States", "state.addressee"),
        ("the US blockade", "US", "state.attributive"),
        ("a US-sponsored raid", "US", "state.attributive"),
        ("Kenya solidarity groups met.", "Kenya", "state.attributive"),
        ("the Moroccan occupation", "Moroccan", "state.adjective"),
        ("Washington says no.", "Washington", "state.capital"),
        ("a war ordered by Ankara for oil", "Ankara", "state.capital"),
    ],
)
def test_a_country_that_acts_is_no_place(reader: NameReader, text: str, surface: str, rule: str) -> None:
    names = read(reader, text)
    assert surface not in [place.surface for place in names.places]
    assert states(names)[surface] == rule


def test_a_country_that_acts_is_named_by_its_own_id(reader: NameReader) -> None:
    assert {s.participant_id for s in read(reader, "The US blockade and Washington's threats").states} == {
        "united-states"
    }


def test_places_of_one_name_are_told_apart_by_their_company(reader: NameReader) -> None:
    assert places(read(reader, "The ferry from Sidon passed Beirut and Tripoli.")) == [
        ("Sidon", "LB"),
        ("Beirut", "LB"),
        ("Tripoli", "LB"),
    ]
    assert ("Tripoli", "LY") in places(read(reader, "In Tripoli the Libyan harbour was closed."))


@pytest.mark.parametrize(
    ("text", "town", "country"),
    [
        ("They met in Zabrdica, Serbia, at noon.", "Zabrdica", "RS"),
        ("the village of Kalovrisi, in Greece", "Kalovrisi", "GR"),
        ("They met in Kalovrisi, a mountain village in Greece.", "Kalovrisi", "GR"),
        ("a road from Lima to Huantarique", "Huantarique", "PE"),
    ],
)
def test_unknown_towns(reader: NameReader, text: str, town: str, country: str) -> None:
    assert (town, country) in places(read(reader, text))


@pytest.mark.parametrize(
    ("text", "towns"),
    [
        ("They marched in Lima and Zabrdica.", ["Lima", "Zabrdica"]),
        ("They met between Zabrdica and Lima.", ["Zabrdica", "Lima"]),
        ("the strikes of Zabrdica", ["Zabrdica"]),
        ("Seamstresses from Zabrdica collected coins.", ["Zabrdica"]),
        ("They walked from Zabrdica to the port.", ["Zabrdica"]),
        ("a reading from Zabriskie's poems", []),
    ],
)
def test_towns_by_their_company(reader: NameReader, text: str, towns: list[str]) -> None:
    assert [place.surface for place in read(reader, text).places] == towns


def test_an_unknown_town_lies_in_the_country_of_the_dateline(reader: NameReader) -> None:
    text = "LIMA, June 9. The road to the villages of Zabrdica is open."
    paragraphs = (Paragraph(1, 1, "body", "en", text, 0, 0),)
    names = reader.read(Document("s", 1, None, "news", None, None, None, None, "LIMA", "en", 0, 0, paragraphs))
    assert ("Zabrdica", "PE") in places(names)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", "La grève en Grèce et au Liban", [("Grèce", "GR"), ("Liban", "LB")]),
        ("de", "Der Krieg in der Türkei", [("Türkei", "TR")]),
        ("pt", "A luta na Grécia e em Moçambique", [("Grécia", "GR")]),
        ("el", "στη Γάζα και στην Τουρκία", [("Γάζα", "PS"), ("Τουρκία", "TR")]),
        ("ru", "блокада Кубы", [("Кубы", "CU")]),
    ],
)
def test_places_in_other_languages(
    reader: NameReader, language: str, text: str, expected: list[tuple[str, str]]
) -> None:
    assert [place for place in places(read(reader, text, language=language)) if place in expected] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Talks between Lima and Quito failed.", []),
        ("Lima's answer was calm.", []),
        ("an attack ordered by Ghana", []),
        ("the part that Ghana had in it", ["Ghana"]),
        ("Ghana has no enemy there.", []),
        ("Unlike Chile, Ghana has no bases.", ["Chile"]),
        ("People in Chile, Ghana and the Netherlands marched.", ["Chile", "Ghana", "Netherlands"]),
        ("Ghana hosts the next session.", ["Ghana"]),
        ("the Donbas war and the Caribbean nations", ["Donbas"]),
        ("Euro-Atlantic plans", []),
    ],
)
def test_places_and_those_who_rule_them(reader: NameReader, text: str, expected: list[str]) -> None:
    assert [place.surface for place in read(reader, text).places] == expected


def test_an_unknown_town_is_known_in_the_whole_document(reader: NameReader) -> None:
    names = read(reader, "the village of Kalovrisi, in Greece", "The beach at Kalovrisi where boats lie")
    assert [place.surface for place in names.places] == ["Kalovrisi", "Greece", "Kalovrisi"]
    assert len({place.place_id for place in names.places if place.surface == "Kalovrisi"}) == 1


@pytest.mark.parametrize("text", ["He spoke in Spanish.", "They rested in August.", "She believes in Socialism."])
def test_capitals_after_a_preposition_are_not_always_towns(reader: NameReader, text: str) -> None:
    assert places(read(reader, text)) == []


def test_a_place_in_capitals(reader: NameReader) -> None:
    assert places(read(reader, "LISBON, June 16. It rained.")) == [("LISBON", "PT")]


def test_spanish_places(reader: NameReader) -> None:
    names = read(
        reader, "En España llueve; Venezuela resiste y exige a Estados Unidos respeto para Cuba.", language="es"
    )
    assert places(names) == [("España", "ES"), ("Cuba", "CU")]
    assert states(names)["Venezuela"] == "state.actor"
    assert states(names)["Estados Unidos"] == "state.addressee"


@pytest.mark.parametrize(
    ("text", "towns"),
    [
        ("They have taken 400 blankets to Zabrdica.", ["Zabrdica"]),
        ("A rally at Zabrdica, near Thessaloniki, was broken up.", ["Zabrdica", "Thessaloniki"]),
        ("They marched from Zabrdica to the Parliament.", []),
        ("From Marx to Lenin: a century of books.", []),
        ("They gave the letter to Brandt.", []),
        ("In Zabrdica al-Garb houses burned.", ["Zabrdica al-Garb"]),
        ("The dockers of Santos greeted the strike.", ["Santos"]),
        ("AKEL (Cyprus) and the KKE of Greece signed.", ["Cyprus", "Greece"]),
        ("Havana, Holguín and Santa Clara celebrated May Day.", ["Havana", "Holguín", "Santa Clara"]),
    ],
)
def test_towns_at_the_end_of_a_way_and_beside_others(reader: NameReader, text: str, towns: list[str]) -> None:
    assert [place.surface for place in read(reader, text).places] == towns


@pytest.mark.parametrize(
    "text",
    [
        "The pact that ties us to Washington is old.",
        "We reject the orders of Washington.",
        "Why does Nairobi dislike you?",
        "They demand of Ankara that it withdraw.",
    ],
)
def test_a_capital_that_gives_orders_is_a_government(reader: NameReader, text: str) -> None:
    assert not read(reader, text).places


@pytest.mark.parametrize("text", ["Cyprus has been divided for long.", "Since then Serbia has been bombed twice."])
def test_a_country_to_which_something_is_done_is_a_place(reader: NameReader, text: str) -> None:
    assert len(read(reader, text).places) == 1
