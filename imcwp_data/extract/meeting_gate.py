"""Which documents may name a meeting: most texts name none, and of those nothing need be read for one.

A meeting of no series is named by a word for a meeting ("seminar"), by a body that is told to meet, or by parties that
are told to have met in a town; "the next one", "it met again" and the like only go on with a meeting named before. The
words that these cannot do without are looked up in a whole document at once. They may promise too much, never too
little: ``tests/extract/test_meeting_gate.py`` makes texts that a pattern matches and looks whether they pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import ahocorasick_rs

from imcwp_data.extract.clause_tokens import lower_form
from imcwp_data.extract.meeting_phrases import MEETS
from imcwp_data.text.normalise import match_form
from imcwp_data.text.sentences import LONGEST
from imcwp_data.vocabulary import Vocabulary

_NOUN = 1
_SITS = 1 << 1
_BODY = 1 << 2
_CONFERS = 1 << 3
_PARTIES = 1 << 4
_MET = 1 << 5
_BODY_CONFERS = _BODY | _CONFERS
_PARTIES_MET = _PARTIES | _MET

# All are whole words.
_WORDS = {
    # How a sentence opens of which a body named in it is the subject: "Meeting in Amman, the ...".
    _SITS: "meeting gathered assembled convened gathering assembling reunido reunida reunidos reunidas",
    _BODY: "committee commission secretariat council bureau presidium board",
    _CONFERS: "meet sit convene confer met sat convened conferred",
    _PARTIES: "we parties partidos",
    _MET: "met meeting gathered assembled together reunidos reunidas reunimos reunieron",
}
# What follows the verb where parties are told to have met in a town.
_MET_SOMEWHERE = re.compile(
    r"(?:met|meeting|gathered|assembled|together|reunid[oa]s|reunimos|reunieron)\s+"
    r"(?:(?:today|recently|for\s+the\s+first\s+time|hoy)\s+)?(?:in|en)\s"
)
# A pattern that ignores case takes these for s and i; str.lower() does not.
_ODD = "ſıİ"


class MeetingGate:
    """Tells which documents may name a meeting outside the series."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        bits: dict[str, int] = {}
        for word, bit in _naming_words(vocabulary):
            bits[word] = bits.get(word, 0) | bit
        self._bits = list(bits.values())
        self._automaton = ahocorasick_rs.AhoCorasick(
            list(bits), matchkind=ahocorasick_rs.MatchKind.Standard, implementation=ahocorasick_rs.Implementation.DFA
        )

    def may_name(self, lower: str, *, bodies: bool, places: bool, dates: bool) -> bool:
        """Tell whether a document may name a meeting that is none of the series.

        ``lower`` are its paragraphs in lower case, each on a line; ``bodies``, ``places`` and ``dates`` say whether
        parties' bodies or organisations, places and dates are named in it.
        """
        held, size, bits = 0, len(lower), self._bits
        for index, start, end in self._automaton.find_matches_as_indexes(lower, overlapping=True):
            if start and ((char := lower[start - 1]).isalnum() or char == "_"):
                continue
            if end < size and ((char := lower[end]).isalnum() or char == "_"):
                continue
            held |= bits[index]
        if held & _NOUN:
            return True
        if not places and not dates:
            return False
        if (
            (bodies and held & _SITS)
            or held & _BODY_CONFERS == _BODY_CONFERS
            or (places and held & _PARTIES_MET == _PARTIES_MET and _MET_SOMEWHERE.search(lower) is not None)
        ):
            return True
        # What is longer than a sentence can be is cut anywhere, also within a word.
        return (not lower.isascii() and any(sign in lower for sign in _ODD)) or (
            size > LONGEST and any(len(line) > LONGEST for line in lower.split("\n"))
        )


def _naming_words(vocabulary: Vocabulary) -> Iterator[tuple[str, int]]:
    for row in vocabulary.tables["meeting_cues"]:
        cue = lower_form(match_form(row["cue"]))
        if row["attribute"] == "noun":
            yield cue, _NOUN
        elif row["attribute"] == "status" and cue.split()[-1] in MEETS:
            yield cue, _SITS
    for bit, words in _WORDS.items():
        for word in words.split():
            yield word, bit
