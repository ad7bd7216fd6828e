"""What all batches say of participants, meetings and places, counted and added up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from imcwp_data.consolidate.groups import Group, each_once
from imcwp_data.consolidate.meeting_tallies import meeting_tally
from imcwp_data.consolidate.participants import given_values
from imcwp_data.consolidate.tallies import added
from imcwp_data.table_file import TableSource
from imcwp_data.turns import Run

if TYPE_CHECKING:
    import pyarrow as pa

_ROWS_AT_ONCE = 400_000


@dataclass(frozen=True, slots=True)
class Summary:
    """What all batches say, added up."""

    participants: pa.Table
    meetings: pa.Table
    given: pa.Table
    acting: set[str]
    places: pa.Table
    unknown: dict[str, str]


@dataclass(frozen=True, slots=True)
class _Task:
    tables: TableSource
    meetings: Sequence[int]


def _count_meetings(task: _Task) -> pa.Table:
    return meeting_tally([task.tables.table("meeting_statements")], [task.meetings])


def summarised(groups: Sequence[Group], meetings: Sequence[Sequence[int]], run: Run) -> Summary:
    """Return what all groups say; ``meetings`` are the meetings of each group's candidates, by number."""
    import pyarrow.compute as pc

    tasks = [_Task(group.tables, numbers) for group, numbers in zip(groups, meetings, strict=True)]
    counting = run(_count_meetings, tasks)
    participants = _added_up(group.tables.table("participant_tally") for group in groups)
    acting: set[str] = set()
    unknown: dict[str, str] = {}
    for group in groups:
        told = group.tables.table("mentioned", ["participant_id", "acting"])
        acting.update(pc.unique(told.column("participant_id").filter(told.column("acting"))).to_pylist())
        for row in group.tables.table("unknown_parties").to_pylist():
            unknown.setdefault(row["participant_id"], row["line"])
    given = [group.tables.table("given") for group in groups]
    places = each_once([group.tables.table("places") for group in groups], "place_id", last=True)
    return Summary(
        participants, _added_up(counting), given_values(given) if len(given) > 1 else given[0], acting, places, unknown
    )


def _added_up(tallies: Iterable[pa.Table]) -> pa.Table:
    """Add tallies up.

    They gather until they are as large as what was added up before, so that a row is sorted few times, however many
    tallies there are; and at least until they are many rows, since sorting all of few once is fastest.
    """
    each = iter(tallies)
    total = next(each)
    waiting: list[pa.Table] = []
    for tally in each:
        waiting.append(tally)
        if sum(some.num_rows for some in waiting) >= max(total.num_rows, _ROWS_AT_ONCE):
            total = added([total, *waiting])
            waiting.clear()
    return added([total, *waiting]) if waiting else total
