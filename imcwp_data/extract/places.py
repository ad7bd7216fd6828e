"""Places of a paragraph, and the countries that act in it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence

from imcwp_data.extract.gazetteer_entries import plain
from imcwp_data.extract.place_use import ACTOR, ADDRESSEE, ATTRIBUTIVE, PLACE, uses
from imcwp_data.extract.place_words import NOUNS_AFTER_COUNTRY
from imcwp_data.extract.tokens import Tokens
from imcwp_data.extract.word_classes import FUNCTION_WORDS
from imcwp_data.model import PlaceMention
from imcwp_data.record import Record
from imcwp_data.text.normalise import match_form
from imcwp_data.vocabulary import Place, Vocabulary

ADJECTIVE = "adjective"
# What a government has, and a town has not, after its possessive: "Washington's long economic war".
_POLICY = re.compile(
    r"\s(?:[^\W\d_][\w-]*\s|\d+\S*\s){0,6}(?:policy|policies|war|wars|disregard|dedication|blockade|embargo|aggression|decision|refusal|"
    r"attempts?|pressure|sanctions|hostility|plans?|threats?|claims?|response|support|role|allies|ally|interests|foreign|"
    r"diplomacy|intervention|interference|campaign|strategy|ambitions?|demands?|obsession|efforts?|stance|position|crimes?|"
    r"lies|propaganda|failure|hatred|siege|ambassador|envoy|rulers|government|answer|reply|troops|army|forces|missiles|"
    r"bombs|planes|warships|silence|consent|orders|generals|puppets|word|line|leaders?|spokes\w+|officials?|version)\b"
)
# "talks between Lima and Quito" are those of governments.
_BETWEEN = re.compile(
    r"\b(?:talks|relations|tensions?|agreements?|deals?|wars?|conflicts?|ties|dialogue|contradictions?|rivalry|"
    r"negotiations?|clash(?:es)?|disputes?|pacts?|axis|alliance|treaty|cooperation|confrontation|quarrel|"
    r"understanding) between (?:[^\W\d_]\w* and )?\Z",
    re.IGNORECASE,
)
_CAPITAL_PLACE_BEFORE = frozenset(
    ("arrived arrives arrive travelled traveled returned flew sailed visit visited leave left bomb").split()
)
# What is a government's, and no town's, with "of": "the orders of Washington".
_OF_GOVERNMENTS = frozenset(
    (
        "policy policies plan plans order orders siege blockade embargo intrigues sanctions will whim whims dictates "
        "dictate hand hands puppets agents servants allies ally aims interests demands threats ambitions complicity "
        "approval consent pressure interference sovereignty obedience propaganda hostility lackeys vassals rulers "
        "political policía cerco bloqueo plan planes órdenes sanciones amenazas política políticas agresión "
        "agresiones presiones injerencia hostilidad intereses"
    ).split()
)
# Who or what is tied to a government: "the pact that ties us to Washington".
_TIED = frozenset("tie ties tied bind binds bound subordinate subordinated subservient loyal obedient beholden".split())
_DEMANDING = frozenset(
    "demand demands demanded demanding exige exigen exigir exigió exigieron reclama reclaman".split()
)
_ASKING = frozenset("does do did will would can could should must".split())
_MESSAGES = frozenset("message warning signal call appeal petition letter answer response opposition".split())


class Sighting(Record, frozen=True):
    """A place's or country adjective's name in a paragraph, words [first, last).

    ``part`` tells that it is part of a compound word; ``country`` is the one that all its bearers lie in.
    """

    first: int
    last: int
    places: tuple[Place, ...]
    adjective: bool
    char_start: int
    char_end: int
    part: bool = False
    country: str | None = None


class PlaceUse(Record, frozen=True):
    """A sighting decided: which place, and how it is used."""

    sighting: Sighting
    place: Place
    use: str
    rule: str


# A surface as the vocabulary writes it, with its place and whether it is a country's adjective.
PlaceForm = tuple[str, tuple[Place, bool]]


class PlaceReader:
    """Finds places; built from countries.csv and places.csv."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        entries: dict[tuple[str, str, bool], tuple[Place, bool]] = {}
        for place in vocabulary.places:
            for name in (place.name, *place.other_names):
                written = match_form(name)
                for form in (written,) if written.isascii() else (written, plain(written)):
                    entries.setdefault((form, place.place_id, False), (place, False))
        names = {(c.country_code, c.name) for c in vocabulary.countries}
        self._country_places = {
            place.country_code: place for place in vocabulary.places if (place.country_code, place.name) in names
        }
        for row in vocabulary.tables.get("country_names", ()):
            owner = self._country_places.get(row["country_code"])
            if owner is None:
                continue
            cells = [cell for language, cell in row.items() if language != "country_code" and cell]
            for name in (name for cell in cells for name in cell.split("; ")):
                entries.setdefault((match_form(name), owner.place_id, False), (owner, False))
        for country in vocabulary.countries:
            owner = self._country_places.get(country.country_code)
            if owner is None:
                continue
            for word in (*country.adjectives, *country.people):
                entries.setdefault((match_form(word), owner.place_id, True), (owner, True))
        self.surfaces = [(key[0], (key[0], value)) for key, value in sorted(entries.items(), key=lambda e: e[0])]
        self._capitals = _SEATS | {(c.capital, c.country_code) for c in vocabulary.countries if c.capital}

    def country_place(self, code: str | None) -> Place | None:
        """Return the place that is a country, by its code."""
        return self._country_places.get(code) if code else None

    def sightings(self, tokens: Tokens, hits: Sequence[tuple[int, int, tuple[PlaceForm, ...]]]) -> list[Sighting]:
        """Return the places and adjectives of a paragraph among what was found in it, the longest at each place.

        Each of the ``hits`` is its characters and what it may mean.
        """
        found: list[Sighting] = []
        if not hits:
            return found
        reached = 0
        text, starts = tokens.text, tokens.starts
        for start, end, meant in hits:
            if start < reached:
                continue
            surface = text[start:end]
            payloads = []
            for form, value in meant:
                if form == surface or _same_case(surface, form):
                    payloads.append(value)
            if not payloads:
                continue
            first = bisect_left(starts, start)
            if first < len(starts) and starts[first] == start:
                last = first + 1
                if last < len(starts) and starts[last] < end:
                    last = bisect_left(starts, end, last)
            else:
                last = bisect_left(starts, end, first)
                first -= 1
                if first < 0 or tokens.end(first) <= start:
                    continue
            if (
                surface[0].islower()
                and first > 1
                and tokens.words[first - 2][0].isupper()
                and tokens.lower[first - 1] == "de"
            ):
                # "Manolo de la Paz" does not name the town; "en la Habana" does.
                continue
            if len(payloads) == 1:
                # So it is nearly always.
                place, adjective = payloads[0]
                places: tuple[Place, ...] = (place,)
                country = place.country_code
            else:
                adjective = all(is_adjective for _, is_adjective in payloads)
                places = tuple(place for place, is_adjective in payloads if is_adjective == adjective)
                codes = {place.country_code for place in places}
                country = codes.pop() if len(codes) == 1 else None
            part = starts[first] != start or tokens.end(last - 1) > end
            found.append(Sighting(first, last, places, adjective, start, end, part, country))
            reached = end
        return found

    def decide(
        self,
        tokens: Tokens,
        sightings: Sequence[Sighting],
        near: Mapping[str, int],
        wide: Mapping[str, int],
        language: str = "en",
    ) -> list[PlaceUse]:
        """Return each sighting with its place and use.

        ``near`` counts the countries that the paragraph tells of, ``wide`` those of the document: they tell apart
        places of one name.
        """
        names: list[tuple[int, int]] = []
        chosen: list[Place] = []
        capitals: list[bool] = []
        active: list[bool] = []
        for sighting in sightings:
            place = sighting.places[0] if len(sighting.places) == 1 else _choose(sighting, near, wide)
            chosen.append(place)
            if not sighting.adjective:
                names.append((sighting.first, sighting.last))
                capital = self.is_capital(place)
                capitals.append(capital)
                active.append(capital or _may_act(place))
        result: list[PlaceUse] = []
        decided = iter(zip(uses(tokens, names, active, language), capitals, strict=True)) if names else iter(())
        for sighting, place in zip(sightings, chosen, strict=True):
            if sighting.adjective:
                result.append(PlaceUse(sighting, place, ADJECTIVE, "place.adjective"))
                continue
            use, capital = next(decided)
            if sighting.part and _in_compound(tokens.text, sighting):
                use = ATTRIBUTIVE
            elif capital:
                use = _use_of_capital(tokens, sighting, use)
            result.append(PlaceUse(sighting, place, use, "place.gazetteer"))
        return result

    def is_capital(self, place: Place) -> bool:
        """Tell whether a town stands for its country's government."""
        return place.kind == "city" and (place.name, place.country_code) in self._capitals


def _in_compound(text: str, sighting: Sighting) -> bool:
    before, after = sighting.char_start - 1, sighting.char_end
    return (before >= 0 and text[before] == "-") or text.startswith("-", after)


# Towns that stand for a government though they are no capital, or not the only one.
_SEATS = {("Colombo", "LK"), ("Tel Aviv", "IL"), ("The Hague", "NL"), ("La Paz", "BO")}


# Regions whose names are adjectives too: "the Caribbean nations".
_ADJECTIVAL_REGIONS = frozenset(
    "Caribbean Atlantic Pacific Baltic Mediterranean Arctic Aegean Ionian Adriatic Balkans Amazon Antilles".split()
)


def _may_act(place: Place) -> bool:
    """Tell whether a place's name may stand for something else than the place: a state, or an adjective."""
    return place.kind in ("country", "territory") or place.name in _ADJECTIVAL_REGIONS


def _same_case(surface: str, form: str) -> bool:
    """Accept a name as it is written in the vocabulary, in capitals throughout, or a region with a small first word."""
    if surface == form:
        return True
    if surface.isupper():
        return len(surface) > 3 and form[0].isupper()
    words, known = surface.split(), form.split()
    directions = ("west", "east", "north", "south", "western", "eastern", "northern", "southern", "central", "the")
    return len(words) == len(known) > 1 and all(
        a == b or a.lower() in directions or (a.lower() == b.lower() and a.lower() in FUNCTION_WORDS)
        for a, b in zip(words, known, strict=True)
    )


def _choose(sighting: Sighting, near: Mapping[str, int], wide: Mapping[str, int]) -> Place:
    def weight(place: Place) -> tuple[int, int, int, str]:
        code = place.country_code or ""
        beside = wide.get(code, 0) if place.kind == "city" else 0
        return (-near.get(code, 0), -beside, place.rank, place.place_id)

    return min(sighting.places, key=weight)


def _use_of_capital(tokens: Tokens, sighting: Sighting, use: str) -> str:
    """A capital is its government unless something says that the town is meant."""
    first, last = sighting.first, sighting.last
    before = tokens.lower[first - 1] if first and tokens.gaps[first] == " " else ""
    after = tokens.gaps[last] if last < len(tokens.words) else "\n"
    if last < len(tokens.words) and (tokens.lower[last] == "'s" or after == "' "):
        end = tokens.end(last) if tokens.lower[last] == "'s" else tokens.end(last - 1) + 1
        return ACTOR if _POLICY.match(tokens.text, end) else use
    if before in ("between", "and") and _BETWEEN.search(
        tokens.text[max(0, tokens.starts[first] - 60) : tokens.starts[first]]
    ):
        return ACTOR
    if (
        before.endswith(("ing", "ed"))
        and last < len(tokens.words)
        and tokens.lower[last] in ("from", "of", "to", "that")
        and after == " "
    ):
        return use if before in _CAPITAL_PLACE_BEFORE else ACTOR
    if before in ("by", "against", "with", "towards", "toward") and not after.startswith(","):
        return ACTOR
    if use == ATTRIBUTIVE:
        # "the Lisbon meeting" is held in the town, "the Washington embassy" is the government's.
        return ACTOR if last < len(tokens.words) and tokens.lower[last] in NOUNS_AFTER_COUNTRY else PLACE
    if first > 1 and tokens.gaps[first - 1] == " " and _governments_own(tokens, first, last, before):
        return ACTOR
    return use


def _governments_own(tokens: Tokens, first: int, last: int, before: str) -> bool:
    """Tell whether the words before a capital's name speak of a government: orders of it, ties to it, demands."""
    noun = tokens.lower[first - 2]
    if before == "to":
        return noun in _MESSAGES or any(word in _TIED for word in tokens.lower[max(0, first - 4) : first - 1])
    if before in ("of", "from", "de"):
        return noun in _DEMANDING or (before != "from" and noun in _OF_GOVERNMENTS)
    if before in _ASKING:
        after = tokens.lower[last] if last < len(tokens.words) and tokens.gaps[last] == " " else ""
        return bool(after) and after[0].islower() and after not in FUNCTION_WORDS
    return False


def mention_of(position: int, text: str, start: int, end: int, place: Place, rule: str) -> PlaceMention:
    """Return the record of a place where it stands."""
    return PlaceMention(
        position, start, end, text[start:end], place.place_id, place.name, place.kind, place.country_code,
        place.latitude, place.longitude, rule,
    )  # fmt: skip


STATE_RULES = {
    ACTOR: "state.actor",
    ADDRESSEE: "state.addressee",
    ATTRIBUTIVE: "state.attributive",
    ADJECTIVE: "state.adjective",
    PLACE: "state.place",
}
