"""A sentence with all that the other readers found in it, and the cues that speak of a meeting."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from imcwp_data.model import DateExpression, Document, Mention, Paragraph, PlaceMention
from imcwp_data.text.lexicon import Lexicon
from imcwp_data.text.normalise import match_form
from imcwp_data.text.sentences import sentences
from imcwp_data.vocabulary import Vocabulary


class _Placed(Protocol):
    @property
    def position(self) -> int: ...
    @property
    def char_start(self) -> int: ...


PlacedRecord = TypeVar("PlacedRecord", bound=_Placed)


@dataclass(frozen=True, slots=True)
class Cue:
    """A phrase of ``meeting_cues.csv`` found in a text: which attribute of a meeting it tells, and its value."""

    attribute: str
    value: str
    char_start: int
    char_end: int


@dataclass(frozen=True, slots=True)
class SentenceView:
    """One sentence; all offsets are in the paragraph's text. ``form`` is the match form of that text."""

    paragraph: Paragraph
    form: str
    char_start: int
    char_end: int
    cues: tuple[Cue, ...]
    mentions: tuple[Mention, ...]
    places: tuple[PlaceMention, ...]
    dates: tuple[DateExpression, ...]

    @property
    def text(self) -> str:
        """The sentence itself."""
        return self.paragraph.text[self.char_start : self.char_end]

    def cues_of(self, *attributes: str) -> list[Cue]:
        """Return the cues of some attributes, in the order of the text."""
        return [cue for cue in self.cues if cue.attribute in attributes]


class CueFinder:
    """Finds the phrases of ``meeting_cues.csv``; the longest one from the left wins for each attribute."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        rows = vocabulary.tables["meeting_cues"]
        self._lexicon = Lexicon([(row["cue"], (row["attribute"], row["value"])) for row in rows], ignore_case=True)

    def find(self, text: str) -> tuple[Cue, ...]:
        """Return the cues of a text; cues of one attribute never overlap."""
        cues: list[Cue] = []
        reached: dict[str, int] = {}
        for match in self._lexicon.find_all(text):
            # "cannot be held on" postpones; the "held on" in it says nothing of its own.
            groups = {attribute: "status" if attribute == "postponed" else attribute for attribute, _ in match.payloads}
            for attribute, value in match.payloads:
                if match.char_start >= reached.get(groups[attribute], 0):
                    cues.append(Cue(attribute, value, match.char_start, match.char_end))
            for group in groups.values():
                reached[group] = max(reached.get(group, 0), match.char_end)
        return tuple(cues)


class Placed:
    """Records of one document, looked up by paragraph and characters."""

    def __init__(self, records: Sequence[PlacedRecord]) -> None:
        self._records = sorted(records, key=lambda r: (r.position, r.char_start))
        self._keys = [(r.position, r.char_start) for r in self._records]

    def within(self, position: int, start: int, end: int) -> tuple[PlacedRecord, ...]:
        """Return the records that begin inside the characters, in order."""
        left = bisect_left(self._keys, (position, start))
        right = bisect_right(self._keys, (position, end - 1))
        return tuple(self._records[left:right])  # type: ignore[arg-type]


def sentence_views(
    document: Document,
    finder: CueFinder,
    mentions: Sequence[Mention],
    places: Sequence[PlaceMention],
    dates: Sequence[DateExpression],
    skip_kinds: frozenset[str],
) -> Iterator[list[SentenceView]]:
    """Yield the sentences of each paragraph of a document, but of those kinds that tell nothing of meetings."""
    placed_mentions, placed_places, placed_dates = Placed(mentions), Placed(places), Placed(dates)
    for paragraph in document.paragraphs:
        if paragraph.kind in skip_kinds:
            continue
        cues = finder.find(paragraph.text)
        starts = [cue.char_start for cue in cues]
        form = match_form(paragraph.text)
        views = []
        for start, end in sentences(paragraph.text):
            views.append(
                SentenceView(
                    paragraph,
                    form,
                    start,
                    end,
                    cues[bisect_left(starts, start) : bisect_left(starts, end)],
                    placed_mentions.within(paragraph.position, start, end),
                    placed_places.within(paragraph.position, start, end),
                    placed_dates.within(paragraph.position, start, end),
                )
            )
        if views:
            yield views
