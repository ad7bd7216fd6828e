"""Days as texts write them."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
MONTHS_ES = (
    "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre",
    "diciembre",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class Written:
    """A day in words, in EDTF, and whether the words mean the same whenever they are read."""

    text: str
    edtf: str
    lasting: bool


@dataclass(frozen=True, slots=True)
class DayStyle:
    """How one document writes days: the month first or the day, and which dash joins two."""

    month_first: bool
    dash: str

    def day(self, day: date) -> str:
        """Return a day with its year."""
        month = MONTHS[day.month - 1]
        return f"{month} {day.day}, {day.year}" if self.month_first else f"{day.day} {month} {day.year}"

    def day_of_year(self, day: date) -> str:
        """Return a day without its year."""
        month = MONTHS[day.month - 1]
        return f"{month} {day.day}" if self.month_first else f"{day.day} {month}"

    def days(self, start: date, end: date, rng: random.Random) -> str:
        """Return days from one to another, with the word before them."""
        if start == end:
            return f"on {self.day(start)}"
        if (start.year, start.month) != (end.year, end.month):
            return f"from {self.day(start) if start.year != end.year else self.day_of_year(start)} to {self.day(end)}"
        month, apart = MONTHS[start.month - 1], rng.random() < 0.4
        if self.month_first:
            joined = f"{start.day} to {end.day}" if apart else f"{start.day}{self.dash}{end.day}"
            return f"{'from' if apart else 'on'} {month} {joined}, {start.year}"
        joined = f"from {start.day} to {end.day}" if apart else f"on {start.day}{self.dash}{end.day}"
        return f"{joined} {month} {start.year}"


def edtf_of(start: date, end: date) -> str:
    """Return a day or a range of days in EDTF."""
    return start.isoformat() if start == end else f"{start.isoformat()}/{end.isoformat()}"


def past_day(rng: random.Random, today: date, style: DayStyle) -> Written:
    """Return a day before that of a document, as a news text gives it, with its preposition."""
    how = rng.random()
    if how < 0.08:
        return Written("yesterday", (today - timedelta(1)).isoformat(), False)
    if how < 0.22:
        day = today - timedelta(rng.randrange(1, 7))
        return Written(f"on {WEEKDAYS[day.weekday()]}", day.isoformat(), False)
    if how < 0.45:
        day = today - timedelta(rng.randrange(2, 150))
        return Written(f"on {style.day_of_year(day)}", day.isoformat(), False)
    day = today - timedelta(1 + int(rng.random() ** 2 * 500))
    return Written(f"on {style.day(day)}", day.isoformat(), True)


def coming_day(rng: random.Random, today: date, style: DayStyle) -> Written:
    """Return a day after that of a document, without a preposition."""
    if rng.random() < 0.4:
        day = today + timedelta(rng.randrange(2, 120))
        return Written(style.day_of_year(day), day.isoformat(), False)
    day = today + timedelta(2 + int(rng.random() ** 2 * 200))
    return Written(style.day(day), day.isoformat(), True)
