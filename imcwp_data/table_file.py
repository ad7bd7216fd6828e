"""Several Arrow tables in one file: how work in progress is kept, so that any of them is read without the others.

The file is a line of JSON that says where everything stands, blank up to a multiple of 64 bytes, then one Arrow IPC
stream a table, and last the notes, as JSON. The line and each part have a checksum, so that a file which a disk or
another program changed is seen as soon as it is used. Not a form for publishing: no reader but this one knows it.
"""

from __future__ import annotations

import hashlib
import json
import os
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Protocol

from imcwp_data.errors import DamagedFileError, WorkFileError
from imcwp_data.locks import lock

if TYPE_CHECKING:
    import pyarrow as pa

_ALIGNMENT = 64
# The header's own checksum stands before it, in hexadecimal.
_CHECKSUM = 8
# How the name of a file ends that is not whole yet; its writer holds a lock on it.
UNFINISHED = ".new"
# What is written beside the tables stands among them under a name that no table has.
_NOTES = ""


class TableSource(Protocol):
    """Anything that gives tables by name; it can be a key, of which equal ones have the same tables."""

    def __hash__(self) -> int: ...

    def table(self, name: str, columns: Sequence[str] | None = None) -> pa.Table:
        """Return a table, or some of its columns; KeyError when there is none of that name."""
        ...

    def rows(self, name: str) -> int:
        """Return how many rows a table has; KeyError when there is none of that name."""
        ...


@dataclass(frozen=True, eq=False)
class TablesInMemory:
    """Tables that are in memory."""

    tables: Mapping[str, pa.Table]

    def table(self, name: str, columns: Sequence[str] | None = None) -> pa.Table:
        """Return a table, or some of its columns; KeyError when there is none of that name."""
        return self.tables[name] if columns is None else self.tables[name].select(list(columns))

    def rows(self, name: str) -> int:
        """Return how many rows a table has; KeyError when there is none of that name."""
        return int(self.tables[name].num_rows)


@dataclass(frozen=True)
class TableFile:
    """Tables in a file, read when they are asked for."""

    path: Path

    @cached_property
    def places(self) -> dict[str, tuple[int, int, int, int]]:
        """Where each table stands, how many rows it has, and its checksum.

        OSError when the file cannot be read, DamagedFileError when it is not what was written or is gone.
        """
        with self._opened() as file:
            line = file.readline()
        told, header = line[:_CHECKSUM], line[_CHECKSUM:].strip()
        if told != _checksum(header):
            raise DamagedFileError(str(self.path))
        return {name: tuple(place) for name, place in json.loads(header).items()}

    def notes(self) -> dict[str, Any]:
        """Return what was written beside the tables. OSError or DamagedFileError as for `places`."""
        notes: dict[str, Any] = json.loads(self._part(_NOTES))
        return notes

    def rows(self, name: str) -> int:
        """Return how many rows a table has; KeyError when there is none of that name."""
        return self.places[name][2]

    def _opened(self) -> IO[bytes]:
        try:
            return self.path.open("rb")
        except FileNotFoundError:
            # Another build may have removed it (`engine.cache.trim`), or somebody the whole folder.
            raise DamagedFileError(str(self.path)) from None

    def _part(self, name: str) -> bytes:
        start, length, _, checksum = self.places[name]
        with self._opened() as file:
            file.seek(start)
            data = file.read(length)
        if len(data) != length or zlib.crc32(data) != checksum:
            raise DamagedFileError(str(self.path))
        return data

    def table(self, name: str, columns: Sequence[str] | None = None) -> pa.Table:
        """Return a table, or some of its columns; KeyError when there is none of that name.

        OSError or DamagedFileError as for `places`.
        """
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
        """Tell whether the file is there as long as it was written; what is in it is proved when it is read."""
        try:
            ends = [start + length for start, length, *_ in self.places.values()]
            return bool(self.path.stat().st_size == max(ends))
        except (OSError, DamagedFileError):
            return False

    def claim(self) -> bool:
        """Mark the file as used now, so that other builds leave it to this one, and tell whether it is whole."""
        with suppress(OSError):
            os.utime(self.path)
        return self.is_whole()

    def is_intact(self) -> bool:
        """Tell whether the file is what was written, byte for byte."""
        try:
            for name in self.places:
                self._part(name)
        except (OSError, DamagedFileError):
            return False
        return self.is_whole()

    @property
    def names(self) -> Sequence[str]:
        """The names of the tables."""
        return [name for name in self.places if name != _NOTES]

    def __getstate__(self) -> dict[str, Any]:
        # What was read stays with the process that read it.
        return {"path": self.path}


def content_hash(tables: Mapping[str, pa.Table]) -> str:
    """Return a SHA-256 of the values of tables, the same however their columns are cut into chunks."""
    return _hash_of({name: _stream(table) for name, table in tables.items()})


def _hash_of(streams: Mapping[str, pa.Buffer]) -> str:
    digest = hashlib.sha256()
    for name in sorted(streams):
        digest.update(name.encode())
        digest.update(streams[name])
    return digest.hexdigest()


def write_table_file(
    path: Path, tables: Mapping[str, pa.Table], notes: Mapping[str, Any] | None = None, with_content: bool = False
) -> TableFile:
    """Write tables, and ``notes`` that JSON can hold, into a file; it is there whole or not at all.

    Those of a file ``with_content`` tell the `content_hash` of its tables, as ``content``. Raises WorkFileError when it
    cannot be written.
    """
    parts: dict[str, Any] = {name: _stream(table) for name, table in tables.items()}
    told = {**(notes or {}), **({"content": _hash_of(parts)} if with_content else {})}
    parts[_NOTES] = json.dumps(told, ensure_ascii=False).encode()
    rows = {name: table.num_rows for name, table in tables.items()}
    checksums = {name: zlib.crc32(data) for name, data in parts.items()}
    places: dict[str, tuple[int, int, int, int]] = {}
    start = 0
    while True:
        # The header's length depends on the numbers in it; it settles in two or three rounds.
        at = start
        for name, data in parts.items():
            places[name] = (at, len(data), rows.get(name, 0), checksums[name])
            at += len(data)
        header = json.dumps(places).encode()
        needed = -(-(len(header) + _CHECKSUM + 1) // _ALIGNMENT) * _ALIGNMENT
        if needed == start:
            break
        start = max(start, needed)
    with write_faults(path), _put_whole(path) as file:
        file.write((_checksum(header) + header).ljust(start - 1) + b"\n")
        for data in parts.values():
            file.write(data)
    return TableFile(path)


@contextmanager
def write_faults(path: Path) -> Iterator[None]:
    """Turn faults of the file system with work in progress at ``path`` into a WorkFileError."""
    try:
        yield
    except OSError as error:
        raise WorkFileError(str(error.filename or path), error.strerror or str(error)) from error


@contextmanager
def _put_whole(path: Path) -> Iterator[IO[bytes]]:
    """Give a file to be written, locked, and put it at ``path`` when the block ends without a fault."""
    unfinished, file, held = _begun(path)
    try:
        with file:
            yield file
        unfinished.replace(path)
    except BaseException:
        # Its name is another writer's as soon as it was given up.
        unfinished.unlink(missing_ok=True)
        raise
    finally:
        if held is not None:
            os.close(held)


def _begun(path: Path) -> tuple[Path, IO[bytes], int | None]:
    """Return a new file beside ``path``, open to be written, and what holds its lock."""
    # One name for each writer: several processes may write the same file at the same time.
    for number in count():
        unfinished = path.with_name(f".{path.name}.{os.getpid()}-{number}{UNFINISHED}")
        with suppress(FileExistsError):
            file = unfinished.open("xb")
            try:
                return unfinished, file, lock(unfinished)
            except (BlockingIOError, FileNotFoundError):
                # Another build took it for one that was left, since it was not locked yet.
                file.close()
    raise AssertionError("numbers do not end")


def _checksum(header: bytes) -> bytes:
    return f"{zlib.crc32(header):0{_CHECKSUM}x}".encode()


def _stream(table: pa.Table) -> pa.Buffer:
    import pyarrow as pa

    sink = pa.BufferOutputStream()
    options = pa.ipc.IpcWriteOptions(compression="lz4", use_threads=False)
    with pa.ipc.new_stream(sink, table.schema, options=options) as writer:
        for batch in table.combine_chunks().to_batches():
            writer.write_batch(batch)
    return sink.getvalue()
