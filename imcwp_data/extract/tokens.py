"""The words of a paragraph, as parallel lists: one pass, and all later questions are look-ups by index."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from imcwp_data.extract.word_classes import FUNCTION_WORDS
from imcwp_data.text.normalise import match_form

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|'s\b|[^\W_]+(?:'(?!s\b)[^\W_]+|[-&][^\W_]+)*")
_SENTENCE_GAP = re.compile(r"[.!?…:;](?:[\"')\]»]*)\s|[.!?…][\"')\]»]*$")


@dataclass(frozen=True, slots=True)
class Tokens:
    """Words of ``text`` (a paragraph in its match form). A possessive "'s" is a word of its own."""

    text: str
    words: tuple[str, ...]
    lower: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    title_case: bool

    def __len__(self) -> int:
        return len(self.words)

    def gap(self, index: int) -> str:
        """Return the characters between a word and the one before it (before the first: a line's begin)."""
        if index <= 0:
            return "\n"
        if index >= len(self.words):
            return self.text[self.ends[-1] :] + "\n" if self.words else "\n"
        return self.text[self.ends[index - 1] : self.starts[index]]

    def capitalised(self, index: int) -> bool:
        """Tell whether a word begins with a capital letter."""
        return self.words[index][0].isupper()

    def at(self, char: int) -> int:
        """Return the index of the first word that begins at a character or after it."""
        return bisect_left(self.starts, char)

    def begins_sentence(self, index: int) -> bool:
        """Tell whether a word is the first of its sentence, quotation or line."""
        gap = self.gap(index)
        return index == 0 or _SENTENCE_GAP.search(gap) is not None or gap[-1:] in '"(['


def tokenise(text: str) -> Tokens:
    """Return the words of a paragraph."""
    form = match_form(text)
    found = list(_WORD.finditer(form))
    words = tuple(m.group() for m in found)
    lower = tuple(w.lower() for w in words)
    return Tokens(
        form, words, lower, tuple(m.start() for m in found), tuple(m.end() for m in found), _title_case(words, lower)
    )


def _title_case(words: tuple[str, ...], lower: tuple[str, ...]) -> bool:
    """Tell whether capitals say nothing in this line: nearly all its content words have one, or all letters are.

    A line of names alone (a signature) has few words; from three content words on it counts as a headline.
    """
    content = [w for w, l in zip(words, lower, strict=True) if w[0].isalpha() and l not in FUNCTION_WORDS and l != "'s"]
    if len(content) < 3 or len(content) > 60:
        return False
    small = sum(w[0].islower() for w in content)
    return small * 8 <= len(content) - 1
