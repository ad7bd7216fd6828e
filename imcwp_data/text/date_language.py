"""What a language's table of date words holds, and how such tables are written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Meaning = TypeVar("Meaning")
Words = tuple[str, ...]


class PhraseTable(Generic[Meaning]):
    """Phrases of several words with what each means, looked up by their first word, the longest first."""

    def __init__(self, phrases: Mapping[Words, Meaning] | None = None) -> None:
        by_first: dict[str, list[tuple[Words, Meaning]]] = {}
        for phrase, meaning in (phrases or {}).items():
            by_first.setdefault(phrase[0], []).append((phrase, meaning))
        self.by_first: Mapping[str, tuple[tuple[Words, Meaning], ...]] = {
            first: tuple(sorted(found, key=lambda entry: -len(entry[0]))) for first, found in by_first.items()
        }

    def __iter__(self) -> Iterator[tuple[Words, Meaning]]:
        for entries in self.by_first.values():
            yield from entries


Count = tuple[str, int]
"""What a phrase counts in (day, month, year, weekend, decade, century, now) and how many from the day of writing."""


@dataclass(frozen=True, slots=True)
class DateWords:
    """What one language calls days, months, seasons, and its ways of pointing from the day of writing."""

    months: Mapping[str, int]
    month_abbreviations: Mapping[str, int] = field(default_factory=dict)
    weekdays: Mapping[str, int] = field(default_factory=dict)
    weekday_abbreviations: Mapping[str, int] = field(default_factory=dict)
    seasons: Mapping[str, int] = field(default_factory=dict)
    capital_names: bool = False
    """Whether months and weekdays begin with a capital."""
    modifiers_follow: bool = False
    """Whether "last" and "next" may follow their noun, as in Spanish."""
    common_words: frozenset[str] = frozenset()
    """Months that are also everyday words and are dates only beside a day, a year or a preposition."""
    day_ordinals: Mapping[str, int] = field(default_factory=dict)
    of: frozenset[str] = frozenset()
    to: frozenset[str] = frozenset()
    conjunctions: frozenset[str] = frozenset()
    articles: frozenset[str] = frozenset()
    before_modifiers: PhraseTable[int] = field(default_factory=PhraseTable)
    after_modifiers: PhraseTable[int] = field(default_factory=PhraseTable)
    after_years: PhraseTable[int] = field(default_factory=PhraseTable)
    """Years told after a month or day ("last year", "del año pasado")."""
    months_of_day: PhraseTable[int] = field(default_factory=PhraseTable)
    """Months told after a day ("of this month")."""
    same_months: PhraseTable[None] = field(default_factory=PhraseTable)
    """Months told after a day that are those of a date before it ("of that month")."""
    same_days: PhraseTable[None] = field(default_factory=PhraseTable)
    """What names the day of a date before it, without its determiner ("same evening")."""
    open_starts: tuple[Words, ...] = ()
    """What follows a date from which something goes on ("onwards")."""
    each_year: PhraseTable[None] = field(default_factory=PhraseTable)
    """What makes a day one of every year ("every year")."""
    those: frozenset[str] = frozenset()
    """What points a month or season back to the year told before it ("that April")."""
    day_parts: frozenset[str] = frozenset()
    """Parts of the day that follow a weekday ("Saturday night")."""
    phrases: PhraseTable[Count] = field(default_factory=PhraseTable)
    deadlines: PhraseTable[None] = field(default_factory=PhraseTable)
    """What makes the end of the following period a deadline ("by the end of")."""
    whole_deadlines: PhraseTable[Count] = field(default_factory=PhraseTable)
    """Whole phrases for a deadline ("before year's end")."""
    periods: PhraseTable[Count] = field(default_factory=PhraseTable)
    """A period named after a deadline ("the year", "next month")."""
    at_least: tuple[Words, ...] = ()
    positions: frozenset[str] = frozenset()
    """Words that place a date inside a period and belong to its surface ("early", "late")."""
    month_prepositions: frozenset[str] = frozenset()
    year_prepositions: frozenset[str] = frozenset()
    since: frozenset[str] = frozenset()
    every: frozenset[str] = frozenset()
    between: frozenset[str] = frozenset()
    year_nouns: frozenset[str] = frozenset()
    month_nouns: frozenset[str] = frozenset()
    units: Mapping[str, str] = field(default_factory=dict)
    """Units that can be counted back from the day of writing: word to day, month, year, decade, century."""
    ago: frozenset[str] = frozenset()
    centuries: frozenset[str] = frozenset()
    decades: Mapping[str, int] = field(default_factory=dict)
    may_day: tuple[Words, ...] = ()


def months(names: str) -> dict[str, int]:
    """Read twelve months in order, the spellings of one month joined by a slash, a dash for none."""
    return _numbered(names, 1)


def weekdays(names: str) -> dict[str, int]:
    """Read seven weekdays from Monday (0), the spellings of one joined by a slash."""
    return _numbered(names, 0)


def _numbered(names: str, first: int) -> dict[str, int]:
    return {
        name: number
        for number, spellings in enumerate(names.split(), first)
        for name in spellings.split("/")
        if name != "-"
    }


def words(text: str) -> frozenset[str]:
    """Read words separated by spaces."""
    return frozenset(text.split())


def phrases(text: str) -> tuple[Words, ...]:
    """Read phrases separated by semicolons."""
    return tuple(tuple(phrase.split()) for phrase in text.split(";") if phrase.strip())


def counts(text: str) -> dict[Words, Count]:
    """Read phrases that count from the day of writing: "year -1: last year; past year"."""
    table: dict[Words, Count] = {}
    for line in text.strip().splitlines():
        head, _, tail = line.partition(":")
        unit, number = head.split()
        table.update(dict.fromkeys(phrases(tail), (unit, int(number))))
    return table


def offsets(text: str) -> dict[Words, int]:
    """Read phrases with their direction: "-1: last; past"."""
    table: dict[Words, int] = {}
    for line in text.strip().splitlines():
        number, _, tail = line.partition(":")
        table.update(dict.fromkeys(phrases(tail), int(number)))
    return table
