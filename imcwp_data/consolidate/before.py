"""What all documents decided the last time: told apart from what they decide now, so that only the rest is done again.

Nothing that is kept here can be out of date: it names what it was made of, and each part of it is compared with what
there is now before it is used.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from imcwp_data.consolidate.groups import BATCH, Group, group_file
from imcwp_data.consolidate.repetitions_again import Compared
from imcwp_data.table_file import TableFile, TableSource, write_table_file

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

_KEPT = "joined"
_DECIDED = ("accepted", "states", "quoted_actions")
# So many of the last ones are looked at for the one that has most batches in common with what there is now.
_MOST_LOOKED_AT = 8
_SEPARATOR = "\x1f"


@dataclass(frozen=True, slots=True)
class Before:
    """What all documents decided before, the folder in which its groups are, and its batches by their key."""

    file: TableFile
    folder: Path
    numbers: Mapping[str, int]
    groups: Sequence[Group]


@dataclass(frozen=True, slots=True)
class Finished:
    """What a batch's rows were made of (its key, its meetings, a hash of its publications), and their file's name."""

    key: str
    meeting_ids: Sequence[str]
    publications: str
    rows: str = ""


def latest(folder: Path, keys: Sequence[str]) -> Before | None:
    """Return of what is kept in a folder that which has most batches in common with ``keys``; None without any."""
    kept = []
    for path in folder.glob(f"{_KEPT}-*.tables"):
        # Another build may remove one meanwhile.
        with suppress(OSError):
            if TableFile(path).is_whole():
                kept.append((path.stat().st_mtime_ns, path.name, path))
    wanted = set(keys)
    best: Before | None = None
    most = 0
    for _, _, path in sorted(kept, reverse=True)[:_MOST_LOOKED_AT]:
        file = TableFile(path)
        numbers = {key: number for number, key in enumerate(file.table("batches", ["key"]).column("key").to_pylist())}
        common = len(wanted & numbers.keys())
        if common > most:
            groups = [Group(group_file(folder, key), key, first, count) for key, first, count in file.notes()["groups"]]
            best, most = Before(file, folder, numbers, groups), common
    if best is not None:
        best.file.claim()
    return best


def note(
    folder: Path, groups: Sequence[Group], shared: TableSource, quotations: pa.Table, batches: Sequence[Finished]
) -> TableFile:
    """Keep what all documents decided in a folder. Raises WorkFileError when it cannot be written."""
    import pyarrow as pa

    text = pa.string()
    finished = pa.table(
        {
            "key": pa.array([batch.key for batch in batches], text),
            "meeting_ids": pa.array([list(batch.meeting_ids) for batch in batches], pa.list_(text)),
            "publications": pa.array([batch.publications for batch in batches], text),
            "rows": pa.array([batch.rows for batch in batches], text),
        }
    )
    told = [f"{batch.key} {batch.publications} {batch.rows}" for batch in batches]
    name = hashlib.sha256("\0".join(told).encode()).hexdigest()[:40]
    tables = {"batches": finished, "quotations": quotations, **{name: shared.table(name) for name in _DECIDED}}
    notes = {"groups": [[group.key, group.first, group.batches] for group in groups]}
    return write_table_file(folder / f"{_KEPT}-{name}.tables", tables, notes)


def compared_before(before: Before, groups: Sequence[Group], keys: Sequence[str]) -> Compared | None:
    """Return what was compared before, for batches of these keys; None where a group of that time is lost."""
    import numpy as np
    import pyarrow as pa

    now, then = {group.key for group in groups}, {group.key for group in before.groups}
    gone = [group for group in before.groups if group.key not in now]
    for group in gone:
        if not (isinstance(group.tables, TableFile) and group.tables.claim()):
            return None
    renumbered = np.full(len(before.numbers) + 1, -1, dtype=np.int64)
    for number, key in enumerate(keys):
        if key in before.numbers:
            renumbered[before.numbers[key]] = number
    quotations = before.file.table("quotations")
    for name in ("batch", "original_batch"):
        column = pa.array(renumbered[quotations.column(name).to_numpy()])
        quotations = quotations.set_column(quotations.schema.get_field_index(name), name, column)
    fresh = [number for number, group in enumerate(groups) if group.key not in then]
    return Compared(gone, fresh, quotations, before.file.table("quoted_actions"))


def rows_before(
    before: Before,
    groups: Sequence[Group],
    shared: TableSource,
    quotations: pa.Table,
    batches: Sequence[Finished],
) -> list[str | None]:
    """Return for each batch the name of the file of its rows where they are as before, None where they may differ.

    Of ``batches``, ``rows`` is not looked at.
    """
    import numpy as np

    told = before.file.table("batches")
    meetings, publications, rows = (told.column(name).to_pylist() for name in ("meeting_ids", "publications", "rows"))
    differs = np.zeros(len(batches), dtype=bool)
    numbers = [before.numbers.get(batch.key) for batch in batches]
    for number, (batch, then) in enumerate(zip(batches, numbers, strict=True)):
        differs[number] = (
            then is None or publications[then] != batch.publications or meetings[then] != list(batch.meeting_ids)
        )
    changed = _changed_ids(before.file, shared)
    _mark_participants(differs, groups, changed["participants"])
    _mark_meetings(differs, batches, changed["meetings"])
    _mark_quotations(differs, before, quotations, numbers, changed["quoted_actions"])
    return [None if differs[n] or then is None else rows[then] for n, then in enumerate(numbers)]


def _changed_ids(before: TableSource, shared: TableSource) -> dict[str, pa.Array]:
    """Return the ids of participants, meetings and quoted paragraphs of which other values are shown than before."""
    import pyarrow as pa
    import pyarrow.compute as pc

    changed = _different(before.table("accepted"), shared.table("accepted"), ["table_name", "row_id"])
    of_table = {
        name: changed.filter(pc.equal(changed.column("table_name"), name)).column("row_id")
        for name in ("participants", "meetings")
    }
    states = _different(before.table("states"), shared.table("states"), ["participant_id"]).column("participant_id")
    actions = _different(before.table("quoted_actions"), shared.table("quoted_actions"), ["paragraph_id"])
    return {
        "participants": pa.chunked_array([*of_table["participants"].chunks, *states.chunks], pa.string()),
        "meetings": of_table["meetings"],
        "quoted_actions": actions.column("paragraph_id"),
    }


def _different(one: pa.Table, other: pa.Table, columns: Sequence[str]) -> pa.Table:
    """Return some columns of the rows that stand in one of two tables only."""
    import pyarrow as pa
    import pyarrow.compute as pc

    first, second = _spelt(one), _spelt(other)
    return pa.concat_tables(
        [
            table.select(list(columns)).filter(pc.invert(pc.is_in(own, rival)))
            for table, own, rival in ((one, first, second), (other, second, first))
        ]
    )


def _spelt(table: pa.Table) -> Any:
    """Return each row as one text."""
    import pyarrow as pa
    import pyarrow.compute as pc

    columns = [pc.cast(table.column(name).combine_chunks(), pa.string()) for name in table.column_names]
    return pc.binary_join_element_wise(*columns, _SEPARATOR, null_handling="replace", null_replacement="\x1e")


def _mark_participants(differs: np.ndarray[Any, Any], groups: Sequence[Group], changed: pa.Array) -> None:
    import pyarrow.compute as pc

    if not len(changed):
        return
    for group in groups:
        told = group.tables.table("mentioned", ["participant_id", BATCH])
        concerned = told.column(BATCH).filter(pc.is_in(told.column("participant_id"), changed.combine_chunks()))
        differs[group.first + pc.unique(concerned).to_numpy()] = True


def _mark_meetings(differs: np.ndarray[Any, Any], batches: Sequence[Finished], changed: pa.Array) -> None:
    ids = set(changed.to_pylist())
    for number, batch in enumerate(batches):
        if ids and not ids.isdisjoint(batch.meeting_ids):
            differs[number] = True


def _mark_quotations(
    differs: np.ndarray[Any, Any],
    before: Before,
    quotations: pa.Table,
    numbers: Sequence[int | None],
    changed: pa.Array,
) -> None:
    """Mark the batches whose quotations differ, or restate actions that differ."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    renumbered = np.full(len(before.numbers), -1, dtype=np.int64)
    for number, then in enumerate(numbers):
        if then is not None:
            renumbered[then] = number
    old = before.file.table("quotations").drop_columns(["original_batch"])
    new = quotations.drop_columns(["original_batch"])
    batch = pa.array(renumbered[old.column("batch").to_numpy()])
    old = old.set_column(old.schema.get_field_index("batch"), "batch", batch)
    restating = new.column("batch").filter(pc.is_in(new.column("quoted_paragraph_id"), changed.combine_chunks()))
    for concerned in (_different(old, new, ["batch"]).column("batch"), restating):
        found = pc.unique(concerned).to_numpy()
        differs[found[found >= 0]] = True
