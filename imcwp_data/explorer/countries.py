"""The names of countries by their codes (ISO 3166-1 alpha-2), as the package's vocabulary knows them."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def country_names() -> Mapping[str, str]:
    """Return the English name of every country by its code."""
    text = files("imcwp_data").joinpath("vocabulary", "countries.csv").read_text(encoding="utf-8-sig")
    return {row["country_code"]: row["name"] for row in csv.DictReader(text.splitlines()) if row["country_code"]}


def country_name(code: str | None) -> str:
    """Return the name of a country, its code where the name is not known, "" without a code."""
    return country_names().get(code, code) if code else ""
