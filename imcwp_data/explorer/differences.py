"""Where two texts differ, word by word, in time that grows with their length."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

# A word with the space after it, or one sign: a comma more is a comma, not another word.
_TOKEN = re.compile(r"\w+(?:['’]\w+)*\s*|[^\w\s]\s*|\s+")
# More words than any paragraph that is read as one passage; what lies beyond them is shown without comparing.
_COMPARED = 4000
# Texts that differ in more words than this have little in common; the work is bound by it.
_STEPS = 200
# Texts that differ in more are laid side by side at the longest run of words that both have, if it is at least so long,
# and compared before and after it; so a sentence quoted in a long paragraph is found.
_ANCHOR = 5
_ANCHORS_DEEP = 3
# Fewer words in common than this between two changes are chance ("of the"), and would only break up what is read.
_FEW = 3


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of two texts: the same words in both, or what each has in its place ("" where it has nothing)."""

    same: bool
    earlier: str
    later: str


def differences(earlier: str, later: str) -> list[Piece]:
    """Return the pieces of two texts in order; joined, ``earlier`` and ``later`` of all pieces are the texts."""
    left, right = _TOKEN.findall(earlier), _TOKEN.findall(later)
    left_words, right_words = [t.strip() for t in left], [t.strip() for t in right]
    compared = (left_words[:_COMPARED], right_words[:_COMPARED])
    runs = _without_chance(_runs(*compared), left_words, len(right))
    pieces: list[Piece] = []
    at_left = at_right = 0
    for start_left, start_right, length in [*runs, (len(left), len(right), 0)]:
        if start_left > at_left or start_right > at_right:
            pieces.append(Piece(False, "".join(left[at_left:start_left]), "".join(right[at_right:start_right])))
        if length:
            at_left, at_right = start_left + length, start_right + length
            pieces.append(Piece(True, "".join(left[start_left:at_left]), "".join(right[start_right:at_right])))
    return pieces


def marked_differences(pieces: Sequence[Piece]) -> tuple[Markup, Markup]:
    """Return both texts as markup: what only the earlier has as ``<del>``, what only the later has as ``<ins>``."""
    return (
        Markup("").join(_side(piece.earlier, piece.same, "del") for piece in pieces),
        Markup("").join(_side(piece.later, piece.same, "ins") for piece in pieces),
    )


def _side(text: str, same: bool, element: str) -> Markup:
    if same or not text:
        return Markup("{}").format(text)
    words = text.rstrip()
    return Markup("<{0}>{1}</{0}>{2}").format(Markup(element), words, text[len(words) :])


Run = tuple[int, int, int]
Match = tuple[int, int]


def _runs(left: Sequence[str], right: Sequence[str]) -> list[Run]:
    """Return the runs of equal words: where they start in both, and how long they are."""
    most = min(len(left), len(right))
    head = next((i for i in range(most) if left[i] != right[i]), most)
    rest = most - head
    tail = next((i for i in range(rest) if left[-1 - i] != right[-1 - i]), rest)
    middle = _aligned(left[head : len(left) - tail], right[head : len(right) - tail], _ANCHORS_DEEP)
    matches = [(i, i) for i in range(head)]
    matches += [(i + head, j + head) for i, j in middle]
    matches += [(len(left) - tail + i, len(right) - tail + i) for i in range(tail)]
    runs: list[Run] = []
    for i, j in matches:
        if runs and runs[-1][0] + runs[-1][2] == i and runs[-1][1] + runs[-1][2] == j:
            runs[-1] = (runs[-1][0], runs[-1][1], runs[-1][2] + 1)
        else:
            runs.append((i, j, 1))
    return runs


def _aligned(left: Sequence[str], right: Sequence[str], deep: int) -> list[Match]:
    if not left or not right:
        return []
    found = _shortest_edit(left, right)
    if found is not None:
        return found
    i, j, length = _longest_run(left, right) if deep else (0, 0, 0)
    if not length:
        return []
    after_i, after_j = i + length, j + length
    return [
        *_aligned(left[:i], right[:j], deep - 1),
        *((i + k, j + k) for k in range(length)),
        *((a + after_i, b + after_j) for a, b in _aligned(left[after_i:], right[after_j:], deep - 1)),
    ]


def _longest_run(left: Sequence[str], right: Sequence[str]) -> Run:
    """Return the longest run of equal words, where it is first in ``right``; of length 0 where all are too short."""
    places: dict[tuple[str, ...], int] = {}
    for j in range(len(right) - _ANCHOR + 1):
        places.setdefault(tuple(right[j : j + _ANCHOR]), j)
    best: Run = (0, 0, 0)
    i = 0
    while i <= len(left) - _ANCHOR:
        j = places.get(tuple(left[i : i + _ANCHOR]), -1)
        length = 0
        while j >= 0 and i + length < len(left) and j + length < len(right) and left[i + length] == right[j + length]:
            length += 1
        best = max(best, (i, j, length), key=lambda run: run[2])
        # A longer run cannot begin within this one, but at its last words.
        i += max(length - _ANCHOR + 1, 1)
    return best


def _shortest_edit(left: Sequence[str], right: Sequence[str]) -> list[Match] | None:
    """Return the equal words of a shortest edit (Myers 1986), None where more than ``_STEPS`` words differ."""
    reach = {1: 0}
    trail: list[dict[int, int]] = []
    for step in range(min(len(left) + len(right), _STEPS) + 1):
        trail.append(dict(reach))
        for diagonal in range(-step, step + 1, 2):
            down = diagonal == -step or (diagonal != step and reach[diagonal - 1] < reach[diagonal + 1])
            x = reach[diagonal + 1] if down else reach[diagonal - 1] + 1
            y = x - diagonal
            while x < len(left) and y < len(right) and left[x] == right[y]:
                x, y = x + 1, y + 1
            reach[diagonal] = x
            if x >= len(left) and y >= len(right):
                return _matches(trail, len(left), len(right))
    return None


def _matches(trail: Sequence[dict[int, int]], x: int, y: int) -> list[Match]:
    """Walk the steps of an edit back to its start, and return the equal words on the way."""
    found: list[Match] = []
    for step in range(len(trail) - 1, -1, -1):
        reach, diagonal = trail[step], x - y
        down = diagonal == -step or (diagonal != step and reach[diagonal - 1] < reach[diagonal + 1])
        before = diagonal + 1 if down else diagonal - 1
        from_x = reach[before]
        from_y = from_x - before
        while x > from_x and y > from_y:
            x, y = x - 1, y - 1
            found.append((x, y))
        x, y = from_x, from_y
    return found[::-1]


def _without_chance(runs: Sequence[Run], left: Sequence[str], right_length: int) -> list[Run]:
    """Drop runs of a few words that stand between two changes longer than themselves."""
    ends = [(0, 0, 0), *runs, (len(left), right_length, 0)]
    return [
        (i, j, length)
        for before, (i, j, length), after in zip(ends, ends[1:], ends[2:], strict=False)
        if (count := sum(word[:1].isalnum() for word in left[i : i + length])) >= _FEW
        or min(_gap(before, (i, j, length)), _gap((i, j, length), after)) <= count
    ]


def _gap(before: Run, after: Run) -> int:
    return max(after[0] - before[0] - before[2], after[1] - before[1] - before[2])
