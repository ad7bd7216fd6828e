"""What a vocabulary holds once it is read: frozen records, no behaviour beyond looking one up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from imcwp_data.record import Record


class Name(Record, frozen=True):
    """A participant that is known by name. ``other_names`` are full names, short forms and acronyms in any language."""

    participant_id: str
    name: str
    kind: str
    acronym: str | None
    country_code: str | None
    other_names: tuple[str, ...]


class Country(Record, frozen=True):
    """A country or territory of ISO 3166-1.

    ``article`` says that English puts "the" before the name ("the Philippines"). ``adjectives`` are English ones in
    capitals and Spanish ones in all their forms; ``people`` are the English nouns for its inhabitants. ``capital`` is
    the name of a city of places.csv, None where there is none. ``latitude`` and ``longitude`` are a central point.
    """

    country_code: str
    name: str
    kind: str
    article: bool
    other_names: tuple[str, ...]
    adjectives: tuple[str, ...]
    people: tuple[str, ...]
    spanish_names: tuple[str, ...]
    capital: str | None
    latitude: float
    longitude: float


class Place(Record, frozen=True):
    """A place on the map. ``rank`` orders places of one name: 1 is meant where nothing in the text says otherwise."""

    place_id: str
    name: str
    kind: str
    country_code: str | None
    latitude: float | None
    longitude: float | None
    other_names: tuple[str, ...]
    rank: int = 1


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All vocabularies of one folder. ``places`` holds the countries too; ``tables`` every further CSV file by stem."""

    parties: tuple[Name, ...]
    organisations: tuple[Name, ...]
    governments: tuple[Name, ...]
    intergovernmental: tuple[Name, ...]
    outlets: tuple[Name, ...]
    countries: tuple[Country, ...]
    places: tuple[Place, ...]
    tables: Mapping[str, tuple[Mapping[str, str], ...]]

    @property
    def names(self) -> tuple[Name, ...]:
        """All named participants, file by file."""
        return self.parties + self.organisations + self.governments + self.intergovernmental + self.outlets
