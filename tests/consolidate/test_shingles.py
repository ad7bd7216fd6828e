import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from imcwp_data.consolidate.passages import word_hash
from imcwp_data.consolidate.shingles import by_hash, run_hashes, shared_stretches, weights

few_words = st.lists(st.sampled_from([word_hash(word) for word in "peace bread land work".split()]), max_size=90)
words = st.lists(st.integers(0, 2**64 - 1), min_size=27, max_size=27)
around = st.lists(st.integers(0, 2**64 - 1), max_size=20)


def keys(*passages: list[int]) -> list[list[int]]:
    """Return the keys of each of some passages that stand in one batch."""
    hashes, rows = run_hashes(pa.array(passages, pa.list_(pa.uint64())))
    return [hashes[rows == row].tolist() for row in range(len(passages))]


def heaviest(shared: set[int]) -> int:
    found = np.array(sorted(shared), dtype=np.uint64)
    return int(weights(found, np.full(len(found), 1_000_000)).max(initial=0))


@given(st.lists(few_words, max_size=5))
def test_the_keys_of_a_passage_do_not_depend_on_what_stands_beside_it(passages):
    assert keys(*passages) == [keys(passage)[0] for passage in passages]


@given(words, around, around, around, around)
def test_passages_with_27_words_in_a_row_in_common_meet_however_common_those_are(same, before, after, ahead, behind):
    one, other = keys([*before, *same, *after], [*ahead, *same, *behind])
    assert heaviest(set(one) & set(other)) > 0


def test_fewer_words_that_stand_everywhere_bring_no_passages_together():
    same = [word_hash(f"same{number}") for number in range(15)]
    one, other = ([*same, *(word_hash(f"{name}{number}") for number in range(30))] for name in ("one", "other"))
    ours, theirs = keys(one, other)
    shared = set(ours) & set(theirs)
    assert shared
    assert heaviest(shared) == 0


def test_a_whole_passage_counts_for_more_than_all_that_another_can_share_with_it():
    passage = [word_hash(f"word{number}") for number in range(300)]
    ours, theirs = keys(passage, passage[:-1])
    whole = heaviest(set(ours) - set(theirs))
    shared = np.array(sorted(set(ours) & set(theirs)), dtype=np.uint64)
    assert whole > weights(shared, np.ones(len(shared), dtype=np.int64)).sum()


def test_words_in_another_order_are_another_passage():
    passage = [word_hash(f"word{number}") for number in range(40)]
    ours, theirs = keys(passage, passage[::-1])
    assert set(ours).isdisjoint(theirs)


@given(few_words, few_words)
def test_passages_share_a_stretch_just_where_they_have_so_many_words_in_a_row_in_common(one, other):
    ours, theirs = shared_stretches(pa.array([one, other], pa.list_(pa.uint64())), 8)
    rows = [{tuple(passage[start : start + 8]) for start in range(len(passage) - 7)} for passage in (one, other)]
    assert bool(ours & theirs) == bool(rows[0] & rows[1])


@given(st.lists(st.tuples(st.integers(0, 2**64 - 1) | st.integers(0, 3), st.integers(0, 2**32 - 1)), unique=True))
def test_keys_are_ordered_by_hash_and_then_by_row(listed):
    hashes = np.array([key for key, _ in listed], dtype=np.uint64)
    rows = np.array([row for _, row in listed], dtype=np.int64)
    assert [listed[place] for place in by_hash(hashes, rows)] == sorted(listed)
