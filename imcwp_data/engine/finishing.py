"""The rows of all batches: those that are as they were are taken as they lie, the others made."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path
from typing import Any

from imcwp_data.consolidate.before import Before, Finished, note, rows_before
from imcwp_data.consolidate.join import Joined, finish_tasks
from imcwp_data.engine.cache import key_of
from imcwp_data.engine.rows import RowsTask, RowsTasks, make_rows_of_each
from imcwp_data.table_file import TableFile

Publications = Mapping[str, Mapping[str, str | None]]
# The rows of a batch take a fiftieth of a second: to hand out each for itself would take a good part of that.
_BATCHES_A_TASK = 4
# Gives, for a number of tasks, what goes through them as an engine's ``map`` does.
RunOf = Callable[[int], Callable[[Callable[[Any], Any], Iterable[Any]], Iterator[Any]]]


def finished_rows(
    facts: Sequence[TableFile],
    joined: Joined,
    publications: Sequence[Publications],
    folder: Path,
    before: Before | None,
    run_of: RunOf,
) -> list[TableFile]:
    """Return the files of all batches' rows in a folder; ``publications`` tells of the sources of each batch."""
    names: list[str | None] = [None] * len(facts)
    if before is not None:
        batches = _batches(facts, joined, publications)
        names = rows_before(before, joined.groups, joined.shared, joined.quotations, batches)
    rows = {number: TableFile(folder / name) for number, name in enumerate(names) if name}
    rows = {number: file for number, file in rows.items() if file.claim()}
    missing = [number for number in range(len(facts)) if number not in rows]
    if missing:
        tasks = (RowsTask(task, folder) for task in finish_tasks(facts, joined, publications, frozenset(missing)))
        each = iter(lambda: RowsTasks(tuple(islice(tasks, _BATCHES_A_TASK))), RowsTasks(()))
        made = run_of(-(-len(missing) // _BATCHES_A_TASK))(make_rows_of_each, each)
        rows.update(zip(missing, chain.from_iterable(made), strict=True))
    return [rows[number] for number in range(len(facts))]


def keep_decided(
    facts: Sequence[TableFile],
    joined: Joined,
    publications: Sequence[Publications],
    rows: Sequence[TableFile],
    folder: Path,
) -> list[Path]:
    """Keep in a folder what was decided, for the next time; return all its files that the decisions and rows lie in.

    Raises WorkFileError when it cannot be written.
    """
    finished = [
        replace(batch, rows=file.path.name)
        for batch, file in zip(_batches(facts, joined, publications), rows, strict=True)
    ]
    kept = note(folder, joined.groups, joined.shared, joined.quotations, finished)
    groups = [group.tables.path for group in joined.groups if isinstance(group.tables, TableFile)]
    return [*(file.path for file in rows), *groups, kept.path]


def _batches(facts: Sequence[TableFile], joined: Joined, publications: Sequence[Publications]) -> list[Finished]:
    return [
        Finished(file.path.name, ids, key_of([json.dumps(told, sort_keys=True)]) if told else "")
        for file, ids, told in zip(facts, joined.meeting_ids, publications, strict=True)
    ]
