"""Sources put together to batches: the units that are read, kept and finished.

Where a batch ends is decided by the ids of its own sources, not by counting from the first, so that a source more or
less changes the batch it falls into and not all that follow (content-defined chunking).
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence

from imcwp_data.corpus.listing import Listed

# About seventy texts: read in a fraction of a second up to a few, so that workers end at about the same time.
_FEWEST, _MOST = 32, 128
_ONE_IN = 48
# Long texts make a batch earlier, which bounds what a worker holds.
_MOST_BYTES = 4_000_000


def batches_of(sources: Sequence[Listed]) -> list[tuple[Listed, ...]]:
    """Return sources, which stand in `source_order`, in batches of that order.

    A source whose id goes on that of another with a dot stays in the other's batch: ids of its documents may stand
    between those of the other's.
    """
    batches: list[tuple[Listed, ...]] = []
    batch: list[Listed] = []
    size, root = 0, ""
    for source in sources:
        if batch and not (root and source.source_id.startswith(f"{root}.")):
            root = source.source_id
            ends = len(batch) >= _FEWEST and zlib.crc32(batch[-1].source_id.encode()) % _ONE_IN == 0
            if ends or len(batch) >= _MOST or size + source.size > _MOST_BYTES:
                batches.append(tuple(batch))
                batch, size = [], 0
        elif not batch:
            root = source.source_id
        batch.append(source)
        size += source.size
    return [*batches, *([tuple(batch)] if batch else [])]


# Some 800 texts a part: few enough files, little to write anew, and rows that fit into a worker's memory many times.
# The largest part is what a worker holds, so none is much larger than the others, however many there are.
_FEWEST_BATCHES, _MOST_BATCHES = 8, 16
_ONE_BATCH_IN = 6
_MOST_BYTES_A_PART = 16_000_000


def parts_of(batches: Sequence[Sequence[Listed]]) -> list[tuple[int, ...]]:
    """Return the numbers of the batches that each part of a large release holds, in their order.

    Parts end where the ids say so, as batches do, so that a source more or less changes one part.
    """
    parts: list[tuple[int, ...]] = []
    part: list[int] = []
    size = 0
    for number, batch in enumerate(batches):
        part.append(number)
        size += sum(source.size for source in batch)
        told = zlib.crc32(batch[-1].source_id.encode()) // _ONE_IN
        ends = len(part) >= _FEWEST_BATCHES and told % _ONE_BATCH_IN == 0
        if ends or len(part) >= _MOST_BATCHES or size >= _MOST_BYTES_A_PART:
            parts.append(tuple(part))
            part, size = [], 0
    return [*parts, *([tuple(part)] if part else [])]
