"""Several invented documents that tell of the same things become one set of tables."""

from __future__ import annotations

import pytest

from imcwp_data.consolidate.tables import consolidate

ANNOUNCEMENT = """The parties of the world will talk by video

3 March 2019

The Working Group decided to hold an extraordinary teleconference of the IMCWP on 14-15-16 May 2019, under the theme \
"Bread, water and peace". The 24th IMCWP will be held in Lima, Peru, in October 2019.
"""

REPORT = """Press release about the Extraordinary Meeting of Communist and Workers' Parties

20 May 2019

The extraordinary teleconference of the International Meeting of Communist and Workers' Parties (IMCWP) took place on \
14-15 May 2019. 61 parties from 48 countries participated. The Portuguese CP sent a message of greeting.

We demand an immediate end to the US blockade against Cuba.
"""

LATER = """Extraordinary Teleconference of the IMCWP, Text of Joint Actions

6/2/19 10:15 AM

The parties thank the Portuguese Communist Party (PCP).
"""

BLOG = """Notes on a video call

22 May 2019

by Ana Brito

They write:

We demand an immediate end to the US blockade of Cuba.
"""


@pytest.fixture(scope="module")
def tables(reader, make_source, vocabulary):
    texts = {"one": ANNOUNCEMENT, "two": REPORT, "three": LATER, "four": BLOG}
    return as_rows([reader.read(make_source(text, name)) for name, text in texts.items()], vocabulary)


def as_rows(readings, vocabulary):
    return {name: table.to_pylist() for name, table in consolidate(readings, vocabulary, {}).items()}


def rows(tables, table, **where):
    return [row for row in tables[table] if all(row[column] == value for column, value in where.items())]


def test_one_meeting_told_by_three_documents_is_one_row(tables):
    (meeting,) = rows(tables, "meetings", kind="extraordinary")
    assert meeting["meeting_id"] == "imcwp-extraordinary-2019-05"
    assert meeting["status"] == "held"
    assert meeting["date_edtf"] == "2019-05-14/2019-05-15"
    assert meeting["theme"] == "Bread, water and peace"
    assert meeting["party_count"] == 61
    told = {row["paragraph_id"].split(".")[0] for row in rows(tables, "evidence", row_id=meeting["meeting_id"])}
    assert told == {"one", "two", "three"}


def test_the_plan_stays_as_a_rival_statement(tables):
    dates = {
        (row["value"], row["accepted"])
        for row in rows(tables, "evidence", row_id="imcwp-extraordinary-2019-05", column_name="date_edtf")
    }
    assert dates == {("2019-05-14/2019-05-16", False), ("2019-05-14/2019-05-15", True)}


def test_a_party_is_one_row_under_all_its_names(tables):
    (party,) = rows(tables, "participants", participant_id="portuguese-communist-party")
    assert party["acronym"] == "PCP"
    assert {"PCP", "Portuguese CP"} <= set(party["aliases"])


def test_a_quoted_demand_restates_the_first(tables):
    demands = {row["document_id"]: row for row in rows(tables, "actions", event_type="REQUEST")}
    assert demands["four.1"]["restates_id"] == demands["two.1"]["action_id"]
    assert demands["two.1"]["restates_id"] is None


def test_the_order_of_sources_does_not_matter(tables, reader, make_source, vocabulary):
    texts = {"four": BLOG, "three": LATER, "one": ANNOUNCEMENT, "two": REPORT}
    again = as_rows([reader.read(make_source(text, name)) for name, text in texts.items()], vocabulary)
    assert again == tables
