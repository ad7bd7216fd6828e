"""One row for each meeting, however many documents tell of it.

`group_meetings` decides which candidates are the same meeting, `meeting_tally` counts what the documents of a batch say
of each, and `join_meetings` makes the rows of all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from imcwp_data.consolidate.facts import Facts
from imcwp_data.consolidate.statements import Row
from imcwp_data.consolidate.tallies import added, decided, tally, together
from imcwp_data.text.edtf import bounds
from imcwp_data.text.normalise import slug

if TYPE_CHECKING:
    import pyarrow as pa

# What is told later of a meeting's life outweighs what was told before: held after planned.
STATUS_RANK = {"held": 5, "ongoing": 4, "postponed": 3, "planned": 2, "mentioned": 1}
_TEXT_COLUMNS = ("series", "kind", "mode", "date_edtf", "place", "country_code", "theme")
_NUMBER_COLUMNS = ("ordinal", "party_count", "country_count", "people_count")
_LONGEST_MEETING_DAYS = 45
# An undated mention of an extraordinary meeting is of the one whose days are at most this far from the document's.
_NEAR_DAYS = 400
_DATES_REMEMBERED = 10_000
_FULL_NAME = "International Meeting of Communist and Workers' Parties"
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
           "December")  # fmt: skip
_ORDINAL = re.compile(r"\b[0-9]+(?:st|nd|rd|th)-")
# The scope of a count: all documents, or those that tell a meeting of this status.
_EVERY_STATUS = ""


@dataclass(slots=True, eq=False)
class _Group:
    """One meeting while its candidates come in: its first one, the days told of it, its furthest status."""

    number: int
    name: str
    kind: _Kind
    dates: set[str] = field(default_factory=set)
    status: str = "mentioned"
    documents: set[str] = field(default_factory=set)


@dataclass(slots=True)
class _Kind:
    """The meetings of one series and kind (in no series, of one name), by their order, their dates and their days.

    Very many may be of one kind; so a candidate is compared with those alone that have a day in common with it.
    """

    groups: list[_Group] = field(default_factory=list)
    undated: dict[int, _Group] = field(default_factory=dict)
    by_date: dict[str, list[_Group]] = field(default_factory=dict)
    by_day: dict[int, list[_Group]] = field(default_factory=dict)

    def begin(self, number: int, name: str) -> _Group:
        """Return a new meeting, of which no day is known yet."""
        group = _Group(number, name, self)
        self.groups.append(group)
        self.undated[number] = group
        return group

    def add_date(self, group: _Group, edtf: str) -> None:
        """Note another date that is told of a meeting."""
        if edtf in group.dates:
            return
        group.dates.add(edtf)
        self.undated.pop(group.number, None)
        self.by_date.setdefault(edtf, []).append(group)
        for day in _short_days(edtf):
            there = self.by_day.setdefault(day, [])
            if group not in there:
                there.append(group)

    def first(self, telling: Mapping[str, Any]) -> _Group | None:
        """Return the first meeting that a candidate without a number is of, if any."""
        own = telling["date_edtf"]
        in_no_series = telling["series"] == "other"
        if own is not None:
            near = [group for day in _short_days(own) for group in self.by_day.get(day, ())]
            undated = self.undated.values() if in_no_series else ()
            fitting: Iterable[_Group] = sorted((*self.by_date.get(own, ()), *near, *undated), key=lambda g: g.number)
        elif in_no_series:
            fitting = self.groups
        elif telling["kind"] == "extraordinary":
            fitting = (g for g in self.groups if any(_near(telling["published"], value) for value in g.dates))
        else:
            return None
        return next((group for group in fitting if telling["document_id"] not in group.documents), None)


@dataclass(frozen=True, slots=True)
class MeetingGroups:
    """Which meeting each candidate is of.

    ``numbers`` holds a number for each row of the candidates, in their order. By number, ``names`` is what the first
    document calls the meeting, and ``statuses`` the furthest in its life that any document tells.
    """

    numbers: Sequence[int]
    names: Sequence[str]
    statuses: Sequence[str]


def group_meetings(candidates: Sequence[pa.Table]) -> MeetingGroups:
    """Decide which candidates are the same meeting; ``candidates`` are the ``meeting_candidates`` of all batches.

    Numbered sessions are one by series and ordinal (in no series, by name, host and ordinal); an unnumbered one is the
    meeting of its series and kind whose days
    overlap; an undated extraordinary one is the nearest of its kind to the document's own date. Candidates of one
    document are never the same unnumbered meeting. The dated ones come first, so that the undated find them.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    table = pa.concat_tables(candidates)
    numbered = pc.is_valid(table.column("ordinal"))
    undated = pc.and_(pc.is_null(table.column("date_edtf")), pc.invert(numbered))
    phase = pc.if_else(numbered, 0, pc.if_else(undated, 2, 1))
    ordered = (
        table.append_column("row", pa.array(range(table.num_rows), pa.int64()))
        .append_column("phase", phase)
        .append_column("when", pc.if_else(pc.equal(pc.fill_null(table.column("published"), ""), ""), "9999",
                                          pc.fill_null(table.column("published"), "")))
        .sort_by([(name, "ascending") for name in ("phase", "when", "document_id", "local_id")])
    )  # fmt: skip
    groups: list[_Group] = []
    by_number: dict[tuple[str, str], _Group] = {}
    by_kind: dict[tuple[str, str], _Kind] = {}
    numbers = [0] * table.num_rows
    for telling in _rows(ordered):
        kind = by_kind.setdefault(_kind_key(telling), _Kind())
        number = _number_key(telling)
        group = by_number.get(number) if telling["ordinal"] is not None else kind.first(telling)
        if group is None:
            group = kind.begin(len(groups), telling["name"])
            groups.append(group)
            if telling["ordinal"] is not None:
                by_number[number] = group
        group.documents.add(telling["document_id"])
        if telling["date_edtf"]:
            # A numbered meeting is of the kind that was told first.
            group.kind.add_date(group, telling["date_edtf"])
        status = telling["status"] or "mentioned"
        if STATUS_RANK.get(status, 0) > STATUS_RANK.get(group.status, 0):
            group.status = status
        numbers[telling["row"]] = group.number
    return MeetingGroups(numbers, [g.name for g in groups], [g.status for g in groups])


def _rows(table: pa.Table) -> Iterator[dict[str, Any]]:
    for batch in table.to_batches(max_chunksize=5_000):
        yield from batch.to_pylist()


def _number_key(telling: Mapping[str, Any]) -> tuple[str, str]:
    """Return what tellings of one numbered meeting share: in no series every party has a 20th congress of its own."""
    series, ordinal = telling["series"], str(telling["ordinal"])
    if series != "other":
        return series, ordinal
    name = _ORDINAL.sub("", slug(telling["name"]))
    # "7th Congress" is of whoever holds it; "7th Congress of the Party of X" says so itself.
    whose = (telling["host"] or "") if "-" not in name else ""
    return series, f"{ordinal} {name} {whose}"


def _kind_key(telling: Mapping[str, Any]) -> tuple[str, str]:
    """Return what candidates of one meeting share: series and kind; in no series, the name."""
    series = telling["series"]
    return series, slug(telling["name"]) if series == "other" else telling["kind"]


def _days(edtf: str) -> tuple[date, date] | None:
    start, end = bounds(edtf)
    return (date.fromisoformat(start), date.fromisoformat(end)) if start and end else None


@lru_cache(_DATES_REMEMBERED)
def _short_days(edtf: str) -> range:
    """Return the numbers of the days that a date spans; none where it is open or too long for one meeting."""
    days = _days(edtf)
    if days is None or (days[1] - days[0]).days > _LONGEST_MEETING_DAYS:
        return range(0)
    return range(days[0].toordinal(), days[1].toordinal() + 1)


def _near(published: str | None, edtf: str) -> bool:
    days = _days(edtf)
    if not published or days is None:
        return False
    return abs((date.fromisoformat(published[:10]) - days[0]).days) <= _NEAR_DAYS


def meeting_tally(facts: Facts, numbers: Sequence[int]) -> pa.Table:
    """Count what a batch's documents say of meetings; ``numbers`` are the meetings of its ``meeting_candidates``.

    Each is counted twice: among all documents, and among those that tell the same status. Beside the columns of a tally
    ``scope`` holds that status, or nothing.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    candidates, statements = facts["meeting_candidates"], facts["statements"]
    told = statements.filter(pc.equal(statements.column("table_name"), "meetings"))
    told = told.filter(pc.is_in(told.column("column_name"), pa.array([*_TEXT_COLUMNS, *_NUMBER_COLUMNS])))
    at = pc.index_in(_candidate_keys(told, "row_id"), _candidate_keys(candidates, "local_id"))
    meetings = pa.array(numbers, pa.int64()).take(at)
    told = told.set_column(told.schema.get_field_index("row_id"), "row_id", _scoped(meetings, _EVERY_STATUS))
    status = candidates.column("status").combine_chunks().take(at)
    stated = told.set_column(told.schema.get_field_index("row_id"), "row_id", _scoped(meetings, status))
    return added([tally(told), tally(stated.filter(pc.is_valid(status)))])


def _candidate_keys(table: pa.Table, local_id: str) -> pa.Array:
    import pyarrow.compute as pc

    return pc.binary_join_element_wise(table.column("document_id"), table.column(local_id), "|").combine_chunks()


def _scoped(meetings: pa.Array, status: Any) -> pa.Array:
    import pyarrow as pa
    import pyarrow.compute as pc

    return pc.binary_join_element_wise(pc.cast(meetings, pa.string()), status, "|")


@dataclass(frozen=True, slots=True)
class JoinedMeetings:
    """The rows of ``meetings``, sorted by id, and the id of each number of `MeetingGroups`."""

    rows: list[Row]
    ids: list[str]


def join_meetings(groups: MeetingGroups, tallied: Sequence[pa.Table]) -> JoinedMeetings:
    """Decide each column of each meeting from the tallies of all documents.

    The status is the furthest in a meeting's life that any document tells. What is told together with that status wins
    over what is told with another: the days of the meeting as held over the days for which it was planned. Among the
    rest the rule of `statements.accepted_value` decides.
    """
    values: dict[tuple[str, str], str] = {}
    if tallied:
        for told in decided(together(tallied)).to_pylist():
            values[told["row_id"], told["column_name"]] = told["value"]
    rows: list[Row] = []
    ids: list[str] = []
    taken: set[str] = set()
    for number, (name, status) in enumerate(zip(groups.names, groups.statuses, strict=True)):
        row: Row = {"status": status}
        for column in (*_TEXT_COLUMNS, *_NUMBER_COLUMNS):
            value = values.get((f"{number}|{status}", column)) or values.get((f"{number}|{_EVERY_STATUS}", column))
            row[column] = int(value) if value is not None and column in _NUMBER_COLUMNS else value
        edtf = row["date_edtf"]
        row["start_date"], row["end_date"] = bounds(str(edtf)) if edtf else (None, None)
        row["name"] = _name(row, name)
        meeting_id = _free(_meeting_id(row), taken)
        taken.add(meeting_id)
        ids.append(meeting_id)
        rows.append({"meeting_id": meeting_id, **row})
    rows.sort(key=lambda row: str(row["meeting_id"]))
    return JoinedMeetings(rows, ids)


def _name(row: Row, told: str) -> str:
    """Name a meeting of a series alike in all releases: by its ordinal, else by what it was and when."""
    if row["series"] == "other":
        return told
    if row["ordinal"] is not None:
        return f"{_ordinal(int(str(row['ordinal'])))} {_FULL_NAME}"
    remote = row["mode"] == "teleconference"
    lead = {
        "extraordinary": f"Extraordinary {'teleconference' if remote else 'meeting'} of the IMCWP",
        "working_group": f"{'Teleconference' if remote else 'Meeting'} of the Working Group of the IMCWP",
    }.get(str(row["kind"]), _FULL_NAME)
    parts = [lead, *([str(row["place"])] if row["place"] else [])]
    edtf = str(row["date_edtf"] or "")
    if len(edtf) >= 7 and row["start_date"]:
        parts.append(f"{_MONTHS[int(str(row['start_date'])[5:7]) - 1]} {str(row['start_date'])[:4]}")
    elif edtf:
        parts.append(edtf)
    return ", ".join(parts)


def _ordinal(number: int) -> str:
    suffix = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{suffix}"


def _meeting_id(row: Row) -> str:
    """Return an id that stays the same from release to release: by ordinal, else by kind and month, else by name."""
    series = slug(str(row["series"]))
    if row["ordinal"] is not None and series != "other":
        return f"{series}-{row['ordinal']}"
    when = next((part[:7] for part in str(row["date_edtf"] or "").split("/") if part[:4].isdigit()), "")
    stem = series if row["series"] != "other" else slug(str(row["name"]))[:60].rstrip("-")
    parts = [stem, *(["extraordinary"] if row["kind"] == "extraordinary" else []), *([when] if when else [])]
    return "-".join(parts)


def _free(meeting_id: str, taken: set[str]) -> str:
    number, free = 1, meeting_id
    while free in taken:
        number += 1
        free = f"{meeting_id}-{number}"
    return free


def accepted_meeting_values(rows: Iterable[Row]) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return for each meeting and column the value that its row shows."""
    return {
        (str(row["meeting_id"]), column): (str(value),)
        for row in rows
        for column, value in row.items()
        if value is not None and column != "meeting_id"
    }
