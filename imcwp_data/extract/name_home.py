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

    A town or country "in" which the sentence plays comes first, then the document's own country unless the paragraph
    speaks of others alone, then the one country of the sentence, at last the commonest of the paragraph.
    """
    near = [s for s in sentence_sightings(page, start, end) if not s.adjective]
    located = {s.country: s for s in near if _located(page, s)}
    if len(located) == 1:
        return _told(page, next(iter(located.values())))
    home = session.home
    told = Counter(code for code, _ in _countries(page, adjectives=False))
    if home is not None and (not told or home.code in told):
        return home
    if len({s.country for s in near}) == 1:
        return _told(page, near[0])
    if home is None or not told:
        return home
    code = max(told, key=lambda c: told[c])
    return _told_by([page]).get(code)


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
    """Return the sightings with a country of the sentence in which a name stands."""
    text = page.text
    left = max(text.rfind(stop, max(0, start - _SENTENCE), start) for stop in _STOPS)
    left = max(left, start - _SENTENCE, 0)
    stops = [text.find(stop, end, end + _SENTENCE) for stop in _STOPS]
    right = min([stop for stop in stops if stop >= 0], default=min(len(text), end + _SENTENCE))
    return [s for s in page.sightings_between(left, right) if s.country and not start <= s.char_start < end]


def _located(page: Page, sighting: Sighting) -> bool:
    tokens, first = page.tokens, sighting.first
    return (
        not sighting.adjective
        and first > 0
        and tokens.gap(first) == " "
        and tokens.lower[first - 1] in LOCATIVES
        and not page.owner[first]
    )


def _told(page: Page, sighting: Sighting) -> ToldCountry:
    return ToldCountry(sighting.country or "", sighting.char_start, sighting.char_end, page.paragraph.position)
