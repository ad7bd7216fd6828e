"""Rows of a table that is asked again and again for a few of its keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa


class RowsByKey:
    """The rows of a table by a column of texts; no question goes through all rows."""

    def __init__(self, table: pa.Table, column: str) -> None:
        import numpy as np
        import pyarrow.compute as pc

        self._table = table.sort_by(column).combine_chunks()
        counted = pc.value_counts(self._table.column(column).combine_chunks())
        self._keys = counted.field("values")
        self._ends = np.cumsum(counted.field("counts").to_numpy())

    def of(self, keys: pa.Array) -> pa.Table:
        """Return the rows of some keys, each of which is named once, in the order of the keys."""
        import numpy as np
        import pyarrow as pa
        import pyarrow.compute as pc

        places = pc.drop_null(pc.index_in(keys, self._keys)).to_numpy()
        ends = self._ends[places]
        counts = ends - np.where(places > 0, self._ends[places - 1], 0)
        before = np.cumsum(counts) - counts
        rows = np.arange(counts.sum()) + np.repeat(ends - counts - before, counts)
        return self._table.take(pa.array(rows, pa.int64()))
