"""Whether a release stands there already: what it was made of, and what it was when it was put in its place.

A build's result follows from what it is made of. Where all of that is as it was, and the release is, byte for byte,
what that build left there, there is nothing to do.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from imcwp_data.errors import DamagedFileError
from imcwp_data.publish.checksums import CHECKSUMS, is_intact, sha256
from imcwp_data.publish.release import copies_are_stale, ready_target, storage_faults
from imcwp_data.publish.toolchain import toolchain
from imcwp_data.table_file import TableFile, write_table_file

_PACKAGE = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Standing:
    """What a build left: the hash of the release's ``SHA256SUMS``, the rows of each table, what it said, and the names
    of the kept files that it used.
    """

    checksums: str
    rows: dict[str, int]
    unknown_parties: tuple[str, ...]
    changes_carried: bool
    used: tuple[str, ...]


def made_of(parts: Sequence[object], folders: Iterable[Path | None], files: Iterable[Path | None]) -> str:
    """Return a hash of all that shapes a release.

    ``parts`` are values that JSON can hold or that tell themselves (`repr`), such as the keys of the batches; of
    ``folders`` and ``files`` the bytes count. To these come the package itself and the versions of its libraries.
    """
    from imcwp_data import __version__

    told = [__version__, toolchain(), _bytes_of(_PACKAGE), *parts]
    told += [folder and _bytes_of(folder) for folder in folders]
    told += [file and file.is_file() and sha256(file) for file in files]
    return hashlib.sha256(json.dumps(told, sort_keys=True, default=repr).encode()).hexdigest()[:40]


def _bytes_of(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            digest.update(f"{path.relative_to(folder).as_posix()}\0{sha256(path)}\0".encode())
    return digest.hexdigest()


def standing(noted: TableFile, target: Path) -> Standing | None:
    """Return what a build left at ``target`` if it stands there unchanged; ``noted`` is the file of `note_standing`.

    None where anything is missing, damaged or other than it was. Raises ReleaseError as `publish` does.
    """
    target = target.resolve()
    try:
        notes = noted.notes() if noted.claim() else None
    except DamagedFileError:
        return None
    if notes is None:
        return None
    with storage_faults(target):
        ready_target(target)
        listed = target / CHECKSUMS
        if not listed.is_file() or sha256(listed) != notes["checksums"] or copies_are_stale(target):
            return None
        if not is_intact(target):
            return None
    return Standing(
        notes["checksums"],
        notes["rows"],
        tuple(notes["unknown_parties"]),
        notes["changes_carried"],
        tuple(notes["used"]),
    )


def note_standing(path: Path, left: Standing) -> None:
    """Note in a file what a build left. Raises WorkFileError when it cannot be written."""
    notes = {"checksums": left.checksums, "rows": left.rows, "unknown_parties": list(left.unknown_parties)}
    write_table_file(path, {}, notes | {"changes_carried": left.changes_carried, "used": list(left.used)})
