"""What can be said of an action only beside its document and the document's meetings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from imcwp_data.model import ActionCandidate, Document, MeetingCandidate

_AHEAD = frozenset({"planned", "adopted", "called_for", "demanded"})
# What a text plans or asks for may have begun shortly before the text was put on its page.
_GRACE = timedelta(days=60)
_DATE_COLUMNS = frozenset({"date_edtf", "start_date", "end_date"})


def settle_actions(
    document: Document, actions: Sequence[ActionCandidate], meetings: Sequence[MeetingCandidate]
) -> tuple[ActionCandidate, ...]:
    """Return the actions with what their surroundings tell.

    What is planned, adopted or called for lies ahead: a date long before the document's own ("the founding of the
    union on 30 December 1922") is not the action's. An action whose clause names one of the document's meetings belongs
    to it.
    """
    if not actions:
        return ()
    # Where the meetings' names stand, by paragraph, in the order of the meetings.
    named: dict[int, list[tuple[int, int, str]]] = {}
    for meeting in meetings:
        for told in meeting.assertions:
            if told.column_name == "name":
                named.setdefault(told.position, []).append((told.char_start, told.char_end, meeting.local_id))
    return tuple([_with_meeting(_without_past(document, action), named) for action in actions])


def _without_past(document: Document, action: ActionCandidate) -> ActionCandidate:
    if action.status not in _AHEAD or not action.end_date or not document.published:
        return action
    if date.fromisoformat(action.end_date) >= date.fromisoformat(document.published) - _GRACE:
        return action
    kept = tuple(a for a in action.assertions if a.column_name not in _DATE_COLUMNS)
    return action.changed(date_edtf=None, start_date=None, end_date=None, assertions=kept)


def _with_meeting(action: ActionCandidate, named: Mapping[int, Sequence[tuple[int, int, str]]]) -> ActionCandidate:
    if action.meeting_local_id is not None or action.position not in named:
        return action
    for start, end, local_id in named[action.position]:
        if action.char_start <= start and end <= action.char_end:
            return action.changed(meeting_local_id=local_id)
    return action
