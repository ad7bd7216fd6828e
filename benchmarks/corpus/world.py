"""Who and what the texts tell of: bodies, countries, towns and people, in an order of fame that the seed decides."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from benchmarks.corpus.pools import Pool, shuffled
from imcwp_data.text.normalise import slug
from imcwp_data.vocabulary import Country, Name, Vocabulary

# A name with such a word takes "the" in a sentence ("the Communist Party USA", but "Frontex").
_GENERIC = re.compile(
    r"\b(?:Party|Union|Federation|Congress|Council|Confederation|Association|Committee|Movement|League|Front|"
    r"Organi[sz]ation|Centre|Campaign|Network|Society|Community|Bank|Fund|Court|Assembly|Nations|Commission)\b"
)
_SURNAMES = Path(__file__).with_name("surnames.txt")


@dataclass(frozen=True, slots=True)
class Body:
    """A participant that texts name: ``full`` is its name in a sentence, ``spanish`` the one in a Spanish sentence."""

    participant_id: str
    full: str
    acronym: str | None
    country_code: str | None
    kind: str
    spanish: str | None = None


@dataclass(frozen=True, slots=True)
class Town:
    """A town, as ``place_id`` of the table of places."""

    place_id: str
    name: str
    country_code: str


@dataclass(frozen=True, slots=True)
class Land:
    """A country in sentences: itself, its adjective, its government and its people."""

    country_code: str
    name: str
    adjective: str
    state_id: str
    government_id: str
    spanish: str | None


@dataclass(frozen=True, slots=True)
class Person:
    """A person of a party or without one."""

    participant_id: str
    name: str
    surname: str


class World:
    """All that the texts of one seed have in common; the same for any number of documents."""

    def __init__(self, seed: int, vocabulary: Vocabulary) -> None:
        self.seed = seed
        parties = _bodies(vocabulary.parties, "party", lambda n: "Communist" in n.name or "Workers" in n.name)
        organisations = _bodies(vocabulary.organisations, "organisation", lambda n: True)
        igos = _bodies(vocabulary.intergovernmental, "intergovernmental", lambda n: True)
        self.parties = Pool(shuffled(parties, f"{seed}:parties"), 6)
        self.organisations = Pool(shuffled(organisations, f"{seed}:organisations"), 10)
        self.igos = Pool(shuffled(igos, f"{seed}:igos"), 3)
        self.outlets = Pool(shuffled(_outlets(vocabulary), f"{seed}:outlets"), 5)
        self.spanish_parties = Pool([p for p in self.parties.items if p.spanish is not None], 6)
        lands = {c.country_code: _land(c) for c in vocabulary.countries if c.kind == "country" and _adjective(c)}
        self.lands = Pool(shuffled(list(lands.values()), f"{seed}:lands"), 6)
        self.land_of = lands
        towns = shuffled(_towns(vocabulary), f"{seed}:towns")
        self.towns = Pool(towns, 12)
        by_country: dict[str, list[Town]] = {}
        for town in towns:
            by_country.setdefault(town.country_code, []).append(town)
        self.towns_of = {code: Pool(found, 2) for code, found in by_country.items()}
        self.town_named = {(town.name, town.country_code): town for town in towns}
        self._given = [row["name"] for row in vocabulary.tables["given_names"]]
        self._surnames = _SURNAMES.read_text(encoding="utf-8").split()
        self.sessions = tuple(
            (int(row["year"]), row["place"])
            for row in vocabulary.tables["meeting_sessions"]
            if row["series"] == "IMCWP" and row["kind"] == "regular" and int(row["year"]) >= _FIRST_OF_ONE_A_YEAR
        )
        self.person = cache(self._person)

    def _person(self, of: str, number: int) -> Person:
        rng = random.Random(f"{self.seed}:person:{of}:{number}")
        name = f"{rng.choice(self._given)} {rng.choice(self._surnames)}"
        return Person(slug(name), name, name.split(" ", 1)[1])


# Before that year sessions and their numbers do not go one to one in the vocabulary.
_FIRST_OF_ONE_A_YEAR = 2008
FIRST_ORDINAL = 10


def _bodies(names: Iterable[Name], kind: str, wanted: object) -> list[Body]:
    found = []
    for name in names:
        if not callable(wanted) or not wanted(name) or any(mark in name.name for mark in "(,–/"):
            continue
        if _GENERIC.search(name.name):
            full = f"the {name.name}"
        elif name.name.isupper():
            full = name.name
        else:
            continue
        spanish = next((o for o in name.other_names if o.startswith("Partido Comunista") and "(" not in o), None)
        acronym = name.acronym if kind == "party" and name.acronym != name.name else None
        found.append(Body(name.participant_id, full, acronym, name.country_code, kind, spanish and f"el {spanish}"))
    return found


def _outlets(vocabulary: Vocabulary) -> list[Body]:
    names = (n for n in vocabulary.outlets if n.name.isascii() and "(" not in n.name)
    return [Body(n.participant_id, n.name, None, n.country_code, "outlet") for n in names]


def _adjective(country: Country) -> str | None:
    return next((word for word in country.adjectives if word[:1].isupper()), None)


def _land(country: Country) -> Land:
    name = f"the {country.name}" if country.article else country.name
    spanish = country.spanish_names[0] if country.spanish_names else None
    government = slug(f"Government of {name}")
    return Land(country.country_code, name, _adjective(country) or "", slug(country.name), government, spanish)


def _towns(vocabulary: Vocabulary) -> list[Town]:
    """Return the towns whose name is no other place's: which one a text means is not in question."""
    named = Counter(form for place in vocabulary.places for form in {place.name, *place.other_names})
    return [
        Town(place.place_id, place.name, place.country_code)
        for place in vocabulary.places
        if place.kind == "city" and place.country_code and named[place.name] == 1
    ]
