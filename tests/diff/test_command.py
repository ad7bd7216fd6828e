"""`imcwp-data diff` as it is used: what it prints and writes, and its exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from imcwp_data.cli import main
from imcwp_data.diff import diff_releases


@pytest.fixture
def run(capsys):
    def call(*arguments: object) -> tuple[int, str, str]:
        try:
            code = main(["diff", *map(str, arguments)])
        except SystemExit as ended:
            code = int(ended.code or 0)
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call


def test_the_text_begins_with_totals_and_ends_with_how_many_more(run, one, two):
    code, out, err = run(one, two, "--limit", "12")
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[0].startswith("version ")
    assert lines[2].split() == ["table", "rows", "before", "after", "added", "removed", "changed", "cells"]
    assert "sources added: 021_paper" in lines
    total = diff_releases(one, two).changes.num_rows
    assert lines[-1] == f"{total - 12:,} more changes: --limit 0 shows all."
    assert sum(line.startswith(("  + ", "  - ", "  ~ ")) for line in lines) == 12
    assert any(line.startswith("  ~ imcwp-31  ") and line.endswith("[source_added: 021_paper]") for line in lines)


def test_without_a_limit_all_changes_are_told(run, one, two):
    _, out, _ = run(one, two, "--limit", "0")
    total = diff_releases(one, two).changes.num_rows
    assert sum(line.startswith(("  + ", "  - ", "  ~ ")) for line in out.splitlines()) == total
    assert " more" not in out


def test_identical_releases(run, two):
    code, out, _ = run(two, two, "--exit-code")
    assert code == 0
    assert "The tables of both releases are the same." in out


def test_the_exit_code_tells_differences_only_when_asked(run, one, two):
    assert run(one, two)[0] == 0
    assert run(one, two, "--exit-code")[0] == 1


def test_json_tells_the_same_as_the_parquet_table(run, one, two, tmp_path):
    code, out, _ = run(one, two, "--format", "json")
    told = json.loads(out)
    assert code == 0
    assert run(one, two, "--out", tmp_path / "changes.parquet") == (0, "", "")
    rows = pq.read_table(tmp_path / "changes.parquet").to_pylist()
    assert told["changes"] == rows
    assert list(rows[0]) == [
        "table_name",
        "row_id",
        "change",
        "column_name",
        "old_value",
        "new_value",
        "cause",
        "cause_detail",
    ]
    assert sum(told["causes"].values()) == len(rows)
    assert sum(table["added"] + table["removed"] + table["cells"] for table in told["tables"]) == len(rows)
    assert told["inputs"]["source_added"] == ["021_paper"]
    assert (told["same"], told["left_out"], told["step"]) == (False, 0, "minor")
    assert str(Path(one).parent) not in out


def test_a_file_by_its_ending(run, one, two, tmp_path):
    assert run(one, two, "--out", tmp_path / "a.json") == (0, "", "")
    assert json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))["tables"]
    assert run(one, two, "--out", tmp_path / "a.txt", "--limit", "1") == (0, "", "")
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == run(one, two, "--limit", "1")[1]


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        ((), "required: OLD, NEW"),
        (("--limit", "-1"), "is no number of changes"),
        (("--format", "xml"), "invalid choice"),
        (("--format", "parquet"), "name a file with --out"),
        (("--out", "changes.odt"), "the ending tells no form"),
        (("--out", "INSIDE"), "stands in a release that is compared"),
    ],
)
def test_wrong_usage_is_2(run, one, two, arguments, what):
    inside = str(two / "changes.json")
    given = [inside if argument == "INSIDE" else argument for argument in arguments]
    code, out, err = run(*([one, two] if arguments else []), *given)
    assert (code, out) == (2, "")
    assert what in err
    assert not Path(inside).exists()


def test_data_at_fault_is_1_in_one_line(run, one, tmp_path):
    for old, new, what in ((tmp_path / "gone", one, "no such file"), (one, tmp_path, "no release here")):
        code, out, err = run(old, new)
        assert (code, out) == (1, "")
        (line,) = err.splitlines()
        assert line.startswith("imcwp-data: ")
        assert what in line
    code, _, err = run(one, one, "--out", tmp_path / "gone" / "changes.json")
    assert code == 1
    assert "cannot be written" in err
