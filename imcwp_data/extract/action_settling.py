"""What can be said of an action only beside its document and the document's meetings."""

from __future__ import annotations

from collections.abc import Sequence
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
    settled = []
    for action in actions:
        if action.status in _AHEAD and action.end_date and document.published:
            action = _without_past(action, document.published)
        if action.meeting_local_id is None and action.position in named:
            action = _with_meeting(action, named[action.position])
        settled.append(action)
    return tuple(settled)


def _without_past(action: ActionCandidate, published: str) -> ActionCandidate:
    if action.end_date is None or date.fromisoformat(action.end_date) >= date.fromisoformat(published) - _GRACE:
        return action
    kept = tuple(a for a in action.assertions if a.column_name not in _DATE_COLUMNS)
    return action.changed(date_edtf=None, start_date=None, end_date=None, assertions=kept)


def _with_meeting(action: ActionCandidate, named: Sequence[tuple[int, int, str]]) -> ActionCandidate:
    for start, end, local_id in named:
        if action.char_start <= start and end <= action.char_end:
            return action.changed(meeting_local_id=local_id)
    return action
