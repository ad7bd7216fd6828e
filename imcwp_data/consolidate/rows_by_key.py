"""Rows of a table that is asked again and again for a few of its keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

    from imcwp_data.consolidate.columns import Numbers


class RowsByKey:
    """The rows of a table that is sorted by a column of texts; no question goes through all rows."""

    def __init__(self, table: pa.Table, column: str) -> None:
        self._table = table.combine_chunks()
        self._keys = self._table.column(column).combine_chunks()

    def of(self, keys: pa.Array) -> pa.Table:
        """Return the rows of some keys, each of which is named once, in the order of the keys."""
        import pyarrow as pa

        return self._table.take(pa.array(self.rows(keys)[1]))

    def rows(self, keys: pa.Array) -> tuple[Numbers, Numbers]:
        """Return for each row of some keys, in the order of the keys, the number of its key, and that of the row."""
        import numpy as np
        import pyarrow.compute as pc

        # Looked up like words in a dictionary, however many there are.
        found = (pc.search_sorted(self._keys, keys, side=side).to_numpy() for side in ("left", "right"))
        starts, ends = (bounds.astype(np.int64) for bounds in found)
        counts = ends - starts
        before = np.cumsum(counts) - counts
        return np.repeat(np.arange(len(keys)), counts), np.arange(counts.sum()) + np.repeat(starts - before, counts)
