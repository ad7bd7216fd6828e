"""Actions of a document: who does, plans, demands or calls for what, each clause with the evidence of its values."""

from __future__ import annotations

from collections.abc import Sequence

from imcwp_data.extract.action_deed import Deed
from imcwp_data.extract.action_paragraph import ParagraphReader, Shared
from imcwp_data.extract.action_record import Circumstances, records
from imcwp_data.extract.action_sentences import DocumentSentences
from imcwp_data.extract.causes import Causes
from imcwp_data.extract.document_themes import main_cause, strong_themes
from imcwp_data.extract.event_words import EventWords
from imcwp_data.extract.joint_actions import read_joint_actions
from imcwp_data.extract.name_records import NamesRead
from imcwp_data.extract.paragraph_texts import ParagraphTexts
from imcwp_data.extract.referents import Cast
from imcwp_data.extract.theme_words import ThemeReader
from imcwp_data.model import ActionCandidate, DateExpression, Document, MeetingCandidate
from imcwp_data.steps import Steps, taken
from imcwp_data.vocabulary import Vocabulary

_READ = frozenset({"body", "quote", "list_item"})
_HEARD = frozenset({"title", "heading"})
_TOLD = _READ | _HEARD


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
        texts: ParagraphTexts | None = None,
    ) -> tuple[ActionCandidate, ...]:
        """Return the actions that a document states, in the order of the text. Nothing raises on any text.

        Titles, headings, captions, slogans and the furniture of a page state none of their own. ``texts`` are the
        document's own, where another reader has made them already.
        """
        return taken(self.steps(document, dates, names, meetings, texts or ParagraphTexts(document)))

    def steps(
        self,
        document: Document,
        dates: Sequence[DateExpression],
        names: NamesRead,
        meetings: Sequence[MeetingCandidate],
        texts: ParagraphTexts,
    ) -> Steps[tuple[ActionCandidate, ...]]:
        """Read the actions of a document as :meth:`read` does, step by step."""
        cast = Cast(document, names, texts)
        yield
        told = [p for p in document.paragraphs if p.kind in _TOLD]
        found_hits = self._shared.themes.find_each(
            [texts.lower(p) for p in told], lambda index: cast.party_names(told[index].position)
        )
        yield
        hits = {p.position: found for p, found in zip(told, found_hits, strict=True)}
        telling = strong_themes(found_hits)
        main = main_cause(telling, strong_themes([hits[p.position] for p in told if p.kind == "title"]))
        circumstances = Circumstances(document, dates, names.places, meetings)
        joint = read_joint_actions(document)
        sentences = DocumentSentences(texts, cast, dates, self._shared.words, joint.axes)
        yield from sentences.take_apart([p for p in document.paragraphs if p.kind in _READ])
        reader = ParagraphReader(
            self._shared,
            texts,
            document,
            cast,
            sentences,
            circumstances,
            joint,
            hits,
            main,
            telling,
            set().union(*telling),
        )
        yield
        found: list[Deed] = []
        for paragraph in document.paragraphs:
            if paragraph.kind in _READ:
                found.extend(reader.read(paragraph))
            elif paragraph.kind in _HEARD:
                reader.pass_over(paragraph)
        yield
        return (yield from records(found, circumstances))
