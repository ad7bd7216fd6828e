"""Lines that are a date, with or without a place, and the datelines with which agencies open a report."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from imcwp_data.corpus.phrases import Phrases, tokens
from imcwp_data.text.normalise import match_form

_LONGEST = 120
_CLOCK = re.compile(
    r"[\s,|@·-]*(?:\bat\s|\ba las\s|\bà\s|\bum\s)?\s?\(?\b\d{1,2}[:.h]\d{2}(?::\d{2})?\s?(?:[ap]\.?\s?m\.?|hrs?\.?|hs\.?|h\.?|uhr)?"
    r"(?:\s?\(?(?:[A-Z]{2,4}|[A-Z][a-z]+ time)(?:[+-]\d{1,2})?\)?)?\)?\s?$",
    re.IGNORECASE,
)
_AGO = re.compile(r"\s*\([^()]{0,60}\)\s*$")
_RANGE = re.compile(r"\b\d{1,2}(?:st|nd|rd|th|º|\.)?\s?(?:to|till|until|and|&|al|a|y|e|bis|et|au|[-–—/])\s?(?=\d{1,2}(?:st|nd|rd|th|\b))")
_LEADING = re.compile(r"^(?:on|the|el|le|am|den|em|a|à|il|lì|día|dia|de)\s+", re.IGNORECASE)
_DAY = (
    r"(?:[^\W\d_]{3,12}\.?\s\d{1,2}(?:st|nd|rd|th)?|\d{1,2}(?:st|nd|rd|th|\.|º)?\s(?:de\s)?[^\W\d_]{3,12}\.?)"
    r"(?:,?\s(?:de\s|del\s)?\d{4})?"
)
_DAY_AT_END = re.compile(rf"(?:^|[,\s]\s?)({_DAY})[.,]?$")
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_WITH_AGENCY = re.compile(r"([^()]{2,70}?)[\s.,–—-]{0,3}\(([^()]{2,40})\)[\s.:–—-]*")
_WITH_DAY = re.compile(rf"([^\d().:;]{{3,50}}?,\s?{_DAY})(?:\.\s|\.?\s?[–—-]{{1,2}}\s?|:\s)")
_WITH_DASH = re.compile(r"([^\W\d_a-z][^\d().:;]{2,40}?)\s?(?:[–—]|--|\s-\s)\s?(?=\S)")
_PLACE = re.compile(r"[^\W\d_][\w.'’-]*(?:[ -][^\W\d_][\w.'’-]*){0,4}")
_PARTICLES = frozenset("de del do da dos das la le el los las of the and upon am an der y e st".split())


@dataclass(frozen=True, slots=True)
class DateLine:
    """A line that is a date: the day it names (a range's last one; None for a month), and the place before it."""

    date: str | None
    place: str | None


@dataclass(frozen=True, slots=True)
class AgencyDateline:
    """The opening of a report: place, agency, and its day as written, with the year where it has one."""

    place: str | None
    agency: str | None
    day: str | None
    has_year: bool
    length: int


class DateLines:
    """Reads date lines and datelines. ``publication_date`` reads one date; it gives None where a text is no date."""

    def __init__(
        self, places: Iterable[str], agencies: Iterable[str], no_place: Phrases, publication_date: Callable[[str], str | None]
    ) -> None:
        self._places: Mapping[str, str] = {match_form(name).lower(): name for name in places}
        self._agencies = frozenset(match_form(name).lower() for name in agencies)
        self._no_place = no_place
        self._publication_date = publication_date

    def read(self, text: str) -> DateLine | None:
        """Return what a line says if it is a date and nothing else (a place may stand before or after it)."""
        if len(text) > _LONGEST or not any(char.isdigit() for char in text):
            return None
        if (date := self._date(text)) is not None:
            return DateLine(_day_only(date), None)
        bare = self._cut(text)
        for comma in re.finditer(r"[,.:;]\s?|\s[–—-]\s|\s(?=\d)", bare):
            place, rest = bare[: comma.start()].strip(), bare[comma.end() :].strip()
            surely = comma.group().startswith(",")
            if self._is_place(place, known=not surely) and (date := self._date(rest)) is not None:
                return DateLine(_day_only(date), self._first_place(place))
        for comma in re.finditer(r",\s?|\s[–—-]\s|\s(?:in|en|em)\s|\s?\(", bare):
            rest, place = bare[: comma.start()].strip(), bare[comma.end() :].strip(" ()")
            if self._is_place(place, known=True) and (date := self._date(rest)) is not None:
                return DateLine(_day_only(date), self._first_place(place))
        return None

    def _cut(self, text: str) -> str:
        bare = text.strip().rstrip(".,")
        for pattern in (_AGO, _CLOCK):
            bare = pattern.sub("", bare).rstrip(" ,|-–—·")
        return bare

    def _date(self, text: str) -> str | None:
        """Return the ISO date of a text that is a date, its clock time and the start of a range left out."""
        if not any(char.isdigit() for char in text) or len(text) > _LONGEST:
            return None
        bare = self._cut(text)
        for form in dict.fromkeys((text.strip(), bare, _LEADING.sub("", bare), _RANGE.sub("", bare, count=3))):
            if form and (date := self._publication_date(form)) is not None:
                return date
        return None

    def _is_place(self, text: str, *, known: bool) -> bool:
        parts = [part.strip() for part in text.split(",")]
        if not 1 <= len(parts) <= 3 or not all(_PLACE.fullmatch(part) for part in parts):
            return False
        if any(match_form(part).lower() in self._places for part in parts):
            return all(_capitalised(part) for part in parts)
        if known or self._no_place.occurs(tokens(match_form(text).lower())):
            return False
        return all(_capitalised(part) and part.count(" ") <= 2 for part in parts)

    def _first_place(self, text: str) -> str:
        first = text.split(",")[0].strip()
        if first.isupper() and len(first) > 2:
            return self._places.get(match_form(first).lower()) or _title_case(first)
        return first

    def dateline(self, text: str) -> AgencyDateline | None:
        """Return the dateline with which a paragraph opens: "Beijing, Dec 5 (Xinhua)", "LIMASSOL, June 16."."""
        head = text[:_LONGEST]
        if (match := _WITH_AGENCY.match(head)) is not None:
            place, day = self._place_and_day(match.group(1))
            agency = match.group(2).strip()
            known = match_form(agency).lower() in self._agencies
            if place and _capitalised(agency) and (day or known or match.group(1).isupper()):
                return AgencyDateline(self._first_place(place), agency, day, bool(day and _YEAR.search(day)), match.end())
        if (match := _WITH_DAY.match(head)) is not None:
            place, day = self._place_and_day(match.group(1))
            if place and day and (place.split(",")[0].isupper() or match_form(place.split(",")[0]).lower() in self._places):
                return AgencyDateline(self._first_place(place), None, day, bool(_YEAR.search(day)), match.end())
        if (match := _WITH_DASH.match(head)) is not None:
            place = match.group(1).strip()
            first = place.split(",")[0]
            if first.isupper() and match_form(first).lower() in self._places and self._is_place(place, known=True):
                return AgencyDateline(self._first_place(place), None, None, False, match.end())
        return None

    def _place_and_day(self, text: str) -> tuple[str | None, str | None]:
        bare = text.strip(" .,–—-")
        match = _DAY_AT_END.search(bare)
        day = match.group(1) if match else None
        if day is not None and self._publication_date(day if _YEAR.search(day) else f"{day} 2000") is None:
            day = None
        place = bare[: match.start()].strip(" ,.–—-") if match and day else bare
        return (place, day) if place and self._is_place(place, known=False) else (None, None)

    def date_in_year(self, day: str, year: int) -> str | None:
        """Return the ISO date of a dateline's day in a year."""
        return self._publication_date(f"{day} {year}")

    def date_of(self, day: str) -> str | None:
        """Return the ISO date of a dateline's day that has its year."""
        return self._publication_date(day)


def _day_only(date: str) -> str | None:
    return date if len(date) == 10 else None


def _capitalised(text: str) -> bool:
    return all(word[0].isupper() or not word[0].isalpha() or word.lower() in _PARTICLES for word in text.split()) and (
        text[:1].isupper() or not text[:1].isalpha()
    )


def _title_case(text: str) -> str:
    words = [word if word.lower() in _PARTICLES else word.title() for word in text.lower().split(" ")]
    return " ".join([words[0].title(), *words[1:]])
