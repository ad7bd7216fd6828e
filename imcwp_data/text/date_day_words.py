"""Tells whether "today", "yesterday" and "tomorrow" mean a day or only the present, the past and the future."""

from __future__ import annotations

from imcwp_data.text.date_context import EVENT_POSSESSIVES, REPORTING_VERBS, is_future, is_past
from imcwp_data.text.date_language import words
from imcwp_data.text.date_tokens import Scan

_SCHEDULED = words("scheduled planned set called announced due convocada previsto prevista anunciada")
_DAY_WORDS = words("today yesterday tomorrow hoy ayer mañana")
_JOINTS = words("and & or nor than as like , / y e o u ni que como")
_QUOTES = frozenset("\"“”'«»")
_SENTENCE_END = frozenset(".!?:;")
_NOWADAYS = words("until till to of from since for de even still even")
_STATES = words("is are has have es son hay more there ha han")
_CLAUSE_ENDS = words("is are there who which that es son hay que") | frozenset(",.;:")
_NO_EVENTS = words("used needed demanded required based faced")
_LOOK_BACK = 8
_LOOK_AHEAD = 10


def is_idiom(scan: Scan, index: int, after: int) -> bool:
    """Tell whether a day-word means no day: "today and tomorrow", "the society of tomorrow", a quoted "tomorrow"."""
    before, following = scan.padded[index - 1], scan.padded[after]
    if following.word in _JOINTS and scan.padded[after + 1].word in _DAY_WORDS:
        return True
    if following.word in _JOINTS and (
        scan.has(after + 1, ("the", "day", "after")) or scan.has(after + 1, ("pasado", "mañana"))
    ):
        return True
    if before.word in _JOINTS and scan.padded[index - 2].word in _DAY_WORDS:
        return True
    if after - index > 1:
        return False
    if before.word in _QUOTES and following.word in _QUOTES and scan.glued(index) and scan.glued(after):
        return True
    word = scan.padded[index].word
    if word == "mañana":
        return before.word in {"la", "una", "cada", "buena", "de", "por", "media", "las", "y", "ese", "el", "un"}
    if word in {"tomorrow", "yesterday"} and before.word in {"of", "the", "a", "better"}:
        return True
    if word == "tomorrow" and before.word == "for":
        return scan.padded[index - 2].word not in _SCHEDULED
    if word == "tomorrow" and following.word == "'" and scan.padded[after + 1].word == "s":
        return scan.padded[after + 2].word not in EVENT_POSSESSIVES
    return False


def happens_today(scan: Scan, index: int, after: int) -> bool:
    """Tell whether "today" is the day of writing and not the present age: something is told that happened on it."""
    before, following = scan.padded[index - 1], scan.padded[after]
    if following.word == "'" and scan.padded[after + 1].word == "s":
        return scan.padded[after + 2].word in EVENT_POSSESSIVES
    if scan.padded[after].word == "en" and scan.padded[after + 1].word == "día":
        return False
    if before.word in scan.words.to | {"from", "desde"} and _runs_on(scan, after):
        return True
    if before.word in {"of", "from"} and scan.padded[index - 2].word == "as":
        return True
    if before.word in _NOWADAYS or before.word in scan.words.to:
        return False
    if _happened(before.word) or _happened(following.word):
        return True
    if index == 0 or before.kind == "end" or before.word in _SENTENCE_END:
        # "Today, the Central Committee issued": the first verb decides.
        for i in range(after, after + _LOOK_AHEAD):
            word = scan.padded[i].word
            if word in _STATES or word in _SENTENCE_END:
                return False
            if _happened(word):
                return True
    return _told_before(scan, index)


def _told_before(scan: Scan, index: int) -> bool:
    """Tell whether a verb of happening stands earlier in the clause: "rallies were held in Athens today"."""
    spanish = scan.words.modifiers_follow
    for i in range(index - 1, max(index - 1 - _LOOK_BACK, -1), -1):
        word = scan.padded[i].word
        if word in _CLAUSE_ENDS:
            return False
        if word in REPORTING_VERBS or word in {"will", "shall"} or (spanish and (is_past(word) or is_future(word))):
            return True
    return False


def _runs_on(scan: Scan, after: int) -> bool:
    """Tell whether "from today" goes on to a later day: "desde hoy y hasta el 29"."""
    at = after + (scan.padded[after].word in scan.words.conjunctions)
    return scan.padded[at].word in scan.words.to


def _happened(word: str) -> bool:
    regular = word.endswith(("ed", "ó", "aron", "ieron")) and word not in _NO_EVENTS
    return word in REPORTING_VERBS or (regular and is_past(word))
