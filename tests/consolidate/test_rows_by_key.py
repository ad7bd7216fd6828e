"""Rows are found by their key as a filter would find them."""

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from imcwp_data.consolidate.rows_by_key import RowsByKey

_KEY = st.sampled_from(["a", "b", "c", "d", "é"])


@given(st.lists(_KEY, max_size=20), st.lists(_KEY | st.just("unknown"), unique=True))
def test_rows_come_key_by_key_in_their_own_order(keys, asked):
    table = pa.table({"key": pa.array(keys, pa.string()), "number": pa.array(range(len(keys)), pa.int64())})
    found = RowsByKey(table.sort_by("key"), "key").of(pa.array(asked, pa.string()))
    wanted = [(key, number) for name in asked for number, key in enumerate(keys) if key == name]
    assert list(zip(*(found.column(name).to_pylist() for name in ("key", "number")), strict=True)) == wanted
