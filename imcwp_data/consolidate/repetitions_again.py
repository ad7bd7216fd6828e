"""Repeated passages of a corpus of which most was compared before: only what meets passages that came or went.

A passage's repetitions depend on the passages with which it shares runs, and of those on the first ones and on how many
there are. So a passage that comes or goes bears only on passages that share one of its runs, and of these on none where
it stands behind the first ones. What is left is looked up in the groups and compared as in `repetitions`, by the same
functions; all other rows stay.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from imcwp_data.consolidate.groups import BATCH, Group
from imcwp_data.consolidate.quotations import (
    ORIGINALS,
    PLACE_COLUMNS,
    Passage,
    candidates,
    ranks,
    repeated,
    shared_runs,
)
from imcwp_data.consolidate.repetitions import passages_at, quotation_table
from imcwp_data.consolidate.running import Run
from imcwp_data.consolidate.shingles import weights, whole_hashes
from imcwp_data.table_file import TableSource

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

    Array = np.ndarray[Any, Any]

T = TypeVar("T")
# With more to look up than that, all of it is compared anew by tasks that share the work and bound the memory.
_MOST_RUNS = 3_000_000
_PAIRS_A_TASK = 5_000
_TOLD = (*PLACE_COLUMNS, "paragraph_id")


@dataclass(frozen=True, slots=True)
class Compared:
    """What was compared before: the groups that are no more, and what was found, with the numbers of batches as now.

    A batch that is no more is told by -1.
    """

    gone: Sequence[Group]
    quotations: pa.Table


@dataclass(frozen=True, slots=True)
class _Hits:
    """The runs of some hashes: of which passage each is, by its number, and where these passages stand."""

    hashes: Array
    passages: Array
    places: pa.Table
    numbers: Array

    def __len__(self) -> int:
        return len(self.hashes)


def quotations_again(before: Compared, groups: Sequence[Group], fresh: Sequence[int], run: Run) -> pa.Table | None:
    """Return what comparing all passages of ``groups`` finds, as `repetitions.quotations_of` does.

    ``fresh`` are the numbers of the groups that were not there before. None where too much has changed for it.
    """
    import numpy as np

    come, went = _changed(before.gone, [groups[number] for number in fresh])
    numbers = np.array(fresh, dtype=np.uint64)
    added = np.sort(numbers[come.groups] << np.uint64(32) | come.rows)
    met = _found(groups, np.unique(np.concatenate([come.hashes, went.hits.hashes])), run)
    if met is None:
        return None
    again = _concerned(met, went.hits, added)
    runs = np.unique(np.concatenate([*_each(run, _runs_of, _by_group(groups, again)), np.zeros(0, np.uint64)]))
    hits = _found(groups, runs, run)
    if hits is None:
        return None
    found = _compared(groups, hits, again, run)
    return _together(before.quotations, found, groups, [groups[n] for n in fresh], {*_ids(groups, again), *went.ids})


@dataclass(frozen=True, slots=True)
class _Come:
    """Passages that are new: the place of their group among the new ones, their rows in it, and their runs' hashes."""

    groups: Array
    rows: Array
    hashes: Array


@dataclass(frozen=True, slots=True)
class _Went:
    """Passages that are no more: their runs, and their ids."""

    hits: _Hits
    ids: Sequence[str]


def _changed(gone: Sequence[Group], fresh: Sequence[Group]) -> tuple[_Come, _Went]:
    """Return the passages that stand only in groups of now, and only in those of before."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    before, now = ([_identities(group.tables) for group in some] for some in (gone, fresh))
    empty = pa.array([], pa.string())
    all_before, all_now = (pa.concat_arrays([empty, *some]) for some in (before, now))
    rows = [np.flatnonzero(pc.invert(pc.is_in(some, all_before)).to_numpy(zero_copy_only=False)) for some in now]
    hashes = [_of_rows(group.tables, some)[0] for group, some in zip(fresh, rows, strict=True)]
    places = np.repeat(np.arange(len(rows)), [len(some) for some in rows])
    come = _Come(places, _joined(rows, np.uint64), _joined(hashes, np.uint64))
    left = [np.flatnonzero(pc.invert(pc.is_in(some, all_now)).to_numpy(zero_copy_only=False)) for some in before]
    hits = [_of_rows(group.tables, some) for group, some in zip(gone, left, strict=True)]
    tables = [group.tables.table("passages", _TOLD).take(pa.array(some)) for group, some in zip(gone, left, strict=True)]
    # Numbers that no passage of now has: these are groups behind all others.
    numbers = [_numbers(2**31 + place, some) for place, some in enumerate(left)]
    passages = [_numbers(2**31 + place, rows) for place, (_, rows) in enumerate(hits)]
    places_of = pa.concat_tables(tables) if tables else None
    ids = places_of.column("paragraph_id").to_pylist() if places_of is not None else []
    told = _Hits(
        _joined([some for some, _ in hits], np.uint64), _joined(passages, np.uint64), places_of, _joined(numbers, np.uint64)
    )  # fmt: skip
    return come, _Went(told, ids)


def _joined(parts: Sequence[Array], kind: Any) -> Array:
    import numpy as np

    return np.concatenate([np.zeros(0, kind), *(part.astype(kind) for part in parts)])


def _numbers(group: int, rows: Array) -> Array:
    import numpy as np

    return np.uint64(group << 32) | rows.astype(np.uint64)


def _identities(tables: TableSource) -> pa.Array:
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


def _of_rows(tables: TableSource, rows: Array) -> tuple[Array, Array]:
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
class _RowsTask:
    group: Group
    rows: Array


def _each(run: Run, function: Any, tasks: Sequence[Any]) -> Iterator[Any]:
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
    places = task.tables.table("passages", _TOLD) if len(wanted) else None
    return hashes[at], rows, None if places is None else places.take(pa.array(wanted)).combine_chunks()


def _found(groups: Sequence[Group], hashes: Array, run: Run) -> _Hits | None:
    """Return all runs of some hashes; None where they are too many."""
    import numpy as np
    import pyarrow as pa

    tasks = [_FindTask(group.tables, number, hashes) for number, group in enumerate(groups)] if len(hashes) else []
    count = 0
    found: list[tuple[Array, Array, Array]] = []
    tables = []
    for number, (some, rows, places) in enumerate(_each(run, _find, tasks)):
        count += len(some)
        if places is not None and count <= _MOST_RUNS:
            found.append((some, _numbers(number, rows), _numbers(number, np.unique(rows))))
            tables.append(places)
    if count > _MOST_RUNS:
        return None
    columns = [_joined([part[place] for part in found], np.uint64) for place in range(3)]
    return _Hits(columns[0], columns[1], pa.concat_tables(tables) if tables else None, columns[2])


def _concerned(met: _Hits, went: _Hits, added: Array) -> Array:
    """Return the numbers of the passages whose repetitions may be other than before, sorted.

    ``met`` are the runs whose passages have changed, as they are now; ``went`` those that are no more; ``added`` the
    numbers of the passages that are new.
    """
    import numpy as np

    tables = [hits.places for hits in (met, went) if hits.places is not None]
    if not tables:
        return added
    numbers = np.concatenate([met.numbers, went.numbers])
    (rank,) = ranks([_concatenated(tables)])
    order = np.argsort(numbers)

    def ranked(passages: Array) -> Array:
        place: Array = rank[order[np.searchsorted(numbers, passages, sorter=order)]]
        return place

    hashes = np.concatenate([met.hashes, went.hashes])
    passages = np.concatenate([met.passages, went.passages])
    is_added = np.isin(passages, added)
    is_gone = np.arange(len(hashes)) >= len(met)
    run = np.unique(hashes, return_inverse=True)[1]
    different = np.unique(hashes)
    place = ranked(passages)
    old = _look(run, place, ~is_added, is_gone, different)
    new = _look(run, place, ~is_gone, is_added, different)
    changed = (old.weights != new.weights) | ((new.weights > 0) & (old.leads | new.leads))
    now = passages[~is_gone & changed[run]]
    return np.unique(np.concatenate([now, added]))


@dataclass(frozen=True, slots=True)
class _Look:
    """For each hash what it counts for, and whether a passage that came or went is one of the first."""

    weights: Array
    leads: Array


def _look(run: Array, place: Array, there: Array, moved: Array, hashes: Array) -> _Look:
    import numpy as np

    at = np.flatnonzero(there)
    at = at[np.lexsort((place[at], run[at]))]
    sizes = np.bincount(run[at], minlength=len(hashes))
    begins = np.cumsum(sizes) - sizes
    nth = np.arange(len(at)) - np.repeat(begins, sizes)
    leads = np.zeros(len(hashes), dtype=bool)
    leads[run[at][moved[at] & (nth < ORIGINALS)]] = True
    return _Look(np.where(sizes > 1, weights(hashes, sizes), 0), leads)


def _concatenated(tables: Sequence[pa.Table]) -> pa.Table:
    import pyarrow as pa

    return pa.concat_tables([table.select(list(PLACE_COLUMNS)) for table in tables])


def _by_group(groups: Sequence[Group], numbers: Array) -> list[_RowsTask]:
    """Return tasks for sorted numbers of passages, one for each group that has some."""
    import numpy as np

    owners = (numbers >> np.uint64(32)).astype(np.int64)
    rows = (numbers & np.uint64(0xFFFFFFFF)).astype(np.int64)
    return [_RowsTask(groups[number], rows[owners == number]) for number in np.unique(owners).tolist()]


def _runs_of(task: _RowsTask) -> Array:
    import numpy as np

    return np.unique(_of_rows(task.group.tables, task.rows)[0])


def _passages_of(task: _RowsTask) -> list[Passage]:
    return passages_at(task.group, task.rows.tolist())


def _ids(groups: Sequence[Group], numbers: Array) -> list[str]:
    import pyarrow as pa

    found: list[str] = []
    for task in _by_group(groups, numbers):
        table = task.group.tables.table("passages", ["paragraph_id"])
        found += table.column("paragraph_id").take(pa.array(task.rows)).to_pylist()
    return found


@dataclass(frozen=True, slots=True)
class _PairsTask:
    pairs: Sequence[tuple[int, int]]
    passages: dict[int, Passage]


def _compare(task: _PairsTask) -> pa.Table:
    return quotation_table(repeated(task.pairs, task.passages))


def _compared(groups: Sequence[Group], hits: _Hits, again: Array, run: Run) -> list[pa.Table]:
    """Compare the passages of some numbers with the earlier ones with which they share runs."""
    import numpy as np

    if hits.places is None:
        return []
    (rank,) = ranks([_concatenated([hits.places])])
    documents = hits.places.column("document_id").combine_chunks().dictionary_encode().indices.to_numpy()
    at = np.searchsorted(hits.numbers, hits.passages)
    pairs, counts = shared_runs(hits.hashes, rank[at], documents[at])
    numbers = np.empty(len(rank), dtype=np.uint64)
    numbers[rank] = hits.numbers
    mine = np.isin(numbers[(pairs >> np.uint64(32)).astype(np.int64)], again)
    chosen = candidates([(pairs[mine], counts[mine])])
    wanted = np.unique(numbers[np.array(chosen, dtype=np.int64).reshape(-1)])
    passages: dict[int, Passage] = {}
    tasks = _by_group(groups, wanted)
    listed = [some for part in _each(run, _passages_of, tasks) for some in part]
    passages = dict(zip(wanted.tolist(), listed, strict=True))
    of_rank = {int(place): passages[int(numbers[place])] for place in {place for pair in chosen for place in pair}}
    work = []
    for start in range(0, len(chosen), _PAIRS_A_TASK):
        some = chosen[start : start + _PAIRS_A_TASK]
        work.append(_PairsTask(some, {place: of_rank[place] for pair in some for place in pair}))
    return list(_each(run, _compare, work))


def _together(
    before: pa.Table, found: Sequence[pa.Table], groups: Sequence[Group], fresh: Sequence[Group], again: set[str]
) -> pa.Table:
    """Return the rows that stay, with the batches in which their passages are now, and those that were found."""
    import pyarrow as pa
    import pyarrow.compute as pc

    gone = pc.is_in(before.column("paragraph_id"), pa.array(sorted(again), pa.string()))
    kept = before.filter(pc.invert(gone))
    ids, numbers = [pa.array([], pa.string())], [pa.array([], pa.int64())]
    for group in fresh:
        told = group.tables.table("passages", ["paragraph_id", BATCH])
        ids.append(told.column("paragraph_id").combine_chunks())
        numbers.append(pc.add(pc.cast(told.column(BATCH).combine_chunks(), pa.int64()), group.first))
    known, number = pa.concat_arrays(ids), pa.concat_arrays(numbers)
    for column, key in (("batch", "paragraph_id"), ("original_batch", "quoted_paragraph_id")):
        told = number.take(pc.index_in(kept.column(key).combine_chunks(), known))
        batch = kept.column(column).combine_chunks()
        kept = kept.set_column(kept.schema.get_field_index(column), column, pc.if_else(pc.equal(batch, -1), told, batch))
    table = pa.concat_tables([kept, *found]).combine_chunks()
    return table.sort_by([(name, "ascending") for name in ("batch", "paragraph_id", "quoted_paragraph_id")])
