"""What all documents decided, as tables that every batch is finished with, and ready to be asked by key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from imcwp_data.consolidate.evidence import ACCEPTED_COLUMNS
from imcwp_data.consolidate.rows_by_key import RowsByKey
from imcwp_data.consolidate.statements import Row
from imcwp_data.memory import kept_for_a_stage
from imcwp_data.table_file import TableSource

if TYPE_CHECKING:
    import pyarrow as pa

_ROWS_AT_ONCE = 10_000


def decided_tables(
    meetings: Sequence[Row], participants: pa.Table, states: Mapping[str, tuple[str, str | None]]
) -> dict[str, pa.Table]:
    """Return what is decided on all rows of meetings and participants, and the countries that act, as tables."""
    import pyarrow as pa

    accepted = pa.concat_tables([_shown_of_meetings(meetings), _shown_of_participants(participants)])
    return {
        "accepted": accepted.combine_chunks(),
        "states": pa.table(
            {
                "participant_id": pa.array(list(states), pa.string()),
                "name": pa.array([name for name, _ in states.values()], pa.string()),
                "country_code": pa.array([code for _, code in states.values()], pa.string()),
            }
        ),
    }


def _shown_of_meetings(rows: Iterable[Row]) -> pa.Table:
    """Return the values that rows of meetings show beside their keys, with `ACCEPTED_COLUMNS`."""
    import pyarrow as pa

    schema = pa.schema([(name, pa.string()) for name in ACCEPTED_COLUMNS])
    shown = (
        ("meetings", str(row["meeting_id"]), column, str(value))
        for row in rows
        for column, value in sorted(row.items())
        if value is not None and column != "meeting_id"
    )
    batches = []
    # A few at a time: as tuples they take many times what they take in a table.
    while some := list(islice(shown, _ROWS_AT_ONCE)):
        arrays = [pa.array(column, pa.string()) for column in zip(*some, strict=True)]
        batches.append(pa.RecordBatch.from_arrays(arrays, schema=schema))
    return pa.Table.from_batches(batches, schema)


def _shown_of_participants(table: pa.Table) -> pa.Table:
    """Return the same of participants, of which each alias is a value by itself."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    names = sorted(set(table.column_names) - {"participant_id"})
    rows, values = [], []
    for name in names:
        column = table.column(name).combine_chunks()
        is_list = pa.types.is_list(column.type)
        rows.append(pc.list_parent_indices(column) if is_list else pc.indices_nonzero(pc.is_valid(column)))
        values.append(column.flatten() if is_list else column.drop_null())
    row = np.concatenate([np.asarray(found, np.int64) for found in rows])
    column = np.repeat(np.arange(len(names)), [len(found) for found in rows])
    order = pa.array(np.lexsort([column, row]))
    ids = table.column("participant_id").combine_chunks().take(pa.array(row))
    columns = [
        pa.repeat("participants", len(order)),
        ids.take(order),
        pa.array(names, pa.string()).take(pa.array(column)).take(order),
        pa.concat_arrays(values).take(order),
    ]
    return pa.Table.from_arrays(columns, list(ACCEPTED_COLUMNS))


@dataclass(frozen=True, slots=True)
class Decided:
    """What all documents decided, ready to be asked by batch: accepted values, states by id, and quoted actions."""

    participants: RowsByKey
    meetings: RowsByKey
    states: Mapping[str, tuple[str, str | None]]
    quoted_actions: RowsByKey


@kept_for_a_stage
def decided_in(shared: TableSource) -> Decided:
    """Return what all documents decided; read once a stage."""
    import pyarrow.compute as pc

    accepted = shared.table("accepted")
    of_participants, of_meetings = (
        RowsByKey(accepted.filter(pc.equal(accepted.column("table_name"), table)), "row_id")
        for table in ("participants", "meetings")
    )
    states = {row["participant_id"]: (row["name"], row["country_code"]) for row in shared.table("states").to_pylist()}
    return Decided(of_participants, of_meetings, states, RowsByKey(shared.table("quoted_actions"), "paragraph_id"))
