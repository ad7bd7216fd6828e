"""What a reader asks of the list of actions → the conditions in SQL, each driven by an index where there is one.

The values go into named parameters, so that the same conditions also make the address of the list as CSV and SQL.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from imcwp_data.explorer.lists import choice, day_bound
from imcwp_data.explorer.names import Named, Names, meeting_names, participant_names, place_names
from imcwp_data.explorer.row_facts import schema_of
from imcwp_data.explorer.search_query import SearchQuery, search_query
from imcwp_data.explorer.web import Asked

LAST_DAY = "9999-12-31"
FIRST_DAY = "0001-01-01"
# Whose dates are asked for: the action's, else those of its document; only one of both.
DATED_BY = ("either", "action", "document")
_OF_ACTION = "select rowid from actions where start_date <= :to and ifnull(end_date, '9999-12-31') >= :from"
_OF_DOCUMENT = (
    "select b.rowid from documents c join actions b on b.document_id = c.document_id "
    "where c.published between :from and :to"
)
_BY_PARTICIPANT = (
    "a.action_id in (select action_id from action_participants where role = '{role}' "
    "and participant_id in (select value from json_each(:{name})))"
)
# An action's places hold the name alone.
_AT_COUNTRY = "a.country_code = :{name}_country"
_AT_PLACE = "(a.place = :{name}_place and a.country_code is :{name}_country)"


@dataclass(slots=True)
class ActionFilters:
    """The filters of a list of actions.

    ``given`` is what the form shows and addresses carry; ``notes`` say what of it could not be understood; ``chosen``
    are the participants, places and meetings that the typed names mean, by filter.
    """

    given: dict[str, str] = field(default_factory=dict)
    conditions: list[str] = field(default_factory=list)
    parameters: dict[str, Any] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    chosen: dict[str, Sequence[Named]] = field(default_factory=dict)
    dated: bool = False

    @property
    def where(self) -> str:
        """The conditions as SQL."""
        return " and ".join(self.conditions) or "1"

    def add(self, condition: str, **parameters: Any) -> None:
        """Add a condition with its parameters."""
        self.conditions.append(condition)
        self.parameters.update(parameters)


async def action_filters(asked: Asked) -> ActionFilters:
    """Return the filters of a request."""
    filters = ActionFilters()
    _by_date(asked, filters)
    participants = await participant_names(asked)
    for role in ("actor", "target", "beneficiary"):
        chosen = _names(asked, filters, role, participants, "participant")
        if chosen is not None:
            ids = json.dumps([one.id for one in chosen])
            filters.add(_BY_PARTICIPANT.format(role=role, name=role), **{role: ids})
    meetings = _names(asked, filters, "meeting", await meeting_names(asked), "meeting")
    if meetings is not None:
        filters.add(
            "a.meeting_id in (select value from json_each(:meeting))", meeting=json.dumps([one.id for one in meetings])
        )
    places = _names(asked, filters, "place", await place_names(asked), "place", most=1)
    if places is not None:
        condition, parameters = at_place(places[0]) if places else ("0", {})
        filters.add(condition, **parameters)
    _by_code(asked, filters)
    document = asked.query.get("document", "")
    if document:
        filters.given["document"] = document
        filters.add("a.document_id = :document", document=document)
    _by_words(asked, filters)
    return filters


def at_place(place: Named, name: str = "place") -> tuple[str, dict[str, Any]]:
    """Return the condition for the actions at a place: of a country all that are in it."""
    if place.group in ("country", "territory") and place.country:
        return _AT_COUNTRY.format(name=name), {f"{name}_country": place.country}
    return _AT_PLACE.format(name=name), {f"{name}_place": place.name, f"{name}_country": place.country}


def _by_date(asked: Asked, filters: ActionFilters) -> None:
    typed_from, typed_to = asked.query.get("from", "").strip(), asked.query.get("to", "").strip()
    first, last = day_bound(typed_from, last=False), day_bound(typed_to, last=True)
    for typed, understood in ((typed_from, first), (typed_to, last)):
        if typed and understood is None:
            filters.notes.append(f"“{typed[:40]}” is no date and was left out. Dates look like 2021-11-15 or 2021-11.")
    if first and last and first > last:
        first, last = day_bound(typed_to, last=False), day_bound(typed_from, last=True)
        filters.notes.append("The dates were given the wrong way round.")
    if not first and not last:
        return
    filters.dated = True
    filters.given |= {name: day for name, day in (("from", first), ("to", last)) if day}
    dated_by = choice(asked, "dated", DATED_BY) or "either"
    if dated_by != "either":
        filters.given["dated"] = dated_by
    condition = {
        "action": f"a.rowid in ({_OF_ACTION})",
        "document": f"a.rowid in ({_OF_DOCUMENT})",
        "either": f"a.rowid in ({_OF_ACTION} union all {_OF_DOCUMENT} and b.start_date is null)",
    }[dated_by]
    filters.add(condition, **{"from": first or FIRST_DAY, "to": last or LAST_DAY})


def _names(
    asked: Asked, filters: ActionFilters, name: str, names: Names, what: str, most: int = 20
) -> Sequence[Named] | None:
    """Return what a typed name means, None where none is typed; say so where nothing bears it."""
    typed = asked.query.get(name, "").strip()
    if not typed:
        return None
    filters.given[name] = typed[:200]
    chosen = names.meant(typed, most)
    filters.chosen[name] = chosen
    if not chosen:
        filters.notes.append(f"No {what} has a name with “{typed[:80]}” in it.")
    return chosen


def _by_code(asked: Asked, filters: ActionFilters) -> None:
    columns = {column.name: column for column in schema_of("actions").fields}
    for name, column, allowed in (
        ("event_type", "a.event_type", columns["event_type"].enum),
        ("status", "a.status", columns["status"].enum),
        ("document_type", "d.document_type", document_types()),
        ("theme", None, columns["themes"].item_enum),
    ):
        value = choice(asked, name, allowed)
        if value and column:
            filters.given[name] = value
            filters.add(f"{column} = :{name}", **{name: value})
        elif value:
            filters.given[name] = value
            filters.add("exists (select 1 from json_each(a.themes) where value = :theme)", theme=value)


def document_types() -> tuple[str, ...]:
    """Return the types of document that there may be."""
    return next(column.enum or () for column in schema_of("documents").fields if column.name == "document_type")


def _by_words(asked: Asked, filters: ActionFilters) -> SearchQuery | None:
    typed = asked.query.get("q", "").strip()
    if not typed:
        return None
    query = search_query(typed)
    filters.given["q"] = typed
    if query.as_words and query:
        filters.notes.append(f"The words were searched one by one: {', '.join(query.terms)}.")
    if query:
        filters.add(
            "a.paragraph_id in (select paragraph_id from paragraphs where rowid in "
            "(select rowid from paragraphs_fts where paragraphs_fts match :words))", words=query.match,
        )  # fmt: skip
    else:
        filters.notes.append("There is no word to search for.")
    return query
