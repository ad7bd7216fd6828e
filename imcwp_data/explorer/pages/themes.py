"""Themes: how many actions of each event type speak of which theme, and when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from imcwp_data.explorer.figures import bars, ranges
from imcwp_data.explorer.figures.scale import step_of, steps
from imcwp_data.explorer.figures.sides import EVENT_TYPES, KIND_LABELS, SIDE_OF, SIDES, TYPES, Side
from imcwp_data.explorer.kept import kept
from imcwp_data.explorer.pages.network import THEMES
from imcwp_data.explorer.site import Site
from imcwp_data.explorer.web import Asked, Page, Row
from imcwp_data.explorer.words import label_of, plural

_MOST_COLUMNS = 64
_MOST_ROWS = 5_000


async def themes(asked: Asked) -> Page:
    """Return the counts of all themes and types, and by year those of one theme where it is asked for."""
    site = asked.site
    theme = asked.query.get("theme", "")
    theme = theme if theme in THEMES else ""
    cells = await kept(asked, "themes cells", lambda: _cells(asked))
    totals = await kept(asked, "themes totals", lambda: _totals(asked))
    years = await kept(asked, ("themes years", theme), lambda: _years(asked, theme))
    counts = {(row["theme"], row["event_type"]): row["count"] for row in cells}
    by_theme = Counter({one: sum(counts.get((one, kind), 0) for kind in EVENT_TYPES) for one in THEMES})
    shown = [one for one, count in sorted(by_theme.items(), key=lambda pair: (-pair[1], pair[0])) if count]
    bounds = steps(counts.values())
    data = {
        "theme": theme,
        "actions": sum(totals.values()),
        "about_theme": by_theme[theme] if theme else sum(totals.values()),
        "dated": sum(row["count"] for row in years),
        "totals": totals,
        "rows": [{**row, "address": _actions(site, row["theme"], row["event_type"])} for row in cells],
        "years": [{**row, "address": _of_year(site, row["year"], theme, row["event_type"])} for row in years],
    }
    drawings: dict[str, Any] = {
        "patterns": bars.patterns(),
        "legend": bars.side_legend({side: f"{KIND_LABELS[side]}: {_types(side)}" for side in SIDES}),
        "by_theme": _theme_picture(site, shown, counts) if shown else None,
        "by_year": _year_picture(site, years, theme),
        "columns": shown,
        "heat": _heat(site, shown, counts, totals, bounds),
        "all_themes": THEMES,
    }
    return Page(
        template="themes.html",
        title="Themes",
        description="Actions by event type and theme: what is done, and about what.",
        data=data,
        drawings=drawings,
        current="themes",
    )


async def _cells(asked: Asked) -> list[Row]:
    return await asked.rows(
        "select json_each.value as theme, event_type, count(*) as count from actions, json_each(actions.themes) "
        "group by 1, 2 order by 1, 2 limit ?",
        (_MOST_ROWS,),
    )


async def _totals(asked: Asked) -> dict[str, int]:
    rows = await asked.rows("select event_type, count(*) as count from actions group by event_type")
    return {row["event_type"]: row["count"] for row in rows}


async def _years(asked: Asked, theme: str) -> list[Row]:
    """Return the dated actions by the year in which their date begins, and by type."""
    return await asked.rows(
        "select cast(substr(coalesce(start_date, end_date), 1, 4) as integer) as year, event_type, count(*) as count "
        "from actions where (start_date is not null or end_date is not null) "
        "and (:theme = '' or exists (select 1 from json_each(actions.themes) where value = :theme)) "
        "group by 1, 2 order by 1, 2 limit :most",
        {"theme": theme, "most": _MOST_ROWS},
    )


def _actions(site: Site, theme: str | None, event_type: str | None) -> str:
    return site.path("actions", theme=theme, event_type=event_type)


def _of_year(site: Site, year: int, theme: str, event_type: str | None) -> str:
    days = {"from": f"{year:04d}-01-01", "to": f"{year:04d}-12-31", "dated": "action"}
    return site.path("actions", theme=theme or None, event_type=event_type, **days)


def _types(side: Side) -> str:
    return ", ".join(label_of(one) for one in TYPES[side])


def _theme_picture(site: Site, shown: Sequence[str], counts: Mapping[tuple[str, str], int]) -> Any:
    drawn = []
    sum_of = {theme: sum(counts.get((theme, event_type), 0) for event_type in EVENT_TYPES) for theme in shown}
    for theme in shown:
        parts = []
        for side in SIDES:
            count = sum(counts.get((theme, event_type), 0) for event_type in TYPES[side])
            told = f"{label_of(theme)}, {KIND_LABELS[side]}: {plural(count, 'action')} of {sum_of[theme]}"
            parts.append(bars.Part(side, count, told, _actions(site, theme, None)))
        drawn.append(bars.Bar(label_of(theme), parts))
    summary = f"Actions by theme, {label_of(shown[0])} the most frequent. The table below tells the same by event type."
    return bars.draw_bars("themes", drawn, summary)


def _year_picture(site: Site, years: Sequence[Row], theme: str) -> Any:
    if not years:
        return None
    first, last = min(row["year"] for row in years), max(row["year"] for row in years)
    size, start = ranges.bins(first, last, _MOST_COLUMNS)
    counts: Counter[tuple[int, Side]] = Counter()
    for row in years:
        counts[(row["year"] - start) // size, SIDE_OF.get(row["event_type"], "asks")] += row["count"]
    columns = []
    for place in sorted({place for place, _ in counts}):
        low, high = start + place * size, start + place * size + size - 1
        label = str(low) if size == 1 else f"{low}–{high}"
        days = {"from": f"{max(low, 1):04d}-01-01", "to": f"{high:04d}-12-31", "dated": "action"}
        address = site.path("actions", theme=theme or None, **days)
        told = {side: f"{label}, {KIND_LABELS[side]}: {plural(counts[place, side], 'action')}" for side in SIDES}
        parts = [bars.Part(side, counts[place, side], told[side], address) for side in SIDES]
        columns.append(bars.Bar(label, parts, place))
    about = f" about {label_of(theme)}" if theme else ""
    summary = f"Dated actions{about} by year, {first} to {last}. The table below tells the same."
    return bars.draw_columns("years", columns, summary)


def _heat(
    site: Site,
    shown: Sequence[str],
    counts: Mapping[tuple[str, str], int],
    totals: Mapping[str, int],
    bounds: Sequence[int],
) -> list[Row]:
    """Return the table of types and themes by the three kinds of types; rows without a count are left out."""
    groups = []
    for side in SIDES:
        rows = [
            {
                "event_type": event_type,
                "total": totals[event_type],
                "address": _actions(site, None, event_type),
                "cells": [
                    {
                        "theme": theme,
                        "count": counts.get((theme, event_type), 0),
                        "step": step_of(counts.get((theme, event_type), 0), bounds),
                        "address": _actions(site, theme, event_type),
                    }
                    for theme in shown
                ],
            }
            for event_type in TYPES[side]
            if totals.get(event_type)
        ]
        if rows:
            groups.append({"label": KIND_LABELS[side], "rows": rows})
    return groups
