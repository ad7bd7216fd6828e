"""Texts one by one from an address: folders, archives, tables and crawls, near or far."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from pathlib import PurePosixPath
from typing import IO, Any
from urllib.parse import unquote

from imcwp_data.corpus.archives import TAR_ENDINGS, is_beside, is_text, tarred_texts, zipped_texts
from imcwp_data.corpus.crawls import pages
from imcwp_data.corpus.opened import address_faults, decompressed, name_of, open_file, split_name
from imcwp_data.corpus.record import PUBLICATION, Record, in_utf8, publication_of, told
from imcwp_data.errors import MissingExtraError, SourceError

_TABLES = (".zip", ".jsonl", ".ndjson", ".parquet", ".wet", ".txt")


def records_of(address: str, beside: MutableMapping[str, bytes]) -> Iterator[Record]:
    """Yield the texts of an address in the order in which they stand there.

    Files beside them that tell of them are put into ``beside``, by path. Raises SourceError naming the address, and the
    line or member, where something cannot be read; MissingExtraError where the library for its kind is not installed.
    """
    try:
        import fsspec
    except ImportError as error:
        raise MissingExtraError(
            f"{address}: fsspec opens such addresses and is not installed. "
            "Install it with: pip install 'imcwp-data[build]'"
        ) from error
    try:
        with address_faults(address):
            system, root = fsspec.core.url_to_fs(address)
    except SourceError as error:
        raise SourceError(f"{address}: cannot be opened ({told(error.__cause__)}); correct the address") from error
    if not _is_far_file(root):
        with address_faults(address):
            is_folder = system.isdir(root)
        if is_folder:
            yield from _of_folder(address, system, root, beside)
            return
        with address_faults(address):
            if not system.exists(root):
                raise FileNotFoundError(root)
    with open_file(system, root, address) as file:
        yield from _of_file(address, name_of(root), file, beside)


def _is_far_file(root: str) -> bool:
    """Tell whether an address of the web is by its name that of a file.

    Whether it is a folder can only be told by fetching it, the whole file if it is one.
    """
    return root.startswith(("http://", "https://")) and _reader(name_of(root)) is not None


def _of_folder(address: str, system: Any, root: str, beside: MutableMapping[str, bytes]) -> Iterator[Record]:
    with address_faults(address):
        names = sorted(system.find(root))
    for name in names:
        path = name.removeprefix(root).lstrip("/")
        if name.startswith(("http://", "https://")):
            path = unquote(path)
        if not is_text(path) and not is_beside(path):
            continue
        with address_faults(f"{address}, {path}"):
            data = system.cat_file(name)
        if is_text(path):
            yield Record(PurePosixPath(path).stem, path, data)
        else:
            beside[path] = data


def _reader(name: str) -> str | None:
    """Return by what ending of `_TABLES`, or ".tar", a file of this name is read; None where by none."""
    plain, _ = split_name(name)
    if plain.endswith(TAR_ENDINGS):
        return ".tar"
    return next((ending for ending in _TABLES if plain.endswith(ending)), None)


def _of_file(address: str, name: str, file: IO[bytes], beside: MutableMapping[str, bytes]) -> Iterator[Record]:
    ending = _reader(name)
    if ending is None:
        raise SourceError(
            f"{address}: this is no kind of file that holds texts; give a folder of .txt files, or a file that "
            f"ends in {', '.join(_TABLES)}, .tar or .tgz"
        )
    if ending == ".tar":
        yield from tarred_texts(address, file, beside)
        return
    plain = decompressed(file, split_name(name)[1], address)
    if ending == ".zip":
        yield from zipped_texts(address, plain, beside)
        return
    readers: dict[str, Callable[[str, str, IO[bytes]], Iterator[Record]]] = {
        ".jsonl": _json_lines,
        ".ndjson": _json_lines,
        ".parquet": _parquet,
        ".wet": pages,
        ".txt": _text,
    }
    yield from readers[ending](address, name, plain)


def _text(address: str, name: str, file: IO[bytes]) -> Iterator[Record]:
    yield Record(name[: name.lower().rfind(".txt")], name, file.read())


def _json_lines(address: str, name: str, file: IO[bytes]) -> Iterator[Record]:
    for number, line in enumerate(file, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise SourceError(f"{address}, line {number}: this is not JSON ({told(error)}); mend the line") from None
        if not isinstance(row, dict):
            raise SourceError(f"{address}, line {number}: is no JSON object; write one with a field text")
        yield _row(address, name, number, "line", row)


def _parquet(address: str, name: str, file: IO[bytes]) -> Iterator[Record]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    number = 0
    try:
        with pq.ParquetFile(file) as table:
            names = table.schema_arrow.names
            if "text" not in names:
                raise SourceError(f"{address}: has no column text (its columns are {', '.join(names)}); name one so")
            wanted = [column for column in ("id", "text", *PUBLICATION) if column in names]
            for batch in table.iter_batches(batch_size=1_000, columns=wanted):
                for row in batch.to_pylist():
                    number += 1
                    yield _row(address, name, number, "row", row)
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        where = f"{address}, after row {number}" if number else address
        raise SourceError(f"{where}: is no Parquet file that can be read ({told(error)}); make it anew") from error


def _row(address: str, name: str, number: int, unit: str, row: Mapping[str, Any]) -> Record:
    where = f"{address}, {unit} {number}"
    text = row.get("text")
    if not isinstance(text, str):
        found = "is missing" if text is None else f"is {told(repr(text))}, which is no text"
        raise SourceError(f"{where}, column text: {found}; give each {unit} its text")
    given = in_utf8("" if row.get("id") is None else str(row["id"]), f"{where}, column id")
    return Record(
        given if given.strip() else f"{name.split('.')[0]}-{number}",
        f"{name}#{given if given.strip() else number}",
        in_utf8(text, f"{where}, column text").encode(),
        publication_of(row, where) or None,
    )
