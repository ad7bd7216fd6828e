"""Passages that stand in two documents, found by hashing runs of words, never by comparing all pairs.

In three steps, each on parts of the corpus: `shingles.run_hashes` gives each passage the keys by which passages meet;
`shared_runs` counts, within a range of hashes, the runs that two passages share; `candidates` adds the counts of all
ranges up, and `repeated` compares the words of those passages that share enough. A passage is known by its rank: its
place among all passages when the original stands before its repetition.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from imcwp_data.consolidate.passages import FEWEST_WORDS
from imcwp_data.consolidate.shingles import by_hash, shared_stretches, weights

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

_FEWEST_SHARED_RUNS = 4
_LEAST_SIMILARITY, _VARIANT = 0.6, 0.8
# A passage is told as a repetition of the first ones that hold it, so that the pairs grow with the passages only.
ORIGINALS = 8
_SURROGATES = range(0xD800, 0xE000)
_MOST_CHARACTERS = sys.maxunicode - len(_SURROGATES)
# What decides which of two passages is the original: the first in this order.
PLACE_COLUMNS = ("quoted", "published", "document_id", "position")


@dataclass(frozen=True, slots=True, eq=False)
class Passage:
    """The words of one paragraph, and the number of its batch.

    Of passages that are compared, the same word is the same item of ``words``: a character, which takes the least room
    and time. ``stretches`` are the hashes of those runs of as many words as make a repetition by themselves that others
    may have too.
    """

    paragraph_id: str
    batch: int
    words: str | tuple[int, ...]
    stretches: frozenset[int]


def made_passages(paragraph_ids: Sequence[str], batches: Sequence[int], words: pa.ListArray) -> list[Passage]:
    """Return passages of these paragraphs, batches and words (`word_hash`), all in the same order, to be compared."""
    return list(map(Passage, paragraph_ids, batches, _items(words), shared_stretches(words, FEWEST_WORDS)))


def _items(words: pa.ListArray) -> Iterator[str | tuple[int, ...]]:
    import numpy as np

    encoded = words.flatten().dictionary_encode()
    codes = encoded.indices.to_numpy().astype(np.uint32)
    # No text holds what UTF-16 writes characters with.
    codes[codes >= _SURROGATES.start] += len(_SURROGATES)
    as_text = len(encoded.dictionary) <= _MOST_CHARACTERS
    items = codes.astype("<u4").tobytes().decode("utf-32-le") if as_text else tuple(codes.tolist())
    offsets = words.offsets.to_numpy()
    return (items[start:end] for start, end in pairwise((offsets - offsets[0]).tolist()))


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

    ``hashes`` are the keys of all batches within one range of hashes, ``passage`` the rank of the passage of each, and
    ``document`` a number of its document. Returns pairs (the later passage in the upper 32 bits, the earlier in the
    lower) and how many runs they share, sorted by pair; a longer key counts for several runs.
    """
    import numpy as np

    # Those of each batch are sorted by hash; most hashes stand in one passage only.
    order = np.argsort(hashes, kind="stable")
    ordered = hashes[order]
    again = ordered[1:] == ordered[:-1]
    order = order[(np.r_[again, False] | np.r_[False, again])[: len(order)]]
    order = order[by_hash(hashes[order], passage[order])]
    hashes, passage, document = hashes[order], passage[order].astype(np.uint64), document[order]
    starts = np.flatnonzero(np.r_[True, hashes[1:] != hashes[:-1]]) if len(hashes) else np.zeros(0, dtype=np.int64)
    sizes = np.diff(np.r_[starts, len(hashes)])
    weight = weights(hashes[starts], sizes)
    met = (sizes > 1) & (weight > 0)
    starts, sizes, weight = starts[met], sizes[met], weight[met]
    found, counted = [np.zeros(0, dtype=np.uint64)], [np.zeros(0, dtype=np.uint32)]
    for original in range(min(ORIGINALS, int(sizes.max(initial=1)) - 1)):
        # One pass pairs the n-th of every group with all that stand behind it.
        several = sizes > original + 1
        starts, sizes, weight = starts[several], sizes[several], weight[several]
        behind = sizes - original - 1
        earlier = np.repeat(starts + original, behind)
        step = np.arange(len(earlier)) - np.repeat(np.cumsum(behind) - behind, behind)
        later = earlier + 1 + step
        other = document[earlier] != document[later]
        found.append(passage[later[other]] << np.uint64(32) | passage[earlier[other]])
        counted.append(np.repeat(weight.astype(np.uint32), behind)[other])
    return _added(np.concatenate(found), np.concatenate(counted))


def _added(
    pairs: np.ndarray[Any, Any], counts: np.ndarray[Any, Any]
) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Return each pair once, sorted, with the sum of its counts."""
    import numpy as np

    if not len(pairs):
        return pairs, counts
    order = np.argsort(pairs)
    pairs = pairs[order]
    starts = np.flatnonzero(np.r_[True, pairs[1:] != pairs[:-1]])
    return pairs[starts], np.add.reduceat(counts[order], starts)


def repeated(pairs: Sequence[tuple[int, int]], passages: Mapping[int, Passage]) -> pa.Table:
    """Return the rows of ``quotations``: pairs of paragraphs of different documents that repeat each other.

    ``pairs`` are ranks of the later and the earlier passage, as `candidates` gives them; ``passages`` holds them by
    rank. Beside the columns of the table there are the batches of both, ``batch`` and ``original_batch``.

    ``similarity`` is the share of words that both hold in the same order: twice the length of the longest common
    subsequence over the number of words of both. Passages of less than 0.6 are told only where they have eight words
    in a row in common. ``relation`` is ``verbatim`` where the words are the same, ``variant`` from a similarity of 0.8,
    else ``partial``.
    """
    import numpy as np
    import pyarrow as pa
    from rapidfuzz.distance.Indel import normalized_similarity
    from rapidfuzz.process import cpdist

    repetitions, originals = [passages[later] for later, _ in pairs], [passages[earlier] for _, earlier in pairs]
    words = ([passage.words for passage in originals], [passage.words for passage in repetitions])
    similarity = cpdist(*words, scorer=normalized_similarity, dtype=np.float64)
    told = similarity >= _LEAST_SIMILARITY
    for number in np.flatnonzero(~told).tolist():
        told[number] = not originals[number].stretches.isdisjoint(repetitions[number].stretches)
    rows = np.flatnonzero(told)
    repetitions, originals = ([found[row] for row in rows.tolist()] for found in (repetitions, originals))
    # Only of the same words all are in the same order.
    relation = (similarity[rows] < 1.0).astype(np.int64) + (similarity[rows] < _VARIANT)
    return pa.table(
        {
            "paragraph_id": pa.array([passage.paragraph_id for passage in repetitions], pa.string()),
            "quoted_paragraph_id": pa.array([passage.paragraph_id for passage in originals], pa.string()),
            "similarity": pa.array([round(share, 4) for share in similarity[rows].tolist()], pa.float64()),
            "relation": pa.array(["verbatim", "variant", "partial"]).take(pa.array(relation)),
            "batch": pa.array([passage.batch for passage in repetitions], pa.int64()),
            "original_batch": pa.array([passage.batch for passage in originals], pa.int64()),
        }
    )


def candidates(shared: Sequence[tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]]) -> list[tuple[int, int]]:
    """Return the ranks of the later and the earlier of two passages that share enough runs, sorted by the later.

    ``shared`` holds what `shared_runs` gives for every range of hashes. Each passage is compared with at most eight
    others: those with which it shares most runs, of equals the earliest.
    """
    import numpy as np

    if not shared:
        return []
    pairs, counts = _added(*(np.concatenate(part) for part in zip(*shared, strict=True)))
    counts = counts.astype(np.int64)
    enough = counts >= _FEWEST_SHARED_RUNS
    pairs, counts = pairs[enough], counts[enough]
    later, earlier = pairs >> np.uint64(32), pairs & np.uint64(0xFFFFFFFF)
    order = np.lexsort((earlier, -counts, later))
    later, earlier = later[order], earlier[order]
    begins = np.flatnonzero(np.r_[True, later[1:] != later[:-1]]) if len(later) else np.zeros(0, dtype=np.int64)
    place = np.arange(len(later)) - np.repeat(begins, np.diff(np.r_[begins, len(later)]))
    kept = place < ORIGINALS
    return list(zip(later[kept].tolist(), earlier[kept].tolist(), strict=True))
