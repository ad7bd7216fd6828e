"""Actions of a document: who does, plans, demands or calls for what, each clause with the evidence of its values."""

from __future__ import annotations

from collections.abc import Sequence

from imcwp_data.extract.action_paragraph import ParagraphReader, Shared
from imcwp_data.extract.event_words import EventWords
from imcwp_data.extract.joint_actions import read_joint_actions
from imcwp_data.extract.name_records import NamesRead
from imcwp_data.extract.referents import Cast, Memory
from imcwp_data.extract.targets import Causes
from imcwp_data.extract.themes import ThemeReader
from imcwp_data.model import ActionCandidate, DateExpression, Document, MeetingCandidate
from imcwp_data.vocabulary import Vocabulary

_READ = frozenset({"body", "quote", "list_item"})


class ActionReader:
    """Reads actions; what depends on the vocabulary alone is made once, here."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        themes = ThemeReader(vocabulary)
        self._shared = Shared(EventWords(vocabulary), themes, Causes.of(themes.causes, vocabulary.countries))

    def read(
        self,
        document: Document,
        dates: Sequence[DateExpression],
        names: NamesRead,
        meetings: Sequence[MeetingCandidate],
    ) -> tuple[ActionCandidate, ...]:
        """Return the actions that a document states, in the order of the text. Nothing raises on any text.

        Titles, headings, captions, slogans and the furniture of a page state none of their own.
        """
        cast = Cast(document, names)
        memory = Memory()
        reader = ParagraphReader(self._shared, document, cast, memory, dates, names, meetings, read_joint_actions(document))
        found: list[ActionCandidate] = []
        for paragraph in document.paragraphs:
            if paragraph.kind in _READ:
                found.extend(reader.read(paragraph))
            elif paragraph.kind in {"title", "heading"}:
                reader.pass_over(paragraph)
        return tuple(found)
