"""From the spans of a document to its mentions: who is meant by each, and what the document tells of them."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping

from imcwp_data.extract import acronyms
from imcwp_data.extract.name_countries import ToldCountry, country_before
from imcwp_data.extract.name_home import sentence_sightings
from imcwp_data.extract.name_ledger import KNOWN_COUNTRY, Ledger
from imcwp_data.extract.name_page import Page
from imcwp_data.extract.name_records import Span
from imcwp_data.extract.name_session import Session
from imcwp_data.text.normalise import match_form
from imcwp_data.vocabulary import Name

# Words of a page's furniture that are also somebody's acronym.
_PAGE_WORDS = frozenset({"RSS", "PDF", "FAQ", "SMS", "URL", "EN", "ES", "PT", "FR", "DE", "IT"})


def enter_mentions(session: Session, ledger: Ledger, precedence: Mapping[str, str]) -> None:
    """Enter every span of a document's pages as a mention, and what was stated of the participants.

    ``precedence`` names the commonest bearer of an acronym that several share.
    """
    named = session.named_in_full()
    linked = session.has_links()
    at_home: set[str] = set()
    for page in session.pages:
        text, position = page.text, page.paragraph.position
        furniture = page.paragraph.kind == "boilerplate"
        for span in page.spans:
            start, end, names, rule = span.char_start, span.char_end, span.names, span.rule
            surface = text[start:end]
            if furniture and surface in _PAGE_WORDS:
                continue
            name = names[0]
            if span.acronym or len(names) > 1:
                name, rule = acronyms.resolve(
                    span, surface, session.defined, named, _countries(session, page, span), precedence
                )
            if linked:
                name = session.linked(name)
            if span.acronym and name.participant_id in named and _is_acronym_of(surface, name):
                session.state_acronym(name, page, span)
            if name.country_code and name.kind in KNOWN_COUNTRY:
                _state_known_country(session, page, span, name, at_home)
                if page.sights(start, end) or surface[0].islower():
                    ledger.holds_place(name)
            ledger.mention(name, position, start, end, surface, rule)
    ledger.state(session.stated)


def _state_known_country(session: Session, page: Page, span: Span, name: Name, at_home: set[str]) -> None:
    """Let a body that a curator knows be of its country where the document is at home there or the passage tells it.

    ``at_home`` are those of whom the document's home told it already: it tells it with the same characters again.
    """
    told = country_before(page, span.char_start) if page.sightings else None
    if told is not None and told.code == name.country_code:
        session.state_country(name, page, told, "name.country_beside")
    elif name.kind == "outlet":
        return
    elif session.home is not None and session.home.code == name.country_code:
        if session.home.position == 0 or name.participant_id not in at_home:
            at_home.add(name.participant_id)
            session.state_country(name, page, session.home, "name.home_country", 0.6)
    elif name.country_code in page.countries():
        for near in sentence_sightings(page, span.char_start, span.char_end):
            if near.country == name.country_code:
                told = ToldCountry(name.country_code or "", near.char_start, near.char_end)
                session.state_country(name, page, told, "name.context_country", 0.5)
                return


def _countries(session: Session, page: Page, span: Span) -> Iterator[Container[str]]:
    """Yield the countries that are told beside a name, in its paragraph, and in the document, as they are asked for."""
    yield _beside(page, span)
    yield page.countries()
    yield session.countries()


def _beside(page: Page, span: Span) -> frozenset[str]:
    """Return the country that stands right before or after a name ("PCP (Portugal)", "the Palestinian PCP")."""
    first, last = page.words_of(span)
    near = page.sightings_between(max(0, span.char_start - 40), span.char_end + 40)
    return frozenset(s.country for s in near if s.country and (0 <= s.first - last <= 1 or 0 <= first - s.last <= 1))


def _is_acronym_of(surface: str, name: Name) -> bool:
    acronym = name.acronym
    return acronym is not None and (surface == acronym or match_form(surface) == match_form(acronym))
