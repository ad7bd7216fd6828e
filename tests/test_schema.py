from __future__ import annotations

import json
import re
import sqlite3
import subprocess
import sys
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from imcwp_data.errors import SchemaError, ValidationError
from imcwp_data.schema import (
    arrow_schema,
    arrow_table,
    column_descriptions,
    load_schemas,
    reading_order,
    sqlite_ddl,
    sqlite_indexes,
)

SCHEMAS = load_schemas()

# The contract with users: columns may be added (after a word with the users), never lost or renamed.
CONTRACT = {
    "sources": "source_id path sha256 bytes encoding publisher url retrieved rights",
    "documents": "document_id source_id part title document_type published author outlet agency dateline_place "
    "language char_start char_end paragraph_count word_count",
    "paragraphs": "paragraph_id document_id position line kind language marker text char_start char_end word_count",
    "meetings": "meeting_id name series kind ordinal status mode date_edtf start_date end_date place country_code "
    "theme party_count country_count people_count",
    "participants": "participant_id name kind acronym country_code aliases role affiliation_id",
    "actions": "action_id document_id paragraph_id meeting_id event_type status text char_start char_end date_edtf "
    "start_date end_date place country_code quantity unit joint_axis themes restates_id",
    "meeting_participants": "meeting_id participant_id role",
    "action_participants": "action_id participant_id role",
    "places": "place_id name kind country_code latitude longitude",
    "mentions": "paragraph_id char_start char_end surface participant_id rule",
    "place_mentions": "paragraph_id char_start char_end surface place_id rule",
    "dates": "paragraph_id char_start char_end surface date_edtf start_date end_date basis rule",
    "evidence": "evidence_id table_name row_id column_name value paragraph_id char_start char_end quote rule "
    "certainty accepted",
    "quotations": "paragraph_id quoted_paragraph_id similarity relation",
}
KEYS = {
    "sources": "source_id",
    "documents": "document_id",
    "paragraphs": "paragraph_id",
    "meetings": "meeting_id",
    "participants": "participant_id",
    "actions": "action_id",
    "meeting_participants": "meeting_id participant_id role",
    "action_participants": "action_id participant_id role",
    "places": "place_id",
    "mentions": "paragraph_id char_start",
    "place_mentions": "paragraph_id char_start",
    "dates": "paragraph_id char_start",
    "evidence": "evidence_id",
    "quotations": "paragraph_id quoted_paragraph_id",
}


def database() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    connection.execute("PRAGMA foreign_keys = ON")
    for table in SCHEMAS.values():
        connection.execute(sqlite_ddl(table))
        for index in sqlite_indexes(table):
            connection.execute(index)
    return connection


def insert(connection: sqlite3.Connection, table: str, **row: object) -> None:
    marks = ", ".join("?" * len(row))
    connection.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", tuple(row.values()))


SOURCE = {"source_id": "x", "path": "x.txt", "sha256": "0" * 64, "bytes": 9, "encoding": "utf-8"}
PLACE = {"place_id": "faro", "name": "Faro", "kind": "city"}
PERSON = {"participant_id": "a-person", "name": "A Person", "kind": "person"}


def test_tables_columns_and_keys_are_those_of_the_contract():
    assert {name: " ".join(table.columns) for name, table in SCHEMAS.items()} == CONTRACT
    assert {name: " ".join(table.primary_key) for name, table in SCHEMAS.items()} == KEYS


def test_a_table_comes_after_those_it_refers_to():
    seen: set[str] = set()
    for name, table in SCHEMAS.items():
        assert {key.table for key in table.foreign_keys} - {name} <= seen
        seen.add(name)


def test_every_column_and_enumerated_value_is_explained():
    for table in SCHEMAS.values():
        for field in table.fields:
            assert len(field.description) > 10
            assert field.description.endswith(".")
            assert field.required or "null" in field.description.lower(), f"{table.name}.{field.name}: when is it null?"
            if field.enum and field.name not in ("event_type", "table_name"):
                assert all(value in field.description for value in field.enum), f"{table.name}.{field.name}"


def test_examples_keep_the_constraints_they_illustrate():
    for table in SCHEMAS.values():
        for field in table.fields:
            if field.example is None:
                continue
            if field.pattern:
                assert re.fullmatch(field.pattern, str(field.example)), f"{table.name}.{field.name}"
            if field.enum:
                assert field.example in field.enum
            if field.item_enum:
                assert set(json.loads(str(field.example))) <= set(field.item_enum)


@pytest.mark.parametrize(
    ("edtf", "fits"),
    [
        ("2021-11-09", True), ("2021-11", True), ("2021", True), ("199X", True), ("19XX", True), ("XXXX-05-01", True),
        ("2022-21", True), ("2021-11-05/2021-11-06", True), ("../2024-12-31", True), ("2022-21/..", True),
        ("199X/2001", True), ("../..", False), ("2021-13", False), ("2021-11-32", False), ("9 November", False),
        ("2021/", False), ("", False), ("2021-11-09T00", False), ("2021-1-9", False),
    ],
)  # fmt: skip
def test_the_pattern_of_edtf_columns(edtf, fits):
    pattern = SCHEMAS["dates"].field("date_edtf").pattern
    assert bool(re.fullmatch(pattern, edtf)) is fits
    assert pc.match_substring_regex(pa.array([edtf]), pattern)[0].as_py() is fits


def test_frictionless_accepts_every_schema():
    frictionless = pytest.importorskip("frictionless")
    for table in SCHEMAS.values():
        assert frictionless.Schema.validate_descriptor(dict(table.descriptor)).valid


def test_arrow_types_nullability_and_descriptions_come_from_the_schema():
    schema = arrow_schema(SCHEMAS["actions"])
    assert schema.field("start_date").type == pa.date32()
    assert schema.field("themes").type == pa.list_(pa.string())
    assert schema.field("quantity").type == pa.float64()
    assert not schema.field("action_id").nullable
    assert schema.field("meeting_id").nullable
    assert schema.field("text").metadata[b"description"].startswith(b"The clause")
    assert column_descriptions(SCHEMAS["actions"])["text"].startswith("The clause")


def test_rows_are_sorted_as_people_count():
    ids = ["x.1.10", "x.1.2", "x.2.1", "w.1.1"]
    rows = [{"paragraph_id": name, "char_start": start} for name in ids for start in (11, 2)]
    table = arrow_table(rows, SCHEMAS["mentions"])
    pairs = list(zip(table["paragraph_id"].to_pylist(), table["char_start"].to_pylist(), strict=True))
    assert pairs == [(name, start) for name in ("w.1.1", "x.1.2", "x.1.10", "x.2.1") for start in (2, 11)]


@given(st.lists(st.text("a1.0-", min_size=1), unique=True).flatmap(lambda i: st.tuples(st.just(i), st.permutations(i))))
def test_reading_order_is_one_order_whatever_the_input_order(two_orders):
    one, other = two_orders
    assert sorted(one, key=reading_order) == sorted(other, key=reading_order)


def test_missing_columns_and_empty_lists_are_null_and_days_are_read():
    row = {"action_id": "x.1.1.a1", "themes": [], "start_date": "2021-11-05"}
    table = arrow_table([row], SCHEMAS["actions"])
    assert table["themes"].to_pylist() == [None]
    assert table["unit"].to_pylist() == [None]
    assert table["start_date"].to_pylist() == [date(2021, 11, 5)]


@pytest.mark.parametrize(
    ("wrong", "expected"),
    [
        ({"colour": "red"}, "places, row faro: column colour is not in the schema"),
        ({"country_code": ""}, "places, row faro, column country_code: the text is empty"),
        ({"latitude": "north"}, "places, row faro, column latitude: 'north' is no number"),
        ({"latitude": True}, "places, row faro, column latitude: True is no number"),
        ({"name": 5}, "places, row faro, column name: 5 is no string"),
    ],
)
def test_a_row_that_does_not_fit_is_named(wrong, expected):
    with pytest.raises(ValidationError) as caught:
        arrow_table([{**PLACE, "place_id": "evora"}, PLACE | wrong], SCHEMAS["places"])
    assert str(caught.value).startswith(expected)


@pytest.mark.parametrize("day", ["2021-02-30", "20210201", "2021-02", "yesterday"])
def test_only_whole_days_are_dates(day):
    with pytest.raises(ValidationError, match="column retrieved"):
        arrow_table([SOURCE | {"retrieved": day}], SCHEMAS["sources"])


def test_sqlite_refuses_what_the_schema_forbids():
    connection = database()
    insert(connection, "sources", **SOURCE)
    for wrong in (
        {"bytes": "many"},
        {"bytes": 0},
        {"encoding": None},
        {"publisher": ""},
        {"retrieved": "20 May 2020"},
        {"path": "x.txt"},
    ):
        with pytest.raises(sqlite3.IntegrityError):
            insert(connection, "sources", **({**SOURCE, "source_id": "y", "path": "y.txt"} | wrong))
    for wrong in ({"kind": "planet"}, {"latitude": 91.0}, {"longitude": -181.0}):
        with pytest.raises(sqlite3.IntegrityError):
            insert(connection, "places", **(PLACE | wrong))
    insert(connection, "places", **PLACE)


def test_sqlite_holds_lists_as_json_and_foreign_keys():
    connection = database()
    for aliases in ("KKE", "{}", '"KKE"'):
        with pytest.raises(sqlite3.IntegrityError):
            insert(connection, "participants", **PERSON, aliases=aliases)
    insert(connection, "participants", **PERSON, aliases='["A. P."]', affiliation_id=None)
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        insert(connection, "participants", participant_id="b", name="B", kind="person", affiliation_id="no-such-party")
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        insert(connection, "meeting_participants", meeting_id="m", participant_id="a-person", role="host")


def test_every_foreign_key_and_filter_column_has_an_index():
    connection = database()
    for table in SCHEMAS.values():
        leading = set()
        for _, index, *_ in connection.execute(f"PRAGMA index_list({table.name})").fetchall():
            leading.add(connection.execute(f"PRAGMA index_info({index})").fetchone()[2])
        wanted = {key.columns[0] for key in table.foreign_keys} | {field.name for field in table.fields if field.index}
        assert wanted <= leading


def test_reading_schemas_imports_nothing_heavy():
    code = (
        "import sys; from imcwp_data.schema import load_schemas, sqlite_ddl; "
        "[sqlite_ddl(t) for t in load_schemas().values()]; "
        "print(sorted({'pandas', 'pyarrow', 'numpy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


MINIMAL = {
    "name": "t",
    "title": "T",
    "description": "One row is one t.",
    "fields": [{"name": "t_id", "title": "Id", "type": "string", "description": "Names it."}],
    "primaryKey": ["t_id"],
}


def changed(**changes: object) -> dict[str, object]:
    return {**MINIMAL, **changes}


def field_with(**changes: object) -> dict[str, object]:
    return changed(fields=[{**MINIMAL["fields"][0], **changes}])


def reference(table: str, column: str = "t_id") -> list[object]:
    return [{"fields": ["t_id"], "reference": {"resource": table, "fields": [column]}}]


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (changed(extra=1), "the table has extra, which nothing reads"),
        ({k: v for k, v in MINIMAL.items() if k != "title"}, "the table lacks title"),
        (changed(name="other"), "is named for another table than its name 'other'"),
        (field_with(type="datetime"), "field t_id: type 'datetime' is not one of string"),
        (field_with(constraints={"pattern": "("}), "field t_id: pattern is no regular expression"),
        (field_with(type="date", constraints={"pattern": "^2"}), "field t_id: pattern and enum are for strings only"),
        (field_with(constraints={"requierd": True}), "field t_id: it has requierd, which nothing reads"),
        (field_with(categories=["a"]), "field t_id: it has categories, which nothing reads"),
        (changed(fields=MINIMAL["fields"] * 2), "field t_id: stands there twice"),
        (changed(primaryKey=["id"]), "a key or label names the field 'id', which is not there"),
        (changed(foreignKeys=reference("nowhere")), r"refers to nowhere\(t_id\), which no schema has"),
        (changed(foreignKeys=reference("", "x")), r"refers to t\(x\), which no schema has"),
    ],
)
def test_a_mistake_in_a_schema_is_named(tmp_path, document, expected):
    path = tmp_path / "t.schema.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    with pytest.raises(SchemaError, match=expected) as caught:
        load_schemas(tmp_path)
    assert str(path) in str(caught.value)


def test_broken_json_missing_schemas_and_circles_are_named(tmp_path):
    with pytest.raises(SchemaError, match="no table schemas here"):
        load_schemas(tmp_path)
    (tmp_path / "t.schema.json").write_text("{", encoding="utf-8")
    with pytest.raises(SchemaError, match=r"t\.schema\.json: is not JSON"):
        load_schemas(tmp_path)
    for name, other in (("t", "u"), ("u", "t")):
        document = changed(name=name, foreignKeys=reference(other))
        (tmp_path / f"{name}.schema.json").write_text(json.dumps(document), encoding="utf-8")
    with pytest.raises(SchemaError, match="t, u run in a circle"):
        load_schemas(tmp_path)
