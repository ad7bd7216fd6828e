"""The places of a document, once its participants are known: what is inside a participant's name is no place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import attrgetter

from imcwp_data.extract.name_page import Page
from imcwp_data.extract.place_use import PLACE
from imcwp_data.extract.places import (
    STATE_RULES,
    PlaceReader,
    PlaceUse,
    mention_of,
)
from imcwp_data.extract.surface_index import SurfaceIndex
from imcwp_data.extract.towns import Town, TownReader, town_place
from imcwp_data.extract.word_classes import NOUNS_IN_CAPITALS
from imcwp_data.model import Document, Mention, PlaceMention
from imcwp_data.steps import Steps
from imcwp_data.text.normalise import slug
from imcwp_data.vocabulary import Name


def read_places(
    pages: Sequence[Page], reader: PlaceReader, document: Document, town_reader: TownReader, dateline: str | None
) -> Steps[tuple[tuple[PlaceMention, ...], tuple[Mention, ...]]]:
    """Read the places of a document and its states step by step, in the order of the text.

    ``dateline`` is the country of the document's dateline, None without one.
    """
    wide: dict[str, int] = {}
    for page in pages:
        if page.sightings:
            for code, count in page.countries().items():
                wide[code] = wide.get(code, 0) + count
        for span in page.spans:
            told = span.names[0].country_code
            if told and len(span.names) == 1:
                wide[told] = wide.get(told, 0) + 1
    # A town without any other clue lies in the country that most names of the document are of.
    top = max(wide, key=wide.__getitem__, default=None)
    country = dateline or (top if top is not None and wide[top] * 5 >= sum(wide.values()) * 3 else None)
    yield
    decided_pages: list[list[PlaceUse]] = []
    # The paragraphs in which a word of a place's name belongs to somebody, and another one to nobody.
    parted: set[int] = set()
    for page in pages:
        owner = page.owner
        free = []
        for sighting in page.sightings:
            first, last = sighting.first, sighting.last
            # Nearly all are of one word.
            if last - first == 1:
                if not owner[first]:
                    free.append(sighting)
            elif not any(owner[first:last]):
                free.append(sighting)
            elif not all(owner[first:last]):
                parted.add(page.paragraph.position)
        decided: list[PlaceUse] = []
        if free:
            decided = reader.decide(page.tokens, free, page.countries(), wide, page.paragraph.language)
        decided_pages.append(decided)
    yield
    places: list[PlaceMention] = []
    states: list[Mention] = []
    for page, decided in zip(pages, decided_pages, strict=True):
        if decided:
            _record(page, decided, reader, places, states)
    yield
    found: list[Sequence[Town]] = []
    for page, decided in zip(pages, decided_pages, strict=True):
        free_words = page.free_capitals()
        furniture = page.paragraph.kind == "boilerplate" or page.paragraph.language in NOUNS_IN_CAPITALS
        may_find = page.paragraph.position in parted or town_reader.may_find(page.tokens, free_words)
        if not free_words or furniture or not may_find:
            found.append(())
            continue
        found.append(town_reader.find(page.tokens, _taken(page, decided), decided, country))
    yield
    places += _towns(pages, decided_pages, found)
    places.sort(key=_by_place)
    states.sort(key=_by_place)
    return tuple(places), tuple(states)


_by_place = attrgetter("position", "char_start")


def _taken(page: Page, decided: Sequence[PlaceUse]) -> Sequence[int]:
    # The numbers serve as marks: whatever is not 0 is taken.
    if not decided:
        return page.owner
    taken = list(page.owner)
    for use in decided:
        first, last = use.sighting.first, use.sighting.last
        taken[first] = 1
        if last - first > 1:
            taken[first:last] = [1] * (last - first)
    return taken


def _record(
    page: Page, decided: Sequence[PlaceUse], reader: PlaceReader, places: list[PlaceMention], states: list[Mention]
) -> None:
    position, text = page.paragraph.position, page.text
    for use in decided:
        place, use_as = use.place, use.use
        start, end = use.sighting.char_start, use.sighting.char_end
        if text.startswith(".", end) and text[start : end + 1].count(".") > 1:
            end += 1
        kind = place.kind
        if use_as == PLACE:
            places.append(mention_of(position, text, start, end, place, use.rule))
            if kind == "city":
                continue
        state = place if kind == "country" or kind == "territory" else reader.country_place(place.country_code)
        if state is not None:
            rule = "state.capital" if kind == "city" else STATE_RULES[use_as]
            states.append(Mention(position, start, end, text[start:end], state.place_id, rule))


def _towns(
    pages: Sequence[Page], decided_pages: Sequence[Sequence[PlaceUse]], found: Sequence[Sequence[Town]]
) -> Iterator[PlaceMention]:
    """Yield the towns that no vocabulary holds, also where only another paragraph tells that they are towns."""
    countries: dict[str, str | None] = {}
    for page, towns in zip(pages, found, strict=True):
        for town in towns:
            surface = page.text[page.tokens.starts[town.first] : page.tokens.end(town.last - 1)]
            countries[surface] = countries.get(surface) or town.country_code
    index = SurfaceIndex()
    for surface in countries:
        index.add(surface, Name(slug(surface), surface, "place", None, None, ()), "place.named_before")
    for page, decided, towns in zip(pages, decided_pages, found, strict=True):
        if not countries or not index.may_find(page.tokens):
            continue
        rules = {town.first: town.rule for town in towns}
        for first, last, _, rule in index.find(page.tokens, _taken(page, decided)):
            start, end = page.tokens.starts[first], page.tokens.end(last - 1)
            surface = page.text[start:end]
            place = town_place(surface, countries.get(surface))
            yield mention_of(page.paragraph.position, page.text, start, end, place, rules.get(first, rule))
