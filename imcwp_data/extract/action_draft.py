"""The draft of an action, as token ranges of its sentence, and where drafts of one sentence part."""

from __future__ import annotations

from collections.abc import Sequence

from imcwp_data.extract import clause_words as cw
from imcwp_data.extract.clause_tokens import Tokens
from imcwp_data.record import Record


class Draft(Record, frozen=True):
    """An action read from tokens: its clause, subject and the stretch after its verb, as token ranges."""

    event_type: str
    status: str
    rule: str
    lemma: str
    start: int
    end: int
    subject: tuple[int, int]
    after: tuple[int, int]
    relative: bool = False
    passive: bool = False
    own_subject: bool = True
    item: bool = False
    opposing: bool = False
    organising: bool = False
    duty: bool = False
    ongoing: bool = False


def cut_at_relatives(drafts: list[Draft], tokens: Tokens) -> list[Draft]:
    """End clauses before a relative clause that states an action of its own."""
    for draft in drafts:
        if draft.relative:
            return [_cut_at_relative(each, drafts, tokens) for each in drafts]
    return drafts


def _cut_at_relative(draft: Draft, drafts: Sequence[Draft], tokens: Tokens) -> Draft:
    starts = [d.start for d in drafts if d.relative and draft.after[0] <= d.start < draft.end]
    if not starts:
        return draft
    end = min(starts)
    while end < draft.end and end - 1 > draft.after[0] and tokens.lower[end - 1] in {",", "(", "-"}:
        end -= 1
    return draft.changed(end=end, after=(draft.after[0], end))


def split_gaps(tokens: Tokens, drafts: list[Draft]) -> list[Draft]:
    """Split "X gave 20 sacks of rice, and Y 30 boxes of milk" into the gift of each giver."""
    for draft in drafts:
        if draft.event_type == "AID":
            break
    else:
        return drafts
    split: list[Draft] = []
    for draft in drafts:
        at = _gap(tokens, *draft.after) if draft.event_type == "AID" and not draft.passive else None
        if at is None:
            split.append(draft)
            continue
        conjunction, giver_end = at
        split.append(draft.changed(end=conjunction - 1, after=(draft.after[0], conjunction - 1)))
        subject = (conjunction + 1, giver_end)
        split.append(draft.changed(start=subject[0], subject=subject, after=(giver_end, draft.end), own_subject=True))
    return split


def _gap(tokens: Tokens, start: int, end: int) -> tuple[int, int] | None:
    """Return where ", and" stands before a name that a number follows, and where that name ends."""
    for j in range(start + 2, end - 2):
        if tokens.lower[j] in {"and", "y"} and tokens.lower[j - 1] == ",":
            m = j + 1
            while m < end and (
                tokens.name[m] >= 0 or tokens.capital(m) or (m == j + 1 and tokens.lower[m] in cw.DETERMINERS)
            ):
                m += 1
            while (
                m < end
                and tokens.name[m] == -1
                and tokens.lower[m].isalpha()
                and m - j < 6
                and tokens.lower[m] not in cw.PREPOSITIONS
            ):
                m += 1
            if m > j + 1 and m < end and tokens.lower[m][0].isdigit() and tokens.name[m] == -1:
                return j, m
    return None
