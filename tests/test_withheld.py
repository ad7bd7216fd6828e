"""A release without texts: what goes, what stays, and that everything still holds and can be used."""

from __future__ import annotations

import asyncio
import csv
import hashlib
import json
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pytest

import imcwp_data
from imcwp_data.build_options import BuildOptions
from imcwp_data.pipeline import build
from imcwp_data.publish.release import publish
from imcwp_data.schema import load_schemas
from imcwp_data.table_hashes import check_table_hashes
from imcwp_data.validate import validate_release
from imcwp_data.withheld import CHARACTERS, TITLE_WORDS, WORDS, is_without_texts
from imcwp_data.withholding import withhold
from tests.browser.addresses import NAMES, address

RUN = 11
# Names, titles and addresses are facts, whatever their length.
FACTS = {
    "documents": {"title"},
    "meetings": {"theme", "name"},
    "participants": {"name", "aliases", "role"},
    "evidence": {"value"},
    "sources": {"url", "rights", "publisher"},
}


@pytest.fixture(scope="module")
def both(seeds, tmp_path_factory) -> tuple[Path, Path]:
    """The release of the seeds with and without texts."""
    folder = tmp_path_factory.mktemp("texts")
    for name, texts in (("with", True), ("without", False)):
        build(seeds, folder / name, options=BuildOptions(texts=texts))
    return folder / "with", folder / "without"


@pytest.fixture(scope="module")
def without(both) -> Path:
    return both[1]


def rows(folder: Path, table: str) -> list[dict[str, str]]:
    with (folder / "csv" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_it_is_valid_for_this_package_and_for_frictionless(without):
    assert str(validate_release(without)) == "No faults."
    frictionless = pytest.importorskip("frictionless")
    assert frictionless.Package(str(without / "datapackage.json")).validate().valid


def test_no_long_run_of_words_of_a_source_is_left(without, seeds):
    runs = set()
    for path in seeds.glob("*.txt"):
        words = path.read_text(encoding="utf-8").split()
        runs |= {tuple(words[start : start + RUN]) for start in range(len(words) - RUN + 1)}
    assert len(runs) > 1000
    for path in (without / "csv").glob("*.csv"):
        for row in rows(without, path.stem):
            for column, cell in row.items():
                words = cell.split()
                found = [words[n : n + RUN] for n in range(len(words)) if tuple(words[n : n + RUN]) in runs]
                assert not found or column in FACTS.get(path.stem, ()), (path.stem, column, cell)
                assert len(cell.split()) <= TITLE_WORDS or column in FACTS.get(path.stem, ()), cell


@pytest.mark.parametrize("name", ["imcwp.db", "README.md", "datapackage.json", "csv/evidence.csv", "csv/actions.csv"])
def test_no_file_hides_a_sentence(both, name):
    """Neither SQLite's free pages nor its search index nor an example in the card holds what was left out."""
    left = (both[1] / name).read_bytes()
    sentences = [row["text"] for row in rows(both[0], "paragraphs") if row["kind"] == "body"]
    assert len(sentences) > 20
    assert not [text for text in sentences if len(text) > 100 and text.encode()[:100] in left]


def test_the_index_of_full_text_search_is_empty(without):
    connection = sqlite3.connect(f"file:{without / 'imcwp.db'}?mode=ro&immutable=1", uri=True)
    ask = "select count(*) from paragraphs_fts where paragraphs_fts match 'solidarity OR cuba'"
    assert connection.execute(ask).fetchone() == (0,)
    connection.close()


def test_facts_offsets_and_rows_are_those_of_the_release_with_texts(both):
    words = {"text", "quote", "surface", "title", "theme", "value", "text_sha256"}
    for path in (both[0] / "csv").glob("*.csv"):
        whole, left = (rows(folder, path.stem) for folder in both)
        assert len(whole) == len(left)
        for one, other in zip(whole, left, strict=True):
            assert {k: v for k, v in one.items() if k not in words} == {
                k: v for k, v in other.items() if k not in words
            }


def test_short_quotes_stay_and_long_ones_are_null(both):
    for table, column in (("evidence", "quote"), ("actions", "text"), ("mentions", "surface"), ("dates", "surface")):
        for one, other in zip(rows(both[0], table), rows(both[1], table), strict=True):
            short = len(one[column].split()) <= WORDS and len(one[column]) <= CHARACTERS
            assert other[column] == (one[column] if short else "")
    assert any(row["quote"] for row in rows(both[1], "evidence"))


def test_a_paragraph_is_found_again_by_its_hash(both):
    for one, other in zip(rows(both[0], "paragraphs"), rows(both[1], "paragraphs"), strict=True):
        assert other["text"] == ""
        assert other["text_sha256"] == hashlib.sha256(one["text"].encode()).hexdigest()


def test_the_rights_of_each_source_stay_with_it(both):
    assert rows(both[0], "sources") == rows(both[1], "sources")
    card = (both[1] / "README.md").read_text(encoding="utf-8")
    assert "without the texts of its sources" in card
    for row in rows(both[1], "sources"):
        assert row["rights"] in card


def test_the_descriptor_says_so(both):
    told = [json.loads((folder / "datapackage.json").read_text(encoding="utf-8")) for folder in both]
    assert "imcwp:withheld" not in told[0]
    assert told[1]["imcwp:withheld"] == {"words": WORDS, "characters": CHARACTERS, "titleWords": TITLE_WORDS}
    assert [is_without_texts(folder) for folder in both] == [False, True]


def test_it_is_loaded_as_it_is(without):
    paragraphs = imcwp_data.load("paragraphs", folder=without)
    assert paragraphs["text"].isna().all()
    assert paragraphs["text_sha256"].str.fullmatch("[0-9a-f]{64}").all()
    some = imcwp_data.load("actions", ["text"], folder=without, filters=[("status", "=", "demanded")])
    assert list(some.columns) == ["text"]
    described = imcwp_data.describe("paragraphs", folder=without)
    assert "text_sha256" in set(described["column"])
    assert "text_sha256" not in set(imcwp_data.describe("paragraphs")["column"])


@pytest.mark.parametrize(
    ("table", "column", "words"),
    [("paragraphs", "text", "a"), ("actions", "text", "word " * 11), ("evidence", "quote", "x" * 101),
     ("documents", "title", "word " * 26)],
)  # fmt: skip
def test_validation_finds_words_that_should_not_be_there(without, tmp_path, table, column, words):
    folder = shutil.copytree(without, tmp_path / "release")
    path = folder / "csv" / f"{table}.csv"
    listed = rows(folder, table)
    listed[0][column] = words.strip()
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, listed[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(listed)
    faults = validate_release(folder, data_package=False).faults
    assert [fault.column for fault in faults if fault.rule == "withheld"] == [column]


def test_what_was_left_out_once_is_not_left_out_again(both):
    from imcwp_data.withheld import without_texts

    schemas = without_texts(load_schemas())
    tables = {name: imcwp_data.load(name, as_="arrow", folder=both[1]) for name in schemas}
    for name, stream in withhold(tables, schemas).items():
        assert stream.in_memory().to_pylist() == tables[name].to_pylist()


def test_offsets_are_proved_before_the_words_go(sample_tables, tmp_path):
    from imcwp_data.errors import ValidationError

    tables = dict(sample_tables)
    column = tables["dates"].column("surface").to_pylist()
    wrong = pa.array(["other words", *column[1:]], pa.string())
    number = tables["dates"].schema.get_field_index("surface")
    tables["dates"] = tables["dates"].set_column(number, tables["dates"].schema.field(number), wrong)
    with pytest.raises(ValidationError, match="is not what stands at"):
        publish(tables, load_schemas(), tmp_path / "release", texts=False)


def test_a_release_in_parts_can_be_without_texts_too(seeds, both, tmp_path):
    build(seeds, tmp_path / "parts", options=BuildOptions(texts=False, formats=("parts",)))
    assert is_without_texts(tmp_path / "parts")
    for table in ("paragraphs", "actions", "evidence", "meetings"):
        assert (
            imcwp_data.load(table, as_="arrow", folder=tmp_path / "parts").to_pylist()
            == imcwp_data.load(table, as_="arrow", folder=both[1]).to_pylist()
        )
    from imcwp_data.withheld import without_texts

    assert list(check_table_hashes(tmp_path / "parts", without_texts(load_schemas()))) == []


def command(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "imcwp_data", *map(str, arguments)],
        capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip


def test_the_command_makes_it_and_explain_says_what_it_is(seeds, both, tmp_path):
    # Away from the answer keys, which would be measured on.
    texts = shutil.copytree(seeds, tmp_path / "seeds")
    made = command("build", texts, "--no-text", "--out", tmp_path / "release")
    assert made.returncode == 0, made.stderr
    assert (tmp_path / "release" / "datapackage.json").read_bytes() == (both[1] / "datapackage.json").read_bytes()
    document = rows(both[1], "documents")[0]["document_id"]
    for arguments in (("explain", document), ("explain", "--why", "meetings", "imcwp-22", "status")):
        told = command(*arguments, "--release", both[1])
        assert told.returncode == 0, told.stderr
        assert told.stdout.startswith("This release is without the texts of its sources")
        assert "without the texts" not in command(*arguments, "--release", both[0]).stdout


@pytest.fixture(scope="module")
def get(without):
    from datasette.app import Datasette
    from datasette.plugins import pm

    import imcwp_data.explorer

    if not any(getattr(plugin, "__name__", "") == "imcwp_data.explorer" for plugin in pm.get_plugins()):
        pm.register(imcwp_data.explorer, "imcwp_data.explorer")
    loop = asyncio.new_event_loop()
    site = Datasette(immutables=[str(without / "imcwp.db")])
    loop.run_until_complete(site.invoke_startup())
    yield lambda path: loop.run_until_complete(site.client.get(path, follow_redirects=True))
    loop.close()


@pytest.mark.parametrize("name", NAMES)
def test_every_page_of_the_site_is_there_and_says_what_is_missing(get, without, name):
    answer = get(address(name, without))
    assert answer.status_code == 200, answer.text[-2000:]
    if "/imcwp" not in address(name, without):
        assert "without the texts of its sources" in answer.text


def test_the_site_shows_a_mark_where_words_are_missing(get, without):
    assert "[…]" in get(address("document", without)).text
    found = get("/search.json?q=solidarity").json()
    assert not found["passages"]
