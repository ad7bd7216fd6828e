"""Which line of which vocabulary knows a name: files and lines to tell a person, read without checking them."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from imcwp_data.text.normalise import slug

# A participant has the id of its name; which file knows it tells its kind.
_OF_PARTICIPANTS = ("parties", "organisations", "governments", "intergovernmental", "outlets", "persons", "countries")
_OF_PLACES = ("countries", "places")


@dataclass(frozen=True, slots=True)
class VocabularyRow:
    """A row of a vocabulary: its file's name, its line, and what it says of a country."""

    file: str
    line: int
    name: str
    country_code: str | None

    def __str__(self) -> str:
        return f"{self.file}, line {self.line} ({self.name})"


def participant_row(participant_id: str, folder: Path | None = None) -> VocabularyRow | None:
    """Return the row that knows a participant, if any does; ``folder`` is of other vocabularies than the package's."""
    rows = _rows(_OF_PARTICIPANTS, folder)
    return next((row for row in rows if slug(row.name) == participant_id), None)


def place_row(name: str, country_code: str | None, folder: Path | None = None) -> VocabularyRow | None:
    """Return the row that knows a place of a name in a country, if any does."""
    rows = _rows(_OF_PLACES, folder)
    return next((row for row in rows if row.name == name and row.country_code == country_code), None)


def country_row(country_code: str, folder: Path | None = None) -> VocabularyRow | None:
    """Return the row of a country, if there is one."""
    return next((row for row in _rows(("countries",), folder) if row.country_code == country_code), None)


def _rows(stems: tuple[str, ...], folder: Path | None) -> Iterator[VocabularyRow]:
    folder = Path(__file__).resolve().parent.parent / "vocabulary" if folder is None else folder
    for stem in stems:
        path = folder / f"{stem}.csv"
        if not path.is_file():
            continue
        with path.open(encoding="utf-8-sig", newline="") as handle:
            reader = csv.DictReader(handle)
            for row in reader:
                if row.get("name"):
                    yield VocabularyRow(path.name, reader.line_num, row["name"], row.get("country_code") or None)
