"""Passages that stand in two documents, found by hashing runs of words, never by comparing all pairs."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from imcwp_data.consolidate.statements import Row
from imcwp_data.model import Reading
from imcwp_data.text.normalise import match_form

_WORD = re.compile(r"[^\W_]+")
_RUN = 4
_FEWEST_WORDS = 8
_FEWEST_SHARED_RUNS = 4
# A run of words that stands in more paragraphs than this is a turn of phrase, not a quotation.
_COMMON = 64
# Paragraphs are compared word by word to at most this length, so that one long line costs no more than others.
_LONGEST = 4000
_KINDS = frozenset({"body", "quote", "list_item", "heading", "title"})


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph as the search for repeated passages sees it: ``order`` sorts the original before its repetition."""

    paragraph_id: str
    document_id: str
    order: tuple[int, str, str, int]
    words: tuple[str, ...]


def passages(reading: Reading) -> Iterable[Passage]:
    """Yield the paragraphs of a document that are long enough to be told as quoted.

    A participant's name counts as one word: two texts that both name the Communist Party of a country, or the Meeting
    in full, repeat nothing.
    """
    document = reading.document
    names: dict[int, list[tuple[int, int]]] = {}
    for mention in reading.mentions:
        names.setdefault(mention.position, []).append((mention.char_start, mention.char_end))
    for paragraph in document.paragraphs:
        if paragraph.kind in _KINDS:
            words = _words(paragraph.text, names.get(paragraph.position, []))
            if len(words) >= _FEWEST_WORDS:
                # A block set as a quotation repeats one that is not, whatever the dates say.
                order = (
                    int(paragraph.kind == "quote"),
                    document.published or "9999",
                    document.document_id,
                    paragraph.position,
                )
                yield Passage(document.paragraph_id(paragraph.position), document.document_id, order, words)


def _words(text: str, names: Sequence[tuple[int, int]]) -> tuple[str, ...]:
    form = match_form(text).casefold()
    if len(form) != len(text):
        form = match_form(text)
    words: list[str] = []
    reached = 0
    for start, end in [*sorted(names), (len(form), len(form))]:
        if start >= reached:
            words.extend(match.group() for match in _WORD.finditer(form, reached, start))
            if end > start:
                words.append(" ".join(_WORD.findall(form[start:end])))
            reached = end
        if len(words) >= _LONGEST:
            break
    return tuple(words[:_LONGEST])


def run_hashes(words: Sequence[str]) -> frozenset[int]:
    """Return a 64-bit hash of each run of four words: the key by which paragraphs meet."""
    runs = {" ".join(words[i : i + _RUN]) for i in range(len(words) - _RUN + 1)}
    return frozenset(int.from_bytes(hashlib.blake2b(run.encode(), digest_size=8).digest(), "big") for run in runs)


def quotation_rows(found: Iterable[Passage]) -> list[Row]:
    """Return the rows of ``quotations``: pairs of paragraphs of different documents that repeat each other.

    ``similarity`` is the share of words that both hold in the same order (twice the matching words over all words).
    ``relation`` is ``verbatim`` where the words are the same, ``variant`` from a similarity of 0.8, else ``partial``.
    """
    by_run: dict[int, list[int]] = {}
    known = sorted(found, key=lambda passage: passage.order)
    for index, passage in enumerate(known):
        for run in run_hashes(passage.words):
            by_run.setdefault(run, []).append(index)
    shared: dict[tuple[int, int], int] = {}
    for indexes in by_run.values():
        if 1 < len(indexes) <= _COMMON:
            for place, earlier in enumerate(indexes):
                for later in indexes[place + 1 :]:
                    if known[earlier].document_id != known[later].document_id:
                        shared[earlier, later] = shared.get((earlier, later), 0) + 1
    rows: list[Row] = []
    for (earlier, later), runs in sorted(shared.items()):
        if runs >= _FEWEST_SHARED_RUNS:
            row = _compare(known[earlier], known[later])
            if row is not None:
                rows.append(row)
    return rows


def _compare(original: Passage, repetition: Passage) -> Row | None:
    matcher = SequenceMatcher(None, original.words, repetition.words, autojunk=False)
    blocks = matcher.get_matching_blocks()
    if max(block.size for block in blocks) < _FEWEST_WORDS and matcher.ratio() < 0.6:
        return None
    similarity = matcher.ratio()
    relation = "verbatim" if original.words == repetition.words else "variant" if similarity >= 0.8 else "partial"
    return {
        "paragraph_id": repetition.paragraph_id,
        "quoted_paragraph_id": original.paragraph_id,
        "similarity": round(similarity, 4),
        "relation": relation,
    }
