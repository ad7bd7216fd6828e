"""Sentences of a paragraph."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imcwp_data.text.sentences import LONGEST, sentences

PIECES = st.sampled_from(
    [
        "",
        " ",
        "\n",
        *"The dog Mr. Nov. J. U.S. ran. 12. 3.5 É. “Yes “Yes.” (etc. -J. co-op. . ... … Hi! ¿Qué? end.) x-Nov.".split(),
    ]
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("They met. He spoke.", ["They met.", "He spoke."]),
        ("They met on Nov. 15 in St. Petersburg. J. Posadas spoke.",
         ["They met on Nov. 15 in St. Petersburg.", "J. Posadas spoke."]),
        ("It grew by 3.5 per cent. so he said. “No.” Why? We know",
         ["It grew by 3.5 per cent. so he said.", "“No.”", "Why?", "We know"]),
        ("A line without a stop", ["A line without a stop"]),
        ("The U.S. government fell.  Nobody wept.", ["The U.S. government fell.", "Nobody wept."]),
        ("", []),
    ],
)  # fmt: skip
def test_sentences_end_at_stops(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text)] == found


@given(st.lists(PIECES, max_size=12).map(" ".join))
def test_sentences_are_the_same_whatever_else_a_text_holds(text: str) -> None:
    # A question behind a text has a sentence of its own, and turns it into one that is not read in the short way.
    asked = [(start, end) for start, end in sentences(f"{text.strip()}. Why?")][:-1]
    assert list(sentences(f"{text.strip()}. Why")[:-1]) == asked


@given(st.text() | st.lists(PIECES, max_size=12).map(" ".join))
def test_sentences_cover_all_but_white_space(text: str) -> None:
    spans = sentences(text)
    reached = 0
    for start, end in spans:
        assert not text[reached:start].strip()
        assert text[start:end] == text[start:end].strip()
        reached = end
    assert not text[reached:].strip()


def test_no_sentence_is_longer_than_the_longest() -> None:
    assert max(end - start for start, end in sentences("so " * LONGEST)) <= LONGEST
    assert max(end - start for start, end in sentences("x" * 2 * LONGEST)) <= LONGEST
