"""What documents tell, gathered as the records that were read, and turned to the tables of facts all at once.

Ids and quotes are made of whole columns: of most rows nothing but their record is touched one by one.
"""

from __future__ import annotations

from collections.abc import Mapping
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from imcwp_data.consolidate.actions import ACTION_PARTICIPANT_COLUMNS, ActionRows
from imcwp_data.consolidate.columns import Columns, columns_of, columns_of_rows, slices, table_of, whole_numbers
from imcwp_data.consolidate.quotations import PASSAGE_COLUMNS, hashed, passages
from imcwp_data.consolidate.texts import word_counts
from imcwp_data.consolidate.told import Told, saying
from imcwp_data.extract.unknown_names import unknown_parties
from imcwp_data.model import (
    ActionCandidate,
    Assertion,
    DateExpression,
    Document,
    MeetingCandidate,
    Mention,
    Paragraph,
    ParticipantCandidate,
    PlaceMention,
    Reading,
    SourceReading,
)
from imcwp_data.record import Record

if TYPE_CHECKING:
    import pyarrow as pa

    from imcwp_data.consolidate.columns import Numbers

CANDIDATE_COLUMNS = ("name", "kind", "acronym", "country_code", "role", "affiliation_id")
MEETING_COLUMNS = (
    "document_id", "local_id", "published", "series", "kind", "name", "host", "ordinal", "date_edtf",
    "country_code", "status",
)  # fmt: skip
_SOURCE_COLUMNS = ("source_id", "path", "sha256", "bytes", "encoding")
_PARTY_COLUMNS = ("participant_id", "line")
_HOSTS = frozenset({"host", "organiser"})
# Tables of whose rows only all documents together decide what is accepted.
_OPEN = frozenset({"participants", "meetings"})

_source = attrgetter(*_SOURCE_COLUMNS)
_place_id = attrgetter("place_id")
_in_text = attrgetter("position", "char_start")


class Gathered:
    """What some sources tell, in their order."""

    def __init__(self, known_parties: frozenset[str]) -> None:
        self._known_parties = known_parties
        self._told = Told()
        self._acts = ActionRows()
        self._documents: list[Document] = []
        self._rows: Mapping[str, list[Any]] = {
            "sources": [],
            "documents": self._documents,
            "paragraphs": [],
            "actions": self._acts.actions,
            "action_participants": self._acts.participants,
            "mentions": [],
            "place_mentions": [],
            "dates": [],
            "places": [],
            "statements": self._told.assertions,
            "meeting_candidates": [],
            "participant_candidates": [],
            "passages": [],
            "unknown_parties": [],
        }
        # How many rows of each table there are before each document, and at the end.
        self._bounds: dict[str, list[int]] = {name: [0] for name in self._rows}

    def sizes(self) -> dict[str, int]:
        """Return how many rows each table has so far."""
        return {name: len(rows) for name, rows in self._rows.items()}

    def add(self, source: SourceReading) -> None:
        """Add what a source tells."""
        rows = self._rows
        rows["sources"].append(_source(source.source))
        for reading in source.readings:
            self._add_document(reading)
        places = {mention.place_id: mention for reading in source.readings for mention in reading.places}
        rows["places"] += sorted(places.values(), key=_place_id)
        participants = (participant for reading in source.readings for participant in reading.participants)
        rows["unknown_parties"] += unknown_parties(participants, self._known_parties).items()

    def _add_document(self, reading: Reading) -> None:
        rows, told = self._rows, self._told
        self._documents.append(reading.document)
        rows["paragraphs"] += reading.document.paragraphs
        rows["mentions"] += sorted(reading.mentions, key=_in_text)
        rows["place_mentions"] += sorted(reading.places, key=_in_text)
        rows["dates"] += sorted(reading.dates, key=_in_text)
        rows["passages"] += passages(reading)
        rows["participant_candidates"] += reading.participants
        for participant in reading.participants:
            told.add("participants", participant.participant_id, participant.assertions)
        for meeting in reading.meetings:
            rows["meeting_candidates"].append(_meeting_row(reading, meeting))
            told.add("meetings", meeting.local_id, meeting.assertions)
            for member in meeting.participants:
                row_id = f"{meeting.local_id}|{member.participant_id}|{member.role}"
                told.add("meeting_participants", row_id, (saying("role", member.role, member, 1.0),))
        self._acts.add(reading, told)
        for name, bounds in self._bounds.items():
            bounds.append(len(rows[name]))

    def tables(self, schemas: Mapping[str, pa.Schema]) -> dict[str, pa.Table]:
        """Return the tables of some schemas."""
        columns = self._columns()
        return {name: table_of(columns[name], len(self._rows[name]), schema) for name, schema in schemas.items()}

    def _columns(self) -> dict[str, Columns]:
        import numpy as np
        import pyarrow as pa

        rows = self._rows
        documents = columns_of(self._documents, Document)
        documents["document_id"] = [document.document_id for document in self._documents]
        documents["paragraph_count"] = [len(document.paragraphs) for document in self._documents]
        paragraphs = _Paragraphs(documents, columns_of(rows["paragraphs"], Paragraph))
        words = [n for document in self._documents for n in word_counts([p.text for p in document.paragraphs])]
        ends = np.array(self._bounds["paragraphs"])
        of_documents = np.diff(np.append(0, np.cumsum(words))[ends])
        kinds: dict[str, type[Record]] = {"mentions": Mention, "place_mentions": PlaceMention, "dates": DateExpression}
        return {
            "sources": columns_of_rows(rows["sources"], _SOURCE_COLUMNS),
            "documents": {**documents, "word_count": pa.array(of_documents)},
            "paragraphs": {
                **self._placed("paragraphs", paragraphs.columns, paragraphs),
                "text": paragraphs.texts,
                "word_count": words,
            },
            "actions": self._of_actions(paragraphs),
            "action_participants": columns_of_rows(rows["action_participants"], ACTION_PARTICIPANT_COLUMNS),
            **{name: self._placed(name, columns_of(rows[name], kind), paragraphs) for name, kind in kinds.items()},
            "places": columns_of(rows["places"], PlaceMention),
            "statements": self._of_statements(paragraphs),
            "meeting_candidates": columns_of_rows(rows["meeting_candidates"], MEETING_COLUMNS),
            "participant_candidates": columns_of(rows["participant_candidates"], ParticipantCandidate),
            "passages": self._of_passages(paragraphs),
            "unknown_parties": columns_of_rows(rows["unknown_parties"], _PARTY_COLUMNS),
        }

    def _owners(self, name: str, columns: Columns, paragraphs: _Paragraphs) -> tuple[Numbers, Numbers]:
        """Return the numbers of the documents and of the paragraphs in which rows of a table stand."""
        import numpy as np

        bounds = self._bounds[name]
        document = np.repeat(np.arange(len(bounds) - 1), np.diff(bounds))
        return document, paragraphs.first[document] + whole_numbers(columns["position"]) - 1

    def _placed(self, name: str, columns: Columns, paragraphs: _Paragraphs) -> dict[str, Any]:
        """Return columns of records that have a position in a document, with the ids of document and paragraph."""
        import pyarrow as pa

        document, row = self._owners(name, columns, paragraphs)
        document_id, paragraph_id = paragraphs.document_ids.take(pa.array(document)), paragraphs.ids.take(pa.array(row))
        return {**columns, "document_id": document_id, "paragraph_id": paragraph_id}

    def _of_actions(self, paragraphs: _Paragraphs) -> Columns:
        columns = self._placed("actions", columns_of(self._acts.actions, ActionCandidate), paragraphs)
        themes = [listed or None for listed in columns["themes"]]
        return {**columns, "action_id": self._acts.ids, "themes": themes}

    def _of_statements(self, paragraphs: _Paragraphs) -> Columns:
        import numpy as np
        import pyarrow as pa

        told = self._told
        columns = columns_of(told.assertions, Assertion)
        document, row = self._owners("statements", columns, paragraphs)
        starts, ends = whole_numbers(columns["char_start"]), whole_numbers(columns["char_end"])
        owners = columns_of_rows(told.owners, ("table_name", "row_id"))
        whose = np.repeat(np.arange(len(told.owners)), told.counts)
        is_open = np.array([table in _OPEN for table in owners["table_name"]], bool)[whose]
        accepted = np.ones(len(whose), bool)
        accepted[told.refused] = False
        return {
            **columns,
            **{name: pa.array(values, pa.string()).take(pa.array(whose)) for name, values in owners.items()},
            "document_id": paragraphs.document_ids.take(pa.array(document)),
            "published": paragraphs.published.fill_null("").take(pa.array(document)),
            "char_start": pa.array(starts),
            "char_end": pa.array(ends),
            "quote": slices(paragraphs.texts, row, starts, ends),
            "accepted": pa.array(accepted, mask=is_open),
        }

    def _of_passages(self, paragraphs: _Paragraphs) -> Columns:
        import pyarrow as pa

        rows = self._rows["passages"]
        columns = columns_of_rows(rows, PASSAGE_COLUMNS)
        document, _ = self._owners("passages", columns, paragraphs)
        published = paragraphs.published.take(pa.array(document))
        return {
            **self._placed("passages", columns, paragraphs),
            "published": published,
            "words": hashed(columns["words"]),
        }


class _Paragraphs:
    """The paragraphs of all documents, of which each has a row: ``first`` is that of each document's first one."""

    def __init__(self, documents: Columns, columns: Columns) -> None:
        import numpy as np
        import pyarrow as pa
        import pyarrow.compute as pc

        sizes = np.array(documents["paragraph_count"], np.int64)
        self.columns = columns
        self.first: Numbers = np.cumsum(sizes) - sizes
        self.texts = pa.array(columns["text"], pa.string())
        self.document_ids = pa.array(documents["document_id"], pa.string())
        self.published = pa.array(documents["published"], pa.string())
        owner = self.document_ids.take(pa.array(np.repeat(np.arange(len(sizes)), sizes)))
        position = pc.cast(pa.array(whole_numbers(columns["position"])), pa.string())
        self.ids = pc.binary_join_element_wise(owner, position, ".")


def _meeting_row(reading: Reading, candidate: MeetingCandidate) -> tuple[str | None, ...]:
    return (
        reading.document.document_id,
        candidate.local_id,
        reading.document.published,
        candidate.series,
        candidate.kind,
        candidate.name,
        next((m.participant_id for m in candidate.participants if m.role in _HOSTS), None),
        *(_best(candidate, column) for column in ("ordinal", "date_edtf", "country_code", "status")),
    )


def _best(candidate: MeetingCandidate, column: str) -> str | None:
    """Return the document's own most certain value for a column."""
    told = [a for a in candidate.assertions if a.column_name == column]
    return max(told, key=lambda a: a.certainty).value if told else None
