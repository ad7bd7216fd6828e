"""Which meetings of several documents are one."""

from __future__ import annotations

import pytest

from imcwp_data.consolidate.tables import consolidate

REPORT = """{title}

{day}

The {name} was held on {day} in {town}. The delegates adopted a programme.
"""


@pytest.fixture
def meetings(reader, make_source, vocabulary):
    def read(*texts: str):
        sources = [make_source(text, f"text-{number}") for number, text in enumerate(texts)]
        tables = consolidate([reader.read(source) for source in sources], vocabulary, {})
        return [row for row in tables["meetings"].to_pylist() if row["series"] == "other"]

    return read


def report(name: str, day: str, town: str) -> str:
    return REPORT.format(title=f"The {name}", name=name, day=day, town=town)


def test_congresses_of_two_parties_with_the_same_number_are_two_meetings(meetings):
    found = meetings(
        report("20th Congress of the Communist Party of Greece", "12 May 2013", "Athens"),
        report("20th Congress of the Portuguese Communist Party", "2 December 2016", "Lisbon"),
    )
    assert len(found) == 2
    assert {row["ordinal"] for row in found} == {20}
    assert len({row["meeting_id"] for row in found}) == 2


def test_a_congress_told_by_two_documents_is_one_meeting(meetings):
    found = meetings(
        report("20th Congress of the Communist Party of Greece", "12 May 2013", "Athens"),
        report("20th Congress of the Communist Party of Greece", "12 May 2013", "Athens"),
    )
    assert len(found) == 1


def test_conferences_of_one_general_name_in_two_countries_are_two_meetings(meetings):
    name, day = "International Conference for Peace", "12 May 2013"
    found = meetings(report(name, day, "Athens"), report(name, day, "Lisbon"), report(name, day, "Athens"))
    assert sorted((row["place"], row["country_code"]) for row in found) == [("Athens", "GR"), ("Lisbon", "PT")]


def test_a_conference_whose_town_only_one_document_tells_is_one_meeting(meetings):
    text = "The International Conference for Peace was held on 12 May 2013.\n\nThe delegates adopted a programme.\n"
    found = meetings(report("International Conference for Peace", "12 May 2013", "Athens"), text)
    assert [row["country_code"] for row in found] == ["GR"]
