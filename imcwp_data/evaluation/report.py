"""The figures for people, as text and Markdown, and for programs, as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict

from imcwp_data.evaluation.bootstrap import LEVEL, RESAMPLES, UNIT, Interval
from imcwp_data.evaluation.quality import Measure, Quality
from imcwp_data.evaluation.silence import PROSE, LanguageRead, Silence, Silent
from imcwp_data.evaluation.tally import Miss

_DIGITS = 2
_NONE = "–"
_GAP = "  "
_FACTS = ("names", "dates", "meetings", "actions")


def quality_json(quality: Quality, *, misses: bool = False) -> str:
    """Return the figures as JSON: sorted, in percent with two decimals, the same bytes for the same figures."""
    content: dict[str, object] = {
        "bootstrap": {"level": LEVEL, "resamples": RESAMPLES, "unit": UNIT},
        "measures": {measure.name: _figures(measure) for measure in quality.measures},
        "silence": _silence_figures(quality.silence),
        "texts": list(quality.texts),
        "unseen": {
            "measures": {measure.name: _figures(measure) for measure in quality.unseen_measures},
            "texts": list(quality.unseen_texts),
        },
    }
    if misses:
        content["misses"] = [asdict(miss) for miss in quality.misses]
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def quality_table(quality: Quality) -> str:
    """Return the measures that a key has items for as a Markdown table."""
    lines = [
        "| measure | F1 | 95 % interval | precision | recall | n | F1 unseen | n unseen |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    unseen = _by_name(quality.unseen_measures)
    for measure in quality.measures:
        if measure.count.expected:
            count = measure.count
            cells = (
                _percent(count.f1),
                _between(measure.intervals.f1),
                _percent(count.precision),
                _percent(count.recall),
            )
            new = " | ".join(_unseen_cells(unseen.get(measure.name)))
            lines.append(f"| `{measure.name}` | {' | '.join(cells)} | {count.expected:,} | {new} |")
    return "\n".join(lines) + "\n"


def quality_text(quality: Quality, *, misses: bool = False) -> str:
    """Return the whole report for a terminal; ``misses`` adds what was missed or wrong, a line each."""
    parts = [
        f"{_number(len(quality.texts), 'text')} with answer keys, each read by itself. Figures in percent; n is the "
        f"number of items in\nthe keys; 95 % intervals from {RESAMPLES:,} bootstrap resamples of whole texts.",
        _measure_table(quality),
        _remark(quality),
        _silence_text(quality.silence),
    ]
    if misses:
        parts.append(_miss_list(quality.misses))
    return "\n\n".join(filter(None, parts)) + "\n"


def miss_line(miss: Miss) -> str:
    """Return one miss as a line: file, line, measure, what was expected and what was read."""
    about = f" {miss.about!r}:" if miss.about else ""
    if miss.expected is None:
        said = f"read {miss.read!r}, which is not in the key"
    elif miss.read is None:
        said = f"{miss.expected!r} is missing"
    else:
        said = f"{miss.read!r} instead of {miss.expected!r}"
    return f"{miss.source}:{miss.line}: {miss.measure}:{about} {said}"


def _figures(measure: Measure) -> dict[str, object]:
    count, intervals = measure.count, measure.intervals
    return {
        "correct": count.correct,
        "read": count.read,
        "n": count.expected,
        "f1": _rounded(count.f1),
        "f1_interval": _bounds(intervals.f1),
        "precision": _rounded(count.precision),
        "precision_interval": _bounds(intervals.precision),
        "recall": _rounded(count.recall),
        "recall_interval": _bounds(intervals.recall),
    }


def _silence_figures(silence: Silence) -> dict[str, object]:
    return {
        "documents": asdict(silence.documents),
        "paragraphs": asdict(silence.paragraphs),
        "sentences": asdict(silence.sentences),
        "paragraph_kinds": list(PROSE),
        "paragraphs_not_read_in_full": {facts: silence.unread(facts) for facts in _FACTS},
        "languages": {
            language: {**asdict(count), "read": asdict(read)} for language, (count, read) in silence.languages.items()
        },
    }


def _by_name(measures: Sequence[Measure]) -> dict[str, Measure]:
    return {measure.name: measure for measure in measures}


def _unseen_cells(measure: Measure | None) -> tuple[str, str]:
    if measure is None or not measure.count.expected:
        return _NONE, _NONE
    return _percent(measure.count.f1), f"{measure.count.expected:,}"


def _measure_table(quality: Quality) -> str:
    rows = []
    unseen = _by_name(quality.unseen_measures)
    for measure in quality.measures:
        count, intervals = measure.count, measure.intervals
        rows.append(
            [
                measure.name,
                _percent(count.f1),
                _between(intervals.f1),
                _percent(count.precision),
                _between(intervals.precision),
                _percent(count.recall),
                _between(intervals.recall),
                f"{count.expected:,}",
                *(_unseen_cells(unseen.get(measure.name)) if unseen else ()),
            ]
        )
    columns = ["measure", "F1", "interval", "precision", "interval", "recall", "interval", "n"]
    return _table([*columns, *(["unseen", "n"] if unseen else [])], rows, 1)


def _remark(quality: Quality) -> str:
    if len(quality.texts) < 2:
        return "One text alone gives no intervals."
    unseen = (
        f"\nUnseen: the F1 on the {_number(len(quality.unseen_texts), 'text')} by which nobody has mended the reader."
        if quality.unseen_texts
        else ""
    )
    return (
        "An interval tells of other texts of the same kind. One without width means only that these texts do not "
        f"differ;\n{_NONE} stands where fewer than two texts hold the measure.{unseen}"
    )


def _silence_text(silence: Silence) -> str:
    kinds = f"{', '.join(PROSE[:-1])} and {PROSE[-1]}"
    counts = [
        ("documents", silence.documents),
        ("paragraphs", silence.paragraphs),
        ("sentences", silence.sentences),
    ]
    parts = [
        "Without a fact (a mention, place, date, meeting or action); paragraphs and sentences are those of kind\n"
        f"{kinds}.",
        _table(["", "all", "without a fact", "share"], [[name, *_silent_cells(count)] for name, count in counts], 1),
        "Languages of these paragraphs, and what is read in each:",
        _table(
            ["language", "paragraphs", "without a fact", "share", *_FACTS],
            [
                [language, *_silent_cells(count), *_read_cells(read)]
                for language, (count, read) in silence.languages.items()
            ],
            1,
            4,
        ),
        "Paragraphs in a language that is not read in full: "
        + ", ".join(f"{facts} {silence.unread(facts):,}" for facts in _FACTS)
        + ".",
    ]
    return "\n\n".join(parts)


def _silent_cells(count: Silent) -> list[str]:
    share = f"{count.silent / count.total:.0%}" if count.total else _NONE
    return [f"{count.total:,}", f"{count.silent:,}", share]


def _read_cells(read: LanguageRead) -> list[str]:
    return [str(getattr(read, facts)) for facts in _FACTS]


def _miss_list(misses: Sequence[Miss]) -> str:
    if not misses:
        return "Nothing is missing or wrong."
    return "\n".join([f"Missing or wrong: {len(misses):,}", *map(miss_line, misses)])


def _table(columns: Sequence[str], rows: Sequence[Sequence[str]], first: int, last: int | None = None) -> str:
    """Return aligned lines; the columns from ``first`` to before ``last`` stand to the right."""
    widths = [max(len(row[n]) for row in [columns, *rows]) for n in range(len(columns))]
    right = range(first, len(columns) if last is None else last)
    return "\n".join(
        _GAP.join(
            c.rjust(w) if n in right else c.ljust(w) for n, (c, w) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in [columns, ["─" * width for width in widths], *rows]
    )


def _percent(value: float | None) -> str:
    return _NONE if value is None else f"{value:.1f}"


def _between(interval: Interval | None) -> str:
    return _NONE if interval is None else f"{interval.low:.1f}–{interval.high:.1f}"


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, _DIGITS)


def _bounds(interval: Interval | None) -> list[float] | None:
    return None if interval is None else [round(interval.low, _DIGITS), round(interval.high, _DIGITS)]


def _number(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
