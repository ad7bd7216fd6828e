"""Tells months, days and seasons that are parts of proper names from those that are dates."""

from __future__ import annotations

from imcwp_data.text.date_context import IDEALS, NAME_HEADS
from imcwp_data.text.date_language import words
from imcwp_data.text.date_parts import Phrase
from imcwp_data.text.date_tokens import Scan

_SENTENCE_OPENERS = frozenset('.!?:;“”"«»(')
_EPITHETS = words("red black great bloody glorious")
_NAME_LINKS = words("of de del the la el")
_SEASON_NAMES = words("árabe school camp university break olympics")


def inside_sentence(scan: Scan, index: int) -> bool:
    """Tell whether a token is not the first of its sentence, so that a capital is no matter of position."""
    before = scan.padded[index - 1]
    return before.kind != "end" and before.word not in _SENTENCE_OPENERS


def capitalised(scan: Scan, index: int) -> bool:
    """Tell whether a token is a word with a capital."""
    token = scan.padded[index]
    return token.text[:1].isupper() and token.text.isalpha()


def among_names(scan: Scan, index: int) -> bool:
    """Tell whether a month stands among capitalised words as a part of a name ("Black September", "June Jordan")."""
    if scan.padded[index].text.isupper():
        return False
    if scan.padded[index - 1].word in _EPITHETS and capitalised(scan, index - 1):
        return True
    following = scan.padded[index + 1]
    if capitalised(scan, index + 1) and not following.text.isupper():
        return True
    return capitalised(scan, index - 1) and inside_sentence(scan, index - 1)


def stands_for_revolution(scan: Scan, index: int) -> bool:
    """Tell whether October is the revolution of 1917 and no month: "the ideas of October"."""
    if scan.padded[index].value != 10:
        return False
    at = index - 1
    at -= scan.padded[at].word == "great"
    return scan.padded[at].word in scan.words.of and scan.padded[at - 1].word in IDEALS


def names_season(scan: Scan, index: int) -> bool:
    """Tell whether a season is a part of a name ("Prague Spring", "Arab Spring", "primavera árabe")."""
    if scan.padded[index + 1].word in _SEASON_NAMES:
        return True
    capital = capitalised(scan, index) and not scan.padded[index].text.isupper()
    return capital and capitalised(scan, index - 1) and inside_sentence(scan, index - 1)


def in_name(scan: Scan, phrase: Phrase) -> bool:
    """Tell whether a date without a year is a part of a proper name: "26th of July Movement", "Plaza 9 de Julio"."""
    start = phrase.start
    if start is None or start.year is not None or start.year_offset is not None:
        return False
    beyond = phrase.after + (scan.padded[phrase.after].word == "-")
    if scan.padded[beyond].word in NAME_HEADS and capitalised(scan, beyond):
        return True
    for at in range(phrase.first - 1, phrase.first - 5, -1):
        word = scan.padded[at].word
        if word in NAME_HEADS and (capitalised(scan, at) or word == "movimiento"):
            return True
        if word not in _NAME_LINKS and not capitalised(scan, at):
            return False
    return False
