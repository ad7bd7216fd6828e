"""Under which surfaces a participant is known: those of the vocabularies and those that follow from countries."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache

from imcwp_data.extract.governments import force_surfaces, government_surfaces, relief_surfaces
from imcwp_data.extract.party_names import party_surfaces
from imcwp_data.record import Record
from imcwp_data.text.normalise import beyond_ascii, match_form
from imcwp_data.vocabulary import Name, Vocabulary

CURATED = "name.gazetteer"
_COUNTRY_BESIDE = re.compile(r"[^,]+?(?:, | ?[-\u2013] ?)([^,\u2013]+)$")
# "KKE (Greece)", "AKEL of Cyprus": the country is a place beside a short name or one that is whole without it.
_COUNTRY_AFTER = re.compile(r"([^()]+?) (?:\(([^()]+)\)|of (?:the )?(\S.*))$")
# Without one of these a surface is no two names beside one another: few have one, and to see that is faster.
_TWO_PARTS = re.compile(r"[,(\[\u2013-]| of ")


class Entry(Record, frozen=True):
    """A surface of a participant: in its own letters only (``exact``) or in any, and the rule that knows it."""

    name: Name
    surface: str
    exact: bool
    rule: str


@cache
def _bare(letter: str) -> str:
    return "".join([c for c in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(c)])


def plain(text: str) -> str:
    """Return a text without accents where that keeps its length, else the text itself."""
    if text.isascii():
        return text
    stripped = text
    # A text has few letters that are not ASCII: to take each by itself is faster than to look at each character.
    for letter in beyond_ascii(text):
        stripped = stripped.replace(letter, _bare(letter))
    return stripped if len(stripped) == len(text) else text


def entries_of(vocabulary: Vocabulary) -> dict[str, tuple[Entry, ...]]:
    """Return each surface of a known participant once, by its lower case.

    Surfaces are in match form; those with accents are known without them too. A generated surface never rivals one
    that a curator wrote. There are nearly a hundred thousand, so that calls are spared here.
    """
    known: dict[str, tuple[Entry, ...]] = {}
    for name, rule, surfaces in _surfaces(vocabulary):
        for form in _forms(surfaces):
            lower = form.lower()
            # One word, or capitals and signs alone, could be any word in other letters. Nearly all end in a small one.
            exact = " " not in form or (not "a" <= form[-1] <= "z" and form.upper() == form)
            rivals = known.get(lower)
            if rivals is None:
                known[lower] = (Entry(name, form, exact, rule),)
            elif not _told(name, form, exact, rule, rivals):
                known[lower] = (*rivals, Entry(name, form, exact, rule))
    return known


def _forms(surfaces: Collection[str]) -> Iterable[str]:
    """Return the match forms of surfaces, those with accents without them too (see `plain`)."""
    characters = "".join(surfaces)
    form = match_form(characters)
    if form != characters:
        surfaces = list(map(match_form, surfaces))
    if form.isascii():
        return surfaces
    # They have few such letters, and the same ones: what these are without accents is asked once.
    accented = [(letter, bare) for letter in sorted({*beyond_ascii(form)}) if (bare := _bare(letter)) != letter]
    forms: list[str] = []
    for surface in surfaces:
        forms.append(surface)
        if not surface.isascii():
            stripped = surface
            for letter, bare in accented:
                stripped = stripped.replace(letter, bare)
            if stripped != surface and len(stripped) == len(surface):
                forms.append(stripped)
    return forms


def _told(name: Name, form: str, exact: bool, rule: str, known: Sequence[Entry]) -> bool:
    """Tell whether a surface need not be entered beside those of the same letters that are known."""
    for entry in known:
        if rule != CURATED and entry.rule == CURATED:
            return True
        # "Celac" and "CELAC" are two: each is found in its own letters only.
        same = form == entry.surface if exact else not entry.exact
        if same and name.participant_id == entry.name.participant_id:
            return True
    return False


def _surfaces(vocabulary: Vocabulary) -> Iterator[tuple[Name, str, Collection[str]]]:
    """Yield (participant, rule, surfaces) of all that is known, those of the vocabularies first."""
    countries = {form for c in vocabulary.countries for form in (c.name, *c.other_names)}
    for name in vocabulary.names:
        yield name, CURATED, _curated(name, countries)
    generated: tuple[tuple[str, Iterator[tuple[Name, Collection[str]]]], ...] = (
        ("name.generated_party", party_surfaces(vocabulary)),
        ("name.generated_government", government_surfaces(vocabulary)),
        ("name.generated_force", force_surfaces(vocabulary)),
        ("name.generated_organisation", relief_surfaces(vocabulary)),
    )
    for rule, named in generated:
        for name, surfaces in named:
            yield name, rule, surfaces


def _curated(name: Name, countries: set[str]) -> list[str]:
    """Return the surfaces of a participant that a curator wrote."""
    surfaces = [name.name]
    for surface in (*name.other_names, *([name.acronym] if name.acronym else [])):
        if not _with_country(surface, name, countries) and not _with_acronym(surface, name):
            surfaces.append(surface)
        if surface.startswith("Working Group "):
            surfaces.append(surface.replace("Working Group ", "WG ", 1))
    if name.acronym and "/" in name.acronym:
        surfaces += name.acronym.split("/")
    return surfaces


def _with_country(surface: str, name: Name, countries: set[str]) -> bool:
    """Tell whether a surface is a name with its country beside it ("PADS, Algeria"), a place of its own."""
    if _TWO_PARTS.search(surface) is None:
        return False
    beside = _COUNTRY_BESIDE.match(surface)
    if beside is not None and beside[1] in countries:
        return True
    after = _COUNTRY_AFTER.match(surface)
    if after is None or (after[2] or after[3]) not in countries:
        return False
    own = (name.name, name.acronym, *name.other_names)
    return after[1] in own and (after[2] is not None or " " not in after[1])


def _with_acronym(surface: str, name: Name) -> bool:
    """Tell whether a surface is two names side by side, the full one and the acronym: the text decides on these."""
    if _TWO_PARTS.search(surface) is None:
        return False
    short = {form for form in (name.acronym, *name.other_names) if form and " " not in form}
    parts = [part.strip(" )]") for part in re.split(r" ?[-\u2013] |[(\[]|, ", surface)]
    return len(parts) == 2 and any(part in short for part in parts) and any(" " in part for part in parts)
