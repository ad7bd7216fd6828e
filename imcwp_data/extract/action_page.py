"""A paragraph while its actions are read, and where its tokens stand in it."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Sequence

from msgspec import Struct

from imcwp_data.extract.action_deed import Deed
from imcwp_data.extract.clause_tokens import Tokens
from imcwp_data.extract.events import Setting
from imcwp_data.extract.list_intros import Intro
from imcwp_data.extract.referents import Entity
from imcwp_data.extract.theme_words import ThemeHit
from imcwp_data.model import Paragraph

# Characters; the longest sentences of real pages have about eight hundred.
_LONGEST = 1_600

_DATELINE_REACH = 80
_DATELINE = re.compile(
    r"[^\W\d_][^()\n:;\"]{1,60}?(?:\([^()]{2,30}\)\s*[-.:]*|\b\d{1,2}\s+-|\.\s?-|\s--?(?=\s[A-Z]))\s*(?=[\"'A-Z0-9])"
)
_AFTER_AGENCY = re.compile(r"\s*[-.:]*\s*[\"'A-Z0-9]")
_BEFORE_PLACES = tuple(f"{word} " for word in ("in", "at", "en", "outside", "near", "for", "to"))
_PLACE_OF = tuple(f" the {kind} of " for kind in ("city", "town", "village", "port"))
_WORD_SIGN = re.compile(r"\w")
_UNASKED = Setting()


class Page(Struct, gc=False):
    """A paragraph while it is read.

    ``named`` are the names in it. One that ``quotes`` is a quotation or holds some (``quoted``). ``found`` are its
    actions. An item has the line that opens its list, and a ``setting``: what the text around it says of its clauses.
    ``told`` is the theme that the paragraph tells most, once that was asked for.
    """

    paragraph: Paragraph
    form: str
    lower: str
    hits: Sequence[ThemeHit]
    named: Sequence[Entity]
    quotes: bool
    quoted: Sequence[tuple[int, int]]
    found: list[Deed]
    is_item: bool = False
    intro: Intro | None = None
    setting: Setting = _UNASKED
    told: tuple[str, ...] | None = None

    def is_quoted(self, start: int, end: int) -> bool:
        """Tell whether some characters of a paragraph that quotes are of a quotation."""
        return self.paragraph.kind == "quote" or within_marks(self.quoted, start, end)


def stretches(text: str, sentences: Sequence[tuple[int, int]]) -> Sequence[tuple[int, int]]:
    """Return a paragraph's sentences; one of unlikely length in pieces, so that reading stays linear on any text."""
    if len(text) <= _LONGEST:
        return sentences
    pieces: list[tuple[int, int]] = []
    for start, end in sentences:
        while end - start > _LONGEST:
            cut = text.rfind(" ", start + _LONGEST // 2, start + _LONGEST)
            cut = start + _LONGEST if cut < 0 else cut
            pieces.append((start, cut))
            start = cut
        pieces.append((start, end))
    return pieces


def merged(
    names: Sequence[tuple[int, int, bool]], generic: Sequence[tuple[int, int, bool]]
) -> list[tuple[int, int, bool]]:
    """Return names in order without overlap; a generic phrase only where no name overlaps it."""
    kept: list[tuple[int, int, bool]] = []
    if not generic:
        reached = -1
        for span in sorted(names):
            if span[0] >= reached:
                kept.append(span)
                reached = span[1]
        return kept
    order = sorted([*((s[0], 0, s) for s in names), *((s[0], 1, s) for s in generic)])
    for index, (_, rank, span) in enumerate(order):
        if kept and span[0] < kept[-1][1]:
            continue
        following = order[index + 1][2] if index + 1 < len(order) else None
        if rank == 1 and following is not None and following[0] < span[1]:
            continue
        kept.append(span)
    return kept


def within_marks(marks: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Tell whether some characters lie between two quotation marks."""
    index = bisect_right(marks, (start, sys.maxsize)) - 1
    return index >= 0 and marks[index][0] <= start and end <= marks[index][1] + 1


def text_of(form: str, tokens: Tokens) -> str:
    """Return the characters that tokens span."""
    return form[tokens.starts[0] : tokens.end(-1)]


def chars_of(tokens: Tokens, start: int, end: int) -> tuple[int, int]:
    """Return the characters of a token range; of an empty one the place where it stands."""
    starts = tokens.starts
    size = len(starts)
    if start < end <= size:
        return starts[start], starts[end - 1] + len(tokens.lower[end - 1])
    if start >= size:
        return (last := tokens.end(-1)), last
    return starts[start], starts[start] if end <= start else tokens.end(-1)


def after_dateline(form: str, end: int) -> int:
    """Return where the first sentence begins after a dateline such as "HAVANA, Cuba, Nov 6 (ACN)"."""
    # Every dateline ends, near the begin, with a dash after a blank or a stop, or with an agency in brackets.
    bracket = form.find("(", 0, _DATELINE_REACH)
    head = form[: _DATELINE_REACH if bracket < 0 else bracket]
    dashed = " -" in head or ".-" in head
    if not dashed and (bracket < 0 or _AFTER_AGENCY.match(form, form.find(")", bracket) + 1) is None):
        return 0
    match = _DATELINE.match(form, 0, end)
    return match.end() if match else 0


def quoted_spans(form: str) -> list[tuple[int, int]]:
    """Return the characters between quotation marks of a text in its match form."""
    mark = form.find('"')
    if mark < 0:
        return []
    marks = []
    while mark >= 0:
        marks.append(mark)
        mark = form.find('"', mark + 1)
    return list(zip(marks[::2], marks[1::2], strict=False))


def leads_to_place(lead: str) -> bool:
    """Tell whether a text, in lower case, ends in "in", "at the" or "near the town of", or holds no word at all."""
    rest = lead[:-4] if lead.endswith(" the ") else lead
    if rest.endswith(_PLACE_OF):
        rest = next(rest[: 1 - len(of)] for of in _PLACE_OF if rest.endswith(of))
    if rest.endswith(_BEFORE_PLACES):
        preposition = next(word for word in _BEFORE_PLACES if rest.endswith(word))
        before = rest[-len(preposition) - 1 : -len(preposition)]
        return not before.isalnum() and before != "_"
    return _WORD_SIGN.search(lead) is None
