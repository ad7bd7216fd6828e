"""Adversaries and addressees of an action, and those for whose good it is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from imcwp_data.extract.action_memory import Memory
from imcwp_data.extract.causes import Causes
from imcwp_data.extract.clause_tokens import OURS
from imcwp_data.extract.referents import STATE, Cast, Entity
from imcwp_data.extract.roles import NOBODY, ClauseView, Who, all_of, chains, speaker

_ADDRESSED = re.compile(
    r"^\s*(?:(?:on|upon|to|a|al|that|que|from|all|urgently|also|again|likewise|once more|the|el|la)\s+)*$"
)
_GENERIC_ADDRESSEE = re.compile(
    r"^\s*(?:(?:on|upon|to|a)\s+)?(?:all|every|each|our|the|other)?\s*(?:\w+\s+){0,4}?(?:parties|people|workers|governments|"
    r"communists|comrades|everyone|everybody|members|organisations|friends|unions|youth|partidos|pueblos|trabajadores)\b"
)
_PASSIVE_WISH = re.compile(r"^\s*(?:should |must )?(?:be|sea|sean|been)\b", re.IGNORECASE)
_THE_GOVERNMENT = re.compile(
    r"^\s*(?:(?:on|upon|that|to|al?|que)\s+)*(?:the|our|its|el|nuestro)\s+(?:government|gobierno)\b"
)
_MEASURE = re.compile(
    r"\b(?:blockade|embargo|siege|sanctions?|list of|state sponsors|sponsors of terrorism|bloqueo|sanciones|cerco|"
    r"lifted|repeal|occup\w+|prison\w*|settle\w+|siege|genocide|released?|freed|withdraw\w*|ceasefire|bomb\w+|refugees|"
    r"lista de|patrocinadores|return of|devolución|borders|ocupa\w+|pres[oa]s|embass\w+|consulate|embajada)\b"
)
_DEED = re.compile(
    r"\b(?:arrest\w*|shootings?|detain\w+|detention\w*|released?|withdraw\w*|ban|bans|banned|banning|measures?|persecution|"
    r"repression|crackdown|killings?|murders?|attacks?|raids?|expulsions?|prosecutions?|re-?open\w*|charges|trials?|"
    r"detenciones|detenid[oa]s|liberación|retirada|represión|persecución|medidas?|asesinatos?)\b"
)
_PRONOUN_ALONE = re.compile(r"\s*(?:them|this|it)\s*(?:[;.,]|$)")
_RESOLUTIONS = re.compile(r"\b(?:resolutions?|charter|resoluciones|carta)\s+(?:of|de)\s+(?:the|las?|los)?\s*$")
_OURS = re.compile(
    r"\b(?:our|nuestr[oa]s?)\s+(?:own\s+)?(?:party|members?|comrades?|offices?|headquarters|leaders?|cadres|"
    r"militants|newspaper|premises|partido|militantes|camaradas|sede|dirigentes)\b"
)
_ITS_PEOPLE = re.compile(
    r"\b(?:its|their|sus?) (?:\w+ ){0,2}(?:delegates?|members|militants|leaders|leadership|cadres|offices?|"
    r"headquarters|newspaper|secretary|candidates|delegados|militantes|dirigentes|sede)\b",
    re.IGNORECASE,
)
HOSTILE = frozenset({"COERCE", "ASSAULT", "SANCTION", "THREATEN", "MOBILIZE"})
REPRESSIVE = frozenset({"COERCE", "ASSAULT"})
_IT = re.compile(r"^\s*(?:that |que )?(?:it|its|this|their|them|su)\b")
_AGAINST = frozenset({"against", "contra", "outside", "before", "frente"})
_SMALL_WORD = re.compile(r"\s+[a-z]+")
_SOLIDARITY_WITH = re.compile(r"solidari\w+ (?:with|con)")
_TOGETHER_WITH = re.compile(r"\b(?:together|jointly|along|junto)\s+(?:with|con)\s+(?:the\s+|el\s+)?$")
_ASIDE = re.compile(r"\s*\([^()]{1,20}\)")
# Characters between a verb and its object: a blank and an article.
_NEXT_WORD = 5
_OF = frozenset({"of", "de", "del", "in", "en", "for", "against"})
_CAUSES = frozenset({"cuba", "palestine"})
_EMBASSY_OF = re.compile(r"\b(?:embass(?:y|ies)|consulates?|embajadas?) (?:of|de) (?:the |los )?$")
_RELATIVE = re.compile(r",? ?(?:which|that|que) (?:the |el |la |los )?", re.IGNORECASE)
_OPPOSED_TO = re.compile(r"\b(?:against|contra)\b")
_VIGIL = re.compile(r"\bvigil")
_THEIRS = re.compile(
    r"\b(?:it|its (?:own )?(?:\w+ )?(?:offices?|headquarters|premises|newspaper|paper|leaders?|members?|activists|"
    r"delegates|secretary|activit(?:y|ies)|accounts?|symbols?))\W*$"
)
_TO_THE_NAMED = frozenset({"CONSULT", "COOPERATE", "SUPPORT"})
_DENOUNCING = frozenset({"ACCUSE", "REJECT"})
_TOGETHER_DONE = frozenset({"CONSULT", "COOPERATE"})
_HARMING = frozenset({"COERCE", "ASSAULT", "SANCTION", "THREATEN"})
# What else is done ("AID", "AGREE") has no adversary and no addressee.
_AIMED = _HARMING | _DENOUNCING | _TO_THE_NAMED | {"REQUEST", "PROTEST"}
_NO_WORDS: frozenset[str] = frozenset()
_TOGETHER = frozenset({"with", "con", "alongside"})
_HARMED = frozenset({"against", "on", "contra", "sobre", "from"})
_REJECTED_PLACES = _HARMED | {"of", "to", "in", "with"}
_LEADING_TO_BODIES = frozenset({"of", "to", "from", "de", "by", "against", "on"})
_RULING_BODIES = frozenset({"intergovernmental", "government"})
# Passives of these name whom they are done to as their subject.
_DONE_TO_SUBJECTS = frozenset({"ACCUSE", "REJECT", "COERCE", "ASSAULT", "SANCTION", "MOBILIZE", "THREATEN"})
# Names in lists, each with the word that stands before it.
Lists = Sequence[tuple[str, list[Entity]]]


def targets_of(
    event_type: str, lemma: str, view: ClauseView, cast: Cast, memory: Memory, themes: tuple[str, ...], causes: Causes
) -> Who:
    """Return adversaries and addressees of an action."""
    if event_type not in _AIMED or (event_type in _TO_THE_NAMED and not view.beyond):
        return NOBODY
    found = _stated_targets(event_type, lemma, view, cast, memory, themes, causes)
    if found.ids:
        return found
    start, end = (view.start, view.end) if view.passive else view.after
    if event_type not in REPRESSIVE:
        pass
    elif view.passive and memory.party and _THEIRS.search(view.lower[slice(*view.subject)]):
        return Who((memory.party,), *view.subject)
    elif strikes_ours(view):
        return Who(_parties_of(speaker(view, cast, memory), cast), start, end)
    if (
        memory.adversary
        and event_type in {"ACCUSE", "REJECT", "REQUEST", "PROTEST"}
        and (_PRONOUN_ALONE.match(view.lower, start, end) or _DEED.search(view.lower, view.start, view.end))
    ):
        return Who(memory.adversary, start, end)
    return NOBODY


def _parties_of(participants: Sequence[str], cast: Cast) -> tuple[str, ...]:
    return tuple([p for p in participants if cast.kinds.get(p) in {"party", "party_body"}])


def _stated_targets(
    event_type: str, lemma: str, view: ClauseView, cast: Cast, memory: Memory, themes: tuple[str, ...], causes: Causes
) -> Who:
    lists: Lists = ()
    if view.passive:
        if event_type == "CONSULT":
            return NOBODY
        if view.acting and event_type in _DONE_TO_SUBJECTS:
            lists = chains(view.form, view.acting)
    if view.beyond and not lists:
        lists = view.lists()
    if event_type == "REQUEST":
        if view.duty or view.passive:
            asked = _asked(view, cast)
            if asked.ids:
                return asked
        return _requested(lemma, view, cast, memory, lists, themes, causes)
    if event_type in _DENOUNCING:
        return _denounced(event_type, view, cast, lists, themes, causes)
    if event_type in _TOGETHER_DONE:
        return _met(event_type, lemma, view, lists)
    if event_type == "PROTEST":
        return _opposed(view, cast, lists, themes, causes)
    if event_type in _HARMING:
        return _harmed(event_type, view, cast, memory, lists, themes, causes)
    return _stood_beside(view, lists) if event_type == "SUPPORT" else NOBODY


def _denounced(
    event_type: str, view: ClauseView, cast: Cast, lists: Lists, themes: tuple[str, ...], causes: Causes
) -> Who:
    """Return who is accused, or whose doing is rejected."""
    blamed = NOBODY
    if lists:
        lists = [(w, c) for w, c in lists if not (_mere_place(c) and _victim(c[0], themes, causes))]
        mere = _REJECTED_PLACES if event_type == "REJECT" else _NO_WORDS
        blamed = _blamed([(w, c) for w, c in lists if w not in mere or not _mere_place(c)])
        if not blamed.ids and event_type == "REJECT":
            blamed = _first([c for w, c in lists if w in _AGAINST and c[0].kind in _RULING_BODIES])
    blamed = blamed if blamed.ids else _doer(view, cast)
    if blamed.ids or _CAUSES.isdisjoint(themes) or not _MEASURE.search(view.lower, view.start, view.end):
        return blamed
    implied = causes.adversary(themes, cast, view.position, view.end)
    return Who((implied,), *view.after) if implied else NOBODY


def _met(event_type: str, lemma: str, view: ClauseView, lists: Lists) -> Who:
    """Return with whom somebody meets or works together."""
    start = view.after[0]
    visited = event_type == "CONSULT" and lemma in {"meet", "visit"}
    for word, chain in lists:
        first = chain[0].char_start
        together = word in _TOGETHER or (visited and first - start <= _NEXT_WORD)
        if together and not _SOLIDARITY_WITH.search(view.form[max(0, first - 24) : first]):
            return all_of(chain)
    return NOBODY


def _opposed(view: ClauseView, cast: Cast, lists: Lists, themes: tuple[str, ...], causes: Causes) -> Who:
    """Return against whom a protest is."""
    start, end = view.after
    for word, chain in lists:
        first = chain[0]
        if word in _AGAINST or (
            first.attributive
            and _MEASURE.search(view.lower, first.char_end, end)
            and not _victim(first, themes, causes)
        ):
            return all_of(chain)
    for word, chain in lists:
        if word in _OF and _protested(chain, view, cast):
            return all_of(chain)
    if view.lower.find("vigil", view.start, end) >= 0 and _VIGIL.search(view.lower, view.start, end):
        return NOBODY
    implied = causes.adversary(themes, cast, view.position, end)
    return Who((implied,), start, end) if implied else NOBODY


def _stood_beside(view: ClauseView, lists: Lists) -> Who:
    """Return together with whom somebody stands by others."""
    for word, chain in lists:
        first = chain[0].char_start
        if word in _TOGETHER and _TOGETHER_WITH.search(view.form[max(0, first - 30) : first]):
            return all_of(chain)
    return NOBODY


def _first(found: Sequence[Sequence[Entity]]) -> Who:
    return all_of(found[0]) if found else NOBODY


def _mere_place(chain: Sequence[Entity]) -> bool:
    return chain[0].kind == STATE and not chain[0].attributive


def _blamed(lists: Lists) -> Who:
    """Return whose deed is denounced: who it is done by, else the first name that is not the one harmed by it."""
    by = [(word, chain) for word, chain in lists if word in {"by", "por"} and chain[0].kind != "person"]
    for word, chain in [*by, *lists]:
        actors = [e for e in chain if e.how != "state.adjective" or chain[0] is e]
        if (
            word in _HARMED | {"between", "among", "and", "y", "entre"}
            or (word in {"in", "at", "en"} and _mere_place(chain))
            or chain[0].kind == "person"
        ):
            continue
        if word in {"with", "con", "to"} and _mere_place(chain):
            continue
        return Who(tuple(dict.fromkeys([e.participant_id for e in actors])), chain[0].char_start, chain[-1].char_end)
    return NOBODY


def _doer(view: ClauseView, cast: Cast) -> Who:
    """Return who did what is denounced where a relative clause after it tells: "the sanctions which X imposed"."""
    opening = _RELATIVE.match(view.form, view.end)
    if opening is None:
        return NOBODY
    first = cast.within(view.position, opening.end(), len(view.form))[:1]
    if not first or first[0].char_start != opening.end():
        return NOBODY
    return _first([first]) if not first[0].attributive and cast.rules(first[0].participant_id) else NOBODY


def _protested(chain: Sequence[Entity], view: ClauseView, cast: Cast) -> bool:
    """Tell whether a protest is against somebody's doing or embassy: "the embassies of X", "against the law of X"."""
    start = view.after[0]
    if _EMBASSY_OF.search(view.lower[max(start, chain[0].char_start - 30) : chain[0].char_start]):
        return True
    opposed = _OPPOSED_TO.search(view.lower, start, chain[0].char_start)
    return opposed is not None and cast.rules(chain[0].participant_id) and not _mere_place(chain)


def _asked(view: ClauseView, cast: Cast) -> Who:
    """Return whose duty a thing is ("the Government must ..."), or who is asked ("X is called upon to ...")."""
    subject = [e for e in view.acting if not e.attributive]
    if view.duty:
        subject = [e for e in subject if cast.rules(e.participant_id)]
    lists = [c for w, c in chains(view.form, subject) if w not in _OF]
    return _first(lists[:1])


def _requested(
    lemma: str,
    view: ClauseView,
    cast: Cast,
    memory: Memory,
    lists: Lists,
    themes: tuple[str, ...],
    causes: Causes,
) -> Who:
    start, end = view.after
    text = view.lower[start:end]
    for _, chain in lists:
        first = chain[0]
        if not first.attributive and _ADDRESSED.match(view.lower[start : first.char_start]):
            aside = _ASIDE.match(view.form, chain[-1].char_end, end)
            rest = view.form[aside.end() if aside else chain[-1].char_end : end]
            if _PASSIVE_WISH.match(rest):
                break
            if rest.lstrip().startswith(("to ", "that ", "and ", ",", "a ", "que ")) or _SMALL_WORD.match(rest):
                return all_of(chain)
    if _THE_GOVERNMENT.match(text) and memory.government:
        return Who((memory.government,), start, end)
    for _, chain in lists:
        first = chain[0]
        measure = first.attributive and _MEASURE.search(view.lower[first.char_end : first.char_end + 40])
        if measure and not _victim(first, themes, causes):
            return all_of([first])
    if lemma not in {"demand", "insist", "exigir"} and _GENERIC_ADDRESSEE.match(text):
        return NOBODY
    for word, chain in lists:
        organisations = [e for e in chain if e.kind in _RULING_BODIES] if word in _LEADING_TO_BODIES else []
        at = chain[0].char_start
        if organisations and not _RESOLUTIONS.search(view.lower[max(start, at - 30) : at]):
            return all_of(organisations)
    if causes.is_directed(themes) and (_IT.match(text) or _MEASURE.search(view.lower[view.start : view.end])):
        implied = causes.adversary(themes, cast, view.position, view.end)
        if implied:
            return Who((implied,), start, end)
    return NOBODY


def _victim(entity: Entity, themes: tuple[str, ...], causes: Causes) -> bool:
    return entity.participant_id in causes.beneficiary(themes)


def _harmed(
    event_type: str,
    view: ClauseView,
    cast: Cast,
    memory: Memory,
    lists: Lists,
    themes: tuple[str, ...],
    causes: Causes,
) -> Who:
    if event_type == "SANCTION":
        harmed = [
            c for w, c in lists if w in {"against", "on", "of", "contra", "sobre", "a", "de"} and not c[0].attributive
        ]
        found = _first(harmed or [c for w, c in lists if not c[0].attributive])
        if found.ids:
            return found
        good = causes.beneficiary(themes)
        return Who(good, *view.after) if good else _first([c[:1] for w, c in lists if w in {"of", "on", "against"}])
    if event_type in {"ASSAULT", "COERCE", "THREATEN"} and not lists:
        good = causes.beneficiary(themes)
        return Who(good, *view.after) if good else NOBODY
    direct = [
        c
        for w, c in lists
        if w not in {"in", "with", "by", "from", "since", "for", "at", "en", "con", "por"} or len(lists) == 1
    ]
    found = _first([c for c in direct if not c[0].attributive] or direct)
    return found


def harms_others(view: ClauseView, themes: tuple[str, ...], causes: Causes) -> bool:
    """Tell whether what a clause is against harms a country beside the one whose cause its theme is."""
    harmed = [
        chain[0]
        for word, chain in chains(view.form, view.inside)
        if word in {"against", "contra"} and _mere_place(chain)
    ]
    if not harmed:
        return False
    own = set(causes.beneficiary(themes))
    return any(e.participant_id not in own and not causes.is_empire([e.participant_id]) for e in harmed)


def strikes_ours(view: ClauseView) -> bool:
    """Tell whether what is done to somebody is done to the speaker's own party or its people ("our office")."""
    return view.signs & OURS != 0 and _OURS.search(view.lower, view.start, view.end) is not None
