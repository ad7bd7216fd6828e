"""Participants: found by name, and everything about one on its page."""

from __future__ import annotations

from html import unescape
from typing import Any


def _ids(client: Any, query: str) -> list[str]:
    return [row["participant_id"] for row in client.get(f"/participants.json?{query}").json()["participants"]]


def test_finds_by_name_alias_and_without_accents(client: Any) -> None:
    assert _ids(client, "q=kke")[0] == "communist-party-of-greece"
    assert _ids(client, "q=miguel+diaz") == ["miguel-diaz-canel-bermudez"]
    assert _ids(client, "q=cp+of+cuba") == ["communist-party-of-cuba"]
    assert _ids(client, "q=nobody-at-all") == []


def test_narrows_by_kind_country_and_letter(client: Any) -> None:
    assert _ids(client, "kind=party&country=TR") == ["communist-party-of-turkey"]
    assert all(key.startswith("c") for key in _ids(client, "letter=C"))
    assert _ids(client, "letter=C")


def test_pages_hold_everyone_once(client: Any) -> None:
    found, address = [], "/participants"
    while address:
        path, _, query = address.partition("?")
        data = client.get(f"{path}.json?{query}").json()
        found += [row["participant_id"] for row in data["participants"]]
        address = data["pager"]["next"]
    assert len(found) == len(set(found)) == data["found"]


def test_page_tells_names_actions_meetings_and_passages(client: Any) -> None:
    data = client.get("/participants/communist-party-of-greece.json").json()
    assert data["participant"]["acronym"] == "KKE"
    assert {row["meeting_id"] for row in data["meetings"]} == {"imcwp-1998", "imcwp-extraordinary-2021-12"}
    assert data["documents"][0]["passages"][0]["quote"] in ("KKE", "Communist Party of Greece")
    assert "communist-party-of-turkey" in {row["participant_id"] for row in data["related"]}
    html = unescape(client.get("/participants/communist-party-of-greece").text)
    assert "What it does" in html
    assert data["documents"][0]["passages"][0]["passage"] in html


def test_actions_stand_under_the_role_and_lead_to_all(client: Any) -> None:
    data = client.get("/participants/united-states.json").json()
    for group in data["actions"]:
        listed = {"actor": "actors", "target": "targets", "beneficiary": "beneficiaries"}[group["role"]]
        for action in group["actions"]:
            assert "united-states" in {one["participant_id"] for one in action[listed]}
        path, _, query = group["all"].partition("?")
        assert client.get(f"{path}.json?{query}").json()["found"] == {"count": group["count"], "more": False}
        assert sum(one["count"] for one in group["statuses"]) == group["count"]


def test_a_person_shows_office_affiliation_and_rival_office(client: Any) -> None:
    data = client.get("/participants/bruno-rodriguez-parilla.json").json()
    office = next(fact for fact in data["facts"] if fact["column"] == "role")
    assert [entry["value"] for entry in office["accepted"]] == ["foreign minister"]
    assert [entry["value"] for entry in office["rivals"]] == ["Cuban Minister of Foreign Affairs"]
    assert office["rivals"][0]["reason"]
    consul = client.get("/participants/ulises-calvo-borges.json").json()
    assert consul["affiliation"]["participant_id"] == "cuban-embassy-in-jamaica"
    embassy = client.get("/participants/cuban-embassy-in-jamaica.json").json()
    assert [row["participant_id"] for row in embassy["members"]] == ["ulises-calvo-borges"]


def test_a_missing_participant_is_not_found(client: Any) -> None:
    assert client.get("/participants/nobody").status_code == 404
