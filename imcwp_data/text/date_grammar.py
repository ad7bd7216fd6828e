"""Reads the dates that a text writes, in words or figures, absolute or told from the day of writing.

English and Spanish are read in full; dates with a day and month, or a month and year, also in other languages (see
``date_words``). A text is searched once for what may be a date, and only the words around are read: the work is linear
in the text's length, whatever the text.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from functools import lru_cache

from imcwp_data.record import Record
from imcwp_data.text.date_anchored import anchored_edtf
from imcwp_data.text.date_context import PUBLICATION_WORDS
from imcwp_data.text.date_language import words
from imcwp_data.text.date_parts import Phrase, Point
from imcwp_data.text.date_phrases import PhraseReader
from imcwp_data.text.date_resolution import complete, join_years, nearest_year, phrase_edtf, tense
from imcwp_data.text.date_tokens import Scan, Tokeniser
from imcwp_data.text.date_triggers import Span
from imcwp_data.text.date_words import LANGUAGES
from imcwp_data.text.written_days import written_day

# A day of the labour movement named without "on" and this far from the day of writing is that of every year.
_RECURS_BEYOND = 45
_LINE_LIMIT = 160
# Characters from a year that opens a sentence to a day that it goes for.
_YEAR_REACH = 100
# Words that may stand beside a date of publication.
_MOST_WORDS = 8
_DAY_OR_MONTH = re.compile(r"\d{4}-(?:0\d|1[0-2])(?:-\d{2})?")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_YEAR_OPENS = re.compile(r"(?:^|[.!?;]\s+|\n)(?:In|Back in|En)\s+$")
_SENTENCE_BREAK = re.compile(r"[.!?][\"'”’»)\]]*\s+[^a-z\d]")
# Dates back among which the day lies that "the same day" means.
_ANCHORS = 3
# A date with at least a month, in a year that is told.
_WITH_YEAR = re.compile(r"\d{4}-\d{2}")
_THAT_YEAR = (("of", "that", "year"), ("of", "the", "same", "year"), ("that", "year"), ("de", "ese", "año"),
              ("del", "mismo", "año"), ("de", "aquel", "año"), ("the", "same", "year"))  # fmt: skip
_LIMITS = words("before by antes")
_DATED = words("on el since by before until from last this next desde hasta antes after during")


# What reads the dates of one language.
_Reading = tuple[PhraseReader, Tokeniser]
_COMMON = ("en", "es")


class FoundDate(Record, frozen=True):
    """A date where it stands in a text.

    ``basis`` is "explicit" (fully written), "inferred" (the year filled in) or "relative" (told from the day of
    writing); ``rule`` names the rule that read it.
    """

    char_start: int
    char_end: int
    surface: str
    date_edtf: str
    basis: str
    rule: str


class DateGrammar:
    """Finds dates in texts. Construct once and use for many texts: it holds nothing of what it read."""

    def __init__(self) -> None:
        # What reads the languages of nearly all texts is made now; the others few corpora have.
        self._languages = _Languages({language: _reading(language) for language in _COMMON})

    def find(
        self,
        text: str,
        reference: datetime.date | None,
        language: str | None = "en",
        context: datetime.date | None = None,
        *,
        ahead: bool = False,
        triggers: Sequence[Span] | None = None,
    ) -> list[FoundDate]:
        """Return the dates of a text in order, none overlapping another.

        ``reference`` is the day of writing, from which "yesterday" and days without a year are told. Without it the
        former are left out and the latter take the year nearest to ``context`` (a day that the text is known to be
        near to), or none: then a day is one of every year (XXXX-05-01), and a month is left out. ``ahead`` says that
        the text is a plan: what no verb tells otherwise lies ahead. ``triggers`` are what :meth:`triggers` finds of it.
        """
        written = self.written(text, language)
        if written is not None:
            return [written]
        scan = self.scan(text, language, triggers)
        return self.complete(scan, self.phrases(scan, reference, language), reference, context, ahead=ahead)

    def written(self, text: str, language: str | None = "en") -> FoundDate | None:
        """Return the date that ends a text where it is a day in its commonest form, and :meth:`find` finds it alone.

        Before it may stand no more than a name and a comma ("Athens, 5 May 2019").
        """
        if _known(language) != "en" or (written := written_day(text)) is None:
            return None
        before, start, day = written
        if before and not self._languages["en"][1].tells_nothing(before):
            return None
        return FoundDate(start, len(text), text[start:], day, "explicit", "date.day")

    def phrases(self, scan: Scan, reference: datetime.date | None, language: str | None = "en") -> list[Phrase]:
        """Return the phrases of dates among what :meth:`scan` found, as they are written."""
        return _share_years(scan, self._languages[_known(language)][0].read(scan, reference)) if scan.tokens else []

    def complete(
        self,
        scan: Scan,
        phrases: list[Phrase],
        reference: datetime.date | None,
        context: datetime.date | None = None,
        *,
        ahead: bool = False,
    ) -> list[FoundDate]:
        """Return the dates that phrases tell once what they leave out is filled in; see :meth:`find`."""
        text = scan.text
        found: list[FoundDate] = []
        last_year: int | None = None
        for position, phrase in enumerate(phrases):
            start, end = scan.span(phrase.first, phrase.after)
            if phrase.anchor:
                completed = _anchored(scan, phrases, position, found, reference)
            else:
                completed = self._complete(scan, phrases, position, reference, context, last_year, ahead)
                if _in_year_before(scan, completed, phrase, found, reference):
                    completed = _in_year(phrase, int(found[-1].date_edtf[:4]))
            edtf = phrase_edtf(completed)
            if edtf is None:
                continue
            if edtf[:4].isdigit() and completed.basis == "explicit":
                last_year = int(edtf[:4])
            if found and _repeats(scan, found[-1], completed, edtf):
                continue
            found.append(FoundDate(start, end, text[start:end], edtf, completed.basis, completed.rule))
        return found

    def triggers(self, texts: Sequence[str], languages: Sequence[str | None]) -> list[list[Span]]:
        """Return where each of many texts in their languages may hold a date; where nowhere, it has none."""
        found: list[list[Span]] = [[] for _ in texts]
        keys = [_known(language) for language in languages]
        for key in dict.fromkeys(keys):
            numbers = [i for i, other in enumerate(keys) if other == key]
            # One search for all of them: no trigger goes on beyond the end of a line.
            remaining = iter(numbers)
            start = end = -1
            for first, last in self._languages[key][1].triggers("\n".join([texts[i] for i in numbers])):
                while first > end:
                    number = next(remaining)
                    start = end + 1
                    end = start + len(texts[number])
                found[number].append((first - start, last - start))
        return found

    def publication_date(self, line: str, language: str | None = "en") -> str | None:
        """Return the day (or month) that a line consisting of a date tells, None for any other line.

        Labels ("Published", "Date:"), a place before the date, a clock time, a reading time and a byline may stand
        beside it: "Madrid, 22 de octubre de 2019", "12/15/21 11:41 AM", "Src. Quay Weekly / 16.06.2014".
        """
        if len(line) > _LINE_LIMIT:
            return None
        dates = [date for date in self.find(line, None, language) if date.basis == "explicit"]
        if len({date.date_edtf for date in dates}) != 1 or not _DAY_OR_MONTH.fullmatch(dates[0].date_edtf):
            return None
        beside = _beside_date(line[: dates[0].char_start], line[dates[-1].char_end :])
        return dates[0].date_edtf if beside else None

    def scan(self, text: str, language: str | None = "en", triggers: Sequence[Span] | None = None) -> Scan:
        """Return the tokens that a text is read by: the measure of the work that it makes."""
        return self._languages[_known(language)][1].scan(text, triggers)

    def _complete(
        self,
        scan: Scan,
        phrases: list[Phrase],
        position: int,
        reference: datetime.date | None,
        context: datetime.date | None,
        last_year: int | None,
        ahead: bool,
    ) -> Phrase:
        phrase = phrases[position]
        if phrase.start is None or phrase.recurring:
            return phrase
        if phrase.start.year is not None or (phrase.end is not None and phrase.end.year is not None):
            return join_years(phrase)
        if last_year is not None and phrase.start.year_offset is None:
            if any(scan.has(phrase.after, words) for words in _THAT_YEAR):
                return _in_year(phrase, last_year)
            if phrase.direction is None and _year_leads(scan, phrases, position, reference):
                return _in_year(phrase, last_year)
        base = reference if reference is not None else context
        if reference is None and (phrase.start.year_offset is not None or phrase.direction is not None):
            return phrase.changed(start=None)
        if base is None:
            return phrase
        before = scan.padded[phrase.first - 1].word
        start, end = scan.span(phrase.first, phrase.after)
        direction = tense(scan.text, start, end) if reference is not None else 0
        if phrase.bound and phrase.rule != "date.open_start":
            # Earliest dates lie ahead, and so do deadlines unless a verb in the past leaves it open.
            direction = 0 if direction < 0 and phrase.bound == "until" else 1
        if direction == 0 and (ahead or (_before_day(scan, phrase) and reference is not None)):
            direction = 1
        if direction == 0 and _every_may_day(scan, phrase, base):
            return phrase.changed(recurring=True, rule="date.recurring_day")
        return complete(phrase, base, direction, since=before in scan.words.since)


def _anchored(
    scan: Scan, phrases: list[Phrase], position: int, found: list[FoundDate], reference: datetime.date | None
) -> Phrase:
    """Complete a phrase from the date before it, or that after it."""
    days = (date.date_edtf for date in reversed(found[-_ANCHORS:]) if _DAY.fullmatch(date.date_edtf))
    before = next(days, None) if phrases[position].anchor == "day" else found[-1].date_edtf if found else None
    following = phrases[position + 1] if position + 1 < len(phrases) else None
    after = None
    if following is not None and following.start is not None and not following.anchor:
        base = following if reference is None else complete(following, reference, 0)
        after = phrase_edtf(base)
    edtf = anchored_edtf(scan, phrases[position], before, after, reference)
    return phrases[position].changed(start=None, end=None, edtf=edtf)


def _in_year_before(
    scan: Scan, completed: Phrase, phrase: Phrase, found: list[FoundDate], reference: datetime.date | None
) -> bool:
    """Tell whether a bare month or season is of the year of the date before: "that April", "cost in the summer"."""
    start = phrase.start
    if not found or completed.basis != "inferred" or start is None or phrase.end is not None or phrase.bound:
        return False
    if start.day is not None or phrase.direction is not None or not _WITH_YEAR.match(found[-1].date_edtf):
        return False
    first, after = scan.span(phrase.first, phrase.after)
    if scan.padded[phrase.first - 1].word in scan.words.those:
        return True
    if found[-1].basis != "explicit" or (reference is not None and tense(scan.text, first, after) >= 0):
        return False
    return (
        _SENTENCE_BREAK.search(scan.text, found[-1].char_end, first) is None
        and "\n" not in scan.text[found[-1].char_end : first]
    )


def _reading(language: str) -> _Reading:
    reader = PhraseReader(LANGUAGES[language], language)
    return reader, Tokeniser(LANGUAGES[language], reader.starts)


class _Languages(dict[str, _Reading]):
    """What reads the dates of each language, made when it is first asked for."""

    def __missing__(self, language: str) -> _Reading:
        self[language] = _reading(language)
        return self[language]


@lru_cache(maxsize=256)
def _known(language: str | None) -> str:
    key = (language or "en").split("-")[0].lower()
    return key if key in LANGUAGES else "en"


def _share_years(scan: Scan, phrases: list[Phrase]) -> list[Phrase]:
    """Give dates without a year that of the date they are listed with: "August and September 2013"."""
    shared = list(phrases)
    for i in range(len(shared) - 2, -1, -1):
        here, following = shared[i], shared[i + 1]
        if here.start is None or following.start is None or here.recurring or here.direction is not None:
            continue
        if here.start.year is not None or here.start.year_offset is not None or here.start.month is None:
            continue
        year = following.start.year or (following.end.year if following.end else None)
        if (year is None and following.start.year_offset is None) or (here.end and here.end.year):
            continue
        joint = [scan.padded[k] for k in range(here.after, following.first)]
        listed = scan.words.conjunctions | scan.words.articles | {",", "-", "/", "or", "on", "in", "to", "from", "o"}
        if len(joint) > 4 or not all(token.word in listed for token in joint):
            continue
        if (here.start.month, here.start.day or 0) <= (following.start.month or 0, following.start.day or 31):
            start = here.start.changed(year=year, year_offset=following.start.year_offset)
            shared[i] = join_years(here.changed(start=start))
    return shared


def _in_year(phrase: Phrase, year: int) -> Phrase:
    assert phrase.start is not None
    return join_years(phrase.changed(start=phrase.start.changed(year=year))).changed(basis="inferred")


def _year_leads(scan: Scan, phrases: list[Phrase], position: int, reference: datetime.date | None) -> bool:
    """Tell whether the sentence opens with a year that goes for this date too: "In 1959, on 8 January, ..."."""
    if position == 0:
        return False
    previous = phrases[position - 1]
    start = scan.starts[previous.first]
    if previous.rule != "date.year" or (reference is not None and previous.edtf == f"{reference.year:04d}"):
        return False
    between = scan.text[start : scan.starts[phrases[position].first]]
    if len(between) > _YEAR_REACH or _SENTENCE_BREAK.search(between):
        return False
    return _YEAR_OPENS.search(scan.text[max(0, start - 12) : start]) is not None


def _before_day(scan: Scan, phrase: Phrase) -> bool:
    """Tell whether a day is the limit of what is yet to be done: "to sell 500 vouchers before May Day"."""
    lead = phrase.first - 1
    lead -= scan.padded[lead].word in scan.words.articles or (
        scan.padded[lead].word == "del" and scan.padded[lead - 1].word == "antes"
    )
    if scan.padded[lead].word not in _LIMITS or phrase.start is None or phrase.start.day is None:
        return False
    return tense(scan.text, *scan.span(lead, phrase.after)) >= 0


def _every_may_day(scan: Scan, phrase: Phrase, base: datetime.date) -> bool:
    start = phrase.start
    if start is None or phrase.end is not None or (start.month, start.day) != (5, 1) or phrase.direction is not None:
        return False
    if scan.padded[phrase.first - 1].word in _DATED:
        return False
    year = nearest_year(Point(month=5, day=1), base, 0, None)
    return year is not None and abs((datetime.date(year, 5, 1) - base).days) > _RECURS_BEYOND


def _repeats(scan: Scan, previous: FoundDate, phrase: Phrase, edtf: str) -> bool:
    """Tell whether a weekday only explains the date right before it: "13 November 2013, Wednesday"."""
    if phrase.rule != "date.weekday":
        return False
    weekday = scan.padded[phrase.first]
    gap = scan.text[previous.char_end : scan.starts[phrase.first]]
    if gap.strip() not in {"", ",", "("} or "\n" in gap:
        return False
    if previous.date_edtf == edtf or previous.rule == "date.relative_day":
        return True
    day = _DAY.fullmatch(previous.date_edtf)
    return day is not None and datetime.date.fromisoformat(day.group()).weekday() == weekday.value


def _beside_date(before: str, after: str) -> bool:
    rest = re.sub(r"https?://\S+|\b\d{1,2}[:.]\d{2}\b", " ", f"{before} | {after}")
    count = len(re.findall(r"[^\W\d_]+", rest))
    stopped = after.rstrip().endswith((".", "!", "?"))
    if count > _MOST_WORDS or len(re.findall(r"\d+", rest)) > 1 or (stopped and count > 2):
        return False
    unknown = _unknown(rest)
    if not unknown:
        return True
    if any(word.islower() for word in unknown):
        return False
    # A place or an author in capitals, set off from the date by a mark.
    before_set_off = not _unknown(before) or before.rstrip()[-1] in ",/|·•:–—-;("
    after_set_off = (
        not _unknown(after) or after.lstrip()[0] in ",/|·•–—-;)(" or after.lower().split()[0] in {"by", "in"}
    )
    return before_set_off and after_set_off


def _unknown(text: str) -> list[str]:
    return [word for word in re.findall(r"[^\W\d_]+", text) if word.lower() not in PUBLICATION_WORDS]
