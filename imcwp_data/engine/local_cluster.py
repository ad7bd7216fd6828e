"""A Dask cluster on this machine: a scheduler in this process, and workers that a keeper starts (`engine.keeper`)."""

from __future__ import annotations

import asyncio
import logging
import multiprocessing
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from multiprocessing.connection import Connection, wait
from types import TracebackType
from typing import Any

from imcwp_data.engine.engines import ATTEMPTS
from imcwp_data.engine.keeper import Keeper, end_all, start_method
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
        self.number = number
        # Every process of the cluster needs it, this one too. Where it is not installed, `DaskEngine` says so.
        with suppress(ImportError):
            import distributed  # noqa: F401
        self._keeper = Keeper(prepare, partial(_tend, number))

    def serve(self, address: str, folder: str) -> None:
        """Have them serve the scheduler at an address, with a folder for what they note."""
        # Its end, whatever ended it, shows as a cluster without workers.
        with suppress(OSError):
            self._keeper.ask((address, folder))

    def __enter__(self) -> LocalWorkers:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End them all."""
        self._keeper.join()


@contextmanager
def local_cluster(workers: LocalWorkers) -> Iterator[Any]:
    """Give a cluster of these workers."""
    import dask
    from distributed import LocalCluster

    # It tells, when all is done, that connections ended with the workers.
    logging.getLogger("distributed.batched").setLevel(logging.CRITICAL)
    with (
        dask.config.set(_SETTINGS),
        tempfile.TemporaryDirectory(prefix="imcwp-data-dask-") as folder,
        LocalCluster(
            n_workers=0,
            processes=True,
            host=_HERE,
            dashboard_address=None,
            silence_logs=50,
            # Any port: on that of other clusters' pages, a second build on this machine would warn that it is taken.
            scheduler_kwargs={"dashboard_address": ":0"},
        ) as cluster,
        workers,
    ):
        workers.serve(cluster.scheduler_address, folder)
        yield cluster


def _tend(number: int, pipe: Connection) -> None:
    """Keep so many workers at work until the pipe ends."""
    try:
        address, folder = pipe.recv()
    except (EOFError, OSError):
        return
    context = start_method("fork" in multiprocessing.get_all_start_methods())
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
    end_all(list(crew.values()))


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
