"""All places as a list, and one place with the passages that name it, the meetings and the actions there."""

from __future__ import annotations

from typing import Any

from imcwp_data.explorer.action_filters import at_place
from imcwp_data.explorer.action_rows import action_rows
from imcwp_data.explorer.countries import country_name
from imcwp_data.explorer.dates import say_edtf
from imcwp_data.explorer.lists import MOST_PAGES, pager, told
from imcwp_data.explorer.mentions import mention_counts, passages_by_document
from imcwp_data.explorer.names import Named, place_names
from imcwp_data.explorer.register import Register, register
from imcwp_data.explorer.web import Asked, Page, Row, not_found
from imcwp_data.explorer.words import label_of

ON_A_PAGE = 100
_ACTIONS = 10
_MEETINGS = 50
_PLACES_IN = 60


async def places(asked: Asked) -> Page:
    """List places by name, kind and country."""
    listed: Register = register(asked, await place_names(asked))
    number = asked.number("page", 1, MOST_PAGES)
    shown = listed.rows[ON_A_PAGE * (number - 1) : ON_A_PAGE * number]
    counts = await mention_counts(asked, "place_mentions", "place_id", [one.id for one in shown])
    data = {
        "places": [_listed(asked, one, counts.get(one.id)) for one in shown],
        "found": len(listed.rows),
        **listed.choices(asked, "places"),
        "pager": pager(asked, "places", told(listed.filters), number, len(listed.rows) > ON_A_PAGE * number),
        "map": asked.site.path("map"),
    }
    return Page(
        "places.html", "Places", "The countries, regions and towns that the texts name.", data, current="places"
    )


def _listed(asked: Asked, one: Named, count: dict[str, Any] | None) -> dict[str, Any]:
    return {
        "place_id": one.id,
        "name": one.name,
        "kind": one.group,
        "country_code": one.country,
        "country": country_name(one.country),
        "mentions": count,
        "page": asked.site.path("places", one.id),
    }


async def place(asked: Asked) -> Page:
    """Tell one place: where it lies, which passages name it, what took place there."""
    place_id = asked.parts["id"]
    row = await asked.row("select * from places where place_id = ?", [place_id])
    if row is None:
        raise not_found("place", place_id)
    named = Named(row["place_id"], row["name"], row["kind"], row["country_code"], "", ())
    condition, parameters = at_place(named)
    ids = await asked.rows(
        "select a.action_id from actions a join documents d using (document_id) "
        f"where {condition} order by d.published desc, a.rowid limit :most", {**parameters, "most": _ACTIONS + 1},
    )  # fmt: skip
    spoken = await passages_by_document(asked, "place_mentions", "place_id", place_id)
    data = {
        "place": {**row, "country": country_name(row["country_code"])},
        "country_place": await _country_of(asked, row),
        "within": await _within(asked, row),
        **spoken,
        "all_passages": asked.site.path("search", place=place_id),
        "meetings": await _meetings(asked, row),
        "actions": await action_rows(asked, [one["action_id"] for one in ids[:_ACTIONS]]),
        "all_actions": asked.site.path("actions", place=place_id) if len(ids) > _ACTIONS else None,
    }
    where = f", {country_name(row['country_code'])}" if row["kind"] == "city" and row["country_code"] else ""
    return Page(
        "place.html",
        row["name"],
        f"{row['name']}{where} ({label_of(row['kind'])}): passages that name it, meetings and actions there.",
        data,
        current="places",
    )


async def _country_of(asked: Asked, row: Row) -> Row | None:
    """Return the country in which a town or region lies, as a place of its own."""
    if row["country_code"] is None or row["kind"] in ("country", "territory"):
        return None
    return await asked.row(
        "select place_id, name from places where country_code = ? and kind in ('country', 'territory') limit 1",
        [row["country_code"]],
    )


async def _within(asked: Asked, row: Row) -> list[Row]:
    """Return the towns and regions of a country."""
    if row["country_code"] is None or row["kind"] not in ("country", "territory"):
        return []
    return await asked.rows(
        "select place_id, name, kind from places where country_code = ? and place_id <> ? order by name limit ?",
        [row["country_code"], row["place_id"], _PLACES_IN],
    )


async def _meetings(asked: Asked, row: Row) -> list[Row]:
    whole = row["kind"] in ("country", "territory") and row["country_code"]
    rows = await asked.rows(
        "select meeting_id, name, status, date_edtf, place from meetings "
        f"where {'country_code = :country' if whole else 'place = :name and country_code is :country'} "
        "order by start_date desc limit :most",
        {"country": row["country_code"], "name": row["name"], "most": _MEETINGS},
    )
    return [{**one, "date_said": say_edtf(one["date_edtf"])} for one in rows]
