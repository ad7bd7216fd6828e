"""Tests of texts that cannot be read: left out of a build and listed, where that is asked for."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from imcwp_data import load
from imcwp_data.cli import main
from imcwp_data.corpus.listing import list_folder
from imcwp_data.corpus.unreadable import check_list, readable, write_list
from imcwp_data.errors import ReleaseError, SourceError

TEXT = "A statement\n\n3 March 2021\n\nThe Communist Party of Greece (KKE) calls for a rally in Athens.\n"


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """A folder of two texts that can be read, and four that cannot."""
    folder = tmp_path / "texts"
    folder.mkdir()
    for name in ("a", "d"):
        (folder / f"{name}.txt").write_text(TEXT)
    (folder / "b.txt").write_bytes("Año nuevo\n".encode("latin-1"))
    (folder / "c.txt").write_text("Some\x01thing\n")
    (folder / "e.txt").write_text("\n \n")
    (folder / "f.txt").write_bytes(b"")
    return folder


def rows_of(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def test_texts_that_cannot_be_read_are_told_apart(texts: Path) -> None:
    listing, left_out = readable(list_folder(texts), str(texts))
    assert [listed.path for listed in listing.sources] == ["a.txt", "d.txt"]
    assert [one.path for one in left_out] == ["b.txt", "c.txt", "e.txt", "f.txt"]
    assert "is not UTF-8" in left_out[0].reason
    assert "U+0001" in left_out[1].reason


def test_a_build_leaves_them_out_and_lists_them(texts: Path, tmp_path: Path, capsys) -> None:
    file, out = tmp_path / "unreadable.csv", tmp_path / "out"
    arguments = ["build", str(texts), "--out", str(out), "--cache", str(tmp_path / "cache")]
    for _ in range(2):
        assert main([*arguments, "--unreadable", str(file)]) == 0
        assert f"4 could not be read and were left out: see {file}" in capsys.readouterr().out
        assert [row["path"] for row in rows_of(file)] == ["b.txt", "c.txt", "e.txt", "f.txt"]
    assert set(load("sources", folder=out)["source_id"]) == {"a", "d"}
    # Without the option nothing is left out, and what was published stays.
    assert main(arguments) == 1
    assert "b.txt, line 1: byte 0xf1 is not UTF-8" in capsys.readouterr().err
    assert set(load("sources", folder=out)["source_id"]) == {"a", "d"}


@pytest.mark.parametrize("engine", ["serial", "processes"])
def test_the_release_is_that_of_the_texts_that_can_be_read(texts: Path, tmp_path: Path, engine: str) -> None:
    options = ["--no-cache", "--engine", engine]
    some, all_of_them = tmp_path / "some", tmp_path / "all"
    told = ["--unreadable", str(tmp_path / "u.csv")]
    assert main(["build", str(texts), "--out", str(some), *options, *told]) == 0
    for name in "bcef":
        (texts / f"{name}.txt").unlink()
    assert main(["build", str(texts), "--out", str(all_of_them), *options, *told]) == 0
    assert (some / "SHA256SUMS").read_bytes() == (all_of_them / "SHA256SUMS").read_bytes()
    # The list is that of the last build.
    assert rows_of(tmp_path / "u.csv") == []


def test_what_is_wrong_with_more_than_a_text_stops_the_build(texts: Path, tmp_path: Path) -> None:
    listing = list_folder(texts)
    (texts / "a.txt").write_text("Another text.\n")
    with pytest.raises(SourceError, match=r"a\.txt: the file was changed while it was read"):
        readable(listing, str(texts))
    for name in "ad":
        (texts / f"{name}.txt").write_bytes(b"\xff\n")
    with pytest.raises(SourceError, match=r"texts: none of its texts can be read \(6\); the first: .*a\.txt, line 1"):
        readable(list_folder(texts), str(texts))


def test_the_list_is_not_written_over_anything_else(texts: Path, tmp_path: Path, capsys) -> None:
    mine = tmp_path / "mine.csv"
    mine.write_text("file,publisher\n")
    with pytest.raises(ReleaseError, match=r"mine\.csv: is there already, and is no list of texts"):
        check_list(mine, tmp_path / "out")
    with pytest.raises(ReleaseError, match=r"u\.csv: stands in the release"):
        check_list(tmp_path / "out" / "u.csv", tmp_path / "out")
    with pytest.raises(ReleaseError, match=r"texts: cannot be written \(Is a directory\)"):
        check_list(texts, tmp_path / "out")
    with pytest.raises(ReleaseError, match=r"no/u\.csv: cannot be written \(No such file or directory\)"):
        write_list([], tmp_path / "no" / "u.csv")
    with pytest.raises(SystemExit) as stopped:
        main(["build", "--unreadable", str(texts)])
    assert stopped.value.code == 2
    assert "name the CSV file to write the list into" in capsys.readouterr().err
    assert mine.read_text() == "file,publisher\n"
