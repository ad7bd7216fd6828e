"""Releases with only some forms of their tables, or tables in several files: what is wrong is named as in others."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from imcwp_data.cli import main
from imcwp_data.publish.release import write_release
from imcwp_data.schema import load_schemas
from imcwp_data.validate import validate_release

FORMS = {
    "csv": (["csv"], None),
    "gzip": (["csv"], "gzip"),
    "zstd": (["csv"], "zstd"),
    "parquet": (["parquet"], None),
    "sqlite": (["sqlite"], None),
}
HASHES = ("sha256", "hash", "bytes")


@pytest.fixture
def release(sample_tables, tmp_path) -> Callable[[str], Path]:
    def make(form: str) -> Path:
        formats, compression = FORMS[form]
        folder = tmp_path / form
        folder.mkdir()
        write_release(folder, sample_tables, load_schemas(), "1", formats=formats, compression=compression)
        return folder

    return make


def faults(folder: Path) -> set[tuple[str, str | None, int | None, str | None]]:
    """Return rule, file, row and column of all faults but those that only say that a file has changed."""
    found = validate_release(folder).faults
    return {(f.rule, f.file, f.row, f.column) for f in found if f.rule not in HASHES and "frictionless" not in f.rule}


@pytest.mark.parametrize("form", FORMS)
def test_a_release_of_any_form_is_valid_by_the_command_too(form, release, capsys):
    assert main(["validate", str(release(form))]) == 0
    assert "valid, 14 tables with" in capsys.readouterr().out


@pytest.mark.parametrize(("form", "ending"), [("gzip", "gz"), ("zstd", "zst")])
@pytest.mark.parametrize("length", [30, -5])
def test_a_compressed_file_that_was_cut_off_is_a_fault(form, ending, length, release):
    folder = release(form)
    path = folder / f"csv/paragraphs.csv.{ending}"
    path.write_bytes(path.read_bytes()[:length])
    assert ("csv", f"csv/paragraphs.csv.{ending}", None, None) in faults(folder)


def test_what_is_damaged_within_a_compressed_file_is_a_fault(release):
    folder = release("gzip")
    path = folder / "csv/paragraphs.csv.gz"
    data = bytearray(path.read_bytes())
    data[60:80] = b"\xff" * 20
    path.write_bytes(bytes(data))
    assert ("csv", "csv/paragraphs.csv.gz", None, None) in faults(folder)


def test_a_damaged_page_of_a_release_of_parquet_files_is_a_fault(release):
    folder = release("parquet")
    path = folder / "parquet/paragraphs.parquet"
    data = bytearray(path.read_bytes())
    data[4:20] = b"\xff" * 16
    path.write_bytes(bytes(data))
    found = faults(folder)
    assert ("parquet", "parquet/paragraphs.parquet", None, None) in found
    # What refers to it is not proved, and the rest is looked at all the same.
    assert ("unproved", "parquet/mentions.parquet", None, "paragraph_id") in found


def test_the_values_of_a_database_without_other_files_are_checked(release):
    folder = release("sqlite")
    with closing(sqlite3.connect(folder / "imcwp.db", isolation_level=None)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute("UPDATE places SET kind = 'sea' WHERE rowid = 1")
        connection.execute("UPDATE places SET country_code = 'Portugal' WHERE rowid = 1")
    found = faults(folder)
    assert {("enum", "imcwp.db", 1, "kind"), ("pattern", "imcwp.db", 1, "country_code")} <= found


@pytest.fixture
def in_parts(release) -> Path:
    """A release whose passages of evidence lie in three files of three rows at most."""
    folder = release("parquet")
    table = pq.read_table(folder / "parquet/evidence.parquet")
    (folder / "parquet/evidence.parquet").unlink()
    (folder / "parquet/evidence").mkdir()
    assert table.num_rows > 6
    for number, (start, rows) in enumerate(((0, 3), (3, 3), (6, table.num_rows))):
        pq.write_table(table.slice(start, rows), folder / f"parquet/evidence/part-{number:05d}.parquet")
    return folder


def change(path: Path, column: str, value: object) -> None:
    table = pq.read_table(path)
    field = table.schema.field(column)
    values = table.column(column).to_pylist()
    values[1] = value
    pq.write_table(table.set_column(table.schema.get_field_index(column), field, pa.array(values, field.type)), path)


def test_a_fault_in_a_part_names_that_file_and_the_row_in_it(in_parts):
    before = faults(in_parts)
    change(in_parts / "parquet/evidence/part-00001.parquet", "table_name", "songs")
    change(in_parts / "parquet/evidence/part-00002.parquet", "quote", "words that stand nowhere")
    found = faults(in_parts) - before
    assert ("enum", "parquet/evidence/part-00001.parquet", 2, "table_name") in found
    assert ("offsets", "parquet/evidence/part-00002.parquet", 2, "quote") in found


@pytest.mark.parametrize("content", [b"", b"no table"])
def test_a_part_that_is_none_is_named(content, in_parts):
    (in_parts / "parquet/evidence/part-00001.parquet").write_bytes(content)
    assert ("parquet", "parquet/evidence/part-00001.parquet", None, None) in faults(in_parts)


def test_a_part_with_other_columns_or_damaged_pages_is_named(in_parts):
    path = in_parts / "parquet/evidence/part-00002.parquet"
    data = bytearray(path.read_bytes())
    data[4:20] = b"\xff" * 16
    path.write_bytes(bytes(data))
    assert ("parquet", "parquet/evidence/part-00002.parquet", None, None) in faults(in_parts)
    pq.write_table(pa.table({"other": [1]}), path)
    assert ("parquet", "parquet/evidence/part-00002.parquet", None, None) in faults(in_parts)


def test_a_file_that_may_not_be_read_is_a_fault(sample_release, tmp_path):
    unreadable = Path("/proc/self/mem")
    if not unreadable.exists():
        pytest.skip("there is no file here that nobody can read")
    folder = Path(shutil.copytree(sample_release, tmp_path / "release"))
    (folder / "README.md").unlink()
    (folder / "README.md").symlink_to(unreadable)
    (fault,) = validate_release(folder).faults
    assert (fault.file or fault.table, fault.rule) == ("README.md", "sha256")
    assert "cannot be read" in fault.message


def test_a_descriptor_without_end_is_a_fault(sample_release, tmp_path):
    folder = Path(shutil.copytree(sample_release, tmp_path / "release"))
    (folder / "datapackage.json").write_text("[" * 100_000)
    assert "is no data package" in str(validate_release(folder))


def test_a_descriptor_at_which_frictionless_stops_is_a_fault(sample_release, tmp_path):
    folder = Path(shutil.copytree(sample_release, tmp_path / "release"))
    path = folder / "datapackage.json"
    text = path.read_text(encoding="utf-8")
    at = text.index('"hash": "')
    path.write_text(text[:at] + '"hash": 5' + text[text.index('",', at) + 1 :], encoding="utf-8")
    assert "frictionless" in {fault.rule for fault in validate_release(folder).faults}


def test_a_database_alone_is_a_release_that_lacks_the_rest(release, capsys):
    folder = release("sqlite")
    (folder / "SHA256SUMS").unlink()
    assert main(["validate", str(folder)]) == 1
    assert "SHA256SUMS: cannot be read" in capsys.readouterr().err
    assert main(["validate", str(folder / "imcwp.db")]) == 1
    assert "imcwp.db: is a file. Name the folder of a release" in capsys.readouterr().err


def test_lists_of_a_database_that_are_too_deep_are_a_fault(release):
    folder = release("sqlite")
    with closing(sqlite3.connect(folder / "imcwp.db", isolation_level=None)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute("UPDATE participants SET aliases = ? WHERE rowid = 1", ["[" * 100_000])
    assert ("sqlite", "imcwp.db", None, None) in faults(folder)
