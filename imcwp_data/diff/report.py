"""A diff as text for a terminal, as JSON and as a Parquet table."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from imcwp_data.commands.output import text_table
from imcwp_data.diff.comparing import CHANGED
from imcwp_data.diff.inputs import SOURCE_ADDED, SOURCE_CHANGED, SOURCE_REMOVED
from imcwp_data.diff.releases import ReleaseDiff
from imcwp_data.diff.step import suggest_step

FORMAT = "imcwp-data diff 1"
_MARKS = {"added": "+", "removed": "-", "changed": "~"}
_LONGEST_VALUE = 60


def diff_text(diff: ReleaseDiff, limit: int | None) -> str:
    """Return totals, causes and the suggested version, then the changes: ``limit`` of all tables, None for all."""
    head = f"version {diff.old_version or 'not told'} → {diff.new_version or 'not told'}"
    inputs = _inputs(diff)
    if diff.same:
        return "\n\n".join([head, "The tables of both releases are the same.", *([inputs] if inputs else [])]) + "\n"
    parts = [head, _totals(diff), *([inputs] if inputs else [])]
    if diff.inputs.rules is None:
        parts.append(
            "One of the releases does not say by which rules it was made (rules.json), so a changed rule or "
            "vocabulary cannot be told as a cause."
        )
    causes = [[cause, f"{count:,}"] for cause, count in diff.causes().items()]
    if causes:
        parts.append(text_table(["cause", "changes"], causes, right=[1]))
    parts.append(_step(diff))
    parts += _details(diff, limit)
    return "\n\n".join(parts) + "\n"


def _totals(diff: ReleaseDiff) -> str:
    rows = []
    for table in diff.tables:
        if not table.same:
            counts = (table.old_rows, table.new_rows, table.added, table.removed, table.changed, table.cells)
            notes = [f"table {table.present}"] if table.present else []
            for sign, told in (
                ("+", table.columns_added),
                ("-", table.columns_removed),
                ("type", table.columns_retyped),
            ):
                notes += [f"{sign} {column}" for column in told]
            rows.append([table.table, *(f"{count:,}" for count in counts), "; ".join(notes)])
    columns = ["table", "rows before", "after", "added", "removed", "changed", "cells", "columns"]
    if not any(row[-1] for row in rows):
        columns, rows = columns[:-1], [row[:-1] for row in rows]
    same = sum(table.same for table in diff.tables)
    text = text_table(columns, rows, right=range(1, 7))
    return f"{text}\n{same} {'table is' if same == 1 else 'tables are'} the same." if same else text


def _inputs(diff: ReleaseDiff) -> str:
    lines = []
    for cause, what in ((SOURCE_ADDED, "added"), (SOURCE_REMOVED, "removed"), (SOURCE_CHANGED, "changed")):
        sources = diff.inputs.of(cause)
        if sources:
            more = f" and {len(sources) - 10:,} more" if len(sources) > 10 else ""
            lines.append(f"sources {what}: {', '.join(sources[:10])}{more}")
    lines += [f"{cause} changed: {detail}" for cause, detail in (diff.inputs.rules or {}).items()]
    return "\n".join(lines)


def _step(diff: ReleaseDiff) -> str:
    told = suggest_step(diff)
    suggested = f", {told.version} after {diff.old_version}" if told.version else ""
    if told.version and diff.new_version == diff.old_version:
        suggested += " (both releases say that they are the same version)"
    return "\n".join([f"Suggested version step: {told.step}{suggested}", *(f"  {reason}" for reason in told.reasons)])


def _details(diff: ReleaseDiff, limit: int | None) -> list[str]:
    tables = [table for table in diff.tables if table.changes.num_rows]
    counts = [table.changes.num_rows for table in tables]
    shares = counts if limit is None else _shares(counts, limit)
    parts: list[str] = []
    for table, count, share in zip(tables, counts, shares, strict=True):
        if share:
            lines = [table.table, *map(_line, table.changes.slice(0, share).to_pylist())]
            parts.append("\n".join([*lines, f"  … {count - share:,} more"] if count > share else lines))
    more = sum(counts) - sum(shares)
    if more:
        parts.append(f"{more:,} more {'change' if more == 1 else 'changes'}: --limit 0 shows all.")
    return parts


def _shares(counts: list[int], limit: int) -> list[int]:
    """Return how many changes of each table are shown: no table's many leave none of another's few unseen."""
    shares = [0] * len(counts)
    waiting = [number for number, count in enumerate(counts) if count]
    while limit and waiting:
        each = max(1, limit // len(waiting))
        for number in waiting:
            given = min(each, counts[number] - shares[number], limit)
            shares[number] += given
            limit -= given
        waiting = [number for number in waiting if shares[number] < counts[number]]
    return shares


def _line(row: dict[str, Any]) -> str:
    cause = row["cause"] + (f": {row['cause_detail']}" if row["cause_detail"] else "")
    value = ""
    if row["change"] == CHANGED:
        value = f"  {row['column_name']}: {_value(row['old_value'])} → {_value(row['new_value'])}"
    return f"  {_MARKS[row['change']]} {row['row_id']}{value}  [{cause}]"


def _value(value: str | None) -> str:
    if value is None:
        return "(none)"
    text = " ".join(value.split())
    return text if len(text) <= _LONGEST_VALUE else f"{text[: _LONGEST_VALUE - 1].rstrip()}…"


def diff_json(diff: ReleaseDiff, limit: int | None = None) -> str:
    """Return a diff as JSON, each change on a line of its own; at most ``limit`` changes, None for all.

    It names no file, so that the same two releases give the same bytes wherever they stand.
    """
    told = suggest_step(diff)
    changes = diff.changes
    shown = changes if limit is None else changes.slice(0, limit)
    head = {
        "format": FORMAT,
        "same": diff.same,
        "old_version": diff.old_version,
        "new_version": diff.new_version,
        "step": told.step,
        "suggested_version": told.version,
        "reasons": list(told.reasons),
        "inputs": {
            **{cause: diff.inputs.of(cause) for cause in (SOURCE_ADDED, SOURCE_REMOVED, SOURCE_CHANGED)},
            "rules": None if diff.inputs.rules is None else dict(diff.inputs.rules),
            "corrections": [list(cell) for cell in sorted(diff.inputs.corrected)],
        },
        "moved_ids": {name: [list(pair) for pair in pairs] for name, pairs in diff.moved.items()},
        "tables": [
            {
                "table": table.table,
                "present": table.present,
                "old_rows": table.old_rows,
                "new_rows": table.new_rows,
                "added": table.added,
                "removed": table.removed,
                "changed": table.changed,
                "cells": table.cells,
                "columns_added": list(table.columns_added),
                "columns_removed": list(table.columns_removed),
                "columns_retyped": list(table.columns_retyped),
                **dict(zip(("old_sha256", "new_sha256"), diff.content.get(table.table, ()), strict=False)),
            }
            for table in diff.tables
        ],
        "causes": diff.causes(),
        "left_out": changes.num_rows - shown.num_rows,
    }
    lines = ",\n".join(f"    {json.dumps(row, ensure_ascii=False)}" for row in shown.to_pylist())
    begun = json.dumps(head, ensure_ascii=False, indent=2).removesuffix("\n}")
    return f'{begun},\n  "changes": [{f"{chr(10)}{lines}{chr(10)}  " if lines else ""}]\n}}\n'


def write_diff_parquet(diff: ReleaseDiff, path: Path, limit: int | None = None) -> None:
    """Write all changes as a Parquet table. Raises OSError when the file cannot be written."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    table = diff.changes if limit is None else diff.changes.slice(0, limit)
    schema = pa.schema([(name, pa.string()) for name in table.column_names])
    pq.write_table(table.cast(schema), path, compression="zstd")
