"""The places of a document, once its participants are known: what is inside a participant's name is no place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from imcwp_data.extract.name_page import Page
from imcwp_data.extract.people import NAMED_AFTER_PEOPLE
from imcwp_data.extract.place_use import PLACE
from imcwp_data.extract.places import (
    STATE_RULES,
    PlaceReader,
    PlaceUse,
    country_counts,
    mention_of,
    town,
    unknown_towns,
)
from imcwp_data.model import Document, Mention, PlaceMention


def read_places(
    pages: Sequence[Page], reader: PlaceReader, document: Document, known_words: frozenset[str]
) -> tuple[tuple[PlaceMention, ...], tuple[Mention, ...]]:
    """Return the places of a document and its states, in the order of the text."""
    wide: Counter[str] = Counter()
    for page in pages:
        wide.update(country_counts(page.sightings))
        wide.update(s.names[0].country_code for s in page.spans if len(s.names) == 1 and s.names[0].country_code)
    # A town without any other clue lies in the country that most names of the document are of.
    top = wide.most_common(1)
    country = top[0][0] if top and top[0][1] * 5 >= sum(wide.values()) * 3 else None
    places: list[PlaceMention] = []
    states: list[Mention] = []
    towns: dict[str, str | None] = {}
    for page in pages:
        free = [s for s in page.sightings if not any(page.owner[s.first : s.last])]
        near = country_counts(page.sightings)
        decided = reader.decide(page.tokens, free, near, wide, page.paragraph.language)
        _record(page, decided, reader, places, states)
        if page.paragraph.kind != "boilerplate":
            _record_towns(page, decided, known_words, country, towns, places)
    places.sort(key=lambda p: (p.position, p.char_start))
    states.sort(key=lambda m: (m.position, m.char_start))
    return tuple(places), tuple(states)


def _record(
    page: Page, decided: Sequence[PlaceUse], reader: PlaceReader, places: list[PlaceMention], states: list[Mention]
) -> None:
    position = page.paragraph.position
    for use in decided:
        start, end = use.sighting.char_start, use.sighting.char_end
        if end < len(page.text) and page.text[end] == "." and page.text[start : end + 1].count(".") > 1:
            end += 1
        if use.use == PLACE:
            places.append(mention_of(position, page.text, start, end, use.place, use.rule))
        state = use.place if use.place.kind in ("country", "territory") else reader.country_place(use.place.country_code)
        if state is None or (use.use == PLACE and use.place.kind == "city"):
            continue
        rule = "state.capital" if use.place.kind == "city" else STATE_RULES[use.use]
        states.append(Mention(position, start, end, page.text[start:end], state.place_id, rule))


def _record_towns(
    page: Page,
    decided: Sequence[PlaceUse],
    known_words: frozenset[str],
    country: str | None,
    towns: dict[str, str | None],
    places: list[PlaceMention],
) -> None:
    by_word = {use.sighting.first: use for use in decided if not use.sighting.adjective}
    taken = [int(n != 0) for n in page.owner]
    for use in decided:
        taken[use.sighting.first : use.sighting.last] = [1] * (use.sighting.last - use.sighting.first)
    for first, last, code, rule in unknown_towns(page.tokens, taken, by_word, known_words, country):
        start, end = page.tokens.starts[first], page.tokens.ends[last - 1]
        surface = page.text[start:end]
        if surface.rsplit(" ", 1)[-1].lower() in NAMED_AFTER_PEOPLE:
            continue
        code = towns.setdefault(surface, code)
        places.append(mention_of(page.paragraph.position, page.text, start, end, town(surface, code), rule))
