"""What an uncertain date looks like: days that are known, days within which something lies, ends that are open."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from imcwp_data.text.edtf import bounds

Certainty = Literal["exact", "within"]
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Span:
    """The days of a date, as numbers (``date.toordinal``).

    ``exact``: from the first day to the last. ``within``: at some time between them, such as in a month or a season.
    With an open end, ``first`` and ``last`` bound what is told of the other end.
    """

    first: int
    last: int
    certainty: Certainty
    open_start: bool = False
    open_end: bool = False

    def meets(self, first: int, last: int) -> bool:
        """Tell whether any of its days lies between two days."""
        return (self.open_start or self.first <= last) and (self.open_end or self.last >= first)


def span_of(date_edtf: str | None, start: str | None, end: str | None) -> Span | None:
    """Return the span of a date from its EDTF and its bounds, None where it tells no year."""
    first, last = _number(start), _number(end)
    parts = (date_edtf or "").split("/")
    told = [part for part in parts if part != ".."]
    exact = bool(told) and all(_DAY.fullmatch(part) for part in told)
    certainty: Certainty = "exact" if exact or not date_edtf else "within"
    if len(parts) == 2 and ".." in parts:
        first, last = _known(told[0], first, last)
    if first is None and last is None:
        return None
    return Span(
        first=first if first is not None else last or 0,
        last=last if last is not None else first or 0,
        certainty=certainty,
        open_start=len(parts) == 2 and parts[0] == "..",
        open_end=len(parts) == 2 and parts[1] == "..",
    )


def _known(part: str, first: int | None, last: int | None) -> tuple[int | None, int | None]:
    """Return the days of the end of an interval that is told."""
    try:
        low, high = bounds(part)
    except ValueError:
        return first, last
    return _number(low), _number(high)


def _number(day: str | None) -> int | None:
    try:
        return date.fromisoformat(day).toordinal() if day else None
    except ValueError:
        return None
