"""What the readers of roles see of a clause, of a draft of an action, and of a whole item: places in its paragraph."""

from __future__ import annotations

from collections.abc import Sequence

from imcwp_data.extract.action_draft import Draft
from imcwp_data.extract.action_page import Page, chars_of
from imcwp_data.extract.clause_subjects import Clause
from imcwp_data.extract.clause_tokens import Tokens
from imcwp_data.extract.referents import Cast, Entity
from imcwp_data.extract.roles import ClauseView


def view_of_clause(page: Page, tokens: Tokens, clause: Clause, acting: Sequence[Entity]) -> ClauseView:
    """Return the view of a clause as it was read, with the names in its subject alone."""
    start, end = chars_of(tokens, clause.start, clause.end)
    return ClauseView(
        page.form,
        page.lower,
        page.paragraph.position,
        start,
        end,
        chars_of(tokens, clause.subject_start, clause.subject_end),
        chars_of(tokens, clause.group.verb + 1, clause.end),
        clause.kind == "relative",
        page.quotes and page.is_quoted(start, end),
        clause.group.form == "passive",
        acting=acting,
        signs=tokens.signs,
    )


def view_of_draft(page: Page, tokens: Tokens, draft: Draft, named: Sequence[Entity]) -> ClauseView:
    """Return the view of what may become an action, with the names in it and those after its verb.

    ``named`` are the names of its sentence.
    """
    starts, lower = tokens.starts, tokens.lower
    size = len(lower)
    first, last = draft.start, draft.end
    if first < last:
        start, end = starts[first], starts[last - 1] + len(lower[last - 1])
    else:
        start, end = chars_of(tokens, first, last)
    first, last = draft.after
    # Most often what follows the verb goes on to the end of the clause.
    after = (starts[first], end) if first < last == draft.end else chars_of(tokens, first, last)
    first, last = draft.subject
    if first < last <= size:
        subject = starts[first], starts[last - 1] + len(lower[last - 1])
    else:
        subject = (starts[first], starts[first]) if first == last < size else chars_of(tokens, first, last)
    # What follows the verb is a part of the clause.
    acting: list[Entity] = []
    inside: list[Entity] = []
    beyond: list[Entity] = []
    begin, behind = subject[0], after[0]
    for entity in named:
        at, stop = entity.char_start, entity.char_end
        if begin <= at and stop <= subject[1]:
            acting.append(entity)
        if start <= at and stop <= end:
            inside.append(entity)
            if behind <= at and stop <= after[1]:
                beyond.append(entity)
    return ClauseView(
        page.form,
        page.lower,
        page.paragraph.position,
        start,
        end,
        subject,
        after,
        draft.relative,
        page.quotes and page.is_quoted(start, end),
        draft.passive,
        draft.duty,
        acting,
        inside,
        beyond,
        tokens.signs,
    )


def view_of_item(page: Page, start: int, end: int, cast: Cast) -> ClauseView:
    """Return the view of an item of a list that is one clause: all of it stands after an unspoken verb."""
    position = page.paragraph.position
    named = cast.within(position, start, end)
    return ClauseView(
        page.form,
        page.lower,
        position,
        start,
        end,
        (start, start),
        (start, end),
        relative=False,
        quoted=False,
        passive=False,
        inside=named,
        beyond=named,
    )
