"""The release → DataFrames, Arrow tables and SQLite, for users of the package; nothing here builds anything."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, overload

from imcwp_data.errors import QueryError, ReleaseError
from imcwp_data.filters import unknown
from imcwp_data.installation import package_folder
from imcwp_data.release_files import DATABASE, advice

if TYPE_CHECKING:
    import sqlite3

    import pandas as pd
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.dataset as ds

    from imcwp_data.schema import Field, TableSchema

    Condition: TypeAlias = tuple[str, str, object]
    Conditions: TypeAlias = Sequence[Condition] | Sequence[Sequence[Condition]]

# Known without reading a file, so that importing the package stays cheap; a test holds the names to the schemas.
TABLES = (
    "sources",
    "documents",
    "paragraphs",
    "meetings",
    "participants",
    "actions",
    "meeting_participants",
    "action_participants",
    "places",
    "mentions",
    "place_mentions",
    "dates",
    "evidence",
    "quotations",
)


def release_folder() -> Path:
    """Return the folder of the release: inside the installed package, or the checkout's ``dist`` folder.

    Raises ReleaseError when there is neither, or where the package was imported from a zip file.
    """
    package = package_folder()
    for folder in (package / "release", package.parent / "dist"):
        if (folder / DATABASE).is_file():
            return folder
    raise ReleaseError(
        f"{package.parent / 'dist'}: there is no release. In a checkout, build it with 'imcwp-data build'; "
        "otherwise reinstall imcwp-data."
    )


def tables() -> tuple[str, ...]:
    """Return the names of all tables, in the order in which people meet them. ``describe()`` tells more of each."""
    return TABLES


@overload
def load(
    table: str,
    columns: Iterable[str] | None = None,
    as_: Literal["pandas"] = "pandas",
    folder: Path | str | None = None,
    *,
    filters: Conditions | pc.Expression | None = None,
) -> pd.DataFrame: ...


@overload
def load(
    table: str,
    columns: Iterable[str] | None = None,
    *,
    as_: Literal["arrow"],
    folder: Path | str | None = None,
    filters: Conditions | pc.Expression | None = None,
) -> pa.Table: ...


def load(
    table: str,
    columns: Iterable[str] | None = None,
    as_: str = "pandas",
    folder: Path | str | None = None,
    *,
    filters: Conditions | pc.Expression | None = None,
) -> Any:
    """Return a table, or some of its columns and rows, as a new DataFrame or as an Arrow table.

    Only what is asked for is read. ``columns`` come in the order given. ``filters`` are pyarrow's lists of tuples, as
    in ``[("status", "=", "held"), ("start_date", ">=", "2021-01-01")]``, where all must hold, lists of such lists where
    one of them must, or a ``pyarrow.compute`` expression; ``("theme", "=", None)`` asks for cells without a value. They
    may name columns that are not loaded. ``folder`` is another release than the package's own.

    In a DataFrame texts with a fixed set of values are categories, dates ``datetime64[s]``, integers that may be absent
    ``Int64``, and lists Python lists. Raises QueryError for an unknown table, column, form or filter, ReleaseError when
    the release is missing or damaged.
    """
    schema = _schema(table, folder)
    if as_ not in ("pandas", "arrow"):
        raise QueryError(f"as_={as_!r}: a table comes as 'pandas' or as 'arrow'.")
    wanted = list(schema.columns) if columns is None else [columns] if isinstance(columns, str) else list(columns)
    for position, column in enumerate(wanted):
        if column not in schema.columns:
            raise QueryError(unknown(f"{table} has no column {column!r}", column, schema.columns))
        if column in wanted[:position]:
            raise QueryError(f"{table}: the column {column!r} is asked for twice. Name it once.")
    from imcwp_data.reading import read

    arrow = read(schema, _folder(folder), wanted, filters, for_pandas=as_ == "pandas")
    if as_ == "arrow":
        return arrow
    from imcwp_data.frames import to_pandas

    return to_pandas(arrow, schema)


def scan(table: str, folder: Path | str | None = None) -> ds.Dataset:
    """Return a table as a lazy ``pyarrow.dataset.Dataset``, which reads nothing but what is asked of it.

    DuckDB and polars take it as it is: ``actions = scan("actions"); duckdb.sql("select * from actions")``, and
    ``polars.scan_pyarrow_dataset(scan("actions"))``. ``folder`` is another release than the package's own. Raises
    QueryError for an unknown table, ReleaseError when the release is missing or damaged.
    """
    from imcwp_data.reading import dataset

    return dataset(_schema(table), _folder(folder))


def _folder(folder: Path | str | None) -> Path:
    return release_folder() if folder is None else Path(folder)


def frame(table: str) -> pd.DataFrame:
    """Return a table of the package's release as a DataFrame that its user may change.

    The table is read once; what is given is a copy that shares the values until one of them is changed (pandas copies
    on write). Lists inside a cell are shared: replace them, do not change them in place.
    """
    return _frame(table).copy(deep=False)


@cache
def _frame(table: str) -> pd.DataFrame:
    return load(table)


def connect(folder: Path | str | None = None) -> sqlite3.Connection:
    """Open the SQLite file of a release (default: the package's own), for reading only. The caller closes it.

    Raises ReleaseError when there is none.
    """
    # Not with the package, most of whose users ask for tables alone: it would be a fifth of the import.
    import sqlite3

    path = (_folder(folder) / DATABASE).resolve()
    if not path.is_file():
        raise ReleaseError(f"{path}: there is no such file. {advice(path.parent)}")
    # A release never changes in place, which lets SQLite do without locks, also on a read-only disk.
    try:
        return sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
    except sqlite3.OperationalError as error:
        raise ReleaseError(f"{path}: cannot be opened ({error}). Mend its permissions.") from error


def sql(
    query: str, params: Sequence[object] | Mapping[str, object] = (), folder: Path | str | None = None
) -> pd.DataFrame:
    """Ask in SQL (SQLite's, with full-text search) and return the rows as a DataFrame.

    The full-text index ``paragraphs_fts`` is joined by row: ``select paragraph_id, text from paragraphs where rowid in
    (select rowid from paragraphs_fts where paragraphs_fts match 'blockade')``.

    ``params`` fill ``?`` or ``:name`` in the query. Dates are ISO texts, booleans 0 and 1, lists JSON texts, as they
    stand in the file. Raises QueryError for wrong SQL.
    """
    import pandas as pd

    columns, rows = select(query, params, folder)
    series = {number: _series([row[number] for row in rows]) for number in range(len(columns))}
    result = pd.DataFrame(series, index=range(len(rows)))
    # Names are set last: a query may give two columns of one name.
    result.columns = pd.Index(columns, dtype=str)
    return result


def select(
    query: str, params: Sequence[object] | Mapping[str, object] = (), folder: Path | str | None = None
) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Ask in SQL and return the names of the columns and the rows. Raises QueryError for wrong SQL."""
    import sqlite3

    with closing(connect(folder)) as connection:
        try:
            cursor = connection.execute(query, params)
            rows = cursor.fetchall()
        except (sqlite3.Error, sqlite3.Warning, OverflowError, UnicodeEncodeError) as error:
            if getattr(error, "sqlite_errorname", "") in ("SQLITE_NOTADB", "SQLITE_CORRUPT"):
                where = _folder(folder) / DATABASE
                raise ReleaseError(f"{where}: is damaged ({error}). Build or install the release anew.") from error
            if (missing := str(error).removeprefix("no such table: ")) in TABLES:
                where = _folder(folder) / DATABASE
                raise ReleaseError(f"{where}: has no table {missing}. Build or install the release anew.") from error
            # SQLite repeats the query from where it went wrong, line breaks and all.
            reason = " ".join(str(error).split()).rstrip(".")
            raise QueryError(f"{reason}. The tables are {', '.join(TABLES)}.") from error
    return [column[0] for column in cursor.description or ()], rows


def describe(table: str | None = None, folder: Path | str | None = None) -> pd.DataFrame:
    """Return what there is: the columns of a table, or without one all tables with their rows and columns.

    Raises QueryError for an unknown table.
    """
    import pandas as pd

    if table is not None:
        return pd.DataFrame(_column_facts(_schema(table, folder)))
    return pd.DataFrame(table_facts(folder))


def table_facts(folder: Path | str | None = None) -> list[dict[str, object]]:
    """Return name, rows, columns, title and description of every table of a release."""
    schemas = _schemas(folder)
    rows = _row_counts(release_folder() if folder is None else Path(folder))
    return [
        {
            "table": name,
            "rows": count,
            "columns": len(schemas[name].fields),
            "title": schemas[name].title,
            "description": schemas[name].description,
        }
        for name, count in rows.items()
    ]


def _row_counts(folder: Path) -> dict[str, int]:
    """Return the rows of each table, as the SQLite file says or, where there is none, the Parquet or CSV files."""
    if not (folder / DATABASE).is_file():
        if (folder / "parquet").is_dir():
            from imcwp_data.reading import row_count

            return {name: row_count(folder, name) for name in TABLES}
        if (folder / "csv").is_dir():
            from imcwp_data.release_files import csv_rows

            return csv_rows(folder, TABLES)
    counts = " union all ".join(f'select count(*) from "{name}"' for name in TABLES)
    _, rows = select(counts, (), folder)
    return {name: count for name, (count,) in zip(TABLES, rows, strict=True)}


def _column_facts(schema: TableSchema) -> list[dict[str, object]]:
    parents = {c: f"{k.table}.{r}" for k in schema.foreign_keys for c, r in zip(k.columns, k.references, strict=True)}
    return [
        {
            "column": field.name,
            "type": field.type,
            "title": field.title,
            "description": field.description,
            "key": field.name in schema.primary_key,
            "refers_to": parents.get(field.name),
            "constraints": _constraints(field),
        }
        for field in schema.fields
    ]


def _constraints(field: Field) -> str | None:
    found = ["required"] if field.required else []
    found += ["unique"] if field.unique else []
    values = field.enum or field.item_enum
    found += [f"one of {', '.join(values)}"] if values else []
    found += [f"at least {field.minimum:g}"] if field.minimum is not None else []
    found += [f"at most {field.maximum:g}"] if field.maximum is not None else []
    return "; ".join(found) or None


def _series(values: list[Any]) -> pd.Series[Any]:
    import pandas as pd

    present = [value for value in values if value is not None]
    if present and len(present) < len(values) and all(isinstance(value, int) for value in present):
        return pd.Series(values, dtype="Int64")
    return pd.Series(values, dtype=None if present else object)


def _schemas(folder: Path | str | None) -> Mapping[str, TableSchema]:
    return _schemas_of(_is_without_texts(folder))


def _is_without_texts(folder: Path | str | None) -> bool:
    from imcwp_data.withheld import is_without_texts

    try:
        return is_without_texts(_folder(folder))
    except ReleaseError:  # what a table is like can be told without a release
        return False


@cache
def _schemas_of(without: bool) -> Mapping[str, TableSchema]:
    from imcwp_data.table_schema import load_schemas
    from imcwp_data.withheld import without_texts

    return without_texts(load_schemas()) if without else load_schemas()


def _schema(table: str, folder: Path | str | None = None) -> TableSchema:
    if table not in TABLES:
        raise QueryError(unknown(f"There is no table {table!r}", table, TABLES))
    return _schema_of(table, _is_without_texts(folder))


@cache
def _schema_of(table: str, without: bool) -> TableSchema:
    from imcwp_data.table_schema import load_schema
    from imcwp_data.withheld import without_texts

    schema = load_schema(table)
    return without_texts({table: schema})[table] if without else schema
