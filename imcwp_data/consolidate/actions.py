"""Rows of actions and of who takes part in them; which action restates an earlier one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from operator import attrgetter

from imcwp_data.consolidate.statements import Row, as_json
from imcwp_data.consolidate.told import Told, saying
from imcwp_data.model import ActionCandidate, Assertion, Reading
from imcwp_data.schema import reading_order

_ROLES = {"actors": "actor", "targets": "target", "beneficiaries": "beneficiary"}
# The columns that evidence speaks of; the text of a clause states those of `_STATED` where nothing else does.
_TOLD = frozenset(
    {"event_type", "status", "text", "date_edtf", "start_date", "end_date", "place", "country_code", "quantity", "unit",
     "joint_axis", "themes"}
)  # fmt: skip
_STATED = ("event_type", "status", "text")
# What is asked of an action to tell whether it restates another.
RESTATING_COLUMNS = ("action_id", "paragraph_id", "event_type", "text")
ACTION_PARTICIPANT_COLUMNS = ("action_id", "participant_id", "role")
# Two clauses state the same action where this share of their characters matches in order.
_SAME_CLAUSE = 0.75

# The words that say of a participant (its id) that it has a role.
_Said = dict[tuple[str, str], Assertion]
# The same participants act again and again.
_order_of_id = lru_cache(maxsize=10_000)(reading_order)
_in_text = attrgetter("position", "char_start", "char_end", "event_type")


class ActionRows:
    """The actions of documents in the order of their texts, their ids, and who takes part in them."""

    def __init__(self) -> None:
        self.actions: list[ActionCandidate] = []
        self.ids: list[str] = []
        # With `ACTION_PARTICIPANT_COLUMNS`.
        self.participants: list[tuple[str, str, str]] = []

    def add(self, reading: Reading, told: Told) -> None:
        """Give each candidate of a document its id (``<paragraph_id>.a<n>``) and participants.

        What the document tells of them is added to ``told``.
        """
        document_id = reading.document.document_id
        count: dict[int, int] = {}
        ordered = sorted(reading.actions, key=_in_text)
        self.actions += ordered
        for action in ordered:
            position = action.position
            number = count[position] = count.get(position, 0) + 1
            action_id = f"{document_id}.{position}.a{number}"
            self.ids.append(action_id)
            said = _add_statements(told, action, action_id)
            for member in _members(action):
                participant_id, role = member
                self.participants.append((action_id, participant_id, role))
                words = said.get(member)
                span, certainty = (action, 1.0) if words is None else (words, words.certainty)
                row_id = f"{action_id}|{participant_id}|{role}"
                told.add("action_participants", row_id, (saying("role", role, span, certainty),))


def _add_statements(told: Told, action: ActionCandidate, action_id: str) -> _Said:
    """Add what is told of an action's own columns; return the words that say who takes part in it."""
    said: _Said = {}
    unsaid = dict.fromkeys(_STATED)
    stated: list[Assertion] = []
    for assertion in action.assertions:
        column = assertion.column_name
        if column in _TOLD:
            if column in unsaid:
                del unsaid[column]
            shown = getattr(action, column)
            if shown is None or (column == "themes" and not shown):
                continue
            # A list is told item by item or as a whole; evidence shows it, and a number, as the table does.
            if column == "themes" or column == "quantity":
                value = as_json(shown) if column == "themes" else str(shown)
                assertion = saying(column, value, assertion, assertion.certainty)
            elif assertion.value != shown and assertion.value != str(shown):
                told.refused.append(len(told.assertions) + len(stated))
            stated.append(assertion)
        elif column in _ROLES:
            said.setdefault((assertion.value, _ROLES[column]), assertion)
    for column in unsaid:
        stated.append(saying(column, getattr(action, column), action, 1.0))
    told.add("actions", action_id, stated)
    return said


def _members(action: ActionCandidate) -> list[tuple[str, str]]:
    """Return who takes part in an action and in which role, each once a role and by their key."""
    members = []
    for participant_id in action.actors:
        members.append((participant_id, "actor"))
    for participant_id in action.targets:
        members.append((participant_id, "target"))
    for participant_id in action.beneficiaries:
        members.append((participant_id, "beneficiary"))
    return sorted(set(members), key=_member_order) if len(members) > 1 else members


def _member_order(member: tuple[str, str]) -> tuple[object, ...]:
    return _order_of_id(member[0]), member[1]


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
