"""Rows of actions and of who takes part in them, and what the documents tell of both: all of a batch at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, repeat
from typing import TYPE_CHECKING, Any

from imcwp_data.consolidate.columns import owners_of
from imcwp_data.consolidate.placed import Paragraphs, Placed, numbered, placed
from imcwp_data.consolidate.statements import as_json
from imcwp_data.consolidate.told import Statements, Told
from imcwp_data.model import ActionCandidate
from imcwp_data.schema import reading_order

if TYPE_CHECKING:
    import pyarrow as pa

    from imcwp_data.consolidate.columns import Numbers

# The columns that evidence speaks of; the text of a clause states the first ones where nothing else does.
_STATED = ("event_type", "status", "text")
_TOLD = (
    *_STATED, "date_edtf", "start_date", "end_date", "place", "country_code", "quantity", "unit", "joint_axis",
    "themes",
)  # fmt: skip
# Columns of candidates that hold participants, and their role; in the order of the roles.
_MEMBERS = {"actors": "actor", "beneficiaries": "beneficiary", "targets": "target"}
_ROLES = tuple(_MEMBERS.values())
_IN_TEXT = ("char_end", "event_type")

# The same participants act again and again, for the same themes.
_order_of_id = lru_cache(maxsize=10_000)(reading_order)
_json_of = lru_cache(maxsize=1_000)(as_json)


@dataclass(frozen=True, slots=True)
class Members:
    """Who takes part in actions, sorted by key: the numbers of action, participant and role of each."""

    action: Numbers
    participant: Numbers
    role: Numbers
    participant_ids: Sequence[str]


@dataclass(frozen=True, slots=True)
class ActionRows:
    """The actions of documents in the order of their texts, their ids, and who takes part in them."""

    actions: Placed
    ids: pa.StringArray
    members: Members

    def participants(self) -> dict[str, pa.Array]:
        """Return the columns of ``action_participants``."""
        import pyarrow as pa

        members = self.members
        participant_ids = pa.array(members.participant_ids, pa.string())
        return {
            "action_id": self.ids.take(pa.array(members.action)),
            "participant_id": participant_ids.take(pa.array(members.participant)),
            "role": pa.array(_ROLES, pa.string()).take(pa.array(members.role)),
        }


def action_rows(lists: Sequence[Sequence[ActionCandidate]], paragraphs: Paragraphs) -> ActionRows:
    """Give each document's candidates their ids (``<paragraph_id>.a<n>``) and participants."""
    import pyarrow as pa
    import pyarrow.compute as pc

    actions = placed(lists, ActionCandidate, paragraphs, _IN_TEXT)
    number = pc.cast(pa.array(numbered(actions.row)), pa.string())
    ids = pc.binary_join_element_wise(paragraphs.ids.take(pa.array(actions.row)), number, ".a")
    return ActionRows(actions, ids, _members(actions.columns))


def _members(actions: Mapping[str, list[Any]]) -> Members:
    """Return who takes part in actions and in which role, each once a role and by their key."""
    import numpy as np

    listed = [actions[column] for column in _MEMBERS]
    named = list(chain.from_iterable(chain.from_iterable(listed)))
    distinct = sorted(set(named), key=_order_of_id)
    action = np.concatenate([owners_of(lists) for lists in listed])
    role = np.repeat(np.arange(len(listed)), [sum(map(len, lists)) for lists in listed])
    keys = np.unique(_member_keys(action, _numbers_of(named, distinct), role, len(distinct)))
    rest, role = np.divmod(keys, len(_ROLES))
    action, participant = np.divmod(rest, max(1, len(distinct)))
    return Members(action, participant, role, distinct)


def _member_keys(action: Numbers, participant: Numbers, role: Numbers, participants: int) -> Numbers:
    keys: Numbers = (action * participants + participant) * len(_ROLES) + role
    return keys


def _numbers_of(values: Sequence[str], known: Sequence[str]) -> Numbers:
    """Return the places of values among known ones; -1 for another."""
    import numpy as np

    places = {value: place for place, value in enumerate(known)}
    return np.fromiter(map(places.get, values, repeat(-1)), np.int64, len(values))


def tell_of_actions(rows: ActionRows, told: Told, columns: pa.Array, values: Sequence[str], first: int) -> None:
    """Add what documents tell of actions and of who takes part in them.

    ``columns`` and ``values`` are those of the assertions of all actions, the first of which has the number ``first``.
    """
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    actions = rows.actions
    whose = owners_of(actions.columns["assertions"])
    kinds = pc.index_in(columns, pa.array([*_TOLD, *_MEMBERS], pa.string()))
    column = pc.fill_null(kinds, -1).to_numpy().astype(np.int64)
    span = told.spans.add(actions.columns)
    told.add(_of_columns(rows, told, values, whose, column, first, span))
    told.add(_of_members(rows, told, values, whose, column, first, span))


def _of_columns(
    rows: ActionRows, told: Told, values: Sequence[str], whose: Numbers, column: Numbers, first: int, span: int
) -> Statements:
    """Return what is told of the actions' own columns."""
    import numpy as np

    actions = rows.actions
    value = np.arange(first, first + len(whose))
    stated, accepted = np.zeros(len(whose), bool), np.ones(len(whose), bool)
    for number, name in enumerate(_TOLD):
        at = np.flatnonzero(column == number)
        shown = list(map(actions.columns[name].__getitem__, whose[at].tolist()))
        # A list is told item by item or as a whole; evidence shows it, and a number, as the table does.
        if name == "themes":
            stated[at] = list(map(bool, shown))
            value[at] = told.values.add(list(map(_json_of, shown))) + np.arange(len(at))
        elif name == "quantity":
            stated[at] = [one is not None for one in shown]
            value[at] = told.values.add(list(map(str, shown))) + np.arange(len(at))
        else:
            stated[at] = [one is not None for one in shown]
            given = map(values.__getitem__, at.tolist())
            accepted[at] = [one == other or one == str(other) for one, other in zip(given, shown, strict=True)]
    unsaid = np.ones((len(actions), len(_STATED)), bool)
    of_clause = (column >= 0) & (column < len(_STATED))
    unsaid[whose[of_clause], column[of_clause]] = False
    which, action = np.nonzero(unsaid.T)
    shown = [actions.columns[_STATED[column]][row] for column, row in zip(which.tolist(), action.tolist(), strict=True)]
    return Statements(
        "actions",
        rows.ids,
        actions.owner,
        np.append(whose[stated], action),
        np.append(first + np.flatnonzero(stated), span + action),
        np.append(first + np.flatnonzero(stated), told.columns.add(_STATED) + which),
        np.append(value[stated], told.values.add(shown) + np.arange(len(shown))),
        np.append(accepted[stated], np.ones(len(action), bool)),
    )


def _of_members(
    rows: ActionRows, told: Told, values: Sequence[str], whose: Numbers, column: Numbers, first: int, span: int
) -> Statements:
    """Return what is told of who takes part: by the first words that say so, else by the clause."""
    import numpy as np
    import pyarrow.compute as pc

    members = rows.members
    participants = len(members.participant_ids)
    at = np.flatnonzero(column >= len(_TOLD))
    named = _numbers_of([values[number] for number in at.tolist()], members.participant_ids)
    at, named = at[named >= 0], named[named >= 0]
    keys = _member_keys(members.action, members.participant, members.role, participants)
    wanted = _member_keys(whose[at], named, column[at] - len(_TOLD), participants)
    place = np.searchsorted(keys, wanted)
    there = place < len(keys)
    there[there] = keys[place[there]] == wanted[there]
    member, nth = np.unique(place[there], return_index=True)
    words = span + members.action
    words[member] = first + at[there][nth]
    row_ids = pc.binary_join_element_wise(*rows.participants().values(), "|")
    every = np.arange(len(keys))
    role = told.columns.add(["role"]) + np.zeros(len(keys), np.int64)
    return Statements(
        "action_participants",
        row_ids,
        rows.actions.owner[members.action],
        every,
        words,
        role,
        told.values.add(_ROLES) + members.role,
        np.ones(len(keys), bool),
    )
