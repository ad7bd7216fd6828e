"""Completes what a date phrase leaves out, from the day of writing and the tense of the sentence."""

from __future__ import annotations

import datetime
import re
from functools import lru_cache

from imcwp_data.text.date_context import is_future, is_past
from imcwp_data.text.date_language import words as as_words
from imcwp_data.text.date_parts import Phrase, Point
from imcwp_data.text.edtf import bounds, valid_day
from imcwp_data.text.edtf import day as edtf_day

_BEFORE = 140
_AFTER = 90
_SENTENCE_END = re.compile(r"[.!?;…][\"'”’»)\]]*\s+(?=[^a-z\d]|$)|\n")
_WORD = re.compile(r"[^\W\d_]+")
_INFINITIVES = as_words(
    "be hold take meet convene organise organize gather celebrate demonstrate march mark honour honor participate "
    "attend join protest strike begin start develop support host receive send return"
)
# "planned for November 15", "fixed for 12 January": such a participle may be followed by a day past or to come.
_AIMED = as_words("for para until hasta to a by before antes")
# "the coup of 28 June": what has a name of this kind with its day is over, whatever the sentence asks for.
_OF = as_words("of de del on")
_PAST_EVENTS = as_words(
    "coup massacre massacres attack attacks murder murders killing killings assassination bombing bombings shooting "
    "earthquake flood floods hurricane cyclone fire raid raids eviction invasion assault crackdown pogrom explosion "
    "golpe masacre atentado asesinato asesinatos terremoto inundaciones huracán ataque ataques incendio "
    "invasión matanza"
)
# A date behind a comma or "and" opens a clause of its own where its verb follows at once.
_CLAUSE_OPENS = re.compile(
    r"(?:,|\b(?:and|but|y|pero))\s+(?:(?:in|on|from|en|el|del|los)\s+)?(?:(?:the|el|los)\s+)?$", re.IGNORECASE
)
_CLAUSE_REACH = 40
_AUXILIARIES = as_words("will shall será serán habrá tendrá tendrán")
# What is said has its own tense: "he said that the summit in December must be met with protests".
_SAYS = as_words("said told announced added stressed stated declared dijo anunció declaró afirmó señaló")
_SAID_THAT = as_words("that que")
_PRESENT_PASSIVE = as_words("is are be being gets")
# A text seldom leaves out the year of a day that is more than this many days from it on the side that its tense denies.
_NEAR = 45
# A day of the same calendar year needs its year least, one to come a little more than one past.
_SAME_YEAR = 0.5
_COMING = 1.15


def tense(text: str, start: int, end: int) -> int:
    """Return -1 where the words around a date speak of the past, 1 of what is to come, 0 where they do not tell.

    The nearest verb before the date in its sentence decides, else the first one after it. Both looks are bounded.
    """
    before = text[max(0, start - _BEFORE) : start]
    stops = [stop.end() for stop in _SENTENCE_END.finditer(before)]
    before = before[stops[-1] if stops else 0 :]
    words = _WORD.findall(before.lower())
    if words and words[-1] in _AIMED:
        return 0
    if len(words) > 1 and words[-1] in _OF and words[-2] in _PAST_EVENTS:
        return -1
    told = _clause_tense(before, text[end : end + _AFTER])
    if told:
        return told
    clause = next((k for k in range(len(words) - 1, 0, -1) if words[k] in _SAID_THAT and words[k - 1] in _SAYS), 0)
    for position in range(len(words) - 1, clause - 1, -1):
        told = _told_by(words, position)
        if told:
            return told
    after = text[end : end + _AFTER]
    stop = _SENTENCE_END.search(after)
    words = _WORD.findall((after[: stop.start()] if stop else after).lower())
    return next((told for position in range(len(words)) if (told := _told_by(words, position))), 0)


def _clause_tense(before: str, after: str) -> int:
    """Return the tense of a clause that the date opens: "the mine closed, in January it will open"."""
    if _CLAUSE_OPENS.search(before) is None:
        return 0
    words = _WORD.findall(after[:_CLAUSE_REACH].lower())[:3]
    return 1 if any(word in _AUXILIARIES for word in words) else 0


def _told_by(words: list[str], position: int) -> int:
    """Return the tense that a word among others tells."""
    word = words[position]
    told = _word_tense(word)
    if not told:
        return 0
    before = words[position - 1] if position else ""
    if word == "to":
        infinitive = position + 1 < len(words) and words[position + 1] in _INFINITIVES
        return 1 if infinitive or before in {"is", "are"} else 0
    return 0 if told < 0 and before in _PRESENT_PASSIVE else told


# The same words come again and again, and most tell nothing.
@lru_cache(maxsize=8192)
def _word_tense(word: str) -> int:
    """Return the tense that a word may tell: 1 of what is to come ("to" with what follows), -1 of the past, 0 none."""
    if word == "to" or is_future(word):
        return 1
    return -1 if is_past(word) else 0


def complete(phrase: Phrase, reference: datetime.date, direction: int, *, since: bool = False) -> Phrase:
    """Return the phrase with its years filled in: the nearest that the direction allows, a range in order."""
    start, end = phrase.start, phrase.end
    assert start is not None
    if start.year_offset is not None or (end is not None and end.year_offset is not None):
        offset = start.year_offset if start.year_offset is not None else end.year_offset if end else 0
        told_year = reference.year + (offset or 0)
        start = start.changed(year=told_year, year_offset=None)
        end = end.changed(year=told_year, year_offset=None) if end else None
        return _ordered(phrase, start, end).changed(basis="relative")
    if start.year is None and (end is None or end.year is None):
        year = nearest_year(start, reference, direction, phrase.direction, since=since)
        if year is None:
            return phrase
        basis = "relative" if phrase.direction is not None else "inferred"
        return _ordered(phrase, start.changed(year=year), end).changed(basis=basis)
    return _ordered(phrase, start, end)


def join_years(phrase: Phrase) -> Phrase:
    """Return a range with the year of one end carried over to the other."""
    return phrase if phrase.start is None else _ordered(phrase, phrase.start, phrase.end)


def _ordered(phrase: Phrase, start: Point, end: Point | None) -> Phrase:
    if end is not None:
        later = (start.month or 0, start.day or 0) > (end.month or 0, end.day or 0)
        if end.year is None and start.year is not None:
            end = end.changed(year=start.year + later)
        elif start.year is None and end.year is not None:
            start = start.changed(year=end.year - later)
    if start is phrase.start and end is phrase.end:
        return phrase
    return phrase.changed(start=start, end=end)


def nearest_year(
    point: Point, reference: datetime.date, direction: int, modifier: int | None, *, since: bool = False
) -> int | None:
    """Return the year in which a day, month or season that names none lies, None where no year has such a day.

    ``modifier`` is what "last" (-1), "this" (0) or "next" (1) say and binds; ``direction`` is the sentence's tense,
    which outweighs nearness only for days well on its other side.
    """
    gaps: dict[int, int] = {}
    # A 29 February may be up to eight years away.
    reach = 8 if (point.month, point.day) == (2, 29) else 1
    if modifier is not None:
        reach += 1
    for year in range(max(1, reference.year - reach), min(9998, reference.year + reach) + 1):
        if point.day is None or valid_day(year, point.month or 0, point.day):
            gaps[year] = (_middle(point, year) - reference).days
    if not gaps:
        return None
    past = [year for year, gap in gaps.items() if _ended(point, year, reference, gap)]
    coming = [year for year, gap in gaps.items() if year not in past and (gap > 0 or point.day is None)]
    if modifier == 0:
        return _current(point, reference, gaps)
    if modifier == -1 and past:
        return max(past)
    if modifier == 1 and coming:
        return min(year for year in coming if gaps[year] > 0 or year > reference.year) if coming else None
    year = min(gaps, key=lambda candidate: (_distance(gaps[candidate], candidate == reference.year), candidate))
    if since and gaps[year] > 15:
        return max((other for other in gaps if gaps[other] <= 15), default=year)
    if direction < 0 and gaps[year] > _NEAR:
        return max((other for other in gaps if gaps[other] <= _NEAR), default=year)
    if direction > 0 and gaps[year] < -_NEAR:
        return min((other for other in gaps if gaps[other] >= -_NEAR), default=year)
    return year


def _distance(gap: int, same_year: bool) -> float:
    """Return how far a day is from the writing as writers feel it who leave out its year."""
    return abs(gap) * (_SAME_YEAR if same_year else 1.0) * (_COMING if gap > 0 else 1.0)


def _current(point: Point, reference: datetime.date, gaps: dict[int, int]) -> int | None:
    if point.month == 24 and reference.month <= 2:
        return reference.year - 1
    return reference.year if reference.year in gaps else None


def _ended(point: Point, year: int, reference: datetime.date, gap: int) -> bool:
    if point.day is not None:
        return gap <= 0
    last = bounds(f"{year:04d}-{point.month or 1:02d}")[1]
    return last is not None and last < reference.isoformat()


def _middle(point: Point, year: int) -> datetime.date:
    if point.day is not None:
        return datetime.date(year, point.month or 1, point.day)
    month = point.month or 7
    if month > 20:
        return datetime.date(year + (month == 24), {21: 4, 22: 7, 23: 10, 24: 1}[month], 15)
    return datetime.date(year, month, 15)


# The same days come again in text after text.
@lru_cache(maxsize=4096)
def point_edtf(point: Point) -> str | None:
    """Return a point's EDTF form, None where its year is not told and no day of every year is meant."""
    if point.day is not None and point.month is not None:
        if not valid_day(point.year, point.month, point.day):
            return None
        return edtf_day(point.year, point.month, point.day)
    if point.year is None:
        return None
    return f"{point.year:04d}" if point.month is None else f"{point.year:04d}-{point.month:02d}"


def phrase_edtf(phrase: Phrase) -> str | None:
    """Return the EDTF form of a completed phrase, with the open end that its bound tells; None where it has none."""
    edtf = phrase.edtf
    if edtf is None and phrase.start is not None:
        edtf = point_edtf(phrase.start)
        if phrase.end is not None:
            end = point_edtf(phrase.end)
            edtf = f"{edtf}/{end}" if edtf and end and phrase.start.year and phrase.end.year else None
    if edtf is None:
        return None
    try:
        first, last = bounds(edtf)
    except ValueError:
        return None
    if phrase.bound == "until":
        return f"../{last}" if last else None
    if phrase.bound == "from":
        return f"{edtf.split('/')[0]}/.." if first else None
    return edtf
