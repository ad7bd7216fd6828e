"""The package as its users meet it: tables, SQL, descriptions, from a checkout and from an installed wheel."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from datetime import date

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

import imcwp_data
from imcwp_data.errors import QueryError, ReleaseError
from imcwp_data.load import TABLES, connect, describe, load, scan, sql
from imcwp_data.publish.release import write_release
from imcwp_data.schema import arrow_schema, load_schemas


@pytest.fixture
def installed(sample_release, monkeypatch):
    """Make the sample the package's own release."""
    module = sys.modules["imcwp_data.load"]
    monkeypatch.setattr(module, "release_folder", lambda: sample_release)
    module._frame.cache_clear()
    yield
    module._frame.cache_clear()


def test_the_names_of_the_tables_are_those_of_the_schemas():
    assert set(TABLES) == set(load_schemas())
    assert sorted(load_schemas().values(), key=lambda s: s.order) == [load_schemas()[name] for name in TABLES]
    assert imcwp_data.tables() == TABLES
    assert set(TABLES) < set(imcwp_data.__all__)
    assert set(imcwp_data.__all__) <= set(dir(imcwp_data))


@pytest.mark.usefixtures("installed")
def test_every_table_is_an_attribute_with_proper_dtypes():
    for name in TABLES:
        frame = getattr(imcwp_data, name)
        assert list(frame.columns) == list(load_schemas()[name].columns)
        assert len(frame) > 0
    from imcwp_data import actions, documents, evidence, meetings, participants

    assert documents["published"].dtype == "datetime64[s]"
    assert meetings["ordinal"].dtype == "Int64"
    assert actions["event_type"].dtype == "category"
    assert list(actions["event_type"].cat.categories) == list(load_schemas()["actions"].field("event_type").enum)
    assert evidence["accepted"].dtype == bool
    assert participants.set_index("participant_id").loc["harbour-forum", "aliases"] == ["HF"]
    assert meetings.loc[0, "party_count"] == 12
    assert pd.isna(meetings.loc[0, "theme"])


@pytest.mark.usefixtures("installed")
def test_a_table_that_was_changed_is_whole_when_taken_again():
    from imcwp_data import meetings

    meetings.loc[0, "name"] = "changed"
    meetings["new"] = 1
    del meetings["status"]
    assert list(imcwp_data.meetings["name"]) == ["Harbour Forum"]
    assert "new" not in imcwp_data.meetings


@pytest.mark.usefixtures("installed")
def test_columns_come_in_the_order_asked_for_as_pandas_or_arrow():
    frame = load("evidence", columns=["value", "accepted"])
    assert list(frame.columns) == ["value", "accepted"]
    assert list(load("places", columns="name").columns) == ["name"]
    table = load("evidence", columns=["value"], as_="arrow")
    assert isinstance(table, pa.Table)
    assert table.column_names == ["value"]
    schema = load("actions", as_="arrow").schema
    assert schema.equals(arrow_schema(load_schemas()["actions"]))
    assert schema.field("event_type").metadata[b"title"] == b"Event type"


def test_another_release_can_be_read(sample_release):
    assert len(load("meetings", folder=sample_release)) == 1
    assert len(load("meetings", folder=str(sample_release))) == 1
    assert sql("select count(*) as n from meetings", folder=sample_release)["n"].tolist() == [1]


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (lambda: load("meeting"), r"no table 'meeting'. Did you mean meetings"),
        (lambda: load("xyz"), r"There are sources, documents"),
        (lambda: load("meetings", ["titel", "name"]), r"meetings has no column 'titel'"),
        (lambda: load("meetings", ["start_dat"]), r"Did you mean start_date"),
        (lambda: load("meetings", ["name", "name"]), r"twice"),
        (lambda: load("meetings", as_="polars"), r"'pandas' or as 'arrow'"),
        (lambda: describe("action"), r"Did you mean actions"),
    ],
)
def test_a_wrong_name_is_answered_with_near_ones(ask, message):
    with pytest.raises(QueryError, match=message):
        ask()


@pytest.mark.usefixtures("installed")
def test_sql_gives_frames_with_whole_numbers_kept_whole():
    frame = sql("select name, party_count, ordinal from meetings where party_count > :least", {"least": 10})
    assert frame.loc[0, "name"] == "Harbour Forum"
    assert frame["party_count"].dtype == "int64"
    mixed = sql("select 1 as a, null as b, 'x' as c union all select null, null, null")
    assert mixed["a"].dtype == "Int64"
    assert list(sql("select ? as a, ? as a", [1, 2]).columns) == ["a", "a"]
    empty = sql("select name, party_count from meetings where 0")
    assert (list(empty.columns), len(empty)) == (["name", "party_count"], 0)
    found = sql("select count(*) as n from paragraphs_fts where paragraphs_fts match 'paz'")
    assert found["n"].tolist() == [1]


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize(
    ("query", "params"),
    [
        ("select nam from meetings", ()),
        ("selec", ()),
        ("select ?", ()),
        ("select 1; select 2", ()),
        ("select ?", [object()]),
        ("select ?", ["\udcff"]),
        ("select '\udcff'", ()),
        ("delete from meetings", ()),
        ("create table x (a)", ()),
        ("", ()),
    ],
)
def test_wrong_sql_is_one_line_that_names_the_tables(query, params):
    if not query:
        assert len(sql(query)) == 0
        return
    with pytest.raises(QueryError, match="The tables are sources, documents") as caught:
        sql(query, params)
    assert "\n" not in str(caught.value)


def test_the_connection_only_reads(sample_release):
    connection = connect(sample_release)
    assert connection.execute("select count(*) from meetings").fetchone() == (1,)
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        connection.execute("delete from meetings")
    connection.close()


def test_the_connection_finds_its_way_through_odd_folders(sample_release, tmp_path):
    odd = tmp_path / "ä b%20c?x#y=1"
    shutil.copytree(sample_release, odd)
    assert sql("select 1 as one", folder=odd)["one"].tolist() == [1]
    assert len(load("meetings", folder=odd)) == 1


@pytest.mark.usefixtures("installed")
def test_describe_tells_of_tables_and_columns():
    tables = describe()
    assert tables["table"].tolist() == list(TABLES)
    assert tables.set_index("table").loc["paragraphs", "rows"] == 9
    columns = describe("actions").set_index("column")
    assert columns.loc["action_id", "key"]
    assert columns.loc["meeting_id", "refers_to"] == "meetings.meeting_id"
    assert "called_for" in columns.loc["status", "constraints"]
    assert columns.loc["themes", "description"]


def test_a_missing_release_says_what_to_do(tmp_path):
    with pytest.raises(ReleaseError, match="Name the folder of a release, or build one"):
        load("meetings", folder=tmp_path)
    with pytest.raises(ReleaseError, match="Name the folder of a release, or build one"):
        connect(tmp_path)


def test_a_damaged_release_says_so(sample_release, tmp_path):
    copy = shutil.copytree(sample_release, tmp_path / "copy")
    (copy / "parquet" / "meetings.parquet").write_bytes(b"nothing")
    (copy / "imcwp.db").write_bytes(b"nothing at all, but longer than a header" * 100)
    with pytest.raises(ReleaseError, match="damaged"):
        load("meetings", folder=copy)
    with pytest.raises(ReleaseError, match="damaged"):
        sql("select 1 from meetings", folder=copy)


def test_a_database_without_its_tables_is_no_wrong_question(sample_release, tmp_path):
    folder = shutil.copytree(sample_release, tmp_path / "release")
    (folder / "imcwp.db").write_bytes(b"")
    for ask in (lambda: sql("select * from meetings", folder=folder), lambda: describe(folder=folder)):
        with pytest.raises(ReleaseError, match=r"imcwp.db: has no table \w+. Build or install the release anew"):
            ask()


def test_an_unknown_attribute_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'meetngs'"):
        _ = imcwp_data.meetngs


def python(code: str, **options) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, **options)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_importing_the_package_loads_nothing_heavy(root):
    loaded = python(
        "import sys, imcwp_data, imcwp_data.cli; imcwp_data.tables(); imcwp_data.__version__; print(*sys.modules)",
        cwd=root,
    ).split()
    heavy = {
        "pandas",
        "pyarrow",
        "numpy",
        "frictionless",
        "datasette",
        "ahocorasick_rs",
        "msgspec",
        "jsonschema",
        "sqlite3",
        "imcwp_data.schema",
    }
    assert not heavy & set(loaded)


def test_explaining_and_comparing_need_nothing_of_what_only_reading_texts_needs(root):
    loaded = python("import sys, imcwp_data.explain.why, imcwp_data.diff.report; print(*sys.modules)", cwd=root).split()
    assert not {"ahocorasick_rs", "msgspec", "rapidfuzz"} & set(loaded)


@pytest.fixture(scope="module")
def site_packages(root, sample_release, tmp_path_factory):
    """A folder laid out as an installed wheel lays it out, far from the checkout."""
    folder = tmp_path_factory.mktemp("site packages")
    shutil.copytree(root / "imcwp_data", folder / "imcwp_data", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(sample_release, folder / "imcwp_data" / "release")
    shutil.copytree(root / "schemas", folder / "imcwp_data" / "schemas")
    return folder


def test_an_installed_package_has_its_release_inside(site_packages, tmp_path):
    import os

    environment = {**os.environ, "PYTHONPATH": str(site_packages)}
    out = python(
        "from imcwp_data import documents, paragraphs, meetings, participants, actions, __version__, sql, describe\n"
        "import imcwp_data.load, imcwp_data\n"
        "print(len(documents), len(paragraphs), len(meetings), len(participants), len(actions))\n"
        "print(len(imcwp_data.load('evidence')), sql('select count(*) as n from dates').n[0], len(describe('dates')))\n"
        "print(imcwp_data.__file__)",
        cwd=tmp_path,
        env=environment,
    ).splitlines()
    assert out[:2] == ["2 9 1 3 3", "9 2 9"]
    assert str(site_packages) in out[2]
    shown = subprocess.run(
        [sys.executable, "-m", "imcwp_data", "show", "meetings", "--columns", "name", "--format", "csv"],
        capture_output=True, text=True, cwd=tmp_path, env=environment,
    )  # fmt: skip
    assert shown.stdout == "name\nHarbour Forum\n", shown.stderr


def test_a_package_without_a_release_says_what_to_do(root, tmp_path):
    import os

    shutil.copytree(
        root / "imcwp_data", tmp_path / "imcwp_data", ignore=shutil.ignore_patterns("__pycache__", "release")
    )
    done = subprocess.run(
        [sys.executable, "-m", "imcwp_data", "tables"],
        capture_output=True, text=True, cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(tmp_path)},
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr.startswith("imcwp-data: ")
    assert "build it with 'imcwp-data build'" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_the_version_is_that_of_the_project(root):
    import tomllib

    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert imcwp_data.__version__ == project["version"]


@pytest.mark.parametrize(
    ("filters", "wanted"),
    [
        ([("kind", "=", "party")], ["red-party-of-nowhere"]),
        (("kind", "==", "party"), ["red-party-of-nowhere"]),
        ([("kind", "!=", "party"), ("acronym", "!=", None)], ["harbour-forum"]),
        ([("acronym", "=", None)], ["ana-perez", "red-party-of-nowhere"]),
        ([[("kind", "=", "party")], [("kind", "in", ["person", "state"])]], ["ana-perez", "red-party-of-nowhere"]),
        ([("kind", "not in", {"person", "state"}), ("name", "<", "I")], ["harbour-forum"]),
        (pc.field("kind") == "person", ["ana-perez"]),
    ],
)
def test_filters_choose_rows(sample_release, filters, wanted):
    columns = ["name", "participant_id"]
    found = load("participants", columns, folder=sample_release, filters=filters)
    assert list(found.columns) == columns
    assert found["participant_id"].tolist() == wanted
    table = load("participants", columns, as_="arrow", folder=sample_release, filters=filters)
    assert table.schema.equals(load("participants", columns, as_="arrow", folder=sample_release).schema)


@pytest.mark.parametrize(
    ("filters", "wanted"),
    [
        ([("published", ">", "2019-05-03")], 1),
        ([("published", ">=", date(2019, 5, 3)), ("part", "=", 1)], 2),
        ([("word_count", "<", 1.0)], 0),
    ],
)
def test_filters_take_days_and_numbers(sample_release, filters, wanted):
    assert len(load("documents", folder=sample_release, filters=filters)) == wanted


@pytest.mark.parametrize(
    ("filters", "message"),
    [
        ([("kid", "=", "party")], r"participants has no column 'kid'. Did you mean kind"),
        ([("kind", "is", "party")], r"'is' is no operator. Use one of =, =="),
        ([("kind", "=", 3)], r"3 is no string, as kind holds"),
        ([("kind", "in", "party")], r"'party' is no list of values"),
        ([("kind", "<", None)], r"Use = or != to ask for cells without a value"),
        ([("kind", "=")], r"is no condition of column, operator and value"),
        ([("aliases", "=", "HF")], r"aliases holds lists, which cannot be compared"),
        ([("name", "=", "\ud800")], r"no cell of name can hold"),
        ([("name", "in", ["a", "\ud800"])], r"no cell of name can hold"),
        ([], r"is no list of conditions. Give tuples like"),
        ([[]], r"holds an empty list"),
        ("kind = 'party'", r"is no list of conditions"),
        (pc.field("kid") == "party", r"does not fit participants .*Its columns are participant_id"),
        (pc.field("kind") == 3, r"does not fit participants"),
        (pc.field("kind"), r"does not fit participants"),
    ],
)
def test_filters_that_make_no_sense_are_explained(sample_release, filters, message):
    with pytest.raises(QueryError, match=message) as caught:
        load("participants", folder=sample_release, filters=filters)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [("documents", "word_count", 2**70), ("documents", "word_count", -(2**70)), ("places", "latitude", 10**400)],
)
def test_a_number_beyond_all_cells_is_explained(sample_release, table, column, value):
    for filters in ([(column, ">", value)], [(column, "in", [1, value])]):
        with pytest.raises(QueryError, match=f"no cell of {column} can hold"):
            load(table, folder=sample_release, filters=filters)


@pytest.mark.parametrize(
    ("formats", "here"),
    [(["csv"], "CSV"), (["sqlite"], "SQLite"), (["csv", "sqlite"], "CSV and SQLite"), (["parquet"], "Parquet")],
)
def test_a_form_that_a_release_has_not_is_told_with_those_that_it_has(sample_tables, tmp_path, formats, here):
    write_release(tmp_path, sample_tables, load_schemas(), "1", formats=formats)
    asked = [lambda: sql("select 1", folder=tmp_path)] if "sqlite" not in formats else []
    asked += [lambda: load("actions", folder=tmp_path), lambda: scan("actions", folder=tmp_path)]
    for ask in asked[:1] if "parquet" in formats else asked:
        with pytest.raises(ReleaseError, match=f"This release has {here} files only; build it with --formats"):
            ask()
    assert describe(folder=tmp_path)["rows"].tolist() == [sample_tables[name].num_rows for name in TABLES]


@pytest.mark.parametrize("value", ["May", "2019-13-01", 2019])
def test_a_day_that_is_none_is_explained(sample_release, value):
    with pytest.raises(QueryError, match=r"is no date, as published holds \(a datetime.date or 'YYYY-MM-DD'\)"):
        load("documents", folder=sample_release, filters=[("published", "=", value)])


@pytest.fixture(scope="module")
def partitioned(sample_release, tmp_path_factory):
    """The sample with each table in several files."""
    folder = tmp_path_factory.mktemp("parts")
    for name in TABLES:
        table = load(name, as_="arrow", folder=sample_release)
        parts = folder / "parquet" / name
        parts.mkdir(parents=True)
        for start in range(0, table.num_rows, 2):
            # Numbers without zeros in front come in the order of their values all the same.
            pq.write_table(table.slice(start, 2), parts / f"part-{start + 8}.parquet")
    return folder


def test_a_table_in_several_files_is_one_table(sample_release, partitioned):
    for name in TABLES:
        assert load(name, as_="arrow", folder=partitioned).equals(load(name, as_="arrow", folder=sample_release))
    some = load("evidence", ["value"], folder=partitioned, filters=[("accepted", "=", False)])
    assert some["value"].tolist() == ["2019-05-01/2019-05-04"]


@pytest.mark.parametrize("name", TABLES)
def test_rows_are_the_same_whether_all_are_asked_for_or_those_that_pass_a_filter(sample_release, partitioned, name):
    key = load_schemas()[name].primary_key[0]
    frames = [
        load(name, folder=folder, filters=filters)
        for folder in (sample_release, partitioned)
        for filters in (None, [(key, "!=", None)])
    ]
    for frame in frames[1:]:
        pd.testing.assert_frame_equal(frame, frames[0])


def test_scan_reads_when_it_is_asked(sample_release, partitioned, tmp_path):
    import duckdb
    import polars

    from imcwp_data import scan

    for folder in (sample_release, str(partitioned)):
        evidence = scan("evidence", folder=folder)
        assert evidence.schema.equals(arrow_schema(load_schemas()["evidence"]))
        assert evidence.count_rows(filter=pc.field("accepted")) == 8
        query = "select count(*) from evidence where table_name = 'meetings' and not accepted"
        assert duckdb.sql(query).fetchall() == [(1,)]
        lazy = polars.scan_pyarrow_dataset(evidence)
        assert lazy.filter(polars.col("table_name") == "actions").select("row_id").collect().height == 3
    with pytest.raises(QueryError, match="Did you mean evidence"):
        scan("evidenz")
    with pytest.raises(ReleaseError, match="Name the folder of a release, or build one"):
        scan("evidence", folder=tmp_path)


def test_what_is_not_asked_for_is_not_read(sample_release, tmp_path):
    """Columns whose pages are destroyed, and groups of rows that the filters exclude, do no harm."""
    table = load("evidence", as_="arrow", folder=sample_release)
    path = tmp_path / "parquet" / "evidence.parquet"
    path.parent.mkdir()
    pq.write_table(table, path, row_group_size=3, compression="none", use_dictionary=False)
    metadata = pq.read_metadata(path)
    data = bytearray(path.read_bytes())

    def destroy(group: int, name: str) -> None:
        column = metadata.row_group(group).column(table.column_names.index(name))
        start = column.data_page_offset
        data[start : start + column.total_compressed_size] = b"\xff" * column.total_compressed_size
        path.write_bytes(data)

    for group in range(metadata.num_row_groups):
        destroy(group, "quote")
    assert load("evidence", ["value"], folder=tmp_path)["value"].tolist() == table.column("value").to_pylist()
    with pytest.raises(ReleaseError, match="damaged"):
        load("evidence", ["quote"], folder=tmp_path)
    destroy(0, "value")
    last = table.column("evidence_id").to_pylist()[-1]
    found = load("evidence", ["value"], folder=tmp_path, filters=[("evidence_id", "=", last)])
    assert found["value"].tolist() == table.column("value").to_pylist()[-1:]


def test_texts_that_come_again_and_again_are_read_as_they_were_written(tmp_path):
    schema = arrow_schema(load_schemas()["documents"])
    rows = 5_000
    columns = {
        "document_id": pa.array([f"source.{number}" for number in range(rows)]),
        "title": pa.array([(None, "Appeal", "", "Declaración")[number % 4] for number in range(rows)]),
        "author": pa.nulls(rows, pa.string()),
        "language": pa.array([("en", "es")[number // 2_000 % 2] for number in range(rows)]),
    }
    table = pa.table(columns)
    path = tmp_path / "parquet" / "documents.parquet"
    path.parent.mkdir()
    # Groups of rows have texts of their own, and so numbers of their own.
    pq.write_table(table, path, row_group_size=1_700)
    found = load("documents", list(columns), as_="arrow", folder=tmp_path)
    assert found.schema.equals(pa.schema([schema.field(name) for name in columns]))
    assert found.to_pylist() == table.to_pylist()
    frame = load("documents", ["title", "author"], folder=tmp_path)
    assert frame["title"].tolist()[1:4] == ["Appeal", "", "Declaración"]
    assert frame["title"].isna().sum() == rows / 4
    assert frame["author"].isna().all()


def test_a_file_that_lacks_a_column_is_named_with_it(tmp_path):
    (tmp_path / "parquet").mkdir()
    path = tmp_path / "parquet" / "places.parquet"
    pq.write_table(load("places", as_="arrow").drop_columns(["kind"]), path)
    with pytest.raises(
        ReleaseError, match=r'places\.parquet: is damaged or cannot be read \(Field "kind" does not exist'
    ):
        load("places", folder=tmp_path)
    assert list(load("places", ["name"], folder=tmp_path).columns) == ["name"]


def test_of_several_files_the_damaged_one_is_named(tmp_path):
    folder = tmp_path / "parquet" / "places"
    folder.mkdir(parents=True)
    whole = load("places", as_="arrow")
    for number in range(3):
        pq.write_table(whole.slice(number * 9, 9), folder / f"part-{number}.parquet")
    assert load("places", as_="arrow", folder=tmp_path).equals(whole.slice(0, 27))
    (folder / "part-1.parquet").write_bytes(b"PAR1")
    with pytest.raises(ReleaseError, match=r"part-1\.parquet: is damaged"):
        load("places", folder=tmp_path)


def test_a_file_without_any_group_of_rows_is_an_empty_table(tmp_path):
    (tmp_path / "parquet").mkdir()
    schema = arrow_schema(load_schemas()["places"])
    pq.ParquetWriter(tmp_path / "parquet" / "places.parquet", schema).close()
    assert load("places", as_="arrow", folder=tmp_path).equals(schema.empty_table())
