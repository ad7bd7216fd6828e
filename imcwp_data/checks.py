"""Constraints of a table schema on single values, as vectorised checks over Arrow, some rows at a time.

Rows are looked at one by one only to describe what is wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from imcwp_data.faults import DESCRIBED_PER_CHECK, Fault, Report, one_fault, shown
from imcwp_data.schema import Field, TableSchema, arrow_schema

if TYPE_CHECKING:
    import pyarrow as pa

    from imcwp_data.table_stream import TableStream


@dataclass(frozen=True, slots=True)
class Part:
    """Some rows of a table: a batch, and the number of rows before it, or the number of each row (from 0)."""

    schema: TableSchema
    rows: pa.RecordBatch
    first: int = 0
    numbers: pa.Array | None = None

    def column(self, name: str) -> pa.Array:
        """Return a column of the batch."""
        return self.rows.column(name)

    def number(self, position: int) -> int:
        """Return which row of the table (from 0) stands at a position of the batch."""
        return self.first + position if self.numbers is None else int(self.numbers[position].as_py())

    def filtered(self, wanted: Any) -> Part:
        """Return the rows for which a boolean array is true."""
        import pyarrow.compute as pc

        numbers = pc.indices_nonzero(wanted)
        kept = self.rows.take(numbers)
        if self.numbers is not None:
            return Part(self.schema, kept, 0, self.numbers.take(numbers))
        return Part(self.schema, kept, 0, pc.add(pc.cast(numbers, "int64"), self.first))


def parts(table: TableStream, schema: TableSchema, columns: Iterable[str] | None = None) -> Iterator[Part]:
    """Yield a table, or some of its columns, part by part."""
    first = 0
    for batch in table.batches() if columns is None else table.select(list(columns)):
        yield Part(schema, batch, first)
        first += batch.num_rows


def with_key(schema: TableSchema, *columns: str) -> list[str]:
    """Return columns together with the key, by which a row is named to people; each once."""
    return list(dict.fromkeys([*schema.primary_key, *columns]))


def check_columns(found: pa.Schema, schema: TableSchema) -> Iterator[Report]:
    """Yield a fault for each column of a table that is missing, unknown, or of another type than the schema's."""
    expected = arrow_schema(schema)
    for name in schema.columns:
        if name not in found.names:
            message = f"the column is missing. Fill it, with nulls where there is nothing ({schema.name}.schema.json)."
            yield one_fault(Fault(schema.name, "column", message, column=name))
        elif found.field(name).type != expected.field(name).type:
            given, wanted = found.field(name).type, expected.field(name).type
            message = f"is of type {given}, not {wanted}. Convert it to {wanted}."
            yield one_fault(Fault(schema.name, "type", message, column=name))
    for name in found.names:
        if name not in schema.columns:
            message = f"the schema has no such column. Leave it out or add it to {schema.name}.schema.json."
            yield one_fault(Fault(schema.name, "column", message, column=name))
    wanted_order = [name for name in schema.columns if name in found.names]
    found_order = [name for name in found.names if name in schema.columns]
    if wanted_order != found_order:
        message = f"the columns stand in another order than the schema's. Put them as {', '.join(wanted_order)}."
        yield one_fault(Fault(schema.name, "column", message))


def check_values(part: Part, judged: Mapping[str, Any] | None = None) -> Iterator[Report]:
    """Yield reports on all constraints of single values in the columns that the part has.

    ``judged`` are, by column, boolean arrays of the cells whose fault is known already and that were read as null.
    """
    import pyarrow.compute as pc

    for field in part.schema.fields:
        if field.name not in part.rows.schema.names:
            continue
        column = part.column(field.name)
        if field.required and column.null_count:
            missing = column.is_null()
            if judged and field.name in judged:
                missing = pc.and_not(missing, judged[field.name])
            text = "stands where every row must have a value. Give one."
            yield faults_where(part, missing, field.name, "required", text)
        if column.null_count == len(column):
            continue
        if field.type == "string":
            yield from _string_checks(part, field)
        elif field.type in ("integer", "number"):
            yield from _number_checks(part, field)
        elif field.type == "array":
            yield from _array_checks(part, field)


def _string_checks(part: Part, field: Field) -> Iterator[Report]:
    import pyarrow as pa
    import pyarrow.compute as pc

    column = part.column(field.name)
    if field.enum is not None:
        known = pc.is_in(column, pa.array(field.enum, pa.string()))
        bad = pc.and_not(column.is_valid(), known)
        text = f"is not one of {', '.join(field.enum)}. Use one of these or add it to {part.schema.name}.schema.json."
        yield faults_where(part, pc.and_(bad, pc.not_equal(column, "")), field.name, "enum", text)
    text = "is an empty text. Absent is null: use null."
    yield faults_where(part, pc.equal(column, ""), field.name, "empty", text)
    if field.pattern is not None:
        matches = pc.match_substring_regex(column, f"^(?:{field.pattern})$")
        text = f"does not match the pattern {field.pattern}. Mend the value."
        yield faults_where(part, pc.invert(matches), field.name, "pattern", text)


def _number_checks(part: Part, field: Field) -> Iterator[Report]:
    import pyarrow.compute as pc

    column = part.column(field.name)
    if field.type == "number":
        text = "is no finite number. Absent is null: use null."
        yield faults_where(part, pc.invert(pc.is_finite(column)), field.name, "finite", text)
    if field.minimum is not None:
        text = f"is below the minimum {field.minimum:g}. Mend the value; absent is null."
        yield faults_where(part, pc.less(column, field.minimum), field.name, "minimum", text)
    if field.maximum is not None:
        text = f"is above the maximum {field.maximum:g}. Mend the value."
        yield faults_where(part, pc.greater(column, field.maximum), field.name, "maximum", text)


def _array_checks(part: Part, field: Field) -> Iterator[Report]:
    import pyarrow as pa
    import pyarrow.compute as pc

    column = part.column(field.name)
    if field.min_length is not None:
        bad = pc.less(pc.list_value_length(column), field.min_length)
        text = f"has fewer than {field.min_length} items. A list without items is null: use null."
        yield faults_where(part, bad, field.name, "minLength", text)
    items, owners = pc.list_flatten(column), pc.list_parent_indices(column)

    def report(bad_items: Any, rule: str, text: str) -> Report:
        rows = pc.unique(owners.filter(pc.fill_null(bad_items, False)))
        return faults_at(part, rows.to_pylist(), field.name, rule, text)

    nothing = pc.or_kleene(pc.is_null(items), pc.equal(items, ""))
    yield report(nothing, "empty", "holds an item that is empty or null. Leave the item out.")
    if field.item_enum is not None:
        known = pc.or_(pc.is_in(items, pa.array(field.item_enum, pa.string())), pc.is_null(items))
        text = f"holds an item that is not one of {', '.join(field.item_enum)}. Use these or add it to the schema."
        yield report(pc.invert(known), "enum", text)


def faults_where(part: Part, bad: Any, column: str, rule: str, text: str) -> Report:
    """Return a report on the rows where ``bad`` (a boolean Arrow array) is true; null counts as right.

    The message is the row's value of the column, followed by ``text``. Several columns are joined by ``+``.
    """
    import pyarrow.compute as pc

    if not pc.any(bad).as_py():
        return Report()
    return faults_at(part, pc.indices_nonzero(bad).to_pylist(), column, rule, text)


def faults_at(part: Part, rows: list[int], column: str, rule: str, text: str) -> Report:
    """Return a report on the rows at these positions of the part, with messages like `faults_where`."""
    faults = []
    for row in rows[:DESCRIBED_PER_CHECK]:
        if column in part.rows.schema.names:
            value = part.column(column)[row].as_py()
        else:
            value = row_key(part, row, column.split("+"))
        faults.append(fault_at(part, row, column, rule, f"{shown(value)} {text}", value))
    return Report(tuple(faults), len(rows))


def fault_at(part: Part, row: int, column: str | None, rule: str, message: str, value: object = None) -> Fault:
    """Return the fault of the row at a position of the part."""
    return Fault(part.schema.name, rule, message, part.number(row) + 1, row_key(part, row), column, value)


def row_key(part: Part, row: int, columns: Iterable[str] | None = None) -> str:
    """Return the values of a row's key columns, or of others, joined by ``|``; nothing where all are null."""
    names = part.schema.primary_key if columns is None else columns
    values = [part.column(name)[row].as_py() for name in names if name in part.rows.schema.names]
    return "|".join(map(str, values)) if any(value is not None for value in values) else ""
