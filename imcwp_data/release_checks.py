"""The files of a release: whether they are those that were published, and all formats say the same and hold true.

One format is read with all its faults, the CSV files if there are any; the others are compared with it row by row. Each
file is read once.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from itertools import accumulate, chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from imcwp_data import offsets, release_reader
from imcwp_data.checks import check_columns, check_values, parts
from imcwp_data.csv_cells import UnreadableError
from imcwp_data.data_package import DATABASE, Described, ask_frictionless, check_descriptor, read_descriptor
from imcwp_data.errors import ReleaseError
from imcwp_data.faults import Fault, Report, combined, faulty, one_fault
from imcwp_data.progress import Progress, silent
from imcwp_data.reading import parquet_files
from imcwp_data.schema import TableSchema, arrow_schema, load_schemas
from imcwp_data.spool import Spool
from imcwp_data.table_hashes import check_table_hashes
from imcwp_data.table_stream import UnreadablePartError
from imcwp_data.turns import Piece, Run, done
from imcwp_data.typed_cells import typed_rows
from imcwp_data.validate import relations
from imcwp_data.withheld import lacks_texts, schemas_of
from imcwp_data.withholding import check_withheld

if TYPE_CHECKING:
    import pyarrow as pa

    from imcwp_data.table_stream import TableStream

CHECKSUMS = "SHA256SUMS"
# Beyond these frictionless is asked about the descriptor only.
ROWS_FOR_FRICTIONLESS = 100_000
# Another format of a table, the file of the first one, and its own.
Compared: TypeAlias = "tuple[TableStream, str, str]"
# What file managers leave in any folder that was looked at.
# The zip file of a whole release, which may stand beside its files.
_ARCHIVE = re.compile(r"imcwp-data-[^/]*\.zip")
_LITTER = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})


def check_release(
    folder: Path,
    source_texts: Mapping[str, str] | None,
    *,
    data_package: bool,
    run: Run | None = None,
    progress: Progress = silent,
) -> Iterator[Report]:
    """Yield all that is wrong with a release; arguments as for `imcwp_data.validate.validate_release`."""
    schemas = schemas_of(folder, load_schemas())
    described = read_descriptor(folder)
    files = {table: list(_files(folder, described, table)) for table in schemas}
    with Spool(shared=run is not None) as spool:
        sizes = {table: sum(map(_size, (folder / name for name in files[table]))) for table in schemas}
        pieces: list[Piece[Any]] = [
            Piece("the hashes of the files", partial(_hashes, folder), sum(sizes.values())),
            Piece("the database", partial(_database, folder, described, schemas), _size(folder / DATABASE)),
            Piece("the content hashes", partial(faulty, check_table_hashes, folder, schemas)),
        ]
        pieces += [
            Piece(f"the files of {name}", partial(_read, folder, described, schema, spool), sizes[name])
            for name, schema in schemas.items()
        ]
        (wrong, hashes), of_database, of_contents, *of_tables = done(pieces, run, partial(progress, "checking files"))
        yield from wrong
        yield from check_descriptor(described, hashes, list(chain.from_iterable(files.values())))
        yield from of_database
        tables: dict[str, TableStream] = {}
        whole: dict[str, TableStream] = {}
        comparisons: list[Piece[list[Report]]] = []
        for schema, found in zip(schemas.values(), of_tables, strict=True):
            yield found.report
            comparisons += found.comparisons(schema)
            if found.table is not None:
                tables[schema.name] = found.table
                if found.is_whole:
                    whole[schema.name] = found.table

        place = _Places(folder, described).place
        yield from (report.placed(place) for report in _unproved(tables, schemas))
        between = list(relations(tables, schemas))
        proofs = list(offsets.proofs(whole, schemas, source_texts))
        if lacks_texts(schemas):
            proofs.append(Piece("the check of what is left out", partial(faulty, check_withheld, whole, schemas)))
        asked: list[Piece[list[Report]]] = []
        if data_package and described.fault is None:
            rows = sum(table.rows for table in tables.values())
            # It reads very slowly, where it reads.
            ask = partial(faulty, partial(ask_frictionless, rows=rows <= ROWS_FOR_FRICTIONLESS), folder)
            asked.append(Piece("the data package", ask, rows))
        results = iter(done([*comparisons, *between, *proofs, *asked], run, partial(progress, "checking rows")))
    yield from chain.from_iterable(islice(results, len(comparisons)))
    yield combined(chain.from_iterable(islice(results, len(between)))).placed(place)
    yield from (report.placed(place) for reports in islice(results, len(proofs)) for report in reports)
    yield from of_contents
    yield from chain.from_iterable(results)


def _size(file: Path) -> int:
    return file.stat().st_size if file.is_file() else 0


def _database(folder: Path, described: Described, schemas: Mapping[str, TableSchema]) -> list[Report]:
    if "sqlite" not in described.formats or not (folder / DATABASE).is_file():
        return []
    return list(release_reader.check_database(folder / DATABASE, list(schemas.values())))


def _read(folder: Path, described: Described, schema: TableSchema, spool: Spool) -> _Found:
    return _Formats(folder, described, schema, spool, _Places(folder, described)).read()


def check_csv(folder: Path) -> Report:
    """Return what is wrong with the CSV files of a release by themselves: cells, rows, keys and foreign keys."""
    schemas, described = load_schemas(), read_descriptor(folder)
    reports: list[Report] = []
    with Spool() as spool:
        tables: dict[str, TableStream] = {}
        for name, schema in schemas.items():
            table, _, report = _Formats(folder, described, schema, spool, _Places(folder, described)).read_csv()
            reports.append(report)
            if table is not None:
                tables[name] = table
        found = chain.from_iterable(done(list(relations(tables, schemas))))
        reports.append(combined([*_unproved(tables, schemas), *found]).in_files(described.csv_file))
    return combined(reports)


def _unproved(tables: Mapping[str, TableStream], schemas: Mapping[str, TableSchema]) -> Iterator[Report]:
    """Yield a fault for each foreign key to a table that cannot be read."""
    for name, schema in schemas.items():
        for key in schema.foreign_keys:
            if name in tables and key.table not in tables:
                message = f"refers to {key.table}, which cannot be read, so nothing is proved. Mend that file first."
                yield one_fault(Fault(name, "unproved", message, column="+".join(key.columns)))


def _files(folder: Path, described: Described, table: str) -> Iterator[str]:
    """Yield the files that a table has or should have to itself."""
    if "csv" in described.formats:
        yield described.csv_file(table)
    if "parquet" in described.formats:
        try:
            yield from (path.relative_to(folder).as_posix() for path in parquet_files(folder, table))
        except ReleaseError:
            yield _file(described, "parquet", table)


def _first(described: Described) -> str:
    """Return the format that the others are compared with."""
    return next(kind for kind in ("csv", "parquet", "sqlite") if kind in described.formats)


def _file(described: Described, kind: str, table: str) -> str:
    return {"csv": described.csv_file(table), "parquet": f"parquet/{table}.parquet", "sqlite": DATABASE}[kind]


class _Places:
    """The files in which the rows of tables stand, of the format that the others are compared with."""

    def __init__(self, folder: Path, described: Described) -> None:
        self._folder, self._described = folder, described
        # Of a table in several Parquet files: their names, and how many rows there are up to the end of each.
        self._parts: dict[str, tuple[list[str], list[int]]] = {}

    def place(self, fault: Fault) -> Fault:
        """Return a fault with its file named."""
        kind = _first(self._described)
        return (
            self.in_parquet(fault)
            if kind == "parquet"
            else replace(fault, file=_file(self._described, kind, fault.table))
        )

    def in_parquet(self, fault: Fault) -> Fault:
        """Return a fault with its Parquet file named; where there are several, its row is that of the file."""
        names, ends = self._files_of(fault.table)
        if len(names) < 2:
            return replace(fault, file=names[0] if names else _file(self._described, "parquet", fault.table))
        if fault.row is None or fault.row > ends[-1]:
            return replace(fault, file=f"parquet/{fault.table}")
        at = bisect_left(ends, fault.row)
        return replace(fault, file=names[at], row=fault.row - (ends[at - 1] if at else 0))

    def _files_of(self, table: str) -> tuple[list[str], list[int]]:
        import pyarrow as pa
        import pyarrow.parquet as pq

        if table not in self._parts:
            try:
                files = parquet_files(self._folder, table)
                names = [file.relative_to(self._folder).as_posix() for file in files]
                self._parts[table] = names, list(accumulate(pq.read_metadata(file).num_rows for file in files))
            except (ReleaseError, OSError, pa.ArrowException):
                self._parts[table] = [], []
        return self._parts[table]


def _hashes(folder: Path) -> tuple[list[Report], dict[str, tuple[str, int]]]:
    """Return a fault for each file that is missing, changed, or not listed, and hash and size of each file."""
    found: dict[str, tuple[str, int]] = {}
    return list(_hash_faults(folder, found)), found


def _hash_faults(folder: Path, found: dict[str, tuple[str, int]]) -> Iterator[Report]:
    present = sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file()
        and path.name not in _LITTER
        and path != folder / CHECKSUMS
        and not (path.parent == folder and _ARCHIVE.fullmatch(path.name))
    )
    for name in present:
        try:
            with (folder / name).open("rb") as handle:
                found[name] = (hashlib.file_digest(handle, "sha256").hexdigest(), (folder / name).stat().st_size)
        except OSError as error:
            message = f"cannot be read ({error.strerror}). Mend its permissions, or build the release anew."
            yield one_fault(Fault(name, "sha256", message))
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
        if name in present and name not in found:
            continue  # that it cannot be read has been said
        if name not in found:
            yield one_fault(Fault(name, "sha256", f"is listed in {CHECKSUMS} but missing. Build the release anew."))
        elif found[name][0] != digest:
            message = f"was changed after publishing: its SHA-256 is {found[name][0]}, not {digest}. Build it anew."
            yield one_fault(Fault(name, "sha256", message, value=found[name][0]))
    for name in sorted(set(present) - listed):
        yield one_fault(Fault(name, "sha256", f"is not listed in {CHECKSUMS}. Remove the file or build anew."))


@dataclass(frozen=True, slots=True)
class _Found:
    """A table of the first format that it has, whether with all its columns, others to be compared, what is wrong."""

    table: TableStream | None
    is_whole: bool
    others: tuple[Compared, ...]
    report: Report

    def comparisons(self, schema: TableSchema) -> Iterator[Piece[list[Report]]]:
        """Yield the comparisons with the other formats one by one."""
        for other, file, other_file in self.others:
            compare = partial(faulty, _compare, self.table, other, schema, file, other_file)
            yield Piece(f"the comparison of {schema.name} in {other_file}", compare, other.rows)


def _compare(
    table: TableStream, other: TableStream, schema: TableSchema, file: str, other_file: str
) -> Iterator[Report]:
    import pyarrow as pa

    try:
        yield from release_reader.compare(table, other, schema, file, other_file)
    except (pa.ArrowException, OSError, ReleaseError) as error:
        message = f"cannot be read ({error}). Build the release anew."
        yield one_fault(Fault(schema.name, "file", message, file=other_file))


class _Formats:
    """One table of a release in its formats."""

    def __init__(self, folder: Path, described: Described, schema: TableSchema, spool: Spool, places: _Places) -> None:
        self._folder, self._described, self._schema, self._spool = folder, described, schema, spool
        self._places = places

    def read(self) -> _Found:
        """Return what is found in the formats, and what is wrong with each by itself."""
        reports: list[Report] = []
        readers = {"csv": self.read_csv, "parquet": self._read_parquet, "sqlite": self._read_database}
        table: TableStream | None = None
        is_whole, origin = False, ""
        others: list[Compared] = []
        for kind, reader in readers.items():
            if kind not in self._described.formats:
                continue
            other, whole, report = reader()
            reports.append(report)
            if other is None:
                continue
            if table is None:
                table, is_whole, origin = other, whole, _file(self._described, kind, self._schema.name)
            elif whole:
                others.append((other, origin, _file(self._described, kind, self._schema.name)))
        return _Found(table, is_whole, tuple(others), combined(reports))

    def read_csv(self) -> tuple[TableStream | None, bool, Report]:
        """Return the table of the CSV file."""
        name = self._described.csv_file(self._schema.name)
        if not (self._folder / name).is_file():
            return None, False, self._missing(name)
        reports: list[Report] = []

        def batches() -> Iterator[pa.RecordBatch]:
            for batch, found in typed_rows(self._folder / name, self._schema):
                reports.extend(report for report in found if not report.ok)
                yield batch

        table = None
        try:
            table = self._spool.keep(arrow_schema(self._schema), batches())
        except UnreadableError as error:
            message = f"is no CSV file of this table ({error}). Build the release anew."
            reports.append(one_fault(Fault(self._schema.name, error.rule, message)))
        report = combined(reports).in_files(lambda _: name)
        lacking = any(fault.rule in ("missing-label", "source") for fault in report.faults)
        return table, not lacking, report

    def _read_parquet(self) -> tuple[TableStream | None, bool, Report]:
        try:
            files = parquet_files(self._folder, self._schema.name)
        except ReleaseError:
            return None, False, self._missing(_file(self._described, "parquet", self._schema.name))
        table, report = release_reader.read_parquet(files, self._schema, self._folder)
        reports = [report]
        if table is not None:
            reports += check_columns(table.schema, self._schema)
            if not combined(reports).ok:
                table = None
            elif _first(self._described) == "parquet":
                try:
                    reports += (r for part in parts(table, self._schema) for r in check_values(part) if not r.ok)
                except UnreadablePartError as error:
                    table = None
                    message = f"cannot be read ({' '.join(str(error.reason).split())}). Build the release anew."
                    name = error.path.relative_to(self._folder).as_posix()
                    reports.append(one_fault(Fault(self._schema.name, "parquet", message, file=name)))
        return table, table is not None, combined(reports).placed(self._places.in_parquet)

    def _read_database(self) -> tuple[TableStream | None, bool, Report]:
        if not (self._folder / DATABASE).is_file():
            return None, False, self._missing(DATABASE)
        try:
            table = release_reader.read_database(self._folder / DATABASE, self._schema)
            if _first(self._described) == "sqlite":
                table = self._spool.keep(table.schema, table.batches())
                found = [r for part in parts(table, self._schema) for r in check_values(part) if not r.ok]
                return table, True, combined(found).in_files(lambda _: DATABASE)
        except ReleaseError as error:
            return None, False, one_fault(Fault(self._schema.name, "sqlite", str(error), file=DATABASE))
        return table, True, Report()

    def _missing(self, name: str) -> Report:
        return one_fault(Fault(self._schema.name, "file", "the file is missing. Build the release anew.", file=name))
