"""Whose the texts are is told wherever words of them are: in the descriptor, the card, the tables and the site."""

from __future__ import annotations

import json

import pytest

from imcwp_data.publish.release import write_release
from imcwp_data.schema import load_schemas
from imcwp_data.withheld import without_texts
from imcwp_data.withholding import withhold


@pytest.fixture(scope="module", params=["with texts", "without texts"])
def folder(request, sample_tables, tmp_path_factory):
    schemas, tables = load_schemas(), sample_tables
    if request.param == "without texts":
        schemas = without_texts(schemas)
        tables = withhold(tables, schemas)
    made = tmp_path_factory.mktemp("rights")
    write_release(made, tables, schemas, "1.2.3")
    return made


def descriptor(folder):
    return json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))


def test_each_source_has_publisher_address_and_rights_in_the_descriptor(folder, sample_tables):
    told = {(s["title"], s.get("path"), s.get("imcwp:rights")) for s in descriptor(folder)["sources"]}
    rows = sample_tables["sources"].to_pylist()
    assert told == {(row["publisher"] or row["path"], row["url"], row["rights"]) for row in rows}


def test_every_table_with_words_of_others_says_so(folder):
    quoting = {"paragraphs", "actions", "evidence", "mentions", "place_mentions", "dates", "documents", "meetings"}
    for resource in descriptor(folder)["resources"]:
        of_others = [one for one in resource.get("licenses", ()) if "publishers" in one["title"]]
        table = resource["name"].removesuffix("-parquet")
        assert bool(of_others) == (table in quoting or table == "imcwp-sqlite"), resource["name"]


def test_the_card_tells_the_rights_of_each_source(folder, sample_tables):
    card = (folder / "README.md").read_text(encoding="utf-8")
    for row in sample_tables["sources"].to_pylist():
        for value in (row["publisher"], row["url"], row["rights"]):
            assert value is None or value in card
