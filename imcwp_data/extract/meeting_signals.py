"""Which groups of words a sentence holds: patterns that need one of them are tried only where one stands.

A pattern costs time in proportion to the text that it is tried on, and most sentences speak of no meeting. So the words
that a pattern cannot do without are looked up together with the cues of ``meeting_cues.csv``, in one pass over the
paragraph, and each group of them is one bit. A group may promise too much, never too little:
``tests/extract/test_meeting_signals.py`` makes texts that a pattern matches and looks whether its bit is set.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from imcwp_data.text.normalise import beyond_ascii

SESSION_WORD = 1
NTH = 1 << 1
AGAIN_WORD = 1 << 2
ONE_WORD = 1 << 3
EXTRAORDINARY_WORD = 1 << 4
BODY_WORD = 1 << 5
COUNTED_WORD = 1 << 6
NUMBER_WORD = 1 << 7
ATTENDED_WORD = 1 << 8
DELEGATES_WORD = 1 << 9
MESSAGE_WORD = 1 << 10
SIDELINES_WORD = 1 << 11
QUESTION = 1 << 12
MET_WORD = 1 << 13
DONE_WORD = 1 << 14
EVERYTHING = (1 << 15) - 1
# Without one of these, a cue, a name, a place or a date, a sentence tells nothing of a meeting.
_TELLING = SESSION_WORD | NTH | AGAIN_WORD | EXTRAORDINARY_WORD | QUESTION

_DIGITS = "0123456789"
# Groups of pieces of words.
_PIECES: dict[int, tuple[str, ...]] = {
    SESSION_WORD: ("meeting", "encuentro", "session", "edition"),
    NTH: ("º", *(digit + end for digit in _DIGITS for end in ("st", "nd", "rd", "th"))),
    AGAIN_WORD: ("again", "once", "anew", "next", "reconven", "reunir"),
    ONE_WORD: ("one", "such"),
    EXTRAORDINARY_WORD: ("extraordinary",),
    BODY_WORD: ("committee", "commission", "secretariat", "council", "bureau", "presidium", "board"),
    COUNTED_WORD: (
        "parties", "partidos", "countries", "países", "delegates", "delegados", "participants", "people",
        "representatives", "participantes", "comrades",
    ),
    ATTENDED_WORD: ("attended", "took", "participa", "participó", "present", "asisti"),
    DELEGATES_WORD: (
        "delegat", "representatives", "parties", "participants", "partidos", "delegaciones", "participantes",
    ),
    MESSAGE_WORD: (
        "message", "greeting", "letter", "telegram", "regards", "wishes", "apolog", "salute", "mensaje", "saludo",
        "carta", "adhesi", "greeted", "addressed",
    ),
    QUESTION: ("?",),
    SIDELINES_WORD: ("sidelines", "margins", "margen", "márgenes"),
    MET_WORD: ("met", "meeting", "gathered", "assembled", "together", "reuni"),
    DONE_WORD: ("done", "met", "sat", "conferred", "did"),
}  # fmt: skip
# Groups of whole words: as pieces these stand in many others.
_WORDS: dict[int, tuple[str, ...]] = {
    NUMBER_WORD: tuple(
        (
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
            "seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety uno una dos tres cuatro "
            "cinco seis siete ocho nueve diez once doce trece catorce quince veinte treinta cuarenta cincuenta sesenta "
            "setenta ochenta noventa"
        ).split()
    ),
}
# A pattern that ignores case takes these for s and i, and any script's digits for digits; str.lower() does not.
_DIGIT = re.compile("[0-9]")
_ODD = re.compile(r"[ſıİ]|[^\D0-9]")


def signal_words() -> Iterator[tuple[str, int, bool]]:
    """Return each word in lower case with the bit that it sets, and whether only the whole word does."""
    for groups, whole in ((_PIECES, False), (_WORDS, True)):
        for bit, words in groups.items():
            for word in words:
                yield word, bit, whole


def is_odd(form: str) -> bool:
    """Tell whether a text holds characters of which the words say nothing, so that any pattern may match."""
    # The few characters that are not English letters and the like are picked out faster than two kinds are looked for.
    return not form.isascii() and _ODD.search(beyond_ascii(form)) is not None


def with_digits(signals: int, lower: str, start: int, end: int) -> int:
    """Return a sentence's signals with that of a number, if there is one in digits and a word that it may count.

    Texts are full of digits, and of few is it asked whether they count anything: they are no words to look for.
    """
    if signals & COUNTED_WORD and not signals & NUMBER_WORD and _DIGIT.search(lower, start, end):
        return signals | NUMBER_WORD
    return signals


def may_tell(signals: int) -> bool:
    """Tell whether a sentence with these signals, but without cues, names, places and dates, may tell of a meeting."""
    return bool(signals & _TELLING) or may_count(signals)


def may_count(signals: int) -> bool:
    """Tell whether a sentence with these signals may tell how many parties, countries or people there were."""
    return bool(signals & COUNTED_WORD) and bool(signals & NUMBER_WORD)
