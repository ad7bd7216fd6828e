"""What machines read first."""

from __future__ import annotations

import re
from typing import Any
from xml.etree import ElementTree

import pytest

from imcwp_data.explorer.pages import machines
from imcwp_data.explorer.routes import PAGES

LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


def _addresses(text: str) -> list[str]:
    return [found.text or "" for found in ElementTree.fromstring(text).iter(LOC)]


def test_the_map_of_the_site_names_every_page_once(client: Any) -> None:
    found = _addresses(client.get("/sitemap.xml").text)
    assert len(found) == len(set(found))
    assert {"http://localhost/", "http://localhost/meetings", "http://localhost/meetings/imcwp-22"} <= set(found)
    counts = client.get("/index.json").json()["counts"]
    assert sum(address.startswith("http://localhost/actions/") for address in found) == counts["actions"]


def test_a_large_map_is_in_parts(client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = _addresses(client.get("/sitemap.xml").text)
    monkeypatch.setattr(machines, "_IN_ONE", 50)
    parts = _addresses(client.get("/sitemap.xml").text)
    together = [
        address for part in parts for address in _addresses(client.get(part.removeprefix("http://localhost")).text)
    ]
    assert sorted(together) == sorted(whole)


@pytest.mark.parametrize(
    "query", ["rows=nothing", "rows=actions&part=99", "rows=actions&part=x", "rows=actions&part=0"]
)
def test_a_part_that_is_not_there(client: Any, query: str) -> None:
    assert client.get(f"/sitemap.xml?{query}").status_code == 404


def test_llms_txt_leads_to_the_data(client: Any, site: Any) -> None:
    text = client.get("/llms.txt").text
    assert text.startswith("# IMCWP data")
    assert site.version in text
    for address in re.findall(r"\]\(http://localhost([^)]*)\)", text):
        assert client.get(address).status_code == 200, address


def test_robots_find_the_map_and_leave_questions_alone(client: Any) -> None:
    text = client.get("/robots.txt").text
    assert "Sitemap: http://localhost/sitemap.xml" in text
    assert "Disallow: /imcwp?" in text


def test_every_address_of_the_list_answers(client: Any) -> None:
    told = client.get("/api.json").json()
    for entry in told["pages"]:
        if entry["fixed"]:
            assert client.get(entry["address"]).json() is not None
    for entry in told["datasette"]:
        if "who_met_when" not in entry["address"]:
            assert client.get(entry["address"]).status_code == 200, entry


def test_the_list_names_every_page(client: Any) -> None:
    told = " ".join(entry["address"] for entry in client.get("/api.json").json()["pages"])
    for pattern, _, _ in PAGES:
        assert re.match(r"/\w+", pattern)[0] in told  # type: ignore[index]
