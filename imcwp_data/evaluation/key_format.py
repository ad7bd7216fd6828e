"""What an answer key holds: its lists, their fields, and the column whose values a field may take.

A key is one JSON file a text, made by reading the text alone. Lines are counted from 1 in the file as it is, parted by
line feeds; words quoted from a line stand in it as they are written there. What a value may be is not said twice: a
field that is compared with a column takes its enumeration and pattern from that column's schema.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class KeyField:
    """One field of a row of a key.

    ``form`` is ``line`` (a line of the text that is not blank), ``lines`` (a list of such), ``words`` (what stands in
    the row's line), ``text``, ``texts``, ``date`` (ISO 8601), ``integer``, ``number``, ``participant`` (a name of the
    key's participants) or ``rows`` (a list of rows of its own). ``column`` is ``table.column``. A field that is not
    ``required`` may be null.
    """

    name: str
    form: str
    required: bool = False
    column: str | None = None


_LINE = KeyField("line", "line", required=True)

KEY_LISTS: Mapping[str, tuple[KeyField, ...]] = {
    "documents": (
        KeyField("title", "text"),
        KeyField("first_line", "integer", required=True),
        KeyField("last_line", "integer", required=True),
        KeyField("published", "date"),
        KeyField("outlet", "text"),
        KeyField("author", "text"),
        KeyField("agency", "text"),
        KeyField("dateline_place", "text"),
        KeyField("type", "text", column="documents.document_type"),
    ),
    "paragraphs": (
        _LINE,
        KeyField("kind", "text", required=True, column="paragraphs.kind"),
        KeyField("lang", "text", column="paragraphs.language"),
    ),
    "dates": (
        _LINE,
        KeyField("surface", "words", required=True),
        KeyField("edtf", "text", required=True, column="dates.date_edtf"),
    ),
    "participants": (
        KeyField("name", "text", required=True),
        KeyField("kind", "text", column="participants.kind"),
        KeyField("acronym", "text"),
        KeyField("country", "text", column="participants.country_code"),
        KeyField("aliases", "texts"),
        KeyField("role", "text"),
    ),
    "mentions": (
        _LINE,
        KeyField("surface", "words", required=True),
        KeyField("participant", "participant", required=True),
    ),
    "places": (
        _LINE,
        KeyField("surface", "words", required=True),
        KeyField("country", "text", column="places.country_code"),
    ),
    "meetings": (
        KeyField("name", "text", required=True),
        KeyField("series", "text", required=True, column="meetings.series"),
        KeyField("kind", "text", column="meetings.kind"),
        KeyField("ordinal", "integer"),
        KeyField("status", "text", column="meetings.status"),
        KeyField("mode", "text", column="meetings.mode"),
        KeyField("edtf", "text", column="meetings.date_edtf"),
        KeyField("place", "text"),
        KeyField("country", "text", column="meetings.country_code"),
        KeyField("theme", "text"),
        KeyField("parties", "integer"),
        KeyField("countries", "integer"),
        KeyField("people", "integer"),
        KeyField("participants", "rows"),
        KeyField("evidence_lines", "lines"),
    ),
    "actions": (
        _LINE,
        KeyField("quote", "words", required=True),
        KeyField("type", "text", required=True, column="actions.event_type"),
        KeyField("status", "text", column="actions.status"),
        KeyField("actors", "texts"),
        KeyField("targets", "texts"),
        KeyField("beneficiaries", "texts"),
        KeyField("edtf", "text", column="actions.date_edtf"),
        KeyField("place", "text"),
        KeyField("country", "text", column="actions.country_code"),
        KeyField("themes", "texts", column="actions.themes"),
        KeyField("quantity", "number"),
        KeyField("unit", "text"),
        KeyField("joint_axis", "integer"),
    ),
}
"""The lists that every key has (a list may be empty), and the fields of their rows."""

FIGURES = (
    _LINE,
    KeyField("surface", "words", required=True),
    KeyField("value", "number", required=True),
    KeyField("unit", "text"),
)
"""The rows of ``figures``, a list that a key may have; no table is measured by it."""

MEETING_PARTICIPANTS = (
    KeyField("name", "participant", required=True),
    KeyField("role", "text", required=True, column="meeting_participants.role"),
)
"""The rows of a meeting's ``participants``."""
