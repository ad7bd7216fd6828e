"""Cells as texts → values of a table's types. Reading is strict: what readers could take differently is a fault."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from imcwp_data.checks import Part, check_values, fault_at, faults_where
from imcwp_data.csv_cells import cells_of
from imcwp_data.faults import DESCRIBED_PER_CHECK, Report, combined
from imcwp_data.schema import Field, TableSchema, arrow_schema

if TYPE_CHECKING:
    import pyarrow as pa

_NUMBER = r"^-?[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?$"
_FORMS = {
    "integer": (r"^-?[0-9]+$", "an integer"),
    "number": (_NUMBER, "a number"),
    "boolean": (r"^(?:true|false)$", "true or false"),
    # Calendars have no year 0.
    "date": (r"^(?:[1-9][0-9]{3}|0[1-9][0-9]{2}|00[1-9][0-9]|000[1-9])-[0-9]{2}-[0-9]{2}$", "a day (YYYY-MM-DD)"),
}


def typed_rows(path: Path, schema: TableSchema) -> Iterator[tuple[pa.RecordBatch, list[Report]]]:
    """Yield the rows of a CSV file as batches of the table's schema, and what is wrong with them cell by cell.

    A cell that is wrong, and a column that is not there, is null. Raises UnreadableError, with what is wrong,
    when the file cannot be read on.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    target = arrow_schema(schema)
    for cells, reports in cells_of(path, schema):
        names = cells.rows.schema.names
        if not cells.rows.num_rows:
            yield _no_rows(target), reports
            continue
        judged: dict[str, Any] = {}
        columns = []
        for field in schema.fields:
            if field.name not in names:
                columns.append(pa.nulls(cells.rows.num_rows, target.field(field.name).type))
                continue
            column, report, bad = _typed(cells, field, target.field(field.name).type)
            columns.append(column)
            reports.append(report)
            if not report.ok:
                judged[field.name] = bad
        blank = _blank_rows(cells.rows)
        if blank is not None:
            reports.append(_blank_faults(cells, blank))
            judged = {name: pc.or_(judged[name], blank) if name in judged else blank for name in names}
        batch = pa.RecordBatch.from_arrays(columns, schema=target)
        reports += check_values(Part(schema, batch.select(names), cells.first), judged)
        yield batch, reports


def _no_rows(target: pa.Schema) -> pa.RecordBatch:
    import pyarrow as pa

    return pa.RecordBatch.from_arrays([pa.array([], field.type) for field in target], schema=target)


def _blank_rows(cells: pa.RecordBatch) -> Any:
    """Return in which rows no cell holds anything; None where there is no such row."""
    import pyarrow.compute as pc

    blank = None
    for column in cells.columns:
        if not column.null_count:
            return None
        nothing = pc.or_kleene(column.is_null(), pc.equal(column, ""))
        blank = nothing if blank is None else pc.and_(blank, nothing)
    return blank if blank is not None and pc.any(blank).as_py() else None


def _blank_faults(cells: Part, blank: Any) -> Report:
    import pyarrow.compute as pc

    rows = pc.indices_nonzero(blank).to_pylist()
    faults = (
        fault_at(cells, row, None, "blank-row", "the row is blank. Remove it.") for row in rows[:DESCRIBED_PER_CHECK]
    )
    return Report(tuple(faults), len(rows))


def _typed(cells: Part, field: Field, arrow_type: Any) -> tuple[pa.Array, Report, Any]:
    """Return a column with its type, null where a cell is wrong, a report on these, and where they are."""
    import pyarrow as pa
    import pyarrow.compute as pc

    column = cells.column(field.name)
    empty = pc.equal(column, "")
    if pc.any(empty).as_py():
        return _without_empty(cells, field, arrow_type, empty)
    if field.type == "string":
        return column, Report(), None
    if column.null_count == len(column):
        return pa.nulls(len(column), arrow_type), Report(), None
    if field.type == "array":
        return _lists(cells, field, arrow_type)
    pattern, what = _FORMS[field.type]
    good = pc.ascii_is_decimal(column) if field.type == "integer" else pc.match_substring_regex(column, pattern)
    if not pc.all(good).as_py() and field.type == "integer":
        good = pc.match_substring_regex(column, pattern)
    try:
        typed = pc.cast(_where(good, column), arrow_type)
    except pa.ArrowInvalid:  # 2021-02-30, or more digits than 64 bits hold
        allowed = [value for value in pc.unique(column.filter(good)).to_pylist() if _fits(value, field.type)]
        good = pc.is_in(column, pa.array(allowed, pa.string()))
        typed = pc.cast(_where(good, column), arrow_type)
    if pc.all(good).as_py():
        return typed, Report(), None
    bad = pc.and_(column.is_valid(), pc.invert(pc.fill_null(good, False)))
    return typed, faults_where(cells, bad, field.name, "type", f"is not {what}. Mend the cell."), bad


def _without_empty(cells: Part, field: Field, arrow_type: Any, empty: Any) -> tuple[pa.Array, Report, Any]:
    """Return the same for a column with cells that hold nothing but quotes."""
    import pyarrow.compute as pc

    report = faults_where(cells, empty, field.name, "empty", "is an empty text. Absent is a cell without quotes.")
    at = cells.rows.schema.get_field_index(field.name)
    rest = cells.rows.set_column(at, field.name, _where(pc.invert(empty), cells.column(field.name)))
    typed, other, bad = _typed(Part(cells.schema, rest, cells.first), field, arrow_type)
    empty = pc.fill_null(empty, False)
    return typed, combined([report, other]), empty if bad is None else pc.or_(empty, bad)


def _where(good: Any, column: pa.Array) -> pa.Array:
    import pyarrow as pa
    import pyarrow.compute as pc

    return column if pc.all(good).as_py() else pc.if_else(good, column, pa.scalar(None, pa.string()))


def _fits(text: str, kind: str) -> bool:
    if kind == "integer":
        return -(2**63) <= int(text) < 2**63
    try:
        date.fromisoformat(text)
    except ValueError:
        return kind != "date"
    return True


def _lists(cells: Part, field: Field, arrow_type: Any) -> tuple[pa.Array, Report, Any]:
    import pyarrow as pa
    import pyarrow.compute as pc

    encoded = cells.column(field.name).dictionary_encode()
    texts = encoded.dictionary.to_pylist()
    lists = [_list(text) for text in texts]
    typed = pa.array(lists, arrow_type).take(encoded.indices)
    wrong = pa.array([items is None for items in lists], pa.bool_())
    bad = pc.fill_null(wrong.take(encoded.indices), False)
    return (
        typed,
        faults_where(cells, bad, field.name, "type", 'is no JSON list of texts. Write it like ["one", "two"].'),
        bad,
    )


def _list(text: str) -> list[str] | None:
    try:
        items = json.loads(text)
        # JSON can name half of a character, which no text can hold.
        json.dumps(items, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        return None
    return items if isinstance(items, list) and all(isinstance(item, str) for item in items) else None
