"""Words of paragraphs are counted alike, whatever the script and the marks between them."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imcwp_data.consolidate.statements import as_json
from imcwp_data.consolidate.texts import latin_forms, spaced, word_counts


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("Workers of all countries, unite!", 5),
        ("No - not one - of them", 5),
        ("“No” – not one – of them", 5),
        ("... _ 1,000 strikers' families", 3),
        ("Ο λαός στο πεζοδρόμιο", 4),
        ("two\u00a0words and\x1cthree more", 5),
    ],
)
def test_a_word_is_what_holds_a_letter_or_digit_between_blanks(text, words):
    assert word_counts([text], latin_forms([text])) == [words]


@given(
    st.lists(
        st.text(st.one_of(st.characters(max_codepoint=127), st.sampled_from("é’–“ʼ \u00a0\u2003文²")), max_size=40),
        max_size=3,
    )
)
def test_words_are_counted_alike_with_and_without_letters_beyond_ascii(texts):
    counts = [len(re.findall(r"[^\W_]\S*", text)) for text in texts]
    assert word_counts(texts, latin_forms(texts)) == counts


@given(st.lists(st.text(st.sampled_from("aÉß’µʼ·\n\u00a0 ж文İ"), max_size=12), max_size=4))
def test_a_text_is_spaced_alike_alone_and_among_others(texts):
    forms = spaced(texts, latin_forms(texts))
    assert forms == [spaced([text], latin_forms([text]))[0] for text in texts]
    assert list(map(len, forms)) == list(map(len, texts))


@given(st.lists(st.text(max_size=12), max_size=4))
def test_lists_are_written_as_json_writes_them(values):
    assert as_json(values) == json.dumps(values, ensure_ascii=False)
