"""``SHA256SUMS`` of a folder: written so that ``sha256sum -c SHA256SUMS`` proves a download."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

CHECKSUMS = "SHA256SUMS"
# What file managers leave behind; it is no part of a release.
LITTER = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
_ARCHIVE = re.compile(r"imcwp-data-[^/]+\.zip")


def archive_name(version: str) -> str:
    """Return the name of the archive that holds a whole release and may stand beside its files."""
    return f"imcwp-data-{version}.zip"


def is_beside(name: str) -> bool:
    """Tell whether a path in a release's folder is no part of the release: its archive, or what file managers leave."""
    return name.rpartition("/")[2] in LITTER or _ARCHIVE.fullmatch(name) is not None


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal. Raises OSError when it cannot be read."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def files_of(folder: Path) -> list[str]:
    """Return the files below a folder as sorted relative paths with forward slashes, but those beside the release."""
    found = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir())
    return sorted(name for name in found if not is_beside(name))


def checksums(folder: Path) -> str:
    """Return the lines for all files of a folder but the list itself, sorted by path."""
    names = [name for name in files_of(folder) if name != CHECKSUMS]
    return "".join(f"{sha256(folder / name)}  {name}\n" for name in names)


def write_checksums(folder: Path) -> None:
    """Write ``SHA256SUMS`` of a folder."""
    (folder / CHECKSUMS).write_text(checksums(folder), encoding="utf-8", newline="\n")


def read_checksums(folder: Path) -> dict[str, str]:
    """Return hash by path as ``SHA256SUMS`` of a folder says; empty when the file is missing or is no such list."""
    try:
        text = (folder / CHECKSUMS).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return {}
    pairs = [line.split("  ", 1) for line in text.splitlines()]
    return {pair[1]: pair[0] for pair in pairs if len(pair) == 2}


def is_intact(folder: Path) -> bool:
    """Tell whether a folder holds exactly the files that its ``SHA256SUMS`` lists, unchanged."""
    try:
        listed = (folder / CHECKSUMS).read_bytes()
    except OSError:
        return False
    return listed == checksums(folder).encode()
