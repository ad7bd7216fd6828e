from __future__ import annotations

import json
import shutil
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from imcwp_data.errors import MissingExtraError, ReleaseError, ValidationError
from imcwp_data.faults import DESCRIBED_PER_CHECK
from imcwp_data.schema import arrow_table, load_schemas
from imcwp_data.text.normalise import paragraph_text
from imcwp_data.validate import prove_offsets, validate_release, validate_tables

SCHEMAS = load_schemas()
# Two sources with what real pages have: Windows line ends, blank lines, no-break spaces, list markers, two articles.
SOURCES = {
    "a": "Menu\r\n\r\n Harbour parties  meet\r\n1. The Tide Party met in Faro on 3 May 2019.\r\n\r\n***\r\n",
    "b": "Second piece\nThe Tide Party, TP, met in Faro on 3 May 2019.\nThird piece\nThe TP will meet in May 2020.",
}
Rows = dict[str, list[dict[str, object]]]


def text_rows() -> Rows:
    rows: Rows = {"sources": [], "documents": [], "paragraphs": []}
    for source_id, text in SOURCES.items():
        rows["sources"].append(
            {"source_id": source_id, "path": f"{source_id}.txt", "sha256": "0" * 64, "bytes": 99, "encoding": "utf-8"}
        )
        cut = text.index("Third") if "Third" in text else len(text)
        for part, (start, end) in enumerate([(0, cut), (cut, len(text))][: 1 if cut == len(text) else 2], 1):
            document_id, at, position, words = f"{source_id}.{part}", start, 0, 0
            for piece in text[start:end].splitlines(keepends=True):
                stripped = piece.strip()
                if stripped:
                    position += 1
                    first = at + piece.index(stripped)
                    count = sum(any(c.isalnum() for c in word) for word in paragraph_text(stripped).split())
                    words += count
                    rows["paragraphs"].append(
                        {
                            "paragraph_id": f"{document_id}.{position}", "document_id": document_id,
                            "position": position, "line": text[:first].count("\n") + 1, "kind": "body",
                            "language": "en", "text": paragraph_text(stripped), "char_start": first,
                            "char_end": first + len(stripped), "word_count": count,
                        }
                    )  # fmt: skip
                at += len(piece)
            rows["documents"].append(
                {
                    "document_id": document_id, "source_id": source_id, "part": part, "document_type": "news",
                    "language": "en", "char_start": start, "char_end": end, "paragraph_count": position,
                    "word_count": words,
                }
            )  # fmt: skip
    return rows


def valid_rows() -> Rows:
    """A small release in which every table has rows and everything holds."""
    rows = text_rows()
    texts = {str(row["paragraph_id"]): str(row["text"]) for row in rows["paragraphs"]}

    def at(paragraph_id: str, words: str, column: str = "surface") -> dict[str, object]:
        start = texts[paragraph_id].index(words)
        return {"paragraph_id": paragraph_id, "char_start": start, "char_end": start + len(words), column: words}

    day = {"date_edtf": "2019-05-03", "start_date": "2019-05-03", "end_date": "2019-05-03"}
    month = {"date_edtf": "2020-05", "start_date": "2020-05-01", "end_date": "2020-05-31"}
    rows["dates"] = [
        {**at("a.1.3", "3 May 2019"), **day, "basis": "explicit", "rule": "day"},
        {**at("b.1.2", "3 May 2019"), **day, "basis": "explicit", "rule": "day"},
        {**at("b.2.2", "May 2020"), **month, "basis": "explicit", "rule": "month"},
    ]
    rows["participants"] = [
        {"participant_id": "tide-party", "name": "Tide Party", "kind": "party", "acronym": "TP", "aliases": ["TP"]},
    ]
    rows["mentions"] = [
        {**at(where, name), "participant_id": "tide-party", "rule": "gazetteer"}
        for where, name in (("a.1.3", "Tide Party"), ("b.1.2", "Tide Party"), ("b.1.2", "TP"), ("b.2.2", "TP"))
    ]
    rows["places"] = [{"place_id": "faro", "name": "Faro", "kind": "city", "country_code": "PT", "latitude": 37.0}]
    rows["place_mentions"] = [{**at("a.1.3", "Faro"), "place_id": "faro", "rule": "gazetteer"}]
    rows["meetings"] = [
        {"meeting_id": "other-2019-05", "name": "Meeting in Faro", "series": "other", "kind": "other",
         "status": "held", "place": "Faro", "party_count": 1, **day},
    ]  # fmt: skip
    rows["actions"] = [
        {**at("a.1.3", "The Tide Party met in Faro", "text"), "action_id": "a.1.3.a1", "document_id": "a.1",
         "event_type": "CONSULT", "status": "reported", "meeting_id": "other-2019-05", "themes": ["cooperation"]},
        {**at("b.1.2", "The Tide Party, TP, met in Faro", "text"), "action_id": "b.1.2.a1", "document_id": "b.1",
         "event_type": "CONSULT", "status": "reported", "restates_id": "a.1.3.a1", "quantity": 1.0},
    ]  # fmt: skip
    rows["meeting_participants"] = [
        {"meeting_id": "other-2019-05", "participant_id": "tide-party", "role": "attendee"},
    ]
    rows["action_participants"] = [{"action_id": "a.1.3.a1", "participant_id": "tide-party", "role": "actor"}]
    stated = [
        ("a.1.3", "The Tide Party met", "meetings", "other-2019-05", "status", "held", True),
        ("b.2.2", "will meet in May 2020", "meetings", "other-2019-05", "status", "planned", False),
        ("a.1.3", "Tide Party", "participants", "tide-party", "name", "Tide Party", True),
        ("b.1.2", "TP", "participants", "tide-party", "aliases", "TP", True),
        ("a.1.3", "met", "actions", "a.1.3.a1", "event_type", "CONSULT", True),
        ("a.1.3", "met", "actions", "a.1.3.a1", "themes", '["cooperation"]', True),
        ("b.1.2", "met", "actions", "b.1.2.a1", "quantity", "1", True),
        ("a.1.3", "Tide Party", "meeting_participants", "other-2019-05|tide-party|attendee", "role", "attendee", True),
    ]
    rows["evidence"] = [
        {**at(where, quote, "quote"), "evidence_id": f"{where}.e{number}", "table_name": table, "row_id": row,
         "column_name": column, "value": value, "rule": "test", "accepted": accepted}
        for number, (where, quote, table, row, column, value, accepted) in enumerate(stated, 1)
    ]  # fmt: skip
    rows["quotations"] = [
        {"paragraph_id": "b.1.2", "quoted_paragraph_id": "a.1.3", "similarity": 0.9, "relation": "variant"},
    ]
    return rows


def arrow(rows: Rows) -> dict[str, pa.Table]:
    return {name: arrow_table(rows[name], schema) for name, schema in SCHEMAS.items()}


def replaced(table: pa.Table, column: str, row: int, value: object) -> pa.Table:
    """Put a value into a cell, whatever the schema says of it."""
    values = table.column(column).to_pylist()
    values[row] = value
    index = table.column_names.index(column)
    return table.set_column(index, table.schema.field(column), pa.array(values, table.schema.field(column).type))


@pytest.fixture(scope="module")
def tables() -> dict[str, pa.Table]:
    return arrow(valid_rows())


def test_valid_tables_have_no_fault(tables):
    assert str(validate_tables(tables, SCHEMAS)) == "No faults."
    assert str(prove_offsets(tables, SOURCES)) == "No faults."
    validate_tables(tables, SCHEMAS).raise_if_faulty()


def test_tables_without_rows_are_valid():
    empty = arrow({name: [] for name in SCHEMAS})
    assert validate_tables(empty, SCHEMAS).ok
    assert prove_offsets(empty, {}).ok


# table, column, row (from 0), value put there, rule that must find it, words of the message
CELLS = [
    ("sources", "sha256", 1, "abc", "pattern", "'abc' does not match the pattern"),
    ("sources", "encoding", 0, None, "required", "null stands where every row must have a value"),
    ("sources", "bytes", 0, 0, "minimum", "0 is below the minimum 1"),
    ("sources", "path", 1, "a.txt", "unique", "'a.txt' stands in several rows"),
    ("documents", "source_id", 0, "z", "foreignKey", "'z' is in no row of sources (source_id)"),
    ("documents", "document_id", 1, "a.1", "primaryKey", "'a.1' stands in several rows"),
    ("documents", "document_id", 1, "b.7", "id", "'b.7' is not source_id and part joined by a dot"),
    ("documents", "document_type", 0, "sermon", "enum", "'sermon' is not one of statement, press_release"),
    ("documents", "title", 0, "", "empty", "Absent is null"),
    ("documents", "part", 2, 3, "sequence", "do not run from 1 without a gap within source_id"),
    ("documents", "paragraph_count", 0, 9, "count", "9 is not what the document's paragraphs add up to"),
    ("documents", "word_count", 0, 9, "count", "9 is not what the document's paragraphs add up to"),
    ("paragraphs", "word_count", 2, 1, "count", "1 is not the number of words in text, 10"),
    ("paragraphs", "position", 1, 9, "sequence", "9 is one of numbers that do not run from 1"),
    ("paragraphs", "char_end", 0, 0, "span", "0 is not after char_start"),
    ("paragraphs", "language", 0, "English", "pattern", "'English' does not match"),
    ("meetings", "date_edtf", 0, "2019-02-30", "edtf", "such a day, month or range does not exist"),
    ("meetings", "date_edtf", 0, "May 2019", "pattern", "'May 2019' does not match"),
    ("meetings", "end_date", 0, None, "bounds", "null is not what date_edtf gives"),
    ("meetings", "status", 0, "planned", "accepted", "'held' is accepted, but status of the row of meetings"),
    ("meetings", "meeting_id", 0, "Other 2019", "pattern", "'Other 2019' does not match"),
    ("participants", "aliases", 0, [], "minLength", "[] has fewer than 1 items"),
    ("participants", "aliases", 0, ["TP", None], "empty", "holds an item that is empty or null"),
    ("participants", "aliases", 0, ["T"], "accepted", "'TP' is accepted, but aliases"),
    ("participants", "affiliation_id", 0, "tide-party", "self", "'tide-party' refers to its own row"),
    ("actions", "themes", 0, ["cooperation", "sailing"], "enum", "holds an item that is not one of labour"),
    ("actions", "paragraph_id", 0, "a.1.2", "id", "'a.1.3.a1' does not belong to the row's paragraph_id"),
    ("actions", "document_id", 0, "b.1", "id", "'a.1.3' does not belong to the row's document_id"),
    ("actions", "quantity", 1, float("inf"), "finite", "inf is no finite number"),
    ("actions", "quantity", 1, 2.0, "accepted", "'1' is accepted, but quantity"),
    ("actions", "restates_id", 1, "a.9.9.a9", "foreignKey", "'a.9.9.a9' is in no row of actions (action_id)"),
    ("meeting_participants", "role", 0, "guest", "enum", "'guest' is not one of host"),
    ("places", "latitude", 0, 90.5, "maximum", "90.5 is above the maximum 90"),
    ("places", "country_code", 0, "Portugal", "pattern", "'Portugal' does not match"),
    ("place_mentions", "place_id", 0, "porto", "foreignKey", "'porto' is in no row of places"),
    ("mentions", "char_start", 2, 4, "primaryKey", "'b.1.2|4' stands in several rows"),
    ("dates", "start_date", 0, None, "bounds", "null is not what date_edtf gives"),
    ("evidence", "row_id", 0, "imcwp-1", "foreignKey", "'imcwp-1' is the key of no row of meetings"),
    ("evidence", "column_name", 0, "mood", "foreignKey", "'mood' is no column of meetings"),
    ("evidence", "evidence_id", 0, "b.1.1.e1", "id", "'b.1.1.e1' does not belong to the row's paragraph_id"),
    ("evidence", "table_name", 0, "documents", "enum", "'documents' is not one of meetings"),
    ("quotations", "similarity", 0, 1.5, "maximum", "1.5 is above the maximum 1"),
    ("quotations", "quoted_paragraph_id", 0, "b.1.2", "self", "'b.1.2' refers to its own row"),
]


@pytest.mark.parametrize(("table", "column", "row", "value", "rule", "words"), CELLS)
def test_a_planted_fault_is_found_and_named(tables, table, column, row, value, rule, words):
    changed = {**tables, table: replaced(tables[table], column, row, value)}
    report = validate_tables(changed, SCHEMAS)
    assert not report.ok
    found = [fault for fault in report.faults if fault.rule == rule and words in fault.message]
    assert found, str(report)
    # The fault stands where it was planted, unless two tables disagree or a row contradicts its neighbours.
    if rule not in ("accepted", "sequence", "id", "unique", "primaryKey"):
        assert (found[0].table, found[0].row) == (table, row + 1)
        assert column in str(found[0])


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_a_null_anywhere_is_judged_by_the_schema_alone(tables, name):
    for field in SCHEMAS[name].fields:
        changed = {**tables, name: replaced(tables[name], field.name, 0, None)}
        report = validate_tables(changed, SCHEMAS)
        required = [fault for fault in report.faults if fault.rule == "required"]
        assert [(fault.table, fault.column, fault.row) for fault in required] == (
            [(name, field.name, 1)] if field.required else []
        )
        prove_offsets(changed, SOURCES)


def test_a_fault_reads_as_one_line_with_file_row_key_column_value_and_rule(tables):
    report = validate_tables({**tables, "places": replaced(tables["places"], "kind", 0, "sea")}, SCHEMAS)
    assert str(report) == (
        "places, row 1 (faro), column kind: 'sea' is not one of country, territory, region, city. "
        "Use one of these or add it to places.schema.json. [enum]"
    )
    fault = report.faults[0]
    assert (fault.table, fault.row, fault.key, fault.column, fault.value) == ("places", 1, "faro", "kind", "sea")


def test_all_faults_are_counted_and_the_first_described(tables):
    many = [{"place_id": f"p{n}", "name": "P", "kind": "sea"} for n in range(1000)]
    schema = {"places": SCHEMAS["places"]}
    report = validate_tables({"places": arrow_table(many, SCHEMAS["places"])}, schema)
    assert report.total == 1000
    assert len(report.faults) == DESCRIBED_PER_CHECK
    with pytest.raises(ValidationError, match=r"1000 faults.*\n(.*\n)*… and 980 more"):
        report.raise_if_faulty()


def test_missing_tables_columns_and_types_are_named(tables):
    def faults(changed: dict[str, pa.Table]) -> list[str]:
        return [str(fault) for fault in validate_tables(changed, SCHEMAS).faults]

    without = {name: table for name, table in tables.items() if name != "quotations"}
    assert faults(without) == ["quotations: the table is missing. Give one, without rows if need be. [table]"]
    assert "songs: no schema describes the table" in faults({**tables, "songs": tables["places"]})[0]
    places = tables["places"]
    assert "places, column name: the column is missing" in faults({**tables, "places": places.drop_columns("name")})[0]
    more = places.append_column("size", pa.array([1]))
    assert "places, column size: the schema has no such column" in faults({**tables, "places": more})[0]
    text = places.set_column(4, "latitude", pa.array(["37"]))
    assert "places, column latitude: is of type string, not double" in faults({**tables, "places": text})[0]
    turned = places.select(places.column_names[::-1])
    assert "the columns stand in another order" in faults({**tables, "places": turned})[0]


@pytest.mark.parametrize(
    ("table", "key", "value", "words"),
    [
        ("evidence", "table_name", "meetings", "'other-2019-05' has no row in evidence"),
        ("evidence", "table_name", "participants", "'tide-party' has no row in evidence"),
        ("evidence", "table_name", "actions", "'b.1.2.a1' has no row in evidence"),
        ("place_mentions", "place_id", "faro", "'faro' is in no row of place_mentions"),
    ],
)
def test_a_row_that_no_passage_tells_of_is_a_fault(tables, table, key, value, words):
    rows = valid_rows()
    rows[table] = [row for row in rows[table] if row[key] != value]
    report = validate_tables(arrow(rows), SCHEMAS)
    assert any(words in fault.message and fault.rule == "evidence" for fault in report.faults), str(report)


def test_words_are_counted_alike_in_every_script():
    text = "Γειά σου, 世界! — ½ ٣ Ⅷ 100 % § «да» e\u0301 \U0001d7d8 ☭"
    words = sum(any(c.isalnum() for c in word) for word in text.split())
    rows = {
        "documents": [
            {"document_id": "x.1", "source_id": "x", "part": 1, "document_type": "news", "language": "en",
             "char_start": 0, "char_end": len(text), "paragraph_count": 1, "word_count": words}
        ],
        "paragraphs": [
            {"paragraph_id": "x.1.1", "document_id": "x.1", "position": 1, "line": 1, "kind": "body", "language": "el",
             "text": text, "char_start": 0, "char_end": len(text), "word_count": words}
        ],
    }  # fmt: skip
    schemas = {name: SCHEMAS[name] for name in rows}
    made = {name: arrow_table(listed, SCHEMAS[name]) for name, listed in rows.items()}
    assert validate_tables(made, schemas).ok


OFFSETS = [
    ("mentions", "surface", 0, "Tide party", "offsets", "'Tide party' is not what stands at 4–14 of paragraph a.1.3"),
    ("place_mentions", "char_start", 0, 3, "offsets", "'Faro' is not what stands at 3–"),
    ("dates", "char_end", 2, 99, "offsets", "'May 2020' is not what stands at"),
    ("evidence", "quote", 0, "The tide", "offsets", "'The tide' is not what stands at"),
    ("actions", "text", 0, "The Tide", "offsets", "'The Tide' is not what stands at"),
    ("documents", "char_start", 0, 4, "tiling", "4 is not 0, where the document before ends"),
    ("documents", "char_end", 2, 90, "tiling", "90 is not the end of the source"),
    ("documents", "char_start", 2, 61, "tiling", "61 is not 60, where the document before ends"),
    ("paragraphs", "text", 1, "Harbour parties  meet", "offsets", "is not the normalised slice"),
    ("paragraphs", "text", 2, "1. The Tide Party met in Faro on 3 May 2019.", "offsets", "is not the normalised slice"),
    ("paragraphs", "line", 1, 2, "line", "2 is not the line of source a at 9, 3"),
    ("paragraphs", "char_start", 1, 2, "coverage", "overlaps the paragraph before"),
    ("paragraphs", "char_end", 0, 2, "coverage", "'nu' stands before 9 in source a and is in no paragraph"),
    ("paragraphs", "char_end", 7, 80, "coverage", "stands after 80 in source b and is in no paragraph"),
]


@pytest.mark.parametrize(("table", "column", "row", "value", "rule", "words"), OFFSETS)
def test_a_false_offset_is_found_and_named(tables, table, column, row, value, rule, words):
    changed = {**tables, table: replaced(tables[table], column, row, value)}
    report = prove_offsets(changed, SOURCES)
    assert any(fault.rule == rule and words in fault.message and fault.table == table for fault in report.faults), str(
        report
    )


def test_a_source_without_its_text_proves_nothing(tables):
    report = prove_offsets(tables, {"a": SOURCES["a"]})
    assert [fault.message for fault in report.faults] == [
        "the text of source b was not given, so nothing of it is proved. Give its text."
    ]
    assert prove_offsets(tables, None).ok


@pytest.fixture(scope="module")
def published(tables, tmp_path_factory) -> Path:
    from imcwp_data.publish.release import write_release

    folder = tmp_path_factory.mktemp("release")
    write_release(folder, tables, SCHEMAS, "1.2.3")
    return folder


def test_checking_a_release_tells_how_far_it_is(published):
    seen: list[tuple[str, int, int]] = []
    assert validate_release(published, progress=lambda *step: seen.append(step)).ok
    assert [stage for stage, done, _ in seen if done == 0] == ["checking files", "checking rows"]
    for stage in ("checking files", "checking rows"):
        steps = [(done, total) for name, done, total in seen if name == stage]
        assert steps == [(number, len(steps) - 1) for number in range(len(steps))]


def rewritten(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")


def in_database(folder: Path, *statements: str) -> None:
    connection = sqlite3.connect(folder / "imcwp.db")
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def drop_from_descriptor(folder: Path) -> None:
    path = folder / "datapackage.json"
    document = json.loads(path.read_text(encoding="utf-8"))
    document["resources"] = [r for r in document["resources"] if r["path"] != "csv/places.csv"]
    path.write_text(json.dumps(document), encoding="utf-8")


def change_parquet(folder: Path) -> None:
    path = folder / "parquet" / "places.parquet"
    pq.write_table(replaced(pq.read_table(path), "name", 0, "Far"), path)


def mistype_parquet(folder: Path) -> None:
    path = folder / "parquet" / "places.parquet"
    table = pq.read_table(path)
    pq.write_table(table.set_column(4, "latitude", pa.array(["37"])), path)


def redefine(folder: Path) -> None:
    in_database(
        folder,
        "CREATE TABLE copy AS SELECT * FROM quotations",
        "DROP TABLE quotations",
        "ALTER TABLE copy RENAME TO quotations",
    )


RELEASE_FAULTS: list[tuple[Callable[[Path], object], str]] = [
    (lambda f: rewritten(f / "csv/places.csv", "faro,Faro", "faro,Fare"), "csv/places.csv: was changed after"),
    (lambda f: rewritten(f / "csv/places.csv", "faro,Faro", "faro,Fare"), "imcwp.db, row 1 (faro), column name: is"),
    (lambda f: rewritten(f / "csv/places.csv", ",city,", ",sea,"),
     "csv/places.csv, row 1 (faro), column kind: 'sea' is not one of"),
    (lambda f: rewritten(f / "csv/places.csv", "37", "north"),
     "csv/places.csv, row 1 (faro), column latitude: 'north' is not a number. Mend the cell. [type]"),
    (lambda f: rewritten(f / "csv/dates.csv", "2019-05-03,2019-05-03,2019-05-03", "2019-05-03,2019-05-32,2019-05-03"),
     "csv/dates.csv, row 1 (a.1.3|30), column start_date: '2019-05-32' is not a day (YYYY-MM-DD)"),
    (lambda f: rewritten(f / "csv/paragraphs.csv", "a.1.1,a.1,1,", "a.1.1,a.1,99999999999999999999,"),
     "csv/paragraphs.csv, row 1 (a.1.1), column position: '99999999999999999999' is not an integer"),
    (lambda f: rewritten(f / "csv/evidence.csv", ",true", ",True"), "column accepted: 'True' is not true or false"),
    (lambda f: rewritten(f / "csv/participants.csv", '"[""TP""]"', "[TP]"), "'[TP]' is no JSON list of texts"),
    (lambda f: rewritten(f / "csv/places.csv", "faro,Faro", 'faro,""'), "column name: '' is an empty text"),
    (lambda f: rewritten(f / "csv/places.csv", "faro,Faro", "faro"),
     "csv/places.csv, row 1 (faro), column longitude: the row ends before this column"),
    (lambda f: rewritten(f / "csv/places.csv", "faro,Faro", "faro,Faro,Algarve"),
     "csv/places.csv, row 1 (faro): '' is a cell too many"),
    (lambda f: rewritten(f / "csv/places.csv", "faro,Faro", "\nfaro,Faro"), "csv/places.csv, row 1: the row is blank"),
    (lambda f: rewritten(f / "csv/places.csv", "place_id,name", "place_id,title"),
     "csv/places.csv, column name: is called 'title' in the header. The columns are place_id, name"),
    (lambda f: (f / "csv/places.csv").write_bytes(b"place_id,name\n\xff"),
     "csv/places.csv: is no CSV file of this table (it is not UTF-8: byte 0xff, invalid start byte)"),
    (lambda f: (f / "csv/places.csv").write_bytes(b""), "csv/places.csv: is no CSV file of this table"),
    (lambda f: (f / "csv/places.csv").unlink(), "csv/places.csv: the file is missing"),
    (lambda f: (f / "parquet/places.parquet").write_bytes(b"no"), "parquet/places.parquet: is no Parquet file"),
    (change_parquet, "parquet/places.parquet, row 1 (faro), column name: is 'Far', but 'Faro' in csv/places.csv"),
    (mistype_parquet, "parquet/places.parquet, column latitude: is of type string, not double"),
    (lambda f: (f / "imcwp.db").unlink(), "imcwp.db: the file is missing"),
    (lambda f: (f / "imcwp.db").write_bytes(b"no database at all"), "imcwp.db: is no database"),
    (lambda f: in_database(f, "UPDATE places SET name = 'Far'"), "imcwp.db, row 1 (faro), column name: is 'Far'"),
    (lambda f: in_database(f, "DELETE FROM quotations"), "imcwp.db: has 0 rows, but csv/quotations.csv has 1"),
    (lambda f: in_database(f, "UPDATE mentions SET participant_id = 'nobody'"),
     "imcwp.db, row 1: refers to a row of participants that is not there"),
    (lambda f: in_database(f, "DROP TABLE quotations"), "imcwp.db: cannot be read as its schema says (no such table"),
    (redefine, "imcwp.db: is not defined as its schema says"),
    (lambda f: (f / "notes.txt").write_text("mine"), "notes.txt: is not listed in SHA256SUMS"),
    (lambda f: (f / "README.md").unlink(), "README.md: is listed in SHA256SUMS but missing"),
    (lambda f: rewritten(f / "SHA256SUMS", "  ", " "), "SHA256SUMS: line 1 is not a hash, two spaces and a path"),
    (lambda f: (f / "SHA256SUMS").unlink(), "SHA256SUMS: cannot be read"),
]  # fmt: skip


def test_a_published_release_has_no_fault(published):
    assert str(validate_release(published, SOURCES)) == "No faults."


@pytest.mark.parametrize(("damage", "expected"), RELEASE_FAULTS)
def test_damage_to_a_release_is_found_and_named(published, tmp_path, damage, expected):
    folder = tmp_path / "release"
    shutil.copytree(published, folder)
    damage(folder)
    report = validate_release(folder, data_package=False)
    assert any(expected in str(fault) for fault in report.faults), str(report)


def test_frictionless_has_its_say_on_the_data_package(published, tmp_path):
    folder = tmp_path / "release"
    shutil.copytree(published, folder)
    rewritten(folder / "csv/places.csv", ",city,", ",sea,")
    found = [fault for fault in validate_release(folder).faults if fault.rule.startswith("frictionless")]
    assert any(fault.row == 1 and fault.column == "kind" and fault.file == "csv/places.csv" for fault in found)


@pytest.mark.parametrize("name", ["release [draft]", "release #2", "what? a*"])
def test_a_folder_of_any_name_can_be_checked(published, tmp_path, name):
    if sys.platform == "win32" and "?" in name:
        pytest.skip("Windows allows no such name")
    shutil.copytree(published, tmp_path / name / "dist")
    assert validate_release(tmp_path / name / "dist").ok


@pytest.mark.parametrize(
    ("damage", "expected"),
    [
        (drop_from_descriptor, "datapackage.json: does not describe csv/places.csv"),
        (lambda f: (f / "datapackage.json").write_text("{}"), "datapackage.json: is no data package"),
        (lambda f: (f / "datapackage.json").unlink(), "datapackage.json: is no data package"),
    ],
)
def test_a_broken_descriptor_is_named(published, tmp_path, damage, expected):
    folder = tmp_path / "release"
    shutil.copytree(published, folder)
    damage(folder)
    assert any(expected in str(fault) for fault in validate_release(folder).faults)


def test_without_frictionless_the_message_says_how_to_get_it(published, monkeypatch):
    monkeypatch.setitem(sys.modules, "frictionless", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'imcwp-data\[build\]'"):
        validate_release(published)
    assert validate_release(published, data_package=False).ok


def test_validation_changes_nothing(published):
    before = {path: path.read_bytes() for path in published.rglob("*") if path.is_file()}
    validate_release(published)
    assert {path: path.read_bytes() for path in published.rglob("*") if path.is_file()} == before


def test_a_folder_that_is_no_release_is_refused(tmp_path):
    with pytest.raises(ReleaseError, match="no release here"):
        validate_release(tmp_path)
    with pytest.raises(ReleaseError, match="no release here"):
        validate_release(tmp_path / "nowhere")


def test_a_cell_longer_than_any_buffer_is_read(tables, tmp_path):
    from imcwp_data.publish.csv import write_csv
    from imcwp_data.typed_cells import typed_rows

    long = replaced(tables["paragraphs"], "text", 0, "word, " * 500_000 + "end")
    write_csv(long, tmp_path / "paragraphs.csv")
    found = list(typed_rows(tmp_path / "paragraphs.csv", SCHEMAS["paragraphs"]))
    assert all(report.ok for _, reports in found for report in reports)
    assert pa.Table.from_batches([batch for batch, _ in found]).equals(long)
