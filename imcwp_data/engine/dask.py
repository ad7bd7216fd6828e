"""Dask: a cluster at an address, or one that is started on this machine."""

from __future__ import annotations

import logging
import textwrap
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from functools import partial
from types import TracebackType
from typing import Any, TypeVar

from imcwp_data.engine.engines import ATTEMPTS, RemoteFaultError, WorkerLostError
from imcwp_data.engine.local_cluster import LocalWorkers, local_cluster
from imcwp_data.engine.same import OtherPackageError, same_as_here
from imcwp_data.errors import ImcwpError, MissingExtraError

T = TypeVar("T")
R = TypeVar("R")
_AHEAD = 4
# How long a cluster may be without any worker: those that grow with the work take minutes for their first.
_MOST_SECONDS_ALONE = 300.0
_SECONDS_BETWEEN = 10.0


class ClusterLostError(ImcwpError):
    """The scheduler of a cluster or all of its workers are gone."""


class DaskEngine:
    """Runs tasks on a Dask cluster; used as a context, which ends a cluster that it started itself.

    Workers of a cluster must see the work folder and the texts under the same paths as this process, and have this
    package installed in the same version.
    """

    def __init__(self, workers: int, scheduler: str | None = None, local: LocalWorkers | None = None) -> None:
        self.workers = workers
        self._scheduler = scheduler
        self._local = local
        self._client: Any = None
        self._cluster = ExitStack()
        # A lost scheduler is told by this engine, and not by a traceback of the library besides.
        self._logger = logging.getLogger("distributed.client")
        self._level = self._logger.level

    def __enter__(self) -> DaskEngine:
        try:
            from distributed import Client
        except ImportError as error:
            raise MissingExtraError(
                "--engine dask: Dask is not installed. Install it with: pip install 'imcwp-data[cluster]'"
            ) from error
        address = self._scheduler
        if address is None:
            address = self._cluster.enter_context(local_cluster(self._local or LocalWorkers(self.workers, _nothing)))
        self._logger.setLevel(logging.CRITICAL)
        try:
            # Workers of another machine may be where only their scheduler is reached from.
            self._client = Client(address, timeout="10s", direct_to_workers=self._scheduler is None)
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
        self._logger.setLevel(self._level)
        self._cluster.close()

    def map(self, function: Callable[[T], R], tasks: Iterable[T]) -> Iterator[R]:
        """Yield the results in the order of the tasks; see `Engine.map`."""
        waiting, same = iter(tasks), same_as_here(function)
        futures: list[tuple[T, Any]] = []
        try:
            while True:
                while len(futures) < _AHEAD * self.workers:
                    task = next(waiting, None)
                    if task is None:
                        break
                    futures.append((task, self._client.submit(same, task, pure=False)))
                if not futures:
                    return
                task, future = futures.pop(0)
                yield self._result(task, future, partial(self._client.submit, same, task, pure=False))
        finally:
            for _, future in futures:
                future.cancel()

    def renew(self) -> None:
        """Change nothing: a worker that starts anew takes longer than it saves."""

    def _result(self, task: object, future: Any, again: Callable[[], Any]) -> Any:
        """Wait for a result. Raises WorkerLostError and ClusterLostError. ``again`` gives the task once more."""
        from distributed import CancelledError, KilledWorker

        alone, is_second = 0.0, False
        while True:
            try:
                return future.result(timeout=_SECONDS_BETWEEN)
            except KilledWorker:
                # Dask blames all tasks that a worker held when it ended: whether it was this one shows when the others
                # are out of the way.
                if not is_second:
                    future, is_second = again(), True
                    continue
                raise WorkerLostError(
                    f"{task}: the worker that held it ended {ATTEMPTS} times, most likely for want of memory. "
                    "Use fewer workers (--workers), or take the text out and report it."
                ) from None
            except CancelledError:
                raise ClusterLostError(
                    f"{self._where()}: the connection to the Dask scheduler was lost. See what ended it, and build "
                    "again; what was read by then is kept in the cache."
                ) from None
            except TimeoutError:
                # Unless it was the task that said so, time is up: a worker that had done it may have ended before its
                # result was fetched, and then it is done again.
                if future.status == "error" and isinstance(future.exception(), TimeoutError):
                    raise
            except (ImcwpError, OSError, RemoteFaultError):
                raise
            except Exception as error:
                # A task's own faults come as these.
                reason = textwrap.shorten(str(error), 200)
                raise OtherPackageError(
                    f"{self._where()}: the cluster cannot do what it is given ({type(error).__name__}: {reason}). "
                    "Install the same versions of imcwp-data and what it needs for the scheduler and all workers, and "
                    "start them anew."
                ) from error
            alone = 0.0 if self._client.scheduler_info(n_workers=-1)["workers"] else alone + _SECONDS_BETWEEN
            if alone >= _MOST_SECONDS_ALONE:
                raise ClusterLostError(
                    f"{self._where()}: for {alone:.0f} seconds the Dask scheduler has had no worker. Start some with "
                    "'dask worker ADDRESS', and build again."
                )

    def _where(self) -> str:
        return "--engine dask" if self._scheduler is None else f"--scheduler {self._scheduler}"


def _nothing() -> None:
    """Make nothing ready."""
