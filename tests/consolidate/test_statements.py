from hypothesis import given
from hypothesis import strategies as st

from imcwp_data.consolidate.statements import Statement, accepted_value


def told(value, document="a.1", published="2020-01-01", certainty=1.0, position=1, start=0):
    return Statement(
        "meetings", "m", "place", value, document, published, position, start, start + 5, "quote", "rule", certainty
    )


def test_nothing_told_is_nothing_accepted():
    assert accepted_value([]) is None


def test_the_more_certain_statement_wins():
    assert accepted_value([told("Rome", certainty=0.5), told("Oslo", "b.1")]) == "Oslo"


def test_of_equally_certain_ones_more_documents_win():
    assert accepted_value([told("Rome"), told("Oslo", "b.1"), told("Rome", "c.1", "2019-01-01")]) == "Rome"


def test_one_document_has_one_voice_however_often_it_says_so():
    loud = [told("Rome", position=position) for position in range(1, 6)]
    assert accepted_value([*loud, told("Oslo", "b.1", "2021-05-05")]) == "Oslo"


def test_the_document_published_last_breaks_a_tie():
    assert accepted_value([told("Rome", published="2020-01-01"), told("Oslo", "b.1", "2020-01-02")]) == "Oslo"
    assert accepted_value([told("Rome", published=""), told("Oslo", "b.1", "2020-01-02")]) == "Oslo"


values = st.sampled_from(["Rome", "Oslo", "Lima"])
statements = st.lists(
    st.builds(
        told,
        values,
        st.sampled_from(["a.1", "b.1", "c.1"]),
        st.sampled_from(["", "2020-01-01", "2021-01-01"]),
        st.sampled_from([0.5, 1.0]),
        st.integers(1, 3),
    ),
    max_size=8,
)


@given(statements, st.randoms(use_true_random=False))
def test_the_order_of_statements_does_not_matter(given_statements, random):
    shuffled = list(given_statements)
    random.shuffle(shuffled)
    assert accepted_value(shuffled) == accepted_value(given_statements)
