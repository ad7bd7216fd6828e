"""Where a build takes its memory from, and when it gives it back: what one process keeps, each of its workers keeps."""

from __future__ import annotations

import os

_ALLOCATOR = "ARROW_DEFAULT_MEMORY_POOL"


def take_from_system() -> None:
    """Have Arrow, in this process and those it starts, take memory from the system, unless the user says otherwise.

    Arrow's own allocators keep for themselves what was free once: a worker took half as much again, and no less time.
    Arrow looks at this once, so it serves before Arrow is imported.
    """
    os.environ.setdefault(_ALLOCATOR, "system")


def give_back() -> None:
    """Give memory that is free again back to the system, which the allocator would keep for what comes next.

    Between two stages of a build, of which the one needs more here and the other there.
    """
    import pyarrow as pa

    pa.default_memory_pool().release_unused()
