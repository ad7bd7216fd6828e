"""The timeline: meetings and dated actions, each date drawn as what it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from imcwp_data.explorer.dates import say_edtf
from imcwp_data.explorer.figures import bars, ranges
from imcwp_data.explorer.figures.ranges import iso
from imcwp_data.explorer.figures.svg import shortened
from imcwp_data.explorer.figures.timeline import Mark, draw_timeline, legend, time_scale
from imcwp_data.explorer.kept import kept
from imcwp_data.explorer.pages import timeline_marks as marks
from imcwp_data.explorer.pages.timeline_marks import Dated, Meeting
from imcwp_data.explorer.site import Site
from imcwp_data.explorer.web import Asked, Page, Row
from imcwp_data.explorer.words import label_of, plural

_MOST_COLUMNS = 64
_MOST_PRESETS = 6
# Dates as exact as this tell where much happens at the same time.
_NARROW = 31
_WEEKS = 100


async def timeline(asked: Asked) -> Page:
    """Return the timeline of the days that are asked for, else of those in which most of the data lies."""
    site = asked.site
    meetings = await kept(asked, "timeline meetings", lambda: marks.read_meetings(asked))
    dated = await kept(asked, "timeline actions", lambda: marks.read_actions(asked))
    spans = [(one.span, 1) for one in meetings] + [(one.span, one.count) for one in dated]
    usual, whole = ranges.busiest(spans), ranges.everything(spans)
    asked_first, asked_last = asked.query.get("from", ""), asked.query.get("to", "")
    from_day, to_day = ranges.asked_days(asked_first, asked_last)
    ends = _ends(from_day, to_day, usual, whole)
    unread = [text for text, day in ((asked_first, from_day), (asked_last, to_day)) if text and day is None]
    if ends is None or whole is None:
        return _page({"rows": [], "days": None, "unread": unread}, {})
    first, last = ends
    drawn_meetings, meeting_total = marks.meetings_within(meetings, first, last)
    drawn_actions, action_total = marks.actions_within(dated, first, last)
    rows = [_meeting_row(site, one) for one in drawn_meetings] + [_action_row(site, one) for one in drawn_actions]
    summary = (
        f"Timeline, {say_edtf(f'{iso(first)}/{iso(last)}')}: {plural(meeting_total, 'meeting')} and "
        f"{plural(action_total, 'dated action')}. The table below tells the same."
    )
    data = {
        "days": {"from": iso(first), "to": iso(last), "told": say_edtf(f"{iso(first)}/{iso(last)}")},
        "asked": {"from": asked_first, "to": asked_last},
        "unread": unread,
        "presets": _presets(site, ends, usual, whole, spans),
        "moves": _moves(site, first, last),
        "meeting_total": meeting_total,
        "action_total": action_total,
        "meetings_left_out": meeting_total - len(drawn_meetings),
        "actions_left_out": action_total - sum(one.count for one in drawn_actions),
        "grouped": any(one.grouped for one in drawn_actions),
        "rows": sorted(rows, key=lambda row: (row["start_date"] or "", row["end_date"] or "9999")),
    }
    drawings: dict[str, Any] = {"overview": _overview(site, dated, whole, ends), "legend": legend()}
    if rows:
        scale = time_scale(first, last)
        meeting_marks = [_meeting_mark(row, one) for row, one in zip(rows, drawn_meetings, strict=False)]
        action_marks = [
            _action_mark(row, one) for row, one in zip(rows[len(drawn_meetings) :], drawn_actions, strict=True)
        ]
        drawings["picture"] = draw_timeline(meeting_marks, action_marks, scale, summary)
    return _page(data, drawings)


def _page(data: dict[str, Any], drawings: dict[str, Any]) -> Page:
    return Page(
        template="timeline.html",
        title="Timeline",
        description="Meetings and dated actions along the years, uncertain dates drawn as what they are.",
        data=data,
        drawings=drawings,
        current="timeline",
    )


def _ends(
    first: int | None, last: int | None, usual: tuple[int, int] | None, whole: tuple[int, int] | None
) -> tuple[int, int] | None:
    if first is None and last is None:
        return usual
    if whole is None:
        return None
    low = first if first is not None else min(whole[0], last or whole[0])
    high = last if last is not None else max(whole[1], low)
    return (low, high) if low <= high else (high, low)


def _address(site: Site, first: int, last: int) -> str:
    return site.path("timeline", **{"from": iso(first), "to": iso(last)})


def _presets(
    site: Site,
    shown: tuple[int, int],
    usual: tuple[int, int] | None,
    whole: tuple[int, int],
    spans: Sequence[ranges.Weighted],
) -> list[Row]:
    """Return the ranges to choose from: most of the data, all of it, and the years with most in them."""
    found = [("Most of the data", site.path("timeline"), usual), ("All dates", _address(site, *whole), whole)]
    dense = ranges.busiest([one for one in spans if one[0].last - one[0].first < _NARROW and not one[0].open_end])
    if dense is not None and dense not in (usual, whole):
        label = "The fullest weeks" if dense[1] - dense[0] < _WEEKS else "The fullest years"
        found.insert(1, (label, _address(site, *dense), dense))
    years: Counter[int] = Counter()
    for span, weight in spans:
        if date.fromordinal(span.first).year == date.fromordinal(span.last).year:
            years[date.fromordinal(span.first).year] += weight
    for year in sorted(year for year, _ in years.most_common(_MOST_PRESETS)):
        days = ranges.year_range(year)
        found.append((str(year), _address(site, *days), days))
    return [{"label": label, "address": address, "current": days == shown} for label, address, days in found]


def _moves(site: Site, first: int, last: int) -> list[Row]:
    days = last - first + 1
    moves = [
        ("Earlier", first - days // 2 - 1, last - days // 2 - 1),
        ("Later", first + days // 2 + 1, last + days // 2 + 1),
        ("Closer", first + days // 4, last - days // 4),
        ("Farther", first - days // 2 - 1, last + days // 2 + 1),
    ]
    most = date.max.toordinal()
    return [
        {"label": label, "address": _address(site, low, high)}
        for label, low, high in moves
        if 1 <= low <= high <= most and (low, high) != (first, last)
    ]


def _meeting_row(site: Site, one: Meeting) -> Row:
    return {
        "what": "meeting",
        "date": say_edtf(one.date_edtf),
        "date_edtf": one.date_edtf,
        "start_date": None if one.span.open_start else iso(one.span.first),
        "end_date": None if one.span.open_end else iso(one.span.last),
        "count": 1,
        "told": f"{one.name} ({label_of(one.status)})",
        "address": site.path("meetings", one.meeting_id),
    }


def _action_row(site: Site, one: Dated) -> Row:
    if one.action_id is not None:
        address = site.path("actions", one.action_id)
        told = f"{label_of(one.counts[0][0])}: {shortened(one.text, 118)}"
    else:
        address = site.path("actions", **{"from": one.start, "to": one.end, "dated": "action"})
        told = marks.told_counts(one.counts, label_of)
    return {
        "what": "actions of a month or year" if one.grouped else "action" if one.count == 1 else "actions",
        "date": say_edtf(one.date_edtf),
        "date_edtf": one.date_edtf,
        "start_date": one.start,
        "end_date": one.end,
        "count": one.count,
        "told": told,
        "address": address,
    }


def _meeting_mark(row: Row, one: Meeting) -> Mark:
    told = f"{say_edtf(one.date_edtf)}: {row['told']}"
    return Mark("meeting", one.span, 1, one.name, told, row["address"])


def _action_mark(row: Row, one: Dated) -> Mark:
    told = f"{say_edtf(one.date_edtf)}: {plural(one.count, 'action')}, {row['told']}"
    label = row["told"]
    return Mark("group" if one.grouped else "actions", one.span, one.count, label, told, row["address"])


def _overview(site: Site, dated: Sequence[Dated], whole: tuple[int, int], shown: tuple[int, int]) -> Any:
    """Return the columns of all dated actions by year, each a way to a closer look."""
    years: Counter[int] = Counter()
    for one in dated:
        years[date.fromordinal(one.span.first).year] += one.count
    if len(years) < 2:
        return None
    size, start = ranges.bins(min(years), max(years), _MOST_COLUMNS)
    counts: Counter[int] = Counter()
    for year, count in years.items():
        counts[(year - start) // size] += count
    columns = []
    for place, count in sorted(counts.items()):
        low, high = start + place * size, start + place * size + size - 1
        label = str(low) if size == 1 else f"{low}–{high}"
        days = ranges.year_range(max(low, 1))[0], ranges.year_range(min(high, 9999))[1]
        told = f"{label}: {plural(count, 'dated action')}; look closer"
        part = bars.Part("plain", count, told, _address(site, *days))
        columns.append(bars.Bar(label, [part], place, days[0] <= shown[1] and days[1] >= shown[0]))
    summary = f"Dated actions by year, {min(years)} to {max(years)}; each column leads to its years on the timeline."
    return bars.draw_columns("overview", columns, summary, height=96)
