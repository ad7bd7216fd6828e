"""Passages that stand in two documents, found by hashing runs of words, never by comparing all pairs.

In three steps, each on parts of the corpus: `run_hashes` gives each run of four words of a passage a hash, by which
passages meet; `shared_runs` counts, within a range of hashes, the runs that two passages share; `candidates` adds the
counts of all ranges up, and `repeated` compares the words of those passages that share enough. A passage is known by
its rank: its place among all passages when the original stands before its repetition.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from imcwp_data.consolidate.statements import Row
from imcwp_data.model import Reading
from imcwp_data.text.normalise import match_form

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

_WORD = re.compile(r"[^\W_]+")
_RUN = 4
_FEWEST_WORDS = 8
_FEWEST_SHARED_RUNS = 4
_LEAST_SIMILARITY, _VARIANT = 0.6, 0.8
# A run of words that stands in more paragraphs than this is a turn of phrase, not a quotation.
_COMMON = 64
# A passage is told as a repetition of the first ones that hold it, so that the pairs grow with the passages only.
_ORIGINALS = 8
# Paragraphs are compared word by word to at most this length, so that one long line costs no more than others.
_LONGEST = 4000
# What decides which of two passages is the original: the first in this order.
PLACE_COLUMNS = ("quoted", "published", "document_id", "position")
_KINDS = frozenset({"body", "quote", "list_item", "heading", "title"})
# An odd factor with well mixed bits, by which the hashes of a run's words are joined (Knuth, multiplicative hashing).
_FACTOR = 0x9E3779B97F4A7C15


@dataclass(frozen=True)
class Passage:
    """The words of one paragraph as numbers (`word_hash`), and the number of its batch."""

    paragraph_id: str
    batch: int
    words: tuple[int, ...]

    @cached_property
    def stretches(self) -> frozenset[tuple[int, ...]]:
        """All runs of as many words as make a repetition by themselves."""
        words = self.words
        return frozenset(words[start : start + _FEWEST_WORDS] for start in range(len(words) - _FEWEST_WORDS + 1))


def passages(reading: Reading) -> Iterable[Row]:
    """Yield the paragraphs of a document that are long enough to be told as quoted, with their words.

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
                yield {
                    "document_id": document.document_id,
                    "paragraph_id": document.paragraph_id(paragraph.position),
                    "published": document.published,
                    # A block set as a quotation repeats one that is not, whatever the dates say.
                    "quoted": paragraph.kind == "quote",
                    "position": paragraph.position,
                    "words": words,
                }


def _words(text: str, names: Sequence[tuple[int, int]]) -> list[int]:
    form = match_form(text).casefold()
    if len(form) != len(text):
        form = match_form(text)
    words: list[int] = []
    reached = 0
    for start, end in [*sorted(names), (len(form), len(form))]:
        if start >= reached:
            words.extend(map(word_hash, _WORD.findall(form, reached, start)))
            if end > start:
                words.append(word_hash(" ".join(_WORD.findall(form, start, end))))
            reached = end
        if len(words) >= _LONGEST:
            break
    return words[:_LONGEST]


@lru_cache(maxsize=50_000)
def word_hash(word: str) -> int:
    """Return the 64-bit number that stands for a word: the same in every process, and for no two words in practice."""
    data = word.encode()
    return zlib.crc32(data) << 32 | zlib.crc32(data, 0x5BD1E995)


def run_hashes(words: pa.ListArray) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Return a 64-bit hash of each run of four words, each once a passage, and the row of its passage.

    ``words`` holds the words of a batch's passages as `word_hash` tells them, a list a row. Sorted by hash and row.
    """
    import numpy as np

    hashes = words.flatten().to_numpy()
    offsets = words.offsets.to_numpy().astype(np.int64) - words.offsets[0].as_py()
    rows = np.repeat(np.arange(len(words)), np.diff(offsets))
    if len(hashes) < _RUN:
        return hashes[:0], rows[:0]
    last = len(hashes) - _RUN + 1
    runs = hashes[:last].copy()
    for number in range(1, _RUN):
        runs = (runs ^ (runs >> np.uint64(29))) * np.uint64(_FACTOR) + hashes[number : last + number]
    whole = rows[:last] == rows[_RUN - 1 :]
    runs, rows = runs[whole], rows[:last][whole]
    order = np.lexsort((rows, runs))
    runs, rows = runs[order], rows[order]
    first = np.ones(len(runs), dtype=bool)
    first[1:] = (runs[1:] != runs[:-1]) | (rows[1:] != rows[:-1])
    return runs[first], rows[first]


def ranks(batches: Sequence[pa.Table]) -> list[np.ndarray[Any, Any]]:
    """Return the rank of each passage among all, for each batch's ``passages`` in their order."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    names = list(PLACE_COLUMNS)
    table = pa.concat_tables([batch.select(names) for batch in batches])
    table = table.set_column(1, "published", pc.fill_null(table.column("published"), "9999"))
    order = pc.sort_indices(table, sort_keys=[(name, "ascending") for name in names]).to_numpy()
    rank = np.empty(len(order), dtype=np.uint32)
    rank[order] = np.arange(len(order), dtype=np.uint32)
    return np.split(rank, np.cumsum([batch.num_rows for batch in batches])[:-1])


def shared_runs(
    hashes: np.ndarray[Any, Any], passage: np.ndarray[Any, Any], document: np.ndarray[Any, Any]
) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Count the runs that two passages of different documents share.

    ``hashes`` are runs of all batches within one range of hashes, ``passage`` the rank of the passage of each, and
    ``document`` a number of its document. Returns pairs (the later passage in the upper 32 bits, the earlier in the
    lower) and how many runs they share, sorted by pair.
    """
    import numpy as np

    order = np.lexsort((passage, hashes))
    hashes, passage, document = hashes[order], passage[order].astype(np.uint64), document[order]
    starts = np.flatnonzero(np.r_[True, hashes[1:] != hashes[:-1]]) if len(hashes) else np.zeros(0, dtype=np.int64)
    sizes = np.diff(np.r_[starts, len(hashes)])
    met = (sizes > 1) & (sizes <= _COMMON)
    starts, sizes = starts[met], sizes[met]
    found = []
    for original in range(min(_ORIGINALS, int(sizes.max(initial=1)) - 1)):
        # One pass pairs the n-th of every group with all that stand behind it.
        several = sizes > original + 1
        starts, sizes = starts[several], sizes[several]
        behind = sizes - original - 1
        earlier = np.repeat(starts + original, behind)
        step = np.arange(len(earlier)) - np.repeat(np.cumsum(behind) - behind, behind)
        later = earlier + 1 + step
        other = document[earlier] != document[later]
        found.append(passage[later[other]] << np.uint64(32) | passage[earlier[other]])
    pairs = np.concatenate(found) if found else np.zeros(0, dtype=np.uint64)
    pairs, counts = np.unique(pairs, return_counts=True)
    return pairs, counts.astype(np.uint32)


def repeated(pairs: Iterable[tuple[int, int]], passages: Mapping[int, Passage]) -> list[Row]:
    """Return the rows of ``quotations``: pairs of paragraphs of different documents that repeat each other.

    ``pairs`` are ranks of the later and the earlier passage, as `candidates` gives them; ``passages`` holds them by
    rank. Beside the columns of the table a row has the batches of both, ``batch`` and ``original_batch``.

    ``similarity`` is the share of words that both hold in the same order: twice the length of the longest common
    subsequence over the number of words of both. Passages of less than 0.6 are told only where they have eight words
    in a row in common. ``relation`` is ``verbatim`` where the words are the same, ``variant`` from a similarity of 0.8,
    else ``partial``.
    """
    rows = []
    for later, earlier in pairs:
        row = _compare(passages[earlier], passages[later])
        if row is not None:
            rows.append(row)
    return rows


def candidates(shared: Sequence[tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]]) -> list[tuple[int, int]]:
    """Return the ranks of the later and the earlier of two passages that share enough runs, sorted by the later.

    ``shared`` holds what `shared_runs` gives for every range of hashes. Each passage is compared with at most eight
    others: those with which it shares most runs, of equals the earliest.
    """
    import numpy as np

    if not shared:
        return []
    pairs, where = np.unique(np.concatenate([pairs for pairs, _ in shared]), return_inverse=True)
    counts = np.zeros(len(pairs), dtype=np.int64)
    np.add.at(counts, where, np.concatenate([counts for _, counts in shared]))
    enough = counts >= _FEWEST_SHARED_RUNS
    pairs, counts = pairs[enough], counts[enough]
    later, earlier = pairs >> np.uint64(32), pairs & np.uint64(0xFFFFFFFF)
    order = np.lexsort((earlier, -counts, later))
    later, earlier = later[order], earlier[order]
    begins = np.flatnonzero(np.r_[True, later[1:] != later[:-1]]) if len(later) else np.zeros(0, dtype=np.int64)
    place = np.arange(len(later)) - np.repeat(begins, np.diff(np.r_[begins, len(later)]))
    kept = place < _ORIGINALS
    return list(zip(later[kept].tolist(), earlier[kept].tolist(), strict=True))


def _compare(original: Passage, repetition: Passage) -> Row | None:
    from rapidfuzz.distance import Indel

    if original.words == repetition.words:
        similarity, relation = 1.0, "verbatim"
    else:
        similarity = Indel.normalized_similarity(original.words, repetition.words)
        if similarity < _LEAST_SIMILARITY and original.stretches.isdisjoint(repetition.stretches):
            return None
        relation = "variant" if similarity >= _VARIANT else "partial"
    return {
        "paragraph_id": repetition.paragraph_id,
        "quoted_paragraph_id": original.paragraph_id,
        "similarity": round(similarity, 4),
        "relation": relation,
        "batch": repetition.batch,
        "original_batch": original.batch,
    }
