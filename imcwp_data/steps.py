"""Readings of several steps, taken step by step for several documents.

A processor does the same much faster a second time at once than after all else that is done to a document: what the
step needs is at hand, and how it goes is known. So each reader stops between its steps, and each step is taken for
some documents before the next one is for the first of them. What is read in a document is the same either way.
A reader that has nothing to read in a document stops as often as in others, so that all of them stay in step.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from typing import TypeVar

Thing = TypeVar("Thing")
Result = TypeVar("Result")
# What is taken together at most: more gains nothing, and holds more in memory.
_MOST = 32
_MOST_CHARACTERS = 64_000
# Stops between the steps of a piece of work, and returns what it made.
Steps = Generator[None, None, Result]


def taken(work: Steps[Result]) -> Result:
    """Return what a piece of work makes, all steps taken one after the other."""
    return taken_together([work])[0]


def taken_together(works: Iterable[Steps[Result]]) -> list[Result]:
    """Return what some pieces of work make, each step taken for all of them before the next one."""
    made: dict[int, Result] = {}
    going = list(enumerate(works))
    while going:
        ended = len(made)
        for number, work in going:
            try:
                next(work)
            except StopIteration as stop:
                made[number] = stop.value
        # At most steps none ends, and at the last one all do.
        if len(made) > ended:
            going = [(number, work) for number, work in going if number not in made]
    return [made[number] for number in range(len(made))]


def in_groups(things: Sequence[Thing], size_of: Callable[[Thing], int]) -> Iterator[list[Thing]]:
    """Yield texts or the like in groups for which steps are taken together; ``size_of`` tells a thing's characters."""
    group: list[Thing] = []
    characters = 0
    for thing in things:
        size = size_of(thing)
        if group and (len(group) == _MOST or characters + size > _MOST_CHARACTERS):
            yield group
            group, characters = [], 0
        group.append(thing)
        characters += size
    if group:
        yield group
