"""Dates told from the day of writing: "yesterday", "last Thursday", "two days ago", "by the end of the year"."""

from __future__ import annotations

import datetime

from imcwp_data.text.date_context import QUANTIFIERS
from imcwp_data.text.date_day_words import happens_today, is_idiom
from imcwp_data.text.date_language import Words, words
from imcwp_data.text.date_names import capitalised
from imcwp_data.text.date_parts import Phrase
from imcwp_data.text.date_resolution import tense
from imcwp_data.text.date_tokens import Scan
from imcwp_data.text.numbers import whole_number

_DURATION_ARTICLES = frozenset({"the", "el", "los"})
_JOINTS = words("and & or nor than , / y e o u ni que")
# After these a number is but a part of what is counted.
_NOT_ALONE = QUANTIFIERS | _JOINTS | {"-", "to"}


def relative_day(reference: datetime.date, unit: str, offset: int) -> str | None:
    """Return the EDTF form of a period counted from the day of writing; None beyond the calendar."""
    if unit in {"day", "now"}:
        try:
            return (reference + datetime.timedelta(days=offset)).isoformat()
        except OverflowError:
            return None
    if unit == "weekend":
        saturday = _weekend(reference, offset)
        return f"{saturday.isoformat()}/{(saturday + datetime.timedelta(days=1)).isoformat()}"
    months = reference.year * 12 + reference.month - 1 + offset
    year = {"month": months // 12, "year": reference.year + offset}.get(unit)
    if unit == "month":
        return f"{year:04d}-{months % 12 + 1:02d}" if year and year > 0 else None
    if unit == "year":
        return f"{year:04d}" if year and year > 0 else None
    if unit == "decade":
        return f"{reference.year // 10 + offset:03d}X"
    if unit == "century":
        return f"{reference.year // 100 + offset:02d}XX"
    return None


def _weekend(reference: datetime.date, offset: int) -> datetime.date:
    """Return the Saturday of a weekend: the one that is past (-1), the nearest that fits (0), the one to come (1)."""
    since_saturday = (reference.weekday() - 5) % 7
    latest = reference - datetime.timedelta(days=since_saturday)
    if offset < 0:
        return latest - datetime.timedelta(days=7) if since_saturday <= 1 else latest
    if offset > 0:
        return latest + datetime.timedelta(days=7)
    return latest if since_saturday <= 2 else latest + datetime.timedelta(days=7)


def read_phrase(scan: Scan, index: int, reference: datetime.date | None) -> list[Phrase]:
    """Return the phrase of the language's table at a token ("this morning", "next month"), if it means a date there.

    The sentence's tense tells which weekend "the weekend" is. Without a day of writing the phrase is found, so that
    nothing else is read in it, and has no date.
    """
    matched = scan.match(index, scan.words.phrases)
    if matched is None:
        return []
    after, (unit, offset) = matched
    if scan.padded[after].word == "-" and scan.glued(after) and scan.glued(after + 1):
        # "the end of the month-long strike"
        return []
    key = tuple(scan.padded[i].word for i in range(index, after))
    if unit == "now" and not happens_today(scan, index, after):
        return []
    if unit == "day" and key[0] == "last" and scan.padded[index - 1].word in scan.words.articles:
        # "on the last evening" is that of what is told.
        return []
    if unit in {"day", "now"} and is_idiom(scan, index, after):
        return []
    if unit == "weekend" and capitalised(scan, after - 1) and capitalised(scan, after):
        # A paper may be called the Weekend Ledger.
        return []
    if unit in {"year", "month", "decade", "weekend"} and _duration(scan, index, key, unit):
        return []
    if unit == "weekend" and offset == 0 and reference is not None:
        told = tense(scan.text, *scan.span(index, after))
        offset = _weekend_by_tense(reference, key, told)
    edtf = None if reference is None else relative_day(reference, unit, offset)
    first = index
    if unit in {"year", "month"} and scan.padded[index - 1].word in scan.words.positions:
        first -= 1
    rule = "date.weekend" if unit == "weekend" else f"date.relative_{'day' if unit == 'now' else unit}"
    return [Phrase(first, after, rule, edtf=edtf, basis="relative")]


def _weekend_by_tense(reference: datetime.date, key: Words, direction: int) -> int:
    weekday = reference.weekday()
    if weekday >= 5:
        return 0
    if direction > 0 or (direction == 0 and "this" in key and weekday > 0):
        return 1
    return -1 if direction < 0 or weekday <= 2 else 1


def _duration(scan: Scan, index: int, key: Words, unit: str) -> bool:
    """Tell whether "the last year" is a span of time up to now, or "the weekend" one of any week."""
    before = scan.padded[index - 1].word
    if unit == "weekend":
        return before in scan.words.every or scan.padded[index + len(key)].word == "of"
    if "past" in key:
        return True
    return key[0] in {"last", "último"} and before in _DURATION_ARTICLES


def read_ago(scan: Scan, index: int, reference: datetime.date | None) -> list[Phrase]:
    """Return "two days ago", "twenty years ago" (at "ago") or "hace dos días" (at "hace"); approximations are none."""
    if scan.words.modifiers_follow:
        # "desde hace 60 años" is how long, not when.
        if scan.padded[index - 1].word in scan.words.since:
            return []
        return _counted_after(scan, index, reference)
    unit = scan.words.units.get(scan.padded[index - 1].word)
    for first in range(index - 6, index - 1):
        number = _number([scan.padded[i].word for i in range(first, index - 1)]) if first >= 0 else None
        if number is None or unit is None:
            continue
        if scan.padded[first - 1].word in _NOT_ALONE:
            return []
        return _ago(first, index + 1, unit, number, reference)
    return []


def _counted_after(scan: Scan, index: int, reference: datetime.date | None) -> list[Phrase]:
    for last in range(index + 5, index + 1, -1):
        unit = scan.words.units.get(scan.padded[last].word)
        number = _number([scan.padded[i].word for i in range(index + 1, last)])
        if unit is not None and number is not None and scan.padded[last + 1].word != "que":
            return _ago(index, last + 1, unit, number, reference)
    return []


def _number(counted: list[str]) -> int | None:
    if counted in (["a"], ["an"], ["un"], ["una"]):
        return 1
    if len(counted) == 2 and counted[0] == "a" and counted[1] == "hundred":
        return 100
    if not counted or counted[0] in {"and", "y", "-"} or "end" in counted:
        return None
    return whole_number(" ".join(word for word in counted if word != "-"))


def _ago(first: int, after: int, unit: str, number: int, reference: datetime.date | None) -> list[Phrase]:
    if not 1 <= number <= 400:
        return []
    if unit in {"decade", "century"}:
        number *= 10 if unit == "decade" else 100
        unit = "year"
    edtf = None if reference is None else relative_day(reference, unit, -number)
    return [Phrase(first, after, "date.ago", edtf=edtf, basis="relative")]
