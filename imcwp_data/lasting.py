"""When the collector of garbage rests, so that it does not look through what is not garbage.

Python frees a record as soon as nothing holds it; the collector only looks for those that hold one another. Records
that are made by the hundred thousand set it to work again and again, and it finds nothing.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Let the collector rest in a block that makes very many records and no garbage."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


@contextmanager
def made_to_stay() -> Iterator[None]:
    """Make objects that a process keeps to its end: the collector rests meanwhile, and passes over them afterwards.

    What there is when the block ends is set apart (``gc.freeze``), else the collector would look through all of it in
    the middle of other work. It is still freed once nothing holds it.
    """
    with collector_at_rest():
        yield
        gc.freeze()
