"""Rows of a table that is asked again and again for a few of its keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa


class RowsByKey:
    """The rows of a table that is sorted by a column of texts; no question goes through all rows."""

    def __init__(self, table: pa.Table, column: str) -> None:
        self._table = table.combine_chunks()
        self._keys = self._table.column(column).combine_chunks()

    def of(self, keys: pa.Array) -> pa.Table:
        """Return the rows of some keys, each of which is named once, in the order of the keys."""
        import numpy as np
        import pyarrow as pa
        import pyarrow.compute as pc

        # Looked up like words in a dictionary, however many there are.
        starts, ends = (pc.search_sorted(self._keys, keys, side=side).to_numpy() for side in ("left", "right"))
        counts = (ends - starts).astype(np.int64)
        before = np.cumsum(counts) - counts
        rows = np.arange(counts.sum()) + np.repeat(starts - before, counts)
        return self._table.take(pa.array(rows, pa.int64()))
