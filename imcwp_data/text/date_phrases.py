"""Finds the date phrases among the tokens of a text: at each place the rule that fits, from the left."""

from __future__ import annotations

import datetime
from dataclasses import replace

from imcwp_data.text.date_calendar import (
    connector,
    is_month,
    is_weekday,
    read_dates,
    read_numeric_dates,
    read_season,
    year_after,
)
from imcwp_data.text.date_context import NAME_HEADS
from imcwp_data.text.date_parts import Phrase, Point
from imcwp_data.text.date_relative import matching_day, read_ago, read_phrase, weekday_date
from imcwp_data.text.date_resolution import tense
from imcwp_data.text.date_tokens import Scan
from imcwp_data.text.date_words import DateWords
from imcwp_data.text.date_years import read_century, read_decade, read_years

_SENTENCE_END = frozenset(".!?:;“”\"«»(")
_WEEKDAY_LEADS = frozenset("on last this next by since until from before after till and el este del desde hasta pasado próximo y".split())


class PhraseReader:
    """Reads the date phrases of texts in one language."""

    def __init__(self, words: DateWords, language: str) -> None:
        self._words = words
        self._language = language
        self._modifier_starts = {phrase[0] for phrase in words.before_modifiers}
        self._phrase_starts = {phrase[0] for phrase in words.phrases}
        fixed = {
            **{phrase: ("year", 0) for phrase in words.year_end_deadlines},
            **{phrase: ("month", 0) for phrase in words.month_end_deadlines},
        }
        self._fixed_deadlines = fixed
        self._deadline_starts = {phrase[0] for phrase in (*words.deadlines, *fixed)}

    def read(self, scan: Scan, reference: datetime.date | None) -> list[Phrase]:
        """Return the phrases in order, none overlapping another."""
        phrases: list[Phrase] = []
        index = 0
        while index < len(scan.tokens):
            found = self._at(scan, index, reference)
            if not found:
                index += 1
                continue
            floor = phrases[-1].after if phrases else 0
            phrases += [self._at_least(scan, phrase) for phrase in found if phrase.first >= floor]
            index = max(index + 1, found[-1].after)
        return phrases

    def _at(self, scan: Scan, index: int, reference: datetime.date | None) -> list[Phrase]:
        token = scan.at(index)
        if token.kind in {"mark", "url", "quantity", "end"}:
            return []
        if token.kind == "numeric":
            return read_numeric_dates(scan, index, self._language, reference)
        if token.word in self._deadline_starts:
            found = self._deadline(scan, index, reference)
            if found:
                return found
        if token.word in self._modifier_starts:
            found = self._modified(scan, index, reference)
            if found:
                return found
        if token.word in self._phrase_starts:
            found = self._relative(scan, index, reference)
            if found:
                return found
        if is_weekday(token):
            return self._weekday(scan, index, index, None, reference)
        if is_month(token):
            return self._named_month(scan, index)
        if token.kind == "season":
            return self._season(scan, index)
        if token.kind == "decade":
            return read_decade(scan, index)
        if token.word in {"ago", "hace"}:
            found = read_ago(scan, index, reference)
            return [] if found and self._told_exactly(scan, found[-1].after) else found
        dates = read_dates(scan, index)
        if dates:
            return [] if all(_in_name(scan, phrase) for phrase in dates) else _told_to_recur(scan, dates)
        return read_century(scan, index) or read_years(scan, index) or read_decade(scan, index)

    def _deadline(self, scan: Scan, index: int, reference: datetime.date | None) -> list[Phrase]:
        """Read "by the end of July": the words from "by" on are the surface."""
        fixed = scan.longest(index, self._fixed_deadlines)
        if fixed:
            unit, offset = self._fixed_deadlines[tuple(scan.at(index + i).word for i in range(fixed))]
            return [_period(index, index + fixed, unit, offset, reference)]
        length = scan.longest(index, self._words.deadlines)
        if not length:
            return []
        at = index + length
        named = scan.longest(at, self._words.period_units)
        if named:
            unit, offset = self._words.period_units[tuple(scan.at(at + i).word for i in range(named))]
            year = scan.at(at + named)
            if unit != "year" or year.kind != "number":
                return [_period(index, at + named, unit, offset, reference)]
            at += named
        while scan.at(at).word in self._words.articles or scan.at(at).word in self._words.month_nouns | self._words.of:
            at += 1
        month = scan.at(at).kind == "month"
        found = (
            read_century(scan, at) or read_decade(scan, at) or read_years(scan, at)
            or (read_season(scan, at) if scan.at(at).kind == "season" else [])
            or (read_dates(scan, at) if month else self._modified(scan, at, reference))
        )  # fmt: skip
        if len(found) != 1 or (found[0].start is not None and found[0].start.day is not None):
            return []
        return [replace(found[0], first=index, rule="date.deadline", bound="until")]

    def _modified(self, scan: Scan, index: int, reference: datetime.date | None) -> list[Phrase]:
        """Read "last November 11", "this autumn", "el próximo 23 de noviembre"."""
        length = scan.longest(index, self._words.before_modifiers)
        if not length:
            return []
        direction = self._words.before_modifiers[tuple(scan.at(index + i).word for i in range(length))]
        core = index + length
        while scan.at(core).word in self._words.month_nouns | self._words.of | self._words.articles and core < index + length + 3:
            core += 1
        token = scan.at(core)
        if is_weekday(token):
            return self._weekday(scan, index, core, direction, reference)
        if token.kind == "season" and not _named(scan, core):
            found = read_season(scan, core)
        elif is_month(token) or token.kind in {"number", "ordinal"} or token.word in self._words.day_ordinals:
            found = read_dates(scan, core)
            if len(found) == 1 and found[0].rule == "date.month" and is_month(token) and not self._spelt_as_month(scan, core):
                return []
        else:
            return []
        if not found or _in_name(scan, found[-1]):
            return []
        return [replace(found[0], first=index, direction=direction), *(replace(p, direction=direction) for p in found[1:])]

    def _relative(self, scan: Scan, index: int, reference: datetime.date | None) -> list[Phrase]:
        start = scan.at(index).start
        found = read_phrase(scan, index, reference, tense(scan.text, start, start) if reference is not None else 0)
        if not found or found[0].rule not in {"date.weekend", "date.relative_day"}:
            return found
        exact = self._apposition(scan, found[0].after)
        if not exact:
            return found
        direct = exact[0].first <= found[0].after + 1
        return [replace(exact[0], first=index if direct else exact[0].first), *exact[1:]]

    def _told_exactly(self, scan: Scan, index: int) -> bool:
        return bool(self._apposition(scan, index))

    def _apposition(self, scan: Scan, index: int) -> list[Phrase]:
        """Return the day in figures that explains a relative one: "yesterday, 5 November", "a year ago, on 9 May 2013"."""
        at = index
        if scan.at(at).word not in {",", "(", "-"} and not scan.at(at).kind[:3] in {"mon", "ord", "num", "wee"}:
            return []
        while scan.at(at).word in {",", "(", "on", "-"} or scan.at(at).word in self._words.articles:
            at += 1
            if at > index + 4:
                return []
        if is_weekday(scan.at(at)):
            at += 1
            at += scan.at(at).word == ","
        found = read_dates(scan, at)
        if found and found[0].start is not None and found[0].start.day is not None:
            return found
        return []

    def _weekday(
        self, scan: Scan, first: int, index: int, direction: int | None, reference: datetime.date | None
    ) -> list[Phrase]:
        """Read a weekday: with its date, with a day of the month ("Saturday the 25th"), or alone."""
        token = scan.at(index)
        at = index + 1
        at += token.kind == "weekday_abbreviation" and scan.at(at).word == "."
        at += scan.at(at).word == ","
        while scan.at(at).word in self._words.articles:
            at += 1
        lead = index if direction == 0 else first
        dates = read_dates(scan, at)
        if dates and dates[0].start is not None and dates[0].start.day is not None:
            return [replace(dates[0], first=lead, direction=direction), *dates[1:]]
        if scan.at(at).kind == "numeric":
            numeric = read_numeric_dates(scan, at, self._language, reference)
            return [replace(numeric[0], first=lead)] if numeric else []
        if token.kind != "weekday":
            return []
        number = scan.at(at)
        counted = scan.at(at + 1)
        if (number.kind == "ordinal" and (at > index + 1 or not counted.text.islower())) or (
            number.kind == "number" and at == index + 1 and 1 <= number.value <= 31 and counted.kind in {"mark", "end"}
            and counted.word not in {":", "."}
        ):  # fmt: skip
            day = matching_day(reference, token.value, number.value) if reference is not None else None
            return [Phrase(first, at + 1, "date.weekday_day", edtf=day.isoformat() if day else None, basis="relative")]
        return self._weekday_alone(scan, first, index, direction, reference)

    def _weekday_alone(
        self, scan: Scan, first: int, index: int, direction: int | None, reference: datetime.date | None
    ) -> list[Phrase]:
        token, before, following = scan.at(index), scan.at(index - 1), scan.at(index + 1)
        if before.word in self._words.every or (direction is None and not self._spelt_as_weekday(scan, index)):
            return []
        if following.kind == "word" and following.text[:1].isupper() and before.word not in _WEEKDAY_LEADS:
            return []
        after = index + 1
        strict = direction in {-1, 1}
        length = scan.longest(after, self._words.after_modifiers)
        if length and direction is None:
            modifier = self._words.after_modifiers[tuple(scan.at(after + i).word for i in range(length))]
            if scan.at(after + length - 1).word not in self._words.year_nouns:
                direction, strict, after = modifier, modifier != 0, after + length
        if reference is None:
            return [Phrase(first, after, "date.weekday", basis="relative")]
        told = tense(scan.text, scan.at(first).start, scan.at(after - 1).end)
        side = direction if direction in {-1, 1} else told or (1 if direction == 0 else -1)
        day = weekday_date(reference, token.value, side, strict=strict)
        kind, beyond = connector(scan, after)
        while scan.at(beyond).word in self._words.articles:
            beyond += 1
        if kind in {"dash", "word"} and scan.at(beyond).kind == "weekday":
            last = weekday_date(day, scan.at(beyond).value, 1)
            if last > day:
                edtf = f"{day.isoformat()}/{last.isoformat()}"
                return [Phrase(first, beyond + 1, "date.weekday_range", edtf=edtf, basis="relative")]
        return [Phrase(first, after, "date.weekday", edtf=day.isoformat(), basis="relative")]

    def _named_month(self, scan: Scan, index: int) -> list[Phrase]:
        token = scan.at(index)
        following = scan.at(index + 1)
        if self._words.capital_names and token.word == "may" and following.word == "day" and token.text[0].isupper():
            year, after = year_after(scan, index + 2)
            return _told_to_recur(scan, [Phrase(index, after, "date.may_day", replace(year, month=5, day=1))])
        dates = read_dates(scan, index)
        if len(dates) == 1 and dates[0].rule == "date.month" and dates[0].start is not None:
            if dates[0].start.year is None and dates[0].start.year_offset is None:
                return self._bare_month(scan, index, dates[0])
            if token.text.islower() and self._words.capital_names:
                return []
        elif len(dates) == 1 and dates[0].rule == "date.month_range" and not self._spelt_as_month(scan, index):
            return []
        return [] if any(_in_name(scan, phrase) for phrase in dates) else _told_to_recur(scan, dates)

    def _bare_month(self, scan: Scan, index: int, phrase: Phrase) -> list[Phrase]:
        """Accept a month without day and year where it is one: not "may", "march", "April Jones", "October Revolution"."""
        token, before, following = scan.at(index), scan.at(index - 1), scan.at(index + 1)
        led = before.word in self._words.month_prepositions or before.word in self._words.positions
        joined = before.word in self._words.conjunctions or before.word == ","
        if joined and is_month(scan.at(index - 2)):
            led = True
        length = scan.longest(index + 1, self._words.after_modifiers)
        if token.kind != "month" and not (token.kind == "month_abbreviation" and led and token.text[0].isupper()):
            return []
        if token.kind == "month_abbreviation" and (scan.at(index + 1).word != "." or len(token.text) < 3):
            return []
        if not self._spelt_as_month(scan, index) or _in_name(scan, phrase):
            return []
        if not led and (token.word in self._words.common_words or _between_names(scan, index)):
            return []
        if not led and not self._words.capital_names and token.text[0].isupper() and _inside_sentence(scan, index):
            return []
        if scan.at(index - 1).word == "-" and scan.glued(index) and before.word not in self._words.positions:
            if scan.at(index - 2).word not in self._words.positions:
                return []
            phrase = replace(phrase, first=index - 2)
        elif before.word in self._words.positions and self._words.capital_names:
            phrase = replace(phrase, first=index - 1)
        if following.word == "'" and scan.at(index + 2).word == "s" and token.word in self._words.common_words:
            return []
        if length:
            modifier = self._words.after_modifiers[tuple(scan.at(index + 1 + i).word for i in range(length))]
            return [replace(phrase, after=index + 1 + length, direction=modifier)]
        return [phrase]

    def _season(self, scan: Scan, index: int) -> list[Phrase]:
        """Read a season: with its year anywhere, without one only after an article that a preposition leads."""
        if _named(scan, index):
            return []
        found = read_season(scan, index)
        before = scan.at(index - 1)
        first = index - 1 if before.word in self._words.positions else index
        start = found[0].start
        if start is not None and (start.year is not None or start.year_offset is not None):
            return [replace(found[0], first=first)]
        length = scan.longest(index + 1, self._words.after_modifiers)
        if length and not self._words.capital_names:
            modifier = self._words.after_modifiers[tuple(scan.at(index + 1 + i).word for i in range(length))]
            return [replace(found[0], after=index + 1 + length, direction=modifier)]
        article = scan.at(first - 1).word in self._words.articles and scan.at(first - 2).word in self._words.month_prepositions
        if not article and before.word not in {"since", "by", "until", "desde", "hasta"}:
            return []
        if scan.at(index + 1).word in {"of", "de", "del"} and not scan.at(index + 2).kind == "end":
            return []
        return [replace(found[0], first=first)]

    def _spelt_as_month(self, scan: Scan, index: int) -> bool:
        text = scan.at(index).text
        return text[0].isupper() if self._words.capital_names else text.islower() or text.isupper() or text.istitle()

    def _spelt_as_weekday(self, scan: Scan, index: int) -> bool:
        token, before = scan.at(index), scan.at(index - 1)
        if self._words.capital_names:
            named = before.kind == "word" and before.text[0].isupper() and _inside_sentence(scan, index - 1)
            return token.text[0].isupper() and not (named and before.word not in _WEEKDAY_LEADS)
        return token.text.islower() and (
            before.word in {"el", "del", "este", "al", "y", ",", "pasado", "próximo"} or not _inside_sentence(scan, index)
        )

    def _at_least(self, scan: Scan, phrase: Phrase) -> Phrase:
        """Read "at least spring 2022" as an earliest date."""
        if phrase.bound or phrase.rule == "date.recurring_day":
            return phrase
        best = 0
        for words in self._words.at_least:
            if len(words) > best and scan.has(phrase.first - len(words), words):
                best = len(words)
        if best and not (phrase.rule == "date.year" and best == 2 and scan.at(phrase.first - 3).word not in self._words.to):
            return replace(phrase, first=phrase.first - best, rule="date.at_least", bound="from")
        if scan.has(phrase.after, ("at", "the", "earliest")):
            return replace(phrase, after=phrase.after + 3, rule="date.at_least", bound="from")
        return phrase


def _period(first: int, after: int, unit: str, offset: int, reference: datetime.date | None) -> Phrase:
    from imcwp_data.text.date_relative import relative_day

    edtf = relative_day(reference, unit, offset) if reference is not None else None
    return Phrase(first, after, "date.deadline", edtf=edtf, basis="relative", bound="until")


def _told_to_recur(scan: Scan, phrases: list[Phrase]) -> list[Phrase]:
    """Mark days that the words before them let return every year: "every 29 November", "cada 8 de marzo"."""
    if not phrases or phrases[0].start is None or phrases[0].start.year is not None or phrases[0].start.day is None:
        return phrases
    at = phrases[0].first - 1
    while scan.at(at).word in scan.words.articles or scan.at(at).word in {"year", "on", "año", "años", ",", "los"}:
        at -= 1
        if at < phrases[0].first - 5:
            break
    if scan.at(at).word in scan.words.every:
        return [replace(phrase, rule="date.recurring_day", recurring=True) for phrase in phrases]
    return phrases


def _inside_sentence(scan: Scan, index: int) -> bool:
    before = scan.at(index - 1)
    return before.kind != "end" and before.word not in _SENTENCE_END and not (before.start < 0)


def _between_names(scan: Scan, index: int) -> bool:
    """Tell whether a month stands among capitalised words as a part of a name ("Black September", "June Jordan")."""
    before, following = scan.at(index - 1), scan.at(index + 1)
    if scan.at(index).text.isupper():
        return False
    if following.kind == "word" and following.text[0].isupper() and not following.text.isupper():
        return True
    return before.kind == "word" and before.text[0].isupper() and _inside_sentence(scan, index - 1)


def _named(scan: Scan, index: int) -> bool:
    """Tell whether a season is a part of a name ("Prague Spring", "Arab Spring", "primavera árabe")."""
    before = scan.at(index - 1)
    capital = scan.at(index).text[0].isupper() and not scan.at(index).text.isupper()
    if scan.at(index + 1).word in {"árabe", "school", "camp", "university", "break", "olympics"}:
        return True
    return capital and before.kind == "word" and before.text[0].isupper() and _inside_sentence(scan, index - 1)


def _in_name(scan: Scan, phrase: Phrase) -> bool:
    """Tell whether a date without a year is a part of a proper name: "26th of July Movement", "Plaza 9 de Julio"."""
    start = phrase.start
    if start is None or start.year is not None or start.year_offset is not None:
        return False
    following = scan.at(phrase.after)
    following = scan.at(phrase.after + 1) if following.word == "-" else following
    if following.word in NAME_HEADS and following.text[0].isupper():
        return True
    at = phrase.first - 1
    for _ in range(4):
        token = scan.at(at)
        if token.word in NAME_HEADS and (token.text[0].isupper() or token.word == "movimiento"):
            return True
        if token.word not in {"of", "de", "del", "the", "la", "el"} and not (token.kind == "word" and token.text[0].isupper()):
            return False
        at -= 1
    return False


__all__ = ["PhraseReader", "Point"]
