"""One row for each meeting, however many documents tell of it.

`group_meetings` decides which candidates are the same meeting, and `join_meetings` makes the rows of all of them from
what documents say (`meeting_tallies`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import merge
from typing import TYPE_CHECKING, Any

from imcwp_data.consolidate.meeting_days import MonthIndex, near, overlap
from imcwp_data.consolidate.meeting_tallies import EVERY_STATUS, NUMBER_COLUMNS, TEXT_COLUMNS
from imcwp_data.consolidate.statements import Row
from imcwp_data.consolidate.tallies import decided, together
from imcwp_data.text.edtf import bounds
from imcwp_data.text.normalise import slug

if TYPE_CHECKING:
    import pyarrow as pa

# What is told later of a meeting's life outweighs what was told before: held after planned.
STATUS_RANK = {"held": 5, "ongoing": 4, "postponed": 3, "planned": 2, "mentioned": 1}
_FULL_NAME = "International Meeting of Communist and Workers' Parties"
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
           "December")  # fmt: skip
_ORDINAL = re.compile(r"\b[0-9]+(?:st|nd|rd|th)-")


@dataclass(frozen=True, slots=True)
class MeetingGroups:
    """Which meeting each candidate is of.

    ``numbers`` holds a number for each row of the candidates, in their order. By number, ``names`` is what the first
    document calls the meeting, and ``statuses`` the furthest in its life that any document tells.
    """

    numbers: Sequence[int]
    names: Sequence[str]
    statuses: Sequence[str]


@dataclass(slots=True)
class _Group:
    """One meeting while its candidates come in: the first, those like it, its days, countries and furthest status."""

    number: int
    name: str
    alike: _Known
    dates: list[str] = field(default_factory=list)
    countries: set[str] = field(default_factory=set)
    status: str = "mentioned"
    documents: set[str] = field(default_factory=set)


class _Known:
    """The meetings of one series and kind (in no series, of one name) that were told so far."""

    def __init__(self) -> None:
        self._groups: dict[int, _Group] = {}
        self._undated: dict[int, _Group] = {}
        self._months = MonthIndex()

    def add(self, group: _Group) -> None:
        self._groups[group.number] = group
        self._undated[group.number] = group

    def date(self, group: _Group, edtf: str) -> None:
        self._undated.pop(group.number, None)
        self._months.add(group.number, edtf)

    def first_same(self, telling: Mapping[str, Any]) -> _Group | None:
        """Return the first meeting that a candidate may be of."""
        own, published = telling["date_edtf"], telling["published"]
        dated = self._months.near(published) if own is None else self._months.overlapping(own)
        found: Iterable[_Group] = (self._groups[number] for number in dated)
        if telling["series"] == "other":
            found = self._groups.values() if own is None else merge(found, self._undated.values(), key=_number)
        return next((group for group in found if _same(group, telling)), None)


def _number(group: _Group) -> int:
    return group.number


def group_meetings(candidates: Sequence[pa.Table]) -> MeetingGroups:
    """Decide which candidates are the same meeting; ``candidates`` are the ``meeting_candidates`` of all batches.

    Numbered sessions are one by series and ordinal (in no series, by name, host and ordinal); an unnumbered one is the
    meeting of its series and kind whose days overlap (in no series, of its name, unless both are told to be in other
    countries); an undated extraordinary one is the first of its kind whose days are near the document's own date.
    Candidates of one document are never the same unnumbered meeting. The dated ones come first, so that the undated
    find them.
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
    by_kind: dict[tuple[str, str], _Known] = {}
    numbers = [0] * table.num_rows
    for telling in _rows(ordered):
        key = _kind_key(telling)
        number = _number_key(telling)
        known = by_kind.get(key) or by_kind.setdefault(key, _Known())
        group = by_number.get(number) if telling["ordinal"] is not None else known.first_same(telling)
        if group is None:
            group = _Group(len(groups), telling["name"], known)
            groups.append(group)
            known.add(group)
            if telling["ordinal"] is not None:
                by_number[number] = group
        group.documents.add(telling["document_id"])
        if telling["date_edtf"] and telling["date_edtf"] not in group.dates:
            group.dates.append(telling["date_edtf"])
            # It is known where its first candidate stands, of whatever kind this one tells that it is.
            group.alike.date(group, telling["date_edtf"])
        if telling["country_code"]:
            group.countries.add(telling["country_code"])
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


def _same(group: _Group, telling: Mapping[str, Any]) -> bool:
    """Tell whether a candidate is of a group of its series and kind (in no series, of its name)."""
    if telling["document_id"] in group.documents:
        return False
    own = telling["date_edtf"]
    if telling["series"] == "other":
        # Many a peace conference is held in many a country on the same days.
        if group.countries and telling["country_code"] and telling["country_code"] not in group.countries:
            return False
        return own is None or not group.dates or any(overlap(own, value) for value in group.dates)
    if own is not None:
        return any(overlap(own, value) for value in group.dates)
    return telling["kind"] == "extraordinary" and any(near(telling["published"], value) for value in group.dates)


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
        for column in (*TEXT_COLUMNS, *NUMBER_COLUMNS):
            value = values.get((f"{number}|{status}", column)) or values.get((f"{number}|{EVERY_STATUS}", column))
            row[column] = int(value) if value is not None and column in NUMBER_COLUMNS else value
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
