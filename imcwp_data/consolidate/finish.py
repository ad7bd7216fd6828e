"""The rows of a release that a batch of documents gives, once all documents together have decided what is open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from imcwp_data.consolidate.by_key import by_key, by_ranks, reading_ranks, with_schema
from imcwp_data.consolidate.evidence import candidate_meetings, evidence_rows, meetings_of, own_names, resolved
from imcwp_data.consolidate.facts import OF_DOCUMENTS, Facts
from imcwp_data.consolidate.restated import RESTATING_COLUMNS, restated
from imcwp_data.schema import arrow_table, package_schemas, reading_order

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
# The tables of facts that they are made of.
FINISHED = (*OF_DOCUMENTS, "statements", "meeting_candidates")
_PUBLICATION = ("publisher", "url", "retrieved", "rights")


@dataclass(frozen=True, slots=True)
class Decisions:
    """What all documents decide for one batch, no more than what it needs.

    - ``meeting_ids``: the meeting of each of its ``meeting_candidates``;
    - ``accepted``: the values that rows of participants and meetings show: `evidence.ACCEPTED_COLUMNS`;
    - ``quotations``: the rows of its paragraphs;
    - ``originals``: the actions of the paragraphs that these quote, sorted by paragraph;
    - ``states``: name and country code of countries that act without a candidate, by participant id;
    - ``publications``: what ``sources.csv`` says of its sources, by path.
    """

    meeting_ids: Sequence[str]
    accepted: pa.Table
    quotations: pa.Table
    originals: pa.Table
    states: Mapping[str, tuple[str, str | None]] = field(default_factory=dict)
    publications: Mapping[str, Mapping[str, str | None]] = field(default_factory=dict)


def finish(facts: Facts, decisions: Decisions) -> dict[str, pa.Table]:
    """Return the rows of the tables `BY_BATCH` and of ``meeting_participants`` that a batch gives, sorted by key.

    Of the facts those of `FINISHED` are asked for.
    """
    schemas = package_schemas()
    listed = facts["documents"].column("document_id").to_pylist()
    order = sorted(listed, key=reading_order)
    in_order = _unmoved if listed == order else _in_order
    meetings = candidate_meetings(facts["meeting_candidates"], decisions.meeting_ids)
    statements = resolved(facts["statements"], meetings, decisions.accepted, decisions.states)
    tables = {
        name: in_order(facts[name], order)
        for name in ("documents", "paragraphs", "action_participants", "mentions", "place_mentions", "dates")
    }
    tables["sources"] = _sources(facts["sources"], decisions.publications)
    tables["actions"] = in_order(_actions(facts["actions"], meetings, decisions), order)
    tables["evidence"] = evidence_rows(statements, tables["documents"], tables["paragraphs"])
    tables["quotations"] = _in_order_of_text(decisions.quotations, tables["paragraphs"])
    tables["meeting_participants"] = _members(statements)
    if _interleave(order):
        tables = {name: by_key(table, schemas[name]) for name, table in tables.items()}
    return {name: with_schema(table, name) for name, table in tables.items()}


def _unmoved(table: pa.Table, documents: Sequence[str]) -> pa.Table:
    """Return the table as it is: its rows stand in the order of the documents, as those of all facts do."""
    return table


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


def _interleave(documents: Sequence[str]) -> bool:
    """Tell whether ids of one document's paragraphs stand between those of another's: of x.1 and of x.1.1."""
    known = set(documents)
    return any(document.rpartition(".")[0] in known for document in documents)


def _sources(table: pa.Table, publications: Mapping[str, Mapping[str, str | None]]) -> pa.Table:
    if not publications:
        return by_key(table, package_schemas()["sources"])
    rows = table.to_pylist()
    for row in rows:
        told = publications.get(row["path"], {})
        row.update({column: told.get(column) for column in _PUBLICATION})
    return arrow_table(rows, package_schemas()["sources"])


def _in_order_of_text(quotations: pa.Table, paragraphs: pa.Table) -> pa.Table:
    """Return the quotations of a batch's paragraphs, which stand in reading order, sorted by key."""
    import pyarrow.compute as pc

    own = pc.index_in(quotations.column("paragraph_id"), paragraphs.column("paragraph_id").combine_chunks()).to_numpy()
    return by_ranks(quotations, [own, reading_ranks(quotations.column("quoted_paragraph_id"))])


def _actions(actions: pa.Table, meetings: pa.Table, decisions: Decisions) -> pa.Table:
    import pyarrow.compute as pc

    own = own_names(*(actions.column(name).combine_chunks() for name in ("document_id", "meeting_local_id")))
    meeting = meetings_of(own, meetings)
    actions = actions.set_column(actions.schema.get_field_index("meeting_id"), "meeting_id", meeting)
    if decisions.quotations.num_rows:
        again = restated(actions.select(list(RESTATING_COLUMNS)), decisions.quotations, decisions.originals)
        at = pc.index_in(actions.column("action_id").combine_chunks(), again.column("action_id").combine_chunks())
        restates = again.column("restates_id").combine_chunks().take(at)
        actions = actions.set_column(actions.schema.get_field_index("restates_id"), "restates_id", restates)
    return actions


def _members(statements: pa.Table) -> pa.Table:
    """Return who has which role in which meeting, each once."""
    import pyarrow.compute as pc

    told = statements.filter(pc.equal(statements.column("table_name"), "meeting_participants"))
    keys = [key.split("|") for key in pc.unique(told.column("row_id")).to_pylist()]
    names = ("meeting_id", "participant_id", "role")
    return arrow_table([dict(zip(names, key, strict=True)) for key in keys], package_schemas()["meeting_participants"])
