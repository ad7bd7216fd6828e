"""Why one of rival assertions was accepted and the others were not, by the rules of the consolidation.

The decision is taken anew from the evidence by the functions that took it in the build. Where that gives another value
than the table holds, the reasons would be wrong, and none are given.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from imcwp_data.consolidate.meetings import STATUS_RANK
from imcwp_data.consolidate.statements import (
    CORRECTION_RULE,
    PREFERENCES,
    Statement,
    accepted_value,
    document_voices,
    documents_telling,
    preference,
)
from imcwp_data.explain.assertions import Assertion, Question

_GENERAL = (
    "Each document has one voice: its most certain statement, the first of equals. Among documents the most certain "
    "statement wins; then the value that more documents tell; then the one of the document published last; then the "
    "longer one; then the first in the alphabet."
)
_STATUS = (
    "The status of a meeting is the furthest in its life that any document tells: "
    f"{', '.join(sorted(STATUS_RANK, key=lambda s: -STATUS_RANK[s]))}. Each document has one voice: its most certain "
    "statement, the first of equals."
)
_TOLD_WITH_STATUS = (
    "What is told together with the accepted status of a meeting, {}, wins over what is told with another. "
)
_NAME = (
    "A meeting of a series is named by rule, from its ordinal or from its kind, place and month; any other bears the "
    "name that the earliest document gives it. The passages are those that name it."
)
_ALIASES = "Every name by which a text calls the participant is an alias, but the name of its row."
_AFFILIATION_MISSING = "no participant of the release has this id"
_OF_ACTION = "An action is read from one clause, and its values are decided where it is read."
_LINK = "Every passage that tells this role is kept; no other value can be told of it."
_CORRECTED = "A curator's correction stands above everything that was read."


@dataclass(frozen=True, slots=True)
class Decision:
    """The rule that decided, in words, and for each assertion that lost (by evidence id) the reason."""

    rule: str
    reasons: Mapping[str, str] = field(default_factory=dict)
    retraced: bool = True


def decide(question: Question) -> Decision:
    """Return how the value of a cell was decided among its assertions."""
    corrections = [a for a in question.assertions if a.rule == CORRECTION_RULE]
    if corrections:
        last = next((a for a in reversed(corrections) if a.accepted), corrections[-1])
        return Decision(_CORRECTED, {
            a.evidence_id: "a later correction replaced it" if a.rule == CORRECTION_RULE
            else f"the correction {last.evidence_id} replaced it"
            for a in question.assertions if not a.accepted
        })  # fmt: skip
    table, column = question.schema.name, question.column
    if table == "meetings":
        if column == "status":
            return _retraced(question, _STATUS, *_status(question.assertions))
        if column == "name":
            return Decision(_NAME)
        return _told_with_status(question)
    if table == "participants" and column == "aliases":
        return Decision(_ALIASES, _all_lost(question, "it is the name that the row bears"))
    if table == "participants" and column == "affiliation_id" and question.value is None:
        return Decision(_GENERAL, _all_lost(question, _AFFILIATION_MISSING))
    if table == "participants":
        return _retraced(question, _GENERAL, *_general(question.assertions))
    if table == "actions":
        return Decision(_OF_ACTION, _all_lost(question, "another value was read from the clause"))
    return Decision(_LINK)


def _all_lost(question: Question, reason: str) -> dict[str, str]:
    return {a.evidence_id: reason for a in question.assertions if not a.accepted}


def _retraced(question: Question, rule: str, value: str | None, reasons: Mapping[str, str]) -> Decision:
    """Return the decision with its reasons if it is the one that the table shows."""
    accepted = {a.value for a in question.assertions if a.accepted}
    if accepted <= {value}:
        return Decision(rule, reasons)
    return Decision(rule, retraced=False)


def _told_with_status(question: Question) -> Decision:
    # The status as it was told: a correction of it came after all else was decided.
    told = [a for a in question.others("status") if a.rule != CORRECTION_RULE]
    status, _ = _status(told)
    if status is None:
        return _retraced(question, _GENERAL, *_general(question.assertions))
    own = {voice.document_id: voice.value for voice in document_voices([a.statement() for a in told])}
    with_status = [a for a in question.assertions if own.get(a.document_id) == status]
    rule = _TOLD_WITH_STATUS.format(status) + _GENERAL
    if not with_status:
        return _retraced(question, rule, *_general(question.assertions))
    value, reasons = _general(with_status)
    for assertion in question.assertions:
        if assertion not in with_status and assertion.value != value:
            other = own.get(assertion.document_id)
            said = f"tells the meeting as {other}" if other else "tells no status of the meeting"
            reasons[assertion.evidence_id] = (
                f"its document {said}, and what is told together with the accepted status, {status}, comes first"
            )
    return _retraced(question, rule, value, reasons)


def _status(assertions: Sequence[Assertion]) -> tuple[str | None, dict[str, str]]:
    voices = document_voices([a.statement() for a in assertions])
    if not voices:
        return None, {}
    best = max((voice.value for voice in voices), key=lambda value: STATUS_RANK.get(value, 0))
    return best, _reasons(
        assertions, voices, best,
        lambda voice: f"a meeting that is {best} is further in its life than one that is {voice.value}",
    )  # fmt: skip


def _general(assertions: Sequence[Assertion]) -> tuple[str | None, dict[str, str]]:
    statements = [a.statement() for a in assertions]
    best = accepted_value(statements)
    if best is None:
        return None, {}
    voices = document_voices(statements)
    support = documents_telling(voices)
    winner = min((voice for voice in voices if voice.value == best), key=lambda voice: preference(voice, support))
    return best, _reasons(assertions, voices, best, lambda voice: _lost(voice, winner, support))


def _reasons(
    assertions: Sequence[Assertion], voices: Sequence[Statement], best: str, lost: Callable[[Statement], str]
) -> dict[str, str]:
    """Return why each assertion of another value than the best lost: inside its document, or its document's voice."""
    voice_of = {voice.document_id: voice for voice in voices}
    reasons: dict[str, str] = {}
    for assertion in assertions:
        if assertion.value == best:
            continue
        voice, own = voice_of[assertion.document_id], assertion.statement()
        if (voice.position, voice.char_start, voice.value) == (own.position, own.char_start, own.value):
            reasons[assertion.evidence_id] = lost(voice)
        elif voice.value == own.value:
            reasons[assertion.evidence_id] = f"as its document's voice on it, {voice.paragraph_id}: {lost(voice)}"
        elif voice.certainty > own.certainty:
            reasons[assertion.evidence_id] = (
                f"its document tells {voice.value!r} with more certainty "
                f"({voice.certainty:g} against {own.certainty:g}), in {voice.paragraph_id}"
            )
        else:
            reasons[assertion.evidence_id] = (
                f"its document tells {voice.value!r} as certainly and before it, in {voice.paragraph_id}"
            )
    return reasons


def _lost(voice: Statement, winner: Statement, support: Mapping[str, int]) -> str:
    """Say in which preference a document's voice comes after the winner's: the first in which they differ."""
    ours, best = preference(voice, support), preference(winner, support)
    name = next(name for name, one, other in zip(PREFERENCES, ours, best, strict=True) if one != other)
    if name == "certainty":
        return f"it is told with less certainty ({voice.certainty:g}) than {winner.value!r} ({winner.certainty:g})"
    if name == "documents":
        one, many = support[voice.value], support[winner.value]
        return f"{one} document{'s tell' if one > 1 else ' tells'} it, but {many} tell {winner.value!r}"
    if name == "published":
        own = f"was published on {voice.published}" if voice.published else "has no day of publication"
        return f"its document {own}; {winner.value!r} is told later, on {winner.published}"
    if name == "length":
        return f"all else being equal, the longer value counts: {winner.value!r}"
    return f"all else being equal, {winner.value!r} comes first in the alphabet"
