"""A Dask cluster on this machine: a scheduler in this process, and workers that are forked from one other process.

That one loads what all workers need, and makes what reads the texts, while the build still looks at what there is to
read. Workers that were each started for themselves would do so once for each of them, while the build waits, and hold
it as often. A worker that is killed is followed by another one at once, and costs no more than its task.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import multiprocessing
import signal
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection, wait
from types import TracebackType
from typing import Any

from imcwp_data.engine.engines import ATTEMPTS
from imcwp_data.engine.processes import settle_worker

_HERE = "127.0.0.1"
_SETTINGS = {
    # Lost workers are counted as the process engine counts them.
    "distributed.scheduler.allowed-failures": ATTEMPTS - 1,
    # What a cluster looks at besides its tasks would take the interpreter from them a hundred times a second.
    "distributed.worker.profile.enabled": False,
    "distributed.admin.tick.interval": "1s",
    "distributed.admin.system-monitor.interval": "5s",
}
# A worker that cannot start is not tried again without a pause.
_SECONDS_BETWEEN_STARTS = 0.1


class LocalWorkers:
    """Workers on this machine that get ready by themselves (``prepare``) until they are told whom to serve."""

    def __init__(self, number: int, prepare: Callable[[], object]) -> None:
        # As for the process engine: where other threads run, a fresh process is started.
        fork = "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1
        context: Any = multiprocessing.get_context("fork" if fork else "spawn")
        self.number = number
        self._pipe, theirs = context.Pipe()
        held = self._pipe if fork else None
        self._keeper = context.Process(target=_keep, args=(theirs, held, number, prepare))
        self._keeper.start()
        theirs.close()
        self._serving = False

    def serve(self, address: str, folder: str) -> None:
        """Have them serve the scheduler at an address, with a folder for what they note."""
        self._serving = True
        # Its end, whatever ended it, shows as a cluster without workers.
        with suppress(OSError):
            self._pipe.send((address, folder))

    def __enter__(self) -> LocalWorkers:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End them all."""
        self._pipe.close()
        if not self._serving:
            # It has no workers yet, and would see the end of the pipe when it is ready.
            self._keeper.kill()
        self._keeper.join()


@contextmanager
def local_cluster(workers: LocalWorkers) -> Iterator[Any]:
    """Give a cluster of these workers."""
    import dask
    from distributed import LocalCluster

    with (
        dask.config.set(_SETTINGS),
        tempfile.TemporaryDirectory(prefix="imcwp-data-dask-") as folder,
        LocalCluster(n_workers=0, processes=True, host=_HERE, dashboard_address=None, silence_logs=50) as cluster,
        workers,
    ):
        workers.serve(cluster.scheduler_address, folder)
        yield cluster


def _keep(pipe: Connection, other: Connection | None, number: int, prepare: Callable[[], object]) -> None:
    """Keep so many workers at work until the pipe ends."""
    if other is not None:
        # An inherited end of the pipe would keep it open after the build's death.
        other.close()
    # An interrupt is for the build, which ends this process.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # What is wrong is told by the build, which looks at the same files, and by the tasks.
    with suppress(Exception):
        prepare()
    try:
        address, folder = pipe.recv()
    except (EOFError, OSError):
        return
    # The collector of a forked worker would else go through what it shares with this process, and so copy it.
    gc.collect()
    gc.freeze()
    context: Any = multiprocessing.get_context("fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn")
    crew: dict[Any, Any] = {}
    while True:
        while len(crew) < number:
            process = context.Process(target=_work, args=(address, folder), daemon=True)
            process.start()
            crew[process.sentinel] = process
        ready = wait([pipe, *crew])
        if pipe in ready:
            break
        for ended in ready:
            crew.pop(ended).join()
        time.sleep(_SECONDS_BETWEEN_STARTS)
    for process in crew.values():
        process.kill()
    for process in crew.values():
        process.join()


def _work(address: str, folder: str) -> None:
    """Serve a scheduler until it is gone."""
    import dask
    from distributed import Worker

    async def serve() -> None:
        # A task holds little and gives back less: as in other engines, the system tells when there is no more memory.
        async with Worker(address, nthreads=1, host=_HERE, local_directory=folder, memory_limit=0) as worker:
            await worker.finished()

    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    settle_worker()
    with dask.config.set(_SETTINGS):
        asyncio.run(serve())
