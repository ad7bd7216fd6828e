"""A Dask cluster on this machine: workers that are ready, that come again when they are killed, and that end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from imcwp_data.engine.dask import DaskEngine
from imcwp_data.engine.local_cluster import LocalWorkers

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="looks at processes as POSIX tells of them")

_KILLED = """
import os, sys
from pathlib import Path
from imcwp_data.engine.dask import DaskEngine

def told(folder):
    (Path(folder) / str(os.getpid())).touch()

if __name__ == "__main__":
    with DaskEngine(2) as engine:
        list(engine.map(told, [sys.argv[1]] * 8))
        os.kill(os.getpid(), 9)
"""


def _note(file: Path) -> None:
    file.write_text(str(os.getpid()))


def _process(_: int) -> int:
    time.sleep(0.02)
    return os.getpid()


def _read(file: Path) -> str:
    return file.read_text()


def _is_there(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    # One that has ended may wait to be taken note of.
    state = Path(f"/proc/{process}/stat")
    return not (state.is_file() and state.read_text().rpartition(")")[2].split()[0] == "Z")


def _ended(processes: set[int]) -> bool:
    for _ in range(100):
        if not any(map(_is_there, processes)):
            return True
        time.sleep(0.1)
    return False


def test_what_workers_need_is_made_ready_once(tmp_path: Path) -> None:
    with LocalWorkers(2, partial(_note, tmp_path / "ready")) as local, DaskEngine(2, local=local) as engine:
        ready = set(engine.map(_read, [tmp_path / "ready"] * 8))
    assert len(ready) == 1


def test_workers_that_are_never_told_whom_to_serve_end_at_once() -> None:
    begun = time.monotonic()
    with LocalWorkers(2, partial(time.sleep, 60)):
        pass
    assert time.monotonic() - begun < 30


def test_a_fault_while_getting_ready_is_left_to_the_tasks(tmp_path: Path) -> None:
    with (
        LocalWorkers(1, partial(_read, tmp_path / "not there")) as local,
        DaskEngine(1, local=local) as engine,
        pytest.raises(FileNotFoundError),
    ):
        list(engine.map(_read, [tmp_path / "not there"]))


def test_a_worker_killed_between_tasks_is_followed_by_another() -> None:
    with DaskEngine(1) as engine:
        (first,) = engine.map(_process, [0])
        os.kill(first, signal.SIGKILL)
        (second,) = engine.map(_process, [0])
    assert first != second
    assert _ended({first, second})


def test_workers_end_with_a_build_that_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "killed.py"
    script.write_text(_KILLED)
    (tmp_path / "workers").mkdir()
    done = subprocess.run([sys.executable, str(script), str(tmp_path / "workers")], check=False, timeout=120)
    assert done.returncode == -signal.SIGKILL
    assert _ended({int(path.name) for path in (tmp_path / "workers").iterdir()})
