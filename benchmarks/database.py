"""How fast a release becomes an SQLite file, beside sqlite-utils, datapackage-to-datasette and csvs-to-sqlite."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import Any

from benchmarks.peers import Peers, environment
from benchmarks.printing import table
from benchmarks.running import CommandFailedError, output_of
from imcwp_data.schema import load_schemas

_TIMED = Path(__file__).with_name("timed")
# Script, what it makes besides the rows, and the peers that it needs.
_PEERS = {
    "sqlite-utils": ("sqlite_utils_load.py", "keys, foreign keys, indexes, search", ("sqlite-utils",)),
    "datapackage-to-datasette": ("sqlite_datapackage.py", "keys", ("datapackage-to-datasette", "frictionless")),
    "csvs-to-sqlite": ("sqlite_csvs.py", "search", ("csvs-to-sqlite",)),
}
OWN = "imcwp-data"


def measure(root: Path, release: Path, peers: Peers) -> dict[str, Any]:
    """Load the CSV files of a release with each; for ours also what the writing from tables in memory takes."""
    work = root / "sqlite"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    description = work / "description.json"
    description.write_text(json.dumps(_described()), encoding="utf-8")
    own_command = [sys.executable, "-m", "benchmarks.timed.sqlite_own", str(release), str(work / "own.db")]
    figures: dict[str, Any] = {OWN: output_of(own_command, environment())}
    for name, (script, makes, needed) in _PEERS.items():
        left_out = peers.missing(*needed)
        if left_out is None:
            command = [
                str(peers.python),
                str(_TIMED / script),
                str(release),
                str(work / f"{name}.db"),
                str(description),
            ]
            try:
                figures[name] = output_of(command, environment()) | {"makes": makes}
                continue
            except CommandFailedError as error:
                left_out = str(error)
        figures[name] = {"left_out": left_out}
    return figures


def _described() -> dict[str, Any]:
    """Return keys and indexes of every table, for those who cannot read the schemas."""
    return {
        name: {
            "key": schema.primary_key,
            "foreign_keys": [
                [key.columns[0], key.table or name, key.references[0]]
                for key in schema.foreign_keys
                if len(key.columns) == 1
            ],
            "indexes": [field.name for field in schema.fields if field.index],
        }
        for name, schema in load_schemas().items()
    }


def shown(figures: dict[str, Any]) -> str:
    """Return the figures as a table."""
    own = figures[OWN]
    rows: list[list[object]] = [
        [OWN, own["seconds"], own["rows"] / own["seconds"], None, "keys, foreign keys, checks, indexes, search"],
        ["  of which reading the CSV files", own["read"], None, None, ""],
    ]
    left_out = []
    for name in _PEERS:
        made = figures[name]
        if "left_out" in made:
            left_out.append(f"{name} left out: {made['left_out']}")
        else:
            seconds = made["seconds"]
            rows.append([name, seconds, own["rows"] / seconds, seconds / own["seconds"], made["makes"]])
    header = ["", "seconds", "rows/s", "times our time", "makes besides rows"]
    return "\n".join([table(f"SQLite from {own['rows']:,} rows of CSV", header, rows), *left_out])
