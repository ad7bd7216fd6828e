"""The tasks by which a large release is written: a part, or a table that all parts share.

Each is a pure function of its task, done by a worker of an engine; what it gives stands in the release's folder.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from imcwp_data.canonical import table_hash
from imcwp_data.faults import Report
from imcwp_data.memory import give_back
from imcwp_data.publish.checksums import sha256
from imcwp_data.publish.facts import TableFacts, facts_of
from imcwp_data.publish.parquet import write_parquet
from imcwp_data.schema import TableSchema, arrow_schema, load_schemas
from imcwp_data.table_file import TableFile, write_table_file
from imcwp_data.table_stream import stream_of_table
from imcwp_data.validate_parts import SHARED, Beyond, check_part
from imcwp_data.withheld import without_texts
from imcwp_data.withholding import withhold

if TYPE_CHECKING:
    import pyarrow as pa

_KEPT = "part"
# The tables of batches that lie in one file; those of a part are kept with what is noted of it.
GATHERED = ("sources", "meeting_participants")


@dataclass(frozen=True, slots=True)
class PartTask:
    """Batches that become one part, what all parts share, and the part of the release before with the same rows."""

    number: int
    batches: tuple[TableFile, ...]
    shared: TableFile
    folder: Path
    key: str
    kept: Path
    before: Mapping[str, str] | None
    texts: bool = True

    def __str__(self) -> str:
        return f"part {self.number}"


@dataclass(frozen=True, slots=True)
class Part:
    """A part that stands in its folder: its files and their content by table, and what must hold beyond it."""

    number: int
    key: str
    rows: Mapping[str, TableFacts]
    words: int
    hashes: Mapping[str, str]
    contents: Mapping[str, str]
    beyond: Beyond


@dataclass(frozen=True, slots=True)
class SharedTask:
    """A table that all parts share, to be written into a release's folder."""

    name: str
    shared: TableFile
    folder: Path
    texts: bool = True

    def __str__(self) -> str:
        return f"the table {self.name}"


@dataclass(frozen=True, slots=True)
class SharedTable:
    """A table that all parts share, as it stands in the folder: its rows, the hash of its file, and of its content."""

    name: str
    facts: TableFacts
    hash: str
    content: str


def in_parts(schemas: Mapping[str, TableSchema]) -> tuple[str, ...]:
    """Return the tables that lie in parts."""
    return tuple(name for name in schemas if name not in SHARED)


def part_path(table: str, number: int) -> str:
    """Return where a part of a table stands in a release."""
    return f"parquet/{table}/part-{number:05d}.parquet"


def noted_at(kept: Path, key: str) -> Path:
    """Return the file of the folder ``kept`` in which is noted what a part holds."""
    return kept / f"{_KEPT}-{key}.tables"


def gathered_of_part(kept: Path, key: str, batches: Sequence[TableFile], name: str) -> pa.Table:
    """Return one of the tables `GATHERED` of a part's batches, one after the other."""
    import pyarrow as pa

    noted = TableFile(noted_at(kept, key))
    return noted.table(name) if noted.claim() else pa.concat_tables([batch.table(name) for batch in batches])


def whole_path(table: str) -> str:
    """Return where a table that all parts share stands in a release."""
    return f"parquet/{table}.parquet"


def write_task(task: PartTask | SharedTask) -> Part | SharedTable:
    """Write what a task is of."""
    return write_part(task) if isinstance(task, PartTask) else write_shared(task)


def write_shared(task: SharedTask) -> SharedTable:
    """Write the file of a table that all parts share."""
    schemas = load_schemas()
    stream = stream_of_table(task.shared.table(task.name))
    if not task.texts:
        schemas = without_texts(schemas)
        stream = withhold({task.name: stream}, schemas)[task.name]
    path = task.folder / whole_path(task.name)
    write_parquet(stream, path, schemas[task.name])
    return SharedTable(task.name, facts_of(stream), sha256(path), table_hash(stream))


def write_part(task: PartTask) -> Part:
    """Write the files of a part and check its rows; or take them over from the release before."""
    notes = noted_at(task.kept, task.key)
    taken = _taken_over(task, TableFile(notes))
    if taken is not None:
        return taken
    import pyarrow as pa
    import pyarrow.compute as pc

    schemas = load_schemas()
    tables = {
        name: pa.concat_tables([batch.table(name) for batch in task.batches])
        .cast(arrow_schema(schemas[name]))
        .combine_chunks()
        for name in in_parts(schemas)
    }
    give_back()
    report, beyond = check_part(tables, shared_tables(task.shared), schemas)
    _in_part(report, task.number).raise_if_faulty()
    if not task.texts:
        schemas = without_texts(schemas)
        tables = {name: stream.in_memory().combine_chunks() for name, stream in withhold(tables, schemas).items()}
    give_back()
    words = pc.sum(tables["documents"].column("word_count")).as_py() or 0
    hashes, rows, contents = {}, {}, {}
    # A table is left as soon as it is written, the largest last.
    for name in sorted(tables, key=lambda name: tables[name].nbytes):
        table = tables.pop(name)
        path = task.folder / part_path(name, task.number)
        write_parquet(table, path, schemas[name])
        hashes[name] = sha256(path)
        rows[name] = facts_of(stream_of_table(table))
        contents[name] = table_hash(table)
        del table
    give_back()
    part = Part(task.number, task.key, rows, words, hashes, contents, beyond)
    told = {name: pa.concat_tables([batch.table(name) for batch in task.batches]) for name in GATHERED}
    write_table_file(notes, told, json.loads(json.dumps(_noted(part), default=str)))
    return part


@lru_cache(maxsize=1)
def shared_tables(shared: TableFile) -> dict[str, pa.Table]:
    """Return the tables that all parts share; read once in each process, or before workers are forked from it."""
    # Of sources, which are as many as texts, a part needs the ids.
    return {name: shared.table(name, ["source_id"] if name == "sources" else None) for name in SHARED}


def _taken_over(task: PartTask, notes: TableFile) -> Part | None:
    if task.before is None or not notes.claim():
        return None
    noted = notes.notes()
    for name, digest in noted["hashes"].items():
        old = Path(task.before.get(name, ""))
        if not old.is_file() or sha256(old) != digest:
            return None
    for name in noted["hashes"]:
        _link(Path(task.before[name]), task.folder / part_path(name, task.number))
    return Part(
        task.number,
        task.key,
        {name: TableFacts(**facts) for name, facts in noted["rows"].items()},
        noted["words"],
        noted["hashes"],
        noted["contents"],
        Beyond(*({name: frozenset(keys) for name, keys in noted[kind].items()} for kind in ("referred", "evidenced"))),
    )


def _noted(part: Part) -> dict[str, Any]:
    return {
        "rows": {name: asdict(facts) for name, facts in part.rows.items()},
        "words": part.words,
        "hashes": dict(part.hashes),
        "contents": dict(part.contents),
        "referred": {name: sorted(keys) for name, keys in part.beyond.referred.items()},
        "evidenced": {name: sorted(keys) for name, keys in part.beyond.evidenced.items()},
    }


def _link(old: Path, new: Path) -> None:
    try:
        os.link(old, new)
    except OSError:  # another file system, or one without links
        shutil.copyfile(old, new)


def _in_part(report: Report, number: int) -> Report:
    return report.in_files(lambda table: f"{table}, part {number}")
