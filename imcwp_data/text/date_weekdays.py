"""Weekdays: with their date, with a day of the month ("Saturday the 25th"), or told from the day of writing."""

from __future__ import annotations

import calendar
import datetime

from imcwp_data.text.date_calendar import connector, read_dates
from imcwp_data.text.date_figures import read_numeric_dates
from imcwp_data.text.date_language import words
from imcwp_data.text.date_names import capitalised, inside_sentence
from imcwp_data.text.date_parts import Phrase
from imcwp_data.text.date_resolution import tense
from imcwp_data.text.date_tokens import Scan

_LEADS = words(
    "on last this next by since until from before after till and or to past coming el este del desde hasta pasado "
    "próximo y al"
)
_SPANISH_LEADS = words("el del este al pasado próximo")
# What may follow the number of a day and is nothing that it counts.
_AFTER_DAY = words(
    "at in on by with we they he she it the was were will from when after before fue fueron se en por con a el la los "
    "las nos será serán desde hasta cuando ha han"
)
_PAST_STATES = words("was were had había habían estaba estaban fue fueron")
_AHEAD = words("by until till before for para antes hasta")


def read_weekday(
    scan: Scan, first: int, index: int, direction: int | None, language: str, reference: datetime.date | None
) -> list[Phrase]:
    """Return the date that begins with the weekday at ``index``; ``first`` is that of a word before it that says which
    ("last"), ``direction`` what that word says.
    """
    token = scan.padded[index]
    if not scan.words.capital_names and capitalised(scan, index) and _after_name(scan, index):
        return []
    at = index + 1
    at += token.kind == "weekday_abbreviation" and scan.padded[at].word == "."
    opened = scan.padded[at].word == "("
    at += opened or scan.padded[at].word == ","
    for _ in range(2):
        at += scan.padded[at].word in scan.words.articles
    dates = read_dates(scan, at)
    if opened and dates and dates[0].start is not None and dates[0].start.day is not None:
        return dates
    if dates and dates[0].start is not None and dates[0].start.day is not None:
        return [dates[0].changed(first=first, direction=direction or None), *dates[1:]]
    if scan.padded[at].kind == "numeric":
        return [
            phrase.changed(first=first) for phrase in read_numeric_dates(scan, at, language, reference, token.value)
        ]
    if token.kind != "weekday":
        return []
    if _day_of_month(scan, index, at):
        day = matching_day(reference, token.value, scan.padded[at].value) if reference is not None else None
        edtf = day.isoformat() if day is not None else None
        return [Phrase(first, at + 1, "date.weekday_day", edtf=edtf, basis="relative")]
    return _alone(scan, first, index, direction, reference)


def _after_name(scan: Scan, index: int) -> bool:
    """Tell whether a weekday with a capital belongs to the name before it ("Santo Domingo")."""
    return (
        capitalised(scan, index - 1)
        and scan.padded[index - 1].word not in _LEADS
        and not scan.padded[index].text.isupper()
    )


def _day_of_month(scan: Scan, index: int, at: int) -> bool:
    """Tell whether the number after a weekday is its day of the month, not the number of something."""
    number, counted = scan.padded[at], scan.padded[at + 1]
    if number.kind == "ordinal":
        return at > index + 1 or not counted.text.islower()
    stop = counted.kind in {"end", "mark"} and counted.word not in {"-", "/", "%"}
    # "Friday 13:30" and "Friday 13.30" are hours, "Friday 13: debate" and a last word of the sentence days.
    stop = stop and not (counted.word in {":", "."} and scan.glued(at + 1) and scan.glued(at + 2))
    stop = stop or counted.word in _AFTER_DAY
    return number.kind == "number" and at == index + 1 and 1 <= number.value <= 31 and stop


def _alone(scan: Scan, first: int, index: int, direction: int | None, reference: datetime.date | None) -> list[Phrase]:
    before = scan.padded[index - 1].word
    if before in scan.words.every or (direction is None and not _spelt_as_weekday(scan, index)):
        return []
    if capitalised(scan, index + 1) and before not in _LEADS:
        return []
    after = index + 1
    modifier = scan.match(after, scan.words.after_modifiers)
    if direction is None and modifier is not None:
        after, direction = modifier
    after += scan.padded[after].word in scan.words.day_parts
    if reference is None:
        return [Phrase(first, after, "date.weekday", basis="relative")]
    side = direction
    if not side:
        told = tense(scan.text, *scan.span(first, after))
        side = told or (1 if direction == 0 or (before in _AHEAD and not _was(scan, after)) else -1)
    day = weekday_date(reference, scan.padded[index].value, side, strict=bool(direction))
    if day is None:
        return []
    kind, beyond = connector(scan, after)
    beyond += scan.padded[beyond].word in scan.words.articles
    if kind in {"dash", "word"} and scan.padded[beyond].kind == "weekday":
        last = weekday_date(day, scan.padded[beyond].value, 1, strict=True)
        if last is not None:
            edtf = f"{day.isoformat()}/{last.isoformat()}"
            return [Phrase(first, beyond + 1, "date.weekday_range", edtf=edtf, basis="relative")]
    return [Phrase(first, after, "date.weekday", edtf=day.isoformat(), basis="relative")]


def _was(scan: Scan, after: int) -> bool:
    """Tell whether the clause after a deadline is told as past: "by Friday there were 900"."""
    return any(scan.padded[i].word in _PAST_STATES for i in range(after, after + 3))


def _spelt_as_weekday(scan: Scan, index: int) -> bool:
    text, before = scan.padded[index].text, scan.padded[index - 1].word
    if scan.words.capital_names:
        # "Bloody Sunday", "Palm Sunday": a capitalised word before it makes a name.
        return text[0].isupper() and (before in _LEADS or not capitalised(scan, index - 1) or text.isupper())
    return text.islower() and (before in _SPANISH_LEADS or not inside_sentence(scan, index))


def weekday_date(reference: datetime.date, weekday: int, side: int, *, strict: bool = False) -> datetime.date | None:
    """Return the last (-1) or next (1) day that is a weekday; the reference itself counts unless ``strict``.

    None beyond the calendar.
    """
    days = (weekday - reference.weekday()) % 7 if side > 0 else -((reference.weekday() - weekday) % 7)
    if days == 0 and strict:
        days = 7 * side
    try:
        return reference + datetime.timedelta(days=days)
    except OverflowError:
        return None


def matching_day(reference: datetime.date, weekday: int, day: int) -> datetime.date | None:
    """Return the date nearest to the reference, within half a year, that is such a weekday and day of a month."""
    nearest: datetime.date | None = None
    for shift in range(-6, 7):
        year, month = divmod(reference.year * 12 + reference.month - 1 + shift, 12)
        if not 1 <= year <= 9999 or not 1 <= day <= calendar.monthrange(year, month + 1)[1]:
            continue
        candidate = datetime.date(year, month + 1, day)
        nearer = nearest is None or abs(candidate - reference) < abs(nearest - reference)
        if candidate.weekday() == weekday and nearer:
            nearest = candidate
    return nearest
