"""Cue words and phrases of one purpose, looked up word by word in time linear in the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from imcwp_data.errors import VocabularyError
from imcwp_data.text.normalise import match_form

# A word, or one of the marks that phrases such as "(right)" are told by.
_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[()]")

# An apostrophe is part of a word only between two of its signs.
_LONE_APOSTROPHE = re.compile(r"'(?:(?<![^\W_]')|(?![^\W_]))")

PURPOSES = (
    "blog", "blog_sign", "headline_verb", "home_page", "honorific", "newspaper", "no_author", "organisation",
    "own_voice", "party_section", "position", "publication", "quotation", "resumption", "salutation", "scene",
    "signatories", "slogan", "spoken_message", "writer_note",
)  # fmt: skip


# In Latin-1 all signs that end words, as spaces: to split at spaces is faster than to match words.
_SPACED = bytes(c if chr(c).isalnum() or chr(c) in "()'" else ord(" ") for c in range(256))


def tokens(form: str) -> list[str]:
    """Return the words of a text in its match form (lower case, plain quotes), and its round brackets."""
    try:
        spaced = form.encode("latin-1").translate(_SPACED).decode("latin-1")
    except UnicodeEncodeError:
        return _TOKEN.findall(form)
    if "(" in spaced or ")" in spaced:
        spaced = spaced.replace("(", " ( ").replace(")", " ) ")
    if "'" in spaced:
        spaced = _LONE_APOSTROPHE.sub(" ", spaced)
    return spaced.split()


class Phrases:
    """The phrases of one purpose."""

    def __init__(self, phrases: Iterable[str]) -> None:
        by_first: dict[str, list[tuple[str, ...]]] = {}
        for phrase in phrases:
            words = tuple(tokens(match_form(phrase).lower()))
            if words:
                by_first.setdefault(words[0], []).append(words)
        self._by_first = {word: sorted(found, key=len, reverse=True) for word, found in by_first.items()}

    @property
    def first_words(self) -> frozenset[str]:
        """The words with which phrases begin."""
        return frozenset(self._by_first)

    def _at(self, words: Sequence[str], position: int) -> int:
        for phrase in self._by_first.get(words[position], ()):
            if len(phrase) == 1 or tuple(words[position : position + len(phrase)]) == phrase:
                return len(phrase)
        return 0

    def begins(self, words: Sequence[str]) -> bool:
        """Whether the words begin with a phrase."""
        return bool(words) and words[0] in self._by_first and self._at(words, 0) > 0

    def positions(self, words: Sequence[str]) -> list[int]:
        """Return where in the words a phrase begins."""
        by_first = self._by_first
        if by_first.keys().isdisjoint(words):
            return []
        return [i for i, word in enumerate(words) if word in by_first and self._at(words, i)]

    def occurs(self, words: Sequence[str]) -> bool:
        """Whether a phrase stands anywhere in the words."""
        by_first = self._by_first
        if by_first.keys().isdisjoint(words):
            return False
        return any(word in by_first and self._at(words, i) for i, word in enumerate(words))

    def equals(self, words: Sequence[str]) -> bool:
        """Whether the words are one phrase and nothing more."""
        return bool(words) and words[0] in self._by_first and self._at(words, 0) == len(words)


def read_cues(rows: Iterable[Mapping[str, str]]) -> dict[str, Phrases]:
    """Return the phrases of ``page_cues.csv`` by purpose. Raises ``VocabularyError``."""
    cues: dict[str, list[str]] = {purpose: [] for purpose in PURPOSES}
    for line, row in enumerate(rows, 2):
        purpose = row.get("purpose", "")
        if purpose not in cues:
            raise VocabularyError(
                f"page_cues.csv, line {line}, column purpose: {purpose!r} is not known; "
                f"write one of {', '.join(PURPOSES)}"
            )
        if not tokens(row.get("cue", "").lower()):
            raise VocabularyError(
                f"page_cues.csv, line {line}, column cue: the cell holds no word; write one or delete the row"
            )
        cues[purpose].append(row["cue"])
    return {purpose: Phrases(phrases) for purpose, phrases in cues.items()}
