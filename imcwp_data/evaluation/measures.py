"""What each measure counts in one text: the tables that were built of it against its answer key.

A measure is named after its table, or ``table.column``. A column is compared for the rows that matched; a value that
neither the key nor the build has counts for nothing. The measures of meetings and actions are in ``event_measures``.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from imcwp_data.evaluation.built import BuiltText, Row, names_of
from imcwp_data.evaluation.event_measures import NamesOfKey, count_actions, count_meetings
from imcwp_data.evaluation.keys import AnswerKey
from imcwp_data.evaluation.matching import alike, comparable, matched, overlapping
from imcwp_data.evaluation.tally import Tally

MEASURES = (
    "documents.bounds",
    "documents.title",
    "documents.document_type",
    "documents.published",
    "documents.outlet",
    "documents.author",
    "documents.agency",
    "documents.dateline_place",
    "paragraphs.kind",
    "paragraphs.language",
    "dates",
    "mentions",
    "mentions.linked",
    "participants",
    "participants.kind",
    "participants.country",
    "participants.acronym",
    "places",
    "meetings",
    "meetings.kind",
    "meetings.status",
    "meetings.mode",
    "meetings.date_edtf",
    "meetings.place",
    "meetings.country_code",
    "meetings.theme",
    "meetings.counts",
    "meetings.participants",
    "actions.found",
    "actions",
    "actions.status",
    "actions.date",
    "actions.quantity",
    "actions.joint_axis",
    "actions.themes",
    "actions.actors",
    "actions.targets",
)
"""All measures, in the order in which the tables are read from a text."""

_BY_LINE = (lambda row: row["line"], lambda row: row["line"])
_DOCUMENT_COLUMNS = ("title", "outlet", "author", "agency", "dateline_place")


def count_text(key: AnswerKey, tables: Mapping[str, list[dict[str, Any]]]) -> Tally:
    """Count one text, read and consolidated alone. ``tables`` holds the rows of its release in the release's order."""
    tally = Tally(key.source.path)
    built = BuiltText(tables)
    expected_names = {
        row["name"]: names_of(row["name"], row.get("acronym"), row.get("aliases")) for row in key.rows["participants"]
    }

    @cache
    def names(name: str) -> frozenset[str]:
        """Return the names of a participant of the key; a country that acts has no row there, only its name."""
        return expected_names.get(name, frozenset({comparable(name)}))

    _count_documents(key, built, tally)
    _count_paragraphs(key, built, tally)
    _count_dates(key, built, tally)
    _count_places(key, built, tally)
    _count_names(key, built, tally, names)
    count_meetings(key, built, tally, names)
    count_actions(key, built, tally, names)
    return tally


def _count_documents(key: AnswerKey, built: BuiltText, tally: Tally) -> None:
    """Count the documents whose first and last paragraph are right, and for these what is said of them."""
    lines = sorted(row["line"] for row in key.rows["paragraphs"])

    def extent(row: Row) -> tuple[int, int]:
        inside = [line for line in lines if row["first_line"] <= line <= row["last_line"]]
        return inside[0], inside[-1]

    expected, read = key.rows["documents"], built.documents
    pairs = matched(expected, read, lambda e, r: extent(e) == r["extent"])
    missed, extra = tally.matched("documents.bounds", pairs, expected, read)
    for row in missed:
        first, last = extent(row)
        tally.miss("documents.bounds", first, row.get("title") or "", f"lines {first} to {last}", None)
    for row in extra:
        first, last = row["extent"]
        tally.miss("documents.bounds", first, row.get("title") or "", None, f"lines {first} to {last}")
    for i, j in pairs:
        one, other = expected[i], read[j]
        line = other["extent"][0]
        for column in _DOCUMENT_COLUMNS:
            tally.field(f"documents.{column}", one.get(column), other.get(column), alike, line=line)
        day = other.get("published")
        tally.field("documents.published", one.get("published"), day.isoformat() if day else None, line=line)
        tally.field("documents.document_type", one.get("type"), other.get("document_type"), line=line)


def _count_paragraphs(key: AnswerKey, built: BuiltText, tally: Tally) -> None:
    """Count lines by their kind and language; of the latter only its first two letters are compared."""
    read = {row["line"]: row for row in built.paragraphs}
    for one in key.rows["paragraphs"]:
        line, other = one["line"], read.get(one["line"])
        kind, language = (other["kind"], other["language"] or "") if other else (None, None)
        tally.add("paragraphs.kind", int(kind == one["kind"]), int(other is not None), 1)
        if kind != one["kind"]:
            tally.miss("paragraphs.kind", line, "", one["kind"], kind)
        if one.get("lang"):
            right = language is not None and language[:2] == one["lang"][:2]
            tally.add("paragraphs.language", int(right), int(other is not None), 1)
            if not right:
                tally.miss("paragraphs.language", line, "", one["lang"], language)


def _count_dates(key: AnswerKey, built: BuiltText, tally: Tally) -> None:
    """Count the dates whose line and EDTF form are right and whose words overlap."""
    expected, read = key.rows["dates"], built.spans("dates")
    pairs = matched(
        expected, read, lambda e, r: e["edtf"] == r["date_edtf"] and overlapping(e["surface"], r["surface"]), _BY_LINE
    )
    missed, extra = tally.matched("dates", pairs, expected, read)
    for row in missed:
        tally.miss("dates", row["line"], row["surface"], row["edtf"], None)
    for row in extra:
        tally.miss("dates", row["line"], row["surface"], None, row["date_edtf"])


def _count_places(key: AnswerKey, built: BuiltText, tally: Tally) -> None:
    """Count the places whose line is right, whose words overlap, and whose country is the key's, if it has one."""
    countries = {row["place_id"]: row.get("country_code") for row in built.rows("places")}
    expected = key.rows["places"]
    read = [{**row, "country": countries.get(row["place_id"])} for row in built.spans("place_mentions")]

    def same(one: Row, other: Row) -> bool:
        if not overlapping(one["surface"], other["surface"]):
            return False
        return not one.get("country") or one["country"] == other["country"]

    missed, extra = tally.matched("places", matched(expected, read, same, _BY_LINE), expected, read)
    for row in missed:
        tally.miss("places", row["line"], row["surface"], row.get("country") or "a place", None)
    for row in extra:
        tally.miss("places", row["line"], row["surface"], None, row["country"] or "a place")


def _count_names(key: AnswerKey, built: BuiltText, tally: Tally, names: NamesOfKey) -> None:
    """Count mentions, those among them that lead to the right participant, and the participants that are mentioned."""
    expected, read = key.rows["mentions"], built.spans("mentions")
    pairs = matched(expected, read, lambda e, r: overlapping(e["surface"], r["surface"]), _BY_LINE)
    missed, extra = tally.matched("mentions", pairs, expected, read)
    for row in missed:
        tally.miss("mentions", row["line"], row["surface"], row["participant"], None)
    for row in extra:
        tally.miss("mentions", row["line"], row["surface"], None, built.name(row["participant_id"]))
    for i, j in pairs:
        one, participant_id = expected[i], read[j]["participant_id"]
        right = bool(names(one["participant"]) & built.names(participant_id))
        tally.add("mentions.linked", int(right), 1, 1)
        if not right:
            tally.miss("mentions.linked", one["line"], one["surface"], one["participant"], built.name(participant_id))
    _count_participants(key, built, tally, names)


def _count_participants(key: AnswerKey, built: BuiltText, tally: Tally, names: NamesOfKey) -> None:
    line_of_name: dict[str, int] = {}
    for row in key.rows["mentions"]:
        line_of_name.setdefault(row["participant"], row["line"])
    line_of_id: dict[str, int] = {}
    for row in built.spans("mentions"):
        line_of_id.setdefault(row["participant_id"], row["line"])
    expected = [row for row in key.rows["participants"] if row["name"] in line_of_name]
    read = [row for row in built.rows("participants") if row["participant_id"] in line_of_id]
    own_names = [names_of(row["name"], row.get("acronym"), row.get("aliases")) for row in expected]
    pairs = matched(
        list(enumerate(expected)), read, lambda e, r: bool(own_names[e[0]] & built.names(r["participant_id"]))
    )
    missed, extra = tally.matched("participants", pairs, expected, read)
    for row in missed:
        tally.miss("participants", line_of_name[row["name"]], "", row["name"], None)
    for row in extra:
        tally.miss("participants", line_of_id[row["participant_id"]], "", None, row["name"])
    for i, j in pairs:
        one, other = expected[i], read[j]
        at = {"line": line_of_name[one["name"]], "about": one["name"]}
        tally.field("participants.kind", one.get("kind"), other.get("kind"), **at)
        tally.field("participants.country", one.get("country"), other.get("country_code"), **at)
        tally.field("participants.acronym", one.get("acronym"), other.get("acronym"), alike, **at)
