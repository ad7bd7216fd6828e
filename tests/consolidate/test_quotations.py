import itertools
from collections.abc import Iterable
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from imcwp_data.consolidate.facts import facts_schemas
from imcwp_data.consolidate.passages import word_hash
from imcwp_data.consolidate.quotations import (
    candidates,
    made_passages,
    ranks,
    repeated,
    shared_runs,
)
from imcwp_data.consolidate.shingles import run_hashes

STATEMENT = (
    "The dockers of the northern ports have refused for eleven days to load the ships of war, and no threat of the "
    "owners has brought a single crane back to work."
)


def passage(document_id, text, published="2020-01-01", quote=False, position=1):
    return {
        "document_id": document_id,
        "paragraph_id": f"{document_id}.{position}",
        "published": published,
        "quoted": quote,
        "position": position,
        "words": [word_hash(word.strip(".,").casefold()) for word in text.split()],
    }


def quotation_rows(*batches: list[dict[str, Any]], ranges: int = 1) -> list[dict[str, Any]]:
    """Find what the passages of some batches repeat, going through the hashes in some ranges."""
    tables = [pa.Table.from_pylist(batch, schema=facts_schemas()["passages"]) for batch in batches]
    ranked = ranks(tables)
    runs = [run_hashes(table.column("words").combine_chunks()) for table in tables]
    numbers = {row["document_id"]: number for number, row in enumerate(row for batch in batches for row in batch)}
    hashes = np.concatenate([found for found, _ in runs])
    rank = np.concatenate([own[rows] for own, (_, rows) in zip(ranked, runs, strict=True)])
    document = np.concatenate(
        [np.array([numbers[batch[row]["document_id"]] for row in rows], dtype=np.int64)
         for batch, (_, rows) in zip(batches, runs, strict=True)]
    )  # fmt: skip
    edges = [n * 2**64 // ranges for n in range(ranges + 1)]
    shared = []
    for first, last in itertools.pairwise(edges):
        inside = (hashes >= np.uint64(first)) & (hashes <= np.uint64(last - 1))
        shared.append(shared_runs(hashes[inside], rank[inside], document[inside]))
    every = pa.concat_tables(tables).combine_chunks()
    words = every.column("words").combine_chunks()
    made = made_passages(every.column("paragraph_id").to_pylist(), [0] * every.num_rows, words)
    known = dict(zip(np.concatenate(ranked).tolist(), made, strict=True))
    rows = repeated(candidates(shared), known).to_pylist()
    return [{name: value for name, value in row.items() if not name.endswith("batch")} for row in rows]


def test_the_same_words_in_two_documents_are_a_verbatim_quotation_of_the_earlier_one():
    rows = quotation_rows([passage("b.1", STATEMENT, "2020-02-01"), passage("a.1", STATEMENT, "2020-01-01")])
    assert rows == [
        {"paragraph_id": "b.1.1", "quoted_paragraph_id": "a.1.1", "similarity": 1.0, "relation": "verbatim"}
    ]


def test_a_block_set_as_a_quotation_repeats_the_other_whatever_the_dates_say():
    rows = quotation_rows(
        [passage("a.1", STATEMENT, "2020-01-01", quote=True), passage("b.1", STATEMENT, "2020-02-01")]
    )
    assert (rows[0]["paragraph_id"], rows[0]["quoted_paragraph_id"]) == ("a.1.1", "b.1.1")


def test_a_slip_that_was_corrected_makes_a_variant():
    changed = STATEMENT.replace("eleven", "twelve").replace("single", "")
    (row,) = quotation_rows([passage("a.1", STATEMENT), passage("b.1", changed)])
    assert row["relation"] == "variant"
    assert 0.8 < row["similarity"] < 1


def test_a_borrowed_half_sentence_is_partial():
    other = "As a friend wrote, the dockers of the northern ports have refused for eleven days, and I believe it."
    (row,) = quotation_rows([passage("a.1", STATEMENT), passage("b.1", other)])
    assert row["relation"] == "partial"


@pytest.mark.parametrize(
    "other",
    [
        "A recipe for soup: take four carrots, two onions and a leek, and let them simmer for an hour on a low flame.",
        "The ships of war left the harbour in the night, and nobody in the town knows where they have gone to.",
    ],
)
def test_texts_that_share_a_few_words_repeat_nothing(other):
    assert quotation_rows([passage("a.1", STATEMENT), passage("b.1", other)]) == []


def test_a_document_does_not_quote_itself():
    assert quotation_rows([passage("a.1", STATEMENT), passage("a.1", STATEMENT, position=2)]) == []


def test_a_passage_of_many_documents_is_told_as_a_repetition_of_the_first_ones():
    rows = quotation_rows([passage(f"d{day:02d}.1", STATEMENT, f"2020-01-{day:02d}") for day in range(1, 31)])
    last = [row["quoted_paragraph_id"] for row in rows if row["paragraph_id"] == "d30.1.1"]
    assert last == [f"d{day:02d}.1.1" for day in range(1, 9)]


def originals(rows, paragraph_id):
    return [row["quoted_paragraph_id"] for row in rows if row["paragraph_id"] == paragraph_id]


@pytest.mark.parametrize("documents", [70, 400])
def test_however_many_documents_repeat_a_passage_each_is_told_as_a_repetition_of_the_first_ones(documents):
    rows = quotation_rows([passage(f"d{number:03d}.1", STATEMENT) for number in range(documents)])
    last = f"d{documents - 1:03d}.1.1"
    assert originals(rows, last) == [f"d{number:03d}.1.1" for number in range(8)]
    assert {row["relation"] for row in rows} == {"verbatim"}


def test_a_passage_that_very_many_documents_quote_each_in_its_own_words_is_told_as_repeated():
    listed = [passage("d000.1", STATEMENT)]
    for number in range(1, 100):
        own = " ".join(f"{word}{number}" for word in "we take over what our comrades wrote in week".split())
        listed.append(passage(f"d{number:03d}.1", f"{own}: {STATEMENT}"))
    rows = quotation_rows(listed)
    assert all("d000.1.1" in originals(rows, row["paragraph_id"]) for row in listed[1:])


def test_a_turn_of_phrase_in_very_many_documents_is_no_quotation():
    listed = []
    for number in range(70):
        own = " ".join(f"{word}{number}" for word in "the third of our own local branches met in town".split())
        listed.append(passage(f"d{number}.1", f"{own}, and it calls on the working people of the whole world to unite"))
    assert quotation_rows(listed) == []


def test_a_short_stock_sentence_of_very_many_documents_is_no_quotation():
    line = "Read more about the work of the parties on these pages."
    assert quotation_rows([passage(f"d{number}.1", line) for number in range(70)]) == []


def test_the_original_is_found_where_every_phrase_of_it_stands_in_very_many_documents():
    firsts = [f"The workers of the {n} plant have been on strike since the first days of the spring" for n in range(12)]
    seconds = [f"and the union of the {n} trades has promised to stand by them until they have won" for n in range(12)]
    every = list(itertools.product(firsts, seconds))
    listed = [passage(f"d{number:03d}.1", f"{one} {other}") for number, (one, other) in enumerate(every)]
    copied = 100
    listed.append(passage("late.1", " ".join(every[copied]), "2021-01-01"))
    assert originals(quotation_rows(listed), "late.1.1")[0] == f"d{copied:03d}.1.1"


texts = st.lists(
    st.lists(st.sampled_from("one two three four five six".split()), min_size=8, max_size=14).map(" ".join), max_size=6
)


def test_more_words_than_there_are_characters_are_compared_alike(monkeypatch):
    other = STATEMENT.replace("eleven days", "two weeks")
    batch = [passage("a.1", STATEMENT), passage("b.1", other), passage("c.1", f"{STATEMENT} Nor will it.")]
    found = quotation_rows(batch)
    monkeypatch.setattr("imcwp_data.consolidate.quotations._MOST_CHARACTERS", 3)
    assert len(found) == 3
    assert quotation_rows(batch) == found


@given(texts, st.integers(0, 6), st.integers(1, 5))
def test_batches_and_ranges_of_hashes_change_nothing(found: list[str], cut: int, ranges: int):
    listed = [passage(f"d{number}.1", text) for number, text in enumerate(found)]
    if not listed:
        return
    batches: Iterable[list[dict[str, Any]]] = [part for part in (listed[:cut], listed[cut:]) if part]
    assert quotation_rows(*batches, ranges=ranges) == quotation_rows(listed)
