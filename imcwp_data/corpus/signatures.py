"""Lines that sign a text or tell who wrote it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from imcwp_data.corpus.captions import LineJudge
from imcwp_data.corpus.function_words import INTRODUCING
from imcwp_data.corpus.marks import SHORT_LINE, Mark
from imcwp_data.corpus.names import looks_like_name, split_credit
from imcwp_data.corpus.phrases import Phrases

_LONGEST_SIGNATURE = 16
_LONGEST_WRITER_NOTE = 60
_LONGEST_GREETING = 6
# "For the Central Committee", "por el Comité Central".
_BEFORE_SIGNATURE = frozenset(
    ["the", "for", "on", "behalf", "of", "el", "la", "por", "pour", "le", "für", "das", "il", "o", "a"]
)
_PARTICLE = re.compile(r"\s(?:of|the|for|in|and|per|für|der|dell[ao']|degli)(?=\s)")


class SignatureReader:
    """Reads signatures."""

    def __init__(
        self,
        cues: dict[str, Phrases],
        judge: LineJudge,
        names_organisation: Callable[[Mark], bool],
        is_given_name: Callable[[str], bool],
    ) -> None:
        self._cues = cues
        self._judge = judge
        self._names_organisation = names_organisation
        self._is_given_name = is_given_name

    def credits_writer(self, mark: Mark) -> bool:
        """Whether a line is a writer's name, or a name with an office behind it."""
        name, rest = split_credit(mark.line.text)
        if not looks_like_name(name) or not 2 <= name.count(" ") + 1 <= 5:
            return False
        if self._names_organisation(mark) and not rest:
            return False
        return self._is_given_name(name.split()[0]) and (not rest or mark.line.words <= 16) and "(" not in rest

    def is_signature(self, mark: Mark) -> bool:
        """Whether a line below a quoted text signs it: a person with an office, a party or one of its bodies."""
        line = mark.line
        if line.words > _LONGEST_SIGNATURE or (line.final and line.final not in {",", "."}):
            return False
        name, rest = split_credit(line.text.strip('"“”«»'))
        person = looks_like_name(name) and 2 <= name.count(" ") + 1 <= 5
        if person and (rest or self._is_given_name(name.split()[0])) and not self._judge.has_headline_verb(mark):
            return True
        words = mark.words
        while words and words[0] in _BEFORE_SIGNATURE:
            words = words[1:]
        section = self._cues["party_section"].occurs(words[:3])
        party = self._names_organisation(mark) and looks_like_name(_PARTICLE.sub(" ", name))
        return (section or party) and not self._judge.has_headline_verb(mark)

    def signs(self, marks: Sequence[Mark], i: int, kinds: Sequence[str | None]) -> bool:
        """Whether a line below the text signs it: by itself, or as a name above an office or an office below a name."""
        mark = marks[i]
        if self.is_signature(mark):
            return True
        if kinds[i - 1] == "byline" and mark.line.gap == 0 and self._judge.is_office(mark):
            return True
        if not looks_like_name(mark.line.text.strip("()")) or not 2 <= mark.line.words <= 5:
            return False
        if self._cues["salutation"].begins(marks[i - 1].words) and marks[i - 1].line.words <= _LONGEST_GREETING:
            return True
        below = marks[i + 1] if i + 1 < len(marks) else None
        return (
            below is not None
            and below.line.gap == 0
            and below.role is SHORT_LINE
            and (self._judge.is_office(below) or self.is_signature(below))
        )

    def introduces_writer(self, mark: Mark, writers: Sequence[str]) -> bool:
        """Whether a line at the end tells who the writer is."""
        if mark.line.words > _LONGEST_WRITER_NOTE:
            return False
        if self._cues["writer_note"].begins(mark.words):
            return True
        text = mark.line.text
        for writer in writers:
            if text.lower().startswith(writer.lower()):
                behind = text[len(writer) :].split(maxsplit=1)
                return bool(behind) and behind[0].strip(",") in INTRODUCING
        return False
