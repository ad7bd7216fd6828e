"""The words, numbers and marks around whatever may be a date; the rest of a text is never looked at.

A trigger is a year, a numeric date, or a word of dates. Only the characters near a trigger become tokens, so that long
texts without dates cost one search. Windows that touch are joined: no character is made a token twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from imcwp_data.text.date_words import LANGUAGES, DateWords

# Characters kept each side of a trigger: room for "The weekend of Saturday the 14th and Sunday the 15th of September".
_REACH = 72
_SNAP = 32

_TOKEN = re.compile(
    r"""
    (?P<url>(?:https?://|www\.)\S+)
    |(?P<numeric>(?<![\d/.-])(?:\d{4}(?P<iso>[-/.])\d{1,2}(?P=iso)\d{1,2}|\d{1,2}(?P<mark>[-/.])\d{1,2}(?P=mark)\d{4}
        |\d{1,2}(?P<short>[/.])\d{1,2}(?P=short)\d{2})
        (?![\d/]|[.-]\d)
        (?:T\d{2}:\d{2}(?::\d{2})?(?:[.]\d{1,6})?(?:Z|[+-]\d{2}:?\d{2})?|,?\s\d{1,2}:\d{2}(?::\d{2})?(?:\s?[AaPp]\.?[Mm]\b\.?)?)?)
    |(?P<decade>(?:\b\d{3}|['’‘]\d|\b\d)0['’]?s\b)
    |(?P<quantity>\d{1,3}(?:[.,]\d{3})+(?!\d)|\d{1,3}[.,]\d{1,2}(?![\d])|\d{1,2}:\d{2}(?::\d{2})?)
    |(?P<ordinal>(?<!\d)\d{1,2}(?:\s?(?:st|nd|rd|th|ST|ND|RD|TH)|ro|er|re|e|\.?[ºª°])(?!\w))
    |(?P<number>\d+)
    |(?P<word>[^\W\d_]+)
    |(?P<space>\s+)
    |(?P<other>\S)
    """,
    re.VERBOSE,
)  # fmt: skip
_DASHES = frozenset("-–—‐‑‒−")
_APOSTROPHES = frozenset("'’‘ʼ")


class Token(NamedTuple):
    """A word, number or mark with its place. ``value`` is the number, or that of the month, weekday or season."""

    kind: str
    text: str
    word: str
    start: int
    end: int
    value: int = 0


END = Token("end", "", "", -1, -1)
"""What stands before the first and after the last token."""


@dataclass(frozen=True, slots=True)
class Scan:
    """The tokens of a text, windows parted by an END token, with the words of its language."""

    text: str
    tokens: Sequence[Token]
    words: DateWords

    def at(self, index: int) -> Token:
        """Return a token, END beyond either edge."""
        return self.tokens[index] if 0 <= index < len(self.tokens) else END

    def has(self, index: int, phrase: Sequence[str]) -> bool:
        """Tell whether the words of ``phrase`` stand from ``index`` on."""
        return all(self.at(index + i).word == word for i, word in enumerate(phrase))

    def glued(self, index: int) -> bool:
        """Tell whether nothing parts a token from the one before it."""
        return self.at(index).start == self.at(index - 1).end and self.at(index).start > 0

    def longest(self, index: int, phrases: Iterable[Sequence[str]]) -> int:
        """Return how many words the longest of ``phrases`` that stands at ``index`` has, 0 without one."""
        return max((len(phrase) for phrase in phrases if self.has(index, phrase)), default=0)


class Tokeniser:
    """Makes the tokens of texts in one language. All that can be made once is made on construction."""

    def __init__(self, words: DateWords) -> None:
        self._words = words
        lookup: dict[str, tuple[str, int]] = {}
        for other in LANGUAGES.values():
            for name, number in other.months.items():
                lookup.setdefault(name, ("foreign_month", number))
        for abbreviation, number in words.weekday_abbreviations.items():
            lookup[abbreviation] = ("weekday_abbreviation", number)
        for table, kind in (
            (words.seasons, "season"),
            (words.weekdays, "weekday"),
            (words.month_abbreviations, "month_abbreviation"),
            (words.months, "month"),
        ):
            for name, number in table.items():
                lookup[name] = (kind, number)
        lookup.pop("-", None)
        self._lookup = lookup
        self._trigger = _trigger(words, lookup)

    def scan(self, text: str) -> Scan:
        """Return the tokens near what may be a date."""
        tokens: list[Token] = []
        for start, end in self._windows(text):
            if tokens:
                tokens.append(END)
            tokens.extend(self._tokens(text, start, end))
        return Scan(text, tokens, self._words)

    def _windows(self, text: str) -> Iterator[tuple[int, int]]:
        window: tuple[int, int] | None = None
        for trigger in self._trigger.finditer(text):
            start, end = max(0, trigger.start() - _REACH), min(len(text), trigger.end() + _REACH)
            if window is not None and start <= window[1]:
                window = (window[0], end)
                continue
            if window is not None:
                yield _snapped(text, *window)
            window = (start, end)
        if window is not None:
            yield _snapped(text, *window)

    def _tokens(self, text: str, start: int, end: int) -> Iterator[Token]:
        for match in _TOKEN.finditer(text, start, end):
            kind = match.lastgroup or "other"
            if kind == "space":
                continue
            surface = match.group()
            word, value = surface, 0
            if kind == "word":
                word = surface.lower()
                kind, value = self._lookup.get(word, ("word", 0))
            elif kind == "number":
                value = int(surface) if len(surface) <= 4 else 10_000
            elif kind == "ordinal":
                value = int(surface[:2] if surface[1].isdigit() else surface[0])
            elif kind == "other":
                word = "-" if surface in _DASHES else "'" if surface in _APOSTROPHES else surface
                kind = "mark"
            yield Token(kind, surface, word, match.start(), match.end(), value)


def _snapped(text: str, start: int, end: int) -> tuple[int, int]:
    """Widen a window to white space, so that it cuts no word or number, within a bound."""
    for _ in range(_SNAP):
        if start <= 0 or text[start - 1].isspace():
            break
        start -= 1
    for _ in range(_SNAP):
        if end >= len(text) or text[end].isspace():
            break
        end += 1
    return start, end


def _trigger(words: DateWords, lookup: dict[str, tuple[str, int]]) -> re.Pattern[str]:
    names = {name for name, (kind, _) in lookup.items() if kind not in {"weekday_abbreviation", "season"}}
    names |= {name for name in words.seasons} | {word for word, unit in words.units.items() if unit != "century"}
    names |= set(words.centuries) | set(words.decades)
    names |= {name for phrase, (unit, _) in words.phrases.items() for name in phrase if unit in {"now", "day", "weekend"}}
    names -= {*words.articles, *words.of, *words.conjunctions, "this", "last", "este", "esta", "el", "fin", "próximo", "último",
              "proximo", "proxima", "pasado", "pasada", "próxima", "última", "before", "after", "past", "coming", "next"}  # fmt: skip
    # Only the first letter may be a capital or all letters be capitals: case-insensitive search is three times slower.
    spellings = {form for name in names for form in (name, name.capitalize(), name.upper())}
    return re.compile(
        r"(?<!\d)\d{4}(?!\d)|(?<!\d)\d{1,2}[-/.]\d{1,2}[-/.]\d{2}|\d0['’]?s\b|\b(?:" + _alternatives(spellings) + r")\b"
    )


def _alternatives(names: set[str]) -> str:
    """Return a pattern of names grouped by their first two letters, which a search decides much faster than a list."""
    groups: dict[str, list[str]] = {}
    for name in sorted(names):
        groups.setdefault(name[:2], []).append(name[2:])
    return "|".join(
        re.escape(head) + "(?:" + "|".join(re.escape(tail) for tail in sorted(tails, key=len, reverse=True)) + ")"
        for head, tails in groups.items()
    )
