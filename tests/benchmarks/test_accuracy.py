"""The scorer counts what a release has of the known facts."""

from __future__ import annotations

import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from benchmarks.accuracy import score
from benchmarks.corpus.write import FACTS, texts_of, write_corpus

TABLES = {
    "documents": {"document_id": ["a.1", "b.1", "b.2"], "published": ["2019-05-02", "2020-01-01", None]},
    "dates": {"paragraph_id": ["a.1.1", "a.1.2"], "date_edtf": ["2019-05-02", "1999"]},
    "places": {"place_id": ["lima", "peru"], "kind": ["city", "country"]},
    "place_mentions": {"paragraph_id": ["a.1.2", "a.1.2"], "place_id": ["lima", "peru"]},
    "participants": {"participant_id": ["p", "q", "peru"], "kind": ["party", "party", "state"]},
    "mentions": {"paragraph_id": ["a.1.2", "b.1.2", "a.1.2"], "participant_id": ["p", "q", "peru"]},
    "actions": {"action_id": ["a.1.2.a1", "a.1.2.a2"], "event_type": ["ACCUSE", "AID"]},
    "action_participants": {"action_id": ["a.1.2.a1"], "participant_id": ["p"], "role": ["actor"]},
    "evidence": {
        "table_name": ["meetings", "meetings", "actions"],
        "row_id": ["m", "m", "x"],
        "paragraph_id": ["a.1.2", "b.1.2", "a.1.2"],
    },
    "meetings": {
        "meeting_id": ["m"],
        "series": ["IMCWP"],
        "start_date": ["2019-05-01"],
        "end_date": ["2019-05-02"],
        "place": ["Lima"],
        "party_count": [40],
        "country_count": [None],
    },
    "meeting_participants": {"meeting_id": ["m"], "participant_id": ["p"], "role": ["host"]},
    "quotations": {"paragraph_id": ["b.1.2"], "quoted_paragraph_id": ["a.1.2"]},
}
DAYS = {"published", "start_date", "end_date"}
KNOWN_MEETING = {
    "key": "m1", "series": "IMCWP", "kind": "regular", "status": "held", "ordinal": 4, "start_date": "2019-05-01",
    "end_date": "2019-05-02", "place": "Lima", "country_code": "PE", "parties": 41, "countries": None, "host": "p",
}  # fmt: skip
ACTION = {"event_type": "ACCUSE", "status": "reported", "actors": ["p"], "targets": [], "beneficiaries": []}
KNOWN = [
    {
        "id": "a", "kind": "news", "published": "2019-05-02", "dates": ["2019-05-02"], "towns": ["lima"],
        "participants": ["p"], "quotes": None, "meetings": [KNOWN_MEETING],
        "actions": [ACTION],
    },
    {
        "id": "b", "kind": "news", "published": "2020-01-02", "dates": ["2020-01-02"], "towns": [],
        "participants": ["p", "q"], "quotes": "a", "meetings": [KNOWN_MEETING | {"key": "m2"}], "actions": [],
    },
]  # fmt: skip


@pytest.fixture(params=["file", "folder"])
def scored(request, tmp_path):
    for name, columns in TABLES.items():
        arrays = {
            column: pa.array(values, pa.int64() if column.endswith("count") else pa.string())
            for column, values in columns.items()
        }
        table = pa.table({c: a.cast(pa.date32()) if c in DAYS else a for c, a in arrays.items()})
        parts = tmp_path / "parquet" / name
        if request.param == "folder":
            parts.mkdir(parents=True)
            pq.write_table(table.slice(0, 1), parts / "part-0.parquet")
            pq.write_table(table.slice(1), parts / "part-1.parquet")
        else:
            parts.parent.mkdir(exist_ok=True)
            pq.write_table(table, parts.with_suffix(".parquet"))
    facts = tmp_path / "facts.jsonl"
    facts.write_text("".join(json.dumps(line) + "\n" for line in KNOWN), encoding="utf-8")
    return score(tmp_path, facts)


def figures(count):
    return count.right, count.read, count.known


def test_facts_of_documents(scored):
    assert figures(scored["documents: one a text"]) == (2, 3, 2)
    assert figures(scored["documents: day"]) == (1, 2, 2)
    assert figures(scored["dates"]) == (1, 2, 2)


def test_only_towns_and_bodies_count(scored):
    assert figures(scored["towns"]) == (1, 1, 1)
    assert figures(scored["participants"]) == (2, 2, 3)


def test_actions_count_by_type_and_by_who_acts(scored):
    assert figures(scored["actions by type"]) == (1, 2, 1)
    assert figures(scored["of type AID"]) == (0, 1, 0)
    assert figures(scored["actions: actors"]) == (1, 1, 1)


def test_meetings_are_compared_as_the_table_has_them(scored):
    assert figures(scored["meetings"]) == (2, 2, 2)
    assert figures(scored["meetings: days"]) == (2, 2, 2)
    assert figures(scored["meetings: counts"]) == (0, 2, 2)
    assert figures(scored["meetings: host"]) == (2, 2, 2)


def test_two_meetings_told_as_one_cost_precision(scored):
    joined = scored["meetings told as one"]
    assert joined.recall == pytest.approx(1.0)
    assert joined.precision == pytest.approx(0.5)


def test_a_quotation_is_found(scored):
    assert figures(scored["quotations (recall)"]) == (1, 1, 1)


def test_a_built_corpus_scores_well_on_days_and_towns(tmp_path):
    from imcwp_data.pipeline import build

    write_corpus(tmp_path / "corpus", 25)
    build(texts_of(tmp_path / "corpus"), tmp_path / "release")
    scored = score(tmp_path / "release", tmp_path / "corpus" / FACTS)
    assert scored["documents: day"].f1 > 0.95
    assert scored["towns"].f1 > 0.9
    assert scored["participants"].f1 > 0.9
