"""What was read in each paragraph, brought together from the rows of the tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from imcwp_data.explorer.marked_text import EVIDENCE, Mark
from imcwp_data.explorer.site import Site
from imcwp_data.explorer.values import as_list, column_label, say_value
from imcwp_data.explorer.words import label_of

Row = dict[str, Any]

# The letters that tell the kinds of marks apart where colours and lines do not.
LETTERS = {"participant": "P", "place": "L", "date": "D", "meeting": "M", "action": "A"}
_ORDER = (
    "status", "event_type", "actor", "target", "beneficiary", "date_edtf", "place", "country_code", "mode", "theme",
    "themes", "quantity", "unit", "joint_axis", "party_count", "country_count", "people_count", "text",
)  # fmt: skip

_ROLES = ("actor", "target", "beneficiary")
# What is told of a meeting before its facts are unfolded.
_TOLD_OF_MEETING = frozenset({"status", "date_edtf", "place", "party_count", "country_count", "people_count"})


@dataclass(frozen=True, slots=True)
class Read:
    """The rows that belong to some paragraphs, and the names of what their keys stand for."""

    mentions: Sequence[Row] = ()
    place_mentions: Sequence[Row] = ()
    dates: Sequence[Row] = ()
    evidence: Sequence[Row] = ()
    actions: Sequence[Row] = ()
    roles: Sequence[Row] = ()
    quotations: Sequence[Row] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    meetings: Mapping[str, str] = field(default_factory=dict)


def with_facts(paragraphs: Sequence[Row], read: Read) -> list[Row]:
    """Return paragraphs with what was read in them: mentions, places, dates, meetings, actions, participants."""
    by = {
        name: _by_paragraph(getattr(read, name))
        for name in ("mentions", "place_mentions", "dates", "evidence", "actions", "quotations")
    }
    roles = _grouped(read.roles, "action_id")
    return [_with_facts(row, {n: rows.get(row["paragraph_id"], []) for n, rows in by.items()}, roles, read)
            for row in paragraphs]  # fmt: skip


def _with_facts(row: Row, of: Mapping[str, list[Row]], roles: Mapping[str, list[Row]], read: Read) -> Row:
    evidence = _grouped(of["evidence"], "table_name")
    counts = {name: len(of[name]) for name in ("evidence", "actions", "mentions", "place_mentions", "dates")}
    return {
        **row,
        "mentions": of["mentions"],
        "places": of["place_mentions"],
        "dates": of["dates"],
        "meetings": _meetings(evidence, read),
        "actions": _actions(of["actions"], evidence, roles, read),
        "participants": _participants(evidence.get("participants", []), read),
        "quotations": of["quotations"],
        "rows": {name: count for name, count in counts.items() if count},
    }


def _meetings(evidence: Mapping[str, list[Row]], read: Read) -> list[Row]:
    told = _grouped(evidence.get("meetings", []), "row_id")
    roles: dict[str, list[Row]] = {}
    for row in evidence.get("meeting_participants", []):
        roles.setdefault(row["row_id"].split("|")[0], []).append(row)
    return [
        {
            "meeting_id": key,
            "name": read.meetings.get(key, key),
            "named": [[e["char_start"], e["char_end"]] for e in told.get(key, []) if e["column_name"] == "name"],
            "told": [
                _told(fact)
                for fact in _facts(told.get(key, []), "meetings", read)
                if fact["column"] in _TOLD_OF_MEETING
            ],
            "facts": [*_facts(told.get(key, []), "meetings", read), *_role_facts(roles.get(key, []), read)],
        }
        for key in dict.fromkeys([*told, *roles])
    ]


def _told(fact: Row) -> str:
    counted = f"{fact['said']} {fact['label']}" if fact["column"].endswith("_count") else str(fact["said"])
    return counted if fact["accepted"] else f"{counted} (not accepted)"


def _actions(
    actions: Sequence[Row], evidence: Mapping[str, list[Row]], roles: Mapping[str, list[Row]], read: Read
) -> list[Row]:
    proofs = _grouped(evidence.get("actions", []), "row_id")
    role_proofs = _grouped(evidence.get("action_participants", []), "row_id")
    found = []
    for row in actions:
        key = row["action_id"]
        facts = _facts(proofs.get(key, []), "actions", read)
        who = [{**r, "name": read.names.get(r["participant_id"], r["participant_id"])} for r in roles.get(key, [])]
        for one in who:
            row_id = f"{key}|{one['participant_id']}|{one['role']}"
            # A role of the tables is told also where a release gives no evidence for it.
            facts.append(
                _fact("action_participants", one["role"], row_id.split("|")[1], role_proofs.get(row_id, []), read)
            )
        found.append(
            {
                **row,
                "number": key.rpartition(".a")[2],
                "themes": as_list(row["themes"]),
                "who": {role: [one["name"] for one in who if one["role"] == role] for role in _ROLES},
                "facts": sorted(facts, key=_place),
            }
        )  # fmt: skip
    return found


def _participants(evidence: Sequence[Row], read: Read) -> list[Row]:
    return [
        {"participant_id": key, "name": read.names.get(key, key), "facts": _facts(rows, "participants", read)}
        for key, rows in _grouped(evidence, "row_id").items()
    ]


def _facts(evidence: Sequence[Row], table: str, read: Read) -> list[Row]:
    """Return one fact for each value that is told, with all the evidence that tells it."""
    told: dict[tuple[str, str | None], list[Row]] = {}
    for row in evidence:
        told.setdefault((row["column_name"], row["value"]), []).append(row)
    facts = [_fact(table, column, value, proofs, read) for (column, value), proofs in told.items()]
    return sorted(facts, key=_place)


def _role_facts(evidence: Sequence[Row], read: Read) -> list[Row]:
    facts = []
    for row in evidence:
        parts = row["row_id"].split("|")
        facts.append(_fact("meeting_participants", row["value"] or parts[-1], parts[1], [row], read))
    return facts


def _fact(table: str, column: str, value: str | None, proofs: Sequence[Row], read: Read) -> Row:
    is_role = table in {"meeting_participants", "action_participants"}
    said = read.names.get(value or "", value) if is_role else say_value(column, value, read.names, table)
    return {
        "column": column,
        "label": label_of(column) if is_role else column_label(column, table),
        "value": value,
        "said": said,
        "participant_id": value if is_role or column == "affiliation_id" else None,
        "accepted": all(proof["accepted"] for proof in proofs),
        "evidence": [
            {"evidence_id": p["evidence_id"], "rule": p["rule"], "start": p["char_start"], "end": p["char_end"]}
            for p in proofs
        ],
    }


def _place(fact: Row) -> int:
    return _ORDER.index(fact["column"]) if fact["column"] in _ORDER else len(_ORDER)


def marks_of(paragraph: Row, site: Site, shown: Row | None = None) -> list[Mark]:
    """Return the marks of a paragraph's text; ``shown`` is the piece of evidence that was asked for."""
    marks = [
        *(_named(m, "participant", m["name"], site.path("participants", m["participant_id"]), m["kind"])
          for m in paragraph["mentions"]),
        *(_named(m, "place", m["name"], site.path("places", m["place_id"]), m["kind"]) for m in paragraph["places"]),
        *(_named(d, "date", d["said"], _days(site, d), d["basis"] if d["basis"] != "explicit" else "")
          for d in paragraph["dates"]),
    ]  # fmt: skip
    for meeting in paragraph["meetings"]:
        title, href = f"Meeting: {meeting['name']}", site.path("meetings", meeting["meeting_id"])
        marks += [Mark(start, end, "meeting", title, href, "M") for start, end in meeting["named"]]
    for action in paragraph["actions"]:
        label = f"A{action['number']}"
        title = f"Action {label}: {label_of(action['event_type'])}, {label_of(action['status'])}"
        href = site.path("actions", action["action_id"])
        marks.append(Mark(action["char_start"], action["char_end"], "action", title, href, label))
    if shown is not None and shown["paragraph_id"] == paragraph["paragraph_id"]:
        marks.append(Mark(shown["char_start"], shown["char_end"], EVIDENCE))
    return marks


def _named(row: Row, kind: str, name: str, href: str, more: str | None) -> Mark:
    title = f"{kind.capitalize()}: {name}" + (f" ({label_of(more)})" if more else "")
    return Mark(row["char_start"], row["char_end"], kind, title, href, LETTERS[kind])


def _days(site: Site, date: Row) -> str:
    """Return the address of the actions within the days of a date, "" for an open or recurring one."""
    if not date["start_date"] or not date["end_date"]:
        return ""
    return site.path("actions", **{"from": date["start_date"], "to": date["end_date"]})


def _by_paragraph(rows: Iterable[Row]) -> dict[str, list[Row]]:
    return _grouped(rows, "paragraph_id")


def _grouped(rows: Iterable[Row], key: str) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row[key], []).append(row)
    return groups
