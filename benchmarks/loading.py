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
from imcwp_data.load import release_folder
from imcwp_data.schema import arrow_table, load_schemas

TABLE, COLUMN = "mentions", "surface"
_PARAGRAPHS = 40
_NAMES = 997
_CODE = {
    "import imcwp_data": "import imcwp_data",
    "import pandas": "import pandas",
    "first table of the release": "import imcwp_data; imcwp_data.meetings",
    "one column": "TIMED import imcwp_data, pandas, pyarrow.parquet\n"
    "imcwp_data.load({table!r}, columns=[{column!r}], folder={folder!r})",
    "one column with a filter on it": "TIMED import imcwp_data, pandas, pyarrow.parquet\n"
    "imcwp_data.load({table!r}, columns=[{column!r}], folder={folder!r}, filters=[({column!r}, '==', 'Body 7')])",
    "pandas.read_csv, that column": "TIMED import pandas\npandas.read_csv({csv!r}, usecols=[{column!r}])",
    "pandas.read_csv, all columns": "TIMED import pandas\npandas.read_csv({csv!r})",
}


def measure(root: Path, rows: int, runs: int = 7) -> dict[str, Any]:
    """Run each piece of code in new processes; return the median of its milliseconds by the clock.

    The measured piece stands behind TIMED where what comes before it is not part of it.
    """
    compile_package()
    folder = _large_release(root / "loading" / str(rows), rows)
    names = {"table": TABLE, "column": COLUMN, "folder": str(folder), "csv": str(folder / "csv" / f"{TABLE}.csv")}
    figures: dict[str, Any] = {"rows": rows, "release": str(release_folder().name)}
    scripts: dict[str, str] = {}
    for name, code in _CODE.items():
        if "filters" in code and not _has_filters():
            continue
        before, _, timed = code.partition("\n") if code.startswith("TIMED") else ("", "", code)
        script = (
            f"{before.removeprefix('TIMED ')}\nimport time\nstart = time.perf_counter()\n{timed.format(**names)}\n"
            "print((time.perf_counter() - start) * 1000)"
        )
        scripts[name] = script
    # One after the other, again and again: what else the machine does meets them all alike.
    rounds = [
        {name: output_of([sys.executable, "-c", script], environment()) for name, script in scripts.items()}
        for _ in range(runs)
    ]
    return figures | {name: statistics.median(times[name] for times in rounds) for name in scripts}


def _has_filters() -> bool:
    import inspect

    from imcwp_data.load import load

    return "filters" in inspect.signature(load).parameters


def _large_release(folder: Path, rows: int) -> Path:
    """Write a table of many rows as a release has it, in CSV and Parquet; return the folder."""
    import pyarrow as pa
    import pyarrow.csv as pc
    import pyarrow.parquet as pq

    done = folder / f"{rows}-rows"
    if done.is_file():
        return folder
    for form in ("csv", "parquet"):
        (folder / form).mkdir(parents=True, exist_ok=True)
    schema = load_schemas()[TABLE]
    made = (
        {
            "paragraph_id": f"d{number // _PARAGRAPHS:08d}.1.{number // 4 % 10 + 1}",
            "char_start": number % 4 * 50,
            "char_end": number % 4 * 50 + 20,
            "surface": f"Body {number * 7919 % _NAMES}",
            "participant_id": f"body-{number * 7919 % _NAMES}",
            "rule": "name.gazetteer",
        }
        for number in range(rows)
    )
    whole = pa.concat_tables(_parts(made, schema, arrow_table))
    pc.write_csv(whole, folder / "csv" / f"{TABLE}.csv")
    pq.write_table(whole, folder / "parquet" / f"{TABLE}.parquet", compression="zstd", row_group_size=100_000)
    done.touch()
    return folder


def _parts(rows: Any, schema: Any, as_table: Any) -> list[Any]:
    from itertools import islice

    parts = []
    defaults = dict.fromkeys(schema.columns)
    while chunk := [defaults | row for row in islice(rows, 50_000)]:
        parts.append(as_table(chunk, schema))
    return parts


def shown(figures: dict[str, Any]) -> str:
    """Return the figures as a table, with the ratios that are promised."""
    rows = [[name, figures[name]] for name in _CODE if name in figures]
    title = f"Loading, milliseconds in the median; columns are of a table of {figures['rows']:,} rows"
    ratio = figures["first table of the release"] / figures["import pandas"]
    whole = figures["pandas.read_csv, all columns"] / figures["one column"]
    column = figures["pandas.read_csv, that column"] / figures["one column"]
    return (
        f"{table(title, ['', 'ms'], rows)}\nthe first table takes {ratio:.2f} × import pandas; one column is "
        f"{whole:.1f} × faster than read_csv of the table, {column:.1f} × faster than read_csv of that column"
    )
