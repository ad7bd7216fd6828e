"""Primary keys and unique columns: does any key stand in two rows?

Tables come in the order of their keys, and a key that stands after the one before it is new. Where a table is out of
order, or its key has nulls, keys are compared by their hashes instead, eight bytes a row.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from imcwp_data.checks import Part, faults_at, parts, with_key
from imcwp_data.faults import Report
from imcwp_data.key_order import steps
from imcwp_data.schema import TableSchema

if TYPE_CHECKING:
    import pyarrow as pa

    from imcwp_data.table_stream import TableStream

_REPEATED = "stands in several rows, but must name one. Remove or rename the others."
_ABSENT = "stands in every column of the key, which must name the row. Give the key."


def check_keys(table: TableStream, schema: TableSchema) -> Iterator[Report]:
    """Yield reports on the rows whose primary key, or value of a unique column, an earlier row has.

    So does a row without any value in its key. Columns that the table has not are left out.
    """
    names = set(table.schema.names)
    for field in schema.fields:
        if field.unique and schema.primary_key != (field.name,) and field.name in names:
            yield from _repeated(table, schema, (field.name,), "unique")
    if set(schema.primary_key) <= names:
        yield from _repeated(table, schema, schema.primary_key, "primaryKey")


def is_in_order(table: TableStream, columns: tuple[str, ...]) -> bool:
    """Tell whether each row's key stands after that of the row before, in reading order."""
    return all((found > 0).all() for _, found in _key_steps(table, columns, columns)) if table.rows else True


def _repeated(table: TableStream, schema: TableSchema, columns: tuple[str, ...], rule: str) -> Iterator[Report]:
    found: list[Report] = []
    for part, signs in _key_steps(table, columns, with_key(schema, *columns), schema):
        if signs.min(initial=1) < 0:
            break
        if (signs == 0).any():
            found.append(
                faults_at(part, [int(row) for row in (signs == 0).nonzero()[0]], "+".join(columns), rule, _REPEATED)
            )
    else:
        yield from found
        return
    yield from _repeated_by_hash(table, schema, columns, rule)


def _key_steps(
    table: TableStream, columns: tuple[str, ...], read: Any, schema: TableSchema | None = None
) -> Iterator[tuple[Part, Any]]:
    """Yield each part with how its rows follow one another and the last one of the part before; -1 for nulls."""
    import numpy as np
    import pyarrow as pa

    last: pa.RecordBatch | None = None
    for part in parts(table, schema, read):  # type: ignore[arg-type]
        if part.rows.num_rows == 0:
            continue
        keys = part.rows.select(list(columns))
        if any(column.null_count for column in keys.columns):
            yield part, np.full(part.rows.num_rows, -1, np.int8)
            return
        both = keys if last is None else pa.concat_batches([last, keys])
        signs = steps(both)
        # The first row of all follows none.
        yield part, signs if last is not None else np.concatenate([[np.int8(1)], signs])
        last = keys.slice(keys.num_rows - 1)


def _repeated_by_hash(table: TableStream, schema: TableSchema, columns: tuple[str, ...], rule: str) -> Iterator[Report]:
    import numpy as np

    hashes = [_hashes(part, columns) for part in parts(table, schema, columns)]
    ordered = np.sort(np.concatenate(hashes)) if hashes else np.zeros(0, np.int64)
    suspects = np.unique(ordered[1:][ordered[1:] == ordered[:-1]])
    is_key = columns == schema.primary_key
    nothing = (None,) * len(columns)
    seen: set[tuple[Any, ...]] = set()
    for part, own in zip(parts(table, schema, with_key(schema, *columns)), hashes, strict=True):
        again, absent = [], []
        keys = [part.column(name) for name in columns]
        for row in np.flatnonzero(np.isin(own, suspects) | (own == hash(nothing))):
            key = tuple(column[int(row)].as_py() for column in keys)
            if key == nothing:
                absent.append(int(row))
            elif key in seen:
                again.append(int(row))
            else:
                seen.add(key)
        yield faults_at(part, again, "+".join(columns), rule, _REPEATED)
        if is_key:
            yield faults_at(part, absent, "+".join(columns), rule, _ABSENT)


def _hashes(part: Part, columns: tuple[str, ...]) -> Any:
    import numpy as np

    rows = zip(*(part.column(name).to_pylist() for name in columns), strict=True)
    return np.fromiter(map(hash, rows), np.int64, part.rows.num_rows)
