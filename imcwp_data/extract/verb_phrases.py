"""A verb with its auxiliaries: its record, its tense, and what an infinitive hangs on."""

from __future__ import annotations

from imcwp_data.extract import clause_words as cw
from imcwp_data.extract.clause_tokens import Tokens
from imcwp_data.record import Record

CLAUSAL = frozenset({"finite", "passive", "bare"})
OPENERS = frozenset({'"', "'", "(", "[", "-", "*", "+", "¿", "¡"})
# How far before a subject of one name its relative pronoun stands, in tokens.
_RELATIVE_REACH = 6
PRESENT_BE = frozenset({"is", "are", "'re"})


class VerbGroup(Record, frozen=True):
    """A verb (token ``verb``) with what goes before it (from token ``start``).

    ``form`` is finite, passive, infinitive, gerund, participle (of a shortened relative clause), subjunctive ("that it
    be lifted") or bare (a list item that begins with its verb). ``governor`` tells what an infinitive hangs on: plan,
    need, attempt, aspect ("continue to"), start (it begins its sentence), noun ("the meeting, to be held") or other;
    ``governed_by`` is the index of that verb's group, -1 without one.
    """

    start: int
    verb: int
    lemmas: tuple[str, ...]
    form: str
    tense: str
    negated: bool = False
    doubtful: bool = False
    duty: bool = False
    reflexive: bool = False
    governor: str = ""
    governed_by: int = -1


def tense_of(auxiliaries: tuple[str, ...]) -> str:
    """Return the tense that auxiliaries give, the one nearest to the verb first."""
    outer = auxiliaries[-1]
    if not cw.FUTURE.isdisjoint(auxiliaries) or outer in {"será", "serán", "habrá", "habrán"}:
        return "future"
    if "to" in auxiliaries and outer in cw.BE:
        return "future"
    if outer in {"was", "were", "had", "did", "fue", "fueron", "había", "habían"}:
        return "past"
    return "perfect" if outer in cw.HAVE else "present"


def infinitive(
    tokens: Tokens, groups: list[VerbGroup], is_item: bool, group: VerbGroup, auxiliaries: tuple[str, ...]
) -> VerbGroup:
    """Tell what an infinitive with "to" hangs on."""
    lower, start, outer = tokens.lower, group.start, auxiliaries[-1]
    if len(auxiliaries) > 1 and outer in cw.BE and outer != "be" and not group.negated:
        return group.changed(form="finite", tense="future", doubtful=outer not in PRESENT_BE)
    if len(auxiliaries) > 1 and outer in cw.HAVE:
        return group.changed(form="finite", duty=True)
    before = lower[start - 1] if start else ""
    if before == "going":
        begin = groups.pop().start if groups and groups[-1].verb == start - 1 else start - 1
        return group.changed(start=begin, form="finite", tense="future")
    if not start or (lower[0] in OPENERS and OPENERS.issuperset(lower[:start])):
        return group.changed(governor="start")
    if before == ";" or (is_item and before in cw.CONNECTIVES and any(g.governor == "start" for g in groups)):
        return group.changed(governor="start")
    if groups and before in cw.CONNECTIVES and groups[-1].form == "infinitive":
        return group.changed(governor=groups[-1].governor, governed_by=groups[-1].governed_by)
    if (
        groups
        and groups[-1].form in {"finite", "passive"}
        and (before in cw.NEEDS or (groups[-1].verb > start - 12 and _needed(lower, start)))
    ):
        return group.changed(governor="need", governed_by=len(groups) - 1)
    if groups:
        last, gap = groups[-1], start - groups[-1].verb
        if last.form == "finite" and gap <= 3 and not cw.PLANNING.isdisjoint(last.lemmas):
            return group.changed(governor="plan", governed_by=len(groups) - 1)
        if gap <= 2 and not cw.ASPECTS.isdisjoint(last.lemmas):
            return group.changed(governor="aspect", governed_by=len(groups) - 1)
        if gap <= 5 and not cw.ATTEMPTS.isdisjoint(last.lemmas):
            ceasing = last.negated and not cw.CEASING.isdisjoint(last.lemmas)
            return group.changed(governor="aspect" if ceasing else "attempt", governed_by=len(groups) - 1)
    return group.changed(governor="other")


def _needed(lower: tuple[str, ...], start: int) -> bool:
    """Tell whether a word that speaks of a need stands shortly before an infinitive."""
    return not cw.NEEDS.isdisjoint(lower[max(0, start - 12) : start])


def names_its_subject(tokens: Tokens, j: int) -> bool:
    """Tell whether a name stands between a relative pronoun and a verb ("the pact which the Union signed with ...")."""
    if tokens.name[j] < 0:
        return False
    k = j - 1
    while k >= 0 and j - k < _RELATIVE_REACH and (tokens.name[k] >= 0 or tokens.lower[k] in cw.DETERMINERS - {"that"}):
        k -= 1
    return k >= 0 and tokens.lower[k] in {"which", "that", "whom"} and tokens.name[k] == -1
