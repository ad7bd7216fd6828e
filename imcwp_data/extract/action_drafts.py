"""From the sentences of a paragraph to drafts of actions: which clauses and item phrases state one, of which type."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from operator import attrgetter

from imcwp_data.extract import clause_words as cw
from imcwp_data.extract.action_draft import Draft, cut_at_relatives, split_gaps
from imcwp_data.extract.clause_subjects import Clause
from imcwp_data.extract.clause_tokens import VOTES, Tokens
from imcwp_data.extract.event_words import EventRule, LanguageWords
from imcwp_data.extract.events import Sentence, Setting, event_status, subject_range
from imcwp_data.extract.item_phrases import parts, read_item_phrase

# Infinitives that state what the verb before them only announces.
_ON_ITS_VERB = frozenset({"plan", "need", "aspect"})
_PASSIVE = frozenset({"passive", "participle"})
_TRYING = frozenset({"try", "attempt", "seek", "intentar"})
_STATED_LATER = frozenset({"start", "plan", "need", "aspect"})
_SPEECH = frozenset({"SUPPORT", "ACCUSE", "REJECT", "REQUEST"})
_DEEDS = frozenset({"AID", "CONSULT", "COERCE", "ASSAULT", "SANCTION", "PROTEST", "MOBILIZE"})
_GATHERINGS = frozenset({"CONSULT", "PROTEST"})
_NO_DUTIES = frozenset({"AGREE", "CONSULT", "COERCE", "ASSAULT", "SANCTION", "THREATEN"})
_TO_BE_GRANTED = frozenset({"CONCEDE", "RETREAT", "AID"})
# What must happen is a demand whatever else the verb may state.
_MUST = frozenset(
    (
        "stop end cease halt lift leave withdraw release close dissolve abolish repeal respect return free pay resign "
        "cesar levantar"
    ).split()
)
# Who does not do these rejects something.
_ASSENT = frozenset("accept approve consent recognise recognize agree aceptar reconocer".split())
_COMPELLING = frozenset({"must", "to", "debe", "deben"})
_NOBODY = (("nobody",), ("no", "one"), ("nadie",))
_NOBODY_BEGINS = frozenset(words[0] for words in _NOBODY)
_STRETCH = attrgetter("start", "end")
_VOTES = frozenset({"votes", "votos"})


def read_drafts(
    sentence: Sentence, words: LanguageWords, setting: Setting, is_item: bool, intro: EventRule | None
) -> list[Draft]:
    """Return the actions that a sentence states, in the order of the text.

    ``intro`` is the verb of the line that opens a list ("we demand:"), which its items leave out.
    """
    drafts = _of_clauses(sentence, setting, is_item) if sentence.clauses else []
    if is_item:
        drafts = _with_item_phrases(sentence.tokens, words, setting, intro, sentence.clauses, drafts)
    if len(drafts) > 1:
        drafts.sort(key=_STRETCH)
    return drafts


def _of_clauses(sentence: Sentence, setting: Setting, is_item: bool) -> list[Draft]:
    """Return the actions that the clauses of a sentence state."""
    tokens, clauses = sentence.tokens, sentence.clauses
    rules = sentence.rules or [None] * len(clauses)
    drafts: list[Draft] = []
    for k, clause in enumerate(clauses):
        rule, group = rules[k], clause.group
        if rule is None and group.form == "finite" and not (group.duty or group.negated or group.governor):
            # Nothing but its verb could make it state an action.
            continue
        if rule is None or rule.event_type in _TO_BE_GRANTED:
            if group.duty or group.governor == "need":
                rule = _must(clause, sentence) or rule
            if not is_item and group.form == "bare" and (rule is None or rule is rules[k]):
                rule = _order(clause) or rule
        if rule is None and group.negated and not _ASSENT.isdisjoint(group.lemmas):
            rule = EventRule(group.lemmas[0], (), "", "AGREE", "")
        if (
            rule is None
            or (k + 1 < len(clauses) and _overruled(k, clauses, rules))
            or (clause.kind == "complement" and _asked_for(clause, rules))
        ):
            continue
        draft = _clause_draft(clause, clauses, rule, tokens, setting, is_item)
        if draft is not None:
            drafts.append(draft)
    if not drafts:
        return drafts
    return split_gaps(tokens, cut_at_relatives(drafts, tokens))


def _must(clause: Clause, sentence: Sentence) -> EventRule | None:
    """Return the demand of "the blockade must end", "the Government must publish the leases", "it is urgent to end"."""
    group, tokens = clause.group, sentence.tokens
    if group.governor == "need":
        lemma = next((m for m in group.lemmas if m in _MUST), None)
    elif group.duty and _strong(clause, sentence):
        named = any(tokens.name[j] >= 0 for j in range(*subject_range(clause, sentence.clauses)))
        lemma = next((m for m in group.lemmas if m in _MUST or (named and m not in {"be", "have"})), None)
        if "be" in group.lemmas and tokens.lower[max(0, group.start - 1)] == "there":
            near = range(group.verb + 1, min(clause.end, group.verb + 5))
            lemma = "be" if any("ending" in sentence.classes.get(j, ()) for j in near) else None
    else:
        return None
    return EventRule(lemma, (), "", "REQUEST", "called_for") if lemma else None


def _order(clause: Clause) -> EventRule | None:
    """Return the demand of a sentence that is an order: "Stop the trials"."""
    lemma = next((m for m in clause.group.lemmas if m in _MUST), None) if clause.group.form == "bare" else None
    return EventRule(lemma, (), "", "REQUEST", "demanded") if lemma else None


def _overruled(k: int, clauses: Sequence[Clause], rules: Sequence[EventRule | None]) -> bool:
    """Tell whether an infinitive on this verb states the action ("decided to hold", "the need to defend").

    ``k`` is not that of the last clause.
    """
    for m in range(k + 1, len(clauses)):
        group = clauses[m].group
        if group.governed_by == k and rules[m] is not None and group.governor in _ON_ITS_VERB:
            return True
    following = clauses[k + 1]
    # "criticised and rejected the views": one object, one action.
    if following.group.form != clauses[k].group.form:
        return False
    if following.joined_to != k and following.group.governed_by != clauses[k].group.governed_by:
        return False
    return rules[k + 1] is not None and following.group.start - clauses[k].group.verb == 2


def _asked_for(clause: Clause, rules: Sequence[EventRule | None]) -> bool:
    """Tell whether a clause is what the one before asks for ("urge that the President lifts the blockade")."""
    if clause.joined_to < 0:
        return False
    rule = rules[clause.joined_to]
    return rule is not None and rule.event_type == "REQUEST"


def _clause_draft(
    clause: Clause, clauses: Sequence[Clause], rule: EventRule, tokens: Tokens, setting: Setting, is_item: bool
) -> Draft | None:
    group, kind = clause.group, clause.kind
    event_type, form = rule.event_type, group.form
    if kind == "embedded" or form == "subjunctive" or _concerns_nobody(clause, tokens):
        return None
    condition = kind == "condition"
    status = None
    if condition or group.doubtful or group.negated:
        denied = group.negated and not group.doubtful and not condition
        called_off = event_type == "CONSULT" and form == "passive"
        if not denied or not (called_off or (event_type == "AGREE" and rule.lemma in _ASSENT)):
            return None
        event_type, status = "REJECT", "reported"
    if kind == "joined" and _in_condition(clause, clauses):
        return None
    if form == "bare" and not is_item and event_type in _TO_BE_GRANTED:
        event_type, status = "REQUEST", "demanded"
    needed = group.governor == "need"
    if group.duty or needed:
        if group.duty and event_type in _NO_DUTIES:
            return None
        if event_type in _TO_BE_GRANTED:
            event_type = "REQUEST"
        status = "called_for"
    if form == "infinitive" and group.governor not in _STATED_LATER:
        tried = (
            group.governor == "attempt" and event_type in {"ASSAULT", "COERCE"} and _tries(clauses[group.governed_by])
        )
        if not tried and not (group.governor == "noun" and event_type in _GATHERINGS):
            return None
    elif form == "participle":
        if not _done_by(clause, event_type, tokens):
            return None
    elif form == "passive":
        if event_type == "PROTEST" and rule.lemma in {"call", "convocar"}:
            return None
        if event_type == "REQUEST" and tokens.lower[clause.subject_start : clause.subject_end] == ("we",):
            return None
        if event_type == "CONSULT" and tokens.lower[group.start] in {"had", "había"}:
            return None
    elif form == "gerund" and not _states_by_gerund(group.start, event_type, tokens):
        return None
    if status is None:
        voted = (
            tokens.signs & VOTES != 0
            and rule.event_type != "AGREE"
            and not _VOTES.isdisjoint(tokens.lower[clause.start : clause.end])
            and rule.lemma not in {"vote", "votar"}
        )
        status = event_status(rule, clause, clauses, setting, voted)
    relative = kind == "relative"
    if relative:
        if status == "planned" and event_type not in _GATHERINGS:
            return None
        if not _stated_in_relative(rule, clause, tokens):
            return None
    gathering = event_type in _GATHERINGS
    passive = (
        form in _PASSIVE
        or group.governor == "noun"
        or (group.reflexive and gathering)
        or (needed and clauses[group.governed_by].group.form == "passive")
    )
    return Draft(
        event_type,
        status,
        _rule_name(rule.lemma, form),
        rule.lemma,
        clause.start,
        clause.end,
        subject_range(clause, clauses),
        (group.verb + 1, clause.end),
        relative,
        passive,
        clause.subject_start != clause.subject_end,
        is_item,
        False,
        event_type == "CONSULT" or rule.object_class == "meeting",
        event_type == "REQUEST" and (group.duty or needed),
        gathering and group.tense == "present",
    )


# The same verbs come in the same forms.
@lru_cache(maxsize=4096)
def _rule_name(lemma: str, form: str) -> str:
    return f"event.{lemma}.{form}"


def _tries(clause: Clause) -> bool:
    return not clause.group.negated and not _TRYING.isdisjoint(clause.group.lemmas)


def _done_by(clause: Clause, event_type: str, tokens: Tokens) -> bool:
    """Tell whether a participle states a deed with its doer: "kidnapped by ...", "imposed on Cuba by ..."."""
    if event_type not in {"SANCTION", "ASSAULT", "COERCE"} or (
        "impose" in clause.group.lemmas and event_type == "COERCE"
    ):
        return False
    verb = clause.group.verb
    for j in range(verb + 1, min(clause.end, verb + 6)):
        if tokens.lower[j] in {"by", "por"} and tokens.name[j] == -1:
            ahead = range(j + 1, min(clause.end, j + 3))
            return any(tokens.name[m] != -1 for m in ahead)
    return False


def _stated_in_relative(rule: EventRule, clause: Clause, tokens: Tokens) -> bool:
    """Tell whether a relative clause states an action of its own: deeds and votes do, opinions do not."""
    if tokens.lower[clause.start] == "where":
        return rule.event_type in {"COERCE", "ASSAULT"}
    if rule.event_type in _DEEDS or rule.object_class in {"signature", "petition"} or clause.group.duty:
        return True
    if rule.lemma in {"vote", "votar"}:
        return bool(rule.object_class)
    if rule.lemma in {"demand", "denounce", "condemn", "reject", "exigir", "denunciar", "condenar", "rechazar"}:
        return "those" in tokens.lower[max(0, clause.start - 3) : clause.start]
    by = tokens.lower[clause.group.verb + 1 : clause.group.verb + 2]
    return clause.group.form == "passive" and rule.event_type == "ACCUSE" and by == ("by",)


def _strong(clause: Clause, sentence: Sentence) -> bool:
    """Tell whether something must happen, not only should."""
    tokens = sentence.tokens
    if clause.kind == "joined" and 0 <= clause.joined_to < len(sentence.clauses):
        clause = sentence.clauses[clause.joined_to]
    return not _COMPELLING.isdisjoint(tokens.lower[clause.group.start : clause.group.verb])


def _concerns_nobody(clause: Clause, tokens: Tokens) -> bool:
    lower, verb = tokens.lower, clause.group.verb
    start, end = clause.subject_start, clause.subject_end
    if start < end and lower[start] in _NOBODY_BEGINS and (lower[start] == "no" or lower[start:end] in _NOBODY):
        return True
    if verb + 1 >= clause.end or lower[verb + 1] not in _NOBODY_BEGINS:
        return False
    return _begins_with_nobody(lower[verb + 1 : clause.end])


def _begins_with_nobody(words: tuple[str, ...]) -> bool:
    return any(words[: len(nobody)] == nobody for nobody in _NOBODY)


def _in_condition(clause: Clause, clauses: Sequence[Clause]) -> bool:
    seen = 0
    while clause.kind == "joined" and 0 <= clause.joined_to < len(clauses) and seen < 6:
        clause = clauses[clause.joined_to]
        seen += 1
    return clause.kind == "condition"


def _states_by_gerund(start: int, event_type: str, tokens: Tokens) -> bool:
    """Tell whether a gerund goes on with what the sentence does: ", condemning the policy of ..."."""
    if event_type not in _SPEECH | {"AID"}:
        return False
    return start == 0 or tokens.lower[start - 1] in {",", "and", "y"}


def _with_item_phrases(
    tokens: Tokens,
    words: LanguageWords,
    setting: Setting,
    intro: EventRule | None,
    clauses: Sequence[Clause],
    drafts: list[Draft],
) -> list[Draft]:
    finite = [
        c.group.start for c in clauses if c.group.form in {"finite", "passive", "bare"} or c.group.governor == "start"
    ]
    found = list(drafts)
    for begin, end in parts(tokens):
        start = _after_place_head(tokens, begin, end)
        wish = _wish(tokens, start, end, intro)
        if wish is not None:
            # "we demand: that the Government withdraw its bill": what it should do is no deed of its own.
            found = [d for d in found if not start <= d.start < end]
            status = wish.status or setting.item_status or "called_for"
            found.append(_item(wish.event_type, status, f"event.intro.{wish.lemma}", wish.lemma, start, end, start + 1))
            continue
        verb = min((v for v in finite if start <= v < end), default=end)
        phrase = read_item_phrase(tokens, words, start, end, verb)
        if phrase is None and intro is not None and not any(start <= d.start < end for d in drafts):
            status = intro.status or setting.item_status or "called_for"
            found.append(_item(intro.event_type, status, f"event.intro.{intro.lemma}", intro.lemma, start, end, start))
            continue
        if phrase is None:
            continue
        rule = intro if intro is not None and phrase.rule.event_type == "REQUEST" else phrase.rule
        if any(d.start <= phrase.head < d.end for d in drafts):
            continue
        stop = min((d.start for d in drafts if d.start > phrase.head and d.own_subject), default=end)
        status = setting.item_status or rule.status or "reported"
        ahead = status == "adopted" or (status == "reported" and setting.announced)
        if start > begin and ahead and rule.event_type in _GATHERINGS:
            status = "planned"  # "Lisbon: rally at ..." says where something will be, not what was resolved.
        if intro is not None and rule is intro:
            status = intro.status or status
        event_type = "PROTEST" if phrase.opposing and setting.in_movement else rule.event_type
        draft = _item(event_type, status, f"event.{rule.lemma}.item", rule.lemma, start, stop, phrase.head + 1)
        found.append(draft.changed(opposing=phrase.opposing))
    return found


def _wish(tokens: Tokens, start: int, end: int, intro: EventRule | None) -> EventRule | None:
    """Return the demand of an item that begins with "that", whose verb stands in the line that opens the list."""
    while start < end and tokens.lower[start] in cw.CONNECTIVES:
        start += 1
    if end - start < 3 or tokens.lower[start] not in {"that", "que"} or tokens.name[start] != -1:
        return None
    if intro is not None and intro.event_type in _SPEECH:
        return intro
    return EventRule("that", (), "", "REQUEST", "called_for") if intro is None else None


def _item(event_type: str, status: str, rule: str, lemma: str, start: int, end: int, after: int) -> Draft:
    return Draft(
        event_type, status, rule, lemma, start, end, (start, start), (after, end), own_subject=False, item=True
    )


def _after_place_head(tokens: Tokens, start: int, end: int) -> int:
    """Return the token after "Lisbon:" or "Patras, Dundee and Gijón:" at the begin of an item."""
    for j in range(start, min(end, start + 10)):
        if tokens.name[j] != -1 or tokens.capital(j) or tokens.lower[j] in cw.CONNECTIVES:
            continue
        return j + 1 if tokens.lower[j] == ":" and j > start else start
    return start
