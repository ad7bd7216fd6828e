"""What a document's own lines tell of it: type, date, author, outlet, agency, the place it was written in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import chain

from imcwp_data.corpus.captions import in_headline_capitals
from imcwp_data.corpus.datelines import AgencyDateline, day_in_year
from imcwp_data.corpus.function_words import says_we
from imcwp_data.corpus.marks import PROSE_LINE, SHORT_LINE, Mark
from imcwp_data.corpus.names import split_credit
from imcwp_data.corpus.phrases import Phrases, tokens
from imcwp_data.errors import VocabularyError
from imcwp_data.record import Record
from imcwp_data.text.normalise import match_form

DOCUMENT_TYPES = (
    "statement", "press_release", "joint_actions", "news", "opinion", "blog_post", "report", "notice", "contribution",
)  # fmt: skip
# Where a title names several, the narrower type wins: a "joint press release about the meeting's statement".
_NARROWEST = ("joint_actions", "press_release", "contribution", "notice", "report", "statement", "opinion", "news")
_LABELS = frozenset({"boilerplate", "byline", "date"})
_PAGE_PARTS = frozenset({"boilerplate", "tags", "byline"})
_SHORT_PART = 4
# A title may speak of joint actions; a plan of them lists them.
_SHORTEST_PLAN = 2
_LONGEST_HEAD = 6
_SHORTEST_ROUND = 4
_SHORTEST_PROSE = 14
_SHORTEST_PATH = 3
_PART = re.compile(r"[:,;()|\[\]]|\s[–—-]\s")
_STEP = re.compile(r"\s[/>»›→]\s")
_ON_WEEKDAY = re.compile(
    r"\b(?:on|last|this|el|este)\s(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:lunes|martes|miércoles|jueves|viernes"
    r"|sábado|domingo)\b)|\b(?:yesterday|today|this morning|last night|ayer|hoy|anoche)\b"
)
_YEAR = re.compile(r"\b(?:19[5-9]\d|20\d\d)\b")
_QUOTED = re.compile(r"[“”«»]")


class Credits(Record, frozen=True):
    """What an article's lines credit. ``dateline`` is its agency's or reporter's, if it has one."""

    published: str | None
    author: str | None
    outlet: str | None
    dateline: AgencyDateline | None
    place: str | None


# Where two words are written as one: "pictureAna".
_RUN_TOGETHER = re.compile(r"(?<=[a-z])(?=[A-Z])")
_CAPITAL_INSIDE = re.compile(r"[A-Z](?<=[a-z].)")


class Rubrics:
    """The rubrics of ``rubrics.csv``: lines such as "Press release", and the words in titles that tell a type."""

    def __init__(self, rows: Iterable[Mapping[str, str]]) -> None:
        all_rubrics: list[str] = []
        by_type: dict[str, list[str]] = {name: [] for name in DOCUMENT_TYPES}
        types: dict[str, list[str]] = {name: [] for name in DOCUMENT_TYPES}
        for line, row in enumerate(rows, 2):
            name = row.get("document_type", "")
            if name and name not in by_type:
                raise VocabularyError(
                    f"rubrics.csv, line {line}, column document_type: {name!r} is not known; "
                    f"write one of {', '.join(DOCUMENT_TYPES)}"
                )
            if row.get("in_title") not in {"yes", "no"}:
                raise VocabularyError(f"rubrics.csv, line {line}, column in_title: write yes or no")
            all_rubrics.append(row.get("rubric", ""))
            if name:
                types[name].append(row["rubric"])
                if row["in_title"] == "yes":
                    by_type[name].append(row["rubric"])
        self._all = Phrases(all_rubrics)
        self._types = {name: Phrases(found) for name, found in types.items() if found}
        self._in_title = {name: Phrases(found) for name, found in by_type.items() if found}
        # Several readers ask for the type of the same title, one after the other.
        self.type_of_title = lru_cache(maxsize=256)(self._type_of_title)
        # The types that a title may name which has the first word of one of their phrases.
        self._types_by_word: dict[str, set[str]] = {}
        for name, phrases in self._in_title.items():
            for word in phrases.first_words:
                self._types_by_word.setdefault(word, set()).add(name)

    def is_rubric(self, mark: Mark) -> bool:
        """Whether a line is a rubric and nothing more."""
        return mark.line.words <= 6 and self._all.equals(mark.words)

    def type_of_rubric(self, mark: Mark) -> str | None:
        """Return the type of document that a rubric names."""
        return next((name for name in _NARROWEST if name in self._types and self._types[name].equals(mark.words)), None)

    def type_of_path(self, mark: Mark) -> str | None:
        """Return the type that the last step of a path names ("Home / International / Statements")."""
        if not mark.line.short:
            return None
        steps = [step.strip() for step in _STEP.split(mark.line.text)]
        if len(steps) < _SHORTEST_PATH:
            return None
        words = tokens(match_form(steps[-1]).lower())
        return next((name for name in _NARROWEST if name in self._types and self._types[name].equals(words)), None)

    def _type_of_title(self, title: str) -> str | None:
        """Return the type that a title names: at its beginning or that of a part of it, or in a phrase of two words."""
        form = match_form(title).lower()
        by_word = self._types_by_word
        telling = by_word.keys() & tokens(form)
        if not telling:
            return None
        possible = set().union(*[by_word[word] for word in telling])
        parts = [tokens(part) for part in _PART.split(form)]
        for name in _NARROWEST:
            if name not in possible:
                continue
            phrases = self._in_title[name]
            for words in parts:
                for position in phrases.positions(words):
                    if _names_type(phrases, words, position):
                        return name
        return None


def _names_type(phrases: Phrases, words: Sequence[str], position: int) -> bool:
    """Whether a phrase names the type: it begins or ends a part of the title, or has two words or more.

    "Call" in "Parties call for peace" does not; "declaration" in "KKE declaration", "final statement" anywhere do.
    """
    ends = len(words) <= _SHORT_PART and phrases.equals(words[position:])
    return position == 0 or ends or not phrases.equals(words[position : position + 1])


def read_credits(marks: Sequence[Mark], kinds: Sequence[str], text_start: int) -> Credits:
    """Return what the lines of an article credit."""
    # Few lines have a cue, of which all but the dateline is read.
    cued = [
        (i, mark.cue)
        for i, mark in enumerate(marks)
        if mark.cue is not None and (kinds[i] != "date" or not _within_quotation(kinds, i))
    ]
    dates = [(i, cue) for i, cue in cued if cue.date is not None]
    dated = next((cue for i, cue in dates if i < text_start), None)
    if dated is None and dates:
        closing = [cue for i, cue in dates if cue.place is not None] or [
            cue
            for i, cue in dates
            if cue.kind in {"date", "source_note"} and not any(k == "body" for k in kinds[i + 1 :])
        ]
        dated = closing[-1] if closing else None
    cues = [cue for i, cue in cued if cue.kind == kinds[i]]
    dateline = next((mark.dateline for mark in marks[: text_start + 3] if mark.dateline is not None), None)
    places = [cue.place for cue in cues if cue.place is not None]
    return Credits(
        published=dated.date if dated else None,
        author=next((cue.author for cue in cues if cue.author), None) or _bare_writer(marks, kinds, text_start),
        outlet=next((cue.outlet for cue in cues if cue.outlet), None),
        dateline=dateline,
        place=dateline.place if dateline and dateline.place else (places[0] if places else None),
    )


def _within_quotation(kinds: Sequence[str], i: int) -> bool:
    """Whether the line of a date belongs to a quoted text: its date and place, above it, are not the article's."""
    below = next((kind for kind in kinds[i + 1 : i + 4] if kind not in {"heading", "slogan", "date"}), None)
    return below == "quote" and "body" in kinds[max(0, i - 4) : i]


def _bare_writer(marks: Sequence[Mark], kinds: Sequence[str], text_start: int) -> str | None:
    """Return the name of a writer that stands alone on a line of the head, without "by"."""
    for mark, kind in zip(marks[:text_start], kinds, strict=False):
        if kind == "byline" and mark.role is SHORT_LINE and mark.cue is None:
            return split_credit(mark.line.text)[0].strip(" .")
    return None


def date_of_dateline(dateline: AgencyDateline, neighbour: str | None, text: str) -> str | None:
    """Return the day of a dateline, its year filled in from the page.

    ``neighbour`` is the date of the nearest article of the page: of the years around it, the one that brings the day
    nearest to it is taken. Without one it is the latest year that the text names.
    """
    if dateline.day is None:
        return None
    if dateline.has_year:
        return dateline.day
    if neighbour is not None:
        year = int(neighbour[:4])
        near = [date for y in (year - 1, year, year + 1) if (date := day_in_year(dateline.day, y))]
        return min(near, key=lambda date: (_distance(date, neighbour), date)) if near else None
    years = [int(match) for match in _YEAR.findall(text)]
    return day_in_year(dateline.day, max(years)) if years else None


def _distance(a: str, b: str) -> int:
    return abs(
        (int(a[:4]) - int(b[:4])) * 372 + (int(a[5:7]) - int(b[5:7])) * 31 + int(a[8:10] or 0) - int(b[8:10] or 0)
    )


def document_type(
    marks: Sequence[Mark],
    kinds: Sequence[str],
    title: str | None,
    credit: Credits,
    rubrics: Rubrics,
    cues: dict[str, Phrases],
) -> str:
    """Return the type of a document: what its page and title say it is, else what its credits and voice make it."""
    # Most lines are paragraphs of the text, of which the page's own parts are told apart once.
    beside = [(mark, kind) for mark, kind in zip(marks, kinds, strict=True) if kind != "body"]
    labels = {mark.line.text: mark.words for mark, kind in beside if kind in _LABELS and mark.line.short}
    if True in [_blogs(label, words, cues) for label, words in labels.items()]:
        return "blog_post"
    # What a page takes from a source is not its own post.
    taken = "source_note" in kinds[:_LONGEST_HEAD]
    if not taken and sum([cues["blog_sign"].occurs(mark.words) for mark, kind in beside if kind in _PAGE_PARTS]) > 1:
        return "blog_post"
    named = rubrics.type_of_title(title) if title else None
    rubric = next(
        (rubrics.type_of_rubric(mark) for mark, kind in beside if kind == "heading" and rubrics.is_rubric(mark)), None
    )
    text_start = next((i for i, kind in enumerate(kinds) if kind in {"body", "quote"}), len(kinds))
    headings = [
        rubrics.type_of_title(m.line.text)
        for m, k in zip(marks[:text_start], kinds[:12], strict=False)
        if k == "heading"
    ]
    filed = (
        rubrics.type_of_path(m) for m, k in zip(marks[:12], kinds[:12], strict=True) if k in {"boilerplate", "tags"}
    )
    for found in chain((named, rubric), headings, filed):
        if found == "joint_actions" and sum(kind == "list_item" for kind in kinds) < _SHORTEST_PLAN:
            continue
        if found == "statement" and title and _is_read_out(title, marks, cues):
            return "contribution"
        if found is not None and found != "opinion":
            return found
    if credit.dateline is not None:
        return "report" if credit.dateline.agency is None and _reports_round(marks, kinds) else "news"
    reviewed = credit.outlet and title and not _tells_event(title, cues) and not _tells_day(marks)
    if "opinion" in {named, rubric, *headings} or reviewed:
        return "opinion"
    if credit.outlet is not None or credit.author is not None:
        return "news"
    # A report quotes others' "we"; only lines without quotation marks are the text's own voice.
    prose = [
        mark
        for mark, kind in zip(marks, kinds, strict=True)
        if mark.role is PROSE_LINE
        and kind != "quote"
        and '"' not in (text := mark.line.text)
        # Nearly every line is in ASCII, which has no other marks, and to see that is faster than to look for them.
        and (text.isascii() or not _QUOTED.search(text))
    ]
    speaking = sum([says_we(mark.words) for mark in prose])
    return "statement" if prose and 2 * speaking >= len(prose) else "news"


def _reports_round(marks: Sequence[Mark], kinds: Sequence[str]) -> bool:
    """Whether a correspondent goes through many events: a list of them stands in the text."""
    items = [m for m, kind in zip(marks, kinds, strict=True) if kind == "list_item" and m.line.final in {";", "."}]
    return len(items) >= _SHORTEST_ROUND


def _is_read_out(title: str, marks: Sequence[Mark], cues: dict[str, Phrases]) -> bool:
    """Whether a message is a speech: it opens with a salutation to those who listen."""
    if not cues["spoken_message"].occurs(tokens(match_form(title).lower())):
        return False
    opening = next((mark for mark in marks if mark.role is PROSE_LINE), None)
    return opening is not None and cues["salutation"].begins(opening.words) and opening.line.words <= _SHORTEST_PROSE


def _blogs(label: str, words: Sequence[str], cues: dict[str, Phrases]) -> bool:
    blog = cues["blog"]
    if blog.occurs(words):
        return True
    # Blog software runs a label and a name together ("Writer's pictureAna Ruiz").
    parted = _RUN_TOGETHER.sub(" ", label) if _CAPITAL_INSIDE.search(label) else ""
    return bool(parted) and blog.occurs(tokens(match_form(parted).lower()))


def _tells_day(marks: Sequence[Mark]) -> bool:
    """Whether the opening paragraph says on which day of the week something happened, as news does."""
    opening = next((mark.line.text for mark in marks if mark.role is PROSE_LINE), "")
    return _ON_WEEKDAY.search(opening) is not None


def _tells_event(title: str, cues: dict[str, Phrases]) -> bool:
    words = tokens(match_form(title).lower())
    return cues["headline_verb"].occurs(words) or "to" in words or ("on" in words and in_headline_capitals(title))
