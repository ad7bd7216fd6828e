"""An invented text of two documents, its answer key, and the tables of a build that slipped in many places."""

from __future__ import annotations

import copy
import datetime
import json

import pytest

LINES = [
    "Harbour Tribune",
    "12 June 2019",
    "Dockers of Norland meet",
    "The Norland Workers’ Party (NWP) met the Harbour League in Porto Vale on 3-4 June 2019 and again on 9 June.",
    "",
    "We demand an end to the blockade of Cuba. We thank the League for 40 crates of oranges.",
    "¡Viva Cuba!",
    "League to march",
    "“We march on 1 July”, said Ann Rook of the Harbour League in Zamora.",
    "- open the port of Zamora to all, as agreed in Porto Vale",
]
TEXT = "\n".join(LINES) + "\n"


def _action(line, quote, kind, status, **more):
    row = {
        "line": line,
        "quote": quote,
        "type": kind,
        "status": status,
        "actors": [],
        "targets": [],
        "beneficiaries": [],
    }
    empty = ("edtf", "place", "country", "quantity", "unit", "joint_axis")
    return {**row, **dict.fromkeys(empty), "themes": [], **more}


KEY = {
    "source": "harbour.txt",
    "documents": [
        {
            "title": "Dockers of Norland meet",
            "first_line": 1,
            "last_line": 7,
            "published": "2019-06-12",
            "outlet": "Harbour Tribune",
            "author": None,
            "agency": None,
            "dateline_place": "Porto Vale",
            "type": "news",
        },
        {
            "title": "League to march",
            "first_line": 8,
            "last_line": 10,
            "published": None,
            "author": "Ann Rook",
            "type": "notice",
        },
    ],
    "paragraphs": [
        {"line": 1, "kind": "source_note", "lang": "en"},
        {"line": 2, "kind": "date", "lang": "en"},
        {"line": 3, "kind": "title", "lang": "en"},
        {"line": 4, "kind": "body", "lang": "en"},
        {"line": 6, "kind": "body", "lang": "en"},
        {"line": 7, "kind": "slogan", "lang": "es"},
        {"line": 8, "kind": "title", "lang": "en"},
        {"line": 9, "kind": "body", "lang": "en"},
        {"line": 10, "kind": "list_item", "lang": None},
    ],
    "dates": [
        {"line": 2, "surface": "12 June 2019", "edtf": "2019-06-12"},
        {"line": 4, "surface": "3-4 June 2019", "edtf": "2019-06-03/2019-06-04"},
        {"line": 4, "surface": "9 June", "edtf": "2019-06-09"},
        {"line": 9, "surface": "1 July", "edtf": "2019-07-01"},
    ],
    "participants": [
        {
            "name": "Norland Workers’ Party",
            "kind": "party",
            "acronym": "NWP",
            "country": "NO",
            "aliases": ["NWP"],
            "role": None,
        },
        {"name": "Harbour League", "kind": "organisation", "acronym": None, "country": None, "aliases": ["League"]},
        {"name": "Ann Rook", "kind": "person", "acronym": None, "country": None, "aliases": []},
        {"name": "Harbour Tribune", "kind": "outlet", "acronym": None, "country": None, "aliases": []},
        {"name": "Port Council", "kind": "government", "acronym": None, "country": None, "aliases": []},
    ],
    "mentions": [
        {"line": 1, "surface": "Harbour Tribune", "participant": "Harbour Tribune"},
        {"line": 4, "surface": "Norland Workers’ Party", "participant": "Norland Workers’ Party"},
        {"line": 4, "surface": "NWP", "participant": "Norland Workers’ Party"},
        {"line": 4, "surface": "Harbour League", "participant": "Harbour League"},
        {"line": 6, "surface": "League", "participant": "Harbour League"},
        {"line": 9, "surface": "Ann Rook", "participant": "Ann Rook"},
        {"line": 9, "surface": "Harbour League", "participant": "Harbour League"},
    ],
    "places": [
        {"line": 3, "surface": "Norland", "country": None},
        {"line": 4, "surface": "Porto Vale", "country": "PT"},
        {"line": 6, "surface": "Cuba", "country": "CU"},
        {"line": 9, "surface": "Zamora", "country": "ES"},
    ],
    "meetings": [
        {
            "name": "Dockers' meeting",
            "series": "other",
            "kind": "other",
            "ordinal": None,
            "status": "held",
            "mode": "in_person",
            "edtf": "2019-06-03/2019-06-04",
            "place": "Porto Vale",
            "country": "PT",
            "theme": "The ports",
            "parties": 12,
            "countries": None,
            "people": 300,
            "participants": [
                {"name": "Norland Workers’ Party", "role": "host"},
                {"name": "Harbour League", "role": "attendee"},
                {"name": "Ann Rook", "role": "attendee"},
            ],
            "evidence_lines": [4],
        },
        {
            "name": "7th meeting",
            "series": "IMCWP",
            "kind": "regular",
            "ordinal": 7,
            "status": "mentioned",
            "mode": None,
            "edtf": None,
            "place": None,
            "country": None,
            "theme": None,
            "parties": None,
            "countries": None,
            "people": None,
            "participants": [],
            "evidence_lines": [10],
        },
    ],
    "actions": [
        _action(
            4,
            "The Norland Workers’ Party (NWP) met the Harbour League",
            "CONSULT",
            "reported",
            actors=["Norland Workers’ Party", "Harbour League"],
            edtf="2019-06-03/2019-06-04",
            themes=["cooperation", "labour"],
        ),
        _action(
            6,
            "We demand an end to the blockade of Cuba",
            "REQUEST",
            "demanded",
            actors=["Norland Workers’ Party"],
            targets=["United States"],
            themes=["cuba"],
        ),
        _action(
            6,
            "We thank the League for 40 crates of oranges",
            "SUPPORT",
            "adopted",
            actors=["Norland Workers’ Party"],
            targets=["Harbour League"],
            quantity=40,
            unit="crates",
        ),
        _action(9, "We march on 1 July", "PROTEST", "planned", actors=["Harbour League"], edtf="2019-07-01"),
        _action(10, "open the port of Zamora to all", "REQUEST", "called_for", themes=["migration"], joint_axis=1),
    ],
}


def _paragraph(document, position, line, kind, language="en"):
    return {
        "paragraph_id": f"harbour.{document}.{position}",
        "document_id": f"harbour.{document}",
        "position": position,
        "line": line,
        "kind": kind,
        "language": language,
    }


def _document(part, title, **more):
    empty = dict.fromkeys(("published", "outlet", "author", "agency", "dateline_place", "document_type"))
    return {"document_id": f"harbour.{part}", "source_id": "harbour", "title": title, **empty, **more}


def _participant(name, kind, **more):
    row = {"participant_id": name.split()[0].lower() + "-" + name.split()[-1].lower(), "name": name, "kind": kind}
    return {**row, "acronym": None, "country_code": None, "aliases": None, **more}


def _meeting(meeting_id, name, series, **more):
    columns = "kind ordinal status mode date_edtf place country_code theme party_count country_count people_count"
    return {"meeting_id": meeting_id, "name": name, "series": series, **dict.fromkeys(columns.split()), **more}


def _built_action(action_id, text, kind, status, **more):
    row = {"action_id": action_id, "paragraph_id": action_id.rsplit(".", 1)[0], "text": text, "event_type": kind}
    return {**row, "status": status, **dict.fromkeys(("date_edtf", "quantity", "joint_axis", "themes")), **more}


TABLES = {
    "sources": [{"source_id": "harbour", "path": "harbour.txt"}],
    "documents": [
        _document(
            1,
            "DOCKERS of Norland — meet",
            published=datetime.date(2019, 6, 12),
            outlet="The Harbour Tribune",
            author="Harbour Tribune",
            document_type="report",
        ),
        _document(2, "League to march", published=datetime.date(2019, 6, 12), document_type="notice"),
    ],
    "paragraphs": [
        _paragraph(1, 1, 1, "source_note"),
        _paragraph(1, 2, 2, "date"),
        _paragraph(1, 3, 3, "heading"),
        _paragraph(1, 4, 4, "body", "en-GB"),
        _paragraph(1, 5, 6, "body"),
        _paragraph(1, 6, 7, "slogan"),
        _paragraph(2, 1, 8, "title"),
        _paragraph(2, 2, 9, "quote"),
        _paragraph(2, 3, 10, "list_item"),
    ],
    "participants": [
        _participant("Norland Workers' Party", "party", acronym="N.W.P", aliases=["NWP"], country_code="SE"),
        _participant("Dock League", "party", country_code="PT", aliases=["League"]),
        _participant("Ann Rook", "person"),
        _participant("Harbour Radio", "outlet"),
        _participant("United States", "state", country_code="US"),
    ],
    "mentions": [
        {"paragraph_id": "harbour.1.1", "surface": "Harbour", "participant_id": "harbour-radio"},
        {"paragraph_id": "harbour.1.4", "surface": "Norland Workers’ Party (NWP)", "participant_id": "norland-party"},
        {"paragraph_id": "harbour.1.4", "surface": "NWP", "participant_id": "norland-party"},
        {"paragraph_id": "harbour.1.5", "surface": "the League", "participant_id": "dock-league"},
        {"paragraph_id": "harbour.2.2", "surface": "Ann Rook of the Harbour League", "participant_id": "ann-rook"},
    ],
    "places": [
        {"place_id": "norland", "country_code": None},
        {"place_id": "porto-vale", "country_code": "BR"},
        {"place_id": "zamora", "country_code": "ES"},
        {"place_id": "cuba", "country_code": "CU"},
    ],
    "place_mentions": [
        {"paragraph_id": "harbour.1.3", "surface": "Norland", "place_id": "norland"},
        {"paragraph_id": "harbour.1.4", "surface": "Porto Vale", "place_id": "porto-vale"},
        {"paragraph_id": "harbour.1.6", "surface": "Cuba", "place_id": "cuba"},
        {"paragraph_id": "harbour.2.2", "surface": "Zamora", "place_id": "zamora"},
        {"paragraph_id": "harbour.2.3", "surface": "Zamora", "place_id": "zamora"},
    ],
    "dates": [
        {"paragraph_id": "harbour.1.2", "surface": "12 June 2019", "date_edtf": "2019-06-12"},
        {"paragraph_id": "harbour.1.4", "surface": "on 3-4 June 2019", "date_edtf": "2019-06-03/2019-06-04"},
        {"paragraph_id": "harbour.1.4", "surface": "9 June", "date_edtf": "2018-06-09"},
    ],
    "meetings": [
        _meeting(
            "imcwp-7", "7th International Meeting", "IMCWP", kind="regular", ordinal=7, status="held", place="Rome"
        ),
        _meeting("imcwp-8", "8th International Meeting", "IMCWP", kind="regular", ordinal=8, status="planned"),
        _meeting(
            "dock",
            "Assembly",
            "other",
            kind="other",
            status="held",
            date_edtf="2019-06-04",
            place="PORTO VALE",
            country_code="PT",
            theme="“The Ports”",
            party_count=12,
            country_count=5,
            people_count=200,
        ),
    ],
    "meeting_participants": [
        {"meeting_id": "dock", "participant_id": "ann-rook", "role": "attendee"},
        {"meeting_id": "dock", "participant_id": "dock-league", "role": "host"},
        {"meeting_id": "dock", "participant_id": "norland-party", "role": "host"},
    ],
    "actions": [
        _built_action(
            "harbour.1.4.a1",
            "Party (NWP) met the Harbour League in Porto Vale",
            "CONSULT",
            "reported",
            themes=["labour", "peace"],
        ),
        _built_action("harbour.1.5.a1", "demand an end to the blockade", "REJECT", "demanded", themes=["cuba"]),
        _built_action("harbour.1.5.a2", "We thank the League", "SUPPORT", "reported", quantity=40.0),
        _built_action("harbour.1.5.a3", "40 crates of oranges", "AID", "reported"),
        _built_action("harbour.2.3.a1", "open the port", "REQUEST", "called_for", joint_axis=2),
    ],
    "action_participants": [
        {"action_id": "harbour.1.4.a1", "participant_id": "dock-league", "role": "actor"},
        {"action_id": "harbour.1.5.a1", "participant_id": "united-states", "role": "target"},
        {"action_id": "harbour.1.5.a2", "participant_id": "norland-party", "role": "actor"},
        {"action_id": "harbour.1.5.a2", "participant_id": "ann-rook", "role": "target"},
        {"action_id": "harbour.1.5.a2", "participant_id": "dock-league", "role": "beneficiary"},
    ],
    "evidence": [
        {"table_name": "meetings", "row_id": "dock", "paragraph_id": "harbour.1.4"},
        {"table_name": "meetings", "row_id": "imcwp-7", "paragraph_id": "harbour.2.3"},
        {"table_name": "meetings", "row_id": "imcwp-8", "paragraph_id": "harbour.2.3"},
        {"table_name": "participants", "row_id": "ann-rook", "paragraph_id": "harbour.2.2"},
    ],
}


@pytest.fixture
def key_content():
    """The content of the key, to be changed as a test likes."""
    return copy.deepcopy(KEY)


@pytest.fixture
def tables():
    return copy.deepcopy(TABLES)


@pytest.fixture(scope="session")
def write_gold():
    """Return a function that writes a folder of one key and its text, and gives the folder."""

    def write(folder, content=KEY, text=TEXT):
        folder.mkdir(exist_ok=True)
        data = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False, indent=1)
        (folder / "harbour.json").write_text(data, encoding="utf-8")
        (folder / "harbour.txt").write_text(text, encoding="utf-8", newline="")
        return folder

    return write


@pytest.fixture
def gold(tmp_path, write_gold):
    """The same in a folder of the test's own."""
    return lambda content=KEY, text=TEXT: write_gold(tmp_path / "gold", content, text)
