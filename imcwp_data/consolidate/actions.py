"""Rows of actions and of who takes part in them; which action restates an earlier one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from imcwp_data.consolidate.statements import Row, StatementRow, as_json, statement_row
from imcwp_data.model import ActionCandidate, Assertion, Reading
from imcwp_data.schema import reading_order

_ROLES = (("actors", "actor"), ("targets", "target"), ("beneficiaries", "beneficiary"))
_PARTICIPANT_FIELDS = frozenset(name for name, _ in _ROLES)
_SHOWN_AS_IN_THE_TABLE = frozenset({"themes", "quantity"})
_COLUMNS = ("event_type", "status", "text", "date_edtf", "start_date", "end_date", "place", "country_code", "quantity",
            "unit", "joint_axis")  # fmt: skip
# Two clauses state the same action where this share of their characters matches in order.
_SAME_CLAUSE = 0.75


@dataclass(frozen=True, slots=True)
class ActionFacts:
    """The rows of a document's ``actions`` and ``action_participants``, and of the ``statements`` on them."""

    rows: list[Row]
    participants: list[Row]
    statements: list[StatementRow]


def action_facts(reading: Reading) -> ActionFacts:
    """Give each candidate its id (``<paragraph_id>.a<n>``, in the order of the text) and participants.

    ``meeting_local_id`` of a row names the document's meeting that the action belongs to.
    """
    document = reading.document
    rows: list[Row] = []
    participants: list[Row] = []
    statements: list[StatementRow] = []
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
            "meeting_local_id": action.meeting_local_id,
        }
        rows.append(row)
        statements += _statements(reading, action, action_id)
        for participant_id, role, name in _members(action):
            participants.append({"action_id": action_id, "participant_id": participant_id, "role": role})
            said = _assertion_of(action, name, participant_id, role)
            key = f"{action_id}|{participant_id}|{role}"
            statements.append(statement_row(document, "action_participants", key, said, True, role, "role"))
    return ActionFacts(rows, participants, statements)


def _members(action: ActionCandidate) -> list[tuple[str, str, str]]:
    """Return participant, role, and the field that names it, each once and by their key."""
    found = {(p, role): name for name, role in _ROLES for p in getattr(action, name)}
    members = [(participant_id, role, name) for (participant_id, role), name in found.items()]
    return sorted(members, key=_member_order) if len(members) > 1 else members


def _member_order(member: tuple[str, str, str]) -> tuple[object, ...]:
    return reading_order(member[0]), member[1]


def _statements(reading: Reading, action: ActionCandidate, action_id: str) -> Iterable[StatementRow]:
    told = [a for a in action.assertions if a.column_name not in _PARTICIPANT_FIELDS]
    columns = {a.column_name for a in told}
    for column in ("event_type", "status", "text"):
        if column not in columns:
            value = str(getattr(action, column))
            told.append(Assertion(column, value, action.position, action.char_start, action.char_end, action.rule))
    shown = dict(accepted_action_values(action))
    for assertion in told:
        column = assertion.column_name
        if column in shown:
            # A list's column is told item by item or as a whole; evidence shows it as the table does.
            value = shown[column] if column in _SHOWN_AS_IN_THE_TABLE else assertion.value
            yield statement_row(reading.document, "actions", action_id, assertion, value == shown[column], value)


def accepted_action_values(action: ActionCandidate) -> list[tuple[str, str]]:
    """Return the filled columns of an action with their values as evidence writes them."""
    values: list[tuple[str, str]] = []
    for column in (*_COLUMNS, "themes"):
        value = getattr(action, column)
        if value is not None and value != ():
            values.append((column, as_json(value) if isinstance(value, tuple) else str(value)))
    return values


def _assertion_of(action: ActionCandidate, field_name: str, participant_id: str, role: str) -> Assertion:
    for assertion in action.assertions:
        if assertion.column_name == field_name and assertion.value == participant_id:
            return assertion
    return Assertion(field_name, participant_id, action.position, action.char_start, action.char_end, action.rule)


def restated(
    actions: Iterable[Row], quotations: Iterable[Row], originals: Mapping[str, Sequence[Row]]
) -> dict[str, str]:
    """Return for each action that a passage states again the one that it restates, by their ids.

    ``quotations`` are those of the actions' paragraphs; ``originals`` holds the actions of the quoted paragraphs, by
    paragraph. The paragraph that is most alike is looked at first.
    """
    found: dict[str, str] = {}
    by_paragraph: dict[object, list[Row]] = {}
    for row in actions:
        by_paragraph.setdefault(row["paragraph_id"], []).append(row)
    ranked = sorted(
        quotations, key=lambda q: (str(q["paragraph_id"]), -float(str(q["similarity"])), str(q["quoted_paragraph_id"]))
    )
    for quotation in ranked:
        for row in by_paragraph.get(quotation["paragraph_id"], []):
            if row["action_id"] in found:
                continue
            scored = [
                (_alike(str(original["text"]), str(row["text"])), str(original["action_id"]))
                for original in originals.get(str(quotation["quoted_paragraph_id"]), [])
                if original["event_type"] == row["event_type"]
            ]
            close = [(similarity, action_id) for similarity, action_id in scored if similarity >= _SAME_CLAUSE]
            if close:
                found[str(row["action_id"])] = min(close, key=lambda pair: (-pair[0], pair[1]))[1]
    return found


def _alike(one: str, other: str) -> float:
    """Return the share of characters that match in the same order; 0 where it is too low to matter."""
    from rapidfuzz.distance import Indel

    return Indel.normalized_similarity(one[:2000], other[:2000], score_cutoff=_SAME_CLAUSE)
