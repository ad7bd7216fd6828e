"""The first page answers what the data set is and leads on."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from imcwp_data.explorer.pages.home import citation, json_ld
from imcwp_data.explorer.site import Site


def _data_set(text: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    assert found is not None
    data: dict[str, Any] = json.loads(found[1])
    return data


def test_it_says_what_there_is_and_how_to_cite_it(client: Any, site: Site) -> None:
    text = client.get("/").text
    told = client.get("/index.json").json()
    assert f"(version {site.version})" in told["citation"]
    assert told["citation"] in text
    assert f"{told['counts']['evidence']:,}" in text


def test_every_way_in_is_a_page(client: Any) -> None:
    for way in client.get("/index.json").json()["ways"]:
        assert client.get(way["address"]).status_code == 200, way


def test_the_first_question_is_answered(client: Any) -> None:
    first = client.get("/index.json").json()["questions"][0]
    assert "12–15 November 2021" in first["question"]
    assert first["address"] == "/actions?from=2021-11-12&to=2021-11-15"
    assert client.get(first["address"]).status_code == 200


def test_the_data_set_is_described_for_search_engines(client: Any) -> None:
    data = _data_set(client.get("/").text)
    assert data["@type"] == "Dataset"
    assert data["license"] == ["https://creativecommons.org/licenses/by/4.0/"]
    files = {file["contentUrl"]: file for file in data["distribution"]}
    assert len(files) == 29
    for address, file in list(files.items())[:3]:
        assert len(file["sha256"]) == 64
        assert client.get(address.removeprefix("http://localhost")).status_code == 200


@pytest.mark.parametrize("text", ["</script><script>alert(1)</script>", "<!--", "a & b > c"])
def test_a_hostile_description_does_not_end_the_script(site: Site, text: str) -> None:
    hostile = Site(site.database, site.folder, "/", {"title": text, "description": text}, {})
    told = str(json_ld(hostile, {}, "http://example.org/"))
    assert "<" not in told
    assert json.loads(told)["description"] == text


def test_a_release_that_tells_nothing_of_itself_can_be_cited(site: Site) -> None:
    assert citation(Site(site.database, site.folder, "/", {}, {})) == "imcwp-data maintainers. imcwp-data [data set]."
