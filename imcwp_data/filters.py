"""Filters as users write them → an Arrow expression, checked against the table's schema.

Users write pyarrow's lists of tuples, ``[("status", "=", "held"), ("start_date", ">=", "2021-01-01")]`` where all must
hold, lists of such lists where one of them must, or an expression of pyarrow's own.
"""

from __future__ import annotations

import reprlib
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from imcwp_data.errors import QueryError

if TYPE_CHECKING:
    import pyarrow.compute as pc

    from imcwp_data.schema import Field, TableSchema

_OPERATORS = ("=", "==", "!=", "<", ">", "<=", ">=", "in", "not in")
_FORM = 'Give tuples like ("status", "=", "held") in a list, or lists of them, or a pyarrow expression.'
_TAKES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "date": (date, str),
}


def unknown(what: str, name: object, known: Sequence[str]) -> str:
    """Return the message for a name that is not known: what is wrong, and the names that come near."""
    import difflib

    near = difflib.get_close_matches(str(name).lower(), known, n=3)
    hint = f"Did you mean {' or '.join(near)}?" if near else f"There are {', '.join(known)}."
    return f"{what}. {hint}"


def expression(filters: Any, schema: TableSchema) -> pc.Expression:
    """Return filters as one expression. Raises QueryError naming the part of them that makes no sense."""
    import pyarrow.compute as pc

    if isinstance(filters, pc.Expression):
        _try(filters, schema)
        return filters
    if not isinstance(filters, (list, tuple)) or not filters:
        raise QueryError(f"filters={filters!r}: is no list of conditions. {_FORM}")
    if isinstance(filters, tuple) and isinstance(filters[0], str):
        filters = [filters]
    either = filters if all(isinstance(part, list) for part in filters) else [list(filters)]
    found: pc.Expression | None = None
    for conditions in either:
        if not conditions:
            raise QueryError(f"filters={filters!r}: holds an empty list. {_FORM}")
        together: pc.Expression | None = None
        for condition in conditions:
            one = _condition(condition, schema)
            together = one if together is None else together & one
        found = together if found is None else found | together
    return found


def _condition(condition: Any, schema: TableSchema) -> pc.Expression:
    import pyarrow as pa
    import pyarrow.compute as pc

    from imcwp_data.schema import arrow_schema

    if not isinstance(condition, (tuple, list)) or len(condition) != 3:
        raise QueryError(f"filters: {condition!r} is no condition of column, operator and value. {_FORM}")
    column, operator, value = condition
    if column not in schema.columns:
        message = unknown(f"filters: {schema.name} has no column {column!r}", column, schema.columns)
        raise QueryError(message)
    if operator not in _OPERATORS:
        raise QueryError(f"filters: {operator!r} is no operator. Use one of {', '.join(_OPERATORS)}.")
    field = schema.field(column)
    if field.type == "array":
        raise QueryError(
            f"filters: {column} holds lists, which cannot be compared. Load the table and look into them, "
            "or ask in SQL with json_each."
        )
    name, arrow_type = pc.field(column), arrow_schema(schema).field(column).type
    if operator in ("in", "not in"):
        if isinstance(value, (str, bytes)) or not isinstance(value, Iterable):
            raise QueryError(
                f"filters: {value!r} is no list of values for {operator!r}. Give a list, a tuple or a set."
            )
        values = pa.array([_scalar(item, field, arrow_type) for item in value], arrow_type)
        inside = name.isin(values)
        return inside if operator == "in" else ~inside & name.is_valid()
    if value is None:
        if operator not in ("=", "==", "!="):
            raise QueryError(f"filters: nothing is {operator} None. Use = or != to ask for cells without a value.")
        return name.is_valid() if operator == "!=" else name.is_null()
    literal = _scalar(value, field, arrow_type)
    compared: dict[str, Any] = {
        "=": name.__eq__, "==": name.__eq__, "!=": name.__ne__, "<": name.__lt__, ">": name.__gt__,
        "<=": name.__le__, ">=": name.__ge__,
    }  # fmt: skip
    return compared[operator](literal)


def _scalar(value: Any, field: Field, arrow_type: Any) -> Any:
    """Return a value as Arrow's."""
    import pyarrow as pa

    try:
        return pa.scalar(_value(value, field), arrow_type)
    except (OverflowError, UnicodeEncodeError, pa.ArrowException) as error:
        raise QueryError(
            f"filters: no cell of {field.name} can hold {reprlib.repr(value)} ({error}). Give another value."
        ) from error


def _value(value: Any, field: Field) -> Any:
    """Return a value as its column's type holds it."""
    given = value.item() if hasattr(value, "item") else value
    is_whole = isinstance(given, float) and given.is_integer() and field.type == "integer"
    fits = isinstance(given, _TAKES[field.type]) and (field.type == "boolean" or not isinstance(given, bool))
    if field.type == "date" and isinstance(given, str):
        try:
            return date.fromisoformat(given)
        except ValueError:
            fits = False
    if not fits and not is_whole:
        form = " (a datetime.date or 'YYYY-MM-DD')" if field.type == "date" else ""
        raise QueryError(
            f"filters: {value!r} is no {field.type}, as {field.name} holds{form}. Give a value of that type."
        )
    return int(given) if is_whole else given


def _try(wanted: pc.Expression, schema: TableSchema) -> None:
    """Try an expression on a table without rows: what fails there is the expression's fault, not a file's."""
    import pyarrow as pa
    import pyarrow.dataset as ds

    from imcwp_data.schema import arrow_schema

    try:
        ds.dataset(arrow_schema(schema).empty_table()).to_table(filter=wanted)
    except (pa.ArrowException, ValueError, TypeError, KeyError) as error:
        reason = str(error).splitlines()[0]
        raise QueryError(
            f"filters: {wanted} does not fit {schema.name} ({reason}). Its columns are {', '.join(schema.columns)}."
        ) from error
