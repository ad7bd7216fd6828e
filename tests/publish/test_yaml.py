"""YAML that is written without a library says to every reader what was meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imcwp_data.publish.descriptions.yaml import as_yaml

yaml = pytest.importorskip("yaml")
_SCALARS = st.one_of(st.text(st.characters(exclude_categories=["Cs"])), st.integers(), st.booleans())
_KEYS = st.from_regex(r"[a-z][a-z_-]{0,8}x", fullmatch=True)
_MAPPINGS = st.dictionaries(_KEYS, st.one_of(_SCALARS, st.lists(_SCALARS, min_size=1)), min_size=1)


@given(st.dictionaries(_KEYS, st.one_of(_SCALARS, _MAPPINGS, st.lists(st.one_of(_SCALARS, _MAPPINGS), min_size=1))))
def test_what_is_written_is_read_again(document):
    assert (yaml.safe_load(as_yaml(document)) or {}) == document


@pytest.mark.parametrize("text", ["no", "2026-11-27", "1.0", "a: b", "# c", "- d", '"e"', "f\u0085g", "h\u2028i", ""])
def test_a_text_stays_a_text(text):
    assert yaml.safe_load(as_yaml({"list": [{"text": text}]})) == {"list": [{"text": text}]}
