"""The real command on the real seeds, and on folders that hold what no build can read."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tools.reproduce import compare

RECIPE = """Leek and potato soup

Serves four

- 3 leeks
- 2 large potatoes
- 1 litre of stock

Wash the leeks and cut them into rings. Sweat them in butter for ten minutes, add the potatoes and the stock, and let
the soup simmer until everything is soft. Season with salt and nutmeg.
"""

POEM = """The snail

He carries all he owns across the wall,
and when the rain comes, does not mind at all.

    O slow and silver traveller of the night,
    who leaves a road behind him, thin and bright.
"""


def command(*arguments: object, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "imcwp_data", *map(str, arguments)], capture_output=True, text=True, cwd=cwd, check=False
    )


def hashes(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def built(seeds, tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("built") / "release"
    done = command("build", seeds, "--out", out)
    assert done.returncode == 0, done.stderr
    # Nothing on standard error in a pipe: no progress, no warning.
    assert done.stderr == ""
    return out


@pytest.fixture(scope="module")
def of_a_recipe(tmp_path_factory) -> Path:
    """The release of a text that holds no facts; not to be changed."""
    place = tmp_path_factory.mktemp("recipe")
    (place / "texts").mkdir()
    (place / "texts" / "good.txt").write_text(RECIPE, encoding="utf-8")
    done = command("build", place / "texts", "--out", place / "release")
    assert done.returncode == 0, done.stderr
    return place / "release"


def test_the_committed_release_is_what_the_build_gives(built, release):
    # With another toolchain the bytes may differ, but no table's content.
    found = compare(release, built)
    assert found.same, "\n".join([*found.lines(), "Run `imcwp-data build` and commit dist/."])


def test_the_site_s_metadata_stands_at_the_top_too(release, root):
    assert (root / "metadata.json").read_bytes() == (release / "metadata.json").read_bytes()


def test_a_build_that_changes_nothing_touches_nothing(built, seeds):
    before = {path: path.stat().st_mtime_ns for path in built.rglob("*")}
    assert command("build", seeds, "--out", built).returncode == 0
    assert {path: path.stat().st_mtime_ns for path in built.rglob("*")} == before


def test_the_order_of_files_in_the_folder_does_not_matter(seeds, built, root, tmp_path):
    folder = tmp_path / "seeds"
    folder.mkdir()
    for path in sorted(seeds.iterdir(), reverse=True):
        (folder / path.name).write_bytes(path.read_bytes())
    assert command("build", folder, "--out", tmp_path / "release", "--gold", root / "tests" / "gold").returncode == 0
    assert hashes(tmp_path / "release") == hashes(built)


def test_another_build_in_another_place_language_and_time_zone_gives_the_same_bytes(built, seeds, tmp_path):
    environment = os.environ | {"LC_ALL": "C", "TZ": "Pacific/Auckland", "PYTHONHASHSEED": "77"}
    done = subprocess.run(
        [sys.executable, "-m", "imcwp_data", "build", str(seeds), "--out", str(tmp_path / "release")],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env=environment,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert hashes(tmp_path / "release") == hashes(built)


def empty_folder(folder: Path) -> str:
    return str(folder)


def empty_file(folder: Path) -> str:
    (folder / "nothing.txt").write_bytes(b"")
    return "nothing.txt"


def white_space(folder: Path) -> str:
    (folder / "blank.txt").write_bytes(b" \n\t\n")
    return "blank.txt"


def not_text(folder: Path) -> str:
    (folder / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x01\x02\x03" * 50)
    return "picture.txt"


def wrong_encoding(folder: Path) -> str:
    (folder / "cut.txt").write_bytes("Reunión de los partidos\n".encode("utf-16")[:-3])
    return "cut.txt"


def same_name_twice(folder: Path) -> str:
    for name in ("a", "b"):
        (folder / name).mkdir()
        (folder / name / "statement.txt").write_text("A statement of the parties.\n", encoding="utf-8")
    return "statement"


def a_folder_named_like_a_text(folder: Path) -> str:
    (folder / "folder.txt").mkdir()
    return "folder.txt"


@pytest.mark.parametrize(
    "plant",
    [empty_folder, empty_file, white_space, not_text, wrong_encoding, same_name_twice, a_folder_named_like_a_text],
    ids=lambda plant: plant.__name__,
)
def test_what_cannot_be_read_is_named_and_what_was_published_stays(plant, of_a_recipe, tmp_path):
    out = tmp_path / "release"
    shutil.copytree(of_a_recipe, out)
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "good.txt").write_text(RECIPE, encoding="utf-8")
    before = hashes(out)
    if plant is empty_folder:
        (folder / "good.txt").unlink()
    named = plant(folder)
    done = command("build", folder, "--out", out)
    assert done.returncode == 1
    assert named in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert hashes(out) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["release", "texts"]


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="an administrator can read every file")
def test_a_file_that_may_not_be_read_is_named(tmp_path):
    (tmp_path / "secret.txt").write_text("The parties met.\n", encoding="utf-8")
    (tmp_path / "secret.txt").chmod(0)
    done = command("build", tmp_path, "--out", tmp_path / "release")
    assert done.returncode == 1
    assert "secret.txt" in done.stderr


def test_a_missing_vocabulary_is_named(seeds, root, tmp_path):
    folder = tmp_path / "vocabulary"
    folder.mkdir()
    for path in (root / "imcwp_data" / "vocabulary").glob("*.csv"):
        if path.name != "parties.csv":
            (folder / path.name).write_bytes(path.read_bytes())
    done = command("build", seeds, "--out", tmp_path / "release", "--vocabulary", folder)
    assert done.returncode == 1
    assert "parties.csv" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "release").exists()


def test_a_line_of_sources_csv_that_names_no_file_is_an_error(tmp_path):
    (tmp_path / "good.txt").write_text(RECIPE, encoding="utf-8")
    (tmp_path / "sources.csv").write_text(
        "file,publisher,url,retrieved,rights\ngone.txt,The Gazette,,,\n", encoding="utf-8"
    )
    done = command("build", tmp_path, "--out", tmp_path / "release")
    assert done.returncode == 1
    assert "sources.csv, line 2" in done.stderr
    assert "gone.txt" in done.stderr


def test_a_wrong_date_in_sources_csv_is_named_with_its_line(tmp_path):
    (tmp_path / "good.txt").write_text(RECIPE, encoding="utf-8")
    (tmp_path / "sources.csv").write_text(
        "file,publisher,url,retrieved,rights\ngood.txt,The Gazette,,yesterday,\n", encoding="utf-8"
    )
    done = command("build", tmp_path, "--out", tmp_path / "release")
    assert done.returncode == 1
    assert "sources.csv, line 2, column retrieved: 'yesterday'" in done.stderr


def yields_no_facts(release: Path) -> None:
    for table in ("meetings", "participants", "actions"):
        lines = (release / "csv" / f"{table}.csv").read_text(encoding="utf-8").splitlines()
        assert len(lines) == 1, (table, lines)


def test_a_recipe_yields_no_facts(of_a_recipe):
    yields_no_facts(of_a_recipe)


def test_a_poem_yields_no_facts(tmp_path):
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "other.txt").write_text(POEM, encoding="utf-8")
    done = command("build", folder, "--out", tmp_path / "release")
    assert done.returncode == 0, done.stderr
    yields_no_facts(tmp_path / "release")


def test_keys_of_this_project_do_not_stop_a_build_of_other_texts_beside_its_seeds(tmp_path, seeds, root):
    texts = tmp_path / "my-texts"
    texts.mkdir()
    first = min(seeds.glob("*.txt"))
    (texts / "other.txt").write_bytes(first.read_bytes())
    gold = tmp_path / "tests" / "gold"
    gold.mkdir(parents=True)
    key = root / "tests" / "gold" / f"{first.stem}.json"
    (gold / key.name).write_bytes(key.read_bytes())
    assert command("build", texts, "--out", tmp_path / "release").returncode == 0
    assert not (tmp_path / "release" / "quality.json").exists()


def test_a_folder_that_may_not_be_replaced_is_told_before_anything_is_read(seeds, tmp_path):
    from imcwp_data.errors import ReleaseError
    from imcwp_data.pipeline import build

    (tmp_path / "notes.txt").write_text("mine")
    stages = []
    with pytest.raises(ReleaseError, match=r"holds notes.txt, which is no part of a release"):
        build(seeds, tmp_path, progress=lambda stage, done, total: stages.append(stage))
    assert not stages
