"""What the vocabularies of rules may hold: words that mean an event, a theme, a meeting's status.

What a value may be is not said twice: where a cell becomes a column of a table, its values are those of that column's
schema. One key of a file has one row, so that no rule shadows another.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from imcwp_data.schema import TableSchema
from imcwp_data.vocabulary.table_file import (
    Column,
    Faults,
    Row,
    TableSpec,
    country_code,
    language_code,
    one_of,
    whole_number,
)

_LANGUAGE = Column("language", required=True, fault=language_code)
# Which values a cue of a meeting may tell, by attribute; the others tell by standing there.
_MEETING_CUES = ("absent", "attendance", "first", "mode", "next", "noun", "postponed", "previous", "role", "speech",
                 "status", "theme")  # fmt: skip


def rule_specs(schemas: Mapping[str, TableSchema]) -> dict[str, TableSpec]:
    """Return what each file of rules must meet, by file stem."""
    actions, documents = schemas["actions"], schemas["documents"]
    event_types = one_of(*(actions.field("event_type").enum or ()))
    statuses = one_of(*(actions.field("status").enum or ()))
    themes = one_of(*(actions.field("themes").item_enum or ()))
    yes_no = one_of("yes", "no")
    return {
        "events": TableSpec(
            (
                Column("lemma", required=True),
                _LANGUAGE,
                Column("part_of_speech", required=True, fault=one_of("verb", "noun")),
                Column("followed_by"),
                Column("object_class"),
                Column("event_type", fault=event_types),
                Column("status", fault=statuses),
            ),
            key=("lemma", "language", "part_of_speech", "followed_by", "object_class"),
        ),
        "event_objects": TableSpec(
            (Column("word", required=True), _LANGUAGE, Column("object_class", required=True, is_list=True)),
            key=("word", "language"),
        ),
        "irregular_verbs": TableSpec(
            (
                Column("lemma", required=True),
                _LANGUAGE,
                Column("present", is_list=True),
                Column("past", is_list=True),
                Column("participle", is_list=True),
            ),
            key=("lemma", "language"),
        ),
        "themes": TableSpec(
            (
                Column("cue", required=True),
                _LANGUAGE,
                Column("theme", required=True, fault=themes),
                Column("strength", required=True, fault=one_of("strong", "weak")),
            ),
            key=("cue", "language", "theme"),
        ),
        "theme_causes": TableSpec(
            (
                Column("theme", required=True, fault=themes),
                Column("beneficiary_code", fault=country_code),
                Column("adversary_code", fault=country_code),
                Column("only_named", required=True, fault=yes_no),
            ),
            key=("theme", "beneficiary_code", "adversary_code"),
        ),
        "rubrics": TableSpec(
            (
                Column("rubric", required=True),
                Column("document_type", fault=one_of(*(documents.field("document_type").enum or ()))),
                Column("in_title", required=True, fault=yes_no),
                _LANGUAGE,
            ),
            key=("rubric",),
        ),
        "meeting_cues": TableSpec(
            (
                Column("attribute", required=True, fault=one_of(*_MEETING_CUES)),
                Column("value"),
                Column("cue", required=True),
                _LANGUAGE,
            ),
            key=("attribute", "value", "cue", "language"),
        ),
        "meeting_series": TableSpec(
            (
                Column("series", required=True, fault=one_of(*(schemas["meetings"].field("series").enum or ()))),
                Column("participant", required=True),
                Column("kind", required=True, fault=one_of(*(schemas["meetings"].field("kind").enum or ()))),
                Column("short_name", required=True),
            ),
            key=("series",),
        ),
        "meeting_sessions": TableSpec(
            (
                Column("year", required=True, fault=whole_number),
                Column("place", required=True),
                Column("series", required=True, fault=one_of(*(schemas["meetings"].field("series").enum or ()))),
                Column("kind", required=True, fault=one_of(*(schemas["meetings"].field("kind").enum or ()))),
            ),
            key=("year", "place"),
        ),
        "shared_acronyms": TableSpec(
            (Column("acronym", required=True), Column("name", required=True)), key=("acronym",)
        ),
    }


def check_rules(
    folder: Path,
    tables: Mapping[str, Sequence[Row]],
    schemas: Mapping[str, TableSchema],
    names: frozenset[str],
    faults: Faults,
) -> None:
    """Note where a rule refers to what no other file or schema holds. ``names`` are those of all participants."""
    classes = {item for row in tables.get("event_objects", ()) for item in row.items("object_class")}
    for row in tables.get("events", ()):
        if row.cells["object_class"] and row.cells["object_class"] not in classes:
            said = row.cells["object_class"]
            message = f"no word of event_objects.csv is of the class {said!r}; add one there, or correct the class"
            faults.add(folder / "events.csv", row.line, "object_class", message)
    values = {
        "status": schemas["meetings"].field("status").enum or (),
        "mode": schemas["meetings"].field("mode").enum or (),
        "role": schemas["meeting_participants"].field("role").enum or (),
    }
    for row in tables.get("meeting_cues", ()):
        attribute, value = row.cells["attribute"], row.cells["value"]
        if attribute in values and value not in values[attribute]:
            known = ", ".join(sorted(values[attribute]))
            message = f"{value!r} is no {attribute} of a meeting; write one of {known}"
            faults.add(folder / "meeting_cues.csv", row.line, "value", message)
    for stem, column in (("meeting_series", "participant"), ("shared_acronyms", "name")):
        for row in tables.get(stem, ()):
            if row.cells[column] not in names:
                message = f"no participant is called {row.cells[column]!r}; write a name as its vocabulary has it"
                faults.add(folder / f"{stem}.csv", row.line, column, message)
