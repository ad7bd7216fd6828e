"""Texts one by one from an address: folders, archives, tables and crawls, near or far."""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import re
import tarfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO, Any

from imcwp_data.errors import MissingExtraError, SourceError

_PUBLICATION = ("publisher", "url", "retrieved", "rights")
_COMPRESSIONS = (".gz", ".bz2", ".xz", ".zst")
_LONGEST_ADDRESS_IN_ID = 80


@dataclass(frozen=True, slots=True)
class Record:
    """One text: its name, where it comes from, its bytes, and what is known of its publication."""

    name: str
    path: str
    data: bytes
    publication: Mapping[str, str | None] | None = None


def records_of(address: str) -> Iterator[Record]:
    """Yield the texts of an address in the order in which they stand there.

    Raises SourceError naming the address, and the line or member, where something cannot be read; MissingExtraError
    where the library for its kind is not installed.
    """
    try:
        import fsspec
    except ImportError as error:
        raise MissingExtraError(
            f"{address}: fsspec opens such addresses and is not installed. "
            "Install it with: pip install 'imcwp-data[build]'"
        ) from error
    try:
        system, root = fsspec.core.url_to_fs(address)
        if system.isdir(root):
            names = [name for name in sorted(system.find(root)) if name.lower().endswith(".txt")]
            for name in names:
                relative = name.removeprefix(root).lstrip("/")
                yield Record(PurePosixPath(name).stem, relative, system.cat_file(name))
            return
        if not system.exists(root):
            raise SourceError(f"{address}: there is no such file or folder; correct the address")
        yield from _of_file(address, system.open(root, "rb"))
    except ImportError as error:
        raise MissingExtraError(f"{address}: {error}. Install that library and build again.") from error
    except ValueError as error:
        raise SourceError(f"{address}: cannot be opened ({error}); correct the address") from error
    except OSError as error:
        raise SourceError(f"{address}: cannot be read ({error}); check that it is there and may be read") from error


def _of_file(address: str, file: IO[bytes]) -> Iterator[Record]:
    name = PurePosixPath(address).name
    plain, compression = _split(name)
    with contextlib.ExitStack() as stack:
        opened = stack.enter_context(file)
        if plain.endswith((".tar", ".tgz")):
            yield from _tar(address, opened)
            return
        readers: dict[str, Callable[[str, IO[bytes]], Iterator[Record]]] = {
            ".zip": _zip, ".jsonl": _json_lines, ".ndjson": _json_lines, ".parquet": _parquet, ".wet": _wet, ".txt": _text,
        }  # fmt: skip
        reader = next((read for ending, read in readers.items() if plain.endswith(ending)), None)
        if reader is None:
            raise SourceError(
                f"{address}: this is no kind of file that holds texts; give a folder of .txt files, or a file that ends "
                f"in {', '.join(readers)}, .tar or .tgz"
            )
        if compression:
            import fsspec

            opened = fsspec.compression.compr[compression](opened, mode="rb")
        yield from reader(address, opened)


def _split(name: str) -> tuple[str, str | None]:
    """Return a file's name in lower case without the ending of its compression, and the compression's name."""
    lower = name.lower()
    names = {".gz": "gzip", ".bz2": "bz2", ".xz": "xz", ".zst": "zstd"}
    ending = next((ending for ending in _COMPRESSIONS if lower.endswith(ending)), None)
    return (lower.removesuffix(ending), names[ending]) if ending else (lower, None)


def _text(address: str, file: IO[bytes]) -> Iterator[Record]:
    name = PurePosixPath(address)
    yield Record(name.name[: name.name.lower().rfind(".txt")], name.name, file.read())


def _zip(address: str, file: IO[bytes]) -> Iterator[Record]:
    try:
        with zipfile.ZipFile(file) as archive:
            for name in sorted(archive.namelist()):
                if _is_text(name):
                    yield Record(PurePosixPath(name).stem, name, archive.read(name))
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
        raise SourceError(f"{address}: is no zip archive that can be read ({error}); make it anew") from error


def _tar(address: str, file: IO[bytes]) -> Iterator[Record]:
    try:
        with tarfile.open(fileobj=file, mode="r|*") as archive:
            for member in archive:
                if member.isfile() and _is_text(member.name):
                    held = archive.extractfile(member)
                    assert held is not None
                    yield Record(PurePosixPath(member.name).stem, member.name, held.read())
    except (tarfile.TarError, EOFError) as error:
        raise SourceError(f"{address}: is no tar archive that can be read ({error}); make it anew") from error


def _is_text(name: str) -> bool:
    path = PurePosixPath(name)
    hidden = any(part.startswith(".") or part == "__MACOSX" for part in path.parts)
    return path.suffix.lower() == ".txt" and not hidden


def _json_lines(address: str, file: IO[bytes]) -> Iterator[Record]:
    for number, line in enumerate(io.BufferedReader(file) if isinstance(file, io.RawIOBase) else file, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise SourceError(f"{address}, line {number}: this is not JSON ({error}); mend the line") from None
        if not isinstance(row, dict):
            raise SourceError(f"{address}, line {number}: is no JSON object; write one with a field text")
        yield _row(address, number, "line", row)


def _parquet(address: str, file: IO[bytes]) -> Iterator[Record]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(file) as table:
            names = table.schema_arrow.names
            if "text" not in names:
                raise SourceError(f"{address}: has no column text (its columns are {', '.join(names)}); name one so")
            wanted = [name for name in ("id", "text", *_PUBLICATION) if name in names]
            number = 0
            for batch in table.iter_batches(batch_size=1_000, columns=wanted):
                for row in batch.to_pylist():
                    number += 1
                    yield _row(address, number, "row", row)
    except pa.ArrowException as error:
        raise SourceError(f"{address}: is no Parquet file that can be read ({error}); make it anew") from error


def _row(address: str, number: int, unit: str, row: Mapping[str, Any]) -> Record:
    where = f"{address}, {unit} {number}"
    text = row.get("text")
    if not isinstance(text, str):
        found = "is missing" if text is None else f"is {text!r}, which is no text"
        raise SourceError(f"{where}, column text: {found}; give each {unit} its text")
    name = PurePosixPath(address).name
    given = row.get("id")
    stem = name.split(".")[0]
    publication = {column: str(row[column]) for column in _PUBLICATION if row.get(column)}
    return Record(
        f"{stem}-{number}" if given is None else str(given),
        f"{name}#{number if given is None else given}",
        text.encode(),
        publication or None,
    )


def _wet(address: str, file: IO[bytes]) -> Iterator[Record]:
    """Yield the pages of a WET file: what a crawl kept of their text, without mark-up."""
    try:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed
    except ImportError as error:
        raise MissingExtraError(
            f"{address}: warcio reads crawls and is not installed. Install it with: pip install 'imcwp-data[crawl]'"
        ) from error
    name = PurePosixPath(address).name
    try:
        for record in ArchiveIterator(file):
            if record.rec_type != "conversion":
                continue
            url = record.rec_headers.get_header("WARC-Target-URI") or ""
            day = (record.rec_headers.get_header("WARC-Date") or "")[:10]
            publication = {"url": url or None, "retrieved": day or None}
            yield Record(_page_name(url), f"{name}#{url}", record.content_stream().read(), publication)
    except ArchiveLoadFailed as error:
        raise SourceError(f"{address}: is no WET file that can be read ({error}); fetch it anew") from error


def _page_name(url: str) -> str:
    """Return an id for the page at an address: its beginning, to be read by people, and a hash, to be of it alone."""
    short = re.sub(r"^[a-z]+://(?:www\.)?", "", url)[:_LONGEST_ADDRESS_IN_ID]
    return f"{short}-{hashlib.sha256(url.encode()).hexdigest()[:8]}"
