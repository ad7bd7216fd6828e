"""Dask: a cluster at an address, or one that is started on this machine."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from types import TracebackType
from typing import Any, TypeVar

from imcwp_data.engine.engines import ATTEMPTS, WorkerLostError
from imcwp_data.errors import MissingExtraError

T = TypeVar("T")
R = TypeVar("R")
_AHEAD = 4


class DaskEngine:
    """Runs tasks on a Dask cluster; used as a context, which ends a cluster that it started itself.

    Workers of a cluster must see the work folder and the texts under the same paths as this process, and have this
    package installed in the same version.
    """

    def __init__(self, workers: int, scheduler: str | None = None) -> None:
        self.workers = workers
        self._scheduler = scheduler
        self._cluster: Any = None
        self._client: Any = None

    def __enter__(self) -> DaskEngine:
        try:
            import dask
            from distributed import Client, LocalCluster
        except ImportError as error:
            raise MissingExtraError(
                "--engine dask: Dask is not installed. Install it with: pip install 'imcwp-data[cluster]'"
            ) from error
        # Lost workers are counted as the process engine counts them.
        dask.config.set({"distributed.scheduler.allowed-failures": ATTEMPTS - 1})
        if self._scheduler is None:
            self._cluster = LocalCluster(
                n_workers=self.workers, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50
            )
        try:
            self._client = Client(self._cluster or self._scheduler, timeout="10s")
        except (OSError, ValueError) as error:
            raise MissingExtraError(
                f"--scheduler {self._scheduler}: no Dask scheduler answers there ({error}). "
                "Start one with 'dask scheduler', or leave the option out for a cluster on this machine."
            ) from error
        if self._scheduler is not None:
            self.workers = max(1, len(self._client.scheduler_info(n_workers=-1)["workers"]))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()
        if self._cluster is not None:
            self._cluster.close()

    def map(self, function: Callable[[T], R], tasks: Iterable[T]) -> Iterator[R]:
        """Yield the results in the order of the tasks; see `Engine.map`."""
        from distributed import KilledWorker

        waiting = iter(tasks)
        futures: list[tuple[T, Any]] = []
        try:
            while True:
                while len(futures) < _AHEAD * self.workers:
                    task = next(waiting, None)
                    if task is None:
                        break
                    futures.append((task, self._client.submit(function, task, pure=False)))
                if not futures:
                    return
                task, future = futures.pop(0)
                try:
                    result = future.result()
                except KilledWorker:
                    raise WorkerLostError(
                        f"{task}: the worker that held it ended {ATTEMPTS} times, most likely for want of memory. "
                        "Use fewer workers (--workers), or take the text out and report it."
                    ) from None
                yield result
        finally:
            for _, future in futures:
                future.cancel()
