"""Everything that is read in one source: the unit of work that any process or machine can do by itself."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from imcwp_data.corpus.segment import Segmenter
from imcwp_data.extract.action_settling import settle_actions
from imcwp_data.extract.actions import ActionReader
from imcwp_data.extract.dates import date_steps
from imcwp_data.extract.meetings import MeetingReader
from imcwp_data.extract.names import NameReader
from imcwp_data.extract.paragraph_texts import ParagraphTexts
from imcwp_data.lasting import collector_at_rest
from imcwp_data.model import Document, Reading, Source, SourceReading
from imcwp_data.steps import Steps, in_groups, taken, taken_together
from imcwp_data.text.date_grammar import DateGrammar
from imcwp_data.vocabulary import Vocabulary


class Reader:
    """Holds what is compiled once from the vocabularies; reading changes nothing in it."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        with collector_at_rest():
            self._dates = DateGrammar()
            self._segmenter = Segmenter(vocabulary, self._dates)
            self._names = NameReader(vocabulary)
            self._meetings = MeetingReader(vocabulary)
            self._actions = ActionReader(vocabulary)

    def read(self, source: Source) -> SourceReading:
        """Return the readings of a source's documents."""
        return self.read_all([source])[0]

    def read_all(self, sources: Sequence[Source]) -> list[SourceReading]:
        """Return the readings of several sources, which is faster than to read one by one."""
        with collector_at_rest():
            readings = []
            for group in in_groups(sources, _size_of_source):
                cut = taken_together([self._segmenter.steps(source) for source in group])
                read: list[Reading] = []
                for documents in in_groups([document for found in cut for document in found], _size_of_document):
                    read += taken_together([self._steps(document) for document in documents])
                left = iter(read)
                for source, found in zip(group, cut, strict=True):
                    readings.append(SourceReading(source, tuple(islice(left, len(found)))))
            return readings

    def read_document(self, document: Document) -> Reading:
        """Return all that is read in one document."""
        return taken(self._steps(document))

    def _steps(self, document: Document) -> Steps[Reading]:
        dates = yield from date_steps(document, self._dates)
        yield
        texts = ParagraphTexts(document)
        names = yield from self._names.steps(document, texts)
        yield
        meetings = yield from self._meetings.steps(document, dates, names, texts)
        yield
        found = yield from self._actions.steps(document, dates, names, meetings, texts)
        actions = settle_actions(document, found, meetings)
        return Reading(document, dates, names.participants, names.mentions, names.places, meetings, actions)


def _size_of_source(source: Source) -> int:
    return len(source.text)


def _size_of_document(document: Document) -> int:
    return document.char_end - document.char_start
