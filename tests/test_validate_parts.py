"""A release in parts: what joins them is checked as strictly as what lies in one of them."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from imcwp_data.schema import load_schemas
from imcwp_data.validate_parts import SHARED, Beyond, check_across, check_part, check_passages, check_shared
from tests.publish.sample import sample_tables

SCHEMAS = load_schemas()
TABLES = sample_tables()
SOURCES = ("009_report", "010_statement")
SHARED_TABLES = {name: TABLES[name] for name in SHARED}


def part_of(source: str) -> dict[str, pa.Table]:
    """Return the rows of the sample that are of one source."""
    parted = {}
    for name in (n for n in TABLES if n not in SHARED):
        columns = TABLES[name].column_names
        key = next(c for c in ("paragraph_id", "action_id", "document_id") if c in columns)
        parted[name] = TABLES[name].filter(pc.starts_with(TABLES[name].column(key), source))
    return parted


@pytest.fixture(scope="module")
def beyond() -> list[Beyond]:
    found = []
    for source in SOURCES:
        report, what = check_part(part_of(source), SHARED_TABLES, SCHEMAS)
        assert report.ok, str(report)
        found.append(what)
    return found


def together(beyond: list[Beyond], kind: str) -> dict[str, set[str]]:
    names = {name for what in beyond for name in getattr(what, kind)}
    return {name: set().union(*(getattr(what, kind).get(name, ()) for what in beyond)) for name in names}


def keys_of(*sources: str):
    return lambda name: (part_of(source)[name].column(SCHEMAS[name].primary_key[0]) for source in sources)


def test_parts_of_a_valid_release_are_valid_together(beyond):
    assert check_shared(SHARED_TABLES, SCHEMAS).ok
    assert check_passages(SHARED_TABLES, together(beyond, "evidenced"), SCHEMAS).ok
    referred = together(beyond, "referred")
    assert referred["paragraphs"], "the sample repeats a passage of another source"
    assert check_across(referred, keys_of(*SOURCES), SCHEMAS).ok


def test_a_passage_that_is_repeated_must_be_in_some_part(beyond):
    referred = together(beyond, "referred")
    (missing,) = referred["paragraphs"]
    holder = next(source for source in SOURCES if missing.startswith(source))
    report = check_across(referred, keys_of(*(s for s in SOURCES if s != holder)), SCHEMAS)
    (first, *_) = report.faults
    assert (first.table, first.column, first.value) == ("quotations", "quoted_paragraph_id", missing)
    assert missing in str(first)
    assert "Add that row, or correct the value" in str(first)


def test_rows_without_a_passage_and_passages_without_a_row_are_faults(beyond):
    evidenced = together(beyond, "evidenced")
    name = TABLES["participants"].column("participant_id")[0].as_py()
    less = evidenced | {"participants": evidenced["participants"] - {name}}
    (fault,) = check_passages(SHARED_TABLES, less, SCHEMAS).faults
    assert (fault.table, fault.row, fault.key) == ("participants", 1, name)
    more = evidenced | {"places": evidenced["places"] | {"nowhere"}}
    (fault,) = check_passages(SHARED_TABLES, more, SCHEMAS).faults
    assert (fault.table, fault.value) == ("places", "nowhere")
    assert "'nowhere', which the table lacks" in str(fault)
