"""Lines that are a date, with or without a place, and the datelines with which agencies open a report."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from itertools import pairwise

from imcwp_data.corpus.date_line_words import (
    AFTER,
    BEFORE,
    CLOCK,
    DATE_WORDS,
    PARTICLES,
    SENTENCE_WORDS,
    WORD,
    has_word_of_sentence,
)
from imcwp_data.corpus.phrases import Phrases, tokens
from imcwp_data.record import Record
from imcwp_data.text.date_grammar import DateGrammar
from imcwp_data.text.normalise import has_digit, match_form
from imcwp_data.text.written_days import written_day

_LONGEST = 120
_RANGE = re.compile(r"\b\d{1,2}(?:st|nd|rd|th)?\s?(?:to|and|&|al|a|y|[–—-])\s?(?=\d{1,2}(?:st|nd|rd|th)?\b)")
_LONGEST_WITHOUT_YEAR = 60
_ANY_DAY = datetime.date(2000, 6, 15)
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_LANGUAGES = ("en", "es")
_AGO = re.compile(r"\s*\([^()]{0,60}\)\s*$")
_CONNECTED = re.compile(r"\s?(?:,|and|&|y|e|to|al|[–—-])?\s?(?:and|y|e)?\s?")
_IN = re.compile(r"^(?:in|en|em)\s", re.IGNORECASE)
_DIGITS_OF_YEAR = 4
_MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])")
_DAY = re.compile(r"(?:\d{4}|XXXX)-\d{2}-\d{2}")
_WITH_AGENCY = re.compile(r"([^()]{2,70}?)[\s.,–—-]{0,3}\(([^()]{2,40})\)[\s.:–—-]*")
_WITH_DAY = re.compile(
    r"([^\d().:;]{3,50}?,\s?(?:[^\W\d_]{3,12}\.?\s\d{1,2}(?:st|nd|rd|th)?|\d{1,2}(?:st|nd|rd|th|\.|º)?\s(?:de\s)?[^\W\d_]{3,12}\.?)"
    r"(?:,?\s(?:de\s|del\s)?\d{4})?)(?:\.\s|\.?\s?[–—-]{1,2}\s?|:\s)"
)
_WITH_DASH = re.compile(r"([^\W\d_a-z][^\d().:;]{2,40}?)\s?(?:[–—]|--|\s-\s)\s?(?=\S)")
# "LA HABANA, Cuba.- ", "Madrid.- ".
_WITH_STOP_AND_DASH = re.compile(r"([^\W\d_a-z][^\d().:;]{2,40}?)\.\s?[–—-]{1,2}\s?(?=\S)")
_PLACE = re.compile(r"[^\W\d_][\w.'’-]*(?:[ -][^\W\d_][\w.'’-]*){0,4}")
_WRITTEN_BY_MACHINES = re.compile(r"(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}")
_NUMERIC = re.compile(r"\d[-/.]\d\d?[-/.]\d\d")
_BULLETS = "•·●▪■◦*»> "
_MARKS = " ,.;:-–—|/"
_LONGEST_ACRONYM = 5
# Behind so many characters no pattern of a dateline has the mark that ends the place.
_LONGEST_PLACE = 80


class DateLine(Record, frozen=True):
    """A line that is a date: the day it names (the last of a range; None for a month), and the place beside it."""

    date: str | None
    place: str | None


class AgencyDateline(Record, frozen=True):
    """The opening of a report: place, agency, and its day as EDTF (``XXXX-12-05`` where the year is left out)."""

    place: str | None
    agency: str | None
    day: str | None

    @property
    def has_year(self) -> bool:
        """Whether the dateline names its year."""
        return self.day is not None and not self.day.startswith("X")


class DateLines:
    """Reads date lines and datelines. ``no_place`` holds words that no place's name has ("Statement", "Party")."""

    def __init__(self, grammar: DateGrammar, places: Iterable[str], agencies: Iterable[str], no_place: Phrases) -> None:
        self._grammar = grammar
        self._places: Mapping[str, str] = {match_form(name).lower(): name for name in places}
        self._agencies = frozenset(match_form(name).lower() for name in agencies)
        self._no_place = no_place

    def read(self, text: str) -> DateLine | None:
        """Return what a line says if it is a date and nothing else (a place and a clock time may stand beside it)."""
        text = text.lstrip(_BULLETS)
        if len(text) > _LONGEST:
            return None
        if (written := self._written_day(text)) is not None:
            place, _, day = written
            return DateLine(day, self._first_place(place) if place else None)
        if not self._may_hold_date(text):
            return None
        for language in _LANGUAGES:
            if (found := self._find(text, language)) is not None:
                start, end, edtf = found
                line = self._beside(text[:start], text[end:], edtf)
                if line is not None:
                    return line
        if len(text) <= _LONGEST_WITHOUT_YEAR and not _YEAR.search(text):
            # Days without a year ("23 to 25 November, Athens") are a date line, but date nothing.
            last_day = _RANGE.sub("", text)
            if (found := self._find(last_day, "en", _ANY_DAY)) is not None:
                return self._beside(last_day[: found[0]], last_day[found[1] :], "")
        return None

    def _may_hold_date(self, text: str) -> bool:
        """Whether a text has a digit and a date in digits or a word of dates, and no word of sentences."""
        if not has_digit(text):
            return False
        words = WORD.findall(text)
        # What stands in brackets may be left out of a date line.
        if "(" not in text and not SENTENCE_WORDS.isdisjoint(words):
            return False
        if DATE_WORDS.isdisjoint(map(str.lower, words)) and _NUMERIC.search(text) is None:
            return False
        return not has_word_of_sentence(text.partition("(")[0])

    def _written_day(self, text: str) -> tuple[str, int, str] | None:
        """Return what is written of a day in a common form, behind no more than the name of a known place."""
        if (day := _day_of_machines(text)) is not None:
            return "", 0, day
        written = written_day(text)
        if written is None or not (place := written[0]):
            return written
        return written if self.is_known(place) and self._is_place(place, known=False) else None

    def _find(self, text: str, language: str, reference: datetime.date | None = None) -> tuple[int, int, str] | None:
        """Return the span of the date that a text holds and its EDTF form; days that are strung together are one."""
        dates = self._grammar.find(text, reference, language)
        if not dates or len(dates) > 3:
            return None
        for one, following in pairwise(dates):
            if not _CONNECTED.fullmatch(text[one.char_end : following.char_start]):
                return None
        start, end = dates[0].char_start, dates[-1].char_end
        edtf = dates[-1].date_edtf
        # "May Day 2020" names a day, "2020" a year: neither is how a page dates itself.
        only_year = sum(map(str.isdigit, text[start:end])) == _DIGITS_OF_YEAR
        dates_itself = _MONTH.fullmatch(edtf) if only_year else len(edtf) > len("YYYY-MM")
        return (start, end, edtf) if dates_itself else None

    def _beside(self, before: str, after: str, edtf: str) -> DateLine | None:
        # Mostly there is nothing on a side, or a mark.
        rest, lead = after.strip(_MARKS), before.strip(_MARKS)
        if rest:
            rest = _IN.sub("", _AGO.sub("", CLOCK.sub("", after)).strip(_MARKS))
        if lead:
            lead = _IN.sub("", CLOCK.sub("", before).strip(_MARKS))
        comma = before.rstrip().endswith(",")
        # "Santo Domingo" ends with a day of the week.
        while lead and (small := BEFORE.search(lead)) is not None and not self.is_known(lead):
            comma = (
                comma or lead[: small.start()].rstrip().endswith(",") or lead[small.start() : small.start() + 1] == ","
            )
            lead = lead[: small.start()].strip(_MARKS)
        if rest and AFTER.match(rest):
            rest = ""
        if lead and rest:
            return None
        if lead and not self._is_place(lead, known=not comma):
            return None
        if rest and not self._is_place(rest, known=True):
            return None
        place = lead or rest
        return DateLine(_day(edtf), self._first_place(place) if place else None)

    def _is_place(self, text: str, *, known: bool) -> bool:
        parts = [part.strip() for part in text.split(",")]
        if not 1 <= len(parts) <= 3 or not all(_PLACE.fullmatch(part) and _capitalised(part) for part in parts):
            return False
        if any(match_form(part).lower() in self._places for part in parts):
            return True
        if known or self._no_place.occurs(tokens(match_form(text).lower())):
            return False
        return all(part.count(" ") <= 2 and not (part.isupper() and len(part) <= _LONGEST_ACRONYM) for part in parts)

    def _first_place(self, text: str) -> str:
        first = text.split(",")[0].strip()
        if first.isupper() and len(first) > 2:
            return self._places.get(match_form(first).lower()) or _title_case(first)
        return first

    def dateline(self, text: str) -> AgencyDateline | None:
        """Return the dateline with which a paragraph opens: "Beijing, Dec 5 (Xinhua)", "LIMASSOL, June 16."."""
        head = text[:_LONGEST]
        if not head[:1].isupper():
            return None
        # Nearly no paragraph opens with one: its marks are looked for before its shape.
        if "(" in head[:_LONGEST_PLACE] and (match := _WITH_AGENCY.match(head)) is not None:
            opening, agency = match.group(1), match.group(2).strip()
            known = match_form(agency).lower() in self._agencies or opening.isupper()
            # Mostly the brackets hold an acronym: "The Communist Party of Chile (PCCh) ...".
            if _capitalised(agency) and (known or any(map(str.isdigit, opening))):
                place, day = self._place_and_day(opening)
                if place and (day or known):
                    return AgencyDateline(self._first_place(place), agency, day)
        if "," in head[:_LONGEST_PLACE] and (match := _WITH_DAY.match(head)) is not None:
            place, day = self._place_and_day(match.group(1))
            if place and day and (place.split(",")[0].isupper() or self.is_known(place.split(",")[0])):
                return AgencyDateline(self._first_place(place), None, day)
        place_and_mark = head[:_LONGEST_PLACE]
        if not ("-" in place_and_mark or "–" in place_and_mark or "—" in place_and_mark):
            return None
        if (match := _WITH_DASH.match(head)) is not None:
            place = match.group(1).strip()
            first = place.split(",")[0]
            if first.isupper() and self.is_known(first) and self._is_place(place, known=True):
                return AgencyDateline(self._first_place(place), None, None)
        if (match := _WITH_STOP_AND_DASH.match(head)) is not None:
            place = match.group(1).strip()
            if self.is_known(place.split(",")[0]) and self._is_place(place, known=True):
                return AgencyDateline(self._first_place(place), None, None)
        return None

    def is_known(self, name: str) -> bool:
        """Whether a name is that of a place in the vocabulary."""
        return match_form(name).lower() in self._places

    def _place_and_day(self, text: str) -> tuple[str | None, str | None]:
        bare = text.strip(_MARKS)
        if (written := self._written_day(bare)) is not None:
            place, _, day = written
            return (place, day) if place else (None, None)
        for language in _LANGUAGES if any(map(str.isdigit, bare)) and _may_tell_day(bare) else ():
            dates = self._grammar.find(bare, None, language)
            if len(dates) == 1 and dates[0].char_end == len(bare) and _DAY.fullmatch(dates[0].date_edtf):
                place = bare[: dates[0].char_start].strip(_MARKS)
                return (place, dates[0].date_edtf) if place and self._is_place(place, known=False) else (None, None)
        return (bare, None) if self._is_place(bare, known=False) else (None, None)


def _day_of_machines(text: str) -> str | None:
    """Return the day that a text is as machines write it ("2019-05-15"), None for any other text."""
    if len(text) != len("YYYY-MM-DD") or _WRITTEN_BY_MACHINES.fullmatch(text) is None:
        return None
    try:
        return datetime.date.fromisoformat(text).isoformat()
    except ValueError:
        return None


def _may_tell_day(text: str) -> bool:
    """Whether a text has a date in digits or a word of dates."""
    return not DATE_WORDS.isdisjoint(WORD.findall(text.lower())) or _NUMERIC.search(text) is not None


def day_in_year(day: str, year: int) -> str | None:
    """Return a day without a year (``XXXX-12-05``) in a year, None where that year has no such day."""
    try:
        return datetime.date(year, int(day[5:7]), int(day[8:10])).isoformat()
    except ValueError:
        return None


def _day(edtf: str) -> str | None:
    last = edtf.rsplit("/", 1)[-1]
    return last if _DAY.fullmatch(last) and last[0] != "X" else None


def _capitalised(text: str) -> bool:
    return (
        text[:1].isalpha()
        and not text[:1].islower()
        and all(not word[0].islower() or word.lower() in PARTICLES for word in text.split())
    )


def _title_case(text: str) -> str:
    words = [word if word in PARTICLES else word.title() for word in text.lower().split(" ")]
    return " ".join([words[0].title(), *words[1:]])
