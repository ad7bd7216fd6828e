"""However many batches the sources are put into, the tables are the same."""

from __future__ import annotations

import pyarrow as pa
import pytest

from imcwp_data.consolidate.facts import facts_of, joined, sliced, with_derived
from imcwp_data.consolidate.finish import BY_BATCH
from imcwp_data.consolidate.join import countries_of, finish_batch, finish_tasks, join
from imcwp_data.consolidate.tables import consolidate
from imcwp_data.corpus.read import read_folder
from imcwp_data.schema import reading_order, source_order
from imcwp_data.table_file import TablesInMemory


@pytest.fixture(scope="module")
def readings(reader, seeds, root):
    found = [reader.read(source) for folder in (seeds, root / "tests" / "gold") for source in read_folder(folder)]
    return sorted(found[:24], key=lambda reading: source_order(reading.source.source_id))


@pytest.fixture(scope="module")
def tables(readings, vocabulary):
    return consolidate(readings, vocabulary, {})


@pytest.mark.parametrize("size", [1, 5])
def test_batches_give_what_all_sources_together_give(readings, tables, vocabulary, size):
    batches = [
        TablesInMemory(with_derived(facts_of(readings[start : start + size], vocabulary)[0]))
        for start in range(0, len(readings), size)
    ]
    found = join(batches, countries_of(vocabulary))
    finished = [finish_batch(task) for task in finish_tasks(batches, found, [{}] * len(batches))]
    for name in BY_BATCH:
        whole = pa.concat_tables([part[name] for part in finished])
        # Ids of sources stand in another order than those of what is in them.
        if name != "sources":
            assert whole.equals(tables[name]), name
    for name in ("meetings", "participants", "places"):
        assert found.tables[name].equals(tables[name]), name
    members = {tuple(row.values()) for part in finished for row in part["meeting_participants"].to_pylist()}
    assert members == {tuple(row.values()) for row in tables["meeting_participants"].to_pylist()}


def test_the_facts_of_a_source_can_be_cut_out_of_one_batch_and_put_into_another(readings, vocabulary):
    facts, counts = facts_of(readings[:6], vocabulary)
    again = joined([sliced(facts, counts, number) for number in range(6)])
    assert all(again[name].equals(table) for name, table in facts.items())
    alone, _ = facts_of(readings[3:4], vocabulary)
    assert all(sliced(facts, counts, 3)[name].equals(table) for name, table in alone.items())


def test_an_id_that_goes_on_another_with_a_dot_keeps_the_tables_in_order(reader, make_source, vocabulary):
    text = "A statement\n\n3 March 2019\n\nThe Portuguese Communist Party demands peace.\n"
    names = ["a", "a.1", "a-b", "a10", "a9", "a.b"]
    found = sorted(
        (reader.read(make_source(text, name)) for name in names), key=lambda r: source_order(r.source.source_id)
    )
    tables = consolidate(found, vocabulary, {})
    for name, column in (
        ("documents", "document_id"),
        ("paragraphs", "paragraph_id"),
        ("actions", "action_id"),
        ("evidence", "evidence_id"),
    ):
        ids = tables[name].column(column).to_pylist()
        assert ids == sorted(ids, key=reading_order), name
    assert {row[:-2] for row in tables["documents"].column("document_id").to_pylist()} == set(names)
