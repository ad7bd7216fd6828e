"""Where nothing was read: documents, paragraphs and sentences that gave no fact, and languages that are not read.

A fact is a mention of a participant, a place, a date, a value of a meeting, or an action. What gives none may say
nothing that the tables hold, or may say it in a way that no rule reads: for texts without a key no figure of accuracy
tells the two apart, so the silence is counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Protocol

from imcwp_data.model import Reading
from imcwp_data.text.date_words import LANGUAGES as DATE_WORDS
from imcwp_data.text.sentences import sentences
from imcwp_data.vocabulary import Vocabulary

PROSE = ("body", "list_item", "quote")
"""The kinds of paragraph whose silence is counted; titles, credits and furniture are seldom meant to tell anything."""

FULL = "yes"
NOT_READ = "no"
KNOWN_NAMES = "names in the vocabulary"
ABSOLUTE_DATES = "absolute dates"
NUMERIC_DATES = "numeric and English dates"


class _Located(Protocol):
    """A fact with its paragraph and characters."""

    @property
    def position(self) -> int: ...

    @property
    def char_start(self) -> int: ...

    @property
    def char_end(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Silent:
    """How many there are of something, and how many of them gave no fact."""

    total: int = 0
    silent: int = 0

    def __add__(self, other: Silent) -> Silent:
        """Return the sum."""
        return Silent(self.total + other.total, self.silent + other.silent)


@dataclass(frozen=True, slots=True)
class LanguageRead:
    """What is read of a language: each of names, dates, meetings and actions in full, in part, or not."""

    names: str
    dates: str
    meetings: str
    actions: str


@dataclass(frozen=True, slots=True)
class Silence:
    """What gave no fact; ``languages`` counts the paragraphs of each language with what is read of it."""

    documents: Silent
    paragraphs: Silent
    sentences: Silent
    languages: Mapping[str, tuple[Silent, LanguageRead]]

    def unread(self, facts: str) -> int:
        """Return how many paragraphs are in languages whose ``facts`` (of LanguageRead) are not read in full."""
        return sum(count.total for count, read in self.languages.values() if getattr(read, facts) != FULL)


def count_silence(readings: Iterable[Reading], vocabulary: Vocabulary) -> Silence:
    """Count what gave no fact in the documents that were read."""
    documents = paragraphs = in_sentences = Silent()
    languages: dict[str, Silent] = {}
    for reading in readings:
        spans: dict[int, list[tuple[int, int]]] = {}
        for position, start, end in _facts(reading):
            spans.setdefault(position, []).append((start, end))
        documents += Silent(1, int(not spans))
        for paragraph in reading.document.paragraphs:
            if paragraph.kind not in PROSE:
                continue
            told = spans.get(paragraph.position, [])
            count = Silent(1, int(not told))
            paragraphs += count
            language = paragraph.language or reading.document.language
            languages[language] = languages.get(language, Silent()) + count
            in_sentences += _silent_sentences(paragraph.text, sorted(told))
    read_languages = {name: (languages[name], language_read(name, vocabulary)) for name in sorted(languages)}
    return Silence(documents, paragraphs, in_sentences, read_languages)


# A few words of a language, kept because they stand in names, are no reading of it.
_FEWEST_ROWS = 100


def language_read(language: str, vocabulary: Vocabulary) -> LanguageRead:
    """Return what is read of a language (BCP 47): what the vocabularies and the tables of date words hold words for."""
    tag = language.split("-")[0].lower()
    tables = vocabulary.tables
    words = DATE_WORDS.get(tag)
    # A table without words for the parts of time that are counted knows days, months and years and no more.
    dates = NUMERIC_DATES if words is None else FULL if words.units else ABSOLUTE_DATES

    def holds(*names: str) -> bool:
        return all(sum(row["language"] == tag for row in tables[name]) >= _FEWEST_ROWS for name in names)

    return LanguageRead(
        names=FULL if holds("organisation_nouns", "roles") else KNOWN_NAMES,
        dates=dates,
        meetings=FULL if holds("meeting_cues") else NOT_READ,
        actions=FULL if holds("events") else NOT_READ,
    )


def _facts(reading: Reading) -> Iterator[tuple[int, int, int]]:
    """Yield position and characters of every fact."""
    groups: list[Iterable[_Located]] = [reading.dates, reading.mentions, reading.places, reading.actions]
    for meeting in reading.meetings:
        groups += [meeting.assertions, meeting.participants]
    for fact in chain.from_iterable(groups):
        yield fact.position, fact.char_start, fact.char_end


def _silent_sentences(text: str, spans: list[tuple[int, int]]) -> Silent:
    """Count the sentences that no span touches; ``spans`` are sorted."""
    total = silent = 0
    next_span, reach = 0, 0
    for start, end in sentences(text):
        # Spans overlap each other; what counts is how far those that begin before the sentence's end go.
        while next_span < len(spans) and spans[next_span][0] < end:
            reach = max(reach, spans[next_span][1])
            next_span += 1
        total += 1
        silent += reach <= start
    return Silent(total, silent)
