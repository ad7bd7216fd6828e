"""A paragraph while its actions are read, and where its tokens stand in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from imcwp_data.extract.clause_tokens import Tokens
from imcwp_data.extract.list_intros import Intro
from imcwp_data.extract.themes import ThemeHit
from imcwp_data.model import ActionCandidate, Paragraph

_DATELINE = re.compile(
    r"[^\W\d_][^()\n:;\"]{1,60}?(?:\([^()]{2,30}\)\s*[-.:]*|\b\d{1,2}\s+-|\.\s?-|\s--?(?=\s[A-Z]))\s*(?=[\"'A-Z0-9])"
)


@dataclass(slots=True)
class Page:
    """A paragraph while it is read."""

    paragraph: Paragraph
    form: str
    hits: Sequence[ThemeHit]
    quoted: Sequence[tuple[int, int]]
    intro: Intro | None
    found: list[ActionCandidate]

    @property
    def is_item(self) -> bool:
        """Tell whether the paragraph is an item of a list."""
        return self.paragraph.kind == "list_item"


def text_of(form: str, tokens: Tokens) -> str:
    """Return the characters that tokens span."""
    return form[tokens.starts[0] : tokens.ends[-1]]


def chars_of(tokens: Tokens, start: int, end: int) -> tuple[int, int]:
    """Return the characters of a token range; of an empty one the place where it stands."""
    if start >= len(tokens):
        return tokens.ends[-1], tokens.ends[-1]
    if end <= start:
        return tokens.starts[start], tokens.starts[start]
    return tokens.starts[start], tokens.ends[min(end, len(tokens)) - 1]


def after_dateline(form: str, end: int) -> int:
    """Return where the first sentence begins after a dateline such as "HAVANA, Cuba, Nov 6 (ACN)"."""
    match = _DATELINE.match(form, 0, end)
    return match.end() if match else 0


def quoted_spans(form: str) -> list[tuple[int, int]]:
    """Return the characters between quotation marks of a text in its match form."""
    marks = [i for i, c in enumerate(form) if c == '"'] if '"' in form else []
    return list(zip(marks[::2], marks[1::2], strict=False))
