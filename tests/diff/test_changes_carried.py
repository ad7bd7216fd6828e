"""A release carries the diff to the version before, and clean builds of one checkout are the same."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest


def hashes(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def times(folder: Path) -> dict[Path, int]:
    return {path: path.stat().st_mtime_ns for path in folder.rglob("*")}


def command(*arguments: object, cwd: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "imcwp_data", *map(str, arguments)],
        capture_output=True,
        text=True,
        cwd=cwd,
        env={**os.environ, "PYTHONHASHSEED": "random"},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def checkout(tmp_path, first, second) -> Path:
    """A folder with two texts."""
    folder = tmp_path / "checkout"
    (folder / "seeds").mkdir(parents=True)
    (folder / "seeds" / "020_report.txt").write_text(first, encoding="utf-8", newline="\n")
    (folder / "seeds" / "021_paper.txt").write_text(second, encoding="utf-8", newline="\n")
    return folder


def test_the_diff_made_at_release_time_is_carried_and_stays(checkout, one, second):
    # What `make changes OLD=…` does.
    command("build", cwd=checkout)
    assert not (checkout / "dist" / "changes.json").exists()
    command("diff", one, "dist", "--out", "changes.json", cwd=checkout)
    command("build", cwd=checkout)
    carried = checkout / "dist" / "changes.json"
    assert carried.read_bytes() == (checkout / "changes.json").read_bytes()
    assert json.loads(carried.read_text(encoding="utf-8"))["inputs"]["source_added"] == ["021_paper"]
    assert "`changes.json`" in (checkout / "dist" / "README.md").read_text(encoding="utf-8")
    assert "  changes.json\n" in (checkout / "dist" / "SHA256SUMS").read_text(encoding="utf-8")
    assert "valid, 14 tables" in command("validate", cwd=checkout)

    # The diff of the release with its own changes in it is the same diff.
    before = (checkout / "changes.json").read_bytes()
    command("diff", one, "dist", "--out", "changes.json", cwd=checkout)
    assert (checkout / "changes.json").read_bytes() == before

    # A rebuild touches nothing, and a clean build elsewhere gives the same bytes.
    mtimes = times(checkout / "dist")
    assert "Nothing changed" in command("build", cwd=checkout)
    assert times(checkout / "dist") == mtimes
    command("build", "--out", "clean", "--no-cache", cwd=checkout)
    assert hashes(checkout / "clean") == hashes(checkout / "dist")

    # Of other tables it would be untrue, so it is left out, and the build says so.
    (checkout / "seeds" / "021_paper.txt").write_text(second.replace("43", "44"), encoding="utf-8", newline="\n")
    out = command("build", cwd=checkout)
    assert "changes.json tells of other tables than these, so it is left out" in out
    assert not carried.exists()


def test_what_is_no_diff_stops_the_build(checkout):
    (checkout / "changes.json").write_text('{"tables": []}', encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "imcwp_data", "build"], capture_output=True, text=True, cwd=checkout, check=False
    )
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert "changes.json: is no diff of two whole releases (it lacks 'new_version')" in line
    assert "imcwp-data diff OLD NEW --out changes.json" in line
