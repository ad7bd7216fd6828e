"""One row for each meeting, however many documents tell of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from imcwp_data.consolidate.statements import Row, Statement, accepted_value, statement
from imcwp_data.model import Assertion, MeetingCandidate, Reading
from imcwp_data.text.edtf import bounds
from imcwp_data.text.normalise import slug

# What is told later of a meeting's life outweighs what was told before: held after planned.
STATUS_RANK = {"held": 5, "ongoing": 4, "postponed": 3, "planned": 2, "mentioned": 1}
_TEXT_COLUMNS = ("series", "kind", "mode", "date_edtf", "place", "country_code", "theme")
_NUMBER_COLUMNS = ("ordinal", "party_count", "country_count", "people_count")
_LONGEST_MEETING_DAYS = 45
# An undated mention of an extraordinary meeting is of the one whose days are at most this far from the document's.
_NEAR_DAYS = 400
_FULL_NAME = "International Meeting of Communist and Workers' Parties"
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
           "December")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Telling:
    """One document's candidate for a meeting."""

    reading: Reading
    candidate: MeetingCandidate

    def best(self, column: str) -> str | None:
        """Return this document's own most certain value for a column."""
        told = [a for a in self.candidate.assertions if a.column_name == column]
        return max(told, key=lambda a: a.certainty).value if told else None

    @property
    def order(self) -> tuple[str, str, str]:
        """Sort key: by the document's own date, then by id."""
        document = self.reading.document
        return document.published or "9999", document.document_id, self.candidate.local_id


@dataclass(frozen=True, slots=True)
class JoinedMeetings:
    """The rows of ``meetings`` and ``meeting_participants``, all statements, and which meeting a candidate became."""

    meetings: list[Row]
    participants: list[Row]
    statements: list[Statement]
    meeting_of: dict[tuple[str, str], str]


def join_meetings(readings: Iterable[Reading]) -> JoinedMeetings:
    """Join the candidates that are the same meeting.

    Numbered sessions are one by series and ordinal; an unnumbered one is the meeting of its series and kind whose days
    overlap; an undated extraordinary one is the nearest of its kind to the document's own date.
    """
    tellings = [Telling(reading, candidate) for reading in readings for candidate in reading.meetings]
    groups = _groups(sorted(tellings, key=lambda t: t.order))
    meetings: list[Row] = []
    participants: dict[tuple[str, str, str], Row] = {}
    statements: list[Statement] = []
    meeting_of: dict[tuple[str, str], str] = {}
    taken: set[str] = set()
    for group in groups:
        row = _row(group)
        meeting_id = _free(_meeting_id(row), taken)
        taken.add(meeting_id)
        meetings.append({"meeting_id": meeting_id, **row})
        for telling in group:
            document = telling.reading.document
            meeting_of[document.document_id, telling.candidate.local_id] = meeting_id
            for assertion in telling.candidate.assertions:
                value = str(row["name"]) if assertion.column_name == "name" else None
                statements.append(statement(document, "meetings", meeting_id, assertion, value))
            for member in telling.candidate.participants:
                key = (meeting_id, member.participant_id, member.role)
                participants[key] = dict(zip(("meeting_id", "participant_id", "role"), key, strict=True))
                said = Assertion("role", member.role, member.position, member.char_start, member.char_end, member.rule)
                statements.append(statement(document, "meeting_participants", "|".join(key), said))
    meetings.sort(key=lambda row: str(row["meeting_id"]))
    return JoinedMeetings(meetings, [participants[key] for key in sorted(participants)], statements, meeting_of)


def _groups(tellings: Sequence[Telling]) -> list[list[Telling]]:
    """Put the tellings of one meeting together; the dated ones first, so that the undated find them."""
    groups: list[list[Telling]] = []
    by_number: dict[tuple[str, str], list[Telling]] = {}
    rest: list[Telling] = []
    for telling in tellings:
        ordinal = telling.best("ordinal")
        if ordinal is None:
            rest.append(telling)
            continue
        key = (telling.candidate.series, ordinal)
        if key not in by_number:
            by_number[key] = []
            groups.append(by_number[key])
        by_number[key].append(telling)
    rest.sort(key=lambda t: (t.best("date_edtf") is None, t.order))
    for telling in rest:
        group = next((g for g in groups if _same(g, telling)), None)
        if group is None:
            groups.append([telling])
        else:
            group.append(telling)
    return groups


def _same(group: Sequence[Telling], telling: Telling) -> bool:
    first, candidate = group[0].candidate, telling.candidate
    if first.series != candidate.series or any(t.reading is telling.reading for t in group):
        return False
    dated = [value for t in group if (value := t.best("date_edtf"))]
    own = telling.best("date_edtf")
    if candidate.series == "other":
        same_name = slug(first.name) == slug(candidate.name)
        return same_name and (own is None or not dated or any(_overlap(own, value) for value in dated))
    if first.kind != candidate.kind:
        return False
    if own is not None:
        return any(_overlap(own, value) for value in dated)
    return candidate.kind == "extraordinary" and any(_near(telling, value) for value in dated)


def _days(edtf: str) -> tuple[date, date] | None:
    start, end = bounds(edtf)
    return (date.fromisoformat(start), date.fromisoformat(end)) if start and end else None


def _overlap(one: str, other: str) -> bool:
    if one == other:
        return True
    first, second = _days(one), _days(other)
    if first is None or second is None:
        return False
    short = all((end - start).days <= _LONGEST_MEETING_DAYS for start, end in (first, second))
    return short and first[0] <= second[1] and second[0] <= first[1]


def _near(telling: Telling, edtf: str) -> bool:
    published, days = telling.reading.document.published, _days(edtf)
    if not published or days is None:
        return False
    return abs((date.fromisoformat(published[:10]) - days[0]).days) <= _NEAR_DAYS


def _row(group: Sequence[Telling]) -> Row:
    """Decide each column.

    The status is the furthest in a meeting's life that any document tells. What is told together with that status wins
    over what is told with another: the days of the meeting as held over the days for which it was planned. Among the
    rest `accepted_value` decides.
    """
    status = max((t.best("status") or "mentioned" for t in group), key=lambda value: STATUS_RANK.get(value, 0))
    row: Row = {"status": status}
    for column in (*_TEXT_COLUMNS, *_NUMBER_COLUMNS):
        told = [
            (t.best("status") == status, statement(t.reading.document, "meetings", "", a))
            for t in group
            for a in t.candidate.assertions
            if a.column_name == column
        ]
        with_status = [s for same, s in told if same]
        value = accepted_value(with_status) or accepted_value([s for _, s in told])
        row[column] = int(value) if value is not None and column in _NUMBER_COLUMNS else value
    edtf = row["date_edtf"]
    row["start_date"], row["end_date"] = bounds(str(edtf)) if edtf else (None, None)
    row["name"] = _name(row, group[0].candidate.name)
    return row


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
    if row["ordinal"] is not None:
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


def accepted_meeting_values(rows: Iterable[Row]) -> dict[tuple[str, str, str], frozenset[str]]:
    """Return for each column of each meeting the value that its row shows."""
    return {
        ("meetings", str(row["meeting_id"]), column): frozenset({str(value)})
        for row in rows
        for column, value in row.items()
        if value is not None and column != "meeting_id"
    }
