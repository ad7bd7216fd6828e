"""How fast the tables of a release are checked, beside frictionless on the same CSV files, and whether both agree."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Any

from benchmarks.peers import Peers, environment
from benchmarks.printing import table
from benchmarks.running import output_of

_SCRIPT = Path(__file__).with_name("timed") / "validate_frictionless.py"
# One fault of each kind that Table Schemas know: table, column, what stands there, what is put there.
_FAULTS = (
    ("documents", "document_type", "letter", "enum"),
    ("dates", "date_edtf", "12 May", "pattern"),
    ("meetings", "series", "", "required"),
    ("mentions", "participant_id", "nobody-of-that-name", "foreign key"),
    ("documents", "published", "yesterday", "type"),
)


def measure(root: Path, release: Path, peers: Peers) -> dict[str, Any]:
    """Check a release, and a copy of it with planted faults, with both."""
    faulty = root / "faulty"
    planted = _plant(release, faulty)
    figures: dict[str, Any] = {"planted": planted}
    for name, folder in (("sound", release), ("faulty", faulty)):
        command = [sys.executable, "-m", "benchmarks.timed.validate_own", str(folder)]
        figures[f"own_{name}"] = output_of(command, environment())
    left_out = peers.missing("frictionless")
    if left_out is not None:
        return figures | {"left_out": left_out}
    for name, folder in (("sound", release), ("faulty", faulty)):
        figures[f"peer_{name}"] = output_of([str(peers.python), str(_SCRIPT), str(folder)], environment())
    figures["times_the_peer"] = figures["peer_sound"]["seconds"] / figures["own_sound"]["seconds"]
    return figures


def _plant(release: Path, faulty: Path) -> list[str]:
    """Copy the CSV files and the descriptor, with one fault of each kind; return the kinds."""
    import csv

    if faulty.exists():
        shutil.rmtree(faulty)
    shutil.copytree(release / "csv", faulty / "csv")
    shutil.copy(release / "datapackage.json", faulty)
    planted = []
    for number, (name, column, value, kind) in enumerate(_FAULTS):
        path = faulty / "csv" / f"{name}.csv"
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        if len(rows) < 2 + number:
            continue
        rows[1 + number][rows[0].index(column)] = value
        if kind == "enum":
            # The last row once more: its key is there twice.
            rows.append(rows[-1])
            planted.append("primary key")
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(rows)
        planted.append(kind)
    return planted


def shown(figures: dict[str, Any]) -> str:
    """Return the figures as a table."""
    rows: list[list[object]] = []
    for who, name in (("own", "imcwp-data"), ("peer", "frictionless")):
        if f"{who}_sound" in figures:
            sound, faulty = figures[f"{who}_sound"], figures[f"{who}_faulty"]
            verdicts = [
                "valid" if sound["valid"] else "NOT valid",
                "valid" if faulty["valid"] else f"{faulty['faults']} faults",
            ]
            rows.append([name, sound["seconds"], sound["rows"] / sound["seconds"], *verdicts])
    header = ["", "seconds", "rows/s", "sound release", f"{len(figures['planted'])} kinds of fault planted"]
    text = table(f"Checking {figures['own_sound']['rows']:,} rows of CSV", header, rows)
    if "left_out" in figures:
        return f"{text}\n{figures['left_out']}"
    return f"{text}\n{figures['times_the_peer']:.1f} × the peer"
