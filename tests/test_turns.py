"""Tasks keep their order, but for the last ones: those go by size, so that workers end together."""

from collections import Counter
from functools import partial

from hypothesis import given
from hypothesis import strategies as st

from imcwp_data.turns import Piece, done, in_even_order, in_turn, largest_first


@given(st.lists(st.integers(0, 9), max_size=60))
def test_every_task_is_given_once(sizes):
    assert Counter(in_even_order(sizes, lambda size: size)) == Counter(sizes)


def test_the_largest_of_the_last_tasks_is_not_left_for_the_end():
    tasks = [*range(100, 150), 3, 900, 5]
    ordered = in_even_order(tasks, lambda size: size)
    assert ordered[:37] == tasks[:37]
    assert ordered[37] == 900
    assert ordered[-1] == 3


@given(st.lists(st.integers(0, 9), max_size=20))
def test_what_pieces_give_comes_in_their_order_though_the_largest_is_done_first(sizes):
    begun = []
    pieces = [
        Piece(str(number), partial(lambda name: begun.append(name) or name, number), size)
        for number, size in enumerate(sizes)
    ]
    assert done(pieces) == list(range(len(sizes)))
    assert [sizes[number] for number in begun] == sorted(sizes, reverse=True)
    assert [piece.size for piece in largest_first(pieces)] == sorted(sizes, reverse=True)
    assert list(in_turn(pieces)) == list(range(len(sizes)))
