"""Under which surfaces a participant is known: those of the vocabularies and those that follow from countries."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from imcwp_data.extract.governments import force_surfaces, government_surfaces, relief_surfaces
from imcwp_data.extract.party_names import party_surfaces
from imcwp_data.text.normalise import match_form
from imcwp_data.vocabulary import Name, Vocabulary

_COUNTRY_BESIDE = re.compile(r"[^,]+?(?:, | ?[-\u2013] ?)([^,\u2013]+)$")
# "KKE (Greece)", "AKEL of Cyprus": the country is a place beside a short name or one that is whole without it.
_COUNTRY_AFTER = re.compile(r"([^()]+?) (?:\(([^()]+)\)|of (?:the )?(\S.*))$")


@dataclass(frozen=True, slots=True)
class Entry:
    """A surface of a participant: in its own letters only (``exact``) or in any, and the rule that knows it."""

    name: Name
    surface: str
    exact: bool
    rule: str


def plain(text: str) -> str:
    """Return a text without accents where that keeps its length, else the text itself."""
    if text.isascii():
        return text
    stripped = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return stripped if len(stripped) == len(text) else text


def entries_of(vocabulary: Vocabulary) -> Iterator[Entry]:
    """Yield each surface of a known participant once."""
    return _distinct(_entries(vocabulary))


def _entries(vocabulary: Vocabulary) -> Iterator[Entry]:
    countries = {form for c in vocabulary.countries for form in (c.name, *c.other_names)}
    for name in vocabulary.names:
        yield from _surfaces(name.name, name, "name.gazetteer")
        for surface in (*name.other_names, *([name.acronym] if name.acronym else [])):
            if not _with_country(surface, name, countries) and not _with_acronym(surface, name):
                yield from _surfaces(surface, name, "name.gazetteer")
            if surface.startswith("Working Group "):
                yield from _surfaces(surface.replace("Working Group ", "WG ", 1), name, "name.gazetteer")
        if name.acronym and "/" in name.acronym:
            for part in name.acronym.split("/"):
                yield from _surfaces(part, name, "name.gazetteer")
    for surface, name in party_surfaces(vocabulary):
        yield from _surfaces(surface, name, "name.generated_party")
    for surface, name in government_surfaces(vocabulary):
        yield from _surfaces(surface, name, "name.generated_government")
    for surface, name in force_surfaces(vocabulary):
        yield from _surfaces(surface, name, "name.generated_force")
    for surface, name in relief_surfaces(vocabulary):
        yield from _surfaces(surface, name, "name.generated_organisation")


def _with_country(surface: str, name: Name, countries: set[str]) -> bool:
    """Tell whether a surface is a name with its country beside it ("PADS, Algeria"), a place of its own."""
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
    short = {form for form in (name.acronym, *name.other_names) if form and " " not in form}
    parts = [part.strip(" )]") for part in re.split(r" ?[-\u2013] |[(\[]|, ", surface)]
    return len(parts) == 2 and any(part in short for part in parts) and any(" " in part for part in parts)


def _surfaces(surface: str, name: Name, rule: str) -> Iterator[Entry]:
    written = match_form(surface)
    for form in (written,) if written.isascii() else dict.fromkeys((written, plain(written))):
        # One word, or capitals and signs alone, could be any word in other letters.
        yield Entry(name, form, " " not in form or form.upper() == form, rule)


def _distinct(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Yield each surface of a participant once; a generated surface never rivals one that a curator wrote."""
    written: set[str] = set()
    seen: set[tuple[str, str]] = set()
    for entry in entries:
        # "Celac" and "CELAC" are two: each is found in its own letters only.
        key = (entry.surface if entry.exact else entry.surface.lower(), entry.name.participant_id)
        generated = entry.rule != "name.gazetteer"
        if key in seen or (generated and entry.surface.lower() in written):
            continue
        seen.add(key)
        if not generated:
            written.add(entry.surface.lower())
        yield entry
