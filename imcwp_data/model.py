"""What the stages hand to one another: plain frozen records, no behaviour, no input or output.

Offsets are 0-based, end-exclusive and counted in Unicode code points. Offsets of a paragraph point into its source's
text (the file's bytes decoded with ``Source.encoding``); offsets of everything read in a paragraph point into
``Paragraph.text``. ``position`` is a paragraph's 1-based position in its document.

Records of which a text yields very many are of a kind that is made many times as fast as a frozen dataclass.
"""

from __future__ import annotations

from dataclasses import dataclass

from imcwp_data.record import Record


@dataclass(frozen=True, slots=True)
class Source:
    """One file of the seeds folder, decoded. ``text == data.decode(encoding)``, line ends as they are in the file."""

    source_id: str
    path: str
    sha256: str
    bytes: int
    encoding: str
    text: str


class Paragraph(Record, frozen=True):
    """One paragraph of a document. ``text`` is the normalised source slice without its list marker."""

    position: int
    line: int
    kind: str
    language: str
    text: str
    char_start: int
    char_end: int
    marker: str | None = None


class Document(Record, frozen=True):
    """One published piece: a source holds one or several, which tile it."""

    source_id: str
    part: int
    title: str | None
    document_type: str
    published: str | None
    author: str | None
    outlet: str | None
    agency: str | None
    dateline_place: str | None
    language: str
    char_start: int
    char_end: int
    paragraphs: tuple[Paragraph, ...]

    @property
    def document_id(self) -> str:
        """Id of the document: its source and part."""
        return f"{self.source_id}.{self.part}"

    def paragraph_id(self, position: int) -> str:
        """Return the id of the paragraph at a position."""
        return f"{self.document_id}.{position}"

    def paragraph(self, position: int) -> Paragraph:
        """Return the paragraph at a position, counted from 1."""
        return self.paragraphs[position - 1]


class DateExpression(Record, frozen=True):
    """A date as written, with its EDTF form and the days that bound it (ISO 8601, None where open or unknown)."""

    position: int
    char_start: int
    char_end: int
    surface: str
    date_edtf: str
    start_date: str | None
    end_date: str | None
    basis: str
    rule: str


class Mention(Record, frozen=True):
    """A participant's name where it stands in a paragraph."""

    position: int
    char_start: int
    char_end: int
    surface: str
    participant_id: str
    rule: str


class PlaceMention(Record, frozen=True):
    """A place's name where it stands in a paragraph, used as a place."""

    position: int
    char_start: int
    char_end: int
    surface: str
    place_id: str
    name: str
    kind: str
    country_code: str | None
    latitude: float | None
    longitude: float | None
    rule: str


class Assertion(Record, frozen=True):
    """One value that a passage states for one column of one row, with the characters it was read from and the rule.

    ``value`` is the text that the column would show in CSV (lists as JSON). ``certainty`` (0 to 1) ranks rival
    assertions when they are consolidated.
    """

    column_name: str
    value: str
    position: int
    char_start: int
    char_end: int
    rule: str
    certainty: float = 1.0


class ParticipantCandidate(Record, frozen=True):
    """A participant as one document tells of it; consolidation joins candidates of equal ``participant_id``."""

    participant_id: str
    name: str
    kind: str
    acronym: str | None
    country_code: str | None
    role: str | None
    affiliation_id: str | None
    assertions: tuple[Assertion, ...]


class MeetingParticipant(Record, frozen=True):
    """A participant's role in a meeting, with the characters that state it."""

    participant_id: str
    role: str
    position: int
    char_start: int
    char_end: int
    rule: str


class MeetingCandidate(Record, frozen=True):
    """A meeting as one document tells of it. ``local_id`` is unique in the document; columns live in ``assertions``."""

    local_id: str
    name: str
    series: str
    kind: str
    assertions: tuple[Assertion, ...]
    participants: tuple[MeetingParticipant, ...] = ()


class ActionCandidate(Record, frozen=True):
    """A clause that states an action; ``meeting_local_id`` names the document's meeting that it belongs to."""

    position: int
    char_start: int
    char_end: int
    text: str
    event_type: str
    status: str
    rule: str
    date_edtf: str | None = None
    start_date: str | None = None
    end_date: str | None = None
    place: str | None = None
    country_code: str | None = None
    quantity: float | None = None
    unit: str | None = None
    joint_axis: int | None = None
    themes: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    beneficiaries: tuple[str, ...] = ()
    meeting_local_id: str | None = None
    assertions: tuple[Assertion, ...] = ()


class Reading(Record, frozen=True):
    """All that was read in one document."""

    document: Document
    dates: tuple[DateExpression, ...] = ()
    participants: tuple[ParticipantCandidate, ...] = ()
    mentions: tuple[Mention, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    meetings: tuple[MeetingCandidate, ...] = ()
    actions: tuple[ActionCandidate, ...] = ()


class SourceReading(Record, frozen=True):
    """A source and the readings of its documents."""

    source: Source
    readings: tuple[Reading, ...] = ()
