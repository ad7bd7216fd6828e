"""What all lists of the explorer share: pages of a list, counts with a bound, and addresses that keep the filters."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from typing import Any

from imcwp_data.explorer.web import Asked

# A count goes no further: people need to know "many", and a page must not read a whole table.
MOST_COUNTED = 1_000
MOST_PAGES = 10_000
_DAY = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", re.ASCII)


def pager(asked: Asked, path: str, filters: Mapping[str, Any], number: int, more: bool) -> dict[str, Any]:
    """Return the page's number and the addresses of the pages beside it, None where there is none."""
    before = asked.site.path(path, **filters, page=number - 1 if number > 2 else None) if number > 1 else None
    after = asked.site.path(path, **filters, page=number + 1) if more and number < MOST_PAGES else None
    return {"number": number, "previous": before, "next": after}


async def count_up_to(asked: Asked, sql: str, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Count the rows of a query up to a bound: ``{"count": 1000, "more": True}`` means more than 1,000."""
    row = await asked.row(f"select count(*) as count from (select 1 {sql} limit {MOST_COUNTED + 1})", parameters)
    count = row["count"] if row else 0
    return {"count": min(count, MOST_COUNTED), "more": count > MOST_COUNTED}


def day_bound(typed: str, last: bool) -> str | None:
    """Return the first or last day of what a reader gave as a date: 2021, 2021-11 or 2021-11-15; None for no date."""
    match = _DAY.fullmatch(typed.strip())
    if match is None:
        return None
    year, month, day = int(match[1]), int(match[2] or (12 if last else 1)), match[3]
    if year < 1 or not 1 <= month <= 12:
        return None
    longest = calendar.monthrange(year, month)[1]
    chosen = int(day) if day else (longest if last else 1)
    return f"{year:04}-{month:02}-{chosen:02}" if 1 <= chosen <= longest else None


def choice(asked: Asked, name: str, allowed: tuple[str, ...] | None) -> str:
    """Return a filter's value if it is one of those that there are, "" otherwise."""
    value = asked.query.get(name, "")
    return value if allowed and value in allowed else ""


def told(filters: Mapping[str, Any]) -> dict[str, Any]:
    """Return the filters that are set."""
    return {name: value for name, value in filters.items() if value not in (None, "", False)}
