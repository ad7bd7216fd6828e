"""Folders and files that one build has to itself: others can tell whether it is at work still or was killed.

A lock goes with the process that holds it, whatever ends it, and holds among all processes of a machine, those of
containers too, in which numbers of processes say nothing.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows has no such locks; there, what a killed build made stays until somebody removes it.
    fcntl = None  # type: ignore[assignment]


def lock(path: Path) -> int | None:
    """Lock a folder or file and return the descriptor that holds the lock; None where there are no locks.

    Raises BlockingIOError where another process holds it, FileNotFoundError where another removed it.
    """
    if fcntl is None:
        return None
    descriptor = os.open(path, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        # It may have been removed, or put elsewhere, before it was locked.
        if not os.path.samestat(os.fstat(descriptor), path.stat()):
            raise FileNotFoundError(path)
    except OSError as error:
        os.close(descriptor)
        if isinstance(error, BlockingIOError | FileNotFoundError):
            raise
        return None
    return descriptor


@contextmanager
def own_folder(parent: Path, prefix: str) -> Iterator[Path]:
    """Give an empty, locked folder whose name begins so, and remove it in the end whatever happens.

    Raises OSError when it cannot be made.
    """
    for number in count():
        folder = parent / f"{prefix}{os.getpid()}-{number}"
        try:
            folder.mkdir()
        except FileExistsError:
            continue
        try:
            held = lock(folder)
        except (BlockingIOError, FileNotFoundError):
            # Another build took it for one that was left, since it was not locked yet.
            continue
        break
    try:
        yield folder
    finally:
        # Held to the end: others would remove by its name what may be a new folder by then.
        shutil.rmtree(folder, ignore_errors=True)
        if held is not None:
            os.close(held)


def is_held(path: Path) -> bool:
    """Tell whether another process has locked a folder or file."""
    try:
        held = lock(path)
    except BlockingIOError:
        return True
    except OSError:
        return False
    if held is not None:
        os.close(held)
    return False


def remove_left(paths: Iterable[Path]) -> None:
    """Remove of folders and files those that no process has locked any more."""
    for path in sorted(paths):
        with suppress(OSError):
            held = lock(path)
            if held is None:
                continue
            try:
                if path.is_dir():
                    shutil.rmtree(path, ignore_errors=True)
                else:
                    path.unlink()
            finally:
                os.close(held)
