"""What is kept between builds, and what builds at work at the same time do to each other there."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from imcwp_data.engine.cache import open_cache, trim, work_folder

RULES = "0123456789abcdef0123456789abcdef"
OTHER_BUILD = """
import sys
from pathlib import Path
from imcwp_data.engine.cache import open_cache, work_folder
from imcwp_data.table_file import write_table_file
root = Path(sys.argv[1])
with work_folder(root) as work:
    cache = open_cache(root, sys.argv[2], work)
    (work / "texts").touch()
    print(work.name, flush=True)
    sys.stdin.read()
"""


@contextmanager
def another_build(root: Path) -> Iterator[tuple[subprocess.Popen[str], Path]]:
    """A build in a process of its own that has opened the cache, with its work folder."""
    command = [sys.executable, "-c", OTHER_BUILD, str(root), RULES]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield process, root / process.stdout.readline().strip()
        if process.stdin is not None:
            process.stdin.close()


def kept_file(folder: Path, name: str, used: int, size: int = 1_000) -> Path:
    path = folder / f"{name}.tables"
    path.write_bytes(bytes(size))
    os.utime(path, (used, used))
    return path


def test_a_folder_that_a_build_has_opened_stays_until_the_build_ends(tmp_path: Path) -> None:
    with work_folder(tmp_path) as work:
        cache = open_cache(tmp_path, RULES, work)
        trim(tmp_path, [])
        cache.path("facts", "1").write_bytes(b"kept")
        cache.path("facts", "1").unlink()
    assert list(cache.folder.iterdir()) == []
    trim(tmp_path, [])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such locks and no SIGKILL")
def test_what_a_build_that_was_killed_left_does_not_stay(tmp_path: Path) -> None:
    with another_build(tmp_path) as (process, work):
        (tmp_path / RULES[:16] / ".facts-1.tables.1-0.new").touch()
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert work.is_dir()
        assert list(tmp_path.glob("*/.opened-*"))
    with work_folder(tmp_path):
        assert not work.exists()
    trim(tmp_path, [])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such locks")
def test_a_build_leaves_what_another_one_is_at_work_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with another_build(tmp_path) as (_, work):
        # In a container, or on another machine, the number of the other process says nothing.
        monkeypatch.setattr(os, "kill", _no_such_process)
        with work_folder(tmp_path):
            assert (work / "texts").exists()
        (work / "decided-1.tables").touch()
        trim(tmp_path, [], most_bytes=-1)
        assert (work / "decided-1.tables").exists()
        assert list(tmp_path.glob("*/.opened-*"))


def _no_such_process(number: int, _: int) -> None:
    raise ProcessLookupError(number)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such locks")
def test_what_another_build_at_work_has_used_is_not_removed(tmp_path: Path) -> None:
    with another_build(tmp_path):
        folder = tmp_path / RULES[:16]
        began = next(folder.glob(".opened-*")).stat().st_mtime
        unused = kept_file(folder, "facts-1", int(began) - 10)
        used = kept_file(folder, "facts-2", int(began) + 10)
        mine = kept_file(folder, "facts-3", int(began) - 20)
        trim(tmp_path, [mine], most_bytes=1_000)
        assert (unused.exists(), used.exists(), mine.exists()) == (False, True, True)
    trim(tmp_path, [mine], most_bytes=1_000)
    assert (used.exists(), mine.exists()) == (False, True)
