"""Months and May Day: which of them are dates where they stand alone, and which days return every year."""

from __future__ import annotations

from imcwp_data.text.date_calendar import read_dates, year_after
from imcwp_data.text.date_language import words
from imcwp_data.text.date_names import (
    among_names,
    capitalised,
    in_name,
    inside_sentence,
    stands_for_revolution,
)
from imcwp_data.text.date_parts import Phrase
from imcwp_data.text.date_tokens import MONTH_KINDS, Scan

# Words after a day that may still say that it returns every year.
_CLAUSE_REACH = 8
# What makes a day one that is kept every year: "memorial day", "día nacional".
_DAYS_KEPT = (
    words("memorial remembrance commemoration commemorative mourning national international conmemorativo nacional "
          "internacional"),
    words("day holiday día fiesta"),
)  # fmt: skip


def read_month(scan: Scan, index: int) -> list[Phrase]:
    """Return the date that begins with the month at a token, or the month alone where it is a date."""
    may_day = read_may_day(scan, index)
    if may_day:
        return _recurring(scan, may_day)
    dates = read_dates(scan, index)
    if len(dates) == 1 and dates[0].start is not None and dates[0].start.day is None:
        if not spelt_as_month(scan, index):
            return []
        if dates[0].rule == "date.month" and _names_march(scan, index):
            return []
        if dates[0].rule == "date.month" and dates[0].start.year is None and dates[0].start.year_offset is None:
            return _bare_month(scan, index, dates[0])
    return dated(scan, dates)


def _names_march(scan: Scan, index: int) -> bool:
    """Tell whether a month that is also a common word ends a name: "the Long March of 1934", "the Women's March"."""
    before = scan.padded[index - 1]
    if scan.padded[index].word not in scan.words.common_words or scan.padded[index].text.isupper():
        return False
    named = capitalised(scan, index - 1) and before.word not in scan.words.month_prepositions
    return (named and inside_sentence(scan, index - 1)) or (before.word == "s" and scan.padded[index - 2].word == "'")


def read_may_day(scan: Scan, index: int) -> list[Phrase]:
    """Return May Day, with its year where one is told."""
    word = scan.padded[index].word
    for phrase in scan.words.may_day:
        if word == phrase[0] and scan.has(index, phrase) and capitalised(scan, index):
            year, after = year_after(scan, index + len(phrase))
            return [Phrase(index, after, "date.may_day", year.changed(month=5, day=1))]
    return []


def _bare_month(scan: Scan, index: int, phrase: Phrase) -> list[Phrase]:
    """Accept a month without day and year where it is one: not "may", "April Jones", "October Revolution"."""
    token = scan.padded[index]
    at = index - 1
    at -= scan.padded[at].word == "-" and scan.glued(index)
    before = scan.padded[at].word
    placed = before in scan.words.positions
    if at < index - 1 and not placed:
        return []
    listed = (before in scan.words.conjunctions or before == ",") and scan.padded[at - 1].kind in MONTH_KINDS
    led = placed or listed or before in scan.words.month_prepositions
    if stands_for_revolution(scan, index):
        return []
    if token.kind == "foreign_month" or in_name(scan, phrase) or before in scan.words.every:
        return []
    if token.kind == "month_abbreviation" and not (
        led and capitalised(scan, index) and scan.padded[index + 1].word == "."
    ):
        return []
    if not led and (token.word in scan.words.common_words or among_names(scan, index)):
        return []
    if not led and not scan.words.capital_names and capitalised(scan, index) and inside_sentence(scan, index):
        return []
    if placed and scan.words.capital_names:
        phrase = phrase.changed(first=at)
    modifier = scan.match(index + 1, scan.words.after_modifiers)
    if modifier is not None:
        return [phrase.changed(after=modifier[0], direction=modifier[1])]
    return [phrase]


def spelt_as_month(scan: Scan, index: int) -> bool:
    """Tell whether a month has the capital that its language asks for."""
    return not scan.words.capital_names or scan.padded[index].text[:1].isupper()


def dated(scan: Scan, phrases: list[Phrase]) -> list[Phrase]:
    """Return dates as they are read; one that is a part of a name is kept as a phrase without a date."""
    for phrase in phrases:
        if in_name(scan, phrase):
            return [Phrase(phrases[0].first, phrases[-1].after, "date.name")]
    last = phrases[-1] if phrases and scan.words.modifiers_follow else None
    modifier = scan.match(last.after, scan.words.after_modifiers) if last is not None else None
    if last is not None and modifier is not None and yearless(last):
        return [*phrases[:-1], last.changed(after=modifier[0], direction=modifier[1])]
    return _recurring(scan, phrases)


def yearless(phrase: Phrase) -> bool:
    """Tell whether a phrase names days, months or seasons and no year."""
    points = [point for point in (phrase.start, phrase.end) if point is not None]
    return bool(points) and all(point.year is None and point.year_offset is None for point in points)


def _recurring(scan: Scan, phrases: list[Phrase]) -> list[Phrase]:
    """Mark days that the words before them let return every year: "every 29 November", "cada 8 de marzo"."""
    if not phrases or phrases[0].start is None or phrases[0].start.day is None:
        return phrases
    if phrases[0].start.year is not None or phrases[0].start.year_offset is not None:
        return phrases
    at = phrases[0].first - 1
    for _ in range(4):
        word = scan.padded[at].word
        at -= word in scan.words.articles or word in scan.words.year_nouns or word in {"on", ","}
    returns = scan.padded[at].word in scan.words.every or _day_of_memory(scan, phrases[0].first)
    if not returns and not _each_year(scan, phrases[-1].after):
        return phrases
    return [phrase.changed(rule="date.recurring_day", recurring=True) for phrase in phrases]


def _day_of_memory(scan: Scan, first: int) -> bool:
    """Tell whether a day is told as one that is kept: "its memorial day of 23 August"."""
    at = first - 1
    if scan.padded[at].word not in scan.words.of:
        return False
    at -= 1
    if scan.padded[at].word in _DAYS_KEPT[1]:
        return scan.padded[at - 1].word in _DAYS_KEPT[0]
    return scan.padded[at].word in _DAYS_KEPT[0] and scan.padded[at - 1].word in _DAYS_KEPT[1]


def _each_year(scan: Scan, after: int) -> bool:
    """Tell whether the clause goes on to say that the day returns: "25 October be kept every year"."""
    for at in range(after, after + _CLAUSE_REACH):
        token = scan.padded[at]
        if token.kind in {"end", "mark"} and token.word not in {"-", "'"}:
            return at == after and token.word == "," and scan.match(at + 1, scan.words.each_year) is not None
        if scan.match(at, scan.words.each_year) is not None:
            return True
    return False
