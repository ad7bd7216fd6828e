"""From a draft to the action's record: date, place, quantity and meeting of its clause, with the evidence of each."""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from operator import attrgetter
from typing import TypeVar

from imcwp_data.extract.action_deed import Deed
from imcwp_data.extract.action_draft import Draft
from imcwp_data.extract.action_page import leads_to_place
from imcwp_data.extract.clause_tokens import NUMBER
from imcwp_data.extract.quantities import Quantity, find_quantity, find_voters
from imcwp_data.extract.referents import SESSION, WORKING_GROUP
from imcwp_data.extract.roles import ClauseView, Who
from imcwp_data.model import (
    ActionCandidate,
    Assertion,
    DateExpression,
    Document,
    MeetingCandidate,
    PlaceMention,
)
from imcwp_data.steps import Steps
from imcwp_data.text.edtf import bounds

_DEADLINE = re.compile(
    r"\b(?:by|before|until|till|no later than|not later than|antes del?|hasta(?: el)?|a más tardar(?: el)?)(?: the)? $"
)
# "the protests of 11 July", "the borders of 1967", "the resolution of May": the date of a thing, not of the action.
_OF_A_THING = re.compile(
    r"(?<!weekend)(?<!\bday)(?<!\bdays)(?<!\bweek)(?<!evening)(?<!morning)(?<!\bnight)(?<!month)"
    r" (?:of|de|del)(?: the)? $"
)
# How what these patterns match ends, by which most of what stands before a date is told at once.
_OF_ENDS = (" of ", " de ", " del ", " of the ", " de the ", " del the ")
_SINCE_ENDS = ("since ", "since the ", "since el ", "desde ", "desde the ", "desde el ")
_DEADLINE_ENDS = (
    "by ", "before ", "until ", "till ", "than ", "antes de ", "antes del ", "hasta ", "hasta el ", "tardar ",
    "tardar el ",
)  # fmt: skip
_SINCE = re.compile(r"\b(?:since|desde)(?: the| el)? $")
_VERB_REACH = 30
_LASTING = re.compile(r"\b(?:has|have|had|ha|han|había|lleva\w*)\b", re.IGNORECASE)
_SIGNATURES = re.compile(r"\b(?:signatures?|firmas?)\b")
_COUNTED = frozenset({"AID", "MOBILIZE", "COERCE", "ASSAULT", "PROTEST"})
_HAPPENS_SOMEWHERE = frozenset({"CONSULT", "PROTEST", "MOBILIZE", "AID", "ASSAULT", "COERCE", "SUPPORT"})
_NEAR_ENOUGH = 50
_VOTING = frozenset({"vote", "votar"})
# A relative clause counts its voters in the noun before it.
_VOTERS_BEFORE = 60
# Of fewer dates or places than these each is looked at.
_MANY = 8
_CHAR_START = attrgetter("char_start")
_Placed = TypeVar("_Placed", DateExpression, PlaceMention)
_COUNTRIES = frozenset({"country", "territory"})
# The rule of a role whose bearer is named, and of one whom the context tells.
_ROLE_RULES = {role: (f"role.{role}.named", f"role.{role}.context") for role in ("actors", "targets", "beneficiaries")}
_SERIES = {SESSION: "IMCWP", WORKING_GROUP: "IMCWP Working Group"}


class Circumstances:
    """Dates, places and meetings of a document by the paragraph that states them."""

    def __init__(
        self,
        document: Document,
        dates: Sequence[DateExpression],
        places: Sequence[PlaceMention],
        meetings: Sequence[MeetingCandidate],
    ) -> None:
        self._document = document
        self._reports = document.document_type in {"statement", "press_release", "joint_actions", "report"}
        self._dates: dict[int, list[DateExpression]] = defaultdict(list)
        for date in dates:
            self._dates[date.position].append(date)
        self._places: dict[int, list[PlaceMention]] = defaultdict(list)
        for place in places:
            self._places[place.position].append(place)
        self._meetings = meetings
        self._told: dict[int, list[tuple[int, int, str]]] = defaultdict(list)
        for meeting in meetings:
            for said in meeting.assertions:
                self._told[said.position].append((said.char_start, said.char_end, meeting.local_id))
        for told in self._told.values():
            told.sort()

    def date(self, view: ClauseView, event_type: str) -> tuple[DateExpression, str] | None:
        """Return the date of a clause and its EDTF; a deadline is an interval open at its start."""
        dates = self._dates.get(view.position)
        if dates is None:
            return None
        for date in _inside(dates, view.start, view.end):
            first = date.char_start
            lead = view.lower[max(view.start, first - 24) : first]
            if (
                lead.endswith(_OF_ENDS)
                and _OF_A_THING.search(lead)
                and not (event_type == "CONSULT" and first < view.after[0])
            ):
                continue
            if view.form[first - 1 : first] == "(" or view.form.count('"', view.start, first) % 2:
                continue
            edtf = date.date_edtf
            if lead.endswith(_SINCE_ENDS) and _SINCE.search(lead):
                # Of the action's own verb, not of a clause between it and the date.
                verb = view.form[max(view.start, view.after[0] - _VERB_REACH) : view.after[0]]
                lasting = not view.relative and _LASTING.search(verb) is not None
                if date.char_start > view.after[0] and not lasting:
                    continue
                edtf = f"{edtf}/.." if lasting and "/" not in edtf else edtf
            if "/" not in edtf and lead.removesuffix("the ").endswith(_DEADLINE_ENDS) and _DEADLINE.search(lead):
                last = bounds(edtf)[1]
                edtf = f"../{last}" if last else edtf
            return date, edtf
        return None

    def is_ahead(self, day: str | None) -> bool:
        """Tell whether a day (ISO 8601) is after the day of the document."""
        published = self._document.published
        return day is not None and published is not None and day > published

    def place(self, view: ClauseView) -> PlaceMention | None:
        """Return where a clause happens: the first town or region it names with "in", else the first country."""
        places = self._places.get(view.position)
        if places is None:
            return None
        country = None
        for place in _inside(places, view.start, view.end):
            if not leads_to_place(view.lower[max(view.start, place.char_start - 30) : place.char_start]):
                continue
            if place.kind not in _COUNTRIES:
                return place
            country = country or place
        return country

    def quantity(self, view: ClauseView, event_type: str, lemma: str) -> Quantity | None:
        """Return how much or how many of what a clause gives, sends, arrests or signs; of a vote, how many states."""
        if lemma in _VOTING:
            before = view.after[0] - (_VOTERS_BEFORE if view.relative else 0)
            return find_voters(view.form, max(0, min(view.start, before)), view.after[0])
        if not view.signs & NUMBER:
            return None
        if event_type not in _COUNTED:
            # Of what else is done only signatures are counted.
            form = view.form
            if "signature" not in form and "firma" not in form:
                return None
            start, end = view.start, view.end
            if form.find("signature", start, end) < 0 and form.find("firma", start, end) < 0:
                return None
        taken = [(e.char_start, e.char_end) for e in view.inside]
        dates = self._dates.get(view.position)
        if dates is not None:
            taken += [(d.char_start, d.char_end) for d in _inside(dates, view.start, view.end)]
        found = find_quantity(view.form, view.start, view.end, taken, view.lower)
        if found is None:
            return None
        if event_type in _COUNTED or _SIGNATURES.search(found.unit):
            return found
        return None

    def meeting(self, view: ClauseView, event_type: str, actors: Sequence[str]) -> str | None:
        """Return the meeting that a clause is about, or that acts in it."""
        told = self._told.get(view.position) if event_type == "CONSULT" else None
        if told:
            first = bisect_left(told, (view.start, 0, ""))
            for start, end, local in told[first : first + _NEAR_ENOUGH]:
                if start < view.end and end <= view.end:
                    return local
        if not self._reports:
            return None
        for actor in actors:
            if actor in _SERIES:
                return self._of_series(_SERIES[actor])
        return None

    def _of_series(self, series: str) -> str | None:
        return next((m.local_id for m in self._meetings if m.series == series), None)


def _inside(found: Sequence[_Placed], start: int, end: int) -> list[_Placed]:
    """Return what lies wholly in some characters; ``found`` is in the order of the text."""
    inside = []
    first = bisect_left(found, start, key=_CHAR_START) if len(found) > _MANY else 0
    for item in found[first:] if first else found:
        begin = item.char_start
        if begin >= end:
            break
        if begin >= start and item.char_end <= end:
            inside.append(item)
    return inside


@lru_cache(maxsize=64)
def _status_rule(status: str) -> str:
    return f"status.{status}"


@lru_cache(maxsize=1024)
def _as_json(themes: tuple[str, ...]) -> str:
    return json.dumps(list(themes), ensure_ascii=False)


def status_of(draft: Draft, view: ClauseView, circumstances: Circumstances) -> str:
    """Return the status of what goes on, by the date of its clause: "holds a rally on 5 May" may lie ahead."""
    if draft.status == "reported":
        date = circumstances.date(view, draft.event_type)
        if date is not None and circumstances.is_ahead(bounds(date[1])[0]):
            return "planned"
    return draft.status


def records(deeds: Sequence[Deed], circumstances: Circumstances) -> Steps[tuple[ActionCandidate, ...]]:
    """Return the records of a document's actions, step by step."""
    told = []
    for deed in deeds:
        draft, view = deed.draft, deed.view
        event_type = draft.event_type
        date = circumstances.date(view, event_type)
        place = circumstances.place(view) if event_type in _HAPPENS_SOMEWHERE else None
        quantity = circumstances.quantity(view, event_type, draft.lemma)
        told.append((deed, date, place, quantity, circumstances.meeting(view, event_type, deed.actors.ids)))
    yield
    return tuple([_record(*each) for each in told])


def _record(
    deed: Deed,
    date: tuple[DateExpression, str] | None,
    place: PlaceMention | None,
    quantity: Quantity | None,
    meeting: str | None,
) -> ActionCandidate:
    """Return the record of an action with an assertion for each value that it has."""
    draft, view, paragraph = deed.draft, deed.view, deed.paragraph
    actors, targets, beneficiaries, themes = deed.actors, deed.targets, deed.beneficiaries, deed.themes
    theme_hits, joint_axis = deed.theme_hits, deed.joint_axis
    position, event_type, status, rule = paragraph.position, draft.event_type, deed.status, draft.rule
    clause_start, clause_end = view.start, view.end
    subject_end = view.subject[1]
    verb = subject_end if clause_start < subject_end < clause_end else clause_start
    stop = clause_end if clause_end > verb else verb
    text = paragraph.text
    while verb < stop and text[verb].isspace():
        verb += 1
    date_edtf = start_date = end_date = None
    if date is not None:
        date_edtf = date[1]
        start_date, end_date = bounds(date_edtf)
    told = [
        Assertion("event_type", event_type, position, verb, stop, rule, 1.0),
        Assertion("status", status, position, verb, stop, _status_rule(status), 1.0),
    ]
    if date is not None:
        found = date[0]
        told.append(Assertion("date_edtf", date[1], position, found.char_start, found.char_end, found.rule))
    town = country_code = None
    if place is not None:
        country_code = place.country_code
        first, last, place_rule = place.char_start, place.char_end, place.rule
        if place.kind not in _COUNTRIES:
            town = place.name
            told.append(Assertion("place", town, position, first, last, place_rule))
        if country_code:
            told.append(Assertion("country_code", country_code, position, first, last, place_rule))
    value = unit = None
    if quantity is not None:
        value, unit = quantity.value, quantity.unit
        number, number_end = quantity.char_start, quantity.char_end
        told.append(Assertion("quantity", f"{value:g}", position, number, number_end, "quantity.number"))
        told.append(Assertion("unit", unit, position, number, number_end, "quantity.unit"))
    clause_stop = clause_end if clause_end > clause_start else clause_start
    if joint_axis is not None:
        axis = str(joint_axis)
        told.append(Assertion("joint_axis", axis, position, clause_start, clause_stop, "joint_axis.position"))
    if theme_hits:
        first, last = theme_hits[0].char_start, theme_hits[0].char_end
        told.append(Assertion("themes", _as_json(themes), position, first, last, "theme.cue", 1.0))
    else:
        told.append(Assertion("themes", _as_json(themes), position, clause_start, clause_stop, "theme.context", 1.0))
    if actors.ids:
        _tell_role(told, "actors", actors, position, clause_start, clause_stop)
    if targets.ids:
        _tell_role(told, "targets", targets, position, clause_start, clause_stop)
    if beneficiaries.ids:
        _tell_role(told, "beneficiaries", beneficiaries, position, clause_start, clause_stop)
    return ActionCandidate(
        position,
        clause_start,
        clause_end,
        text[clause_start:clause_end],
        event_type,
        status,
        rule,
        date_edtf,
        start_date,
        end_date,
        town,
        country_code,
        value,
        unit,
        joint_axis,
        themes,
        actors.ids,
        targets.ids,
        beneficiaries.ids,
        meeting,
        tuple(told),
    )


def _tell_role(told: list[Assertion], role: str, who: Who, position: int, clause_start: int, clause_stop: int) -> None:
    """Tell who is named in a role where that is read, or whom the context tells in the whole clause."""
    named, context = _ROLE_RULES[role]
    first, last, rule = who.char_start, who.char_end, named
    if last <= first:
        first, last, rule = clause_start, clause_stop, context
    for one in who.ids:
        told.append(Assertion(role, one, position, first, last, rule, 1.0))
