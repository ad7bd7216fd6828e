"""The words and marks of a sentence as parallel lists."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from imcwp_data.record import Record
from imcwp_data.text.numbers import NUMBER_WORDS

_TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}|'(?:s|re|ve|ll)\b|\d{1,3}(?:[.,]\d{3})+|[^\W_]+(?:[-&][^\W_]+)*(?:n't)?|[^\w\s]|_"
)
# A name of many parties without a name of their own, whose "and" joins no clauses.
_GENERIC_NAME = re.compile(
    r"\b(?:communists?(?: and (?:other )?(?:workers'?|left))(?: part(?:y|ies))?|partidos comunistas y obreros)"
)
# Most pieces that are more than a word are one with such a mark behind it.
_STOPS = frozenset(",.;:!?")
QUALIFIER = -2
# Longer pieces are seldom words, and are not kept.
_LONGEST_KNOWN = 32
_MOST_KNOWN = 16_384
_DIGIT = re.compile(r"\d")
_LETTERS = re.compile(r"[^\W\d_]+")
HARD_MARKS = frozenset('";:')
# The signs of a sentence, each a bit: it holds a word that may be a verb or begin an object, a number in digits or
# words, a mark that may end a clause, or a word of one of the groups below.
VERB = 1
THING = 1 << 1
NUMBER = 1 << 2
MARK = 1 << 3
VOTES = 1 << 4
THANKS = 1 << 5
OURS = 1 << 6
PRONOUN = 1 << 7
UNNAMED = 1 << 8
EVERY_SIGN = (1 << 9) - 1
_NOTABLE = VERB | THING
_WORDS_OF = {
    NUMBER: NUMBER_WORDS,
    MARK: HARD_MARKS,
    VOTES: ("votes", "votos"),
    THANKS: ("thanks", "gratitude", "greeting", "greetings", "gracias", "agradecimiento", "hospitality"),
    OURS: ("our", "nuestro", "nuestra", "nuestros", "nuestras"),
    # Who is meant is told by what was said before.
    PRONOUN: (
        "we our us i my he she it its they nosotros nuestro nuestra nuestros nuestras yo mi él ella ello ellas ellos"
    ).split(),
    # Many without names: "several speakers", "a number of parties", "no one".
    UNNAMED: (
        "many several some various number other another others most nobody no people thousands hundreds dozens "
        "millions tens muchos varios algunos numerosos miles cientos"
    ).split(),
}
_SIGNS: dict[str, int] = {}
for _sign, _words in _WORDS_OF.items():
    for _word in _words:
        _SIGNS[_word] = _SIGNS.get(_word, 0) | _sign


class Tokens(Record, frozen=True):
    """Tokens of a stretch of a paragraph: ``lower`` words, their characters, and the name that covers each.

    ``name`` is the index of the name, -1 for a word outside names, QUALIFIER for one that only qualifies a noun.
    ``verbs`` and ``things`` are the places of the words that may be verbs and of those that may begin an object,
    ``signs`` tells what else the stretch holds: a reader asks it before it looks for a thing.
    """

    form: str
    lower: tuple[str, ...]
    starts: Sequence[int]
    name: Sequence[int]
    verbs: Sequence[int]
    things: Sequence[int]
    signs: int

    def __len__(self) -> int:
        return len(self.lower)

    def end(self, index: int) -> int:
        """Return the character after a token."""
        return self.starts[index] + len(self.lower[index])

    def capital(self, index: int) -> bool:
        """Tell whether a token begins with a capital letter."""
        return self.form[self.starts[index]].isupper()


def generic_names(lower: str) -> list[tuple[int, int]]:
    """Return the characters of phrases such as "communist and workers' parties" in a paragraph's lower form."""
    if "munist" not in lower:
        return []
    if "communist and " in lower or "communists and " in lower or "comunistas y " in lower:
        return [m.span() for m in _GENERIC_NAME.finditer(lower)]
    return []


def lower_form(form: str) -> str:
    """Return a text in lower case, character for character."""
    lower = form.lower()
    return lower if len(lower) == len(form) else "".join(c.lower() if len(c.lower()) == 1 else c for c in form)


# The tokens of a piece between two blanks; where in it the second of two begins, or a nought and where all of them
# begin; which of them may be verbs or begin objects, with the signs of each; the signs of all.
_Piece = tuple[tuple[str, ...], int, tuple[int, ...], tuple[tuple[int, int], ...], int]


class Tokeniser:
    """Takes sentences of a language apart into words and marks."""

    def __init__(self, verbs: Iterable[str], things: Iterable[str]) -> None:
        """``verbs`` are the words that may be verbs, ``things`` those that may begin an object."""
        # The signs of words, of those alone that have any.
        self._marked = dict.fromkeys(verbs, VERB)
        for signs in (dict.fromkeys(things, THING), _SIGNS):
            for word, sign in signs.items():
                self._marked[word] = self._marked.get(word, 0) | sign
        # Pieces that are more than a word; most of them come again: the same words before the same marks.
        self._known: dict[str, _Piece] = {}

    def tokenise(
        self, form: str, lowered: str, start: int, end: int, spans: Sequence[tuple[int, int, bool]], nearest: int = 0
    ) -> Tokens:
        """Return the tokens of ``form[start:end]`` (a paragraph in its match form; ``lowered`` is its lower form).

        ``spans`` are the paragraph's names, in order and without overlap; a token inside one is no word of the
        sentence's own grammar ("March", "United"). A span that is marked only qualifies what follows ("US blockade").
        Those before the one at ``nearest`` end before ``start``.
        """
        lower: list[str] = []
        starts: list[int] = []
        verbs: list[int] = []
        things: list[int] = []
        marked, known, signs, at = self._marked, self._known, 0, start
        # No token holds a blank, and what stands between two blanks mostly is one word, which needs no pattern.
        for piece in lowered[start:end].split(" "):
            if piece.isalpha():
                if piece in marked:
                    told = marked[piece]
                    signs |= told
                    if told & VERB:
                        verbs.append(len(lower))
                    if told & THING:
                        things.append(len(lower))
                lower.append(piece)
                starts.append(at)
            elif piece:
                try:
                    words, second, firsts, places, told = known[piece]
                except KeyError:
                    words, second, firsts, places, told = self._learn(piece)
                if told:
                    signs |= told
                    for place, told in places:
                        if told & VERB:
                            verbs.append(len(lower) + place)
                        if told & THING:
                            things.append(len(lower) + place)
                lower += words
                if second:
                    starts += at, at + second
                else:
                    for first in firsts:
                        starts.append(at + first)
            at += len(piece) + 1
        names = [-1] * len(lower)
        if nearest < len(spans) and spans[nearest][0] < end:
            _mark_names(names, starts, spans, nearest, end)
        return Tokens(form, tuple(lower), starts, names, verbs, things, signs)

    def _learn(self, piece: str) -> _Piece:
        word, mark = piece[:-1], piece[-1]
        if mark in _STOPS and word.isalpha():
            told = self._marked.get(word, 0)
            places = ((0, told),) if told & _NOTABLE else ()
            found: _Piece = (word, mark), len(word), (), places, told | self._marked.get(mark, 0)
        else:
            found = self._taken_apart(piece)
        if len(piece) < _LONGEST_KNOWN:
            if len(self._known) >= _MOST_KNOWN:
                # It begins anew, and soon holds again what is common.
                self._known.clear()
            self._known[piece] = found
        return found

    def _taken_apart(self, piece: str) -> _Piece:
        words: list[str] = _TOKEN.findall(piece)
        marked = self._marked
        firsts: list[int] = []
        notable: list[tuple[int, int]] = []
        signs = at = 0
        for word in words:
            told = marked.get(word, 0)
            if told:
                signs |= told
                if told & _NOTABLE:
                    notable.append((len(firsts), told))
            # Nothing but white space stands between two tokens.
            at = piece.find(word, at)
            firsts.append(at)
            at += len(word)
        if _DIGIT.search(piece):
            signs |= NUMBER
        # A word of a group may be part of another: "twenty-five".
        for run in _LETTERS.findall(piece):
            signs |= _SIGNS.get(run, 0)
        return tuple(words), 0, tuple(firsts), tuple(notable), signs


def _mark_names(
    names: list[int], starts: list[int], spans: Sequence[tuple[int, int, bool]], nearest: int, end: int
) -> None:
    reached = 0
    for index in range(nearest, len(spans)):
        begin, stop, qualifies = spans[index]
        if begin >= end:
            break
        first = bisect_left(starts, begin, reached)
        reached = bisect_left(starts, stop, first)
        names[first:reached] = [QUALIFIER if qualifies else index] * (reached - first)
