"""Intervals: wide where texts are few or differ, the same every time."""

from __future__ import annotations

import math
from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imcwp_data.evaluation import bootstrap
from imcwp_data.evaluation.bootstrap import Bootstrap, Interval
from imcwp_data.evaluation.tally import Count


@pytest.mark.parametrize(
    ("degrees", "quantile"), [(1, 12.706), (2, 4.303), (3, 3.182), (4, 2.776), (9, 2.262), (13, 2.160), (120, 1.980)]
)
def test_student_s_quantiles_are_those_of_the_printed_tables(degrees, quantile):
    assert bootstrap._student_quantile(0.975, degrees) == pytest.approx(quantile, abs=6e-4)


def test_texts_that_are_all_alike_give_no_width():
    intervals = Bootstrap().intervals([Count(9, 10, 12)] * 8)
    f1 = 200 * 9 / 22
    assert intervals.f1 == Interval(pytest.approx(f1), pytest.approx(f1))
    assert intervals.precision == Interval(pytest.approx(90), pytest.approx(90))
    assert intervals.recall == Interval(pytest.approx(75), pytest.approx(75))


def test_one_text_gives_none_and_texts_without_the_measure_do_not_count():
    one = Bootstrap().intervals([Count(3, 4, 5), Count(), Count()])
    assert one.f1 is one.precision is one.recall is None
    two = [Count(3, 4, 5), Count(5, 6, 7)]
    assert Bootstrap().intervals(two) == Bootstrap().intervals([two[0], Count(), two[1], Count()])


def test_few_texts_span_all_that_they_show():
    intervals = Bootstrap().intervals([Count(0, 10, 10), Count(10, 10, 10), Count(5, 10, 10)])
    assert intervals.f1 == Interval(0, 100)


def test_a_measure_of_which_nothing_was_read_has_no_precision():
    assert Bootstrap().intervals([Count(0, 0, 2), Count(0, 0, 3)]).precision is None
    assert Bootstrap().intervals([Count(0, 0, 2), Count(0, 0, 3)]).recall == Interval(0, 0)


def test_the_same_input_gives_the_same_interval():
    texts = [Count(n % 7, 9, 8) for n in range(14)]
    assert Bootstrap().intervals(texts) == Bootstrap().intervals(texts)


def test_for_many_texts_of_equal_size_it_is_the_interval_of_the_mean():
    """With equal denominators recall is a mean over texts, whose interval is known: mean ± 1.96 standard errors."""
    shares = [NormalDist(60, 12).inv_cdf((n + 0.5) / 120) for n in range(120)]
    texts = [Count(round(share * 100), 10_000, 10_000) for share in shares]
    recall = Bootstrap().intervals(texts).recall
    error = math.sqrt(sum((share - 60) ** 2 for share in shares) / 119 / 120)
    assert recall.low == pytest.approx(60 - 1.96 * error, abs=0.35 * error)
    assert recall.high == pytest.approx(60 + 1.96 * error, abs=0.35 * error)


counts = st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9)).map(
    lambda n: Count(min(n), max(n[0], min(n)), max(n[1], min(n)))
)


@given(st.lists(counts, min_size=2, max_size=6))
def test_an_interval_lies_between_the_worst_and_the_best_text(texts):
    intervals = Bootstrap().intervals(texts)
    figures = [count.f1 for count in texts if count.f1 is not None]
    if intervals.f1 is None:
        assert len(figures) < 2
    else:
        assert min(figures) - 1e-9 <= intervals.f1.low <= intervals.f1.high <= max(figures) + 1e-9
