"""What a date phrase says before the day of writing completes it."""

from __future__ import annotations

from imcwp_data.record import Record


class Point(Record, frozen=True):
    """A day, month, season (21 spring to 24 winter, in ``month``) or year, as far as the words tell it.

    ``year_offset`` counts years from the day of writing ("June of last year").
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    year_offset: int | None = None


class Phrase(Record, frozen=True):
    """Tokens ``first`` to ``after`` (exclusive) and the date they tell.

    ``edtf`` is set where nothing is left to complete. ``direction`` is -1 (past) or 1 (coming) where a word says so,
    0 for "this". ``bound`` is "until" for a deadline at the end of the date, "from" for an earliest date.
    ``anchor`` names what a date beside this one tells: its "day", the "month" of the one before, the "nearest" month.
    """

    first: int
    after: int
    rule: str
    start: Point | None = None
    end: Point | None = None
    edtf: str | None = None
    basis: str = "explicit"
    direction: int | None = None
    weekday: int | None = None
    recurring: bool = False
    bound: str = ""
    anchor: str = ""
