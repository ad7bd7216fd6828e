"""Search: passages with what was found marked, names, filters, and no error whatever is typed."""

from __future__ import annotations

from html import unescape
from typing import Any
from urllib.parse import quote

import pytest

from imcwp_data.explorer.pages.search import parts_of


def _get(client: Any, query: str) -> Any:
    return client.get(f"/search.json?{query}").json()


def test_marks_what_was_found_and_leads_to_the_passage(client: Any) -> None:
    data = _get(client, "q=blockade")
    assert data["passages"]
    for row in data["passages"]:
        assert any(part["found"] and "blockade" in part["text"].lower() for part in row["snippet"])
    html = unescape(client.get("/search?q=blockade").text)
    assert "<mark>blockade</mark>" in html
    assert data["passages"][0]["passage"] in html


def test_phrases_and_beginnings(client: Any) -> None:
    def texts(query: str) -> list[str]:
        return ["".join(part["text"] for part in row["snippet"]).lower() for row in _get(client, query)["passages"]]

    assert texts('q="working+group"')
    assert all("working group" in text for text in texts('q="working+group"'))
    assert _get(client, "q=cub*")["found"]["count"] > _get(client, "q=cuba")["found"]["count"]


@pytest.mark.parametrize(
    "typed", ['"cuba', "cuba AND", "(cuba", "NEAR(", "cuba NOT", "*", "^", "'", "cuba:", "\x00cuba", "<script>"]
)
def test_wrong_syntax_is_no_error(client: Any, typed: str) -> None:
    response = client.get(f"/search?q={quote(typed)}")
    assert response.status_code == 200
    assert "<script>" not in response.text.partition("<main")[2].partition("</main>")[0]
    if "cuba" in typed:
        assert _get(client, f"q={quote(typed)}")["passages"]


def test_says_when_it_searched_words(client: Any) -> None:
    assert "searched as words: cuba" in client.get("/search?q=%22cuba").text
    assert "searched as words" not in client.get("/search?q=cuba").text


def test_names_that_fit_stand_first(client: Any) -> None:
    names = {group["what"]: [row["id"] for row in group["rows"]] for group in _get(client, "q=cuba")["names"]}
    assert names["participants"][0] == "cuba"
    assert names["places"] == ["cuba"]
    assert "imcwp-extraordinary-2021-12" in {row["id"] for row in _get(client, "q=extraordinary")["names"][0]["rows"]}


def test_filters_alone_and_together(client: Any) -> None:
    alone = _get(client, "participant=communist-party-of-greece")
    assert alone["found"]["count"] > 0
    assert all(
        row["document_type"] == "press_release"
        for row in _get(client, "q=cuba&document_type=press_release")["passages"]
    )
    assert all(row["published"][:4] == "2021" for row in _get(client, "q=cuba&year=2021")["passages"])
    narrower = _get(client, "q=parties&participant=communist-party-of-greece")["found"]["count"]
    assert 0 < narrower <= _get(client, "q=parties")["found"]["count"]
    for query in ("theme=labour", "event_type=PROTEST", "place=Havana", "q=cuba&theme=health&event_type=AID"):
        assert _get(client, query)["found"]["count"] > 0


def test_furniture_is_left_out_unless_asked_for(client: Any) -> None:
    assert all(row["kind"] != "boilerplate" for row in _get(client, "q=cuba")["passages"])
    more = _get(client, "q=cuba&furniture=1")["found"]["count"]
    assert more >= _get(client, "q=cuba")["found"]["count"]


def test_empty_search_shows_help_and_signs_find_nothing(client: Any) -> None:
    assert "How to search" in client.get("/search").text
    assert "no word to search for" in client.get("/search?q=!!!").text
    assert "No passage fits" in client.get("/search?q=zzzzzz").text


def test_unknown_names_are_told(client: Any) -> None:
    data = _get(client, "participant=nobody-at-all")
    assert data["passages"] == []
    assert "nobody-at-all" in data["notes"][0]


def test_pages_hold_every_passage_once(client: Any) -> None:
    found, page = [], 1
    while True:
        data = _get(client, f"q=cuba&page={page}")
        found += [row["paragraph_id"] for row in data["passages"]]
        if data["pager"]["next"] is None:
            break
        page += 1
    assert len(found) == len(set(found)) == data["found"]["count"]


def test_stray_marks_of_a_snippet_do_no_harm() -> None:
    assert parts_of("a \ue000b\ue001 c") == [
        {"text": "a ", "found": False}, {"text": "b", "found": True}, {"text": " c", "found": False},
    ]  # fmt: skip
    assert "".join(part["text"] for part in parts_of("\ue000a \ue000b\ue001 \ue001c")) == "a b c"
