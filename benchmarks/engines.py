"""The same build by one process, by two, and on Dask with two workers: how much faster, and the same rows or not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from benchmarks.building import build, build_options, content_hash, parts_options
from benchmarks.corpus.write import corpus_folder, texts_of
from benchmarks.printing import table
from benchmarks.running import CommandFailedError
from imcwp_data.load import TABLES

ENGINES = {
    "one process": ("--engine", "serial"),
    "two processes": ("--engine", "processes", "--workers", "2"),
    "Dask, two local workers": ("--engine", "dask", "--workers", "2"),
}


def measure(root: Path, documents: int) -> dict[str, Any]:
    """Build one corpus with each engine. An engine that this version or machine lacks is left out and named."""
    if "--engine" not in build_options():
        return {"left_out": "imcwp-data build has no option --engine in this version"}
    corpus = corpus_folder(root / "corpus", documents)
    runs: list[dict[str, Any]] = []
    for name, options in ENGINES.items():
        out = root / "engines" / name.replace(" ", "-").replace(",", "")
        try:
            run = build(texts_of(corpus), out, *options, *parts_options())
        except CommandFailedError as error:
            runs.append({"engine": name, "left_out": str(error)})
            continue
        runs.append(
            {
                "engine": name,
                "wall": run.wall,
                "cpu": run.cpu,
                "peak_pss": run.peak_pss,
                "hash": content_hash(out, TABLES),
            }
        )
    first = runs[0].get("wall")
    for made in runs:
        if first and "wall" in made:
            made["speed_up"] = first / made["wall"]
    hashes = {made["hash"] for made in runs if "hash" in made}
    return {"documents": documents, "runs": runs, "same_rows": len(hashes) == 1}


def shown(figures: dict[str, Any]) -> str:
    """Return the figures as a table."""
    if "left_out" in figures:
        return f"\nEngines: {figures['left_out']}"
    rows = [
        [made["engine"], made["wall"], made.get("speed_up"), made["cpu"], _mb(made["peak_pss"])]
        for made in figures["runs"]
        if "wall" in made
    ]
    header = ["", "seconds", "speed-up", "processor s", "peak MB"]
    text = table(f"A build of {figures['documents']:,} documents by engine", header, rows)
    for made in figures["runs"]:
        if "left_out" in made:
            text += f"\n{made['engine']} left out: {made['left_out']}"
    return text if not rows else f"{text}\nthe rows are {'the same' if figures['same_rows'] else 'NOT the same'}"


def _mb(size: int | None) -> float | None:
    return None if size is None else size / 1e6
