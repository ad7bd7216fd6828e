"""Rows of actions and of who takes part in them; which action restates an earlier one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter
from typing import Any

from imcwp_data.consolidate.statements import Row, StatementRow, Told, as_json
from imcwp_data.model import ActionCandidate, Assertion, Reading
from imcwp_data.schema import reading_order

_ROLES = (("actors", "actor"), ("targets", "target"), ("beneficiaries", "beneficiary"))
_PARTICIPANT_FIELDS = frozenset(name for name, _ in _ROLES)
# The columns that evidence speaks of; the text of a clause states those of `_STATED` where nothing else does.
_TOLD = frozenset(
    {"event_type", "status", "text", "date_edtf", "start_date", "end_date", "place", "country_code", "quantity", "unit",
     "joint_axis", "themes"}
)  # fmt: skip
_STATED = ("event_type", "status", "text")
# A list's column is told item by item or as a whole; evidence shows it, and a number, as the table does.
_SHOWN_AS_IN_THE_TABLE = frozenset({"themes", "quantity"})
# What the rows of `ActionFacts` hold, in their order.
ACTION_COLUMNS = (
    "action_id", "document_id", "paragraph_id", "event_type", "status", "text", "char_start", "char_end", "date_edtf",
    "start_date", "end_date", "place", "country_code", "quantity", "unit", "joint_axis", "themes", "meeting_local_id",
)  # fmt: skip
# What is asked of an action to tell whether it restates another.
RESTATING_COLUMNS = ("action_id", "paragraph_id", "event_type", "text")
ACTION_PARTICIPANT_COLUMNS = ("action_id", "participant_id", "role")
# Two clauses state the same action where this share of their characters matches in order.
_SAME_CLAUSE = 0.75

# The same participants act again and again.
_order_of_id = lru_cache(maxsize=10_000)(reading_order)
_in_text = attrgetter("position", "char_start", "char_end", "event_type")


@dataclass(frozen=True, slots=True)
class ActionFacts:
    """The rows of a document's ``actions`` and ``action_participants``, and of the ``statements`` on them."""

    rows: list[tuple[Any, ...]]
    participants: list[tuple[str, str, str]]
    statements: list[StatementRow]


def action_facts(reading: Reading) -> ActionFacts:
    """Give each candidate its id (``<paragraph_id>.a<n>``, in the order of the text) and participants.

    ``meeting_local_id`` of a row names the document's meeting that the action belongs to.
    """
    document_id = reading.document.document_id
    facts = ActionFacts([], [], [])
    told = Told(reading.document)
    count: dict[int, int] = {}
    for action in sorted(reading.actions, key=_in_text):
        number = count[action.position] = count.get(action.position, 0) + 1
        paragraph_id = f"{document_id}.{action.position}"
        action_id = f"{paragraph_id}.a{number}"
        facts.rows.append(
            (
                action_id,
                document_id,
                paragraph_id,
                action.event_type,
                action.status,
                action.text,
                action.char_start,
                action.char_end,
                action.date_edtf,
                action.start_date,
                action.end_date,
                action.place,
                action.country_code,
                action.quantity,
                action.unit,
                action.joint_axis,
                action.themes or None,
                action.meeting_local_id,
            )
        )
        _add_statements(facts.statements, told, action, action_id)
        _add_participants(facts, told, action, action_id)
    return facts


def _add_participants(facts: ActionFacts, told: Told, action: ActionCandidate, action_id: str) -> None:
    """Add who takes part, each once a role and by their key, and the words that say so: the action's where none do."""
    found = {(participant_id, role): field for field, role in _ROLES for participant_id in getattr(action, field)}
    if not found:
        return
    said: dict[tuple[str, str], Assertion] = {}
    for assertion in action.assertions:
        if assertion.column_name in _PARTICIPANT_FIELDS:
            said.setdefault((assertion.column_name, assertion.value), assertion)
    for participant_id, role in sorted(found, key=_member_order) if len(found) > 1 else found:
        facts.participants.append((action_id, participant_id, role))
        row_id = f"{action_id}|{participant_id}|{role}"
        words = said.get((found[participant_id, role], participant_id))
        span, certainty = (action, 1.0) if words is None else (words, words.certainty)
        facts.statements.append(told.row("action_participants", row_id, "role", role, span, certainty, True))


def _member_order(member: tuple[str, str]) -> tuple[object, ...]:
    return _order_of_id(member[0]), member[1]


def _add_statements(statements: list[StatementRow], told: Told, action: ActionCandidate, action_id: str) -> None:
    columns = set()
    for assertion in action.assertions:
        column = assertion.column_name
        columns.add(column)
        shown = _shown(action, column)
        if shown is not None:
            value = shown if column in _SHOWN_AS_IN_THE_TABLE else assertion.value
            statements.append(
                told.row("actions", action_id, column, value, assertion, assertion.certainty, value == shown)
            )
    for column in _STATED:
        if column not in columns:
            statements.append(told.row("actions", action_id, column, getattr(action, column), action, 1.0, True))


def _shown(action: ActionCandidate, column: str) -> str | None:
    """Return an action's value as evidence writes it; None where it is empty or no value that evidence speaks of."""
    value = getattr(action, column) if column in _TOLD else None
    if value is None or value == ():
        return None
    return as_json(value) if column == "themes" else str(value)


def restated(
    actions: Iterable[Row], quotations: Iterable[Row], originals: Mapping[str, Sequence[Row]]
) -> dict[str, str]:
    """Return for each action that a passage states again the one that it restates, by their ids.

    ``quotations`` are those of the actions' paragraphs; ``originals`` holds the actions of the quoted paragraphs, by
    paragraph. The paragraph that is most alike is looked at first.
    """
    from rapidfuzz.distance.Indel import normalized_similarity

    found: dict[str, str] = {}
    by_paragraph: dict[object, list[Row]] = {}
    for row in actions:
        by_paragraph.setdefault(row["paragraph_id"], []).append(row)
    ranked = sorted(
        (quotation for quotation in quotations if quotation["paragraph_id"] in by_paragraph),
        key=lambda q: (str(q["paragraph_id"]), -float(str(q["similarity"])), str(q["quoted_paragraph_id"])),
    )
    for quotation in ranked:
        for row in by_paragraph[quotation["paragraph_id"]]:
            if row["action_id"] in found:
                continue
            scored = [
                (_alike(str(original["text"]), str(row["text"]), normalized_similarity), str(original["action_id"]))
                for original in originals.get(str(quotation["quoted_paragraph_id"]), [])
                if original["event_type"] == row["event_type"]
            ]
            close = [(similarity, action_id) for similarity, action_id in scored if similarity >= _SAME_CLAUSE]
            if close:
                found[str(row["action_id"])] = min(close, key=lambda pair: (-pair[0], pair[1]))[1]
    return found


def _alike(one: str, other: str, similarity_of: Callable[..., float]) -> float:
    """Return the share of characters that match in the same order; 0 where it is too low to matter."""
    return similarity_of(one[:2000], other[:2000], score_cutoff=_SAME_CLAUSE)
