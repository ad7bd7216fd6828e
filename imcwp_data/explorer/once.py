"""What is worked out once for a served database and kept: a release does not change while it is served."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeVar, cast
from weakref import WeakKeyDictionary

from imcwp_data.explorer.web import Asked

if TYPE_CHECKING:
    from datasette.database import Database

_Made = TypeVar("_Made")
_KEPT: WeakKeyDictionary[Database, dict[str, object]] = WeakKeyDictionary()


async def once(asked: Asked, name: str, make: Callable[[Asked], Awaitable[_Made]]) -> _Made:
    """Return what ``make`` returns for the database that is asked; it is made only once for each ``name``."""
    made = _KEPT.setdefault(asked.database, {})
    if name not in made:
        made[name] = await make(asked)
    return cast(_Made, made[name])
