"""What must hold between the columns and tables of a release beyond what a table schema can say.

Vectorised over Arrow like the constraints, part by part. Each check takes all tables, which must have the columns and
types of their schemas, and yields reports.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

from imcwp_data.checks import Part, faults_at, faults_where, parts, with_key
from imcwp_data.counting import check_counts
from imcwp_data.faults import Report, faulty
from imcwp_data.references import Lookup, key_of, matched, missing_keys
from imcwp_data.schema import TableSchema
from imcwp_data.text.edtf import bounds
from imcwp_data.turns import Piece

if TYPE_CHECKING:
    import pyarrow as pa

    from imcwp_data.table_stream import TableStream

Tables = Mapping[str, "TableStream"]
Schemas = Mapping[str, TableSchema]

_DIGITS = "0123456789"
_DATES_REMEMBERED = 10_000
# Tables whose every row was read from a text, with the columns of `evidence` or of mentions that tell where.
_EVIDENCED = ("meetings", "participants", "actions")


def check_consistency(tables: Tables, schemas: Schemas) -> Iterator[Report]:
    """Yield reports of all checks of this module, over the tables of the release's contract that are there."""
    for piece in consistency_checks(tables, schemas):
        yield from piece.do()


def consistency_checks(tables: Tables, schemas: Schemas) -> Iterator[Piece[list[Report]]]:
    """Yield the checks of `check_consistency` one by one."""
    for what, needed, check in _CHECKS:
        if all(name in tables and name in schemas for name in needed):
            rows = max(tables[name].rows for name in needed)
            yield Piece(f"the check of {what}", partial(faulty, check, tables, schemas), rows)
    for name, schema in schemas.items():
        if name in tables:
            for what, of_table in (("offsets", _spans), ("dates", _dates)):
                check_it = partial(faulty, of_table, tables[name], schema)
                yield Piece(f"the check of {what} in {name}", check_it, tables[name].rows)


def _spans(table: TableStream, schema: TableSchema) -> Iterator[Report]:
    """Offsets are of at least one character."""
    import pyarrow.compute as pc

    if not {"char_start", "char_end"} <= set(schema.columns):
        return
    for part in parts(table, schema, with_key(schema, "char_start", "char_end")):
        bad = pc.less_equal(part.column("char_end"), part.column("char_start"))
        yield faults_where(
            part, bad, "char_end", "span",
            "is not after char_start: the slice is empty. Mend the offsets.",
        )  # fmt: skip


def _dates(table: TableStream, schema: TableSchema) -> Iterator[Report]:
    """``start_date`` and ``end_date`` are the bounds of ``date_edtf``."""
    if {"date_edtf", "start_date", "end_date"} <= set(schema.columns):
        for part in parts(table, schema, with_key(schema, "date_edtf", "start_date", "end_date")):
            yield from _date_faults(part)


def _date_faults(part: Part) -> Iterator[Report]:
    import pyarrow as pa
    import pyarrow.compute as pc

    edtf = part.column("date_edtf")
    distinct = [value for value in pc.unique(edtf).to_pylist() if value is not None]
    found = {value: _bounds(value) for value in distinct}
    unreadable = [value for value, pair in found.items() if pair is None]
    yield faults_where(
        part, pc.is_in(edtf, pa.array(unreadable, pa.string())), "date_edtf", "edtf",
        "is no date: such a day, month or range does not exist. Mend the value.",
    )  # fmt: skip
    readable = [value for value in distinct if found[value] is not None]
    position = pc.index_in(edtf, pa.array(readable, pa.string()))
    skip = pc.is_in(edtf, pa.array(unreadable, pa.string()))
    for number, column in enumerate(("start_date", "end_date")):
        wanted = pa.array([(found[value] or (None, None))[number] for value in readable], pa.string())
        expected = wanted.take(position) if len(readable) else pa.nulls(len(edtf), pa.string())
        bad = pc.and_(_differ(pc.cast(part.column(column), pa.string()), expected), pc.invert(skip))
        yield faults_where(
            part, bad, column, "bounds",
            "is not what date_edtf gives. Take it from date_edtf.",
        )  # fmt: skip


@lru_cache(_DATES_REMEMBERED)
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
        for part in parts(tables[name], schemas[name], with_key(schemas[name], column, owner, number)):
            expected = pc.binary_join_element_wise(part.column(owner), pc.cast(part.column(number), pa.string()), ".")
            yield faults_where(
                part, pc.not_equal(part.column(column), expected), column, "id",
                f"is not {owner} and {number} joined by a dot. Mend one of them.",
            )  # fmt: skip
    for name, column, owner, ending in (
        ("actions", "action_id", "paragraph_id", ".a"),
        ("actions", "paragraph_id", "document_id", "."),
        ("evidence", "evidence_id", "paragraph_id", ".e"),
    ):
        for part in parts(tables[name], schemas[name], with_key(schemas[name], column, owner)):
            # The patterns of the schemas see to it that the number is there.
            begin = pc.ascii_rtrim(part.column(column), _DIGITS)
            expected = pc.binary_join_element_wise(part.column(owner), ending, "")
            yield faults_where(
                part, pc.not_equal(begin, expected), column, "id",
                f"does not belong to the row's {owner}. Mend one of them.",
            )  # fmt: skip


def _evidence(name: str, tables: Tables, schemas: Schemas) -> Iterator[Report]:
    """Evidence on a table names a row and column that are there; what it says where accepted is what stands there."""
    import pyarrow as pa
    import pyarrow.compute as pc

    schema = schemas["evidence"]
    read = with_key(schema, "table_name", "row_id", "column_name", "value", "accepted")
    mine = (
        part.filtered(pc.fill_null(pc.equal(part.column("table_name"), name), False))
        for part in parts(tables["evidence"], schema, read)
    )
    own = schemas[name]
    key = key_of(own.primary_key, "|")
    lookup = Lookup(tables[name], own.columns, key, tables["evidence"].rows)
    known_columns = pa.array(own.columns)
    for part, rows, places in matched((one for one in mine if one.rows.num_rows), key_of(["row_id"]), lookup):
        known = places.is_valid()
        yield faults_where(
            part, pc.invert(known), "row_id", "foreignKey",
            f"is the key of no row of {name}. Add that row or use one that is there.",
        )  # fmt: skip
        yield faults_where(
            part, pc.invert(pc.is_in(part.column("column_name"), known_columns)), "column_name", "foreignKey",
            f"is no column of {name}. Use one of its columns.",
        )  # fmt: skip
        yield from _accepted(part, rows, places, own)


def _accepted(part: Part, rows: pa.Table, places: pa.Array, schema: TableSchema) -> Iterator[Report]:
    import pyarrow.compute as pc

    accepted = pc.and_(part.column("accepted"), places.is_valid())
    columns = part.column("column_name").dictionary_encode()
    for number, name in enumerate(columns.dictionary.to_pylist()):
        if name not in schema.columns:
            continue
        here = pc.indices_nonzero(pc.and_(pc.equal(columns.indices, number), accepted))
        if not len(here):
            continue
        stated, held = part.column("value").take(here), rows.column(name).take(places.take(here))
        wrong = here.filter(_disagree(stated, held.combine_chunks(), schema.field(name).type))
        yield faults_at(
            part, wrong.to_pylist(), "value", "accepted",
            f"is accepted, but {name} of the row of {schema.name} that it names holds something else. "
            "Mend the value, or set accepted to false.",
        )  # fmt: skip


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

    def told(name: str) -> Callable[[pa.RecordBatch], pa.Array]:
        def key(batch: pa.RecordBatch) -> pa.Array:
            own = pc.equal(batch.column("table_name"), name)
            return pc.if_else(own, batch.column("row_id"), None)

        return key

    for name in _EVIDENCED:
        key, table = schemas[name].primary_key[0], tables[name]
        lookup = Lookup(tables["evidence"], ["table_name", "row_id"], told(name), table.rows)
        yield from _absent(
            table,
            schemas[name],
            key,
            lookup,
            "has no row in evidence. Add the passage that tells of it, or leave the row out.",
        )
    places = tables["places"]
    lookup = Lookup(tables["place_mentions"], ["place_id"], key_of(["place_id"]), places.rows)
    yield from _absent(
        places, schemas["places"], "place_id", lookup,
        "is in no row of place_mentions. Add the mention, or leave the place out.",
    )  # fmt: skip


def _absent(table: TableStream, schema: TableSchema, column: str, lookup: Lookup, text: str) -> Iterator[Report]:
    import pyarrow.compute as pc

    missing = missing_keys((batch.column(column) for batch in table.select([column])), lookup)
    if missing is not None:
        for part in parts(table, schema, with_key(schema, column)):
            yield faults_where(part, pc.is_in(part.column(column), missing), column, "evidence", text)


def _self_references(tables: Tables, schemas: Schemas) -> Iterator[Report]:
    """Nothing quotes, restates or belongs to itself."""
    import pyarrow.compute as pc

    for name, key, column in (
        ("quotations", "paragraph_id", "quoted_paragraph_id"),
        ("actions", "action_id", "restates_id"),
        ("participants", "participant_id", "affiliation_id"),
    ):
        for part in parts(tables[name], schemas[name], with_key(schemas[name], key, column)):
            yield faults_where(
                part, pc.equal(part.column(key), part.column(column)), column, "self",
                "refers to its own row. Refer to another or use null.",
            )  # fmt: skip


_EVIDENCE_OF = ("meetings", "participants", "actions", "meeting_participants", "action_participants")
_CHECKS: tuple[tuple[str, tuple[str, ...], Callable[[Tables, Schemas], Iterator[Report]]], ...] = (
    ("ids", ("documents", "paragraphs", "actions", "evidence"), _composed_ids),
    ("counts", ("documents", "paragraphs"), check_counts),
    *((f"the evidence on {name}", ("evidence", name), partial(_evidence, name)) for name in _EVIDENCE_OF),
    ("passages", (*_EVIDENCED, "evidence", "places", "place_mentions"), _without_source),
    ("rows that refer to themselves", ("quotations", "actions", "participants"), _self_references),
)
