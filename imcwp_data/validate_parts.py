"""Checks of a release whose tables lie in parts: each part with what all of them share, and then what joins them.

A part holds some sources with all that was read in them, so nearly every constraint can be checked within it. What goes
beyond it is gathered while the parts are gone through, and is small: the passages and actions of other parts that are
referred to, and the ids that have evidence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from imcwp_data.checks import check_columns, check_values, parts
from imcwp_data.consistency import check_consistency
from imcwp_data.faults import Fault, Report, combined, one_fault
from imcwp_data.keys import check_keys
from imcwp_data.offsets import prove
from imcwp_data.references import check_foreign_keys
from imcwp_data.schema import TableSchema
from imcwp_data.table_stream import TableStream, streams_of_tables

if TYPE_CHECKING:
    import pyarrow as pa

# Tables that lie in one file, whatever the number of parts.
SHARED = ("sources", "meetings", "participants", "meeting_participants", "places")
# Columns that may refer to a row of another part, with the table and key that they refer to.
_ACROSS = (("quotations", "quoted_paragraph_id", "paragraphs"), ("actions", "restates_id", "actions"))
_EVIDENCED = ("meetings", "participants")


@dataclass(frozen=True, slots=True)
class Beyond:
    """What must hold beyond a part: ``referred`` keys of other parts by table, and ``evidenced`` ids by table."""

    referred: Mapping[str, frozenset[str]]
    evidenced: Mapping[str, frozenset[str]]


NOTHING = Beyond({}, {})


def check_part(
    tables: Mapping[str, pa.Table], shared: Mapping[str, pa.Table], schemas: Mapping[str, TableSchema]
) -> tuple[Report, Beyond]:
    """Check the tables of one part; ``shared`` are those of `SHARED`, which must have the columns of their schemas."""
    import pyarrow as pa
    import pyarrow.compute as pc

    streams = streams_of_tables({**shared, **tables})
    reports: list[Report] = []
    for name in tables:
        wrong = list(check_columns(streams[name].schema, schemas[name]))
        if wrong:
            return combined(wrong), NOTHING
        reports += _rows_of(streams[name], schemas[name])
    across = {(name, column) for name, column, _ in _ACROSS}
    for name in tables:
        keys = tuple(k for k in schemas[name].foreign_keys if not any((name, c) in across for c in k.columns))
        reports += check_foreign_keys(streams[name], replace(schemas[name], foreign_keys=keys), streams)
    # Without places, since not every place of all parts is mentioned in this one.
    seen = {name: stream for name, stream in streams.items() if name not in ("places", "sources")}
    reports += check_consistency(seen, {name: schemas[name] for name in seen})
    reports.append(prove({name: streams[name] for name in tables}, schemas, None))
    referred = {}
    for name, column, parent in _ACROSS:
        key = schemas[parent].primary_key[0]
        values = pc.unique(tables[name].column(column).drop_null())
        inside = pc.is_in(values, tables[parent].column(key).combine_chunks())
        referred[parent] = frozenset(values.filter(pc.invert(inside)).to_pylist())
    evidence = tables["evidence"]
    evidenced = {}
    for name in _EVIDENCED:
        of_table = pc.equal(evidence.column("table_name"), pa.scalar(name))
        evidenced[name] = frozenset(pc.unique(evidence.column("row_id").filter(of_table)).to_pylist())
    evidenced["places"] = frozenset(pc.unique(tables["place_mentions"].column("place_id")).to_pylist())
    return combined(reports), Beyond(referred, evidenced)


def check_shared(shared: Mapping[str, pa.Table], schemas: Mapping[str, TableSchema]) -> Report:
    """Check the tables that lie in one file."""
    streams = streams_of_tables(shared)
    reports: list[Report] = []
    for name, stream in streams.items():
        wrong = list(check_columns(stream.schema, schemas[name]))
        if wrong:
            return combined(wrong)
        reports += _rows_of(stream, schemas[name])
        reports += check_foreign_keys(stream, schemas[name], streams)
    return combined(reports)


def check_passages(
    shared: Mapping[str, pa.Table], evidenced: Mapping[str, Set[str]], schemas: Mapping[str, TableSchema]
) -> Report:
    """Check that each row of the tables that lie in one file leads to a passage, and each passage to a row of them.

    ``evidenced`` are the ids that have passages in any part.
    """
    reports: list[Report] = []
    for name in (*_EVIDENCED, "places"):
        key = schemas[name].primary_key[0]
        told, ids = evidenced.get(name, frozenset()), shared[name].column(key).to_pylist()
        for row, row_id in enumerate(ids, 1):
            if row_id not in told:
                message = "has no passage in any part. Add the passage that tells of it, or leave the row out."
                reports.append(one_fault(Fault(name, "evidence", message, row, row_id, key, row_id)))
        for row_id in sorted(told - set(ids)):
            message = f"a part has passages of {row_id!r}, which the table lacks. Add the row, or leave them out."
            reports.append(one_fault(Fault(name, "evidence", message, column=key, value=row_id)))
    return combined(reports)


def check_across(
    referred: Mapping[str, Set[str]],
    keys_of: Callable[[str], Iterable[pa.ChunkedArray]],
    schemas: Mapping[str, TableSchema],
) -> Report:
    """Check that what one part refers to in another is there.

    ``referred`` are those keys by table; ``keys_of`` gives the keys of a table, part by part.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    reports: list[Report] = []
    for name, column, parent in _ACROSS:
        missing = pa.array(sorted(referred.get(parent, ())), pa.string())
        for keys in keys_of(parent) if len(missing) else ():
            missing = missing.filter(pc.invert(pc.is_in(missing, keys.combine_chunks())))
        key = schemas[parent].primary_key[0]
        for value in missing.to_pylist():
            message = f"{value!r} is no {key} of {parent}, in any part. Add that row, or correct the value."
            reports.append(one_fault(Fault(name, "foreignKey", message, column=column, value=value)))
    return combined(reports)


def _rows_of(table: TableStream, schema: TableSchema) -> Iterator[Report]:
    for part in parts(table, schema):
        yield from check_values(part)
    yield from check_keys(table, schema)
