"""What is known of a document's names while it is read: defined acronyms, people met, bodies found by shape."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from imcwp_data.extract import acronyms
from imcwp_data.extract.gazetteer import Gazetteer
from imcwp_data.extract.name_page import Page
from imcwp_data.extract.name_records import Span, Stated
from imcwp_data.extract.people import PersonName
from imcwp_data.extract.person_memory import PersonMemory
from imcwp_data.extract.surface_index import SurfaceIndex
from imcwp_data.model import Document
from imcwp_data.text.normalise import match_form, slug
from imcwp_data.vocabulary import Name

_BRACKET = re.compile(r"\(([^\W_][^()\s]{1,15})\)")
_LEADING = re.compile(r"^(?:the|The|la|el|La|El|los|Los)\s+")
_CREDIT_KINDS = frozenset({"byline", "source_note", "date", "body", "caption", "boilerplate", "tags"})


class Session:
    """The state of one document's reading."""

    def __init__(self, document: Document, gazetteer: Gazetteer) -> None:
        self._document = document
        self._gazetteer = gazetteer
        self.pages: list[Page] = []
        self.defined: dict[str, Name] = {}
        self.stated: list[Stated] = []
        self._people = PersonMemory()
        self._again = SurfaceIndex()
        self._bodies: dict[str, Name] = {}
        self._links: dict[str, Name] = {}
        self._country = self._dateline_country()

    def meet_known_people(self) -> None:
        """Introduce the people whom the vocabulary knows, so that other spellings are linked to them."""
        for page in self.pages:
            for span in page.spans:
                if span.names[0].kind == "person":
                    surface = page.text[span.char_start : span.char_end]
                    self._people.introduce(tuple(surface.split()), surface, span.names[0])

    # --- credits

    def read_credits(self) -> None:
        """Enter author, outlet and agency where the page credits them."""
        document = self._document
        for credited, kind in ((document.outlet, "outlet"), (document.agency, "outlet"), (document.author, "person")):
            if not credited:
                continue
            for part in re.split(r"\s+(?:and|y|&)\s+|,\s+", credited) if kind == "person" else [credited]:
                self._credit(part.strip(), kind)

    def _credit(self, surface: str, kind: str) -> None:
        if not surface:
            return
        found = False
        for page in self.pages:
            if page.paragraph.kind not in _CREDIT_KINDS:
                continue
            start = match_form(page.text).find(match_form(surface))
            if start < 0:
                continue
            end = start + len(surface)
            if any(span.char_start <= start and end <= span.char_end for span in page.spans):
                found = True
                continue
            if kind == "person":
                name = self._people.introduce(tuple(surface.split()), surface, self._gazetteer.person(surface))
                rule = "person.credit"
            else:
                name, rule = Name(slug(surface), surface, kind, None, None, ()), "name.credit"
            page.spans.append(Span(start, end, (name,), rule))
            page.settle()
            self._again.add(surface, name, rule)
            found = True
            if page.paragraph.kind in ("byline", "source_note", "date"):
                break
        if found:
            return

    # --- acronyms

    def read_definitions(self) -> None:
        """Enter the acronyms that stand beside the full names of known participants."""
        for page in self.pages:
            added = False
            for span in page.spans:
                if span.names[0].kind == "person":
                    continue
                added |= self._definition(page, span)
            if added:
                page.settle()

    def _definition(self, page: Page, span: Span) -> bool:
        bearers = frozenset(
            match_form(form) for name in span.names for form in (name.acronym or "", *name.other_names) if form and " " not in form
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
        return any(len(form) < len(lowered) and match_form(form).lower() in lowered for form in (name.name, *name.other_names) if " " in form)

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
            self.stated.append(Stated(name.participant_id, "country_code", told[0], page.paragraph.position, told[1], told[2], "name.apposed_country"))
        elif self._country is not None and kind in ("organisation", "government") and name.country_code is None:
            code, position, begin, stop = self._country
            self.stated.append(Stated(name.participant_id, "country_code", code, position, begin, stop, "name.dateline_country", 0.5))
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
        bearers = [bearer for bearer in self._gazetteer.acronym(form) if bearer.kind == name.kind]
        if self._gazetteer.acronym(form) and not acronyms.initials_match(page.text[span.char_start : span.char_end], form):
            # "Labour Party (EMEP)": a short form of a name that the vocabulary knows by its acronym.
            if len(bearers) == 1:
                self._links[name.participant_id] = bearers[0]
                self.stated.append(_acronym(bearers[0], told, page))
            return
        self.define(form, name)
        page.spans.append(Span(told.char_start, told.char_end, (name,), "name.acronym_defined", acronym=True))
        self.stated.append(_acronym(name, told, page))

    def bodies_before_acronyms(self, page: Page, kind_of: Callable[[str], str]) -> None:
        """Enter bodies that only their acronym in brackets shows to be one: "Jamaicans in Solidarity with Cuba (JSC)"."""
        added = False
        for match in _BRACKET.finditer(page.text):
            start, end = match.span(1)
            if not acronyms.looks_like_acronym(match[1]) or any(s.char_start <= start < s.char_end for s in page.spans):
                continue
            begin = acronyms.name_before(page.text, match.start(), match[1])
            if begin is None or any(s.char_start < match.start() and begin < s.char_end for s in page.spans):
                continue
            surface = page.text[begin : match.start()].rstrip()
            self.body(page, begin, begin + len(surface), kind_of(surface), "name.acronym_initials", None)
            added = True
        if added:
            page.settle()

    def _organ(self, surface: str) -> Name:
        """Return a party's organ that is named without its party: it belongs to the party that speaks."""
        speaker = self._speaker()
        if speaker is None:
            return Name(slug(surface), surface, "party_body", None, None, ())
        full = f"{surface} of the {speaker.name}"
        return Name(slug(full), full, "party_body", None, speaker.country_code, ())

    def _speaker(self) -> Name | None:
        for page in self.pages:
            if page.paragraph.kind in ("title", "heading", "boilerplate", "byline"):
                for span in page.spans:
                    if span.names[0].kind == "party":
                        return span.names[0]
        return None

    def _country_in(self, page: Page, start: int, end: int) -> str | None:
        codes = [
            s.places[0].country_code
            for s in page.sightings
            if start <= page.tokens.starts[s.first] < end and s.places[0].country_code
        ]
        return codes[-1] if codes else None

    def _apposed_country(self, page: Page, end: int) -> tuple[str, int, int] | None:
        """Return the country in ", a Mexican trade union club" after a name, with its characters."""
        match = re.compile(r",\s+(?:an?|the)\s+").match(page.text, end)
        if match is None:
            return None
        for s in page.sightings:
            if page.tokens.starts[s.first] == match.end() and s.adjective and s.places[0].country_code:
                return s.places[0].country_code, match.end(), page.tokens.ends[s.last - 1]
        return None

    def _dateline_country(self) -> tuple[str, int, int, int] | None:
        """Return the country that a dateline names after its town ("HAVANA, Cuba, Nov 6"), with its characters."""
        town = self._document.dateline_place
        if not town:
            return None
        for paragraph in self._document.paragraphs:
            head = paragraph.text[: len(town) + 60]
            if head.casefold().startswith(town.casefold() + ", "):
                match = re.match(r"[^\W\d_][^,(]{2,40}", head[len(town) + 2 :])
                code = self._gazetteer.country_code(match.group().strip()) if match else None
                if code and match:
                    return code, paragraph.position, len(town) + 2, len(town) + 2 + len(match.group().strip())
        return None

    # --- people

    def person(self, page: Page, found: PersonName) -> None:
        """Enter a person found by evidence, with role and affiliation where told."""
        tokens = page.tokens
        start, end = tokens.starts[found.first], tokens.ends[found.last - 1]
        surface = page.text[start:end]
        words = tokens.words[found.first : found.last]
        name = self._people.introduce(words, surface, self._gazetteer.person(surface))
        page.spans.append(Span(start, end, (name,), found.rule))
        if len(words) > 1:
            self._again.add(surface, name, found.rule)
        if found.role_start is None or found.role_end is None:
            return
        role = page.text[found.role_start : found.role_end]
        position = page.paragraph.position
        self.stated.append(Stated(name.participant_id, "role", role, position, found.role_start, found.role_end, found.rule))
        for span in page.spans:
            inside = found.role_start <= span.char_start and span.char_end <= found.role_end
            beside = page.text[found.role_end : span.char_start] == ", " and found.role_end > start
            if (inside or beside) and span.names[0].kind != "person":
                affiliation = self.defined.get(match_form(page.text[span.char_start : span.char_end]), span.names[0])
                self.stated.append(
                    Stated(name.participant_id, "affiliation_id", affiliation.participant_id, position, span.char_start, span.char_end, found.rule)
                )
                break

    # --- the document as a whole

    def link_short_names(self) -> None:
        """Link a body's short name to the longer name that ends with it: "the Foreign Ministry", "the Government"."""
        longer = [
            (match_form(page.text[s.char_start : s.char_end]), s.names[0])
            for page in self.pages
            for s in page.spans
            if s.names[0].kind in ("government", "organisation") and not s.acronym
        ]
        for form, name in self._bodies.items():
            if " " not in form:
                continue
            for other, owner in longer:
                if other != form and other.endswith(" " + form) and owner.participant_id != name.participant_id:
                    self._links[name.participant_id] = owner
                    break

    def linked(self, name: Name) -> Name:
        """Return the name that a short name stands for."""
        return self._links.get(name.participant_id, name)

    def find_again(self) -> None:
        """Find the names that the document introduced wherever they stand, and people by one of their names."""
        government: Name | None = None
        for page in self.pages:
            added = False
            for first, last, name, rule in self._again.find(page.tokens, page.owner):
                page.spans.append(Span(page.tokens.starts[first], page.tokens.ends[last - 1], (name,), rule, acronym=name.name != page.text[page.tokens.starts[first] : page.tokens.ends[last - 1]]))
                added = True
            if added:
                page.settle()
            self._people_again(page)
            government = self._governments_again(page, government)
            page.settle()

    def _people_again(self, page: Page) -> None:
        tokens = page.tokens
        words = self._people.words
        for index, word in enumerate(tokens.words):
            if word not in words or page.owner[index]:
                continue
            joined = index + 1 < len(tokens) and tokens.gap(index + 1) == " " and tokens.capitalised(index + 1) and not page.owner[index + 1]
            if joined and not tokens.title_case and tokens.lower[index + 1] != "'s":
                continue
            name = self._people.by_word(word)
            if name is not None and not any(
                s.first <= index < s.last and (s.adjective or s.places[0].kind != "city") for s in page.sightings
            ):
                page.spans.append(Span(tokens.starts[index], tokens.ends[index], (name,), "person.short_name"))

    def _governments_again(self, page: Page, government: Name | None) -> Name | None:
        """Read "the Government" in capitals as the government that was named before it."""
        tokens = page.tokens
        for index, word in enumerate(tokens.words):
            number = page.owner[index]
            if number > 0 and page.spans[number - 1].names[0].participant_id.startswith("government-of-"):
                government = page.spans[number - 1].names[0]
            elif word in ("Government", "Gobierno") and number == 0 and government is not None and index:
                if tokens.lower[index - 1] in ("the", "our", "el", "del", "al", "nuestro") and not page.headline:
                    page.spans.append(Span(tokens.starts[index], tokens.ends[index], (government,), "name.the_government"))
        return government

    def named_in_full(self) -> frozenset[str]:
        """Return the participants that the document names otherwise than by an acronym."""
        return frozenset(
            s.names[0].participant_id for page in self.pages for s in page.spans if not s.acronym and len(s.names) == 1
        )


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
        name.participant_id, "acronym", told.surface, page.paragraph.position, told.char_start, told.char_end, "name.acronym_defined"
    )
