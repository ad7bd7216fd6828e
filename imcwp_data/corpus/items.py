"""Items of lists that a page writes without bullets or numbers.

Lines that end in semicolons are items, unless they are the clauses of a resolution, paragraphs of their own that begin
with its verbs ("Condemns ...;"). Short lines one below the other are items where a colon stands above them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from imcwp_data.corpus.function_words import DEMANDING, FINITE_VERBS, REASONING, RESOLVING, SINGLE_SPEAKERS, says_we
from imcwp_data.corpus.marks import PROSE_LINE, PROSE_OR_SHORT, SHORT_LINE, Mark

_LONGEST_ITEM = 60
_SHORT_ITEM = 12
_LONGEST_POINT = 24
_LONGEST_PHRASE = 18
_LAST_WORDS = 6
_FEWEST_HEADED = 3
_HEAD_JOINS = frozenset(["and", "or", "y", "e", "de", "del", "do", "da", "la", "of"])
_LONGEST_HEAD = 6
_FEWEST_WORDS = 3
_SENTENCES = re.compile(r"[.!?]\s")
_PARALLEL = frozenset(
    ["to", "for", "against", "no", "not", "stop", "para", "por", "contra", "que", "a", "nein", "für", "gegen"]
)


def unmarked_items(marks: Sequence[Mark], first: int) -> list[int]:
    """Return the indexes of the items without markers in an article whose text begins at ``first``."""
    found: list[int] = []
    i = first
    while i < len(marks):
        line = marks[i].line
        if line.final == ";" and (end := _parted_by_semicolons(marks, i)) - i > 1:
            if not _are_clauses(marks, i, end):
                found.extend(range(i, end))
            i = end
            continue
        if ": " in line.text and (end := _headed(marks, i)) - i >= _FEWEST_HEADED:
            found.extend(range(i, end))
            i = end
            continue
        if i > first and marks[i - 1].role is PROSE_LINE and marks[i - 1].line.final == ":":
            end = _points(marks, i)
            if end - i > 1:
                found.extend(range(i, end))
                i = end
                continue
        i += 1
    return found


def _headed(marks: Sequence[Mark], start: int) -> int:
    """Return the end of the lines one below the other that begin with what each is about ("Lisbon: rally at ...")."""
    heads: set[str] = set()
    end = start
    while end < len(marks) and marks[end].role in PROSE_OR_SHORT and (end == start or not marks[end].line.gap):
        line = marks[end].line
        head, colon, said = line.text.partition(": ")
        if not colon or line.words > _LONGEST_POINT or line.final == "?":
            break
        if head in heads or not _is_head(head.replace(",", "").split()):
            break
        if len(said.split(maxsplit=_FEWEST_WORDS)) < _FEWEST_WORDS:
            break
        heads.add(head)
        end += 1
    return end


def _is_head(words: Sequence[str]) -> bool:
    return 0 < len(words) <= _LONGEST_HEAD and all(
        w[0].isupper() or (i and w in _HEAD_JOINS) for i, w in enumerate(words)
    )


def clauses_follow(marks: Sequence[Mark], i: int) -> bool:
    """Whether a line is the subject of the clauses of a resolution that stand below it."""
    return i + 1 < len(marks) and (_begins_clause(marks[i + 1]) or _begins_ground(marks[i + 1]))


def _parted_by_semicolons(marks: Sequence[Mark], start: int) -> int:
    """Return the end of the lines from ``start`` on that end in semicolons, with the one that closes them."""
    end = start
    while end < len(marks) and _is_part(marks[end]) and marks[end].line.final == ";":
        end += 1
    if start < end < len(marks) and _is_part(marks[end]) and marks[end].line.final == ".":
        line = marks[end].line
        parallel = marks[end].words[:1] == marks[start].words[:1] or _begins_clause(marks[end])
        if line.text[0].islower() or line.words <= _SHORT_ITEM or parallel:
            end += 1
    return end


def _is_part(mark: Mark) -> bool:
    return mark.role is PROSE_LINE and mark.line.words <= _LONGEST_ITEM


def _are_clauses(marks: Sequence[Mark], start: int, end: int) -> bool:
    """Whether lines are the clauses of a resolution: its grounds, or its verbs in paragraphs of their own."""
    block = marks[start:end]
    if sum(_begins_ground(mark) for mark in block) * 2 > len(block):
        return True
    apart = all(mark.line.gap > 0 for mark in block[1:])
    return apart and sum(_begins_clause(mark) for mark in block) * 2 > len(block)


def _begins_clause(mark: Mark) -> bool:
    return bool(mark.words) and mark.words[0] in RESOLVING and mark.line.text[0].isupper()


def _begins_ground(mark: Mark) -> bool:
    return bool(mark.words) and mark.words[0] in REASONING and mark.line.text[0].isupper()


def _points(marks: Sequence[Mark], start: int) -> int:
    """Return the end of the short lines one below the other, or of the lines in small letters, below a colon."""
    end = start
    while end < len(marks) and _is_point(marks[end]) and (end == start or marks[end].line.gap == 0):
        end += 1
    if end - start > 1:
        return end
    end = start
    while end < len(marks) and _is_small(marks[end]):
        end += 1
    if end - start > 1:
        return end
    end = start
    while end < len(marks) and _is_parallel(marks, start, end):
        end += 1
    if end - start > 1:
        return end
    end = start
    while (
        end < len(marks) and _is_phrase(marks[end]) and not DEMANDING.isdisjoint(marks[start - 1].words[-_LAST_WORDS:])
    ):
        end += 1
    return end


def _is_phrase(mark: Mark) -> bool:
    """Whether a paragraph is a phrase without a verb, as demands are ("The release of all prisoners.")."""
    line = mark.line
    return (
        mark.role is PROSE_LINE
        and line.marker is None
        and line.words <= _LONGEST_PHRASE
        and line.final in {".", ";", ","}
        and line.text[0].isalpha()
        and _SENTENCES.search(line.text) is None
        and FINITE_VERBS.isdisjoint(mark.words)
        and not says_we(mark.words)
        and SINGLE_SPEAKERS.isdisjoint(mark.words)
        and not _begins_clause(mark)
    )


def _is_parallel(marks: Sequence[Mark], start: int, i: int) -> bool:
    """Whether a line right below another begins with the same "to", "for" or "no"."""
    mark = marks[i]
    return (
        mark.role in PROSE_OR_SHORT
        and bool(mark.words)
        and mark.words[0] in _PARALLEL
        and mark.words[0] == marks[start].words[0]
        and mark.line.words <= _LONGEST_ITEM
        and (i == start or mark.line.gap == 0)
    )


def _is_point(mark: Mark) -> bool:
    return mark.role is SHORT_LINE and mark.line.words <= _LONGEST_POINT and not mark.line.text.isupper()


def _is_small(mark: Mark) -> bool:
    line = mark.line
    return (
        mark.role in PROSE_OR_SHORT
        and line.text[0].islower()
        and line.words <= _LONGEST_ITEM
        and line.final in {"", ",", ";", "."}
        and (line.gap > 0 or line.final != "")
    )
