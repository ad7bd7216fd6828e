"""Repeated passages of a corpus of which most was compared before: only what meets passages that came or went.

A passage's repetitions depend on the passages with which it shares runs, and of those on the first ones and on how many
there are. So a passage that comes or goes bears only on passages that share one of its runs, and of these on none where
it stands behind the first ones. What is left is looked up in the groups and compared as in `repetitions`, by the same
functions; all other rows stay.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from imcwp_data.consolidate.groups import BATCH, Group
from imcwp_data.consolidate.looking_up import (
    TOLD,
    Hits,
    RowsTask,
    by_group,
    each,
    identities,
    ids_of,
    joined,
    numbers_of,
    runs_of_hashes,
    runs_of_rows,
)
from imcwp_data.consolidate.quotations import (
    ORIGINALS,
    PLACE_COLUMNS,
    Passage,
    candidates,
    ranks,
    repeated,
    shared_runs,
)
from imcwp_data.consolidate.repetitions import passages_of, words_at
from imcwp_data.consolidate.shingles import weights
from imcwp_data.turns import Run

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

    Array = np.ndarray[Any, Any]

_PAIRS_A_TASK = 5_000


@dataclass(frozen=True, slots=True)
class Compared:
    """What was compared before.

    ``gone`` are the groups that are no more, ``fresh`` the numbers of those that are new; ``quotations`` what was
    found, with the numbers that batches have now and -1 for those that are no more; ``actions`` those of the paragraphs
    that others repeated.
    """

    gone: Sequence[Group]
    fresh: Sequence[int]
    quotations: pa.Table
    actions: pa.Table


def quotations_again(before: Compared, groups: Sequence[Group], run: Run) -> pa.Table | None:
    """Return what comparing all passages of ``groups`` finds, as `repetitions.quotations_of` does.

    None where too much has changed for it.
    """
    import numpy as np

    fresh = before.fresh

    come, went = _changed(before.gone, [groups[number] for number in fresh])
    numbers = np.array(fresh, dtype=np.uint64)
    added = np.sort(numbers[come.groups] << np.uint64(32) | come.rows)
    changed = len(added) + len(went.ids)
    met = runs_of_hashes(groups, np.unique(np.concatenate([come.hashes, went.hits.hashes])), run, changed)
    if met is None:
        return None
    again = _concerned(met, went.hits, added)
    runs = np.unique(np.concatenate([*each(run, _runs_of, by_group(groups, again)), np.zeros(0, np.uint64)]))
    hits = runs_of_hashes(groups, runs, run)
    if hits is None:
        return None
    found = _compared(groups, hits, again, run)
    return _together(before.quotations, found, groups, [groups[n] for n in fresh], {*ids_of(groups, again), *went.ids})


@dataclass(frozen=True, slots=True)
class _Come:
    """Passages that are new: the place of their group among the new ones, their rows in it, and their runs' hashes."""

    groups: Array
    rows: Array
    hashes: Array


@dataclass(frozen=True, slots=True)
class _Went:
    """Passages that are no more: their runs, and their ids."""

    hits: Hits
    ids: Sequence[str]


def _changed(gone: Sequence[Group], fresh: Sequence[Group]) -> tuple[_Come, _Went]:
    """Return the passages that stand only in groups of now, and only in those of before."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    before, now = ([identities(group.tables) for group in some] for some in (gone, fresh))
    empty = pa.array([], pa.string())
    all_before, all_now = (pa.concat_arrays([empty, *some]) for some in (before, now))
    rows = [np.flatnonzero(pc.invert(pc.is_in(some, all_before)).to_numpy(zero_copy_only=False)) for some in now]
    hashes = [runs_of_rows(group.tables, some)[0] for group, some in zip(fresh, rows, strict=True)]
    places = np.repeat(np.arange(len(rows)), [len(some) for some in rows])
    come = _Come(places, joined(rows, np.uint64), joined(hashes, np.uint64))
    left = [np.flatnonzero(pc.invert(pc.is_in(some, all_now)).to_numpy(zero_copy_only=False)) for some in before]
    hits = [runs_of_rows(group.tables, some) for group, some in zip(gone, left, strict=True)]
    tables = [group.tables.table("passages", TOLD).take(pa.array(some)) for group, some in zip(gone, left, strict=True)]
    # Numbers that no passage of now has: these are groups behind all others.
    numbers = [numbers_of(2**31 + place, some) for place, some in enumerate(left)]
    passages = [numbers_of(2**31 + place, rows) for place, (_, rows) in enumerate(hits)]
    places_of = pa.concat_tables(tables) if tables else None
    ids = places_of.column("paragraph_id").to_pylist() if places_of is not None else []
    runs = joined([some for some, _ in hits], np.uint64)
    return come, _Went(Hits(runs, joined(passages, np.uint64), places_of, joined(numbers, np.uint64)), ids)


def _concerned(met: Hits, went: Hits, added: Array) -> Array:
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


def _runs_of(task: RowsTask) -> Array:
    import numpy as np

    return np.unique(runs_of_rows(task.group.tables, task.rows)[0])


def _words_of(task: RowsTask) -> pa.Table:
    return words_at(task.group, task.rows)


@dataclass(frozen=True, slots=True)
class _PairsTask:
    pairs: Sequence[tuple[int, int]]
    passages: dict[int, Passage]


def _compare(task: _PairsTask) -> pa.Table:
    return repeated(task.pairs, task.passages)


def _compared(groups: Sequence[Group], hits: Hits, again: Array, run: Run) -> list[pa.Table]:
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
    tasks = by_group(groups, wanted)
    passages = dict(zip(wanted.tolist(), passages_of(list(each(run, _words_of, tasks))), strict=True))
    of_rank = {int(place): passages[int(numbers[place])] for place in {place for pair in chosen for place in pair}}
    work = []
    for start in range(0, len(chosen), _PAIRS_A_TASK):
        some = chosen[start : start + _PAIRS_A_TASK]
        work.append(_PairsTask(some, {place: of_rank[place] for pair in some for place in pair}))
    return list(each(run, _compare, work))


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
        kept = kept.set_column(
            kept.schema.get_field_index(column), column, pc.if_else(pc.equal(batch, -1), told, batch)
        )
    table = pa.concat_tables([kept, *found]).combine_chunks()
    return table.sort_by([(name, "ascending") for name in ("batch", "paragraph_id", "quoted_paragraph_id")])
