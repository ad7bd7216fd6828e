"""From values to positions and sizes: the axis of time, steps of shade, areas of bubbles."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import sqrt

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MOST_TICKS = 13
_SHORTEST_TICKS_BY_MONTH = 62


@dataclass(frozen=True, slots=True)
class Tick:
    """A place on the axis of time with what is written there; ``strong`` where a year begins."""

    day: int
    label: str
    strong: bool


@dataclass(frozen=True, slots=True)
class TimeScale:
    """Days (``date.toordinal``) from ``first`` to ``last``, both whole, drawn between two positions."""

    first: int
    last: int
    left: float
    right: float

    def position(self, day: int) -> float:
        """Return where a day begins, at most at the edges."""
        share = (day - self.first) / (self.last + 1 - self.first)
        return self.left + min(max(share, 0.0), 1.0) * (self.right - self.left)

    def ticks(self) -> list[Tick]:
        """Return the ticks of the axis: days, months or years, at most thirteen."""
        days = self.last + 1 - self.first
        if days <= _SHORTEST_TICKS_BY_MONTH:
            return self._days(days)
        months = days / 30.4
        for step in (1, 2, 3, 6):
            if months / step <= _MOST_TICKS - 1:
                return list(self._months(step))
        for step in (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000):
            if days / 365.25 / step <= _MOST_TICKS - 1:
                break
        return list(self._years(step))

    def _days(self, days: int) -> list[Tick]:
        step = next(step for step in (1, 2, 7) if days / step <= _MOST_TICKS)
        found = []
        for day in range(self.first, self.last + 1, step):
            when = date.fromordinal(day)
            found.append(Tick(day, f"{when.day} {_MONTHS[when.month - 1]}", when.day == 1))
        if found:
            head = found[0]
            found[0] = Tick(head.day, f"{head.label} {date.fromordinal(head.day).year}", True)
        return found

    def _months(self, step: int) -> Iterator[Tick]:
        start = date.fromordinal(self.first)
        months = start.year * 12 + start.month - 1
        for month in range(months, months + 12 * 200):
            if month % 12 % step:
                continue
            when = _first_of(month)
            if when is None or when > self.last:
                return
            if when >= self.first:
                january = month % 12 == 0
                yield Tick(when, str(month // 12) if january else _MONTHS[month % 12], january)

    def _years(self, step: int) -> Iterator[Tick]:
        for year in range(date.fromordinal(self.first).year // step * step, 10_000, step):
            when = _first_of(year * 12)
            if when is not None and when > self.last:
                return
            if when is not None and when >= self.first:
                yield Tick(when, str(year), True)


def _first_of(month: int) -> int | None:
    year = month // 12
    return date(year, month % 12 + 1, 1).toordinal() if 1 <= year <= 9999 else None


def steps(values: Iterable[int], most: int = 5) -> list[int]:
    """Return the upper bounds of at most ``most`` steps for counts, each about as much larger as the one before."""
    high = max(values, default=0)
    if high <= most:
        return list(range(1, high + 1))
    bounds = sorted({round(high ** (step / most)) for step in range(1, most + 1)})
    return [bound for bound in bounds if bound >= 1]


def step_of(value: int, bounds: Sequence[int]) -> int:
    """Return the step of a count: 0 for none, else from 1 on."""
    return 0 if value <= 0 else min(bisect_left(bounds, value), len(bounds) - 1) + 1


def step_labels(bounds: Sequence[int]) -> list[str]:
    """Return what each step holds: "1", "2–4", "5–20"."""
    lows = [1, *(bound + 1 for bound in bounds)][: len(bounds)]
    return [f"{low:,}" if low == high else f"{low:,}–{high:,}" for low, high in zip(lows, bounds, strict=True)]


def radius(count: int, most: int, largest: float, of_one: float) -> float:
    """Return the radius of a bubble whose area tells a count; ``of_one`` is that of 1 where there is room for more."""
    return max(2.5, min(of_one, largest / sqrt(max(most, 1))) * sqrt(count))


def width_of(count: int, most: int, widest: float, thinnest: float) -> float:
    """Return the width of a line that tells a count."""
    return thinnest if most <= 1 else thinnest + (widest - thinnest) * (count - 1) / (most - 1)
