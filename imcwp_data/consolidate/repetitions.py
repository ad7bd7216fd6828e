"""Repeated passages of all batches: by ranges of hashes, then by ranges of passages, each a task of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from imcwp_data.consolidate.quotations import (
    PLACE_COLUMNS,
    Passage,
    candidates,
    made_passages,
    ranks,
    repeated,
    shared_runs,
)
from imcwp_data.consolidate.running import Run
from imcwp_data.table_file import TablesInMemory, TableSource, write_table_file

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

# Tasks of about a second: long enough that handing them out costs nothing, short enough to share them out evenly.
_RUNS_A_TASK = 250_000
_PASSAGES_A_TASK = 10_000
# So many batches are gathered at a time: tasks then read from few files, and not from every batch.
_BATCHES_A_TASK = 64
_PASSAGES = "passages"
_COMPARED = ("paragraph_id", "words")


@dataclass(frozen=True, slots=True)
class _GatherTask:
    """Some batches, the number of the first, the ranks of each one's passages, and into how many ranges to part."""

    batches: Sequence[TableSource]
    number: int
    ranks: Sequence[np.ndarray[Any, Any]]
    ranges: int
    kept_at: Path | None


@dataclass(frozen=True, slots=True)
class _ShareTask:
    """A range of hashes by its number, where the runs of all batches are gathered, and where to keep what is found."""

    gathered: Sequence[TableSource]
    number: int
    kept_at: Path | None


@dataclass(frozen=True, slots=True)
class _CompareTask:
    """A range of ranks of the later passage, where the passages are, and what all ranges of hashes found."""

    gathered: Sequence[TableSource]
    where: Any
    shared: Sequence[Any]
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Passages:
    """The passages of all batches: gathered in files, and each batch's ranks."""

    gathered: Sequence[TableSource]
    ranks: Sequence[np.ndarray[Any, Any]]


def share_runs(batches: Sequence[TableSource], run: Run, work: Path | None) -> tuple[Passages, Iterator[Any]]:
    """Begin to count the runs of words that passages share; return the passages, and what each task gives."""
    ranked = ranks([batch.table("passages", PLACE_COLUMNS) for batch in batches])
    runs = sum(batch.table("runs", ["row"]).num_rows for batch in batches)
    ranges = max(1, -(-runs // _RUNS_A_TASK))
    parts = range(0, len(batches), _BATCHES_A_TASK)
    gathered = list(
        run(
            _gather,
            (
                _GatherTask(
                    batches[first : first + _BATCHES_A_TASK],
                    first,
                    ranked[first : first + _BATCHES_A_TASK],
                    ranges,
                    work and work / f"runs-{first}.tables",
                )
                for first in parts
            ),
        )
    )
    found = run(
        _share, (_ShareTask(gathered, number, work and work / f"shared-{number}.npy") for number in range(ranges))
    )
    return Passages(gathered, ranked), found


def compare_passages(passages: Passages, shared: Sequence[Any], run: Run) -> Iterator[pa.Table]:
    """Begin to compare the passages that share runs; the arguments are what `share_runs` gave."""
    import numpy as np

    count = sum(len(part) for part in passages.ranks)
    where = np.empty((2, count), dtype=np.uint32)
    row = 0
    for number, part in enumerate(passages.ranks):
        row = row if number % _BATCHES_A_TASK else 0
        where[:, part] = np.full(len(part), number), np.arange(row, row + len(part))
        row += len(part)
    return run(
        _compare,
        (
            _CompareTask(passages.gathered, where, shared, first, min(first + _PASSAGES_A_TASK, count))
            for first in range(0, max(count, 1), _PASSAGES_A_TASK)
        ),
    )


def quotations_of(compared: Iterable[pa.Table]) -> pa.Table:
    """Return what comparing found: rows of ``quotations`` with ``batch`` and ``original_batch``, sorted by batch."""
    import pyarrow as pa

    found = pa.concat_tables(list(compared))
    return found.sort_by([(name, "ascending") for name in ("batch", "paragraph_id", "quoted_paragraph_id")])


def _gather(task: _GatherTask) -> TableSource:
    """Part the runs of some batches into ranges of hashes, a table each, with the ranks of their passages.

    The words of the passages are in a table beside them.
    """
    import numpy as np
    import pyarrow as pa

    edges = np.array([number * 2**64 // task.ranges for number in range(1, task.ranges)], dtype=np.uint64)
    found: list[list[pa.Table]] = [[] for _ in range(task.ranges)]
    for number, (batch, rank) in enumerate(zip(task.batches, task.ranks, strict=True), task.number):
        table = batch.table("runs").combine_chunks()
        # Documents stand in one batch: a number within it and the batch's own tell them apart from all others.
        document = table.column("document").to_numpy().astype(np.int64) << 32 | number
        ranked = pa.table(
            {"hash": table.column("hash"), "passage": rank[table.column("row").to_numpy()], "document": document}
        )
        bounds = [0, *np.searchsorted(table.column("hash").to_numpy(), edges).tolist(), ranked.num_rows]
        for place, (start, end) in enumerate(pairwise(bounds)):
            found[place].append(ranked.slice(start, end - start))
    tables = {str(place): pa.concat_tables(some).combine_chunks() for place, some in enumerate(found)}
    passages = [batch.table("passages", _COMPARED) for batch in task.batches]
    tables[_PASSAGES] = pa.concat_tables(passages).combine_chunks()
    return TablesInMemory(tables) if task.kept_at is None else write_table_file(task.kept_at, tables)


def _share(task: _ShareTask) -> Any:
    """Count the runs that passages share within a range of hashes; return an array of pairs and counts, or its file."""
    import numpy as np
    import pyarrow as pa

    runs = pa.concat_tables([part.table(str(task.number)) for part in task.gathered])
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

    bounds = np.array([task.first << 32, task.last << 32], dtype=np.uint64)
    shared = []
    for kept in task.shared:
        both = np.load(kept, mmap_mode="r") if isinstance(kept, Path) else kept
        start, end = np.searchsorted(both[0], bounds)
        shared.append((np.array(both[0, start:end]), np.array(both[1, start:end])))

    pairs = candidates(shared)
    rows = repeated(pairs, _passages(task, {rank for pair in pairs for rank in pair}))
    schema = pa.schema(
        [
            ("paragraph_id", pa.string()),
            ("quoted_paragraph_id", pa.string()),
            ("similarity", pa.float64()),
            ("relation", pa.string()),
            ("batch", pa.int64()),
            ("original_batch", pa.int64()),
        ]
    )
    columns = [pa.array([row[field.name] for row in rows], field.type) for field in schema]
    return pa.Table.from_arrays(columns, schema=schema)


def _passages(task: _CompareTask, wanted: Iterable[int]) -> dict[int, Passage]:
    """Return the passages of some ranks, each file opened once."""
    import pyarrow as pa

    by_file: dict[int, list[int]] = {}
    for rank in sorted(wanted):
        by_file.setdefault(int(task.where[0, rank]) // _BATCHES_A_TASK, []).append(rank)
    found: dict[int, Passage] = {}
    for number, some in by_file.items():
        rows = task.gathered[number].table(_PASSAGES).take(pa.array(task.where[1, some], pa.int64()))
        ids, words = (rows.column(name).combine_chunks() for name in _COMPARED)
        found.update(zip(some, made_passages(ids.to_pylist(), task.where[0, some].tolist(), words), strict=True))
    return found
