"""Tables are written part by part: how they are cut does not show, and what is past is let go."""

from __future__ import annotations

import json
import weakref
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from imcwp_data.errors import ReleaseError
from imcwp_data.json_lists import json_list, json_lists
from imcwp_data.publish import parquet as parquet_module
from imcwp_data.publish.csv import write_csv
from imcwp_data.publish.parquet import write_parquet
from imcwp_data.publish.release import publish, write_release
from imcwp_data.publish.sqlite import write_sqlite
from imcwp_data.schema import arrow_table, load_schemas
from imcwp_data.table_stream import TableStream, stream_of_parquet
from imcwp_data.validate import validate_release

SCHEMAS = load_schemas()
ROWS = 1000


def cut(table: pa.Table, size: int) -> TableStream:
    return TableStream(table.schema, table.num_rows, lambda: iter(table.to_batches(max_chunksize=size)))


@pytest.fixture(scope="module")
def participants() -> pa.Table:
    kinds = ("party", "person", "state")
    rows = [
        {
            "participant_id": f"p-{n}", "name": f'Party "{n}", of it', "kind": kinds[n % 3],
            "aliases": [f"P{n}", 'the "Reds"', "a\\b\n"][: n % 4] or None,
            "affiliation_id": f"p-{n * 7919 % ROWS}" if n % 5 else None,
        }
        for n in range(ROWS)
    ]  # fmt: skip
    return arrow_table(rows, SCHEMAS["participants"])


@pytest.mark.parametrize("size", [1, 7, 333, 5000])
@pytest.mark.parametrize("compression", [None, "gzip", "zstd"])
def test_csv_is_the_same_however_the_table_is_cut(participants, tmp_path, size, compression):
    first = write_csv(participants, tmp_path / "whole", compression)
    assert write_csv(cut(participants, size), tmp_path / "cut", compression) == first
    assert (tmp_path / "whole").read_bytes() == (tmp_path / "cut").read_bytes()


def test_a_compressed_csv_holds_the_plain_one_and_nothing_of_when_or_where(participants, tmp_path):
    write_csv(participants, tmp_path / "p.csv")
    for compression in ("gzip", "zstd"):
        write_csv(participants, tmp_path / "packed", compression)
        with pa.input_stream(str(tmp_path / "packed"), compression=compression) as file:
            assert file.read() == (tmp_path / "p.csv").read_bytes()
    write_csv(participants, tmp_path / "p.csv.gz", "gzip")
    flags, time = (tmp_path / "p.csv.gz").read_bytes()[3], (tmp_path / "p.csv.gz").read_bytes()[4:8]
    assert (flags, time) == (0, b"\0\0\0\0")


@given(
    st.lists(
        st.one_of(st.none(), st.lists(st.one_of(st.none(), st.text("aé\"'\\,[]\n\t\x00\x7f ", max_size=4)), max_size=3))
    )
)
def test_lists_become_json_as_one_by_one(lists):
    made = json_lists(pa.array([None, *lists], pa.list_(pa.string())).slice(1))
    assert made.to_pylist() == [json_list(items) for items in lists]


@pytest.mark.parametrize("size", [1, 99, 100, 101, 5000])
def test_parquet_is_the_same_however_the_table_is_cut(participants, tmp_path, monkeypatch, size):
    monkeypatch.setattr(parquet_module, "ROWS_A_GROUP", 100)
    schema = SCHEMAS["participants"]
    write_parquet(participants, tmp_path / "whole", schema)
    write_parquet(cut(participants, size), tmp_path / "cut", schema)
    assert (tmp_path / "whole").read_bytes() == (tmp_path / "cut").read_bytes()
    assert pq.read_table(tmp_path / "cut").equals(participants)


def test_parquet_tells_readers_what_to_skip(participants, tmp_path, monkeypatch):
    monkeypatch.setattr(parquet_module, "ROWS_A_GROUP", 300)
    write_parquet(participants, tmp_path / "p", SCHEMAS["participants"])
    metadata = pq.read_metadata(tmp_path / "p")
    assert [metadata.row_group(n).num_rows for n in range(metadata.num_row_groups)] == [300, 300, 300, 100]
    columns = {metadata.row_group(1).column(n).path_in_schema: metadata.row_group(1).column(n) for n in range(8)}
    assert columns["participant_id"].statistics.has_min_max
    assert columns["participant_id"].has_column_index
    # p-9 stands before p-10: in reading order, but not in that of bytes, which is what Parquet means by sorted.
    assert not metadata.row_group(0).sorting_columns


def test_parquet_says_that_rows_are_sorted_only_where_they_are(tmp_path):
    rows = [{"place_id": f"p{n:03}", "name": "P", "kind": "city"} for n in range(10)]
    write_parquet(arrow_table(rows, SCHEMAS["places"]), tmp_path / "p", SCHEMAS["places"])
    (sorting,) = pq.read_metadata(tmp_path / "p").row_group(0).sorting_columns
    assert (sorting.column_index, sorting.descending) == (0, False)


def test_duckdb_finds_an_id_by_its_bloom_filter(participants, tmp_path, monkeypatch):
    import duckdb

    monkeypatch.setattr(parquet_module, "ROWS_A_GROUP", 250)
    write_parquet(participants, tmp_path / "p.parquet", SCHEMAS["participants"])
    probe = f"select * from parquet_bloom_probe('{tmp_path / 'p.parquet'}', 'affiliation_id', 'nobody')"
    assert [excluded for *_, excluded in duckdb.sql(probe).fetchall()].count(True) >= 3
    query = f"select count(*) from '{tmp_path / 'p.parquet'}' where affiliation_id = 'p-7'"
    wanted = participants.column("affiliation_id").to_pylist().count("p-7")
    assert duckdb.sql(query).fetchall() == [(wanted,)]


def test_sqlite_is_the_same_however_the_tables_are_cut(sample_tables, tmp_path):
    write_sqlite(sample_tables, SCHEMAS, tmp_path / "whole.db")
    write_sqlite({name: cut(table, 1) for name, table in sample_tables.items()}, SCHEMAS, tmp_path / "cut.db")
    assert (tmp_path / "whole.db").read_bytes() == (tmp_path / "cut.db").read_bytes()


def test_a_vacuum_keeps_the_search_right(sample_release, tmp_path):
    import sqlite3

    copy = tmp_path / "copy.db"
    copy.write_bytes((sample_release / "imcwp.db").read_bytes())
    connection = sqlite3.connect(copy, isolation_level=None)
    query = (
        "select p.paragraph_id from paragraphs_fts f join paragraphs p on p.rowid = f.rowid "
        "where paragraphs_fts match 'paz'"
    )
    before = connection.execute(query).fetchall()
    connection.execute("VACUUM")
    assert connection.execute(query).fetchall() == before == [("009_report.1.4",)]
    assert connection.execute("PRAGMA freelist_count").fetchone() == (0,)
    connection.close()


def test_streams_give_the_same_release_as_tables(sample_tables, sample_release, tmp_path):
    (tmp_path / "parts").mkdir()
    streams = {}
    for name, table in sample_tables.items():
        middle = table.num_rows // 2
        files = [tmp_path / "parts" / f"{name}-{n}.parquet" for n in (0, 1)]
        for file, part in zip(files, (table.slice(0, middle), table.slice(middle)), strict=True):
            pq.write_table(part, file)
        streams[name] = stream_of_parquet(files, table.schema)
    publish(streams, SCHEMAS, tmp_path / "release", version="1.2.3")
    for path in sample_release.rglob("*.*"):
        if path.is_file():
            assert (tmp_path / "release" / path.relative_to(sample_release)).read_bytes() == path.read_bytes()


@pytest.mark.parametrize("write", [write_csv, lambda table, path: write_sqlite({"places": table}, PLACES, path)])
def test_batches_that_are_past_are_let_go(tmp_path, write):
    alive: list[weakref.ref[pa.RecordBatch]] = []
    most = 0

    def batches(names: object = None) -> Iterator[pa.RecordBatch]:
        nonlocal most
        for number in range(50):
            rows = [{"place_id": f"p{number}-{n}", "name": "P", "kind": "city"} for n in range(100)]
            batch = arrow_table(rows, SCHEMAS["places"]).to_batches()[0]
            alive.append(weakref.ref(batch))
            yield batch
            del batch
            most = max(most, sum(one() is not None for one in alive))

    table = arrow_table([], SCHEMAS["places"])
    write(TableStream(table.schema, 5000, batches, batches), tmp_path / "out")
    assert len(alive) == 50
    assert most <= 3


PLACES = {"places": SCHEMAS["places"]}


@pytest.mark.parametrize(
    ("formats", "compression"),
    [
        (("csv",), None), (("csv",), "gzip"), (("csv",), "zstd"), (("parquet",), None), (("sqlite",), None),
        (("csv", "parquet"), "gzip"), (("parquet", "sqlite"), None), (("sqlite", "csv"), "zstd"),
        (("csv", "parquet", "sqlite"), "gzip"),
    ],
)  # fmt: skip
def test_a_release_has_the_formats_that_are_asked_for_and_says_so(sample_tables, tmp_path, formats, compression):
    frictionless = pytest.importorskip("frictionless")
    folder = tmp_path / "release"
    publish(sample_tables, SCHEMAS, folder, version="1", formats=formats, compression=compression)
    ending = {None: ".csv", "gzip": ".csv.gz", "zstd": ".csv.zst"}[compression]
    expected = {
        *(f"csv/{name}{ending}" for name in SCHEMAS if "csv" in formats),
        *(f"parquet/{name}.parquet" for name in SCHEMAS if "parquet" in formats),
        *(["imcwp.db"] if "sqlite" in formats else []),
    }
    rest = {
        "README.md", "metadata.json", "datapackage.json", "SHA256SUMS", "build.json", "ro-crate-metadata.json",
        "dcat.jsonld", "CITATION.cff", ".zenodo.json",
        *(["croissant.json"] if "parquet" in formats or ("csv" in formats and compression != "zstd") else []),
        *(["csv/csv-metadata.json"] if "csv" in formats and compression is None else []),
    }  # fmt: skip
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert found == expected | rest
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert {resource["path"] for resource in package["resources"]} == expected
    assert frictionless.validate(str(folder / "datapackage.json")).valid
    card = (folder / "README.md").read_text(encoding="utf-8")
    for name, kind in (("`csv/`", "csv"), ("`parquet/`", "parquet"), ("`imcwp.db`", "sqlite")):
        assert (f"| {name} |" in card) == (kind in formats)
    assert (f"compressed by {compression}" in card) == (compression is not None)
    # The same again is no change, and a file that went is missed.
    assert (
        publish(sample_tables, SCHEMAS, folder, version="1", formats=formats, compression=compression).changed is False
    )
    gone = sorted(expected)[0]
    (folder / gone).unlink()
    assert any(gone in str(fault) for fault in validate_release(folder, data_package=False).faults)


def test_the_content_of_a_file_does_not_depend_on_the_formats_beside_it(sample_tables, tmp_path):
    def contents(name: str, **options: object) -> dict[str, str]:
        (tmp_path / name).mkdir()
        write_release(tmp_path / name, sample_tables, SCHEMAS, "1", **options)  # type: ignore[arg-type]
        package = json.loads((tmp_path / name / "datapackage.json").read_text(encoding="utf-8"))
        return {resource["path"]: resource.get("imcwp:content") for resource in package["resources"]}

    whole, alone = contents("whole"), contents("alone", formats=["parquet"])
    assert alone
    assert alone.items() <= whole.items()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"formats": ["csv", "xlsx"]}, "xlsx: no such format. Name one or several of csv, parquet, sqlite"),
        ({"formats": []}, "no format is named"),
        ({"compression": "rar"}, "'rar' is not known. Use gzip, zstd or None"),
        ({"formats": ["parquet"], "compression": "gzip"}, "csv is not among the formats"),
    ],
)
def test_a_wrong_format_is_refused_before_anything_is_written(sample_tables, tmp_path, options, message):
    with pytest.raises(ReleaseError, match=message):
        publish(sample_tables, SCHEMAS, tmp_path / "release", version="1", **options)
    assert list(Path(tmp_path).iterdir()) == []
