"""How a build grows with the corpus: time, memory, how right the tables are, and what one more document costs."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks import accuracy
from benchmarks.building import build, parts_options, rebuild
from benchmarks.corpus.corpus import Corpus
from benchmarks.corpus.write import FACTS, corpus_folder, texts_of
from benchmarks.printing import table

_SHOWN = (
    "documents: day", "dates", "towns", "participants", "meetings", "meetings: days", "meetings: place",
    "meetings told as one", "actions by type", "actions: actors", "actions: targets", "quotations (recall)",
)  # fmt: skip


def measure(root: Path, sizes: list[int]) -> list[dict[str, Any]]:
    """Build corpora of some numbers of documents with the default engine, and compare the tables with what is known."""
    options = [*parts_options(), "--engine", "processes"]
    figures = []
    for size in sizes:
        corpus = corpus_folder(root / "corpus", size)
        texts = texts_of(corpus)
        out = root / "growth" / str(size)
        cache = root / "growth" / "cache"
        run = build(texts, out, *options, cache=cache)
        text_bytes = sum(path.stat().st_size for path in texts.rglob("*.txt"))
        known = accuracy.figures(accuracy.score(out, corpus / FACTS))
        unchanged = rebuild(texts, out, *options, cache=cache)
        with _one_more(texts, size):
            one_more = rebuild(texts, out, *options, cache=cache)
        shutil.rmtree(cache)
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
                "unchanged_wall": unchanged.wall,
                "one_more_wall": one_more.wall,
                "accuracy": known,
            }
        )
        print(shown(figures), flush=True)
    return figures


@contextmanager
def _one_more(texts: Path, number: int) -> Iterator[None]:
    """Have one more document of the corpus among the texts, for a while."""
    text, known = Corpus().document(number)
    path = texts / f"{known.document}.txt"
    path.write_bytes(text.encode())
    try:
        yield
    finally:
        path.unlink()


def shown(figures: list[dict[str, Any]]) -> str:
    """Return the figures as tables: cost, growth from each size to the next, and accuracy."""
    header = ["documents", "MB", "seconds", "kB/s", "documents/s", "peak MB", "times the time", "times the memory"]
    header += ["again, s", "with one more, s"]
    rows: list[list[object]] = []
    before: dict[str, Any] | None = None
    for made in figures:
        peak = made["peak_pss"]
        grown: list[object] = [None, None]
        if before is not None:
            grown = [made["wall"] / before["wall"], peak / before["peak_pss"] if peak and before["peak_pss"] else None]
        measured = [made["bytes"] / 1e6, made["wall"], made["kb_a_second"], made["documents_a_second"]]
        rows.append([f"{made['documents']:,}", *measured, peak / 1e6 if peak else None, *grown,
                     made["unchanged_wall"], made["one_more_wall"]])  # fmt: skip
        before = made
    text = table("Builds by number of documents", header, rows)
    names = [
        name for name in figures[0]["accuracy"] if name in _SHOWN or name.startswith(("towns", "actions:", "quot"))
    ]
    found = [[name, *(100 * made["accuracy"].get(name, {}).get("f1", 0.0) for made in figures)] for name in names]
    return text + "\n" + table("F1 in per cent", ["", *(f"{made['documents']:,}" for made in figures)], found)
