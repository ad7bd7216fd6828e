"""All names of a document: participants, places, and the countries that act.

The order of reading: known names in one pass; acronyms that the text defines; bodies by their shape; people by what
stands beside them; then every name once more wherever the document repeats it; at last places, in what is left.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from imcwp_data.extract import acronyms
from imcwp_data.extract.administrations import RULE_WORDS, administrations, names_rule, party_governments, seated
from imcwp_data.extract.coordinated import HEAD_NOUNS
from imcwp_data.extract.gazetteer import Gazetteer
from imcwp_data.extract.inflection import english_third_persons
from imcwp_data.extract.lone_people import LonePeople
from imcwp_data.extract.name_bare_parties import resolve_bare_parties
from imcwp_data.extract.name_bodies import bodies_before_acronyms, enter_body
from imcwp_data.extract.name_countries import ToldCountry, country_after, country_before
from imcwp_data.extract.name_credits import handles, may_credit, read_credits
from imcwp_data.extract.name_home import context_country, home_country
from imcwp_data.extract.name_ledger import Ledger
from imcwp_data.extract.name_lexicon import NameLexicon
from imcwp_data.extract.name_lines import LineReader, ReadLine
from imcwp_data.extract.name_page import Page
from imcwp_data.extract.name_people import enter_lone_person, enter_person
from imcwp_data.extract.name_records import NamesRead, Span
from imcwp_data.extract.name_repeats import SHORT_NAMES, find_again, link_short_names, link_surnames
from imcwp_data.extract.name_resolution import enter_mentions
from imcwp_data.extract.name_session import Session
from imcwp_data.extract.organisation_kinds import BodyName
from imcwp_data.extract.organisations import OrganisationShapes
from imcwp_data.extract.paragraph_texts import ParagraphTexts
from imcwp_data.extract.people import PeopleFinder, PersonName
from imcwp_data.extract.place_pass import read_places
from imcwp_data.extract.places import PlaceReader
from imcwp_data.extract.tokens import Classes, Tokeniser, Tokens
from imcwp_data.extract.towns import TownReader
from imcwp_data.extract.word_classes import NOUNS_IN_CAPITALS
from imcwp_data.model import Document, Paragraph
from imcwp_data.steps import Steps, taken
from imcwp_data.text.normalise import match_form
from imcwp_data.vocabulary import Vocabulary

__all__ = ["NameReader", "NamesRead"]


# Words of offices that never belong to the name of a body that follows them.
_TITLES = frozenset(
    "president secretary minister ambassador comrade chairman chairwoman chairperson consul prime deputy leader".split()
)


# Kinds of paragraphs in which capitals are a page's, not a name's.
_NO_ACRONYMS = frozenset({"boilerplate", "tags", "slogan", "title", "heading", "date"})

_REMEMBERED = 4096


class NameReader:
    """Reads names; everything that depends on the vocabulary alone is made once, here."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._gazetteer = Gazetteer(vocabulary)
        self._places = PlaceReader(vocabulary)
        adjectives = [a for c in vocabulary.countries for a in (*c.adjectives, *c.people)]
        leaders = vocabulary.tables.get("leaders", ())
        self._leaders = {row["surname"]: row["country_codes"].split("; ") for row in leaders}
        places = (name for place in vocabulary.places for name in (place.name, *place.other_names))
        single = frozenset(name for name in (*adjectives, *places) if " " not in name)
        self._not_leaders = (single | {word for name in adjectives for word in name.split()}) - self._leaders.keys()
        self._people = PeopleFinder(vocabulary)
        lexicon = NameLexicon(self._gazetteer.entries, self._places.surfaces, self._people.surfaces)
        nouns = vocabulary.tables["organisation_nouns"]
        self._shapes = OrganisationShapes(nouns, _TITLES, self._people.is_given_name)
        shapes = self._shapes
        classes = Classes(lexicon.words, shapes.triggers, RULE_WORDS, HEAD_NOUNS, SHORT_NAMES, shapes.capital_triggers)
        tokeniser = Tokeniser(classes)
        self._lines = LineReader(tokeniser, lexicon, self._gazetteer, self._places)
        self._countries_in_name = _country_finder(self._places, lexicon, tokeniser.tokenise)
        self._nouns = frozenset(row["noun"].lower().split()[-1] for row in vocabulary.tables["organisation_nouns"])
        self._lone = LonePeople(
            self._people.is_given_name, _third_persons(vocabulary), self._nouns | self._people.role_words
        )
        self._precedence = {row["acronym"]: row["name"] for row in vocabulary.tables.get("shared_acronyms", ())}
        self._towns = TownReader(self._nouns | frozenset(word.lower() for word in adjectives))

    def read(self, document: Document, texts: ParagraphTexts | None = None) -> NamesRead:
        """Return all names of a document, each with its characters and the rule that read it.

        The result depends on the document and the vocabulary alone. Nothing raises on any text. ``texts`` are the
        document's own, where another reader goes on to use them.
        """
        return taken(self.steps(document, texts or ParagraphTexts(document)))

    def steps(self, document: Document, texts: ParagraphTexts) -> Steps[NamesRead]:
        """Read the names of a document as :meth:`read` does, step by step."""
        lines = yield from self._lines.steps(document.paragraphs, texts)
        yield
        session = Session(document, self._gazetteer, [line.tokens for line in lines])
        session.pages += _pages(document.paragraphs, lines)
        yield
        for page in session.pages:
            page.settle()
        yield
        read_credits(session, document)
        yield
        session.read_definitions()
        yield
        session.home = home_country(session)
        yield
        bodies = list(map(self._shaped_bodies, session.pages))
        yield
        # People are looked for among what is nobody's name yet, so where bodies or governments may still be entered,
        # that is done below.
        every_people = [
            self._people_of(page) if not (found or names_rule(page) or bodies_before_acronyms(page)) else None
            for page, found in zip(session.pages, bodies, strict=True)
        ]
        yield
        for page, found, people in zip(session.pages, bodies, every_people, strict=True):
            if people is None:
                people = self._after_bodies(page, session, found)
            for person in people:
                enter_person(session, page, person)
            if people:
                page.settle()
        yield
        self._read_lone_people(session)
        yield
        link_short_names(session)
        resolve_bare_parties(session)
        link_surnames(session)
        yield
        find_again(session)
        yield
        self._read_unknown_acronyms(session)
        yield
        ledger = Ledger(
            self._countries_in_name,
            session.dateline.code if session.dateline is not None and session.dateline.named else None,
        )
        enter_mentions(session, ledger, self._precedence)
        yield
        dateline = session.dateline.code if session.dateline is not None else None
        places, states = yield from read_places(session.pages, self._places, document, self._towns, dateline)
        yield
        candidates = ledger.candidates()
        yield
        return NamesRead(candidates, ledger.mentions(), places, states)

    def _shaped_bodies(self, page: Page) -> Sequence[BodyName]:
        """Return the bodies of a paragraph by their shape, which nothing that is entered on other pages changes."""
        if not self._shapes.may_find(page.tokens):
            return ()
        return self._shapes.find(page.tokens, page.owner_without_people(), page.place_flags())

    def _after_bodies(self, page: Page, session: Session, bodies: Sequence[BodyName]) -> Sequence[PersonName]:
        """Enter the bodies and governments of a paragraph, and return the people in what is left."""
        if bodies:
            self._enter_bodies(page, session, bodies)
        for start, end in bodies_before_acronyms(page):
            kind = self._shapes.kind_of(page.text[start:end])
            enter_body(session, page, start, end, kind, "name.acronym_initials")
        page.settle()
        if names_rule(page):
            self._read_administrations(page, session)
            page.settle()
        return self._people_of(page)

    def _enter_bodies(self, page: Page, session: Session, bodies: Sequence[BodyName]) -> None:
        tokens = page.tokens
        for body in bodies:
            if page.headline and (
                body.kind != "party_body" or not (body.inside > 0 or body.rule == "name.party_organ")
            ):
                continue
            if body.kind == "event":
                page.blocked.append((body.first, body.last))
                continue
            inside = page.spans[body.inside - 1] if body.inside > 0 else None
            if body.rule == "name.organ_of_party" and inside is not None and inside.names[0].kind != "party":
                continue
            start, end = tokens.starts[body.first], tokens.end(body.last - 1)
            if inside is not None:
                end = max(end, inside.char_end)
            enter_body(session, page, start, end, body.kind, body.rule, inside)
        page.settle()

    def _read_administrations(self, page: Page, session: Session) -> None:
        for start, end in seated(page):
            for sighting in page.sightings_between(end, end + 1):
                place = sighting.places[0]
                owner = self._gazetteer.government_of(place.country_code) if place.country_code else None
                if owner is not None and not sighting.adjective and self._places.is_capital(place):
                    page.spans.append(Span(start, sighting.char_end, (owner,), "name.seated_government"))
        for start, end, name in party_governments(page):
            page.spans.append(Span(start, end, (name,), "name.party_government"))
        covered = bytearray(len(page.text) + 1)
        for span in page.spans:
            if span.names[0].kind != "person":
                covered[span.char_start : span.char_end] = b"\1" * (span.char_end - span.char_start)
        for sighting in page.sightings:
            if sighting.last - sighting.first > 1:
                covered[sighting.char_start : sighting.char_end] = b"\1" * (sighting.char_end - sighting.char_start)
        for found in administrations(page.tokens, covered, self._not_leaders, self._people.is_given_name):
            start, end = page.tokens.starts[found.first], page.tokens.end(found.last)
            page.spans.append(Span(start, end, (found.name,), "name.administration"))
            surname = page.tokens.words[found.surname]
            session.people.introduce((surname,), surname)
            told = country_after(page, end) or country_before(page, start)
            if told is not None:
                session.state_country(found.name, page, told, "name.country_beside")
                continue
            told, rule = self._country_of_leader(session, page, found.name.name.rpartition(" ")[0], start, end)
            if told is not None:
                session.state_country(found.name, page, told, rule, 0.5)

    def _country_of_leader(
        self, session: Session, page: Page, leader: str, start: int, end: int
    ) -> tuple[ToldCountry | None, str]:
        """Return the country of a government under a leader's name: a known leader's, else that of the passage."""
        told = context_country(session, page, start, end)
        known = self._leaders.get(leader)
        if known is None:
            return told, "name.context_country"
        code = told.code if told is not None and told.code in known else known[0]
        return ToldCountry(code, start, end), "name.leader"

    def _people_of(self, page: Page) -> Sequence[PersonName]:
        if not page.tokens.capitals:
            return ()
        taken, flags = page.owner_without_people(), page.place_flags()
        every_noun = page.paragraph.language in NOUNS_IN_CAPITALS
        return self._people.find(page.tokens, page.roles, taken, flags, self._nouns, every_noun=every_noun)

    def _read_lone_people(self, session: Session) -> None:
        for page in session.pages:
            if page.paragraph.language in NOUNS_IN_CAPITALS:
                continue
            free = page.free_capitals()
            if not free:
                continue
            if not self._lone.may_find(page.tokens, free):
                continue
            found = self._lone.find(page.tokens, free, session.written(), page.words_of_people)
            for person in found:
                enter_lone_person(session, page, person.index, person.rule)
            if found:
                page.settle()

    def _read_unknown_acronyms(self, session: Session) -> None:
        for page in session.pages:
            if page.tokens.title_case or page.paragraph.kind in _NO_ACRONYMS:
                continue
            found = acronyms.unknown(page.tokens, page.free_capitals(), session.written)
            for index in found:
                start, end = page.tokens.starts[index], page.tokens.end(index)
                enter_body(session, page, start, end, "organisation", "name.unknown_acronym")
            if found:
                page.settle()


def _pages(paragraphs: Sequence[Paragraph], lines: Sequence[ReadLine]) -> list[Page]:
    """Return the paragraphs that may name somebody, with the known names and places in them."""
    pages = []
    for paragraph, line in zip(paragraphs, lines, strict=True):
        if line.named or may_credit(paragraph):
            page = Page(paragraph, paragraph.text, line.tokens, line.spans.copy(), line.sightings, line.roles)
            if "@" in page.text:
                page.spans += handles(page)
            pages.append(page)
    return pages


def _country_finder(
    places: PlaceReader, lexicon: NameLexicon, tokenise: Callable[[str], Tokens]
) -> Callable[[str], frozenset[str]]:
    """Return what tells the countries in a name. The same names come in document after document: it remembers some."""

    @lru_cache(maxsize=_REMEMBERED)
    def find(name: str) -> frozenset[str]:
        tokens = tokenise(match_form(name))
        return frozenset(s.country for s in places.sightings(tokens, lexicon.find(tokens).places) if s.country)

    return find


def _third_persons(vocabulary: Vocabulary) -> Iterator[str]:
    """Yield the third person of each English verb that names an event ("rejects")."""
    for row in vocabulary.tables.get("events", ()):
        if row["part_of_speech"] == "verb" and row["language"] == "en":
            yield from english_third_persons(row["lemma"])
