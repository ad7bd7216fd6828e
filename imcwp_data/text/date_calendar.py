"""Dates that name a day, month or season: "10–11–12 December 2021", "November 5 & 6", "spring of 2015".

Every rule reads tokens from one place on with a bounded look-ahead, so that a text is read in linear time.
"""

from __future__ import annotations

from itertools import pairwise

from imcwp_data.text.date_context import MOVED_VERBS, UNIT_WORDS
from imcwp_data.text.date_language import words
from imcwp_data.text.date_parts import Phrase, Point
from imcwp_data.text.date_tokens import MONTH_KINDS, WEEKDAY_KINDS, Scan
from imcwp_data.text.date_words import ANY_ARTICLE, ANY_CONJUNCTION, ANY_OF, ANY_TO
from imcwp_data.text.edtf import valid_day

_LAST_DAY = 31
# Days that one phrase lists at most; the bound keeps the reading of long rows of numbers linear.
_MAX_DAYS = 8
_MAX_TOKENS = 5 * _MAX_DAYS
# Years of two digits from here on are of the twentieth century.
_PIVOT = 50
_CLOCK = words("am pm a p h hs hrs o")
_Days = list[tuple[int, int]]
_NO_YEAR = Point()


def read_dates(scan: Scan, index: int) -> list[Phrase]:
    """Return the date or range that begins at a token; several where days are listed that do not follow one another."""
    found = _dates(scan, index)
    if len(found) != 1 or found[0].end is not None or found[0].start is None:
        return found
    single = found[0]
    kind, after = connector(scan, single.after)
    if kind == "list" and not (_conjunction(scan, single.after) and after_between(scan, index)):
        return found
    if kind == "" or (kind == "word" and moved(scan, index)):
        return found
    after = _after_lead(scan, after)
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


def _after_lead(scan: Scan, index: int) -> int:
    """Return the index after articles and a weekday that stand before a date."""
    at = index
    for _ in range(4):
        weekday = scan.padded[at - 1].kind in WEEKDAY_KINDS and scan.padded[at].word == ","
        at += weekday or scan.padded[at].word in ANY_ARTICLE or scan.padded[at].kind in WEEKDAY_KINDS
    return at


def _in_order(left: Point, right: Point) -> bool:
    if left.year is None or right.year is None:
        # "30 December – 2 January" crosses a year; "June – May" of one told year does not exist.
        return left.year is None or (left.month or 0, left.day or 0) < (right.month or 0, right.day or 0)
    return (left.year, left.month or 0, left.day or 0) < (right.year, right.month or 0, right.day or 0)


def connector(scan: Scan, index: int) -> tuple[str, int]:
    """Return what joins two dates at a token and the index after it.

    The kind is "dash", "word" ("to"), "list" (comma, "and") or "" where nothing does.
    """
    token = scan.padded[index]
    if token.word == "-" or (token.word == "/" and scan.padded[index + 1].kind in {"number", "ordinal"}):
        return "dash", index + 1
    if token.word in ANY_TO:
        return "word", index + 1
    if token.word == ",":
        return "list", index + (2 if scan.padded[index + 1].word in ANY_CONJUNCTION else 1)
    if token.word in ANY_CONJUNCTION:
        return "list", index + 1
    return "", index


def moved(scan: Scan, index: int) -> bool:
    """Tell whether the words before speak of something moved from one date to another."""
    return not MOVED_VERBS.isdisjoint([token.word for token in scan.padded[max(index - 8, 0) : index]])


def year_after(scan: Scan, index: int) -> tuple[Point, int]:
    """Return the year told at a token, as a Point with only a year, and the index after it (the same without one)."""
    tokens, language = scan.padded, scan.words
    told = scan.match(index, language.after_years)
    if told is not None:
        return Point(year_offset=told[1]), told[0]
    at = index + (tokens[index].word == ",")
    for _ in range(3):
        word = tokens[at].word
        article = word in language.articles and tokens[at - 1].word in ANY_OF
        if not (article or word in ANY_OF or word in language.year_nouns):
            break
        at += 1
    token = tokens[at]
    if token.kind == "number" and len(token.text) == 4 and 1000 <= token.value <= 2199 and not _amount(scan, at):
        return Point(year=token.value), at + 1
    short = scan.padded[at + 1]
    if token.word == "'" and short.kind == "number" and len(short.text) == 2 and scan.glued(at + 1):
        return Point(year=(2000 if short.value < _PIVOT else 1900) + short.value), at + 2
    return _NO_YEAR, index


def _amount(scan: Scan, index: int) -> bool:
    following = scan.padded[index + 1]
    if following.word == "%" or (following.kind != "mark" and scan.glued(index + 1)):
        return True
    # "In May 1886 workers struck" tells a year, "In May, 1886 workers" and "In May 2000 workers" an amount.
    year = (
        1789 <= scan.padded[index].value <= 2060
        and scan.padded[index].value % 100
        and scan.padded[index - 1].word != ","
    )
    return following.word in UNIT_WORDS and not year


def _dates(scan: Scan, index: int) -> list[Phrase]:
    token = scan.padded[index]
    if token.kind in {"number", "ordinal"} or token.word in scan.words.day_ordinals:
        return _day_first(scan, index)
    if token.kind in MONTH_KINDS:
        return _month_first(scan, index)
    return []


def _day(scan: Scan, index: int) -> int | None:
    token = scan.padded[index]
    if token.kind in {"number", "ordinal"}:
        return (
            token.value if 1 <= token.value <= _LAST_DAY and (token.kind == "ordinal" or len(token.text) <= 2) else None
        )
    ordinal = scan.words.day_ordinals.get(token.word)
    if ordinal is not None and scan.padded[index - 1].word == "-":
        ordinal += {"twenty": 20, "thirty": 30}.get(scan.padded[index - 2].word, 0)
    return ordinal


def _day_first(scan: Scan, index: int) -> list[Phrase]:
    if not scan.month_within(index, _MAX_TOKENS):
        return []
    days: _Days = []
    spans = False
    at = index
    while len(days) < _MAX_DAYS:
        number = _day(scan, at)
        if number is None:
            break
        days.append((number, at))
        at += 1
        if scan.padded[at].word == "." and scan.glued(at):
            at += 1
        kind, following = connector(scan, at)
        if not kind:
            break
        while scan.padded[following].word in ANY_ARTICLE or scan.padded[following].kind in WEEKDAY_KINDS:
            following += 1
        if _day(scan, following) is None:
            break
        if kind == "word" and moved(scan, index):
            spans = False
        else:
            spans = spans or kind in {"dash", "word"} or (len(days) == 1 and after_between(scan, index))
        at = following
    if not days:
        return []
    # The months of dates in digits and words are joined by a dash: "15-Nov-2021".
    dashed = scan.padded[at].word == "-" and scan.padded[at + 1].kind in MONTH_KINDS and scan.padded[at + 2].word == "-"
    if dashed:
        at += 1
    before_of = at
    for _ in range(2):
        at += scan.padded[at].word in ANY_OF
    month = scan.padded[at]
    if month.kind not in MONTH_KINDS or (at == before_of and scan.padded[index].kind == "word"):
        return []
    at = _after_month(scan, at)
    at += dashed
    year, after = year_after(scan, at)
    if month.word in scan.words.common_words and scan.words.capital_names and month.text.islower() and year == Point():
        return []
    first = index - 2 if scan.padded[index].kind == "word" and scan.padded[index - 1].word == "-" else index
    return _with_days(days, month.value, year, first, after, spans)


def _month_first(scan: Scan, index: int) -> list[Phrase]:
    month = scan.padded[index]
    if scan.words.capital_names and month.text.islower() and month.word in scan.words.common_words:
        return []
    at = _after_month(scan, index)
    if scan.padded[at].word in ANY_ARTICLE and _day(scan, at + 1) is not None:
        at += 1
    number = _day(scan, at) if scan.padded[at].kind in {"number", "ordinal"} else None
    if number is None or _counted(scan, at):
        return _month_alone(scan, index)
    days: _Days = [(number, at)]
    spans = False
    at += 1
    while len(days) < _MAX_DAYS:
        kind, following = connector(scan, at)
        following += kind != "" and scan.padded[following].word in ANY_ARTICLE
        further = _day(scan, following) if scan.padded[following].kind in {"number", "ordinal"} else None
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
    following = scan.padded[index + 1]
    return scan.padded[index].kind == "number" and (following.word in UNIT_WORDS or following.word == "%")


def _ends_elsewhere(scan: Scan, index: int) -> bool:
    """Tell whether a number after a day is none of the same month: an hour, an amount, or the day of another month."""
    following = scan.padded[index + 1]
    if following.word in ANY_OF:
        following = scan.padded[index + 2]
    return following.word in _CLOCK or following.kind in MONTH_KINDS or _counted(scan, index)


def _closes(scan: Scan, index: int) -> bool:
    """Tell whether a listed day ends its phrase: a year, a mark or an ordinal shows that it counts nothing."""
    following = scan.padded[index + 1]
    told = year_after(scan, index + 1)[1] > index + 1
    return told or scan.padded[index].kind == "ordinal" or following.kind in {"mark", "end"}


def _month_alone(scan: Scan, index: int) -> list[Phrase]:
    token = scan.padded[index]
    at = _after_month(scan, index)
    year, after = year_after(scan, at)
    if year == Point():
        return [Phrase(index, index + 1, "date.month", Point(month=token.value))]
    return [Phrase(index, after, "date.month", Point(year.year, token.value, None, year.year_offset))]


def _after_month(scan: Scan, index: int) -> int:
    """Return the index after a month and the stop of its abbreviation."""
    after = index + 1
    if scan.padded[index].kind == "month_abbreviation" and scan.padded[after].word == "." and scan.glued(after):
        after += 1
    return after


def _with_days(days: _Days, month: int, year: Point, first: int, after: int, spans: bool) -> list[Phrase]:
    """Make one phrase of days that follow one another, else one a day."""
    told = year.year
    points = []
    for number, _ in days:
        if not valid_day(told, month, number):
            return []
        points.append(Point(told, month, number, year.year_offset))
    if len(days) == 1:
        return [Phrase(first, after, "date.day", points[0])]
    numbers = [number for number, _ in days]
    ascending = all(a < b for a, b in pairwise(numbers))
    consecutive = all(a + 1 == b for a, b in pairwise(numbers))
    if ascending and (spans or consecutive):
        return [Phrase(first, after, "date.day_range", points[0], points[-1])]
    edges = [first, *(index for _, index in days[1:])]
    return [
        Phrase(edge, after if i == len(days) - 1 else days[i][1] + 1, "date.day_listed", points[i])
        for i, edge in enumerate(edges)
    ]


def _conjunction(scan: Scan, index: int) -> bool:
    return scan.padded[index].word in ANY_CONJUNCTION


def after_between(scan: Scan, index: int) -> bool:
    """Tell whether "between" stands shortly before a token."""
    return not scan.words.between.isdisjoint([token.word for token in scan.padded[max(index - 3, 0) : index]])
