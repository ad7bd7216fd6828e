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

from imcwp_data.extract.action_draft import Draft
from imcwp_data.extract.quantities import Quantity, find_quantity, find_voters
from imcwp_data.extract.referents import SESSION, WORKING_GROUP, Cast
from imcwp_data.extract.roles import ClauseView, Who
from imcwp_data.extract.themes import ThemeHit
from imcwp_data.model import (
    ActionCandidate,
    Assertion,
    DateExpression,
    Document,
    MeetingCandidate,
    Paragraph,
    PlaceMention,
)
from imcwp_data.text.edtf import bounds

_DEADLINE = re.compile(
    r"\b(?:by|before|until|till|no later than|not later than|antes del?|hasta(?: el)?|a más tardar(?: el)?)(?: the)? $",
    re.IGNORECASE,
)
# "the protests of 11 July", "the borders of 1967", "the resolution of May": the date of a thing, not of the action.
_OF_A_THING = re.compile(
    r"(?<!weekend)(?<!\bday)(?<!\bdays)(?<!\bweek)(?<!evening)(?<!morning)(?<!\bnight)(?<!month)"
    r" (?:of|de|del)(?: the)? $",
    re.IGNORECASE,
)
_PLACE_LEAD = re.compile(
    r"\b(?:in|at|en|outside|near|for|to)(?: the (?:city|town|village|port) of)?(?: the)? $|^\W*$", re.IGNORECASE
)
_SINCE = re.compile(r"\b(?:since|desde)(?: the| el)? $", re.IGNORECASE)
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
_SERIES = {SESSION: "IMCWP", WORKING_GROUP: "IMCWP Working Group"}


class Circumstances:
    """Dates, places and meetings of a document by the paragraph that states them."""

    def __init__(
        self,
        document: Document,
        dates: Sequence[DateExpression],
        places: Sequence[PlaceMention],
        meetings: Sequence[MeetingCandidate],
        cast: Cast,
    ) -> None:
        self._document = document
        self._cast = cast
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
        if view.position not in self._dates:
            return None
        for date in _inside(self._dates.get(view.position, []), view.start, view.end):
            lead = view.form[max(view.start, date.char_start - 24) : date.char_start]
            if _OF_A_THING.search(lead) and not (event_type == "CONSULT" and date.char_start < view.after[0]):
                continue
            if view.form[date.char_start - 1 : date.char_start] == "(":
                continue
            if '"' in view.form[view.start : date.char_start] and view.form.count('"', view.start, date.char_start) % 2:
                continue
            edtf = date.date_edtf
            if _SINCE.search(lead):
                # Of the action's own verb, not of a clause between it and the date.
                verb = view.form[max(view.start, view.after[0] - _VERB_REACH) : view.after[0]]
                lasting = not view.relative and _LASTING.search(verb) is not None
                if date.char_start > view.after[0] and not lasting:
                    continue
                edtf = f"{edtf}/.." if lasting and "/" not in edtf else edtf
            if _DEADLINE.search(lead) and "/" not in edtf:
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
        if view.position not in self._places:
            return None
        country = None
        for place in _inside(self._places.get(view.position, []), view.start, view.end):
            if not _PLACE_LEAD.search(view.form[max(view.start, place.char_start - 30) : place.char_start]):
                continue
            if place.kind not in {"country", "territory"}:
                return place
            country = country or place
        return country

    def quantity(self, view: ClauseView, event_type: str, lemma: str) -> Quantity | None:
        """Return how much or how many of what a clause gives, sends, arrests or signs; of a vote, how many states."""
        if lemma in _VOTING:
            before = view.after[0] - (_VOTERS_BEFORE if view.relative else 0)
            return find_voters(view.form, max(0, min(view.start, before)), view.after[0])
        if event_type not in _COUNTED:
            # Of what else is done only signatures are counted.
            text = view.form[view.start : view.end]
            if "signature" not in text and "firma" not in text:
                return None
        dates = _inside(self._dates.get(view.position, []), view.start, view.end)
        taken = [(d.char_start, d.char_end) for d in dates]
        taken += [(e.char_start, e.char_end) for e in self._cast.within(view.position, view.start, view.end)]
        found = find_quantity(view.form, view.start, view.end, taken)
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
                return next((m.local_id for m in self._meetings if m.series == _SERIES[actor]), None)
        return None


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


@lru_cache(maxsize=1024)
def _as_json(themes: tuple[str, ...]) -> str:
    return json.dumps(list(themes), ensure_ascii=False)


def record(
    draft: Draft,
    view: ClauseView,
    paragraph: Paragraph,
    circumstances: Circumstances,
    actors: Who,
    targets: Who,
    beneficiaries: Who,
    themes: tuple[str, ...],
    theme_hits: Sequence[ThemeHit],
    joint_axis: int | None,
) -> ActionCandidate:
    """Return the action of a draft with an assertion for each value that it has."""
    position, event_type = paragraph.position, draft.event_type
    clause_start, clause_end = view.start, view.end
    subject_end = view.subject[1]
    verb = subject_end if clause_start < subject_end < clause_end else clause_start
    date = circumstances.date(view, event_type)
    start_date, end_date = bounds(date[1]) if date is not None else (None, None)
    status = draft.status
    if draft.ongoing and status == "reported" and circumstances.is_ahead(start_date):
        status = "planned"
    told = [
        Assertion("event_type", event_type, position, verb, max(verb, clause_end), draft.rule),
        Assertion("status", status, position, verb, max(verb, clause_end), f"status.{status}"),
    ]
    if date is not None:
        told.append(Assertion("date_edtf", date[1], position, date[0].char_start, date[0].char_end, date[0].rule))
    place = circumstances.place(view) if event_type in _HAPPENS_SOMEWHERE else None
    if place is not None:
        where = (position, place.char_start, place.char_end, place.rule)
        if place.kind not in {"country", "territory"}:
            told.append(Assertion("place", place.name, *where))
        if place.country_code:
            told.append(Assertion("country_code", place.country_code, *where))
    quantity = circumstances.quantity(view, event_type, draft.lemma)
    if quantity is not None:
        span = (position, quantity.char_start, quantity.char_end)
        told.append(Assertion("quantity", f"{quantity.value:g}", *span, "quantity.number"))
        told.append(Assertion("unit", quantity.unit, *span, "quantity.unit"))
    clause = (position, clause_start, max(clause_start, clause_end))
    if joint_axis is not None:
        told.append(Assertion("joint_axis", str(joint_axis), *clause, "joint_axis.position"))
    if theme_hits:
        hit = theme_hits[0]
        told.append(Assertion("themes", _as_json(themes), position, hit.char_start, hit.char_end, "theme.cue"))
    else:
        told.append(Assertion("themes", _as_json(themes), *clause, "theme.context"))
    for column, who in (("actors", actors), ("targets", targets), ("beneficiaries", beneficiaries)):
        if not who.ids:
            continue
        if who.char_end > who.char_start:
            rule = f"role.{column}.named"
            told += [Assertion(column, one, position, who.char_start, who.char_end, rule) for one in who.ids]
        else:
            rule = f"role.{column}.context"
            told += [Assertion(column, one, *clause, rule) for one in who.ids]
    return ActionCandidate(
        position=position,
        char_start=view.start,
        char_end=view.end,
        text=paragraph.text[view.start : view.end],
        event_type=draft.event_type,
        status=status,
        rule=draft.rule,
        date_edtf=date[1] if date else None,
        start_date=start_date,
        end_date=end_date,
        place=place.name if place is not None and place.kind not in {"country", "territory"} else None,
        country_code=place.country_code if place is not None else None,
        quantity=quantity.value if quantity else None,
        unit=quantity.unit if quantity else None,
        joint_axis=joint_axis,
        themes=themes,
        actors=actors.ids,
        targets=targets.ids,
        beneficiaries=beneficiaries.ids,
        meeting_local_id=circumstances.meeting(view, draft.event_type, actors.ids),
        assertions=tuple(told),
    )
