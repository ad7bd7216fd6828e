"""Building what a process keeps to its end, without the collector of garbage looking through it."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def made_to_stay() -> Iterator[None]:
    """Make objects that stay: the collector rests meanwhile, and passes over them afterwards.

    The collector looks for garbage that holds itself. Hundreds of thousands of records that are made and kept set it to
    work again and again, which takes as long as to make them; and it would look through all of them later, in the
    middle of other work. What there is when the block ends is set apart (``gc.freeze``): it is still freed once nothing
    holds it.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if collecting:
            gc.enable()
