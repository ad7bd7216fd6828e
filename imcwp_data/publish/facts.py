"""What the data set card says of a table's rows, gathered in one pass over them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from imcwp_data.table_stream import TableStream


@dataclass(frozen=True, slots=True)
class TableFacts:
    """How many rows a table has and how many nulls each column; the first of the rows with the fewest nulls.

    ``example`` is empty for a table without rows.
    """

    rows: int
    nulls: Mapping[str, int]
    example: Mapping[str, Any]


def facts_of(table: TableStream) -> TableFacts:
    """Return the facts of a table."""
    import pyarrow as pa
    import pyarrow.compute as pc

    rows, fewest = 0, len(table.schema.names) + 1
    nulls = dict.fromkeys(table.schema.names, 0)
    example: dict[str, Any] = {}
    for batch in table.batches():
        rows += batch.num_rows
        missing = pa.repeat(pa.scalar(0, pa.int16()), batch.num_rows)
        for name, column in zip(batch.schema.names, batch.columns, strict=True):
            if column.null_count:
                nulls[name] += column.null_count
                missing = pc.add(missing, pc.cast(column.is_null(), pa.int16()))
        least = pc.min(missing).as_py()
        if least is not None and least < fewest:
            fewest = least
            (example,) = batch.slice(pc.index(missing, least).as_py(), 1).to_pylist()
    return TableFacts(rows, nulls, example)
