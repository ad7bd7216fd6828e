"""The text of a document's paragraphs in the forms that it is read in, each made once for all who read it."""

from __future__ import annotations

from imcwp_data.extract.clause_tokens import lower_form
from imcwp_data.model import Document, Paragraph
from imcwp_data.text.normalise import match_form
from imcwp_data.text.sentences import sentences


class ParagraphTexts:
    """Match form, lower case and sentences of the paragraphs of one document.

    The first two are asked for again and again and of nearly every paragraph, the last are made when they are.
    """

    def __init__(self, document: Document) -> None:
        size = len(document.paragraphs) + 1
        self._forms = [""] * size
        self._lower = [""] * size
        self._sentences: list[list[tuple[int, int]] | None] = [None] * size
        for paragraph in document.paragraphs:
            form = match_form(paragraph.text)
            self._forms[paragraph.position] = form
            self._lower[paragraph.position] = lower_form(form)

    def form(self, paragraph: Paragraph) -> str:
        """Return the match form of a paragraph's text, character for character."""
        return self._forms[paragraph.position]

    def lower(self, paragraph: Paragraph) -> str:
        """Return the match form in lower case, character for character."""
        return self._lower[paragraph.position]

    def sentences(self, paragraph: Paragraph) -> list[tuple[int, int]]:
        """Return the (start, end) offsets of a paragraph's sentences."""
        spans = self._sentences[paragraph.position]
        if spans is None:
            spans = self._sentences[paragraph.position] = list(sentences(paragraph.text))
        return spans
