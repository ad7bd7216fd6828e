"""What is counted: items that are right, items that were read, items that the key has, and each that is not right."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Count:
    """The counts of one measure: ``correct`` of the items that were ``read``, and of those ``expected`` by the key."""

    correct: int = 0
    read: int = 0
    expected: int = 0

    def __add__(self, other: Count) -> Count:
        """Return the sum of two counts."""
        return Count(self.correct + other.correct, self.read + other.read, self.expected + other.expected)

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall, in percent; None where nothing is expected and nothing read."""
        total = self.read + self.expected
        return 200.0 * self.correct / total if total else None

    @property
    def precision(self) -> float | None:
        """The share of what was read that is right, in percent; None where nothing was read."""
        return 100.0 * self.correct / self.read if self.read else None

    @property
    def recall(self) -> float | None:
        """The share of what is expected that was read, in percent; None where nothing is expected."""
        return 100.0 * self.correct / self.expected if self.expected else None


@dataclass(frozen=True, slots=True, order=True)
class Miss:
    """What was missed (``read`` is None), read without being in the key (``expected`` is None), or read wrongly."""

    source: str
    line: int
    measure: str
    about: str
    expected: str | None
    read: str | None


class Tally:
    """Counts one text, measure by measure."""

    def __init__(self, source: str) -> None:
        self._source = source
        self.counts: dict[str, Count] = {}
        self.misses: list[Miss] = []

    def add(self, measure: str, correct: int, read: int, expected: int) -> None:
        """Add to a measure's counts."""
        self.counts[measure] = self.counts.get(measure, Count()) + Count(correct, read, expected)

    def field(
        self,
        measure: str,
        expected: Any,
        read: Any,
        same: Callable[[Any, Any], bool] | None = None,
        *,
        line: int,
        about: str = "",
    ) -> None:
        """Count one field of a pair that matched; a value that is absent on both sides counts for nothing."""
        is_expected, is_read = _present(expected), _present(read)
        if not is_expected and not is_read:
            return
        equal = same(expected, read) if same else expected == read
        right = is_expected and is_read and equal
        self.add(measure, int(right), int(is_read), int(is_expected))
        if not right:
            self.miss(measure, line, about, expected if is_expected else None, read if is_read else None)

    def matched(
        self, measure: str, pairs: Sequence[tuple[int, int]], expected: Sequence[Any], read: Sequence[Any]
    ) -> tuple[list[Any], list[Any]]:
        """Count a list that was matched; return what is left on either side."""
        self.add(measure, len(pairs), len(read), len(expected))
        return _without(expected, (i for i, _ in pairs)), _without(read, (j for _, j in pairs))

    def miss(self, measure: str, line: int, about: str, expected: object, read: object) -> None:
        """Note that a value is missing, wrong or too much."""
        self.misses.append(Miss(self._source, line, measure, about, _text(expected), _text(read)))


def _present(value: object) -> bool:
    return value is not None and value != "" and value != []


def _without(items: Sequence[Any], taken: Iterable[int]) -> list[Any]:
    gone = frozenset(taken)
    return [item for index, item in enumerate(items) if index not in gone]


def _text(value: object) -> str | None:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return None if value is None else str(value)
