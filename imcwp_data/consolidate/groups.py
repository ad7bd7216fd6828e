"""Batches put together to groups: what all documents decide is looked up in few files, each kept until it changes.

Where a group ends is decided by the keys of its own batches, so that a batch more or less changes the group it falls
into and not all that follow. Tables of a group:

- ``runs``: the keys by which passages meet (hash, row of ``passages``, a number of its document), sorted by hash;
- ``passages``: where passages stand, with the number of their batch in the group; ``words`` holds their words;
- ``documents``: the documents of each batch; ``mentioned``: the participants that it tells of;
- ``meeting_candidates``: those of its batches, with their number in the group, and the ``meeting_statements`` on them;
- ``places``, ``unknown_parties``: those of its batches, each once;
- ``participant_tally``, ``given``: what its batches say of participants, added up.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from imcwp_data.consolidate.participants import given_values
from imcwp_data.consolidate.quotations import PLACE_COLUMNS
from imcwp_data.consolidate.tallies import together
from imcwp_data.table_file import TableFile, TablesInMemory, TableSource, write_table_file
from imcwp_data.turns import Run

if TYPE_CHECKING:
    import pyarrow as pa

# Some 1,100 texts: few enough files for a large corpus, and a changed one is made anew in a fraction of a second.
_ONE_IN = 16
_MOST = 32
# Joined by their place, which `Group.first` makes a number among all batches.
BATCH = "batch"


@dataclass(frozen=True, slots=True)
class Group:
    """A group's tables, the key that tells what they were made of, and the numbers of its batches."""

    tables: TableSource
    key: str
    first: int
    batches: int


@dataclass(frozen=True, slots=True)
class _Task:
    batches: Sequence[TableSource]
    kept_at: Path | None


def grouped(batches: Sequence[TableSource], run: Run, folder: Path | None) -> list[Group]:
    """Return batches in groups, in their order.

    With a ``folder``, the tables of a group lie there; those that do already are not made anew.
    """
    groups, tasks = [], []
    first = 0
    for some in _cut(batches):
        key = _key(some)
        path = folder and folder / f"group-{key}.tables"
        if path is None or not TableFile(path).claim():
            tasks.append(_Task(some, path))
        groups.append((path, key, first, len(some)))
        first += len(some)
    made = iter(list(run(_gather, tasks)) if tasks else [])
    return [Group(TableFile(path) if path else next(made), key, first, count) for path, key, first, count in groups]


def group_file(folder: Path, key: str) -> TableFile:
    """Return the file of a group that was made before; it may be gone."""
    return TableFile(folder / f"group-{key}.tables")


def key_of(batch: TableSource) -> str:
    """Return what tells a batch from others: its file's name, which is that of all that it was made of."""
    return batch.path.name if isinstance(batch, TableFile) else ""


def _key(batches: Sequence[TableSource]) -> str:
    return hashlib.sha256("\0".join(map(key_of, batches)).encode()).hexdigest()[:40]


def _cut(batches: Sequence[TableSource]) -> list[Sequence[TableSource]]:
    groups: list[Sequence[TableSource]] = []
    start = 0
    for number, batch in enumerate(batches, 1):
        ends = int(hashlib.sha256(key_of(batch).encode()).hexdigest()[:8], 16) % _ONE_IN == 0
        if ends or number - start >= _MOST or number == len(batches):
            groups.append(batches[start:number])
            start = number
    return groups


def _gather(task: _Task) -> TableSource:
    """Make the tables of a group."""
    import numpy as np
    import pyarrow as pa

    runs, passages, documents = [], [], 0
    start = 0
    for batch in task.batches:
        table = batch.table("runs").combine_chunks()
        document = table.column("document").to_numpy()
        runs.append(
            (
                table.column("hash").to_numpy(),
                table.column("row").to_numpy().astype(np.uint32) + np.uint32(start),
                document.astype(np.uint32) + np.uint32(documents),
            )
        )
        documents += int(document.max(initial=-1)) + 1
        passages.append(batch.table("passages"))
        start += passages[-1].num_rows
    hashes, rows, owners = (np.concatenate(columns) for columns in zip(*runs, strict=True))
    # Those of each batch are sorted, and its passages stand behind those of the batches before.
    order = np.argsort(hashes, kind="stable")
    told = pa.concat_tables([_numbered(table, number) for number, table in enumerate(passages)])
    tables = {
        "runs": pa.table({"hash": hashes[order], "passage": rows[order], "document": owners[order]}),
        "passages": told.select([*PLACE_COLUMNS, "paragraph_id", BATCH]),
        "words": told.select(["words"]),
        "documents": pa.concat_tables(
            [_numbered(batch.table("documents", ["document_id"]), number) for number, batch in enumerate(task.batches)]
        ),
        "mentioned": pa.concat_tables([_numbered(_mentioned(batch), n) for n, batch in enumerate(task.batches)]),
        "participant_tally": together([batch.table("participant_tally") for batch in task.batches]),
        "given": given_values([batch.table("participant_candidates") for batch in task.batches]),
        "meeting_candidates": pa.concat_tables(
            [_numbered(batch.table("meeting_candidates"), number) for number, batch in enumerate(task.batches)]
        ),
        "meeting_statements": _meeting_statements(task.batches),
        # Later batches tell places as they are, earlier ones which line is added for a party.
        "places": each_once([batch.table("places") for batch in task.batches], "place_id", last=True),
        "unknown_parties": each_once([batch.table("unknown_parties") for batch in task.batches], "participant_id"),
    }
    tables = {name: table.combine_chunks() for name, table in tables.items()}
    return TablesInMemory(tables) if task.kept_at is None else write_table_file(task.kept_at, tables)


def _numbered(table: pa.Table, number: int) -> pa.Table:
    import numpy as np
    import pyarrow as pa

    return table.append_column(BATCH, pa.array(np.full(table.num_rows, number, dtype=np.int32)))


def _meeting_statements(batches: Sequence[TableSource]) -> pa.Table:
    """Return what batches say of meetings, with the rows of the candidates among those of the group."""
    import pyarrow as pa
    import pyarrow.compute as pc

    tables = []
    start = 0
    for batch in batches:
        table = batch.table("meeting_statements")
        moved = pc.add(pc.cast(table.column("candidate"), pa.int64()), start)
        tables.append(table.set_column(table.schema.get_field_index("candidate"), "candidate", moved))
        start += batch.rows("meeting_candidates")
    return pa.concat_tables(tables)


def each_once(tables: Sequence[pa.Table], key: str, last: bool = False) -> pa.Table:
    """Return the first row of each key, or the last one."""
    import numpy as np
    import pyarrow as pa

    table = pa.concat_tables(tables)
    keys = table.column(key).combine_chunks().dictionary_encode().indices.to_numpy()
    _, found = np.unique(keys[::-1] if last else keys, return_index=True)
    return table.take(pa.array(np.sort(len(keys) - 1 - found if last else found)))


def _mentioned(batch: TableSource) -> pa.Table:
    """Return the participants on whom rows of a batch depend, each once, and whether one acts or is acted upon."""
    import pyarrow as pa
    import pyarrow.compute as pc

    told = pc.unique(batch.table("participant_tally", ["row_id"]).column("row_id"))
    acting = pc.unique(batch.table("action_participants", ["participant_id"]).column("participant_id"))
    known = pc.unique(pa.chunked_array([told, acting], pa.string()))
    return pa.table({"participant_id": known, "acting": pc.is_in(known, acting)})
