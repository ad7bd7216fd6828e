"""Repeated passages of all batches: by ranges of hashes, then by ranges of passages, each a task of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from imcwp_data.consolidate.groups import BATCH, Group
from imcwp_data.consolidate.quotations import (
    PLACE_COLUMNS,
    Passage,
    candidates,
    made_passages,
    ranks,
    repeated,
    shared_runs,
)
from imcwp_data.memory import give_back
from imcwp_data.table_file import TablesInMemory, TableSource, write_table_file
from imcwp_data.turns import Run

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

# Tasks of about a second: long enough that handing them out costs nothing, short enough to share them out evenly.
_RUNS_A_TASK = 250_000
_PASSAGES_A_TASK = 10_000
# What they share with all others is looked at for some of them at a time: in a large corpus it is very much.
_PASSAGES_AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class _PartTask:
    """A group, its number, the ranks of its passages, and into how many ranges to part its runs."""

    tables: TableSource
    number: int
    ranks: np.ndarray[Any, Any]
    ranges: int
    kept_at: Path | None


@dataclass(frozen=True, slots=True)
class _ShareTask:
    """A range of hashes by its number, where the runs of all groups are, and where to keep what is found."""

    parted: Sequence[TableSource]
    number: int
    kept_at: Path | None


@dataclass(frozen=True, slots=True)
class _CompareTask:
    """A range of ranks of the later passage, where the passages are, and what all ranges of hashes found."""

    groups: Sequence[Group]
    where: Any
    shared: Sequence[Any]
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Passages:
    """The passages of all groups, and each group's ranks."""

    groups: Sequence[Group]
    ranks: Sequence[np.ndarray[Any, Any]]


def share_runs(groups: Sequence[Group], run: Run, work: Path | None) -> tuple[Passages, Iterator[Any]]:
    """Begin to count the runs of words that passages share; return the passages, and what each task gives."""
    ranked = ranks([group.tables.table("passages", PLACE_COLUMNS) for group in groups])
    runs = sum(group.tables.rows("runs") for group in groups)
    ranges = max(1, -(-runs // _RUNS_A_TASK))
    parted = list(
        run(
            _part,
            (
                _PartTask(group.tables, number, rank, ranges, work and work / f"runs-{number}.tables")
                for number, (group, rank) in enumerate(zip(groups, ranked, strict=True))
            ),
        )
    )
    tasks = (_ShareTask(parted, number, work and work / f"shared-{number}.npy") for number in range(ranges))
    found = run(_share, tasks)
    return Passages(groups, ranked), found


def compare_passages(passages: Passages, shared: Sequence[Any], run: Run) -> Iterator[pa.Table]:
    """Begin to compare the passages that share runs; the arguments are what `share_runs` gave."""
    import numpy as np

    count = sum(len(part) for part in passages.ranks)
    where = np.empty((2, count), dtype=np.uint32)
    for number, part in enumerate(passages.ranks):
        where[:, part] = np.full(len(part), number), np.arange(len(part))
    return run(
        _compare,
        (
            _CompareTask(passages.groups, where, shared, first, min(first + _PASSAGES_A_TASK, count))
            for first in range(0, max(count, 1), _PASSAGES_A_TASK)
        ),
    )


def quotations_of(compared: Iterable[pa.Table]) -> pa.Table:
    """Return what comparing found: rows of ``quotations`` with ``batch`` and ``original_batch``, sorted by batch."""
    import pyarrow as pa

    found = pa.concat_tables(list(compared))
    return found.sort_by([(name, "ascending") for name in ("batch", "paragraph_id", "quoted_paragraph_id")])


def words_at(group: Group, rows: Any) -> pa.Table:
    """Return some passages of a group by their rows: id, number of the batch, and words."""
    import pyarrow as pa
    import pyarrow.compute as pc

    at = pa.array(rows, pa.int64())
    told = group.tables.table("passages", ["paragraph_id", BATCH]).take(at)
    batch = pc.add(pc.cast(told.column(BATCH), pa.int64()), group.first)
    words = group.tables.table("words").column("words").take(at)
    return pa.table({"paragraph_id": told.column("paragraph_id"), BATCH: batch, "words": words})


def passages_of(tables: Sequence[pa.Table]) -> list[Passage]:
    """Return the passages of what `words_at` gave, to be compared with one another."""
    import pyarrow as pa

    if not tables:
        return []
    table = pa.concat_tables(tables).combine_chunks()
    ids, batches = (table.column(name).to_pylist() for name in ("paragraph_id", BATCH))
    return made_passages(ids, batches, table.column("words").combine_chunks())


def _part(task: _PartTask) -> TableSource:
    """Part the runs of a group into ranges of hashes, a table each, with the ranks of their passages."""
    import numpy as np
    import pyarrow as pa

    edges = np.array([number * 2**64 // task.ranges for number in range(1, task.ranges)], dtype=np.uint64)
    table = task.tables.table("runs")
    hashes, rows, owners = (table.column(name).to_numpy() for name in ("hash", "passage", "document"))
    # Documents stand in one group: a number within it and the group's own tell them apart from all others.
    document = owners.astype(np.int64) << 32 | task.number
    ranked = pa.table({"hash": hashes, "passage": task.ranks[rows], "document": document})
    bounds = [0, *np.searchsorted(hashes, edges).tolist(), len(hashes)]
    tables = {str(place): ranked.slice(start, end - start) for place, (start, end) in enumerate(pairwise(bounds))}
    return TablesInMemory(tables) if task.kept_at is None else write_table_file(task.kept_at, tables)


def _share(task: _ShareTask) -> Any:
    """Count the runs that passages share within a range of hashes; return an array of pairs and counts, or its file."""
    import numpy as np
    import pyarrow as pa

    runs = pa.concat_tables([part.table(str(task.number)) for part in task.parted])
    pairs, counts = shared_runs(*(runs.column(name).to_numpy() for name in ("hash", "passage", "document")))
    both = np.stack([pairs, counts.astype(np.uint64)])
    if task.kept_at is None:
        return both
    np.save(task.kept_at, both)
    return task.kept_at


def _compare(task: _CompareTask) -> pa.Table:
    """Compare the passages that share runs and whose later one has a rank within the task's range."""
    import numpy as np
    import pyarrow as pa

    edges = [*range(task.first, task.last, _PASSAGES_AT_ONCE), task.last]
    bounds = np.array(edges, dtype=np.uint64) << np.uint64(32)
    every = []
    for kept in task.shared:
        # What is mapped of a file counts as memory while it is open.
        both = np.load(kept, mmap_mode="r") if isinstance(kept, Path) else kept
        places = np.searchsorted(both[0], bounds)
        every.append((np.array(both[:, places[0] : places[-1]]), places - places[0]))
        del both
    pairs = [
        candidates([tuple(both[:, places[number] : places[number + 1]]) for both, places in every])
        for number in range(len(edges) - 1)
    ]
    del every
    words = _words(task, {rank for some in pairs for pair in some for rank in pair})
    found = pa.concat_tables([repeated(some, _passages(words, some)) for some in pairs or [[]]])
    if any(isinstance(kept, Path) for kept in task.shared):
        # Every task of a build opens the words of all groups: what they leave behind would add up.
        give_back()
    return found


def _words(task: _CompareTask, wanted: Iterable[int]) -> tuple[Any, pa.Table]:
    """Return the passages of some ranks as `words_at` does, and their ranks from low to high; each file opened once."""
    import numpy as np
    import pyarrow as pa

    ranks_of = np.array(sorted(wanted), dtype=np.int64)
    group = task.where[0, ranks_of]
    order = np.argsort(group, kind="stable")
    by_group = np.split(order, np.flatnonzero(np.diff(group[order])) + 1) if len(order) else []
    tables = [words_at(task.groups[int(group[some[0]])], task.where[1, ranks_of[some]]) for some in by_group]
    if not tables:
        return ranks_of, pa.table({})
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))
    return ranks_of, pa.concat_tables(tables).take(pa.array(place))


def _passages(words: tuple[Any, pa.Table], pairs: Sequence[tuple[int, int]]) -> Mapping[int, Passage]:
    """Return the passages of some pairs by their ranks."""
    import numpy as np
    import pyarrow as pa

    if not pairs:
        return {}
    known, table = words
    wanted = np.unique(np.array(pairs, dtype=np.int64))
    rows = table.take(pa.array(np.searchsorted(known, wanted)))
    return dict(zip(wanted.tolist(), passages_of([rows]), strict=True))
