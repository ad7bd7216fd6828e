"""The text of a document's paragraphs in the forms that it is read in, each made once for all who read it."""

from __future__ import annotations

from imcwp_data.extract.clause_tokens import lower_form
from imcwp_data.model import Document, Paragraph
from imcwp_data.text.normalise import match_form
from imcwp_data.text.sentences import sentences


class ParagraphTexts:
    """Match form, lower case and sentences of the paragraphs of one document, made when they are first asked for."""

    def __init__(self, document: Document) -> None:
        size = len(document.paragraphs) + 1
        self._forms: list[str | None] = [None] * size
        self._lower: list[str | None] = [None] * size
        self._sentences: list[list[tuple[int, int]] | None] = [None] * size

    def form(self, paragraph: Paragraph) -> str:
        """Return the match form of a paragraph's text, character for character."""
        form = self._forms[paragraph.position]
        if form is None:
            form = self._forms[paragraph.position] = match_form(paragraph.text)
        return form

    def lower(self, paragraph: Paragraph) -> str:
        """Return the match form in lower case, character for character."""
        lower = self._lower[paragraph.position]
        if lower is None:
            lower = self._lower[paragraph.position] = lower_form(self.form(paragraph))
        return lower

    def sentences(self, paragraph: Paragraph) -> list[tuple[int, int]]:
        """Return the (start, end) offsets of a paragraph's sentences."""
        spans = self._sentences[paragraph.position]
        if spans is None:
            spans = self._sentences[paragraph.position] = list(sentences(paragraph.text))
        return spans
