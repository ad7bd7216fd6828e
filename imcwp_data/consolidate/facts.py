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
from typing import TYPE_CHECKING

from imcwp_data.consolidate.gathered import CANDIDATE_COLUMNS, MEETING_COLUMNS, Gathered
from imcwp_data.consolidate.meeting_tallies import TOLD_COLUMNS, meeting_statements
from imcwp_data.consolidate.shingles import run_hashes
from imcwp_data.consolidate.tallies import tally
from imcwp_data.lasting import collector_at_rest
from imcwp_data.model import SourceReading
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
                *(pa.field(name, whole, nullable=False) for name in ("position", "char_start", "char_end")),
                ("rule", text),
                ("certainty", pa.float64()),
                ("accepted", pa.bool_()),
            ]
        ),
        "meeting_candidates": pa.schema((name, text) for name in MEETING_COLUMNS),
        "participant_candidates": pa.schema((name, text) for name in ("participant_id", *CANDIDATE_COLUMNS)),
        "passages": pa.schema(
            [
                *((name, text) for name in ("document_id", "paragraph_id", "published")),
                ("quoted", pa.bool_()),
                pa.field("position", whole, nullable=False),
                ("words", pa.list_(pa.uint64())),
            ]
        ),
        "unknown_parties": pa.schema([("participant_id", text), ("line", text)]),
    }


def facts_of(readings: Sequence[SourceReading], vocabulary: Vocabulary) -> tuple[Facts, list[dict[str, int]]]:
    """Return the facts of some sources in their order, and how many rows of each table each source has."""
    with collector_at_rest():
        gathered = Gathered(readings, frozenset(party.participant_id for party in vocabulary.parties))
        return gathered.tables(facts_schemas()), gathered.sizes()


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
    told = statements.select(["row_id", *TOLD_COLUMNS]).filter(
        pc.equal(statements.column("table_name"), "participants")
    )
    return {
        **facts,
        "runs": pa.table(
            {"hash": pa.array(hashes), "row": pa.array(rows, pa.uint32()), "document": documents.take(pa.array(rows))}
        ),
        "participant_tally": tally(told, lists=("aliases",)),
        "meeting_statements": meeting_statements(facts["meeting_candidates"], statements),
    }
