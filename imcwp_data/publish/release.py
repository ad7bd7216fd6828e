"""Valid tables → a release folder, all or nothing.

The release is made in a folder beside the target, checked as its users would read it, and put in the target's place in
one step. Whatever fails, the release that stood there stays as it was; where the new one says the same, its files are
not touched.

``metadata.json`` is a part of the release, so that a downloaded or installed release is whole by itself. Where the
release is the ``dist`` folder of a checkout, a copy stands beside ``pyproject.toml``, where people look for it; so do
copies of the descriptions that code hosts and archives look for.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from imcwp_data.canonical import table_hash
from imcwp_data.errors import ReleaseError
from imcwp_data.faults import Report, combined
from imcwp_data.offsets import proofs
from imcwp_data.progress import Progress, silent
from imcwp_data.publish.card import MeasuredQuality, data_set_card
from imcwp_data.publish.checksums import CHECKSUMS, files_of, is_intact, read_checksums, sha256, write_checksums
from imcwp_data.publish.csv import write_csv
from imcwp_data.publish.datapackage import DESCRIPTOR, descriptor, without_library_traces
from imcwp_data.publish.datasette import datasette_metadata
from imcwp_data.publish.descriptions import COPIES, WITH_HASHES, as_json, describe_release, languages_of, says_the_same
from imcwp_data.publish.descriptions.hugging_face import front_matter
from imcwp_data.publish.forms import DATABASE, FORMATS, Forms, forms
from imcwp_data.publish.parquet import write_parquet
from imcwp_data.publish.sqlite import write_sqlite
from imcwp_data.publish.swap import building_folder, recover, swap
from imcwp_data.publish.toolchain import BUILD, toolchain
from imcwp_data.schema import TableSchema
from imcwp_data.table_stream import TableStream, streams_of_tables
from imcwp_data.turns import Piece, Run, in_turn, largest_first
from imcwp_data.validate import table_checks, validate_release, validate_tables
from imcwp_data.withheld import without_texts
from imcwp_data.withholding import withhold

if TYPE_CHECKING:
    import pyarrow as pa

METADATA = "metadata.json"
QUALITY = "quality.json"
# Files whose bytes another version of a library would write otherwise; the descriptor has a hash of what is in them.
_OF_A_LIBRARY = (".parquet", ".gz", ".zst")
_SYNCED_AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class Placed:
    """What publishing came to: whether anything had to be written, and the hash of the ``SHA256SUMS`` that it left."""

    changed: bool
    checksums: str


def publish(
    tables: Mapping[str, TableStream | pa.Table],
    schemas: Mapping[str, TableSchema],
    target: Path,
    *,
    version: str | None = None,
    quality: MeasuredQuality | None = None,
    progress: Progress = silent,
    formats: Iterable[str] = FORMATS,
    compression: str | None = None,
    beside: Mapping[str, str] | None = None,
    texts: bool = True,
    run: Run | None = None,
) -> Placed:
    """Publish tables as the release ``target``.

    ``schemas`` come parents first and name the tables; ``version`` is by default that of this package; ``quality``
    becomes ``quality.json`` and a table in the card; ``formats`` are those of `FORMATS` to write, ``compression`` that
    of the CSV files ("gzip" or "zstd"); ``beside`` are texts of other files by name. Where ``texts`` is false, the
    release is one without texts (`imcwp_data.withheld`), after all offsets were proved with them. ``run`` goes through
    what there is to check and to write as an engine's ``map`` does; the tables can then be sent to workers. Raises
    ValidationError when a table or the finished release breaks its schema, ReleaseError when ``target`` holds anything
    but a release or cannot be written, or for an unknown format. In all cases ``target`` is untouched.
    """
    from imcwp_data import __version__

    forms(formats, compression)
    target = target.resolve()
    version = version or __version__
    with storage_faults(target):
        ready_target(target)
        reports, checks = table_checks(tables, schemas)
        if reports:
            # What else is wrong is told with it.
            validate_tables(tables, schemas).raise_if_faulty()
        if not texts:
            checks += proofs(streams_of_tables(tables), schemas, None)
            schemas = without_texts(schemas)
            tables = withhold(tables, schemas)
        with building_folder(target) as folder:
            write_release(
                folder, tables, schemas, version, quality, progress,
                formats=formats, compression=compression, beside=beside, checks=checks, run=run,
            )  # fmt: skip
            validate_release(folder, run=run, progress=progress).raise_if_faulty()
            return put_in_place(folder, target)


def write_release(
    folder: Path,
    tables: Mapping[str, TableStream | pa.Table],
    schemas: Mapping[str, TableSchema],
    version: str,
    quality: MeasuredQuality | None = None,
    progress: Progress = silent,
    *,
    formats: Iterable[str] = FORMATS,
    compression: str | None = None,
    beside: Mapping[str, str] | None = None,
    checks: Sequence[Piece[list[Report]]] = (),
    run: Run | None = None,
) -> None:
    """Write all files of a release into an empty folder; other arguments as for `publish`.

    ``checks`` come first: nothing that is written counts where they find a fault. Raises ValidationError for it,
    OSError when a file cannot be written, ReleaseError for an unknown format.
    """
    written = forms(formats, compression)
    streams = streams_of_tables({name: tables[name] for name in schemas})
    files = largest_first(_files_to_write(folder, streams, schemas, written))
    steps = len(files) + 1
    # Of several workers one begins at once with what takes the longest.
    ahead = 0 if run is None else 1
    results: Iterator[Any] = in_turn([*files[:ahead], *checks, *files[ahead:]], run)
    progress("writing", 0, steps)
    begun = list(islice(results, ahead))
    combined(chain.from_iterable(islice(results, len(checks)))).raise_if_faulty()
    made = {}
    for number, (file, result) in enumerate(zip(files, chain(begun, results), strict=True), 1):
        if isinstance(result, sqlite3.Error):
            raise result
        made[file.name] = result
        progress("writing", number, steps)
    hashes = {name: made[path] for name in schemas if (path := written.csv_path(name)) in made}
    languages = languages_of(streams["documents"])
    head = front_matter(schemas, {name: stream.rows for name, stream in streams.items()}, languages, written)
    card = data_set_card(streams, schemas, version, quality, written, beside=beside or ())
    write_text(folder / "README.md", head + card)
    write_texts(folder, beside)
    if quality is not None:
        write_text(folder / QUALITY, quality.json)
    write_text(folder / METADATA, as_json(datasette_metadata(schemas, version)))
    write_text(folder / BUILD, as_json(toolchain()))
    hashes = hashes or {name: table_hash(streams[name]) for name in schemas}
    package = descriptor(folder, streams, schemas, version, hashes, written)
    write_text(folder / DESCRIPTOR, as_json(package))
    describe_release(folder, package, schemas, streams["sources"], languages)
    write_checksums(folder)
    progress("writing", steps, steps)


def _files_to_write(
    folder: Path, streams: Mapping[str, TableStream], schemas: Mapping[str, TableSchema], written: Forms
) -> list[Piece[Any]]:
    """Return the files of the tables as pieces of work; one of CSV gives the hash of its table."""
    pieces: list[Piece[Any]] = []
    for kind in ("csv", "parquet"):
        if kind in written.formats:
            (folder / kind).mkdir()
    for name, schema in schemas.items():
        stream = streams[name]
        if "csv" in written.formats:
            path = written.csv_path(name)
            pieces.append(Piece(path, partial(write_csv, stream, folder / path, written.compression), stream.rows))
        if "parquet" in written.formats:
            path = written.parquet_path(name)
            pieces.append(Piece(path, partial(write_parquet, stream, folder / path, schema), stream.rows))
    if "sqlite" in written.formats:
        rows = sum(stream.rows for stream in streams.values())
        pieces.append(Piece(DATABASE, partial(_database, streams, schemas, folder / DATABASE), rows))
    return pieces


def _database(
    streams: Mapping[str, TableStream], schemas: Mapping[str, TableSchema], path: Path
) -> sqlite3.IntegrityError | None:
    """Write the SQLite file; return what SQLite says of tables that break their schemas, which is known or wrong."""
    try:
        write_sqlite(streams, schemas, path)
    except sqlite3.IntegrityError as error:
        return error
    return None


def same_content(new: Path, old: Path) -> bool:
    """Tell whether an intact release ``old`` says the same as ``new``, whatever versions of libraries wrote them."""
    names = files_of(new)
    if names != files_of(old) or not is_intact(old):
        return False
    before, now = ((folder / DESCRIPTOR).read_text(encoding="utf-8") for folder in (old, new))
    with_hashes = [name for name in WITH_HASHES if name in names]
    try:
        if without_library_traces(before) != without_library_traces(now):
            return False
        for name in with_hashes:
            if not says_the_same(name, *((folder / name).read_text(encoding="utf-8") for folder in (old, new))):
                return False
    except (ValueError, KeyError, TypeError):
        return False
    by_library = {
        DESCRIPTOR,
        CHECKSUMS,
        DATABASE,
        BUILD,
        *with_hashes,
        *(name for name in names if name.endswith(_OF_A_LIBRARY)),
    }
    old_sums, new_sums = read_checksums(old), read_checksums(new)
    return all(old_sums[name] == new_sums[name] for name in names if name not in by_library)


def ready_target(target: Path) -> None:
    """Put right what a killed build left at ``target``; ReleaseError when it holds what no build wrote."""
    target.parent.mkdir(parents=True, exist_ok=True)
    recover(target)
    _refuse_what_is_no_release(target)


def can_be_replaced(target: Path) -> None:
    """Raise ReleaseError when a release cannot be put at ``target``, as far as that can be seen beforehand."""
    target = target.resolve()
    with storage_faults(target):
        ready_target(target)
        with building_folder(target):
            pass


def put_in_place(folder: Path, target: Path) -> Placed:
    """Put a finished release in the place of ``target``, unless that says the same."""
    stale = _stale_copies(folder, target)
    # Told before: as soon as it stands there, another build may put its own there.
    checksums = [sha256(listed) if listed.is_file() else "" for listed in (target / CHECKSUMS, folder / CHECKSUMS)]
    if target.is_dir() and same_content(folder, target):
        for path, content in stale.items():
            _write_copy(path, content)
        return Placed(bool(stale), checksums[0])
    _sync(folder)
    existed = target.exists()
    swap(folder, target)
    try:
        for path, content in stale.items():
            _write_copy(path, content)
    except BaseException:
        if existed:
            swap(folder, target)
        else:
            target.rename(folder)
        raise
    return Placed(True, checksums[1])


def copies_are_stale(target: Path) -> bool:
    """Tell whether a file beside a release is to be a copy of one in it and is not."""
    try:
        return bool(_stale_copies(target, target))
    except OSError:
        return True


def _stale_copies(folder: Path, target: Path) -> dict[Path, bytes]:
    """Return the files beside ``target`` that are to be copies of files of the new release and are not, by path."""
    if target.name != "dist" or not (target.parent / "pyproject.toml").is_file():
        return {}
    wanted = {target.parent / name: (folder / name).read_bytes() for name in (METADATA, *COPIES)}
    return {path: new for path, new in wanted.items() if not (path.is_file() and path.read_bytes() == new)}


def _write_copy(path: Path, content: bytes) -> None:
    unfinished = path.with_name(f".{path.name}.new")
    try:
        unfinished.write_bytes(content)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def _refuse_what_is_no_release(target: Path) -> None:
    """A build replaces the whole folder, so it must not hold anything that no build wrote."""
    if target.exists() and not target.is_dir():
        raise ReleaseError(f"{target}: is a file. Name a folder for the release (--out).")
    try:
        str(target).encode()
    except UnicodeEncodeError:
        # Arrow opens no file in it.
        raise ReleaseError(f"{target}: the path is not UTF-8. Name another folder for the release (--out).") from None
    foreign = sorted(set(files_of(target)) - set(read_checksums(target)) - {CHECKSUMS}) if target.is_dir() else []
    if foreign:
        others = f" and {len(foreign) - 1} more" if len(foreign) > 1 else ""
        raise ReleaseError(
            f"{target}: holds {foreign[0]}{others}, which is no part of a release and would be lost. "
            "Name another folder (--out), or move the files away."
        )


@contextmanager
def storage_faults(target: Path) -> Iterator[None]:
    """Turn faults of the file system into ReleaseErrors that say what to do."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise ReleaseError(
            f"{target}: the release cannot be written ({reason}: {error.filename or target}). "
            "Check the folder's permissions and the free space, or name another folder (--out)."
        ) from error


def _sync(folder: Path) -> None:
    """Have the files on the disk before the old ones go: a power cut must not leave empty ones."""

    def sync(name: str) -> None:
        with (folder / name).open("rb+") as file:
            os.fsync(file.fileno())

    # A disk takes many that it is told at once in little more time than one.
    with ThreadPoolExecutor(_SYNCED_AT_ONCE) as pool:
        for _ in pool.map(sync, files_of(folder)):
            pass


def write_texts(folder: Path, texts: Mapping[str, str] | None) -> None:
    """Write texts as files of these names."""
    for name, text in (texts or {}).items():
        write_text(folder / name, text)


def write_text(path: Path, text: str) -> None:
    """Write a text with the same line ends on every system."""
    path.write_text(text, encoding="utf-8", newline="\n")
