"""What is known of a document's names while it is read: defined acronyms, people met, bodies found by shape."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from imcwp_data.extract import acronyms
from imcwp_data.extract.gazetteer import Gazetteer
from imcwp_data.extract.name_countries import ToldCountry, dateline_country
from imcwp_data.extract.name_page import Page
from imcwp_data.extract.name_records import Span, Stated
from imcwp_data.extract.person_memory import PersonMemory
from imcwp_data.extract.surface_index import SurfaceIndex
from imcwp_data.extract.tokens import Tokens
from imcwp_data.model import Document
from imcwp_data.text.normalise import match_form
from imcwp_data.vocabulary import Name


class Session:
    """The state of one document's reading."""

    def __init__(self, document: Document, gazetteer: Gazetteer, texts: Sequence[Tokens]) -> None:
        self.gazetteer = gazetteer
        self.pages: list[Page] = []
        self.defined: dict[str, Name] = {}
        self.stated: list[Stated] = []
        self.people = PersonMemory()
        self.again = SurfaceIndex()
        # Bodies found by their shape, by their names in match form.
        self.bodies: dict[str, Name] = {}
        # Organs of parties, by their own words and their party.
        self.organs: dict[tuple[str, str], Name] = {}
        self._links: dict[str, Name] = {}
        self._told_acronyms: set[tuple[str, str]] = set()
        self.dateline: ToldCountry | None = dateline_country(document, gazetteer)
        # The country in which the document is at home, once its pages are known.
        self.home: ToldCountry | None = None
        # The party that speaks, as far as it was asked for: (is known, who).
        self.speaking: tuple[bool, Name | None] = (False, None)
        self._texts = texts
        self._written: frozenset[str] | None = None
        self._countries: frozenset[str] | None = None

    def written(self) -> frozenset[str]:
        """Return all words of the document, as they are written."""
        if self._written is None:
            self._written = frozenset().union(*[tokens.words for tokens in self._texts])
        return self._written

    def countries(self) -> frozenset[str]:
        """Return the countries that the unambiguous places and adjectives of all pages are of."""
        if self._countries is None:
            self._countries = frozenset().union(*[page.countries() for page in self.pages])
        return self._countries

    # --- acronyms

    def read_definitions(self) -> None:
        """Enter the acronyms that stand beside the full names of known participants."""
        for page in self.pages:
            added = False
            text = page.text
            # Only what is there before: the acronyms that are added define no others.
            for span in tuple(page.spans):
                if not span.acronym and acronyms.may_follow(text, span.char_end) and span.names[0].kind != "person":
                    added |= self._definition(page, span)
            if added:
                page.settle()

    def _definition(self, page: Page, span: Span) -> bool:
        told = acronyms.following(page.text, span.char_end, lambda: _short_forms(span.names))
        if told is None:
            return False
        form = match_form(told.surface)
        rivals = self.gazetteer.acronym(form)
        own = [name for name in span.names if name in rivals]
        if len(own) < len(span.names) and form in _short_forms(span.names):
            own = list(span.names)
        surface = page.text[span.char_start : span.char_end]
        if not own:
            inner = next((rival for rival in rivals if self._inside(rival, surface)), None)
            if inner is not None:
                # "Working Group of the International Meeting ... (IMCWP)": the acronym is that of the name within.
                self.define(form, inner)
                self.stated.append(acronym_stated(inner, told, page))
                return False
            if rivals and not (acronyms.initials_match(surface, form) or acronyms.initials_fit(surface, form)):
                return False
            if self.gazetteer.is_place_word(form):
                return False
        name = (own or list(span.names))[0]
        self.define(form, name)
        page.spans.append(Span(told.char_start, told.char_end, (name,), "name.acronym_defined", acronym=True))
        self.stated.append(acronym_stated(name, told, page))
        return True

    def state_acronym(self, name: Name, page: Page, span: Span) -> None:
        """Enter an acronym that stands apart from the full name, where the document has both."""
        surface = page.text[span.char_start : span.char_end]
        if (name.participant_id, surface) in self._told_acronyms:
            # It was told before, no less surely.
            return
        self._told_acronyms.add((name.participant_id, surface))
        told = acronyms.Definition(surface, span.char_start, span.char_end)
        self.stated.append(acronym_stated(name, told, page, "name.acronym_known", 0.8))

    def define(self, form: str, name: Name) -> None:
        """Let an acronym mean a name for the rest of the document; the first definition holds."""
        self.defined.setdefault(form, name)
        self.again.add(form, name, "name.acronym_defined")

    @staticmethod
    def _inside(name: Name, surface: str) -> bool:
        lowered = match_form(surface).lower()
        return any(
            len(form) < len(lowered) and match_form(form).lower() in lowered
            for form in (name.name, *name.other_names)
            if " " in form
        )

    # --- links

    def state_country(self, name: Name, page: Page, told: ToldCountry, rule: str, certainty: float = 1.0) -> None:
        """Enter a country that a passage tells of a participant."""
        position = told.position or page.paragraph.position
        self.stated.append(
            Stated(
                name.participant_id,
                "country_code",
                told.code,
                position,
                told.char_start,
                told.char_end,
                rule,
                certainty,
            )
        )

    def link(self, name: Name, owner: Name) -> None:
        """Let a short name stand for another."""
        self._links[name.participant_id] = owner

    def has_links(self) -> bool:
        """Tell whether any short name stands for another."""
        return bool(self._links)

    def linked(self, name: Name) -> Name:
        """Return the name that a short name stands for."""
        return self._links.get(name.participant_id, name)

    def named_in_full(self) -> frozenset[str]:
        """Return the participants that the document names otherwise than by an acronym."""
        return frozenset(
            [
                span.names[0].participant_id
                for page in self.pages
                for span in page.spans
                if not span.acronym and len(span.names) == 1
            ]
        )


@lru_cache(maxsize=4096)
def _short_forms(names: tuple[Name, ...]) -> frozenset[str]:
    """Return the acronyms and names of one word that participants are known by."""
    return frozenset(
        match_form(form)
        for name in names
        for form in (name.acronym or "", *name.other_names)
        if form and " " not in form
    )


def acronym_stated(
    name: Name, told: acronyms.Definition, page: Page, rule: str = "name.acronym_defined", certainty: float = 1.0
) -> Stated:
    """Return the statement that a passage tells a participant's acronym; "PIT-Senegal" is "PIT" with its country."""
    surface = told.surface
    if not surface.isalpha():
        short, hyphen, country = match_form(surface).partition("-")
        if hyphen and (name.acronym == short or (acronyms.looks_like_acronym(short) and country[1:].islower())):
            surface = surface[: len(short)]
    end = told.char_start + len(surface)
    position = page.paragraph.position
    return Stated(name.participant_id, "acronym", surface, position, told.char_start, end, rule, certainty)
