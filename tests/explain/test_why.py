"""``imcwp-data explain --why``: all that is asserted of a value, and why one assertion was accepted."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imcwp_data.cli import main
from imcwp_data.consolidate.statements import accepted_value
from imcwp_data.explain.assertions import Assertion, Question, find_question
from imcwp_data.explain.decision import decide
from imcwp_data.explain.why import why_lines
from imcwp_data.pipeline import build
from imcwp_data.schema import load_schemas

SCHEMAS = load_schemas()
MEETING = "31st International Meeting of Communist and Workers' Parties"
TEXTS = {
    "040_call": f"Call for the 31st meeting\n\n2 March 2031\n\nThe {MEETING} will be held in Athens on 1-4 June 2031. "
    "More than 60 parties are expected.\n",
    "041_report": f"Report on the 31st meeting\n\n9 June 2031\n\nThe {MEETING} was held in Athens on 1-3 June 2031. "
    "48 parties took part. The meeting was hosted by the Communist Party of Greece (KKE).\n",
    "042_again": f"After the 31st meeting\n\n20 June 2031\n\nThe {MEETING} was held in Athens on 1-3 June 2031. "
    "47 parties took part.\n",
}


@pytest.fixture(scope="module")
def release(tmp_path_factory) -> Path:
    """A release of three invented texts that contradict one another."""
    folder = tmp_path_factory.mktemp("why")
    (folder / "seeds").mkdir()
    for name, text in TEXTS.items():
        (folder / "seeds" / f"{name}.txt").write_text(text, encoding="utf-8")
    build(folder / "seeds", folder / "release")
    return folder / "release"


@pytest.fixture
def why(capsys, release, monkeypatch):
    monkeypatch.setenv("COLUMNS", "400")

    def call(*cell: str, of: Path = release) -> str:
        code = main(["explain", "--why", *cell, "--release", str(of)])
        captured = capsys.readouterr()
        assert (code, captured.err) == (0, "")
        return captured.out

    return call


def blocks(out: str) -> list[str]:
    return out.split("\n\n")[1:]


def test_the_furthest_status_wins_and_the_plan_says_why_it_lost(why):
    out = why("meetings", "imcwp-31", "status")
    assert out.startswith("meetings imcwp-31, status = held\n")
    assert "The status of a meeting is the furthest in its life that any document tells" in out
    *accepted, lost = blocks(out)
    assert accepted
    assert all(block.startswith("accepted: held") for block in accepted)
    assert lost.startswith("not accepted: planned\n    because a meeting that is held is further in its life than one")
    assert "Call for the 31st meeting · 040_call.1, published 2031-03-02" in lost
    assert f"The {MEETING} >>will be held<< in Athens on 1-4 June 2031." in lost


def test_what_is_told_with_the_accepted_status_wins(why):
    lost = blocks(why("meetings", "imcwp-31", "date_edtf"))[-1]
    assert lost.startswith("not accepted: 2031-06-01/2031-06-04\n    because its document tells the meeting as planned")
    assert "More than" not in lost, "only the sentence around the quote stands there"


def test_among_equals_the_document_published_last_wins(why):
    told = blocks(why("meetings", "imcwp-31", "party_count"))
    assert told[0].startswith("accepted: 47")
    (lost,) = [block for block in told if block.startswith("not accepted: 48")]
    assert "because its document was published on 2031-06-09; '47' is told later, on 2031-06-20" in lost


def test_first_and_last_day_lead_to_the_date(why):
    out = why("meetings", "imcwp-31", "end_date")
    assert out.startswith("meetings imcwp-31, end_date = 2031-06-03\n")
    assert "end_date is computed from date_edtf: the last day that it can mean." in out
    assert "not accepted: 2031-06-01/2031-06-04" in out


def test_what_a_vocabulary_knows_names_its_file_and_line(why):
    out = why("participants", "communist-party-of-greece", "country_code")
    assert "A vocabulary knows it: parties.csv, line " in out
    assert why("places", "athens", "country_code").count("places.csv, line ") == 1


def test_a_value_without_evidence_that_a_vocabulary_knows_says_so(sample, tmp_path, why):
    from imcwp_data.publish.release import publish
    from imcwp_data.schema import arrow_table

    rows = sample.Sample().rows
    (party,) = [row for row in rows["participants"] if row["participant_id"] == "red-party-of-nowhere"]
    party["country_code"] = "GR"
    publish({n: arrow_table(rows[n], s) for n, s in SCHEMAS.items()}, SCHEMAS, tmp_path / "release")
    vocabulary = tmp_path / "vocabulary"
    vocabulary.mkdir()
    (vocabulary / "parties.csv").write_text(
        "name,country_code\nBlue Party,\nRed Party of Nowhere,GR\n", encoding="utf-8"
    )
    lines = why_lines(
        tmp_path / "release", "participants", "red-party-of-nowhere", "country_code",
        room=200, colour=False, vocabulary=vocabulary,
    )  # fmt: skip
    assert "A vocabulary knows it, no passage states it: parties.csv, line 3 (Red Party of Nowhere)." in list(lines)


def test_no_value_and_no_evidence_is_said(why):
    assert "No passage states a value, so there is none." in why("meetings", "imcwp-31", "theme")


@pytest.mark.parametrize("table", SCHEMAS)
def test_every_cell_of_every_table_is_explained(release, sample_release, table):
    from imcwp_data.load import select

    schema = SCHEMAS[table]
    key = " || '|' || ".join(schema.primary_key)
    for folder in (release, sample_release):
        for (row_id,) in select(f"select {key} from {table} limit 3", (), folder)[1]:
            for column in schema.columns:
                lines = list(why_lines(folder, table, row_id, column, room=80, colour=False))
                assert lines[0].split()[0] == table
                assert len(" ".join(lines)) > len(f"{table} {row_id}, {column} =") + 20, (table, row_id, column)


def test_the_reasons_retrace_what_the_release_holds(release):
    from imcwp_data.load import select

    cells = select("select distinct table_name, row_id, column_name from evidence", (), release)[1]
    lost = 0
    for cell in cells:
        question = find_question(release, *cell)
        decision = decide(question)
        assert decision.retraced, cell
        for assertion in question.assertions:
            assert assertion.accepted or decision.reasons[assertion.evidence_id], cell
            lost += not assertion.accepted
    assert lost >= 4


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        (("meeting", "imcwp-31", "status"), "There is no table 'meeting'. Did you mean meetings"),
        (("meetings", "imcwp-13", "status"), "meetings has no row 'imcwp-13' (meeting_id). Did you mean imcwp-31?"),
        (("meetings", "imcwp-31", "state"), "meetings has no column 'state'. Did you mean status or"),
        (("meetings", "x", "status"), "meetings has no row 'x' (meeting_id). Its rows are imcwp-31."),
    ],
)
def test_an_unknown_cell_is_one_line_with_what_comes_near(release, capsys, cell, message):
    assert main(["explain", "--why", *cell, "--release", str(release)]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    (line,) = captured.err.splitlines()
    assert message in line


def test_a_correction_is_told_and_what_it_replaced(tmp_path, why):
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    for name, text in TEXTS.items():
        (seeds / f"{name}.txt").write_text(text, encoding="utf-8")
    (seeds / "corrections.csv").write_text(
        "table,row,column,expected,value,quote,paragraph_id,reason,curator,date\n"
        "meetings,imcwp-31,party_count,47,48,48 parties,041_report.1.3,Counted again,A. Curator,2031-07-01\n",
        encoding="utf-8",
    )
    build(seeds, tmp_path / "release")
    out = why("meetings", "imcwp-31", "party_count", of=tmp_path / "release")
    assert out.startswith("meetings imcwp-31, party_count = 48\n")
    assert "A curator's correction stands above everything that was read." in out
    accepted, *lost = blocks(out)
    assert accepted.startswith("accepted: 48\n    rule correction · ")
    assert ">>48 parties<< took part." in accepted
    assert all("because the correction 041_report.1.3.e" in block for block in lost)


def asserted(value: str, certainty: float, document: str, published: str | None, position: int) -> Assertion:
    return Assertion(
        "", "acronym", value, "invented", certainty, False, value, 0, len(value), f"{document}.1.{position}", position,
        value, f"{document}.1", None, published, None, "some-party", "participants",
    )  # fmt: skip


assertions = st.lists(
    st.builds(
        asserted,
        st.sampled_from(["AB", "CD", "LONG"]),
        st.sampled_from([0.5, 0.9, 1.0]),
        st.sampled_from("xyz"),
        st.just(None),
        st.integers(1, 3),
    ),
    min_size=1,
    max_size=8,
)


@given(assertions, st.dictionaries(st.sampled_from("xyz"), st.sampled_from([None, "2020-01-01", "2021-05-05"])))
def test_the_explained_decision_is_the_one_of_the_consolidation(told, days):
    """Whatever texts say: what is explained as accepted is what `accepted_value` accepts; every other has a reason."""
    dated = [
        replace(one, evidence_id=str(number), published=days.get(one.document_id[0])) for number, one in enumerate(told)
    ]
    value = accepted_value([one.statement() for one in dated])
    final = [replace(one, accepted=one.value == value) for one in dated]
    decision = decide(Question(Path(), SCHEMAS["participants"], "some-party", "acronym", {"acronym": value}, final))
    assert decision.retraced
    assert {one.evidence_id for one in final if not one.accepted} == set(decision.reasons)


def test_a_decision_that_cannot_be_retraced_gives_no_reasons():
    told = [
        replace(asserted("AB", 1.0, "x", None, 1), evidence_id="1"),
        replace(asserted("CD", 0.5, "y", None, 1), evidence_id="2", accepted=True),
    ]
    decision = decide(Question(Path(), SCHEMAS["participants"], "some-party", "acronym", {"acronym": "CD"}, told))
    assert not decision.retraced
    assert decision.reasons == {}
