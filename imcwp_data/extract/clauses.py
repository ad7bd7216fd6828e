"""Clauses of a sentence: a verb with its subject, its object and its own stretch of text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from imcwp_data.extract import clause_words as cw
from imcwp_data.extract.clause_subjects import (
    HARD,
    NO_TOKENS,
    Clause,
    after_relative,
    has_comma,
    joined_clause,
    nominal,
)
from imcwp_data.extract.clause_tokens import HARD_MARKS, MARK, Tokens
from imcwp_data.extract.event_words import LanguageWords
from imcwp_data.extract.verb_groups import verb_groups
from imcwp_data.extract.verb_phrases import CLAUSAL, VerbGroup

_CLOSING = {'"': '"', "(": ")", "-": "-"}
# What may bound a clause before its verb; of the words that open one some are prepositions too.
_LINKING = cw.RELATIVES | cw.SUBORDINATORS
_MAY_LINK = frozenset({"as", "before", "after", "since", "until", "while"})
_BOUNDS = HARD | _LINKING | cw.CONJUNCTIONS
_GOVERNING = frozenset({"plan", "need", "aspect", "attempt"})
_QUESTION = frozenset(["what", "how", "why", "where"])
_DEPENDENT = frozenset({"relative", "embedded", "condition", "subordinate"})
_NOT_OPENING = frozenset({"complement", "embedded"})
_BEFORE_CLAUSES = cw.CONNECTIVES | {")", ".", "]"}
_BEFORE_SUBJECTS = cw.PREPOSITIONS | {",", "and"}
_TRAILING = cw.CONNECTIVES | cw.SUBORDINATORS | frozenset({".", ";", ":", "-", "which", "who", "que", '"', "("})


def read_clauses(tokens: Tokens, words: LanguageWords, is_item: bool) -> list[Clause]:
    """Return the clauses of a sentence in the order of their verbs."""
    return clauses_of(tokens, verb_groups(tokens, words, is_item))


def clauses_of(tokens: Tokens, groups: list[VerbGroup]) -> list[Clause]:
    """Return the clauses of a sentence whose verb groups have been found, in the order of these."""
    clauses: list[Clause] = []
    for k, group in enumerate(groups):
        clauses.append(_clause(tokens, group, groups, clauses, k))
    marks = _marks(tokens) if tokens.signs & MARK else ()
    for k, clause in enumerate(clauses):
        clause.end = _end(tokens, clauses, marks, k)
    return clauses


def _marks(tokens: Tokens) -> Sequence[int]:
    """Return where marks stand that no clause crosses, and quotation marks."""
    name = tokens.name
    return [j for j, word in enumerate(tokens.lower) if word in HARD_MARKS and name[j] == -1]


def _clause(tokens: Tokens, group: VerbGroup, groups: list[VerbGroup], before: list[Clause], k: int) -> Clause:
    if group.form not in CLAUSAL:
        return _dependent_verb(tokens, group, before, k)
    lower, name, left = tokens.lower, tokens.name, group.start
    size = len(lower)
    limit = groups[k - 1].verb + 1 if k else 0
    if k:
        joined = joined_clause(tokens, group, before, k, limit)
        if joined is not None:
            return joined
    boundary, marker = _boundary(tokens, before, k, limit, left)
    while boundary < left and name[boundary] == -1 and lower[boundary] in _BEFORE_CLAUSES:
        boundary += 1
    # A name just before the verb is its subject.
    has_subject = boundary < left and (name[left - 1] != -1 or nominal(tokens, boundary, left))
    if marker:
        if marker in _QUESTION and has_subject and not (marker == "where" and _names_place(tokens, boundary - 2)):
            return Clause(group, boundary, size, boundary, left, "embedded", k - 1)
        if marker in cw.CONDITIONS:
            return Clause(group, boundary, size, boundary, left, "condition")
        if has_subject and marker in {"that", "que"}:
            return Clause(group, boundary, size, boundary, left, "complement", k - 1)
        if marker in cw.RELATIVES:
            antecedent = (max(0, boundary - 14), boundary - 1)
            return Clause(group, boundary - 1, size, boundary, left, "relative", k - 1, antecedent)
    if not has_subject:
        if k:
            return Clause(group, left, size, left, left, "joined", k - 1)
        return Clause(group, 0, size, 0, left, "main")
    if marker:
        if marker in cw.SUBORDINATORS and marker not in cw.CONJUNCTIONS:
            return Clause(group, boundary, size, boundary, left, "subordinate", k - 1)
    elif k:
        if lower[groups[k - 1].verb] in cw.REPORTING:
            return Clause(group, boundary, size, boundary, left, "complement", k - 1)
        if before[-1].kind == "relative":
            return after_relative(tokens, group, before, k)
        if lower[left - 1] in cw.PRONOUNS and nominal(tokens, limit, left - 1) and not has_comma(tokens, limit, left):
            return Clause(group, left - 1, size, left - 1, left, "embedded", k - 1)
        for comma in range(left - 1, limit - 1, -1):
            if lower[comma] == "," and name[comma] == -1:
                if nominal(tokens, comma + 1, left):
                    boundary = comma + 1
                break
    return Clause(group, boundary, size, boundary, left, "main", -1, NO_TOKENS)


def _names_place(tokens: Tokens, j: int) -> bool:
    """Tell whether what stands before "where" is a place or a comma after one: then it opens a relative clause."""
    return j >= 0 and (tokens.name[j] != -1 or tokens.lower[j] == "," or tokens.capital(j))


def _dependent_verb(tokens: Tokens, group: VerbGroup, before: list[Clause], k: int) -> Clause:
    """Return the clause of an infinitive, gerund or participle: it begins with the verb that it hangs on, if any."""
    size, governor = len(tokens.lower), group.governor
    if governor == "noun":
        limit = before[-1].group.verb + 1 if before else 0
        begin = next(
            (j + 1 for j in range(group.start - 3, limit - 1, -1) if tokens.lower[j] in _BEFORE_SUBJECTS),
            limit,
        )
        return Clause(group, begin, size, begin, group.start, "main")
    start = own = group.start
    if governor == "start":
        return Clause(group, start, size, start, start, "main")
    if k == 0 and group.form == "gerund":
        # "Expressing its solidarity, the Party condemns ...": the subject comes after.
        return Clause(group, start, size, start, start, "joined", 1)
    joined = k - 1 if group.governed_by < 0 else group.governed_by
    if governor in _GOVERNING and 0 <= joined < len(before):
        for clause in before[joined + 1 :]:
            if clause.group.governed_by == group.governed_by:
                break
        else:
            start = before[joined].start
    return Clause(group, start, size, own, own, "joined", joined, NO_TOKENS)


def _boundary(tokens: Tokens, before: list[Clause], k: int, limit: int, left: int) -> tuple[int, str]:
    """Return where the clause of a verb begins, and the word or mark that opens it ("" for the sentence or a verb)."""
    lower, name = tokens.lower, tokens.name
    floor = limit
    reached = ""
    if k and before[-1].kind in _DEPENDENT:
        for comma in range(limit, left):
            if lower[comma] == "," and name[comma] == -1:
                if nominal(tokens, comma + 1, left):
                    floor, reached = comma + 1, ","
                break
    if _BOUNDS.isdisjoint(lower[floor:left]):
        return floor, reached
    joins = k and not reached
    for j in range(left - 1, floor - 1, -1):
        word = lower[j]
        if word not in _BOUNDS or name[j] != -1:
            continue
        if word in HARD and not (word in _CLOSING and _closed(lower, j, left)):
            return j + 1, word
        if word in _LINKING:
            if word == "that" and (j == 0 or (lower[j - 1] in cw.PREPOSITIONS and left - j <= 4)):
                continue
            # What may be a preposition opens a clause where all that follows up to the verb is its subject.
            if word in _MAY_LINK and "," in lower[j + 1 : left]:
                continue
            return j + 1, word
        if joins and word in cw.CONJUNCTIONS and left - j > 1 and nominal(tokens, j + 1, left):
            if _only_names(tokens, _list_start(tokens, limit, j), j):
                continue
            return j + 1, word
    return floor, reached


def _closed(lower: tuple[str, ...], j: int, left: int) -> bool:
    """Tell whether a mark at ``j`` is one of a pair before the verb."""
    mark = _CLOSING[lower[j]]
    return mark in lower[j + 1 : left] or (lower[j] != "(" and lower[j] in lower[max(0, j - 40) : j])


def _list_start(tokens: Tokens, limit: int, end: int) -> int:
    """Return where a list of names before ``end`` may begin: after a hard mark, and after "In Athens,"."""
    start = next(
        (j + 1 for j in range(end - 1, limit - 1, -1) if tokens.lower[j] in HARD and tokens.name[j] == -1), limit
    )
    if start < end and tokens.lower[start] in cw.PREPOSITIONS:
        return next((j + 1 for j in range(start, end) if tokens.lower[j] == ","), start)
    return start


def _only_names(tokens: Tokens, start: int, end: int) -> bool:
    """Tell whether a stretch is a list of names that a conjunction continues."""
    named = False
    for j in range(start, end):
        if tokens.name[j] != -1:
            named = True
        elif tokens.lower[j] not in cw.DETERMINERS and tokens.lower[j] not in {
            ",",
            "and",
            "y",
            "that",
            "que",
            "(",
            ")",
        }:
            return False
    return named


def _next_clause(clauses: list[Clause], k: int, size: int) -> int:
    """Return the token where a clause begins after the one at ``k`` that is no part of it, ``size`` without one."""
    clause = clauses[k]
    verb, kind = clause.group.verb, clause.kind
    inside: set[int] = set()
    for m in range(k + 1, len(clauses)):
        later = clauses[m]
        later_kind = later.kind
        if kind != "relative" and (later_kind == "relative" or (later_kind == "joined" and later.joined_to in inside)):
            inside.add(m)
            continue
        form = later.group.form
        opens = form in CLAUSAL and later_kind not in _NOT_OPENING
        if opens or (form == "infinitive" and later.group.governor == "start"):
            return later.start if later.start > verb else later.group.start
    return size


def _end(tokens: Tokens, clauses: list[Clause], marks: Sequence[int], k: int) -> int:
    """Return where a clause ends: where the next one begins, or at a mark that no clause crosses.

    ``marks`` are the places of such marks and of quotation marks in the sentence. Relative clauses belong to the clause
    of their noun.
    """
    lower, name = tokens.lower, tokens.name
    verb = clauses[k].group.verb
    end = size = len(lower)
    if k + 1 < len(clauses):
        end = _next_clause(clauses, k, size)
    quoted = False
    for j in marks[bisect_right(marks, verb) :] if marks else ():
        if j >= end:
            break
        word = lower[j]
        if word == '"':
            quoted = not quoted
        elif not quoted and (word == ";" or j + 1 < size):
            end = j
            break
    last = end - 1
    while last > verb and name[last] == -1 and lower[last] in _TRAILING:
        last -= 1
    end = last + 1
    if end < size and lower[end] in cw.RELATIVES and lower[last] in cw.PREPOSITIONS:
        return last
    return end
