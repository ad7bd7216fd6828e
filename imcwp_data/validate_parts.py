"""Checks of a release whose tables lie in parts: each part with what all of them share, and then what joins them.

A part holds some sources with all that was read in them, so nearly every constraint can be checked within it. What goes
beyond it is gathered while the parts are gone through, and is small: the passages and actions of other parts that are
referred to, and the ids that have evidence.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from imcwp_data.checks import check_columns, check_foreign_keys, check_values
from imcwp_data.consistency import check_consistency
from imcwp_data.faults import Fault, Report, combined, one_fault
from imcwp_data.offsets import prove
from imcwp_data.schema import TableSchema

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


def check_part(
    tables: Mapping[str, pa.Table], shared: Mapping[str, pa.Table], schemas: Mapping[str, TableSchema]
) -> tuple[Report, Beyond]:
    """Check the tables of one part; ``shared`` are those of `SHARED`, which must have the columns of their schemas."""
    import pyarrow as pa
    import pyarrow.compute as pc

    reports: list[Report] = []
    for name, table in tables.items():
        wrong = list(check_columns(table, schemas[name]))
        if wrong:
            return combined(wrong), Beyond({}, {})
        reports += check_values(table, schemas[name])
    across = {(name, column) for name, column, _ in _ACROSS}
    everything = {**shared, **tables}
    for name, table in tables.items():
        keys = tuple(k for k in schemas[name].foreign_keys if not any((name, c) in across for c in k.columns))
        reports += check_foreign_keys(table, replace(schemas[name], foreign_keys=keys), everything)
    # Without places, since not every place of all parts is mentioned in this one.
    seen = {name: table for name, table in everything.items() if name not in ("places", "sources")}
    reports += check_consistency(seen, {name: schemas[name] for name in seen})
    reports.append(prove(tables, None))
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


def check_shared(
    shared: Mapping[str, pa.Table], beyond: Iterable[Beyond], schemas: Mapping[str, TableSchema]
) -> Report:
    """Check the tables that lie in one file, and that each of their rows leads to a passage of some part."""
    reports: list[Report] = []
    for name, table in shared.items():
        wrong = list(check_columns(table, schemas[name]))
        if wrong:
            return combined(wrong)
        reports += check_values(table, schemas[name])
        reports += check_foreign_keys(table, schemas[name], shared)
    told: dict[str, set[str]] = {}
    for found in beyond:
        for name, ids in found.evidenced.items():
            told.setdefault(name, set()).update(ids)
    for name in (*_EVIDENCED, "places"):
        key = schemas[name].primary_key[0]
        for row, row_id in enumerate(shared[name].column(key).to_pylist(), 1):
            if row_id not in told.get(name, ()):
                message = "has no passage in any part. Add the passage that tells of it, or leave the row out."
                reports.append(one_fault(Fault(name, "evidence", message, row, row_id, key, row_id)))
    return combined(reports)


def missing_keys(referred: Mapping[str, frozenset[str]], keys: Mapping[str, Iterable[pa.Array]]) -> Report:
    """Check that what parts refer to in others is there; ``keys`` gives the key columns of all parts, by table."""
    import pyarrow as pa
    import pyarrow.compute as pc

    reports = []
    for name, wanted in referred.items():
        left = pa.array(sorted(wanted), pa.string())
        for column in keys[name]:
            if len(left):
                left = left.filter(pc.invert(pc.is_in(left, column)))
        for key in left.to_pylist():
            message = f"{key!r} is referred to, but is in no part. Build the release anew."
            reports.append(one_fault(Fault(name, "foreignKey", message, value=key)))
    return combined(reports)
