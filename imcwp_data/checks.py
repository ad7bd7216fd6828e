"""Every constraint of a table schema as a vectorised check over Arrow: types, values, keys and foreign keys.

Rows are looked at one by one only to describe what is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from imcwp_data.faults import DESCRIBED_PER_CHECK, Fault, Report, one_fault, shown
from imcwp_data.schema import Field, TableSchema, arrow_schema

if TYPE_CHECKING:
    import pyarrow as pa

# Joins the columns of a key for comparison; no id or text of a table holds this control character.
_KEY_SEPARATOR = "\x1f"


def check_columns(table: pa.Table, schema: TableSchema) -> Iterator[Report]:
    """Yield a fault for each column that is missing, unknown, or of another type than the schema's."""
    expected = arrow_schema(schema)
    for name in schema.columns:
        if name not in table.column_names:
            message = f"the column is missing. Fill it, with nulls where there is nothing ({schema.name}.schema.json)."
            yield one_fault(Fault(schema.name, "column", message, column=name))
        elif table.schema.field(name).type != expected.field(name).type:
            found, wanted = table.schema.field(name).type, expected.field(name).type
            message = f"is of type {found}, not {wanted}. Convert it to {wanted}."
            yield one_fault(Fault(schema.name, "type", message, column=name))
    for name in table.column_names:
        if name not in schema.columns:
            message = f"the schema has no such column. Leave it out or add it to {schema.name}.schema.json."
            yield one_fault(Fault(schema.name, "column", message, column=name))
    wanted_order = [name for name in schema.columns if name in table.column_names]
    found_order = [name for name in table.column_names if name in schema.columns]
    if wanted_order != found_order:
        message = f"the columns stand in another order than the schema's. Put them as {', '.join(wanted_order)}."
        yield one_fault(Fault(schema.name, "column", message))


def check_values(table: pa.Table, schema: TableSchema) -> Iterator[Report]:
    """Yield reports on all constraints of single values and on the keys of rows. Columns must be there."""
    for field in schema.fields:
        column = table.column(field.name)
        if field.required and column.null_count:
            text = "stands where every row must have a value. Give one."
            yield faults_where(table, schema, column.is_null(), field.name, "required", text)
        if field.type == "string":
            yield from _string_checks(table, schema, field)
        elif field.type in ("integer", "number"):
            yield from _number_checks(table, schema, field)
        elif field.type == "array":
            yield from _array_checks(table, schema, field)
        if field.unique and schema.primary_key != (field.name,):
            yield _unique(table, schema, (field.name,), "unique")
    yield _unique(table, schema, schema.primary_key, "primaryKey")


def _string_checks(table: pa.Table, schema: TableSchema, field: Field) -> Iterator[Report]:
    import pyarrow as pa
    import pyarrow.compute as pc

    column = table.column(field.name)
    text = "is an empty text. Absent is null: use null."
    yield faults_where(table, schema, pc.equal(column, ""), field.name, "empty", text)
    if field.pattern is not None:
        matches = pc.match_substring_regex(column, f"^(?:{field.pattern})$")
        text = f"does not match the pattern {field.pattern}. Mend the value."
        yield faults_where(table, schema, pc.invert(matches), field.name, "pattern", text)
    if field.enum is not None:
        known = pc.or_(pc.is_in(column, pa.array(field.enum, pa.string())), column.is_null())
        text = f"is not one of {', '.join(field.enum)}. Use one of these or add it to {schema.name}.schema.json."
        yield faults_where(table, schema, pc.invert(known), field.name, "enum", text)


def _number_checks(table: pa.Table, schema: TableSchema, field: Field) -> Iterator[Report]:
    import pyarrow.compute as pc

    column = table.column(field.name)
    if field.type == "number":
        text = "is no finite number. Absent is null: use null."
        yield faults_where(table, schema, pc.invert(pc.is_finite(column)), field.name, "finite", text)
    if field.minimum is not None:
        text = f"is below the minimum {field.minimum:g}. Mend the value; absent is null."
        yield faults_where(table, schema, pc.less(column, field.minimum), field.name, "minimum", text)
    if field.maximum is not None:
        text = f"is above the maximum {field.maximum:g}. Mend the value."
        yield faults_where(table, schema, pc.greater(column, field.maximum), field.name, "maximum", text)


def _array_checks(table: pa.Table, schema: TableSchema, field: Field) -> Iterator[Report]:
    import pyarrow as pa
    import pyarrow.compute as pc

    column = table.column(field.name).combine_chunks()
    if field.min_length is not None:
        bad = pc.less(pc.list_value_length(column), field.min_length)
        text = f"has fewer than {field.min_length} items. A list without items is null: use null."
        yield faults_where(table, schema, bad, field.name, "minLength", text)
    items, owners = pc.list_flatten(column), pc.list_parent_indices(column)

    def report(bad_items: Any, rule: str, text: str) -> Report:
        rows = pc.unique(owners.filter(pc.fill_null(bad_items, False)))
        return faults_at(table, schema, rows.to_pylist(), field.name, rule, text)

    nothing = pc.or_kleene(pc.is_null(items), pc.equal(items, ""))
    yield report(nothing, "empty", "holds an item that is empty or null. Leave the item out.")
    if field.item_enum is not None:
        known = pc.or_(pc.is_in(items, pa.array(field.item_enum, pa.string())), pc.is_null(items))
        text = f"holds an item that is not one of {', '.join(field.item_enum)}. Use these or add it to the schema."
        yield report(pc.invert(known), "enum", text)


def _unique(table: pa.Table, schema: TableSchema, columns: tuple[str, ...], rule: str) -> Report:
    import pyarrow.compute as pc

    keys = _joined(table, columns)
    if pc.count_distinct(keys, mode="only_valid").as_py() == len(keys) - keys.null_count:
        return Report()
    counted = keys.drop_null().value_counts()
    repeated = counted.field("values").filter(pc.greater(counted.field("counts"), 1))
    text = "stands in several rows, but must name one. Remove or rename the others."
    return faults_where(table, schema, pc.is_in(keys, repeated), "+".join(columns), rule, text)


def check_foreign_keys(table: pa.Table, schema: TableSchema, tables: Mapping[str, pa.Table]) -> Iterator[Report]:
    """Yield a report for each foreign key whose table is among ``tables``: its values are there, or null."""
    import pyarrow.compute as pc

    for key in schema.foreign_keys:
        if key.table not in tables:
            continue
        values = _joined(table, key.columns)
        # The distinct values are few beside the rows, and each is looked up once.
        distinct = pc.unique(values)
        missing = distinct.filter(
            pc.and_(pc.invert(pc.is_in(distinct, _joined(tables[key.table], key.references))), distinct.is_valid())
        )
        if not len(missing):
            continue
        text = f"is in no row of {key.table} ({', '.join(key.references)}). Add that row or use one that is there."
        yield faults_where(table, schema, pc.is_in(values, missing), "+".join(key.columns), "foreignKey", text)


def _joined(table: pa.Table, columns: tuple[str, ...]) -> Any:
    """Return one column of comparable values for one or several columns; null where any of them is."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if len(columns) == 1:
        return table.column(columns[0])
    parts = [pc.cast(table.column(column), pa.string()) for column in columns]
    return pc.binary_join_element_wise(*parts, _KEY_SEPARATOR)


def faults_where(table: pa.Table, schema: TableSchema, bad: Any, column: str, rule: str, text: str) -> Report:
    """Return a report on the rows where ``bad`` (a boolean Arrow array) is true; null counts as right.

    The message is the row's value of the column, followed by ``text``. Several columns are joined by ``+``.
    """
    import pyarrow.compute as pc

    if not pc.any(bad).as_py():
        return Report()
    return faults_at(table, schema, pc.indices_nonzero(bad).to_pylist(), column, rule, text)


def faults_at(table: pa.Table, schema: TableSchema, rows: list[int], column: str, rule: str, text: str) -> Report:
    """Return a report on the rows of these numbers (from 0), with messages like `faults_where`."""
    faults = []
    for row in rows[:DESCRIBED_PER_CHECK]:
        if column in table.column_names:
            value = table.column(column)[row].as_py()
        else:
            value = row_key(table, column.split("+"), row)
        key = row_key(table, schema.primary_key, row)
        faults.append(Fault(schema.name, rule, f"{shown(value)} {text}", row + 1, key, column, value))
    return Report(tuple(faults), len(rows))


def row_key(table: pa.Table, columns: tuple[str, ...] | list[str], row: int) -> str:
    """Return the values of a row's key columns, joined by ``|``."""
    return "|".join(str(table.column(column)[row].as_py()) for column in columns if column in table.column_names)
