"""Batches and parts: every source once, in order, and little changes where a source comes or goes."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from imcwp_data.corpus.listing import Listed
from imcwp_data.engine.batches import batches_of, parts_of
from imcwp_data.schema import source_order


def listed(names: list[str], size: int = 1000) -> list[Listed]:
    return [Listed(name, f"{name}.txt", bytes(32), size, None, "texts") for name in sorted(names, key=source_order)]


@given(st.lists(st.from_regex(r"[a-c]{1,2}(\.[0-9]{1,2})?", fullmatch=True), unique=True, max_size=300))
def test_every_source_is_in_one_batch_in_order_and_ids_of_one_batch_stand_together(names: list[str]) -> None:
    sources = listed(names)
    batches = batches_of(sources)
    assert [source for batch in batches for source in batch] == sources
    for before, after in itertools.pairwise(batches):
        assert not any(s.source_id.startswith(f"{b.source_id}.") for b in before for s in after)


def test_a_new_source_changes_few_batches_and_parts() -> None:
    names = [f"text-{number}" for number in range(6000)]
    old, new = batches_of(listed(names)), batches_of(listed([*names, "text-2500-a"]))
    assert len(set(new) - set(old)) <= 4
    parts = [{tuple(batches[n] for n in part) for part in parts_of(batches)} for batches in (old, new)]
    assert len(parts[0]) > 2
    assert len(parts[1] - parts[0]) <= 2


def test_long_texts_make_small_batches() -> None:
    assert [len(batch) for batch in batches_of(listed(["a", "b", "c"], 3_000_000))] == [1, 1, 1]
