"""A paragraph's text with its spans marked: by brackets and labels always, by style where there is colour.

A participant, place or date is ``[P1:…]``; an action, which may hold others and overlap with others, is ``{A1:…:A1}``.
Where short spans overlap without one being inside the other, their ends are labelled too: ``[P1:…[L1:…:P1]…:L1]``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from imcwp_data.explain.terminal import Piece, printable

PARTICIPANT, PLACE, DATE, ACTION = "P", "L", "D", "A"
STYLES = {PARTICIPANT: "1;36", PLACE: "32", DATE: "33", ACTION: "35"}
# The style of a character in several spans is that of the kind named first.
_PRECEDENCE = (PARTICIPANT, PLACE, DATE, ACTION)


@dataclass(frozen=True, slots=True)
class Mark:
    """A span of a text: its kind, the label by which the facts below the text refer to it, and its characters."""

    kind: str
    label: str
    start: int
    end: int


def marked(text: str, marks: Sequence[Mark]) -> Iterator[Piece]:
    """Yield the text with its marks as styled pieces. Takes time in proportion to the text and its marks."""
    text = printable(text)
    ordered = sorted(marks, key=lambda m: (m.start, -m.end, m.kind != ACTION, m.label))
    crossing = _crossing(ordered)
    events: dict[int, tuple[list[int], list[int]]] = {}
    for number, mark in enumerate(ordered):
        events.setdefault(mark.start, ([], []))[1].append(number)
        events.setdefault(mark.end, ([], []))[0].append(number)
    depth = dict.fromkeys(_PRECEDENCE, 0)
    reached = 0
    for position in sorted(events):
        if position > reached:
            yield Piece(text[reached:position], _style(depth))
            reached = position
        closing, opening = events[position]
        # What opened last closes first.
        for number in sorted(closing, reverse=True):
            mark = ordered[number]
            depth[mark.kind] -= 1
            yield Piece(_close(mark, number in crossing), STYLES[mark.kind])
        for number in opening:
            mark = ordered[number]
            depth[mark.kind] += 1
            yield Piece(f"{'{' if mark.kind == ACTION else '['}{mark.label}:", STYLES[mark.kind])
    if reached < len(text):
        yield Piece(text[reached:], _style(depth))


def _style(depth: dict[str, int]) -> str:
    return next((STYLES[kind] for kind in _PRECEDENCE if depth[kind]), "")


def _close(mark: Mark, labelled: bool) -> str:
    if mark.kind == ACTION:
        return f":{mark.label}}}"
    return f":{mark.label}]" if labelled else "]"


def _crossing(ordered: Sequence[Mark]) -> frozenset[int]:
    """Return which short marks overlap another one without one being inside the other."""
    crossing: set[int] = set()
    unfinished: list[int] = []
    for number, mark in enumerate(ordered):
        if mark.kind == ACTION:
            continue
        while unfinished and ordered[unfinished[-1]].end <= mark.start:
            unfinished.pop()
        if unfinished and ordered[unfinished[-1]].end < mark.end:
            # All that end inside this one cross it; they are the top of the stack, which is sorted by end.
            while unfinished and ordered[unfinished[-1]].end < mark.end:
                crossing.update((unfinished.pop(), number))
        unfinished.append(number)
    return frozenset(crossing)
