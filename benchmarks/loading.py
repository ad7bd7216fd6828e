"""How fast the package is imported and its tables are loaded, each time in a new process, beside pandas."""

from __future__ import annotations

import statistics
import sys
from pathlib import Path
from typing import Any

from benchmarks.building import compile_package
from benchmarks.peers import environment
from benchmarks.printing import table
from benchmarks.running import output_of
from imcwp_data.json_lists import json_lists
from imcwp_data.load import release_folder
from imcwp_data.schema import arrow_schema, load_schemas

TABLE, COLUMN = "mentions", "surface"
# A column of each kind: what it holds, its table and its name.
_COLUMNS = {
    "texts that come again": (TABLE, COLUMN),
    "texts all different": ("evidence", "quote"),
    "numbers": (TABLE, "char_start"),
    "lists": ("actions", "themes"),
}
_PARAGRAPHS = 40
_NAMES = 997
_THEMES = ("peace", "imperialism", "labour", "democracy", "environment", "solidarity")
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

    Under "columns" stands, for each kind of column, how long loading it takes, and pandas.read_csv of it; under the
    other names single figures. What has to be imported before a column is read is not part of its time.
    """
    compile_package()
    folder = _large_release(root / "loading" / str(rows), rows)
    scripts = {
        "import imcwp_data": _script("", "import imcwp_data"),
        "import pandas": _script("", "import pandas"),
        "first table of the release": _script("", "import imcwp_data; imcwp_data.meetings"),
        "one column with a filter on it": _script(*_FILTERED, folder, TABLE, COLUMN),
        "pandas.read_csv, all columns": _script(*_READ_ALL, folder, TABLE, COLUMN),
        "lists as Arrow": _script(*_AS_ARROW, folder, *_COLUMNS["lists"]),
    }
    for kind, (name, column) in _COLUMNS.items():
        scripts[f"{kind}: load"] = _script(*_LOAD, folder, name, column)
        scripts[f"{kind}: read_csv"] = _script(*_READ_COLUMN, folder, name, column)
    # One after the other, again and again: what else the machine does meets them all alike.
    rounds = [
        {name: output_of([sys.executable, "-c", script], environment()) for name, script in scripts.items()}
        for _ in range(runs)
    ]
    medians = {name: statistics.median(times[name] for times in rounds) for name in scripts}
    columns = {k: {way: medians.pop(f"{k}: {way}") for way in ("load", "read_csv")} for k in _COLUMNS}
    return {"rows": rows, "release": str(release_folder().name)} | medians | {"columns": columns}


def _script(before: str, timed: str, folder: Path = Path(), table: str = "", column: str = "") -> str:
    """Return code that prints how many milliseconds a piece of code takes after what comes before it."""
    names = {"table": table, "column": column, "folder": str(folder), "csv": str(folder / "csv" / f"{table}.csv")}
    return (
        f"{before}\nimport time\nstart = time.perf_counter()\n{timed.format(**names)}\n"
        "print((time.perf_counter() - start) * 1000)"
    )


def _large_release(folder: Path, rows: int) -> Path:
    """Write tables of many rows as a release has them, in CSV and Parquet; return the folder."""
    import pyarrow as pa
    import pyarrow.csv as pc
    import pyarrow.parquet as pq

    done = folder / f"{rows}-rows-of-{len(_COLUMNS)}-kinds"
    if done.is_file():
        return folder
    for form in ("csv", "parquet"):
        (folder / form).mkdir(parents=True, exist_ok=True)
    for name, columns in _large_tables(rows).items():
        whole = arrow_schema(load_schemas()[name])
        made = pa.table(columns, schema=pa.schema([whole.field(column) for column in columns]))
        pq.write_table(made, folder / "parquet" / f"{name}.parquet", compression="zstd", row_group_size=100_000)
        flat = {column: _flat(made.column(column).combine_chunks()) for column in columns}
        pc.write_csv(pa.table(flat), folder / "csv" / f"{name}.csv")
    done.touch()
    return folder


def _flat(column: Any) -> Any:
    import pyarrow as pa

    return json_lists(column) if pa.types.is_list(column.type) else column


def _large_tables(rows: int) -> dict[str, dict[str, list[Any]]]:
    numbers = range(rows)
    bodies = [number * 7919 % _NAMES for number in numbers]
    return {
        TABLE: {
            "paragraph_id": [f"d{n // _PARAGRAPHS:08d}.1.{n // 4 % 10 + 1}" for n in numbers],
            "char_start": [n % 4 * 50 for n in numbers],
            "char_end": [n % 4 * 50 + 20 for n in numbers],
            "surface": [f"Body {body}" for body in bodies],
            "participant_id": [f"body-{body}" for body in bodies],
            "rule": ["name.gazetteer"] * rows,
        },
        "evidence": {
            "row_id": [f"d{n // _PARAGRAPHS:08d}.1" for n in numbers],
            "quote": [f"Body {body} called for action {n} of its members." for n, body in enumerate(bodies)],
        },
        "actions": {
            "action_id": [f"d{n // _PARAGRAPHS:08d}.1.{n % _PARAGRAPHS + 1}" for n in numbers],
            "themes": [list(_THEMES[body % 4 : body % 4 + body % 3]) or None for body in bodies],
        },
    }


def shown(figures: dict[str, Any]) -> str:
    """Return the figures as tables, with the ratios that are promised."""
    single = [name for name, figure in figures.items() if isinstance(figure, float)]
    title = f"Loading, milliseconds in the median; columns are of tables of {figures['rows']:,} rows"
    columns = [[kind, t["load"], t["read_csv"], t["read_csv"] / t["load"]] for kind, t in figures["columns"].items()]
    first = figures["first table of the release"] / figures["import pandas"]
    whole = figures["pandas.read_csv, all columns"] / figures["columns"]["texts that come again"]["load"]
    return (
        f"{table(title, ['', 'ms'], [[name, figures[name]] for name in single])}\n"
        f"{table('One column', ['', 'load', 'read_csv of it', 'times as fast'], columns)}\n"
        f"the first table takes {first:.2f} × import pandas; a column of texts that come again is {whole:.1f} × faster "
        "than read_csv of its whole table"
    )
