"""An alphabetical list of names with its filters: what was typed, kind, country, first letter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from imcwp_data.explorer.countries import country_name
from imcwp_data.explorer.lists import told
from imcwp_data.explorer.names import OTHER_LETTER, Named, Names, fold
from imcwp_data.explorer.web import Asked
from imcwp_data.explorer.words import label_of


@dataclass(frozen=True, slots=True)
class Register:
    """The names that fit the filters; ``letters`` are the first letters of those that fit all others."""

    rows: Sequence[Named]
    filters: dict[str, str]
    letters: Sequence[str]
    kinds: Sequence[str]
    countries: Sequence[str]

    def choices(self, asked: Asked, path: str) -> dict[str, Any]:
        """Return what the page's form and its row of letters offer."""
        others = {name: value for name, value in self.filters.items() if name != "letter"}
        return {
            "filters": self.filters,
            "kinds": [{"code": code, "label": label_of(code)} for code in self.kinds],
            "countries": [{"code": code, "name": country_name(code)} for code in self.countries],
            "letters": [
                {
                    "letter": letter,
                    "page": asked.site.path(path, **told({**others, "letter": letter})),
                    "current": letter == self.filters["letter"],
                }
                for letter in self.letters
            ],
            "all_letters": asked.site.path(path, **told(others)),
        }


def register(asked: Asked, names: Names) -> Register:
    """Return the names that a request asks for."""
    kinds = sorted({row.group for row in names.rows}, key=label_of)
    countries = sorted({row.country for row in names.rows if row.country}, key=country_name)
    typed = asked.query.get("q", "").strip()[:200]
    kind, country = asked.query.get("kind", ""), asked.query.get("country", "")
    filters = {
        "q": typed,
        "kind": kind if kind in kinds else "",
        "country": country if country in countries else "",
        "letter": asked.query.get("letter", "").upper()[:1],
    }
    # Signs alone are no name to look for.
    rows = names.find(typed) if fold(typed) else names.rows
    rows = [
        row for row in rows
        if filters["kind"] in ("", row.group) and filters["country"] in ("", row.country)
    ]  # fmt: skip
    letters = sorted({row.letter for row in rows}, key=lambda letter: (letter == OTHER_LETTER, letter))
    if filters["letter"] not in letters:
        filters["letter"] = ""
    rows = [row for row in rows if filters["letter"] in ("", row.letter)]
    return Register(rows, filters, letters, kinds, countries)
