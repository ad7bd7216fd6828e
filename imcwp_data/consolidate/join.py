"""What all documents together decide: one reduction by key, whether it runs in this process or on many machines.

Batches are gone through three times. `_summarise` counts what each says of participants and meetings; the counts add up
to decisions (`participants`, `meetings`). `_share` and `_compare` find repeated passages by ranges of hashes. `finish`
makes a batch's rows. Each step is a pure function of a task, and what is kept between the steps grows with the number
of different participants, meetings and quotations, not with the texts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from imcwp_data.consolidate.facts import facts_schemas
from imcwp_data.consolidate.finish import Decisions, finish
from imcwp_data.consolidate.meetings import (
    accepted_meeting_values,
    group_meetings,
    join_meetings,
    meeting_tally,
)
from imcwp_data.consolidate.participants import accepted_participant_values, given_values, join_participants
from imcwp_data.consolidate.quotations import PLACE_COLUMNS, Passage, candidates, ranks, repeated, shared_runs
from imcwp_data.consolidate.statements import Row
from imcwp_data.consolidate.tallies import added
from imcwp_data.schema import arrow_table, package_schemas
from imcwp_data.table_file import TablesInMemory, TableSource, content_hash, write_table_file
from imcwp_data.text.normalise import slug
from imcwp_data.vocabulary import Vocabulary

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

T = TypeVar("T")
R = TypeVar("R")
Run = Callable[[Callable[[Any], Any], Iterable[Any]], Iterator[Any]]
# Tasks of about a second: long enough that handing them out costs nothing, short enough to share them out evenly.
_BATCHES_A_SUMMARY = 16
_RUNS_A_TASK = 1_000_000
_PASSAGES_A_TASK = 50_000
_ACTIONS_OF_A_PASSAGE = ("action_id", "paragraph_id", "event_type", "text")


@dataclass(frozen=True, slots=True)
class Joined:
    """What all documents decided.

    ``tables`` are the rows of ``meetings``, ``participants`` and ``places``; ``shared`` gives what every batch needs
    (``accepted``, ``states`` and ``quoted_actions``), ``meeting_ids`` the meetings of each batch's candidates,
    ``quotations`` what repeats earlier passages, with the number of the batch that holds it and of the one that holds
    the original.
    """

    tables: Mapping[str, pa.Table]
    shared: TableSource
    meeting_ids: Sequence[Sequence[str]]
    quotations: pa.Table
    unknown_parties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FinishTask:
    """All that the rows of one batch are made of."""

    batch: TableSource
    shared: TableSource
    meeting_ids: Sequence[str]
    quotations: Sequence[Row] = ()
    publications: Mapping[str, Mapping[str, str | None]] = field(default_factory=dict)


def join(batches: Sequence[TableSource], vocabulary: Vocabulary, run: Run = map, work: Path | None = None) -> Joined:
    """Let all documents decide; ``batches`` hold facts with what is derived from them, in the order of their sources.

    ``run`` goes through tasks as an engine's ``map`` does. With ``work``, a folder, what is kept between the steps lies
    there and not in memory.
    """
    groups = group_meetings([batch.table("meeting_candidates") for batch in batches])
    numbers = _by_batch(groups.numbers, [batch.table("meeting_candidates").num_rows for batch in batches])
    summary = _summary(run(_summarise, _summary_tasks(batches, numbers)))
    meetings = join_meetings(groups, [summary.meetings])
    given = summary.given
    states = _states(summary.acting, frozenset(given.column("participant_id").to_pylist()), vocabulary)
    participants = join_participants([summary.participants], given, states)
    quotations = _quotations(batches, run, work)
    decided = {
        **_shared(meetings.rows, participants, states),
        "quoted_actions": _quoted_actions(batches, quotations, run),
    }
    shared: TableSource = TablesInMemory(decided)
    if work is not None:
        # Processes keep what they read by its path, so another content has another name.
        shared = write_table_file(work / f"decided-{content_hash(decided)}.tables", decided)
    schemas = package_schemas()
    rows = {"meetings": meetings.rows, "participants": participants, "places": list(summary.places.values())}
    return Joined(
        {name: arrow_table(listed, schemas[name]) for name, listed in rows.items()},
        shared,
        [[meetings.ids[number] for number in listed] for listed in numbers],
        quotations,
        tuple(summary.unknown[key] for key in sorted(summary.unknown)),
    )


def finish_tasks(
    batches: Sequence[TableSource], joined: Joined, publications: Mapping[str, Mapping[str, str | None]]
) -> Iterator[FinishTask]:
    """Yield the task of each batch, in their order."""
    import pyarrow as pa
    import pyarrow.compute as pc

    by_batch = joined.quotations.sort_by("batch")
    starts = pc.search_sorted(by_batch.column("batch"), pa.array(range(len(batches) + 1), pa.int64())).to_pylist()
    for number, batch in enumerate(batches):
        mine = by_batch.slice(starts[number], starts[number + 1] - starts[number])
        quotations = mine.drop_columns(["batch", "original_batch"]).to_pylist()
        told = {}
        if publications:
            paths = batch.table("sources").column("path").to_pylist()
            told = {path: publications[path] for path in paths if path in publications}
        yield FinishTask(batch, joined.shared, joined.meeting_ids[number], quotations, told)


def finish_batch(task: FinishTask) -> dict[str, pa.Table]:
    """Return the rows of one batch; see `finish`."""
    return finish({name: task.batch.table(name) for name in facts_schemas()}, decisions_of(task))


def decisions_of(task: FinishTask) -> Decisions:
    """Return what all documents decided for one batch: no more than bears on its rows."""
    import pyarrow as pa
    import pyarrow.compute as pc

    known = {
        *task.batch.table("participant_tally", ["row_id"]).column("row_id").to_pylist(),
        *task.batch.table("action_participants", ["participant_id"]).column("participant_id").to_pylist(),
    }
    accepted, states, _ = _decided(task.shared)
    mine = {}
    for table, ids in (("participants", known), ("meetings", frozenset(task.meeting_ids))):
        wanted = pa.array(sorted(ids), pa.string())
        here = pc.and_(pc.equal(accepted.column("table_name"), table), pc.is_in(accepted.column("row_id"), wanted))
        for row in accepted.filter(here).to_pylist():
            mine[table, row["row_id"], row["column_name"]] = tuple(row["values"])
    return Decisions(
        task.meeting_ids,
        mine,
        {key: states[key] for key in sorted(known) if key in states},
        task.quotations,
        _originals(task),
        task.publications,
    )


def _originals(task: FinishTask) -> dict[str, list[Row]]:
    import pyarrow as pa
    import pyarrow.compute as pc

    if not task.quotations:
        return {}
    quoted = pa.array(sorted({str(row["quoted_paragraph_id"]) for row in task.quotations}), pa.string())
    _, _, actions = _decided(task.shared)
    found: dict[str, list[Row]] = {}
    for row in actions.filter(pc.is_in(actions.column("paragraph_id"), quoted)).to_pylist():
        found.setdefault(row["paragraph_id"], []).append(row)
    return found


@dataclass(frozen=True, slots=True)
class _QuotedTask:
    """A batch, and its paragraphs that others repeat."""

    batch: TableSource
    paragraphs: pa.Array


def _quoted_actions(batches: Sequence[TableSource], quotations: pa.Table, run: Run) -> pa.Table:
    """Return the actions of all paragraphs that others repeat: what may be restated there."""
    import pyarrow as pa
    import pyarrow.compute as pc

    ordered = quotations.select(["original_batch", "quoted_paragraph_id"]).sort_by("original_batch")
    numbers = pc.unique(ordered.column("original_batch"))
    starts = [*pc.index_in(numbers, ordered.column("original_batch").combine_chunks()).to_pylist(), ordered.num_rows]
    tasks = [
        _QuotedTask(
            batches[number], pc.unique(ordered.column("quoted_paragraph_id").slice(start, end - start)),
        )
        for number, start, end in zip(numbers.to_pylist(), starts, starts[1:], strict=False)
    ]  # fmt: skip
    empty = facts_schemas()["actions"].empty_table().select(list(_ACTIONS_OF_A_PASSAGE))
    return pa.concat_tables([empty, *run(_actions_of, tasks)]).combine_chunks()


def _actions_of(task: _QuotedTask) -> pa.Table:
    import pyarrow.compute as pc

    actions = task.batch.table("actions", _ACTIONS_OF_A_PASSAGE)
    return actions.filter(pc.is_in(actions.column("paragraph_id"), task.paragraphs))


@dataclass(slots=True)
class _Summary:
    """What some batches say, added up."""

    participants: pa.Table
    meetings: pa.Table
    given: pa.Table
    acting: set[str]
    places: dict[str, Row]
    unknown: dict[str, str]


@dataclass(frozen=True, slots=True)
class _SummaryTask:
    batches: Sequence[TableSource]
    meetings: Sequence[Sequence[int]]


def _by_batch(numbers: Sequence[int], sizes: Sequence[int]) -> list[Sequence[int]]:
    found, start = [], 0
    for size in sizes:
        found.append(numbers[start : start + size])
        start += size
    return found


def _summary_tasks(batches: Sequence[TableSource], numbers: Sequence[Sequence[int]]) -> Iterator[_SummaryTask]:
    for start in range(0, len(batches), _BATCHES_A_SUMMARY):
        some = slice(start, start + _BATCHES_A_SUMMARY)
        yield _SummaryTask(batches[some], numbers[some])


def _summarise(task: _SummaryTask) -> _Summary:
    """Count what a task's batches say."""
    summary = _Summary(
        added([batch.table("participant_tally") for batch in task.batches]),
        added(
            [
                meeting_tally({name: batch.table(name) for name in ("meeting_candidates", "statements")}, numbers)
                for batch, numbers in zip(task.batches, task.meetings, strict=True)
            ]
        ),
        given_values([batch.table("participant_candidates") for batch in task.batches]),
        set(),
        {},
        {},
    )
    for batch in task.batches:
        summary.acting.update(batch.table("action_participants").column("participant_id").to_pylist())
        summary.places.update((row["place_id"], row) for row in batch.table("places").to_pylist())
        for row in batch.table("unknown_parties").to_pylist():
            summary.unknown.setdefault(row["participant_id"], row["line"])
    return summary


def _summary(parts: Iterator[_Summary]) -> _Summary:
    """Add summaries up, the earlier batches first."""
    total = next(parts)
    for part in parts:
        total.participants = added([total.participants, part.participants])
        total.meetings = added([total.meetings, part.meetings])
        total.given = given_values([total.given, part.given])
        total.acting |= part.acting
        total.places |= part.places
        total.unknown = part.unknown | total.unknown
    return total


def _states(acting: set[str], known: frozenset[str], vocabulary: Vocabulary) -> dict[str, tuple[str, str | None]]:
    """Return name and country code of the countries that act or are acted upon, by participant id."""
    countries: dict[str, tuple[str, str | None]] = {}
    for place in vocabulary.places:
        if place.kind in {"country", "territory"}:
            countries.setdefault(slug(place.name), (place.name, place.country_code))
    for country in vocabulary.countries:
        countries[slug(country.name)] = (country.name, country.country_code)
    return {key: countries[key] for key in sorted(acting - known) if key in countries}


def _shared(
    meetings: Sequence[Row], participants: Sequence[Row], states: Mapping[str, tuple[str, str | None]]
) -> dict[str, pa.Table]:
    import pyarrow as pa

    accepted = [
        (table, row_id, column, list(values))
        for table, found in (
            ("meetings", accepted_meeting_values(meetings)),
            ("participants", accepted_participant_values(participants)),
        )
        for (row_id, column), values in sorted(found.items())
    ]
    names = ("table_name", "row_id", "column_name", "values")
    types = (pa.string(), pa.string(), pa.string(), pa.list_(pa.string()))
    columns = zip(*accepted, strict=True) if accepted else ([], [], [], [])
    return {
        "accepted": pa.table(
            {name: pa.array(column, kind) for name, column, kind in zip(names, columns, types, strict=True)}
        ),
        "states": pa.table(
            {
                "participant_id": pa.array(list(states), pa.string()),
                "name": pa.array([name for name, _ in states.values()], pa.string()),
                "country_code": pa.array([code for _, code in states.values()], pa.string()),
            }
        ),
    }


@lru_cache(maxsize=1)
def _decided(shared: TableSource) -> tuple[pa.Table, dict[str, tuple[str, str | None]], pa.Table]:
    """Return the values that rows show, states by participant id, and quoted actions; read once in each process."""
    states = {row["participant_id"]: (row["name"], row["country_code"]) for row in shared.table("states").to_pylist()}
    return shared.table("accepted"), states, shared.table("quoted_actions")


@dataclass(frozen=True, slots=True)
class _ShareTask:
    """A range of hashes of all batches, the ranks of each batch's passages, and where to keep what is found."""

    batches: Sequence[TableSource]
    ranks: Sequence[np.ndarray[Any, Any]]
    first: int
    last: int
    kept_at: Path | None


@dataclass(frozen=True, slots=True)
class _CompareTask:
    """A range of ranks of the later passage, and what all ranges of hashes found."""

    batches: Sequence[TableSource]
    where: Any
    shared: Sequence[Any]
    first: int
    last: int


def _quotations(batches: Sequence[TableSource], run: Run, work: Path | None) -> pa.Table:
    """Return the rows of ``quotations`` with ``batch`` and ``original_batch``."""
    import numpy as np
    import pyarrow as pa

    ranked = ranks([batch.table("passages", PLACE_COLUMNS) for batch in batches])
    runs = sum(batch.table("runs", ["row"]).num_rows for batch in batches)
    steps = max(1, -(-runs // _RUNS_A_TASK))
    edges = [number * 2**64 // steps for number in range(steps + 1)]
    shared = list(
        run(
            _share,
            (
                _ShareTask(batches, ranked, edges[n], edges[n + 1] - 1, work and work / f"shared-{n}.npy")
                for n in range(steps)
            ),
        )
    )
    passages = sum(len(part) for part in ranked)
    where = np.empty((2, passages), dtype=np.uint32)
    for number, part in enumerate(ranked):
        where[:, part] = np.full(len(part), number), np.arange(len(part))
    tables = run(
        _compare,
        (
            _CompareTask(batches, where, shared, first, min(first + _PASSAGES_A_TASK, passages))
            for first in range(0, max(passages, 1), _PASSAGES_A_TASK)
        ),
    )
    return pa.concat_tables(list(tables))


def _share(task: _ShareTask) -> Any:
    """Count the runs that passages share within a range of hashes; return an array of pairs and counts, or its file."""
    import numpy as np

    hashes, passage, document = [], [], []
    for number, (batch, rank) in enumerate(zip(task.batches, task.ranks, strict=True)):
        table = batch.table("runs")
        found = table.column("hash").to_numpy()
        start = int(np.searchsorted(found, np.uint64(task.first), side="left"))
        end = int(np.searchsorted(found, np.uint64(task.last), side="right"))
        rows = table.column("row").to_numpy()[start:end]
        hashes.append(found[start:end])
        passage.append(rank[rows])
        # Documents stand in one batch: a number within it and the batch's own tell them apart from all others.
        document.append(table.column("document").to_numpy()[start:end].astype(np.int64) << 32 | number)
    pairs, counts = shared_runs(*(np.concatenate(part) for part in (hashes, passage, document)))
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
    return pa.Table.from_pylist(rows, schema=schema)


def _passages(task: _CompareTask, wanted: Iterable[int]) -> dict[int, Passage]:
    """Return the passages of some ranks, each batch opened once."""
    import pyarrow as pa

    by_batch: dict[int, list[int]] = {}
    for rank in sorted(wanted):
        by_batch.setdefault(int(task.where[0, rank]), []).append(rank)
    found: dict[int, Passage] = {}
    for number, some in by_batch.items():
        table = task.batches[number].table("passages", ["paragraph_id", "words"])
        rows = table.take(pa.array([int(task.where[1, rank]) for rank in some], pa.int64()))
        columns = (rows.column(name).to_pylist() for name in ("paragraph_id", "words"))
        for rank, paragraph_id, words in zip(some, *columns, strict=True):
            found[rank] = Passage(paragraph_id, number, tuple(words))
    return found
