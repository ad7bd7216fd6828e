"""Where the time of a build on one core goes: by stage, and by function."""

from __future__ import annotations

import cProfile
import pstats
import time
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

from benchmarks.corpus.corpus import Corpus
from benchmarks.linear_time import source_of
from benchmarks.printing import table
from imcwp_data.steps import Steps

_PACKAGE = "imcwp_data"
_SHOWN_FUNCTIONS = 15
# What the reader holds for each stage, and the method that does it.
_STAGES = {
    "segmenting": ("_segmenter", "steps"),
    "names and places": ("_names", "steps"),
    "meetings": ("_meetings", "steps"),
    "actions": ("_actions", "steps"),
}


class _Timed:
    """Stands in the place of a stage and counts the seconds of one of its methods."""

    def __init__(self, stage: Any, method: str, name: str, seconds: dict[str, float]) -> None:
        self._stage = stage
        setattr(self, method, timed(getattr(stage, method), name, seconds))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stage, name)


def timed(function: Callable[..., Any], name: str, seconds: dict[str, float]) -> Callable[..., Any]:
    """Return the function so that it adds the processor time that it takes, all steps together, to ``seconds``."""

    def run(*arguments: Any, **named: Any) -> Any:
        start = time.process_time()
        found = function(*arguments, **named)
        seconds[name] = seconds.get(name, 0.0) + time.process_time() - start
        return _timed_steps(found, name, seconds) if isinstance(found, Generator) else found

    return run


def _timed_steps(work: Steps[Any], name: str, seconds: dict[str, float]) -> Steps[Any]:
    while True:
        start = time.process_time()
        try:
            next(work)
        except StopIteration as stop:
            return stop.value
        finally:
            seconds[name] = seconds.get(name, 0.0) + time.process_time() - start
        yield


def measure(documents: int) -> dict[str, Any]:
    """Read generated documents twice: once with a clock at each stage, once under Python's profiler."""
    from imcwp_data.consolidate.tables import consolidate
    from imcwp_data.extract import reader as reader_module
    from imcwp_data.vocabulary import load_vocabulary

    reading: Any = reader_module
    vocabulary = load_vocabulary()
    texts = [text for text, _ in Corpus(0, vocabulary).documents(documents)]
    sources = [source_of(text, f"d{number:08d}") for number, text in enumerate(texts)]
    reader = reading.Reader(vocabulary)
    consolidate([reader.read(sources[0])], vocabulary, {})
    profile = cProfile.Profile()
    profile.enable()
    reader.read_all(sources)
    profile.disable()
    seconds: dict[str, float] = {}
    for name, (held, method) in _STAGES.items():
        if hasattr(reader, held):
            setattr(reader, held, _Timed(getattr(reader, held), method, name, seconds))
    plain_dates = reading.date_steps
    reading.date_steps = timed(plain_dates, "dates", seconds)
    start = time.process_time()
    try:
        readings = reader.read_all(sources)
    finally:
        reading.date_steps = plain_dates
    seconds["the rest of reading"] = time.process_time() - start - sum(seconds.values())
    start = time.process_time()
    consolidate(readings, vocabulary, {})
    seconds["joining into tables"] = time.process_time() - start
    size = sum(source.bytes for source in sources)
    return {"documents": documents, "bytes": size, "stages": seconds, "functions": _functions(profile)}


def _functions(profile: cProfile.Profile) -> list[dict[str, Any]]:
    """Return the functions that take the most time themselves, with their share of all."""
    stats: dict[tuple[str, int, str], tuple[int, int, float, float, Any]] = pstats.Stats(profile).stats  # type: ignore[attr-defined]
    total = sum(own for _, _, own, _, _ in stats.values())
    heaviest = sorted(stats.items(), key=lambda item: -item[1][2])[:_SHOWN_FUNCTIONS]
    return [{"function": _place(*key), "calls": calls, "share": own / total} for key, (_, calls, own, _, _) in heaviest]


def _place(path: str, line: int, name: str) -> str:
    parts = Path(path).parts
    where = "/".join(parts[parts.index(_PACKAGE) + 1 :]) if _PACKAGE in parts else ""
    return f"{where} {name}".strip()


def shown(figures: dict[str, Any]) -> str:
    """Return the figures as two tables."""
    total = sum(figures["stages"].values())
    rows = [[name, seconds, 100 * seconds / total] for name, seconds in figures["stages"].items()]
    rows.append(["all", total, 100.0])
    title = f"Where the time goes: {figures['documents']:,} documents, {figures['bytes'] / 1000:,.0f} kB, one core"
    functions = [[made["function"], made["calls"], 100 * made["share"]] for made in figures["functions"]]
    return (
        table(title, ["stage", "seconds", "per cent"], rows)
        + "\n"
        + table("Functions by the time they take themselves", ["function", "calls", "per cent"], functions)
    )
