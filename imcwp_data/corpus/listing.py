"""The sources at an address, listed in the order of their ids: what a build reads, before it reads any of it.

An address is a folder of this machine or anything that fsspec opens (``s3://…``, ``gs://…``, ``https://…``): a folder
of texts; a zip or tar archive of texts; JSON Lines or Parquet with a column ``text`` (and, where there are such,
``id``, ``publisher``, ``url``, ``retrieved``, ``rights``); or a WET file of a web crawl (texts of pages, as WARC
records). What ``sources.csv`` in a folder or an archive says of the texts there holds wherever they are.

The files of a folder of this machine are read where they lie. All other texts are copied, one after the other, into one
file of the work folder, since they come in any order and may be far away.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from imcwp_data.corpus.beside import told_beside
from imcwp_data.corpus.read import check_names, declared_encodings, decode, read_bytes, stem_of, text_files, told_path
from imcwp_data.corpus.record import Record
from imcwp_data.corpus.records import records_of
from imcwp_data.errors import SourceError
from imcwp_data.model import Source
from imcwp_data.schema import source_order

_SPOOL = "texts"
# Ids are parts of other ids, which join them with dots and bars.
_NOT_IN_IDS = re.compile(r"[^\w.\-]+")


@dataclass(frozen=True, slots=True)
class Listed:
    """A source that can be read; ``encoding`` where it is declared.

    Its ``size`` bytes are the file ``path`` in the folder ``place``, or, where there is a ``start``, stand from there
    on in the file ``place``. Kept small, since a build holds all of them.
    """

    source_id: str
    path: str
    sha256: bytes
    size: int
    encoding: str | None
    place: str
    start: int | None = None

    @property
    def file(self) -> Path:
        """The file that holds it."""
        return Path(self.place, self.path) if self.start is None else Path(self.place)

    def digest(self) -> str:
        """Return a hash of all that its reading depends on, besides the rules."""
        parts = (self.source_id, self.path, self.sha256.hex(), self.encoding or "")
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Listing:
    """All sources of an address by `source_order`, and what is known of their publication, by path."""

    sources: tuple[Listed, ...]
    publications: Mapping[str, Mapping[str, str | None]]


def list_folder(folder: Path) -> Listing:
    """List the texts of a folder of this machine, as `read_folder` reads them. Raises SourceError."""
    paths = text_files(folder)
    check_names(folder, paths)
    declared = declared_encodings(folder / "sources.csv")
    folder_name = str(folder)
    found = []
    for relative in paths:
        path = f"{folder_name}{os.sep}{relative.replace('/', os.sep)}"
        data = read_bytes(path)
        told = told_path(folder, relative)
        # A name that cannot be told as it is does not lead to the file.
        place, start = (folder_name, None) if told == relative else (path, 0)
        digest = hashlib.sha256(data).digest()
        found.append(Listed(stem_of(told), told, digest, len(data), declared.get(told), place, start))
    return Listing(_in_order(found), {})


def list_address(address: str, work: Path) -> Listing:
    """List the sources of any other address; their texts are copied into the folder ``work``.

    Raises SourceError where the address or something in it cannot be read, MissingExtraError where a library for its
    kind is not installed.
    """
    spool = work / _SPOOL
    beside: dict[str, bytes] = {}
    try:
        found, publications = _copied(_named(records_of(address, beside)), spool)
    except OSError as error:
        raise SourceError(
            f"{spool}: the texts of {address} cannot be copied here ({error.strerror}); make room on that disk, or "
            "name a folder on another one (--cache, or TMPDIR where nothing is kept)"
        ) from error
    if not found:
        raise SourceError(f"{address}: there is no text in it; see 'imcwp-data build --help' for what can be read")
    told = told_beside(address, beside, [listed.path for listed in found])
    publications |= told.publications
    if told.encodings:
        found = [replace(listed, encoding=told.encodings.get(listed.path)) for listed in found]
    return Listing(_in_order(found), publications)


def _copied(records: Iterable[Record], spool: Path) -> tuple[list[Listed], dict[str, Mapping[str, str | None]]]:
    """Copy texts into a file; return them, and what is known of their publication. Raises SourceError, OSError."""
    place = str(spool)
    found: list[Listed] = []
    publications: dict[str, Mapping[str, str | None]] = {}
    names: dict[str, str] = {}
    paths: set[str] = set()
    start = 0
    with spool.open("wb") as file:
        for record in records:
            if record.name in names or record.path in paths:
                taken = (
                    f"the id {record.name!r} is that of {names[record.name]}" if record.name in names else "is there"
                )
                raise SourceError(
                    f"{record.path}: {taken} already; "
                    "give each text an id of its own (a column id, or another file name)"
                )
            names[record.name] = record.path
            paths.add(record.path)
            file.write(record.data)
            digest = hashlib.sha256(record.data).digest()
            size = len(record.data)
            found.append(Listed(record.name, record.path, digest, size, None, place, start))
            start += size
            if record.publication:
                publications[record.path] = record.publication
    return found, publications


def read_listed(listed: Listed) -> Source:
    """Return a listed source, decoded. Raises SourceError where it is no text, or changed since it was listed."""
    return decoded(listed, listed_bytes(listed))


def listed_bytes(listed: Listed) -> bytes:
    """Return the bytes of a listed source. Raises SourceError where they are gone, or changed since it was listed."""
    try:
        with listed.file.open("rb") as file:
            file.seek(listed.start or 0)
            # One byte more, so that a file that has grown is seen to have changed.
            data = file.read(listed.size + (listed.start is None))
    except OSError as error:
        raise SourceError(
            f"{listed.file}: the file cannot be read any more ({error.strerror}), though it was there when the "
            "texts were listed; put it back, or build again without it"
        ) from error
    if hashlib.sha256(data).digest() != listed.sha256:
        raise SourceError(f"{_where(listed)}: the file was changed while it was read; build again when it is finished")
    return data


def decoded(listed: Listed, data: bytes) -> Source:
    """Return the source whose bytes are ``data``. Raises SourceError where they are no text."""
    # A row of a table or a record of a crawl is no file that could be saved anew or taken out of a folder.
    is_row = listed.start is not None and "#" in listed.path
    advice = "mend that text where it stands, or leave it out (--unreadable FILE.csv)" if is_row else None
    text, encoding = decode(data, _where(listed), listed.encoding, advice)
    return Source(listed.source_id, listed.path, listed.sha256.hex(), listed.size, encoding, text)


def _where(listed: Listed) -> str:
    return str(listed.file) if str(listed.file).endswith(listed.path) else listed.path


def _named(records: Iterable[Record]) -> Iterator[Record]:
    for record in records:
        name = _NOT_IN_IDS.sub("-", record.name).strip("-.") or "unnamed"
        yield Record(name, record.path, record.data, record.publication)


def _in_order(found: list[Listed]) -> tuple[Listed, ...]:
    return tuple(sorted(found, key=lambda listed: source_order(listed.source_id)))
