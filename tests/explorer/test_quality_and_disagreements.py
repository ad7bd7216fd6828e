"""How good the reading is, and where sources disagree."""

from __future__ import annotations

import re
from typing import Any

from imcwp_data.explorer.pages.quality import quality
from imcwp_data.explorer.site import Site
from imcwp_data.explorer.web import Asked


def test_every_measure_of_the_release_is_told(client: Any, site: Site) -> None:
    told = client.get("/quality.json").json()
    names = {measure["name"] for group in told["groups"] for measure in group["measures"]}
    assert names == {name for name, figures in site.quality["measures"].items() if figures["n"]}
    text = client.get("/quality").text
    assert "Precision" in text
    assert "gave no fact" in text


def test_a_measure_that_is_not_known_yet_is_told_too(client: Any, site: Site) -> None:
    figures = {"n": 3, "f1": 50.0, "f1_interval": None}
    other = Site(site.database, site.folder, "/", {}, {"measures": {"new.measure": figures}})
    page = client._loop.run_until_complete(quality(Asked(other, client.datasette.get_database("imcwp"), {}, {})))
    (group,) = page.data["groups"]
    assert group["measures"][0]["name"] == "new.measure"
    assert group["measures"][0]["low"] is None


def test_a_release_without_figures_has_a_page(client: Any, site: Site) -> None:
    empty = Site(site.database, site.folder, "/", {}, {})
    page = client._loop.run_until_complete(quality(Asked(empty, client.datasette.get_database("imcwp"), {}, {})))
    assert page.data["groups"] == []
    assert page.data["silence"] == []


def test_a_rival_stands_beside_what_the_tables_follow(client: Any) -> None:
    told = client.get("/disagreements.json").json()
    wanted = ("imcwp-extraordinary-2021-12", "date_edtf")
    (dates,) = [d for d in told["disagreements"] if (d["row_id"], d["column"]) == wanted]
    assert [(s["value"], s["accepted"]) for s in dates["statements"]] == [
        ("2021-12-10/2021-12-11", 1),
        ("2021-12-10/2021-12-12", 0),
    ]
    text = client.get("/disagreements").text
    assert "10–12 December 2021" in text
    assert "10–11–12 December 2021" in text


def test_each_statement_leads_to_its_passage(client: Any) -> None:
    told = client.get("/disagreements.json").json()
    statement = told["disagreements"][0]["statements"][0]
    passage = f'href="/documents/[^"]*evidence={re.escape(statement["evidence_id"])}[^"]*#p'
    assert re.search(passage, client.get("/disagreements").text)


def test_one_table_alone(client: Any) -> None:
    told = client.get("/disagreements.json?table=participants").json()
    assert {d["table"] for d in told["disagreements"]} == {"participants"}
    everything = client.get("/disagreements.json?table=nonsense").json()
    assert len(everything["disagreements"]) == everything["count"] > told["count"]


def test_a_page_that_is_not_there_says_so(client: Any) -> None:
    answer = client.get("/disagreements?page=999")
    assert answer.status_code == 200
    assert "nothing on page 999" in answer.text
