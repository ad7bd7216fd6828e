"""The country at home in a document, and the one that a passage speaks of: whose "Ministry", whose "Parliament"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from imcwp_data.extract.name_countries import ToldCountry
from imcwp_data.extract.name_page import Page
from imcwp_data.extract.name_session import Session
from imcwp_data.extract.places import Sighting
from imcwp_data.extract.word_classes import LOCATIVES

_HEAD = frozenset({"title", "heading", "byline"})
_STOPS = (". ", "! ", "? ", "; ")
_SENTENCE = 240


def home_country(session: Session) -> ToldCountry | None:
    """Return the country in which a document is at home, with the characters that tell it.

    A dateline tells it, else the one country that title and headings name (in a party's name or as a place), else the
    country that most names of the document are of.
    """
    if session.dateline is not None:
        return session.dateline
    head = _told_by(page for page in session.pages if page.paragraph.kind in _HEAD)
    if len(head) == 1:
        return next(iter(head.values()))
    wide = Counter(code for page in session.pages for code, _ in _countries(page))
    if not wide:
        return None
    code, count = min(wide.items(), key=lambda item: (-item[1], item[0]))
    if count * 5 < wide.total() * 3:
        return None
    return _told_by(session.pages).get(code)


def context_country(session: Session, page: Page, start: int, end: int) -> ToldCountry | None:
    """Return the country of a public body or government that its name does not tell.

    A town or country "in" which the sentence plays comes first, then the one country of the sentence, then the
    document's own country unless the paragraph speaks of others alone, at last the commonest of the paragraph.
    """
    left, right = _sentence(page, start, end)
    located = {s.country: s for s in page.sightings_between(left, right) if _located(page, s)}
    if len(located) == 1:
        return _told(page, next(iter(located.values())))
    home = session.home
    countries = list(_countries(page, adjectives=False))
    near = {
        code: told for code, told in countries if left <= told.char_start < right and not start <= told.char_start < end
    }
    if len(near) == 1:
        return next(iter(near.values()))
    counts = Counter(code for code, _ in countries)
    if not counts or (home is not None and home.code in counts):
        return home
    code = max(counts, key=lambda c: counts[c])
    return next(told for other, told in countries if other == code)


def _told_by(pages: Iterable[Page]) -> dict[str, ToldCountry]:
    told: dict[str, ToldCountry] = {}
    for page in pages:
        for code, country in _countries(page):
            told.setdefault(code, country)
    return told


def _countries(page: Page, *, adjectives: bool = True) -> Iterator[tuple[str, ToldCountry]]:
    """Yield each country that a paragraph names as a place or an adjective, or by a party of it."""
    for sighting in page.sightings:
        if sighting.country and (adjectives or not sighting.adjective):
            yield sighting.country, _told(page, sighting)
    for span in page.spans:
        name = span.names[0]
        if len(span.names) == 1 and name.country_code and name.kind in ("party", "party_body"):
            country = ToldCountry(name.country_code, span.char_start, span.char_end, page.paragraph.position)
            yield name.country_code, country


def sentence_sightings(page: Page, start: int, end: int) -> list[Sighting]:
    """Return the places and adjectives of the sentence in which a name stands."""
    return page.sightings_between(*_sentence(page, start, end))


def _sentence(page: Page, start: int, end: int) -> tuple[int, int]:
    text = page.text
    lowest, highest = max(0, start - _SENTENCE), min(len(text), end + _SENTENCE)
    left = max(text.rfind(stop, lowest, start) for stop in _STOPS)
    stops = [stop for mark in _STOPS if (stop := text.find(mark, end, highest)) >= 0]
    return max(left, lowest), min(stops, default=highest)


def _located(page: Page, sighting: Sighting) -> bool:
    tokens, first = page.tokens, sighting.first
    return (
        bool(sighting.country)
        and not sighting.adjective
        and first > 0
        and tokens.gap(first) == " "
        and tokens.lower[first - 1] in LOCATIVES
        and not page.owner[first]
    )


def _told(page: Page, sighting: Sighting) -> ToldCountry:
    return ToldCountry(sighting.country or "", sighting.char_start, sighting.char_end, page.paragraph.position)
