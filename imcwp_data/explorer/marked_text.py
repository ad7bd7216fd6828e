"""A passage with marks: which stretches of its text name or state something, as markup.

Marks may overlap in any way: a name within a clause, two clauses that share words. The text is cut wherever a mark
begins or ends, and each piece is marked with all that cover it; so the markup is well nested whatever the marks are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup, escape

from imcwp_data.withheld import OMITTED


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a text, offsets counted in code points, and what it is.

    ``kind`` becomes a class (``mark-participant``); ``label`` is the small letter that stands before its first piece;
    ``title`` says in words what is marked; ``href`` is the page of it, "" for none.
    """

    start: int
    end: int
    kind: str
    title: str = ""
    href: str = ""
    label: str = ""


# A piece of evidence that was asked for is drawn around everything else.
EVIDENCE = "evidence"


def marked(text: str, marks: Iterable[Mark]) -> Markup:
    """Return a text with its marks as markup; its text content is ``text`` itself, whatever the marks are.

    A piece leads to the page of the shortest mark on it. A mark's later pieces are no stops of the Tab key, so that a
    clause with three names in it is reached once.
    """
    kept = sorted(_within(text, () if text == OMITTED else marks), key=_outer_first)
    borders = sorted({0, len(text), *(mark.start for mark in kept), *(mark.end for mark in kept)})
    pieces: list[str] = []
    reached: set[int] = set()
    active: list[int] = []
    following = iter(sorted(range(len(kept)), key=lambda number: kept[number].start))
    upcoming = next(following, None)
    for start, end in pairwise(borders):
        active = [number for number in active if kept[number].end > start]
        while upcoming is not None and kept[upcoming].start <= start:
            active.append(upcoming)
            upcoming = next(following, None)
        active.sort()
        pieces.append(_piece(text[start:end], start, [(number, kept[number]) for number in active], reached))
    return Markup("".join(pieces))


def _within(text: str, marks: Iterable[Mark]) -> list[Mark]:
    """Cut marks to the text; what lies outside marks nothing."""
    cut = [
        Mark(max(m.start, 0), min(m.end, len(text)), m.kind, m.title, m.href, m.label)
        for m in marks
    ]  # fmt: skip
    return [mark for mark in cut if mark.start < mark.end]


def _outer_first(mark: Mark) -> tuple[bool, int, int, str, str]:
    return (mark.kind != EVIDENCE, mark.start - mark.end, mark.start, mark.kind, mark.href)


def _piece(text: str, start: int, covering: Sequence[tuple[int, Mark]], reached: set[int]) -> str:
    """Mark one piece of text with all that cover it, the innermost last in ``covering``."""
    # Plain strings, each escaped: joining ten thousand pieces as Markup takes several times as long.
    inner = str(escape(text))
    if not covering:
        return inner
    leading = next((number for number, mark in reversed(covering) if mark.href), None)
    title = " · ".join(mark.title for _, mark in reversed(covering) if mark.title)
    for number, mark in reversed(covering):
        attributes = f' class="mark mark-{escape(mark.kind)}"'
        if mark.label and mark.start == start:
            attributes += f' data-label="{escape(mark.label)}"'
        if title and number == covering[-1][0]:
            attributes += f' title="{escape(title)}"'
        tag = "mark" if mark.kind == EVIDENCE else "span"
        if number == leading:
            tag = "a"
            attributes += f' href="{escape(mark.href)}"' + (' tabindex="-1"' if number in reached else "")
            reached.add(number)
        inner = f"<{tag}{attributes}>{inner}</{tag}>"
    return inner
