"""Everything that is looked up in a paragraph (names, places, roles), found in one pass over its characters."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from imcwp_data.extract.gazetteer_entries import Entry
from imcwp_data.extract.places import PlaceForm
from imcwp_data.extract.tokens import Tokens
from imcwp_data.text.lexicon import Lexicon, Match
from imcwp_data.text.normalise import lower_form


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in a paragraph, each list in the order of the text and the longest first at each place."""

    names: list[Match[Entry]] = field(default_factory=list)
    places: list[Match[PlaceForm]] = field(default_factory=list)
    roles: list[Match[str]] = field(default_factory=list)


class _Bearers(NamedTuple):
    """Who and what is called by one name."""

    names: tuple[Entry, ...]
    places: tuple[PlaceForm, ...]
    roles: tuple[str, ...]
    small: tuple[tuple[Entry, ...], tuple[PlaceForm, ...]] | None
    """Of a single word, the names and places that it may mean in small letters."""


class NameLexicon:
    """One index of the surfaces that the readers of names, of places and of roles look for."""

    def __init__(
        self,
        names: Iterable[tuple[str, Entry]],
        places: Iterable[tuple[str, PlaceForm]],
        roles: Iterable[tuple[str, str]],
    ) -> None:
        forms: dict[str, tuple[list[Entry], list[PlaceForm], list[str]]] = {}
        for surface, entry in names:
            forms.setdefault(lower_form(surface), ([], [], []))[0].append(entry)
        for surface, place in places:
            forms.setdefault(lower_form(surface), ([], [], []))[1].append(place)
        for surface, role in roles:
            forms.setdefault(lower_form(surface), ([], [], []))[2].append(role)
        self._lexicon = Lexicon(
            ((form, _bearers(form, *bearers)) for form, bearers in forms.items()), ignore_case=True
        )

    def find(self, tokens: Tokens) -> Found:
        """Return the matches of a text, whole words only, overlapping ones included."""
        found = Found()
        text, form = tokens.text, lower_form(tokens.text)
        add_name, add_place, add_role = found.names.append, found.places.append, found.roles.append
        for start, end, ((names, places, roles, small),) in self._lexicon.find_in_form(form):
            if small is not None and form[start:end] == text[start:end]:
                names, places = small
            if names:
                add_name(Match(start, end, names))
            if places:
                add_place(Match(start, end, places))
            if roles:
                add_role(Match(start, end, roles))
        return found

    def knows_word_of(self, tokens: Tokens) -> bool:
        """Tell whether names or places stand in a text, were it written in capitals."""
        found = self._lexicon.find_in_form(lower_form(tokens.text))
        return any(match.payloads[0].names or match.payloads[0].places for match in found)


def _bearers(form: str, names: list[Entry], places: list[PlaceForm], roles: list[str]) -> _Bearers:
    small = None
    if " " not in form and (names or places):
        # "it", "who" and "us" are words of every text: the acronyms have capitals.
        own_names = tuple(entry for entry in names if not entry.exact or entry.surface == form)
        small = own_names, tuple(place for place in places if place[0] == form)
    return _Bearers(tuple(names), tuple(places), tuple(roles), small)
