from __future__ import annotations

import gc

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from imcwp_data.frames import to_pandas
from imcwp_data.schema import arrow_table, load_schemas

SCHEMAS = load_schemas()
TEXTS = pa.list_(pa.string())
NUMBERED = pa.list_(pa.dictionary(pa.int32(), pa.string()))


def test_pandas_dtypes():
    action = {
        "action_id": "x.1.1.a1", "document_id": "x.1", "paragraph_id": "x.1.1", "event_type": "AID",
        "status": "reported", "text": "sent aid", "char_start": 0, "char_end": 8, "start_date": "1917-11-07",
        "themes": ["health", "cuba"],
    }  # fmt: skip
    frame = to_pandas(arrow_table([action], SCHEMAS["actions"]), SCHEMAS["actions"])
    dtypes = frame.dtypes.astype(str).to_dict()
    assert dtypes["text"] == "str"
    assert dtypes["event_type"] == "category"
    assert len(frame["event_type"].cat.categories) == 16
    assert dtypes["char_start"] == "int64"
    assert dtypes["joint_axis"] == "Int64"
    assert dtypes["quantity"] == "float64"
    assert dtypes["start_date"] == "datetime64[s]"
    assert frame["themes"].iloc[0] == ["health", "cuba"]
    empty = to_pandas(arrow_table([], SCHEMAS["actions"]), SCHEMAS["actions"])
    assert empty.dtypes.astype(str).to_dict() == dtypes


texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)
VALUES = {
    "string": texts,
    "integer": st.integers(-(2**62), 2**62),
    "number": st.floats(allow_nan=False, allow_infinity=False),
    "boolean": st.booleans(),
    "date": st.dates(),
    "array": st.lists(texts, min_size=1, max_size=3),
}


@st.composite
def any_table(draw):
    table = SCHEMAS[draw(st.sampled_from(sorted(SCHEMAS)))]
    columns = {}
    for field in table.fields:
        values = st.sampled_from(field.enum) if field.enum else VALUES[field.type]
        columns[field.name] = values if field.required else st.none() | values
    return table, draw(st.lists(st.fixed_dictionaries(columns), max_size=4))


@given(any_table())
def test_pandas_gives_every_value_back(case):
    schema, rows = case
    table = arrow_table(rows, schema)
    frame = to_pandas(table, schema)
    columns = []
    for field in schema.fields:
        values = [None if v is None or v is pd.NA or v is pd.NaT or v != v else v for v in frame[field.name].tolist()]
        columns.append([v.date() if isinstance(v, pd.Timestamp) else v for v in values])
    back = pa.Table.from_arrays(
        [pa.array(c, table.schema.field(i).type) for i, c in enumerate(columns)], schema=table.schema
    )
    assert back.equals(table)


def test_some_columns_are_enough_for_pandas():
    table = arrow_table([{"place_id": "faro", "name": "Faro", "kind": "city"}], SCHEMAS["places"]).select(
        ["kind", "name"]
    )
    assert list(to_pandas(table, SCHEMAS["places"]).columns) == ["kind", "name"]


def aliases(*parts):
    return to_pandas(pa.table({"aliases": pa.chunked_array(parts, TEXTS)}), SCHEMAS["participants"])["aliases"].tolist()


def test_lists_of_several_parts_are_python_lists():
    values = pa.array([["a", "b"], None, ["c"], ["d", "e", "f"]], TEXTS)
    assert aliases(values.slice(1, 2), values.slice(3)) == [None, ["c"], ["d", "e", "f"]]
    assert aliases() == aliases(values.slice(4)) == []


def test_what_lies_under_a_list_that_is_null_is_not_seen():
    hidden = pa.ListArray.from_arrays(pa.array([0, 2, 3]), pa.array(["a", "b", "c"]), mask=pa.array([True, False]))
    assert aliases(hidden) == [None, ["c"]]


@given(st.lists(st.none() | st.lists(st.none() | st.sampled_from("abc"), max_size=5), max_size=30), st.integers(0, 30))
def test_lists_come_back_whether_their_texts_are_numbered_or_not(values, cut):
    column = pa.array(values, TEXTS)
    whole = pa.chunked_array([column.slice(0, cut), column.slice(cut)])
    for kind in (TEXTS, NUMBERED):
        frame = to_pandas(pa.table({"aliases": whole.cast(kind)}), SCHEMAS["participants"])
        assert frame["aliases"].tolist() == values


def test_very_many_lists_come_back():
    values = [None if number % 7 == 0 else [f"name {number}"] * (number % 5 + 1) for number in range(25_000)]
    assert aliases(pa.array(values, TEXTS)) == values
    assert gc.isenabled()


def test_each_list_may_be_changed_by_itself():
    first, second, third = aliases(pa.array([["a"], ["a"], []], TEXTS))
    first.append("b")
    assert (first, second, third) == (["a", "b"], ["a"], [])


@pytest.mark.parametrize("parts", [1, 2])
def test_values_of_every_column_may_be_changed_in_place(parts):
    action = {
        "action_id": "x.1.1.a1", "document_id": "x.1", "paragraph_id": "x.1.1", "event_type": "AID",
        "status": "reported", "text": "sent aid", "char_start": 0, "char_end": 8, "start_date": "1917-11-07",
        "quantity": 2.5, "joint_axis": 3, "themes": ["health", "cuba"],
    }  # fmt: skip
    part = arrow_table([action], SCHEMAS["actions"])
    frame = to_pandas(pa.concat_tables([part] * parts), SCHEMAS["actions"])
    new = {
        "action_id": "y", "event_type": "PROTEST", "text": "struck", "char_start": 7, "joint_axis": 4,
        "start_date": pd.Timestamp("1921-02-03"), "quantity": 9.5,
    }  # fmt: skip
    for column, value in new.items():
        frame.loc[0, column] = value
    assert frame.loc[0, list(new)].to_dict() == new


def test_a_value_that_is_none_of_an_enumeration_is_missing_in_pandas():
    frame = to_pandas(pa.table({"kind": ["city", "sea", None, "country"]}), SCHEMAS["places"])
    assert frame["kind"].isna().tolist() == [False, True, True, False]
    assert list(frame["kind"].cat.categories) == list(SCHEMAS["places"].field("kind").enum)
