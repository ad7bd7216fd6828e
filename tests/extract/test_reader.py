"""Whatever the words of a text and their order, it is read to the end, and what is read stands in it."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imcwp_data.extract.reader import Reader
from imcwp_data.model import Source

TEXTS = sorted((Path(__file__).parents[1] / "gold").glob("*.txt"))
SENTENCES = sorted(
    {
        sentence
        for path in TEXTS
        for sentence in re.split(r"(?<=[.!?;:])\s|\n", path.read_text(encoding="utf-8"))
        if sentence.strip()
    }
)
WORDS = sorted({word for sentence in SENTENCES for word in sentence.split()})


def pieces() -> st.SearchStrategy[str]:
    """Return sentences of real texts, parts of them, and words in any order."""
    whole = st.sampled_from(SENTENCES)
    cut = st.tuples(whole, st.integers(0, 200), st.integers(1, 200)).map(lambda c: c[0][c[1] : c[1] + c[2]])
    mixed = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)
    return st.one_of(whole, cut, mixed, whole.flatmap(lambda s: st.permutations(s.split())).map(" ".join))


@given(st.lists(st.tuples(pieces(), st.sampled_from(["\n", "\n\n", " ", "\n- ", "\n1. "])), max_size=20))
def test_any_text_is_read_and_what_is_read_stands_in_it(
    reader: Reader, make_source: Callable[..., Source], parts: list[tuple[str, str]]
) -> None:
    source = make_source("".join(chain.from_iterable(parts)))
    for reading in reader.read(source).readings:
        texts = {p.position: p.text for p in reading.document.paragraphs}
        for mention in reading.mentions:
            assert texts[mention.position][mention.char_start : mention.char_end] == mention.surface
        for action in reading.actions:
            assert texts[action.position][action.char_start : action.char_end] == action.text
        for told in chain.from_iterable(found.assertions for found in (*reading.actions, *reading.meetings)):
            assert 0 <= told.char_start <= told.char_end <= len(texts[told.position])


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Workers Party W Party\nWorkers Party", id="a short name at the end, a longer one begins like it"),
        pytest.param("To be", id="an auxiliary and nothing else"),
    ],
)
def test_texts_that_once_stopped_a_build_are_read(
    reader: Reader, make_source: Callable[..., Source], text: str
) -> None:
    (reading,) = reader.read(make_source(text)).readings
    assert "\n".join(p.text for p in reading.document.paragraphs) == text


def test_texts_are_read_together_as_they_are_one_by_one(reader: Reader, make_source: Callable[..., Source]) -> None:
    texts = [path.read_text(encoding="utf-8") for path in TEXTS[:20]]
    # One of them has no line, and one is longer than all that are read together.
    sources = [make_source(text, f"text-{i:02d}") for i, text in enumerate([*texts, "", " ".join(texts) * 2, texts[0]])]
    assert reader.read_all(sources) == [reader.read(source) for source in sources]
