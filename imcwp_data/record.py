"""Small records of which a text yields very many."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from msgspec import Struct


class Record(Struct, frozen=True, gc=False):
    """A record whose fields stay as they are: made, read and compared at a fraction of a dataclass's cost.

    The collector of garbage passes over it, so none may hold what holds it.
    """

    if TYPE_CHECKING:

        def changed(self, **fields: Any) -> Self:
            """Return a copy with some fields changed."""
    else:
        changed = Struct.__replace__
