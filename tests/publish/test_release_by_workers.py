"""What workers check and write is what one process does, and faults are told the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pytest

from imcwp_data.engine.processes import ProcessEngine
from imcwp_data.errors import ReleaseError, ValidationError
from imcwp_data.publish.release import publish
from imcwp_data.publish.streams import release_streams
from imcwp_data.schema import arrow_table, load_schemas
from imcwp_data.table_file import write_table_file
from imcwp_data.table_stream import TableStream
from imcwp_data.validate import prove_offsets, validate_release, validate_tables

SCHEMAS = load_schemas()
TOLD_BY_ALL = ("meetings", "participants", "places", "quotations")


@pytest.fixture
def engine() -> Iterator[ProcessEngine]:
    with ProcessEngine(2) as engine:
        yield engine


def streams(tables: dict[str, pa.Table], folder: Path) -> dict[str, TableStream]:
    """Return tables as a build has them: rows of batches in files, what all tell written beside them."""
    batch = write_table_file(folder / "batch", {n: t for n, t in tables.items() if n not in TOLD_BY_ALL})
    return release_streams([batch], {name: tables[name] for name in TOLD_BY_ALL}, SCHEMAS, folder / "shared")


def content(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


@pytest.mark.parametrize("texts", [True, False])
def test_workers_write_the_same_bytes(sample_tables, tmp_path, engine, texts):
    publish(sample_tables, SCHEMAS, tmp_path / "one", version="1.2.3", texts=texts)
    seen: list[tuple[str, int, int]] = []
    publish(
        streams(sample_tables, tmp_path), SCHEMAS, tmp_path / "two", version="1.2.3", texts=texts, run=engine.map,
        progress=lambda *step: seen.append(step),
    )  # fmt: skip
    assert content(tmp_path / "two") == content(tmp_path / "one")
    steps = [done for stage, done, _ in seen if stage == "writing"]
    assert steps == list(range(max(steps) + 1))


@pytest.mark.parametrize("rule", ["values", "keys"])
def test_faulty_tables_are_told_as_one_process_tells_them(sample, tmp_path, engine, rule):
    rows = sample.Sample().rows
    if rule == "values":
        rows["meetings"][0]["status"] = "perhaps"
    else:
        # SQLite, which another worker begins to fill at once, would refuse it too.
        rows["mentions"].append(rows["mentions"][-1])
    tables = {name: arrow_table(rows[name], schema) for name, schema in SCHEMAS.items()}
    report = validate_tables(tables, SCHEMAS)
    sent = streams(tables, tmp_path)
    assert not report.ok
    assert validate_tables(sent, SCHEMAS, engine.map) == report
    with pytest.raises(ValidationError) as told:
        publish(sent, SCHEMAS, tmp_path / "release", run=engine.map)
    assert str(report) in str(told.value)
    assert not (tmp_path / "release").exists()


def test_a_release_is_checked_by_workers_as_by_one_process(sample_tables, sample_release, tmp_path, engine):
    import shutil

    folder = shutil.copytree(sample_release, tmp_path / "changed")
    assert validate_release(folder, run=engine.map).ok
    for name, old, new in (
        ("csv/meetings.csv", "held", "hold"),
        ("csv/evidence.csv", "true", "false"),
        ("csv/mentions.csv", ",", ";"),
    ):
        text = (folder / name).read_text(encoding="utf-8")
        (folder / name).write_text(text.replace(old, new, 3), encoding="utf-8", newline="\n")
    report = validate_release(folder)
    assert {fault.rule for fault in report.faults} >= {"sha256", "enum"}
    assert validate_release(folder, run=engine.map) == report
    assert prove_offsets(streams(sample_tables, tmp_path), None, engine.map).ok


def test_a_disk_fault_in_a_worker_is_told_as_any_other(sample_tables, tmp_path, engine):
    resource = pytest.importorskip("resource", reason="needs a limit on the size of files")
    sent = streams(sample_tables, tmp_path)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    # Workers have it from the process that starts them. No other file of these tables is as large as the database.
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
    try:
        with pytest.raises(ReleaseError, match=r"release cannot be written \(.*imcwp\.db.*name another folder"):
            publish(sent, SCHEMAS, tmp_path / "release", run=engine.map)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert not (tmp_path / "release").exists()
