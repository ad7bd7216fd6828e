"""A build after another: it decides again only what has changed, and gives the same bytes as a build from nothing."""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from benchmarks.corpus.corpus import Corpus
from imcwp_data import pipeline
from imcwp_data.build_options import BuildOptions
from imcwp_data.consolidate import groups
from imcwp_data.engine import batches, cache
from imcwp_data.errors import ReleaseError
from imcwp_data.load import load
from imcwp_data.pipeline import BuildSummary, build

COUNT = 70
CORRECTIONS = "table,row,column,expected,value,quote,paragraph_id,reason,curator,date\n"


def content(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module", autouse=True)
def small_batches() -> Iterator[None]:
    """Many batches, groups and parts of few texts."""
    with pytest.MonkeyPatch.context() as patch:
        sizes = {"_FEWEST": 3, "_MOST": 6, "_ONE_IN": 4, "_FEWEST_BATCHES": 2, "_MOST_BATCHES": 5, "_ONE_BATCH_IN": 2}
        for name, value in sizes.items():
            patch.setattr(batches, name, value)
        patch.setattr(groups, "_MOST", 3)
        yield


@pytest.fixture(scope="module")
def corpus(vocabulary) -> Corpus:
    return Corpus(0, vocabulary)


class Place:
    """A folder of texts, its release in parts, and a cache."""

    def __init__(self, folder: Path) -> None:
        self.texts, self.out, self.cache = folder / "texts", folder / "release", folder / "cache"
        self._fresh = folder / "fresh"

    def build(self, **options: object) -> BuildSummary:
        return build(self.texts, self.out, options=self._options(self.cache, **options))

    def is_as_from_nothing(self, **options: object) -> bool:
        shutil.rmtree(self._fresh, ignore_errors=True)
        build(self.texts, self._fresh, options=self._options(None, **options))
        return content(self.out) == content(self._fresh)

    @staticmethod
    def _options(kept: Path | None, texts: bool = True) -> BuildOptions:
        return BuildOptions("serial", cache=kept, formats=("parts",), texts=texts)

    def kept(self, kind: str) -> set[Path]:
        return set(self.cache.glob(f"*/{kind}-*.tables"))


@pytest.fixture(scope="module")
def built(corpus: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    place = Place(folder)
    place.texts.mkdir()
    for number in range(COUNT):
        text = corpus.document(number)[0]
        (place.texts / f"text-{number:03}.txt").write_text(text, encoding="utf-8", newline="")
    place.build()
    return folder


@pytest.fixture
def place(built: Path, tmp_path: Path) -> Place:
    shutil.copytree(built, tmp_path, dirs_exist_ok=True)
    return Place(tmp_path)


def one_more(place: Place, corpus: Corpus) -> None:
    (place.texts / "text-045-b.txt").write_text(corpus.document(500)[0], encoding="utf-8")


def one_fewer(place: Place, corpus: Corpus) -> None:
    (place.texts / "text-031.txt").unlink()


def one_changed(place: Place, corpus: Corpus) -> None:
    path = place.texts / "text-055.txt"
    added = "The Communist Party of Greece demands the closing of all bases in the region and peace for its peoples."
    path.write_text(f"{path.read_text(encoding='utf-8')}\n\n{added}\n", encoding="utf-8")


def one_repeated(place: Place, corpus: Corpus) -> None:
    shutil.copy(place.texts / "text-020.txt", place.texts / "text-010-again.txt")


def an_original_that_is_earlier(place: Place, corpus: Corpus) -> None:
    text = (place.texts / "text-020.txt").read_text(encoding="utf-8")
    (place.texts / "aaa.txt").write_text(f"A statement\n\n3 May 1999\n\n{text}", encoding="utf-8")


def one_published(place: Place, corpus: Corpus) -> None:
    line = "file,publisher,url,retrieved,rights\ntext-042.txt,The Press,https://example.org/a,2024-01-01,all reserved\n"
    (place.texts / "sources.csv").write_text(line, encoding="utf-8")


def correct(place: Place, table: str, column: str, value: str) -> None:
    """Correct the first value of a column that the texts tell of."""
    evidence = load("evidence", folder=place.out)
    told = evidence[(evidence["table_name"] == table) & (evidence["column_name"] == column) & evidence["accepted"]]
    told = told[told["value"] != value].iloc[0]
    path = place.texts / "corrections.csv"
    before = path.read_text(encoding="utf-8") if path.exists() else CORRECTIONS
    line = f'{table},{told["row_id"]},{column},{told["value"]},{value},"{told["quote"]}",{told["paragraph_id"]}'
    path.write_text(f"{before}{line},test,me,2024-01-01\n", encoding="utf-8")


def one_corrected(place: Place, corpus: Corpus) -> None:
    correct(place, "actions", "status", "reported")


def a_participant_corrected(place: Place, corpus: Corpus) -> None:
    correct(place, "participants", "kind", "organisation")


def a_meeting_corrected(place: Place, corpus: Corpus) -> None:
    correct(place, "meetings", "place", "Sucre")


CHANGES = (
    one_more,
    one_fewer,
    one_changed,
    one_repeated,
    an_original_that_is_earlier,
    one_published,
    one_corrected,
    a_participant_corrected,
    a_meeting_corrected,
)


def test_after_each_change_the_release_is_that_of_a_build_from_nothing(place: Place, corpus: Corpus) -> None:
    before = content(place.out)
    for change in CHANGES:
        change(place, corpus)
        summary = place.build()
        assert (summary.changed, summary.read <= 1) == (True, True), change.__name__
        assert content(place.out) != before, change.__name__
        assert place.is_as_from_nothing(), change.__name__
        before = content(place.out)
    assert place.build(texts=False).changed
    assert place.is_as_from_nothing(texts=False)


def test_changes_that_are_taken_back_give_the_release_that_was(place: Place, corpus: Corpus) -> None:
    before = content(place.out)
    one_more(place, corpus)
    one_repeated(place, corpus)
    place.build()
    (place.texts / "text-045-b.txt").unlink()
    (place.texts / "text-010-again.txt").unlink()
    assert place.build().read == 0
    assert content(place.out) == before


def test_one_more_text_leaves_most_groups_rows_and_parts_as_they_are(place: Place, corpus: Corpus) -> None:
    kept = {kind: place.kept(kind) for kind in ("group", "rows", "part")}
    one_more(place, corpus)
    place.build()
    for kind, before in kept.items():
        assert len(place.kept(kind) - before) <= len(before) / 2, kind
    assert len(place.kept("group") - kept["group"]) <= 2


def test_an_unchanged_build_says_so_and_touches_nothing(place: Place) -> None:
    times = {path: path.stat().st_mtime_ns for path in place.out.rglob("*")}
    kept = {path for path in place.cache.rglob("*") if path.is_file()}
    stages: list[str] = []
    summary = build(place.texts, place.out, progress=lambda stage, *_: stages.append(stage),
                    options=BuildOptions("serial", cache=place.cache, formats=("parts",)))  # fmt: skip
    assert (summary.changed, summary.read, summary.texts) == (False, 0, COUNT)
    assert summary.rows["sources"] == COUNT
    assert stages == []
    assert {path: path.stat().st_mtime_ns for path in place.out.rglob("*")} == times
    assert {path for path in place.cache.rglob("*") if path.is_file()} == kept


@pytest.mark.parametrize("harm", ["changed", "lost", "added to", "all lost"])
def test_a_release_that_is_not_what_was_left_there_is_made_again(harm: str, place: Place) -> None:
    before = content(place.out)
    path = next((place.out / "parquet" / "actions").iterdir())
    if harm == "all lost":
        shutil.rmtree(place.out)
    elif harm == "lost":
        path.unlink()
    elif harm == "changed":
        path.write_bytes(path.read_bytes()[:-1] + b"?")
    else:
        (place.out / "README.md").write_text("other words", encoding="utf-8")
    assert place.build().changed
    assert content(place.out) == before


@pytest.mark.parametrize("kind", ["facts", "rows", "group", "joined", "part", "standing"])
def test_a_kept_file_that_was_damaged_is_noticed_and_made_anew(kind: str, place: Place, corpus: Corpus) -> None:
    for path in place.kept(kind):
        data = bytearray(path.read_bytes())
        # One byte in the middle: as long as before, and still a file of tables.
        data[len(data) // 2] ^= 0xFF
        path.write_bytes(data)
    one_more(place, corpus)
    place.build()
    assert place.is_as_from_nothing()


def test_what_is_kept_may_be_lost_in_part(place: Place, corpus: Corpus) -> None:
    for number, path in enumerate(sorted(place.cache.glob("*/*.tables"))):
        if number % 3 == 0:
            path.unlink()
    one_changed(place, corpus)
    place.build()
    assert place.is_as_from_nothing()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
@pytest.mark.parametrize("kind", ["facts", "group", "rows", "joined"])
def test_a_build_after_one_that_was_killed_gives_the_same(kind: str, place: Place, corpus: Corpus) -> None:
    # The process that is killed has batches of its own size, so all it keeps is new.
    one_more(place, corpus)
    before, kept = content(place.out), place.kept(kind)
    arguments = ("build", place.texts, "--out", place.out, "--cache", place.cache, "--formats", "parts")
    process = subprocess.Popen(
        [sys.executable, "-m", "imcwp_data", *map(str, arguments)],
        env=dict(os.environ), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    while process.poll() is None and place.kept(kind) == kept:
        time.sleep(0.005)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    assert content(place.out) == before
    half = place.cache / "of-other-rules" / f".facts-0.tables.{process.pid}.new"
    half.parent.mkdir()
    half.write_bytes(b"half of a file")
    place.build()
    assert not half.exists()
    assert place.is_as_from_nothing()


def test_what_is_kept_stays_below_its_bound(place: Place, corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    bound = sum(path.stat().st_size for path in place.cache.rglob("*.tables")) + 200_000
    trim: Callable[..., None] = cache.trim
    monkeypatch.setattr(pipeline, "trim", lambda root, used: trim(root, used, bound))
    for number in range(500, 504):
        (place.texts / f"text-0{number - 480}-c.txt").write_text(corpus.document(number)[0], encoding="utf-8")
        place.build()
        assert sum(path.stat().st_size for path in place.cache.rglob("*") if path.is_file()) <= bound
    assert place.is_as_from_nothing()


def test_kept_files_that_go_while_a_build_is_at_work_are_made_anew(place: Place, corpus: Corpus) -> None:
    one_changed(place, corpus)
    lost: list[Path] = []

    def lose(stage: str, done: int, total: int) -> None:
        if stage == "finishing" and not lost:
            lost.extend(place.kept("facts"))
            for path in lost:
                path.unlink()

    build(place.texts, place.out, progress=lose, options=BuildOptions("serial", cache=place.cache, formats=("parts",)))
    assert lost
    assert place.is_as_from_nothing()


def test_the_release_of_another_build_is_not_taken_for_what_was_left(
    place: Place, corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other"
    shutil.copytree(place.out, other)
    one_changed(place, corpus)
    note = pipeline.note_standing

    def note_late(*arguments: Any) -> None:
        # Another build, of other texts, puts its release there before this one has ended.
        shutil.rmtree(place.out)
        shutil.copytree(other, place.out)
        note(*arguments)

    monkeypatch.setattr(pipeline, "note_standing", note_late)
    place.build()
    monkeypatch.undo()
    assert place.build().changed
    assert place.is_as_from_nothing()


def test_a_place_that_cannot_hold_the_release_is_told_before_the_texts_are_read(place: Place, corpus: Corpus) -> None:
    one_changed(place, corpus)
    (place.out / "notes.txt").write_text("mine", encoding="utf-8")
    stages: list[str] = []
    options = BuildOptions("serial", cache=place.cache, formats=("parts",))
    with pytest.raises(ReleaseError, match=r"notes\.txt.* no part of a release"):
        build(place.texts, place.out, progress=lambda *step: stages.append(step[0]), options=options)
    assert stages == []
