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
