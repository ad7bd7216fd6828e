"""A change planted in a source, a vocabulary, the code or a correction shows up in the diff with its cause."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from imcwp_data.diff import ReleaseDiff, diff_releases

REPORT, PAPER = "020_report", "021_paper"


def told(diff: ReleaseDiff) -> set[tuple[str, str]]:
    """Return all causes with their details."""
    rows = diff.changes.to_pylist()
    return {(row["cause"], row["cause_detail"] or "") for row in rows}


def cells(diff: ReleaseDiff, table: str) -> dict[tuple[str, str], tuple[str | None, str | None, str, str]]:
    return {
        (row["row_id"], row["column_name"]): (
            row["old_value"],
            row["new_value"],
            row["cause"],
            row["cause_detail"] or "",
        )
        for row in diff.changes.to_pylist()
        if row["table_name"] == table and row["change"] == "changed"
    }


def moved_to_cyprus(vocabulary: Path) -> None:
    """Plant a mistake in a vocabulary."""
    path = vocabulary / "parties.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    planted = [
        line.replace(",GR,", ",CY,") if line.startswith("Communist Party of Greece,") else line for line in lines
    ]
    assert planted != lines
    path.write_text("".join(planted), encoding="utf-8")


def test_the_same_texts_give_no_changes(one, make_release, first):
    diff = diff_releases(one, make_release({f"{REPORT}.txt": first}))
    assert diff.same
    assert diff.changes.num_rows == 0
    assert diff.inputs.rules == {}


def test_a_source_that_was_added_is_the_cause_of_its_rows_and_of_what_it_tells_of_a_joined_meeting(one, two):
    diff = diff_releases(one, two)
    assert diff.inputs.of("source_added") == [PAPER]
    meeting = cells(diff, "meetings")
    assert meeting["imcwp-31", "end_date"] == ("2031-06-03", "2031-06-04", "source_added", PAPER)
    assert meeting["imcwp-31", "party_count"] == ("41", "43", "source_added", PAPER)
    assert told(diff) == {("source_added", PAPER)}
    by_name = {table.table: table for table in diff.tables}
    assert (by_name["sources"].added, by_name["sources"].removed, by_name["sources"].changed) == (1, 0, 0)
    assert by_name["meetings"].changed == 1


def test_a_source_that_was_removed_is_the_cause_of_what_went_with_it(one, two):
    diff = diff_releases(two, one)
    assert told(diff) == {("source_removed", PAPER)}
    assert cells(diff, "meetings")["imcwp-31", "party_count"] == ("43", "41", "source_removed", PAPER)


def test_a_source_that_was_changed_is_the_cause_in_its_own_rows_and_in_the_meeting(two, make_release, first, second):
    changed = make_release({f"{REPORT}.txt": first, f"{PAPER}.txt": second.replace("43 parties", "47 parties")})
    diff = diff_releases(two, changed)
    assert told(diff) == {("source_changed", PAPER)}
    assert cells(diff, "meetings")["imcwp-31", "party_count"] == ("43", "47", "source_changed", PAPER)
    assert f"{PAPER}.1.3" in {row for row, _ in cells(diff, "paragraphs")}


def test_what_sources_csv_says_is_a_cause_of_its_own(one, make_release, first):
    published = "file,publisher,url,retrieved,rights\n020_report.txt,The Gazette,,,\n"
    diff = diff_releases(one, make_release({f"{REPORT}.txt": first, "sources.csv": published}))
    assert cells(diff, "sources") == {(REPORT, "publisher"): (None, "The Gazette", "publication", "sources.csv")}
    assert told(diff) == {("publication", "sources.csv")}


def test_a_changed_vocabulary_is_named(one, make_release, vocabulary_copy, first):
    moved_to_cyprus(vocabulary_copy)
    diff = diff_releases(one, make_release({f"{REPORT}.txt": first}, vocabulary_copy))
    changed = cells(diff, "participants")
    assert changed["communist-party-of-greece", "country_code"] == ("GR", "CY", "vocabulary", "parties.csv")
    assert told(diff) == {("vocabulary", "parties.csv")}
    assert diff.inputs.rules == {"vocabulary": "parties.csv"}


def test_with_a_vocabulary_and_a_source_changed_each_change_has_its_own_cause(
    one, make_release, vocabulary_copy, first, second
):
    moved_to_cyprus(vocabulary_copy)
    both = make_release({f"{REPORT}.txt": first, f"{PAPER}.txt": second}, vocabulary_copy)
    diff = diff_releases(one, both)
    assert cells(diff, "meetings")["imcwp-31", "party_count"] == ("41", "43", "source_added", PAPER)
    rows = diff.changes.to_pylist()
    added = [row for row in rows if row["change"] == "added" and row["row_id"].startswith(PAPER)]
    assert added
    assert {row["cause"] for row in added} == {"source_added"}
    party = cells(diff, "participants")["communist-party-of-greece", "country_code"]
    assert party == ("GR", "CY", "vocabulary", "parties.csv")


@pytest.mark.slow
def test_a_changed_rule_is_told(one, root, tmp_path, first):
    """The same text, read by a copy of the package in which one rule goes by another name."""
    shutil.copytree(root / "imcwp_data", tmp_path / "package" / "imcwp_data", ignore=shutil.ignore_patterns("__pyc*"))
    shutil.copytree(root / "schemas", tmp_path / "package" / "schemas")
    shutil.copyfile(root / "pyproject.toml", tmp_path / "package" / "pyproject.toml")
    holding = [
        path
        for path in sorted((tmp_path / "package" / "imcwp_data" / "extract").rglob("*.py"))
        if '"meeting.count"' in path.read_text(encoding="utf-8")
    ]
    assert holding
    for path in holding:
        path.write_text(
            path.read_text(encoding="utf-8").replace('"meeting.count"', '"meeting.total"'), encoding="utf-8"
        )
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / f"{REPORT}.txt").write_text(first, encoding="utf-8", newline="\n")
    done = subprocess.run(
        [sys.executable, "-m", "imcwp_data", "build", "seeds", "--out", "release"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path / "package")},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    diff = diff_releases(one, tmp_path / "release")
    (change,) = cells(diff, "evidence").values()
    assert change == ("meeting.count", "meeting.total", "rule", "")
    assert diff.inputs.rules == {"rule": "code"}


def test_a_correction_is_told_of_its_cell_and_its_evidence(one, make_release, correction, first):
    corrected = make_release({f"{REPORT}.txt": first, "corrections.csv": correction})
    diff = diff_releases(one, corrected)
    (evidence,) = [row for row in diff.changes.to_pylist() if row["change"] == "added"]
    assert evidence["table_name"] == "evidence"
    assert cells(diff, "meetings") == {("imcwp-31", "party_count"): ("41", "42", "correction", evidence["row_id"])}
    assert {cause for cause, _ in told(diff)} == {"correction"}
    back = diff_releases(corrected, one)
    assert cells(back, "meetings") == {("imcwp-31", "party_count"): ("42", "41", "correction", "withdrawn")}
    assert told(back) == {("correction", "withdrawn")}


def test_a_correction_of_a_date_is_told_of_the_days_computed_from_it(one, make_release, correction, first):
    line = correction.replace("party_count,41,42", "date_edtf,2031-06-01/2031-06-03,2031-06-01/2031-06-05")
    diff = diff_releases(one, make_release({f"{REPORT}.txt": first, "corrections.csv": line}))
    changed = cells(diff, "meetings")
    assert {column for _, column in changed} == {"date_edtf", "end_date"}
    assert {cause for _, _, cause, _ in changed.values()} == {"correction"}


def test_a_correction_of_a_document_is_known_by_the_record_of_the_release(one, make_release, correction, first):
    line = correction.replace("meetings,imcwp-31,party_count,41,42", f"documents,{REPORT}.1,outlet,,The Gazette")
    diff = diff_releases(one, make_release({f"{REPORT}.txt": first, "corrections.csv": line}))
    assert cells(diff, "documents") == {(f"{REPORT}.1", "outlet"): (None, "The Gazette", "correction", "withdrawn")}


def test_a_release_that_does_not_say_its_rules_leaves_the_cause_open(
    one, make_release, vocabulary_copy, tmp_path, first
):
    moved_to_cyprus(vocabulary_copy)
    other = make_release({f"{REPORT}.txt": first}, vocabulary_copy)
    silent = Path(shutil.copytree(one, tmp_path / "silent"))
    (silent / "rules.json").unlink()
    diff = diff_releases(silent, other)
    assert diff.inputs.rules is None
    assert told(diff) == {("unknown", "")}


def test_the_rules_may_stand_in_the_file_of_the_environment(one, two, tmp_path):
    moved = Path(shutil.copytree(one, tmp_path / "moved"))
    (moved / "rules.json").rename(moved / "build.json")
    assert diff_releases(moved, two).inputs.rules == {}
    (moved / "build.json").write_text('{"python": "3.11"}', encoding="utf-8")
    assert diff_releases(moved, two).inputs.rules is None


def test_rules_name_no_machine_and_are_the_same_everywhere(one):
    rules = json.loads((one / "rules.json").read_text(encoding="utf-8"))["rules"]
    assert set(rules) == {"code", "vocabularies", "schemas", "corrections"}
    assert "parties.csv" in rules["vocabularies"]
    assert "meetings.schema.json" in rules["schemas"]
    hashes = [rules["code"], *rules["vocabularies"].values(), *rules["schemas"].values()]
    assert all(len(digest) == 64 and set(digest) <= set("0123456789abcdef") for digest in hashes)


def test_every_cause_is_explained(root):
    from imcwp_data.diff.inputs import CAUSES

    text = (root / "docs" / "versions.md").read_text(encoding="utf-8")
    assert [cause for cause in CAUSES if f"`{cause}`" not in text] == []
