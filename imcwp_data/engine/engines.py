"""What an engine is, the one that needs nothing but this process, and how the others are made."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, Protocol, TypeVar

from imcwp_data.errors import ImcwpError

if TYPE_CHECKING:
    from imcwp_data.engine.kept_workers import KeptWorkers
    from imcwp_data.engine.local_cluster import LocalWorkers

Task = TypeVar("Task", contravariant=True)
Result = TypeVar("Result", covariant=True)
T = TypeVar("T")
R = TypeVar("R")

ENGINES = ("serial", "processes", "dask")
# A task that ends its worker this often is not tried again.
ATTEMPTS = 3


class WorkerLostError(ImcwpError):
    """A task ended its worker again and again."""


class OutOfMemoryError(ImcwpError):
    """There was not enough memory for a task."""

    def __init__(self, task: str) -> None:
        super().__init__(task)

    def __str__(self) -> str:
        return (
            f"{self.args[0]}: there is not enough memory for it. Use fewer workers (--workers), give the build more "
            "memory, or take the text out and report it."
        )


class RemoteFaultError(Exception):
    """A fault of this package in a worker, with the worker's traceback as its text."""


class Engine(Protocol):
    """Runs one pure function on many tasks."""

    workers: int

    def map(self, function: Callable[[T], R], tasks: Iterable[T]) -> Iterator[R]:
        """Yield the results in the order of the tasks, while later ones are still at work.

        Workers may begin before the first result is asked for. All results are taken before tasks are given again.
        ``function`` is found by its module and name, tasks and results can be pickled. What a task raises is raised
        here, in its turn. A task whose worker is killed is done again by another; `WorkerLostError` when that happens
        to one task three times.
        """
        ...

    def renew(self) -> None:
        """Have other workers do what follows, where that costs little.

        What a worker held for its tasks before, and could not give back, ends with it; a new one shares with this
        process what it needs. All results are taken before.
        """
        ...


class SerialEngine:
    """One task after the other in this process."""

    workers = 1

    def map(self, function: Callable[[T], R], tasks: Iterable[T]) -> Iterator[R]:
        """Yield the results in the order of the tasks."""
        return map(function, tasks)

    def renew(self) -> None:
        """Change nothing."""


def cores() -> int:
    """Return how many cores this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not told on macOS and Windows
        return os.cpu_count() or 1


def open_engine(
    name: str,
    workers: int | None = None,
    scheduler: str | None = None,
    local: LocalWorkers | None = None,
    kept: KeptWorkers | None = None,
) -> AbstractContextManager[Engine]:
    """Return an engine as a context that ends its workers: ``serial``, ``processes`` or ``dask``.

    ``workers`` is by default the number of cores; ``scheduler`` the address of a Dask scheduler, without which ``dask``
    starts a cluster on this machine, of the ``local`` workers where some are getting ready; of ``kept`` ones are those
    of ``processes``, as long as they can be started. Raises ValueError for another name, MissingExtraError when Dask is
    not installed.
    """
    if name == "serial":
        return nullcontext(SerialEngine())
    if name == "processes":
        from imcwp_data.engine.processes import ProcessEngine

        return ProcessEngine(workers or cores(), kept)
    if name == "dask":
        from imcwp_data.engine.dask import DaskEngine

        return DaskEngine(workers or cores(), scheduler, local)
    raise ValueError(f"no engine {name!r}: {', '.join(ENGINES)}")
