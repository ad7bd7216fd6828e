"""Where a text may hold a date: the places, and what lies near them.

A trigger is a year, a numeric date, or a word of dates. Only the characters near a trigger become tokens, so that long
texts without dates cost one search. Windows that touch are joined: no character is made a token twice.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import ahocorasick_rs

from imcwp_data.text.date_language import DateWords
from imcwp_data.text.date_language import words as as_words
from imcwp_data.text.normalise import NOUGHTS, beyond_ascii

# Characters kept before and after a trigger: room for what tells a date from a name ("Movimiento Revolucionario 14 de
# Junio", "was postponed from 10 July to ...") and for the first verb after "Today".
_REACH_BEFORE = 56
_REACH_AFTER = 64
_SNAP = 32

# Begins with its digit, so that a search passes over all else at once.
_DIGIT_TRIGGER = re.compile(
    r"\d(?:\d\d\d(?!\d)|0['’]?s\b|\d?[-/.]\d\d?[-/.]\d\d"
    r"|(?<=[Oo]n the \d)\d?(?:st|nd|rd|th)\b|(?<=día \d)\d?\b|(?<=días \d)\d?\b)"
)
_ANY_DIGIT = re.compile(r"\d")
# The shape of dates in digits with each digit as a nought; what it finds is compared with the digits afterwards.
_NUMBER_SHAPE = re.compile(
    rb"0(?:000(?!0)|0['?]?s\b|0?[-/.]00?[-/.]00"
    rb"|(?<=[Oo]n the 0)0?(?:st|nd|rd|th)\b|(?<=d\xeda 0)0?\b|(?<=d\xedas 0)0?\b)"
)
# Words of phrases that are too common to make a reader look: each of these phrases has another word that does.
_NO_TRIGGERS = as_words(
    "this last next before after start rest turn beginning esta pasado principios inicios comienzos final fines finales"
)

Span = tuple[int, int]


class TriggerFinder:
    """Finds what may be a date in texts of one language; ``lookup`` holds the names of its days, months and seasons."""

    def __init__(self, words: DateWords, lookup: Mapping[str, tuple[str, int]]) -> None:
        self._words = _search(words, lookup)

    def find(self, text: str) -> list[Span]:
        """Return the places of what may be a date, in order."""
        triggers: list[Span] = []
        for _, start, end in self._words.find_matches_as_indexes(text):
            if not (start and text[start - 1].isalpha()) and not (end < len(text) and text[end].isalpha()):
                triggers.append((start, end))
        numbers = _numbers(text)
        if numbers:
            triggers += numbers
            triggers.sort()
        return triggers


def windows(text: str, triggers: Sequence[Span]) -> list[Span]:
    """Return what lies near the triggers of a text, in order."""
    windows: list[Span] = []
    first, last = max(0, triggers[0][0] - _REACH_BEFORE), 0
    for start, end in triggers:
        if start - _REACH_BEFORE - 2 * _SNAP > last and last:
            windows.append(_snapped(text, first, last))
            first = start - _REACH_BEFORE
        if end + _REACH_AFTER > last:
            last = end + _REACH_AFTER
    windows.append(_snapped(text, first, min(len(text), last)))
    return windows


def _snapped(text: str, start: int, end: int) -> Span:
    """Widen a window to white space, so that it cuts no word or number, within a bound."""
    before, after = text[max(0, start - _SNAP) : start], text[end : end + _SNAP]
    if before and not before[-1].isspace():
        start -= len(before.rsplit(None, 1)[-1])
    if after and not after[0].isspace():
        end += len(after.split(None, 1)[0])
    return start, end


def _numbers(text: str) -> list[Span]:
    """Return the places of the years and dates in digits of a text."""
    if text.isascii() or _ANY_DIGIT.search(beyond_ascii(text)) is None:
        if text.isascii() and "?s" not in text:
            # Nothing else than digits was replaced, so that nothing need be compared.
            return [m.span() for m in _NUMBER_SHAPE.finditer(text.encode().translate(NOUGHTS))]
        numbers: list[Span] = []
        for shape in _NUMBER_SHAPE.finditer(text.encode("latin-1", "replace").translate(NOUGHTS)):
            match = _DIGIT_TRIGGER.match(text, shape.start())
            if match is None or match.end() != shape.end():
                break
            numbers.append(match.span())
        else:
            return numbers
    return [match.span() for match in _DIGIT_TRIGGER.finditer(text)]


def _search(words: DateWords, lookup: Mapping[str, tuple[str, int]]) -> ahocorasick_rs.AhoCorasick:
    names = {name for name, (kind, _) in lookup.items() if kind != "weekday_abbreviation"}
    names |= words.ago | words.centuries | words.year_nouns | words.month_nouns | set(words.decades)
    if words.modifiers_follow:
        names |= {word for word, unit in words.units.items() if unit == "decade"}
    names |= {" ".join(phrase) for phrase, _ in words.same_days}
    for table in (words.phrases, words.whole_deadlines):
        names |= {
            word for phrase, _ in table for word in phrase if word.isalpha() and (len(phrase) == 1 or len(word) > 3)
        }
    names -= _NO_TRIGGERS | words.articles | words.of
    names -= {word for phrase, _ in words.before_modifiers for word in phrase}
    # A search that minds the case of all letters is fast; words with one capital inside are no dates.
    spellings = {form for name in names for form in (name, name.capitalize(), name.upper())}
    if words.capital_names:
        spellings -= words.common_words
    return ahocorasick_rs.AhoCorasick(
        sorted(spellings),
        matchkind=ahocorasick_rs.MatchKind.LeftmostLongest,
        implementation=ahocorasick_rs.Implementation.DFA,
    )
