from __future__ import annotations

import csv
import io
import re
import shutil
import sqlite3
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from .conftest import RELEASE, Client

PICTURES = ("timeline", "network", "map", "themes")


def _rows(client: Any, path: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(client.get(path).text)))


def _links_of_marks(html: str) -> list[str]:
    return [unescape(address) for address in re.findall(r'<a href="([^"]+)" aria-label=', html)]


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_told_in_words_and_as_table_csv_and_json(client: Any, name: str) -> None:
    page = client.get(f"/{name}")
    assert page.status_code == 200
    summary = re.search(r'aria-labelledby="([^"]+)"', page.text)
    assert summary is not None
    assert f'<desc id="{summary[1]}">' in page.text
    assert "<caption>" in page.text
    assert f'href="/{name}.csv' in page.text
    table = client.get(f"/{name}.csv")
    assert table.headers["content-type"].startswith("text/csv")
    assert len(_rows(client, f"/{name}.csv")) == len(client.get(f"/{name}.json").json()["rows"]) > 0


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_has_no_colour_or_script_of_its_own(client: Any, name: str) -> None:
    html = client.get(f"/{name}").text
    main = html[html.index("<main") : html.index("</main>")]
    assert "<script" not in main
    assert " style=" not in main
    assert not re.search(r'(?:fill|stroke)="#', main)
    assert len(html.encode()) < 300_000


@pytest.mark.parametrize("name", PICTURES)
def test_every_mark_leads_to_a_page_that_is_there(client: Any, name: str) -> None:
    links = _links_of_marks(client.get(f"/{name}").text)
    assert links
    for address in sorted(set(links))[:25]:
        assert client.get(address).status_code == 200, address


def test_who_called_for_what_in_mid_november_is_two_steps_from_the_timeline(client: Any) -> None:
    links = _links_of_marks(client.get("/timeline").text)
    assert "/actions?from=2021-11-12&to=2021-11-15&dated=action" in links
    listed = client.get("/actions?from=2021-11-12&to=2021-11-15&dated=action").text
    assert re.search(r'href="/documents/[^"]+#p\d+"', listed)


def test_uncertain_dates_are_drawn_as_what_they_are(client: Any) -> None:
    html = client.get("/timeline?from=2021-11&to=2022-12").text
    marks = re.findall(r'<a href="([^"]+)" aria-label="([^"]+)" class="mark ([^"]+)">(.*?)</a>', html, re.S)
    told = {(address, names): drawn for address, _, names, drawn in marks}
    # Postponed to spring 2022 or later: days within which, and an open end.
    assert 'class="open"' in told["/meetings/imcwp-22", "meeting within"]
    assert 'class="open"' not in told["/meetings/imcwp-extraordinary-2021-12", "meeting exact"]
    assert any("actions within" in names and label.startswith("2022:") for _, label, names, _ in marks)


def test_the_timeline_shows_the_days_that_are_asked_for(client: Any) -> None:
    rows = _rows(client, "/timeline.csv?from=2021-12&to=2021-12")
    dates = {row["date_edtf"] for row in rows}
    assert {"2021-12-10/2021-12-11", "2021-12-10/2021-12-12"} <= dates
    # What began earlier and goes on is of these days too.
    assert all(date.startswith("2021-12") or date.endswith("/..") for date in dates)
    assert client.get("/timeline?from=1700&to=1710").status_code == 200
    swapped = client.get("/timeline.json?from=2021-12&to=2021-11").json()["days"]
    assert swapped["from"] < swapped["to"]


@pytest.mark.parametrize(
    "query", ["from=x&to=y", "from=<script>", "from=9999-12-31&to=9999-12-31", "from=0001&to=0001-01"]
)
def test_a_date_that_is_none_is_no_error(client: Any, query: str) -> None:
    page = client.get(f"/timeline?{query}")
    assert page.status_code == 200
    assert "<script>" not in page.text


def test_moves_of_the_timeline_lead_to_pages(client: Any) -> None:
    for query in ("", "?from=2021-11-15&to=2021-11-15", "?from=0001&to=9999"):
        for move in client.get(f"/timeline.json{query}").json()["moves"]:
            assert client.get(move["address"]).status_code == 200


def test_a_band_of_the_network_leads_to_as_many_actions_as_it_tells(client: Any) -> None:
    for row in client.get("/network.json").json()["rows"][:4]:
        one_side = [r for r in client.get("/network.json").json()["rows"] if r["address"] == row["address"]]
        found = client.get(row["address"].replace("/actions?", "/actions.json?")).json()
        assert len(found["actions"]) >= sum(r["count"] for r in one_side)
        assert row["role"] in row["address"]


def test_to_reject_for_somebody_is_not_against_them(client: Any) -> None:
    rows = client.get("/network.json?event_type=REJECT").json()["rows"]
    assert {row["side"] for row in rows if row["role"] == "beneficiary"} == {"for"}
    assert {row["side"] for row in rows if row["role"] == "target"} == {"against"}


def test_the_network_is_filtered_by_theme_and_type(client: Any) -> None:
    everything = client.get("/network.json").json()["rows"]
    some = client.get("/network.json?theme=palestine").json()["rows"]
    assert 0 < len(some) < len(everything)
    assert all("theme=palestine" in row["address"] for row in some)
    assert client.get("/network?theme=nothing&event_type=%27").status_code == 200
    assert "Show all" in client.get("/network?theme=migration&event_type=ASSAULT").text


def test_the_map_shades_countries_and_places_towns(client: Any) -> None:
    html = client.get("/map").text
    assert re.search(r'<a href="/places/cuba" aria-label="Cuba: \d+ mentions" class="country step-5">', html)
    assert re.search(r'<a href="/places/havana" aria-label="Havana: \d+ mentions" class="bubble town">', html)
    assert 'class="bubble region"' in html


def test_a_country_too_small_for_an_outline_is_still_on_the_map(client: Any) -> None:
    html = client.get("/map?view=caribbean").text
    pattern = r'<a href="/places/saint-vincent-and-the-grenadines"[^>]+class="country[^>]+>(.*?)</a>'
    mark = re.search(pattern, html, re.S)
    assert mark is not None
    assert 'class="shape small"' in mark[1]


@pytest.mark.parametrize("query", ["by=actions", "by=meetings", "by=participants", "view=oceania", "view=x&by=y"])
def test_every_view_and_measure_of_the_map_is_there(client: Any, query: str) -> None:
    assert client.get(f"/map?{query}").status_code == 200


def test_the_cells_of_types_and_themes_lead_to_their_actions(client: Any) -> None:
    rows = client.get("/themes.json").json()["rows"]
    cell = max(rows, key=lambda row: row["count"])
    assert cell["address"] == f"/actions?theme={cell['theme']}&event_type={cell['event_type']}"
    assert len(client.get(cell["address"].replace("?", ".json?")).json()["actions"]) == cell["count"]


def test_years_of_one_theme(client: Any) -> None:
    some = client.get("/themes.json?theme=cuba").json()
    assert 0 < some["dated"] <= client.get("/themes.json").json()["dated"]
    assert all("theme=cuba" in row["address"] for row in some["years"])


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A site over a release whose names and texts try to be markup, under an address of its own."""
    folder: Path = tmp_path_factory.mktemp("hostile")
    shutil.copy(RELEASE / "imcwp.db", folder)
    with sqlite3.connect(folder / "imcwp.db") as database:
        for table, column in (("participants", "name"), ("places", "name"), ("meetings", "name"), ("actions", "text")):
            database.execute(f"""update {table} set {column} = '"><script>alert(1)</script>' || {column}""")
    made = Client(folder, base_url="/under/")
    yield made
    made.close()


@pytest.mark.parametrize("name", PICTURES)
def test_texts_are_escaped_and_addresses_know_where_the_site_is(hostile: Any, name: str) -> None:
    html = hostile.get(f"/under/{name}").text
    assert "<script>alert" not in html
    assert all(address.startswith("/under/") for address in _links_of_marks(html))


@pytest.fixture
def empty(tmp_path: Path) -> Any:
    shutil.copy(RELEASE / "imcwp.db", tmp_path)
    with sqlite3.connect(tmp_path / "imcwp.db") as database:
        for table in ("actions", "meetings", "places", "place_mentions", "participants", "action_participants"):
            database.execute(f"delete from {table}")
    made = Client(tmp_path)
    yield made
    made.close()


def test_pictures_of_a_release_without_facts_say_so(empty: Any) -> None:
    for name in PICTURES:
        page = empty.get(f"/{name}")
        assert page.status_code == 200
        assert 'class="empty"' in page.text
        assert empty.get(f"/{name}.csv").text == ""
