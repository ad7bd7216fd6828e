"""A sentence with all that the other readers found in it, and the cues that speak of a meeting."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from operator import attrgetter, itemgetter
from typing import Protocol, TypeVar

import ahocorasick_rs

from imcwp_data.extract.clause_tokens import lower_form
from imcwp_data.extract.meeting_signals import COUNTED_WORD, EVERYTHING, is_odd, signal_words, with_digits
from imcwp_data.extract.paragraph_texts import ParagraphTexts
from imcwp_data.model import DateExpression, Mention, Paragraph, PlaceMention
from imcwp_data.record import Record
from imcwp_data.steps import Steps
from imcwp_data.text.normalise import match_form
from imcwp_data.vocabulary import Vocabulary


class _Begins(Protocol):
    @property
    def char_start(self) -> int: ...


class _Placed(_Begins, Protocol):
    @property
    def position(self) -> int: ...


Beginning = TypeVar("Beginning", bound=_Begins)
PlacedRecord = TypeVar("PlacedRecord", bound=_Placed)


_CHAR_START = attrgetter("char_start")
_START = itemgetter(0)


class Cue(Record, frozen=True):
    """A phrase of ``meeting_cues.csv`` found in a text: which attribute of a meeting it tells, and its value."""

    attribute: str
    value: str
    char_start: int
    char_end: int


class SentenceView(Record, frozen=True):
    """One sentence; all offsets are in the paragraph's text. ``form`` is its match form, ``lower`` that in lower case.

    ``signals`` are the bits of ``meeting_signals`` for the words that the sentence holds.
    """

    paragraph: Paragraph
    form: str
    char_start: int
    char_end: int
    cues: tuple[Cue, ...]
    mentions: tuple[Mention, ...]
    places: tuple[PlaceMention, ...]
    dates: tuple[DateExpression, ...]
    signals: int = EVERYTHING
    lower: str = ""

    @property
    def text(self) -> str:
        """The sentence itself."""
        return self.paragraph.text[self.char_start : self.char_end]

    def cues_of(self, *attributes: str) -> list[Cue]:
        """Return the cues of some attributes, in the order of the text."""
        found = []
        for cue in self.cues:
            if cue.attribute in attributes:
                found.append(cue)
        return found


class CueFinder:
    """Finds the phrases of ``meeting_cues.csv``, and with them the words of ``meeting_signals``, in one pass."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        # The meanings of each phrase, the bits of its signals, and at which of its ends no other letter may stand.
        meanings: dict[str, list[tuple[str, str]]] = {}
        for row in vocabulary.tables["meeting_cues"]:
            meanings.setdefault(lower_form(match_form(row["cue"])), []).append((row["attribute"], row["value"]))
        pieces: dict[str, int] = {}
        words: dict[str, int] = {}
        for word, bit, whole in signal_words():
            known = words if whole else pieces
            known[word] = known.get(word, 0) | bit
        phrases = list(dict.fromkeys([*meanings, *pieces, *words]))
        self._phrases = [
            (
                pieces.get(phrase, 0),
                words.get(phrase, 0),
                tuple(meanings.get(phrase, ())),
                _is_word(phrase[0]),
                _is_word(phrase[-1]),
            )
            for phrase in phrases
        ]
        self._automaton = ahocorasick_rs.AhoCorasick(phrases, matchkind=ahocorasick_rs.MatchKind.Standard)

    def find(self, lower: str) -> tuple[list[Cue], list[tuple[int, int]]]:
        """Return the cues of a text in lower case, and where its signals begin, each with its bits.

        The longest cue from the left wins for each attribute: cues of one attribute never overlap.
        """
        found: list[tuple[int, int, tuple[tuple[str, str], ...]]] = []
        signals: list[tuple[int, int]] = []
        size, phrases = len(lower), self._phrases
        for index, start, end in self._automaton.find_matches_as_indexes(lower, overlapping=True):
            piece, word, meanings, begins, ends = phrases[index]
            if piece:
                signals.append((start, piece))
                if not word and not meanings:
                    continue
            if begins and start and ((char := lower[start - 1]).isalnum() or char == "_"):
                continue
            if ends and end < size and ((char := lower[end]).isalnum() or char == "_"):
                continue
            if word:
                signals.append((start, word))
            if meanings:
                found.append((start, -end, meanings))
        cues: list[Cue] = []
        if not found:
            return cues, signals
        if len(found) > 1:
            found.sort(key=_by_place)
        reached: dict[str, int] = {}
        for start, minus_end, meanings in found:
            end = -minus_end
            # "cannot be held on" postpones; the "held on" in it says nothing of its own.
            for attribute, value in meanings:
                if start >= reached.get("status" if attribute == "postponed" else attribute, 0):
                    cues.append(Cue(attribute, value, start, end))
            for attribute, _ in meanings:
                group = "status" if attribute == "postponed" else attribute
                reached[group] = max(reached.get(group, 0), end)
        return cues, signals


def _by_place(found: tuple[int, int, object]) -> tuple[int, int]:
    return found[0], found[1]


def _is_word(char: str) -> bool:
    return char.isalnum() or char == "_"


def _by_paragraph(records: Sequence[PlacedRecord]) -> dict[int, list[PlacedRecord]]:
    """Return the records of one document by their paragraph, from the left."""
    found: dict[int, list[PlacedRecord]] = {}
    for record in records:
        of_paragraph = found.get(record.position)
        if of_paragraph is None:
            found[record.position] = [record]
        else:
            of_paragraph.append(record)
    for of_paragraph in found.values():
        if len(of_paragraph) > 1:
            of_paragraph.sort(key=_CHAR_START)
    return found


def _dealt(records: Sequence[Beginning], starts: Sequence[int]) -> Sequence[tuple[Beginning, ...]]:
    """Return of a paragraph's records those that begin in each of its sentences, of which ``starts`` tells the begins.

    Nothing but white space stands outside sentences, with which no record begins.
    """
    dealt: list[tuple[Beginning, ...]] = [()] * len(starts)
    for record in records:
        dealt[bisect_right(starts, record.char_start) - 1] += (record,)
    return dealt


def sentence_views(
    paragraphs: Sequence[Paragraph],
    texts: ParagraphTexts,
    finder: CueFinder,
    mentions: Sequence[Mention],
    places: Sequence[PlaceMention],
    dates: Sequence[DateExpression],
) -> Steps[list[list[SentenceView]]]:
    """Return the sentences of each of some paragraphs of a document, step by step; those without any are left out.

    ``mentions``, ``places`` and ``dates`` are those of the document.
    """
    told = [paragraph for paragraph in paragraphs if texts.sentences(paragraph)]
    yield
    cues_of = [finder.find(texts.lower(paragraph)) for paragraph in told]
    yield
    if not told:
        return []
    mentions_of, places_of, dates_of = _by_paragraph(mentions), _by_paragraph(places), _by_paragraph(dates)
    views = []
    for paragraph, (cues, signals) in zip(told, cues_of, strict=True):
        position = paragraph.position
        named, placed, dated = mentions_of.get(position, ()), places_of.get(position, ()), dates_of.get(position, ())
        views.append(_views(paragraph, texts, cues, signals, named, placed, dated))
    return views


def _views(
    paragraph: Paragraph,
    texts: ParagraphTexts,
    cues: Sequence[Cue],
    signals: Sequence[tuple[int, int]],
    named: Sequence[Mention],
    placed: Sequence[PlaceMention],
    dated: Sequence[DateExpression],
) -> list[SentenceView]:
    """Return the sentences of a paragraph, of which all that was found in it is given."""
    spans, form, lower = texts.sentences(paragraph), texts.form(paragraph), texts.lower(paragraph)
    odd = EVERYTHING if is_odd(form) else 0
    if len(spans) == 1:
        # Nothing but white space stands outside the only sentence.
        bits = odd
        for _, bit in signals:
            bits |= bit
        if bits & COUNTED_WORD:
            bits = with_digits(bits, lower, *spans[0])
        told = (*spans[0], tuple(cues), tuple(named), tuple(placed), tuple(dated), bits, lower)
        return [SentenceView(paragraph, form, *told)]
    held = [odd] * len(spans)
    starts = list(map(_START, spans))
    # What stands before the first of them is of the first.
    for start, bit in set(signals):
        held[(bisect_right(starts, start) or 1) - 1] |= bit
    dealt = zip(
        spans,
        _dealt(cues, starts),
        _dealt(named, starts),
        _dealt(placed, starts),
        _dealt(dated, starts),
        held,
        strict=True,
    )
    return [
        SentenceView(paragraph, form, start, end, told, by, at, on, with_digits(bits, lower, start, end), lower)
        for (start, end), told, by, at, on, bits in dealt
    ]
