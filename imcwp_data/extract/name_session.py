"""What is known of a document's names while it is read: defined acronyms, people met, bodies found by shape."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cached_property

from imcwp_data.extract import acronyms
from imcwp_data.extract.gazetteer import Gazetteer
from imcwp_data.extract.name_credits import dateline_country
from imcwp_data.extract.name_page import Page
from imcwp_data.extract.name_records import Span, Stated
from imcwp_data.extract.people import PersonName
from imcwp_data.extract.person_memory import PersonMemory
from imcwp_data.extract.surface_index import SurfaceIndex
from imcwp_data.model import Document
from imcwp_data.text.normalise import match_form, slug
from imcwp_data.vocabulary import Name

_BRACKET = re.compile(r"\(([^\W_][^()\s]{1,15})\)")
_APPOSED = re.compile(r",\s+(?:an?|the)\s+")
_LEADING = re.compile(r"^(?:the|The|la|el|La|El|los|Los)\s+")


class Session:
    """The state of one document's reading."""

    def __init__(self, document: Document, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self.pages: list[Page] = []
        self.defined: dict[str, Name] = {}
        self.stated: list[Stated] = []
        self._people = PersonMemory()
        self._again = SurfaceIndex()
        self._bodies: dict[str, Name] = {}
        self._links: dict[str, Name] = {}
        self._country = dateline_country(document, gazetteer)

    # --- acronyms

    def read_definitions(self) -> None:
        """Enter the acronyms that stand beside the full names of known participants."""
        for page in self.pages:
            added = False
            for span in list(page.spans):
                if span.names[0].kind == "person":
                    continue
                added |= self._definition(page, span)
            if added:
                page.settle()

    def _definition(self, page: Page, span: Span) -> bool:
        bearers = frozenset(
            match_form(form)
            for name in span.names
            for form in (name.acronym or "", *name.other_names)
            if form and " " not in form
        )
        if span.acronym:
            return False
        told = acronyms.following(page.text, span.char_end, bearers)
        if told is None:
            return False
        form = match_form(told.surface)
        rivals = self._gazetteer.acronym(form)
        own = [name for name in span.names if name in rivals or form in bearers]
        surface = page.text[span.char_start : span.char_end]
        inner = next((rival for rival in rivals if self._inside(rival, surface)), None)
        if not own and inner is not None:
            # "Working Group of the International Meeting ... (IMCWP)": the acronym is that of the name within.
            self.define(form, inner)
            self.stated.append(_acronym(inner, told, page))
            return False
        if not own and rivals and not acronyms.initials_match(surface, form):
            return False
        if not own and self._gazetteer.is_place_word(form):
            return False
        name = (own or list(span.names))[0]
        self.define(form, name)
        page.spans.append(Span(told.char_start, told.char_end, (name,), "name.acronym_defined", acronym=True))
        self.stated.append(_acronym(name, told, page))
        return True

    def state_acronym(self, name: Name, page: Page, span: Span) -> None:
        """Enter an acronym that stands apart from the full name, where the document has both."""
        told = acronyms.Definition(page.text[span.char_start : span.char_end], span.char_start, span.char_end)
        self.stated.append(replace(_acronym(name, told, page), rule="name.acronym_known", certainty=0.8))

    def define(self, form: str, name: Name) -> None:
        """Let an acronym mean a name for the rest of the document; the first definition holds."""
        self.defined.setdefault(form, name)
        self._again.add(form, name, "name.acronym_defined")

    @staticmethod
    def _inside(name: Name, surface: str) -> bool:
        lowered = match_form(surface).lower()
        return any(
            len(form) < len(lowered) and match_form(form).lower() in lowered
            for form in (name.name, *name.other_names)
            if " " in form
        )

    # --- bodies

    def body(self, page: Page, start: int, end: int, kind: str, rule: str, inside: Span | None) -> Name:
        """Enter a body found by its shape and return who it is."""
        surface = _LEADING.sub("", page.text[start:end])
        start = end - len(surface)
        known = self._gazetteer.nearly(surface) if kind == "party" else None
        if known is not None:
            page.spans.append(Span(start, end, (known,), "name.misspelled"))
            return known
        country = inside.names[0].country_code if inside is not None and kind == "party_body" else None
        if country is None and kind in ("party", "government"):
            country = self._country_in(page, start, end)
        if rule == "name.party_organ":
            name = self._organ(surface)
        else:
            name = self._bodies.get(match_form(surface)) or Name(slug(surface), surface, kind, None, country, ())
        self._bodies.setdefault(match_form(surface), name)
        page.spans.append(Span(start, end, (name,), rule))
        told = self._apposed_country(page, end)
        if told is not None:
            self.stated.append(
                Stated(
                    name.participant_id,
                    "country_code",
                    told[0],
                    page.paragraph.position,
                    told[1],
                    told[2],
                    "name.apposed_country",
                )
            )
        elif self._country is not None and kind in ("organisation", "government") and name.country_code is None:
            code, position, begin, stop = self._country
            self.stated.append(
                Stated(name.participant_id, "country_code", code, position, begin, stop, "name.dateline_country", 0.5)
            )
        if rule != "name.party_organ":
            self._again.add(surface, name, rule)
            short = _capital_part(surface)
            if short:
                self._again.add(short, name, rule)
        self._definition_of_body(page, Span(start, end, (name,), rule), name)
        return name

    def _definition_of_body(self, page: Page, span: Span, name: Name) -> None:
        told = acronyms.following(page.text, span.char_end, frozenset())
        if told is None or self._gazetteer.is_place_word(match_form(told.surface)):
            return
        form = match_form(told.surface)
        surface = page.text[span.char_start : span.char_end]
        bearers = self._gazetteer.acronym(form)
        if bearers and not acronyms.initials_match(surface, form):
            parties = [
                bearer for bearer in bearers if bearer.kind == name.kind == "party" and _akin(surface, bearer.name)
            ]
            if len(parties) == 1:
                # "Labour Party (EMEP)": a short form of a name that the vocabulary knows by its acronym.
                self.link(name, parties[0])
                self.stated.append(_acronym(parties[0], told, page))
                return
            if any(bearer.kind in ("party", "intergovernmental") for bearer in bearers):
                # "Youth Committee (KKE)" tells whose it is.
                return
        self.define(form, name)
        page.spans.append(Span(told.char_start, told.char_end, (name,), "name.acronym_defined", acronym=True))
        self.stated.append(_acronym(name, told, page))

    def bodies_before_acronyms(self, page: Page, kind_of: Callable[[str], str]) -> None:
        """Enter bodies that only their acronym in brackets shows to be one: "Dockers for Peace and Bread (DPB)"."""
        added = False
        for match in _BRACKET.finditer(page.text):
            start, end = match.span(1)
            if not acronyms.looks_like_acronym(match[1]) or page.covered(start, end):
                continue
            begin = acronyms.name_before(page.text, match.start(), match[1])
            if begin is None or page.covered(begin, match.start()):
                continue
            surface = page.text[begin : match.start()].rstrip()
            self.body(page, begin, begin + len(surface), kind_of(surface), "name.acronym_initials", None)
            added = True
        if added:
            page.settle()

    def _organ(self, surface: str) -> Name:
        """Return a party's organ that is named without its party: it belongs to the party that speaks."""
        speaker = self._speaker
        if speaker is None:
            return Name(slug(surface), surface, "party_body", None, None, ())
        full = f"{surface} of the {speaker.name}"
        return Name(slug(full), full, "party_body", None, speaker.country_code, ())

    @cached_property
    def _speaker(self) -> Name | None:
        """The party that the page's head names first."""
        for page in self.pages:
            if page.paragraph.kind in ("title", "heading", "boilerplate", "byline"):
                for span in page.spans:
                    if span.names[0].kind == "party":
                        return span.names[0]
        return None

    def _country_in(self, page: Page, start: int, end: int) -> str | None:
        codes = (s.places[0].country_code for s in page.sightings_between(start, end))
        return next((code for code in codes if code), None)

    def _apposed_country(self, page: Page, end: int) -> tuple[str, int, int] | None:
        """Return the country in ", a Norwegian choir" after a name, with its characters."""
        match = _APPOSED.match(page.text, end)
        if match is None:
            return None
        for s in page.sightings_between(match.end(), match.end() + 1):
            if s.adjective and s.places[0].country_code:
                return s.places[0].country_code, s.char_start, s.char_end
        return None

    # --- people

    def person(self, page: Page, found: PersonName) -> None:
        """Enter a person found by evidence, with role and affiliation where told."""
        tokens = page.tokens
        start, end = tokens.starts[found.first], tokens.ends[found.last - 1]
        surface = page.text[start:end]
        words = tokens.words[found.first : found.last]
        name = self._people.introduce(words, surface)
        page.spans.append(Span(start, end, (name,), found.rule))
        if len(words) > 1:
            self._again.add(surface, name, found.rule)
        if found.role_start is None or found.role_end is None:
            return
        role = page.text[found.role_start : found.role_end]
        position = page.paragraph.position
        self.stated.append(
            Stated(name.participant_id, "role", role, position, found.role_start, found.role_end, found.rule)
        )
        affiliated = self._affiliation(page, found.role_start, found.role_end, before=found.role_end <= start)
        if affiliated is not None:
            self._affiliate(name, affiliated, page, found.rule)

    def _affiliation(self, page: Page, start: int, end: int, *, before: bool) -> Span | None:
        """Return the first body in a role, or right after it ("Consul, Embassy of ...")."""
        first, last = page.tokens.at(start), page.tokens.at(end)
        if not before and last < len(page.tokens) and page.text[end : page.tokens.starts[last]] == ", ":
            last += 1
        for number in page.owner[first:last]:
            if number > 0 and page.spans[number - 1].names[0].kind != "person":
                return page.spans[number - 1]
        return None

    def _affiliate(self, person: Name, span: Span, page: Page, rule: str) -> None:
        surface = match_form(page.text[span.char_start : span.char_end])
        body = self.defined.get(surface, span.names[0])
        place = (page.paragraph.position, span.char_start, span.char_end)
        self.stated.append(Stated(person.participant_id, "affiliation_id", body.participant_id, *place, rule))

    @property
    def again(self) -> SurfaceIndex:
        """The names that the document introduced."""
        return self._again

    @property
    def people(self) -> PersonMemory:
        """The people met so far."""
        return self._people

    @property
    def bodies(self) -> Mapping[str, Name]:
        """The bodies found by their shape, by their names in match form."""
        return self._bodies

    @property
    def dateline_country(self) -> str | None:
        """The country that the dateline names, None without one."""
        return self._country[0] if self._country is not None else None

    def link(self, name: Name, owner: Name) -> None:
        """Let a short name stand for another."""
        self._links[name.participant_id] = owner

    def linked(self, name: Name) -> Name:
        """Return the name that a short name stands for."""
        return self._links.get(name.participant_id, name)

    def named_in_full(self) -> frozenset[str]:
        """Return the participants that the document names otherwise than by an acronym."""
        return frozenset(
            s.names[0].participant_id for page in self.pages for s in page.spans if not s.acronym and len(s.names) == 1
        )


def _akin(surface: str, name: str) -> bool:
    """Tell whether a short name of a party shares a word with the full one besides "party"."""
    words = {word.lower() for word in match_form(surface).split()} - {"party", "partido", "of", "the", "de"}
    return not words.isdisjoint(match_form(name).lower().split())


def _capital_part(surface: str) -> str | None:
    """Return the capitals that a name begins with before its noun in small letters: "Bridges of Love" (project)."""
    words = surface.split()
    last = max((i for i, word in enumerate(words) if word[0].isupper()), default=-1)
    if last in (-1, len(words) - 1):
        return None
    part = words[: last + 1]
    return " ".join(part) if len(part) > 1 or acronyms.looks_like_acronym(part[0]) else None


def _acronym(name: Name, told: acronyms.Definition, page: Page) -> Stated:
    return Stated(
        name.participant_id,
        "acronym",
        told.surface,
        page.paragraph.position,
        told.char_start,
        told.char_end,
        "name.acronym_defined",
    )
