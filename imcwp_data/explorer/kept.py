"""Results kept in memory for a served database: a release does not change while it is served."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from typing import TYPE_CHECKING, TypeVar, cast
from weakref import WeakKeyDictionary

from imcwp_data.explorer.web import Asked

if TYPE_CHECKING:
    from datasette.database import Database

_Made = TypeVar("_Made")
# Filters make many results of one picture; the ones unused for longest go first.
_MOST = 128
_KEPT: WeakKeyDictionary[Database, OrderedDict[Hashable, object]] = WeakKeyDictionary()


async def kept(asked: Asked, key: Hashable, make: Callable[[], Awaitable[_Made]]) -> _Made:
    """Return what ``make`` returns, from memory where it was made before for the same database.

    ``key`` names the result and all that it depends on; nothing is kept of a database that may change.
    """
    if asked.database.is_mutable:
        return await make()
    results = _KEPT.setdefault(asked.database, OrderedDict())
    if key not in results:
        results[key] = await make()
    results.move_to_end(key)
    while len(results) > _MOST:
        results.popitem(last=False)
    return cast(_Made, results[key])
