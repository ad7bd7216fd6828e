"""Paragraphs become passages whose words are numbers, and the same words the same ones."""

import re
import zlib
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imcwp_data.consolidate.passages import passages, word_hash
from imcwp_data.consolidate.placed import Paragraphs, placed
from imcwp_data.consolidate.texts import latin_forms
from imcwp_data.model import Document, Mention, Paragraph


def hashed(words: Iterable[str]) -> list[int]:
    return list(map(word_hash, words))


def found(*texts: str, names: Iterable[tuple[int, int, int]] = ()) -> list[tuple[int, list[int]]]:
    """Return the rows of the passages of a document of these texts, each with its words.

    ``names`` are the places of names: row, start, end.
    """
    paragraphs = tuple(Paragraph(n, 1, "body", "en", text, 0, len(text)) for n, text in enumerate(texts, 1))
    document = Document("a", 1, None, "statement", None, None, None, None, None, "en", 0, 0, paragraphs)
    mentions = [Mention(row + 1, start, end, texts[row][start:end], "x", "alias") for row, start, end in names]
    placed_paragraphs = Paragraphs([document])
    rows, columns = passages(placed_paragraphs, latin_forms(texts), placed([mentions], Mention, placed_paragraphs))
    return list(zip(rows.tolist(), columns["words"].to_pylist(), strict=True))


@pytest.mark.parametrize(
    "text",
    [
        'The Workers\' Party - of "all" - greets 20,000 striking miners_and dockers',
        "The workers’ PARTY — of “all” — greets 20 000 striking miners and dockers",
        "the\u00a0workers´ party, of «all», greets 20.000 striking miners and dockers",
    ],
)
def test_letters_and_marks_of_another_form_change_no_word_of_a_passage(text):
    whole = "the workers party of all greets 20 000 striking miners and dockers".split()
    assert found(text) == [(0, hashed(whole))]


@pytest.mark.parametrize("greeted", ["miners and dockers", "miners’ and “dockers”", "mineros é estibadores"])
def test_a_name_is_one_word_of_a_passage(greeted):
    text = f"Today the Workers Party of the North greets all {greeted}"
    rest = re.findall(r"\w+", f"greets all {greeted}")
    assert found(text, names=[(0, 10, 36)]) == [
        (0, hashed(["today", "the", "workers party of the north", *rest])),
    ]


def test_names_in_names_and_next_to_words_are_words_of_their_own():
    text = "ex-KKE.gr and the  K.K.E. (of Athens) greet all of us today"
    names = [(0, 3, 6), (0, 19, 36), (0, 19, 25), (0, 30, 36)]
    words = ["ex", "kke", "gr", "and", "the", "k k e", "of", "athens", "greet", "all", "of", "us", "today"]
    assert found(text, names=names) == [(0, hashed(words))]


@given(
    st.lists(
        st.lists(st.sampled_from(["one", "Ένα", "två", "(three)", "-", "文", "’"]), max_size=14).map(" ".join),
        max_size=4,
    ),
    st.data(),
)
def test_passages_have_the_same_words_alone_and_among_others(texts, data):
    names = []
    for row, text in enumerate(texts):
        spans = data.draw(st.lists(st.tuples(*[st.integers(0, len(text))] * 2).map(sorted), max_size=3))
        names += [(row, start, end) for start, end in sorted(spans) if start < end]
    alone = [
        (row, words)
        for row, text in enumerate(texts)
        for _, words in found(text, names=[(0, *span) for own, *span in names if own == row])
    ]
    assert found(*texts, names=names) == alone


def test_a_short_paragraph_is_no_passage():
    long = "one two three four five six seven eight"
    assert [row for row, _ in found("one two three four", long, "a b c d e f g")] == [1]


@pytest.mark.parametrize(("word", "other"), [("gnyijstj", "etislvlf"), ("oyntrkpa", "pxjacgya")])
def test_words_whose_check_sums_agree_are_two(word, other):
    assert zlib.crc32(word.encode()) == zlib.crc32(other.encode())
    assert word_hash(word) != word_hash(other)
