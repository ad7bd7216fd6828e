"""The country at home in a document, and the one that a passage speaks of: whose "Ministry", whose "Parliament"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from imcwp_data.extract.name_countries import ToldCountry
from imcwp_data.extract.name_page import Page
from imcwp_data.extract.name_session import Session
from imcwp_data.extract.places import Sighting
from imcwp_data.extract.word_classes import LOCATIVES
from imcwp_data.text.normalise import match_form
from imcwp_data.vocabulary import Name

_HEAD = frozenset({"title", "heading", "byline"})
_LAST = 8
# How far behind a name a town tells where it is: "the Labour Court in Lima".
_BESIDE = 12
_NO_SIGNATURES = frozenset({"boilerplate", "tags", "source_note", "caption"})
_STOPS = (". ", "! ", "? ", "; ")
_SENTENCE = 240


def signatory(session: Session) -> Name | None:
    """Return the party that signs a document: a line near its end that holds its name and little else."""
    for page in reversed(session.pages[-_LAST:]):
        if page.paragraph.kind in _NO_SIGNATURES:
            continue
        if not page.spans:
            continue
        parties = [span for span in page.spans if span.names[0].kind == "party" and len(span.names) == 1]
        whole = sum(span.char_end - span.char_start for span in parties)
        if len({span.names[0] for span in parties}) == 1 and whole * 10 >= len(page.text.strip()) * 6:
            return parties[0].names[0]
    return None


def home_country(session: Session) -> ToldCountry | None:
    """Return the country in which a document is at home, with the characters that tell it.

    A dateline tells it, else the one country whose party stands in title or headings or signs at the end, else the
    country that most names of the document are of, else the one country that title and headings name.
    """
    if session.dateline is not None:
        return session.dateline
    heads = [page for page in session.pages if page.paragraph.kind in _HEAD]
    parties = {told.code: told for page in heads if page.spans for told in _parties(session, page)}
    if len(parties) == 1:
        return next(iter(parties.values()))
    signer = signatory(session) if not parties else None
    if signer is not None and signer.country_code:
        return next(t for page in session.pages for t in _parties(session, page) if t.code == signer.country_code)
    every = [told for page in session.pages if page.spans or page.sightings for told in _countries(session, page)]
    counts = Counter([told.code for told in every])
    if counts:
        code, count = min(counts.items(), key=lambda item: (-item[1], item[0]))
        if count * 5 >= counts.total() * 3:
            return next(told for told in every if told.code == code)
    named = {told.code: told for page in heads for told in _countries(session, page)}
    return next(iter(named.values())) if len(named) == 1 else None


def context_country(session: Session, page: Page, start: int, end: int) -> ToldCountry | None:
    """Return the country of a public body or government that its name does not tell.

    A town or country "in" which the sentence plays comes first, then the one country of the sentence, then the
    document's own country unless the paragraph speaks of others alone, at last the commonest of the paragraph.
    """
    left, right = _sentence(page, start, end)
    located = {s.country: s for s in page.sightings_between(left, min(right, end + _BESIDE)) if _located(page, s)}
    if len(located) == 1:
        return _told(page, next(iter(located.values())))
    home = session.home
    countries = list(_countries(session, page, adjectives=False))
    near = {
        told.code: told for told in countries if left <= told.char_start < right and not start <= told.char_start < end
    }
    if len(near) == 1:
        return next(iter(near.values()))
    counts = Counter(told.code for told in countries)
    if not counts or (home is not None and home.code in counts):
        return home
    code = max(counts, key=lambda c: counts[c])
    return next(told for told in countries if told.code == code)


def _countries(session: Session, page: Page, *, adjectives: bool = True) -> Iterator[ToldCountry]:
    """Yield each country that a paragraph names as a place or an adjective, or by a party of it."""
    for sighting in page.sightings:
        if sighting.country and (adjectives or not sighting.adjective):
            yield _told(page, sighting)
    yield from _parties(session, page)


def _parties(session: Session, page: Page) -> Iterator[ToldCountry]:
    """Yield the countries of a paragraph's parties, as far as it is certain who is meant."""
    for span in page.spans:
        name = span.names[0]
        if len(span.names) > 1:
            defined = session.defined.get(match_form(page.text[span.char_start : span.char_end]))
            if defined is None:
                continue
            name = defined
        if name.country_code and name.kind in ("party", "party_body"):
            yield ToldCountry(name.country_code, span.char_start, span.char_end, page.paragraph.position)


def sentence_sightings(page: Page, start: int, end: int) -> list[Sighting]:
    """Return the places and adjectives of the sentence in which a name stands."""
    return page.sightings_between(*_sentence(page, start, end))


def _sentence(page: Page, start: int, end: int) -> tuple[int, int]:
    text = page.text
    lowest, highest = max(0, start - _SENTENCE), min(len(text), end + _SENTENCE)
    left, right = lowest, highest
    for mark in _STOPS:
        left = max(left, text.rfind(mark, lowest, start))
        stop = text.find(mark, end, highest)
        if 0 <= stop < right:
            right = stop
    return left, right


def _located(page: Page, sighting: Sighting) -> bool:
    tokens, first = page.tokens, sighting.first
    return (
        bool(sighting.country)
        and not sighting.adjective
        and first > 0
        and tokens.gaps[first] == " "
        and tokens.lower[first - 1] in LOCATIVES
        and not page.owner[first]
    )


def _told(page: Page, sighting: Sighting) -> ToldCountry:
    return ToldCountry(sighting.country or "", sighting.char_start, sighting.char_end, page.paragraph.position)
