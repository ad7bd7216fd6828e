"""Names of communist and workers' parties that follow from a country's name, in English and Spanish.

"Communist Party of X", "CP of X", "Cuban Communist Party", "Partido Comunista de X" are the same party wherever a
country has one communist party in the vocabulary; else they name a party that the vocabulary does not hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from imcwp_data.record import Record
from imcwp_data.text.normalise import slug
from imcwp_data.vocabulary import Country, Name, Vocabulary


class _Family(Record, frozen=True):
    """A kind of party: how its canonical name and its other names are made of a country's name or adjective."""

    of_country: tuple[str, ...]
    of_adjective: tuple[str, ...]
    of_spanish: tuple[str, ...]


_FAMILIES = (
    _Family(
        ("Communist Party of {}", "CP of {}", "Communist Party, {}", "Communist Party ({})", "C.P. of {}"),
        ("{} Communist Party", "{} CP", "Communist {} Party"),
        ("Partido Comunista de {}", "PC de {}", "P.C. de {}"),
    ),
    _Family(
        ("Workers' Party of {}", "Workers Party of {}", "WP of {}", "Party of the Workers of {}"),
        ("{} Workers' Party", "{} Workers Party"),
        ("Partido de los Trabajadores de {}", "Partido del Trabajo de {}"),
    ),
    _Family(
        ("New Communist Party of {}", "New CP of {}"),
        ("New {} Communist Party",),
        ("Nuevo Partido Comunista de {}",),
    ),
    _Family(
        ("Socialist Workers' Party of {}", "Socialist Workers Party of {}"),
        ("{} Socialist Workers' Party",),
        ("Partido Socialista de los Trabajadores de {}", "Partido Socialista Obrero de {}"),
    ),
    _Family(
        ("Communist Party of the Workers of {}", "CP of the Workers of {}"),
        (),
        ("Partido Comunista de los Trabajadores de {}",),
    ),
    _Family(
        ("Communist Party of the Peoples of {}", "CP of the Peoples of {}"),
        (),
        ("Partido Comunista de los Pueblos de {}",),
    ),
)
# The communist party of a country in other languages; "{}" is the country's name in that language.
_OTHER_LANGUAGES = {
    "fr": ("Parti communiste de {}", "Parti communiste du {}", "Parti communiste d'{}", "Parti communiste des {}"),
    "pt": ("Partido Comunista de {}", "Partido Comunista do {}", "Partido Comunista da {}", "Partido Comunista dos {}"),
    "it": (
        "Partito Comunista di {}",
        "Partito Comunista del {}",
        "Partito Comunista della {}",
        "Partito Comunista d'{}",
    ),
    "de": ("Kommunistische Partei {}", "Kommunistische Partei der {}", "Kommunistische Partei von {}"),
    "el": ("Κομμουνιστικό Κόμμα {}", "ΚΚ {}"),
    "tr": ("{} Komünist Partisi",),
    "ru": ("Коммунистическая партия {}", "Компартия {}"),
}
_STATE = re.compile(r"\b(?:Republic|Kingdom|State|Union|Federation|Commonwealth)\b")
_SHORT_ADJECTIVES = {"US", "U.S.", "UK"}


def country_names(country: Country) -> list[str]:
    """Return a country's English names as they follow "of", with their article; acronyms ("USA") included."""
    names = [country.name, *country.other_names]
    bare = [name.removeprefix("the ").removeprefix("The ") for name in names]
    # "Greece" has no article, "the Hellenic Republic" and "the Republic of Korea" have one.
    bare += [f"the {name}" for name in bare if _STATE.search(name)]
    return (
        list(dict.fromkeys([*bare, *(f"the {name}" for name in bare)]))
        if country.article
        else list(dict.fromkeys(bare))
    )


def spanish_country_names(country: Country) -> list[str]:
    """Return a country's Spanish names as they follow "de", with the article some of them take."""
    names: list[str] = []
    for name in country.spanish_names:
        names += (
            [name, f"la {name}", f"el {name}", f"los {name}"] if not name.startswith(("la ", "el ", "los ")) else [name]
        )
    return list(dict.fromkeys(names))


def party_surfaces(vocabulary: Vocabulary) -> Iterator[tuple[Name, list[str]]]:
    """Yield parties with generated surfaces that mean them; those that the vocabulary lists itself are left out."""
    listed = {surface for party in vocabulary.parties for surface in (party.name, *party.other_names)}
    known = {party.name: party for party in vocabulary.parties}
    for party in vocabulary.parties:
        known.update((other, party) for other in party.other_names)
    rows = {row["country_code"]: row for row in vocabulary.tables.get("country_names", ())}
    for country in vocabulary.countries:
        row = rows.get(country.country_code)
        extra = list(_in_other_languages(country, row)) if row is not None else []
        english, spanish = country_names(country), spanish_country_names(country)
        adjectives = [a for a in country.adjectives if a[:1].isupper() and a not in _SHORT_ADJECTIVES]
        for family in _FAMILIES:
            # There are tens of thousands: to replace takes less than half of what formatting does.
            surfaces = [form.replace("{}", name) for name in english for form in family.of_country]
            surfaces += [form.replace("{}", adjective) for adjective in adjectives for form in family.of_adjective]
            surfaces += [form.replace("{}", name) for name in spanish for form in family.of_spanish]
            if family is _FAMILIES[0]:
                surfaces += extra
            yield _owner(country, family, surfaces, known), [s for s in surfaces if s not in listed]


def _in_other_languages(country: Country, row: Mapping[str, str]) -> Iterator[str]:
    """Yield the names of a country's communist party in other languages.

    An empty cell means that a language has the English or the Spanish name of the country.
    """
    for language, forms in _OTHER_LANGUAGES.items():
        for own in row[language].split("; ") if row[language] else (country.name, *country.spanish_names):
            for form in forms:
                yield form.format(own)


def _owner(country: Country, family: _Family, surfaces: Sequence[str], known: Mapping[str, Name]) -> Name:
    """Return the party that the surfaces of a family mean, one of the vocabulary if it has one.

    Two parties of a country may bear the family's forms (Communist Party of Brazil, Brazilian Communist Party): each
    keeps the forms that its own name is made of, and what is left belongs to the first.
    """
    for surface in surfaces:
        party = known.get(surface)
        if party is not None and party.country_code == country.country_code:
            return party
    name = family.of_country[0].format(f"the {country.name}" if country.article else country.name)
    return Name(slug(name), name, "party", None, country.country_code, ())
