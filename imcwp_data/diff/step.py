"""A diff → the step of the version that it asks for, by the rules of docs/versions.md."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from imcwp_data.diff.comparing import CHANGED, TableDiff
from imcwp_data.diff.inputs import CORRECTION, SOURCE_ADDED, SOURCE_CHANGED, SOURCE_REMOVED
from imcwp_data.diff.releases import ReleaseDiff

MAJOR, MINOR, PATCH = "major", "minor", "patch"
_STEPS = (MAJOR, MINOR, PATCH)
_VERSION = re.compile(r"([0-9]{1,9})\.([0-9]{1,9})\.([0-9]{1,9})")
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class VersionStep:
    """The step (None where nothing is other), why, and the version that follows where the old one is known."""

    step: str | None
    reasons: tuple[str, ...]
    version: str | None


def suggest_step(diff: ReleaseDiff) -> VersionStep:
    """Return the step of the version that a diff asks for, with the reasons for it.

    What only people can judge (that a column means something else now) is not among the reasons.
    """
    found: dict[str, list[str]] = {step: [] for step in _STEPS}
    for size, reason in () if diff.same else _reasons(diff):
        found[size].append(reason)
    step = next((step for step in _STEPS if found[step]), None)
    version = diff.old_version if step is None else next_version(diff.old_version, step)
    return VersionStep(step, tuple(found[step]) if step else (), version)


def next_version(version: str | None, step: str) -> str | None:
    """Return the version after a step; None where the version is none of three numbers.

    Before 1.0.0 a major step raises the second number, as Semantic Versioning allows.
    """
    match = _VERSION.fullmatch(version or "")
    if match is None:
        return None
    major, minor, patch = map(int, match.groups())
    if step == MAJOR and major:
        return f"{major + 1}.0.0"
    if step == PATCH:
        return f"{major}.{minor}.{patch + 1}"
    return f"{major}.{minor + 1}.0"


def _reasons(diff: ReleaseDiff) -> Iterator[tuple[str, str]]:
    for table in diff.tables:
        yield from _of_shape(table)
    for name, pairs in diff.moved.items():
        yield MAJOR, f"ids of {name} changed: {_some([f'{old} is {new} now' for old, new in pairs])}"
    for size, cause, what in (
        (MAJOR, SOURCE_REMOVED, "removed"),
        (MINOR, SOURCE_ADDED, "added"),
        (MINOR, SOURCE_CHANGED, "changed"),
    ):
        sources = diff.inputs.of(cause)
        if sources:
            yield size, f"{'source' if len(sources) == 1 else 'sources'} {what}: {_some(sources)}"
    for table in diff.tables:
        yield from _of_rows(table)


def _of_shape(table: TableDiff) -> Iterator[tuple[str, str]]:
    if table.present is not None:
        yield (MINOR if table.present == "added" else MAJOR), f"table {table.present}: {table.table}"
        return
    for step, what, columns in (
        (MAJOR, "removed", table.columns_removed),
        (MAJOR, "of another type", table.columns_retyped),
        (MINOR, "added", table.columns_added),
    ):
        if columns:
            yield step, f"{'column' if len(columns) == 1 else 'columns'} {what}: {table.table}.{', '.join(columns)}"
    if table.key_changed:
        yield MAJOR, f"another key: {table.table}"


def _of_rows(table: TableDiff) -> Iterator[tuple[str, str]]:
    if table.present is not None or not table.changes.num_rows:
        return
    filled = _filled(table)
    # A correction adds its own row of evidence; that is the proof of a value, and no more is read.
    added, removed = (_without_corrections(table, change) for change in ("added", "removed"))
    if added or removed:
        counts = [f"{count:,} {what}" for count, what in ((added, "added"), (removed, "removed")) if count]
        yield MINOR, f"rows of {table.table}: {', '.join(counts)}"
    elif filled:
        yield MINOR, f"cells of {table.table} that were empty: {filled:,}"
    else:
        yield PATCH, f"cells of {table.table} changed: {table.cells:,}" if table.cells else "a correction's evidence"


def _without_corrections(table: TableDiff, change: str) -> int:
    import pyarrow.compute as pc

    rows = table.changes.filter(pc.equal(table.changes.column("change"), change))
    return int(pc.sum(pc.not_equal(rows.column("cause"), CORRECTION)).as_py() or 0)


def _filled(table: TableDiff) -> int:
    """Return how many cells hold a value that were empty, other than by a correction."""
    import pyarrow.compute as pc

    cells = table.changes.filter(pc.equal(table.changes.column("change"), CHANGED))
    cells = cells.filter(pc.not_equal(cells.column("cause"), CORRECTION))
    return int(pc.sum(pc.and_(cells.column("old_value").is_null(), cells.column("new_value").is_valid())).as_py() or 0)


def _some(names: list[str]) -> str:
    more = len(names) - _SHOWN
    return ", ".join(names[:_SHOWN]) + (f" and {more:,} more" if more > 0 else "")
