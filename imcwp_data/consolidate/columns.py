"""Records turned to columns, all of a batch at once: a record after the other would take several times as long."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any

from msgspec.structs import astuple

from imcwp_data.record import Record

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

    Numbers = np.ndarray[Any, Any]

Columns = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Records:
    """What several owners have, one owner after the other: columns of records, and the number of each one's owner."""

    columns: Mapping[str, list[Any]]
    owner: Numbers

    def __len__(self) -> int:
        return len(self.owner)


def records_of(lists: Sequence[Sequence[Record]], kind: type[Record]) -> Records:
    """Return the records of a kind that several owners have; each of ``lists`` is those of one."""
    return Records(columns_of(chain.from_iterable(lists), kind), owners_of(lists))


def owners_of(lists: Sequence[Sequence[Any]]) -> Numbers:
    """Return for each item of some lists, one list after the other, the number of its list."""
    import numpy as np

    return np.repeat(np.arange(len(lists)), np.fromiter(map(len, lists), np.int64, len(lists)))


def columns_of(records: Iterable[Record], kind: type[Record]) -> dict[str, list[Any]]:
    """Return the values of all fields of some records of a kind, in the order of the records."""
    values: list[Any] = []
    for record in records:
        values += astuple(record)
    return _laid_out(values, kind.__struct_fields__)


def columns_of_rows(rows: Iterable[Sequence[Any]], columns: Sequence[str]) -> dict[str, list[Any]]:
    """Return the columns of rows that hold a value for each of them."""
    return _laid_out(list(chain.from_iterable(rows)), columns)


def _laid_out(values: list[Any], columns: Sequence[str]) -> dict[str, list[Any]]:
    # Where rows stand one after the other, a column is every n-th value.
    return {column: values[place :: len(columns)] for place, column in enumerate(columns)}


def table_of(columns: Columns, rows: int, schema: pa.Schema) -> pa.Table:
    """Return columns, lists or Arrow arrays, as a table of a schema; one that is not there is null."""
    import pyarrow as pa

    arrays = []
    for field in schema:
        column = columns.get(field.name)
        if column is None:
            arrays.append(pa.nulls(rows, field.type))
        else:
            arrays.append(column if isinstance(column, pa.Array) else _array(column, field))
    return pa.Table.from_arrays(arrays, schema=schema)


def _array(values: list[Any], field: pa.Field) -> pa.Array:
    import pyarrow as pa

    if pa.types.is_date32(field.type):
        return pa.array(values, pa.string()).cast(field.type)
    if pa.types.is_int64(field.type) and not field.nullable:
        # Twice as fast where no value is absent.
        return pa.array(whole_numbers(values))
    return pa.array(values, field.type)


def whole_numbers(values: Sequence[int]) -> Numbers:
    """Return numbers as an array."""
    import numpy as np

    return np.fromiter(values, np.int64, len(values))


def in_order(columns: Mapping[str, list[Any]], order: Numbers) -> dict[str, list[Any]]:
    """Return columns with their rows in another order."""
    rows = order.tolist()
    return {name: list(map(values.__getitem__, rows)) for name, values in columns.items()}
