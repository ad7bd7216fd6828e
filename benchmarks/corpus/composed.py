"""A document in pieces: what a later document may quote, and what is put together as its text."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from benchmarks.corpus.facts import Facts, ToldMeeting

Sentence = tuple[str, Facts]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of the text, as sentences; ``tight`` puts it under the one before without a blank line."""

    sentences: tuple[Sentence, ...]
    tight: bool = False
    prefix: str = ""
    quotable: bool = False

    @property
    def text(self) -> str:
        """Return the paragraph as it is written."""
        return self.prefix + " ".join(text for text, _ in self.sentences)


@dataclass(slots=True)
class Composed:
    """A document before it is written out."""

    number: int
    kind: str
    today: date
    blocks: list[Block] = field(default_factory=list)
    meetings: list[ToldMeeting] = field(default_factory=list)
    quotes: int | None = None

    def line(self, text: str, facts: Facts | None = None, *, tight: bool = False, prefix: str = "") -> None:
        """Add a line that is no paragraph of sentences: a title, a date, a point of a list."""
        self.blocks.append(Block(((text, facts or Facts()),), tight, prefix))

    def paragraph(self, sentences: list[Sentence], quotable: bool = True) -> None:
        """Add a paragraph, if there is anything in it."""
        if sentences:
            self.blocks.append(Block(tuple(sentences), quotable=quotable))

    def facts(self) -> Facts:
        """Return all that the document states."""
        found = Facts()
        for block in self.blocks:
            for _, facts in block.sentences:
                found.add(facts)
        return found
