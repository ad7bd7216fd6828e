"""Which country a text tells of a body or a person: in the name, beside it, in a dateline, in an office."""

from __future__ import annotations

import re

from imcwp_data.extract.gazetteer import Gazetteer
from imcwp_data.extract.name_page import Page
from imcwp_data.extract.places import Sighting
from imcwp_data.model import Document
from imcwp_data.record import Record

_APPOSED = re.compile(r",\s+(?:an?|the)\s+")
_COMMA_OR_BRACKET = re.compile(r"(?:, | \(| \[| ?- ?)(?:the )?")
_IN = re.compile(r" (?:in|of) (?:the )?")
_POSSESSIVE = re.compile(r"['\u2019]s? ")
# Names that speak of a country whose body they are not.
_FOR_OTHERS = frozenset(
    "friends solidarity friendship with against support defence defense hands amigos solidaridad amistad con contra "
    "committee for campaign fund".split()
)
_COUNTRY_ACRONYMS = frozenset({"US", "U.S.", "UK", "U.K.", "EU"})
_OFFICE_REACH = 2
_NO_QUALIFIERS = frozenset("of to for de del in at with by and y".split())
_END_OF_OFFICE = re.compile(r"(?!['\u2019]s)")


class ToldCountry(Record, frozen=True):
    """A country that a passage tells, with its characters.

    ``position`` is 0 for the paragraph at hand; ``named`` tells that a dateline has the country's own name.
    """

    code: str
    char_start: int
    char_end: int
    position: int = 0
    named: bool = True
    name: str = ""


def dateline_country(document: Document, gazetteer: Gazetteer) -> ToldCountry | None:
    """Return the country that a dateline names after its town ("HAVANA, Cuba, Nov 6"), else the town's own."""
    town = document.dateline_place
    if not town:
        return None
    for paragraph in document.paragraphs:
        head = paragraph.text[: len(town) + 60]
        if not head.casefold().startswith(town.casefold()):
            continue
        start = len(town) + 2
        match = re.match(r"[^\W\d_][^,(]{2,40}", head[start:]) if head[len(town) : start] == ", " else None
        country = match.group().strip() if match else ""
        code = gazetteer.country_code(country)
        if code:
            return ToldCountry(code, start, start + len(country), paragraph.position)
        code = gazetteer.country_of_town(town)
        if code:
            return ToldCountry(code, 0, len(town), paragraph.position, named=False)
    return None


def first_country(page: Page, start: int, end: int) -> str | None:
    """Return the first country in a name."""
    codes = (s.places[0].country_code for s in page.sightings_between(start, end))
    return next((code for code in codes if code), None)


def country_in_body(page: Page, start: int, end: int) -> str | None:
    """Return the country that an organisation's name gives as its own: "Cuban Institute ...", "Union ... of Chile"."""
    found = page.sightings_between(start, end)
    if not found:
        return None
    first, last = found[0], found[-1]
    surface = page.text[first.char_start : first.char_end]
    if first.char_start == start and (first.adjective or surface in _COUNTRY_ACRONYMS):
        return first.country
    words = page.text[start:end].lower().split()
    if not _FOR_OTHERS.isdisjoint(words):
        return None
    if first.char_start == start and not first.adjective:
        # "Kenya Union of Teachers", "Leeds Trades Council": the name begins with where the body is.
        return first.country
    of = page.text[max(start, last.char_start - 8) : last.char_start].endswith((" of ", " of the ", " de ", " del "))
    return last.country if last.char_end == end and not last.adjective and of else None


def country_before(page: Page, start: int) -> ToldCountry | None:
    """Return the country of "Chile's Union of ..." or "the Chilean Union ..." before a name."""
    near = page.sightings_between(max(0, start - 40), start)
    if not near or not near[-1].country:
        return None
    last = near[-1]
    between = page.text[last.char_end : start]
    if (between == " " and last.adjective) or (_POSSESSIVE.fullmatch(between) and not last.adjective):
        return _told(last)
    return None


def country_after(page: Page, end: int) -> ToldCountry | None:
    """Return the country of "the Okafor administration in Nigeria" after a name."""
    match = _IN.match(page.text, end)
    if match is None:
        return None
    for sighting in page.sightings_between(match.end(), match.end() + 1):
        if not sighting.adjective and sighting.country and sighting.places[0].kind in ("country", "territory"):
            return _told(sighting)
    return None


def apposed_country(page: Page, end: int) -> ToldCountry | None:
    """Return the country in ", a Norwegian choir" after a name."""
    match = _APPOSED.match(page.text, end)
    if match is None:
        return None
    for sighting in page.sightings_between(match.end(), match.end() + 1):
        if sighting.adjective and sighting.country:
            return _told(sighting)
    return None


def beside_in_list(page: Page, end: int) -> ToldCountry | None:
    """Return the country in ", Tunisia" or " (Tunisia)" after a name."""
    match = _COMMA_OR_BRACKET.match(page.text, end)
    if match is None:
        return None
    for sighting in page.sightings_between(match.end(), match.end() + 1):
        possessive = page.text.startswith(("'", "\u2019"), sighting.char_end)
        is_country = not sighting.adjective and sighting.places[0].kind in ("country", "territory")
        if is_country and sighting.country and not possessive:
            return _told(sighting)
    return None


def country_of_office(page: Page, start: int, end: int) -> ToldCountry | None:
    """Return the country in or before a role: "Chilean President", "Minister of Health of Chile".

    A country in the name of a body ("secretary of the Communist Party of Chile") tells nothing of the person.
    """
    for sighting in page.sightings_between(max(0, start - 30), end):
        if not sighting.country or any(page.owner[sighting.first : sighting.last]):
            continue
        inside = sighting.char_start >= start
        lead = page.text[start : sighting.char_start] if inside else page.text[sighting.char_end : start]
        if sighting.adjective:
            words = lead.split()
            if len(words) <= _OFFICE_REACH and all(w.isalpha() and w not in _NO_QUALIFIERS for w in words):
                return _told(sighting)
        elif (lead.endswith((" of ", " of the ", " de ")) and _END_OF_OFFICE.match(page.text, sighting.char_end)) or (
            not inside and _POSSESSIVE.fullmatch(lead)
        ):
            return _told(sighting)
    return None


def _told(sighting: Sighting) -> ToldCountry:
    return ToldCountry(sighting.country or "", sighting.char_start, sighting.char_end, name=sighting.places[0].name)
