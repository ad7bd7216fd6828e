"""Workers of the process engine that a keeper starts: they share what it made, and come and go as others do."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="workers are forked on Linux only")

# In processes of their own: where other threads run, as beside these tests, workers are not forked.
_BEGIN = """
import os, signal, sys, time
from functools import partial
from pathlib import Path
from imcwp_data.engine.engines import WorkerLostError, open_engine
from imcwp_data.engine.kept_workers import KeptWorkers
from imcwp_data.errors import SourceError

folder = Path(sys.argv[1])
made = []

def make(file):
    with (folder / "made").open("a") as noted:
        noted.write(f"{os.getpid()}\\n")
    made.append("ready")

def fail():
    raise SourceError("cannot get ready")

def told(number):
    time.sleep(0.02)
    return (number, os.getppid(), os.getpid(), tuple(made))

def die_once(number):
    if number == 5 and not (folder / "died").exists():
        (folder / "died").touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return number

def die(number):
    if number == 1:
        os._exit(9)
    return number

def end_the_keeper(number):
    if number == 3 and not (folder / "ended").exists():
        (folder / "ended").touch()
        os.kill(os.getppid(), signal.SIGKILL)
        os.kill(os.getpid(), signal.SIGKILL)
    return number
"""


def _run(script: str, folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", _BEGIN + script, str(folder)], capture_output=True, text=True, check=False
    )
    assert not done.returncode, done.stderr
    return done.stdout


def test_what_workers_need_is_made_once_and_all_have_it(tmp_path: Path) -> None:
    told = _run(
        """
with KeptWorkers(partial(make, 1)) as kept, open_engine("processes", 2, kept=kept) as engine:
    found = list(engine.map(told, range(8)))
    engine.renew()
    found += engine.map(told, range(8))
assert [number for number, *_ in found] == [*range(8), *range(8)]
(keeper,) = {parent for _, parent, *_ in found}
assert (folder / "made").read_text() == f"{keeper}\\n"
assert os.getpid() not in {keeper, *(process for _, _, process, _ in found)}
print({made for *_, made in found}, len({process for _, _, process, _ in found}))
""",
        tmp_path,
    )
    assert told == "{('ready',)} 4\n"


def test_workers_are_forked_from_the_build_where_the_keeper_was_closed(tmp_path: Path) -> None:
    told = _run(
        """
with KeptWorkers(partial(make, 1)) as kept, open_engine("processes", 2, kept=kept) as engine:
    first = list(engine.map(told, range(8)))
    engine.renew()
    kept.close()
    second = list(engine.map(told, range(8)))
print({parent == os.getpid() for _, parent, *_ in first}, {parent == os.getpid() for _, parent, *_ in second})
""",
        tmp_path,
    )
    assert told == "{False} {True}\n"


def test_a_killed_worker_costs_its_task_only(tmp_path: Path) -> None:
    told = _run(
        """
with KeptWorkers(partial(make, 1)) as kept, open_engine("processes", 2, kept=kept) as engine:
    print(list(engine.map(die_once, range(8))), (folder / "died").exists())
""",
        tmp_path,
    )
    assert told == "[0, 1, 2, 3, 4, 5, 6, 7] True\n"
    assert (tmp_path / "made").read_text().count("\n") == 1


def test_a_task_that_always_ends_its_worker_is_named_with_the_exit_code(tmp_path: Path) -> None:
    told = _run(
        """
with KeptWorkers(partial(make, 1)) as kept, open_engine("processes", 2, kept=kept) as engine:
    try:
        list(engine.map(die, range(4)))
    except WorkerLostError as error:
        print(error)
""",
        tmp_path,
    )
    assert told.startswith("1: the worker that held it ended 3 times (exit code 9)")


def test_a_killed_keeper_costs_what_its_workers_held(tmp_path: Path) -> None:
    told = _run(
        """
with KeptWorkers(partial(make, 1)) as kept, open_engine("processes", 2, kept=kept) as engine:
    print(list(engine.map(end_the_keeper, range(8))))
""",
        tmp_path,
    )
    assert told == "[0, 1, 2, 3, 4, 5, 6, 7]\n"


def test_a_fault_while_getting_ready_is_left_to_the_tasks(tmp_path: Path) -> None:
    told = _run(
        """
with KeptWorkers(fail) as kept, open_engine("processes", 2, kept=kept) as engine:
    print({made for *_, made in engine.map(told, range(8))})
""",
        tmp_path,
    )
    assert told == "{()}\n"


def test_a_keeper_that_is_never_asked_ends_at_once(tmp_path: Path) -> None:
    told = _run(
        """
begun = time.monotonic()
with KeptWorkers(partial(time.sleep, 60)) as kept, open_engine("processes", 2, kept=kept) as engine:
    pass
print(time.monotonic() - begun < 30)
""",
        tmp_path,
    )
    assert told == "True\n"


def test_all_end_with_a_build_that_is_killed(tmp_path: Path) -> None:
    script = """
with KeptWorkers(partial(make, 1)) as kept, open_engine("processes", 2, kept=kept) as engine:
    for _, parent, process, _ in engine.map(told, range(8)):
        print(parent, process, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""
    done = subprocess.run(
        [sys.executable, "-c", _BEGIN + script, str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert done.returncode == -signal.SIGKILL
    processes = {int(number) for number in done.stdout.split()}
    assert len(processes) >= 2
    for _ in range(100):
        if not any(map(_runs, processes)):
            return
        time.sleep(0.1)
    raise AssertionError(processes)


def _runs(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
