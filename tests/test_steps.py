"""Work of several steps is taken step by step for several things, and makes what it makes alone."""

from __future__ import annotations

from imcwp_data.steps import Steps, in_groups, taken, taken_together


def counting(name: str, steps: int, order: list[str]) -> Steps[str]:
    for step in range(steps):
        order.append(f"{name}{step}")
        yield
    return name * steps


def test_each_step_is_taken_for_all_before_the_next() -> None:
    order: list[str] = []
    made = taken_together([counting("a", 2, order), counting("b", 0, order), counting("c", 3, order)])
    assert made == ["aa", "", "ccc"]
    assert order == ["a0", "c0", "a1", "c1", "c2"]


def test_one_piece_of_work_is_taken_to_its_end() -> None:
    assert taken(counting("a", 3, [])) == "aaa"


def test_nothing_makes_nothing() -> None:
    assert taken_together([]) == []


def test_groups_hold_all_in_order_and_no_more_than_a_bound() -> None:
    texts = ["a" * size for size in (10, 60_000, 3_990, 1, 200_000, 5, *[1] * 40)]
    groups = list(in_groups(texts, len))
    assert [text for group in groups for text in group] == texts
    assert [len(group) for group in groups] == [3, 1, 1, 32, 9]
