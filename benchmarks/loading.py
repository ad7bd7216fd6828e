"""How fast the package is imported and its tables are loaded, each time in a new process, beside pandas."""

from __future__ import annotations

import statistics
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.building import compile_package
from benchmarks.peers import environment
from benchmarks.printing import table
from benchmarks.running import output_of
from imcwp_data.load import release_folder
from imcwp_data.publish.csv import write_csv
from imcwp_data.publish.parquet import write_parquet
from imcwp_data.schema import arrow_schema, load_schemas

TABLE, COLUMN = "mentions", "surface"
# A column of each kind: what it holds, its table and its name.
_COLUMNS = {
    "texts that come again": (TABLE, COLUMN),
    "texts all different": ("evidence", "quote"),
    "texts of a fixed set": ("actions", "status"),
    "numbers": (TABLE, "char_start"),
    "lists": ("actions", "themes"),
}
_PARAGRAPHS = 40
_NAMES = 997
_THEMES = ("peace", "anti_imperialism", "labour", "socialism", "environment", "cooperation")
_LOAD = (
    "import imcwp_data, pandas, pyarrow.parquet",
    "imcwp_data.load({table!r}, columns=[{column!r}], folder={folder!r})",
)
_AS_ARROW = _LOAD[0], "imcwp_data.load({table!r}, columns=[{column!r}], folder={folder!r}, as_='arrow')"
_FILTERED = (
    _LOAD[0],
    "imcwp_data.load({table!r}, columns=[{column!r}], folder={folder!r}, filters=[({column!r}, '==', 'Body 7')])",
)
_READ_COLUMN = "import pandas", "pandas.read_csv({csv!r}, usecols=[{column!r}])"
_READ_ALL = "import pandas", "pandas.read_csv({csv!r})"


def measure(root: Path, rows: int, runs: int = 7) -> dict[str, Any]:
    """Run each piece of code in new processes; return the median of its milliseconds by the clock.

    Under "columns" stands, for each kind of column, how long loading it takes, pandas.read_csv of it alone
    (``usecols``), and pandas.read_csv of its table; under the other names single figures. What has to be imported
    before a column is read is not part of its time.
    """
    compile_package()
    folder = large_release(root / "loading" / str(rows), rows)
    scripts = {
        "import imcwp_data": _script("", "import imcwp_data"),
        "import pandas": _script("", "import pandas"),
        "first table of the release": _script("", "import imcwp_data; imcwp_data.meetings"),
        "one column with a filter on it": _script(*_FILTERED, folder, TABLE, COLUMN),
        "lists as Arrow": _script(*_AS_ARROW, folder, *_COLUMNS["lists"]),
    }
    for kind, (name, column) in _COLUMNS.items():
        scripts[f"{kind}: load"] = _script(*_LOAD, folder, name, column)
        scripts[f"{kind}: read_csv"] = _script(*_READ_COLUMN, folder, name, column)
    for name in _LARGE_TABLES:
        scripts[f"{name}: read_csv"] = _script(*_READ_ALL, folder, name)
    as_users_have_it = environment(one_thread=False)
    # One after the other, again and again: what else the machine does meets them all alike.
    rounds = [
        {name: output_of([sys.executable, "-c", script], as_users_have_it) for name, script in scripts.items()}
        for _ in range(runs)
    ]
    medians = {name: statistics.median(times[name] for times in rounds) for name in scripts}
    tables = {name: medians.pop(f"{name}: read_csv") for name in _LARGE_TABLES}
    columns = {
        kind: {way: medians.pop(f"{kind}: {way}") for way in ("load", "read_csv")} | {"table": tables[name]}
        for kind, (name, _) in _COLUMNS.items()
    }
    return {"rows": rows, "release": str(release_folder().name)} | medians | {"columns": columns}


def _script(before: str, timed: str, folder: Path = Path(), table: str = "", column: str = "") -> str:
    """Return code that prints how many milliseconds a piece of code takes after what comes before it."""
    names = {"table": table, "column": column, "folder": str(folder), "csv": str(folder / "csv" / f"{table}.csv")}
    return (
        f"{before}\nimport time\nstart = time.perf_counter()\n{timed.format(**names)}\n"
        "print((time.perf_counter() - start) * 1000)"
    )


def large_release(folder: Path, rows: int) -> Path:
    """Write tables of many rows as a release has them, with all their columns; return the folder."""
    import pyarrow as pa

    done = folder / f"{rows}-rows-of-{len(_COLUMNS)}-kinds-with-all-columns"
    if done.is_file():
        return folder
    for form in ("csv", "parquet"):
        (folder / form).mkdir(parents=True, exist_ok=True)
    schemas = load_schemas()
    for name, columns in _LARGE_TABLES.items():
        made = pa.table(columns(range(rows)), schema=arrow_schema(schemas[name]))
        write_parquet(made, folder / "parquet" / f"{name}.parquet", schemas[name])
        write_csv(made, folder / "csv" / f"{name}.csv")
    done.touch()
    return folder


def _body(number: int) -> int:
    return number * 7919 % _NAMES


def _document(number: int) -> str:
    return f"d{number // _PARAGRAPHS:08d}.1"


def _paragraph(number: int) -> str:
    return f"{_document(number)}.{number // 4 % 10 + 1}"


def _mentions(rows: range) -> dict[str, list[Any]]:
    return {
        "paragraph_id": [_paragraph(n) for n in rows],
        "char_start": [n % 4 * 50 for n in rows],
        "char_end": [n % 4 * 50 + 20 for n in rows],
        "surface": [f"Body {_body(n)}" for n in rows],
        "participant_id": [f"body-{_body(n)}" for n in rows],
        "rule": ["name.gazetteer"] * len(rows),
    }


def _evidence(rows: range) -> dict[str, list[Any]]:
    return {
        "evidence_id": [f"{_paragraph(n)}.e{n % 4 + 1}" for n in rows],
        "table_name": [("actions", "action_participants")[n % 2] for n in rows],
        "row_id": [f"{_paragraph(n)}.a1" + ("", f"|body-{_body(n)}|actor")[n % 2] for n in rows],
        "column_name": [("text", "role")[n % 2] for n in rows],
        "value": [(f"called for action {n}", "actor")[n % 2] for n in rows],
        "paragraph_id": [_paragraph(n) for n in rows],
        "char_start": [n % 4 * 50 for n in rows],
        "char_end": [n % 4 * 50 + 45 for n in rows],
        "quote": [f"Body {_body(n)} called for action {n} of its members." for n in rows],
        "rule": [("action.verb", "role.actors.named")[n % 2] for n in rows],
        "certainty": [(1.0, 0.8)[n % 2] for n in rows],
        "accepted": [True] * len(rows),
    }


def _actions(rows: range) -> dict[str, list[Any]]:
    days = [date(2021, 1 + n % 12, 1 + n % 28) if n % 5 == 0 else None for n in rows]
    return {
        "action_id": [f"{_document(n)}.{n % _PARAGRAPHS + 1}.a1" for n in rows],
        "document_id": [_document(n) for n in rows],
        "paragraph_id": [f"{_document(n)}.{n % _PARAGRAPHS + 1}" for n in rows],
        "meeting_id": [f"meeting-{n % 200}" if n % 9 == 0 else None for n in rows],
        "event_type": [("CONSULT", "REQUEST", "SUPPORT")[n % 3] for n in rows],
        "status": [("reported", "demanded")[n % 2] for n in rows],
        "text": [f"called for action {n} of its members" for n in rows],
        "char_start": [n % 4 * 50 for n in rows],
        "char_end": [n % 4 * 50 + 40 for n in rows],
        "date_edtf": [None if day is None else day.isoformat() for day in days],
        "start_date": days,
        "end_date": days,
        "place": [f"Town {n % 300}" if n % 7 == 0 else None for n in rows],
        "country_code": [("PT", "CU")[n % 2] if n % 7 == 0 else None for n in rows],
        "quantity": [float(n % 500) if n % 11 == 0 else None for n in rows],
        "unit": ["tonnes" if n % 11 == 0 else None for n in rows],
        "joint_axis": [None] * len(rows),
        "themes": [list(_THEMES[_body(n) % 4 : _body(n) % 4 + _body(n) % 3]) or None for n in rows],
        "restates_id": [None] * len(rows),
    }


_LARGE_TABLES: dict[str, Callable[[range], dict[str, list[Any]]]] = {
    TABLE: _mentions,
    "evidence": _evidence,
    "actions": _actions,
}


def shown(figures: dict[str, Any]) -> str:
    """Return the figures as tables, with the ratios that are promised."""
    single = [name for name, figure in figures.items() if isinstance(figure, float)]
    title = f"Loading, milliseconds in the median; columns are of tables of {figures['rows']:,} rows"
    columns = [
        [kind, t["load"], t["read_csv"], t["read_csv"] / t["load"], t["table"], t["table"] / t["load"]]
        for kind, t in figures["columns"].items()
    ]
    heads = ["", "load", "read_csv of it alone", "times as fast", "read_csv of its table", "times as fast"]
    first = figures["first table of the release"] / figures["import pandas"]
    return (
        f"{table(title, ['', 'ms'], [[name, figures[name]] for name in single])}\n"
        f"{table('One column', heads, columns)}\n"
        f"the first table takes {first:.2f} × import pandas"
    )
