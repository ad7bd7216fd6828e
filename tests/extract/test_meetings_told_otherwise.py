"""Meetings that a text tells without their number or name, and who was there in words that are no formula."""

import pytest


def columns(meeting):
    told = {}
    for assertion in sorted(meeting.assertions, key=lambda a: a.certainty):
        told[assertion.column_name] = assertion.value
    return told


def read_page(read_text, body, title="Notes of the week", published="4 January 2020"):
    readings = read_text(f"{title}\n\n{published}\n\n{body}\n")
    return {m.local_id: m for reading in readings for m in reading.meetings}


def members(meeting, role):
    return {p.participant_id for p in meeting.participants if p.role == role}


SERIES = "The International Meeting of Communist and Workers' Parties (IMCWP) has a long road behind it.\n\n"


@pytest.mark.parametrize(
    ("sentence", "date", "place"),
    [
        ("In Hanoi, in October 2016, we were the guests of the Communist Party of Vietnam.", "2016-10", "Hanoi"),
        ("In 2014 the parties had met in Guayaquil.", "2014", "Guayaquil"),
        ("The session of 2006 in Lisbon received many delegates.", "2006", "Lisbon"),
    ],
)
def test_a_session_is_told_by_its_town_and_year(read_text, sentence, date, place):
    (meeting,) = read_page(read_text, SERIES + sentence).values()
    told = columns(meeting)
    assert (told["series"], told["status"], told["date_edtf"], told["place"]) == ("IMCWP", "held", date, place)


@pytest.mark.parametrize(
    "sentence",
    [
        "In Lisbon, in 2013, dockers went on strike.",
        "The parties of the left held a seminar in Lisbon in 2013 on rents.",
    ],
)
def test_not_all_that_happened_there_that_year_was_a_session(read_text, sentence):
    found = read_page(read_text, SERIES + sentence)
    assert all(columns(meeting)["series"] == "other" for meeting in found.values())


@pytest.mark.parametrize(
    ("body", "local_id", "column", "value"),
    [
        ("The Working Group of the IMCWP met on 3 May 2019 in Sofia, as it had already done in March 2018.",
         "imcwp-working-group-2018-03", "status", "held"),
        ("The 21st IMCWP took place in Izmir in October 2019. The Working Group sat in the same hotel on 17 October.",
         "imcwp-working-group-1", "place", "Izmir"),
        ("We are back from Izmir, where the 21st IMCWP took place in October.", "imcwp-21", "place", "Izmir"),
        ("The 21st IMCWP was held in Izmir. The 22nd will be held in Havana in 2022.", "imcwp-22", "place", "Havana"),
        ("The seminar on ports that we are preparing in Rosario is put off from 3 and 4 February 2020 to May 2020.",
         "seminar-on-ports", "date_edtf", "2020-05"),
        ("The seminar on ports will be held in Rosario in May 2020. The Communist Party of Uruguay has offered to hold "
         "the second one in Montevideo, in 2021.", "second-seminar-on-ports", "place", "Montevideo"),
        ("A follow-up committee will meet in Beirut in March 2020.", "meeting-of-the-follow-up-committee", "status",
         "planned"),
        ("The Communist Party of Greece and the Communist Party of Chile held a bilateral meeting.",
         "bilateral-meeting", "status", "held"),
        ("The 21st IMCWP met in Izmir in 2019. We hail the 25th session of the São Paulo Forum, held in Caracas in "
         "July 2019.", "25th-session-of-the-sao-paulo-forum", "series", "other"),
        ("The Extraordinary Meeting of the IMCWP is moved to 10 May 2020; it too will be a teleconference.",
         "imcwp-extraordinary", "mode", "teleconference"),
    ],
)  # fmt: skip
def test_meetings_that_no_usual_form_names(read_text, body, local_id, column, value):
    found = read_page(read_text, body)
    assert local_id in found
    assert columns(found[local_id])[column] == value


def test_parties_that_met_in_a_town_had_a_meeting_there(read_text):
    body = (
        "We, nine communist parties of six countries, have met in Sofia on 3 December 2019, guests of the Communist "
        "Party of Bulgaria.\n\nWe shall meet again in June in Belgrade."
    )
    found = read_page(read_text, body, "Joint statement")
    told = columns(found["meeting-of-communist-parties-sofia"])
    assert (told["date_edtf"], told["country_count"]) == ("2019-12-03", "6")
    assert any(columns(m).get("place") == "Belgrade" for m in found.values())


def test_here_is_where_the_report_is_written_from(read_text):
    body = "AMMAN, Jan 4 (Agency) – Ten left parties held their annual conference here on 2 and 3 January 2020."
    (meeting,) = read_page(read_text, body, "Parties meet").values()
    told = columns(meeting)
    assert (told["place"], told["date_edtf"]) == ("Amman", "2020-01-02/2020-01-03")


@pytest.mark.parametrize(
    "opening",
    [
        "PORTO, Oct. 22, 2019 (Lusa) – The 21st International Meeting of Communist and Workers' Parties was held in "
        "Izmir from 18 to 20 October 2019.",
        "Porto, Oct. 22, 2019 (Lusa) From 18 to 20 October 2019, the 21st International Meeting of Communist and "
        "Workers' Parties was held in Izmir.",
        "PORTO, 22 October 2019 – The 21st International Meeting of Communist and Workers' Parties was held in Izmir "
        "on 18-20 October 2019.",
    ],
)
def test_the_day_of_a_dateline_is_not_that_of_the_meeting(read_text, opening):
    told = [m for m in read_page(read_text, opening, "A meeting in Izmir").values() if m.series == "IMCWP"]
    days = {a.value for m in told for a in m.assertions if a.column_name == "date_edtf"}
    assert days == {"2019-10-18/2019-10-20"}


def test_a_town_and_a_day_that_open_a_sentence_tell_when_the_meeting_was(read_text):
    body = "In Porto on 22 October 2019 (as guests of a union) the Working Group of the IMCWP held a meeting."
    (meeting,) = read_page(read_text, body, "Parties meet").values()
    assert columns(meeting)["date_edtf"] == "2019-10-22"


def test_a_congress_that_the_headline_only_names_is_dated_by_the_sentence_that_tells_of_it(read_text):
    body = "The 11th Congress of the Communist Party of Malta took place in Valletta, Malta on 15-18 May 2018."
    found = read_page(read_text, body, "11th Congress of the Communist Party of Malta: notes from Valletta")
    (meeting,) = found.values()
    told = columns(meeting)
    assert (told["ordinal"], told["place"], told["date_edtf"]) == ("11", "Valletta", "2018-05-15/2018-05-18")


SESSION = (
    "The 21st International Meeting of Communist and Workers' Parties was held in Izmir on 18-20 October 2019.\n\n"
)


@pytest.mark.parametrize(
    ("body", "role", "expected"),
    [
        ("Around the table were the Communist Party of Chile and PADS, from Algeria.", "attendee",
         {"communist-party-of-chile", "algerian-party-for-democracy-and-socialism"}),
        ("AKEL, of Cyprus, and the Communist Party of Malta had come by sea.", "attendee",
         {"progressive-party-of-working-people", "communist-party-of-malta"}),
        ("Who came? From the islands the Communist Party of Malta; from the mountains the Communist Party of Chile.",
         "attendee", {"communist-party-of-malta", "communist-party-of-chile"}),
        ("On the line were also:\n\n- AKEL (Cyprus), Communist Party of Malta\n- Communist Party of Chile", "attendee",
         {"progressive-party-of-working-people", "communist-party-of-malta", "communist-party-of-chile"}),
        ("Greetings reached us in writing from the Communist Party of Malta and the Communist Party of Chile.",
         "sent_message", {"communist-party-of-malta", "communist-party-of-chile"}),
        ("The Communist Party of Malta, held up by a storm, e-mailed its greetings.", "sent_message",
         {"communist-party-of-malta"}),
        ("From the Communist Party of Malta came a telegram.", "sent_message", {"communist-party-of-malta"}),
    ],
)  # fmt: skip
def test_who_was_there_and_who_wrote(read_text, body, role, expected):
    meeting = read_page(read_text, SESSION + body)["imcwp-21"]
    assert members(meeting, role) == expected
    assert role == "attendee" or not members(meeting, "attendee")
