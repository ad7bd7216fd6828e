"""Records turned to columns, all of a batch at once: a record after the other would take several times as long."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any

from msgspec.structs import astuple

from imcwp_data.record import Record

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

    Numbers = np.ndarray[Any, Any]

Columns = Mapping[str, Any]


def columns_of(records: Sequence[Record], kind: type[Record]) -> dict[str, list[Any]]:
    """Return the values of all fields of some records of a kind, in the order of the records."""
    return columns_of_rows(map(astuple, records), kind.__struct_fields__)


def columns_of_rows(rows: Iterable[Sequence[Any]], columns: Sequence[str]) -> dict[str, list[Any]]:
    """Return the columns of rows that hold a value for each of them."""
    # Laid out one after the other, a column is every n-th value.
    values = list(chain.from_iterable(rows))
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


def slices(texts: pa.StringArray, rows: Numbers, starts: Numbers, ends: Numbers) -> pa.StringArray:
    """Return from the texts of some rows, which may come again, what stands between two characters of each."""
    import numpy as np
    import pyarrow as pa

    _, offsets, data = texts.buffers()
    bounds = np.frombuffer(offsets, np.int32)[texts.offset : texts.offset + len(texts) + 1]
    coded = np.frombuffer(data or b"", np.uint8)[: bounds[-1]]
    # In UTF-8 all bytes of a character but its first begin with the bits 10.
    begins = np.append(np.flatnonzero((coded & 0xC0) != 0x80), len(coded))
    first = np.searchsorted(begins, bounds)
    last = first[1:][rows]
    start = begins[np.minimum(first[rows] + starts, last)]
    lengths = begins[np.minimum(first[rows] + ends, last)] - start
    places = np.zeros(len(rows) + 1, np.int32)
    np.cumsum(lengths, out=places[1:])
    taken = np.repeat(start - places[:-1], lengths)
    taken += np.arange(len(taken))
    return pa.Array.from_buffers(pa.string(), len(rows), [None, pa.py_buffer(places), pa.py_buffer(coded[taken])])
