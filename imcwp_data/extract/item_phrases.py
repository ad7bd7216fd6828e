"""List items that state an action with a noun: "Condemnation of ...", "For the end of ..."."""

from __future__ import annotations

from itertools import pairwise

from imcwp_data.extract import clause_words as cw
from imcwp_data.extract.clause_tokens import Tokens
from imcwp_data.extract.event_words import EventRule, LanguageWords
from imcwp_data.record import Record

_REACH = 6
_DEMAND = frozenset({"for", "por", "para"})
_OPPOSE = frozenset({"against", "contra"})
_SIDE = frozenset({"with", "con", "alongside"})
_IN = frozenset({"in", "en", "as"})


class ItemPhrase(Record, frozen=True):
    """A noun that states an action (token ``head``) in the tokens ``start`` to ``end`` of an item."""

    rule: EventRule
    start: int
    head: int
    end: int
    opposing: bool = False


def parts(tokens: Tokens) -> list[tuple[int, int]]:
    """Return the stretches of a sentence between semicolons."""
    lower = tokens.lower
    if ";" not in lower:
        return [(0, len(lower))] if len(lower) > 1 else []
    bounds = [-1, *(i for i, w in enumerate(lower) if w == ";" and tokens.name[i] == -1), len(lower)]
    return [(a + 1, b) for a, b in pairwise(bounds) if b - a > 2]


def read_item_phrase(tokens: Tokens, words: LanguageWords, start: int, end: int, verb: int) -> ItemPhrase | None:
    """Return what the noun at the begin of ``tokens[start:end]`` states; ``verb`` is where the first verb stands."""
    lower, name = tokens.lower, tokens.name
    j = start
    while j < end and name[j] == -1 and (lower[j] in cw.CONNECTIVES or not lower[j][0].isalnum()):
        j += 1
    if j >= end:
        return None
    first = lower[j] if name[j] == -1 else ""
    for k in range(j, min(end, j + _REACH, verb)):
        word = lower[k]
        if name[k] != -1 or word in {"of", "de", ","}:
            if word == "," or (k > j and name[k] == -1):
                break
            continue
        if k > j and word in cw.PREPOSITIONS and word not in _IN:
            break
        lemma = words.nouns.get(word)
        rule = _noun_rule(words, lemma, tokens, k, end) if lemma else None
        if rule is not None and first not in _DEMAND | _OPPOSE:
            return ItemPhrase(rule, start, k, end)
    if verb <= j + 3 and verb < end and first not in _DEMAND | _OPPOSE:
        return None
    if first in _DEMAND:
        return ItemPhrase(EventRule(first, (), "", "REQUEST", "called_for"), start, j, end)
    if first in _OPPOSE:
        return ItemPhrase(EventRule(first, (), "", "REJECT", ""), start, j, end, opposing=True)
    if first in _SIDE:
        return ItemPhrase(EventRule(first, (), "", "SUPPORT", ""), start, j, end)
    return None


def _noun_rule(words: LanguageWords, lemma: str, tokens: Tokens, k: int, end: int) -> EventRule | None:
    best: tuple[int, EventRule] | None = None
    for rule in words.noun_rules.get(lemma, ()):
        points = 0
        if rule.followed_by:
            size = len(rule.followed_by)
            at = next(
                (m for m in range(k + 1, min(end, k + 12)) if tokens.lower[m : m + size] == rule.followed_by), None
            )
            if at is None or (size > 1 and at != k + 1):
                continue
            points += 1
        if rule.object_class:
            reach = range(k + 1, min(end, k + 10))
            if not any(rule.object_class in words.classes_at(tokens.lower, m) for m in reach):
                continue
            points += 1
        if best is None or points > best[0]:
            best = (points, rule)
    return best[1] if best is not None and best[1].event_type else None
