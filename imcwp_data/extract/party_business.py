"""Clauses in which parties deal with each other: thanks, greetings, delegations, the course of a meeting."""

from __future__ import annotations

import re

from imcwp_data.extract.action_draft import Draft
from imcwp_data.extract.clause_tokens import THANKS
from imcwp_data.extract.referents import SESSION, WORKING_GROUP
from imcwp_data.extract.roles import ClauseView
from imcwp_data.extract.themes import is_party_business

_THANKS = frozenset({"thank", "agradecer"})
_THANKS_NOUN = re.compile(r"\b(?:thanks|gratitude|greetings?|gracias|agradecimiento|hospitality)\b")
_SOLIDARITY = re.compile(r"\b(?:solidarity|st(?:and|ood|ands|anding) (?:with|by)|solidaridad)\b")
# Clauses that may be asked whether they are about parties and their meetings.
MAY_BE_BUSINESS = frozenset({"REQUEST", "SUPPORT"})
_GREETS = frozenset({"greet", "salute", "welcome", "congratulate", "saludar", "felicitar"})
_MESSAGES = re.compile(r"\b(?:messages?|greetings?|mensajes?|saludos?)\b")


def is_thanks(draft: Draft, view: ClauseView) -> bool:
    """Tell whether a clause says thanks, which is cooperation whatever it gives thanks for."""
    if draft.event_type != "SUPPORT":
        return False
    if draft.lemma in _THANKS:
        return True
    return view.signs & THANKS != 0 and _THANKS_NOUN.search(view.lower, view.start, view.end) is not None


def is_solidarity(draft: Draft, view: ClauseView) -> bool:
    """Tell whether a clause stands by somebody, which is more than to greet or to thank."""
    return draft.event_type == "SUPPORT" and _SOLIDARITY.search(view.lower, view.start, view.end) is not None


def is_business(draft: Draft, view: ClauseView) -> bool:
    """Tell whether a clause is about parties and their meetings, names left out of account.

    It is asked of requests and support alone, so it is of no other clause.
    """
    if draft.event_type not in MAY_BE_BUSINESS:
        return False
    start, end = view.after if not draft.passive else (view.start, view.end)
    entities = view.beyond if not draft.passive else view.inside
    if draft.lemma in _GREETS and any(
        e.kind == "party" or e.participant_id in {SESSION, WORKING_GROUP} for e in entities
    ):
        return True
    text = view.lower[start:end]
    if draft.event_type == "SUPPORT" and _MESSAGES.search(text):
        return True
    for entity in entities:
        text = text.replace(view.lower[entity.char_start : entity.char_end], "")
    return is_party_business(text)
