"""What a line without a final stop is in the midst of an article: a heading, a caption, a link to another page.

Each clue adds to or takes from a score. A caption names what a picture shows and where: people or things in sight,
somebody's place in the picture, a place or day at the end. A heading claims, asks or names a subject. A link is another
article's headline: in headline capitals, with a verb in the present tense.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from imcwp_data.corpus.function_words import AUXILIARIES, CLAIMING, MINOR, PLACINGS, RELATIVES
from imcwp_data.corpus.marks import Mark
from imcwp_data.corpus.names import looks_like_name
from imcwp_data.corpus.phrases import Phrases, tokens

# From this score on a line is a caption, and from the lower one where it can be nothing else.
CAPTION = 2.0
POSSIBLE_CAPTION = 1.0
_LOCATION = re.compile(
    r"\b(?:at|in|outside|near|before|inside|through|around|across|en|em|à|in der|frente a|ante|junto a)\s"
    r"(?:the\s|la\s|el\s|los\s|las\s)?(?=[^\W\d_a-z])"
)
_RELATIVE = re.compile(r",\s(?:where|who|which|whose|while|as|with|during|donde|que|quien|cuyo|durante|a|con)\s")
_YEAR_AT_END = re.compile(r"\b(?:1[89]|20)\d\d\)?$")
_DAY_AT_END = re.compile(
    r",\s(?:[^\W\d_]{3,12}\s)?(?:\d{1,2}(?:st|nd|rd|th)?(?:\sde)?\s[^\W\d_]{3,12}|[^\W\d_]{3,12}\s\d{1,2})$"
)
_PART_END = re.compile(r",\s|\s(?:in|at|of|en|de)\s")
_AT_WORK = re.compile(
    r"((?:[^\W\d_a-z][\w’'.-]+\s){2,3})(?:with|at|during|speaks|speaking|addresses|addressing|greets|con|durante|en)\s"
)
_LONGEST_DAY = 60
_MAIN_CLAUSE = 10
_OPENING = 5
_LONGEST_OFFICE = 14
_LAST_VERB = 8


class LineJudge:
    """Judges lines without a final stop."""

    def __init__(self, cues: dict[str, Phrases], roles_of_persons: Phrases, is_place: Callable[[str], bool]) -> None:
        self._scene = cues["scene"]
        self._position = cues["position"]
        self._headline_verb = cues["headline_verb"]
        self._roles = roles_of_persons
        self._is_place = is_place

    def caption_score(self, mark: Mark) -> float:
        """Return how much speaks for a caption; see ``CAPTION`` and ``POSSIBLE_CAPTION``."""
        line, words = mark.line, mark.words
        score = 0.0
        if self._position.occurs(words):
            score += 3
        scenes = self._scene.positions(words)
        if any(position < _OPENING for position in scenes):
            score += 1
        if len(scenes) > 1:
            score += 0.5
        if line.final == ",":
            score += 1.5
        elif "," in line.text:
            score += 0.5
        if "," in line.text and _RELATIVE.search(line.text):
            score += 1
        if _LOCATION.search(line.text):
            score += 0.5
        if any(word in PLACINGS for word in words[1:]):
            score += 0.5
        last_part = _PART_END.split(line.text.rstrip(" ,."))[-1]
        if self._is_place(last_part):
            score += 0.5
        end = line.text[-_LONGEST_DAY:]
        if _YEAR_AT_END.search(end) or ("," in end and _DAY_AT_END.search(end)):
            score += 1
        if self.is_office_and_name(mark) or self._person_at_work(mark):
            score += 2
        if _asserts(words):
            score -= 1.5
        if words and (words[0] in CLAIMING or line.text[0] in '“"«‘¿'):
            score -= 2
        return score

    def is_office_and_name(self, mark: Mark) -> bool:
        """Whether a line is a person with an office before the name, and nothing more ("President Ana Ruiz")."""
        return 3 <= mark.line.words <= 10 and self._roles.begins(mark.words) and looks_like_name(mark.line.text)

    def is_office(self, mark: Mark) -> bool:
        """Whether a line is an office, perhaps with the body that has it ("International Secretary of the ...")."""
        return (
            mark.line.words <= _LONGEST_OFFICE and mark.line.final in {"", "."} and self._roles.occurs(mark.words[:4])
        )

    def _person_at_work(self, mark: Mark) -> bool:
        """Whether a line begins with a name in two or three capitals and says what the person does in the picture."""
        match = _AT_WORK.match(mark.line.text)
        return match is not None and tokens(match.group(1).lower())[0] not in MINOR

    def is_link(self, mark: Mark, title: str | None) -> bool:
        """Whether a line is another article's headline: in headline capitals, unlike the page's own, with its verb."""
        if mark.line.words < 5 or not in_headline_capitals(mark.line.text):
            return False
        return self.has_headline_verb(mark) and (title is None or not in_headline_capitals(title))

    def has_headline_verb(self, mark: Mark) -> bool:
        """Whether a line says what somebody does, in the present tense of headlines."""
        return any(0 < position <= _LAST_VERB for position in self._headline_verb.positions(mark.words))


def _asserts(words: Sequence[str]) -> bool:
    """Whether a line has a finite verb in its main clause, as a caption seldom has."""
    for word in words[:_MAIN_CLAUSE]:
        if word in RELATIVES:
            return False
        if word in AUXILIARIES:
            return True
    return False


def in_headline_capitals(text: str) -> bool:
    """Whether every word of a line but the minor ones has a capital, and not all its letters are capitals."""
    words = [word for word in re.findall(r"[^\W\d_][\w’'-]*", text) if word.lower() not in MINOR]
    return len(words) >= 3 and not text.isupper() and all(word[0].isupper() for word in words)


def repeats(words: Sequence[str], title: Sequence[str]) -> bool:
    """Whether the words of a line repeat those of the title or a good part of them."""
    if not title or not words or words[0] not in title:
        return False
    a, b = " ".join(words), " ".join(title)
    return a == b or (len(a) >= 12 and a in b)
