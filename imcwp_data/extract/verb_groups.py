"""Verbs of a sentence with their auxiliaries: what form each has, and whether it is one at all.

No tagger is needed: of a sentence only the verbs of the vocabulary matter, and a form that may be a noun ("demands",
"support") counts as a verb only after something that can be its subject, or joined to another verb.
"""

from __future__ import annotations

from imcwp_data.extract import clause_words as cw
from imcwp_data.extract.clause_tokens import QUALIFIER, Tokens
from imcwp_data.extract.event_words import LanguageWords, VerbForm
from imcwp_data.extract.inflection import BASE, GERUND, PAST, THIRD
from imcwp_data.extract.verb_phrases import (
    CLAUSAL,
    OPENERS,
    PRESENT_BE,
    VerbGroup,
    infinitive,
    names_its_subject,
    tense_of,
)
from imcwp_data.record import Record

_LOOK_BACK = 8
_ONLY_GERUND = frozenset({GERUND})
_INTRANSITIVE = frozenset(
    (
        "meet march protest rally demonstrate strike walk vote agree act work cooperate collaborate "
        "decide come go stand call appeal take sit speak congregate marchar protestar votar llamar colaborar "
        "cooperar"
    ).split()
)
# What somebody does who then does something ("threatened to close"); of others the same form is passive ("forced to").
_WILLING = frozenset("threaten promise refuse try decide vow pledge plan offer continue begin fail hope want".split())
_AUXILIARIES = cw.BE | cw.HAVE | cw.DO | cw.FUTURE | cw.DUTY | cw.DOUBT
_ADJECTIVES = frozenset("free open welcome mass present complete lower back express direct".split())
# "would have pupils learn": what follows the object of these verbs has no subject of its own.
_CAUSATIVE = frozenset("have let make help see watch hear bid".split())
# What a finite verb follows at once: a participle never does.
_SUBJECT_RELATIVES = frozenset({"who", "which", "that", "que", "quien", "quienes"})
# What a text orders its adversaries to do; other imperatives are a newspaper's ("Read more").
_ORDERS = frozenset("stop end cease halt lift free release withdraw close dissolve abolish repeal respect".split())
_ASIDE_REACH = 30
# What stands before a noun: a form that may be one is no verb after these.
_BEFORE_NOUNS = cw.POSSESSIVES | (cw.PREPOSITIONS - {"to"}) | {"'s"}
_BEFORE_OBJECTS = cw.DETERMINERS | {"that"}
_AFTER_NOUNS = cw.DETERMINERS | {":"}
_SPEAKERS = cw.ACTOR_NOUNS | cw.PRONOUNS
_JOINING = CLAUSAL | {"subjunctive"}
_PASSED_OVER = cw.ADVERBS | cw.NEGATION | _AUXILIARIES | {"to"}
_NO_OBJECTS = frozenset(["of", "de", "'s", ",", ".", ";", ":", ")", '"', "no", "yes", "sí"]) | cw.BE | cw.CONJUNCTIONS


class _Before(Record, frozen=True):
    """What stands before a verb: its auxiliaries, the nearest first, and the token left of them (-1 for none)."""

    auxiliaries: tuple[str, ...]
    left: int
    negated: bool
    reflexive: bool


# Of most verbs a name, a noun or nothing stands at once before them.
_NOTHING = _Before((), -1, False, False)


def _made(before: _Before, j: int, i: int, lemmas: tuple[str, ...], form: str, tense: str) -> VerbGroup | None:
    """Return the group of a form after token ``j``; None where no reading of the word has the feature of the form."""
    if not lemmas:
        return None
    return VerbGroup(j + 1, i, lemmas, form, tense, before.negated, False, False, before.reflexive)


def verb_groups(tokens: Tokens, words: LanguageWords, is_item: bool) -> list[VerbGroup]:
    """Return the verb groups of a sentence from left to right; ``is_item`` says that it may begin with its verb."""
    groups: list[VerbGroup] = []
    forms, lower, name = words.forms, tokens.lower, tokens.name
    last = -1
    for i in tokens.verbs:
        if name[i] != -1:
            continue
        word = lower[i]
        form = forms[word]
        if word == "down" and groups and last == i - 1:
            continue  # "laid down their tools"
        group = _group(tokens, i, form, groups, is_item, words) if form.readings else None
        if group is None and form.auxiliary and not _before_verb(tokens, i, words):
            lemmas = ("be",) if word in cw.BE else ("have",)
            bare = i > 0 and lower[i - 1] == "to"
            shape, governor = ("infinitive", "other") if bare else ("finite", "")
            before = _look_back(tokens, i)
            duty = not cw.DUTY.isdisjoint(before.auxiliaries)
            start = before.left + 1 if duty else i
            group = VerbGroup(start, i, lemmas, shape, "present", duty=duty, governor=governor)
        if group is not None:
            if groups:
                # An infinitive may take the group before it into its own.
                last = groups[-1].verb
                if group.start <= last:
                    group = group.changed(start=last + 1)
            groups.append(group)
            last = i
    if not groups or is_item:
        return groups
    for group in groups:
        if group.form in CLAUSAL or group.governor == "start":
            start = group.start
            if start > 0 and lower[start - 1] in cw.CONNECTIVES:
                break
            return groups
    _give_main_verb(tokens, words, groups)
    return groups


def _give_main_verb(tokens: Tokens, words: LanguageWords, groups: list[VerbGroup]) -> None:
    """Take the first form that is past and participle alike for the past where a sentence has no other verb."""
    for k, group in enumerate(groups):
        if group.form in CLAUSAL:
            return
        if group.form != "participle" or group.start == 0:
            continue
        following = tokens.lower[group.verb + 1] if group.verb + 1 < len(tokens.lower) else "by"
        past = any(PAST in r.features for r in words.verbs[tokens.lower[group.verb]])
        if past and following not in {"by", "por", ".", ","}:
            groups[k] = group.changed(form="finite")
            return


def _before_verb(tokens: Tokens, i: int, words: LanguageWords) -> bool:
    """Tell whether an auxiliary belongs to a verb that follows it."""
    complements = words.complements
    for j, word in enumerate(tokens.lower[i + 1 : i + _LOOK_BACK], i + 1):
        if word in complements and tokens.name[j] == -1:
            return True
        if word not in _PASSED_OVER and not word.endswith("ly"):
            return False
    return False


def _look_back(tokens: Tokens, i: int) -> _Before:
    lower, name = tokens.lower, tokens.name
    j = i - 1
    if j < 0 or name[j] != -1 or ((word := lower[j]) not in _PASSED_OVER and word[-2:] != "ly"):
        return _Before((), j, False, False)
    auxiliaries: list[str] = []
    negated = reflexive = False
    while j >= 0 and i - j < _LOOK_BACK and name[j] == -1:
        word = lower[j]
        if word in _AUXILIARIES or (word == "to" and "to" not in auxiliaries):
            auxiliaries.append(word)
            negated = negated or word in cw.NEGATION
        elif word in cw.NEGATION and word != "neither":
            negated = True
        elif word == "se":
            reflexive = True
        elif not (word in cw.ADVERBS or (word.endswith("ly") and len(word) > 4)):
            break
        j -= 1
    return _Before(tuple(auxiliaries), j, negated, reflexive)


def _group(
    tokens: Tokens,
    i: int,
    verb_form: VerbForm,
    groups: list[VerbGroup],
    is_item: bool,
    words: LanguageWords,
) -> VerbGroup | None:
    before, left, named = _NOTHING, "", -1
    j = i - 1
    if i:
        left, named = tokens.lower[j], tokens.name[j]
    if named == -1 and (left in _PASSED_OVER or left[-2:] == "ly"):
        before = _look_back(tokens, i)
        j, left = before.left, ""
        if j >= 0:
            left, named = tokens.lower[j], tokens.name[j]
        auxiliaries = before.auxiliaries
        if auxiliaries:
            group = _with_auxiliaries(tokens, before, i, verb_form, groups, is_item)
            if group is None:
                return None
            doubtful = group.doubtful or not cw.DOUBT.isdisjoint(auxiliaries)
            duty = group.duty or not cw.DUTY.isdisjoint(auxiliaries)
            return group.changed(doubtful=doubtful, duty=duty) if doubtful or duty else group
    nominal, past, participle = verb_form.nominal, verb_form.past, verb_form.participle
    if named == QUALIFIER and (participle or (nominal and not past)):
        return None
    if not past and verb_form.third and groups and groups[-1].verb == j:
        return None
    if (nominal or not past) and left[:1].isdigit():
        return None
    if named == -1 and (left in _BEFORE_NOUNS or (left in cw.DETERMINERS and not (past and left == "that"))):
        return None
    if past:
        if participle and not _active(tokens, i, j, past, groups, words):
            return _made(before, j, i, participle, "participle", "past")
        return VerbGroup(j + 1, i, past, "finite", "past", before.negated, False, False, before.reflexive)
    if participle:
        return _made(before, j, i, participle, "participle", "past")
    if verb_form.features == _ONLY_GERUND:
        # Elsewhere the form is a noun ("the 20th meeting").
        if j < 0 or left in cw.CONNECTIVES:
            return _made(before, j, i, verb_form.gerund, "gerund", "present")
        return None
    if verb_form.future:
        return _made(before, j, i, verb_form.future, "finite", "future")
    return _present(tokens, i, j, before, verb_form, groups, is_item)


def _with_auxiliaries(
    tokens: Tokens, before: _Before, i: int, verb_form: VerbForm, groups: list[VerbGroup], is_item: bool
) -> VerbGroup | None:
    auxiliaries, left = before.auxiliaries, before.left
    first, outer = auxiliaries[0], auxiliaries[-1]
    if first == "to":
        made = _made(before, left, i, verb_form.base, "infinitive", "present")
        return infinitive(tokens, groups, is_item, made, auxiliaries) if made is not None else None
    participle = verb_form.participle
    if first in cw.BE:
        if not participle:
            return _made(before, left, i, verb_form.gerund, "finite", tense_of(auxiliaries))
        if auxiliaries == ("be",):
            return _made(before, left, i, participle, "subjunctive", "present")
        group = _made(before, left, i, participle, "passive", tense_of(auxiliaries))
        if group is None or "to" not in auxiliaries:
            return group
        if outer in cw.BE and outer not in PRESENT_BE and outer != "be":
            return group.changed(doubtful=True)
        if outer in cw.HAVE:
            return group.changed(duty=True)
        return group if outer in PRESENT_BE else group.changed(form="infinitive", tense="future", governor="noun")
    if first in cw.HAVE:
        return _made(before, left, i, participle, "finite", tense_of(auxiliaries))
    return _made(before, left, i, verb_form.base, "finite", tense_of(auxiliaries))


def _present(
    tokens: Tokens,
    i: int,
    j: int,
    before: _Before,
    verb_form: VerbForm,
    groups: list[VerbGroup],
    is_item: bool,
) -> VerbGroup | None:
    """Return the group of a form of the present, which may be an imperative, an infinitive or a noun."""
    lower = tokens.lower
    left = lower[j] if j >= 0 else ""
    base, third, nominal = verb_form.base, verb_form.third, verb_form.nominal
    if j < 0 or (lower[0] in OPENERS and OPENERS.issuperset(lower[: j + 1])):
        if base and (is_item or (j >= 0 and left in {'"', "'"})) and _takes_object(tokens, i):
            return _made(before, j, i, base, "bare", "present")
        if base and lower[i] in _ORDERS and _orders(tokens, i):
            return _made(before, j, i, base, "bare", "present")
        speaks = is_item or lower[i].endswith(("amos", "emos", "imos"))
        return (
            _made(before, j, i, third, "finite", "present") if third and speaks and _takes_object(tokens, i) else None
        )
    if third and (
        (not nominal and left not in {"to", "of"} and (left != "," or _takes_object(tokens, i)))
        or _can_be_subject(tokens, j, i, groups, THIRD, nominal=nominal)
    ):
        return _made(before, j, i, third, "finite", "present")
    if base:
        last = groups[-1] if groups else None
        connected = left in cw.CONNECTIVES
        if connected and last is not None and last.form in {"infinitive", "bare"} and _takes_object(tokens, i):
            group = _made(before, j, i, base, last.form, "present")
            return group and group.changed(governor=last.governor, governed_by=last.governed_by)
        if _can_be_subject(tokens, j, i, groups, BASE, nominal=nominal):
            if last is not None and last.verb >= i - 6 and not _CAUSATIVE.isdisjoint(last.lemmas):
                return _made(before, j, i, base, "subjunctive", "present")
            if last is None or not connected:
                return _made(before, j, i, base, "finite", "present")
            group = _made(before, j, i, base, "finite", "future" if last.tense == "future" else "present")
            return group and group.changed(duty=last.duty, doubtful=last.doubtful)
        if lower[i].endswith(("ar", "er", "ir")):
            group = _made(before, j, i, base, "infinitive", "present")
            return group and group.changed(governor="other")
    if left == "que":
        return _made(before, j, i, verb_form.subjunctive, "subjunctive", "present")
    return None


def _active(
    tokens: Tokens, i: int, j: int, lemmas: tuple[str, ...], groups: list[VerbGroup], words: LanguageWords
) -> bool:
    """Tell whether a form that is past and participle alike is the past: something is its object, or it needs none."""
    if i + 1 >= len(tokens.lower):
        return False
    following = tokens.lower[i + 1]
    if following in {"by", "por"}:
        return False
    if j >= 0 and tokens.name[j] == -1 and tokens.lower[j] in _SUBJECT_RELATIVES:
        return True
    if j > 0 and tokens.lower[j] == "," and tokens.name[j - 1] >= 0 and not any(g.form in CLAUSAL for g in groups):
        appositive = following in cw.PREPOSITIONS and following not in {"for", "on"}
        if appositive:
            return False
    if not _INTRANSITIVE.isdisjoint(lemmas):
        return True
    if following in cw.PREPOSITIONS and tokens.name[i + 1] == -1:
        if following == "to" and not _WILLING.isdisjoint(lemmas):
            return True
        if names_its_subject(tokens, j):
            return True
        return any(following in words.verb_rules[lemma].leads for lemma in lemmas if lemma in words.verb_rules)
    return True


def _can_be_subject(tokens: Tokens, j: int, i: int, groups: list[VerbGroup], feature: str, *, nominal: bool) -> bool:
    """Tell whether what stands left of a form that may be a noun is the subject of a verb."""
    if j < 0:
        return False
    left = tokens.lower[j]
    if left in cw.PRONOUNS or left in cw.RELATIVES:
        return True
    if left in cw.CONNECTIVES:
        joined = (groups and groups[-1].form in _JOINING) or ("we" in tokens.lower[:j] and ":" not in tokens.lower[:j])
        return (bool(joined) or (left == "," and _closes_aside(tokens, j))) and _takes_object(tokens, i)
    if tokens.name[j] == QUALIFIER:
        return False
    if tokens.lower[i] in _ADJECTIVES and left not in cw.PRONOUNS and tokens.name[j] < 0:
        return False
    if (
        i + 1 < len(tokens.lower)
        and tokens.lower[i + 1] in _BEFORE_OBJECTS
        and left[0].isalpha()
        and left not in cw.CONNECTIVES
    ):
        return True
    if left in {'"', "'"}:
        spoken = j > 0 and (tokens.name[j - 1] >= 0 or tokens.lower[j - 1] in _SPEAKERS)
        return feature == THIRD or (spoken and _takes_object(tokens, i))
    if tokens.name[j] >= 0 or left == ")" or left in cw.ACTOR_NOUNS:
        return feature == THIRD or _takes_object(tokens, i)
    if not left.endswith("s") or len(left) < 4 or feature != BASE or not _takes_object(tokens, i):
        return False
    return not nominal or tokens.lower[i + 1] in _AFTER_NOUNS or tokens.name[i + 1] != -1


def _orders(tokens: Tokens, i: int) -> bool:
    """Tell whether a verb that opens a sentence orders something: "Lift the blockade", "Stop at once all raids"."""
    if i + 2 >= len(tokens.lower):
        return False
    word = tokens.lower[i + 1]
    return word in cw.DETERMINERS or tokens.name[i + 1] != -1 or word in {"now", "immediately", "at"}


def _closes_aside(tokens: Tokens, j: int) -> bool:
    """Tell whether a comma closes an aside after what can act: "the parties, gathered in Athens, denounce"."""
    begin = max(0, j - _ASIDE_REACH)
    opened = next((k for k in range(j - 1, begin, -1) if tokens.lower[k] == "," and tokens.name[k] == -1), None)
    if opened is None:
        return False
    before = opened - 1
    return tokens.name[before] >= 0 or tokens.lower[before] in cw.ACTOR_NOUNS or tokens.lower[before] in {")", "we"}


def _takes_object(tokens: Tokens, i: int) -> bool:
    """Tell whether the next token can begin an object, so that a form that may be a noun is a verb."""
    if i + 1 >= len(tokens.lower):
        return False
    word = tokens.lower[i + 1]
    if word == ":" and i + 2 == len(tokens.lower):
        return True  # the list that follows
    if word == "of" and tokens.lower[i] in {"demand", "demands"}:
        return any(tokens.name[j] >= 0 for j in range(i + 2, min(i + 6, len(tokens.lower))))  # "demand of the EU that"
    return word not in _NO_OBJECTS
