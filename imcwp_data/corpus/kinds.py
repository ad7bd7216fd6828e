"""The kind of every line of one article, in the terms of the tables' ``paragraphs.kind``.

An article is a head (headline, dates, credits, pictures), a text, and what a page hangs below it. Lines that tell their
kind by their wording keep it; the others are judged by where they stand.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from imcwp_data.corpus.captions import CAPTION, POSSIBLE_CAPTION, LineJudge, repeats
from imcwp_data.corpus.cues import looks_like_name, split_credit
from imcwp_data.corpus.function_words import COMMENTING, FINITE_VERBS, INTRODUCING, UNFINISHED
from imcwp_data.corpus.items import clauses_follow, unmarked_items
from imcwp_data.corpus.marks import Mark, Role
from imcwp_data.corpus.phrases import Phrases
from imcwp_data.corpus.quotes import QuoteFinder
from imcwp_data.corpus.roles import LONGEST_HEADLINE, RoleReader
from imcwp_data.corpus.titles import LONGEST_TITLE_WITH_STOP, TitleFinder

_LONGEST_HEAD = 40
_LONGEST_HEADING = 24
_LONGEST_TAG = 25
_LONGEST_NUMBERED_HEADING = 12
_SHORTEST_DECK = 14
_LONGEST_PAGE_NAME = 4
_LONGEST_SIGNATURE = 16
_LONGEST_WRITER_NOTE = 60
_LONGEST_COMMENTER = 6
_LONGEST_GREETING = 6
_LONGEST_LABEL = 40
_REMEMBERED = 20_000
# "For the Central Committee", "por el Comité Central".
_BEFORE_SIGNATURE = frozenset(["the", "for", "on", "behalf", "of", "el", "la", "por", "pour", "le", "für", "das", "il", "o", "a"])
# First words of lines that tell a reader what to do.
_INVITING = frozenset(["to", "if", "please", "write", "send", "see", "more", "join", "support", "para", "si", "pour"])
_PARTICLE = re.compile(r"\s(?:of|the|for|in|and|per|für|der|dell[ao']|degli)(?=\s)")
_PATH = re.compile(r"\w\s[»›]\s\w")
_NUMBER = re.compile(r"\(?(?:\d{1,2}|[ivxIVX]{1,4}|[A-Za-z])[.)]")


@dataclass(frozen=True, slots=True)
class ArticleKinds:
    """The kinds of an article's lines, and the index of its title (None without one)."""

    kinds: tuple[str, ...]
    title: int | None


@dataclass(frozen=True, slots=True)
class _Article:
    """What all lines of an article are judged by; ``scores`` keeps those of captions, for lines that come again."""

    title: int | None
    title_text: str | None
    title_words: tuple[str, ...]
    last_text: int
    scores: dict[str, float]
    writers: tuple[str, ...]
    labels: frozenset[str]


class KindReader:
    """Reads the kinds of an article's lines."""

    def __init__(
        self,
        cues: dict[str, Phrases],
        judge: LineJudge,
        role_reader: RoleReader,
        is_rubric: Callable[[Mark], bool],
        names_type: Callable[[str], bool],
        is_site_name: Callable[[str], bool],
        is_paper: Callable[[str], bool],
        is_given_name: Callable[[str], bool],
    ) -> None:
        self._cues = cues
        self._judge = judge
        self._role_reader = role_reader
        self._is_rubric = is_rubric
        self._titles = TitleFinder(cues, judge, is_rubric, names_type, is_site_name, is_paper, role_reader.names_organisation)
        self._is_given_name = is_given_name
        self._names_type = names_type
        self._quotes = QuoteFinder(cues, self._is_signature)

    def read(self, marks: Sequence[Mark], *, of_several: bool = False) -> ArticleKinds:
        """Return the kinds of an article's lines, in their order; ``of_several`` if it is the first of a page's."""
        kinds: list[str | None] = [_kind_by_wording(mark) for mark in marks]
        text_start = _text_start(marks)
        title = self._titles.find(marks, text_start, of_several=of_several)
        menu = self._titles.menu(marks, [title], title) if title is not None else -1
        if title is not None:
            kinds[title] = "title"
            text_start = max(text_start, title + 1)
        if title is not None:
            for i in range(title + 1, text_start):
                # Below the headline and its date a path says what the article is filed under.
                dated = marks[i - 1].cue is not None and marks[i - 1].role is Role.META
                if kinds[i] == "boilerplate" and dated and _PATH.search(marks[i].line.text):
                    kinds[i] = "tags"
        for i in range(menu):
            kinds[i] = kinds[i] or "boilerplate"
        of_its_own = title is not None and self._names_type(marks[title].line.text)
        for i, kind in self._quotes.find(marks, text_start, of_its_own=of_its_own).items():
            if i != title:
                kinds[i] = kind
        last_text = max(
            (i for i, mark in enumerate(marks) if mark.role in {Role.PROSE, Role.ITEM, Role.NAME}), default=-1
        )
        for i in unmarked_items(marks, text_start):
            kinds[i] = kinds[i] or "list_item"
        article = _Article(
            title,
            marks[title].line.text if title is not None else None,
            marks[title].words if title is not None else (),
            last_text,
            {},
            tuple(sorted({mark.cue.author for mark in marks if mark.cue is not None and mark.cue.author})),
            _speakers(marks),
        )
        linked = False
        for i, mark in enumerate(marks):
            linked = linked or (mark.role is Role.FURNITURE and i > last_text)
            if kinds[i] is None:
                if i < text_start:
                    kinds[i] = self._in_head(marks, i, article)
                elif mark.role is Role.SHORT:
                    kinds[i] = self._short_in_text(marks, i, kinds, article, linked=linked)
                else:
                    kinds[i] = self._in_text(marks, i, kinds, article)
        return ArticleKinds(tuple(kind or "body" for kind in kinds), title)

    # The head

    def _in_head(self, marks: Sequence[Mark], i: int, article: _Article) -> str:
        mark, title = marks[i], article.title
        if mark.role is Role.ITEM:
            return "tags" if _tags(marks, i) else "list_item"
        if mark.role is Role.SLOGAN:
            return (
                "heading" if title is not None and i > title and repeats(mark.words, article.title_words) else "slogan"
            )
        if mark.role is Role.NAME:
            return "list_item"
        if mark.role is Role.PROSE:
            return "boilerplate" if title is not None and i < title else "body"
        if title is None or i < title:
            if self._titles.is_label(mark) and "|" not in mark.line.text:
                return "heading"
            of_page = self._titles.is_banner(mark) or self._names_page(marks, i) or self._titles.is_masthead(marks, i)
            return "boilerplate" if of_page else "heading"
        if self._titles.is_banner(mark) or repeats(mark.words, article.title_words) or self._is_rubric(mark):
            return "heading"
        if self._credits_writer(mark):
            return "byline"
        if (mark.line.final == "," and clauses_follow(marks, i)) or mark.line.text[0].islower() or _runs_on(marks, i):
            return "body"
        if self._judge.caption_score(mark) >= CAPTION:
            return "caption"
        if mark.line.final == "," or (mark.line.words >= _SHORTEST_DECK and set(mark.words) & FINITE_VERBS):
            return "body"
        return "heading"

    def _names_page(self, marks: Sequence[Mark], i: int) -> bool:
        """Whether the first line names a site or paper: a menu follows it, or the date of the issue."""
        mark, following = marks[0], marks[1]
        if i > 0 or self._is_rubric(mark):
            return False
        dated = following.role is Role.META and following.line.gap == 0 and mark.line.words <= _LONGEST_PAGE_NAME
        return following.role is Role.FURNITURE or (dated and not mark.line.text.isupper())

    def _credits_writer(self, mark: Mark) -> bool:
        """Whether a line is a writer's name, or a name with an office behind it."""
        name, rest = split_credit(mark.line.text)
        if not looks_like_name(name) or not 2 <= name.count(" ") + 1 <= 5:
            return False
        if self._role_reader.names_organisation(mark) and not rest:
            return False
        return self._is_given_name(name.split()[0]) and (not rest or mark.line.words <= 16) and "(" not in rest

    def _is_signature(self, mark: Mark) -> bool:
        """Whether a line below a quoted text signs it: a person with an office, a party or one of its bodies."""
        line = mark.line
        if line.words > _LONGEST_SIGNATURE or (line.final and line.final not in {",", "."}):
            return False
        name, rest = split_credit(line.text.strip('"“”«»'))
        person = looks_like_name(name) and 2 <= name.count(" ") + 1 <= 5
        if person and (rest or self._is_given_name(name.split()[0])) and not self._judge.has_headline_verb(mark):
            return True
        words = mark.words
        while words and words[0] in _BEFORE_SIGNATURE:
            words = words[1:]
        section = self._cues["party_section"].occurs(words[:3])
        party = self._role_reader.names_organisation(mark) and looks_like_name(_PARTICLE.sub(" ", name))
        return (section or party) and not self._judge.has_headline_verb(mark)

    def _signs(self, marks: Sequence[Mark], i: int, kinds: Sequence[str | None]) -> bool:
        """Whether a line below the text signs it: by itself, or as a name above an office or an office below a name."""
        mark = marks[i]
        if self._is_signature(mark):
            return True
        if kinds[i - 1] == "byline" and mark.line.gap == 0 and self._judge.is_office(mark):
            return True
        if not looks_like_name(mark.line.text.strip("()")) or not 2 <= mark.line.words <= 5:
            return False
        if self._cues["salutation"].begins(marks[i - 1].words) and marks[i - 1].line.words <= _LONGEST_GREETING:
            return True
        below = marks[i + 1] if i + 1 < len(marks) else None
        return (
            below is not None
            and below.line.gap == 0
            and below.role is Role.SHORT
            and (self._judge.is_office(below) or self._is_signature(below))
        )

    # The text

    def _in_text(self, marks: Sequence[Mark], i: int, kinds: Sequence[str | None], article: _Article) -> str:
        mark = marks[i]
        if i >= article.last_text - 1 and self._introduces_writer(mark, article.writers):
            return "byline"
        if _names_commenter(marks, i):
            return "byline"
        if mark.role is Role.SLOGAN:
            return "slogan"
        if mark.role is Role.NAME:
            return "list_item"
        if mark.role is Role.ITEM:
            if _after_quote(kinds, i) and mark.line.words <= 12 and looks_like_name(split_credit(mark.line.text)[0]):
                return "byline"
            heads = _heads_text(marks, i) and not self._role_reader.names_organisation(mark)
            return "heading" if heads else "list_item"
        if (
            mark.role is Role.PROSE
            and mark.line.final == ":"
            and self._role_reader.heads_list(mark)
            and _list_follows(marks, i)
        ):
            return "heading"
        return "body"

    def _introduces_writer(self, mark: Mark, writers: Sequence[str]) -> bool:
        """Whether a line at the end tells who the writer is."""
        if mark.line.words > _LONGEST_WRITER_NOTE:
            return False
        if self._cues["writer_note"].begins(mark.words):
            return True
        text = mark.line.text
        for writer in writers:
            if text.lower().startswith(writer.lower()):
                behind = text[len(writer) :].split(maxsplit=1)
                return bool(behind) and behind[0].strip(",") in INTRODUCING
        return False

    def _short_in_text(
        self, marks: Sequence[Mark], i: int, kinds: Sequence[str | None], article: _Article, *, linked: bool
    ) -> str:
        mark = marks[i]
        line = mark.line
        name, _ = split_credit(line.text)
        if _after_quote(kinds, i) and line.words <= 14 and looks_like_name(name) and not _question(line.final):
            return "byline"
        if i > article.last_text and not linked and self._signs(marks, i, kinds):
            return "byline"
        if (mark.words and mark.words[-1] in UNFINISHED) or line.text[0].islower() or _runs_on(marks, i):
            return "body"
        if article.labels and line.text[:_LONGEST_LABEL].partition(":")[0] in article.labels:
            return "body"
        if repeats(mark.words, article.title_words):
            return "heading" if i < article.last_text else "boilerplate"
        if _opens_clauses(marks, i):
            return "body"
        if self._role_reader.heads_list(mark) and _list_follows(marks, i):
            return "heading"
        score = self._score(mark, article)
        if score >= CAPTION:
            return "caption"
        if _verse(marks, i) and not linked:
            return "body"
        if i > article.last_text:
            return self._below_text(mark, score, linked)
        if self._judge.is_link(mark, article.title_text):
            return "boilerplate"
        if line.final == ",":
            return "caption" if score >= POSSIBLE_CAPTION else "body"
        if line.words > (LONGEST_HEADLINE if line.text.isupper() else _LONGEST_HEADING):
            return "body"
        if _closes_before_furniture(marks, i) and not linked and score >= POSSIBLE_CAPTION:
            return "caption"
        return "heading"

    def _score(self, mark: Mark, article: _Article) -> float:
        score = article.scores.get(mark.line.text)
        if score is None:
            score = self._judge.caption_score(mark)
            if len(article.scores) < _REMEMBERED:
                article.scores[mark.line.text] = score
        return score

    def _below_text(self, mark: Mark, score: float, linked: bool) -> str:
        """Return the kind of a short line below the last paragraph: a signature, a caption, a cry, furniture."""
        line = mark.line
        name, rest = split_credit(line.text)
        if not linked:
            if self._cues["no_author"].equals(mark.words):
                return "byline"
            named = looks_like_name(name) and 2 <= name.count(" ") + 1 <= 5
            if named and (bool(rest) or self._is_given_name(name.split()[0])) and line.words <= 16:
                return "byline"
            body = self._role_reader.names_organisation(mark) or self._cues["party_section"].occurs(mark.words)
            body = body and "@" not in line.text and mark.words[0] not in _INVITING
            if line.words <= 16 and body and not self._judge.is_link(mark, None):
                return "byline"
            cries = line.final == "!" or self._cues["slogan"].begins(mark.words)
            if cries and line.words <= LONGEST_TITLE_WITH_STOP:
                return "slogan"
        return "caption" if score >= POSSIBLE_CAPTION and not linked else "boilerplate"


def _kind_by_wording(mark: Mark) -> str | None:
    return mark.cue.kind if mark.cue is not None else None


def _names_commenter(marks: Sequence[Mark], i: int) -> bool:
    """Whether a line opens a reader's comment: a name that "says:", with the day below it."""
    line = marks[i].line
    if line.final != ":" or line.words > _LONGEST_COMMENTER or i + 1 >= len(marks):
        return False
    name, _, verb = line.text.rstrip(" :").rpartition(" ")
    cue = marks[i + 1].cue
    return verb.lower() in COMMENTING and looks_like_name(name) and cue is not None and cue.kind == "date"


def _runs_on(marks: Sequence[Mark], i: int) -> bool:
    """Whether the line right below goes on in small letters."""
    if i + 1 >= len(marks) or marks[i + 1].role not in {Role.PROSE, Role.SHORT}:
        return False
    below = marks[i + 1].line
    return below.gap == 0 and below.text[0].islower() and "@" not in below.text


def _speakers(marks: Sequence[Mark]) -> frozenset[str]:
    """Return the names before the questions of an interview, which come again and again ("Red Star: And then?")."""
    counts: Counter[str] = Counter()
    for mark in marks:
        if mark.role is Role.SHORT and mark.line.final == "?":
            label, colon, _ = mark.line.text[:_LONGEST_LABEL].partition(":")
            counts.update([label] if colon else [])
    return frozenset(label for label, count in counts.items() if count > 1)


def _verse(marks: Sequence[Mark], i: int) -> bool:
    """Whether a line stands in a block of short lines without a blank one: a poem, an address, not headings."""
    start, end = i, i
    while start > max(0, i - 2) and marks[start].line.gap == 0 and marks[start - 1].role is Role.SHORT:
        start -= 1
    while end < min(len(marks) - 1, i + 2) and marks[end + 1].line.gap == 0 and marks[end + 1].role is Role.SHORT:
        end += 1
    return end - start >= 2


def _text_start(marks: Sequence[Mark]) -> int:
    """Return the index of the line with which an article's text begins."""
    for i, mark in enumerate(marks):
        if i == _LONGEST_HEAD:
            return i
        if mark.role is Role.PROSE or mark.role is Role.NAME or (mark.role is Role.ITEM and not _tags(marks, i)):
            return i
    return len(marks)


def _tags(marks: Sequence[Mark], i: int) -> bool:
    """Whether a bulleted line in the head names what a page is filed under: short, without a stop, beside a date."""
    start = i
    while start > 0 and marks[start - 1].role is Role.ITEM:
        start -= 1
    if (
        not all(mark.line.final == "" and mark.line.words <= _LONGEST_TAG for mark in marks[start : i + 1])
        or i - start > 3
    ):
        return False
    marker = marks[i].line.marker
    if marker is not None and marker[0].isalnum():
        return False
    if i + 1 < len(marks) and marks[i + 1].role is Role.ITEM and i - start >= 3:
        return False
    return start > 0 and marks[start - 1].cue is not None and marks[start - 1].role is Role.META


def _after_quote(kinds: Sequence[str | None], i: int) -> bool:
    return i > 0 and kinds[i - 1] == "quote"


def _question(final: str) -> bool:
    return final in {"?", "!"} and bool(final)


def _next_text(marks: Sequence[Mark], i: int) -> Mark | None:
    return next((mark for mark in marks[i + 1 : i + 8] if mark.role not in {Role.FURNITURE, Role.CAPTION}), None)


def _list_follows(marks: Sequence[Mark], i: int) -> bool:
    following = _next_text(marks, i)
    return following is not None and following.role in {Role.ITEM, Role.NAME}


def _opens_clauses(marks: Sequence[Mark], i: int) -> bool:
    """Whether a line is the subject of the clauses that stand below it as items ("The parties / a) demand ...;")."""
    items = [mark.line for mark in marks[i + 1 : i + 3] if mark.role is Role.ITEM]
    return len(items) > 1 and all(line.text[0].islower() and line.final == ";" for line in items)


def _closes_before_furniture(marks: Sequence[Mark], i: int) -> bool:
    return i + 1 < len(marks) and marks[i + 1].role is Role.FURNITURE


def _heads_text(marks: Sequence[Mark], i: int) -> bool:
    """Whether a numbered line is the heading of a section: short, no stop, between paragraphs, not in a list."""
    line = marks[i].line
    if line.final or line.words > _LONGEST_NUMBERED_HEADING or not _NUMBER.fullmatch(line.marker or ""):
        return False
    before = marks[i - 1].role if i else None
    after = marks[i + 1].role if i + 1 < len(marks) else None
    return after is Role.PROSE and before is not Role.ITEM
