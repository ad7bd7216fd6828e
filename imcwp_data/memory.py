"""Where a build takes its memory from, and when it gives it back: what one process keeps, each of its workers keeps."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import ParamSpec, TypeVar, cast

P = ParamSpec("P")
R = TypeVar("R")
_ALLOCATOR = "ARROW_DEFAULT_MEMORY_POOL"
# How to forget what is kept for a stage; filled when modules are loaded, and never again.
_FORGET: list[Callable[[], None]] = []


def take_from_system() -> None:
    """Have Arrow, in this process and those it starts, take memory from the system, unless the user says otherwise.

    Arrow's own allocators keep for themselves what was free once: a worker took half as much again, and no less time.
    Arrow looks at this once, so it serves before Arrow is imported.
    """
    os.environ.setdefault(_ALLOCATOR, "system")


class _LeavesPandasOut:
    """A finder of modules by which there is no pandas."""

    def find_spec(self, name: str, path: Sequence[str] | None = None, target: object = None) -> None:
        """Leave all other modules to other finders."""
        if name == "pandas":
            raise ModuleNotFoundError("pandas is left out of this process", name=name)


def leave_pandas_out() -> None:
    """Have no library load pandas in this process and those that are forked from it, which are a build's own.

    Arrow looks whether what it is given is of pandas, and loads it for that: half a second and 50 MB in every process.
    """
    if not any(isinstance(finder, _LeavesPandasOut) for finder in sys.meta_path):
        sys.meta_path.insert(0, _LeavesPandasOut())


def load_shared() -> None:
    """Load the libraries that every worker needs: those that are forked from this process share them with it."""
    import numpy  # noqa: F401
    import pyarrow.compute
    import pyarrow.parquet  # noqa: F401


def kept_for_a_stage(function: Callable[P, R]) -> Callable[P, R]:
    """Have a function keep its last result, for the tasks of a stage that all ask for it, until `give_back`."""
    kept = lru_cache(maxsize=1)(function)
    _FORGET.append(kept.cache_clear)
    return cast("Callable[P, R]", kept)


def give_back() -> None:
    """Give back to the system what is free again or was kept for a stage; the allocator would keep it for itself.

    Between two stages of a build, of which the one needs more here and the other there.
    """
    for forget in _FORGET:
        forget()
    give_back_free()


def give_back_free() -> None:
    """Give back to the system what is free again; what is forked from this process would hold it besides."""
    import pyarrow as pa

    pa.default_memory_pool().release_unused()
