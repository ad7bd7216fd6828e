"""Which forms of its tables a release has: what to do where the one that is needed is not there, and how many rows."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

DATABASE = "imcwp.db"
_ANY = "Name the folder of a release, or build one."


def advice(folder: Path) -> str:
    """Return what to do where a release lacks the form that is needed: it may have others."""
    here = [name for name, path in (("CSV", "csv"), ("Parquet", "parquet")) if (folder / path).is_dir()]
    here += ["SQLite"] if (folder / DATABASE).is_file() else []
    if not here:
        return _ANY
    return f"This release has {' and '.join(here)} files only; build it with --formats csv,parquet,sqlite."


def csv_rows(folder: Path, tables: Iterable[str]) -> dict[str, int]:
    """Return how many rows each table has, as the CSV files of a release say. Raises ReleaseError."""
    from imcwp_data.csv_cells import UnreadableError, cells_of
    from imcwp_data.data_package import read_descriptor
    from imcwp_data.errors import ReleaseError
    from imcwp_data.table_schema import load_schema

    described = read_descriptor(folder)
    rows = {}
    for name in tables:
        path = folder / described.csv_file(name)
        if not path.is_file():
            raise ReleaseError(f"{path}: there is no such file. Build or install the release anew.")
        try:
            rows[name] = sum(part.rows.num_rows for part, _ in cells_of(path, load_schema(name)))
        except UnreadableError as error:
            raise ReleaseError(f"{path}: is damaged ({error}). Build or install the release anew.") from error
    return rows
