"""What there is to do, cut into pieces for workers, and in which order they are given."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeAlias, TypeVar

Task = TypeVar("Task")
R = TypeVar("R", covariant=True)
# Goes through tasks as an engine's ``map`` does, or Python's.
Run: TypeAlias = Callable[[Callable[[Any], Any], Iterable[Any]], Iterator[Any]]
# So many tasks at the end are enough to even out what the workers have to do.
_LAST = 16


@dataclass(frozen=True, slots=True)
class Piece(Generic[R]):
    """A piece of work by its ``name``: ``do`` does it, in whatever process; ``size`` tells which piece is the largest.

    Where it is done in another process, it can be pickled, and so can what it gives.
    """

    name: str
    do: Callable[[], R]
    size: int = 0

    def __str__(self) -> str:
        return self.name


def in_even_order(tasks: Sequence[Task], size: Callable[[Task], int]) -> list[Task]:
    """Return tasks with the last ones by size, the largest first: so all workers end at about the same time.

    The others stay in their order, since all large ones at once would take the most memory.
    """
    return [*tasks[:-_LAST], *sorted(tasks[-_LAST:], key=size, reverse=True)]


def done(
    pieces: Sequence[Piece[R]], run: Run | None = None, told: Callable[[int, int], None] = lambda number, total: None
) -> list[R]:
    """Do some pieces, the largest first, and return what they give, in their own order.

    ``told`` is called with how many are done, and how many there are.
    """
    order = sorted(range(len(pieces)), key=lambda number: -pieces[number].size)
    found: dict[int, R] = {}
    told(0, len(order))
    for number, given in zip(order, in_turn([pieces[number] for number in order], run), strict=True):
        found[number] = given
        told(len(found), len(order))
    return [found[number] for number in range(len(pieces))]


def in_turn(pieces: Iterable[Piece[R]], run: Run | None = None) -> Iterator[R]:
    """Do some pieces and yield what they give, in their order; without ``run`` one after the other in this process."""
    return (run or map)(_do, list(pieces))


def largest_first(pieces: Iterable[Piece[R]]) -> list[Piece[R]]:
    """Return pieces by size, so that a large one is not left for the end."""
    return sorted(pieces, key=lambda piece: -piece.size)


def _do(piece: Piece[R]) -> R:
    return piece.do()
