"""The line that opens a list, and what the items of the list leave out because it says it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from imcwp_data.extract import clause_words as cw
from imcwp_data.extract.action_draft import Draft
from imcwp_data.extract.clause_subjects import Clause
from imcwp_data.extract.clause_tokens import Tokens
from imcwp_data.extract.event_words import EventRule, LanguageWords
from imcwp_data.record import Record

_TASKS = re.compile(
    r"\b(?:tasks?|plans?|planned|proposals?|calendar|agenda|next steps|decisions?|coming|will|tareas|planes|calendario|"
    r"próxim\w+|propuestas|acuerdos|decisiones)\b",
    re.IGNORECASE,
)
_MOVEMENT = re.compile(r"\b(?:movements?|struggles?|mobili[sz]ations?|protests?|movimientos|luchas)\b", re.IGNORECASE)
_LINKS = frozenset({":", "-", "to", "that", "for", "a", "que"})
# With a list after them these demand what it lists; elsewhere they only tell what somebody is about to do.
_WANTING = frozenset({"want", "need", "querer"})
# A paragraph that ends otherwise may go on in the list after it.
TEXT_ENDS = frozenset('.!?"')
# An opening line leaves out in its list what stands so near to its end.
_TAIL = 4


class Intro(Record, frozen=True):
    """What the items of a list leave out: who acts, the verb ("we demand of X:"), of whom, and their status."""

    actors: tuple[str, ...]
    status: str | None
    rule: EventRule | None
    movement: bool
    targets: tuple[str, ...] = ()
    resolution: bool = False


def intro_status(text: str, clauses: Sequence[Clause]) -> str | None:
    """Return what an opening line says of the standing of its items, None where it says nothing."""
    future = any(c.group.tense == "future" and c.group.form in {"finite", "passive"} for c in clauses)
    return "planned" if future or _TASKS.search(text) else None


def intro_movement(text: str) -> bool:
    """Tell whether an opening line speaks of movements, so that "against ..." in its items is a protest."""
    return _MOVEMENT.search(text) is not None


def intro_rule(tokens: Tokens, clauses: Sequence[Clause], words: LanguageWords) -> EventRule | None:
    """Return the event of the verb with which an opening line ends, which its items leave out."""
    tail = [c for c in clauses if len(tokens) - 1 - c.group.verb <= _TAIL or _only_addressed(tokens, c.group.verb + 1)]
    if not tail:
        return None
    verb = tail[-1].group.verb
    rules = [
        rule
        for lemma in tail[-1].group.lemmas
        if lemma in words.verb_rules
        for rule in words.verb_rules[lemma].every
        if rule.event_type
        and not rule.object_class
        and (not rule.followed_by or rule.followed_by[0] in tokens.lower[verb:])
    ]
    if not rules and any(lemma in _WANTING for lemma in tail[-1].group.lemmas):
        return EventRule(tail[-1].group.lemmas[0], (), "", "REQUEST", "demanded")
    return max(rules, key=lambda r: len(r.followed_by), default=None)


def _only_addressed(tokens: Tokens, start: int) -> bool:
    """Tell whether a line ends with whom its verb addresses: "demand of the Government of Peru:"."""
    return all(
        tokens.name[j] >= 0 or tokens.lower[j] in cw.PREPOSITIONS | cw.DETERMINERS or not tokens.lower[j].isalpha()
        for j in range(start, len(tokens))
    )


def without_openers(drafts: Sequence[Draft], tokens: Tokens) -> list[Draft]:
    """Leave out the clauses that have no object of their own but the list that follows them."""
    return [draft for draft in drafts if not states_only_its_list(draft, tokens)]


def states_only_its_list(draft: Draft, tokens: Tokens) -> bool:
    """Tell whether a clause has no object of its own but the list that follows it ("we demand:", "will work to:")."""
    last = len(tokens)
    while last and tokens.lower[last - 1] in _LINKS:
        last -= 1
    if draft.event_type == "AGREE" and (draft.passive or last > draft.after[0]):
        return False
    if draft.event_type == "REQUEST" and draft.end >= last and _only_addressed(tokens, draft.after[0]):
        return True
    dangling = last < len(tokens) - 1
    return draft.end >= last and (dangling or last - draft.after[0] <= 2)
