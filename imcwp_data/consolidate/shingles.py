"""The keys by which passages meet: hashes of runs and stretches of their words, and of all of them (shingling).

A run of four words finds a passage that was changed here and there, but the more texts there are, the more of its runs
stand in many others by chance. So a passage has longer keys too, which stay rare: stretches of sixteen, thirty-two and
sixty-four words, and the whole. Of the stretches those are kept whose smallest run stands first or last in them
("closed syncmers": R. Edgar, PeerJ 2021): what is kept depends on the words of a stretch alone, and of all stretches of
a length that begin one after the other, one in every dozen (for sixteen words) is kept for certain. Passages that have
27 words in a row in common therefore meet, however often the runs stand elsewhere.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

_RUN = 4
# A run of words that stands in more passages than this is a turn of phrase, not a quotation.
_COMMON = 32
# So many words in a row are a passage, however many texts repeat it.
_PASSAGE = 16
_STRETCHES = (_PASSAGE, 2 * _PASSAGE, 4 * _PASSAGE)
# More than all other keys that two passages can have in common: the same words go before similar ones.
_SAME = 1 << 24
# An odd factor with well mixed bits, by which the hashes of a run's words are joined (Knuth, multiplicative hashing).
_FACTOR = 0x9E3779B97F4A7C15
# The lowest bits of a hash tell what it is a hash of: its place in `_KINDS`.
_KIND_BITS = 0b111


class _Kind(NamedTuple):
    """How many runs a key counts for, and in how many passages it may stand; None for any number."""

    weight: int
    most: int | None


# A stretch counts for about as many runs as begin between it and the next one that is kept.
_KINDS = (
    _Kind(1, _COMMON),
    *(_Kind(length // _RUN, None) for length in _STRETCHES),
    _Kind(_SAME, _COMMON),
    _Kind(_SAME, None),
)
_SHORT_PASSAGE, _LONG_PASSAGE = len(_KINDS) - 2, len(_KINDS) - 1


def run_hashes(words: pa.ListArray) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Return the keys of passages as 64-bit hashes, each once a passage, and the row of its passage.

    ``words`` holds the words of a batch's passages as `quotations.word_hash` tells them, a list a row. Sorted by hash
    and row.
    """
    import numpy as np

    hashes = words.flatten().to_numpy()
    offsets = words.offsets.to_numpy().astype(np.int64) - words.offsets[0].as_py()
    sizes = np.diff(offsets)
    rows = np.repeat(np.arange(len(words)), sizes)
    wholes = _whole_hashes(hashes, offsets)
    found = [
        (_as_kind(wholes[kept], kind), np.flatnonzero(kept))
        for kind, kept in ((_SHORT_PASSAGE, (sizes > 0) & (sizes < _PASSAGE)), (_LONG_PASSAGE, sizes >= _PASSAGE))
    ]
    runs = spans = _spans(hashes, 1, _RUN)
    inside = _inside(rows, _RUN)
    found.append((_as_kind(runs[inside], 0), rows[: len(runs)][inside]))
    length = _RUN
    for kind, longer in enumerate(_STRETCHES, 1):
        spans = _spans(spans, length, longer // length)
        length = longer
        smallest = _smallest(runs, length - _RUN + 1)
        last = runs[length - _RUN :]
        kept = _inside(rows, length) & ((runs[: len(spans)] == smallest) | (last == smallest))
        found.append((_as_kind(spans[kept], kind), rows[: len(spans)][kept]))
    return _each_once(np.concatenate([keys for keys, _ in found]), np.concatenate([where for _, where in found]))


def shared_stretches(words: pa.ListArray, length: int) -> list[frozenset[int]]:
    """Return for each row the hashes of its stretches of so many words that stand in several places of all rows.

    ``length`` is a multiple of the words of a run.
    """
    import numpy as np

    sizes = words.value_lengths().to_numpy()
    rows = np.repeat(np.arange(len(words)), sizes)
    spans = _spans(_spans(words.flatten().to_numpy(), 1, _RUN), _RUN, length // _RUN)
    inside = _inside(rows, length)
    spans, rows = spans[inside], rows[: len(spans)][inside]
    order = np.argsort(spans)
    ordered = spans[order]
    again = ordered[1:] == ordered[:-1]
    # Most stand in one place only: they are held by no set, which would take several times their room.
    several = np.sort(order[(np.r_[again, False] | np.r_[False, again])[: len(order)]])
    found: list[frozenset[int]] = [frozenset()] * len(words)
    listed, bounds = spans[several].tolist(), np.searchsorted(rows[several], np.arange(len(words) + 1)).tolist()
    for row, (start, end) in enumerate(pairwise(bounds)):
        if start < end:
            found[row] = frozenset(listed[start:end])
    return found


def whole_hashes(words: pa.ListArray) -> np.ndarray[Any, Any]:
    """Return a 64-bit hash of all words of each passage; ``words`` as for `run_hashes`."""
    import numpy as np

    offsets = words.offsets.to_numpy().astype(np.int64)
    return _whole_hashes(words.values.to_numpy()[offsets[0] : offsets[-1]], offsets - offsets[0])


def weights(hashes: np.ndarray[Any, Any], passages: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Return for how many runs each key counts: nothing where it stands in so many ``passages`` that it tells nothing.

    ``hashes`` are different keys, ``passages`` the number of passages that have each.
    """
    import numpy as np

    kinds = (hashes & np.uint64(_KIND_BITS)).astype(np.int64)
    most = np.array([np.iinfo(np.int64).max if kind.most is None else kind.most for kind in _KINDS])
    return np.where(passages <= most[kinds], np.array([kind.weight for kind in _KINDS])[kinds], 0)


def _spans(spans: np.ndarray[Any, Any], length: int, times: int) -> np.ndarray[Any, Any]:
    """Return the hash of each stretch that is so many times as long; ``spans`` are those of ``length`` words."""
    last = max(0, len(spans) - (times - 1) * length)
    longer = spans[:last]
    for number in range(1, times):
        longer = _mixed(longer) + spans[number * length : number * length + last]
    return longer


def _mixed(hashes: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    import numpy as np

    mixed: np.ndarray[Any, Any] = (hashes ^ (hashes >> np.uint64(29))) * np.uint64(_FACTOR)
    return mixed


def _whole_hashes(hashes: np.ndarray[Any, Any], offsets: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Return a hash of all words of each row: a sum, which can be told for all rows at once, of words and places."""
    import numpy as np

    places = np.arange(len(hashes)) - np.repeat(offsets[:-1], np.diff(offsets))
    placed = _mixed(_mixed(hashes ^ (places.astype(np.uint64) * np.uint64(_FACTOR))))
    sums = np.r_[np.zeros(1, dtype=np.uint64), np.cumsum(placed, dtype=np.uint64)]
    whole: np.ndarray[Any, Any] = _mixed(sums[offsets[1:]] - sums[offsets[:-1]])
    return whole


def _smallest(runs: np.ndarray[Any, Any], width: int) -> np.ndarray[Any, Any]:
    """Return the smallest of every ``width`` runs that stand one after the other."""
    import numpy as np

    smallest, reached = runs, 1
    while reached < width:
        step = min(reached, width - reached)
        smallest = np.minimum(smallest[: max(0, len(smallest) - step)], smallest[step:])
        reached += step
    return smallest


def _inside(rows: np.ndarray[Any, Any], length: int) -> np.ndarray[Any, Any]:
    """Tell which stretches of that many words stand in one passage."""
    inside: np.ndarray[Any, Any] = rows[: max(0, len(rows) - length + 1)] == rows[length - 1 :]
    return inside


def _as_kind(hashes: np.ndarray[Any, Any], kind: int) -> np.ndarray[Any, Any]:
    import numpy as np

    marked: np.ndarray[Any, Any] = (hashes & ~np.uint64(_KIND_BITS)) | np.uint64(kind)
    return marked


def by_hash(hashes: np.ndarray[Any, Any], rows: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Return the order of keys by hash, and of equal hashes by row, a number of 32 bits."""
    import numpy as np

    # Numbers of 64 bits are sorted many times as fast as two columns at once, and most hashes stand in one row only.
    order: np.ndarray[Any, Any] = np.argsort(hashes)
    ordered = hashes[order]
    again = ordered[1:] == ordered[:-1]
    group = np.cumsum(np.r_[np.zeros(1, bool), ~again])[: len(order)]
    several = np.flatnonzero(np.r_[again, False] | np.r_[False, again])[: len(order)]
    some = order[several]
    order[several] = some[np.argsort(group[several] << 32 | rows[some].astype(np.int64))]
    return order


def _each_once(
    hashes: np.ndarray[Any, Any], rows: np.ndarray[Any, Any]
) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    import numpy as np

    order = by_hash(hashes, rows)
    hashes, rows = hashes[order], rows[order]
    first = np.ones(len(hashes), dtype=bool)
    first[1:] = (hashes[1:] != hashes[:-1]) | (rows[1:] != rows[:-1])
    return hashes[first], rows[first]
