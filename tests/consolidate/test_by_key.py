"""Tables are sorted by key as people read, numbers as numbers."""

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from imcwp_data.consolidate.by_key import by_key
from imcwp_data.schema import package_schemas, reading_order

ids = st.text(st.sampled_from("a.-129é"), min_size=1, max_size=5)


@given(st.lists(st.tuples(ids, ids), max_size=12, unique=True))
def test_rows_stand_in_reading_order_of_all_columns_of_the_key(keys):
    names = ("paragraph_id", "quoted_paragraph_id")
    table = pa.table({name: pa.array([key[n] for key in keys], pa.string()) for n, name in enumerate(names)})
    rows = by_key(table, package_schemas()["quotations"]).to_pylist()
    assert [tuple(row.values()) for row in rows] == sorted(keys, key=lambda key: list(map(reading_order, key)))
