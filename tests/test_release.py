"""The committed release, asked as its users ask it."""

from __future__ import annotations

import asyncio
import csv
import hashlib
import json
import sqlite3

import pytest


@pytest.fixture(scope="module")
def ask(release):
    connection = sqlite3.connect(f"file:{release / 'imcwp.db'}?mode=ro&immutable=1", uri=True)
    yield lambda sql, *parameters: connection.execute(sql, parameters).fetchall()
    connection.close()


def test_the_seeds_hold_five_sources_and_twelve_documents(ask):
    assert ask("select count(*) from sources") == [(5,)]
    assert ask("select count(*) from documents") == [(12,)]


def test_the_extraordinary_teleconference_is_told_whole(ask):
    ((meeting_id, dates, parties, countries, mode, status, theme),) = ask(
        "select meeting_id, date_edtf, party_count, country_count, mode, status, theme from meetings "
        "where series = 'IMCWP' and kind = 'extraordinary'"
    )
    assert (dates, parties, countries) == ("2021-12-10/2021-12-11", 73, 57)
    assert (mode, status) == ("teleconference", "held")
    assert theme.startswith("The international economic, political, and military developments. The experience")
    assert theme.endswith("imperialist aggression")
    assert ask(
        "select p.acronym from meeting_participants m join participants p using (participant_id) "
        "where meeting_id = ? and m.role = 'organiser' order by 1",
        meeting_id,
    ) == [("KKE",), ("TKP",)]


def test_the_days_that_were_planned_stay_beside_those_that_were_held(ask):
    rows = ask(
        "select value, accepted from evidence join meetings on row_id = meeting_id "
        "where table_name = 'meetings' and column_name = 'date_edtf' and kind = 'extraordinary'"
    )
    assert ("2021-12-10/2021-12-12", 0) in rows
    assert ("2021-12-10/2021-12-11", 1) in rows


def test_two_documents_tell_of_one_meeting_of_the_working_group(ask):
    ((meeting_id, mode, status),) = ask(
        "select meeting_id, mode, status from meetings where series = 'IMCWP Working Group' "
        "and date_edtf = '2021-11-05/2021-11-06'"
    )
    assert (mode, status) == ("teleconference", "held")
    documents = ask(
        "select distinct p.document_id from evidence e join paragraphs p using (paragraph_id) where row_id = ?",
        meeting_id,
    )
    assert len(documents) == 2


def test_the_twenty_second_meeting_is_postponed_to_spring_at_the_earliest(ask):
    assert ask("select status, date_edtf, start_date, end_date from meetings where meeting_id = 'imcwp-22'") == [
        ("postponed", "2022-21/..", "2022-03-01", None)
    ]


def test_the_joint_actions_are_eleven_and_in_order(ask):
    axes = ask("select distinct joint_axis from actions where joint_axis is not null order by 1")
    assert axes == [(number,) for number in range(1, 12)]
    lines = ask(
        "select a.joint_axis, min(p.line) from actions a join paragraphs p using (paragraph_id) "
        "where joint_axis is not null group by 1 order by 1"
    )
    assert [line for _, line in lines] == sorted(line for _, line in lines)


def test_the_blog_restates_the_statement_s_call(ask):
    rows = ask(
        "select action_id, restates_id from actions where date_edtf = '2021-11-12/2021-11-15' order by action_id"
    )
    assert len(rows) == 2
    (statement_id, none), (blog_id, restates) = rows
    assert none is None
    assert restates == statement_id
    assert blog_id.split(".")[0] != statement_id.split(".")[0]


@pytest.mark.parametrize(("quantity", "unit"), [(10000, "syringes"), (27000, "signatures"), (184, "countries")])
def test_quantities_are_found(ask, quantity, unit):
    rows = ask("select unit from actions where quantity = ?", quantity)
    assert rows
    assert any(unit in row[0] for row in rows)


def test_the_cp_of_cuba_is_the_communist_party_of_cuba(ask):
    rows = ask(
        "select distinct p.name, p.country_code from mentions join participants p using (participant_id) "
        "where surface = 'CP of Cuba'"
    )
    assert rows == [("Communist Party of Cuba", "CU")]


def test_every_quoted_character_stands_where_it_is_said_to_stand(ask):
    for table, column in (
        ("mentions", "surface"),
        ("place_mentions", "surface"),
        ("dates", "surface"),
        ("evidence", "quote"),
        ("actions", "text"),
    ):
        wrong = ask(
            f"select t.rowid from {table} t join paragraphs p using (paragraph_id) "
            f"where substr(p.text, t.char_start + 1, t.char_end - t.char_start) <> t.{column}"
        )
        assert wrong == [], table
        assert ask(f"select count(*) from {table}") != [(0,)]


def test_every_row_leads_to_a_source(ask):
    assert ask("pragma foreign_key_check") == []
    for table, key in (("meetings", "meeting_id"), ("participants", "participant_id"), ("actions", "action_id")):
        without = ask(
            f"select {key} from {table} where not exists "
            f"(select 1 from evidence where table_name = ? and row_id = {table}.{key})",
            table,
        )
        assert without == []
    assert ask("select place_id from places where place_id not in (select place_id from place_mentions)") == []


def test_every_filled_value_of_a_fact_has_accepted_evidence_or_is_known_of_the_name(ask):
    """Only what a vocabulary knows of a name (its country) and what follows from another column may stand without."""
    for table, key, columns in (
        (
            "meetings",
            "meeting_id",
            "name series kind ordinal status mode date_edtf place country_code theme party_count",
        ),
        ("actions", "action_id", "event_type status text date_edtf place quantity unit joint_axis themes"),
    ):
        for column in columns.split():
            without = ask(
                f"select {key} from {table} where {column} is not null and not exists (select 1 from evidence "
                f"where table_name = ? and row_id = {table}.{key} and column_name = ? and accepted = 1)",
                table,
                column,
            )
            assert without == [], (table, column)


def test_documents_tile_their_sources_and_paragraphs_hold_every_line(ask, root):
    for source_id, path, sha256, encoding in ask("select source_id, path, sha256, encoding from sources"):
        data = (root / "seeds" / path).read_bytes()
        assert hashlib.sha256(data).hexdigest() == sha256
        text = data.decode(encoding)
        spans = ask("select char_start, char_end from documents where source_id = ? order by part", source_id)
        assert [start for start, _ in spans] == [0, *(end for _, end in spans[:-1])]
        assert spans[-1][1] == len(text)
        lines = [number for number, line in enumerate(text.split("\n"), 1) if line.strip()]
        read = ask(
            "select line from paragraphs join documents using (document_id) where source_id = ? order by line",
            source_id,
        )
        assert [line for (line,) in read] == lines


def test_hashes_of_the_release_are_right(release):
    listed = dict(
        reversed(line.split("  ", 1)) for line in (release / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    )
    files = {path.relative_to(release).as_posix() for path in release.rglob("*") if path.is_file()} - {"SHA256SUMS"}
    # The archive of the whole release, where it was packed, stands beside it.
    files = {name for name in files if not name.endswith(".zip")}
    assert set(listed) == files
    for name, digest in listed.items():
        assert hashlib.sha256((release / name).read_bytes()).hexdigest() == digest, name


def test_three_formats_hold_the_same_rows_for_an_independent_reader(release):
    duckdb = pytest.importorskip("duckdb")
    connection = duckdb.connect()
    database = sqlite3.connect(f"file:{release / 'imcwp.db'}?mode=ro&immutable=1", uri=True)
    for path in sorted((release / "parquet").glob("*.parquet")):
        table = path.stem
        with (release / "csv" / f"{table}.csv").open(encoding="utf-8", newline="") as handle:
            from_csv = list(csv.reader(handle))
        columns = ", ".join(from_csv[0])
        from_parquet = connection.execute(f"select {columns} from read_parquet('{path}')").fetchall()
        from_duckdb_csv = connection.execute(
            f"select {columns} from read_csv('{release / 'csv' / (table + '.csv')}', all_varchar=true, header=true, "
            "quote='\"', escape='\"', delim=',', nullstr='', max_line_size=10000000)"
        ).fetchall()
        from_sqlite = database.execute(f"select {columns} from {table}").fetchall()

        def plain(value):
            if value is None:
                return None
            if isinstance(value, bool):
                return str(int(value))
            if isinstance(value, list):
                return json.dumps(value, ensure_ascii=False)
            if isinstance(value, float) and value == int(value):
                return str(int(value))
            text = str(value)
            return {"true": "1", "false": "0"}.get(text, text)

        def rows(found):
            return sorted(tuple(str(plain(value)) for value in row) for row in found)

        assert rows(from_parquet) == rows(from_sqlite) == rows(from_duckdb_csv), table


def test_every_ready_made_question_has_an_answer_in_a_plain_datasette(release, root):
    app = pytest.importorskip("datasette.app")
    described = json.loads((root / "metadata.json").read_text(encoding="utf-8"))
    site = app.Datasette(immutables=[str(release / "imcwp.db")], metadata=described)
    questions = described["databases"]["imcwp"]["queries"]
    assert len(questions) >= 8

    async def ask_all() -> dict[str, int]:
        await site.invoke_startup()
        counts = {}
        for name in questions:
            answer = await site.client.get(f"/imcwp/{name}.json?_shape=array")
            counts[name] = len(answer.json()) if answer.status_code == 200 else -1
        return counts

    counts = asyncio.run(ask_all())
    assert {name: count for name, count in counts.items() if count < 1} == {}


def test_the_data_package_is_valid(release):
    frictionless = pytest.importorskip("frictionless")
    report = frictionless.Package(str(release / "datapackage.json")).validate()
    assert report.valid, report.flatten(["title", "rowNumber", "fieldName", "note"])[:10]
