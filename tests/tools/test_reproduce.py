"""A stranger builds the release again from the sdist, and sees whether it is the same."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tools.packages import build_packages
from tools.reproduce import compare, main


@pytest.fixture
def rebuilt(sample_release, tmp_path) -> Path:
    return shutil.copytree(sample_release, tmp_path / "rebuilt")


def test_a_rebuild_with_the_same_bytes_is_the_same(sample_release, rebuilt):
    found = compare(sample_release, rebuilt)
    assert found.same
    assert len(found.tables) == 14
    assert not found.differing
    assert any("files have the same bytes" in line for line in found.lines())


def test_other_bytes_of_the_same_toolchain_are_a_difference(sample_release, rebuilt):
    path = rebuilt / "parquet" / "places.parquet"
    pq.write_table(pq.read_table(path), path, compression="gzip")
    found = compare(sample_release, rebuilt)
    assert found.differing == ("parquet/places.parquet",)
    assert not found.same


def other_toolchain(folder: Path) -> None:
    path = folder / "build.json"
    recorded = json.loads(path.read_text(encoding="utf-8"))
    recorded["packages"]["pyarrow"] = "1.0"
    path.write_text(json.dumps(recorded), encoding="utf-8")


def test_another_toolchain_may_write_other_bytes_but_no_other_content(sample_release, rebuilt):
    path = rebuilt / "parquet" / "places.parquet"
    pq.write_table(pq.read_table(path), path, compression="gzip")
    other_toolchain(rebuilt)
    found = compare(sample_release, rebuilt)
    assert found.same
    assert any(line.startswith("Another toolchain: pyarrow") for line in found.lines())
    csv = rebuilt / "csv" / "places.csv"
    csv.write_bytes(csv.read_bytes() + b"x,X,city,,,\n")
    found = compare(sample_release, rebuilt)
    assert not found.same
    assert [name for name, (one, other) in found.tables.items() if one != other] == ["places"]


def test_a_missing_table_is_a_difference(sample_release, rebuilt):
    (rebuilt / "csv" / "places.csv").unlink()
    (rebuilt / "parquet" / "places.parquet").unlink()
    assert compare(sample_release, rebuilt).tables["places"][1] is None
    assert not compare(sample_release, rebuilt).same


@pytest.mark.slow
def test_the_sdist_builds_its_own_release_again(root, tmp_path, capsys):
    ignored = shutil.ignore_patterns(".git", ".venv", "build", "*.zip", "__pycache__", ".*_cache", ".hypothesis")
    project = shutil.copytree(root, tmp_path / "project", ignore=ignored)
    (sdist,) = build_packages(project, tmp_path / "packages", "sdist")
    code = main([str(sdist), "--work", str(tmp_path / "work"), "--python", sys.executable])
    told = capsys.readouterr().out
    assert code == 0, told
    assert told.count("  same\n") == 14
    assert told.endswith("The release is reproduced.\n")
