"""What documents say of meetings: chosen once for each batch, and counted for many batches at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from imcwp_data.consolidate.tallies import added, tally

if TYPE_CHECKING:
    import pyarrow as pa

TEXT_COLUMNS = ("series", "kind", "mode", "date_edtf", "place", "country_code", "theme")
NUMBER_COLUMNS = ("ordinal", "party_count", "country_count", "people_count")
# The scope of a count: all documents, or those that tell a meeting of this status.
EVERY_STATUS = ""
# The columns of ``statements`` that are looked at where they are counted, beside the row.
TOLD_COLUMNS = ("column_name", "value", "document_id", "published", "position", "char_start", "certainty")


def meeting_statements(candidates: pa.Table, statements: pa.Table) -> pa.Table:
    """Return what a batch's documents say of its ``meeting_candidates``, as far as it is counted.

    ``candidate`` is the row of the candidate, ``status`` the status that its document tells; the other columns are
    those of ``statements``.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    told = statements.select(["row_id", *TOLD_COLUMNS]).filter(pc.equal(statements.column("table_name"), "meetings"))
    told = told.filter(pc.is_in(told.column("column_name"), pa.array([*TEXT_COLUMNS, *NUMBER_COLUMNS])))
    at = pc.index_in(_candidate_keys(told, "row_id"), _candidate_keys(candidates, "local_id"))
    status = candidates.column("status").combine_chunks().take(at)
    return told.select(list(TOLD_COLUMNS)).append_column("candidate", at).append_column("status", status)


def _candidate_keys(table: pa.Table, local_id: str) -> pa.Array:
    import pyarrow.compute as pc

    return pc.binary_join_element_wise(table.column("document_id"), table.column(local_id), "|").combine_chunks()


def meeting_tally(told: Sequence[pa.Table], numbers: Sequence[Sequence[int]]) -> pa.Table:
    """Count what some batches' documents say of meetings.

    ``told`` holds the `meeting_statements` of each batch, ``numbers`` the meeting of each of its candidates. A meeting
    is counted twice: among all documents, and among those that tell the same status. ``row_id`` of the tally is the
    meeting's number and the scope, ``number|status``.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    meetings = [
        pa.array(listed, pa.int64()).take(table.column("candidate").combine_chunks())
        for table, listed in zip(told, numbers, strict=True)
    ]
    every = pa.concat_tables(told)
    meeting, status = pa.chunked_array(meetings, pa.int64()), every.column("status")
    stated = every.append_column("row_id", _scoped(meeting, status)).filter(pc.is_valid(status))
    return added([tally(every.append_column("row_id", _scoped(meeting, EVERY_STATUS))), tally(stated)])


def _scoped(meetings: pa.ChunkedArray, status: Any) -> pa.ChunkedArray:
    import pyarrow as pa
    import pyarrow.compute as pc

    return pc.binary_join_element_wise(pc.cast(meetings, pa.string()), status, "|")
