"""Dates that name a day, month or season: "10–11–12 December 2021", "November 5 & 6", "spring of 2015".

Every rule reads tokens from one place on with a bounded look-ahead, so that a text is read in linear time.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import replace

from imcwp_data.text.date_context import MOVED_VERBS, UNIT_WORDS
from imcwp_data.text.date_parts import Phrase, Point
from imcwp_data.text.date_tokens import Scan, Token
from imcwp_data.text.date_words import ANY_ARTICLE, ANY_CONJUNCTION, ANY_OF, ANY_TO
from imcwp_data.text.edtf import day as edtf_day
from imcwp_data.text.edtf import valid_day

_MONTHS = frozenset({"month", "month_abbreviation", "foreign_month"})
_WEEKDAYS = frozenset({"weekday", "weekday_abbreviation"})
_MAX_DAYS = 31
_CLOCK = frozenset("am pm a p h hs hrs o".split())
_NUMERIC = re.compile(r"(\d+)([-/.])(\d+)\2(\d+)(.*)", re.DOTALL)
# Languages whose numeric dates never begin with the month.
_DAY_FIRST = frozenset("es fr pt de it nl el tr ru ca gl".split())
_Days = list[tuple[int, int]]


def read_dates(scan: Scan, index: int) -> list[Phrase]:
    """Return the date or range that begins at a token; several where days are listed that do not follow one another."""
    found = _dates(scan, index)
    if len(found) != 1 or found[0].end is not None or found[0].start is None:
        return found
    single = found[0]
    kind, after = connector(scan, single.after)
    if kind == "list" and not (_conjunction(scan, single.after) and _after_between(scan, index)):
        return found
    if kind == "" or (kind == "word" and moved(scan, index)):
        return found
    while scan.at(after).word in ANY_ARTICLE or scan.at(after).kind in _WEEKDAYS or (
        scan.at(after).word == "," and scan.at(after - 1).kind in _WEEKDAYS
    ):
        after += 1
    other = _dates(scan, after)
    if len(other) != 1 or other[0].start is None or other[0].end is not None:
        return found
    left, right = single.start, other[0].start
    assert left is not None
    if (left.day is None) != (right.day is None) or left.month is None or right.month is None:
        return found
    if left.month > 12 or right.month > 12 or not _in_order(left, right):
        return found
    rule = "date.day_range" if left.day else "date.month_range"
    return [Phrase(index, other[0].after, rule, left, right)]


def _in_order(left: Point, right: Point) -> bool:
    if left.year is None or right.year is None:
        # "30 December – 2 January" crosses a year; "June – May" of one told year does not exist.
        return left.year is None or (left.month or 0, left.day or 0) < (right.month or 0, right.day or 0)
    return (left.year, left.month or 0, left.day or 0) < (right.year, right.month or 0, right.day or 0)


def read_numeric(text: str, language: str, reference: datetime.date | None) -> tuple[int, int, int] | None:
    """Return (year, month, day) of a date in digits, None where there is no such day.

    An impossible month settles the order of day and month; else full stops, the language, a clock of twelve hours, the
    nearness to the day of writing, and at last the number of digits of the year do: American pages shorten it.
    """
    match = _NUMERIC.match(text)
    if match is None:
        return None
    first, mark, second, third, rest = match[1], match[2], int(match[3]), match[4], match[5]
    if len(first) == 4:
        return _real(int(first), second, int(third))
    year = int(third) if len(third) == 4 else 2000 + int(third) if int(third) < 70 else 1900 + int(third)
    day_first = _real(year, second, int(first))
    month_first = _real(year, int(first), second)
    if day_first is None or month_first is None or day_first == month_first:
        return day_first or month_first
    if mark == "." or language in _DAY_FIRST:
        return day_first
    if re.search(r"[AaPp]\.?[Mm]", rest):
        return month_first
    if reference is not None:
        gaps = [abs((datetime.date(*reading) - reference).days) for reading in (day_first, month_first)]
        if min(gaps) <= 31 < max(gaps):
            return day_first if gaps[0] < gaps[1] else month_first
    return month_first if len(third) == 2 else day_first


def _real(year: int, month: int, day: int) -> tuple[int, int, int] | None:
    return (year, month, day) if year >= 1 and valid_day(year, month, day) else None


def connector(scan: Scan, index: int) -> tuple[str, int]:
    """Return what joins two dates at a token and the index after it.

    The kind is "dash", "word" ("to"), "list" (comma, "and") or "" where nothing does.
    """
    token = scan.at(index)
    if token.word == "-" or (token.word == "/" and scan.at(index + 1).kind in {"number", "ordinal"}):
        return "dash", index + 1
    if token.word in ANY_TO:
        return "word", index + 1
    if token.word == ",":
        return "list", index + (2 if scan.at(index + 1).word in ANY_CONJUNCTION else 1)
    if token.word in ANY_CONJUNCTION:
        return "list", index + 1
    return "", index


def moved(scan: Scan, index: int) -> bool:
    """Tell whether the words before speak of something moved from one date to another."""
    return any(scan.at(i).word in MOVED_VERBS for i in range(index - 1, max(index - 9, -1), -1))


def year_after(scan: Scan, index: int, *, comma: bool = True) -> tuple[Point, int]:
    """Return the year told at a token, as a Point with only a year, and the index after it (the same without one)."""
    at = index
    if comma and scan.at(at).word == ",":
        at += 1
    length = scan.longest(index, scan.words.after_modifiers)
    if length and scan.words.year_nouns & {scan.at(index + i).word for i in range(length)}:
        offset = scan.words.after_modifiers[tuple(scan.at(index + i).word for i in range(length))]
        return Point(year_offset=offset), index + length
    for _ in range(3):
        word = scan.at(at).word
        if word in ANY_OF or word in scan.words.year_nouns or (word in scan.words.articles and scan.at(at - 1).word in ANY_OF):
            at += 1
    length = scan.longest(at, scan.words.before_modifiers)
    if length and scan.at(at + length).word in scan.words.year_nouns and at > index:
        offset = scan.words.before_modifiers[tuple(scan.at(at + i).word for i in range(length))]
        return Point(year_offset=offset), at + length + 1
    token = scan.at(at)
    if token.kind == "number" and len(token.text) == 4 and 1000 <= token.value <= 2199 and not _amount(scan, at):
        return Point(year=token.value), at + 1
    short = scan.at(at + 1)
    if token.word == "'" and short.kind == "number" and len(short.text) == 2 and scan.glued(at + 1):
        return Point(year=(2000 if short.value < 70 else 1900) + short.value), at + 2
    return Point(), index


def _amount(scan: Scan, index: int) -> bool:
    following = scan.at(index + 1)
    return following.word == "%" or (following.kind != "mark" and (following.word in UNIT_WORDS or scan.glued(index + 1)))


def _dates(scan: Scan, index: int) -> list[Phrase]:
    token = scan.at(index)
    if token.kind in {"number", "ordinal"} or token.word in scan.words.day_ordinals:
        return _day_first(scan, index)
    if token.kind in _MONTHS:
        return _month_first(scan, index)
    return []


def _day(scan: Scan, index: int) -> int | None:
    token = scan.at(index)
    if token.kind in {"number", "ordinal"}:
        return token.value if 1 <= token.value <= _MAX_DAYS and not (token.kind == "number" and len(token.text) > 2) else None
    ordinal = scan.words.day_ordinals.get(token.word)
    if ordinal is not None and scan.at(index - 1).word == "-":
        ordinal += {"twenty": 20, "thirty": 30}.get(scan.at(index - 2).word, 0)
    return ordinal


def _day_first(scan: Scan, index: int) -> list[Phrase]:
    days: _Days = []
    spans = False
    at = index
    while len(days) < _MAX_DAYS:
        number = _day(scan, at)
        if number is None:
            break
        days.append((number, at))
        at += 1
        if scan.at(at).word == "." and scan.glued(at):
            at += 1
        kind, following = connector(scan, at)
        if not kind:
            break
        while scan.at(following).word in ANY_ARTICLE or scan.at(following).kind in _WEEKDAYS:
            following += 1
        if _day(scan, following) is None:
            break
        if kind == "word" and moved(scan, index):
            spans = False
        else:
            spans = spans or kind in {"dash", "word"} or (len(days) == 1 and _after_between(scan, index))
        at = following
    if not days:
        return []
    # The months of dates in digits and words are joined by a dash: "15-Nov-2021".
    dashed = scan.at(at).word == "-" and scan.at(at + 1).kind in _MONTHS and scan.at(at + 2).word == "-"
    if dashed:
        at += 1
    before_of = at
    for _ in range(2):
        at += scan.at(at).word in ANY_OF
    month = scan.at(at)
    if month.kind not in _MONTHS or (at == before_of and scan.at(index).kind == "word"):
        return []
    at = _after_month(scan, at)
    at += dashed
    year, after = year_after(scan, at)
    if month.word in scan.words.common_words and scan.words.capital_names and month.text.islower() and year == Point():
        return []
    first = index - 2 if scan.at(index).kind == "word" and scan.at(index - 1).word == "-" else index
    return _with_days(days, month.value, year, first, after, spans)


def _month_first(scan: Scan, index: int) -> list[Phrase]:
    month = scan.at(index)
    if scan.words.capital_names and month.text.islower() and month.word in scan.words.common_words:
        return []
    at = _after_month(scan, index)
    if scan.at(at).word in ANY_ARTICLE and _day(scan, at + 1) is not None:
        at += 1
    number = _day(scan, at) if scan.at(at).kind in {"number", "ordinal"} else None
    if number is None or _counted(scan, at):
        return _month_alone(scan, index)
    days: _Days = [(number, at)]
    spans = False
    at += 1
    while len(days) < _MAX_DAYS:
        kind, following = connector(scan, at)
        following += kind != "" and scan.at(following).word in ANY_ARTICLE
        further = _day(scan, following) if scan.at(following).kind in {"number", "ordinal"} else None
        if not kind or further is None or further <= days[-1][0] or _ends_elsewhere(scan, following):
            break
        if kind == "list" and further != days[-1][0] + 1 and not _closes(scan, following):
            break
        spans = spans or (kind in {"dash", "word"} and not (kind == "word" and moved(scan, index)))
        days.append((further, following))
        at = following + 1
    year, after = year_after(scan, at)
    return _with_days(days, month.value, year, index, after, spans)


def _counted(scan: Scan, index: int) -> bool:
    """Tell whether a number counts what follows it: "In November 30 parties met"."""
    following = scan.at(index + 1)
    return scan.at(index).kind == "number" and (following.word in UNIT_WORDS or following.word == "%")


def _ends_elsewhere(scan: Scan, index: int) -> bool:
    """Tell whether a number after a day is none of the same month: an hour, an amount, or the day of another month."""
    following = scan.at(index + 1)
    if following.word in ANY_OF:
        following = scan.at(index + 2)
    return following.word in _CLOCK or following.kind in _MONTHS or _counted(scan, index)


def _closes(scan: Scan, index: int) -> bool:
    """Tell whether a listed day ends its phrase: a year, a mark or an ordinal shows that it counts nothing."""
    following = scan.at(index + 1)
    return scan.at(index).kind == "ordinal" or following.kind in {"mark", "end"} or year_after(scan, index + 1)[1] > index + 1


def _month_alone(scan: Scan, index: int) -> list[Phrase]:
    token = scan.at(index)
    at = _after_month(scan, index)
    year, after = year_after(scan, at)
    if year == Point():
        return [Phrase(index, index + 1, "date.month", Point(month=token.value))]
    return [Phrase(index, after, "date.month", replace(year, month=token.value))]


def read_season(scan: Scan, index: int) -> list[Phrase]:
    """Return the season at a token, with its year where one is told ("winter of 1941-42" is that of 1941)."""
    token = scan.at(index)
    year, after = year_after(scan, index + 1)
    if year == Point():
        return [Phrase(index, index + 1, "date.season", Point(month=token.value))]
    second = scan.at(after + 1)
    if scan.at(after).word in {"-", "/"} and scan.glued(after) and second.kind == "number" and len(second.text) in {2, 4}:
        after += 2
    return [Phrase(index, after, "date.season", replace(year, month=token.value))]


def read_numeric_dates(scan: Scan, index: int, language: str, reference: datetime.date | None) -> list[Phrase]:
    """Return the date in digits at a token, or the range of two such dates joined by a dash or "to"."""
    first = read_numeric(scan.at(index).text, language, reference)
    if first is None:
        return []
    kind, after = connector(scan, index + 1)
    if kind in {"dash", "word"} and scan.at(after).kind == "numeric" and not moved(scan, index):
        second = read_numeric(scan.at(after).text, language, reference)
        if second is not None and first < second:
            return [Phrase(index, after + 1, "date.numeric_range", edtf=f"{edtf_day(*first)}/{edtf_day(*second)}")]
    return [Phrase(index, index + 1, "date.numeric", edtf=edtf_day(*first))]


def _after_month(scan: Scan, index: int) -> int:
    """Return the index after a month and the stop of its abbreviation."""
    after = index + 1
    if scan.at(index).kind == "month_abbreviation" and scan.at(after).word == "." and scan.glued(after):
        after += 1
    return after


def _with_days(days: _Days, month: int, year: Point, first: int, after: int, spans: bool) -> list[Phrase]:
    """Make one phrase of days that follow one another, else one a day."""
    numbers = [number for number, _ in days]
    if not all(valid_day(year.year, month, number) for number in numbers):
        return []
    points = [replace(year, month=month, day=number) for number in numbers]
    if len(days) == 1:
        return [Phrase(first, after, "date.day", points[0])]
    ascending = all(a < b for a, b in zip(numbers, numbers[1:], strict=False))
    consecutive = all(a + 1 == b for a, b in zip(numbers, numbers[1:], strict=False))
    if ascending and (spans or consecutive):
        return [Phrase(first, after, "date.day_range", points[0], points[-1])]
    edges = [first, *(index for _, index in days[1:])]
    return [
        Phrase(edge, after if i == len(days) - 1 else days[i][1] + 1, "date.day_listed", points[i])
        for i, edge in enumerate(edges)
    ]


def _conjunction(scan: Scan, index: int) -> bool:
    return scan.at(index).word in ANY_CONJUNCTION


def _after_between(scan: Scan, index: int) -> bool:
    return any(scan.at(i).word in scan.words.between for i in range(index - 1, max(index - 4, -1), -1))


def is_month(token: Token) -> bool:
    """Tell whether a token names a month in some language."""
    return token.kind in _MONTHS


def is_weekday(token: Token) -> bool:
    """Tell whether a token names a weekday."""
    return token.kind in _WEEKDAYS
