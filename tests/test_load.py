"""The package as its users meet it: tables, SQL, descriptions, from a checkout and from an installed wheel."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys

import pandas as pd
import pyarrow as pa
import pytest

import imcwp_data
from imcwp_data.errors import QueryError, ReleaseError
from imcwp_data.load import TABLES, connect, describe, load, sql
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
        "jsonschema",
        "imcwp_data.schema",
    }
    assert not heavy & set(loaded)


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
