"""Several Arrow tables in one file: how work in progress is kept, so that any of them is read without the others.

The file is a line of JSON that says where everything stands, blank up to a multiple of 64 bytes, then one Arrow IPC
stream a table, and last the notes, as JSON. Not a form for publishing: no reader but this one knows it.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import pyarrow as pa

_ALIGNMENT = 64
# What is written beside the tables stands among them under a name that no table has.
_NOTES = ""


class TableSource(Protocol):
    """Anything that gives tables by name; it can be a key, of which equal ones have the same tables."""

    def __hash__(self) -> int: ...

    def table(self, name: str, columns: Sequence[str] | None = None) -> pa.Table:
        """Return a table, or some of its columns; KeyError when there is none of that name."""
        ...


@dataclass(frozen=True, eq=False)
class TablesInMemory:
    """Tables that are in memory."""

    tables: Mapping[str, pa.Table]

    def table(self, name: str, columns: Sequence[str] | None = None) -> pa.Table:
        """Return a table, or some of its columns; KeyError when there is none of that name."""
        return self.tables[name] if columns is None else self.tables[name].select(list(columns))


@dataclass(frozen=True)
class TableFile:
    """Tables in a file, read when they are asked for."""

    path: Path

    @cached_property
    def places(self) -> dict[str, tuple[int, int, int]]:
        """Where each table stands, and how many rows it has. OSError or ValueError when the file is damaged."""
        with self.path.open("rb") as file:
            line = file.readline()
        header = json.loads(line)
        if not isinstance(header, dict) or _NOTES not in header:
            raise ValueError(f"{self.path}: not a file of tables")
        return {name: (start, length, rows) for name, (start, length, rows) in header.items()}

    def notes(self) -> dict[str, Any]:
        """Return what was written beside the tables. OSError or ValueError when the file is damaged."""
        notes: dict[str, Any] = json.loads(self._part(_NOTES))
        return notes

    def rows(self, name: str) -> int:
        """Return how many rows a table has; KeyError when there is none of that name."""
        return self.places[name][2]

    def _part(self, name: str) -> bytes:
        start, length, _ = self.places[name]
        with self.path.open("rb") as file:
            file.seek(start)
            return file.read(length)

    def table(self, name: str, columns: Sequence[str] | None = None) -> pa.Table:
        """Return a table, or some of its columns; KeyError when there is none of that name."""
        import pyarrow as pa

        data = pa.py_buffer(self._part(name))
        # Threads would take longer to be told than what they are told to do.
        options = pa.ipc.IpcReadOptions(use_threads=False)
        if columns is None:
            return pa.ipc.open_stream(data, options=options).read_all()
        names = pa.ipc.open_stream(data).schema.names
        options.included_fields = sorted(names.index(column) for column in columns)
        return pa.ipc.open_stream(data, options=options).read_all().select(list(columns))

    def is_whole(self) -> bool:
        """Tell whether the file is there with all that was written into it."""
        try:
            ends = [start + length for start, length, _ in self.places.values()]
            return bool(self.path.stat().st_size == max(ends))
        except (OSError, ValueError):
            return False

    @property
    def names(self) -> Sequence[str]:
        """The names of the tables."""
        return [name for name in self.places if name != _NOTES]

    def __getstate__(self) -> dict[str, Any]:
        # What was read stays with the process that read it.
        return {"path": self.path}


def content_hash(tables: Mapping[str, pa.Table]) -> str:
    """Return a SHA-256 of the values of tables, the same however their columns are cut into chunks."""
    digest = hashlib.sha256()
    for name in sorted(tables):
        digest.update(name.encode())
        digest.update(_stream(tables[name]))
    return digest.hexdigest()


def write_table_file(path: Path, tables: Mapping[str, pa.Table], notes: Mapping[str, Any] | None = None) -> TableFile:
    """Write tables, and ``notes`` that JSON can hold, into a file; it is there whole or not at all.

    Raises OSError when it cannot be written.
    """
    parts: dict[str, Any] = {name: _stream(table) for name, table in tables.items()}
    parts[_NOTES] = json.dumps(notes or {}, ensure_ascii=False).encode()
    rows = {name: table.num_rows for name, table in tables.items()}
    places: dict[str, tuple[int, int, int]] = {}
    start = 0
    while True:
        # The header's length depends on the numbers in it; it settles in two or three rounds.
        at = start
        for name, data in parts.items():
            places[name] = (at, len(data), rows.get(name, 0))
            at += len(data)
        header = json.dumps(places).encode()
        needed = -(-(len(header) + 1) // _ALIGNMENT) * _ALIGNMENT
        if needed == start:
            break
        start = max(start, needed)
    # One name for each process that may write the same file at the same time.
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with unfinished.open("wb") as file:
            file.write(header.ljust(start - 1) + b"\n")
            for data in parts.values():
                file.write(data)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return TableFile(path)


def _stream(table: pa.Table) -> pa.Buffer:
    import pyarrow as pa

    sink = pa.BufferOutputStream()
    options = pa.ipc.IpcWriteOptions(compression="lz4", use_threads=False)
    with pa.ipc.new_stream(sink, table.schema, options=options) as writer:
        for batch in table.combine_chunks().to_batches():
            writer.write_batch(batch)
    return sink.getvalue()
