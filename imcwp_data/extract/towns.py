"""Towns that no vocabulary holds, by what stands beside their names."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from imcwp_data.extract.lone_people import CONCEPTS
from imcwp_data.extract.person_runs import NAMED_AFTER_PEOPLE
from imcwp_data.extract.place_use import PLACE
from imcwp_data.extract.places import PlaceUse
from imcwp_data.extract.tokens import Tokens
from imcwp_data.extract.word_classes import ARTICLES, FUNCTION_WORDS, LOCATIVES, MONTHS_AND_DAYS, OPENERS
from imcwp_data.extract.word_memory import WordMemory
from imcwp_data.record import Record
from imcwp_data.text.normalise import slug
from imcwp_data.vocabulary import Place

_NOUN = (
    r"(?:village|town|city|port|suburb|municipality|district|province|region|island|neighbou?rhood|pueblo|ciudad|aldea|"
    r"municipio|provincia)"
)
_BEFORE = re.compile(rf"\b{_NOUN} (?:of |de |called |named )$")
_AFTER = re.compile(
    rf",\s+(?:(?:a|an|the|una|un|la|el)\s+)?(?:[a-z-]+\s+){{0,3}}{_NOUN}\b"
    r"|\s(?:on the (?:outskirts|edge|coast) of|in the (?:province|district|region|department|county) of)\s"
)
_ENOUGH_ALONE = frozenset({"in", "near", "outside", "en", "from", "around"})
_STOPS = (".", ",", ";", ":", ")", "\n")
_LINKS = frozenset({"and", "or", "y", "e", "&"})
# What belongs to places: "the villages of X", "the fishing quarter of X", "the workers of X".
_OF_PLACES = frozenset(
    "villages towns streets people inhabitants residents citizens townspeople villagers squares suburbs outskirts "
    "population mayor mayoress port harbour harbor quarter quarters strikes mines fields mills factories gates sellers "
    "workers farmers fishermen dockers peasants students women miners north south east west slums docks shipyards "
    "refinery market markets roads hills mountains shores coast banks valley siege battle liberation bombing shelling "
    "pueblos calles vecinos habitantes barrios puerto mercado".split()
)
# What has a capital but is no town: abstract nouns of slogans and headlines.
_ABSTRACT = ("ism", "ist", "ists", "tion", "sion", "ity", "ness", "ment", "ship", "ismo", "ción", "dad")
_NO_TOWNS = CONCEPTS | FUNCTION_WORDS | MONTHS_AND_DAYS
_REACH = 14
# Verbs and nouns of ways and transports, of which no person is the goal.
_MOVING = frozenset(
    (
        "march marched marching travel travelled traveled travelling drive drove driven sail sailed fly flew flown "
        "flee fled return returned returning move moved moving transport transported ship shipped taken took carried "
        "deploy deployed road train trains bus buses ferry ferries flight convoy convoys caravan journey way pass "
        "passed passing went going walked rode headed heading evacuated deported exiled banished transferred"
    ).split()
)
_MOVING_REACH = 8


_Run = tuple[int, int]
_Told = tuple[str | None, str]


class Town(Record, frozen=True):
    """A town's name in a paragraph, words [first, last)."""

    first: int
    last: int
    country_code: str | None
    rule: str


def town_place(name: str, country_code: str | None) -> Place:
    """Return the place of a town; its id tells the country apart from namesakes."""
    suffix = f"-{country_code.lower()}" if country_code else ""
    return Place(slug(name) + suffix, name, "city", country_code, None, None, ())


class TownReader:
    """Finds the towns of a paragraph that no vocabulary holds; ``known_words`` (in lower case) are no towns."""

    def __init__(self, known_words: frozenset[str]) -> None:
        self._no_towns = _NO_TOWNS | known_words
        self._towns = WordMemory(self._may_be_named_so)

    def may_find(self, tokens: Tokens, free: Sequence[int]) -> bool:
        """Tell whether one of the ``free`` words may be a town's name, whatever stands beside it."""
        return self._towns.is_any(tokens, free)

    def _may_be_named_so(self, word: str, lower: str) -> bool:
        return (
            word[0].isupper()
            and len(word) > 2
            and lower not in self._no_towns
            and not word.isupper()
            and not lower.endswith(_ABSTRACT)
        )

    def find(
        self, tokens: Tokens, taken: Sequence[int], decided: Sequence[PlaceUse], country: str | None
    ) -> Sequence[Town]:
        """Return the towns of a paragraph.

        ``taken`` marks the words of other names, ``decided`` are the known places; ``country`` is the one that the
        document is about, None where there is none.
        """
        runs: list[_Run] = []
        reached = 0
        for index in tokens.capitals:
            if index < reached or not self._may_be_town(tokens, taken, index):
                continue
            last = index + 1
            while (
                last < len(tokens.words)
                and last - index < 3
                and tokens.gaps[last] == " "
                and (self._may_be_town(tokens, taken, last) or (tokens.particle_name(last) and not taken[last]))
            ):
                last += 1
            if tokens.lower[last - 1] not in NAMED_AFTER_PEOPLE:
                runs.append((index, last))
            reached = last
        if not runs:
            return ()
        sightings = {use.sighting.first: use for use in decided if not use.sighting.adjective}
        ends = {use.sighting.last: use for use in sightings.values()}
        told = {run: _told(tokens, *run, taken, sightings, ends) for run in runs}
        if not tokens.title_case:
            _spread(tokens, runs, told, sightings, ends)
        towns = []
        for first, last in runs:
            found = told[first, last]
            if found is not None:
                towns.append(Town(first, last, found[0] or country, found[1]))
        return towns

    def _may_be_town(self, tokens: Tokens, taken: Sequence[int], index: int) -> bool:
        return (
            not taken[index]
            and self.may_find(tokens, (index,))
            and not (tokens.lower[index] in OPENERS and tokens.begins_sentence(index))
        )


def _spread(
    tokens: Tokens,
    runs: Sequence[_Run],
    told: dict[_Run, _Told | None],
    sightings: Mapping[int, PlaceUse],
    ends: Mapping[int, PlaceUse],
) -> None:
    """Let words that a list joins to a place be places too: "Lima and Huantarique", "between X and Lima"."""
    starts, stops = {run[0]: run for run in runs}, {run[1]: run for run in runs}
    for forwards in (True, False):
        for run in runs if forwards else reversed(runs):
            if told[run] is not None:
                continue
            beside = _joined_before(tokens, run[0]) if forwards else _joined_after(tokens, run[1])
            known = (ends if forwards else sightings).get(beside)
            other = (stops if forwards else starts).get(beside)
            found = told[other] if other is not None else None
            if known is not None and known.use == PLACE and known.place.kind in ("city", "region"):
                told[run] = known.place.country_code, "place.listed"
            elif found is not None:
                told[run] = found[0], "place.listed"


def _joined_before(tokens: Tokens, first: int) -> int:
    """Return the word after the name that a comma or "and" joins to a name that begins at a word, -1 without one."""
    if first > 1 and tokens.lower[first - 1] in _LINKS and tokens.gaps[first] == " ":
        return first - 1 if tokens.gaps[first - 1] in (" ", ", ") else -1
    return first if first and tokens.gaps[first] == ", " else -1


def _joined_after(tokens: Tokens, last: int) -> int:
    """Return the first word of the name that a comma or "and" joins to a name that ends at a word, -1 without one."""
    if last + 1 < len(tokens.words) and tokens.lower[last] in _LINKS and tokens.gaps[last] in (" ", ", "):
        return last + 1 if tokens.gaps[last + 1] == " " else -1
    return last if last < len(tokens.words) and tokens.gaps[last] == ", " else -1


def _told(
    tokens: Tokens,
    first: int,
    last: int,
    taken: Sequence[int],
    sightings: Mapping[int, PlaceUse],
    ends: Mapping[int, PlaceUse],
) -> _Told | None:
    """Return (country, rule) where something says that the words are a town's name, else None."""
    before = tokens.lower[first - 1] if first and tokens.gaps[first] == " " else ""
    if before and tokens.words[first - 1][0].isupper() and not tokens.begins_sentence(first - 1):
        before = ""
    gap = tokens.gaps[last] if last < len(tokens.words) else "\n"
    apposed = sightings.get(last)
    located = before in LOCATIVES or tokens.begins_sentence(first)
    if gap == ", " and apposed is not None and apposed.use == PLACE and located:
        return apposed.place.country_code, "place.apposition"
    if _BEFORE.search(tokens.text, max(0, tokens.starts[first] - 24), tokens.starts[first]):
        return _nearest(tokens, first, sightings), "place.town_of"
    if before in LOCATIVES and _AFTER.match(tokens.text, tokens.end(last - 1)):
        return _nearest(tokens, first, sightings), "place.apposed_town"
    if tokens.title_case:
        return None
    if _between_people(tokens, last, before, taken, sightings):
        return None
    if _from_to(tokens, first, last, before, ends):
        return _nearest(tokens, first, sightings), "place.from_to"
    if before in _ENOUGH_ALONE and (gap.startswith(_STOPS) or _goes_on_small(tokens, before, last, gap)):
        return _nearest(tokens, first, sightings), "place.preposition"
    if before == "at" and gap == ", " and tokens.lower[last] in _ENOUGH_ALONE:
        return _nearest(tokens, first, sightings), "place.preposition"
    if before in ("to", "through", "towards") and gap.startswith(_STOPS) and _moves(tokens, first):
        return _nearest(tokens, first, sightings), "place.moved_to"
    if before in ("of", "de") and first > 1 and tokens.gaps[first - 1] == " " and tokens.lower[first - 2] in _OF_PLACES:
        return _nearest(tokens, first, sightings), "place.of_noun"
    return None


def _moves(tokens: Tokens, first: int) -> bool:
    """Tell whether something goes or is taken somewhere in the few words before "to"."""
    start = first - 2
    while start >= 0 and first - start < _MOVING_REACH and tokens.gaps[start + 1] in (" ", "' ", ""):
        if tokens.lower[start] in _MOVING:
            return True
        start -= 1
    return False


def _goes_on_small(tokens: Tokens, before: str, last: int, gap: str) -> bool:
    """Tell whether the sentence goes on after a name in small letters, so that the name is whole."""
    if gap != " " or last >= len(tokens.words) or tokens.words[last][0].isupper() or tokens.lower[last] == "'s":
        return False
    # "from the Embassy to the Parliament" leads from one building to another.
    building = (
        last + 2 < len(tokens.words) and tokens.lower[last + 1] in ARTICLES and tokens.words[last + 2][0].isupper()
    )
    return tokens.lower[last] != "to" or (before == "from" and not building)


def _between_people(
    tokens: Tokens, last: int, before: str, taken: Sequence[int], sightings: Mapping[int, PlaceUse]
) -> bool:
    """Tell whether the other end of "from X to Y" is somebody's name: "from Marx to Lenin"."""
    after = last + 1
    if before not in ("from", "desde") or after >= len(tokens.words) or tokens.lower[last] not in ("to", "hasta"):
        return False
    return bool(taken[after]) and after not in sightings


def _from_to(tokens: Tokens, first: int, last: int, before: str, ends: Mapping[int, PlaceUse]) -> bool:
    """Tell whether the words are one end of "from X to Y" with two capitalised names."""
    if before in ("from", "desde") and last + 1 < len(tokens.words) and tokens.lower[last] in ("to", "hasta"):
        return tokens.words[last + 1][0].isupper()
    if before not in ("to", "hasta") or first < 3:
        return False
    known = ends.get(first - 1)
    start = known.sighting.first if known is not None else first - 2
    while start > 0 and first - start < 5 and tokens.words[start - 1][0].isupper():
        start -= 1
    return start > 0 and tokens.lower[start - 1] in ("from", "desde") and tokens.words[first - 2][0].isupper()


def _nearest(tokens: Tokens, first: int, sightings: Mapping[int, PlaceUse]) -> str | None:
    """Return the country of the nearest place of the same sentence, rather one that follows ("..., in Cyprus")."""
    after = range(first + 1, min(first + _REACH, len(tokens.words)))
    for index in (*after, *range(first - 1, max(first - _REACH, -1), -1)):
        if index in sightings and sightings[index].use == PLACE:
            left, right = min(first, index), max(first, index)
            between = tokens.text[tokens.end(left) : tokens.starts[right]]
            if not any(stop in between for stop in (". ", "; ", "! ", "? ")):
                return sightings[index].place.country_code
    return None
