import random
import time

from hypothesis import given
from hypothesis import strategies as st

from imcwp_data.explorer.differences import differences, marked_differences

_TEXTS = st.lists(st.sampled_from(["the", "party", "peace", "of", ",", ".", "’", " ", "  ", "<b>"]), max_size=60).map(
    " ".join
)


@given(_TEXTS, _TEXTS)
def test_the_pieces_make_up_both_texts(earlier, later):
    pieces = differences(earlier, later)
    assert "".join(piece.earlier for piece in pieces) == earlier
    assert "".join(piece.later for piece in pieces) == later
    assert all(piece.earlier.split() == piece.later.split() for piece in pieces if piece.same)
    assert all(piece.earlier != piece.later for piece in pieces if not piece.same)


@given(_TEXTS)
def test_a_text_does_not_differ_from_itself(text):
    assert all(piece.same for piece in differences(text, text))


def test_one_changed_word_is_the_difference():
    pieces = differences("We call fore solidarity actions.", "We call for solidarity actions.")
    assert [(p.earlier.strip(), p.later.strip()) for p in pieces if not p.same] == [("fore", "for")]


def test_a_comma_more_is_a_comma():
    changed = [piece for piece in differences("peace and bread", "peace, and bread") if not piece.same]
    assert [(piece.earlier, piece.later.strip()) for piece in changed] == [("", ",")]


def test_words_in_common_by_chance_do_not_break_up_a_change():
    pieces = differences(
        "Yesterday in the large old hall of workers they sang", "Tomorrow some friends from the far coast will come"
    )
    assert [piece.same for piece in pieces] == [False]


def test_a_sentence_quoted_in_a_long_text_is_found():
    quoted = " ".join(f"word{n}" for n in range(40))
    around = [" ".join(f"{letter}{n}" for n in range(900)) for letter in "xy"]
    same = [
        p.earlier.strip() for p in differences(f"{around[0]} {quoted} {around[1]}", f"He said {quoted} twice") if p.same
    ]
    assert same == [quoted]


def test_what_differs_is_marked_and_escaped():
    before, after = marked_differences(differences("a <b> c", "a <i> c"))
    assert str(before) == "a &lt;<del>b</del>&gt; c"
    assert str(after) == "a &lt;<ins>i</ins>&gt; c"


def test_hostile_texts_take_no_long_time():
    chance = random.Random(1)
    for letters in ("a", "ab", "abcdefgh"):
        texts = [" ".join(chance.choice(letters) for _ in range(30_000)) for _ in range(2)]
        start = time.process_time()
        differences(*texts)
        assert time.process_time() - start < 3
