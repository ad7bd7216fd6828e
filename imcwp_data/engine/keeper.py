"""A process that gets ready what workers need, while the build still looks at what there is to read, and starts them.

Workers that are forked from it have and share what it made; those that were each started for themselves would make it
once for each of them, while the build waits, and hold it as often. So would those forked from the build, which has to
wait for it. A worker that is killed is followed by another one, and costs no more than its task.
"""

from __future__ import annotations

import gc
import multiprocessing
import signal
import threading
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Any

from imcwp_data.lasting import collector_at_rest

# What a keeper does for the build once it is ready, until the pipe to it ends.
Tend = Callable[[Connection], None]


def may_fork() -> bool:
    """Tell whether a process can be forked from this one.

    A forked one starts at once with everything that is loaded. Where other threads run, one of them could hold a lock
    at that moment, so a fresh process is started instead.
    """
    return "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1


def start_method(forks: bool) -> Any:
    """Return what starts processes."""
    return multiprocessing.get_context("fork" if forks else "spawn")


class Keeper:
    """A process that calls ``prepare`` and then ``tend``, with a pipe to this one, which is to end when that does."""

    def __init__(self, prepare: Callable[[], object], tend: Tend) -> None:
        forks = may_fork()
        context = start_method(forks)
        self.pipe, theirs = context.Pipe()
        held = self.pipe if forks else None
        self._process = context.Process(target=_keep, args=(theirs, held, prepare, tend))
        self._process.start()
        theirs.close()
        self._asked = False
        self._open = True

    @property
    def process_id(self) -> int:
        """The number of the process."""
        number: int = self._process.pid
        return number

    def ask(self, asked: object) -> None:
        """Ask for something. OSError where the keeper has ended."""
        self._asked = True
        self.pipe.send(asked)

    @property
    def is_open(self) -> bool:
        """Whether it has not been told to end."""
        return self._open

    def close(self) -> None:
        """Have it end, and what it started, without waiting for that."""
        if self._open:
            self._open = False
            self.pipe.close()
            if not self._asked:
                # It has no workers yet, and would see the end of the pipe when it is ready.
                self._process.kill()

    def join(self) -> None:
        """Wait until it has ended, and what it started."""
        self.close()
        self._process.join()


def _keep(pipe: Connection, held: Connection | None, prepare: Callable[[], object], tend: Tend) -> None:
    if held is not None:
        # An inherited end of the pipe would keep it open after the build's death.
        held.close()
    # Both are for the build, which ends this process.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    # What is wrong is told by the build, which looks at the same files, and by the tasks.
    with suppress(Exception), collector_at_rest():
        prepare()
    # The collector of a forked worker would else go through what it shares with this process, and so copy it.
    gc.collect()
    gc.freeze()
    tend(pipe)


def end_all(processes: list[Any]) -> None:
    """Kill processes, and wait until they have ended."""
    for process in processes:
        process.kill()
    for process in processes:
        process.join()
