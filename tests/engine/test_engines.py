"""Engines: the same results in the same order, whatever happens to the workers."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from imcwp_data.engine.engines import OutOfMemoryError, RemoteFaultError, WorkerLostError, open_engine
from imcwp_data.errors import SourceError

ENGINES = ("serial", "processes", "dask")


def _square(number: int) -> int:
    return number * number


def _refuse(number: int) -> int:
    if number == 3:
        raise SourceError(f"text {number}: is empty")
    return number


def _break(number: int) -> int:
    return 1 // (number - 2)


def _fill(number: int) -> int:
    raise OSError(errno.ENOSPC, "No space left on device", "a file")


def _need_more(number: int) -> int:
    if number == 3:
        raise MemoryError
    return number


def _die_once(task: tuple[int, Path]) -> int:
    """End the process that holds task 5 the first time, as the system does where memory runs out."""
    number, folder = task
    if number == 5 and not (folder / "died").exists():
        (folder / "died").touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def _die(number: int) -> int:
    if number == 1:
        os._exit(9)
    return number


def _wait(number: int) -> int:
    time.sleep(0.05)
    return number


@pytest.mark.parametrize("name", ENGINES)
def test_results_come_in_the_order_of_the_tasks_and_the_engine_can_be_used_again(name: str) -> None:
    with open_engine(name, 2) as engine:
        assert list(engine.map(_square, range(100))) == [n * n for n in range(100)]
        assert list(engine.map(_square, [])) == []
        assert list(engine.map(_square, iter([3]))) == [9]


@pytest.mark.parametrize("name", ENGINES)
def test_a_users_mistake_is_told_as_it_is_in_its_turn(name: str) -> None:
    with open_engine(name, 2) as engine, pytest.raises(SourceError, match="text 3: is empty"):
        list(engine.map(_refuse, range(6)))


def test_a_fault_of_ours_brings_the_workers_traceback() -> None:
    with open_engine("processes", 2) as engine, pytest.raises(RemoteFaultError, match="ZeroDivisionError"):
        list(engine.map(_break, range(6)))


@pytest.mark.parametrize("name", ["processes", "dask"])
def test_a_task_for_which_there_is_not_enough_memory_is_named(name: str) -> None:
    with open_engine(name, 2) as engine, pytest.raises(OutOfMemoryError, match="3: there is not enough memory"):
        list(engine.map(_need_more, range(6)))


@pytest.mark.parametrize("name", ENGINES)
def test_a_fault_of_the_file_system_is_told_as_it_is(name: str) -> None:
    with open_engine(name, 2) as engine, pytest.raises(OSError, match="No space left") as caught:
        list(engine.map(_fill, range(6)))
    assert (caught.value.errno, caught.value.filename) == (errno.ENOSPC, "a file")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
@pytest.mark.parametrize("name", ["processes", "dask"])
def test_a_killed_worker_costs_its_task_only(name: str, tmp_path: Path) -> None:
    with open_engine(name, 2) as engine:
        assert list(engine.map(_die_once, [(n, tmp_path) for n in range(30)])) == list(range(30))
    assert (tmp_path / "died").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_a_worker_killed_from_outside_while_it_works_is_replaced() -> None:
    with open_engine("processes", 2) as engine:
        results = engine.map(_wait, range(40))
        first = [next(results)]
        victim = engine._crew[0].process.pid  # type: ignore[attr-defined]
        threading.Timer(0.1, os.kill, (victim, signal.SIGKILL)).start()
        assert [*first, *results] == list(range(40))


@pytest.mark.parametrize("name", ["processes", "dask"])
def test_a_task_that_always_ends_its_worker_is_named(name: str) -> None:
    with open_engine(name, 2) as engine, pytest.raises(WorkerLostError, match="1: the worker that held it ended 3"):
        list(engine.map(_die, range(4)))


def worker_of(_: int) -> int:
    time.sleep(0.05)
    return os.getpid()


_RENEWED = """
import gc, os
from imcwp_data.engine.engines import open_engine
from tests.engine.test_engines import worker_of
before = gc.get_freeze_count()
with open_engine("processes", 2) as engine:
    first = set(engine.map(worker_of, range(6)))
    assert set(engine.map(worker_of, range(6))) == first
    engine.renew()
    second = set(engine.map(worker_of, range(6)))
assert first.isdisjoint(second), (first, second)
assert os.getpid() not in first | second
assert gc.get_freeze_count() <= before
print("done")
"""


@pytest.mark.skipif(sys.platform != "linux", reason="workers are forked on Linux only")
def test_workers_are_renewed_when_that_is_asked_for_and_the_collector_is_given_back(root: Path) -> None:
    # In a process of its own: where other threads run, as beside these tests, workers are not forked.
    done = subprocess.run([sys.executable, "-c", _RENEWED], cwd=root, capture_output=True, text=True, check=False)
    assert done.stdout == "done\n", done.stderr
