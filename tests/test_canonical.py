"""The content hash of a table: found again by a reader that knows only how docs/reproducing.md lays it down."""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from imcwp_data.canonical import csv_parts, hash_of_parts, table_hash
from imcwp_data.publish.release import publish, write_release
from imcwp_data.schema import load_schemas
from imcwp_data.table_hashes import check_table_hashes, table_hashes
from imcwp_data.validate import validate_release

SCHEMAS = load_schemas()


def number(value: float) -> str:
    """Write a number as the page lays down, from Python's shortest digits."""
    sign, digits, exponent = "", *repr_parts(abs(value))
    if value < 0:
        sign = "-"
    point = len(digits) + exponent
    if point > 10 or point < -5:
        rest = f".{digits[1:]}" if len(digits) > 1 else ""
        return f"{sign}{digits[0]}{rest}e{point - 1:+d}"
    if exponent >= 0:
        return sign + digits + "0" * exponent
    if point > 0:
        return f"{sign}{digits[:point]}.{digits[point:]}"
    return f"{sign}0.{'0' * -point}{digits}"


def repr_parts(value: float) -> tuple[str, int]:
    mantissa, _, exponent = f"{value!r}".partition("e")
    whole, _, fraction = mantissa.partition(".")
    digits = (whole + fraction).lstrip("0")
    power = int(exponent or 0) - len(fraction)
    short = digits.rstrip("0")
    return (short, power + len(digits) - len(short)) if short else ("0", 0)


def cell(value: object, kind: str) -> str:
    if value is None:
        return ""
    if kind == "boolean":
        return "true" if value else "false"
    text = number(float(value)) if kind == "number" else str(value)  # type: ignore[arg-type]
    if text == "" or any(char in text for char in ',"\r\n'):
        return '"' + text.replace('"', '""') + '"'
    return text


@pytest.mark.parametrize(
    "value",
    [
        1.0,
        0.1,
        -2.5,
        9999999999.0,
        1234567890.5,
        12345678901.5,
        1e10,
        1e15,
        1e16,
        1.5e21,
        1e-5,
        1e-6,
        1.25e-6,
        1e-7,
        3e-300,
        2 / 3,
    ],
)
def test_a_number_is_written_as_the_page_says(value):
    assert b"".join(csv_parts(pa.table({"n": [value]}))).decode() == f"n\n{number(value)}\n"


def test_the_hash_follows_from_the_rows_alone(release):
    """Read from SQLite and written by this test: neither Arrow nor pandas has a hand in it."""
    connection = sqlite3.connect(f"file:{release / 'imcwp.db'}?mode=ro&immutable=1", uri=True)
    for name, schema in SCHEMAS.items():
        columns = ", ".join(f'"{column}"' for column in schema.columns)
        rows = connection.execute(f'select {columns} from "{name}" order by rowid')
        lines = [",".join(schema.columns)]
        lines += [",".join(cell(v, f.type) for v, f in zip(row, schema.fields, strict=True)) for row in rows]
        expected = hashlib.sha256("".join(f"{line}\n" for line in lines).encode()).hexdigest()
        assert hashlib.sha256((release / "csv" / f"{name}.csv").read_bytes()).hexdigest() == expected, name
    connection.close()


def told(folder: Path) -> dict[str, str]:
    resources = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))["resources"]
    return {r["name"]: r["imcwp:tableHash"].removeprefix("sha256:") for r in resources if "imcwp:tableHash" in r}


def test_the_descriptor_tells_the_hash_of_every_table_in_every_format(sample_release, sample_tables):
    found = told(sample_release)
    assert set(found) == {*SCHEMAS, *(f"{name}-parquet" for name in SCHEMAS)}
    for name in SCHEMAS:
        assert found[name] == found[f"{name}-parquet"] == table_hash(sample_tables[name])


@pytest.mark.parametrize(
    ("formats", "compression"), [(("csv",), "gzip"), (("csv",), "zstd"), (("parquet",), None), (("csv",), None)]
)
def test_the_hash_is_the_same_in_every_form_of_a_release(sample_tables, tmp_path, formats, compression):
    write_release(tmp_path, sample_tables, SCHEMAS, "1.2.3", formats=formats, compression=compression)
    found = {name.removesuffix("-parquet"): digest for name, digest in told(tmp_path).items()}
    assert found == {name: table_hash(sample_tables[name]) for name in SCHEMAS} == table_hashes(tmp_path, SCHEMAS)
    assert list(check_table_hashes(tmp_path, SCHEMAS)) == []


def test_how_parquet_was_written_does_not_show(sample_release, tmp_path):
    folder = shutil.copytree(sample_release, tmp_path / "release")
    shutil.rmtree(folder / "csv")
    for path in (folder / "parquet").glob("*.parquet"):
        pq.write_table(pq.read_table(path), path, compression="gzip", row_group_size=1, use_dictionary=False)
    assert table_hashes(folder, SCHEMAS) == table_hashes(sample_release, SCHEMAS)
    assert list(check_table_hashes(folder, SCHEMAS)) == []


def edited(folder: Path, change) -> Path:
    path = folder / "datapackage.json"
    document = json.loads(path.read_text(encoding="utf-8"))
    change(next(resource for resource in document["resources"] if resource["name"] == "places"))
    path.write_text(json.dumps(document), encoding="utf-8")
    return folder


def test_validation_names_the_table_whose_content_is_another(sample_release, tmp_path):
    folder = edited(
        shutil.copytree(sample_release, tmp_path / "release"),
        lambda resource: resource.update({"imcwp:tableHash": "sha256:" + "0" * 64}),
    )
    (fault,) = [f for f in validate_release(folder, data_package=False).faults if f.rule == "imcwp:tableHash"]
    assert fault.table == "places"
    assert "has the content hash" in fault.message


def test_validation_wants_a_hash_of_every_table(sample_release, tmp_path):
    folder = edited(shutil.copytree(sample_release, tmp_path / "release"), lambda r: r.pop("imcwp:tableHash"))
    (fault,) = [f for f in validate_release(folder, data_package=False).faults if f.rule == "imcwp:tableHash"]
    assert "tells no imcwp:tableHash of places" in fault.message


def test_a_table_in_parts_has_the_hash_of_their_hashes():
    lines = "".join(f"{digest}\n" for digest in ("a" * 64, "b" * 64))
    assert hash_of_parts(["a" * 64, "b" * 64]) == hashlib.sha256(lines.encode()).hexdigest()


def test_the_toolchain_is_recorded_without_time_and_host(sample_release):
    recorded = json.loads((sample_release / "build.json").read_text(encoding="utf-8"))
    assert set(recorded) == {"packages", "runtime"}
    assert recorded["runtime"]["sqlite"] == sqlite3.sqlite_version
    assert recorded["packages"]["pyarrow"] == pa.__version__
    for versions in recorded.values():
        assert list(versions) == sorted(versions)


def test_another_toolchain_alone_is_no_change(sample_release, sample_tables, tmp_path):
    from imcwp_data.publish.checksums import write_checksums

    folder = shutil.copytree(sample_release, tmp_path / "release")
    (folder / "build.json").write_text('{"packages": {"pyarrow": "1.0"}, "runtime": {}}\n', encoding="utf-8")
    write_checksums(folder)
    assert publish(sample_tables, SCHEMAS, folder, version="1.2.3").changed is False
    assert "1.0" in (folder / "build.json").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def in_parts(seeds, tmp_path_factory) -> Path:
    from imcwp_data.build_options import BuildOptions
    from imcwp_data.pipeline import build

    folder = tmp_path_factory.mktemp("parts") / "release"
    build(seeds, folder, options=BuildOptions(formats=("parts",)))
    return folder


def test_a_release_in_parts_tells_its_hashes_too(in_parts):
    assert list(check_table_hashes(in_parts, SCHEMAS)) == []
    document = json.loads((in_parts / "datapackage.json").read_text(encoding="utf-8"))
    for resource in document["resources"]:
        name, parts = resource["name"], resource.get("imcwp:parts", ())
        rows = pq.read_table(in_parts / (parts[0]["path"] if parts else resource["path"]))
        whole = resource["imcwp:tableHash"].removeprefix("sha256:")
        # Five texts are one part, whose rows are the whole table.
        hashes = [part["imcwp:tableHash"].removeprefix("sha256:") for part in parts]
        assert hashes in ([], [table_hash(rows)])
        assert whole == (hash_of_parts(hashes) if parts else table_hash(rows)), name


def test_a_part_that_was_written_anew_with_other_rows_is_noticed(in_parts, tmp_path):
    folder = shutil.copytree(in_parts, tmp_path / "release")
    (path,) = (folder / "parquet" / "dates").glob("part-*.parquet")
    pq.write_table(pq.read_table(path).slice(1), path)
    (report,) = check_table_hashes(folder, SCHEMAS)
    assert "has the content hash" in report.faults[0].message
