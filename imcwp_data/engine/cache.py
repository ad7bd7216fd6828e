"""What was read before, by what it was read from: a rebuild reads only what has changed.

A file's name is a hash of all that its content depends on: the bytes of the sources and the rules. So nothing in the
cache can be out of date; it can only be missing. Files are put in place whole, and used for at most so many bytes: the
ones not used for the longest time go first.
"""

from __future__ import annotations

import hashlib
import os
import platform
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from imcwp_data.locks import own_folder, remove_left
from imcwp_data.table_file import UNFINISHED, TableFile, write_faults

MOST_BYTES = 8_000_000_000
_WORK = "work-"
# How the name of a file begins that shows which build is at work in a folder: the name of its work folder follows.
_MARK = ".opened-"
_PACKAGE = Path(__file__).resolve().parent.parent
# What a reading depends on, besides the vocabularies.
_RULES = ("corpus", "text", "extract", "consolidate")
_MODULES = (
    "model.py", "schema.py", "steps.py", "table_schema.py", "table_file.py", "engine/tasks.py", "engine/rows.py",
    "engine/finishing.py",
)  # fmt: skip
_LIBRARIES = ("ahocorasick_rs", "pyarrow", "numpy")


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
    Raises WorkFileError when none can be made.
    """
    with ExitStack() as stack:
        with write_faults(root or Path("TMPDIR")):
            work = stack.enter_context(_made(root))
        yield work


@contextmanager
def _made(root: Path | None) -> Iterator[Path]:
    if root is None:
        with tempfile.TemporaryDirectory(prefix="imcwp-data-") as name:
            yield Path(name)
        return
    root.mkdir(parents=True, exist_ok=True)
    remove_left(root.glob(f"{_WORK}*"))
    remove_left(_inside(root, f".*{UNFINISHED}"))
    for mark in _inside(root, f"{_MARK}*"):
        if not _is_at_work(mark):
            mark.unlink(missing_ok=True)
    with own_folder(root, _WORK) as work:
        try:
            yield work
        finally:
            for mark in _inside(root, f"{_MARK}{work.name}"):
                mark.unlink(missing_ok=True)


def _folders(root: Path) -> list[Path]:
    """Return the folders of what is kept, not those of builds at work."""
    return [folder for folder in root.glob("*") if folder.is_dir() and not folder.name.startswith(_WORK)]


def _inside(root: Path, *patterns: str) -> list[Path]:
    """Return what is in the folders of a cache, some of which other builds may remove meanwhile."""
    found: list[Path] = []
    for folder in _folders(root):
        for pattern in patterns:
            with suppress(OSError):
                found += folder.glob(pattern)
    return found


def _is_at_work(mark: Path) -> bool:
    """Tell whether the work folder is there of the build that made a mark."""
    return (mark.parent.parent / mark.name.removeprefix(_MARK)).is_dir()


def open_cache(root: Path, rules: str, work: Path) -> Cache:
    """Return the cache of a set of rules in the folder ``root``, for the build whose `work_folder` is ``work``.

    A mark in its folder, which `work_folder` removes, keeps other builds from removing the folder while it is empty,
    and what is in it while this one uses it (`trim`). Raises WorkFileError when it cannot be made.
    """
    folder = root / rules[:16]
    with write_faults(folder):
        while True:
            folder.mkdir(parents=True, exist_ok=True)
            # Another build may remove the empty folder before the mark is in it.
            with suppress(FileNotFoundError):
                (folder / f"{_MARK}{work.name}").touch()
                return Cache(root, folder)


def remove_damaged(root: Path) -> int:
    """Remove the files that are not what was written into them; return how many there were."""
    count = 0
    for path in _inside(root, "*.tables"):
        if not TableFile(path).is_intact():
            with suppress(OSError):
                path.unlink()
                count += 1
    return count


def trim(root: Path, used: Iterable[Path], most_bytes: int = MOST_BYTES) -> None:
    """Remove the files that were not used for the longest time until no more than ``most_bytes`` are left.

    What this build used, whose `work_folder` is gone, is marked as used now, and kept whatever its size; so is what was
    used in a folder in which other builds are at work since the first of them began.
    """
    mine = set(used)
    for path in mine:
        with suppress(OSError):
            os.utime(path)
    at_work = {folder: _at_work_since(folder) for folder in _folders(root)}
    files = []
    # Earlier versions kept some of it as JSON.
    for path in _inside(root, "*.tables", "*.json"):
        # A file that another build removes meanwhile is no fault.
        with suppress(OSError):
            facts = path.stat()
            files.append((facts.st_mtime_ns, path, facts.st_size))
    left = sum(size for _, _, size in files)
    for last_used, path, size in sorted(files):
        if left <= most_bytes:
            break
        since = at_work.get(path.parent)
        if path not in mine and (since is None or last_used < since):
            with suppress(OSError):
                path.unlink()
            left -= size
    for folder in at_work:
        # Only where nothing is in it.
        with suppress(OSError):
            folder.rmdir()


def _at_work_since(folder: Path) -> int | None:
    """Return when the first of the builds began that are at work in a folder; None where there is none."""
    began: list[int] = []
    with suppress(OSError):
        began += [mark.stat().st_mtime_ns for mark in folder.glob(f"{_MARK}*") if _is_at_work(mark)]
    return min(began, default=None)
