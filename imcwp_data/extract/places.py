"""Places of a paragraph, and the countries that act in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from imcwp_data.extract.place_use import ACTOR, ADDRESSEE, ATTRIBUTIVE, PLACE, uses
from imcwp_data.extract.tokens import Tokens
from imcwp_data.extract.gazetteer import plain
from imcwp_data.extract.word_classes import FUNCTION_WORDS, MONTHS_AND_DAYS, OPENERS
from imcwp_data.model import PlaceMention
from imcwp_data.text.lexicon import Lexicon
from imcwp_data.text.normalise import match_form, slug
from imcwp_data.vocabulary import Place, Vocabulary

ADJECTIVE = "adjective"
# What a government has, and a town has not, after its possessive: "Washington's long economic war".
_POLICY = re.compile(
    r"\s(?:[^\W\d_][\w-]*\s|\d+\S*\s){0,6}(?:policy|policies|war|wars|disregard|dedication|blockade|embargo|aggression|decision|refusal|"
    r"attempts?|pressure|sanctions|hostility|plans?|threats?|claims?|response|support|role|allies|ally|interests|foreign|"
    r"diplomacy|intervention|interference|campaign|strategy|ambitions?|demands?|obsession|efforts?|stance|position|crimes?|"
    r"lies|propaganda|failure|hatred|siege|ambassador|envoy|rulers|government)\b"
)
_CAPITAL_PLACE_BEFORE = frozenset("arrived arrives arrive travelled traveled returned flew sailed visit visited leave left bomb".split())
_MESSAGES = frozenset("message warning signal call appeal petition letter answer response opposition".split())
_TOWN_BEFORE = re.compile(
    r"\b(?:village|town|city|port|municipality|district|province|suburb|neighbou?rhood|region|pueblo|ciudad|aldea|municipio|provincia) "
    r"(?:of |de |called |named )$"
)
_TOWN_AFTER = re.compile(
    r",\s+(?:(?:a|an|the|una|un|la|el)\s+)?(?:[a-z-]+\s+){0,3}(?:village|town|city|port|suburb|municipality|district|province|island|pueblo|ciudad)\b"
    r"|\s(?:on the outskirts of|on the edge of|on the coast of|in the (?:province|district|region|department|county) of)\s"
)
_PREPOSITION = frozenset("in near outside from at en desde around".split())
_WEAK_PREPOSITION = frozenset({"in", "near", "outside", "en", "from"})


@dataclass(frozen=True, slots=True)
class Sighting:
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


@dataclass(frozen=True, slots=True)
class PlaceUse:
    """A sighting decided: which place, and how it is used."""

    sighting: Sighting
    place: Place
    use: str
    rule: str


class PlaceReader:
    """Finds places; built from countries.csv and places.csv."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        entries: dict[tuple[str, str, bool], tuple[Place, bool]] = {}
        for place in vocabulary.places:
            for name in (place.name, *place.other_names):
                for form in {match_form(name), plain(match_form(name))}:
                    entries.setdefault((form, place.place_id, False), (place, False))
        countries = {c.country_code: c for c in vocabulary.countries}
        self._country_places = {
            p.country_code: p for p in vocabulary.places if p.kind in ("country", "territory") and p.country_code in countries
            and p.name == countries[p.country_code].name
        }  # fmt: skip
        for country in vocabulary.countries:
            owner = self._country_places.get(country.country_code)
            if owner is None:
                continue
            for word in (*country.adjectives, *country.people):
                entries.setdefault((match_form(word), owner.place_id, True), (owner, True))
        self._lexicon = Lexicon([(key[0], (key[0], value)) for key, value in sorted(entries.items(), key=lambda e: e[0])], ignore_case=True)
        self._capitals = {(c.capital, c.country_code) for c in vocabulary.countries if c.capital}

    def country_place(self, code: str | None) -> Place | None:
        """Return the place that is a country, by its code."""
        return self._country_places.get(code) if code else None

    def sightings(self, tokens: Tokens) -> list[Sighting]:
        """Return the places and adjectives of a paragraph, the longest at each place, as words."""
        found: list[Sighting] = []
        reached = 0
        for match in self._lexicon.find_all(tokens.text):
            if match.char_start < reached:
                continue
            surface = tokens.text[match.char_start : match.char_end]
            payloads = [value for form, value in match.payloads if _same_case(surface, form)]
            if not payloads:
                continue
            first, last = tokens.at(match.char_start), tokens.at(match.char_end)
            if first >= len(tokens) or tokens.starts[first] != match.char_start:
                first -= 1
                if first < 0 or tokens.ends[first] <= match.char_start:
                    continue
            adjective = all(is_adjective for _, is_adjective in payloads)
            places = tuple(place for place, is_adjective in payloads if is_adjective == adjective)
            part = tokens.starts[first] != match.char_start or tokens.ends[last - 1] > match.char_end
            codes = {place.country_code for place in places}
            country = codes.pop() if len(codes) == 1 else None
            found.append(Sighting(first, last, places, adjective, match.char_start, match.char_end, part, country))
            reached = match.char_end
        return found

    def decide(
        self, tokens: Tokens, sightings: Sequence[Sighting], near: Counter[str], wide: Counter[str], language: str = "en"
    ) -> list[PlaceUse]:
        """Return each sighting with its place and use.

        ``near`` counts the countries that the paragraph tells of, ``wide`` those of the document: they tell apart
        places of one name.
        """
        names = [(s.first, s.last) for s in sightings if not s.adjective]
        chosen = [_choose(tokens, s, near, wide) for s in sightings]
        plain_places = [place for s, place in zip(sightings, chosen, strict=True) if not s.adjective]
        active = [p.kind in ("country", "territory", "region") or self._capital(p) for p in plain_places]
        decided = iter(zip(uses(tokens, names, active, language), plain_places, strict=True))
        result: list[PlaceUse] = []
        for sighting, place in zip(sightings, chosen, strict=True):
            if sighting.adjective:
                result.append(PlaceUse(sighting, place, ADJECTIVE, "place.adjective"))
                continue
            use, _ = next(decided)
            if sighting.part and tokens.text[sighting.char_end : sighting.char_end + 1] == "-":
                use = ATTRIBUTIVE
            elif self._capital(place):
                use = _use_of_capital(tokens, sighting, use)
            result.append(PlaceUse(sighting, place, use, "place.gazetteer"))
        return result

    def _capital(self, place: Place) -> bool:
        return place.kind == "city" and (place.name, place.country_code) in self._capitals


def _same_case(surface: str, form: str) -> bool:
    """Accept a name as it is written in the vocabulary, in capitals throughout, or a region with a small first word."""
    if surface == form:
        return True
    if surface.isupper():
        return len(surface) > 3 and form[0].isupper()
    words, known = surface.split(), form.split()
    directions = ("west", "east", "north", "south", "western", "eastern", "northern", "southern", "central", "the")
    return len(words) == len(known) > 1 and all(
        a == b or a.lower() in directions or (a.lower() == b.lower() and a.lower() in FUNCTION_WORDS) for a, b in zip(words, known, strict=True)
    )


def _choose(tokens: Tokens, sighting: Sighting, near: Counter[str], wide: Counter[str]) -> Place:
    places = sighting.places
    if len(places) == 1:
        return places[0]

    def weight(place: Place) -> tuple[int, int, int, str]:
        code = place.country_code or ""
        return (-near[code], -wide[code] if place.kind == "city" else 0, place.rank, place.place_id)

    return min(places, key=weight)


def _use_of_capital(tokens: Tokens, sighting: Sighting, use: str) -> str:
    """A capital is its government unless something says that the town is meant."""
    first, last = sighting.first, sighting.last
    before = tokens.lower[first - 1] if first and tokens.gap(first) == " " else ""
    after = tokens.gap(last) if last < len(tokens) else "\n"
    if last < len(tokens) and tokens.lower[last] == "'s":
        return ACTOR if _POLICY.match(tokens.text, tokens.ends[last]) else use
    if before.endswith(("ing", "ed")) and last < len(tokens) and tokens.lower[last] in ("from", "of", "to", "that") and after == " ":
        return use if before in _CAPITAL_PLACE_BEFORE else ACTOR
    if before in ("by", "against", "with", "towards", "toward") and not after.startswith(","):
        return ACTOR
    if before == "to" and first > 1 and tokens.lower[first - 2] in _MESSAGES:
        return ACTOR
    return use


def country_counts(sightings: Sequence[Sighting]) -> Counter[str]:
    """Count the countries of the unambiguous places and adjectives."""
    return Counter([s.country for s in sightings if s.country])


def unknown_towns(
    tokens: Tokens, taken: Sequence[int], sightings: Mapping[int, PlaceUse], known_words: frozenset[str], country: str | None
) -> Iterator[tuple[int, int, str | None, str]]:
    """Yield (first word, word after, country, rule) of towns that no vocabulary holds, by what stands beside them.

    ``sightings`` are the places by their first word; ``country`` is the one that the document is about.
    """
    ends = {use.sighting.last: use for use in sightings.values()}
    index = 0
    while index < len(tokens):
        if not _town_word(tokens, taken, index, known_words) or index in sightings:
            index += 1
            continue
        last = index + 1
        while last < len(tokens) and last - index < 3 and tokens.gap(last) == " " and _town_word(tokens, taken, last, known_words) and last not in sightings:  # fmt: skip
            last += 1
        told = _town(tokens, index, last, sightings, ends, country)
        if told is not None:
            yield index, last, *told
        index = last


def _town_word(tokens: Tokens, taken: Sequence[int], index: int, known_words: frozenset[str]) -> bool:
    word = tokens.words[index]
    return (
        word[0].isupper()
        and len(word) > 2
        and not word.isupper()
        and not taken[index]
        and tokens.lower[index] not in FUNCTION_WORDS
        and tokens.lower[index] not in MONTHS_AND_DAYS
        and tokens.lower[index] not in known_words
        and not (tokens.lower[index] in OPENERS and tokens.begins_sentence(index))
    )


def _town(
    tokens: Tokens,
    first: int,
    last: int,
    sightings: Mapping[int, PlaceUse],
    ends: Mapping[int, PlaceUse],
    country: str | None,
) -> tuple[str | None, str] | None:
    start, end = tokens.starts[first], tokens.ends[last - 1]
    before = tokens.lower[first - 1] if first and tokens.gap(first) == " " else ""
    after_gap = tokens.gap(last) if last < len(tokens) else "\n"
    apposed = sightings.get(last)
    if after_gap == ", " and apposed is not None and apposed.use == PLACE and (before in _PREPOSITION or tokens.begins_sentence(first)):
        return apposed.place.country_code, "place.apposition"
    if _TOWN_BEFORE.search(tokens.text[max(0, start - 24) : start]):
        return _nearest(tokens, first, sightings) or country, "place.town_of"
    if before in _PREPOSITION and _TOWN_AFTER.match(tokens.text, end):
        return _nearest(tokens, first, sightings) or country, "place.apposed_town"
    if tokens.title_case:
        return None
    if before == "from" and last + 1 < len(tokens) and tokens.lower[last] == "to" and tokens.capitalised(last + 1):
        return _nearest(tokens, first, sightings) or country, "place.from_to"
    if before == "to" and first > 2 and "from" in tokens.lower[max(0, first - 5) : first - 1] and tokens.capitalised(first - 2):
        return _nearest(tokens, first, sightings) or country, "place.from_to"
    if before == "to" and first - 1 in ends and tokens.lower[ends[first - 1].sighting.first - 1] == "from":
        return ends[first - 1].place.country_code, "place.from_to"
    if before in _WEAK_PREPOSITION and after_gap[:1] in ".,;:)\n" and not after_gap.startswith(" ("):
        return _nearest(tokens, first, sightings) or country, "place.preposition"
    return None


def _nearest(tokens: Tokens, first: int, sightings: Mapping[int, PlaceUse]) -> str | None:
    """Return the country of the nearest place of the same sentence, rather one that follows ("..., in Cyprus")."""
    for index in (*range(first + 1, min(first + 14, len(tokens))), *range(first - 1, max(first - 14, -1), -1)):
        if index in sightings and sightings[index].use == PLACE:
            between = tokens.text[min(tokens.ends[first], tokens.ends[index]) : max(tokens.starts[index], tokens.starts[first])]
            if not any(stop in between for stop in (". ", "; ", "! ", "? ")):
                return sightings[index].place.country_code
    return None


def mention_of(tokens_position: int, text: str, start: int, end: int, place: Place, rule: str) -> PlaceMention:
    """Return the record of a place where it stands."""
    return PlaceMention(
        tokens_position, start, end, text[start:end], place.place_id, place.name, place.kind, place.country_code,
        place.latitude, place.longitude, rule,
    )  # fmt: skip


def town(name: str, country_code: str | None) -> Place:
    """Return a town that no vocabulary holds; its id tells the country apart from namesakes."""
    return Place(slug(name) + (f"-{country_code.lower()}" if country_code else ""), name, "city", country_code, None, None, ())


STATE_RULES = {ACTOR: "state.actor", ADDRESSEE: "state.addressee", ATTRIBUTIVE: "state.attributive", ADJECTIVE: "state.adjective", PLACE: "state.place"}
