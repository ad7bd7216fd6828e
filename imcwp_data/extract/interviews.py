"""Who answers in an interview: the person and the party that its first lines name."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from imcwp_data.model import Document

# Fewer questions than these are those of any text.
_FEWEST = 3
_LONGEST_QUESTION = 30
_ANSWERING = frozenset({"body", "quote"})
_ASKING = _ANSWERING | {"heading"}
_MARKED = re.compile(r"(?:Q|P|F|Question|Pregunta)\s?\d{0,2}[.:]\s")
_MARK_BEGINS = frozenset("QPF")

# The names in a paragraph, from the left: (kind, participant).
Named = Callable[[int], Sequence[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class Interview:
    """Whom "I" and "we" mean in the answers of an interview, and where the first question stands."""

    person: tuple[str, ...]
    party: tuple[str, ...]
    first_question: int


def interview_of(document: Document, named: Named) -> Interview | None:
    """Return who answers in a document of questions and answers, None where it is none."""
    paragraphs = document.paragraphs
    questions = [
        p.position
        for p, answer in pairwise(paragraphs)
        if answer.kind in _ANSWERING and p.kind in _ASKING and _asks(p.text)
    ]
    if len(questions) < _FEWEST:
        return None
    person: tuple[str, ...] = ()
    party: tuple[str, ...] = ()
    for paragraph in paragraphs:
        if paragraph.position >= questions[0]:
            break
        if paragraph.kind in {"byline", "boilerplate", "tags", "caption", "date"}:
            continue
        for kind, participant in named(paragraph.position):
            if kind == "person" and not person:
                person = (participant,)
            elif kind == "party" and not party:
                party = (participant,)
    return Interview(person, party, questions[0]) if person or party else None


def _asks(text: str) -> bool:
    if "?" not in text and text[:1] not in _MARK_BEGINS:
        return False
    return text.count(" ") < _LONGEST_QUESTION and (
        text.rstrip("\"'”’»").endswith("?") or _MARKED.match(text) is not None
    )
