"""Everything that is read in one source: the unit of work that any process or machine can do by itself."""

from __future__ import annotations

from imcwp_data.corpus.segment import Segmenter
from imcwp_data.extract.action_settling import settle_actions
from imcwp_data.extract.actions import ActionReader
from imcwp_data.extract.dates import find_dates
from imcwp_data.extract.meetings import MeetingReader
from imcwp_data.extract.names import NameReader
from imcwp_data.extract.paragraph_texts import ParagraphTexts
from imcwp_data.lasting import collector_at_rest
from imcwp_data.model import Document, Reading, Source, SourceReading
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
        with collector_at_rest():
            return SourceReading(source, tuple(self.read_document(d) for d in self._segmenter.segment(source)))

    def read_document(self, document: Document) -> Reading:
        """Return all that is read in one document."""
        dates = find_dates(document, self._dates)
        texts = ParagraphTexts(document)
        names = self._names.read(document, texts)
        meetings = self._meetings.read(document, dates, names, texts)
        found = self._actions.read(document, dates, names, meetings, texts)
        actions = settle_actions(document, found, meetings)
        return Reading(document, dates, names.participants, names.mentions, names.places, meetings, actions)
