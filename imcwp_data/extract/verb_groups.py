"""Verbs of a sentence with their auxiliaries: what form each has, and whether it is one at all.

No tagger is needed: of a sentence only the verbs of the vocabulary matter, and a form that may be a noun ("demands",
"support") counts as a verb only after something that can be its subject, or joined to another verb.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from imcwp_data.extract import clause_words as cw
from imcwp_data.extract.clause_tokens import QUALIFIER, Tokens
from imcwp_data.extract.event_words import LanguageWords, VerbReading
from imcwp_data.extract.inflection import BASE, FUTURE, GERUND, PARTICIPLE, PAST, SUBJUNCTIVE, THIRD

_LOOK_BACK = 8
_INTRANSITIVE = frozenset(
    "meet gather march protest rally demonstrate strike walk vote agree assemble act work cooperate collaborate decide "
    "come go stand call appeal take sit speak congregate marchar protestar votar llamar colaborar cooperar".split()
)
_OPENERS = frozenset({'"', "'", "(", "[", "-", "*", "+", "¿", "¡"})
_AUXILIARIES = cw.BE | cw.HAVE | cw.DO | cw.FUTURE | cw.DUTY | cw.DOUBT


@dataclass(frozen=True, slots=True)
class VerbGroup:
    """A verb (token ``verb``) with what goes before it (from token ``start``).

    ``form`` is finite, passive, infinitive, gerund, participle (of a shortened relative clause) or bare (a list item
    that begins with its verb). ``governor`` tells what an infinitive hangs on: plan, need, attempt, start (it begins
    its sentence), other.
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


def verb_groups(tokens: Tokens, words: LanguageWords, *, is_item: bool) -> list[VerbGroup]:
    """Return the verb groups of a sentence from left to right; ``is_item`` says that it may begin with its verb."""
    groups: list[VerbGroup] = []
    lower, verbs = tokens.lower, words.verbs
    for i, word in enumerate(lower):
        if tokens.name[i] != -1:
            continue
        readings = verbs.get(word)
        group = _group(tokens, i, readings, groups, is_item, words) if readings else None
        if group is None and word in cw.BE | cw.HAVE and not _before_verb(tokens, i, verbs):
            group = VerbGroup(i, i, ("be",) if word in cw.BE else ("have",), "finite", "present")
        if group is not None:
            if groups and group.start <= groups[-1].verb:
                group = replace(group, start=groups[-1].verb + 1)
            groups.append(group)
    return groups


def _before_verb(tokens: Tokens, i: int, verbs: Mapping[str, tuple[VerbReading, ...]]) -> bool:
    """Tell whether an auxiliary belongs to a verb that follows it."""
    for j in range(i + 1, min(i + _LOOK_BACK, len(tokens))):
        word = tokens.lower[j]
        if tokens.name[j] == -1 and any(r.features & {PARTICIPLE, GERUND, BASE} for r in verbs.get(word, ())):
            return True
        if not (word in cw.ADVERBS or word in cw.NEGATION or word in _AUXILIARIES or word == "to" or word.endswith("ly")):
            return False
    return False


def _group(
    tokens: Tokens, i: int, readings: tuple[VerbReading, ...], groups: list[VerbGroup], is_item: bool, words: LanguageWords
) -> VerbGroup | None:
    lower = tokens.lower
    auxiliaries: list[str] = []
    negated = reflexive = False
    j = i - 1
    while j >= 0 and i - j < _LOOK_BACK and tokens.name[j] == -1:
        word = lower[j]
        if word in _AUXILIARIES or (word == "to" and not auxiliaries):
            auxiliaries.append(word)
            negated = negated or word in cw.NEGATION
        elif word in cw.NEGATION and word != "neither":
            negated = True
        elif word == "se":
            reflexive = True
        elif not (word in cw.ADVERBS or (word.endswith("ly") and len(word) > 4)):
            break
        j -= 1
    start = j + 1
    features = frozenset().union(*(r.features for r in readings))

    def made(form: str, tense: str, wanted: str, **more: object) -> VerbGroup | None:
        lemmas = tuple(r.lemma for r in readings if wanted in r.features)
        if not lemmas:
            return None
        group = VerbGroup(start, i, lemmas, form, tense, negated=negated, reflexive=reflexive)
        return replace(group, **more)  # type: ignore[arg-type]

    if auxiliaries:
        first = auxiliaries[0]
        tense = _tense(auxiliaries)
        doubtful = any(a in cw.DOUBT for a in auxiliaries)
        duty = any(a in cw.DUTY for a in auxiliaries)
        if first == "to":
            return _infinitive(tokens, start, groups, is_item, made("infinitive", "present", BASE), auxiliaries)
        if first in cw.BE:
            if PARTICIPLE in features:
                after_noun = "to" in auxiliaries and auxiliaries[-1] not in cw.BE | {"will", "has", "have"}
                governor = "postnominal" if after_noun else ""
                tense = "future" if after_noun else tense
                return made("passive", tense, PARTICIPLE, doubtful=doubtful, duty=duty, governor=governor)
            return made("finite", tense, GERUND, doubtful=doubtful, duty=duty)
        if first in cw.HAVE:
            return made("finite", tense, PARTICIPLE, doubtful=doubtful, duty=duty)
        return made("finite", tense, BASE, doubtful=doubtful, duty=duty)
    left = lower[j] if j >= 0 else ""
    if left == "," and PARTICIPLE in features and PAST in features and not any(g.form in {"finite", "passive"} for g in groups):
        appositive = tokens.name[j - 1] >= 0 and i + 1 < len(tokens) and lower[i + 1] in cw.PREPOSITIONS
        if appositive:
            return made("participle", "past", PARTICIPLE)
    after_name = j >= 0 and tokens.name[j] >= 0
    if j >= 0 and tokens.name[j] == QUALIFIER:
        return None
    if not after_name and (left in cw.DETERMINERS or left == "'s" or (left in cw.PREPOSITIONS and left not in {"a", "to"})):
        return None
    if PAST in features:
        plain = tuple(r.lemma for r in readings if PAST in r.features)
        if PARTICIPLE in features and not _active(tokens, i, plain, words):
            return made("participle", "past", PARTICIPLE)
        return made("finite", "past", PAST)
    if PARTICIPLE in features:
        return made("participle", "past", PARTICIPLE)
    if features == {GERUND}:
        return made("gerund", "present", GERUND)
    if FUTURE in features:
        return made("finite", "future", FUTURE)
    at_start = all(lower[k] in _OPENERS for k in range(start))
    if THIRD in features and not at_start and _can_be_subject(tokens, j, i, groups, THIRD):
        return made("finite", "present", THIRD)
    if BASE in features:
        if at_start:
            bare = is_item or (start > 0 and lower[start - 1] in {'"', "'"})
            return made("bare", "present", BASE) if bare and _takes_object(tokens, i, frozenset()) else None
        if left == "to" or (groups and left in cw.CONNECTIVES and groups[-1].form in {"infinitive", "bare"}):
            before = groups[-1] if groups else None
            if before is not None and _takes_object(tokens, i, frozenset()):
                return made(before.form, "present", BASE, governor=before.governor, governed_by=before.governed_by)
            return None
        if _can_be_subject(tokens, j, i, groups, BASE):
            tense = groups[-1].tense if groups and left in cw.CONNECTIVES and groups[-1].tense == "future" else "present"
            return made("finite", tense, BASE)
        if lower[i].endswith(("ar", "er", "ir")) and j >= 0:
            return made("infinitive", "present", BASE, governor="other")
    if THIRD in features and at_start and is_item and _takes_object(tokens, i, frozenset()):
        return made("finite", "present", THIRD)
    if SUBJUNCTIVE in features and left == "que":
        return made("infinitive", "present", SUBJUNCTIVE, governor="other")
    return None


def _tense(auxiliaries: list[str]) -> str:
    """Return the tense that auxiliaries give, the one nearest to the verb first."""
    outer = auxiliaries[-1]
    if any(a in cw.FUTURE for a in auxiliaries) or "será" in auxiliaries or "serán" in auxiliaries:
        return "future"
    if "to" in auxiliaries and outer in {"is", "are", "was", "were", "'s", "'re"}:
        return "future"
    if outer in {"was", "were", "had", "did", "fue", "fueron", "había", "habían"}:
        return "past"
    return "perfect" if outer in cw.HAVE else "present"


def _infinitive(
    tokens: Tokens, start: int, groups: list[VerbGroup], is_item: bool, group: VerbGroup | None, auxiliaries: list[str]
) -> VerbGroup | None:
    """Tell what an infinitive with "to" hangs on."""
    if group is None:
        return None
    lower = tokens.lower
    if len(auxiliaries) > 1 and auxiliaries[-1] in {"is", "are", "'s", "'re"} and not group.negated:
        return replace(group, form="finite", tense="future")
    if len(auxiliaries) > 1 and auxiliaries[-1] in {"has", "have"}:
        return replace(group, form="finite", duty=True)
    before = lower[start - 1] if start else ""
    if before == "going":
        at = next((k for k, g in enumerate(groups) if g.verb == start - 1), None)
        begin = groups.pop(at).start if at is not None else start - 1
        return replace(group, start=begin, form="finite", tense="future")
    if start == 0 or all(w in _OPENERS for w in lower[:start]):
        return replace(group, governor="start")
    opened = any(g.governor == "start" for g in groups)
    if before == ";" or (before in cw.CONNECTIVES and opened and is_item):
        return replace(group, governor="start")
    if groups and before in cw.CONNECTIVES and groups[-1].form == "infinitive":
        return replace(group, governor=groups[-1].governor, governed_by=groups[-1].governed_by)
    near = range(max(0, start - 12), start)
    if any(lower[k] in cw.NEEDS for k in near) and (before in cw.NEEDS or not groups or groups[-1].verb > start - 12):
        return replace(group, governor="need", governed_by=len(groups) - 1)
    if groups:
        last = groups[-1]
        gap = start - last.verb
        planning = any(lemma in cw.PLANNING for lemma in last.lemmas)
        if last.form == "finite" and planning and gap <= 3:
            return replace(group, governor="plan", governed_by=len(groups) - 1)
        if any(lemma in cw.ATTEMPTS for lemma in last.lemmas) and gap <= 2:
            return replace(group, governor="attempt", governed_by=len(groups) - 1)
    return replace(group, governor="other")


def _active(tokens: Tokens, i: int, lemmas: tuple[str, ...], words: LanguageWords) -> bool:
    """Tell whether a form that is past and participle alike is the past: something is its object, or it needs none."""
    if any(lemma in _INTRANSITIVE for lemma in lemmas):
        return True
    following = tokens.lower[i + 1] if i + 1 < len(tokens) else "."
    if following in {"by", "por"}:
        return False
    if following in cw.PREPOSITIONS and tokens.name[i + 1] == -1:
        return any(rule.followed_by[:1] == (following,) for lemma in lemmas for rule in words.verb_rules.get(lemma, ()))
    return True


def _can_be_subject(tokens: Tokens, j: int, i: int, groups: list[VerbGroup], feature: str) -> bool:
    """Tell whether what stands left of a form that may be a noun is the subject of a verb."""
    if j < 0:
        return False
    left = tokens.lower[j]
    if left in cw.PRONOUNS or left in cw.RELATIVES:
        return True
    if left in cw.CONNECTIVES:
        joined = groups and (groups[-1].form in {"finite", "passive", "bare"})
        return bool(joined) and _takes_object(tokens, i, frozenset({"to", "on"}))
    named = tokens.name[j] >= 0 or left in {")", '"', "'"}
    if named or left in cw.ACTOR_NOUNS:
        return feature == THIRD or _takes_object(tokens, i, frozenset())
    return left.endswith("s") and feature == BASE and _takes_object(tokens, i, frozenset())


def _takes_object(tokens: Tokens, i: int, also: frozenset[str]) -> bool:
    """Tell whether the next token can begin an object, so that a form that may be a noun is a verb."""
    if i + 1 >= len(tokens):
        return False
    word = tokens.lower[i + 1]
    if word in {"of", "de", "'s", ",", ".", ";", ":", ")", '"'}:
        return False
    return word not in cw.BE and word not in cw.CONJUNCTIONS
