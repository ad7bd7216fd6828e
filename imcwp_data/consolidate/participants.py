"""One row for each participant, under whichever of its names the documents speak of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from imcwp_data.consolidate.gathered import CANDIDATE_COLUMNS
from imcwp_data.consolidate.tallies import decided, together

if TYPE_CHECKING:
    import pyarrow as pa


def given_values(candidates: Sequence[pa.Table]) -> pa.Table:
    """Return for each participant the first value in the alphabet that candidates give for each column.

    It serves where no text states a value but the vocabulary knows it: the country of a party.
    """
    import pyarrow as pa

    table = pa.concat_tables(candidates)
    # In one thread: a batch has few rows, and workers have a core each.
    grouped = table.group_by("participant_id", use_threads=False).aggregate(
        [(name, "min") for name in CANDIDATE_COLUMNS]
    )
    names = ["participant_id", *CANDIDATE_COLUMNS]
    return grouped.select(["participant_id", *(f"{name}_min" for name in CANDIDATE_COLUMNS)]).rename_columns(names)


def join_participants(
    tallied: Sequence[pa.Table], given: pa.Table, states: Mapping[str, tuple[str, str | None]]
) -> pa.Table:
    """Return the rows of ``participants``, sorted by id.

    ``tallied`` are the tallies of all documents, ``given`` what `given_values` returns; ``states`` holds name and
    country code of the countries that act or are acted upon in an action and that no document has as a candidate.
    Where documents differ, the rule of `statements.accepted_value` decides.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    told = together(tallied)
    rows = pa.concat_tables([given, _of_states(states, given.schema)]).sort_by("participant_id").combine_chunks()
    ids = rows.column("participant_id").combine_chunks()
    winners = decided(told)
    columns = {"participant_id": ids}
    for name in CANDIDATE_COLUMNS:
        won = winners.filter(pc.equal(winners.column("column_name"), name)).combine_chunks()
        at = pc.index_in(ids, won.column("row_id").combine_chunks())
        value = won.column("value").combine_chunks().take(at)
        columns[name] = pc.coalesce(value, rows.column(name).combine_chunks())
    columns["affiliation_id"] = ids.take(pc.index_in(columns["affiliation_id"], ids))
    columns["aliases"] = _aliases(told, ids, columns["name"])
    return pa.table(columns)


def _of_states(states: Mapping[str, tuple[str, str | None]], schema: pa.Schema) -> pa.Table:
    import pyarrow as pa

    columns = {
        "participant_id": list(states),
        "name": [name for name, _ in states.values()],
        "kind": ["state"] * len(states),
        "country_code": [code for _, code in states.values()],
    }
    return pa.table({name: columns.get(name, [None] * len(states)) for name in schema.names}, schema)


def _aliases(told: pa.Table, ids: pa.Array, names: pa.Array) -> pa.Array:
    """Return the other names that are told of each participant, sorted; null where there are none."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    # Sorted by participant and name, as tallies are.
    aliases = told.filter(pc.equal(told.column("column_name"), "aliases")).combine_chunks()
    row = pc.index_in(aliases.column("row_id").combine_chunks(), ids)
    value = aliases.column("value").combine_chunks()
    other = pc.not_equal(value, names.take(row))
    counts = np.bincount(row.filter(other).to_numpy(), minlength=len(ids))
    offsets = np.append(0, np.cumsum(counts)).astype(np.int32)
    return pa.ListArray.from_arrays(pa.array(offsets), value.filter(other), mask=pa.array(counts == 0))
