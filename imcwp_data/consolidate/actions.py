"""Rows of actions and of who takes part in them; which action restates an earlier one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from imcwp_data.consolidate.participants import as_json
from imcwp_data.consolidate.statements import Row, Statement, statement
from imcwp_data.model import ActionCandidate, Assertion, Reading

_ROLES = (("actors", "actor"), ("targets", "target"), ("beneficiaries", "beneficiary"))
_COLUMNS = ("event_type", "status", "text", "date_edtf", "start_date", "end_date", "place", "country_code", "quantity",
            "unit", "joint_axis")  # fmt: skip
# Two clauses state the same action where this share of their characters matches in order.
_SAME_CLAUSE = 0.75


@dataclass(frozen=True, slots=True)
class JoinedActions:
    """The rows of ``actions`` and ``action_participants``, all statements on them, and the ids that act."""

    actions: list[Row]
    participants: list[Row]
    statements: list[Statement]
    acting: frozenset[str]


def join_actions(
    readings: Iterable[Reading], meeting_of: Mapping[tuple[str, str], str], quotations: Iterable[Row]
) -> JoinedActions:
    """Give each candidate its id (``<paragraph_id>.a<n>``, in the order of the text), meeting and participants."""
    actions: list[Row] = []
    participants: dict[tuple[str, str, str], Row] = {}
    statements: list[Statement] = []
    for reading in readings:
        document = reading.document
        count: dict[int, int] = {}
        for action in sorted(reading.actions, key=lambda a: (a.position, a.char_start, a.char_end, a.event_type)):
            number = count[action.position] = count.get(action.position, 0) + 1
            paragraph_id = document.paragraph_id(action.position)
            action_id = f"{paragraph_id}.a{number}"
            row: Row = {"action_id": action_id, "document_id": document.document_id, "paragraph_id": paragraph_id}
            row |= {column: getattr(action, column) for column in _COLUMNS}
            row |= {
                "char_start": action.char_start,
                "char_end": action.char_end,
                "themes": list(action.themes) or None,
                "meeting_id": meeting_of.get((document.document_id, action.meeting_local_id or "")),
                "restates_id": None,
            }
            actions.append(row)
            statements.extend(_statements(reading, action, action_id))
            for field_name, role in _ROLES:
                for participant_id in getattr(action, field_name):
                    key = (action_id, participant_id, role)
                    participants[key] = dict(zip(("action_id", "participant_id", "role"), key, strict=True))
                    said = _assertion_of(action, field_name, participant_id, role)
                    statements.append(statement(document, "action_participants", "|".join(key), said, role, "role"))
    _restate(actions, quotations)
    acting = frozenset(key[1] for key in participants)
    return JoinedActions(actions, [participants[key] for key in sorted(participants)], statements, acting)


def _statements(reading: Reading, action: ActionCandidate, action_id: str) -> Iterable[Statement]:
    whole = (action.position, action.char_start, action.char_end)
    told = [a for a in action.assertions if a.column_name not in {"actors", "targets", "beneficiaries"}]
    for column in ("event_type", "status", "text"):
        if not any(a.column_name == column for a in told):
            told.append(Assertion(column, str(getattr(action, column)), *whole, action.rule))
    shown = dict(accepted_action_values(action))
    for assertion in told:
        # A list's column is told item by item or as a whole; evidence shows it as the table does.
        value = as_json(action.themes) if assertion.column_name == "themes" else assertion.value
        if assertion.column_name == "quantity" and action.quantity is not None:
            value = str(action.quantity)
        if assertion.column_name in shown:
            yield statement(reading.document, "actions", action_id, assertion, value)


def accepted_action_values(action: ActionCandidate | Row) -> list[tuple[str, str]]:
    """Return the filled columns of an action with their values as evidence writes them."""
    get = action.get if isinstance(action, dict) else lambda name: getattr(action, name, None)
    values: list[tuple[str, str]] = []
    for column in (*_COLUMNS, "themes"):
        value = get(column)
        if value is None or value == ():
            continue
        values.append((column, as_json(value) if isinstance(value, list | tuple) else str(value)))
    return values


def _assertion_of(action: ActionCandidate, field_name: str, participant_id: str, role: str) -> Assertion:
    for assertion in action.assertions:
        if assertion.column_name == field_name and assertion.value == participant_id:
            return assertion
    return Assertion(field_name, participant_id, action.position, action.char_start, action.char_end, action.rule)


def _restate(actions: list[Row], quotations: Iterable[Row]) -> None:
    """Set ``restates_id`` where a passage that repeats an earlier one states the same action again."""
    by_paragraph: dict[object, list[Row]] = {}
    for row in actions:
        by_paragraph.setdefault(row["paragraph_id"], []).append(row)
    ranked = sorted(
        quotations, key=lambda q: (str(q["paragraph_id"]), -float(str(q["similarity"])), str(q["quoted_paragraph_id"]))
    )
    for quotation in ranked:
        originals = by_paragraph.get(quotation["quoted_paragraph_id"], [])
        for row in by_paragraph.get(quotation["paragraph_id"], []):
            if row["restates_id"] is not None:
                continue
            scored = [
                (_alike(str(original["text"]), str(row["text"])), str(original["action_id"]))
                for original in originals
                if original["event_type"] == row["event_type"]
            ]
            close = [(similarity, action_id) for similarity, action_id in scored if similarity >= _SAME_CLAUSE]
            if close:
                row["restates_id"] = min(close, key=lambda pair: (-pair[0], pair[1]))[1]


def _alike(one: str, other: str) -> float:
    return SequenceMatcher(None, one[:2000], other[:2000], autojunk=False).ratio()
