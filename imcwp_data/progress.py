"""How far a long work is, on one line of a terminal; nothing where nobody looks on."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from types import TracebackType
from typing import TextIO, TypeAlias

# Is told a stage, how many of its steps are done, and how many there are.
Progress: TypeAlias = Callable[[str, int, int], None]
_SECONDS_BETWEEN = 0.1
_ERASE_LINE = "\r\033[K"


def silent(stage: str, done: int, total: int) -> None:
    """Say nothing."""


class TerminalProgress:
    """A function of stage, steps done and steps in all that shows them on a terminal and leaves no trace in the end.

    Used as a context: the line is erased when the work ends, so that results and errors begin on a clean one.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._shows = stream.isatty()
        self._last = -_SECONDS_BETWEEN
        self._stage = ""

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Show the state, at most some times a second, but every new stage."""
        now = time.monotonic()
        if not self._shows or (stage == self._stage and now - self._last < _SECONDS_BETWEEN):
            return
        self._stage, self._last = stage, now
        steps = f" {done}/{total}" if total > 1 else ""
        # A line that went on below would not be erased.
        self._stream.write(f"{_ERASE_LINE}{f'{stage}{steps} …'[: self._columns()]}")
        self._stream.flush()

    def _columns(self) -> int | None:
        """Return how many letters fit on a line; None where that is not told."""
        try:
            return max(0, os.get_terminal_size(self._stream.fileno()).columns - 1) or None
        except (OSError, ValueError):
            return None

    def __enter__(self) -> TerminalProgress:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._shows:
            self._stream.write(_ERASE_LINE)
            self._stream.flush()
