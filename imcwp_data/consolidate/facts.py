"""What the documents of a batch tell, as Arrow tables: the form in which readings travel, are kept and are joined.

`facts_of` is a pure function of the readings. Nothing in its tables depends on another source, so the facts of a source
can be cut out of one batch and put into another (`sliced`, `joined`). What is decided only by all documents together
(a meeting's id, which of rival values is accepted) is left open here and filled in by `consolidate.finish`.

Beside the tables of a release there are

- ``statements``: each value that a passage states for a column of a row, with its characters, rule and certainty. A
  meeting's rows carry its id within the document; ``accepted`` is null where only all documents together decide.
- ``meeting_candidates``: the meetings that each document tells of, with what joins them: series, kind, name, host, and
  the document's own most certain ordinal, days, country and status.
- ``participant_candidates``: the participants of each document with the values that it or the vocabularies give.
- ``passages``: paragraphs that are long enough to be told as quoted, with their words as numbers.
- ``unknown_parties``: lines that a curator can add to ``parties.csv``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from imcwp_data.consolidate.actions import ACTION_COLUMNS, ACTION_PARTICIPANT_COLUMNS, action_facts
from imcwp_data.consolidate.meeting_tallies import meeting_statements
from imcwp_data.consolidate.quotations import PASSAGE_COLUMNS, passages
from imcwp_data.consolidate.shingles import run_hashes
from imcwp_data.consolidate.statements import STATEMENT_COLUMNS, Row, Told
from imcwp_data.consolidate.tallies import tally
from imcwp_data.consolidate.texts import (
    DATE_COLUMNS,
    MENTION_COLUMNS,
    PARAGRAPH_COLUMNS,
    PLACE_MENTION_COLUMNS,
    date_rows,
    document_row,
    mention_rows,
    paragraph_rows,
    place_mention_rows,
    place_rows,
    source_row,
)
from imcwp_data.extract.unknown_names import unknown_parties
from imcwp_data.lasting import collector_at_rest
from imcwp_data.model import MeetingCandidate, Reading, SourceReading
from imcwp_data.schema import arrow_schema, package_schemas
from imcwp_data.vocabulary import Vocabulary

if TYPE_CHECKING:
    import pyarrow as pa

Facts = Mapping[str, "pa.Table"]
# The tables of a release that hold what single documents tell; their rows stand in the order of sources and texts.
OF_DOCUMENTS = (
    "sources",
    "documents",
    "paragraphs",
    "actions",
    "action_participants",
    "mentions",
    "place_mentions",
    "dates",
)
_HOSTS = frozenset({"host", "organiser"})
CANDIDATE_COLUMNS = ("name", "kind", "acronym", "country_code", "role", "affiliation_id")
_PARTICIPANT_COLUMNS = ("participant_id", *CANDIDATE_COLUMNS)
# Tables whose rows are gathered as tuples, and their columns; the rows of the others are mappings.
_OF_TUPLES: Mapping[str, Sequence[str]] = {
    "paragraphs": PARAGRAPH_COLUMNS,
    "mentions": MENTION_COLUMNS,
    "place_mentions": PLACE_MENTION_COLUMNS,
    "dates": DATE_COLUMNS,
    "passages": PASSAGE_COLUMNS,
    "participant_candidates": _PARTICIPANT_COLUMNS,
    "actions": ACTION_COLUMNS,
    "action_participants": ACTION_PARTICIPANT_COLUMNS,
    "statements": STATEMENT_COLUMNS,
    "unknown_parties": ("participant_id", "line"),
}

_candidate = attrgetter(*_PARTICIPANT_COLUMNS)


@cache
def facts_schemas() -> dict[str, pa.Schema]:
    """Return the Arrow schemas of all tables of facts by name."""
    import pyarrow as pa

    schemas = package_schemas()
    text, whole = pa.string(), pa.int64()
    return {
        **{name: arrow_schema(schemas[name]).remove_metadata() for name in OF_DOCUMENTS if name != "actions"},
        "actions": arrow_schema(schemas["actions"]).remove_metadata().append(pa.field("meeting_local_id", text)),
        "places": arrow_schema(schemas["places"]).remove_metadata(),
        "statements": pa.schema(
            [
                *((name, text) for name in ("table_name", "row_id", "column_name", "value")),
                *((name, text) for name in ("document_id", "published")),
                *((name, whole) for name in ("position", "char_start", "char_end")),
                *((name, text) for name in ("quote", "rule")),
                ("certainty", pa.float64()),
                ("accepted", pa.bool_()),
            ]
        ),
        "meeting_candidates": pa.schema(
            (name, text)
            for name in (
                "document_id", "local_id", "published", "series", "kind", "name", "host", "ordinal", "date_edtf",
                "country_code", "status",
            )
        ),
        "participant_candidates": pa.schema((name, text) for name in _PARTICIPANT_COLUMNS),
        "passages": pa.schema(
            [
                *((name, text) for name in ("document_id", "paragraph_id", "published")),
                ("quoted", pa.bool_()),
                ("position", whole),
                ("words", pa.list_(pa.uint64())),
            ]
        ),
        "unknown_parties": pa.schema([("participant_id", text), ("line", text)]),
    }  # fmt: skip


def facts_of(readings: Sequence[SourceReading], vocabulary: Vocabulary) -> tuple[Facts, list[dict[str, int]]]:
    """Return the facts of some sources in their order, and how many rows of each table each source has."""
    rows: dict[str, list[Any]] = {name: [] for name in facts_schemas()}
    known = frozenset(party.participant_id for party in vocabulary.parties)
    sizes = [dict.fromkeys(rows, 0)]
    with collector_at_rest():
        for reading in readings:
            _add(rows, reading, known)
            sizes.append({name: len(listed) for name, listed in rows.items()})
        tables = {name: _table(rows[name], schema, _OF_TUPLES.get(name)) for name, schema in facts_schemas().items()}
    return tables, [{name: after[name] - before[name] for name in rows} for before, after in pairwise(sizes)]


def joined(parts: Sequence[Facts]) -> Facts:
    """Return the facts of several batches, one after the other, as those of one."""
    import pyarrow as pa

    return {name: pa.concat_tables([part[name] for part in parts]) for name in facts_schemas()}


def sliced(facts: Facts, counts: Sequence[Mapping[str, int]], number: int) -> Facts:
    """Return the facts of one source of a batch; ``counts`` as `facts_of` gives them."""
    return {
        name: table.slice(sum(count[name] for count in counts[:number]), counts[number][name])
        for name, table in facts.items()
    }


def _table(rows: Sequence[Any], schema: pa.Schema, columns: Sequence[str] | None) -> pa.Table:
    """Return rows as a table: tuples with the ``columns``, or mappings that have the same ones in the same order."""
    import pyarrow as pa

    values: dict[str, Any] = {}
    if rows:
        of_rows = columns or list(rows[0])
        listed = rows if columns else (row.values() for row in rows)
        values = dict(zip(of_rows, zip(*listed, strict=True), strict=True))
    arrays = []
    for field in schema:
        column = values.get(field.name)
        if column is None:
            arrays.append(pa.nulls(len(rows), field.type))
        elif pa.types.is_date32(field.type):
            arrays.append(pa.array(column, pa.string()).cast(field.type))
        else:
            arrays.append(pa.array(column, field.type))
    return pa.Table.from_arrays(arrays, schema=schema)


def _add(rows: dict[str, list[Any]], source: SourceReading, known_parties: frozenset[str]) -> None:
    rows["sources"].append(source_row(source.source, {}))
    for reading in source.readings:
        _add_document(rows, reading)
    rows["places"] += place_rows(source.readings)
    found = unknown_parties((p for reading in source.readings for p in reading.participants), known_parties)
    rows["unknown_parties"] += found.items()


def _add_document(rows: dict[str, list[Any]], reading: Reading) -> None:
    paragraphs = paragraph_rows(reading.document)
    rows["paragraphs"] += paragraphs
    # The last column of a paragraph is the number of its words.
    rows["documents"].append(document_row(reading, sum(row[-1] for row in paragraphs)))
    rows["mentions"] += mention_rows(reading)
    rows["place_mentions"] += place_mention_rows(reading)
    rows["dates"] += date_rows(reading)
    rows["passages"] += passages(reading)
    statements, told = rows["statements"], Told(reading.document)
    for participant in reading.participants:
        statements += told.rows("participants", participant.participant_id, participant.assertions)
    rows["participant_candidates"] += map(_candidate, reading.participants)
    for meeting in reading.meetings:
        rows["meeting_candidates"].append(_meeting_row(reading, meeting))
        statements += told.rows("meetings", meeting.local_id, meeting.assertions)
        for member in meeting.participants:
            row_id = f"{meeting.local_id}|{member.participant_id}|{member.role}"
            statements.append(told.row("meeting_participants", row_id, "role", member.role, member, 1.0, True))
    actions = action_facts(reading)
    rows["actions"] += actions.rows
    rows["action_participants"] += actions.participants
    statements += actions.statements


def _meeting_row(reading: Reading, candidate: MeetingCandidate) -> Row:
    return {
        "document_id": reading.document.document_id,
        "local_id": candidate.local_id,
        "published": reading.document.published,
        "series": candidate.series,
        "kind": candidate.kind,
        "name": candidate.name,
        "host": next((m.participant_id for m in candidate.participants if m.role in _HOSTS), None),
        **{column: _best(candidate, column) for column in ("ordinal", "date_edtf", "country_code", "status")},
    }


def _best(candidate: MeetingCandidate, column: str) -> str | None:
    """Return the document's own most certain value for a column."""
    told = [a for a in candidate.assertions if a.column_name == column]
    return max(told, key=lambda a: a.certainty).value if told else None


def with_derived(facts: Facts) -> Facts:
    """Return facts with what is computed from them once, for all that join batches.

    ``runs`` holds the hashes by which passages meet (hash, row of ``passages``, a number of its document; sorted),
    ``participant_tally`` what the documents say of participants, counted, ``meeting_statements`` what they say of
    meetings, to be counted.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    hashes, rows = run_hashes(facts["passages"].column("words").combine_chunks())
    documents = facts["passages"].column("document_id").combine_chunks().dictionary_encode().indices
    statements = facts["statements"]
    told = statements.filter(pc.equal(statements.column("table_name"), "participants"))
    return {
        **facts,
        "runs": pa.table(
            {"hash": pa.array(hashes), "row": pa.array(rows, pa.uint32()), "document": documents.take(pa.array(rows))}
        ),
        "participant_tally": tally(told, lists=("aliases",)),
        "meeting_statements": meeting_statements(facts["meeting_candidates"], statements),
    }
