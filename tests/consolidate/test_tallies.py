"""Tallies decide as `accepted_value` does, however the documents are put together."""

from __future__ import annotations

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from imcwp_data.consolidate.statements import Statement, accepted_value
from imcwp_data.consolidate.tallies import added, decided, tally

PUBLISHED = {"a.1": "", "b.1": "2020-01-01", "c.1": "2021", "d.1": "2021-05", "e.1": "2021-05-09"}
SCHEMA = pa.schema(
    [
        *((name, pa.string()) for name in ("row_id", "column_name", "value", "document_id", "published")),
        *((name, pa.int64()) for name in ("position", "char_start")),
        ("certainty", pa.float64()),
    ]
)


def told(row, value, document, certainty=1.0, position=1, start=0):
    return Statement(
        "meetings", row, "place", value, document, PUBLISHED[document], position, start, start + 5, "quote", "rule",
        certainty,
    )  # fmt: skip


statements = st.lists(
    st.builds(
        told,
        st.sampled_from(["m", "n"]),
        st.sampled_from(["Rome", "Oslo", "Lima", "São Paulo"]),
        st.sampled_from(sorted(PUBLISHED)),
        st.sampled_from([0.5, 1.0]),
        st.integers(1, 3),
        st.integers(0, 2),
    ),
    max_size=14,
)


def table(listed):
    rows = [{name: getattr(s, name) for name in SCHEMA.names} for s in listed]
    return pa.Table.from_pylist(rows, schema=SCHEMA)


@given(statements, st.integers(1, 4))
def test_the_decision_is_that_of_all_statements_however_the_documents_are_cut_into_batches(listed, parts):
    batches = [[s for s in listed if sorted(PUBLISHED).index(s.document_id) % parts == n] for n in range(parts)]
    found = {row["row_id"]: row["value"] for row in decided(added([tally(table(b)) for b in batches])).to_pylist()}
    wanted = {row: accepted_value([s for s in listed if s.row_id == row]) for row in ("m", "n")}
    assert found == {row: value for row, value in wanted.items() if value is not None}


def test_a_list_has_all_its_values_from_one_document():
    listed = table([told("m", "Rome", "b.1"), told("m", "Oslo", "b.1", position=2)])
    assert tally(listed).column("value").to_pylist() == ["Rome"]
    assert tally(listed, lists=("place",)).column("value").to_pylist() == ["Oslo", "Rome"]
