"""What stands between two characters is the same in many texts at once as in each by itself."""

import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from imcwp_data.consolidate.characters import slices

letters = st.text(st.sampled_from("ab é“’文😀"), max_size=12)


@given(st.lists(letters, max_size=4), st.data())
def test_a_slice_is_what_stands_between_two_characters_whatever_the_script(texts, data):
    rows = data.draw(st.lists(st.integers(0, len(texts) - 1), max_size=8)) if texts else []
    spans = [sorted(data.draw(st.tuples(*[st.integers(0, len(texts[row]) + 2)] * 2))) for row in rows]
    wanted = [texts[row][start:end] for row, (start, end) in zip(rows, spans, strict=True)]
    numbers = (np.array(column, np.int64) for column in (rows, *zip(*spans, strict=True)))
    found = slices(pa.array(texts, pa.string()), *(numbers if rows else [np.zeros(0, np.int64)] * 3))
    found.validate(full=True)
    assert found.to_pylist() == wanted


def test_the_slices_of_a_part_of_some_texts_are_of_that_part():
    texts = pa.array(["first", "zweites", "tercero"]).slice(1)
    assert slices(texts, np.array([1, 0]), np.array([0, 5]), np.array([4, 7])).to_pylist() == ["terc", "es"]
