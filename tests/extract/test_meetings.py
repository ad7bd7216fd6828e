"""Meetings in invented pages: who met, when, where, on what, and what became of a plan."""

import pytest

PRESS_RELEASE = """Press release of the Working Group of the International Meeting of Communist and Workers' Parties

12 March 2016

The Working Group of the International Meeting of Communist and Workers' Parties (IMCWP) met on 11-12 March 2016 in \
Istanbul, Turkey. The host was the Communist Party of Turkey (TKP). 19 parties took part, and the Communist Party of \
Chile sent a message of greeting.

The 18th International Meeting will be held in Hanoi, Vietnam, on 28-30 October 2016, under the theme "Capital in \
crisis, work in motion. What is to be won". The Communist Party of Vietnam will host it.

The delegates thanked the TKP for its hospitality.

Among those present:

- Communist Party of Greece (KKE)
- German Communist Party (DKP)
- Hungarian Workers' Party
"""


def columns(meeting):
    """Return a meeting's own most certain value for each column."""
    told = {}
    for assertion in sorted(meeting.assertions, key=lambda a: a.certainty):
        told[assertion.column_name] = assertion.value
    return told


def meetings_of(readings):
    return {m.local_id: m for reading in readings for m in reading.meetings}


def roles(meeting):
    return {(p.role, p.participant_id) for p in meeting.participants}


@pytest.fixture(scope="module")
def told(read_text):
    return meetings_of(read_text(PRESS_RELEASE))


def test_a_press_release_tells_when_and_where_its_meeting_was(told):
    held = columns(told["imcwp-working-group-1"])
    assert held["status"] == "held"
    assert held["date_edtf"] == "2016-03-11/2016-03-12"
    assert (held["place"], held["country_code"]) == ("Istanbul", "TR")
    assert held["mode"] == "in_person"
    assert held["party_count"] == "19"


def test_hosts_attendees_and_senders_of_messages_are_told_apart(told):
    found = roles(told["imcwp-working-group-1"])
    assert ("host", "communist-party-of-turkey") in found
    assert ("thanked", "communist-party-of-turkey") in found
    assert ("sent_message", "communist-party-of-chile") in found
    assert {p for role, p in found if role == "attendee"} == {
        "communist-party-of-greece",
        "german-communist-party",
        "hungarian-workers-party",
    }


def test_an_announced_meeting_is_planned_with_its_own_days_place_and_theme(told):
    planned = columns(told["imcwp-18"])
    assert planned["status"] == "planned"
    assert planned["ordinal"] == "18"
    assert planned["date_edtf"] == "2016-10-28/2016-10-30"
    assert planned["place"] == "Hanoi"
    assert planned["theme"] == "Capital in crisis, work in motion. What is to be won"


def test_every_assertion_stands_at_its_characters(read_text):
    for reading in read_text(PRESS_RELEASE):
        for meeting in reading.meetings:
            for a in meeting.assertions:
                quote = reading.document.paragraph(a.position).text[a.char_start : a.char_end]
                assert quote.strip() == quote != ""


@pytest.mark.parametrize(
    ("sentence", "local_id", "column", "value"),
    [
        ("The 17th International Meeting of Communist and Workers' Parties was held in Istanbul on 30 October - 1 "
         "November 2015.", "imcwp-17", "date_edtf", "2015-10-30/2015-11-01"),
        ("The Working Group decided to postpone the 22nd IMCWP until at least autumn 2022.", "imcwp-22", "status",
         "postponed"),
        ("The Working Group decided to postpone the 22nd IMCWP until at least autumn 2022.", "imcwp-22", "date_edtf",
         "2022-23/.."),
        ("An extraordinary teleconference of the IMCWP took place on 10 December 2021.", "imcwp-extraordinary", "mode",
         "teleconference"),
        ("The Working Group of the IMCWP will meet in Lisbon in May 2023.", "imcwp-working-group-1", "status",
         "planned"),
        ("El 21 Encuentro Internacional de Partidos Comunistas y Obreros se celebró en Esmirna, Turquía, los días 18 y "
         "19 de octubre de 2019.", "imcwp-21", "status", "held"),
        ("The 19th IMCWP, held in Saint Petersburg on 2-3 November 2017, adopted an appeal. 103 parties from 77 "
         "countries took part in it.", "imcwp-19", "country_count", "77"),
        ("As we said at the 13th IMCWP, unity is not given.", "imcwp-13", "status", "mentioned"),
    ],
)  # fmt: skip
def test_one_sentence_tells_a_meeting(read_text, sentence, local_id, column, value):
    found = meetings_of(read_text(f"A word on our meetings\n\n4 January 2022\n\n{sentence}\n"))
    assert local_id in found
    assert columns(found[local_id])[column] == value


@pytest.mark.parametrize(
    "sentence",
    [
        "The Working Group expressed its support for the strikers.",
        "The International Meeting of Communist and Workers' Parties greets the workers.",
        "At a press conference the minister said that nothing had changed.",
        "The mayor opened a meeting of the town's gardeners with a song.",
        "The General Assembly of the United Nations voted in November 2021.",
    ],
)
def test_a_body_that_acts_is_not_a_meeting_that_is_held(read_text, sentence):
    assert meetings_of(read_text(f"Notes of the week\n\n4 January 2022\n\n{sentence}\n")) == {}


def test_a_postponed_seminar_takes_its_new_days(read_text):
    text = (
        "NOTICE\nThe seminar is put off\n\n2 May 2019\n\nThe regional seminar of the parties of the Andes, which was "
        "to take place on 4 and 5 June in Lima, Peru, cannot be held on those days. The Peruvian Communist Party "
        "intends to call the seminar anew in September 2019.\n"
    )
    (meeting,) = meetings_of(read_text(text)).values()
    told = columns(meeting)
    assert told["status"] == "postponed"
    assert told["date_edtf"] == "2019-09"
    assert ("host", "peruvian-communist-party") in roles(meeting)
    assert any(a.value == "2019-06-04/2019-06-05" for a in meeting.assertions)


def test_a_theme_may_stand_on_a_line_of_its_own(read_text):
    text = (
        "Press release\n\n12 March 2016\n\nThe 18th International Meeting of Communist and Workers' Parties will be "
        "held in Hanoi on 28-30 October 2016, under the theme:\n\n“Capital in crisis, work in motion since 2008”\n\n"
        "It is open.\n"
    )
    (meeting,) = meetings_of(read_text(text)).values()
    assert columns(meeting)["theme"] == "Capital in crisis, work in motion since 2008"


def read_one(read_text, body, title="Notes of the week", published="4 January 2022"):
    return meetings_of(read_text(f"{title}\n\n{published}\n\n{body}\n"))


@pytest.mark.parametrize(
    ("sentence", "local_id", "column", "value"),
    [
        ("Meeting in Oslo on 3 January 2022, the Working Group of the IMCWP chose a theme.", "imcwp-working-group-1",
         "date_edtf", "2022-01-03"),
        ("The Working Group of the IMCWP, at its meeting in Lima on 3 May 2021, spoke.", "imcwp-working-group-1",
         "place", "Lima"),
        ("The parties gathered in Lima for a meeting of the Working Group of the 22nd IMCWP.", "imcwp-working-group-1",
         "status", "held"),
        ("The Working Group of the IMCWP met in Lima on 3 May 2021 and will meet again in Quito in March.",
         "imcwp-working-group-next-2", "date_edtf", "2022-03"),
        ("The Working Group of the IMCWP will meet in Lima on the eve of the 22nd Meeting, on 21 May 2022.",
         "imcwp-working-group-1", "date_edtf", "2022-05-21"),
        ("The 21st IMCWP sat in Izmir in 2019; the last one, the 20th, sat in Athens in 2018.", "imcwp-20", "place",
         "Athens"),
        ("On 8 and 9 July there will be marches, during the NATO summit in Riga.", "nato-summit", "place", "Riga"),
        ("Marches on 8 July 2022, during the NATO summit in Riga.", "nato-summit", "date_edtf", "2022-07-08"),
        ("Dates to note:\n\n- 5-8 October, Durban: 17th Congress of the World Federation of Trade Unions",
         "congress-of-the-world-federation-of-trade-unions", "place", "Durban"),
        ("The European Communist Meeting was held in Brussels on 7 December 2021.", "european-communist-meeting",
         "date_edtf", "2021-12-07"),
        ("In 1955 the Bandung Conference brought together many peoples.", "bandung-conference", "status", "held"),
        ("The seminar on water, announced for 5 March 2022 in Cusco, will be held on 9 April 2022 in Lima.",
         "seminar-on-water", "status", "postponed"),
        ("The seminar on water, announced for 5 March 2022 in Cusco, will be held on 9 April 2022 in Lima.",
         "seminar-on-water", "place", "Lima"),
        ("The theme of this year's 22nd IMCWP, in Havana, is 'The workers' struggle after the plague'.", "imcwp-22",
         "theme", "The workers' struggle after the plague"),
    ],
)  # fmt: skip
def test_one_sentence_tells_a_meeting_outside_the_usual_forms(read_text, sentence, local_id, column, value):
    found = read_one(read_text, sentence)
    assert local_id in found
    assert columns(found[local_id])[column] == value


@pytest.mark.parametrize(
    "sentence",
    [
        "The Trades Union Congress called a march in London on 9 May.",
        "Workers waited at the meeting point in Lima on 3 May.",
        "The plan must be met with protests in Lima on 3 May.",
        "The League was an annual conference of gardeners in Lima in 1998.",
        "Parliament held a session on pensions.",
    ],
)
def test_not_every_word_for_a_meeting_is_one(read_text, sentence):
    assert read_one(read_text, sentence) == {}


def test_the_next_meeting_is_another_than_the_one_reported(read_text):
    text = (
        "The 5th International Meeting of Communist and Workers' Parties was held in Athens on 19 and 20 June 2003.\n\n"
        "The next Meeting will take place in Lisbon in October 2004."
    )
    found = read_one(read_text, text, published="3 July 2003")
    assert columns(found["imcwp-5"])["date_edtf"] == "2003-06-19/2003-06-20"
    (other,) = (m for local_id, m in found.items() if local_id != "imcwp-5")
    assert columns(other)["date_edtf"] == "2004-10"
    assert columns(other)["place"] == "Lisbon"


def test_a_scene_before_the_meeting_has_a_name_is_of_it(read_text):
    text = (
        "LIMA — Delegates of parties from 40 countries spent June 19 and 20 in a hall by the sea.\n\n"
        "The Peruvian Communist Party was host of the fifth International Meeting of Communist and Workers' Parties."
    )
    told = columns(read_one(read_text, text, published="3 July 2003")["imcwp-5"])
    assert (told["status"], told["date_edtf"]) == ("held", "2003-06-19/2003-06-20")
    assert (told["country_count"], told["place"]) == ("40", "Lima")


def test_a_session_told_by_place_and_year_is_not_the_documents_own(read_text):
    text = "At the Meeting in Istanbul, in 2015, our delegate warned of the dams."
    title = "Communist Party of Bangladesh, Contribution to the 18th IMCWP"
    found = read_one(read_text, f"Hanoi, 28 October 2016\n\nDear comrades,\n\n{text}", title, "8 November 2016")
    assert columns(found["imcwp-18"])["date_edtf"] == "2016-10-28"
    assert columns(found["imcwp-2015"])["place"] == "Istanbul"
    assert ("attendee", "communist-party-of-bangladesh") in roles(found["imcwp-2015"])


def test_a_body_that_meets_is_a_meeting_that_its_party_organises(read_text):
    text = "The Central Committee of the Communist Party of Greece (KKE) met in Athens on 2 January."
    (meeting,) = read_one(read_text, text).values()
    told = columns(meeting)
    assert (told["status"], told["date_edtf"], told["place"]) == ("held", "2022-01-02", "Athens")
    assert {role for role, _ in roles(meeting)} == {"organiser"}


SESSION = "The 22nd International Meeting of Communist and Workers' Parties was held in Havana on 27-29 October 2022."


@pytest.mark.parametrize(
    ("body", "role", "parties"),
    [
        ("It was attended by the CP of Cuba, AKEL-Cyprus, the German Communist Party (DKP) and the CP of Greece, while "
         "the Communist Party of Chile sent a letter.", "attendee",
         {"communist-party-of-cuba", "progressive-party-of-working-people", "german-communist-party",
          "communist-party-of-greece"}),
        ("The following took part: CP of Cuba; PADS – Algeria; CP of Greece.", "attendee",
         {"communist-party-of-cuba", "algerian-party-for-democracy-and-socialism", "communist-party-of-greece"}),
        ("\nParties present (partial list)\n\n- Communist Party of Greece\n- AKEL, Cyprus", "attendee",
         {"communist-party-of-greece", "progressive-party-of-working-people"}),
        ("\nParticipating parties:\n\nEUROPE | Communist Party of Greece | German Communist Party\nASIA | CP "
         "of India | Lao People's Revolutionary Party", "attendee",
         {"communist-party-of-greece", "german-communist-party", "communist-party-of-india",
          "lao-peoples-revolutionary-party"}),
        ("The Communist Party of Greece and the Communist Party of India attended the meeting.", "attendee",
         {"communist-party-of-greece", "communist-party-of-india"}),
        ("The Communist Party of Cuba was host to 117 delegates.", "host", {"communist-party-of-cuba"}),
        ("Messages were sent by the Communist Party of Chile and the Communist Party of Malta.", "sent_message",
         {"communist-party-of-chile", "communist-party-of-malta"}),
        ("Nine more parties, the Communist Party of Chile among them, sent written messages.", "sent_message",
         {"communist-party-of-chile"}),
    ],
)  # fmt: skip
def test_roles_are_read_from_rows_lists_and_sentences(read_text, body, role, parties):
    found = read_one(read_text, f"{SESSION} {body}", "Press release", "1 November 2022")
    told = roles(found["imcwp-22"])
    assert {participant for said, participant in told if said == role} == parties


def test_delegations_that_resolve_something_together_took_part(read_text):
    text = (
        "We, delegations present in Izmir at the 23rd International Meeting of Communist and Workers' Parties, "
        "20-22 October 2023:\n\nDemand an end to the blockade.\n\nSigned by\n\n1. Communist Party of Greece\n"
        "2. Tudeh Party of Iran\n"
    )
    found = read_one(read_text, text, "Resolution on Cuba", "2 November 2023")
    assert roles(found["imcwp-23"]) == {("attendee", "communist-party-of-greece"), ("attendee", "tudeh-party-of-iran")}


def test_a_host_is_no_attendee_and_a_partner_is_an_organiser(read_text):
    text = (
        "The Communist Party of Finland is preparing a seminar on bases in Oulu on 11 March 2022, together with the "
        "Communist Party of Norway.\n\nParticipating parties:\n\n- CP of Finland\n- Communist Party of Sweden"
    )
    (meeting,) = read_one(read_text, text).values()
    assert roles(meeting) == {
        ("host", "communist-party-of-finland"),
        ("organiser", "communist-party-of-norway"),
        ("attendee", "communist-party-of-sweden"),
    }


def test_thanks_of_one_speaker_are_not_for_the_meeting(read_text):
    text = f"{SESSION} She thanked the Communist Party of Chile for the boxes."
    found = read_one(read_text, text, "Report from Havana", "1 November 2022")
    assert not any(role == "thanked" for role, _ in roles(found["imcwp-22"]))
