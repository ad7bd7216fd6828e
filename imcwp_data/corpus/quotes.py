"""Blocks quoted from another text: where they begin and where the page speaks again in its own voice."""

from __future__ import annotations

import re
from collections.abc import Sequence

from imcwp_data.corpus.cues import looks_like_name, split_credit
from imcwp_data.corpus.function_words import PLURAL_SPEAKERS, SINGLE_SPEAKERS, SPEAKERS
from imcwp_data.corpus.marks import Mark, Role
from imcwp_data.corpus.phrases import Phrases, tokens
from imcwp_data.corpus.roles import QUOTE_MARKER, tail

_OPEN = '“«„"‟'
_CLOSED = re.compile(r"[”»“\"][.,!?…]?$")
_SHORTEST_QUOTE = 8
_LONGEST_SPEAKER = 14
# A text that a site publishes is announced in the first lines of its page.
_LAST_ANNOUNCEMENT = 3


class QuoteFinder:
    """Finds the quoted lines of an article."""

    def __init__(self, cues: dict[str, Phrases]) -> None:
        self._quotation = cues["quotation"]
        self._publication = cues["publication"]
        self._own_voice = cues["own_voice"]

    def find(self, marks: Sequence[Mark], first: int) -> set[int]:
        """Return the indexes (in ``marks``) of the quoted lines of an article whose text begins at ``first``."""
        quoted: set[int] = set()
        own = self._own_plural(marks, first)
        i = first
        prose_seen = 0
        while i < len(marks):
            mark = marks[i]
            if mark.role is not Role.PROSE:
                if i > first and _is_pull_quote(marks, i):
                    quoted.add(i)
                i += 1
                continue
            if mark.line.marker == QUOTE_MARKER:
                quoted.add(i)
                i += 1
                continue
            prose_seen += 1
            if _enclosed(mark) and mark.line.words >= _SHORTEST_QUOTE and not _speech_goes_on(marks, i, quoted):
                quoted.add(i)
            elif self._announces(marks, i):
                published = self._publication.occurs(tokens(tail(mark.line)))
                end = self._block_end(marks, i + 1, own, whole=published)
                if not (published and prose_seen <= _LAST_ANNOUNCEMENT and self._is_whole(marks, end)):
                    quoted.update(k for k in range(i + 1, end) if marks[k].role is Role.PROSE)
                    i = end
                    continue
            i += 1
        return quoted

    def _announces(self, marks: Sequence[Mark], i: int) -> bool:
        """Whether a line announces the words of another, which follow it."""
        line = marks[i].line
        if line.final != ":" or i + 1 >= len(marks):
            return False
        following = marks[i + 1]
        if following.role is not Role.PROSE or (following.line.final == ";" and following.line.words < 60):
            return False
        words = tokens(tail(line))
        positions = self._quotation.positions(words)
        if not positions:
            return self._publication.occurs(words)
        # "we declare:", "I repeat:" announce the page's own words.
        before = set(words[max(0, positions[-1] - 3) : positions[-1]])
        return not before & SPEAKERS

    def _block_end(self, marks: Sequence[Mark], start: int, own_plural: bool, *, whole: bool) -> int:
        """Return the index behind the last line of the quoted block that begins at ``start``."""
        plural = False
        open_quote = False
        i = start
        while i < len(marks):
            mark = marks[i]
            if mark.role is Role.FURNITURE or mark.role is Role.CAPTION:
                i += 1
                continue
            if mark.role is not Role.PROSE and not (
                whole and mark.role in {Role.ITEM, Role.SLOGAN, Role.SHORT, Role.NAME}
            ):
                break
            words = set(mark.words)
            if i > start and not self._continues(mark, words, plural and not own_plural, open_quote, whole):
                break
            if mark.role is Role.PROSE and mark.line.final == ":" and i > start and self._announces(marks, i):
                break
            plural = plural or bool(words & PLURAL_SPEAKERS)
            open_quote = mark.line.text[0] in _OPEN and not _CLOSED.search(mark.line.text[-4:])
            i += 1
        while i > start and marks[i - 1].role in {Role.FURNITURE, Role.CAPTION}:
            i -= 1
        return i

    def _continues(self, mark: Mark, words: set[str], plural: bool, open_quote: bool, whole: bool) -> bool:
        if mark.line.gap == 0:
            return True
        if open_quote and mark.line.text[0] in _OPEN:
            return True
        if self._returns(mark, words):
            return False
        return whole or (plural and bool(words & PLURAL_SPEAKERS))

    def _returns(self, mark: Mark, words: set[str]) -> bool:
        """Whether a line speaks of the quoted text, or in the writer's own person."""
        return self._own_voice.begins(mark.words) or bool(words & SINGLE_SPEAKERS)

    def _is_whole(self, marks: Sequence[Mark], end: int) -> bool:
        """Whether nothing of the page's own follows the block."""
        return not any(mark.role is Role.PROSE for mark in marks[end:])

    @staticmethod
    def _own_plural(marks: Sequence[Mark], first: int) -> bool:
        """Whether the article itself speaks as "we" from its first paragraph on."""
        opening = next((mark for mark in marks[first:] if mark.role is Role.PROSE), None)
        return opening is not None and bool(set(opening.words) & PLURAL_SPEAKERS)


def _speech_goes_on(marks: Sequence[Mark], i: int, quoted: set[int]) -> bool:
    """Whether a report goes on with the words of a speaker whom the paragraph above quotes and names."""
    if i == 0 or i - 1 in quoted or marks[i - 1].role is not Role.PROSE:
        return False
    if (
        i + 1 < len(marks)
        and marks[i + 1].role in {Role.SHORT, Role.ITEM}
        and looks_like_name(split_credit(marks[i + 1].line.text)[0])
    ):
        return False
    return any(char in _OPEN for char in marks[i - 1].line.text)


def _is_pull_quote(marks: Sequence[Mark], i: int) -> bool:
    """Whether a short line is somebody's words in quotation marks, with the name of who said them right below."""
    if marks[i].role is not Role.SHORT or not _enclosed(marks[i]) or i + 1 >= len(marks):
        return False
    below = marks[i + 1]
    name = split_credit(below.line.text)[0]
    return (
        below.role is Role.SHORT
        and below.line.gap == 0
        and below.line.words <= _LONGEST_SPEAKER
        and name.count(" ") >= 1
        and looks_like_name(name)
    )


def _enclosed(mark: Mark) -> bool:
    """Whether a paragraph stands in quotation marks from its first to its last character, in one pair of them."""
    text = mark.line.text
    if text[0] not in _OPEN or not _CLOSED.search(text[-3:]):
        return False
    closing = {"“": "”", "„": "“", "«": "»", '"': '"', "‟": "”"}[text[0]]
    wanted = 2 if closing == text[0] else 1
    return text.count(closing) == wanted
