"""What the statements of a batch become, once all documents together have decided what is open: rows of ``evidence``.

Statements are more than all other rows, so what bears on some of them only is done to those alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from imcwp_data.consolidate.characters import slices
from imcwp_data.consolidate.placed import numbered
from imcwp_data.consolidate.tallies import first_rows

if TYPE_CHECKING:
    import pyarrow as pa

    from imcwp_data.consolidate.columns import Numbers

ACCEPTED_COLUMNS = ("table_name", "row_id", "column_name", "value")
_SEPARATOR = "\x1f"
# Of the statements' columns those that evidence is made of.
_COLUMNS = (
    *ACCEPTED_COLUMNS, "document_id", "position", "char_start", "char_end", "rule", "certainty", "accepted",
)  # fmt: skip


def resolved(
    statements: pa.Table, meetings: pa.Table, accepted: pa.Table, states: Mapping[str, tuple[str, str | None]]
) -> pa.Table:
    """Return the statements with the meetings' ids and names, those on states added, and all told whether accepted.

    ``meetings`` has the ids of the meetings of a batch's candidates as `candidate_meetings` gives them, ``accepted``
    the values that rows of participants and meetings show, ``states`` name and country code of acting countries.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    statements = statements.select(list(_COLUMNS)).combine_chunks()
    added = _of_states(statements, states)
    of_meetings = pc.is_in(_column(statements, "table_name"), pa.array(["meetings", "meeting_participants"]))
    row_id = _meeting_row_ids(statements.select(["document_id", "row_id"]).filter(of_meetings), meetings)
    statements = _with(statements, "row_id", pc.replace_with_mask(_column(statements, "row_id"), of_meetings, row_id))
    names = accepted.filter(_is_name_of_meeting(accepted)).combine_chunks()
    named = _is_name_of_meeting(statements)
    at = pc.index_in(_column(statements, "row_id").filter(named), _column(names, "row_id"))
    value = pc.replace_with_mask(_column(statements, "value"), named, _column(names, "value").take(at))
    statements = _with(statements, "value", value)
    undecided = pc.is_null(_column(statements, "accepted"))
    shown = pc.is_in(_keys(statements.select(list(ACCEPTED_COLUMNS)).filter(undecided)), _keys(accepted))
    told = pc.replace_with_mask(_column(statements, "accepted"), undecided, shown)
    return pa.concat_tables([_with(statements, "accepted", told), *added])


def candidate_meetings(candidates: pa.Table, meeting_ids: Sequence[str]) -> pa.Table:
    """Return what each document calls its meetings, ``own`` (`own_names`), and their ids, ``meeting_id``."""
    import pyarrow as pa

    own = own_names(_column(candidates, "document_id"), _column(candidates, "local_id"))
    return pa.table({"own": own, "meeting_id": pa.array(list(meeting_ids), pa.string())})


def own_names(document_id: pa.Array, local_id: pa.Array) -> pa.Array:
    """Return names by which meetings of documents are told apart; null where a document names none."""
    import pyarrow.compute as pc

    return pc.binary_join_element_wise(document_id, local_id, "|")


def meetings_of(own: pa.Array, meetings: pa.Table) -> pa.Array:
    """Return the ids of the meetings of these `own_names`."""
    import pyarrow.compute as pc

    return _column(meetings, "meeting_id").take(pc.index_in(own, _column(meetings, "own")))


def _meeting_row_ids(statements: pa.Table, meetings: pa.Table) -> pa.Array:
    """Return ``row_id`` with the ids that a document gives its meetings replaced by the meetings' own."""
    import pyarrow.compute as pc

    row_id = _column(statements, "row_id")
    local = pc.replace_substring_regex(row_id, r"\|.*$", "")
    rest = pc.replace_substring_regex(row_id, r"^[^|]*", "")
    ids = meetings_of(own_names(_column(statements, "document_id"), local), meetings)
    return pc.binary_join_element_wise(ids, rest, "")


def _of_states(statements: pa.Table, states: Mapping[str, tuple[str, str | None]]) -> list[pa.Table]:
    """Return, for each state in an action, that the words which name it there give its row."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if not states:
        return []
    acting = pc.indices_nonzero(pc.equal(_column(statements, "table_name"), "action_participants"))
    row_id = _column(statements, "row_id").take(acting)
    participant = pc.list_element(pc.split_pattern(row_id, "|"), 1)
    there = pc.is_in(participant, pa.array(sorted(states), pa.string()))
    told = []
    for row, participant_id in zip(
        acting.filter(there).to_pylist(), participant.filter(there).to_pylist(), strict=True
    ):
        name, country_code = states[participant_id]
        told += [(row, participant_id, "name", name), (row, participant_id, "kind", "state")]
        if country_code is not None:
            told.append((row, participant_id, "country_code", country_code))
    if not told:
        return []
    rows, *values = zip(*told, strict=True)
    table = statements.take(pa.array(rows, pa.int64()))
    for column, listed in zip(("row_id", "column_name", "value"), values, strict=True):
        table = _with(table, column, pa.array(listed, pa.string()))
    table = _with(table, "table_name", pa.repeat("participants", len(rows)))
    return [_with(table, "accepted", pa.repeat(pa.scalar(True), len(rows)))]


def evidence_rows(statements: pa.Table, documents: pa.Table, paragraphs: pa.Table) -> pa.Table:
    """Return the rows of ``evidence``: ids count the statements of each paragraph, in the order of its text.

    ``documents`` and ``paragraphs`` are the batch's rows in reading order.
    """
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    # Sorting takes most of the time here: two numbers are compared at once, of the texts few are looked at.
    sizes = documents.column("paragraph_count").to_numpy()
    order = pc.index_in(statements.column("document_id"), _column(documents, "document_id")).to_numpy()
    place = (np.cumsum(sizes) - sizes)[order] + statements.column("position").to_numpy() - 1
    span = statements.column("char_start").to_numpy() << 32 | statements.column("char_end").to_numpy()
    table = statements.drop_columns(["document_id", "position"])
    table = table.append_column("place", pa.array(place)).append_column("span", pa.array(span))
    keys = ["place", "span", "table_name", "row_id", "column_name", "value"]
    # Of equal statements the most certain is kept, and of equally certain ones the first in the alphabet of rules.
    ranked = [*((name, "ascending") for name in keys), ("certainty", "descending"), ("rule", "ascending")]
    table = first_rows(table, keys, ranked)
    place = table.column("place").to_numpy()
    paragraph = _column(paragraphs, "paragraph_id").take(pa.array(place))
    evidence_id = pc.binary_join_element_wise(paragraph, pc.cast(pa.array(numbered(place)), pa.string()), ".e")
    return (
        table.append_column("paragraph_id", paragraph)
        .append_column("evidence_id", evidence_id)
        .append_column("quote", _quotes(table, place, _column(paragraphs, "text")))
    )


def _quotes(table: pa.Table, place: Numbers, texts: pa.Array) -> pa.Array:
    """Return the words of sorted rows, those of the same characters cut out once."""
    import numpy as np
    import pyarrow as pa

    span = table.column("span").to_numpy()
    begins = np.ones(len(place), bool)
    begins[1:] = (place[1:] != place[:-1]) | (span[1:] != span[:-1])
    first = np.flatnonzero(begins)
    starts, ends = (table.column(name).to_numpy()[first] for name in ("char_start", "char_end"))
    return slices(texts, place[first], starts, ends).take(pa.array(np.cumsum(begins) - 1))


def _is_name_of_meeting(table: pa.Table) -> pa.Array:
    import pyarrow.compute as pc

    return pc.and_(pc.equal(_column(table, "table_name"), "meetings"), pc.equal(_column(table, "column_name"), "name"))


def _keys(table: pa.Table) -> pa.Array:
    import pyarrow.compute as pc

    return pc.binary_join_element_wise(*(_column(table, name) for name in ACCEPTED_COLUMNS), _SEPARATOR)


def _column(table: pa.Table, name: str) -> pa.Array:
    return table.column(name).combine_chunks()


def _with(table: pa.Table, name: str, values: Any) -> pa.Table:
    return table.set_column(table.schema.get_field_index(name), name, values)
