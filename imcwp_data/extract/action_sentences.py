"""The sentences of a document, taken apart into clauses before the actions of the first of them are read.

Each step is taken for all sentences before the next step, which takes less time (see ``imcwp_data/steps.py``).
"""

from __future__ import annotations

from collections.abc import Container, Sequence

from imcwp_data.extract.action_drafts import read_drafts
from imcwp_data.extract.action_page import after_dateline, merged, stretches
from imcwp_data.extract.clause_tokens import generic_names
from imcwp_data.extract.clauses import clauses_of, read_clauses
from imcwp_data.extract.event_words import EventWords
from imcwp_data.extract.events import Sentence, Setting, find_rules
from imcwp_data.extract.paragraph_texts import ParagraphTexts
from imcwp_data.extract.referents import ATTRIBUTIVE, Cast
from imcwp_data.extract.verb_groups import verb_groups
from imcwp_data.model import DateExpression, Paragraph
from imcwp_data.steps import Steps


class DocumentSentences:
    """Gives the sentences of the paragraphs of one document, once it has taken them apart."""

    def __init__(
        self,
        texts: ParagraphTexts,
        cast: Cast,
        dates: Sequence[DateExpression],
        words: EventWords,
        adopted: Container[int],
    ) -> None:
        """``adopted`` are the positions of the paragraphs that say what was adopted."""
        self._texts = texts
        self._cast = cast
        self._words = words
        self._adopted = adopted
        self._dates: dict[int, list[tuple[int, int, bool]]] = {}
        for date in dates:
            self._dates.setdefault(date.position, []).append((date.char_start, date.char_end, False))
        self._known: dict[int, Sequence[Sentence]] = {}

    def take_apart(self, paragraphs: Sequence[Paragraph]) -> Steps[None]:
        """Take apart the sentences of all paragraphs whose actions are read, step by step."""
        spans = [self._spans(paragraph) for paragraph in paragraphs]
        yield
        for paragraph, found in zip(paragraphs, spans, strict=True):
            self._known[paragraph.position] = self._parts(paragraph, found)
        yield
        grouped = []
        for paragraph in paragraphs:
            words, is_item = self._words.of(paragraph.language), paragraph.kind == "list_item"
            # What an item states hangs on the line that opens its list.
            setting = None if is_item else self._setting(paragraph)
            for sentence in self._known[paragraph.position]:
                groups = verb_groups(sentence.tokens, words, is_item)
                if groups:
                    grouped.append((sentence, words, groups, setting))
                elif not is_item:
                    sentence.drafts = []
        yield
        for sentence, _, groups, _ in grouped:
            sentence.clauses = clauses_of(sentence.tokens, groups)
        yield
        for sentence, words, _, _ in grouped:
            find_rules(sentence, words)
        yield
        for sentence, words, _, setting in grouped:
            if setting is not None:
                sentence.drafts = read_drafts(sentence, words, setting, False, None)

    def _setting(self, paragraph: Paragraph) -> Setting:
        """Return what the text around a paragraph that is no item says of its clauses."""
        if paragraph.position in self._adopted:
            return Setting(True, "adopted")
        return Setting(self._cast.resolves and paragraph.kind != "quote")

    def of(self, paragraph: Paragraph, is_item: bool) -> Sequence[Sentence]:
        """Return the sentences of a paragraph; ``is_item``: it is read as an item of a list, whatever its kind."""
        if is_item == (paragraph.kind == "list_item"):
            return self._known[paragraph.position]
        words = self._words.of(paragraph.language)
        sentences = self._parts(paragraph, self._spans(paragraph))
        for sentence in sentences:
            sentence.clauses = read_clauses(sentence.tokens, words, is_item)
            if sentence.clauses:
                find_rules(sentence, words)
        return sentences

    def _parts(self, paragraph: Paragraph, spans: Sequence[tuple[int, int, bool]]) -> list[Sentence]:
        """Return those sentences of a paragraph that have any tokens; ``spans`` are its names."""
        form, lowered = self._texts.form(paragraph), self._texts.lower(paragraph)
        tokenise = self._words.of(paragraph.language).tokeniser.tokenise
        parts = []
        name, last = 0, len(spans) - 1
        for start, end in stretches(paragraph.text, self._texts.sentences(paragraph)):
            while name <= last and spans[name][1] <= start:
                name += 1
            tokens = tokenise(form, lowered, start if start else after_dateline(form, end), end, spans, name)
            if tokens.lower:
                parts.append(Sentence(tokens))
        return parts

    def _spans(self, paragraph: Paragraph) -> list[tuple[int, int, bool]]:
        """Return the names and dates of a paragraph in order, without overlap, and whether each only qualifies."""
        position, form = paragraph.position, self._texts.form(paragraph)
        # "Cubans" can be a subject, "Cuban" only qualifies one.
        names = []
        for entity in self._cast.entities(position):
            end = entity.char_end
            names.append((entity.char_start, end, entity.how in ATTRIBUTIVE and form[end - 1] != "s"))
        generic = generic_names(self._texts.lower(paragraph))
        if generic:
            return merged([*names, *self._dates.get(position, ())], [(a, b, False) for a, b in generic])
        if position not in self._dates:
            return names
        return merged([*names, *self._dates[position]], ())
