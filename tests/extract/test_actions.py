"""Actions of invented sentences: type, status, actors, targets and the characters that state them."""

from __future__ import annotations

import datetime
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imcwp_data.extract.actions import ActionReader
from imcwp_data.extract.dates import find_dates
from imcwp_data.extract.names import NameReader
from imcwp_data.model import ActionCandidate, Document, Paragraph
from imcwp_data.text.date_grammar import DateGrammar
from imcwp_data.text.normalise import cut_marker
from imcwp_data.vocabulary import load_vocabulary

VOCABULARY = load_vocabulary()
ACTIONS = ActionReader(VOCABULARY)
NAMES = NameReader(VOCABULARY)
DATES = DateGrammar()

KKE = "communist-party-of-greece"
PCP = "portuguese-communist-party"
AKEL = "progressive-party-of-working-people"
IMCWP = "international-meeting-of-communist-and-workers-parties"
GROUP = "imcwp-working-group"


def make_document(
    lines: list[tuple[str, str]], document_type: str = "news", language: str = "en", title: str | None = None
) -> Document:
    paragraphs = []
    start = 0
    for position, (kind, text) in enumerate(lines, 1):
        marker, body = cut_marker(text) if kind == "list_item" else (None, text)
        paragraphs.append(Paragraph(position, position, kind, language, body, start, start + len(body), marker))
        start += len(body) + 1
    published = datetime.date(2019, 6, 12).isoformat()
    return Document(
        "invented", 1, title, document_type, published, None, None, None, None, language, 0, start, tuple(paragraphs)
    )


def read(document: Document) -> tuple[ActionCandidate, ...]:
    dates = find_dates(document, DATES)
    return ACTIONS.read(document, dates, NAMES.read(document), ())


def actions(text: str, document_type: str = "news", language: str = "en") -> list[str]:
    found = read(make_document([("body", text)], document_type, language))
    return [f"{a.event_type} {a.status}" for a in found]


STATED = [
    # what parties say
    ("The Communist Party of Greece (KKE) condemned the bombing of the port.", ["ACCUSE reported"]),
    ("The KKE strongly denounces the new anti-strike law.", ["ACCUSE reported"]),
    ("The Portuguese Communist Party rejected the proposals of the European Commission.", ["REJECT reported"]),
    ("The party opposes the sale of the railways.", ["REJECT reported"]),
    ("The Portuguese Communist Party demands the immediate release of the arrested dockers.", ["REQUEST demanded"]),
    ("The delegates called for an end to the war in Yemen.", ["REQUEST called_for"]),
    ("The Lebanese Communist Party urged the government to raise pensions.", ["REQUEST called_for"]),
    ("AKEL appealed to all parties to send their proposals by 1 March.", ["REQUEST called_for"]),
    ("The KKE asked the Working Group to postpone the seminar.", ["REQUEST called_for"]),
    ("The Tudeh Party of Iran expressed its gratitude to the Communist Party of Turkey.", ["SUPPORT reported"]),
    ("The participants expressed their solidarity with the people of Western Sahara.", ["SUPPORT reported"]),
    ("Solidarity was expressed with the striking miners of Asturias.", ["SUPPORT reported"]),
    ("Thanks were expressed to the hosts.", ["SUPPORT reported"]),
    ("The role of the IMF in Argentina was sharply criticised.", ["ACCUSE reported"]),
    ("The Communist Party of Chile hailed the general strike and called for a march on Friday.",
     ["SUPPORT reported", "PROTEST called_for"]),
    ("The German Communist Party and the Communist Party of Britain salute the railway workers.", ["SUPPORT reported"]),
    ("The KKE stands by the people of Venezuela.", ["SUPPORT reported"]),
    ("The Communist Party of Turkey will stand by the workers of the mine.", ["SUPPORT planned"]),
    ("AKEL paid tribute to the victims of the coup of 1974.", ["SUPPORT reported"]),
    ("The Communist Party of Israel is against the annexation of the Jordan Valley.", ["REJECT reported"]),
    ("The French Communist Party refused to sign the agreement.", ["REJECT reported"]),
    ("The Hungarian Workers' Party congratulated the Communist Party of Vietnam.", ["SUPPORT reported"]),
    ("The Communist Party of Canada supports the demands of the nurses.", ["SUPPORT reported"]),
    ("Many parties reaffirmed their support for the Palestinian people.", ["SUPPORT reported"]),
    ("The plans for a new base near the harbour were denounced.", ["ACCUSE reported"]),
    ("The need was stressed to step up solidarity with the prisoners.", ["SUPPORT called_for"]),
    ("The government must withdraw the bill.", ["REQUEST called_for"]),
    # meetings
    ("The Working Group met in Prague on 3 May 2019.", ["CONSULT reported"]),
    ("The conference will be held in Nicosia in October.", ["CONSULT planned"]),
    ("A seminar on pensions took place in Lisbon last week.", ["CONSULT reported"]),
    ("The Communist Party of Bulgaria will host the next meeting of the Balkan parties.", ["CONSULT planned"]),
    ("AKEL plans to organise a conference in Larnaca in September.", ["CONSULT planned"]),
    ("The KKE and the Communist Party of Turkey held talks in Istanbul.", ["CONSULT reported"]),
    ("The Working Group decided to hold the next meeting in Beirut.", ["CONSULT planned"]),
    ("The meeting of 3 July was cancelled.", ["REJECT reported"]),
    ("The two parties exchanged views on the situation in Syria.", ["COOPERATE reported"]),
    ("The KKE and the TKP agreed on a plan of joint activity.", ["AGREE reported"]),
    ("The parties will strengthen their cooperation.", ["COOPERATE planned"]),
    # deeds
    ("The Communist Party of Japan donated 2,000 blankets to the hospital.", ["AID reported"]),
    ("Cuba has sent 52 doctors to Togo.", ["AID reported"]),
    ("The union collected 3,500 euros for the strike fund.", ["AID reported"]),
    ("China delivered three million doses of vaccine to Nepal.", ["AID reported"]),
    ("The association will ship four containers of school books to Havana.", ["AID planned"]),
    ("The United States tightened the blockade against Cuba.", ["SANCTION reported"]),
    ("The European Union imposed new sanctions on Belarus.", ["SANCTION reported"]),
    ("Thousands of workers marched in Santiago on May Day.", ["PROTEST reported"]),
    ("Dockers walked out in Piraeus on Tuesday.", ["PROTEST reported"]),
    ("Pensioners took to the streets of Sofia.", ["PROTEST reported"]),
    ("The trade unions have announced a general strike for 24 June.", ["PROTEST planned"]),
    ("Some 400 people demonstrated in front of the embassy.", ["PROTEST reported"]),
    ("The Communist Party of Bangladesh held a rally in Dhaka.", ["PROTEST reported"]),
    ("A picket was held outside the consulate.", ["PROTEST reported"]),
    ("NATO deployed 4,000 troops to the Baltic.", ["MOBILIZE reported"]),
    ("The government sent warships to the strait.", ["MOBILIZE reported"]),
    ("Police arrested eleven members of the party.", ["COERCE reported"]),
    ("The court banned the Communist Party of Ukraine.", ["COERCE reported"]),
    ("Three trade unionists were arrested in Lagos.", ["COERCE reported"]),
    ("Israel bombed a school in Gaza.", ["ASSAULT reported"]),
    ("Two peasant leaders were murdered in Cauca.", ["ASSAULT reported"]),
    ("The United States threatened to invade Venezuela.", ["THREATEN reported"]),
    ("The government released the four hunger strikers.", ["CONCEDE reported"]),
    ("The ministry lifted the ban on demonstrations, and the army withdrew its tanks.", None),
    ("The company withdrew its troops from the valley.", ["RETREAT reported"]),
    ("On 3 June 150 states voted for an end to the embargo.", ["REQUEST reported"]),
    ("The Harbour Committee handed in a petition with 4,200 signatures.", ["REQUEST reported"]),
    ("The congress adopted a resolution on housing.", ["AGREE reported"]),
    ("The committee, which has collected 900 signatures, meets on Monday.", None),
    ("The US government has not ceased to attack the island.", ["ASSAULT reported"]),
    ("We will continue to support the families of the sailors.", ["SUPPORT planned"]),
    ("The steelworkers are going to march to the ministry.", ["PROTEST planned"]),
    ("The Communist Party of India intends to hold a seminar on water.", ["CONSULT planned"]),
    # a relative clause or an aside between the subject and its verb
    ("The parties that signed the text in Lisbon, denounce the new bans.", ["ACCUSE reported"]),
    ("The KKE, together with other parties of the region, demands the withdrawal of the troops.", ["REQUEST demanded"]),
    ("The dockers who refused to load the ship were arrested on 3 May.", ["COERCE reported"]),
    ("AKEL and the KKE, unable to come, sent their greetings.", ["SUPPORT reported"]),
    # other forms of saying so
    ("Expressing its solidarity with the miners, the Party condemns the raid.",
     ["SUPPORT reported", "ACCUSE reported"]),
    ("The Australian Government must shut the base and publish the lease.", ["REQUEST demanded", "REQUEST demanded"]),
    ("It is urgent to end the siege.", ["REQUEST called_for"]),
    ("There must be an end to the raids.", ["REQUEST called_for"]),
    ("The KKE does not accept the new treaty.", ["REJECT reported"]),
    ("Our thanks go to the neighbours who cooked.", ["SUPPORT reported"]),
    ("Stop at once every trial of our comrades.", ["REQUEST demanded"]),
    ("The parties reject the 30 measures of the ministry.", ["REJECT reported"]),
    ("The teachers went on strike on Monday.", ["PROTEST reported"]),
    ("The miners laid down their tools on Friday.", ["PROTEST reported"]),
]  # fmt: skip

STATED_SPANISH = [
    ("El Partido Comunista de México condenó el asesinato de dos maestros.", ["ACCUSE reported"]),
    ("El Partido Comunista de Venezuela rechaza las sanciones.", ["REJECT reported"]),
    ("El Partido exige la libertad de los presos políticos.", ["REQUEST demanded"]),
    ("Los participantes expresaron su solidaridad con el pueblo de Cuba.", ["SUPPORT reported"]),
    ("El Partido Comunista de Chile saludó la huelga de los mineros y llamó a una movilización.",
     ["SUPPORT reported", "PROTEST called_for"]),
    ("El próximo Encuentro se celebrará en La Habana en octubre.", ["CONSULT planned"]),
    ("El Grupo de Trabajo se reunió en Atenas el 5 de abril.", ["CONSULT reported"]),
    ("Miles de trabajadores marcharon en Madrid.", ["PROTEST reported"]),
    ("La policía detuvo a doce huelguistas.", ["COERCE reported"]),
    ("Estados Unidos impuso nuevas sanciones contra Nicaragua.", ["SANCTION reported"]),
    ("Cuba envió 30 médicos a Haití.", ["AID reported"]),
    ("Los partidos intercambiaron experiencias.", ["COOPERATE reported"]),
    ("Agradecemos al Partido Comunista de Turquía su hospitalidad.", ["SUPPORT reported"]),
    ("El Partido Comunista de España pidió al Gobierno que retire el decreto.", ["REQUEST called_for"]),
    ("La aviación bombardeó un hospital.", ["ASSAULT reported"]),
]  # fmt: skip

NOT_STATED = [
    "The Working Group did not condemn the law.",
    "The workers will never surrender.",
    "The KKE could organise a conference next year.",
    "If the government bans the march, the unions will have to decide.",
    "The demands of the pensioners are just.",
    "The strike of 1936 is remembered in every house of the street.",
    "The march, the picket and the vigil belong to the memory of the city.",
    "A delegate recalled that the school has no roof.",
    "Several speakers stressed the danger of war.",
    "The crisis of capitalism deepens from year to year.",
    "The harbour lies between two hills.",
    "73 parties from 57 countries took part in the meeting.",
    "The host was the Communist Party of Bohemia and Moravia.",
    "Her attack on the minister's speech was the talk of the town.",
    "The support of the neighbours kept the kitchen open.",
    "She asked where the bus stops.",
    "The condemned houses stand empty.",
    "Socialism is the answer to the suffering of the peoples.",
    "The visit may take place in spring.",
    "Nobody called for an end to the music.",
    "El peligro de guerra crece.",
    "Las demandas de los jubilados son justas.",
    "La huelga general de 1917 no se olvida.",
]


@pytest.mark.parametrize(("text", "expected"), [s for s in STATED if s[1] is not None])
def test_english_sentence_states_these_actions(text: str, expected: list[str]) -> None:
    assert actions(text) == expected


@pytest.mark.parametrize(("text", "expected"), STATED_SPANISH)
def test_spanish_sentence_states_these_actions(text: str, expected: list[str]) -> None:
    assert actions(text, language="es") == expected


@pytest.mark.parametrize("text", NOT_STATED)
def test_sentence_states_no_action(text: str) -> None:
    assert actions(text, language="es" if text.startswith(("El ", "La ", "Las ")) else "en") == []


def one(text: str, **more: str) -> ActionCandidate:
    found = read(make_document([("body", text)], **more))
    assert len(found) == 1, [a.text for a in found]
    return found[0]


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("The Communist Party of Greece (KKE) condemned the raid.", (KKE,)),
        ("In Portugal, the KKE and the Portuguese Communist Party denounced the law.", (KKE, PCP)),
        ("AKEL, which had called the strike, thanked the dockers.", (AKEL,)),
        ("The members of AKEL marched to the port.", (AKEL,)),
        ("Cuba has sent 40 nurses to Angola.", ("cuba",)),
        ("Many parties condemned the raid.", ()),
        ("Several hundred people marched to the port.", ()),
        ("Three dockers were arrested.", ()),
        ("The law was denounced by AKEL and the Portuguese Communist Party.", (AKEL, PCP)),
    ],
)
def test_actor_is_the_named_subject_or_agent(text: str, actors: tuple[str, ...]) -> None:
    assert read(make_document([("body", text)]))[-1].actors == actors


def test_pronoun_stands_for_who_acted_last() -> None:
    found = read(make_document([("body", "AKEL met the unions. It condemned the cuts and called for a march.")]))
    assert [a.actors for a in found] == [(AKEL,), (AKEL,), (AKEL,)]


def test_they_after_a_subject_without_names_is_nobody() -> None:
    lines = [
        ("body", "The International Meeting of Communist and Workers' Parties was held in Prague."),
        ("body", "Several speakers described the strike. They expressed their solidarity with the miners."),
    ]
    assert read(make_document(lines, "press_release"))[-1].actors == ()


def test_passive_in_a_report_of_a_session_is_the_session_s() -> None:
    lines = [
        ("body", "The 14th International Meeting of Communist and Workers' Parties (IMCWP) was held in Beirut."),
        ("body", "The war on Yemen was strongly denounced."),
    ]
    assert read(make_document(lines, "press_release"))[-1].actors == (IMCWP,)


def test_we_in_a_contribution_is_the_party() -> None:
    document = make_document(
        [("title", "Portuguese Communist Party, Contribution"), ("body", "We denounce the sale of ports.")],
        "contribution",
    )
    assert read(document)[0].actors == (PCP,)


def test_joint_statement_is_its_signatories() -> None:
    names = ["Communist Party of Argentina", "Paraguayan Communist Party", "Peruvian Communist Party"]
    lines = [
        ("body", "We, the undersigned parties:"),
        ("list_item", "- condemn the coup in the city of La Paz;"),
        ("list_item", "- demand the release of all prisoners."),
        ("heading", "Signatories"),
        *(("list_item", f"{i}. {name}") for i, name in enumerate(names, 1)),
    ]
    found = read(make_document(lines, "statement"))
    signed = ("communist-party-of-argentina", "paraguayan-communist-party", "peruvian-communist-party")
    assert [(a.event_type, a.status, a.actors) for a in found] == [
        ("ACCUSE", "adopted", signed),
        ("REQUEST", "demanded", signed),
    ]


def test_list_of_participants_is_no_list_of_signatories() -> None:
    lines = [
        ("body", "The Working Group of the International Meeting of Communist and Workers' Parties met in Larnaca."),
        ("body", "It signed a declaration on Palestine. Parties present:"),
        ("list_item", "- Communist Party of Argentina"),
        ("list_item", "- Paraguayan Communist Party"),
        ("list_item", "- Peruvian Communist Party"),
    ]
    assert all(a.actors == (GROUP,) for a in read(make_document(lines, "press_release")))


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("AKEL denounced the policy of Israel.", ("israel",)),
        ("AKEL denounced NATO.", ("nato",)),
        ("AKEL asked the World Health Organization to test the water.", ("world-health-organization",)),
        ("AKEL demands an end to the US blockade against Cuba.", ("united-states",)),
        ("The KKE condemned the occupation of Iraq by the United Kingdom.", ("united-kingdom",)),
        ("AKEL asks the African Union (AU) to send observers.", ("african-union",)),
        ("The African Union is called upon to meet without delay.", ("african-union",)),
        ("The KKE rejects the interference of the EU, of NATO and of the monopolies.", ("european-union", "nato")),
        (
            "Thousands marched in Bogota against the tax reform of the Government of Colombia.",
            ("government-of-colombia",),
        ),
        ("AKEL calls on all parties to send their reports.", ()),
        ("AKEL held a meeting with the Portuguese Communist Party.", (PCP,)),
        ("Turkey bombed Syria.", ("syria",)),
        ("The United States tightened the embargo against Cuba.", ("cuba",)),
        ("AKEL rejects any intervention against Syria.", ()),
        ("People marched in Cork for the Palestinian prisoners.", ("israel",)),
    ],
)
def test_targets_are_adversaries_and_addressees(text: str, targets: tuple[str, ...]) -> None:
    assert one(text).targets == targets


@pytest.mark.parametrize(
    ("text", "beneficiaries"),
    [
        ("AKEL expressed its solidarity with the people of Cuba.", ("cuba",)),
        ("AKEL demands an end to the US blockade against Cuba.", ("cuba",)),
        ("AKEL rejects any intervention against Syria.", ("syria",)),
        ("AKEL thanks the Portuguese Communist Party.", (PCP,)),
    ],
)
def test_beneficiaries_are_those_for_whose_good_it_is(text: str, beneficiaries: tuple[str, ...]) -> None:
    assert one(text).beneficiaries == beneficiaries


def test_clause_is_cut_out_of_its_sentence() -> None:
    text = "While the hall filled, AKEL condemned the cuts, the KKE saluted the strikers, and a band played."
    found = read(make_document([("body", text)]))
    assert [a.text for a in found] == ["AKEL condemned the cuts", "the KKE saluted the strikers"]


def test_infinitive_states_the_action_of_a_plan() -> None:
    action = one("AKEL intends to hold a seminar in Nicosia in October 2019.")
    assert (action.text, action.date_edtf, action.place, action.country_code) == (
        "AKEL intends to hold a seminar in Nicosia in October 2019", "2019-10", "Nicosia", "CY",
    )  # fmt: skip


def test_deadline_is_open_at_its_start() -> None:
    assert one("Parties are asked to send their reports by 1 July 2019.").date_edtf == "../2019-07-01"


def test_date_of_a_thing_is_not_the_date_of_the_action() -> None:
    assert one("AKEL honoured the fighters of 1943.").date_edtf is None


def test_gift_is_counted() -> None:
    action = one("The Communist Party of Japan donated 2,000 woollen blankets to the hospital of Sendai.")
    assert action.quantity == 2000
    assert action.unit is not None


def test_each_giver_of_one_sentence_has_an_action() -> None:
    text = "The dockers' union sent 20 tonnes of rice, and the Portuguese Communist Party 300 boxes of milk."
    found = read(make_document([("body", text)]))
    assert [(a.event_type, a.quantity, a.unit) for a in found] == [
        ("AID", 20, "tonnes of rice"),
        ("AID", 300, "boxes of milk"),
    ]


def test_items_of_an_adopted_plan_are_numbered_with_their_parts() -> None:
    lines = [
        ("body", "The parties will develop joint actions on the following axes:"),
        ("list_item", "1. Solidarity with the striking nurses. For the end of night work."),
        ("list_item", "2. To take part in the movements:"),
        ("list_item", "• against the sale of the forests;"),
        ("list_item", "• for free school meals."),
        ("list_item", "3. Celebration of 8 March."),
    ]
    found = [a for a in read(make_document(lines, "joint_actions")) if a.joint_axis is not None]
    assert [(a.event_type, a.status, a.joint_axis) for a in found] == [
        ("SUPPORT", "adopted", 1),
        ("REQUEST", "adopted", 1),
        ("PROTEST", "adopted", 2),
        ("REQUEST", "adopted", 2),
        ("SUPPORT", "adopted", 3),
    ]
    assert {a.actors for a in found} == {(IMCWP,)}


def test_item_of_a_plan_is_never_lost() -> None:
    found = read(make_document([("list_item", "1. A red thread through every village.")], "joint_actions"))
    assert [(a.joint_axis, a.status) for a in found] == [(1, "adopted")]


def test_items_take_what_their_opening_line_says() -> None:
    lines = [
        ("body", "Over the next year AKEL will work to:"),
        ("list_item", "- organise a festival in Limassol;"),
        ("list_item", "- oppose every eviction."),
    ]
    found = read(make_document(lines))
    assert [(a.event_type, a.status, a.actors) for a in found] == [
        ("SUPPORT", "planned", (AKEL,)),
        ("REJECT", "planned", (AKEL,)),
    ]


def test_protests_listed_by_place() -> None:
    lines = [
        ("body", "On Saturday people marched for the Palestinian prisoners:"),
        ("list_item", "- Cork: a picket of the Communist Party of Ireland before the consulate;"),
        ("list_item", "- Ghent and Bruges: sit-ins."),
    ]
    found = read(make_document(lines))
    assert [a.event_type for a in found] == ["PROTEST", "PROTEST", "PROTEST"]
    assert [a.actors for a in found] == [(), ("communist-party-of-ireland",), ()]


@pytest.mark.parametrize("kind", ["title", "heading", "caption", "slogan", "boilerplate", "tags", "byline"])
def test_only_text_states_actions(kind: str) -> None:
    assert read(make_document([(kind, "The KKE condemns the war on Yemen.")])) == ()


def test_every_value_has_its_evidence() -> None:
    text = "On 3 June 2019 AKEL sent 40 tents to the people of Cuba and condemned the US blockade."
    for action in read(make_document([("body", text)])):
        told = {a.column_name for a in action.assertions}
        assert {"event_type", "status", "themes", "actors"} <= told
        for column in ("date_edtf", "place", "country_code", "quantity", "unit", "joint_axis"):
            assert (getattr(action, column) is not None) == (column in told), column
        for role in ("actors", "targets", "beneficiaries"):
            assert {a.value for a in action.assertions if a.column_name == role} == set(getattr(action, role))
        assert [json.loads(a.value) for a in action.assertions if a.column_name == "themes"] == [list(action.themes)]
        assert all(0 <= a.char_start <= a.char_end <= len(text) for a in action.assertions)


WORDS = st.sampled_from(
    'The KKE AKEL we they condemned demand , ; : " ( ) and which who that to will not solidarity with march met '
    "Cuba Israel blockade . 12 tonnes of rice held in Athens on Monday sent be been is must until y se".split()
)


@given(st.lists(WORDS, max_size=40), st.sampled_from(["body", "list_item", "quote"]))
def test_offsets_hold_on_any_text(words: list[str], kind: str) -> None:
    document = make_document([(kind, " ".join(words))], "statement")
    for action in read(document):
        paragraph = document.paragraph(action.position)
        assert paragraph.text[action.char_start : action.char_end] == action.text
        assert action.text.strip()
        for told in action.assertions:
            quote = paragraph.text[told.char_start : told.char_end]
            assert quote == quote.strip(), told
        assert action.event_type in {
            "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
            "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
        }  # fmt: skip
        assert action.status in {"reported", "planned", "adopted", "called_for", "demanded"}


@pytest.mark.parametrize("text", ["To be.", "To have", "To be or not to be.", "The need to have", "Ser o no ser."])
def test_sentence_whose_only_verb_is_an_auxiliary_states_no_action(text: str) -> None:
    assert not read(make_document([("body", text)]))


def test_reading_is_repeatable() -> None:
    document = make_document([("body", text) for text, expected in STATED if expected])
    assert read(document) == read(document)


def test_demand_to_undo_a_deed_is_addressed_to_the_government_that_did_it() -> None:
    found = read(
        make_document(
            [
                ("body", "In May the Government of Peru arrested nine leaders of the Peruvian Communist Party (PCP)."),
                ("body", "The Communist Party of Greece (KKE) condemned the arrests."),
            ]
        )
    )
    assert [a.event_type for a in found] == ["COERCE", "ACCUSE"]
    assert found[1].targets == ("government-of-peru",)
    assert found[0].themes == ("anti_communism",)


def test_wish_in_a_list_is_a_demand_of_those_who_open_it() -> None:
    lines = [
        ("body", "The KKE demands:"),
        ("list_item", "a) that the Government of Peru release the nine teachers;"),
        ("list_item", "b) that the parties collect medicines for the families."),
    ]
    found = read(make_document(lines))
    assert [(a.event_type, a.status, a.actors) for a in found] == [("REQUEST", "demanded", (KKE,))] * 2


def test_demand_in_a_quoted_text_is_its_author_s() -> None:
    lines = [
        ("body", "We print the statement of the Communist Party of Chile and a letter that came by post."),
        ("body", "The statement reads:"),
        ("quote", "We condemn the closing of the school."),
        ("heading", "What we want"),
        ("list_item", "- we demand its reopening."),
        ("quote", "The Party will march on Sunday."),
        ("body", "So much for the statement."),
    ]
    found = read(make_document(lines, "blog_post"))
    assert [a.actors for a in found] == [("communist-party-of-chile",)] * 3


def test_signatories_may_stand_in_rows() -> None:
    lines = [
        ("body", "The undersigned parties demand the release of the nine teachers."),
        ("list_item", "EUROPE | Communist Party of Greece | AKEL, Cyprus"),
        ("list_item", "ASIA | Communist Party of Nepal | Tudeh Party of Iran | Lebanese Communist Party"),
    ]
    (demand,) = read(make_document(lines, "statement"))
    assert len(demand.actors) == 5
    assert {KKE, AKEL} <= set(demand.actors)


def test_what_others_do_in_a_statement_is_not_adopted_by_it() -> None:
    lines = [
        ("title", "Statement of the Communist Party of Greece"),
        ("body", "The KKE condemns the shootings. AKEL welcomes the strike."),
    ]
    found = read(make_document(lines, "statement", title="Statement of the Communist Party of Greece"))
    assert [(a.event_type, a.status) for a in found] == [("ACCUSE", "adopted"), ("SUPPORT", "reported")]


def test_duty_of_a_government_is_a_demand_of_who_speaks() -> None:
    lines = [
        ("title", "Communist Party of Greece: message"),
        ("body", "The Government of Peru must free the teachers."),
    ]
    (demand,) = read(make_document(lines, "contribution"))
    assert (demand.actors, demand.targets) == ((KKE,), ("government-of-peru",))


def test_deed_against_its_office_strikes_the_party() -> None:
    lines = [("body", "The Communist Party of Chile marched in Lota. On Friday its office was searched.")]
    found = read(make_document(lines))
    assert [a.targets for a in found if a.event_type == "COERCE"] == [("communist-party-of-chile",)]


def test_police_of_it_is_the_government_named_before() -> None:
    text = "The Government of Peru has an answer for all. Its police opened fire on marchers in two towns."
    assert [a.actors for a in read(make_document([("body", text)]))] == [("government-of-peru",)]


def test_paragraph_of_many_sentences_is_read_in_time_that_grows_with_its_length() -> None:
    sentence = "The Party condemned the arrests. It demanded their release. "
    found = read(make_document([("body", sentence * 400)]))
    assert len(found) == 800


def test_what_must_happen_to_whose_is_a_demand() -> None:
    text = "The Communist Party of Chile stands by Cuba, whose blockade must be lifted without delay."
    found = read(make_document([("body", text)], "statement", title="Statement of the Communist Party of Chile"))
    assert [a.event_type for a in found] == ["SUPPORT", "REQUEST"]
    assert found[1].targets == ("united-states",)


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("The KKE demands that Israel open the crossings of Gaza.", "israel"),
        ("AKEL demanded that Turkey withdraw its soldiers.", "turkey"),
        ("The KKE denounced the sanctions which the Government of Peru imposed on the miners.", "government-of-peru"),
    ],
)
def test_who_is_asked_and_who_did_what_is_denounced(text: str, target: str) -> None:
    assert read(make_document([("body", text)]))[0].targets == (target,)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The Communist Party of Britain is organising a seminar on 24 September 2019.", "planned"),
        ("The Communist Party of Britain is organising a seminar on 24 April 2019.", "reported"),
        ("The Communist Party of Britain held a seminar on 24 September 2019.", "reported"),
    ],
)
def test_a_meeting_in_the_present_tense_after_the_day_of_the_text_is_planned(text: str, status: str) -> None:
    assert [a.status for a in read(make_document([("body", text)]))] == [status]


def test_a_list_of_places_after_a_call_to_march_tells_who_will_march_where() -> None:
    found = read(
        make_document(
            [
                ("title", "All out on Friday"),
                ("body", "European Communist Action (ECA) calls on the workers to come out on Friday."),
                ("heading", "Where to find us"),
                ("list_item", "Athens: march to the US embassy, Communist Party of Greece (KKE)"),
                ("list_item", "Lisbon: ten chairs before the ministry, Portuguese Communist Party"),
            ],
            "statement",
        )
    )
    assert [(a.event_type, a.status, a.actors) for a in found[1:]] == [
        ("PROTEST", "planned", (KKE,)),
        ("PROTEST", "planned", (PCP,)),
    ]


def test_an_organisation_that_speaks_first_is_who_demands_what_its_list_says() -> None:
    found = read(
        make_document(
            [
                ("title", "Out of the bases"),
                ("body", "European Communist Action (ECA) calls on the workers to come out. We want:"),
                ("list_item", "an end to the sending of arms;"),
                ("list_item", "a roof for every refugee."),
                ("body", "It thanks the Palestinian People's Party for the poster."),
            ],
            "statement",
        )
    )
    demands = [a for a in found if a.event_type == "REQUEST" and a.position > 2]
    assert [(a.status, a.actors) for a in demands] == [("demanded", ("european-communist-action",))] * 2
