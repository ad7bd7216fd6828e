"""The language of a document and of each of its paragraphs.

A short line tells its language less surely than the document that it stands in, so it takes the document's unless its
own words or letters speak clearly for another.
"""

from __future__ import annotations

from collections.abc import Sequence

from imcwp_data.corpus.language import SAMPLE, LanguageIdentifier, Sides, speaks
from imcwp_data.corpus.marks import PROSE_LINE, Mark
from imcwp_data.steps import Steps

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
) -> Steps[tuple[str, list[str]]]:
    """Tell the language of a document and those of its paragraphs (BCP 47; ``und`` where nothing tells it)."""
    document, leads = _document_language(marks, identifier)
    sides = identifier.sides(document)
    yield
    others = _other_languages(marks, document, identifier, sides, leads)
    yield
    texts = [mark.line.text for mark in marks]
    if others:
        # A label of a page in two languages says the same in both: its first part tells.
        texts = [
            text.partition("|")[0] or text if kind in _LABELS else text for text, kind in zip(texts, kinds, strict=True)
        ]
    for mark, text in zip(marks, texts, strict=True):
        if text not in leads:
            leads[text] = sides.lead(text, _words(mark, text))
    yield
    # Lines that come again are identified once.
    known: dict[tuple[str, str], str] = {}
    languages = []
    for mark, text, kind in zip(marks, texts, kinds, strict=True):
        if speaks(leads[text]):
            languages.append(document)
            continue
        key = (mark.line.text, kind)
        if (language := known.get(key)) is None:
            language = _language(mark, text, kind, document, others, identifier)
            if len(known) < _REMEMBERED:
                known[key] = language
        languages.append(language)
    return document, languages


def _document_language(marks: Sequence[Mark], identifier: LanguageIdentifier) -> tuple[str, dict[str, float]]:
    """Return the language of a document by a sample of it, and what is known by then of the leads of its lines."""
    sampled = [mark for mark in marks if mark.role is PROSE_LINE][:_SAMPLED_PARAGRAPHS] or marks[:_SAMPLED_PARAGRAPHS]
    parts: list[tuple[str, Sequence[str] | None]] = []
    left = SAMPLE
    likely: str | None = None
    for mark in sampled:
        if left <= 0:
            break
        text = mark.line.text[: min(left, _SAMPLED_CHARACTERS)]
        words = _words(mark, text)
        parts.append((text, words))
        left -= len(text) + 1
        likely = likely or identifier.own_language(text, words)
    # A language that leads outweighs all others together, so whichever of them is tried, no other does.
    if likely is not None:
        sides = identifier.sides(likely)
        leads = {text: sides.lead(text, words) for text, words in parts}
        if speaks(sum([leads[text] for text, _ in parts])):
            return likely, leads
    return identifier.identify(" ".join([text for text, _ in parts])) or UNDETERMINED, {}


def _other_languages(
    marks: Sequence[Mark], document: str, identifier: LanguageIdentifier, sides: Sides, leads: dict[str, float]
) -> frozenset[str]:
    """Return the languages beside the document's own in which whole paragraphs are written.

    ``leads`` keeps by how much the document's language leads in a text.
    """
    found = set()
    for mark in [mark for mark in marks if mark.role is PROSE_LINE and mark.line.words >= _LONG][:_SEARCHED_PARAGRAPHS]:
        text = mark.line.text[:_SAMPLED_CHARACTERS]
        lead = leads.get(text)
        if lead is None:
            lead = leads[text] = sides.lead(text, _words(mark, text))
        if speaks(lead):
            continue
        guess = identifier.guess(text)
        if guess is not None and guess.language != document and guess.lead >= 2:
            found.add(guess.language)
    return frozenset(found)


def _words(mark: Mark, text: str) -> tuple[str, ...] | None:
    """Return the words of a text where it is a whole line whose words are all known."""
    return mark.words if mark.line.short and len(text) == len(mark.line.text) else None


def _language(
    mark: Mark, text: str, kind: str, document: str, others: frozenset[str], identifier: LanguageIdentifier
) -> str:
    """Return the language of a line that may be in another than the document's."""
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
