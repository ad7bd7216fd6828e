"""Several names in one phrase: "the Communist Parties of Chile and Peru", "the Chilean and Peruvian governments".

Each member of the list is a participant; the words that the members share belong to the member beside them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from imcwp_data.extract.name_records import Span
from imcwp_data.extract.places import Sighting
from imcwp_data.extract.tokens import SHARED, Tokens
from imcwp_data.vocabulary import Name

_HEADS = {
    ("communist", "parties"): "Communist Party",
    ("cps",): "Communist Party",
    ("workers'", "parties"): "Workers' Party",
    ("workers", "parties"): "Workers' Party",
    ("governments",): "Government",
    ("authorities",): "Government",
    ("foreign", "ministries"): "Ministry of Foreign Affairs",
    ("partidos", "comunistas"): "Communist Party",
    ("gobiernos",): "Government",
}
_LAST_WORDS = frozenset(words[-1] for words in _HEADS)
HEAD_NOUNS = frozenset(("parties", "cps", "governments", "authorities", "ministries", "comunistas", "gobiernos"))
_JOINERS = frozenset({"and", "y", "e", "&"})
_BETWEEN = frozenset({*_JOINERS, "the", "of", "de", "la", "los", "el", "del"})
_MOST_WORDS_BETWEEN = 3
# Kinds of schools and the like, which two of them share: "the Brecht and Weill Technical High Schools".
_SHARED_NOUNS = {
    "Schools": "School", "Colleges": "College", "Universities": "University", "Hospitals": "Hospital",
    "Brigades": "Brigade",
}  # fmt: skip
_QUALITIES = frozenset(
    "Technical High Primary Secondary Medical Teaching General Elementary Middle Grammar Vocational Junior Public "
    "State National Children's Girls' Boys' Agricultural International".split()
)


def may_be_coordinated(tokens: Tokens) -> bool:
    """Tell whether a paragraph has a noun that a list may share at all."""
    return bool(tokens.of_class[SHARED])


def coordinated(
    tokens: Tokens, sightings: Sequence[Sighting], lookup: Callable[[str], tuple[Name, ...]]
) -> Iterator[Span]:
    """Yield the parties and governments of a list of countries that share one noun; lists of one are left to others.

    ``lookup`` returns who bears a full name ("Communist Party of Peru").
    """
    for index in tokens.of_class[SHARED]:
        if tokens.gaps[index].endswith("_") or tokens.gaps[index + 1].startswith("_"):
            continue
        first = index - 1 if index and tokens.lower[index - 1 : index + 1] in _HEADS else index
        noun = _HEADS.get(tokens.lower[first : index + 1])
        if noun is None:
            continue
        members = _countries_after(tokens, sightings, index + 1)
        if len(members) > 1:
            yield from _named(tokens, noun, members, lookup, (tokens.starts[first], 0))
            continue
        members = _adjectives_before(tokens, sightings, first)
        if len(members) > 1:
            yield from _named(tokens, noun, members, lookup, (len(tokens.text), tokens.end(index)))


def _named(
    tokens: Tokens,
    noun: str,
    members: list[Sighting],
    lookup: Callable[[str], tuple[Name, ...]],
    shared: tuple[int, int],
) -> Iterator[Span]:
    names = [_bearer(tokens, noun, member, lookup) for member in members]
    if any(name is None for name in names):
        return
    for number, (member, name) in enumerate(zip(members, names, strict=True)):
        start, end = member.char_start, member.char_end
        if number == 0:
            start = min(start, shared[0])
        if number == len(members) - 1:
            end = max(end, shared[1])
        if name is not None:
            yield Span(start, end, (name,), "name.coordinated")


def _bearer(tokens: Tokens, noun: str, member: Sighting, lookup: Callable[[str], tuple[Name, ...]]) -> Name | None:
    word = tokens.text[member.char_start : member.char_end]
    forms = (f"{word} {noun}",) if member.adjective else (f"{noun} of {word}", f"{noun} of the {word}")
    place = member.places[0].name
    for form in (*forms, f"{noun} of {place}", f"{noun} of the {place}"):
        found = lookup(form)
        if found:
            return found[0]
    return None


def _countries_after(tokens: Tokens, sightings: Sequence[Sighting], index: int) -> list[Sighting]:
    """Return the countries of "of Chile, Peru and Cuba" from a word on."""
    if index >= len(tokens.words) or tokens.lower[index] not in ("of", "in", "de") or tokens.gaps[index] != " ":
        return []
    members: list[Sighting] = []
    joined = False
    reached = index + 1
    for number in range(bisect_left(sightings, reached, key=_first), len(sightings)):
        sighting = sightings[number]
        between = tokens.lower[reached : sighting.first]
        gap = tokens.gaps[reached] if reached < len(tokens.words) else ""
        if sighting.adjective or len(between) > _MOST_WORDS_BETWEEN or any(word not in _BETWEEN for word in between):
            break
        if members and (gap not in (" ", ", ") or not (gap == ", " or any(word in _JOINERS for word in between))):
            break
        if members and any(word in _JOINERS for word in between):
            joined = True
        members.append(sighting)
        reached = sighting.last
        if joined:
            break
    return members if joined else []


def _adjectives_before(tokens: Tokens, sightings: Sequence[Sighting], index: int) -> list[Sighting]:
    """Return the adjectives of "Chilean, Peruvian and Cuban" up to a word."""
    members: list[Sighting] = []
    reached = index
    joined = False
    for number in range(bisect_left(sightings, reached, key=_first) - 1, -1, -1):
        sighting = sightings[number]
        between = tokens.lower[sighting.last : reached]
        gap = tokens.gaps[sighting.last] if sighting.last < len(tokens.words) else ""
        if not sighting.adjective:
            break
        if not members:
            if between or gap != " ":
                break
        elif not joined:
            if len(between) > 1 or any(word not in _JOINERS for word in between) or not (between or gap == ", "):
                break
            joined = bool(between)
            if not joined:
                break
        elif between or gap != ", ":
            break
        members.append(sighting)
        reached = sighting.first
    return members[::-1] if joined else []


def _first(sighting: Sighting) -> int:
    return sighting.first


@dataclass(frozen=True, slots=True)
class Institution:
    """One of two institutions that share their noun: its characters in the phrase and its whole name."""

    char_start: int
    char_end: int
    name: str


def institutions(surface: str) -> tuple[Institution, ...]:
    """Return the institutions of "Brecht and Weill Technical High Schools"; none where the noun is in the singular."""
    words = surface.split()
    singular = _SHARED_NOUNS.get(words[-1]) if words else None
    if singular is None or words.count("and") != 1:
        return ()
    kind = len(words) - 1
    while kind > 0 and words[kind - 1] in _QUALITIES:
        kind -= 1
    noun = " ".join((*words[kind:-1], singular))
    left, right = surface.split(" and ")
    own = right.split()[: kind - words.index("and") - 1]
    if not left or not own:
        return ()
    return (
        Institution(0, len(left), f"{left} {noun}"),
        Institution(len(surface) - len(right), len(surface), f"{' '.join(own)} {noun}"),
    )
