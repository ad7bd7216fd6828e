"""Draws by rank: what stands first in a list comes up most often, as words and names do in texts."""

from __future__ import annotations

import random
from bisect import bisect
from collections.abc import Sequence
from itertools import accumulate
from typing import Generic, TypeVar

T = TypeVar("T")


class Pool(Generic[T]):
    """Items with Zipf's weights: the item of rank r has the weight 1 / (r + ``flat``); a larger ``flat`` evens them."""

    __slots__ = ("_cumulated", "items")

    def __init__(self, items: Sequence[T], flat: float = 4.0) -> None:
        if not items:
            raise ValueError("a pool needs at least one item")
        self.items = tuple(items)
        weights = list(accumulate(1 / (rank + flat) for rank in range(len(self.items))))
        self._cumulated = [weight / weights[-1] for weight in weights[:-1]]

    def pick(self, rng: random.Random) -> T:
        """Return one item."""
        return self.items[bisect(self._cumulated, rng.random())]


def shuffled(items: Sequence[T], key: str) -> list[T]:
    """Return the items in an order that depends on ``key`` alone."""
    found = list(items)
    random.Random(key).shuffle(found)
    return found
