"""Locks: what is at work is told from what was left, by the process that holds it and not by its number."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path

import pytest

from imcwp_data.locks import is_held, own_folder, remove_left

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such locks")


def test_a_folder_at_work_is_left_alone_and_gone_in_the_end(tmp_path: Path) -> None:
    with own_folder(tmp_path, "work-") as folder, own_folder(tmp_path, "work-") as other:
        assert folder != other
        remove_left(tmp_path.glob("work-*"))
        assert folder.is_dir()
        assert is_held(folder)
    assert list(tmp_path.iterdir()) == []


def test_what_nobody_holds_is_removed(tmp_path: Path) -> None:
    (tmp_path / "work-1" / "deeper").mkdir(parents=True)
    (tmp_path / "work-2").touch()
    (tmp_path / "other").touch()
    assert not is_held(tmp_path / "work-1")
    remove_left(tmp_path.glob("work-*"))
    assert [path.name for path in tmp_path.iterdir()] == ["other"]


def test_a_folder_that_is_made_while_others_remove_what_was_left_is_there(tmp_path: Path) -> None:
    ended = threading.Event()

    def remove() -> None:
        while not ended.is_set():
            remove_left(tmp_path.glob("work-*"))

    remover = threading.Thread(target=remove)
    remover.start()
    try:
        for _ in range(300):
            with own_folder(tmp_path, "work-") as folder:
                (folder / "texts").touch()
                assert os.listdir(folder) == ["texts"]  # noqa: PTH208
    finally:
        ended.set()
        remover.join()
