"""The actions of all paragraphs that others repeat: what may be restated there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from imcwp_data.consolidate.facts import facts_schemas
from imcwp_data.consolidate.repetitions_again import Compared
from imcwp_data.consolidate.restated import RESTATING_COLUMNS
from imcwp_data.table_file import TableSource
from imcwp_data.turns import Run

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class _Task:
    """A batch, and its paragraphs that others repeat."""

    batch: TableSource
    paragraphs: pa.Array


def quoted_actions(
    batches: Sequence[TableSource], quotations: pa.Table, run: Run, before: Compared | None = None
) -> pa.Table:
    """Return the actions of all paragraphs that others repeat, sorted by paragraph.

    Those of paragraphs that were repeated ``before`` are taken from there, where their batch is as it was.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    table = quotations.select(["original_batch", "quoted_paragraph_id"])
    kept = [facts_schemas()["actions"].empty_table().select(list(RESTATING_COLUMNS))]
    if before is not None:
        there = before.quotations.filter(pc.not_equal(before.quotations.column("original_batch"), -1))
        known = pc.unique(there.column("quoted_paragraph_id"))
        wanted = pc.unique(table.column("quoted_paragraph_id"))
        same = pc.and_(pc.is_in(before.actions.column("paragraph_id"), known),
                       pc.is_in(before.actions.column("paragraph_id"), wanted))  # fmt: skip
        kept.append(before.actions.filter(same))
        table = table.filter(pc.invert(pc.is_in(table.column("quoted_paragraph_id"), known)))
    ordered = table.sort_by("original_batch")
    numbers = pc.unique(ordered.column("original_batch"))
    starts = [*pc.index_in(numbers, ordered.column("original_batch").combine_chunks()).to_pylist(), ordered.num_rows]
    tasks = [
        _Task(batches[number], pc.unique(ordered.column("quoted_paragraph_id").slice(start, end - start)))
        for number, start, end in zip(numbers.to_pylist(), starts, starts[1:], strict=False)
    ]
    # Sorting keeps the order of equal ones, in which they stand in the text.
    return pa.concat_tables([*kept, *run(_actions_of, tasks)]).sort_by("paragraph_id").combine_chunks()


def _actions_of(task: _Task) -> pa.Table:
    import pyarrow.compute as pc

    actions = task.batch.table("actions", RESTATING_COLUMNS)
    return actions.filter(pc.is_in(actions.column("paragraph_id"), task.paragraphs))
