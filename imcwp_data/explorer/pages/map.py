"""The map: where the documents look, by places and by countries."""

from __future__ import annotations

from collections import defaultdict

from imcwp_data.explorer.countries import country_name
from imcwp_data.explorer.figures import world
from imcwp_data.explorer.figures.scale import step_of, steps
from imcwp_data.explorer.kept import kept
from imcwp_data.explorer.web import Asked, Page, Row
from imcwp_data.explorer.words import plural

MOST_PLACES = 150
_MOST_LISTED = 60
_MOST_COUNTRIES = 300
_MOST_ROWS = 200
# Shaded as a whole and no bubble.
_SHADED = frozenset({"country", "territory"})
# What countries can be shaded by, and one and many of it.
MEASURES: dict[str, tuple[str, str, str]] = {
    "mentions": ("How often named", "mention", "mentions"),
    "actions": ("Actions there", "action", "actions"),
    "meetings": ("Meetings there", "meeting", "meetings"),
    "participants": ("Participants from there", "participant", "participants"),
}


async def world_map(asked: Asked) -> Page:
    """Return a view of the map, countries shaded by what is asked for."""
    view = asked.query.get("view", "world")
    view = view if view in world.VIEWS else "world"
    measure = asked.query.get("by", "mentions")
    measure = measure if measure in MEASURES else "mentions"
    countries = await kept(asked, "map countries", lambda: _countries(asked))
    places = await kept(asked, "map places", lambda: _places(asked))
    bounds = steps(row[measure] for row in countries)
    _, one, many = MEASURES[measure]
    shaded = [_country(asked, row, measure, one, many) for row in countries if row[measure]]
    on_map = [row for row in places if row["latitude"] is not None and row["longitude"] is not None]
    bubbles = [_bubble(asked, row) for row in on_map if row["kind"] not in _SHADED]
    summary = (
        f"Map, {world.VIEWS[view][0]}: {plural(len(shaded), 'country', 'countries')} shaded by {many}, towns and "
        "regions as bubbles by how often they are named. The tables below tell the same."
    )
    rows = sorted(countries, key=lambda row: (-row[measure], row["name"]))[:_MOST_ROWS]
    data = {
        "view": view,
        "by": measure,
        "rows": [{**row, "step": step_of(row[measure], bounds)} for row in rows],
        "places": [{**row, "address": asked.site.path("places", row["place_id"])} for row in places[:_MOST_LISTED]],
        "shaded": len(shaded),
        "off_map": sum(row["latitude"] is None for row in places[:_MOST_LISTED]),
    }
    return Page(
        template="map.html",
        title="Map",
        description="The countries, towns and regions that the documents name, and where they tell of actions.",
        data=data,
        drawings={
            "picture": world.draw_world(view, shaded, bubbles, bounds, summary),
            "legend": world.legend(many, bounds, bool(bubbles)),
            "views": [(name, words) for name, (words, _) in world.VIEWS.items()],
            "measures": MEASURES,
        },
        current="map",
    )


async def _places(asked: Asked) -> list[Row]:
    """Return the places that are named most often."""
    return await asked.rows(
        "select places.place_id, name, kind, country_code, latitude, longitude, mentions "
        "from (select place_id, count(*) as mentions from place_mentions group by place_id) as named "
        "join places on places.place_id = named.place_id order by mentions desc, name limit ?",
        (MOST_PLACES,),
    )


async def _countries(asked: Asked) -> list[Row]:
    """Return all countries that the release tells anything of, with their counts."""
    counts: dict[str, dict[str, int]] = defaultdict(lambda: dict.fromkeys(MEASURES, 0))
    named = (
        "select country_code as code, sum(mentions) as count "
        "from (select place_id, count(*) as mentions from place_mentions group by place_id) as named "
        "join places on places.place_id = named.place_id where country_code is not null group by country_code"
    )
    plain = "select country_code as code, count(*) as count from {} where country_code is not null group by 1"
    for measure in MEASURES:
        sql = named if measure == "mentions" else plain.format(measure)
        for row in await asked.rows(f"{sql} limit {_MOST_COUNTRIES}"):
            counts[row["code"]][measure] = row["count"]
    own = await asked.rows(
        "select country_code, place_id, latitude, longitude from places "
        "where kind in ('country', 'territory') and country_code is not null order by kind desc, place_id desc limit ?",
        (4 * _MOST_COUNTRIES,),
    )
    by_code = {row["country_code"]: row for row in own}
    found = []
    for code, told in sorted(counts.items()):
        place = by_code.get(code, {})
        found.append(
            {
                "country_code": code,
                "name": country_name(code),
                **told,
                "place_id": place.get("place_id"),
                "latitude": place.get("latitude"),
                "longitude": place.get("longitude"),
                "address": _address(asked, code, place.get("place_id")),
            }
        )
    return found


def _address(asked: Asked, code: str, place_id: str | None) -> str:
    """Return the page of a country; where it is no place of its own, the places within it."""
    if place_id is not None:
        return asked.site.path("places", place_id)
    return asked.site.table("places", country_code__exact=code)


def _country(asked: Asked, row: Row, measure: str, one: str, many: str) -> world.Country:
    at = None if row["latitude"] is None else (row["latitude"], row["longitude"])
    told = f"{row['name']}: {plural(row[measure], one, many)}"
    address = row["address"] if measure == "mentions" else _rows_of(asked, measure, row["country_code"])
    return world.Country(row["country_code"], row["name"], row[measure], told, address, at)


def _rows_of(asked: Asked, table: str, code: str) -> str:
    return asked.site.table(table, country_code__exact=code)


def _bubble(asked: Asked, row: Row) -> world.Bubble:
    told = f"{row['name']}: {plural(row['mentions'], 'mention')}"
    address = asked.site.path("places", row["place_id"])
    return world.Bubble(row["name"], row["kind"], row["mentions"], told, address, row["latitude"], row["longitude"])
