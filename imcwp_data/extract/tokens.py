"""The words of a paragraph, as parallel lists: one pass, and all later questions are look-ups by index."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate, compress, count
from operator import itemgetter, ne

from imcwp_data.extract.word_classes import FUNCTION_WORDS
from imcwp_data.record import Record
from imcwp_data.text.normalise import match_form


def _word_pattern(letter: str, sign: str) -> str:
    """Return the pattern of a word: letters with stops ("U.S."), "'s", or signs joined by a hyphen and the like.

    What begins with two signs, as nearly every word does, is tried first: where it fits, no other alternative does.
    """
    joined = rf"(?:(?:[-&]|'(?!s\b)){sign}+)*"
    return rf"{sign}{{2,}}{joined}|{letter}\.(?:{letter}\.)+|'s\b|{sign}{joined}"


_WORD_PATTERN = _word_pattern(r"[^\W\d_]", r"[^\W_]")
_WORD = re.compile(_WORD_PATTERN)
# In brackets, so that to split by it gives the words and what stands between them in turns, in one call.
_PARTS = re.compile(f"({_WORD_PATTERN})")
# The same for text in ASCII, where plain sets of characters are faster than Unicode's classes, and for other text
# without an underscore.
_ASCII_PARTS = re.compile("(" + _word_pattern("[A-Za-z]", "[A-Za-z0-9]") + ")")
_PLAIN_PARTS = re.compile("(" + _word_pattern(r"(?!\d)\w", r"\w") + ")")
_RUN = re.compile(r"[^\W_]+")
_PARTICLE_NAME = re.compile(r"(?:al|el|ad|an|ar|as|ash|at|az|ul|ur|bin|ibn|abu|abd)-[A-ZÀ-Þ]")
_LONGEST_HEADLINE = 90
_FIRST = itemgetter(0)
_SENTENCE_GAP = re.compile(r"[.!?…:;](?:[\"')\]»]*)\s|[.!?…][\"')\]»]*$")


class Tokens(Record, frozen=True):
    """Words of ``text`` (a paragraph in its match form). A possessive "'s" is a word of its own.

    ``capitals`` are the indices of the words that begin with a capital letter; ``title_case`` tells of a line in which
    capitals mean nothing. ``gaps`` are the characters before each word and after the last one; the edges of the text
    count as the ends of lines. ``pieces`` are all that may stand between two word boundaries, in lower case: the words
    and, of words with hyphens and the like, their parts. A reader asks them once whether there is anything to read.
    """

    text: str
    words: tuple[str, ...]
    lower: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    capitals: tuple[int, ...]
    title_case: bool
    gaps: tuple[str, ...]
    pieces: Sequence[str]

    def particle_name(self, index: int) -> bool:
        """Tell whether a word is a name that begins with a particle in small letters: "al-Masri"."""
        return _PARTICLE_NAME.match(self.words[index]) is not None

    def at(self, char: int) -> int:
        """Return the index of the first word that begins at a character or after it."""
        return bisect_left(self.starts, char)

    def begins_sentence(self, index: int) -> bool:
        """Tell whether a word is the first of its sentence, quotation or line."""
        gap = self.gaps[index]
        if gap == " ":
            return False
        return index == 0 or _SENTENCE_GAP.search(gap) is not None or gap[-1:] in '"(['


def tokenise(text: str) -> Tokens:
    """Return the words of a paragraph."""
    form = match_form(text)
    ascii_only = form.isascii()
    parts = (_ASCII_PARTS if ascii_only else _PARTS if "_" in form else _PLAIN_PARTS).split(form)
    edges = tuple(accumulate(map(len, parts)))
    words = tuple(parts[1::2])
    gaps = parts[::2]
    gaps[-1] += "\n"
    gaps[0] = "\n"
    lower = tuple(map(str.lower, words))
    begun: list[int] = []
    if ascii_only:
        # First all in which anything is a capital: they are few, and found without a look at each.
        written = compress(enumerate(words), map(ne, words, lower))
        for i, word in written:
            if "A" <= word < "[":
                begun.append(i)
    else:
        begun += compress(count(), map(str.isupper, map(_FIRST, words)))
    capitals = tuple(begun)
    few = not 3 <= len(words) <= _LONGEST_HEADLINE or len(capitals) * 3 < len(words)
    title_case = not few and _title_case(form, words, lower)
    return Tokens(form, words, lower, edges[:-1:2], edges[1::2], capitals, title_case, tuple(gaps), _pieces(lower))


def _pieces(lower: tuple[str, ...]) -> Sequence[str]:
    if "".join(lower).isalnum():
        return lower
    marked = [word for word in lower if not word.isalnum() and word != "'s"]
    return [*lower, *_RUN.findall(" ".join(marked))] if marked else lower


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a name, as :func:`tokenise` would."""
    return tuple(_WORD.findall(match_form(text)))


def _title_case(form: str, words: tuple[str, ...], lower: tuple[str, ...]) -> bool:
    """Tell whether capitals say nothing in this line: nearly all its content words have one, or all letters are.

    A line of names alone (a signature) has few words; from three content words on it counts as a headline. Where a
    sentence ends one small content word is enough to make its capitals mean something.
    """
    content = small = 0
    most = len(words) - 1
    for word, low in zip(words, lower, strict=True):
        if low not in FUNCTION_WORDS and (first := word[0]).isalpha() and low != "'s":
            content += 1
            if first.islower():
                small += 1
                if small * 8 > most:
                    # Too many already, were all words content words.
                    return False
    if content < 3 or small * 8 > content - 1:
        return False
    return not (small and (". " in form or form.endswith(".")))
