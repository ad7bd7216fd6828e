"""The own validation comes to the same verdict as frictionless on every kind of fault, by table, row, column and kind.

It is stricter where another reader could take a cell for something else: see LENIENT.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import frictionless
import pytest

from imcwp_data.release_checks import check_csv
from imcwp_data.validate import validate_release

Verdict = set[tuple[str, int | None, str | None, str]]
# What frictionless calls the faults that have other names here; of all it calls constraints by one name.
KINDS = {
    "type": "type-error",
    **dict.fromkeys(("required", "empty", "pattern", "enum", "minimum", "maximum", "minLength"), "constraint-error"),
    "unique": "unique-error",
    "primaryKey": "primary-key",
    "foreignKey": "foreign-key",
    "source": "source-error",
    **dict.fromkeys(("encoding", "unproved"), "encoding-error"),
    "hash": "hash-count",
    "bytes": "byte-count",
}
WITHOUT_COLUMN = ("primaryKey", "unproved")
# What no table schema can say, and frictionless cannot know.
BEYOND_SCHEMAS = {"span", "edtf", "bounds", "id", "sequence", "count", "accepted", "evidence", "self"}
# No foreign key of a schema, since it leads to one table or another.
BEYOND_KEYS = {("evidence", "row_id"), ("evidence", "column_name")}


def of_release(folder: Path) -> Verdict:
    return {
        (
            fault.table,
            None if fault.row is None else fault.row + 1,
            None if fault.rule in WITHOUT_COLUMN else fault.column,
            KINDS.get(fault.rule, fault.rule),
        )
        for fault in check_csv(folder).faults
        if fault.rule not in BEYOND_SCHEMAS and (fault.table, fault.column) not in BEYOND_KEYS
    }


def of_frictionless(folder: Path) -> Verdict:
    report = frictionless.validate(str(folder / "datapackage.json"))
    assert not report.errors
    found: Verdict = set()
    for task in report.tasks:
        for error in task.errors:
            names = getattr(error, "field_names", None)
            column = "+".join(names) if names else getattr(error, "field_name", None) or None
            found.add((str(task.name), getattr(error, "row_number", None), column, str(error.type)))
    return found


def describe_anew(folder: Path) -> None:
    """Have the descriptor tell of the files as they are now."""
    path = folder / "datapackage.json"
    document = json.loads(path.read_text(encoding="utf-8"))
    for resource in document["resources"]:
        data = (folder / resource["path"]).read_bytes()
        resource |= {"bytes": len(data), "hash": f"sha256:{hashlib.sha256(data).hexdigest()}"}
    path.write_text(json.dumps(document), encoding="utf-8")


def change(old: str, new: str) -> Callable[[bytes], bytes]:
    return lambda data: data.replace(old.encode(), new.encode(), 1)


def lines(work: Callable[[list[bytes]], list[bytes]]) -> Callable[[bytes], bytes]:
    return lambda data: b"\n".join(work(data.split(b"\n")))


def in_row(number: int, work: Callable[[bytes], bytes]) -> Callable[[bytes], bytes]:
    return lines(lambda rows: [work(row) if at == number else row for at, row in enumerate(rows)])


def columns(work: Callable[[list[bytes]], list[bytes]]) -> Callable[[bytes], bytes]:
    return lines(lambda rows: [b",".join(work(row.split(b","))) if row else row for row in rows])


FAULTS: list[tuple[str, str, Callable[[bytes], bytes]]] = [
    ("required", "places", change("Lisbon,city", ",city")),
    ("required, quoted", "places", change("Lisbon,city", '"",city')),
    ("key without value", "places", change("lisbon,Lisbon", ",Lisbon")),
    ("key of quotes only", "documents", change("009_report.1,", '"",')),
    ("part of a key without value", "mentions", change(",4,17,", ",,17,")),
    ("integer", "mentions", change(",4,17,", ",4.5,17,")),
    ("integer in a key", "mentions", change("009_report.1.2,4,", "009_report.1.2,x,")),
    ("number", "places", change(",38.7167,", ",n38.7167,")),
    ("boolean", "evidence", change(",true\n", ",yes\n")),
    ("date that does not exist", "documents", change("2019-05-03", "2019-02-30")),
    ("date of the year 0", "documents", change("2019-05-03", "0000-05-03")),
    ("date of another form", "documents", change("2019-05-03", "3 May 2019")),
    ("list that is no JSON", "participants", change('"[""HF""]"', "HF")),
    ("list of numbers", "participants", change('"[""HF""]"', "[1]")),
    ("list that is an object", "participants", change('"[""HF""]"', "{}")),
    ("list too short", "participants", change('"[""HF""]"', "[]")),
    ("list item not of the enumeration", "actions", change("peace", "war")),
    ("enumeration", "evidence", change("meetings", "songs")),
    ("pattern", "places", change(",PT,", ",Portugal,")),
    ("below the minimum", "mentions", change(",4,17,", ",-4,17,")),
    ("above the maximum", "places", change(",38.7167,", ",138.7,")),
    ("primary key, next row", "places", lines(lambda rows: [*rows[:2], rows[1], *rows[2:]])),
    ("primary key, far row", "mentions", lambda data: data + data.split(b"\n")[1] + b"\n"),
    ("primary key, three times", "places", lines(lambda rows: [*rows[:2], rows[1], rows[1], *rows[2:]])),
    ("primary key of three columns", "meeting_participants", lambda data: data + data.split(b"\n")[1] + b"\n"),
    ("unique", "sources", change("010_statement.txt", "009_report.txt")),
    ("foreign key", "mentions", change("harbour-forum", "nobody")),
    ("foreign key to the own table", "participants", change(",,,,red-party-of-nowhere", ",,,,nobody")),
    ("foreign key without value", "mentions", change(",harbour-forum,", ",,")),
    ("foreign keys of a row that went", "participants", lines(lambda rows: [*rows[:2], *rows[3:]])),
    ("column missing", "places", columns(lambda cells: cells[1:])),
    ("column missing between", "places", columns(lambda cells: cells[:2] + cells[3:])),
    ("last column missing", "places", columns(lambda cells: cells[:-1])),
    ("column too many", "places", columns(lambda cells: [*cells, b"x"])),
    ("header swapped", "places", change("place_id,name", "name,place_id")),
    ("header misspelt", "places", change("place_id,name", "place_id,title")),
    ("header twice the same", "places", change("place_id,name", "place_id,place_id")),
    ("header blank", "places", change("place_id,name", "place_id,")),
    ("no header", "places", lines(lambda rows: rows[1:])),
    ("header only", "places", lines(lambda rows: [rows[0], b""])),
    ("nothing at all", "places", lambda data: b""),
    ("blank line", "places", lines(lambda rows: [*rows[:2], b"", *rows[2:]])),
    ("blank line at the end", "places", lambda data: data + b"\n"),
    ("row of commas", "mentions", lines(lambda rows: [*rows[:2], b",,,,,", *rows[2:]])),
    ("cells too many", "places", in_row(1, lambda row: row + b",more,and more")),
    ("cells missing", "places", in_row(1, lambda row: row.rsplit(b",", 2)[0])),
    ("cells missing and others wrong", "mentions", in_row(2, lambda row: b"nowhere,x")),
    ("quote not closed", "places", in_row(1, lambda row: b'"' + row)),
    ("quote not closed between", "mentions", in_row(3, lambda row: row.replace(b",", b',"', 1))),
    ("quote not closed in the last cell", "evidence", in_row(2, lambda row: row.replace(b",true", b',"true'))),
    ("not UTF-8", "places", lambda data: data.replace(b"Lisbon", b"Lisb\xff")),
    ("not UTF-8 in the last row", "mentions", lambda data: data.replace(b",name\n", b",\xc3\n")),
]
# Files in another form that say the same.
FORMS: list[tuple[str, str, Callable[[bytes], bytes]]] = [
    ("byte-order mark", "places", lambda data: b"\xef\xbb\xbf" + data),
    ("Windows line ends", "mentions", lambda data: data.replace(b"\n", b"\r\n")),
    ("no line end at the end", "mentions", lambda data: data.removesuffix(b"\n")),
    ("more quotes than needed", "places", change("Lisbon,city", '"Lisbon","city"')),
]
# Cells that frictionless takes and others do not, or take for something else.
LENIENT: list[tuple[str, str, Callable[[bytes], bytes], str]] = [
    ("True", "evidence", change(",true\n", ",True\n"), "type"),
    ("1 for true", "evidence", change(",true\n", ",1\n"), "type"),
    ("blank before a number", "mentions", change(",4,17,", ", 4,17,"), "type"),
    ("underscore in a number", "mentions", change(",4,17,", ",4,1_7,"), "type"),
    ("plus", "mentions", change(",4,17,", ",+4,17,"), "type"),
    ("underscore in a fraction", "places", change(",38.7167,", ",3_8.7,"), "type"),
    ("day without zeros", "documents", change("2019-05-03", "2019-5-3"), "type"),
    ("more than 64 bits", "mentions", change(",4,17,", ",4,99999999999999999999,"), "type"),
    ("half of a character", "participants", change('"[""HF""]"', r'"[""\ud800""]"'), "type"),
    ("empty list item", "participants", change('"[""HF""]"', '"[""""]"'), "empty"),
    ("quotes around nothing", "places", change(",PT,", ',"",'), "empty"),
]


@pytest.fixture
def changed(sample_release, tmp_path) -> Callable[[str, Callable[[bytes], bytes]], Path]:
    def make(table: str, work: Callable[[bytes], bytes]) -> Path:
        folder = Path(shutil.copytree(sample_release, tmp_path / "release"))
        path = folder / "csv" / f"{table}.csv"
        before = path.read_bytes()
        path.write_bytes(work(before))
        assert path.read_bytes() != before, "the fault was not planted"
        describe_anew(folder)
        return folder

    return make


@pytest.mark.parametrize(("table", "work"), [case[1:] for case in FAULTS], ids=[case[0] for case in FAULTS])
def test_a_fault_is_judged_as_frictionless_judges_it(changed, table, work):
    folder = changed(table, work)
    expected = of_frictionless(folder)
    assert of_release(folder) == expected
    assert expected, "the fault is none"


@pytest.mark.parametrize(("table", "work"), [case[1:] for case in FORMS], ids=[case[0] for case in FORMS])
def test_another_form_of_the_same_file_is_no_fault(changed, table, work):
    folder = changed(table, work)
    assert of_release(folder) == of_frictionless(folder) == set()


@pytest.mark.parametrize(("table", "work", "rule"), [c[1:] for c in LENIENT], ids=[case[0] for case in LENIENT])
def test_what_readers_could_take_differently_is_a_fault_here_alone(changed, table, work, rule):
    folder = changed(table, work)
    assert of_frictionless(folder) == set()
    assert {fault.rule for fault in check_csv(folder).faults} - BEYOND_SCHEMAS == {rule}


def test_a_changed_file_is_told_by_its_hash_and_size(sample_release, tmp_path):
    for name, work, kinds in (
        ("same size", change("Lisbon", "Lisbin"), {"hash-count"}),
        ("longer", change("Lisbon", "Lisbonne"), {"hash-count", "byte-count"}),
    ):
        folder = Path(shutil.copytree(sample_release, tmp_path / name))
        path = folder / "csv" / "places.csv"
        path.write_bytes(work(path.read_bytes()))
        assert {kind for _, _, _, kind in of_frictionless(folder)} == kinds
        own = validate_release(folder, data_package=False).faults
        assert {KINDS[f.rule] for f in own if f.rule in ("hash", "bytes")} == kinds
        assert {f.file for f in own if f.rule in ("hash", "bytes")} == {"csv/places.csv"}


@pytest.mark.parametrize("compression", ["gzip", "zstd"])
def test_a_fault_in_a_compressed_file_is_found(sample_tables, tmp_path, compression):
    from imcwp_data.publish.release import write_release
    from imcwp_data.schema import load_schemas

    tables = dict(sample_tables)
    places = tables["places"]
    at = places.column_names.index("kind")
    tables["places"] = places.set_column(at, places.schema.field(at), [["sea"]])
    write_release(tmp_path, tables, load_schemas(), "1", formats=["csv"], compression=compression)
    (fault,) = validate_release(tmp_path, data_package=False).faults
    assert (fault.table, fault.row, fault.column, fault.rule) == ("places", 1, "kind", "enum")
    assert fault.file == f"csv/places.csv.{'gz' if compression == 'gzip' else 'zst'}"


def test_a_fault_far_down_a_long_file_has_its_row(sample_release, tmp_path):
    """Where the fast reader stops, the other goes on at the same row."""
    folder = Path(shutil.copytree(sample_release, tmp_path / "release"))
    path = folder / "csv" / "places.csv"
    head = path.read_bytes()
    rows = [b"p%d,Place \xc3\xa9 %d,city,PT,1,1\n" % (n, n) for n in range(400_000)]
    rows[399_990] = b"p399990,Cut\n"
    path.write_bytes(head + b"".join(rows))
    found = {(f.row, f.column, f.rule) for f in check_csv(folder).faults if f.rule not in BEYOND_SCHEMAS}
    number = 399_990 + head.count(b"\n")
    assert found == {
        (number, "kind", "required"),
        *((number, column, "missing-cell") for column in ("kind", "country_code", "latitude", "longitude")),
    }
