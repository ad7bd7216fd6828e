"""What was read before, by what it was read from: a rebuild reads only what has changed.

A file's name is a hash of all that its content depends on: the bytes of the sources and the rules. So nothing in the
cache can be out of date; it can only be missing. Files are put in place whole, and used for at most so many bytes: the
ones not used for the longest time go first.
"""

from __future__ import annotations

import hashlib
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from imcwp_data.table_file import UNFINISHED, TableFile

CACHE_VARIABLE = "IMCWP_DATA_CACHE"
MOST_BYTES = 8_000_000_000
_WORK = "work-"
_PACKAGE = Path(__file__).resolve().parent.parent
# What a reading depends on, besides the vocabularies.
_RULES = ("corpus", "text", "extract", "consolidate")
_MODULES = ("model.py", "schema.py", "table_schema.py", "table_file.py", "engine/tasks.py", "engine/finishing.py")
_LIBRARIES = ("ahocorasick_rs", "pyarrow", "numpy")


def default_cache() -> Path:
    """Return the folder of the cache: that of the variable IMCWP_DATA_CACHE, else one in the user's cache folder."""
    told = os.environ.get(CACHE_VARIABLE)
    if told:
        return Path(told)
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "imcwp-data"


def rules_hash(vocabulary: Path | None) -> str:
    """Return a hash of the rules that read and join texts: code, schemas, vocabularies, and the libraries' versions."""
    digest = hashlib.sha256(_code_hash().encode())
    for path in vocabulary_files(vocabulary):
        digest.update(f"\0{path.name}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def rule_files() -> list[tuple[str, Path]]:
    """Return the modules that read and join texts, each with its path in the package, sorted by it."""
    files = [path for name in _RULES for path in (_PACKAGE / name).rglob("*.py")]
    files += [_PACKAGE / name for name in _MODULES]
    files += (_PACKAGE / "vocabulary").glob("*.py")
    return sorted((path.relative_to(_PACKAGE).as_posix(), path) for path in files)


def vocabulary_files(folder: Path | None) -> list[Path]:
    """Return the vocabularies of a folder (default: the package's own), sorted by name."""
    return sorted((_PACKAGE / "vocabulary" if folder is None else folder).glob("*.csv"))


@cache
def _code_hash() -> str:
    from imcwp_data.schema import schemas_folder

    digest = hashlib.sha256(f"{platform.python_version()} {[_version(name) for name in _LIBRARIES]}".encode())
    for name, path in rule_files():
        digest.update(f"\0{name}\0".encode())
        digest.update(path.read_bytes())
    for path in sorted(schemas_folder().glob("*.schema.json")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def key_of(parts: Iterable[str]) -> str:
    """Return the name under which something is kept that depends on these parts."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:40]


@dataclass(frozen=True, slots=True)
class Cache:
    """A folder of what was read and finished by one set of rules; `folder` is there once it is opened."""

    root: Path
    folder: Path

    def path(self, kind: str, key: str) -> Path:
        """Return where something of a kind (``facts``, ``rows``) is kept under a key."""
        return self.folder / f"{kind}-{key}.tables"

    def kept(self, kind: str) -> list[Path]:
        """Return all that is kept of a kind."""
        return sorted(self.folder.glob(f"{kind}-*.tables"))


@contextmanager
def work_folder(root: Path | None) -> Iterator[Path]:
    """Give an empty folder for one build, beside what is kept in the cache ``root``, and remove it in the end.

    What builds that were killed left unfinished is removed too, and the marks of this one's caches (`open_cache`).
    Raises OSError when none can be made.
    """
    if root is None:
        with tempfile.TemporaryDirectory(prefix="imcwp-data-") as name:
            yield Path(name)
        return
    root.mkdir(parents=True, exist_ok=True)
    for left in root.glob(f"{_WORK}*"):
        if _is_left(left.name.removeprefix(_WORK).split("-")[0]):
            shutil.rmtree(left, ignore_errors=True)
    for left in root.glob(f"*/.*{UNFINISHED}"):
        if _is_left(left.name.removesuffix(UNFINISHED).rpartition(".")[2]):
            left.unlink(missing_ok=True)
    try:
        with tempfile.TemporaryDirectory(prefix=f"{_WORK}{os.getpid()}-", dir=root) as name:
            yield Path(name)
    finally:
        for mark in root.glob(f"*/{_mark()}"):
            mark.unlink(missing_ok=True)


def _mark() -> str:
    """Return the name of the file that shows that this process is at work in a folder of the cache."""
    return f".opened.{os.getpid()}{UNFINISHED}"


def _is_left(number: str) -> bool:
    """Tell whether the process of a number is gone that made something. Of another machine's that cannot be told."""
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except (OSError, ValueError, OverflowError):
        return False
    return False


def open_cache(root: Path, rules: str) -> Cache:
    """Return the cache of a set of rules in the folder ``root``. Raises OSError when it cannot be made.

    A mark in its folder, which `work_folder` removes, keeps other builds from removing the folder while it is empty.
    """
    folder = root / rules[:16]
    while True:
        folder.mkdir(parents=True, exist_ok=True)
        # Another build may remove the empty folder before the mark is in it.
        with suppress(FileNotFoundError):
            (folder / _mark()).touch()
            return Cache(root, folder)


def remove_damaged(root: Path) -> int:
    """Remove the files that are not what was written into them; return how many there were."""
    count = 0
    for path in root.glob("*/*.tables"):
        if not TableFile(path).is_intact():
            with suppress(OSError):
                path.unlink()
                count += 1
    return count


def trim(root: Path, used: Iterable[Path], most_bytes: int = MOST_BYTES) -> None:
    """Remove the files that were not used for the longest time until no more than ``most_bytes`` are left.

    What this build used is marked as used now, and kept whatever its size. A file that another build removes meanwhile
    is no fault.
    """
    mine = set(used)
    for path in mine:
        with suppress(OSError):
            os.utime(path)
    files = []
    # Earlier versions kept some of it as JSON.
    for path in (*root.glob("*/*.tables"), *root.glob("*/*.json")):
        try:
            facts = path.stat()
        except OSError:
            continue
        files.append((facts.st_mtime_ns, path, facts.st_size))
    left = sum(size for _, _, size in files)
    for _, path, size in sorted(files):
        if left <= most_bytes:
            break
        if path not in mine:
            with suppress(OSError):
                path.unlink()
            left -= size
    for folder in root.glob("*"):
        if folder.is_dir() and not folder.name.startswith(_WORK) and not any(folder.iterdir()):
            with suppress(OSError):
                folder.rmdir()
