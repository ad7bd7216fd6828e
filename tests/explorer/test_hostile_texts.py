"""Texts come from strangers: whatever they hold is shown as text on the pages of entities, actions and the search."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from imcwp_data.publish.sqlite import write_sqlite
from imcwp_data.schema import arrow_table, load_schemas
from tests.explorer.conftest import Client
from tests.publish.sample import Sample

HOSTILE = '<script>alert("x")</script><img src=x onerror=alert(1)>'


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    folder: Path = tmp_path_factory.mktemp("hostile")
    rows = Sample().rows
    shown = {
        "paragraphs": ("text",), "documents": ("title",), "meetings": ("name", "theme", "place"),
        "participants": ("name", "role"), "actions": ("text", "place"), "places": ("name",),
        "evidence": ("quote", "value", "rule"), "mentions": ("surface",), "place_mentions": ("surface",),
    }  # fmt: skip
    for table, columns in shown.items():
        for row in rows[table]:
            row.update({column: f"{row.get(column) or ''}{HOSTILE}" for column in columns})
    for row in rows["participants"]:
        row["aliases"] = [f"alias {HOSTILE}"]
    schemas = load_schemas()
    write_sqlite({name: arrow_table(rows[name], one) for name, one in schemas.items()}, schemas, folder / "imcwp.db")
    made = Client(folder)
    yield made
    made.close()


@pytest.mark.parametrize(
    "path",
    [
        "/meetings", "/meetings/other-2019-05-01", "/participants", "/participants/harbour-forum",
        "/participants/ana-perez", "/places", "/places/lisbon", "/actions", "/actions/010_statement.1.4.a1",
        "/actions?actor=red&place=lisbon", "/search?q=embargo", "/search?q=script", "/search?participant=ana",
        "/search?q=%3Cscript%3Ealert(1)%3C/script%3E", "/actions?actor=%3Cscript%3E&from=%3Cscript%3E",
        "/participants?q=%3Cscript%3E", "/meetings/%3Cscript%3E",
    ],
)  # fmt: skip
def test_is_escaped(hostile: Any, path: str) -> None:
    response = hostile.get(path)
    assert response.status_code in (200, 404)
    assert "<script>alert" not in response.text
    assert "<img src=x" not in response.text


def test_a_release_without_certainty_still_shows_rivals(hostile: Any) -> None:
    data = hostile.get("/meetings/other-2019-05-01.json").json()
    date = next(fact for fact in data["facts"] if fact["column"] == "date_edtf")
    assert len(date["rivals"]) == 1
