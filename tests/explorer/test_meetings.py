"""Meetings: the list with its filters, and the page that shows what is known and from where."""

from __future__ import annotations

from html import unescape
from typing import Any

import pytest

EXTRAORDINARY = "imcwp-extraordinary-2021-12"


def test_list_narrows_by_series_status_and_year(client: Any) -> None:
    rows = client.get("/meetings.json?series=IMCWP&status=held&year=2021").json()["meetings"]
    assert [row["meeting_id"] for row in rows] == [EXTRAORDINARY]
    assert client.get("/meetings.json?series=nonsense").json()["filters"]["series"] == ""


def test_an_open_date_counts_at_its_start(client: Any) -> None:
    rows = client.get("/meetings.json?year=2022").json()["meetings"]
    assert [row["meeting_id"] for row in rows] == ["imcwp-22"]


def test_page_says_date_mode_and_numbers_in_words(client: Any) -> None:
    html = unescape(client.get(f"/meetings/{EXTRAORDINARY}").text)
    assert "Held 10–11 December 2021, by teleconference." in html
    assert "<strong>73</strong> parties" in html


@pytest.mark.parametrize(
    ("key", "headline"),
    [
        ("imcwp-22", "Postponed to spring 2022 or later, in person."),
        ("imcwp-1998", "Mentioned, dated 1998."),
        ("summit-on-the-subject", "Planned. No text tells its date."),
    ],
)
def test_headline(client: Any, key: str, headline: str) -> None:
    assert client.get(f"/meetings/{key}.json").json()["headline"] == headline


def test_rival_date_stands_beside_the_accepted_with_the_reason(client: Any, site: Any) -> None:
    response = client.get(f"/meetings/{EXTRAORDINARY}.json").json()
    date = next(fact for fact in response["facts"] if fact["column"] == "date_edtf")
    assert [entry["said"] for entry in date["accepted"]] == ["10–11 December 2021"]
    (rival,) = date["rivals"]
    assert rival["said"] == "10–12 December 2021"
    assert "told together with the accepted status, held" in rival["reason"]
    passage = rival["passages"][0]
    assert passage["quote"] == "10–11–12 December 2021"
    html = unescape(client.get(f"/meetings/{EXTRAORDINARY}").text)
    assert "not accepted" in html
    assert f'href="{site.passage(passage["paragraph_id"], passage["evidence_id"])}"' in html


def test_links_from_facts_lead_to_the_very_passage(client: Any) -> None:
    facts = client.get(f"/meetings/{EXTRAORDINARY}.json").json()["facts"]
    for fact in facts:
        for entry in (*fact["accepted"], *fact["rivals"]):
            for passage in entry["passages"]:
                text = client.get(f"/imcwp/paragraphs/{passage['paragraph_id']}.json?_shape=objects").json()["rows"][0][
                    "text"
                ]
                assert text[passage["char_start"] : passage["char_end"]] == passage["quote"]


def test_every_fact_counts_all_its_passages(client: Any) -> None:
    facts = client.get(f"/meetings/{EXTRAORDINARY}.json").json()["facts"]
    told = sum(entry["count"] for fact in facts for entry in (*fact["accepted"], *fact["rivals"]))
    where = f"table_name__exact=meetings&row_id__exact={EXTRAORDINARY}"
    assert told == client.get(f"/imcwp/evidence.json?{where}&_size=0").json()["filtered_table_rows_count"]


def test_tells_participants_documents_and_actions(client: Any) -> None:
    data = client.get(f"/meetings/{EXTRAORDINARY}.json").json()
    assert {group["role"] for group in data["participants"]} == {"organiser", "thanked"}
    assert all(one["passages"] for group in data["participants"] for one in group["participants"])
    assert "003_404ff5b579af2ce0.1" in {row["document_id"] for row in data["documents"]}
    assert data["actions"]
    assert data["all_actions"] == f"/actions?meeting={EXTRAORDINARY}"


def test_leads_to_the_meetings_before_and_after(client: Any) -> None:
    data = client.get(f"/meetings/{EXTRAORDINARY}.json").json()
    assert (data["before"]["meeting_id"], data["after"]["meeting_id"]) == ("imcwp-1998", "imcwp-22")


def test_a_missing_meeting_is_not_found(client: Any) -> None:
    response = client.get("/meetings/no-such")
    assert response.status_code == 404
    assert "no-such" in response.text
