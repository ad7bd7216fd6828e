"""What all batches say of participants, meetings and places, counted and added up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from imcwp_data.consolidate.meeting_tallies import meeting_tally
from imcwp_data.consolidate.participants import given_values
from imcwp_data.consolidate.running import Run
from imcwp_data.consolidate.statements import Row
from imcwp_data.consolidate.tallies import added
from imcwp_data.table_file import TableSource

if TYPE_CHECKING:
    import pyarrow as pa

# Tasks of about a second: long enough that handing them out costs nothing, short enough to share them out evenly.
_BATCHES_A_TASK = 16


@dataclass(slots=True)
class Summary:
    """What some batches say, added up."""

    participants: pa.Table
    meetings: pa.Table
    given: pa.Table
    acting: set[str]
    places: dict[str, Row]
    unknown: dict[str, str]


@dataclass(frozen=True, slots=True)
class _Task:
    batches: Sequence[TableSource]
    meetings: Sequence[Sequence[int]]


def _tasks(batches: Sequence[TableSource], numbers: Sequence[Sequence[int]]) -> Iterator[_Task]:
    for start in range(0, len(batches), _BATCHES_A_TASK):
        some = slice(start, start + _BATCHES_A_TASK)
        yield _Task(batches[some], numbers[some])


def _summarise(task: _Task) -> Summary:
    """Count what a task's batches say."""
    import pyarrow.compute as pc

    summary = Summary(
        added([batch.table("participant_tally") for batch in task.batches]),
        meeting_tally([batch.table("meeting_statements") for batch in task.batches], task.meetings),
        given_values([batch.table("participant_candidates") for batch in task.batches]),
        set(),
        {},
        {},
    )
    for batch in task.batches:
        acting = batch.table("action_participants", ["participant_id"]).column("participant_id")
        summary.acting.update(pc.unique(acting).to_pylist())
        summary.places.update((row["place_id"], row) for row in batch.table("places").to_pylist())
        for row in batch.table("unknown_parties").to_pylist():
            summary.unknown.setdefault(row["participant_id"], row["line"])
    return summary


def summarised(batches: Sequence[TableSource], meetings: Sequence[Sequence[int]], run: Run) -> Summary:
    """Return what all batches say; ``meetings`` are the meetings of each batch's candidates, by number."""
    return _added(run(_summarise, _tasks(batches, meetings)))


def _added(parts: Iterator[Summary]) -> Summary:
    """Add summaries up, the earlier batches first.

    They gather until they are as large as what was added up before, so that a row is sorted few times, however many
    batches there are.
    """
    total = next(parts)
    waiting: list[Summary] = []
    for part in parts:
        total.acting |= part.acting
        total.places |= part.places
        total.unknown = part.unknown | total.unknown
        waiting.append(replace(part, acting=set(), places={}, unknown={}))
        if sum(map(_size, waiting)) >= _size(total):
            _add(total, waiting)
            waiting.clear()
    _add(total, waiting)
    return total


def _size(summary: Summary) -> int:
    size: int = summary.participants.num_rows + summary.meetings.num_rows
    return size


def _add(total: Summary, parts: Sequence[Summary]) -> None:
    if parts:
        total.participants = added([total.participants, *(part.participants for part in parts)])
        total.meetings = added([total.meetings, *(part.meetings for part in parts)])
        total.given = given_values([total.given, *(part.given for part in parts)])
