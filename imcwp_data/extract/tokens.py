"""The words of a paragraph, as parallel lists: one pass, and all later questions are look-ups by index."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import NamedTuple

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
# In brackets, so that to split by it gives the words and what stands between them in turns.
_PARTS = re.compile(f"({_WORD_PATTERN})")
_RUN = re.compile(r"[^\W_]+")
_PARTICLE_NAME = re.compile(r"(?:al|el|ad|an|ar|as|ash|at|az|ul|ur|bin|ibn|abu|abd)-[A-ZÀ-Þ]")
_LONGEST_HEADLINE = 90
# Longer pieces are seldom words, and are not kept.
_LONGEST_KNOWN = 32
_MOST_KNOWN = 16_384
_CLOSING = '.,;:!?)"'
# The numbers of the classes of words that readers of names look for.
NAMED, BODIES, RULERS, SHARED, SHORT = range(5)
_SENTENCE_GAP = re.compile(r"[.!?…:;](?:[\"')\]»]*)\s|[.!?…][\"')\]»]*$")


class Tokens(Record, frozen=True):
    """Words of ``text`` (a paragraph in its match form). A possessive "'s" is a word of its own.

    ``capitals`` are the indices of the words that begin with a capital letter; ``title_case`` tells of a line in which
    capitals mean nothing. ``gaps`` are the characters before each word and after the last one; the edges of the text
    count as the ends of lines. ``parts`` are those of words with hyphens and the like, in lower case. ``of_class`` are
    the indices of the words of each class that the tokeniser knows: a reader asks them first whether there is anything
    to read.
    """

    text: str
    words: tuple[str, ...]
    lower: tuple[str, ...]
    starts: Sequence[int]
    capitals: Sequence[int]
    title_case: bool
    gaps: Sequence[str]
    parts: Sequence[str]
    of_class: Sequence[Sequence[int]]

    def has_part(self, words: frozenset[str]) -> bool:
        """Tell whether one of some words is part of a word with a hyphen or the like."""
        return bool(self.parts) and not words.isdisjoint(self.parts)

    def end(self, index: int) -> int:
        """Return the character after a word."""
        return self.starts[index] + len(self.words[index])

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


# A word, in lower case too, whether it is capitalised, whether it is in small letters and no function word, and the
# numbers of the classes that it is of.
_Word = tuple[str, str, bool, bool, tuple[int, ...]]
# A piece between two blanks: the word that it is but for the marks behind it, as above; these marks with the blank; the
# length of all. Of any other piece the word is None, and what stands before each of its words comes last, with it.
_Piece = tuple[str | None, str, bool, bool, tuple[int, ...], str, int, tuple[tuple[str, _Word], ...]]


# Of a text without a word of any class.
_NO_CLASSES: Sequence[Sequence[int]] = ((), (), (), (), ())


class Classes(NamedTuple):
    """Words in lower case that readers of names look for; :class:`Tokens` tell where such words stand.

    They are in the order of the classes' numbers; the last ones are of the class of bodies where they begin with a
    capital.
    """

    named: Collection[str]
    bodies: Collection[str]
    rulers: Collection[str]
    shared: Collection[str]
    short: Collection[str]
    capital_bodies: Collection[str] = ()


class Tokeniser:
    """Takes texts apart into words, and tells of each what is known of it whatever the text."""

    def __init__(self, classes: Classes) -> None:
        numbers: dict[str, tuple[int, ...]] = {}
        *of_any_letters, self._capital_bodies = classes
        for number, words in enumerate(of_any_letters):
            for word in words:
                numbers[word] = (*numbers.get(word, ()), number)
        # The numbers of the classes that a word is of, however it is written.
        self._numbers = numbers
        # Pieces taken apart: mostly one word that was met before, with the same marks behind it.
        self._known: dict[str, _Piece] = {}

    def tokenise(self, form: str) -> Tokens:
        """Return the words of a paragraph, which is in its match form."""
        words: list[str] = []
        lower: list[str] = []
        starts: list[int] = []
        gaps: list[str] = []
        capitals: list[int] = []
        marked: list[str] = []
        of_class: Sequence[list[int]] = ()
        at = small = 0
        gap, known = "", self._known
        # No word holds a blank, and what stands between two blanks mostly is one word that was met before.
        for piece in form.split(" "):
            try:
                found = known[piece]
            except KeyError:
                found = self._learn(piece)
            word, low, capital, in_small, classes, tail, size, several = found
            if word is not None:
                if capital:
                    capitals.append(len(words))
                elif in_small:
                    small += 1
                if classes:
                    of_class = of_class or ([], [], [], [], [])
                    for number in classes:
                        of_class[number].append(len(words))
                words.append(word)
                lower.append(low)
                starts.append(at)
                gaps.append(gap)
                gap = tail
            else:
                start = at
                for lead, (own, low, capital, in_small, classes) in several:
                    if capital:
                        capitals.append(len(words))
                    elif in_small:
                        small += 1
                    if classes:
                        of_class = of_class or ([], [], [], [], [])
                        for number in classes:
                            of_class[number].append(len(words))
                    start += len(lead)
                    words.append(own)
                    lower.append(low)
                    starts.append(start)
                    gaps.append(gap + lead)
                    start += len(own)
                    gap = ""
                    if not low.isalnum() and low != "'s":
                        marked.append(low)
                gap += tail
            at += size
        # The blank behind the last piece is not there.
        gaps.append(gap[:-1] + "\n")
        gaps[0] = "\n"
        few = not 3 <= len(words) <= _LONGEST_HEADLINE or len(capitals) * 3 < len(words)
        title_case = not few and _title_case(form, words, lower, small)
        parts = _RUN.findall(" ".join(marked)) if marked else ()
        # Only words are looked up by several at once, for which they have to be tuples.
        return Tokens(
            form, tuple(words), tuple(lower), starts, capitals, title_case, gaps, parts, of_class or _NO_CLASSES
        )

    def _learn(self, piece: str) -> _Piece:
        word = piece.rstrip(_CLOSING)
        if word.isalnum():
            alone = self._known.get(word)
            # Mostly the same word was met with other marks behind it, or with none.
            known = alone[:5] if alone is not None else self._word(word)
            found: _Piece = (*known, piece[len(word) :] + " ", len(piece) + 1, ())
        else:
            parts = _PARTS.split(piece)
            several = tuple(zip(parts[:-1:2], map(self._word, parts[1::2]), strict=True))
            found = None, "", False, False, (), parts[-1] + " ", len(piece) + 1, several
        if len(piece) <= _LONGEST_KNOWN:
            if len(self._known) >= _MOST_KNOWN:
                # It begins anew, and soon holds again what is common.
                self._known.clear()
            self._known[piece] = found
        return found

    def _word(self, word: str) -> _Word:
        lower, first = word.lower(), word[0]
        if lower == word:
            # One text in place of two: what is kept is smaller, and at hand sooner.
            lower = word
        small = first.islower() and first.isalpha() and lower not in FUNCTION_WORDS
        capital, numbers = first.isupper(), self._numbers.get(lower, ())
        if capital and lower in self._capital_bodies:
            numbers = (*numbers, BODIES)
        return word, lower, capital, small, numbers


# The same acronyms and names are introduced in document after document.
@lru_cache(maxsize=4096)
def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a name, as a :class:`Tokeniser` would."""
    return tuple(_WORD.findall(match_form(text)))


def _title_case(form: str, words: Sequence[str], lower: Sequence[str], small: int) -> bool:
    """Tell whether capitals say nothing in this line: nearly all its content words have one, or all letters are.

    A line of names alone (a signature) has few words; from three content words on it counts as a headline. Where a
    sentence ends one content word in small letters (``small`` are all of them) is enough to make capitals mean
    something.
    """
    if small * 8 > len(words) - 1:
        # Too many already, were all words content words.
        return False
    content = 0
    for word, low in zip(words, lower, strict=True):
        if low not in FUNCTION_WORDS and word[0].isalpha() and low != "'s":
            content += 1
    if content < 3 or small * 8 > content - 1:
        return False
    return not (small and (". " in form or form.endswith(".")))
