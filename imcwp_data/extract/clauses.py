"""Clauses of a sentence: a verb with its subject, its object and its own stretch of text."""

from __future__ import annotations

from dataclasses import dataclass

from imcwp_data.extract import clause_words as cw
from imcwp_data.extract.clause_tokens import Tokens
from imcwp_data.extract.event_words import LanguageWords
from imcwp_data.extract.verb_groups import VerbGroup, verb_groups

_HARD = frozenset({";", ":", '"', "(", "[", "-"})
_CLAUSAL = frozenset({"finite", "passive", "bare"})


@dataclass(frozen=True, slots=True)
class Clause:
    """A verb group with token ranges: ``start``/``end`` of the clause, its subject and what follows the verb.

    ``kind`` is main, relative (the subject is what the pronoun stands for), complement ("said that X ..."), condition
    embedded ("what X decides") or joined (the subject is that of ``subject_of``, the index of another clause of the sentence).
    """

    group: VerbGroup
    start: int
    end: int
    subject_start: int
    subject_end: int
    kind: str
    joined_to: int = -1


def read_clauses(tokens: Tokens, words: LanguageWords, *, is_item: bool) -> list[Clause]:
    """Return the clauses of a sentence in the order of their verbs."""
    groups = verb_groups(tokens, words, is_item=is_item)
    clauses: list[Clause] = []
    starts: list[int] = []
    for k, group in enumerate(groups):
        clause = _clause(tokens, groups, clauses, k)
        clauses.append(clause)
        starts.append(clause.start)
    return [_ended(tokens, clauses, k) for k in range(len(clauses))]


def _clause(tokens: Tokens, groups: list[VerbGroup], before: list[Clause], k: int) -> Clause:
    group = groups[k]
    limit = groups[k - 1].verb + 1 if k else 0
    if group.form not in _CLAUSAL:
        joined = k - 1 if group.governed_by < 0 else group.governed_by
        if group.governor == "start":
            return Clause(group, group.start, len(tokens), group.start, group.start, "main")
        start = group.start
        if group.governor in {"plan", "need"} and before:
            start = before[joined].start if 0 <= joined < len(before) else start
        return Clause(group, start, len(tokens), start, start, "joined", joined)
    lower = tokens.lower
    left = group.start
    if k and tokens.name[left - 1] == -1:
        if lower[left - 1] in cw.CONJUNCTIONS:
            return Clause(group, left, len(tokens), left, left, "joined", k - 1)
        if lower[left - 1] == ",":
            head = _head_before_relative(before, k)
            if head is not None:
                return Clause(group, head.start, len(tokens), head.subject_start, head.subject_end, "joined", head.joined_to)
            if before[-1].group.form in _CLAUSAL and not _nominal(tokens, limit, left):
                return Clause(group, left, len(tokens), left, left, "joined", k - 1)
    boundary, marker = limit, ""
    for j in range(left - 1, limit - 1, -1):
        word = lower[j]
        if tokens.name[j] != -1:
            continue
        if word in _HARD and not (word in {'"', "(", "-"} and _closed(lower, j, left)):
            boundary, marker = j + 1, word
            break
        if word in cw.RELATIVES or word in cw.SUBORDINATORS:
            if word == "that" and j + 1 < left and lower[j - 1 : j] and _demonstrative(lower, j, left):
                continue
            boundary, marker = j + 1, word
            break
        if k and word in cw.CONJUNCTIONS and left - j > 1 and _nominal(tokens, j + 1, left):
            if _only_names(tokens, limit, j):
                continue
            boundary, marker = j + 1, word
            break
    while boundary < left and tokens.name[boundary] == -1 and lower[boundary] in cw.CONNECTIVES | {")", "."}:
        boundary += 1
    has_subject = _nominal(tokens, boundary, left)
    if marker in {"what", "how", "why"}:
        return Clause(group, boundary, len(tokens), boundary, left, "embedded", k - 1)
    if marker in cw.CONDITIONS:
        return Clause(group, boundary, len(tokens), boundary, left, "condition")
    if marker in cw.RELATIVES and (not has_subject or marker in {"whose", "cuyo", "cuya", "cuyos", "cuyas"} or _relative_object(tokens, boundary - 1, limit)):
        if marker in {"that", "que"} and has_subject:
            return Clause(group, boundary, len(tokens), boundary, left, "complement", k - 1)
        if not (marker == "que" and lower[boundary - 2 : boundary - 1] == (",",) and False):
            return Clause(group, boundary - 1, len(tokens), boundary, left, "relative", k - 1)
    if not has_subject:
        if k:
            return Clause(group, group.start, len(tokens), group.start, group.start, "joined", k - 1)
        return Clause(group, 0, len(tokens), 0, left, "main")
    if k == 0 and not marker:
        return Clause(group, 0, len(tokens), 0, left, "main")
    if marker in {"that", "que"} or (marker == "" and k and _reports(groups[k - 1], lower)):
        return Clause(group, boundary, len(tokens), boundary, left, "complement", k - 1)
    if marker == "" and k:
        main = _head_before_relative(before, k)
        if main is not None:
            return Clause(group, main.start, len(tokens), main.subject_start, main.subject_end, "joined", main.joined_to)
    return Clause(group, boundary, len(tokens), boundary, left, "main")


def _head_before_relative(before: list[Clause], k: int) -> Clause | None:
    """Return nothing or the relative clause whose antecedent is the subject of the verb that follows it."""
    last = before[k - 1]
    return last if last.kind == "relative" else None


def _reports(group: VerbGroup, lower: tuple[str, ...]) -> bool:
    return lower[group.verb] in cw.REPORTING


def _closed(lower: tuple[str, ...], j: int, left: int) -> bool:
    """Tell whether a mark that opens at ``j`` closes again before the verb."""
    mark = {'"': '"', "(": ")", "-": "-"}[lower[j]]
    return mark in lower[j + 1 : left] or (lower[j] != "(" and lower[j] in lower[max(0, j - 40) : j])


def _demonstrative(lower: tuple[str, ...], j: int, left: int) -> bool:
    return j == 0 or (lower[j - 1] in cw.PREPOSITIONS and left - j <= 4)


def _nominal(tokens: Tokens, start: int, end: int) -> bool:
    """Tell whether a stretch holds a noun, pronoun or name and not just linking words."""
    for j in range(start, end):
        word = tokens.lower[j]
        if tokens.name[j] != -1 or word in cw.PRONOUNS:
            return True
        if word[0].isalnum() and word not in cw.CONNECTIVES and word not in cw.ADVERBS and word not in cw.RELATIVES:
            return True
    return False


def _only_names(tokens: Tokens, start: int, end: int) -> bool:
    """Tell whether a stretch is a list of names that a conjunction continues."""
    named = False
    for j in range(start, end):
        if tokens.name[j] != -1:
            named = True
        elif tokens.lower[j] not in cw.DETERMINERS and tokens.lower[j] not in {",", "and", "y", "that", "que"}:
            return False
    return named


def _relative_object(tokens: Tokens, pronoun: int, limit: int) -> bool:
    """Tell whether a pronoun with a subject after it begins a relative clause ("which our country entered")."""
    return tokens.lower[pronoun] in {"which", "whom", "where", "donde"} and pronoun > limit


def _ended(tokens: Tokens, clauses: list[Clause], k: int) -> Clause:
    """Return a clause with its end: where the next clause begins, or a mark that no clause crosses."""
    clause = clauses[k]
    end = len(tokens)
    for later in clauses[k + 1 :]:
        if later.start <= clause.group.verb:
            continue
        if later.group.form in _CLAUSAL and later.kind != "complement":
            end = later.start
            break
        if later.group.form == "infinitive" and later.group.governor == "start":
            end = later.start
            break
    depth = False
    for j in range(clause.group.verb + 1, end):
        word = tokens.lower[j]
        if tokens.name[j] != -1:
            continue
        if word == '"':
            depth = not depth
        if not depth and (word == ";" or (word == ":" and j + 1 < len(tokens))):
            end = j
            break
        if word == "," and j + 1 < end and tokens.lower[j + 1] in {"which", "who", "whose", "cuyo", "cuya"}:
            end = j
            break
    while end - 1 > clause.group.verb and tokens.name[end - 1] == -1 and (
        tokens.lower[end - 1] in cw.CONNECTIVES or tokens.lower[end - 1] in {".", ";", ":", "that", "-", "which", "who", "que"}
    ):
        end -= 1
    return Clause(
        clause.group, clause.start, end, clause.subject_start, clause.subject_end, clause.kind, clause.joined_to
    )
