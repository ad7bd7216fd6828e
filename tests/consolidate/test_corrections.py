"""Corrections: a curator's values put in, with their proof, or the build stopped with their line."""

from __future__ import annotations

import copy
import csv
import hashlib
import io
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imcwp_data.consolidate.correction_values import CannotBeCorrected, evidence_value, typed
from imcwp_data.consolidate.corrections import COLUMNS, Correction, apply_corrections, read_corrections
from imcwp_data.errors import SourceError
from imcwp_data.pipeline import build
from imcwp_data.schema import arrow_table, load_schemas
from imcwp_data.validate import validate_tables

SCHEMAS = load_schemas()
REPORT, STATEMENT = "009_report.1", "010_statement.1"
GOOD = {
    "table": "meetings",
    "row": "other-2019-05-01",
    "column": "party_count",
    "expected": "12",
    "value": "13",
    "quote": "12 parties",
    "paragraph_id": f"{STATEMENT}.3",
    "reason": "The host counted itself out.",
    "curator": "A. Curator",
    "date": "2026-01-31",
}


@pytest.fixture
def rows(sample):
    return sample.Sample().rows


def write(path: Path, *lines: dict[str, str], header: tuple[str, ...] = COLUMNS) -> Path:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([line.get(name, "") for name in header] for line in lines)
    path.write_text(text.getvalue(), encoding="utf-8")
    return path


def correction(line: int = 2, **changed: str) -> Correction:
    return Correction(**{**GOOD, **changed}, file="seeds/corrections.csv", line=line)


def corrected(rows, *corrections: Correction):
    return apply_corrections(rows, corrections, SCHEMAS)


def row_of(tables, table: str, key: str):
    (column,) = SCHEMAS[table].primary_key
    return next(row for row in tables[table] if row[column] == key)


def evidence(tables, table: str, row: str, column: str):
    wanted = (table, row, column)
    return [e for e in tables["evidence"] if (e["table_name"], e["row_id"], e["column_name"]) == wanted]


def fault(rows, **changed: str) -> str:
    before = copy.deepcopy(rows)
    with pytest.raises(SourceError) as raised:
        corrected(rows, correction(**changed))
    assert rows == before
    (message,) = str(raised.value).splitlines()
    assert message.startswith("seeds/corrections.csv, line 2, column ")
    return message.removeprefix("seeds/corrections.csv, line 2, column ")


# Worked example: docs/corrections.md tells the same story.


def test_the_worked_example(tmp_path):
    """A report says how many parties came, but the reader cannot know that the host was not counted."""
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    (seeds / "020_report.txt").write_text(
        "Report on the 31st International Meeting\n\n4 June 2031\n\n"
        "The 31st International Meeting of Communist and Workers' Parties was held in Athens on 1-3 June 2031. "
        "41 parties took part.\n\nThe hosts, who had not counted themselves, thanked all delegations.\n",
        encoding="utf-8",
    )
    build(seeds, tmp_path / "before")
    assert asked(tmp_path / "before", "select meeting_id, party_count from meetings") == [("imcwp-31", 41)]

    hosts = asked(tmp_path / "before", "select paragraph_id from paragraphs where text like 'The hosts%'")[0][0]
    write(
        seeds / "corrections.csv",
        {
            "table": "meetings",
            "row": "imcwp-31",
            "column": "party_count",
            "expected": "41",
            "value": "42",
            "quote": "The hosts, who had not counted themselves",
            "paragraph_id": hosts,
            "reason": "41 without the host.",
            "curator": "A. Curator",
            "date": "2031-07-01",
        },
    )
    build(seeds, tmp_path / "after")
    assert asked(tmp_path / "after", "select party_count from meetings") == [(42,)]
    assert asked(
        tmp_path / "after",
        "select value, rule, accepted, quote from evidence where column_name = 'party_count' order by accepted",
    ) == [
        ("41", "meeting.count", 0, "41 parties"),
        ("42", "correction", 1, "The hosts, who had not counted themselves"),
    ]

    # The reader learns to count the host: the correction has done its work and must go.
    write(
        seeds / "corrections.csv", {**GOOD, "row": "imcwp-31", "expected": "40", "value": "41", "paragraph_id": hosts}
    )
    with pytest.raises(SourceError, match=r"corrections\.csv, line 2, column expected: .*remove the line"):
        build(seeds, tmp_path / "after")
    assert asked(tmp_path / "after", "select party_count from meetings") == [(42,)], "the old release stays"


def asked(release: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(release / "imcwp.db")) as connection:
        return connection.execute(query).fetchall()


def test_a_folder_without_corrections_builds_the_same_bytes(tmp_path, sample):
    for name in ("without", "empty"):
        sample.write_seeds(tmp_path / name)
    write(tmp_path / "empty" / "corrections.csv")
    releases = []
    for name in ("without", "empty"):
        build(tmp_path / name, tmp_path / f"{name}-release")
        files = sorted(path for path in (tmp_path / f"{name}-release").rglob("*") if path.is_file())
        releases.append([(path.name, hashlib.sha256(path.read_bytes()).hexdigest()) for path in files])
    assert releases[0] == releases[1]


def test_nothing_to_correct_is_nothing_done(rows):
    assert apply_corrections(rows, (), SCHEMAS) is rows


# What a correction does.


def test_a_corrected_value_is_proved_and_the_read_one_is_kept(rows):
    before = copy.deepcopy(rows)
    tables = corrected(rows, correction())
    assert rows == before
    assert row_of(tables, "meetings", GOOD["row"])["party_count"] == 13
    read, proof = evidence(tables, "meetings", GOOD["row"], "party_count")
    assert (read["value"], read["accepted"]) == ("12", False)
    assert (proof["value"], proof["rule"], proof["accepted"], proof["quote"]) == (
        "13",
        "correction",
        True,
        "12 parties",
    )
    text = row_of(tables, "paragraphs", GOOD["paragraph_id"])["text"]
    assert text[proof["char_start"] : proof["char_end"]] == "12 parties"
    assert len({e["evidence_id"] for e in tables["evidence"]}) == len(tables["evidence"])
    assert {e["evidence_id"] for e in rows["evidence"]} < {e["evidence_id"] for e in tables["evidence"]}


@pytest.mark.parametrize(
    ("change", "held"),
    [
        ({"column": "place", "expected": "Lisbon", "value": "Porto"}, "Porto"),
        ({"column": "place", "expected": "Lisbon", "value": ""}, None),
        ({"column": "people_count", "expected": "", "value": "300"}, 300),
        ({"column": "theme", "expected": "", "value": "Peace, and harbours"}, "Peace, and harbours"),
        (
            {"table": "participants", "row": "red-party-of-nowhere", "column": "aliases", "value": '["RPN"]',
             "expected": '["RPN", "the \\"Reds\\""]'},
            ["RPN"],
        ),
        (
            {"table": "participants", "row": "red-party-of-nowhere", "column": "aliases", "value": "",
             "expected": '["RPN", "the \\"Reds\\""]'},
            None,
        ),
        (
            {"table": "actions", "row": f"{STATEMENT}.4.a1", "column": "quantity", "expected": "2500",
             "value": "250.5"},
            250.5,
        ),
        (
            {"table": "actions", "row": f"{STATEMENT}.5.a1", "column": "themes", "expected": '["peace", "other"]',
             "value": '["peace"]'},
            ["peace"],
        ),
        ({"table": "participants", "row": "ana-perez", "column": "affiliation_id", "value": "harbour-forum",
          "expected": "red-party-of-nowhere"}, "harbour-forum"),
    ],
)  # fmt: skip
def test_values_of_every_type_pass_all_checks_of_a_release(rows, change, held):
    tables = corrected(rows, correction(**change))
    table, row, column = change.get("table", "meetings"), change.get("row", GOOD["row"]), change["column"]
    assert row_of(tables, table, row)[column] == held
    (proof,) = [e for e in evidence(tables, table, row, column) if e["accepted"]]
    assert proof["value"] == (change["value"] or None)
    arrow = {name: arrow_table(tables[name], schema) for name, schema in SCHEMAS.items()}
    validate_tables(arrow, SCHEMAS).raise_if_faulty()


def test_first_and_last_day_follow_the_date(rows):
    dates = correction(
        column="date_edtf", expected="2019-05-01/2019-05-03", value="2019-05", quote="1-3 May 2019"
    )  # fmt: skip
    row = row_of(corrected(rows, dates), "meetings", GOOD["row"])
    assert (row["start_date"], row["end_date"]) == ("2019-05-01", "2019-05-31")
    gone = row_of(
        corrected(rows, correction(column="date_edtf", expected=dates.expected, value="")), "meetings", GOOD["row"]
    )
    assert (gone["date_edtf"], gone["start_date"], gone["end_date"]) == (None, None, None)


def test_the_characters_follow_the_clause(rows):
    clause = correction(
        table="actions", row=f"{STATEMENT}.5.a1", column="text", expected="demand an end to the embargo",
        value="We demand an end", quote="We demand", paragraph_id=f"{STATEMENT}.5",
    )  # fmt: skip
    row = row_of(corrected(rows, clause), "actions", f"{STATEMENT}.5.a1")
    assert (row["char_start"], row["char_end"]) == (0, 16)


def test_a_document_is_corrected_without_evidence(rows):
    tables = corrected(
        rows,
        correction(table="documents", row=REPORT, column="published", expected="2019-05-10", value="2019-05-11"),
    )
    assert row_of(tables, "documents", REPORT)["published"] == "2019-05-11"
    assert tables["evidence"] == rows["evidence"]


def test_a_correction_of_a_correction_stands_last(rows):
    tables = corrected(rows, correction(), correction(line=3, expected="13", value="14"))
    assert row_of(tables, "meetings", GOOD["row"])["party_count"] == 14
    told = evidence(tables, "meetings", GOOD["row"], "party_count")
    assert [(e["value"], e["accepted"]) for e in told] == [("12", False), ("13", False), ("14", True)]


def test_a_quote_is_found_whatever_its_spaces(rows):
    tables = corrected(rows, correction(quote="12\u00a0parties,  took"))
    assert evidence(tables, "meetings", GOOD["row"], "party_count")[-1]["quote"] == "12 parties, took"


# What stops the build.


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"expected": "11"}, "expected: meetings other-2019-05-01 has '12' in party_count, not '11'."),
        ({"expected": ""}, "expected: meetings other-2019-05-01 has '12' in party_count, not nothing (null)."),
        ({"expected": "11", "value": "12"}, "That is the value that the correction wants: remove the line."),
        ({"row": "other-2019-05-02"}, "row: meetings has no row 'other-2019-05-02'. Did you mean other-2019-05-01?"),
        ({"column": "parties"}, "column: meetings has no column 'parties'; it has meeting_id, name,"),
        ({"column": "meeting_id"}, "expected: meeting_id follows from the texts and cannot be corrected"),
        ({"column": "end_date", "value": "2019-05-04"}, "end_date is computed from date_edtf; correct date_edtf"),
        ({"paragraph_id": f"{STATEMENT}.33"}, f"paragraph_id: there is no paragraph '{STATEMENT}.33'. Did you mean"),
        ({"quote": "14 parties"}, f"quote: '14 parties' is not in the text of paragraph {STATEMENT}.3."),
        ({"quote": "¡Viva la paz!"}, f"It stands in {REPORT}.4."),
        ({"value": "many"}, "value: 'many' is no integer"),
        ({"value": "12.5"}, "value: '12.5' is no integer"),
        ({"value": "-1"}, "value: '-1' is below the minimum of party_count"),
        ({"column": "status", "expected": "held", "value": "over"}, "value: 'over' is not one of held,"),
        ({"column": "status", "expected": "held", "value": ""}, "value: every row has a value in status"),
        ({"column": "country_code", "expected": "PT", "value": "Portugal"}, "value: 'Portugal' does not have the form"),
        ({"column": "date_edtf", "expected": "2019-05-01/2019-05-03", "value": "2019-02-30"}, "'2019-02-30'"),
        (
            {"table": "participants", "row": "ana-perez", "column": "affiliation_id", "value": "red-party",
             "expected": "red-party-of-nowhere"},
            "value: participants has no row 'red-party'. Did you mean red-party-of-nowhere?",
        ),
        (
            {"table": "participants", "row": "harbour-forum", "column": "affiliation_id", "value": "harbour-forum",
             "expected": ""},
            "value: the row would refer to itself.",
        ),
        (
            {"table": "actions", "row": f"{STATEMENT}.5.a1", "column": "themes", "expected": '["peace", "other"]',
             "value": "peace"},
            "value: 'peace' is no list; write it as JSON",
        ),
        (
            {"table": "actions", "row": f"{STATEMENT}.5.a1", "column": "text",
             "expected": "demand an end to the embargo", "value": "demand bread"},
            f"value: 'demand bread' is not in paragraph {STATEMENT}.5, where the action stands",
        ),
        (
            {"table": "documents", "row": REPORT, "column": "published", "expected": "2019-05-10", "value": "May 2019"},
            "value: 'May 2019' is no day; write it as YYYY-MM-DD.",
        ),
    ],
)  # fmt: skip
def test_what_no_longer_fits_stops_the_build_with_its_line(rows, change, message):
    assert message in fault(rows, **change)


# The file.


def test_a_missing_file_holds_no_corrections(tmp_path):
    assert read_corrections(tmp_path / "corrections.csv") == ()


def test_lines_are_counted_as_an_editor_counts_them(tmp_path):
    path = write(tmp_path / "c.csv", {**GOOD, "reason": "one\ntwo"}, {}, GOOD)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert [(c.line, c.value) for c in read_corrections(path)] == [(2, "13"), (5, "13")]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "line 1: no column table, row"),
        (f"{','.join(COLUMNS[:-1])}\n", "line 1: no column date; write the header table,row,column,expected"),
        (f"{','.join(reversed(COLUMNS))}\n", "line 1: other columns, or another order"),
        (f"{','.join(COLUMNS)}\nmeetings,x\n", "line 2: 2 cells, but the header has 10"),
        (f'{",".join(COLUMNS)}\n\n"meetings,x\n', "line 3: the file is not CSV"),
        (f"{','.join(COLUMNS)}\nplaces,x,y,1,2,q,p,r,c,2026-01-01\n", "line 2, column table: 'places' cannot be"),
        (f"{','.join(COLUMNS)}\nmeetings,x,y,1,2,,p,r,c,2026-01-01\n", "line 2, column quote: the cell is empty"),
        (f"{','.join(COLUMNS)}\nmeetings,x,y,1,2,q,p,,c,2026-01-01\n", "line 2, column reason: the cell is empty"),
        (f"{','.join(COLUMNS)}\nmeetings,x,y,1,1,q,p,r,c,2026-01-01\n", "line 2, column value: it is the value"),
        (f"{','.join(COLUMNS)}\nmeetings,x,y,1,2,q,p,r,c,1 Jan 2026\n", "line 2, column date: '1 Jan 2026' is no day"),
    ],
)  # fmt: skip
def test_a_mistake_in_the_file_is_named_with_its_line(tmp_path, text, message):
    path = tmp_path / "corrections.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SourceError) as raised:
        read_corrections(path)
    assert f"{path}, {message}" in str(raised.value)


def test_a_file_of_another_encoding_is_named_with_its_line(tmp_path):
    path = tmp_path / "corrections.csv"
    path.write_bytes(f"{','.join(COLUMNS)}\nmeetings,Übersee".encode("latin-1"))
    with pytest.raises(SourceError, match=r"line 2: the file is not UTF-8"):
        read_corrections(path)


@given(st.text(min_size=1))
def test_any_cell_is_a_value_or_a_reason_why_not(cell):
    """Whatever a curator writes into a cell, it is taken as it stands or refused in words."""
    for table, column in (
        ("meetings", "party_count"), ("meetings", "date_edtf"), ("actions", "quantity"), ("actions", "themes"),
        ("documents", "published"), ("participants", "name"), ("participants", "country_code"),
    ):  # fmt: skip
        try:
            value = typed(cell, column, SCHEMAS[table])
        except CannotBeCorrected as error:
            reason = str(error)
        else:
            reason = "taken."
            assert typed(evidence_value(value), column, SCHEMAS[table]) == value
        assert reason.endswith(".")


@given(st.lists(st.text(min_size=1).filter(str.strip), min_size=1, unique=True))
def test_lists_are_written_as_json(items):
    assert typed(json.dumps(items), "aliases", SCHEMAS["participants"]) == items
