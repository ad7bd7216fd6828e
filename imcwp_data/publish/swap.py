"""Putting a finished folder in the place of another, so that at any moment one of both stands there whole.

Three ways, the first that the system allows: exchange both folders in one step of the kernel (Linux); two renames,
undone when the second fails; file by file with a copy to go back to (a mount point or a read-only image layer cannot
be renamed). Whatever a killed build left behind is put right by `recover`, which every build calls first.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import glob
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from imcwp_data.locks import is_held, own_folder, remove_left

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
# The folder cannot be renamed here: it is a mount point, or comes from a read-only layer of an image.
_NOT_HERE = frozenset({errno.EXDEV, errno.EBUSY})
_NOT_EMPTY = frozenset({errno.ENOTEMPTY, errno.EEXIST})


def _building(target: Path) -> str:
    return f".{target.name}.building-"


def _moved(target: Path) -> Path:
    """Where the old folder stands between two renames."""
    return target.parent / f".{target.name}.moved"


def _saved(target: Path) -> Path:
    """Where a whole copy of the old folder stands while its files are replaced one by one."""
    return target.parent / f".{target.name}.saved"


@contextmanager
def building_folder(target: Path) -> Iterator[Path]:
    """Give an empty folder beside ``target``, on the same file system, and remove it in the end whatever happens.

    It is locked while it is in use, so that `recover` tells a build that is at work from one that was killed.
    """
    with own_folder(target.parent, _building(target)) as folder:
        yield folder


def recover(target: Path) -> None:
    """Put right what a killed build left: bring back the folder that it was replacing, remove unfinished ones."""
    building = f"{glob.escape(_building(target))}*"
    remove_left(target.parent.glob(building))
    if any(is_held(folder) for folder in target.parent.glob(building)):
        # What stands beside the target may be that build's, which puts it right itself.
        return
    moved, saved = _moved(target), _saved(target)
    if moved.is_dir():
        if target.exists():
            shutil.rmtree(moved, ignore_errors=True)
        else:
            moved.rename(target)
    if saved.is_dir():
        _mirror(saved, target)
        shutil.rmtree(saved, ignore_errors=True)


def swap(new: Path, target: Path) -> None:
    """Put the folder ``new`` in the place of ``target``; what stood there stands at ``new`` afterwards.

    Raises OSError when that cannot be done; then ``target`` is what it was.
    """
    if target.exists() or not _put_first(new, target):
        _take_turns(new, target)


def _put_first(new: Path, target: Path) -> bool:
    """Put a folder where there was none; False where another build has done so meanwhile."""
    try:
        new.rename(target)
    except OSError as error:
        if error.errno not in _NOT_EMPTY:
            raise
        return False
    return True


def _take_turns(new: Path, target: Path) -> None:
    if not _exchange(new, target):
        try:
            _rename_twice(new, target)
        except OSError as error:
            if error.errno not in _NOT_HERE:
                raise
            _replace_files(new, target)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; False where the system cannot."""
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):
        return False
    done: int = renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE)
    return done == 0


def _rename_twice(new: Path, target: Path) -> None:
    moved = _moved(target)
    target.rename(moved)
    try:
        new.rename(target)
    except BaseException:
        moved.rename(target)
        raise
    moved.rename(new)


def _replace_files(new: Path, target: Path) -> None:
    if _saved(target).exists():
        raise BlockingIOError(errno.EAGAIN, "another build writes there at this moment; build again", str(target))
    with building_folder(target) as copy:
        shutil.copytree(target, copy, dirs_exist_ok=True)
        # The name says that the copy is whole, so it is given last.
        copy.rename(_saved(target))
    try:
        _mirror(new, target)
    except BaseException:
        # Should this fail as well, the copy stays and the next build restores it.
        _mirror(_saved(target), target)
        shutil.rmtree(_saved(target), ignore_errors=True)
        raise
    shutil.rmtree(new)
    _saved(target).rename(new)


def _mirror(origin: Path, target: Path) -> None:
    """Copy every file of ``origin`` to its place in ``target`` and remove from there what ``origin`` has not."""
    wanted = {path.relative_to(origin) for path in origin.rglob("*") if path.is_file()}
    for name in sorted(wanted):
        place = target / name
        place.parent.mkdir(parents=True, exist_ok=True)
        unfinished = place.with_name(f".{place.name}.new")
        shutil.copy2(origin / name, unfinished)
        unfinished.replace(place)
    for path in sorted(target.rglob("*"), reverse=True):
        if path.is_dir():
            with contextlib.suppress(OSError):
                path.rmdir()
        elif path.relative_to(target) not in wanted:
            path.unlink()
