"""How far the figures could be from those of other texts of the same kind: bootstrap intervals.

What is drawn anew is the whole text. Facts of one text are read right or wrong together (the same name, the same page
layout, the same turn of phrase), so drawing single facts or paragraphs would count one slip as many independent ones
and give intervals that are too narrow; and whoever adds a document wants to know how the next text will be read. For
each measure the texts in which it occurs are drawn with replacement, their counts are added up, and the figure is
taken; the interval lies between quantiles of these figures.

Plain quantiles are too near to each other where texts are few. They are moved outwards as far as Student's distribution
exceeds the normal one (the expanded percentile interval: T. Hesterberg, "What Teachers Should Know About the
Bootstrap", The American Statistician 69 (4), 2015). One text alone gives no interval.
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np

from imcwp_data.evaluation.tally import Count

if TYPE_CHECKING:
    from numpy.typing import NDArray

LEVEL = 0.95
RESAMPLES = 2000
UNIT = "text"
_SEED = 20211210


@dataclass(frozen=True, slots=True)
class Interval:
    """A 95 % interval, in percent."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Intervals:
    """The intervals of a measure's three figures; None where the texts are too few to say."""

    f1: Interval | None = None
    precision: Interval | None = None
    recall: Interval | None = None


class Bootstrap:
    """Draws texts anew, the same way every time, whatever the platform."""

    def __init__(self) -> None:
        # Of all that this generator offers only random() is promised to stay the same from version to version.
        self._generator = random.Random(_SEED)
        self._numbers = np.empty(0)
        self._draws: dict[int, NDArray[np.int64]] = {}

    def intervals(self, texts: Sequence[Count]) -> Intervals:
        """Return the intervals of a measure from its counts in each text."""
        held = [count for count in texts if count.read or count.expected]
        if len(held) < 2:
            return Intervals()
        counts = np.array([(count.correct, count.read, count.expected) for count in held])
        correct, read, expected = (self._drawn(len(held)) @ counts).T
        tail = _expanded_tail(len(held))
        # As `Count` has it, for all draws at once.
        return Intervals(
            _interval(200.0 * correct, read + expected, tail),
            _interval(100.0 * correct, read, tail),
            _interval(100.0 * correct, expected, tail),
        )

    def _drawn(self, texts: int) -> NDArray[np.int64]:
        """Return how often each text is in each draw, a row for a draw; draws of other sizes begin with the same."""
        if texts not in self._draws:
            wanted = RESAMPLES * texts
            more = [self._generator.random() for _ in range(wanted - len(self._numbers))]
            self._numbers = np.append(self._numbers, more)
            chosen = (self._numbers[:wanted].reshape(RESAMPLES, texts) * texts).astype(np.int64)
            places = chosen + np.arange(RESAMPLES)[:, None] * texts
            self._draws[texts] = np.bincount(places.ravel(), minlength=wanted).reshape(RESAMPLES, texts)
        return self._draws[texts]


def _interval(parts: NDArray[np.float64], wholes: NDArray[np.int64], tail: float) -> Interval | None:
    """Return the interval of a figure from those of each draw; None where no draw has it."""
    held = wholes > 0
    values = np.sort(parts[held] / wholes[held]).tolist()
    return Interval(_quantile(values, tail), _quantile(values, 1 - tail)) if values else None


def _quantile(values: Sequence[float], share: float) -> float:
    """Return a quantile of sorted values, between two neighbours by proportion."""
    place = share * (len(values) - 1)
    below = math.floor(place)
    above = min(below + 1, len(values) - 1)
    return values[below] + (values[above] - values[below]) * (place - below)


def _expanded_tail(texts: int) -> float:
    """Return the share of the figures to leave out on either side, for a number of texts."""
    wide = math.sqrt(texts / (texts - 1)) * _student_quantile(1 - (1 - LEVEL) / 2, texts - 1)
    return NormalDist().cdf(-wide)


def _student_quantile(share: float, degrees: int) -> float:
    low, high = 0.0, 1e6
    for _ in range(100):
        middle = (low + high) / 2
        low, high = (middle, high) if _student_cdf(middle, degrees) < share else (low, middle)
    return (low + high) / 2


def _student_cdf(value: float, degrees: int) -> float:
    """Student's distribution function for whole degrees of freedom (Abramowitz and Stegun, 26.7.3 and 26.7.4)."""
    angle = math.atan(value / math.sqrt(degrees))
    cosine = math.cos(angle)
    odd = degrees % 2
    term = total = cosine if odd else 1.0
    for k in range(3 if odd else 2, degrees - 1, 2):
        term *= cosine * cosine * (k - 1) / k
        total += term
    if odd:
        both_tails = 2 / math.pi * (angle + (math.sin(angle) * total if degrees > 1 else 0.0))
    else:
        both_tails = math.sin(angle) * total
    return 0.5 + both_tails / 2
