"""How a build grows with the corpus: time, memory of all its processes, and how right the tables are."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from benchmarks import accuracy
from benchmarks.building import build, build_options, parts_options
from benchmarks.corpus.write import FACTS, corpus_folder, texts_of
from benchmarks.printing import table

_SHOWN = (
    "documents: day", "dates", "towns", "participants", "meetings", "meetings: days", "meetings: place",
    "meetings told as one", "actions by type", "actions: actors", "actions: targets", "quotations (recall)",
)  # fmt: skip


def measure(root: Path, sizes: list[int]) -> list[dict[str, Any]]:
    """Build corpora of some numbers of documents with the default engine, and compare the tables with what is known."""
    options = parts_options()
    options += ["--engine", "processes"] if "--engine" in build_options() else []
    figures = []
    for size in sizes:
        corpus = corpus_folder(root / "corpus", size)
        texts = texts_of(corpus)
        out = root / "growth" / str(size)
        run = build(texts, out, *options)
        text_bytes = sum(path.stat().st_size for path in texts.rglob("*.txt"))
        known = accuracy.figures(accuracy.score(out, corpus / FACTS))
        figures.append(
            {
                "documents": size,
                "bytes": text_bytes,
                "wall": run.wall,
                "cpu": run.cpu,
                "kb_a_second": text_bytes / run.wall / 1000,
                "documents_a_second": size / run.wall,
                "peak_pss": run.peak_pss,
                "peak_rss": run.peak_rss,
                "processes": run.processes,
                "accuracy": known,
            }
        )
        print(shown(figures), flush=True)
    return figures


def shown(figures: list[dict[str, Any]]) -> str:
    """Return the figures as tables: cost, growth from each size to the next, and accuracy."""
    header = ["documents", "MB", "seconds", "kB/s", "documents/s", "peak MB", "times the time", "times the memory"]
    rows: list[list[object]] = []
    before: dict[str, Any] | None = None
    for made in figures:
        peak = made["peak_pss"]
        grown: list[object] = [None, None]
        if before is not None:
            grown = [made["wall"] / before["wall"], peak / before["peak_pss"] if peak and before["peak_pss"] else None]
        measured = [made["bytes"] / 1e6, made["wall"], made["kb_a_second"], made["documents_a_second"]]
        rows.append([f"{made['documents']:,}", *measured, peak / 1e6 if peak else None, *grown])
        before = made
    text = table("Builds by number of documents", header, rows)
    names = [
        name for name in figures[0]["accuracy"] if name in _SHOWN or name.startswith(("towns", "actions:", "quot"))
    ]
    found = [[name, *(100 * made["accuracy"].get(name, {}).get("f1", 0.0) for made in figures)] for name in names]
    return text + "\n" + table("F1 in per cent", ["", *(f"{made['documents']:,}" for made in figures)], found)
