"""Arrow tables → one SQLite file: strict tables with keys and checks, indexes, full-text search over paragraphs.

A fresh file is written once through with fixed settings and rows in key order, so one version of SQLite gives the same
bytes. Memory does not grow with the rows.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from errno import EIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from imcwp_data.json_lists import json_lists
from imcwp_data.schema import TableSchema, sqlite_ddl, sqlite_indexes
from imcwp_data.table_stream import as_stream

if TYPE_CHECKING:
    import pyarrow as pa

    from imcwp_data.table_stream import TableStream

ROWS_A_BATCH = 10_000
# "imcw" as four ASCII bytes: the mark by which `file` and other tools tell this kind of database.
APPLICATION_ID = 0x696D6377
# No journal: the file is new, and a build that dies throws the whole folder away.
_SETTINGS = (
    "PRAGMA page_size = 4096",
    "PRAGMA encoding = 'UTF-8'",
    "PRAGMA journal_mode = OFF",
    "PRAGMA synchronous = OFF",
    "PRAGMA foreign_keys = OFF",
    "PRAGMA cell_size_check = ON",
    f"PRAGMA application_id = {APPLICATION_ID}",
)
# These leave no trace in the file. The pages of a key's index are visited out of order, so they are kept at hand; what
# the checks of the tables say has been proved column by column, which is faster than row by row.
_LOADING = (
    "PRAGMA cache_size = -65536",
    "PRAGMA locking_mode = EXCLUSIVE",
    "PRAGMA ignore_check_constraints = ON",
)
# Datasette finds the search table of `paragraphs` by the double quotes around its content table.
_SEARCH = (
    'CREATE VIRTUAL TABLE "paragraphs_fts" USING fts5(text, content="paragraphs", '
    'tokenize="unicode61 remove_diacritics 2")'
)
_FILL_SEARCH = (
    "INSERT INTO paragraphs_fts(paragraphs_fts) VALUES ('rebuild')",
    "INSERT INTO paragraphs_fts(paragraphs_fts) VALUES ('optimize')",
)

# Faults of the file system, as SQLite names them; any other of its errors is a fault of this package.
_STORAGE_FAULTS = frozenset({"SQLITE_FULL", "SQLITE_CANTOPEN", "SQLITE_READONLY", "SQLITE_PERM"})


def database_definition(schemas: Mapping[str, TableSchema]) -> str:
    """Return all that shapes the file besides its rows; two files of one definition and the same rows mean the same."""
    statements = [*_SETTINGS]
    for schema in schemas.values():
        statements += [sqlite_ddl(schema), *sqlite_indexes(schema)]
    if "paragraphs" in schemas:
        statements += [_SEARCH, *_FILL_SEARCH]
    return ";\n".join(statements)


def write_sqlite(tables: Mapping[str, TableStream | pa.Table], schemas: Mapping[str, TableSchema], path: Path) -> None:
    """Write all tables into a new file. ``schemas`` names the tables, parents first; ``path`` must not exist.

    That the values keep the schemas must have been proved (`validate_tables`). Raises sqlite3.IntegrityError when a
    row breaks a key, a foreign key or a type all the same, FileExistsError when there is a file, OSError when it cannot
    be written.
    """
    if path.exists():
        raise FileExistsError(path)
    try:
        _write(tables, schemas, path)
    except sqlite3.OperationalError as error:
        name = getattr(error, "sqlite_errorname", "")
        if name not in _STORAGE_FAULTS and not name.startswith("SQLITE_IOERR"):
            raise
        raise OSError(EIO, str(error), str(path)) from error


def _write(tables: Mapping[str, TableStream | pa.Table], schemas: Mapping[str, TableSchema], path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for setting in (*_SETTINGS, *_LOADING):
            connection.execute(setting)
        connection.execute("BEGIN")
        for name, schema in schemas.items():
            connection.execute(sqlite_ddl(schema))
            marks = ", ".join("?" * len(schema.columns))
            columns = ", ".join(f'"{column}"' for column in schema.columns)
            insert = f'INSERT INTO "{name}" ({columns}) VALUES ({marks})'
            # Row after row from 1, so that a VACUUM keeps their numbers, to which the search table refers.
            connection.executemany(insert, _rows(as_stream(tables[name]), schema))
        if "paragraphs" in schemas:
            # Before the indexes, which then take the pages that merging leaves free.
            for statement in (_SEARCH, *_FILL_SEARCH):
                connection.execute(statement)
        for schema in schemas.values():
            for index in sqlite_indexes(schema):
                connection.execute(index)
        _check_foreign_keys(connection)
        connection.execute("ANALYZE")
        connection.execute("COMMIT")


def _rows(table: TableStream, schema: TableSchema) -> Iterator[tuple[Any, ...]]:
    for batch in table.select(schema.columns):
        for start in range(0, batch.num_rows, ROWS_A_BATCH):
            part = batch.slice(start, ROWS_A_BATCH)
            yield from zip(*(_cells(column) for column in part.columns), strict=True)


def _cells(column: pa.Array) -> Sequence[Any]:
    import pyarrow as pa
    import pyarrow.compute as pc

    if pa.types.is_list(column.type) or pa.types.is_large_list(column.type):
        column = json_lists(column)
    elif pa.types.is_date(column.type):
        column = pc.cast(column, pa.string())
    elif pa.types.is_boolean(column.type):
        column = pc.cast(column, pa.int8())
    cells: list[Any] = column.to_pylist()
    return cells


def _check_foreign_keys(connection: sqlite3.Connection) -> None:
    broken = connection.execute("PRAGMA foreign_key_check").fetchmany(1)
    if broken:
        table, row, parent, _ = broken[0]
        raise sqlite3.IntegrityError(f"{table}, row {row}: refers to a row of {parent} that is not there")
