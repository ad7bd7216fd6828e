"""Builds of many texts: the same rows wherever they are read, only what changed is read again, nothing is lost."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from imcwp_data.corpus.read import read_folder
from imcwp_data.load import TABLES, load

ENGINES = ("serial", "processes", "dask")


def command(*arguments: object, cache: Path | None = None) -> subprocess.CompletedProcess[str]:
    environment = os.environ | ({"IMCWP_DATA_CACHE": str(cache)} if cache else {})
    return subprocess.run(
        [sys.executable, "-m", "imcwp_data", *map(str, arguments)],
        capture_output=True, text=True, env=environment, check=False,
    )  # fmt: skip


def content(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def texts(root, seeds, tmp_path_factory) -> Path:
    """A folder of some eighty texts, of which a fourth stands there twice, as in a crawl: several batches."""
    folder = tmp_path_factory.mktemp("texts")
    found = [*read_folder(root / "tests" / "gold"), *read_folder(seeds)]
    # Short ones, since it is their number that matters here.
    found.sort(key=lambda source: (source.bytes, source.path))
    for number, source in enumerate([*found[:60], *found[:20]]):
        (folder / f"{source.source_id}-{number}.txt").write_text(source.text, encoding="utf-8", newline="")
    return folder


@pytest.fixture(scope="module")
def built(texts, tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("built") / "release"
    done = command("build", texts, "--out", out, "--no-cache", "--engine", "serial")
    assert done.returncode == 0, done.stderr
    return out


@pytest.mark.parametrize(("engine", "workers"), [("processes", 2), ("dask", 2)])
def test_every_engine_gives_the_same_bytes(engine, workers, texts, built, tmp_path):
    done = command("build", texts, "--out", tmp_path / "r", "--no-cache", "--engine", engine, "--workers", workers)
    assert done.returncode == 0, done.stderr
    assert content(tmp_path / "r") == content(built)


def test_whoever_has_what_reads_measures_it_on_the_answer_keys(root, seeds, tmp_path):
    keyed = [text for text in seeds.glob("*.txt") if (root / "tests" / "gold" / f"{text.stem}.json").is_file()]
    gold, texts = tmp_path / "gold", tmp_path / "texts"
    gold.mkdir()
    texts.mkdir()
    for text in sorted(keyed, key=lambda text: text.stat().st_size)[:2]:
        shutil.copy(text, texts)
        shutil.copy(root / "tests" / "gold" / f"{text.stem}.json", gold)
    found = set()
    for engine in ENGINES:
        out = tmp_path / engine
        done = command("build", texts, "--out", out, "--no-cache", "--engine", engine, "--workers", 2, "--gold", gold)
        assert done.returncode == 0, done.stderr
        found.add((out / "quality.json").read_bytes())
    assert len(found) == 1


def test_a_release_in_parts_has_the_same_rows_and_is_valid(texts, built, tmp_path):
    done = command("build", texts, "--out", tmp_path / "parts", "--formats", "parts")
    assert done.returncode == 0, done.stderr
    for table in TABLES:
        assert load(table, as_="arrow", folder=tmp_path / "parts").equals(load(table, as_="arrow", folder=built)), table
    valid = command("validate", tmp_path / "parts")
    assert (valid.returncode, valid.stderr) == (0, "")
    assert f"valid, {len(TABLES)} tables" in valid.stdout


def test_a_rebuild_reads_only_what_has_changed(texts, tmp_path):
    mine, cache, out = tmp_path / "texts", tmp_path / "cache", tmp_path / "release"
    shutil.copytree(texts, mine)
    first = command("build", mine, "--out", out, "--formats", "parts", cache=cache)
    assert "texts, of which 80 read anew" in first.stdout, first.stderr
    again = command("build", mine, "--out", out, "--formats", "parts", cache=cache)
    assert "of which 0 read anew" in again.stdout
    assert "Nothing changed" in again.stdout
    changed = sorted(mine.iterdir())[50]
    changed.write_text(changed.read_text(encoding="utf-8") + "\n\nThe party demands bread.\n", encoding="utf-8")
    (mine / "new.txt").write_text("A new text\n\n3 May 2020\n\nThe party demands peace.\n", encoding="utf-8")
    sorted(mine.iterdir())[7].unlink()
    third = command("build", mine, "--out", out, "--formats", "parts", cache=cache)
    assert "80 texts, of which 2 read anew" in third.stdout, third.stderr
    fresh = command("build", mine, "--out", tmp_path / "fresh", "--formats", "parts", "--no-cache")
    assert fresh.returncode == 0
    assert content(out) == content(tmp_path / "fresh")


def test_another_vocabulary_is_another_reading(seeds, root, tmp_path):
    vocabulary, cache = tmp_path / "vocabulary", tmp_path / "cache"
    shutil.copytree(
        root / "imcwp_data" / "vocabulary", vocabulary, ignore=shutil.ignore_patterns("*.py", "__pycache__")
    )
    arguments = ("build", seeds, "--out", tmp_path / "r", "--vocabulary", vocabulary)
    assert "5 read anew" in command(*arguments, cache=cache).stdout
    assert "0 read anew" in command(*arguments, cache=cache).stdout
    names = (vocabulary / "given_names.csv").read_text(encoding="utf-8").splitlines()
    (vocabulary / "given_names.csv").write_text("\n".join(names[:-1]) + "\n", encoding="utf-8")
    assert "5 read anew" in command(*arguments, cache=cache).stdout


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_a_build_that_is_killed_leaves_what_was_there_and_a_sound_cache(texts, built, tmp_path):
    out, cache = tmp_path / "release", tmp_path / "cache"
    shutil.copytree(built, out)
    arguments = [sys.executable, "-m", "imcwp_data", "build", str(texts), "--out", str(out), "--engine", "processes",
                 "--workers", "2"]  # fmt: skip
    environment = os.environ | {"IMCWP_DATA_CACHE": str(cache)}
    process = subprocess.Popen(arguments, env=environment, stdout=subprocess.DEVNULL, start_new_session=True)
    while process.poll() is None and not list(cache.glob("*/facts-*.tables")):
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    assert content(out) == content(built)
    done = command("build", texts, "--out", out, cache=cache)
    assert done.returncode == 0, done.stderr
    assert "of which 80 read anew" not in done.stdout
    assert content(out) == content(built)


def test_a_damaged_file_of_the_cache_is_read_anew(seeds, tmp_path):
    cache = tmp_path / "cache"
    assert command("build", seeds, "--out", tmp_path / "r", cache=cache).returncode == 0
    before = content(tmp_path / "r")
    for path in cache.glob("*/*.tables"):
        path.write_bytes(path.read_bytes()[:500])
    shutil.rmtree(tmp_path / "r")
    done = command("build", seeds, "--out", tmp_path / "r", cache=cache)
    assert done.returncode == 0, done.stderr
    assert content(tmp_path / "r") == before


def test_corrections_reach_releases_in_parts(texts, tmp_path):
    mine = tmp_path / "texts"
    shutil.copytree(texts, mine)
    plain = command("build", mine, "--out", tmp_path / "plain", "--formats", "parts")
    assert plain.returncode == 0, plain.stderr
    actions = load("actions", folder=tmp_path / "plain")
    action = actions[actions["status"] == "demanded"].iloc[5]
    paragraphs = load("paragraphs", folder=tmp_path / "plain").set_index("paragraph_id")
    quote = paragraphs.loc[action["paragraph_id"], "text"][action["char_start"] : action["char_start"] + 12]
    (mine / "corrections.csv").write_text(
        "table,row,column,expected,value,quote,paragraph_id,reason,curator,date\n"
        f'actions,{action["action_id"]},status,demanded,reported,"{quote}",{action["paragraph_id"]},test,me,2024-01-01\n',
        encoding="utf-8",
    )
    done = command("build", mine, "--out", tmp_path / "r", "--formats", "parts")
    assert done.returncode == 0, done.stderr
    after = load("actions", folder=tmp_path / "r").set_index("action_id")
    assert after.loc[action["action_id"], "status"] == "reported"
    evidence = load("evidence", folder=tmp_path / "r")
    told = evidence[(evidence["row_id"] == action["action_id"]) & (evidence["column_name"] == "status")]
    assert told.set_index("rule")["accepted"].to_dict()["correction"]
    assert told["accepted"].sum() == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--formats", "xml"), "'xml': choose some of csv, parquet, sqlite"),
        (("--formats", "parts,csv"), "or parts alone"),
        (("--workers", "0"), "'0' is no number of workers"),
        (("--scheduler", "tcp://localhost:1"), "--scheduler is for --engine dask"),
        (("--engine", "threads"), "invalid choice"),
        (("--formats", "sqlite", "--compress", "gzip"), "--compress is for CSV files: add csv to --formats"),
        (("--formats", "parts", "--compress", "zstd"), "--compress is for CSV files"),
    ],
)
def test_wrong_usage_is_said_and_ends_with_2(arguments, message, seeds, tmp_path):
    done = command("build", seeds, "--out", tmp_path / "r", *arguments)
    assert done.returncode == 2
    assert message in done.stderr
    assert not (tmp_path / "r").exists()


@pytest.mark.parametrize("arguments", [("--cache", "{}/file"), ("--cache", "{}/file/deeper")])
def test_a_cache_that_cannot_be_made_is_named(arguments, seeds, tmp_path):
    (tmp_path / "file").touch()
    done = command("build", seeds, "--out", tmp_path / "r", *(part.format(tmp_path) for part in arguments))
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert re.search(r"imcwp-data: .*/file.*cannot be written there .*--cache", done.stderr), done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such bounds")
@pytest.mark.parametrize("engine", ["serial", "processes"])
def test_where_a_disk_is_full_the_message_says_so_and_what_was_there_stays(engine, texts, built, tmp_path):
    import resource

    shutil.copytree(built, tmp_path / "r")
    arguments = ("build", texts, "--out", tmp_path / "r", "--engine", engine, "--formats", "parts")
    done = subprocess.run(
        [sys.executable, "-m", "imcwp_data", *map(str, arguments)],
        capture_output=True, text=True, check=False, env=os.environ | {"IMCWP_DATA_CACHE": str(tmp_path / "cache")},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000)),
    )  # fmt: skip
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert re.search(r"facts-.*\.tables: work in progress cannot be written", done.stderr), done.stderr
    assert content(tmp_path / "r") == content(built)
    assert not list((tmp_path / "cache").rglob(".*"))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM")
@pytest.mark.parametrize("engine", ["serial", "processes"])
def test_a_build_that_is_asked_to_end_leaves_nothing_unfinished(engine, texts, built, tmp_path):
    shutil.copytree(built, tmp_path / "r")
    (tmp_path / "tmp").mkdir()
    process = subprocess.Popen(
        [sys.executable, "-m", "imcwp_data", "build", str(texts), "--out", str(tmp_path / "r"), "--no-cache",
         "--engine", engine, "--formats", "parts"],
        env=os.environ | {"TMPDIR": str(tmp_path / "tmp")},
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    while process.poll() is None and not list((tmp_path / "tmp").rglob("facts-*.tables")):
        time.sleep(0.01)
    process.terminate()
    _, said = process.communicate()
    assert process.returncode == -signal.SIGTERM, said
    assert "Traceback" not in said
    assert list((tmp_path / "tmp").iterdir()) == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["r", "tmp"]
    assert content(tmp_path / "r") == content(built)


@pytest.mark.skipif(sys.platform != "linux", reason="only there names of files are any bytes")
def test_a_folder_whose_name_is_not_utf_8_is_refused(seeds, tmp_path):
    done = command("build", seeds, "--out", tmp_path / os.fsdecode(b"r-\xff"), "--no-cache")
    assert done.returncode == 1
    assert "the path is not UTF-8" in done.stderr
    assert "Traceback" not in done.stderr
