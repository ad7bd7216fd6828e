"""The rows of a release that a batch of documents gives, once all documents together have decided what is open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from imcwp_data.consolidate.actions import restated
from imcwp_data.consolidate.facts import Facts
from imcwp_data.consolidate.statements import Row
from imcwp_data.consolidate.tallies import begins_group, first_rows
from imcwp_data.schema import TableSchema, arrow_schema, arrow_table, package_schemas, reading_order

if TYPE_CHECKING:
    import pyarrow as pa

# The tables of a release that are made of all batches' rows, one batch after the other.
BY_BATCH = (
    "sources",
    "documents",
    "paragraphs",
    "actions",
    "action_participants",
    "mentions",
    "place_mentions",
    "dates",
    "evidence",
    "quotations",
)
ACCEPTED_COLUMNS = ("table_name", "row_id", "column_name", "value")
_SEPARATOR = "\x1f"
_PUBLICATION = ("publisher", "url", "retrieved", "rights")


@dataclass(frozen=True, slots=True)
class Decisions:
    """What all documents decide for one batch, no more than what it needs.

    - ``meeting_ids``: the meeting of each of its ``meeting_candidates``;
    - ``accepted``: the values that rows of participants and meetings show, with the columns `ACCEPTED_COLUMNS`;
    - ``states``: name and country code of countries that act without a candidate, by participant id;
    - ``quotations``: the rows of its paragraphs;
    - ``originals``: the actions of the paragraphs that these quote, by paragraph;
    - ``publications``: what ``sources.csv`` says of its sources, by path.
    """

    meeting_ids: Sequence[str]
    accepted: pa.Table
    states: Mapping[str, tuple[str, str | None]] = field(default_factory=dict)
    quotations: Sequence[Row] = ()
    originals: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    publications: Mapping[str, Mapping[str, str | None]] = field(default_factory=dict)


def finish(facts: Facts, decisions: Decisions) -> dict[str, pa.Table]:
    """Return the rows of the tables `BY_BATCH` and of ``meeting_participants`` that a batch gives, sorted by key."""
    schemas = package_schemas()
    order = sorted(
        facts["documents"].column("document_id").to_pylist(),
        key=reading_order,
    )
    statements = _resolved(facts, decisions)
    tables = {
        name: _in_order(facts[name], order)
        for name in ("documents", "paragraphs", "action_participants", "mentions", "place_mentions", "dates")
    }
    tables["sources"] = _sources(facts["sources"], decisions.publications)
    tables["actions"] = _in_order(_actions(facts, decisions), order)
    tables["evidence"] = _evidence(statements, order)
    tables["quotations"] = arrow_table(decisions.quotations, schemas["quotations"])
    tables["meeting_participants"] = _members(statements)
    if _interleave(order):
        tables = {name: _by_key(table, schemas[name]) for name, table in tables.items()}
    return {
        name: table.select(list(schemas[name].columns)).cast(arrow_schema(schemas[name]))
        for name, table in tables.items()
    }


def _in_order(table: pa.Table, documents: Sequence[str]) -> pa.Table:
    """Return a table whose rows stand document by document with the documents in reading order."""
    import pyarrow as pa
    import pyarrow.compute as pc

    names = table.column_names
    if "document_id" in names:
        owner = table.column("document_id")
    elif "paragraph_id" in names:
        owner = pc.replace_substring_regex(table.column("paragraph_id"), r"\.[0-9]+$", "")
    else:
        owner = pc.replace_substring_regex(table.column("action_id"), r"\.[0-9]+\.a[0-9]+$", "")
    place = pc.index_in(owner.combine_chunks(), pa.array(documents, pa.string()))
    numbers = place.to_numpy(zero_copy_only=False)
    if not len(numbers) or (numbers[1:] >= numbers[:-1]).all():
        return table
    return table.take(pa.array(numbers.argsort(kind="stable")))


def _by_key(table: pa.Table, schema: TableSchema) -> pa.Table:
    """Return a table sorted by its key in reading order."""
    import pyarrow as pa

    keys = list(zip(*(table.column(column).to_pylist() for column in schema.primary_key), strict=True))
    order = sorted(range(len(keys)), key=lambda row: tuple(map(reading_order, keys[row])))
    return table.take(pa.array(order, pa.int64()))


def _interleave(documents: Sequence[str]) -> bool:
    """Tell whether ids of one document's paragraphs stand between those of another's: of x.1 and of x.1.1."""
    known = set(documents)
    return any(document.rpartition(".")[0] in known for document in documents)


def _sources(table: pa.Table, publications: Mapping[str, Mapping[str, str | None]]) -> pa.Table:
    rows = table.to_pylist()
    for row in rows:
        told = publications.get(row["path"], {})
        row.update({column: told.get(column) for column in _PUBLICATION})
    return arrow_table(rows, package_schemas()["sources"])


def _actions(facts: Facts, decisions: Decisions) -> pa.Table:
    import pyarrow as pa
    import pyarrow.compute as pc

    actions, candidates = facts["actions"], facts["meeting_candidates"]
    own = pc.binary_join_element_wise(actions.column("document_id"), actions.column("meeting_local_id"), "|")
    of_candidate = pc.binary_join_element_wise(candidates.column("document_id"), candidates.column("local_id"), "|")
    ids = pa.array(list(decisions.meeting_ids), pa.string())
    meeting = ids.take(pc.index_in(own.combine_chunks(), of_candidate.combine_chunks()))
    actions = actions.set_column(actions.schema.get_field_index("meeting_id"), "meeting_id", meeting)
    if decisions.quotations:
        quoting = {row["paragraph_id"] for row in decisions.quotations}
        there = pc.is_in(actions.column("paragraph_id"), pa.array(sorted(map(str, quoting)), pa.string()))
        again = restated(actions.filter(there).to_pylist(), decisions.quotations, decisions.originals)
        restates = pa.array([again.get(key) for key in actions.column("action_id").to_pylist()], pa.string())
        actions = actions.set_column(actions.schema.get_field_index("restates_id"), "restates_id", restates)
    return actions


def _resolved(facts: Facts, decisions: Decisions) -> pa.Table:
    """Return the statements with the meetings' ids and names, those on states added, and all told whether accepted."""
    import pyarrow as pa
    import pyarrow.compute as pc

    statements = pa.concat_tables([facts["statements"], _of_states(facts["statements"], decisions.states)])
    table_name = statements.column("table_name").combine_chunks()
    row_id = _meeting_row_ids(statements, facts["meeting_candidates"], decisions.meeting_ids)
    named = pc.and_(pc.equal(table_name, "meetings"), pc.equal(statements.column("column_name"), "name"))
    shown = decisions.accepted
    names = shown.filter(
        pc.and_(pc.equal(shown.column("table_name"), "meetings"), pc.equal(shown.column("column_name"), "name"))
    ).combine_chunks()
    name = names.column("value").combine_chunks().take(pc.index_in(row_id, names.column("row_id").combine_chunks()))
    value = pc.if_else(named, name, statements.column("value")).combine_chunks()
    parts = (table_name, row_id, statements.column("column_name").combine_chunks(), value)
    keys = pc.binary_join_element_wise(*parts, _SEPARATOR)
    accepted = pc.binary_join_element_wise(
        *(shown.column(column).combine_chunks() for column in ACCEPTED_COLUMNS), _SEPARATOR
    )
    told = statements.column("accepted").combine_chunks()
    for name, column in (
        ("row_id", row_id),
        ("value", value),
        ("accepted", pc.coalesce(told, pc.is_in(keys, accepted))),
    ):
        statements = statements.set_column(statements.schema.get_field_index(name), name, column)
    return statements


def _meeting_row_ids(statements: pa.Table, candidates: pa.Table, meeting_ids: Sequence[str]) -> Any:
    """Return ``row_id`` with the ids that a document gives its meetings replaced by the meetings' own."""
    import pyarrow as pa
    import pyarrow.compute as pc

    row_id = statements.column("row_id").combine_chunks()
    table_name = statements.column("table_name").combine_chunks()
    of_meetings = pc.is_in(table_name, pa.array(["meetings", "meeting_participants"]))
    local = pc.replace_substring_regex(row_id, r"\|.*$", "")
    rest = pc.replace_substring_regex(row_id, r"^[^|]*", "")
    own = pc.binary_join_element_wise(statements.column("document_id").combine_chunks(), local, "|")
    of_candidate = pc.binary_join_element_wise(candidates.column("document_id"), candidates.column("local_id"), "|")
    ids = pa.array(list(meeting_ids), pa.string()).take(pc.index_in(own, of_candidate.combine_chunks()))
    return pc.if_else(of_meetings, pc.binary_join_element_wise(ids, rest, ""), row_id)


def _of_states(statements: pa.Table, states: Mapping[str, tuple[str, str | None]]) -> pa.Table:
    """Return, for each state in an action, that the words which name it there give its row."""
    import pyarrow as pa
    import pyarrow.compute as pc

    empty = statements.slice(0, 0)
    if not states:
        return empty
    acting = statements.filter(pc.equal(statements.column("table_name"), "action_participants"))
    rows = []
    for told in acting.to_pylist():
        participant_id = told["row_id"].split("|")[1]
        if participant_id in states:
            name, country_code = states[participant_id]
            for column, value in (("name", name), ("kind", "state"), ("country_code", country_code)):
                if value is not None:
                    rows.append(
                        told
                        | {
                            "table_name": "participants",
                            "row_id": participant_id,
                            "column_name": column,
                            "value": value,
                            "accepted": True,
                        }
                    )
    return pa.Table.from_pylist(rows, schema=statements.schema) if rows else empty


def _evidence(statements: pa.Table, documents: Sequence[str]) -> pa.Table:
    """Return the rows of ``evidence``: ids count the statements of each paragraph, in the order of its text."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    order = pc.index_in(statements.column("document_id").combine_chunks(), pa.array(documents, pa.string()))
    table = statements.append_column("order", order)
    keys = ["order", "position", "char_start", "char_end", "table_name", "row_id", "column_name", "value"]
    # Of equal statements the most certain is kept, and of equally certain ones the first in the alphabet of rules.
    ranked = [*((name, "ascending") for name in keys), ("certainty", "descending"), ("rule", "ascending")]
    table = first_rows(table, keys, ranked)
    position = pc.cast(table.column("position"), pa.string())
    paragraph = pc.binary_join_element_wise(table.column("document_id"), position, ".")
    count = np.arange(table.num_rows)
    if table.num_rows:
        begins = np.flatnonzero(begins_group([table.column("order"), table.column("position")]))
        count = count - np.repeat(begins, np.diff(np.r_[begins, table.num_rows])) + 1
    evidence_id = pc.binary_join_element_wise(paragraph, pc.cast(pa.array(count), pa.string()), ".e")
    return table.append_column("paragraph_id", paragraph).append_column("evidence_id", evidence_id)


def _members(statements: pa.Table) -> pa.Table:
    """Return who has which role in which meeting, each once."""
    import pyarrow.compute as pc

    told = statements.filter(pc.equal(statements.column("table_name"), "meeting_participants"))
    keys = [key.split("|") for key in pc.unique(told.column("row_id")).to_pylist()]
    names = ("meeting_id", "participant_id", "role")
    return arrow_table([dict(zip(names, key, strict=True)) for key in keys], package_schemas()["meeting_participants"])
