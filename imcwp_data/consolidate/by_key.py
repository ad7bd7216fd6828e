"""Tables as a release has them: in the schema's columns, sorted by key in reading order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

from imcwp_data.schema import TableSchema, arrow_schema, package_schemas, reading_order

if TYPE_CHECKING:
    import pyarrow as pa

    from imcwp_data.consolidate.columns import Numbers


@cache
def arrow_schemas() -> Mapping[str, pa.Schema]:
    """Return the Arrow schemas of all tables by name; made once in each process."""
    return {name: arrow_schema(schema) for name, schema in package_schemas().items()}


def with_schema(table: pa.Table, name: str) -> pa.Table:
    """Return a table, whose columns are of the types of the schema of that name, with its columns and descriptions."""
    import pyarrow as pa

    schema = arrow_schemas()[name]
    # A cast would go through every column.
    return pa.Table.from_arrays([table.column(column) for column in schema.names], schema=schema)


def by_key(table: pa.Table, schema: TableSchema) -> pa.Table:
    """Return a table sorted by its key in reading order."""
    return by_ranks(table, [reading_ranks(table.column(column)) for column in schema.primary_key])


def by_ranks(table: pa.Table, ranks: Sequence[Numbers]) -> pa.Table:
    """Return a table sorted by numbers for each row, of which the first counts most."""
    import numpy as np
    import pyarrow as pa

    order = np.lexsort(ranks[::-1])
    if (order[1:] > order[:-1]).all():
        return table
    return table.take(pa.array(order))


def reading_ranks(column: pa.ChunkedArray) -> Numbers:
    """Return for each value of a column how many others stand before it in reading order; each is looked at once."""
    import numpy as np

    encoded = column.combine_chunks().dictionary_encode()
    orders = [reading_order(value) for value in encoded.dictionary.to_pylist()]
    rank = np.empty(len(orders), np.int64)
    rank[sorted(range(len(orders)), key=orders.__getitem__)] = np.arange(len(orders))
    ranks: Numbers = rank[encoded.indices.to_numpy()]
    return ranks
