"""The dates of a document: what the grammar finds in each paragraph, completed from the document's own date."""

from __future__ import annotations

import datetime
import re
from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter

from imcwp_data.model import DateExpression, Document, Paragraph
from imcwp_data.steps import Steps, taken
from imcwp_data.text.date_grammar import DateGrammar, FoundDate
from imcwp_data.text.date_triggers import Span
from imcwp_data.text.edtf import bounds

# A part of the path to a page that is a year: "Home » News » 2013", "Archive / March 2013".
_PATH_YEAR = re.compile(r"(?:^|[»>›/|·•])\s*(?:[^\W\d_]+\s)?((?:19|20)\d{2})\s*(?=$|[»>›/|·•])")
_WEEKDAY_NAMES = (
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    "lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo",
)  # fmt: skip
_WEEKDAYS = re.compile("|".join(_WEEKDAY_NAMES), re.IGNORECASE)
_FURNITURE = frozenset({"boilerplate", "tags", "date", "source_note"})
# A paragraph with its language and where it may tell a date.
_Telling = tuple[Paragraph, str | None, Sequence[Span]]


def find_dates(document: Document, grammar: DateGrammar) -> tuple[DateExpression, ...]:
    """Return the dates of a document in order of place.

    Days without a year are completed from the day of publication; in a document without one, from the latest day that
    it writes in full, else from a year in the path above it. "Yesterday" and the like are read only where the day of
    publication is known; weekdays also where the text gives one of them with its day ("on Wednesday 20 February").
    The items of a plan lie ahead of it.
    """
    return taken(date_steps(document, grammar))


def date_steps(document: Document, grammar: DateGrammar) -> Steps[tuple[DateExpression, ...]]:
    """Find the dates of a document as :func:`find_dates` does, step by step."""
    telling = _telling(document, grammar)
    reference = _day(document.published)
    context = reference
    if context is None:
        context = _month(document.published) or _latest_day(grammar, telling) or _year_of_path(document)
    yield
    # Most pages have a line that is their day and nothing else.
    found: list[DateExpression] = []
    others: list[_Telling] = []
    for told in telling:
        day = grammar.written(told[0].text, told[1])
        if day is None:
            others.append(told)
        else:
            found.append(_expression(told[0].position, day))
    yield
    scans = [grammar.scan(paragraph.text, language, triggers) for paragraph, language, triggers in others]
    yield
    phrases = [grammar.phrases(scan, reference, language) for scan, (_, language, _) in zip(scans, others, strict=True)]
    yield
    for (paragraph, _, _), scan, read in zip(others, scans, phrases, strict=True):
        if read:
            for date in grammar.complete(scan, read, reference, context, ahead=_plans(document, paragraph)):
                found.append(_expression(paragraph.position, date))
    found.sort(key=_by_position)
    weekday = _weekday_told(document, found) if reference is None else None
    return tuple(found) if weekday is None else _with_weekdays(telling, grammar, found, weekday)


_by_position = attrgetter("position")


def _telling(document: Document, grammar: DateGrammar) -> list[_Telling]:
    """Return the paragraphs that may tell a date."""
    paragraphs = document.paragraphs
    languages = [paragraph.language or document.language for paragraph in paragraphs]
    triggers = grammar.triggers([paragraph.text for paragraph in paragraphs], languages)
    return [told for told in zip(paragraphs, languages, triggers, strict=True) if told[2]]


def _plans(document: Document, paragraph: Paragraph) -> bool:
    return document.document_type == "joint_actions" and paragraph.kind == "list_item"


def _weekday_told(document: Document, dates: Sequence[DateExpression]) -> datetime.date | None:
    """Return the first day of the text that stands with its weekday."""
    for date in dates:
        if date.date_edtf[:4].isdigit() and len(date.date_edtf) == 10 and date.rule == "date.day":
            day = datetime.date.fromisoformat(date.date_edtf)
            weekday = _WEEKDAYS.match(document.paragraph(date.position).text[date.char_start : date.char_end])
            if weekday is not None and _WEEKDAY_NAMES.index(weekday.group().lower()) % 7 == day.weekday():
                return day
    return None


def _with_weekdays(
    telling: Sequence[_Telling], grammar: DateGrammar, dates: Sequence[DateExpression], told: datetime.date
) -> tuple[DateExpression, ...]:
    """Return the dates together with the weekdays that go by a day that the text tells."""
    keys = [(date.position, date.char_start) for date in dates]
    more = [
        _expression(paragraph.position, found)
        for paragraph, language, triggers in telling
        if paragraph.kind in {"body", "list_item", "quote"}
        for found in grammar.find(paragraph.text, told, language, triggers=triggers)
        if found.rule == "date.weekday"
    ]

    def free(date: DateExpression) -> bool:
        before = bisect_left(keys, (date.position, date.char_end)) - 1
        return before < 0 or dates[before].position != date.position or dates[before].char_end <= date.char_start

    return tuple(sorted([*dates, *filter(free, more)], key=lambda date: (date.position, date.char_start)))


def _expression(position: int, found: FoundDate) -> DateExpression:
    start, end = bounds(found.date_edtf)
    return DateExpression(
        position, found.char_start, found.char_end, found.surface, found.date_edtf, start, end, found.basis, found.rule
    )


def _day(published: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(published) if published is not None and len(published) == 10 else None


def _month(published: str | None) -> datetime.date | None:
    if published is None or len(published) not in {4, 7}:
        return None
    first = bounds(published)[0]
    return None if first is None else datetime.date.fromisoformat(first[:8] + "15")


def _latest_day(grammar: DateGrammar, telling: Sequence[_Telling]) -> datetime.date | None:
    """Return the latest day written in full, unless a later year is named: then the days written are history."""
    days: list[datetime.date] = []
    years: list[int] = []
    for paragraph, language, triggers in telling:
        for found in grammar.find(paragraph.text, None, language, triggers=triggers):
            first, last = bounds(found.date_edtf)
            if found.basis != "explicit" or first is None or last is None:
                continue
            years.append(int(first[:4]))
            if first[:7] == last[:7]:
                days.append(datetime.date.fromisoformat(last))
    latest = max(days, default=None)
    if latest is None:
        return None
    return latest if max(years) - latest.year <= 1 else datetime.date(max(years), 7, 1)


def _year_of_path(document: Document) -> datetime.date | None:
    """Return the middle of the year that the furniture of a page names as a part of its path."""
    for paragraph in document.paragraphs:
        year = _PATH_YEAR.search(paragraph.text) if paragraph.kind in _FURNITURE else None
        if year is not None:
            return datetime.date(int(year.group(1)), 7, 1)
    return None
