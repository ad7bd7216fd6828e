"""Everything that is looked up in a paragraph (names, places, roles), found in one pass over its characters."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate

from imcwp_data.extract.gazetteer_entries import Entry
from imcwp_data.extract.places import PlaceForm
from imcwp_data.extract.tokens import Tokens
from imcwp_data.record import Record
from imcwp_data.text.lexicon import Lexicon, Match, Payload
from imcwp_data.text.normalise import lower_form


class Found(Record, frozen=True):
    """What was found in a paragraph, each list in the order of the text and the longest first at each place."""

    names: list[Match[Entry]]
    places: list[Match[PlaceForm]]
    roles: list[Match[str]]


class _Bearers(Record, frozen=True):
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
        names: Iterable[Entry],
        places: Iterable[tuple[str, PlaceForm]],
        roles: Iterable[tuple[str, str]],
    ) -> None:
        names_of = _by_form((entry.lower, entry) for entry in names)
        places_of = _by_form((lower_form(surface), place) for surface, place in places)
        roles_of = _by_form((lower_form(surface), role) for surface, role in roles)
        bearers = {
            form: (_bearers(form, names_of.get(form, ()), places_of.get(form, ()), roles_of.get(form, ())),)
            for form in dict.fromkeys((*names_of, *places_of, *roles_of))
        }
        self._lexicon = Lexicon.of_forms(bearers, ignore_case=True)

    def find(self, tokens: Tokens) -> Found:
        """Return the matches of a text, whole words only, overlapping ones included."""
        return self.find_each([tokens], [lower_form(tokens.text)])[0]

    def find_each(self, paragraphs: Sequence[Tokens], lowered: Sequence[str]) -> list[Found]:
        """Return the matches of each of several texts; ``lowered`` are their lower forms.

        All are searched in one go: the lexicon is larger than a processor's cache, and what of it was just used for one
        text is still there for the next. No name goes on over the line's end that parts them.
        """
        if not paragraphs:
            return []
        text = "\n".join([tokens.text for tokens in paragraphs])
        form = "\n".join(lowered)
        ends = list(accumulate([len(tokens.text) + 1 for tokens in paragraphs]))
        found = [Found([], [], []) for _ in paragraphs]
        at, shift, stop = 0, 0, ends[0]
        here = found[0]
        bearers = self._lexicon.payloads
        for start, less, index in self._lexicon.places_in_form(form):
            if start >= stop:
                at = bisect_right(ends, start)
                shift, stop = ends[at - 1], ends[at]
                here = found[at]
            called = bearers[index][0]
            names, places, roles = called.names, called.places, called.roles
            if called.small is not None and form[start:-less] == text[start:-less]:
                names, places = called.small
            if names:
                here.names.append(Match(start - shift, -less - shift, names))
            if places:
                here.places.append(Match(start - shift, -less - shift, places))
            if roles:
                here.roles.append(Match(start - shift, -less - shift, roles))
        return found

    def knows_word_of(self, tokens: Tokens) -> bool:
        """Tell whether names or places stand in a text, were it written in capitals."""
        found = self._lexicon.find_in_form(lower_form(tokens.text))
        return any(match.payloads[0].names or match.payloads[0].places for match in found)


def _by_form(surfaces: Iterable[tuple[str, Payload]]) -> Mapping[str, tuple[Payload, ...]]:
    """Group what surfaces mean by their lower forms."""
    # Nearly all forms have one meaning: a tuple that grows is cheaper than a list for each.
    grouped: dict[str, tuple[Payload, ...]] = {}
    for form, payload in surfaces:
        if form:
            grouped[form] = (*grouped[form], payload) if form in grouped else (payload,)
    return grouped


def _bearers(form: str, names: tuple[Entry, ...], places: tuple[PlaceForm, ...], roles: tuple[str, ...]) -> _Bearers:
    small = None
    if " " not in form and (names or places):
        # "it", "who" and "us" are words of every text: the acronyms have capitals.
        own_names = tuple(entry for entry in names if not entry.exact or entry.surface == form)
        small = own_names, tuple(place for place in places if place[0] == form)
    return _Bearers(names, places, roles, small)
