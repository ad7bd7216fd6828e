"""Tables → report: whether they keep their schemas, whether every offset is true, whether a release is whole.

Changes nothing. ``validate_tables`` and ``prove_offsets`` stand between consolidation and publishing; what they find
stops the publishing. ``validate_release`` checks what was published, as its users would. Tables may be larger than
memory: they are gone through part by part.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from imcwp_data import offsets
from imcwp_data.checks import check_columns, check_values, parts
from imcwp_data.consistency import consistency_checks
from imcwp_data.errors import ReleaseError
from imcwp_data.faults import Fault, Report, combined, faulty, one_fault
from imcwp_data.keys import check_keys
from imcwp_data.progress import Progress, silent
from imcwp_data.references import check_foreign_keys
from imcwp_data.release_files import DATABASE
from imcwp_data.schema import TableSchema, load_schemas
from imcwp_data.table_stream import TableStream, streams_of_tables
from imcwp_data.turns import Piece, Run, done

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["Fault", "Report", "prove_offsets", "validate_release", "validate_tables"]


def validate_tables(
    tables: Mapping[str, TableStream | pa.Table], schemas: Mapping[str, TableSchema], run: Run | None = None
) -> Report:
    """Check every constraint, key and foreign key of the schemas, and what must hold between columns and tables.

    All faults are counted, and the first of each check described. A table with missing or mistyped columns is not
    looked at further, nor are the foreign keys that refer to it. ``run`` goes through the checks as an engine's ``map``
    does; the tables can then be sent to other processes. Without it they are done in this one.
    """
    reports, checks = table_checks(tables, schemas)
    return combined([*reports, *chain.from_iterable(done(checks, run))])


def table_checks(
    tables: Mapping[str, TableStream | pa.Table], schemas: Mapping[str, TableSchema]
) -> tuple[list[Report], list[Piece[list[Report]]]]:
    """Return what is wrong at first sight, with tables or their columns, and the checks of all rows one by one."""
    streams = streams_of_tables(tables)
    reports: list[Report] = []
    sound: dict[str, TableStream] = {}
    for name, schema in schemas.items():
        if name not in streams:
            reports.append(one_fault(Fault(name, "table", "the table is missing. Give one, without rows if need be.")))
            continue
        wrong = list(check_columns(streams[name].schema, schema))
        reports += wrong
        if not wrong:
            sound[name] = streams[name]
    for name in streams:
        if name not in schemas:
            message = f"no schema describes the table. Add schemas/{name}.schema.json or leave the table out."
            reports.append(one_fault(Fault(name, "table", message)))
    checks = [
        Piece(f"the check of the values of {name}", partial(faulty, _values, table, schemas[name]), table.rows)
        for name, table in sound.items()
    ]
    return reports, [*checks, *relations(sound, schemas)]


def _values(table: TableStream, schema: TableSchema) -> Iterator[Report]:
    for part in parts(table, schema):
        yield from check_values(part)


def relations(tables: Mapping[str, TableStream], schemas: Mapping[str, TableSchema]) -> Iterator[Piece[list[Report]]]:
    """Yield the checks of all that holds between rows: keys, foreign keys, and what no schema can say."""
    for name, table in tables.items():
        schema = schemas[name]
        yield Piece(f"the check of the keys of {name}", partial(faulty, check_keys, table, schema), table.rows)
        check = partial(faulty, check_foreign_keys, table, schema, tables)
        yield Piece(f"the check of what {name} refers to", check, table.rows)
    yield from consistency_checks(tables, schemas)


def prove_offsets(
    tables: Mapping[str, TableStream | pa.Table], source_texts: Mapping[str, str] | None, run: Run | None = None
) -> Report:
    """Prove every offset against its text.

    ``source_texts`` holds the decoded text of each source by source_id. Documents must tile their sources. A
    paragraph's slice of the source, normalised, must be its text, on its line, with nothing lost between paragraphs. A
    surface, quote or clause must stand in its paragraph's text from ``char_start`` to ``char_end``. With None, what
    only the sources can prove is left out. ``run`` as for `validate_tables`.
    """
    proofs = list(offsets.proofs(streams_of_tables(tables), load_schemas(), source_texts))
    return combined(chain.from_iterable(done(proofs, run)))


def validate_release(
    folder: Path,
    source_texts: Mapping[str, str] | None = None,
    *,
    data_package: bool = True,
    run: Run | None = None,
    progress: Progress = silent,
) -> Report:
    """Check a published release: its hashes, its formats against one another, its tables, its data package.

    ``source_texts`` (as for `prove_offsets`) lets the paragraphs be proved against their sources too. With
    ``data_package`` frictionless has its say as well: on the descriptor always, and on the rows where there are not
    very many, since it reads about 32,000 a second and comes to the same verdict. ``run`` as for `validate_tables`;
    ``progress`` is told stage, steps done and steps in all. Raises ReleaseError when the folder is no release at all,
    MissingExtraError when frictionless is not installed.
    """
    from imcwp_data.release_checks import check_release

    files = any((folder / name).is_file() for name in ("SHA256SUMS", DATABASE))
    if not files and not any((folder / name).is_dir() for name in ("csv", "parquet")):
        raise ReleaseError(f"{folder}: no release here. Name the folder of one, or make one with: imcwp-data build")
    return combined(check_release(folder, source_texts, data_package=data_package, run=run, progress=progress))
