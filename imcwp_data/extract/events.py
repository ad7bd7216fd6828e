"""Which of PLOVER's events a clause states, and whether it happened, is planned, resolved, called for or demanded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from types import MappingProxyType

from msgspec import Struct

from imcwp_data.extract import clause_words as cw
from imcwp_data.extract.action_draft import Draft
from imcwp_data.extract.clause_subjects import Clause
from imcwp_data.extract.clause_tokens import Tokens
from imcwp_data.extract.event_words import EventRule, LanguageWords
from imcwp_data.record import Record

_OBJECT_WINDOW = 16
# Words that follow a verb at once are its own, though another subject without a conjunction comes after them.
_AT_ONCE = 3
# What a thing is done against or for is not the thing it is done to.
_BARRIERS = frozenset(("against for with to by contra por para con que that which who").split())
_SUBJECT_IS_THING = frozenset(
    (
        "take tener go come arrive be reach open close sit conclude begin start follow continue gather assemble fill "
        "celebrar reunir mantener"
    ).split()
)
_MOVING = frozenset({"go", "come", "arrive", "reach"})
_MEETING_BARRIERS = _BARRIERS - {"with", "con"}
_QUALIFYING = frozenset({"solidarity", "peace", "health"})
_REFLEXIVE = ("se",)
_ASKED_LATER = frozenset({"to", "that"})
_VOTING = frozenset({"vote", "votar"})
# What may stand far from its verb ("mark, with the truth, the centenary").
_FAR_OBJECTS = frozenset({"anniversary"})
_PRONOUN_OBJECTS = frozenset(["it", "them", "this", "these", "lo", "los", "la", "las"])
_NO_LEADS: frozenset[str] = frozenset()
_NO_CLASSES: Mapping[int, frozenset[str]] = MappingProxyType({})


class Setting(Record, frozen=True):
    """What the text around a clause says of its standing.

    ``resolves``: the speaker is a body that resolves in this text. ``item_status`` is what the intro of a list gives to
    items without a tense of their own, None outside lists. ``in_movement``: that intro speaks of movements or
    struggles, so that "against ..." in an item is a protest; ``in_resolution``, that it opens what was resolved.
    ``announced``: the text has called people out or announced a protest before.
    """

    resolves: bool = False
    item_status: str | None = None
    in_movement: bool = False
    in_resolution: bool = False
    announced: bool = False


class Sentence(Struct, gc=False):
    """A sentence's tokens, and what is read of them step by step: its clauses, and the rule that each of these meets.

    ``rules`` are rows of events.csv, None for a clause that meets none; where no clause can meet any, there are none.
    ``classes`` are the object classes that tokens begin, of those alone that begin some. ``drafts`` are the actions
    that it states, None where what was read before it has a part in them.
    """

    tokens: Tokens
    clauses: Sequence[Clause] = ()
    rules: Sequence[EventRule | None] = ()
    classes: Mapping[int, frozenset[str]] = _NO_CLASSES
    drafts: list[Draft] | None = None


def find_rules(sentence: Sentence, words: LanguageWords) -> None:
    """Enter the rules that a sentence's clauses meet, and the classes of its words where a verb may ask for them."""
    clauses, eventful = sentence.clauses, words.eventful
    for clause in clauses:
        group = clause.group
        if group.duty or group.lemmas[0] in eventful or not eventful.isdisjoint(group.lemmas):
            break
    else:
        # No verb of the sentence states an event, whatever it is done to.
        return
    known, lower = words.object_classes, sentence.tokens.lower
    classes: dict[int, frozenset[str]] = {}
    present: set[str] = set()
    for j in sentence.tokens.things:
        found = known[lower[j]] or words.classes_at(lower, j)
        if found:
            classes[j] = found
            present.update(found)
    sentence.classes = classes
    rules: list[EventRule | None] = []
    for clause in clauses:
        rules.append(_event_rule(clause, sentence, words, present))
    sentence.rules = rules


def _event_rule(clause: Clause, sentence: Sentence, words: LanguageWords, present: Set[str]) -> EventRule | None:
    """Return the row of events.csv that a clause meets best: with its object and following word, then with either.

    ``present`` are the object classes that any token of the sentence begins.
    """
    group = clause.group
    best: EventRule | None = None
    most = closest = 0
    ranges: list[tuple[int, int]] | None = None
    tokens, clauses = sentence.tokens, sentence.clauses
    after = group.verb + 1
    for lemma in group.lemmas:
        known = words.verb_rules.get(lemma)
        if known is None:
            continue
        leading: Set[str] = _NO_LEADS
        if known.leads:
            stop = clause.end if clause.end > after + _AT_ONCE else after + _AT_ONCE
            following = tokens.lower[after:stop]
            leading = known.leads.intersection(following)
        if group.reflexive and known.leads:
            rules = known.every
        elif leading:
            rules = known.led[next(iter(leading))] if len(leading) == 1 else known.every
        elif known.classes.isdisjoint(present):
            best = best or known.bare
            continue
        else:
            rules = known.unled
        for rule in rules:
            object_class = rule.object_class
            if object_class and object_class not in present:
                continue
            points = nearness = 0
            wanted = rule.followed_by
            if wanted:
                at = _following(rule, tokens, after, clause.end) if wanted[0] in leading else None
                if at is not None:
                    at -= group.verb
                elif group.reflexive and wanted == _REFLEXIVE:
                    at = 0
                else:
                    continue
                # A phrase of its own ("go on strike") says more than the thing that something is done to.
                points, nearness = (2 if len(wanted) == 1 else 4), -at
            if object_class:
                if ranges is None:
                    ranges = _object_ranges(clause, clauses)
                at = _object_distance(rule, clause, sentence, ranges)
                if at is None:
                    continue
                points, nearness = points + 3, -at
            if best is None or points > most or (points == most and nearness > closest):
                best, most, closest = rule, points, nearness
    return best if best is not None and best.event_type else None


def _following(rule: EventRule, tokens: Tokens, start: int, end: int) -> int | None:
    """Return where a rule's words follow a verb: at once for a word alone, an object later for a phrase.

    "to" and "that" of what is asked may stand anywhere in the clause.
    """
    wanted, lower = rule.followed_by, tokens.lower
    size, first = len(wanted), wanted[0]
    if size == 1:
        reach = start + 4
    else:
        reach = start + 9
        if lower[start : start + size] == wanted:
            return start
    if (rule.event_type == "REQUEST" and first in _ASKED_LATER) or rule.lemma in _VOTING:
        reach = end
    j, last = start, end - size
    stop = reach if reach <= last else last + 1
    if stop <= start:
        return None
    near = lower[start:stop]
    if first not in near and ("for" not in near or "time" not in lower):
        return None
    if rule.lemma != "be" and (size > 1 or reach >= end) and "for" not in near:
        # No word between the verb and the words bars them.
        for j, word in enumerate(near, start):
            if word == first and (size == 1 or lower[j : j + size] == wanted) and tokens.name[j] == -1:
                return j
        return None
    while j < stop:
        word = lower[j]
        if word == first and (size == 1 or lower[j : j + size] == wanted) and tokens.name[j] == -1:
            return j
        if word == "for" and "time" in lower[j + 1 : j + 5]:
            skipped = lower.index("time", j)
            j, reach = skipped + 1, reach + skipped + 1 - j
            stop = reach if reach <= last else last + 1
            continue
        if rule.lemma == "be" and not (word in cw.ADVERBS or word.endswith("ly")):
            return None
        if size == 1 and reach < end and j > start and lower[j - 1] in cw.PREPOSITIONS:
            return None
        j += 1
    return None


def _object_ranges(clause: Clause, clauses: Sequence[Clause]) -> list[tuple[int, int]]:
    """Return where the thing stands that a verb is done to: after it, or before it in passives and the like."""
    group = clause.group
    start, end = group.verb + 1, group.verb + 1 + _OBJECT_WINDOW
    after = (start, end if end < clause.end else clause.end)
    subject = subject_range(clause, clauses)
    passive = group.form in {"passive", "participle"} or group.governor == "noun"
    if group.form == "participle":
        subject = (max(0, group.start - 8), group.start)
    if passive:
        ranges = [subject, after]
    elif group.reflexive or not _SUBJECT_IS_THING.isdisjoint(group.lemmas):
        ranges = [after, subject]
    else:
        ranges = [after]
    if clause.kind == "relative" and (passive or clause.subject_start != clause.subject_end):
        ranges.append(clause.antecedent)
    return ranges


def _object_distance(
    rule: EventRule, clause: Clause, sentence: Sentence, ranges: Sequence[tuple[int, int]]
) -> int | None:
    """Return how far from the verb its object of the rule's class stands, None without one."""
    verb = clause.group.verb
    for place, (start, end) in enumerate(ranges):
        at = _class_at(rule, sentence, start, end, barred=start > verb)
        if at is not None:
            return at + place
    first = sentence.tokens.lower[verb + 1] if verb + 1 < len(sentence.tokens.lower) else ""
    if first in _PRONOUN_OBJECTS and clause.kind != "relative":
        begin = max(-1, clause.start - 30)
        for j, classes in sentence.classes.items():
            if begin < j < clause.start and rule.object_class in classes:
                return 1
    return None


def _class_at(rule: EventRule, sentence: Sentence, start: int, end: int, *, barred: bool) -> int | None:
    tokens, classes = sentence.tokens, sentence.classes
    lower = tokens.lower
    name, skip = rule.object_class, len(rule.followed_by)
    barred = barred and rule.lemma not in _VOTING and name not in _FAR_OBJECTS
    if not barred and start < end and rule.lemma in _MOVING:
        # Of a long subject the last piece is the one that moves.
        start = next((j + 1 for j in range(end - 1, start - 1, -1) if lower[j] == ","), start)
    # The few words that have a class are looked at, and then what stands before the first that will do.
    for j, known in classes.items():
        if j >= end:
            return None
        if j >= start and name in known and not _qualifies(sentence, j, end):
            break
    else:
        return None
    if barred:
        barriers = _MEETING_BARRIERS if name == "meeting" else _BARRIERS
        for barrier in range(start + skip, j):
            word = lower[barrier]
            if word in barriers and tokens.name[barrier] == -1 and word not in rule.followed_by:
                return None
    return j - start


def _qualifies(sentence: Sentence, j: int, end: int) -> bool:
    """Tell whether a word only qualifies the noun after it ("solidarity brigades")."""
    if j + 1 >= end or sentence.tokens.name[j + 1] != -1 or sentence.tokens.lower[j] not in _QUALIFYING:
        return False
    return j + 1 in sentence.classes


def subject_range(clause: Clause, clauses: Sequence[Clause]) -> tuple[int, int]:
    """Return the tokens of a clause's subject, that of the clause it is joined to where it has none of its own."""
    seen = 0
    while clause.subject_start == clause.subject_end and 0 <= clause.joined_to < len(clauses) and seen < 6:
        clause = clauses[clause.joined_to]
        seen += 1
    return clause.subject_start, clause.subject_end


def event_status(rule: EventRule, clause: Clause, clauses: Sequence[Clause], setting: Setting, voted: bool) -> str:
    """Return the status of an event by the form of its verb, the rule and who speaks."""
    group = clause.group
    if group.form == "infinitive" and group.governor == "start":
        resolved = setting.in_resolution and rule.event_type == "REQUEST"
        return (resolved and rule.status) or setting.item_status or "called_for"
    if group.governor == "need" or group.duty:
        return "called_for"
    if group.governor == "aspect":
        governing = clauses[group.governed_by].group
        return "planned" if governing.tense == "future" else "reported"
    if group.governor == "plan" or group.tense == "future":
        return "planned"
    speaks = bool(rule.status) and (rule.event_type == "REQUEST" or rule.status == "called_for")
    if group.form in {"bare", "participle", "gerund"} and setting.item_status and not speaks:
        return setting.item_status
    if group.form == "bare" and setting.item_status in {"planned"}:
        return setting.item_status
    if voted:
        return "adopted"
    if rule.status:
        return rule.status
    if rule.event_type == "AGREE" and (setting.resolves or group.tense != "past"):
        return "adopted" if setting.resolves else "reported"
    if (
        setting.resolves
        and group.tense == "present"
        and rule.event_type in {"SUPPORT", "ACCUSE", "REJECT", "COOPERATE"}
    ):
        return "reported" if rule.lemma in {"thank", "agradecer"} else "adopted"
    return "reported"
