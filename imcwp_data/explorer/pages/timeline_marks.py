"""From the rows of meetings and actions to the marks of the timeline: bounded, grouped where there are too many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from imcwp_data.explorer.figures.ranges import iso, month_range, year_range
from imcwp_data.explorer.figures.spans import Span, span_of
from imcwp_data.explorer.web import Asked, Row
from imcwp_data.explorer.words import plural

# What one picture can show and still be read.
MOST_ACTIONS = 60
MOST_MEETINGS = 40
# More dates than these are not kept in memory.
_MOST_ROWS = 20_000
_SERIES = {"IMCWP": 0, "IMCWP Working Group": 1}


@dataclass(frozen=True, slots=True)
class Meeting:
    """A dated meeting."""

    meeting_id: str
    name: str
    series: str
    status: str
    date_edtf: str
    span: Span


@dataclass(frozen=True, slots=True)
class Dated:
    """The actions of one date; where several dates were grouped, ``grouped`` names the month or year."""

    date_edtf: str
    start: str | None
    end: str | None
    span: Span
    counts: tuple[tuple[str, int], ...]
    text: str
    action_id: str | None
    grouped: str | None = None

    @property
    def count(self) -> int:
        """Return how many actions there are."""
        return sum(count for _, count in self.counts)


async def read_meetings(asked: Asked) -> list[Meeting]:
    """Return all dated meetings, the earliest first."""
    rows = await asked.rows(
        "select meeting_id, name, series, status, date_edtf, start_date, end_date from meetings "
        "where start_date is not null or end_date is not null order by start_date, meeting_id limit ?",
        (_MOST_ROWS,),
    )
    found = []
    for row in rows:
        span = span_of(row["date_edtf"], row["start_date"], row["end_date"])
        if span is not None:
            told = row["date_edtf"] or row["start_date"] or row["end_date"]
            found.append(Meeting(row["meeting_id"], row["name"], row["series"], row["status"], told, span))
    return found


async def read_actions(asked: Asked) -> list[Dated]:
    """Return the dates at which actions lie, the earliest first, with how many of each type."""
    rows = await asked.rows(
        "select date_edtf, start_date, end_date, event_type, count(*) as count, min(action_id) as action_id, "
        "substr(text, 1, 120) as text from actions where start_date is not null or end_date is not null "
        "group by start_date, end_date, date_edtf, event_type limit ?",
        (_MOST_ROWS,),
    )
    by_date: dict[tuple[str | None, str | None, str | None], list[Row]] = defaultdict(list)
    for row in rows:
        by_date[row["date_edtf"], row["start_date"], row["end_date"]].append(row)
    found = []
    for (edtf, start, end), group in by_date.items():
        span = span_of(edtf, start, end)
        if span is None:
            continue
        counts = tuple(sorted(((row["event_type"], row["count"]) for row in group), key=lambda one: (-one[1], one[0])))
        single = group[0]["action_id"] if len(group) == 1 and group[0]["count"] == 1 else None
        found.append(Dated(edtf or start or end or "", start, end, span, counts, group[0]["text"], single))
    return sorted(found, key=lambda one: (one.span.first, one.span.last))


def meetings_within(meetings: Sequence[Meeting], first: int, last: int) -> tuple[list[Meeting], int]:
    """Return the meetings to draw and how many there are.

    The series of the data set goes before other meetings; of those for which there is no room, every second, third …
    is drawn, so that all of the time is seen.
    """
    within = [meeting for meeting in meetings if meeting.span.meets(first, last)]
    chosen: list[Meeting] = []
    for rank in (0, 1, 2):
        room = MOST_MEETINGS - len(chosen)
        ranked = [one for one in within if _SERIES.get(one.series, 2) == rank]
        chosen += ranked if len(ranked) <= room else [ranked[n * len(ranked) // room] for n in range(room)]
    return sorted(chosen, key=lambda one: (one.span.first, one.span.last, one.meeting_id)), len(within)


def actions_within(dated: Sequence[Dated], first: int, last: int) -> tuple[list[Dated], int]:
    """Return the dates to draw and how many actions lie within: by day, else by month, else by year, as fits."""
    within = [one for one in dated if one.span.meets(first, last)]
    total = sum(one.count for one in within)
    chosen = within
    for bin_of in (_month, _year):
        if len(chosen) <= MOST_ACTIONS:
            break
        chosen = _grouped(within, bin_of)
    largest = sorted(chosen, key=lambda one: (-one.count, one.span.first))[:MOST_ACTIONS]
    return sorted(largest, key=lambda one: (one.span.first, one.span.last)), total


def told_counts(counts: Sequence[tuple[str, int]], label_of: Callable[[object], str]) -> str:
    """Return counts by event type as words: "2 × request, 1 × protest"; the most frequent five."""
    told = ", ".join(f"{count:,} × {label_of(event_type)}" for event_type, count in counts[:5])
    return told + (f" and {plural(len(counts) - 5, 'other type')}" if len(counts) > 5 else "")


_Bin = tuple[int, int, str]


def _month(day: int) -> _Bin:
    return (*month_range(day), iso(day)[:7])


def _year(day: int) -> _Bin:
    year = date.fromordinal(day).year
    return (*year_range(year), f"{year:04d}")


def _grouped(dated: Sequence[Dated], bin_of: Callable[[int], _Bin]) -> list[Dated]:
    """Return dates with those put together that lie in one month or year; longer and open ones stay as they are."""
    groups: dict[_Bin, list[Dated]] = defaultdict(list)
    apart = []
    for one in dated:
        found = bin_of(one.span.first)
        if one.span.open_start or one.span.open_end or one.span.last > found[1]:
            apart.append(one)
        else:
            groups[found].append(one)
    for (first, last, name), members in groups.items():
        counts: dict[str, int] = defaultdict(int)
        for member in members:
            for event_type, count in member.counts:
                counts[event_type] += count
        ordered = tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
        # The group stands in the middle of its time.
        middle = (first + last) // 2
        whole = replace(members[0], date_edtf=name, start=iso(first), end=iso(last), counts=ordered, action_id=None)
        apart.append(replace(whole, span=Span(middle, middle, "exact"), grouped=name))
    return apart
