"""Actions of invented sentences: type, status, actors, targets and the characters that state them."""

from __future__ import annotations

import datetime

import pytest

from imcwp_data.extract.actions import ActionReader
from imcwp_data.extract.dates import find_dates
from imcwp_data.extract.names import NameReader
from imcwp_data.model import ActionCandidate, Document, Paragraph
from imcwp_data.text.date_grammar import DateGrammar
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
        marker, body = ("-", text) if kind == "list_item" else (None, text)
        if kind == "list_item" and text[:1].isdigit():
            marker, _, body = text.partition(" ")
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
    ("The Hungarian Workers' Party congratulated the Communist Party of Vietnam on its congress.", ["SUPPORT reported"]),
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
