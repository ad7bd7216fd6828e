"""The names of participants, places and meetings in memory: found by any part of a name, with or without accents.

They are few beside the passages and do not change while a release is served, so they are read once and kept. A name is
found in any of its forms: as the row has it, as an acronym, or as one of the other names by which texts call it.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from imcwp_data.explorer.kept import kept
from imcwp_data.explorer.web import Asked, Row

# More are not kept; a release as large needs its search elsewhere.
_MOST = 100_000
OTHER_LETTER = "#"


@dataclass(frozen=True, slots=True)
class Named:
    """A participant, place or meeting: ``group`` is its kind or series, ``forms`` are all its names, folded."""

    id: str
    name: str
    group: str
    country: str | None
    note: str
    forms: tuple[str, ...]

    @property
    def letter(self) -> str:
        """The letter under which it stands in an alphabetical list."""
        first = self.forms[0][:1]
        return first.upper() if first.isascii() and first.isalpha() else OTHER_LETTER


@dataclass(frozen=True, slots=True)
class Names:
    """All that are of one table, in the order of their names."""

    rows: Sequence[Named]
    by_id: Mapping[str, Named]

    def find(self, typed: str) -> list[Named]:
        """Return those whose name holds what was typed: whole names first, then beginnings, then words in it."""
        text = fold(typed)
        if not text:
            return []
        found = [(rank, number) for number, row in enumerate(self.rows) if (rank := _rank(row.forms, text)) is not None]
        return [self.rows[number] for _, number in sorted(found)]

    def meant(self, typed: str, most: int = 50) -> list[Named]:
        """Return which of them a reader means: the one of that id or whole name, else all whose name holds it."""
        if typed in self.by_id:
            return [self.by_id[typed]]
        found = self.find(typed)
        text = fold(typed)
        whole = [row for row in found if text in row.forms]
        return whole[:most] or found[:most]


def fold(text: str) -> str:
    """Return a text as it is compared: without accents, case and signs."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(
        char if char.isalnum() else " " for char in plain if not unicodedata.combining(char) and char not in "'’."
    )
    return " ".join(letters.split())


def _rank(forms: tuple[str, ...], text: str) -> int | None:
    """Return how well any form fits, 0 the best; None where none does."""
    best: int | None = None
    for form in forms:
        at = form.find(text)
        if at < 0:
            continue
        rank = (0 if len(form) == len(text) else 1) if at == 0 else 2 if f" {text}" in form else 3
        best = rank if best is None else min(best, rank)
    return best


def names_of(rows: Iterable[Row]) -> Names:
    """Return names from rows with id, name, group, country, note and other names (``acronym``, ``aliases``)."""
    made = []
    for row in rows:
        others = [row["acronym"], *json.loads(row["aliases"] or "[]")]
        forms = tuple(dict.fromkeys(folded for form in (row["name"], *others) if form and (folded := fold(form))))
        # A name without any letter or digit is found by its id.
        forms = forms or (fold(row["id"]) or row["id"],)
        made.append(Named(row["id"], row["name"], row["group"], row["country"], row["note"] or "", forms))
    made.sort(key=lambda named: (named.letter == OTHER_LETTER, named.forms[0], named.id))
    return Names(made, {named.id: named for named in made})


async def participant_names(asked: Asked) -> Names:
    """Return the names of all participants; the note of a person is the office."""
    return await kept(asked, "participant names", lambda: _participants(asked))


async def place_names(asked: Asked) -> Names:
    """Return the names of all places."""
    return await kept(asked, "place names", lambda: _places(asked))


async def meeting_names(asked: Asked) -> Names:
    """Return the names of all meetings; the note is the date."""
    return await kept(asked, "meeting names", lambda: _meetings(asked))


async def _participants(asked: Asked) -> Names:
    return names_of(await asked.rows(
        'select participant_id as id, name, kind as "group", country_code as country, role as note, acronym, aliases '
        "from participants limit :most", {"most": _MOST},
    ))  # fmt: skip


async def _places(asked: Asked) -> Names:
    return names_of(await asked.rows(
        'select place_id as id, name, kind as "group", country_code as country, null as note, null as acronym, '
        "null as aliases from places limit :most", {"most": _MOST},
    ))  # fmt: skip


async def _meetings(asked: Asked) -> Names:
    return names_of(await asked.rows(
        'select meeting_id as id, name, series as "group", country_code as country, date_edtf as note, '
        "null as acronym, null as aliases from meetings limit :most", {"most": _MOST},
    ))  # fmt: skip
