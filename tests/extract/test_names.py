"""Names of participants in invented texts."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imcwp_data.extract.name_records import NamesRead
from imcwp_data.extract.names import NameReader
from imcwp_data.model import Document, Paragraph, ParticipantCandidate
from imcwp_data.vocabulary import Vocabulary


def document(*paragraphs: str | tuple[str, str], language: str = "en", **credited: str | None) -> Document:
    read = []
    for position, given_paragraph in enumerate(paragraphs, 1):
        kind, text = given_paragraph if isinstance(given_paragraph, tuple) else ("body", given_paragraph)
        read.append(Paragraph(position, position, kind, language, text, 0, 0))
    return Document(
        "s", 1, None, "news", None, credited.get("author"), credited.get("outlet"), credited.get("agency"),
        credited.get("dateline_place"), language, 0, 0, tuple(read),
    )  # fmt: skip


@pytest.fixture(scope="module")
def reader(vocabulary: Vocabulary) -> NameReader:
    return NameReader(vocabulary)


def surfaces(read: NamesRead) -> list[str]:
    return [mention.surface for mention in read.mentions]


def linked(read: NamesRead, surface: str) -> set[str]:
    return {mention.participant_id for mention in read.mentions if mention.surface == surface}


def participant(read: NamesRead, participant_id: str) -> ParticipantCandidate:
    return next(candidate for candidate in read.participants if candidate.participant_id == participant_id)


def test_a_name_inside_a_longer_one_is_no_mention(reader: NameReader) -> None:
    read = reader.read(
        document("The Central Committee of the KKE met guests of the Communist Party of Cuba in Patras.")
    )
    assert surfaces(read) == ["Central Committee of the KKE", "Communist Party of Cuba"]
    assert participant(read, "central-committee-of-the-kke").kind == "party_body"
    assert participant(read, "central-committee-of-the-kke").country_code == "GR"
    assert [place.surface for place in read.places] == ["Patras"]


@pytest.mark.parametrize("marks", ["{} ({})", "{} [{}]", "{} – {}", "{} - {}", "{}, {}"])
def test_an_acronym_beside_its_name_is_a_mention_and_holds_for_the_document(reader: NameReader, marks: str) -> None:
    read = reader.read(document(("list_item", marks.format("Communist Party of Turkey", "TKP")), "Later TKP spoke."))
    assert surfaces(read) == ["Communist Party of Turkey", "TKP", "TKP"]
    assert len(read.participants) == 1
    assert read.participants[0].acronym == "TKP"
    told = next(a for a in read.participants[0].assertions if a.column_name == "acronym")
    assert (told.position, told.value) == (1, "TKP")


def test_a_name_that_is_only_an_acronym_has_no_acronym(reader: NameReader) -> None:
    read = reader.read(document("AKEL, of Cyprus, sent water."))
    assert surfaces(read) == ["AKEL"]
    assert (read.participants[0].acronym, read.participants[0].country_code) == (None, "CY")


def test_a_shared_acronym_means_the_party_that_the_document_defines(reader: NameReader) -> None:
    first = reader.read(document("The Peruvian Communist Party (PCP) marched. The PCP then sang."))
    other = reader.read(document("The Portuguese Communist Party (PCP) marched. The PCP then sang."))
    assert linked(first, "PCP") == {"peruvian-communist-party"}
    assert linked(other, "PCP") == {"portuguese-communist-party"}


def test_a_shared_acronym_goes_by_the_country_beside_it(reader: NameReader) -> None:
    read = reader.read(document(("list_item", "SKP, Sweden"), ("list_item", "CPI (Ireland)")))
    assert linked(read, "SKP") == {"communist-party-of-sweden"}
    assert linked(read, "CPI") == {"communist-party-of-ireland"}


def test_one_acronym_for_two_parties_follows_the_full_name_before_it(reader: NameReader) -> None:
    read = reader.read(document("The Communist Party of Bolivia (PCB) came late.", "The PCB was tired."))
    assert linked(read, "PCB") == {"communist-party-of-bolivia"}


def test_a_new_party_follows_from_its_country(reader: NameReader) -> None:
    read = reader.read(document("Greetings came from the Communist Party of Samoa and the CP of Niger."))
    assert [(c.name, c.kind, c.country_code) for c in read.participants] == [
        ("Communist Party of Niger", "party", "NE"),
        ("Communist Party of Samoa", "party", "WS"),
    ]


def test_a_slip_of_the_pen_is_still_the_party(reader: NameReader) -> None:
    read = reader.read(document("The Sudanese Comunist Party wrote a letter."))
    assert linked(read, "Sudanese Comunist Party") == {"sudanese-communist-party"}


def test_the_meeting_and_its_working_group(reader: NameReader) -> None:
    read = reader.read(
        document(
            "The Working Group of the International Meeting of Communist and Workers' Parties (IMCWP) met.",
            "Then the working group rested. The 31st IMCWP and the 30th International Meeting did not.",
            "The Meeting and the Party are no names.",
        )
    )
    group, meeting = "imcwp-working-group", "international-meeting-of-communist-and-workers-parties"
    assert [m.participant_id for m in read.mentions] == [group, meeting, group, meeting, meeting]
    assert participant(read, meeting).acronym == "IMCWP"


def test_governments_in_their_forms(reader: NameReader) -> None:
    read = reader.read(
        document(
            "The Peruvian government, the Government of Peru and the government and people of Peru are one; "
            "the White House and the US administration are another, the Obama administration a third."
        )
    )
    assert [m.participant_id for m in read.mentions] == [
        "government-of-peru",
        "government-of-peru",
        "government-of-peru",
        "government-of-the-united-states",
        "government-of-the-united-states",
        "obama-administration",
    ]
    assert not read.places


@pytest.mark.parametrize(
    ("text", "surface", "participant_id"),
    [
        ("The Peruvian authorities said no.", "Peruvian authorities", "government-of-peru"),
        ("Las autoridades peruanas callan.", "autoridades peruanas", "government-of-peru"),
        ("Okafor's government fell.", "Okafor's government", "okafor-administration"),
        ("the government of Omar al-Masri", "government of Omar al-Masri", "al-masri-administration"),
        ("la administración Okafor", "administración Okafor", "okafor-administration"),
        ("the Democrats' side", "Democrats", "democratic-party"),
    ],
)
def test_other_names_of_those_who_rule(reader: NameReader, text: str, surface: str, participant_id: str) -> None:
    assert linked(reader.read(document(text)), surface) == {participant_id}


@pytest.mark.parametrize("text", ["the Zionist regime", "a Labour government", "the Irish Republicans sang"])
def test_kinds_of_rule_are_nobodys_name(reader: NameReader, text: str) -> None:
    assert surfaces(reader.read(document(text))) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "the Communist Parties of Greece, Turkey and Peru",
            ["communist-party-of-greece", "communist-party-of-turkey", "peruvian-communist-party"],
        ),
        ("the Lebanese and Syrian Communist Parties", ["lebanese-communist-party", "syrian-communist-party"]),
        ("the governments of Peru and Ghana", ["government-of-peru", "government-of-ghana"]),
        ("the Ghanaian and Peruvian authorities", ["government-of-ghana", "government-of-peru"]),
        (
            "the Brecht and Weill Technical High Schools",
            ["brecht-technical-high-school", "weill-technical-high-school"],
        ),
    ],
)
def test_each_member_of_a_list_is_a_participant(reader: NameReader, text: str, expected: list[str]) -> None:
    read = reader.read(document(text))
    assert [m.participant_id for m in read.mentions] == expected
    assert not read.places


def test_the_parties_of_a_continent_are_nobody(reader: NameReader) -> None:
    assert surfaces(reader.read(document("the Communist and Workers' Parties of Europe and Asia"))) == []


def test_an_embassy_is_named_with_its_place(reader: NameReader) -> None:
    read = reader.read(document("the Cuban Embassy in Jamaica", "the Embassy of Peru in Lima"))
    assert surfaces(read) == ["Cuban Embassy in Jamaica", "Embassy of Peru in Lima"]
    assert [c.country_code for c in read.participants] == ["CU", "PE"]
    assert not read.places


def test_accounts_are_participants_but_not_those_of_a_pages_furniture(reader: NameReader) -> None:
    read = reader.read(document("Photo: @PortUnion", ("boilerplate", "Follow us @quay"), "write to info@quay.org"))
    assert [(m.surface, m.participant_id) for m in read.mentions] == [("@PortUnion", "portunion")]


def test_an_organ_belongs_to_the_party_before_it(reader: NameReader) -> None:
    read = reader.read(document("The KKE's Central Committee met. The KKE Central Committee member Ana Brandt sang."))
    assert surfaces(read) == ["KKE's Central Committee", "KKE", "Ana Brandt"]
    assert participant(read, "kkes-central-committee").country_code == "GR"


def test_an_acronym_after_an_organ_is_its_partys(reader: NameReader) -> None:
    read = reader.read(document("The Central Committee of the Communist Party of Samoa (CPS) met.", "The CPS sang."))
    assert linked(read, "CPS") == {"communist-party-of-samoa"}


def test_the_letters_of_an_acronym_may_follow_another_language(reader: NameReader) -> None:
    read = reader.read(document("The Rwandan Communist Party (PCR) came.", "The PCR sang."))
    assert linked(read, "PCR") == {"communist-party-of-rwanda"} or len(read.participants) == 1
    assert read.participants[0].acronym == "PCR"


def test_an_acronym_that_nothing_explains_is_a_body(reader: NameReader) -> None:
    read = reader.read(document("The strike was called by GAWU and by others.", "COVID and GDP are no bodies."))
    assert [(c.name, c.kind) for c in read.participants] == [("GAWU", "organisation")]


def test_a_body_is_found_again_by_its_noun(reader: NameReader) -> None:
    read = reader.read(
        document("The Ministry of Rivers of Peru met.", "The Ministry has not answered. The Party sang.")
    )
    assert surfaces(read) == ["Ministry of Rivers of Peru", "Ministry"]
    assert len(read.participants) == 1


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Peru's Union of Lamplighters struck.", "PE"),
        ("The Peruvian Lamplighters Union struck.", "PE"),
        ("The Union of Lamplighters of Peru struck.", "PE"),
        ("The Peru Friends Club struck.", None),
        ("The Friends of Peru Union struck.", None),
        ("The Lamplighters Union struck in Peru.", None),
    ],
)
def test_an_organisations_country_is_told_by_its_name_or_beside_it(
    reader: NameReader, text: str, country: str | None
) -> None:
    assert [c.country_code for c in reader.read(document(text)).participants] == [country]


def test_a_ministry_is_of_the_country_that_the_text_is_about(reader: NameReader) -> None:
    read = reader.read(document("In Peru the Ministry of Rivers closed the port.", "Peruvian dockers marched."))
    assert participant(read, "ministry-of-rivers").country_code == "PE"


@pytest.mark.parametrize(
    ("language", "text", "surface", "participant_id"),
    [
        ("fr", "Le Parti communiste de Grèce a parlé.", "Parti communiste de Grèce", "communist-party-of-greece"),
        ("pt", "O Partido Comunista da Grécia falou.", "Partido Comunista da Grécia", "communist-party-of-greece"),
        ("it", "Il Partito Comunista di Grecia parla.", "Partito Comunista di Grecia", "communist-party-of-greece"),
        (
            "de",
            "Die Kommunistische Partei der Türkei sprach.",
            "Kommunistische Partei der Türkei",
            "communist-party-of-turkey",
        ),
        ("el", "Το Κομμουνιστικό Κόμμα Τουρκίας μίλησε.", "Κομμουνιστικό Κόμμα Τουρκίας", "communist-party-of-turkey"),
        ("tr", "Yunanistan Komünist Partisi konuştu.", "Yunanistan Komünist Partisi", "communist-party-of-greece"),
        (
            "ru",
            "Коммунистическая партия Греции осудила.",
            "Коммунистическая партия Греции",
            "communist-party-of-greece",
        ),
        ("fr", "les Nations unies se taisent", "Nations unies", "united-nations"),
    ],
)
def test_known_names_in_other_languages(
    reader: NameReader, language: str, text: str, surface: str, participant_id: str
) -> None:
    assert linked(reader.read(document(text, language=language)), surface) == {participant_id}


def test_german_nouns_are_nobodys_names(reader: NameReader) -> None:
    read = reader.read(document("Ida Brandt, Vorsitzender und Genosse, sprach von Frieden in Freiheit.", language="de"))
    assert surfaces(read) == ["Ida Brandt"]
    assert not read.places


def test_the_government_in_capitals_is_the_one_named_before(reader: NameReader) -> None:
    read = reader.read(document("The Norwegian Government sold the quay. We ask the Government to buy it back."))
    assert linked(read, "Government") == {"government-of-norway"}


def test_bodies_by_the_shape_of_their_names(reader: NameReader) -> None:
    read = reader.read(
        document(
            "The Union of Lamplighters, the Red Kite cooperative, the Friends of the Harbour Library and the Copper "
            "Valley District council signed; the organisation Ploughs Not Tanks did not. Many unions watched."
        )
    )
    assert {c.name: c.kind for c in read.participants} == {
        "Union of Lamplighters": "organisation",
        "Red Kite cooperative": "organisation",
        "Friends of the Harbour Library": "organisation",
        "Copper Valley District council": "government",
        "Ploughs Not Tanks": "organisation",
    }


def test_a_body_that_only_its_acronym_shows(reader: NameReader) -> None:
    read = reader.read(document("Gardeners Against War (GAW) planted trees.", "GAW watered them."))
    assert surfaces(read) == ["Gardeners Against War", "GAW", "GAW"]
    assert read.participants[0].acronym == "GAW"


@pytest.mark.parametrize(
    "text",
    [
        "The Truman Doctrine and the Treaty of Tilsit were read aloud on the Day of the Forest.",
        "Workers of all countries, unite! Long live the Great October Socialist Revolution!",
        "The peoples, the solidarity movements and the General Secretary were thanked.",
        "Young People March For Bread And Roses",
    ],
)
def test_what_is_nobody(reader: NameReader, text: str) -> None:
    assert surfaces(reader.read(document(text))) == []


def test_names_in_a_headline_in_capitals_come_from_the_text_below(reader: NameReader) -> None:
    read = reader.read(document(("title", "Union of Lamplighters Strikes In Lima"), "The Union of Lamplighters met."))
    assert surfaces(read) == ["Union of Lamplighters", "Union of Lamplighters"]


def test_spanish_names(reader: NameReader) -> None:
    read = reader.read(
        document(
            "El Partido Comunista de Grecia (KKE), la OTAN y la Federación de Estibadores de Vigo (FEV) opinan. "
            "El gobierno argentino calla.",
            language="es",
        )
    )
    assert surfaces(read) == [
        "Partido Comunista de Grecia", "KKE", "OTAN", "Federación de Estibadores de Vigo", "FEV", "gobierno argentino",
    ]  # fmt: skip
    assert linked(read, "Partido Comunista de Grecia") == linked(read, "KKE") == {"communist-party-of-greece"}
    assert participant(read, "communist-party-of-greece").country_code == "GR"


def test_credits_are_mentions_even_where_a_page_glues_them(reader: NameReader) -> None:
    read = reader.read(
        document(
            ("byline", "Writer's pictureIda Brandt"), ("source_note", "Source: The Ferry Post"), author="Ida Brandt",
            outlet="The Ferry Post",
        )
    )  # fmt: skip
    assert surfaces(read) == ["Ida Brandt", "The Ferry Post"]
    assert {c.kind for c in read.participants} == {"person", "outlet"}


def test_a_dateline_tells_the_country_of_bodies(reader: NameReader) -> None:
    read = reader.read(
        document("LIMA, Peru, May 3. The Ministry of Rivers and Lakes closed the port.", dateline_place="Lima")
    )
    assert participant(read, "ministry-of-rivers-and-lakes").country_code == "PE"


def test_every_value_is_proved_by_its_characters(reader: NameReader) -> None:
    doc = document(
        "The Communist Party of Norway (NKP) and Kari Lund, secretary of the Oslo Dockers Club, greeted Peru.",
        "“Hold on,” said Lund. The NKP clapped in Bergen.",
    )
    read = reader.read(doc)
    for mention in (*read.mentions, *read.places, *read.states):
        assert doc.paragraph(mention.position).text[mention.char_start : mention.char_end] == mention.surface
    for candidate in read.participants:
        for told in candidate.assertions:
            characters = doc.paragraph(told.position).text[told.char_start : told.char_end]
            if told.column_name in ("acronym", "aliases", "role"):
                assert characters == told.value
            assert characters
            assert told.rule


@given(text=st.text(alphabet=st.characters(codec="utf-8"), max_size=300))
def test_any_text_can_be_read(reader: NameReader, text: str) -> None:
    read = reader.read(document(text))
    ends = 0
    for mention in read.mentions:
        assert text[mention.char_start : mention.char_end] == mention.surface
        assert mention.char_start >= ends
        ends = mention.char_end


WORDS = ("KKE (KKE) Cuba the of Communist Party Union Lenin said , . PCP Maria and Turkey").split()


@given(words=st.lists(st.sampled_from(WORDS), max_size=40))
def test_names_and_places_never_overlap(reader: NameReader, words: list[str]) -> None:
    read = reader.read(document(" ".join(words)))
    spans = sorted((m.char_start, m.char_end) for m in (*read.mentions, *read.places))
    assert all(left[1] <= right[0] for left, right in pairwise(spans))


@pytest.mark.parametrize(
    "piece",
    [
        "Union of ",
        "KKE, ",
        "Alpha Beta Club (ABC) ",
        "Cuba and ",
        "Maria Lopez, a nurse, ",
        "(",
        "U.S. ",
        "de ",
        "Communist Parties of Peru and Ghana and ",
        "Greek, Turkish and ",
        "Lima and Zork and ",
        "A a A a ",
        "X administration ",
        "said X ",
        "the Ministry ",
    ],
)
def test_work_grows_with_the_text_not_faster(reader: NameReader, count_calls, piece: str) -> None:
    def calls(size: int) -> int:
        doc = document(piece * (size // len(piece)))
        return count_calls(lambda: reader.read(doc))

    # Four times the text in at most six times the calls: quadratic work would take sixteen.
    assert calls(40_000) < 6 * calls(10_000) + 5_000


@pytest.mark.parametrize("line", ["Maria Lopez{} said so", "President Xyz{}", "Union of Foo{}", "Cuba", "a"])
def test_work_grows_with_the_number_of_lines(reader: NameReader, count_calls, line: str) -> None:
    def calls(lines: int) -> int:
        doc = document(*(line.format(number) for number in range(lines)))
        return count_calls(lambda: reader.read(doc))

    assert calls(2_000) < 6 * calls(500) + 5_000


@pytest.mark.parametrize(
    ("paragraphs", "participant_id", "country"),
    [
        (["The Obama administration kept the blockade."], "obama-administration", "US"),
        (["In Lusaka the Banda government sent the police."], "banda-administration", "ZM"),
        ([("title", "Strike in Piraeus"), "The Ministry of Labour called it unlawful."], "ministry-of-labour", "GR"),
        (["In Durban the Labour Court banned the strike."], "labour-court", "ZA"),
        (["The Labour Court in Durban banned the strike."], "labour-court", "ZA"),
        ([("title", "Communist Party of Norway"), "The Coast Guard let us pass."], "coast-guard", "NO"),
        (["The Kenya Defence Forces stayed in the towns."], "kenya-defence-forces", "KE"),
        (["The Jordan Engineers Syndicate called a march."], "jordan-engineers-syndicate", "JO"),
        (["The Bakers' Union of Patras struck."], "bakers-union-of-patras", "GR"),
        (["The PASOK government cut wages."], "pasok-government", "GR"),
    ],
)
def test_the_country_of_a_body_that_its_name_does_not_tell(
    reader: NameReader, paragraphs: list[str | tuple[str, str]], participant_id: str, country: str
) -> None:
    assert participant(reader.read(document(*paragraphs)), participant_id).country_code == country


@pytest.mark.parametrize(
    ("text", "surface", "participant_id"),
    [
        ("The Government has promised to answer.", "Government", "government-of-norway"),
        ("Only nine members opposed it in Parliament.", "Parliament", "norwegian-storting"),
        ("Parliament kept silent.", "Parliament", "norwegian-storting"),
        ("They wrote to the government in Pretoria.", "government in Pretoria", "government-of-south-africa"),
        ("The Moroccan army shot at them.", "Moroccan army", "army-of-morocco"),
        ("The Bolivian Red Cross sent tents.", "Bolivian Red Cross", "bolivian-red-cross"),
        ("The US embassy in Rome rejected the call.", "US embassy in Rome", "us-embassy-in-rome"),
        ("The Special Police Force detained nine.", "Special Police Force", "special-police-force"),
        ("The Ombudsman's Office counted the dead.", "Ombudsman's Office", "ombudsmans-office"),
        ("The city council of Turku forbade the march.", "city council of Turku", "city-council-of-turku"),
        ("The New Democracy government fell.", "New Democracy government", "new-democracy-government"),
    ],
)
def test_bodies_of_a_state(reader: NameReader, text: str, surface: str, participant_id: str) -> None:
    read = reader.read(document(("title", "From the Communist Party of Norway"), text))
    assert linked(read, surface) == {participant_id}


def test_a_parliament_of_no_country_is_nobody(reader: NameReader) -> None:
    assert reader.read(document("The Government fell, and Parliament was dissolved.")).mentions == ()


def test_members_of_parliament_are_no_parliament(reader: NameReader) -> None:
    read = reader.read(document(("title", "Communist Party of Norway"), "Two Members of Parliament came."))
    assert "Parliament" not in surfaces(read)


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("Long live the people, the Communist Party and the government of Cuba!", "communist-party-of-cuba"),
        ("We stand by the Cuban people, its government and the Communist Party.", "communist-party-of-cuba"),
        ("We greet the Communist Party and people of Vietnam.", "communist-party-of-vietnam"),
    ],
)
def test_a_bare_party_is_that_of_the_country_it_is_named_with(reader: NameReader, text: str, party: str) -> None:
    read = reader.read(document(("title", "Statement of the KKE and the TKP"), text))
    assert party in linked(read, "Communist Party")


def test_a_bare_party_is_no_other_party_of_a_list(reader: NameReader) -> None:
    read = reader.read(
        document("The Communist Party was banned.", "Communist Party of Chile, Communist Party of Norway, KKE")
    )
    assert linked(read, "Communist Party") == {"communist-party"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("AKEL (Cyprus) and KKE of Greece signed.", ["AKEL", "KKE"]),
        ("The Philippine Communist Party [PKP-1930] signed.", ["Philippine Communist Party", "PKP-1930"]),
        ("He reads The Marxist-Leninist on the train.", []),
        ("He writes for Fight Back News Service.", ["Fight Back News Service"]),
        ("A working group of the parliament sat.", []),
        ("They met on Westminster Bridge.", []),
    ],
)
def test_a_known_name_ends_where_it_ends(reader: NameReader, text: str, found: list[str]) -> None:
    assert surfaces(reader.read(document(text))) == found


@pytest.mark.parametrize(
    ("name", "acronym"),
    [
        ("National Union of Dockers of Samoa", "Nudsa"),
        ("Friends of Angola Society", "Foas"),
        ("Metal and Foundry Workers' Union", "Metal-Fo"),
    ],
)
def test_short_names_that_are_no_capitals(reader: NameReader, name: str, acronym: str) -> None:
    read = reader.read(document(f"The {name} ({acronym}) struck. On Monday {acronym} will march."))
    assert surfaces(read) == [name, acronym, acronym]
    assert len(read.participants) == 1
    assert read.participants[0].acronym == acronym


def test_a_place_in_brackets_is_no_short_name(reader: NameReader) -> None:
    read = reader.read(document("The Bakers' Union of the Old Port (Patras) struck."))
    assert [place.surface for place in read.places] == ["Patras"]


@pytest.mark.parametrize(
    ("kind", "text", "surface", "participant_id"),
    [
        ("heading", "STATEMENT OF THE POLITICAL BUREAU", "POLITICAL BUREAU", "political-bureau-of-the-{}"),
        ("heading", "Central Committee of the TKP", "Central Committee of the TKP", "central-committee-of-the-tkp"),
        ("byline", "SACP International Department", "SACP International Department", "sacp-international-department"),
        ("body", "So says the Commission for Relations of the CPV Central Committee.",
         "Commission for Relations of the CPV Central Committee",
         "commission-for-relations-of-the-cpv-central-committee"),
    ],
)  # fmt: skip
def test_organs_of_parties(reader: NameReader, kind: str, text: str, surface: str, participant_id: str) -> None:
    read = reader.read(document(("title", "Communist Party of Norway on the war"), (kind, text)))
    assert linked(read, surface) == {participant_id.format("communist-party-of-norway")}
    organ = participant(read, participant_id.format("communist-party-of-norway"))
    assert organ.kind == "party_body"


def test_an_organ_is_one_under_both_names_of_its_party(reader: NameReader) -> None:
    read = reader.read(
        document(
            "The Communist Party of Norway (NKP) spoke. The Central Committee of the NKP met.",
            "Issued by the Central Committee of the Communist Party of Norway.",
        )
    )
    assert len([p for p in read.participants if p.kind == "party_body"]) == 1


def test_its_organ_is_that_of_the_party_named_before(reader: NameReader) -> None:
    read = reader.read(document("The TKP and the KKE met. A letter came from its International Section."))
    organ = next(p for p in read.participants if p.kind == "party_body")
    assert organ.name == "International Section of the Communist Party of Greece"


def test_a_body_of_a_union_is_no_organ_of_a_party(reader: NameReader) -> None:
    read = reader.read(document("He is on the Executive Committee of PAME and the National Committee for the Forests."))
    assert {p.kind for p in read.participants} == {"organisation"}


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("The CPP spoke.", "communist-party-of-the-philippines"),
        ("In Phnom Penh the CPP spoke.", "cambodian-peoples-party"),
        ("In Dhaka the CPB spoke.", "communist-party-of-bangladesh"),
        ("The SCP spoke.", "sudanese-communist-party"),
        ("In Damascus the SCP spoke.", "syrian-communist-party"),
    ],
)
def test_an_acronym_of_several_parties_is_the_commonest_or_the_countrys(
    reader: NameReader, text: str, party: str
) -> None:
    assert [m.participant_id for m in reader.read(document(text)).mentions] == [party]


def test_a_known_union_is_of_its_country_where_the_document_is(reader: NameReader) -> None:
    home = reader.read(document(("title", "KKE: all out"), "PAME calls a rally."))
    assert participant(home, "all-workers-militant-front").country_code == "GR"
    abroad = reader.read(document(("title", "Communist Party of Norway"), "PAME sent a message."))
    assert participant(abroad, "all-workers-militant-front").country_code is None


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("The Kenya Peasants League spoke.", "Kenya Peasants League", "KE"),
        ("The KPL spoke, says the Kenya Peasants League.", "Kenya Peasants League", "KE"),
        ("El Mercurio told it.", "El Mercurio", None),
        ("El Mercurio told it in Santiago de Chile.", "El Mercurio", None),
    ],
)
def test_a_country_that_nothing_else_tells_is_told_by_the_name(
    reader: NameReader, text: str, name: str, country: str | None
) -> None:
    candidate = next(each for each in reader.read(document(text)).participants if each.name == name)
    assert candidate.country_code == country
    told = [each for each in candidate.assertions if each.column_name == "country_code"]
    assert [each.value for each in told] == ([country] if country else [])


@pytest.mark.parametrize(
    ("text", "governments"),
    [
        ("The Government of Peru and its allies said no.", ["Government of Peru"]),
        ("The Peruvian government in Lima said no.", ["Peruvian government"]),
        ("The PASOK government fell.", ["PASOK government"]),
        ("An anti-government march met the Okafor government.", ["Okafor government"]),
    ],
)
def test_governments_beside_and_inside_other_names(reader: NameReader, text: str, governments: list[str]) -> None:
    read = reader.read(document(text))
    found = {each.participant_id for each in read.participants if each.kind == "government"}
    assert [mention.surface for mention in read.mentions if mention.participant_id in found] == governments


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("Nurses of the Harwich district committee and a union met.", ["Harwich district committee"]),
        ("the union of Turku and the city council of Turku", ["city council of Turku"]),
        ("The Harwich High Schools opened.", ["Harwich High Schools"]),
        ("a union, a committee, a march and a strike", []),
    ],
)
def test_nouns_of_bodies_in_small_letters_and_in_plural(reader: NameReader, text: str, bodies: list[str]) -> None:
    assert surfaces(reader.read(document(text))) == bodies
