"""The language of a document and of each of its paragraphs.

A short line tells its language less surely than the document that it stands in, so it takes the document's unless its
own words or letters speak clearly for another.
"""

from __future__ import annotations

from collections.abc import Sequence, Set

from imcwp_data.corpus.language import LanguageIdentifier
from imcwp_data.corpus.marks import Mark, Role

UNDETERMINED = "und"
_SAMPLED_PARAGRAPHS = 12
_SAMPLED_CHARACTERS = 300
_SEARCHED_PARAGRAPHS = 200
_LONG = 12
_REMEMBERED = 20_000
_INVERTING = frozenset({"es", "gl"})
# Kinds that are names and labels: written in other languages, they are still part of the page's own.
_LABELS = frozenset({"byline", "source_note", "tags", "date", "list_item", "caption", "boilerplate"})


def paragraph_languages(
    marks: Sequence[Mark], kinds: Sequence[str], identifier: LanguageIdentifier
) -> tuple[str, list[str]]:
    """Return the language of a document and those of its paragraphs (BCP 47; ``und`` where nothing tells it)."""
    prose = [mark.line.text[:_SAMPLED_CHARACTERS] for mark in marks if mark.role is Role.PROSE][:_SAMPLED_PARAGRAPHS]
    sample = " ".join(prose or [mark.line.text[:_SAMPLED_CHARACTERS] for mark in marks[:_SAMPLED_PARAGRAPHS]])
    document = identifier.identify(sample) or UNDETERMINED
    # Texts that are in the document's language beyond doubt; most paragraphs are, and each is weighed but once.
    sure: set[str] = set()
    others = _other_languages(marks, document, identifier, sure)
    # Lines that come again are identified once.
    known: dict[tuple[str, str], str] = {}
    languages = []
    for mark, kind in zip(marks, kinds, strict=True):
        key = (mark.line.text, kind)
        if (language := known.get(key)) is None:
            language = _language(mark, kind, document, others, identifier, sure)
            if len(known) < _REMEMBERED:
                known[key] = language
        languages.append(language)
    return document, languages


def _other_languages(
    marks: Sequence[Mark], document: str, identifier: LanguageIdentifier, sure: set[str]
) -> frozenset[str]:
    """Return the languages beside the document's own in which whole paragraphs are written.

    Enter into ``sure`` the paragraphs that are found to be in the document's own.
    """
    found = set()
    for mark in [mark for mark in marks if mark.role is Role.PROSE and mark.line.words >= _LONG][:_SEARCHED_PARAGRAPHS]:
        text = mark.line.text[:_SAMPLED_CHARACTERS]
        if identifier.is_surely(text, document):
            sure.add(text)
            continue
        guess = identifier.guess(text)
        if guess is not None and guess.language != document and guess.lead >= 2:
            found.add(guess.language)
    return frozenset(found)


def _language(
    mark: Mark, kind: str, document: str, others: frozenset[str], identifier: LanguageIdentifier, sure: Set[str]
) -> str:
    text = mark.line.text
    if others and kind in _LABELS:
        # A label of a page in two languages says the same in both: its first part tells.
        text = text.partition("|")[0] or text
    if text in sure or identifier.is_surely(text, document):
        return document
    guess = identifier.guess(text)
    if guess is None or guess.language == document:
        return document
    # No other language opens a cry or question with its mark upside down.
    if document == UNDETERMINED or (text[0] in "¡¿" and guess.language in _INVERTING):
        return guess.language
    words = mark.line.words
    if guess.language in others:
        # A page in two languages has its short lines in both.
        clear = guess.lead >= 0.5
    elif words >= _LONG and kind != "list_item":
        clear = guess.lead >= 2
    elif kind in _LABELS:
        clear = guess.lead >= max(4.0, 0.4 * words)
    else:
        clear = guess.lead >= max(1.0, 0.34 * words)
    return guess.language if clear else document
