"""Columns of many records at once say the same as the records one by one."""

import pyarrow as pa
import pytest

from imcwp_data.consolidate.columns import columns_of, table_of
from imcwp_data.model import Mention


@pytest.mark.parametrize("count", [0, 2])
def test_a_table_has_the_columns_of_its_schema_and_nulls_where_nothing_is_told(count):
    mentions = [Mention(number, 3, 9, "surface", "someone", "alias") for number in range(count)]
    schema = pa.schema([("surface", pa.string()), pa.field("position", pa.int64(), nullable=False), ("x", pa.string())])
    table = table_of(columns_of(mentions, Mention), count, schema)
    assert table.schema == schema
    assert table.to_pylist() == [{"surface": "surface", "position": number, "x": None} for number in range(count)]
