"""Tables → report: whether they keep their schemas, whether every offset is true, whether a release is whole.

Changes nothing. ``validate_tables`` and ``prove_offsets`` stand between consolidation and publishing; what they find
stops the publishing. ``validate_release`` checks what was published, as its users would.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from imcwp_data import offsets, release_reader
from imcwp_data.checks import check_columns, check_foreign_keys, check_values
from imcwp_data.consistency import check_consistency
from imcwp_data.errors import MissingExtraError, ReleaseError
from imcwp_data.faults import Fault, Report, combined, one_fault
from imcwp_data.schema import TableSchema, load_schemas
from imcwp_data.table_hashes import check_table_hashes
from imcwp_data.withheld import lacks_texts, schemas_of
from imcwp_data.withholding import check_withheld

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["Fault", "Report", "prove_offsets", "validate_release", "validate_tables"]

CHECKSUMS, DATABASE, DESCRIPTOR = "SHA256SUMS", "imcwp.db", "datapackage.json"
# What file managers leave in any folder that was looked at.
_LITTER = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})


def validate_tables(tables: Mapping[str, pa.Table], schemas: Mapping[str, TableSchema]) -> Report:
    """Check every constraint, key and foreign key of the schemas, and what must hold between columns and tables.

    All faults are counted, and the first of each check described. A table with missing or mistyped columns is not
    looked at further, nor are the foreign keys that refer to it.
    """
    reports: list[Report] = []
    sound: dict[str, pa.Table] = {}
    for name, schema in schemas.items():
        if name not in tables:
            reports.append(one_fault(Fault(name, "table", "the table is missing. Give one, without rows if need be.")))
            continue
        wrong = list(check_columns(tables[name], schema))
        reports += wrong
        if not wrong:
            sound[name] = tables[name]
    for name in tables:
        if name not in schemas:
            message = f"no schema describes the table. Add schemas/{name}.schema.json or leave the table out."
            reports.append(one_fault(Fault(name, "table", message)))
    for name, table in sound.items():
        reports += check_values(table, schemas[name])
        reports += check_foreign_keys(table, schemas[name], sound)
    reports += check_consistency(sound, schemas)
    return combined(reports)


def prove_offsets(tables: Mapping[str, pa.Table], source_texts: Mapping[str, str] | None) -> Report:
    """Prove every offset against its text.

    ``source_texts`` holds the decoded text of each source by source_id. Documents must tile their sources. A
    paragraph's slice of the source, normalised, must be its text, on its line, with nothing lost between paragraphs. A
    surface, quote or clause must stand in its paragraph's text from ``char_start`` to ``char_end``. With None, what
    only the sources can prove is left out.
    """
    return offsets.prove(tables, source_texts)


def validate_release(
    folder: Path, source_texts: Mapping[str, str] | None = None, *, data_package: bool = True
) -> Report:
    """Check a published release: its hashes, its three formats against one another, its tables, its data package.

    ``source_texts`` (as for `prove_offsets`) lets the paragraphs be proved against their sources too. The data package
    is checked with frictionless (about 32,000 rows a second) unless ``data_package`` is false. Raises ReleaseError when
    the folder is no release at all, MissingExtraError when frictionless is not installed.
    """
    if not (folder / CHECKSUMS).is_file() and not (folder / "csv").is_dir():
        raise ReleaseError(f"{folder}: no release here. Name the folder of one, or make one with: imcwp-data build")
    schemas = schemas_of(folder, load_schemas())
    reports = list(_hashes(folder))
    tables: dict[str, pa.Table] = {}
    for name, schema in schemas.items():
        table, report = _one_table(folder, schema)
        reports.append(report)
        if table is not None:
            tables[name] = table
    if (folder / DATABASE).is_file():
        reports += release_reader.check_database(folder / DATABASE, list(schemas.values()))
    if tables:
        present = {name: schemas[name] for name in tables}
        reports.append(validate_tables(tables, present).in_files(_csv_of))
        reports.append(prove_offsets(tables, source_texts).in_files(_csv_of))
    reports += check_table_hashes(folder, schemas)
    if lacks_texts(schemas):
        reports += (report.in_files(_csv_of) for report in check_withheld(tables, schemas))
    if data_package:
        reports += _data_package(folder, schemas)
    return combined(reports)


def _csv_of(table: str) -> str:
    return f"csv/{table}.csv"


def _hashes(folder: Path) -> Iterator[Report]:
    """Yield a fault for each file that is missing, changed, or not listed."""
    try:
        lines = (folder / CHECKSUMS).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        yield one_fault(Fault(CHECKSUMS, "sha256", f"cannot be read ({error}). Build the release anew."))
        return
    listed: set[str] = set()
    for number, line in enumerate(lines, 1):
        digest, separator, name = line.partition("  ")
        if not separator or len(digest) != 64:
            message = f"line {number} is not a hash, two spaces and a path. Build the release anew."
            yield one_fault(Fault(CHECKSUMS, "sha256", message))
            continue
        listed.add(name)
        path = folder / name
        if not path.is_file():
            yield one_fault(Fault(name, "sha256", f"is listed in {CHECKSUMS} but missing. Build the release anew."))
            continue
        with path.open("rb") as handle:
            found = hashlib.file_digest(handle, "sha256").hexdigest()
        if found != digest:
            message = f"was changed after publishing: its SHA-256 is {found}, not {digest}. Build the release anew."
            yield one_fault(Fault(name, "sha256", message, value=found))
    present = {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and path.name not in _LITTER and path != folder / CHECKSUMS
    }
    # The archive that `make zip` puts beside the files.
    present = {name for name in present if not (name.startswith("imcwp-data-") and name.endswith(".zip"))}
    for name in sorted(present - listed):
        yield one_fault(Fault(name, "sha256", f"is not listed in {CHECKSUMS}. Remove the file or build anew."))


def _one_table(folder: Path, schema: TableSchema) -> tuple[pa.Table | None, Report]:
    """Read a table in its three formats; return the CSV's table, and where a format is missing, wrong or different."""
    reports: list[Report] = []
    csv_file, parquet_file, database = _csv_of(schema.name), f"parquet/{schema.name}.parquet", folder / DATABASE
    missing = [name for name in (csv_file, parquet_file, DATABASE) if not (folder / name).is_file()]
    for name in missing:
        message = "the file is missing. Build the release anew."
        reports.append(one_fault(Fault(schema.name, "file", message, file=name)))
    table = None
    if csv_file not in missing:
        table, report = release_reader.read_csv(folder / csv_file, schema)
        reports.append(report.in_files(_csv_of))
    if parquet_file not in missing:
        other, report = release_reader.read_parquet(folder / parquet_file, schema)
        reports.append(report.in_files(lambda _: parquet_file))
        if other is not None:
            wrong = combined(check_columns(other, schema))
            reports.append(wrong.in_files(lambda _: parquet_file))
            if wrong.ok and table is not None:
                reports.append(release_reader.compare(table, other, schema, csv_file, parquet_file))
    if DATABASE not in missing:
        other, report = release_reader.read_database(database, schema)
        reports.append(report)
        if other is not None and table is not None:
            reports.append(release_reader.compare(table, other, schema, csv_file, DATABASE))
    return table, combined(reports)


def _data_package(folder: Path, schemas: Mapping[str, TableSchema]) -> Iterator[Report]:
    """Yield what frictionless finds wrong, and each CSV file that the descriptor leaves out."""
    path = folder / DESCRIPTOR
    try:
        descriptor: Any = json.loads(path.read_text(encoding="utf-8"))
        described = {str(resource.get("path")) for resource in descriptor["resources"]}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        yield one_fault(Fault(DESCRIPTOR, "datapackage", f"is no data package ({error}). Build the release anew."))
        return
    for name in schemas:
        if _csv_of(name) not in described:
            message = f"does not describe {_csv_of(name)}. Build the release anew."
            yield one_fault(Fault(DESCRIPTOR, "datapackage", message))
    try:
        import frictionless
    except ImportError as error:
        raise MissingExtraError(
            f"{path}: to check it, frictionless is needed. Install it with: pip install 'imcwp-data[build]'"
        ) from error
    report = frictionless.validate(str(path))
    for problem in report.errors:
        yield one_fault(Fault(DESCRIPTOR, "frictionless", f"{problem.message}"))
    for task in report.tasks:
        for problem in task.errors:
            row = getattr(problem, "row_number", None)
            yield one_fault(
                Fault(
                    str(task.name),
                    f"frictionless {problem.type}",
                    str(problem.message),
                    row=None if row is None else row - 1,
                    column=getattr(problem, "field_name", None),
                    file=task.place,
                )
            )
