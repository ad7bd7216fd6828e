"""Places: found by name, and what is told of one."""

from __future__ import annotations

from typing import Any


def test_list_narrows(client: Any) -> None:
    rows = client.get("/places.json?kind=city&country=CU").json()["places"]
    assert {row["place_id"] for row in rows} == {"alamar", "havana"}
    assert [row["place_id"] for row in client.get("/places.json?q=hava").json()["places"]] == ["havana"]


def test_page_tells_where_it_lies_and_what_names_it(client: Any) -> None:
    html = client.get("/places/havana").text
    assert "23.13° N" in html
    assert 'href="/places/cuba"' in html
    data = client.get("/places/havana.json").json()
    passage = data["documents"][0]["passages"][0]
    assert passage["quote"] == "Havana"
    assert passage["passage"] in html


def test_country_holds_its_towns_and_all_actions_in_it(client: Any) -> None:
    data = client.get("/places/cuba.json").json()
    assert {"havana", "alamar"} <= {row["place_id"] for row in data["within"]}
    assert data["actions"]
    assert all(action["country_code"] == "CU" for action in data["actions"])


def test_a_place_without_coordinates_and_a_missing_one(client: Any) -> None:
    response = client.get("/places/indo-pacific")
    assert response.status_code == 200
    assert "Coordinates" not in response.text
    assert client.get("/places/nowhere").status_code == 404
