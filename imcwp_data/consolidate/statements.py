"""Statements: who says what of which value, and the rule by which one of rival statements is accepted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from json.encoder import encode_basestring

Row = dict[str, object]
# The rule of evidence that a curator gave; a correction is put in after all statements were weighed.
CORRECTION_RULE = "correction"
# What `preference` compares, in this order.
PREFERENCES = ("certainty", "documents", "published", "length", "alphabet")
Preference = tuple[float, int, tuple[int, ...], int, str]


@dataclass(frozen=True, slots=True)
class Statement:
    """One passage's value for one column of one row."""

    table_name: str
    row_id: str
    column_name: str
    value: str
    document_id: str
    published: str
    position: int
    char_start: int
    char_end: int
    quote: str
    rule: str
    certainty: float

    @property
    def paragraph_id(self) -> str:
        """The paragraph that says it."""
        return f"{self.document_id}.{self.position}"


def accepted_value(statements: Sequence[Statement]) -> str | None:
    """Return the value that wins among rival statements on one column.

    Each document has one voice: its most certain statement, the first of equals. Among the documents the most certain
    statement wins; among equally certain ones the value that more documents tell, then the one told by the document
    published last, then the longer one, then the first in the alphabet. None where nothing is told.
    """
    voices = document_voices(statements)
    if not voices:
        return None
    support = documents_telling(voices)
    return min(voices, key=lambda voice: preference(voice, support)).value


def document_voices(statements: Iterable[Statement]) -> list[Statement]:
    """Return each document's voice: its most certain statement, the first in the text of equally certain ones."""
    voices: dict[str, Statement] = {}
    for told in sorted(statements, key=lambda s: (-s.certainty, s.position, s.char_start, s.value)):
        voices.setdefault(told.document_id, told)
    return list(voices.values())


def documents_telling(voices: Iterable[Statement]) -> Mapping[str, int]:
    """Return for each value how many documents tell it."""
    return Counter(voice.value for voice in voices)


def preference(voice: Statement, support: Mapping[str, int]) -> Preference:
    """Return the sort key of a document's voice among rivals: the least wins. Its parts are those of `PREFERENCES`."""
    return -voice.certainty, -support[voice.value], _newest_first(voice.published), -len(voice.value), voice.value


def _newest_first(published: str) -> tuple[int, ...]:
    return tuple(-ord(char) for char in published) if published else (0,)


def as_json(values: Iterable[str]) -> str:
    """Return a list of strings as the JSON that CSV and evidence show."""
    # What json.dumps gives with ensure_ascii=False; dumps makes an encoder each time, which takes far longer than this.
    return f"[{', '.join(map(encode_basestring, values))}]"
