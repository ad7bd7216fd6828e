"""What the package's own vocabularies hold: facts that are checked against one another and against the standards."""

from __future__ import annotations

import csv
import math
import re
from pathlib import Path

import pytest

from imcwp_data import vocabulary as package
from imcwp_data.text.normalise import fold
from imcwp_data.vocabulary import Country, Name, Place, Vocabulary

FOLDER = Path(package.__file__).parent
FILES = sorted(FOLDER.glob("*.csv"))
# ISO 3166-1 alpha-2, officially assigned.
ISO_3166 = frozenset(
    re.findall(
        r"[A-Z]{2}",
        """
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ
    CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO
    FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE
    JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO
    MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW
    PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM
    TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW
        """,
    )
)


@pytest.fixture(scope="module")
def countries(vocabulary: Vocabulary) -> dict[str, Country]:
    return {country.country_code: country for country in vocabulary.countries}


@pytest.fixture(scope="module")
def names(vocabulary: Vocabulary) -> dict[str, Name]:
    return {name.name: name for name in vocabulary.names}


def kilometres(one: Place | Country, other: Place | Country) -> float:
    a, b = math.radians(one.latitude or 0), math.radians(other.latitude or 0)
    turn = math.radians((one.longitude or 0) - (other.longitude or 0))
    return 6371 * math.acos(min(1.0, math.sin(a) * math.sin(b) + math.cos(a) * math.cos(b) * math.cos(turn)))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_files_are_written_alike(path: Path) -> None:
    data = path.read_bytes()
    assert not data.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in data
    assert data.endswith(b"\n")
    assert not data.endswith(b"\n\n")


@pytest.mark.parametrize(
    "stem", ["countries", "places", "parties", "organisations", "governments", "outlets", "given_names"]
)
def test_names_are_written_in_composed_characters_without_doubled_spaces(stem: str) -> None:
    with (FOLDER / f"{stem}.csv").open(encoding="utf-8", newline="") as file:
        odd = [cell for row in csv.reader(file) for cell in row if fold(cell) != cell]
    assert odd == []


def test_countries_are_those_of_the_standard(countries: dict[str, Country]) -> None:
    assert set(countries) == ISO_3166


def test_sovereign_countries_have_adjectives_and_a_spanish_name(vocabulary: Vocabulary) -> None:
    nameless = {"GD"}  # Granada: in Spanish texts nearly always the city.
    lacking = [c.name for c in vocabulary.countries if c.kind == "country" and not c.spanish_names]
    assert lacking == [c.name for c in vocabulary.countries if c.country_code in nameless]
    without = {
        c.country_code
        for c in vocabulary.countries
        if c.kind == "country" and not any(a[0].isupper() for a in c.adjectives)
    }
    # Congo and Dominica share their adjectives with larger countries; the Holy See has none.
    assert without == {"CG", "DM", "VA"}


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("KP", "Democratic People's Republic of Korea"), ("KR", "Republic of Korea"), ("US", "U.S."), ("GB", "Britain"),
        ("TR", "Türkiye"), ("MM", "Burma"), ("SZ", "Swaziland"), ("CI", "Ivory Coast"), ("TL", "East Timor"),
        ("VN", "Viet Nam"), ("CZ", "Czechia"), ("LA", "Lao PDR"), ("MK", "Macedonia"), ("PS", "State of Palestine"),
    ],
)  # fmt: skip
def test_a_country_is_known_by_its_other_names(vocabulary: Vocabulary, code: str, name: str) -> None:
    assert [c.country_code for c in vocabulary.countries if name in (c.name, *c.other_names)] == [code]


@pytest.mark.parametrize(
    ("word", "code"),
    [("Cuban", "CU"), ("cubanas", "CU"), ("Greek", "GR"), ("griegos", "GR"), ("estadounidense", "US"),
     ("libanesas", "LB"), ("israelíes", "IL"), ("South African", "ZA"), ("turca", "TR"),
     ("vietnamita", "VN"), ("alemana", "DE")],
)  # fmt: skip
def test_an_adjective_tells_its_country(vocabulary: Vocabulary, word: str, code: str) -> None:
    assert [c.country_code for c in vocabulary.countries if word in c.adjectives] == [code]


def test_no_two_countries_share_an_adjective_or_a_people(vocabulary: Vocabulary) -> None:
    owners: dict[str, set[str]] = {}
    for country in vocabulary.countries:
        for word in (*country.adjectives, *country.people):
            owners.setdefault(word, set()).add(country.country_code)
    assert {word: codes for word, codes in owners.items() if len(codes) > 1} == {}


def test_capitals_lie_in_their_countries(vocabulary: Vocabulary, countries: dict[str, Country]) -> None:
    cities = {(p.name, p.country_code): p for p in vocabulary.places if p.kind == "city"}
    far = {"US", "RU", "CA", "BR", "AU", "CL", "AR", "CN", "ID", "PT", "NO", "SE", "MY", "PK"}
    for country in countries.values():
        if country.capital and country.country_code not in far:
            distance = kilometres(country, cities[country.capital, country.country_code])
            assert distance < 1300, country.name


def test_every_city_is_nearer_to_its_country_than_the_countrys_extent_allows(
    vocabulary: Vocabulary, countries: dict[str, Country]
) -> None:
    # 4,300 km reaches from Russia's centre to Kaliningrad; Hawaii lies farther from the centre of the United States.
    far = {
        p.name
        for p in vocabulary.places
        if p.country_code and p.latitude and kilometres(p, countries[p.country_code]) > 4300
    }
    assert far <= {"Anchorage", "Alaska", "Hawaii", "Honolulu"}


def test_cities_have_a_country_and_coordinates(vocabulary: Vocabulary) -> None:
    cities = [p for p in vocabulary.places if p.kind == "city"]
    assert len(cities) > 1500
    assert [p.name for p in cities if p.latitude is None] == []
    # Kosovo has no code in ISO 3166-1.
    assert {p.name for p in cities if p.country_code is None} == {"Pristina", "Mitrovica", "Prizren"}


@pytest.mark.parametrize(
    ("city", "code"),
    [
        ("Athens", "GR"), ("Lisbon", "PT"), ("Minsk", "BY"), ("Moscow", "RU"), ("São Paulo", "BR"), ("New Delhi", "IN"),
        ("Damascus", "SY"), ("Tshwane", "ZA"), ("Beirut", "LB"), ("Guayaquil", "EC"), ("Istanbul", "TR"),
        ("Saint Petersburg", "RU"), ("Izmir", "TR"), ("Esmirna", "TR"), ("Havana", "CU"), ("Larnaca", "CY"),
        ("Hanoi", "VN"), ("Brussels", "BE"),
    ],
)  # fmt: skip
def test_cities_that_hosted_sessions_are_known(vocabulary: Vocabulary, city: str, code: str) -> None:
    assert code in {p.country_code for p in vocabulary.places if city in (p.name, *p.other_names)}


def test_every_country_where_a_party_acts_has_a_city(vocabulary: Vocabulary) -> None:
    with_city = {p.country_code for p in vocabulary.places if p.kind == "city"}
    assert {party.country_code for party in vocabulary.parties if party.country_code} <= with_city


@pytest.mark.parametrize(
    ("name", "first", "others"),
    [("Tripoli", "LY", {"LB", "GR"}), ("Halifax", "CA", {"GB"}), ("Georgia", "GE", {"US"}), ("Córdoba", "ES", {"AR"}),
     ("Guadalajara", "MX", {"ES"}), ("Punjab", "IN", {"PK"})],
)  # fmt: skip
def test_places_of_one_name_are_ranked(vocabulary: Vocabulary, name: str, first: str, others: set[str]) -> None:
    ranks = {p.country_code: p.rank for p in vocabulary.places if p.name == name}
    assert ranks[first] == 1
    assert {code for code, rank in ranks.items() if rank > 1} == others


def test_place_ids_are_unique_and_sorted(vocabulary: Vocabulary) -> None:
    ids = [p.place_id for p in vocabulary.places]
    assert ids == sorted(set(ids))
    assert all(re.fullmatch(r"[^\W_]+(-[^\W_]+)*", place_id) for place_id in ids)


@pytest.mark.parametrize(
    ("acronym", "codes"),
    [
        ("PCP", {"PT", "PS", "PE", "PY"}), ("CPI", {"IN", "IE"}), ("DKP", {"DE", "DK"}), ("SKP", {"FI", "SE"}),
        ("PCC", {"CU", "CO"}), ("PCE", {"ES", "EC"}), ("CPC", {"CN", "CA"}), ("PCM", {"MX", "MQ"}), ("KKE", {"GR"}),
        ("TKP", {"TR"}), ("PCB", {"BR", "BE", "BO", "BJ"}), ("CPB", {"GB", "BD", "BY", "BG", "MM"}),
    ],
)  # fmt: skip
def test_an_acronym_tells_all_parties_that_bear_it(vocabulary: Vocabulary, acronym: str, codes: set[str]) -> None:
    assert {party.country_code for party in vocabulary.parties if party.acronym == acronym} == codes


@pytest.mark.parametrize(
    ("surface", "name"),
    [
        ("Communist Party of Türkiye", "Communist Party of Turkey"),
        ("Partido Comunista de los Trabajadores de España", "Communist Party of the Workers of Spain"),
        ("PTB", "Workers' Party of Belgium"),
        ("White House", "Government of the United States"),
        ("State Department", "US Department of State"),
        ("General Assembly of the UN", "UN General Assembly"),
        ("OTAN", "NATO"),
        ("FMI", "International Monetary Fund"),
        ("FSM", "World Federation of Trade Unions"),
        ("EIPCO", "International Meeting of Communist and Workers' Parties"),
        ("Grupo de Trabajo", "IMCWP Working Group"),
        ("Telesur", "teleSUR"),
        ("Chinese Foreign Ministry", "Ministry of Foreign Affairs of China"),
    ],
)
def test_another_name_leads_to_its_bearer(vocabulary: Vocabulary, surface: str, name: str) -> None:
    assert name in {entry.name for entry in vocabulary.names if surface in entry.other_names}


def test_the_meeting_and_its_working_group_are_organisations(names: dict[str, Name]) -> None:
    meeting = names["International Meeting of Communist and Workers' Parties"]
    assert (meeting.kind, meeting.acronym, meeting.country_code) == ("organisation", "IMCWP", None)
    assert names["IMCWP Working Group"].kind == "organisation"


def test_governments_are_named_as_countries_are(vocabulary: Vocabulary, countries: dict[str, Country]) -> None:
    for name in vocabulary.governments:
        if name.name.startswith("Government of ") and name.country_code and "City" not in name.name:
            country = countries[name.country_code]
            full = f"Government of {'the ' if country.article else ''}{country.name}"
            assert name.name == full or country.name not in name.name


def test_given_names_are_single_capitalised_words_and_no_sentence_openers(vocabulary: Vocabulary) -> None:
    given = {row["name"] for row in vocabulary.tables["given_names"]}
    assert len(given) > 1500
    assert [name for name in given if not re.fullmatch(r"[^\W\d_]+(-[^\W\d_]+)*", name) or not name[0].isupper()] == []
    assert given.isdisjoint(
        {"The", "This", "In", "For", "Will", "May", "June", "April", "Can", "Hope", "Mark", "Art", "My"}
    )


def test_nouns_written_small_stand_in_small_letters(vocabulary: Vocabulary) -> None:
    for row in vocabulary.tables["organisation_nouns"]:
        assert (row["lower_case"] == "yes") == row["noun"].islower(), row


def test_roles_stand_in_small_letters_in_both_languages(vocabulary: Vocabulary) -> None:
    roles = {(row["role"], row["language"]) for row in vocabulary.tables["roles"]}
    assert all(role == role.lower() for role, _ in roles)
    assert {
        ("general secretary", "en"),
        ("secretario general", "es"),
        ("foreign minister", "en"),
        ("vocera", "es"),
    } <= roles
