"""Finds the date phrases among the tokens of a text: at each place the rule that fits, from the left."""

from __future__ import annotations

import datetime
from collections.abc import Container, Mapping

from imcwp_data.text.date_anchored import read_days_of_month, read_same_day
from imcwp_data.text.date_calendar import read_dates
from imcwp_data.text.date_figures import read_numeric_dates
from imcwp_data.text.date_language import DateWords, Words
from imcwp_data.text.date_months import dated, read_may_day, read_month, spelt_as_month, yearless
from imcwp_data.text.date_names import in_name, names_season
from imcwp_data.text.date_parts import Phrase
from imcwp_data.text.date_relative import read_ago, read_phrase, relative_day
from imcwp_data.text.date_seasons import read_bare_season, read_season
from imcwp_data.text.date_tokens import MONTH_KINDS, WEEKDAY_KINDS, Scan
from imcwp_data.text.date_weekdays import read_weekday
from imcwp_data.text.date_years import read_century, read_decade, read_years

_NUMBERS = frozenset({"number", "ordinal"})
_STOPS = frozenset(",.;:)!?")


class PhraseReader:
    """Reads the date phrases of texts in one language."""

    def __init__(self, words: DateWords, language: str) -> None:
        self._words = words
        self._language = language
        # Words that begin a phrase; any other word of this kind is passed over at once.
        self.starts = frozenset(
            {*words.deadlines.by_first, *words.whole_deadlines.by_first, *words.before_modifiers.by_first}
            | {*words.phrases.by_first, *words.day_ordinals, *words.decades, *words.ago, *words.centuries, *words.units}
            | {*words.same_days.by_first, "twenty"}
        )
        self._seconds = _second_words(words)
        self._deadline_starts = words.deadlines.by_first.keys() | words.whole_deadlines.by_first.keys()
        by_last: dict[str, list[Words]] = {}
        for phrase in sorted(words.at_least, key=len, reverse=True):
            by_last.setdefault(phrase[-1], []).append(phrase)
        self._at_least_by_last = by_last
        self._open_starts = frozenset(trail[0] for trail in words.open_starts)

    def read(self, scan: Scan, reference: datetime.date | None) -> list[Phrase]:
        """Return the phrases in order, none overlapping another."""
        phrases: list[Phrase] = []
        seconds, padded = self._seconds, scan.padded
        reached = 0
        for index in scan.openings:
            if index < reached:
                continue
            token = padded[index]
            following = seconds.get(token.word)
            if following is not None and token.kind == "word" and padded[index + 1].word not in following:
                continue
            # Of a month said twice running, the first is no date.
            repeated = token.kind in MONTH_KINDS and padded[index + 1].word == token.word
            found = [] if repeated else self._at(scan, index, reference)
            if not found:
                continue
            for phrase in found:
                bounded = self._at_least(scan, phrase)
                if bounded.first >= (phrases[-1].after if phrases else 0):
                    phrases.append(bounded)
            reached = found[-1].after
        return phrases

    def _at(self, scan: Scan, index: int, reference: datetime.date | None) -> list[Phrase]:
        token = scan.padded[index]
        kind = token.kind
        if kind == "word":
            if token.word in self.starts:
                return self._from_word(scan, index, reference)
            return read_century(scan, index) if token.text.isupper() else []
        if kind in _NUMBERS:
            if kind == "number" and len(token.text) > 2:
                return read_century(scan, index) or read_years(scan, index)
            dates = read_dates(scan, index)
            if dates:
                return dated(scan, dates)
            days = read_century(scan, index) or read_days_of_month(scan, index, reference)
            return days or read_years(scan, index)
        if kind in WEEKDAY_KINDS:
            return read_weekday(scan, index, index, None, self._language, reference)
        if kind in MONTH_KINDS:
            return read_month(scan, index)
        if kind == "season":
            return read_bare_season(scan, index)
        if kind == "numeric":
            return read_numeric_dates(scan, index, self._language, reference)
        return read_decade(scan, index) if kind == "decade" else []

    def _from_word(self, scan: Scan, index: int, reference: datetime.date | None) -> list[Phrase]:
        word = scan.padded[index].word
        if word in self._words.ago:
            found = read_ago(scan, index, reference)
            return [] if found and self._apposition(scan, found[-1].after) else found
        found = self._deadline(scan, index, reference) if word in self._deadline_starts else []
        if not found and word in self._words.before_modifiers.by_first:
            found = self._modified(scan, index, reference)
        if not found and word in self._words.phrases.by_first:
            found = self._relative(scan, index, reference)
        if not found and word in self._words.same_days.by_first:
            found = read_same_day(scan, index)
        if not found and word in self._words.day_ordinals:
            dates = read_dates(scan, index)
            found = dated(scan, dates)
        return found or read_century(scan, index) or read_decade(scan, index)

    def _deadline(self, scan: Scan, index: int, reference: datetime.date | None) -> list[Phrase]:
        """Read "by the end of July": the words from "by" on are the surface."""
        whole = scan.match(index, self._words.whole_deadlines)
        if whole is not None:
            return [_period(index, whole[0], *whole[1], reference)]
        led = scan.match(index, self._words.deadlines)
        if led is None:
            return []
        at = led[0]
        named = scan.match(at, self._words.periods)
        if named is not None:
            if named[1][0] != "year" or scan.padded[named[0]].kind != "number":
                return [_period(index, named[0], *named[1], reference)]
            at = named[0]
        for _ in range(3):
            word = scan.padded[at].word
            at += word in self._words.articles or word in self._words.month_nouns or word in self._words.of
        found = self._named_period(scan, at, reference)
        if len(found) != 1 or (found[0].start is not None and found[0].start.day is not None):
            return []
        return [found[0].changed(first=index, rule="date.deadline", bound="until")]

    def _named_period(self, scan: Scan, at: int, reference: datetime.date | None) -> list[Phrase]:
        kind = scan.padded[at].kind
        if kind == "month":
            return read_dates(scan, at)
        if kind == "season":
            return read_season(scan, at)
        return (
            read_century(scan, at)
            or read_decade(scan, at)
            or read_years(scan, at)
            or self._modified(scan, at, reference)
        )

    def _modified(self, scan: Scan, index: int, reference: datetime.date | None) -> list[Phrase]:
        """Read "last November 11", "this autumn", "el próximo 23 de noviembre"."""
        led = scan.match(index, self._words.before_modifiers)
        if led is None:
            return []
        core, direction = led
        for _ in range(3):
            word = scan.padded[core].word
            core += word in self._words.month_nouns or word in self._words.of or word in self._words.articles
        token = scan.padded[core]
        if token.kind in WEEKDAY_KINDS:
            return read_weekday(scan, index, core, direction, self._language, reference)
        if token.kind == "season":
            found = [] if names_season(scan, core) else read_season(scan, core)
        elif token.kind in MONTH_KINDS and not spelt_as_month(scan, core):
            found = []
        elif token.kind in MONTH_KINDS or token.kind in _NUMBERS or token.word in self._words.day_ordinals:
            found = read_dates(scan, core)
        else:
            found = []
        if not found or in_name(scan, found[-1]):
            return []
        first, *others = (phrase.changed(direction=direction) for phrase in found)
        return [first.changed(first=index), *others]

    def _relative(self, scan: Scan, index: int, reference: datetime.date | None) -> list[Phrase]:
        found = read_phrase(scan, index, reference)
        if not found:
            return []
        if found[0].rule == "date.relative_year":
            return self._possessed(scan, found[0])
        if found[0].rule not in {"date.weekend", "date.relative_day"}:
            return found
        exact = self._apposition(scan, found[0].after)
        if not exact:
            return found
        direct = exact[0].first <= found[0].after + 1
        return [exact[0].changed(first=index if direct else exact[0].first), *exact[1:]]

    def _possessed(self, scan: Scan, year: Phrase) -> list[Phrase]:
        """Read "next year's May Day" as one date."""
        at = year.after + 2
        if scan.padded[year.after].word != "'" or scan.padded[at - 1].word != "s" or not spelt_as_month(scan, at):
            return [year]
        dates = read_may_day(scan, at) or (read_dates(scan, at) if scan.padded[at].kind in MONTH_KINDS else [])
        if len(dates) != 1 or dates[0].start is None or not yearless(dates[0]):
            return [year]
        start = dates[0].start.changed(year=int(year.edtf)) if year.edtf is not None else None
        return [dates[0].changed(first=year.first, start=start, basis="relative")]

    def _apposition(self, scan: Scan, index: int) -> list[Phrase]:
        """Return the day in figures that explains a relative one: "yesterday, 5 November", "a year ago, on 9 May"."""
        at = index
        for _ in range(4):
            word = scan.padded[at].word
            at += word in {",", "(", "on", "-"} or word in self._words.articles
        if scan.padded[at].kind in WEEKDAY_KINDS:
            at += 1
            at += scan.padded[at].word == ","
        found = read_dates(scan, at)
        return found if found and found[0].start is not None and found[0].start.day is not None else []

    def _at_least(self, scan: Scan, phrase: Phrase) -> Phrase:
        """Read "at least spring 2022" as an earliest date."""
        if phrase.bound or phrase.recurring:
            return phrase
        begin = phrase.first - (scan.padded[phrase.first - 1].word in self._words.articles)
        for lead in self._at_least_by_last.get(scan.padded[begin - 1].word, ()):
            first = begin - len(lead)
            if not scan.has(first, lead):
                continue
            # "at least 1900" is an amount; "until at least 1999" and "at least until 1999" are not.
            if phrase.rule == "date.year" and len(lead) == 2 and scan.padded[first - 1].word not in self._words.to:
                continue
            return phrase.changed(first=first, rule="date.at_least", bound="from")
        if scan.padded[phrase.after].word == "at":
            for trail in (("at", "the", "earliest"), ("at", "least")):
                if scan.has(phrase.after, trail):
                    return phrase.changed(after=phrase.after + len(trail), rule="date.at_least", bound="from")
        return self._open_start(scan, phrase)

    def _open_start(self, scan: Scan, phrase: Phrase) -> Phrase:
        """Read "5 February onwards", "from 2013 on" as a date from which something goes on."""
        if phrase.end is not None or phrase.anchor or (phrase.edtf is not None and "/" in phrase.edtf):
            return phrase
        following = scan.padded[phrase.after].word
        if following in self._open_starts:
            for trail in self._words.open_starts:
                if scan.has(phrase.after, trail):
                    return phrase.changed(after=phrase.after + len(trail), rule="date.open_start", bound="from")
        if following != "on":
            return phrase
        lead = phrase.first - 1
        lead -= scan.padded[lead].word in self._words.articles
        stopped = scan.padded[phrase.after + 1].kind == "end" or scan.padded[phrase.after + 1].word in _STOPS
        if stopped and scan.padded[lead].word == "from":
            return phrase.changed(after=phrase.after + 1, rule="date.open_start", bound="from")
        return phrase


def _second_words(words: DateWords) -> Mapping[str, Container[str]]:
    """Return of words that begin nothing alone the words that go on with them: "the weekend", "to the end of".

    They are among the commonest words of all, and nearly always something else follows them.
    """
    tables = (words.deadlines, words.whole_deadlines, words.before_modifiers, words.phrases, words.same_days)
    alone = {*words.day_ordinals, *words.decades, *words.ago, *words.centuries, *words.units, "twenty"}
    # What may make a century of any word that begins a phrase.
    century = {*words.centuries, *words.conjunctions, "-"}
    seconds: dict[str, set[str]] = {}
    for table in tables:
        for phrase, _ in table:
            if len(phrase) == 1:
                alone.add(phrase[0])
            else:
                seconds.setdefault(phrase[0], set(century)).add(phrase[1])
    return {word: frozenset(following) for word, following in seconds.items() if word not in alone}


def _period(first: int, after: int, unit: str, offset: int, reference: datetime.date | None) -> Phrase:
    edtf = relative_day(reference, unit, offset) if reference is not None else None
    return Phrase(first, after, "date.deadline", edtf=edtf, basis="relative", bound="until")
