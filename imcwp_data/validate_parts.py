"""Checks of a release whose tables lie in parts: each part with what all of them share, and then what joins them.

A part holds some sources with all that was read in them, so nearly every constraint can be checked within it. What goes
beyond it is gathered while the parts are gone through, and is small: the passages and actions of other parts that are
referred to, and the ids that have evidence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from imcwp_data.checks import check_columns, check_foreign_keys, check_values
from imcwp_data.consistency import check_consistency
from imcwp_data.errors import ReleaseError
from imcwp_data.faults import Fault, Report, combined, one_fault
from imcwp_data.offsets import prove
from imcwp_data.schema import TableSchema, reading_order

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


def is_in_parts(folder: Path) -> bool:
    """Tell whether a folder holds a release whose tables lie in parts."""
    return (folder / "parquet" / "documents").is_dir()


def validate_parts(
    folder: Path, schemas: Mapping[str, TableSchema], progress: Callable[[str, int, int], None] = lambda *_: None
) -> tuple[Report, dict[str, int]]:
    """Check a release in parts, one part at a time; return the report and the rows of each table.

    Raises ReleaseError where a table's files are missing or damaged.
    """
    from imcwp_data.reading import parquet_files, read

    shared = {name: read(schemas[name], folder, schemas[name].columns) for name in SHARED}
    names = [name for name in schemas if name not in SHARED]
    files = {name: parquet_files(folder, name) for name in names}
    rows = {name: table.num_rows for name, table in shared.items()} | dict.fromkeys(names, 0)
    numbers = {name: [path.name for path in found] for name, found in files.items()}
    uneven = sorted(name for name in names if numbers[name] != numbers["documents"])
    if uneven:
        message = "has other parts than documents. Build the release anew."
        return combined(one_fault(Fault(name, "parts", message)) for name in uneven), rows
    reports: list[Report] = []
    beyond: list[Beyond] = []
    last: dict[str, tuple[object, ...]] = {}
    for part in range(len(numbers["documents"])):
        progress("checking", part, len(numbers["documents"]))
        tables = {name: _read_part(files[name][part], schemas[name]) for name in names}
        report, found = check_part(tables, shared, schemas)
        report = combined([report, _ascending(tables, last, schemas)])
        reports.append(report.in_files(partial(_part_of, numbers["documents"][part])))
        beyond.append(found)
        for name, table in tables.items():
            rows[name] += table.num_rows
    reports.append(check_shared(shared, beyond, schemas))
    referred: dict[str, frozenset[str]] = {}
    for found in beyond:
        for name, keys in found.referred.items():
            referred[name] = referred.get(name, frozenset()) | keys
    keys_of = {name: _keys(files[name], schemas[name]) for name in referred}
    reports.append(missing_keys(referred, keys_of))
    return combined(reports), rows


def _part_of(file: str, table: str) -> str:
    return f"parquet/{table}/{file}"


def _read_part(path: Path, schema: TableSchema) -> pa.Table:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(path) as file:
            return file.read()
    except (OSError, pa.ArrowException) as error:
        raise ReleaseError(f"{path}: is damaged or cannot be read ({error}). Build the release anew.") from error


def _keys(files: Sequence[Path], schema: TableSchema) -> Iterator[pa.Array]:
    import pyarrow.parquet as pq

    (key,) = schema.primary_key
    for path in files:
        with pq.ParquetFile(path) as file:
            yield file.read(columns=[key]).column(key).combine_chunks()


def _ascending(
    tables: Mapping[str, pa.Table], last: dict[str, tuple[object, ...]], schemas: Mapping[str, TableSchema]
) -> Report:
    """Check that a part's first key comes after the last one before it, so that no key stands in two parts.

    ``last`` holds the last key of each table so far, and is brought up to date.
    """
    reports = []
    for name, table in tables.items():
        if not table.num_rows:
            continue
        first, end = ([table.column(c)[row].as_py() for c in schemas[name].primary_key] for row in (0, -1))
        key = tuple(map(reading_order, first))
        if name in last and key <= last[name]:
            message = f"begins with {'|'.join(map(str, first))}, which does not come after the part before. Build anew."
            reports.append(one_fault(Fault(name, "order", message, 1)))
        last[name] = tuple(map(reading_order, end))
    return combined(reports)
