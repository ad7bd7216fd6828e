"""Dates told from the day of writing: "yesterday", "last Thursday", "two days ago", "by the end of the year"."""

from __future__ import annotations

import datetime

from imcwp_data.text.date_context import EVENT_POSSESSIVES, QUANTIFIERS, REPORTING_VERBS, is_past
from imcwp_data.text.date_language import Words, words
from imcwp_data.text.date_parts import Phrase
from imcwp_data.text.date_resolution import tense
from imcwp_data.text.date_tokens import Scan
from imcwp_data.text.numbers import whole_number

_SCHEDULED = words("scheduled planned set called announced due convocada previsto prevista anunciada")
_DURATION_ARTICLES = frozenset({"the", "el", "los"})
_SENTENCE_END = frozenset(".!?:;")
_DAY_WORDS = words("today yesterday tomorrow hoy ayer mañana")
_JOINTS = words("and & or nor than , / y e o u ni que")
_QUOTES = frozenset("\"“”'«»")


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
    key = tuple(scan.at(i).word for i in range(index, after))
    if unit == "now" and not _happens_today(scan, index, after):
        return []
    if unit in {"day", "now"} and _idiom(scan, index, after):
        return []
    if unit in {"year", "month", "decade", "weekend"} and _duration(scan, index, key, unit):
        return []
    if unit == "weekend" and offset == 0 and reference is not None:
        told = tense(scan.text, scan.at(index).start, scan.at(after - 1).end)
        offset = _weekend_by_tense(reference, key, told)
    edtf = None if reference is None else relative_day(reference, unit, offset)
    first = index
    if unit in {"year", "month"} and scan.at(index - 1).word in scan.words.positions:
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
    before = scan.at(index - 1).word
    if unit == "weekend":
        return before in scan.words.every or scan.at(index + len(key)).word == "of"
    if "past" in key:
        return True
    return key[0] in {"last", "último"} and before in _DURATION_ARTICLES


def _idiom(scan: Scan, index: int, after: int) -> bool:
    """Tell whether a day-word means no day: "today and tomorrow", "the society of tomorrow", a quoted "tomorrow"."""
    before, following = scan.at(index - 1), scan.at(after)
    if following.word in _JOINTS and scan.at(after + 1).word in _DAY_WORDS:
        return True
    if before.word in _JOINTS and scan.at(index - 2).word in _DAY_WORDS:
        return True
    if after - index > 1:
        return False
    if before.word in _QUOTES and following.word in _QUOTES and scan.glued(index) and scan.glued(after):
        return True
    word = scan.at(index).word
    if word == "mañana":
        return before.word in {"la", "una", "cada", "buena", "de", "por", "media", "las", "y", "ese", "el", "un"}
    if word in {"tomorrow", "yesterday"} and before.word in {"of", "the", "a", "better"}:
        return True
    if word == "tomorrow" and before.word == "for":
        return scan.at(index - 2).word not in _SCHEDULED
    if word == "tomorrow" and following.word == "'" and scan.at(after + 1).word == "s":
        return scan.at(after + 2).word not in EVENT_POSSESSIVES
    return False


def _happens_today(scan: Scan, index: int, after: int) -> bool:
    """Tell whether "today" is the day of writing and not the present age: something is told that happened on it."""
    before, following = scan.at(index - 1), scan.at(after)
    if following.word == "'" and scan.at(after + 1).word == "s":
        return scan.at(after + 2).word in EVENT_POSSESSIVES
    if before.word in {"until", "till", "to", "of", "from", "since", "for", "hasta", "de", "even", "still"}:
        return False
    if _happened(before.word) or _happened(following.word):
        return True
    if index == 0 or before.kind == "end" or before.word in _SENTENCE_END:
        # "Today, the Central Committee issued": the first verb decides.
        for i in range(after, after + 10):
            word = scan.at(i).word
            if (
                word in {"is", "are", "has", "have", "es", "son", "hay", "we", "more", "there", "ha"}
                or word in _SENTENCE_END
            ):
                return False
            if _happened(word):
                return True
    # "rallies were held in Athens today": a verb of happening earlier in the clause, and no present one after it.
    for i in range(index - 1, max(index - 9, -1), -1):
        word = scan.at(i).word
        if word in {"is", "are", "there", "who", "which", "that", ",", ".", ";", ":", "es", "son", "hay", "que"}:
            return False
        if word in REPORTING_VERBS:
            return True
    return False


def _happened(word: str) -> bool:
    regular = word.endswith(("ed", "ó", "aron", "ieron")) and word not in {"used", "needed", "demanded"}
    return word in REPORTING_VERBS or (regular and is_past(word))


def read_ago(scan: Scan, index: int, reference: datetime.date | None) -> list[Phrase]:
    """Return "two days ago", "twenty years ago" (at "ago") or "hace dos días" (at "hace"); approximations are none."""
    if scan.words.modifiers_follow:
        return _counted_after(scan, index, reference)
    unit = scan.words.units.get(scan.at(index - 1).word)
    for first in range(index - 6, index - 1):
        number = _number([scan.at(i).word for i in range(first, index - 1)]) if first >= 0 else None
        if number is None or unit is None:
            continue
        if scan.at(first - 1).word in QUANTIFIERS | _JOINTS or scan.at(first - 1).word in {"-", "to"}:
            return []
        return _ago(first, index + 1, unit, number, reference)
    return []


def _counted_after(scan: Scan, index: int, reference: datetime.date | None) -> list[Phrase]:
    for last in range(index + 5, index + 1, -1):
        unit = scan.words.units.get(scan.at(last).word)
        number = _number([scan.at(i).word for i in range(index + 1, last)])
        if unit is not None and number is not None and scan.at(last + 1).word != "que":
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
