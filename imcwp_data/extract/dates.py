"""The dates of a document: what the grammar finds in each paragraph, completed from the document's own date."""

from __future__ import annotations

import datetime

from imcwp_data.model import DateExpression, Document
from imcwp_data.text.date_grammar import DateGrammar, FoundDate
from imcwp_data.text.edtf import bounds


def find_dates(document: Document, grammar: DateGrammar) -> tuple[DateExpression, ...]:
    """Return the dates of a document in order of place.

    Days without a year are completed from the day of publication; in a document without one, from the latest day that
    it writes in full. "Yesterday" and the like are read only where the day of publication is known.
    """
    reference = _day(document.published)
    context = reference
    if context is None:
        context = _month(document.published) or _latest_day(document, grammar)
    return tuple(
        _expression(paragraph.position, found)
        for paragraph in document.paragraphs
        for found in grammar.find(paragraph.text, reference, paragraph.language or document.language, context)
    )


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


def _latest_day(document: Document, grammar: DateGrammar) -> datetime.date | None:
    """Return the latest day written in full, unless a later year is named: then the days written are history."""
    days: list[datetime.date] = []
    years: list[int] = []
    for paragraph in document.paragraphs:
        for found in grammar.find(paragraph.text, None, paragraph.language or document.language):
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
