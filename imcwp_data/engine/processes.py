"""This machine's cores: workers that each hold one task at a time, so that a killed one costs no more than that."""

from __future__ import annotations

import gc
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from types import TracebackType
from typing import TYPE_CHECKING, Any, TypeVar

from imcwp_data.engine.engines import ATTEMPTS, OutOfMemoryError, RemoteFaultError, WorkerLostError
from imcwp_data.engine.keeper import may_fork, start_method
from imcwp_data.errors import ImcwpError
from imcwp_data.memory import give_back, leave_pandas_out

if TYPE_CHECKING:
    from imcwp_data.engine.kept_workers import KeptWorkers

T = TypeVar("T")
R = TypeVar("R")
# So many results may wait for the one whose turn it is: workers stay busy, and memory bounded.
_AHEAD = 8
_SECONDS_TO_END = 5


@dataclass(slots=True)
class _Worker:
    process: Any
    pipe: Connection
    number: int | None = None


class ProcessEngine:
    """Runs tasks in a fixed number of processes; used as a context, which ends them."""

    def __init__(self, workers: int, kept: KeptWorkers | None = None) -> None:
        self.workers = workers
        # As long as these can be started, workers are; then they are forked from this process.
        self._kept = kept
        self._crew: list[_Worker] = []
        self._forks = may_fork()
        self._context: Any = start_method(self._forks)
        # Workers that were told to end, and may not have yet.
        self._leaving: list[_Worker] = []

    def __enter__(self) -> ProcessEngine:
        self._set_apart()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is not None:
            for worker in self._crew:
                worker.process.kill()
        self._dismiss()
        self._await_dismissed()
        if self._forks:
            # Whoever runs a build in a process of their own has their collector back.
            gc.unfreeze()

    def map(self, function: Callable[[T], R], tasks: Iterable[T]) -> Iterator[R]:
        """Yield the results in the order of the tasks; see `Engine.map`."""
        results = self._results(function, tasks)
        # Up to its first stop: the workers begin now, and not when somebody asks for a result.
        next(results)
        return results

    def renew(self) -> None:
        """Have other workers do what follows, where they start at once; see `Engine.renew`."""
        if self._forks:
            self._await_dismissed()
            self._dismiss()
            self._set_apart()

    def _set_apart(self) -> None:
        """Have the collector of forked workers pass over what they share with this process: it would copy it."""
        if self._forks:
            gc.collect()
            gc.freeze()

    def _dismiss(self) -> None:
        """Have all workers end. Nobody waits: what they held takes the system a while to free."""
        for worker in self._crew:
            worker.pipe.close()
        self._leaving += self._crew
        self._crew = []

    def _await_dismissed(self) -> None:
        """Wait for the workers that were told to end: those that do not by themselves are killed."""
        for worker in self._leaving:
            worker.process.join(_SECONDS_TO_END)
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()
        self._leaving.clear()

    def _results(self, function: Callable[[T], R], tasks: Iterable[T]) -> Iterator[Any]:
        """Give the first tasks to the workers and stop once; then yield the results."""
        waiting = enumerate(tasks)
        given: dict[int, T] = {}
        again: deque[int] = deque()
        lost: dict[int, int] = {}
        done: dict[int, tuple[bool, Any]] = {}
        turn, more, begun = 0, True, False
        while True:
            while turn in done:
                fine, result = done.pop(turn)
                given.pop(turn, None)
                turn += 1
                if not fine:
                    raise result
                yield result
            while len(again) < self.workers and more and len(given) < _AHEAD * self.workers:
                following = next(waiting, None)
                if following is None:
                    more = False
                else:
                    given[following[0]] = following[1]
                    again.append(following[0])
            self._hand_out(function, given, again)
            if not begun:
                begun = True
                yield None
            if not given and not more:
                return
            for worker in self._ready():
                number = worker.number
                assert number is not None
                try:
                    done[number] = worker.pipe.recv()
                    worker.number = None
                except (EOFError, OSError):
                    self._crew.remove(worker)
                    worker.process.join()
                    lost[number] = lost.get(number, 0) + 1
                    if lost[number] >= ATTEMPTS:
                        raise WorkerLostError(_lost(given[number], worker.process.exitcode)) from None
                    again.appendleft(number)

    def _hand_out(self, function: Callable[[T], R], given: dict[int, T], again: deque[int]) -> None:
        while again:
            worker = next((w for w in self._crew if w.number is None), None)
            if worker is None:
                if len(self._crew) >= self.workers:
                    return
                worker = self._start()
            number = again.popleft()
            worker.number = number
            try:
                worker.pipe.send((function, given[number]))
            except OSError:
                # It was killed while it had nothing to do: its pipe tells so when it is read.
                continue

    def _ready(self) -> list[_Worker]:
        busy = {worker.pipe: worker for worker in self._crew if worker.number is not None}
        return [busy[pipe] for pipe in wait(list(busy)) if isinstance(pipe, Connection)]

    def _start(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        process: Any = None
        if self._kept is not None and self._kept.is_open:
            process = self._kept.start(_work, theirs)
        if process is None:
            others = [worker.pipe for worker in self._crew] + [ours]
            process = self._context.Process(target=_work, args=(theirs, others), daemon=True)
            process.start()
        # Only the worker holds its end now, so that its death is seen as the end of the pipe.
        theirs.close()
        worker = _Worker(process, ours)
        self._crew.append(worker)
        return worker


def _lost(task: object, code: int | None) -> str:
    return (
        f"{task}: the worker that held it ended {ATTEMPTS} times (exit code {code}), most likely for want of memory. "
        "Use fewer workers (--workers), or take the text out and report it."
    )


def settle_worker() -> None:
    """Set up a process that is a worker's own; before its first task."""
    leave_pandas_out()
    import pyarrow as pa

    # There is a worker for each core already.
    pa.set_cpu_count(1)


def _work(pipe: Connection, others: list[Connection]) -> None:
    """Do tasks until the pipe ends."""
    for other in others:
        # Inherited ends of other workers' pipes would keep those open after their worker's death.
        other.close()
    settle_worker()
    before = None
    while True:
        try:
            function, task = pipe.recv()
        except (EOFError, OSError, KeyboardInterrupt):
            return
        if before is not None and function is not before:
            give_back()
        before = function
        try:
            answer: tuple[bool, object] = (True, function(task))
        except (ImcwpError, OSError) as error:
            # Of the file system's faults, the one who gave the task knows what to say.
            error.add_note(traceback.format_exc())
            answer = (False, error)
        except KeyboardInterrupt:
            return
        except MemoryError:
            answer = (False, OutOfMemoryError(str(task)))
        except BaseException:
            answer = (False, RemoteFaultError(traceback.format_exc()))
        try:
            pipe.send(answer)
        except BrokenPipeError:
            return
