"""Releases in every form are compared alike; what is none is refused in words that say what to do."""

from __future__ import annotations

import shutil
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from imcwp_data.diff import diff_releases
from imcwp_data.diff.comparing import compare
from imcwp_data.diff.forms import TableForm
from imcwp_data.errors import QueryError, ReleaseError
from imcwp_data.publish.csv import write_csv


def zipped(folder: Path, path: Path, above: str = "") -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                archive.write(file, f"{above}{file.relative_to(folder).as_posix()}")
    return path


def alone(release: Path, folder: Path, *names: str) -> Path:
    """Return a folder with only some files of a release."""
    folder.mkdir()
    for name in names:
        (shutil.copytree if (release / name).is_dir() else shutil.copyfile)(release / name, folder / name)
    return folder


@pytest.fixture
def forms_of(tmp_path):
    """Return a function that gives a release in all its forms."""

    def make(release: Path, name: str) -> dict[str, Path]:
        folder = tmp_path / name
        folder.mkdir()
        return {
            "folder": release,
            "zip": zipped(release, folder / "release.zip"),
            "zip with a folder around": zipped(release, folder / "around.zip", "imcwp-data-0.1.0/dist/"),
            "folder around": shutil.copytree(release, folder / "around" / "dist").parent,
            "database": Path(shutil.copyfile(release / "imcwp.db", folder / "moved.db")),
            "database in its release": release / "imcwp.db",
            "csv": alone(release, folder / "csv", "csv", "datapackage.json"),
            "csv without descriptor": alone(release, folder / "bare", "csv"),
            "parquet": alone(release, folder / "parquet", "parquet"),
        }

    return make


def test_every_pair_of_forms_gives_the_same_rows(one, two, forms_of):
    before, after = forms_of(one, "before"), forms_of(two, "after")
    wanted = diff_releases(one, two).changes
    assert wanted.num_rows > 20
    for name, form in before.items():
        found = diff_releases(form, two).changes
        assert found.equals(wanted), name
    for name, form in after.items():
        found = diff_releases(one, form).changes
        assert found.equals(wanted), name


def test_a_release_is_the_same_as_itself_in_any_form(two, forms_of):
    for name, form in forms_of(two, "forms").items():
        diff = diff_releases(two, form)
        assert diff.same, name
        assert not diff.changes.num_rows


def test_a_release_in_parts_is_compared_too(one, two, make_release, first, second):
    other = make_release({"020_report.txt": first, "021_paper.txt": second}, formats=("parts",))
    assert diff_releases(two, other).same
    assert diff_releases(one, other).changes.equals(diff_releases(one, two).changes)
    assert diff_releases(two, other).inputs.rules == {}


@pytest.mark.parametrize("compression", ["gzip", "zstd"])
def test_compressed_csv_files_are_compared_too(compression, one, two, tmp_path):
    folder = tmp_path / "release"
    (folder / "csv").mkdir(parents=True)
    for path in sorted((two / "parquet").glob("*.parquet")):
        ending = {"gzip": "gz", "zstd": "zst"}[compression]
        write_csv(pq.read_table(path), folder / "csv" / f"{path.stem}.csv.{ending}", compression)
    assert diff_releases(two, folder).same
    assert diff_releases(one, folder).changes.equals(diff_releases(one, two).changes)


def test_a_database_in_its_release_tells_version_and_rules_and_alone_it_does_not(two, tmp_path):
    assert diff_releases(two / "imcwp.db", two).inputs.rules == {}
    moved = Path(shutil.copyfile(two / "imcwp.db", tmp_path / "moved.db"))
    diff = diff_releases(moved, two)
    assert diff.inputs.rules is None
    assert (diff.old_version is None, diff.new_version is None) == (True, False)


def test_only_the_tables_asked_for_are_compared(one, two):
    diff = diff_releases(one, two, tables=["meetings"])
    assert [table.table for table in diff.tables] == ["meetings"]
    with pytest.raises(QueryError, match="Neither release has a table 'meeting'"):
        diff_releases(one, two, tables=["meeting"])


def message(old: Path, new: Path) -> str:
    with pytest.raises(ReleaseError) as raised:
        diff_releases(old, new)
    (line,) = str(raised.value).splitlines()
    return line


def test_what_is_no_release_is_named_with_what_to_do(one, tmp_path):
    text = tmp_path / "notes.txt"
    text.write_text("mine", encoding="utf-8")
    (tmp_path / "empty").mkdir()
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as archive:
        archive.writestr("notes.txt", "mine")
    with closing(sqlite3.connect(tmp_path / "other.db")) as connection:
        connection.execute("CREATE TABLE recipes (name TEXT PRIMARY KEY)")
    for name, what in (
        ("gone", "there is no such file or folder"),
        ("notes.txt", "is neither a zip nor a SQLite file"),
        ("empty", "no release here"),
        ("other.zip", "no release in this zip"),
        ("other.db", "holds no tables of a release"),
    ):
        for old, new in ((tmp_path / name, one), (one, tmp_path / name)):
            found = message(old, new)
            assert found.startswith(f"{tmp_path / name}: {what}")
            assert "Name the folder of a release, a zip of one, or its SQLite file" in found


def test_a_damaged_file_is_named(one, tmp_path):
    def copy(name: str) -> Path:
        return Path(shutil.copytree(one, tmp_path / name))

    cut = copy("cut")
    (cut / "parquet" / "meetings.parquet").write_bytes(b"PAR1 and no more")
    assert message(cut, one).startswith(f"{cut / 'parquet' / 'meetings.parquet'}: is damaged")
    lacking = copy("lacking")
    (lacking / "parquet" / "meetings.parquet").unlink()
    assert "tells of the table meetings, which has no file" in message(lacking, one)
    package = copy("package")
    (package / "datapackage.json").write_text("[]", encoding="utf-8")
    assert message(package, one).startswith(f"{package / 'datapackage.json'}: is no data package")
    rules = copy("rules")
    (rules / "rules.json").write_text("{}", encoding="utf-8")
    assert message(rules, one).startswith(f"{rules / 'rules.json'}: does not tell the rules")
    packed = zipped(one, tmp_path / "whole.zip")
    (tmp_path / "cut.zip").write_bytes(packed.read_bytes()[:-2000])
    assert message(tmp_path / "cut.zip", one).startswith(f"{tmp_path / 'cut.zip'}: ")
    rotten = bytearray(packed.read_bytes())
    start = rotten.find(b"parquet/evidence.parquet") + 100
    rotten[start : start + 400] = bytes(400)
    (tmp_path / "rotten.zip").write_bytes(rotten)
    assert message(tmp_path / "rotten.zip", one).startswith(f"{tmp_path / 'rotten.zip'}: the zip is damaged")
    database = tmp_path / "cut.db"
    database.write_bytes((one / "imcwp.db").read_bytes()[:9000])
    assert message(database, one).startswith(f"{database}: is damaged")


def test_a_key_that_stands_twice_is_a_fault(one, tmp_path):
    twice = Path(shutil.copytree(one, tmp_path / "twice"))
    path = twice / "parquet" / "meetings.parquet"
    table = pq.read_table(path)
    pq.write_table(pa.concat_tables([table, table]), path)
    assert message(twice, one).startswith(f"{twice}: in the table meetings the key 'imcwp-31' stands in several rows")


def form(rows: dict[str, dict[str, str | None]], columns: tuple[str, ...]) -> TableForm:
    text = pa.large_string()
    table = pa.table(
        {"id": pa.array(list(rows), text), **{c: pa.array([row[c] for row in rows.values()], text) for c in columns}}
    )
    return TableForm(
        "things", dict.fromkeys(("id", *columns), "string"), ("id",), lambda names: table.select(list(names))
    )


VALUES = st.one_of(st.none(), st.sampled_from(["", "a", "b", "ä|b"]))
ROWS = st.dictionaries(st.sampled_from("abcdefgh"), st.fixed_dictionaries({"x": VALUES, "y": VALUES}), max_size=8)


@given(ROWS, ROWS, st.randoms(use_true_random=False))
def test_the_changes_are_those_that_plain_python_finds(before, after, random):
    keys = list(after)
    random.shuffle(keys)
    after = {key: after[key] for key in keys}
    diff = compare("things", form(before, ("x", "y")), form(after, ("x", "y")), ("old", "new"))
    wanted = [("added", key, None, None, None) for key in after if key not in before]
    wanted += [("removed", key, None, None, None) for key in before if key not in after]
    wanted += [
        ("changed", key, column, before[key][column], after[key][column])
        for key in before
        if key in after
        for column in ("x", "y")
        if before[key][column] != after[key][column]
    ]
    found = [
        (row["change"], row["row_id"], row["column_name"], row["old_value"], row["new_value"])
        for row in diff.changes.to_pylist()
    ]
    assert found == wanted
    assert diff.changed == len({key for change, key, *_ in wanted if change == "changed"})
    assert diff.cells == sum(change == "changed" for change, *_ in wanted)
