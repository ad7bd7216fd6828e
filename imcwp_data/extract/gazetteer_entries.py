"""Under which surfaces a participant is known: those of the vocabularies and those that follow from countries."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from imcwp_data.extract.governments import force_surfaces, government_surfaces, relief_surfaces
from imcwp_data.extract.party_names import party_surfaces
from imcwp_data.record import Record
from imcwp_data.text.normalise import lower_form, match_form
from imcwp_data.vocabulary import Name, Vocabulary

_COUNTRY_BESIDE = re.compile(r"[^,]+?(?:, | ?[-\u2013] ?)([^,\u2013]+)$")
# "KKE (Greece)", "AKEL of Cyprus": the country is a place beside a short name or one that is whole without it.
_COUNTRY_AFTER = re.compile(r"([^()]+?) (?:\(([^()]+)\)|of (?:the )?(\S.*))$")


class Entry(Record, frozen=True):
    """A surface of a participant: in its own letters only (``exact``) or in any, and the rule that knows it.

    ``lower`` is the surface in its lower form.
    """

    name: Name
    surface: str
    exact: bool
    rule: str
    lower: str


def plain(text: str) -> str:
    """Return a text without accents where that keeps its length, else the text itself."""
    if text.isascii():
        return text
    stripped = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return stripped if len(stripped) == len(text) else text


def entries_of(vocabulary: Vocabulary) -> list[Entry]:
    """Return each surface of a known participant once."""
    return _distinct(_surfaces(vocabulary))


def _surfaces(vocabulary: Vocabulary) -> Iterator[tuple[str, Name, str]]:
    """Yield (surface, participant, rule) of all that is known, those of the vocabularies first."""
    countries = {form for c in vocabulary.countries for form in (c.name, *c.other_names)}
    for name in vocabulary.names:
        yield name.name, name, "name.gazetteer"
        for surface in (*name.other_names, *([name.acronym] if name.acronym else [])):
            if not _with_country(surface, name, countries) and not _with_acronym(surface, name):
                yield surface, name, "name.gazetteer"
            if surface.startswith("Working Group "):
                yield surface.replace("Working Group ", "WG ", 1), name, "name.gazetteer"
        if name.acronym and "/" in name.acronym:
            for part in name.acronym.split("/"):
                yield part, name, "name.gazetteer"
    for surface, name in party_surfaces(vocabulary):
        yield surface, name, "name.generated_party"
    for surface, name in government_surfaces(vocabulary):
        yield surface, name, "name.generated_government"
    for surface, name in force_surfaces(vocabulary):
        yield surface, name, "name.generated_force"
    for surface, name in relief_surfaces(vocabulary):
        yield surface, name, "name.generated_organisation"


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


def _distinct(surfaces: Iterable[tuple[str, Name, str]]) -> list[Entry]:
    """Return each surface of a participant once; a generated surface never rivals one that a curator wrote.

    Surfaces are in match form; those with accents are known without them too. There are nearly a hundred thousand, so
    that calls are spared here.
    """
    entries: list[Entry] = []
    written: set[str] = set()
    seen: set[tuple[str, str]] = set()
    for surface, name, rule in surfaces:
        generated = rule != "name.gazetteer"
        of_match_form = match_form(surface)
        for form in (
            (of_match_form,) if of_match_form.isascii() else dict.fromkeys((of_match_form, plain(of_match_form)))
        ):
            lower = form.lower()
            # One word, or capitals and signs alone, could be any word in other letters.
            exact = " " not in form or form.upper() == form
            # "Celac" and "CELAC" are two: each is found in its own letters only.
            key = (form if exact else lower, name.participant_id)
            if key in seen or (generated and lower in written):
                continue
            seen.add(key)
            if not generated:
                written.add(lower)
            entries.append(Entry(name, form, exact, rule, lower if len(lower) == len(form) else lower_form(form)))
    return entries
