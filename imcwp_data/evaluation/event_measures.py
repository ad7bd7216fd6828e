"""What is counted of meetings and actions in one text, and of who takes part in them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from imcwp_data.evaluation.built import BuiltText, Row
from imcwp_data.evaluation.keys import AnswerKey
from imcwp_data.evaluation.matching import alike, matched, overlapping
from imcwp_data.evaluation.tally import Tally

NamesOfKey = Callable[[str], frozenset[str]]
_MEETING_COLUMNS = (
    ("status", "status"),
    ("mode", "mode"),
    ("edtf", "date_edtf"),
    ("kind", "kind"),
    ("country", "country_code"),
)
_MEETING_COUNTS = (("parties", "party_count"), ("countries", "country_count"), ("people", "people_count"))
_ACTION_ROLES = (("actors", "actor"), ("targets", "target"))
_LONGEST_SHOWN = 90
_YEAR_AND_MONTH = 7


def count_meetings(key: AnswerKey, built: BuiltText, tally: Tally, names: NamesOfKey) -> None:
    """Count meetings, and for those that matched their columns (the three counts as one measure) and the roles."""
    line_of: dict[str, int] = {}
    for row in built.spans("evidence"):
        if row["table_name"] == "meetings":
            line_of[row["row_id"]] = min(row["line"], line_of.get(row["row_id"], row["line"]))
    expected, read = key.rows["meetings"], [row for row in built.rows("meetings") if row["meeting_id"] in line_of]
    pairs = matched(expected, read, _same_meeting)
    missed, extra = tally.matched("meetings", pairs, expected, read)
    for row in missed:
        tally.miss("meetings", _first_line(row), "", row["name"], None)
    for row in extra:
        tally.miss("meetings", line_of[row["meeting_id"]], "", None, row["name"])
    roles: dict[str, list[Row]] = {}
    for row in built.rows("meeting_participants"):
        roles.setdefault(row["meeting_id"], []).append(row)
    for i, j in pairs:
        one, other = expected[i], read[j]
        line, about = _first_line(one) or line_of[other["meeting_id"]], one["name"]
        for field, column in _MEETING_COLUMNS:
            tally.field(f"meetings.{column}", one.get(field), other.get(column), line=line, about=about)
        for column in ("place", "theme"):
            tally.field(f"meetings.{column}", one.get(column), other.get(column), alike, line=line, about=about)
        for field, column in _MEETING_COUNTS:
            tally.field("meetings.counts", one.get(field), other.get(column), line=line, about=f"{about}, {column}")
        taking_part = [(row["role"], row["participant_id"]) for row in roles.get(other["meeting_id"], [])]
        told = [(row["role"], row["name"]) for row in one.get("participants") or []]
        _count_members("meetings.participants", told, taking_part, built, tally, names, line, about)


def _first_line(row: Row) -> int:
    lines: Sequence[int] = row.get("evidence_lines") or [0]
    return min(lines)


def _same_meeting(one: Row, other: Row) -> bool:
    """Tell whether meetings of one series have the same ordinal, else the same month, else names that overlap."""
    if one["series"] != other["series"]:
        return False
    if one.get("ordinal") and other.get("ordinal"):
        return bool(one["ordinal"] == other["ordinal"])
    if one.get("edtf") and other.get("date_edtf"):
        return bool(one["edtf"][:_YEAR_AND_MONTH] == other["date_edtf"][:_YEAR_AND_MONTH])
    return overlapping(one["name"], other["name"])


def count_actions(key: AnswerKey, built: BuiltText, tally: Tally, names: NamesOfKey) -> None:
    """Count actions that were found at all, those whose type is right too, and the columns of all that were found."""
    expected, read = key.rows["actions"], built.spans("actions")
    line_and_type = (lambda row: (row["line"], row["type"]), lambda row: (row["line"], row["event_type"]))
    line = (lambda row: row["line"], lambda row: row["line"])
    typed = matched(expected, read, _same_clause, line_and_type)
    untyped = [(i, row) for i, row in enumerate(expected) if i not in {i for i, _ in typed}]
    unused = [(j, row) for j, row in enumerate(read) if j not in {j for _, j in typed}]
    loose = [
        (untyped[i][0], unused[j][0])
        for i, j in matched([row for _, row in untyped], [row for _, row in unused], _same_clause, line)
    ]
    found = [*typed, *loose]
    missed, extra = tally.matched("actions.found", found, expected, read)
    tally.add("actions", len(typed), len(read), len(expected))
    for row in missed:
        tally.miss("actions.found", row["line"], _cut(row["quote"]), row["type"], None)
    for row in extra:
        tally.miss("actions.found", row["line"], _cut(row["text"]), None, row["event_type"])
    for i, j in loose:
        tally.miss(
            "actions", expected[i]["line"], _cut(expected[i]["quote"]), expected[i]["type"], read[j]["event_type"]
        )
    members: dict[tuple[str, str], list[str]] = {}
    for row in built.rows("action_participants"):
        members.setdefault((row["action_id"], row["role"]), []).append(row["participant_id"])
    for i, j in found:
        _count_action(expected[i], read[j], built, tally, names, members)


def _count_action(
    one: Row,
    other: Row,
    built: BuiltText,
    tally: Tally,
    names: NamesOfKey,
    members: dict[tuple[str, str], list[str]],
) -> None:
    line, about = one["line"], _cut(one["quote"])
    for measure, field, column in (
        ("actions.status", "status", "status"),
        ("actions.date", "edtf", "date_edtf"),
        ("actions.quantity", "quantity", "quantity"),
        ("actions.joint_axis", "joint_axis", "joint_axis"),
    ):
        tally.field(measure, one.get(field), other.get(column), line=line, about=about)
    themes, read_themes = set(one.get("themes") or []), set(other.get("themes") or [])
    tally.add("actions.themes", len(themes & read_themes), len(read_themes), len(themes))
    for theme in sorted(themes - read_themes):
        tally.miss("actions.themes", line, about, theme, None)
    for theme in sorted(read_themes - themes):
        tally.miss("actions.themes", line, about, None, theme)
    for field, role in _ACTION_ROLES:
        told = [(role, name) for name in one.get(field) or []]
        read = [(role, participant_id) for participant_id in members.get((other["action_id"], role), [])]
        _count_members(f"actions.{field}", told, read, built, tally, names, line, about)


def _same_clause(one: Row, other: Row) -> bool:
    return overlapping(one["quote"], other["text"])


def _count_members(
    measure: str,
    told: Sequence[tuple[str, str]],
    read: Sequence[tuple[str, str]],
    built: BuiltText,
    tally: Tally,
    names: NamesOfKey,
    line: int,
    about: str,
) -> None:
    """Count who takes part: roles and names of the key against roles and ids of participants."""

    def same(one: tuple[str, str], other: tuple[str, str]) -> bool:
        return bool(names(one[1]) & built.names(other[1]))

    pairs = matched(told, read, same, (lambda member: member[0], lambda member: member[0]))
    missed, extra = tally.matched(measure, pairs, told, read)
    for role, name in missed:
        tally.miss(measure, line, about, f"{name} ({role})", None)
    for role, participant_id in extra:
        tally.miss(measure, line, about, None, f"{built.name(participant_id)} ({role})")


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else f"{text[: _LONGEST_SHOWN - 1]}…"
