"""A clause's record, and whose subject a verb takes that has none of its own beside it."""

from __future__ import annotations

from msgspec import Struct

from imcwp_data.extract import clause_words as cw
from imcwp_data.extract.clause_tokens import Tokens
from imcwp_data.extract.verb_phrases import CLAUSAL, VerbGroup

HARD = frozenset({";", ":", '"', "(", "[", "-"})
NO_TOKENS = (0, 0)
_NO_NOUNS = cw.CONNECTIVES | cw.ADVERBS | cw.RELATIVES


class Clause(Struct, gc=False):
    """A verb group with token ranges: ``start``/``end`` of the clause, its subject and what follows the verb.

    ``kind`` is main, relative (the subject is what the pronoun stands for), complement ("said that X ..."), condition,
    subordinate ("when X ..."), embedded ("what X decides") or joined (the subject is that of ``joined_to``, the index
    of another clause of the sentence). ``antecedent`` is where a relative clause's noun stands. The end is that of the
    sentence until all its clauses are known.
    """

    group: VerbGroup
    start: int
    end: int
    subject_start: int
    subject_end: int
    kind: str
    joined_to: int = -1
    antecedent: tuple[int, int] = NO_TOKENS


def joined_clause(tokens: Tokens, group: VerbGroup, before: list[Clause], k: int, limit: int) -> Clause | None:
    """Return the clause of a verb that shares an earlier verb's subject, None where it has its own."""
    left = group.start
    if not k or tokens.name[left - 1] != -1:
        return None
    word = tokens.lower[left - 1]
    if word in cw.CONJUNCTIONS:
        to = k - 1
        if tokens.lower[left - 2 : left - 1] == (",",) and before[-1].kind == "relative":
            # ", and" closes the relative clause; the verb goes on with the clause that it interrupts.
            to = next(
                (m for m in range(k - 2, -1, -1) if before[m].kind != "relative" and before[m].group.form in CLAUSAL),
                k - 1,
            )
        return Clause(group, left, len(tokens.lower), left, left, "joined", to)
    if word != ",":
        return None
    if before[-1].kind == "relative":
        return after_relative(tokens, group, before, k)
    aside = _after_aside(tokens, group, before)
    if aside is not None:
        return aside
    commas = 0
    for j in range(limit, left):
        if tokens.lower[j] == "," and tokens.name[j] == -1:
            commas += 1
    if commas == 1:
        return Clause(group, left, len(tokens.lower), left, left, "joined", k - 1)
    return None


def _after_aside(tokens: Tokens, group: VerbGroup, before: list[Clause]) -> Clause | None:
    """Return the clause of a verb after an aside, whose subject stands before it: "parties, unable to come, wrote"."""
    m = len(before) - 1
    while m >= 0 and before[m].group.form not in CLAUSAL:
        m -= 1
    if m == len(before) - 1:
        return None
    begin = before[m].group.verb + 1 if m >= 0 else 0
    commas = [j for j in range(begin, before[m + 1].group.start) if tokens.lower[j] == "," and tokens.name[j] == -1]
    if not commas:
        return None
    for j in range(commas[-1] - 1, begin - 1, -1):
        joins = tokens.lower[j] in cw.CONJUNCTIONS and not (tokens.name[j - 1] >= 0 and _named_after(tokens, j + 1))
        if tokens.name[j] == -1 and (tokens.lower[j] in HARD or joins):
            begin = j + 1
            break
    else:
        if m >= 0:
            return None
    if not nominal(tokens, begin, commas[-1]):
        return None
    return Clause(group, begin, len(tokens.lower), begin, commas[-1], "main")


def _named_after(tokens: Tokens, j: int) -> bool:
    """Tell whether a name stands at a token, past an article."""
    return any(tokens.name[m] >= 0 for m in range(j, min(j + 2, len(tokens.lower))))


def has_comma(tokens: Tokens, start: int, end: int) -> bool:
    """Tell whether a comma that belongs to no name stands between two tokens."""
    return any(tokens.lower[j] == "," and tokens.name[j] == -1 for j in range(start, end))


def after_relative(tokens: Tokens, group: VerbGroup, before: list[Clause], k: int) -> Clause:
    """Return the main clause whose subject has a relative clause of its own between it and the verb."""
    relative = before[-1]
    begin = before[k - 2].group.verb + 1 if k >= 2 else 0
    for j in range(relative.start - 1, begin - 1, -1):
        if tokens.name[j] == -1 and (tokens.lower[j] in HARD or tokens.lower[j] in {"that", "que"}):
            begin = j + 1
            break
    # The noun is the object of the verb before it, so this verb has another subject, or is none.
    owned = k >= 2 and begin == before[k - 2].group.verb + 1 and before[k - 2].group.form in CLAUSAL
    if owned:
        return Clause(group, group.start, len(tokens.lower), group.start, group.start, "embedded", k - 1)
    if not nominal(tokens, begin, relative.start):
        return Clause(group, group.start, len(tokens.lower), group.start, group.start, "joined", k - 1)
    return Clause(group, begin, len(tokens.lower), begin, relative.start, "main")


def nominal(tokens: Tokens, start: int, end: int) -> bool:
    """Tell whether a stretch holds a noun, pronoun or name and not just linking words."""
    lower, name = tokens.lower, tokens.name
    for j in range(start, end):
        word = lower[j]
        if name[j] != -1 or (word not in _NO_NOUNS and word[0].isalnum()) or word in cw.PRONOUNS:
            return True
    return False
