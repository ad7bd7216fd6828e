"""An action restates the one that is most like it in the paragraph that its own repeats most closely."""

import pyarrow as pa
import pytest

from imcwp_data.consolidate.restated import RESTATING_COLUMNS, restated

DEMAND = "We demand an immediate end to the blockade"
QUOTATION_COLUMNS = ("paragraph_id", "quoted_paragraph_id", "similarity")


def table(columns, *rows):
    kinds = {"similarity": pa.float64()}
    return pa.table(
        {name: pa.array([row[n] for row in rows], kinds.get(name, pa.string())) for n, name in enumerate(columns)}
    )


def found(actions, quotations, originals):
    tables = (
        table(RESTATING_COLUMNS, *actions),
        table(QUOTATION_COLUMNS, *quotations),
        table(RESTATING_COLUMNS, *originals),
    )
    return {row["action_id"]: row["restates_id"] for row in restated(*tables).to_pylist()}


OURS = ("c.1.1.a1", "c.1.1", "REQUEST", f"{DEMAND} of Cuba")


@pytest.mark.parametrize(
    ("kind", "text", "restates"),
    [
        ("REQUEST", f"{DEMAND} against Cuba", True),
        ("PROTEST", f"{DEMAND} of Cuba", False),
        ("REQUEST", "They demand higher pensions for all miners", False),
    ],
)
def test_it_is_of_the_same_type_and_nearly_the_same_words(kind, text, restates):
    original = ("a.1.1.a1", "a.1.1", kind, text)
    expected = {"c.1.1.a1": "a.1.1.a1"} if restates else {}
    assert found([OURS], [("c.1.1", "a.1.1", 0.9)], [original]) == expected


def test_the_paragraph_that_is_most_alike_comes_first_whatever_is_in_the_others():
    originals = [("a.1.1.a1", "a.1.1", "REQUEST", f"{DEMAND} of Cuba"), ("b.1.2.a1", "b.1.2", "REQUEST", DEMAND)]
    quotations = [("c.1.1", "a.1.1", 0.7), ("c.1.1", "b.1.2", 0.9)]
    assert found([OURS], quotations, originals) == {"c.1.1.a1": "b.1.2.a1"}
    assert found([OURS], quotations, originals[:1]) == {"c.1.1.a1": "a.1.1.a1"}


def test_of_actions_of_one_paragraph_the_most_alike_is_restated_and_of_equals_the_first_id():
    others = [("a.1.1.a1", "a.1.1", "REQUEST", DEMAND)]
    others += [(f"a.1.1.a{number}", "a.1.1", "REQUEST", f"{DEMAND} of Cuba") for number in (2, 3)]
    assert found([OURS], [("c.1.1", "a.1.1", 0.8)], others) == {"c.1.1.a1": "a.1.1.a2"}


def test_actions_of_paragraphs_that_repeat_nothing_restate_nothing():
    others = [("c.1.2.a1", "c.1.2", *OURS[2:])]
    originals = [("a.1.1.a1", "a.1.1", *OURS[2:])]
    assert found([OURS, *others], [("c.1.1", "a.1.1", 1.0)], originals) == {"c.1.1.a1": "a.1.1.a1"}
    assert found([OURS, *others], [], []) == {}
