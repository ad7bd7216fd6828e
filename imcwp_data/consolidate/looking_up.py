"""Runs of words looked up in groups: by their hash, and by the passage that has them.

A passage is known here by a number: that of its group in the upper 32 bits, its row in the group in the lower.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from imcwp_data.consolidate.groups import Group
from imcwp_data.consolidate.quotations import PLACE_COLUMNS
from imcwp_data.consolidate.shingles import weights, whole_hashes
from imcwp_data.table_file import TableSource
from imcwp_data.turns import Run

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

    Array = np.ndarray[Any, Any]

# With more to look up than that, all passages are compared anew, by tasks that share the work and bound the memory.
_MOST_RUNS = 3_000_000
TOLD = (*PLACE_COLUMNS, "paragraph_id")


@dataclass(frozen=True, slots=True)
class Hits:
    """The runs of some hashes: of which passage each is, by its number, and where these passages stand."""

    hashes: Array
    passages: Array
    places: pa.Table
    numbers: Array

    def __len__(self) -> int:
        return len(self.hashes)


def joined(parts: Sequence[Array], kind: Any) -> Array:
    """Return arrays one after the other as one of a kind."""
    import numpy as np

    return np.concatenate([np.zeros(0, kind), *(part.astype(kind) for part in parts)])


def numbers_of(group: int, rows: Array) -> Array:
    """Return the numbers of the passages that stand in some rows of a group."""
    import numpy as np

    return np.uint64(group << 32) | rows.astype(np.uint64)


def identities(tables: TableSource) -> pa.Array:
    """Return of each passage all that its repetitions depend on."""
    import pyarrow as pa
    import pyarrow.compute as pc

    told = tables.table("passages", ["paragraph_id", "published", "quoted"])
    words = tables.table("words").column("words").combine_chunks()
    whole = pc.cast(pa.array(whole_hashes(words)), pa.string())
    quoted = pc.cast(told.column("quoted").combine_chunks(), pa.string())
    published = pc.fill_null(told.column("published").combine_chunks(), "")
    identity: pa.Array = pc.binary_join_element_wise(
        told.column("paragraph_id").combine_chunks(), quoted, published, whole, "|"
    )
    return identity


def runs_of_rows(tables: TableSource, rows: Array) -> tuple[Array, Array]:
    """Return the hashes of the runs of some passages of a group, and the row of each."""
    import numpy as np

    if not len(rows):
        return np.zeros(0, np.uint64), np.zeros(0, np.uint32)
    table = tables.table("runs", ["hash", "passage"])
    passage = table.column("passage").to_numpy()
    wanted = np.zeros(tables.rows("passages"), dtype=bool)
    wanted[rows] = True
    kept = wanted[passage]
    return table.column("hash").to_numpy()[kept], passage[kept]


@dataclass(frozen=True, slots=True)
class _FindTask:
    tables: TableSource
    number: int
    hashes: Array


@dataclass(frozen=True, slots=True)
class RowsTask:
    """A group, and the rows of some of its passages."""

    group: Group
    rows: Array


def each(run: Run, function: Any, tasks: Sequence[Any]) -> Iterator[Any]:
    """Go through tasks, of which there may be none."""
    return run(function, tasks) if tasks else iter(())


def _find(task: _FindTask) -> tuple[Array, Array, pa.Table]:
    """Return the runs of a group that are of some hashes: hashes, rows, and where the passages stand, by row."""
    import numpy as np
    import pyarrow as pa

    table = task.tables.table("runs", ["hash", "passage"])
    hashes = table.column("hash").to_numpy()
    starts, ends = (np.searchsorted(hashes, task.hashes, side=side) for side in ("left", "right"))
    counts = ends - starts
    at = np.repeat(starts - (np.cumsum(counts) - counts), counts) + np.arange(counts.sum())
    rows = table.column("passage").to_numpy()[at]
    wanted = np.unique(rows)
    places = task.tables.table("passages", TOLD) if len(wanted) else None
    return hashes[at], rows, None if places is None else places.take(pa.array(wanted)).combine_chunks()


def _count(task: _FindTask) -> Array:
    """Return how many runs of a group are of each hash."""
    import numpy as np

    hashes = task.tables.table("runs", ["hash"]).column("hash").to_numpy()
    starts, ends = (np.searchsorted(hashes, task.hashes, side=side) for side in ("left", "right"))
    return (ends - starts).astype(np.uint32)


def runs_of_hashes(groups: Sequence[Group], hashes: Array, run: Run, changed: int = 0) -> Hits | None:
    """Return all runs of some hashes, but of those that stand in so many passages that they tell nothing.

    ``changed`` is how many passages came or went: what told something without them is left in. None where there are too
    many runs.
    """
    import numpy as np
    import pyarrow as pa

    tasks = [_FindTask(group.tables, number, hashes) for number, group in enumerate(groups)] if len(hashes) else []
    counts = np.zeros(len(hashes), dtype=np.int64)
    for found_there in each(run, _count, tasks):
        counts += found_there
    hashes = hashes[weights(hashes, counts - changed) > 0]
    tasks = [_FindTask(task.tables, task.number, hashes) for task in tasks]
    count = 0
    found: list[tuple[Array, Array, Array]] = []
    tables = []
    for number, (some, rows, places) in enumerate(each(run, _find, tasks)):
        count += len(some)
        if places is not None and count <= _MOST_RUNS:
            found.append((some, numbers_of(number, rows), numbers_of(number, np.unique(rows))))
            tables.append(places)
    if count > _MOST_RUNS:
        return None
    columns = [joined([part[place] for part in found], np.uint64) for place in range(3)]
    return Hits(columns[0], columns[1], pa.concat_tables(tables) if tables else None, columns[2])


def by_group(groups: Sequence[Group], numbers: Array) -> list[RowsTask]:
    """Return tasks for sorted numbers of passages, one for each group that has some."""
    import numpy as np

    owners = (numbers >> np.uint64(32)).astype(np.int64)
    rows = (numbers & np.uint64(0xFFFFFFFF)).astype(np.int64)
    return [RowsTask(groups[number], rows[owners == number]) for number in np.unique(owners).tolist()]


def ids_of(groups: Sequence[Group], numbers: Array) -> list[str]:
    """Return the ids of passages by their sorted numbers."""
    import pyarrow as pa

    found: list[str] = []
    for task in by_group(groups, numbers):
        table = task.group.tables.table("passages", ["paragraph_id"])
        found += table.column("paragraph_id").take(pa.array(task.rows)).to_pylist()
    return found
