"""The kind of every line of one article, in the terms of the tables' ``paragraphs.kind``.

An article is a head (headline, dates, credits, pictures), a text, and what a page hangs below it. Lines that tell their
kind by their wording keep it; the others are judged by where they stand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from imcwp_data.corpus.captions import CAPTION, POSSIBLE_CAPTION, LineJudge, repeats
from imcwp_data.corpus.function_words import FINITE_VERBS, UNFINISHED
from imcwp_data.corpus.items import clauses_follow, unmarked_items
from imcwp_data.corpus.marks import (
    FURNITURE_LINE,
    ITEM_LINE,
    META_LINE,
    NAME_LINE,
    PROSE_LINE,
    SHORT_LINE,
    SLOGAN_LINE,
    Mark,
)
from imcwp_data.corpus.names import looks_like_name, split_credit
from imcwp_data.corpus.phrases import Phrases
from imcwp_data.corpus.quotes import QuoteFinder
from imcwp_data.corpus.roles import LONGEST_HEADLINE, RoleReader
from imcwp_data.corpus.signatures import SignatureReader
from imcwp_data.corpus.surroundings import (
    after_quote,
    asks,
    closes_before_furniture,
    heads_text,
    in_verse,
    is_tag,
    list_follows,
    names_commenter,
    opens_clauses,
    runs_on,
    speakers,
    text_begins,
)
from imcwp_data.corpus.titles import LONGEST_TITLE_WITH_STOP, TitleFinder
from imcwp_data.record import Record
from imcwp_data.steps import Steps

_LONGEST_HEADING = 24
_SHORTEST_DECK = 14
_LONGEST_PAGE_NAME = 4
_LONGEST_LABEL = 40
_REMEMBERED = 20_000
# First words of lines that tell a reader what to do.
_INVITING = frozenset(["to", "if", "please", "write", "send", "see", "more", "join", "support", "para", "si", "pour"])
_TEXT = frozenset({PROSE_LINE, ITEM_LINE, NAME_LINE})
_PATH = re.compile(r"\w\s[»›]\s\w")


class ArticleKinds(Record, frozen=True):
    """The kinds of an article's lines, and the index of its title (None without one)."""

    kinds: tuple[str, ...]
    title: int | None


class _Article(Record, frozen=True):
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
        self._titles = TitleFinder(
            cues, judge, is_rubric, names_type, is_site_name, is_paper, role_reader.names_organisation
        )
        self._is_given_name = is_given_name
        self._names_type = names_type
        self._signatures = SignatureReader(cues, judge, role_reader.names_organisation, is_given_name)
        self._quotes = QuoteFinder(cues, self._signatures.is_signature)

    def steps(self, marks: Sequence[Mark], *, of_several: bool = False) -> Steps[ArticleKinds]:
        """Read the kinds of an article's lines, in their order, step by step; ``of_several`` if it is the first."""
        kinds: list[str | None] = [mark.cue.kind if mark.cue is not None else None for mark in marks]
        text_start = text_begins(marks)
        title = self._titles.find(marks, text_start, of_several=of_several)
        menu = self._titles.menu(marks, [title], title) if title is not None else -1
        if title is not None:
            kinds[title] = "title"
            text_start = max(text_start, title + 1)
        if title is not None:
            for i in range(title + 1, text_start):
                # Below the headline and its date a path says what the article is filed under.
                dated = marks[i - 1].cue is not None and marks[i - 1].role is META_LINE
                if kinds[i] == "boilerplate" and dated and _PATH.search(marks[i].line.text):
                    kinds[i] = "tags"
        for i in range(menu):
            kinds[i] = kinds[i] or "boilerplate"
        yield
        of_its_own = title is not None and self._names_type(marks[title].line.text)
        for i, kind in self._quotes.find(marks, text_start, of_its_own=of_its_own).items():
            if i != title:
                kinds[i] = kind
        yield
        last_text = len(marks) - 1
        while last_text >= 0 and marks[last_text].role not in _TEXT:
            last_text -= 1
        for i in unmarked_items(marks, text_start):
            kinds[i] = kinds[i] or "list_item"
        article = _Article(
            title,
            marks[title].line.text if title is not None else None,
            marks[title].words if title is not None else (),
            last_text,
            {},
            tuple(sorted({mark.cue.author for mark in marks if mark.cue is not None and mark.cue.author})),
            speakers(marks),
        )
        yield
        linked = False
        for i, mark in enumerate(marks):
            linked = linked or (mark.role is FURNITURE_LINE and i > last_text)
            if kinds[i] is None:
                if i < text_start:
                    kinds[i] = self._in_head(marks, i, article)
                elif mark.role is SHORT_LINE:
                    kinds[i] = self._short_in_text(marks, i, kinds, article, linked=linked)
                else:
                    kinds[i] = self._in_text(marks, i, kinds, article)
        return ArticleKinds(tuple([kind or "body" for kind in kinds]), title)

    # The head

    def _in_head(self, marks: Sequence[Mark], i: int, article: _Article) -> str:
        mark, title = marks[i], article.title
        if mark.role is ITEM_LINE:
            return "tags" if is_tag(marks, i) else "list_item"
        if mark.role is SLOGAN_LINE:
            return (
                "heading" if title is not None and i > title and repeats(mark.words, article.title_words) else "slogan"
            )
        if mark.role is NAME_LINE:
            return "list_item"
        if mark.role is PROSE_LINE:
            return "boilerplate" if title is not None and i < title else "body"
        if title is None or i < title:
            if self._titles.is_label(mark) and "|" not in mark.line.text:
                return "heading"
            of_page = self._titles.is_banner(mark) or self._names_page(marks, i) or self._titles.is_masthead(marks, i)
            return "boilerplate" if of_page else "heading"
        if self._titles.is_banner(mark) or repeats(mark.words, article.title_words) or self._is_rubric(mark):
            return "heading"
        if self._signatures.credits_writer(mark):
            return "byline"
        if (mark.line.final == "," and clauses_follow(marks, i)) or mark.line.text[0].islower() or runs_on(marks, i):
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
        dated = following.role is META_LINE and following.line.gap == 0 and mark.line.words <= _LONGEST_PAGE_NAME
        return following.role is FURNITURE_LINE or (dated and not mark.line.text.isupper())

    # The text

    def _in_text(self, marks: Sequence[Mark], i: int, kinds: Sequence[str | None], article: _Article) -> str:
        mark = marks[i]
        if i >= article.last_text - 1 and self._signatures.introduces_writer(mark, article.writers):
            return "byline"
        if mark.line.final == ":" and names_commenter(marks, i):
            return "byline"
        if mark.role is SLOGAN_LINE:
            return "slogan"
        if mark.role is NAME_LINE:
            return "list_item"
        if mark.role is ITEM_LINE:
            if after_quote(kinds, i) and mark.line.words <= 12 and looks_like_name(split_credit(mark.line.text)[0]):
                return "byline"
            heads = heads_text(marks, i) and not self._role_reader.names_organisation(mark)
            return "heading" if heads else "list_item"
        if (
            mark.role is PROSE_LINE
            and mark.line.final == ":"
            and self._role_reader.heads_list(mark)
            and list_follows(marks, i)
        ):
            return "heading"
        return "body"

    def _short_in_text(
        self, marks: Sequence[Mark], i: int, kinds: Sequence[str | None], article: _Article, *, linked: bool
    ) -> str:
        mark = marks[i]
        line = mark.line
        name, _ = split_credit(line.text)
        if after_quote(kinds, i) and line.words <= 14 and looks_like_name(name) and not asks(line.final):
            return "byline"
        if i > article.last_text and not linked and self._signatures.signs(marks, i, kinds):
            return "byline"
        if (mark.words and mark.words[-1] in UNFINISHED) or line.text[0].islower() or runs_on(marks, i):
            return "body"
        if article.labels and line.text[:_LONGEST_LABEL].partition(":")[0] in article.labels:
            return "body"
        if repeats(mark.words, article.title_words):
            return "heading" if i < article.last_text else "boilerplate"
        if opens_clauses(marks, i):
            return "body"
        if self._role_reader.heads_list(mark) and list_follows(marks, i):
            return "heading"
        score = self._score(mark, article)
        if score >= CAPTION:
            return "caption"
        if in_verse(marks, i) and not linked:
            return "body"
        if i > article.last_text:
            return self._below_text(mark, score, linked)
        if self._judge.is_link(mark, article.title_text):
            return "boilerplate"
        if line.final == ",":
            return "caption" if score >= POSSIBLE_CAPTION else "body"
        if line.words > (LONGEST_HEADLINE if line.text.isupper() else _LONGEST_HEADING):
            return "body"
        if closes_before_furniture(marks, i) and not linked and score >= POSSIBLE_CAPTION:
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
