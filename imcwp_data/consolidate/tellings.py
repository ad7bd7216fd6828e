"""What documents tell of participants, meetings, who takes part in these, and actions: all assertions of a batch."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

from imcwp_data.consolidate.actions import ActionRows, tell_of_actions
from imcwp_data.consolidate.columns import columns_of, owners_of, records_of
from imcwp_data.consolidate.told import Statements, Told
from imcwp_data.model import Assertion, MeetingParticipant

if TYPE_CHECKING:
    from imcwp_data.consolidate.columns import Numbers, Records


def told_of(participants: Records, meetings: Records, actions: ActionRows) -> Told:
    """Return what documents tell of their participants, meetings and actions."""
    import pyarrow as pa

    told = Told()
    lists = [owned["assertions"] for owned in (participants.columns, meetings.columns, actions.actions.columns)]
    assertions = columns_of(chain.from_iterable(chain.from_iterable(lists)), Assertion)
    told.spans.add(assertions)
    columns = pa.array(assertions["column_name"], pa.string())
    told.columns.add(columns)
    told.values.add(assertions["value"])
    whose = [owners_of(listed) for listed in lists]
    told.add(_every("participants", participants.columns["participant_id"], participants.owner, whose[0], 0))
    of_meetings = len(whose[0])
    told.add(_every("meetings", meetings.columns["local_id"], meetings.owner, whose[1], of_meetings))
    told.add(_of_members(meetings, told))
    of_actions = of_meetings + len(whose[1])
    tell_of_actions(actions, told, columns[of_actions:], assertions["value"][of_actions:], of_actions)
    return told


def _every(table_name: str, row_ids: list[str], owner: Numbers, whose: Numbers, first: int) -> Statements:
    """Return assertions that are told as they are, from the first one's number on; all documents decide on them."""
    import numpy as np
    import pyarrow as pa

    numbers = np.arange(first, first + len(whose))
    return Statements(table_name, pa.array(row_ids, pa.string()), owner, whose, numbers, numbers, numbers)


def _of_members(meetings: Records, told: Told) -> Statements:
    """Return that the words which name a participant of a meeting tell its role there."""
    import numpy as np
    import pyarrow as pa

    members = records_of(meetings.columns["participants"], MeetingParticipant)
    columns: dict[str, list[Any]] = dict(members.columns)
    every = np.arange(len(members))
    local_ids = [meetings.columns["local_id"][number] for number in members.owner.tolist()]
    row_ids = list(map("|".join, zip(local_ids, columns["participant_id"], columns["role"], strict=True)))
    return Statements(
        "meeting_participants",
        pa.array(row_ids, pa.string()),
        meetings.owner[members.owner],
        every,
        told.spans.add(columns) + every,
        np.full(len(every), told.columns.add(["role"])),
        told.values.add(columns["role"]) + every,
        np.ones(len(every), bool),
    )
