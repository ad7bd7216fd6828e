"""What each paragraph tells of names by itself, whatever the document: its words, known names, places and roles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from imcwp_data.extract.coordinated import coordinated, may_be_coordinated
from imcwp_data.extract.gazetteer import Gazetteer
from imcwp_data.extract.name_lexicon import NameLexicon
from imcwp_data.extract.name_records import Span
from imcwp_data.extract.paragraph_texts import ParagraphTexts
from imcwp_data.extract.places import PlaceReader, Sighting
from imcwp_data.extract.tokens import Tokeniser, Tokens
from imcwp_data.model import Paragraph
from imcwp_data.record import Record
from imcwp_data.steps import Steps
from imcwp_data.text.lexicon import Match

# Names in lists, rubrics and menus come in document after document; longer lines seldom do.
_LONGEST_REMEMBERED = 80
_REMEMBERED = 4096


class ReadLine(Record, frozen=True):
    """The words of a paragraph, the known names among them, and the places, adjectives and roles.

    ``named`` tells whether it may name somebody by its words: they have a capital, or are names but for it. The lists
    are those of every paragraph with these characters; whoever changes one takes a copy.
    """

    tokens: Tokens
    named: bool
    spans: list[Span]
    sightings: list[Sighting]
    roles: list[Match[str]]


class LineReader:
    """Reads paragraphs one by one; a short one that was met before, in whichever document, is not read again."""

    def __init__(self, tokeniser: Tokeniser, lexicon: NameLexicon, gazetteer: Gazetteer, places: PlaceReader) -> None:
        self._tokenise = tokeniser.tokenise
        self._lexicon = lexicon
        self._gazetteer = gazetteer
        self._places = places
        self._known: dict[str, ReadLine] = {}

    def steps(self, paragraphs: Sequence[Paragraph], texts: ParagraphTexts) -> Steps[list[ReadLine]]:
        """Read the paragraphs of a document step by step."""
        # By their characters, so that what comes again in one document is read once, too.
        read: dict[str, ReadLine] = {}
        new: dict[str, Paragraph] = {}
        for paragraph in paragraphs:
            known = self._known.get(paragraph.text)
            if known is None:
                new[paragraph.text] = paragraph
            else:
                read[paragraph.text] = known
        forms = list(map(texts.form, new.values()))
        lowered = list(map(texts.lower, new.values()))
        yield
        every = list(map(self._tokenise, forms))
        yield
        every_found = yield from self._lexicon.find_each(every, lowered)
        yield
        every_names = [
            self._gazetteer.spans(text, tokens.text, found.names) if found.names else []
            for text, tokens, found in zip(new, every, every_found, strict=True)
        ]
        yield
        every_sighting = [
            self._places.sightings(tokens, found.places) if found.places else []
            for tokens, found in zip(every, every_found, strict=True)
        ]
        yield
        for text, tokens, found, spans, sightings in zip(
            new, every, every_found, every_names, every_sighting, strict=True
        ):
            if sightings and may_be_coordinated(tokens):
                spans += coordinated(tokens, sightings, self._gazetteer.bearers)
            named = bool(tokens.capitals) or self._lexicon.knows_word_of(tokens)
            read[text] = ReadLine(tokens, named, spans, sightings, found.roles)
        self._remember(read, new)
        return [read[paragraph.text] for paragraph in paragraphs]

    def _remember(self, read: Mapping[str, ReadLine], new: Iterable[str]) -> None:
        """Keep the lines that may come in other documents too."""
        known = self._known
        for text in new:
            if len(text) <= _LONGEST_REMEMBERED:
                if len(known) >= _REMEMBERED:
                    known.clear()
                known[text] = read[text]
