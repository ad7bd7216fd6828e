"""Rows of participants are what the documents tell together, filled up with what the vocabularies know."""

import pyarrow as pa
import pytest

from imcwp_data.consolidate.participants import given_values, join_participants
from imcwp_data.consolidate.tallies import tally

COLUMNS = ("participant_id", "name", "kind", "acronym", "country_code", "role", "affiliation_id")
TOLD = ("row_id", "column_name", "value")


def rows(candidates, told, states=None):
    given = pa.table({name: pa.array([row[n] for row in candidates], pa.string()) for n, name in enumerate(COLUMNS)})
    statements = pa.table(
        {
            **{name: pa.array([row[n] for row in told], pa.string()) for n, name in enumerate(TOLD)},
            "document_id": pa.array([f"d{n}" for n in range(len(told))], pa.string()),
            "published": pa.array(["2020"] * len(told), pa.string()),
            **{name: pa.array([1] * len(told), pa.int64()) for name in ("position", "char_start")},
            "certainty": pa.array([1.0] * len(told), pa.float64()),
        }
    )
    tallied = tally(statements, lists=("aliases",))
    return join_participants([tallied], given_values([given]), states or {}).to_pylist()


def test_what_is_told_goes_before_what_is_known_and_aliases_are_the_other_names():
    candidates = [
        ("b", "Bay Party", "party", None, "PE", None, None),
        ("b", "Party B", "party", None, None, None, None),
    ]
    told = [
        ("b", "name", "The Bay Party"),
        ("b", "aliases", "Zed"),
        ("b", "aliases", "The Bay Party"),
        ("b", "aliases", "PB"),
    ]
    (row,) = rows(candidates, told)
    assert row == {
        "participant_id": "b", "name": "The Bay Party", "kind": "party", "acronym": None, "country_code": "PE",
        "role": None, "affiliation_id": None, "aliases": ["PB", "Zed"],
    }  # fmt: skip


@pytest.mark.parametrize("party", ["b", "nobody"])
def test_a_person_belongs_to_a_participant_that_is_there(party):
    candidates = [
        ("ana", "Ana", "person", None, None, None, party),
        ("b", "Bay Party", "party", None, None, None, None),
    ]
    ana, _ = rows(candidates, [])
    assert ana["affiliation_id"] == (party if party == "b" else None)
    assert ana["aliases"] is None


def test_states_that_act_are_participants_in_their_place():
    candidates = [("a", "A", "party", None, None, None, None), ("z", "Z", "party", None, None, None, None)]
    found = rows(candidates, [], {"peru": ("Peru", "PE"), "the-sea": ("The Sea", None)})
    assert [(row["participant_id"], row["name"], row["kind"], row["country_code"]) for row in found] == [
        ("a", "A", "party", None), ("peru", "Peru", "state", "PE"), ("the-sea", "The Sea", "state", None),
        ("z", "Z", "party", None),
    ]  # fmt: skip
