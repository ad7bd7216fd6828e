"""The files of a release, each read by somebody else than the code that wrote it."""

from __future__ import annotations

import csv
import json
import sqlite3
import subprocess
import sys

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from imcwp_data.publish.csv import write_csv
from imcwp_data.publish.datasette import canned_queries
from imcwp_data.publish.sqlite import write_sqlite
from imcwp_data.schema import arrow_table, load_schemas


def test_csv_cells_are_written_as_users_expect_them(tmp_path):
    table = pa.table(
        {
            "text": ['say "hi"', "a,b", "line\nfeed", "carriage\rreturn", "", None, "plain"],
            "number": pa.array([1.0, 0.25, 1e-7, -3.0, 1e22, None, 38.7167], pa.float64()),
            "integer": pa.array([1, 2, None, 4, 5, 6, 7], pa.int64()),
            "flag": [True, False, None, True, True, True, True],
            "items": pa.array([["é", 'b"'], [], None, ["x"], ["x"], ["x"], ["x"]], pa.list_(pa.string())),
        }
    )
    write_csv(table, tmp_path / "t.csv")
    data = (tmp_path / "t.csv").read_bytes().decode("utf-8")
    with (tmp_path / "t.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == ["text", "number", "integer", "flag", "items"]
    assert [row[0] for row in rows[1:]] == ['say "hi"', "a,b", "line\nfeed", "carriage\rreturn", "", "", "plain"]
    assert [row[1] for row in rows[1:4]] == ["1", "0.25", "1e-7"]
    assert [row[2] for row in rows[1:4]] == ["1", "2", ""]
    assert [row[3] for row in rows[1:4]] == ["true", "false", ""]
    assert [row[4] for row in rows[1:4]] == ['["é", "b\\""]', "[]", ""]
    assert '\n"",1e+22' in data, "an empty text is told from null"
    assert data.endswith("\n")


cells = st.one_of(st.none(), st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20))


@given(
    st.lists(
        st.tuples(cells, st.one_of(st.none(), st.lists(st.text("aé\"',[]\\\n", max_size=5), max_size=3))), max_size=30
    )
)
def test_csv_gives_back_any_text(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("csv") / "t.csv"
    table = pa.table(
        {
            "text": pa.array([text for text, _ in rows], pa.string()),
            "items": pa.array([items for _, items in rows], pa.list_(pa.string())),
        }
    )
    write_csv(table, path)
    with path.open(encoding="utf-8", newline="") as file:
        read = list(csv.reader(file))[1:]
    assert [row[0] for row in read] == [text or "" for text, _ in rows]
    assert [json.loads(row[1]) if row[1] else None for row in read] == [items for _, items in rows]


@pytest.fixture
def database(sample_release):
    connection = sqlite3.connect(f"file:{sample_release / 'imcwp.db'}?mode=ro&immutable=1", uri=True)
    yield connection
    connection.close()


def test_three_formats_hold_the_same_rows_for_an_independent_reader(sample_release, database):
    duckdb = pytest.importorskip("duckdb")
    connection = duckdb.connect()
    connection.execute("set timezone = 'UTC'")
    types = {"integer": "BIGINT", "number": "DOUBLE", "boolean": "BOOLEAN", "date": "DATE"}
    for name, schema in load_schemas().items():
        parquet = connection.execute(f"select * from read_parquet('{sample_release / 'parquet' / name}.parquet')")
        assert [column[0] for column in parquet.description] == list(schema.columns)
        from_parquet = parquet.fetchall()
        columns = {field.name: types.get(field.type, "VARCHAR") for field in schema.fields}
        from_csv = connection.execute(
            f"select * from read_csv('{sample_release / 'csv' / name}.csv', header=true, delim=',', quote='\"', "
            f"escape='\"', columns={columns})"
        ).fetchall()
        from_sqlite = database.execute(f'select * from "{name}" order by rowid').fetchall()
        assert (
            [plain(row) for row in from_csv] == [plain(row) for row in from_parquet] == [plain(r) for r in from_sqlite]
        )
        assert from_csv


def plain(row):
    return [
        json.dumps(v, ensure_ascii=False)
        if isinstance(v, list)
        else v
        if isinstance(v, str | int | float | None)
        else str(v)
        for v in row
    ]


def test_parquet_keeps_types_titles_and_descriptions(sample_release):
    import pyarrow.parquet as pq

    schema = pq.read_schema(sample_release / "parquet" / "actions.parquet")
    assert schema.field("themes").type == pa.list_(pa.string())
    assert schema.field("joint_axis").type == pa.int64()
    assert schema.field("start_date").type == pa.date32()
    assert schema.field("event_type").metadata[b"title"] == b"Event type"
    assert (
        pq.ParquetFile(sample_release / "parquet" / "actions.parquet").metadata.row_group(0).column(0).compression
        == "ZSTD"
    )


def test_sqlite_is_strict_and_refuses_what_the_schema_refuses(sample_release, tmp_path):
    copy = tmp_path / "copy.db"
    copy.write_bytes((sample_release / "imcwp.db").read_bytes())
    connection = sqlite3.connect(copy)
    connection.execute("pragma foreign_keys = on")
    for statement in (
        "update meetings set status = 'perhaps'",
        "update meetings set party_count = 'twelve'",
        "update evidence set accepted = 2",
        "update mentions set participant_id = 'nobody'",
        "insert into places (place_id, name) values (null, 'x')",
    ):
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute(statement)
    connection.close()


def test_full_text_search_finds_words_whatever_their_accents_and_capitals(database):
    found = database.execute(
        "select p.paragraph_id from paragraphs_fts f join paragraphs p on p.rowid = f.rowid "
        "where paragraphs_fts match 'odland'"
    ).fetchall()
    assert found == [("010_statement.1.4",)]
    for rowid, text in database.execute("select rowid, text from paragraphs"):
        word = max(text.replace("!", " ").split(), key=len).strip('"“¡,.;()')
        hits = database.execute(
            "select rowid from paragraphs_fts where paragraphs_fts match ?", (f'"{word}"',)
        ).fetchall()
        assert (rowid,) in hits


def test_columns_that_people_filter_by_have_an_index(database):
    for name, schema in load_schemas().items():
        for field in schema.fields:
            if field.index:
                first_columns = {
                    database.execute("select name from pragma_index_info(?) where seqno = 0", (index,)).fetchone()[0]
                    for (index,) in database.execute("select name from pragma_index_list(?)", (name,)).fetchall()
                }
                assert field.name in first_columns, name


def test_a_row_without_parent_is_not_published(sample, tmp_path):
    schemas = load_schemas()
    rows = sample.Sample().rows
    rows["mentions"][0]["participant_id"] = "nobody"
    tables = {name: arrow_table(rows[name], schema) for name, schema in schemas.items()}
    with pytest.raises(sqlite3.IntegrityError, match="mentions"):
        write_sqlite(tables, schemas, tmp_path / "imcwp.db")


def test_frictionless_finds_the_package_valid_with_every_file(sample_release):
    frictionless = pytest.importorskip("frictionless")
    report = frictionless.validate(str(sample_release / "datapackage.json"))
    assert report.valid, report.flatten(["message"])
    package = json.loads((sample_release / "datapackage.json").read_text(encoding="utf-8"))
    described = {resource["path"] for resource in package["resources"]}
    data = {
        p.relative_to(sample_release).as_posix()
        for p in sample_release.rglob("*.*")
        if p.suffix in (".csv", ".parquet", ".db")
    }
    assert described == data
    assert package["version"] == "1.2.3"
    assert package["licenses"][0]["name"] == "CC-BY-4.0"
    assert {"title": "Harbour Press", "path": "https://example.org/statement"} in package["sources"]
    assert "created" not in package


def test_frictionless_notices_a_changed_cell(sample_release, tmp_path):
    frictionless = pytest.importorskip("frictionless")
    import shutil

    copy = shutil.copytree(sample_release, tmp_path / "copy")
    path = copy / "csv" / "meetings.csv"
    path.write_bytes(path.read_bytes().replace(b",held,", b",hold,"))
    assert not frictionless.validate(str(copy / "datapackage.json")).valid


def test_sha256sum_accepts_the_checksums(sample_release):
    done = subprocess.run(
        ["sha256sum", "-c", "--strict", "SHA256SUMS"], cwd=sample_release, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout
    listed = [line.split("  ")[1] for line in (sample_release / "SHA256SUMS").read_text().splitlines()]
    files = [p.relative_to(sample_release).as_posix() for p in sample_release.rglob("*") if p.is_file()]
    assert listed == sorted(set(files) - {"SHA256SUMS"})


def test_the_card_explains_every_table_and_column(sample_release):
    card = (sample_release / "README.md").read_text(encoding="utf-8")
    for name, schema in load_schemas().items():
        section = card.partition(f"\n### {name}\n")[2].partition("\n### ")[0]
        for field in schema.fields:
            (line,) = [line for line in section.splitlines() if line.startswith(f"| `{field.name}` |")]
            bars = line.replace("\\|", "").count("|")
            assert bars == 7, line
    assert "| `role` | string | " in card
    assert "100%" in card
    assert "<https://example.org/statement>" in card
    assert "CC-BY-4.0" in card


def test_datasette_answers_every_question_without_parameters(datasette_pages):
    for name in canned_queries():
        status, answer = datasette_pages(f"/imcwp/{name}.json?_shape=objects")
        assert status == 200, (name, answer)
        rows = json.loads(answer)["rows"]
        assert rows, name
        status, page = datasette_pages(f"/imcwp/{name}")
        assert status == 200
        assert canned_queries()[name]["title"] in page


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("who_met_when?party=hf", 1),
        ("who_met_when?party=nobody", 0),
        ("who_met_when?status=planned", 0),
        ("called_for?actor=HF", 1),
        ("called_for?about=blanket", 1),
        ("called_for?about=Peace", 1),
        ("called_for?since=2019-05-04", 1),
        ("mentioned_with?party=rpn", 2),
        ("said_about?country=pt", 2),
        ("said_about?theme=peace", 1),
        ("said_about?country=Lisbon&theme=peace", 0),
        ("disagreements?column_name=date_edtf", 2),
        ("repeated_passages?relation=verbatim", 0),
        ("joint_actions?meeting=harbour", 1),
        ("timeline?since=2019-05-04&until=2019-05-31", 1),
        ("facts_of_a_passage?passage=010_statement.1.4", 3),
        ("who_is?name=RPN", 1),
        ("search?q=embargo+demand", 1),
        ("search?q=VIVA", 1),
        ('search?q="peace*+AND+(', 1),
        ("search?q=+", 9),
    ],
)
def test_questions_narrow_down(datasette_pages, question, expected):
    name, _, parameters = question.partition("?")
    status, answer = datasette_pages(f"/imcwp/{name}.json?_shape=objects&{parameters}")
    assert status == 200, answer
    assert len(json.loads(answer)["rows"]) == expected


def test_questions_answer_in_plain_sqlite_too(database):
    for name, query in canned_queries().items():
        assert database.execute(query["sql"], dict.fromkeys(query["params"])).fetchall(), name


def test_datasette_shows_titles_descriptions_facets_and_search(datasette_pages):
    status, page = datasette_pages("/imcwp/actions")
    assert status == 200
    assert "What is done, planned, adopted" in page
    assert "What kind of action it is" in page
    assert 'data-column="event_type"' in page
    assert "_facet_array=themes" in page or 'data-column="themes"' in page
    assert "CC-BY-4.0" in page
    assert datasette_pages("/imcwp/paragraphs?_search=embargoes")[1].count("009_report.1.3") >= 1
    assert "Harbour Forum" in datasette_pages("/imcwp/mentions")[1], "a foreign key shows the name, not the id"
    for name in load_schemas():
        assert datasette_pages(f"/imcwp/{name}")[0] == 200


@pytest.fixture(scope="module")
def datasette_pages(sample_release):
    pytest.importorskip("datasette")
    import asyncio

    from datasette.app import Datasette

    metadata = json.loads((sample_release / "metadata.json").read_text(encoding="utf-8"))
    site = Datasette([], immutables=[str(sample_release / "imcwp.db")], metadata=metadata)
    loop = asyncio.new_event_loop()
    loop.run_until_complete(site.invoke_startup())

    def page(path: str) -> tuple[int, str]:
        response = loop.run_until_complete(site.client.get(path))
        return response.status_code, response.text

    yield page
    loop.close()


def test_no_module_of_this_package_hides_one_of_the_standard_library(root):
    code = "import imcwp_data.publish.csv, csv, sys; print(csv.__file__)"
    shown = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert "imcwp_data" not in shown.stdout
