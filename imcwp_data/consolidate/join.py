"""What all documents together decide: one reduction by key, whether it runs in this process or on many machines.

Batches are gone through twice. `groups` puts together what all of them decide on: `summary` counts what they say of
participants and meetings, and the counts add up to decisions (`participants`, `meetings`); `repetitions` finds repeated
passages by ranges of hashes. `finish` makes a batch's rows. Each step is a pure function of a task, and what is kept
between the steps grows with the number of different participants, meetings and quotations, not with the texts. Where
most of it was decided before (`before`), groups and rows that are as they were are not looked at again.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from imcwp_data.consolidate.before import Before, compared_before
from imcwp_data.consolidate.by_key import by_key, with_schema
from imcwp_data.consolidate.decided import decided_in, decided_tables
from imcwp_data.consolidate.finish import FINISHED, Decisions, finish
from imcwp_data.consolidate.groups import BATCH, Group, grouped, key_of
from imcwp_data.consolidate.meetings import group_meetings, join_meetings
from imcwp_data.consolidate.participants import join_participants
from imcwp_data.consolidate.quoted_actions import quoted_actions
from imcwp_data.consolidate.repetitions import compare_passages, quotations_of, share_runs
from imcwp_data.consolidate.repetitions_again import quotations_again
from imcwp_data.consolidate.summary import summarised
from imcwp_data.memory import give_back
from imcwp_data.schema import arrow_table, package_schemas
from imcwp_data.table_file import TablesInMemory, TableSource, content_hash, write_table_file
from imcwp_data.text.normalise import slug
from imcwp_data.turns import Run
from imcwp_data.vocabulary import Vocabulary

if TYPE_CHECKING:
    import pyarrow as pa

Countries = Mapping[str, tuple[str, str | None]]


@dataclass(frozen=True, slots=True)
class Joined:
    """What all documents decided.

    ``groups`` are the batches in groups, ``tables`` the rows of ``meetings``, ``participants`` and ``places``;
    ``shared`` gives what every batch needs (``accepted``, ``states`` and ``quoted_actions``), ``meeting_ids`` the
    meetings of each batch's candidates, ``quotations`` what repeats earlier passages, with the number of the batch that
    holds it and of the one that holds the original.
    """

    groups: Sequence[Group]
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
    quotations: pa.Table
    publications: Mapping[str, Mapping[str, str | None]] = field(default_factory=dict)


def join(
    batches: Sequence[TableSource],
    countries: Countries,
    run: Run = map,
    work: Path | None = None,
    kept: Path | None = None,
    before: Before | None = None,
) -> Joined:
    """Let all documents decide; ``batches`` hold facts with what is derived from them, in the order of their sources.

    ``countries`` are those of the vocabularies by which the facts were read (`countries_of`).
    ``run`` goes through tasks as an engine's ``map`` does. With ``work``, a folder, what is kept between the steps lies
    there and not in memory; with ``kept``, another, the groups stay there for the next time. ``before`` is what was
    decided then.
    """
    groups = grouped(batches, run, kept or work)
    known = compared_before(before, groups, [key_of(batch) for batch in batches]) if before else None
    again = quotations_again(known, groups, run) if known else None
    # What this process decides by itself it decides while workers are busy with passages.
    if again is None:
        passages, sharing = share_runs(groups, run, work)
    candidates = [group.tables.table("meeting_candidates") for group in groups]
    told = group_meetings([table.drop_columns([BATCH]) for table in candidates])
    numbers = _parted(told.numbers, [table.num_rows for table in candidates])
    shared_runs = list(sharing) if again is None else []
    summary = summarised(groups, numbers, run)
    if work is not None:
        give_back()
    comparing = compare_passages(passages, shared_runs, run) if again is None else iter(())
    meetings = join_meetings(told, [summary.meetings])
    given = summary.given
    states = _states(summary.acting, frozenset(given.column("participant_id").to_pylist()), countries)
    participants = join_participants([summary.participants], given, states)
    schemas = package_schemas()
    tables = {
        "meetings": arrow_table(meetings.rows, schemas["meetings"]),
        "participants": by_key(participants, schemas["participants"]),
        "places": by_key(summary.places, schemas["places"]),
    }
    tables = {name: with_schema(table, name) for name, table in tables.items()}
    decided = decided_tables(meetings.rows, participants, states)
    quotations = quotations_of(comparing) if again is None else again
    decided["quoted_actions"] = quoted_actions(batches, quotations, run, known)
    shared: TableSource = TablesInMemory(decided)
    if work is not None:
        # Processes keep what they read by its path, so another content has another name.
        shared = write_table_file(work / f"decided-{content_hash(decided)}.tables", decided)
    of_batches = [
        some
        for group, table, listed in zip(groups, candidates, numbers, strict=True)
        for some in _parted(listed, _counts(table, group.batches))
    ]
    return Joined(
        groups,
        tables,
        shared,
        [[meetings.ids[number] for number in listed] for listed in of_batches],
        quotations,
        tuple(summary.unknown[key] for key in sorted(summary.unknown)),
    )


def _counts(candidates: pa.Table, batches: int) -> list[int]:
    """Return how many meeting candidates each batch of a group has."""
    import numpy as np

    counts: list[int] = np.bincount(candidates.column(BATCH).to_numpy(), minlength=batches).tolist()
    return counts


def finish_tasks(
    batches: Sequence[TableSource],
    joined: Joined,
    publications: Sequence[Mapping[str, Mapping[str, str | None]]],
    chosen: Container[int] | None = None,
) -> Iterator[FinishTask]:
    """Yield the task of each batch, or of those whose numbers are ``chosen``, in their order.

    ``publications`` tells of the sources of each batch, by path.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    by_batch = joined.quotations
    starts = pc.search_sorted(by_batch.column("batch"), pa.array(range(len(batches) + 1), pa.int64())).to_pylist()
    for number, batch in enumerate(batches):
        if chosen is not None and number not in chosen:
            continue
        # A slice would be handed over to another process with all that it was cut from.
        mine = by_batch.take(pa.array(range(starts[number], starts[number + 1]), pa.int64()))
        quotations = mine.drop_columns(["batch", "original_batch"])
        yield FinishTask(batch, joined.shared, joined.meeting_ids[number], quotations, publications[number])


def finish_batch(task: FinishTask) -> dict[str, pa.Table]:
    """Return the rows of one batch; see `finish`."""
    return finish({name: task.batch.table(name) for name in FINISHED}, decisions_of(task))


def decisions_of(task: FinishTask) -> Decisions:
    """Return what all documents decided for one batch: no more than bears on its rows."""
    import pyarrow as pa
    import pyarrow.compute as pc

    told = task.batch.table("participant_tally", ["row_id"]).column("row_id")
    acting = task.batch.table("action_participants", ["participant_id"]).column("participant_id")
    known = pc.unique(pa.chunked_array([*told.chunks, *acting.chunks], pa.string()))
    shared = decided_in(task.shared)
    quoted = pc.unique(task.quotations.column("quoted_paragraph_id"))
    return Decisions(
        task.meeting_ids,
        pa.concat_tables(
            [
                shared.participants.of(known.sort()),
                shared.meetings.of(pa.array(sorted(set(task.meeting_ids)), pa.string())),
            ]
        ),
        task.quotations,
        shared.quoted_actions.of(quoted.take(pc.sort_indices(quoted))),
        {key: shared.states[key] for key in sorted(known.to_pylist()) if key in shared.states},
        task.publications,
    )


def _parted(numbers: Sequence[int], sizes: Sequence[int]) -> list[Sequence[int]]:
    found, start = [], 0
    for size in sizes:
        found.append(numbers[start : start + size])
        start += size
    return found


# The same few hundred countries each time that documents decide.
_id_of = lru_cache(maxsize=1024)(slug)


def countries_of(vocabulary: Vocabulary) -> Countries:
    """Return name and country code of the countries that may act, by participant id."""
    countries: dict[str, tuple[str, str | None]] = {}
    for place in vocabulary.places:
        if place.kind in {"country", "territory"}:
            countries.setdefault(_id_of(place.name), (place.name, place.country_code))
    for country in vocabulary.countries:
        countries[_id_of(country.name)] = (country.name, country.country_code)
    return countries


def _states(acting: set[str], known: frozenset[str], countries: Countries) -> dict[str, tuple[str, str | None]]:
    """Return those of the countries that act or are acted upon."""
    return {key: countries[key] for key in sorted(acting - known) if key in countries}
