"""The step of a version follows from what is other: docs/versions.md as code."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from imcwp_data.diff import diff_releases
from imcwp_data.diff.step import VersionStep, next_version, suggest_step


@pytest.fixture
def changed(two, tmp_path):
    """Return a function that changes one table of a copy of a release, and tells the step that this asks for."""

    def change(table: str, how: Callable[[pa.Table], pa.Table | None]) -> VersionStep:
        folder = tmp_path / "release"
        (folder / "parquet").mkdir(parents=True)
        for path in (two / "parquet").iterdir():
            shutil.copyfile(path, folder / "parquet" / path.name)
        path = folder / "parquet" / f"{table}.parquet"
        after = how(pq.read_table(path)) if path.exists() else how(pa.table({}))
        if after is None:
            path.unlink()
        else:
            pq.write_table(after, path)
        return suggest_step(diff_releases(two, folder))

    return change


def with_value(table: pa.Table, column: str, old: str | None, new: object) -> pa.Table:
    values = [new if value == old else value for value in table.column(column).to_pylist()]
    assert values != table.column(column).to_pylist()
    at = table.schema.get_field_index(column)
    return table.set_column(at, column, pa.array(values, table.schema.field(column).type))


def without(table: pa.Table, column: str, value: str) -> pa.Table:
    return table.filter(pc.not_equal(table.column(column), value))


def with_other_bytes(table: pa.Table) -> pa.Table:
    return with_value(table, "sha256", table.column("sha256")[0].as_py(), "0" * 64)


@pytest.mark.parametrize(
    ("table", "how", "step", "reason"),
    [
        ("places", lambda t: None, "major", "table removed: places"),
        ("meetings", lambda t: t.drop_columns(["theme"]), "major", "column removed: meetings.theme"),
        (
            "meetings",
            lambda t: t.rename_columns({"theme": "motto"}),
            "major",
            "column removed: meetings.theme",
        ),
        (
            "meetings",
            lambda t: t.set_column(0, "meeting_id", pa.array(["the-31st"] * t.num_rows)),
            "major",
            "ids of meetings changed: imcwp-31 is the-31st now",
        ),
        ("sources", lambda t: without(t, "source_id", "021_paper"), "major", "source removed: 021_paper"),
        (
            "meetings",
            lambda t: t.append_column("motto", pa.nulls(t.num_rows, pa.string())),
            "minor",
            "column added: meetings.motto",
        ),
        ("meetings", lambda t: with_value(t, "theme", None, "Peace"), "minor", "cells of meetings that were empty: 1"),
        ("dates", lambda t: t.slice(1), "minor", "rows of dates: 1 removed"),
        ("sources", lambda t: with_value(t, "source_id", "020_report", "x"), "major", "ids of sources changed"),
        ("sources", with_other_bytes, "minor", "source changed: 020_report"),
        ("meetings", lambda t: with_value(t, "party_count", 43, 44), "patch", "cells of meetings changed: 1"),
        ("meetings", lambda t: t, None, ""),
    ],
)  # fmt: skip
def test_the_step_of_a_change(changed, table, how, step, reason):
    found = changed(table, how)
    assert found.step == step
    assert any(told.startswith(reason) for told in found.reasons) or not reason


def test_a_column_of_another_type_is_major(changed):
    found = changed("meetings", lambda t: t.set_column(4, "ordinal", t.column("ordinal").cast(pa.string())))
    assert found.step == "major"
    assert found.reasons == ("column of another type: meetings.ordinal",)


def test_a_source_that_was_added_is_minor(one, two):
    found = suggest_step(diff_releases(one, two))
    assert (found.step, found.reasons[0]) == ("minor", "source added: 021_paper")


def test_a_table_that_was_added_is_minor(two, tmp_path):
    before = Path(shutil.copytree(two / "parquet", tmp_path / "before" / "parquet")).parent
    (before / "parquet" / "places.parquet").unlink()
    assert suggest_step(diff_releases(before, two)).reasons == ("table added: places",)
    assert suggest_step(diff_releases(before, two)).step == "minor"


def test_a_correction_is_a_patch(one, make_release, first, correction):
    corrected = make_release({"020_report.txt": first, "corrections.csv": correction})
    assert suggest_step(diff_releases(one, corrected)).step == "patch"


@pytest.mark.parametrize(
    ("version", "step", "after"),
    [
        ("1.4.2", "major", "2.0.0"),
        ("1.4.2", "minor", "1.5.0"),
        ("1.4.2", "patch", "1.4.3"),
        ("0.4.2", "major", "0.5.0"),
        ("0.4.2", "minor", "0.5.0"),
        ("0.4.2", "patch", "0.4.3"),
        ("0+unknown", "patch", None),
        (None, "patch", None),
    ],
)
def test_the_version_after_a_step(version, step, after):
    assert next_version(version, step) == after


def test_the_json_tells_the_step(one, two, tmp_path):
    from imcwp_data.cli import main

    assert main(["diff", str(one), str(two), "--out", str(tmp_path / "diff.json")]) == 0
    told = json.loads((tmp_path / "diff.json").read_text(encoding="utf-8"))
    assert told["step"] == "minor"
    assert told["suggested_version"] == next_version(told["old_version"], "minor")
