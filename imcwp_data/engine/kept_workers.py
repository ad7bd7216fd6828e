"""Workers of the process engine that a keeper starts (`engine.keeper`), with what it got ready for them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.reduction import recv_handle, send_handle
from types import TracebackType
from typing import Any

from imcwp_data.engine.keeper import Keeper, end_all, start_method

# What a worker does with its pipe, and with the ends of other pipes that it inherits.
Work = Callable[[Connection, list[Connection]], None]


class KeptWorkers:
    """A keeper that starts a worker when it is asked to; used as a context, which ends it and them.

    Where processes are forked (`keeper.may_fork`): only those share with it what it made.
    """

    def __init__(self, prepare: Callable[[], object]) -> None:
        self._keeper = Keeper(prepare, _tend)
        self._started = 0
        self._ended: dict[int, int | None] = {}

    @property
    def is_open(self) -> bool:
        """Whether workers can be started."""
        return self._keeper.is_open

    def start(self, work: Work, pipe: Connection) -> KeptWorker | None:
        """Start a worker that works at the end of a pipe, which is to be closed here. None where the keeper is gone."""
        number = self._started
        self._started += 1
        try:
            self._keeper.ask((number, work))
            send_handle(self._keeper.pipe, pipe.fileno(), self._keeper.process_id)
        except OSError:
            self.close()
            return None
        return KeptWorker(self, number)

    def ended(self, number: int, timeout: float | None) -> bool:
        """Wait until a worker has ended, at most so many seconds; tell whether it has."""
        while self.is_open and number not in self._ended:
            try:
                if not self._keeper.pipe.poll(timeout):
                    return False
                which, code = self._keeper.pipe.recv()
            except (EOFError, OSError):
                self.close()
            else:
                self._ended[which] = code
        return True

    def exit_code(self, number: int) -> int | None:
        """Return the exit code of a worker that has ended, where it is known."""
        return self._ended.get(number)

    def close(self) -> None:
        """End the keeper and its workers, without waiting for that."""
        self._keeper.close()

    def __enter__(self) -> KeptWorkers:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._keeper.join()


class KeptWorker:
    """A worker that a keeper started: what the engine asks of a process."""

    def __init__(self, kept: KeptWorkers, number: int) -> None:
        self._kept = kept
        self._number = number

    def join(self, timeout: float | None = None) -> None:
        """Wait until it has ended, at most so many seconds."""
        self._kept.ended(self._number, timeout)

    def is_alive(self) -> bool:
        """Tell whether it is there still."""
        return not self._kept.ended(self._number, 0)

    def kill(self) -> None:
        """End it, and the others of its keeper."""
        self._kept.close()

    @property
    def exitcode(self) -> int | None:
        """Its exit code, once it has ended."""
        return self._kept.exit_code(self._number)


def _tend(pipe: Connection) -> None:
    """Start workers, and tell which have ended, until the pipe ends."""
    context = start_method(True)
    crew: dict[Any, tuple[int, Any]] = {}
    while True:
        ready = wait([pipe, *crew])
        if pipe in ready:
            try:
                number, work = pipe.recv()
                with Connection(recv_handle(pipe)) as theirs:
                    process = context.Process(target=_begun, args=(work, theirs, pipe), daemon=True)
                    process.start()
            except (EOFError, OSError, RuntimeError):
                # A descriptor that was lost on its way is a RuntimeError.
                break
            crew[process.sentinel] = (number, process)
        for sentinel in ready:
            if sentinel in crew:
                number, process = crew.pop(sentinel)
                process.join()
                with suppress(OSError):
                    pipe.send((number, process.exitcode))
    end_all([process for _, process in crew.values()])


def _begun(work: Work, pipe: Connection, keepers: Connection) -> None:
    work(pipe, [keepers])
