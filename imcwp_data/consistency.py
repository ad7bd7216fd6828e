"""What must hold between the columns and tables of a release beyond what a table schema can say.

Vectorised over Arrow like the constraints. Each check takes all tables, which must have the columns and types of their
schemas, and yields reports.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from imcwp_data.checks import faults_at, faults_where, row_key
from imcwp_data.faults import DESCRIBED_PER_CHECK, Fault, Report
from imcwp_data.schema import TableSchema
from imcwp_data.text.edtf import bounds

if TYPE_CHECKING:
    import pyarrow as pa

Tables = Mapping[str, "pa.Table"]
Schemas = Mapping[str, TableSchema]

# A word is a run of characters between spaces that holds a letter or a digit (the definition of word_count).
_WORD = r"[^ ]*[\p{L}\p{N}][^ ]*"
# Tables whose every row was read from a text, with the columns of `evidence` or of mentions that tell where.
_EVIDENCED = ("meetings", "participants", "actions")


def check_consistency(tables: Tables, schemas: Schemas) -> Iterator[Report]:
    """Yield reports of all checks of this module, over the tables of the release's contract that are there."""
    for needed, check in _CHECKS:
        if all(name in tables and name in schemas for name in needed):
            yield from check(tables, schemas)
    for name, schema in schemas.items():
        if name in tables:
            yield from _spans(tables[name], schema)
            yield from _dates(tables[name], schema)


def _spans(table: pa.Table, schema: TableSchema) -> Iterator[Report]:
    """Offsets are of at least one character."""
    import pyarrow.compute as pc

    if {"char_start", "char_end"} <= set(schema.columns):
        bad = pc.less_equal(table.column("char_end"), table.column("char_start"))
        yield faults_where(
            table, schema, bad, "char_end", "span",
            "is not after char_start: the slice is empty. Mend the offsets.",
        )  # fmt: skip


def _dates(table: pa.Table, schema: TableSchema) -> Iterator[Report]:
    """``start_date`` and ``end_date`` are the bounds of ``date_edtf``."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if not {"date_edtf", "start_date", "end_date"} <= set(schema.columns):
        return
    edtf = table.column("date_edtf")
    distinct = [value for value in pc.unique(edtf).to_pylist() if value is not None]
    found = {value: _bounds(value) for value in distinct}
    unreadable = [value for value, pair in found.items() if pair is None]
    yield faults_where(
        table, schema, pc.is_in(edtf, pa.array(unreadable, pa.string())), "date_edtf", "edtf",
        "is no date: such a day, month or range does not exist. Mend the value.",
    )  # fmt: skip
    readable = [value for value in distinct if found[value] is not None]
    position = pc.index_in(edtf, pa.array(readable, pa.string()))
    skip = pc.is_in(edtf, pa.array(unreadable, pa.string()))
    for number, column in enumerate(("start_date", "end_date")):
        wanted = pa.array([(found[value] or (None, None))[number] for value in readable], pa.string())
        expected = wanted.take(position) if len(readable) else pa.nulls(len(edtf), pa.string())
        bad = pc.and_(_differ(pc.cast(table.column(column), pa.string()), expected), pc.invert(skip))
        yield faults_where(
            table, schema, bad, column, "bounds",
            "is not what date_edtf gives. Take it from date_edtf.",
        )  # fmt: skip


def _bounds(edtf: str) -> tuple[str | None, str | None] | None:
    try:
        start, end = bounds(edtf)
    except ValueError:
        return None
    return None if start and end and start > end else (start, end)


def _differ(one: Any, other: Any) -> Any:
    """Return where two columns differ; null equals null."""
    import pyarrow.compute as pc

    unequal = pc.fill_null(pc.not_equal(one, other), False)
    return pc.or_(unequal, pc.xor(pc.is_null(one), pc.is_null(other)))


def _composed_ids(tables: Tables, schemas: Schemas) -> Iterator[Report]:
    """An id begins with the id of what it is a part of, as tables.md lays down."""
    import pyarrow as pa
    import pyarrow.compute as pc

    for name, column, owner, number in (
        ("documents", "document_id", "source_id", "part"),
        ("paragraphs", "paragraph_id", "document_id", "position"),
    ):
        table = tables[name]
        expected = pc.binary_join_element_wise(table.column(owner), pc.cast(table.column(number), pa.string()), ".")
        yield faults_where(
            table, schemas[name], pc.not_equal(table.column(column), expected), column, "id",
            f"is not {owner} and {number} joined by a dot. Mend one of them.",
        )  # fmt: skip
    for name, column, owner, ending in (
        ("actions", "action_id", "paragraph_id", r"\.a[0-9]+$"),
        ("actions", "paragraph_id", "document_id", r"\.[0-9]+$"),
        ("evidence", "evidence_id", "paragraph_id", r"\.e[0-9]+$"),
    ):
        table = tables[name]
        begin = pc.replace_substring_regex(table.column(column), ending, "")
        yield faults_where(
            table, schemas[name], pc.not_equal(begin, table.column(owner)), column, "id",
            f"does not belong to the row's {owner}. Mend one of them.",
        )  # fmt: skip


def _counts(tables: Tables, schemas: Schemas) -> Iterator[Report]:
    """Parts and positions run from 1 without a gap; paragraph_count and word_count are what the paragraphs hold."""
    import pyarrow.compute as pc

    documents, paragraphs = tables["documents"], tables["paragraphs"]
    for name, owner, number in (("documents", "source_id", "part"), ("paragraphs", "document_id", "position")):
        grouped = tables[name].group_by(owner).aggregate([(number, "max"), (number, "count")])
        broken = grouped.filter(pc.not_equal(grouped.column(f"{number}_max"), grouped.column(f"{number}_count")))
        yield faults_where(
            tables[name], schemas[name], pc.is_in(tables[name].column(owner), broken.column(owner)), number, "sequence",
            f"is one of numbers that do not run from 1 without a gap within {owner}. Number them anew.",
        )  # fmt: skip
    words = pc.count_substring_regex(paragraphs.column("text"), _WORD)
    suspect = pc.not_equal(words, paragraphs.column("word_count"))
    if pc.any(suspect).as_py():
        yield _wrong_words(paragraphs, schemas["paragraphs"], suspect)
    sums = paragraphs.group_by("document_id").aggregate([("word_count", "sum"), ("position", "count")])
    position = pc.index_in(documents.column("document_id"), sums.column("document_id"))
    for column, source in (("paragraph_count", "position_count"), ("word_count", "word_count_sum")):
        counted = pc.fill_null(sums.column(source).take(position), 0)
        yield faults_where(
            documents, schemas["documents"], pc.not_equal(documents.column(column), counted), column, "count",
            "is not what the document's paragraphs add up to. Count again.",
        )  # fmt: skip


def _wrong_words(paragraphs: pa.Table, schema: TableSchema, suspect: Any) -> Report:
    """Count again in Python, whose letters and digits are those of the definition, where RE2 counts differently."""
    import pyarrow.compute as pc

    total, faults = 0, list[Fault]()
    for row in pc.indices_nonzero(suspect).to_pylist():
        given, text = paragraphs.column("word_count")[row].as_py(), paragraphs.column("text")[row].as_py()
        counted = sum(any(char.isalnum() for char in word) for word in text.split())
        if given != counted:
            total += 1
            if len(faults) < DESCRIBED_PER_CHECK:
                message = f"{given} is not the number of words in text, {counted}. Count again."
                key = row_key(paragraphs, schema.primary_key, row)
                faults.append(Fault(schema.name, "count", message, row + 1, key, "word_count", given))
    return Report(tuple(faults), total)


def _evidence(tables: Tables, schemas: Schemas) -> Iterator[Report]:
    """Evidence names a row and column that are there; what it says where it is accepted is what stands there."""
    import pyarrow as pa
    import pyarrow.compute as pc

    evidence, schema = tables["evidence"], schemas["evidence"]
    for name in pc.unique(evidence.column("table_name")).to_pylist():
        if name not in tables or name not in schemas:
            continue
        mine = pc.equal(evidence.column("table_name"), name)
        keys = _row_ids(tables[name], schemas[name])
        known = pc.is_in(evidence.column("row_id"), keys)
        yield faults_where(
            evidence, schema, pc.and_(mine, pc.invert(known)), "row_id", "foreignKey",
            f"is the key of no row of {name}. Add that row or use one that is there.",
        )  # fmt: skip
        columns = pc.is_in(evidence.column("column_name"), pa.array(schemas[name].columns))
        yield faults_where(
            evidence, schema, pc.and_(mine, pc.invert(columns)), "column_name", "foreignKey",
            f"is no column of {name}. Use one of its columns.",
        )  # fmt: skip
        for field in schemas[name].fields:
            here = pc.and_(mine, pc.equal(evidence.column("column_name"), field.name))
            accepted = pc.and_(pc.and_(here, evidence.column("accepted")), known)
            rows = pc.indices_nonzero(accepted)
            if not len(rows):
                continue
            stated = evidence.column("value").take(rows)
            held = tables[name].column(field.name).take(pc.index_in(evidence.column("row_id").take(rows), keys))
            yield faults_at(
                evidence, schema, rows.filter(_disagree(stated, held, field.type)).to_pylist(), "value", "accepted",
                f"is accepted, but {field.name} of the row of {name} that it names holds something else. "
                "Mend the value, or set accepted to false.",
            )  # fmt: skip


def _row_ids(table: pa.Table, schema: TableSchema) -> Any:
    import pyarrow as pa
    import pyarrow.compute as pc

    parts = [pc.cast(table.column(column), pa.string()) for column in schema.primary_key]
    return parts[0].combine_chunks() if len(parts) == 1 else pc.binary_join_element_wise(*parts, "|").combine_chunks()


def _disagree(stated: Any, held: Any, kind: str) -> Any:
    """Return where a value as evidence writes it is not the value held. For a list, one of its items agrees too."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if kind == "array":
        return pa.array([not _in_list(s, h) for s, h in zip(stated.to_pylist(), held.to_pylist(), strict=True)])
    if kind in ("integer", "number"):
        numeric = pc.match_substring_regex(stated, r"^-?[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?$")
        read = pc.cast(pc.if_else(numeric, stated, pa.scalar(None, pa.string())), pa.float64())
        return _differ(read, pc.cast(held, pa.float64()))
    return _differ(stated, pc.cast(held, pa.string()))


def _in_list(stated: str | None, held: list[str] | None) -> bool:
    if stated is None or held is None:
        return stated is None and held is None
    if stated in held:
        return True
    try:
        items = json.loads(stated)
    except ValueError:
        return False
    return isinstance(items, list) and all(item in held for item in items)


def _without_source(tables: Tables, schemas: Schemas) -> Iterator[Report]:
    """Every meeting, participant, action and place leads to a passage."""
    import pyarrow.compute as pc

    evidence = tables["evidence"]
    for name in _EVIDENCED:
        schema, table = schemas[name], tables[name]
        told = evidence.column("row_id").filter(pc.equal(evidence.column("table_name"), name))
        key = schema.primary_key[0]
        yield faults_where(
            table, schema, pc.invert(pc.is_in(table.column(key), told)), key, "evidence",
            "has no row in evidence. Add the passage that tells of it, or leave the row out.",
        )  # fmt: skip
    named = pc.is_in(tables["places"].column("place_id"), tables["place_mentions"].column("place_id"))
    yield faults_where(
        tables["places"], schemas["places"], pc.invert(named), "place_id", "evidence",
        "is in no row of place_mentions. Add the mention, or leave the place out.",
    )  # fmt: skip


def _self_references(tables: Tables, schemas: Schemas) -> Iterator[Report]:
    """Nothing quotes, restates or belongs to itself."""
    import pyarrow.compute as pc

    for name, key, column in (
        ("quotations", "paragraph_id", "quoted_paragraph_id"),
        ("actions", "action_id", "restates_id"),
        ("participants", "participant_id", "affiliation_id"),
    ):
        table = tables[name]
        yield faults_where(
            table, schemas[name], pc.equal(table.column(key), table.column(column)), column, "self",
            "refers to its own row. Refer to another or use null.",
        )  # fmt: skip


_CHECKS: tuple[tuple[tuple[str, ...], Callable[[Tables, Schemas], Iterator[Report]]], ...] = (
    (("documents", "paragraphs", "actions", "evidence"), _composed_ids),
    (("documents", "paragraphs"), _counts),
    (("evidence",), _evidence),
    ((*_EVIDENCED, "evidence", "places", "place_mentions"), _without_source),
    (("quotations", "actions", "participants"), _self_references),
)
