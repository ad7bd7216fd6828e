"""In which order tasks are given to workers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

Task = TypeVar("Task")
# So many tasks at the end are enough to even out what the workers have to do.
_LAST = 16


def in_even_order(tasks: Sequence[Task], size: Callable[[Task], int]) -> list[Task]:
    """Return tasks with the last ones by size, the largest first: so all workers end at about the same time.

    The others stay in their order, since all large ones at once would take the most memory.
    """
    return [*tasks[:-_LAST], *sorted(tasks[-_LAST:], key=size, reverse=True)]
