"""Keys, references and counts of tables that are gone through in parts: the verdict does not depend on the parts."""

from __future__ import annotations

import importlib.util
import random
from itertools import pairwise
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from imcwp_data import references, spool
from imcwp_data.checks import Part
from imcwp_data.key_order import steps
from imcwp_data.keys import check_keys
from imcwp_data.references import Lookup, key_of, matched, missing_keys
from imcwp_data.schema import arrow_table, load_schemas, reading_order
from imcwp_data.spool import Spool
from imcwp_data.table_stream import TableStream, stream_of_parquet, stream_of_table
from imcwp_data.validate import prove_offsets, validate_tables

_spec = importlib.util.spec_from_file_location("validating", Path(__file__).parent / "test_validate.py")
validating = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(validating)

SCHEMAS = load_schemas()
ids = st.text("0019a.é-", max_size=8)


def cut(table: pa.Table, size: int) -> TableStream:
    return TableStream(table.schema, table.num_rows, lambda: iter(table.to_batches(max_chunksize=size)))


def order(one: object, other: object) -> int:
    return (reading_order(other) > reading_order(one)) - (reading_order(other) < reading_order(one))


@given(st.lists(ids, max_size=30), st.lists(st.tuples(ids, ids, ids), max_size=10))
def test_ids_are_compared_in_reading_order(apart, pieces):
    # Neighbours that begin alike are what tables have.
    alike = [text for start, one, other in pieces for text in (start + one, start + other)]
    for texts in (apart, alike, sorted(alike, key=reading_order)):
        found = steps(pa.record_batch({"id": pa.array(texts, pa.string())}))
        assert list(found) == [order(one, other) for one, other in pairwise(texts)]


def test_long_ids_and_several_columns_are_compared():
    long = ["x" * 300 + tail for tail in ("9", "10", "10", "2")]
    assert list(steps(pa.record_batch({"id": long}))) == [1, 0, -1]
    columns = {"id": ["a", "a", "a", "b", "b"], "start": [1, 9, 10, 2, 2], "role": ["x", "x", "x", "y", "z"]}
    assert list(steps(pa.record_batch(columns))) == [1, 1, 1, 1]
    assert list(steps(pa.record_batch({"id": ["b", "b"], "start": [2, 1]}))) == [-1]


@pytest.mark.parametrize("size", [1, 3, 1000])
@pytest.mark.parametrize("shuffled", [False, True])
def test_a_repeated_key_is_found_in_any_order(size, shuffled):
    keys = [f"p{n}" for n in range(50)] + ["p7", "p7", "p31"]
    if shuffled:
        random.Random(1).shuffle(keys)
    else:
        keys.sort(key=reading_order)
    table = pa.table({"place_id": keys, "name": ["P"] * len(keys)})
    reports = check_keys(cut(table, size), SCHEMAS["places"])
    found = sorted((fault.row, fault.value) for report in reports for fault in report.faults)
    seen: set[str] = set()
    expected = []
    for row, key in enumerate(keys, 1):
        if key in seen:
            expected.append((row, key))
        seen.add(key)
    assert found == expected


@pytest.fixture(params=[2, 10, 100_000], ids=lambda held: f"{held} rows held")
def held(request, monkeypatch) -> int:
    monkeypatch.setattr(references, "HELD", request.param)
    monkeypatch.setattr(references, "_FEWEST_AT_ONCE", 2)
    return request.param


@pytest.mark.usefixtures("held")
@pytest.mark.parametrize("ordered", [True, False])
def test_what_is_nowhere_is_found_whatever_is_held(ordered):
    parents = [f"d.{n}" for n in range(1, 60) if n % 7]
    children = [f"d.{n}" for n in range(1, 70)] * 2 + [None]
    if ordered:
        children.sort(key=lambda key: reading_order(key or ""))
    else:
        random.Random(2).shuffle(children)
    parent = cut(pa.table({"id": parents, "text": [f"text of {key}" for key in parents]}), 5)
    lookup = Lookup(parent, ["id", "text"], key_of(["id"]), len(children))
    missing = missing_keys((pa.array(children[at : at + 9], pa.string()) for at in range(0, 139, 9)), lookup)
    assert set(missing.to_pylist()) == {key for key in children if key is not None} - set(parents)

    lookup = Lookup(parent, ["id", "text"], key_of(["id"]), len(children))
    batches = [pa.record_batch({"id": pa.array(children[at : at + 9], pa.string())}) for at in range(0, 139, 9)]
    parts = [Part(SCHEMAS["places"], batch, 9 * number) for number, batch in enumerate(batches)]
    found = {}
    for part, rows, places in matched(parts, key_of(["id"]), lookup):
        texts = rows.column("text").take(places).to_pylist()
        for position, text in enumerate(texts):
            found[part.number(position)] = text
    assert found == {
        row: f"text of {key}" if key in parents else None for row, key in enumerate(children) if key is not None
    }


@pytest.mark.usefixtures("held")
def test_tables_in_parts_get_the_verdict_of_tables_in_memory():
    tables = validating.arrow(validating.valid_rows())
    for name, column, row, value, *_ in [*validating.CELLS, *validating.OFFSETS]:
        changed = {**tables, name: validating.replaced(tables[name], column, row, value)}
        streams = {other: cut(table, 1) for other, table in changed.items()}
        for work in (lambda given: validate_tables(given, SCHEMAS), lambda g: prove_offsets(g, validating.SOURCES)):
            whole, parts = work(changed), work(streams)
            assert parts.total == whole.total
            assert sorted(map(str, parts.faults)) == sorted(map(str, whole.faults))


def test_tables_out_of_order_are_judged_by_what_they_hold():
    tables = validating.arrow(validating.valid_rows())
    turned = {name: table.take(list(range(table.num_rows))[::-1]) for name, table in tables.items()}
    assert str(validate_tables(turned, SCHEMAS)) == "No faults."
    assert str(prove_offsets(turned, validating.SOURCES)) == "No faults."


def test_documents_of_a_source_whose_name_another_continues_stand_apart_and_hold():
    """``a.1`` is the first document of ``a``, and ``a.1.1`` that of ``a.1``; it stands between ``a.1`` and ``a.2``."""
    texts = {"a": "One.\nTwo.\n", "a.1": "Three.\n"}
    documents = [("a.1", "a", 1, 0, 5), ("a.1.1", "a.1", 1, 0, 7), ("a.2", "a", 2, 5, 10)]
    words = {"a.1": "One.", "a.1.1": "Three.", "a.2": "Two."}
    rows = {
        "documents": [
            {"document_id": key, "source_id": source, "part": part, "document_type": "news", "language": "en",
             "char_start": start, "char_end": end, "paragraph_count": 1, "word_count": 1}
            for key, source, part, start, end in documents
        ],
        "paragraphs": [
            {"paragraph_id": f"{key}.1", "document_id": key, "position": 1, "line": 2 if key == "a.2" else 1,
             "kind": "body", "language": "en", "text": words[key], "char_start": start, "char_end": end - 1,
             "word_count": 1}
            for key, _, _, start, end in documents
        ],
    }  # fmt: skip
    tables = {name: arrow_table(listed, SCHEMAS[name]) for name, listed in rows.items()}
    assert tables["documents"].column("document_id").to_pylist() == ["a.1", "a.1.1", "a.2"]
    assert str(prove_offsets(tables, texts)) == "No faults."
    assert str(validate_tables(tables, {name: SCHEMAS[name] for name in rows})) == "No faults."


def test_a_spooled_table_is_what_went_in_and_leaves_nothing(sample_tables, tmp_path, monkeypatch):
    import tempfile

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    for limit in (0, 1 << 20):
        monkeypatch.setattr(spool, "_BYTES_IN_MEMORY", limit)
        with Spool() as place:
            for table in sample_tables.values():
                kept = place.keep(table.schema, iter(table.to_batches(max_chunksize=2)))
                assert kept.rows == table.num_rows
                assert kept.in_memory().equals(table)
                some = table.column_names[::-2]
                assert pa.Table.from_batches(kept.select(some)).equals(table.select(some))
        assert list(tmp_path.iterdir()) == []


def test_streams_give_the_columns_asked_for(sample_tables, tmp_path):
    table = sample_tables["evidence"]
    for number, part in enumerate((table.slice(0, 4), table.slice(4))):
        pq.write_table(part, tmp_path / f"{number}.parquet")
    files = sorted(tmp_path.iterdir())
    for stream in (stream_of_table(table), cut(table, 2), stream_of_parquet(files, table.schema)):
        assert stream.in_memory().equals(table)
        assert pa.Table.from_batches(stream.select(["value", "row_id"])).equals(table.select(["value", "row_id"]))
