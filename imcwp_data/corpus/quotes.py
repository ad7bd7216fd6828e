"""Blocks quoted from another text: where they begin and where the page speaks again in its own voice."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from enum import Enum, auto

from imcwp_data.corpus.function_words import SINGLE_SPEAKERS, SPEAKERS, says_we
from imcwp_data.corpus.marks import META_LINE, PROSE_LINE, PROSE_OR_SHORT, SHORT_LINE, Mark
from imcwp_data.corpus.phrases import Phrases, tokens
from imcwp_data.corpus.quotation_marks import OPENING, ends_closed, is_enclosed
from imcwp_data.corpus.quoted_lines import (
    SKIPPED,
    is_announced_motto,
    is_pull_quote,
    mark_quoted,
    open_from,
    open_run,
    own_text_follows,
    speech_goes_on,
    text_after,
    without_furniture,
)
from imcwp_data.corpus.roles import QUOTE_MARKER, tail

_SHORTEST_QUOTE = 8
_LONGEST_GREETING = 6
# A text that a site publishes is announced in the first lines of its page.
_LAST_ANNOUNCEMENT = 3
_AFTER_SPEECH = re.compile(r"[”»\"]\s?,?\s?[–—-]?\s?([^\W\d_]+)")


class _Announced(Enum):
    """How a line announces the words of another: as a text published whole, by a verb, by their "we" alone."""

    PUBLISHED = auto()
    TOLD = auto()
    VOICED = auto()


class QuoteFinder:
    """Finds the quoted lines of an article, and the signatures below them."""

    def __init__(self, cues: dict[str, Phrases], is_signature: Callable[[Mark], bool]) -> None:
        self._quotation = cues["quotation"]
        self._publication = cues["publication"]
        self._own_voice = cues["own_voice"]
        self._resumption = cues["resumption"]
        self._salutation = cues["salutation"]
        self._is_signature = is_signature

    def find(self, marks: Sequence[Mark], first: int, *, of_its_own: bool = False) -> dict[int, str]:
        """Return the kinds ("quote", "byline") of the quoted lines of an article and of their signatures.

        ``first`` is where the article's text begins; a text ``of_its_own`` is a statement by its title.
        """
        found: dict[int, str] = {}
        own_plural: bool | None = None
        # Whether the page spoke as "we", and what it said since that was last asked: few pages announce anything.
        spoke_as_we = of_its_own
        said: list[tuple[str, ...]] = []
        i = first
        prose_seen = 0
        while i < len(marks):
            mark = marks[i]
            if mark.role is not PROSE_LINE:
                if i > first and (is_pull_quote(marks, i) or is_announced_motto(marks, i)):
                    found[i] = "quote"
                i += 1
                continue
            if mark.line.marker == QUOTE_MARKER:
                found[i] = "quote"
                i += 1
                continue
            prose_seen += 1
            announced = i > first and marks[i - 1].role is PROSE_LINE and marks[i - 1].line.final == ":"
            opened = mark.line.text[0] in OPENING
            if opened and is_enclosed(mark.line.text) and (announced or mark.line.words >= _SHORTEST_QUOTE):
                if not speech_goes_on(marks, i, found):
                    found[i] = "quote"
            elif opened and (end := open_run(marks, i, announced=False)) is not None:
                if not speech_goes_on(marks, i, found):
                    mark_quoted(marks, found, i, end)
                i = end
                continue
            elif mark.line.final == ":":
                spoke_as_we = spoke_as_we or any(map(says_we, said))
                said.clear()
                how = self._announcement(marks, i, spoke_as_we)
                if how is None:
                    said.append(mark.words)
                    i += 1
                    continue
                if own_plural is None:
                    own_plural = self._own_plural(marks, first)
                end, signatures = self._block(marks, i + 1, own_plural, how)
                early = prose_seen <= _LAST_ANNOUNCEMENT and how is not _Announced.TOLD
                enclosed = text_after(marks, i) is not None and open_from(marks, i + 1) is not None
                if enclosed or not (early and not own_text_follows(marks, end)):
                    mark_quoted(marks, found, i + 1, end)
                    found.update(dict.fromkeys(signatures, "byline"))
                    i = max(end, i + 1)
                    continue
            said.append(mark.words)
            i += 1
        return found

    def _announcement(self, marks: Sequence[Mark], i: int, spoke_as_we: bool) -> _Announced | None:
        """Return how a line announces the words of another, which follow it; None if it does not."""
        line = marks[i].line
        if line.final != ":" or i + 1 >= len(marks):
            return None
        words = tokens(tail(line))
        positions = self._quotation.positions(words)
        published = self._publication.occurs(words)
        following = text_after(marks, i) if published else marks[i + 1]
        if following is None or following.role is not PROSE_LINE:
            return None
        if following.line.final == ";" and following.line.words < 60:
            return None
        # "we declare:", "I repeat:" announce the page's own words.
        speaks = bool(positions) and bool(set(words[max(0, positions[-1] - 3) : positions[-1]]) & SPEAKERS)
        if published:
            return _Announced.PUBLISHED
        if positions:
            return None if speaks else _Announced.TOLD
        voiced = says_we(following.words) and not says_we(words)
        return _Announced.VOICED if voiced and not spoke_as_we else None

    def _block(self, marks: Sequence[Mark], start: int, own_plural: bool, how: _Announced) -> tuple[int, list[int]]:
        """Return the index behind the last line of the quoted block that begins at ``start``, and its signatures."""
        if (opening := open_from(marks, start)) is not None:
            end = open_run(marks, opening, announced=True)
            if end is not None:
                return self._signed(marks, end)
        if how is _Announced.PUBLISHED:
            return self._published_block(marks, start)
        return self._signed(marks, self._told_block(marks, start, own_plural))

    def _told_block(self, marks: Sequence[Mark], start: int, own_plural: bool) -> int:
        """Return the end of a passage that is quoted by a line before it."""
        plural = False
        open_quote = False
        # On a page without blank lines no gap tells where a passage ends.
        parted = marks[start].line.gap > 0
        i = start
        while i < len(marks):
            mark = marks[i]
            if mark.role in SKIPPED:
                i += 1
                continue
            if mark.role is not PROSE_LINE:
                break
            words = set(mark.words)
            if i > start and not self._goes_on(mark, words, plural and not own_plural, open_quote, parted):
                break
            if mark.line.final == ":" and i > start and self._announcement(marks, i, spoke_as_we=True) is not None:
                break
            plural = plural or says_we(words)
            open_quote = mark.line.text[0] in OPENING and not ends_closed(mark.line.text)
            i += 1
        return without_furniture(marks, start, i)

    def _goes_on(self, mark: Mark, words: set[str], plural: bool, open_quote: bool, parted: bool) -> bool:
        if mark.line.gap == 0 and parted:
            return True
        if open_quote and mark.line.text[0] in OPENING:
            return True
        if self._salutation.begins(mark.words) and mark.line.words <= _LONGEST_GREETING:
            return True
        if self._own_voice.begins(mark.words) or words & SINGLE_SPEAKERS:
            return False
        return plural and says_we(words)

    def _published_block(self, marks: Sequence[Mark], start: int) -> tuple[int, list[int]]:
        """Return the end of a text that is published whole, and its signatures.

        It ends with its signature, or where the page speaks of it or reports what somebody said. Of a text that says
        "we", what stands below a heading and says it no more is the page's own again.
        """
        signatures: list[int] = []
        headings: list[int] = []
        last_sure = start
        seen = signed = plural = False
        i = start
        while i < len(marks):
            mark = marks[i]
            words = set(mark.words)
            if mark.role is META_LINE:
                if mark.cue is None or mark.cue.kind != "date":
                    break
                signed = seen
            elif mark.role not in SKIPPED:
                if seen and mark.role in PROSE_OR_SHORT and self._is_signature(mark):
                    signatures.append(i)
                    signed = True
                elif signed:
                    break
                elif mark.role is SHORT_LINE:
                    headings.append(i)
                elif mark.role is PROSE_LINE:
                    if seen and self._returns(mark, words):
                        break
                    seen = True
                if says_we(words) or mark.role not in PROSE_OR_SHORT or signatures[-1:] == [i]:
                    last_sure = i
                plural = plural or says_we(words)
            i += 1
        if plural and not signed:
            i = next((heading for heading in headings if heading > last_sure), i)
        return without_furniture(marks, start, i), signatures

    def _returns(self, mark: Mark, words: set[str]) -> bool:
        """Whether a line speaks of the published text, in the writer's own person, or reports what somebody said."""
        if self._resumption.begins(mark.words) or words & SINGLE_SPEAKERS:
            return True
        spoken = _AFTER_SPEECH.findall(mark.line.text[:1000]) if mark.line.text[0] not in OPENING else []
        return any(self._quotation.equals((word.lower(),)) for word in spoken)

    def _signed(self, marks: Sequence[Mark], end: int) -> tuple[int, list[int]]:
        """Return the end of a block with the signatures right below it."""
        # The signature may stand inside the quotation marks.
        start = end - 1 if marks[end - 1].role is SHORT_LINE and self._is_signature(marks[end - 1]) else end
        i = end
        while i < len(marks) and marks[i].role is SHORT_LINE and self._is_signature(marks[i]):
            i += 1
        return i, list(range(start, i))

    @staticmethod
    def _own_plural(marks: Sequence[Mark], first: int) -> bool:
        """Whether the article itself speaks as "we" from its first paragraph on."""
        opening = next((mark for mark in marks[first:] if mark.role is PROSE_LINE), None)
        return opening is not None and says_we(opening.words)
