"""What documents tell, as the tables of facts: made column by column, so that hardly a row is touched one by one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING

from imcwp_data.consolidate.actions import action_rows
from imcwp_data.consolidate.columns import columns_of_rows, in_order, owners_of, records_of, table_of
from imcwp_data.consolidate.passages import passages
from imcwp_data.consolidate.placed import Paragraphs, Placed, placed
from imcwp_data.consolidate.tellings import told_of
from imcwp_data.consolidate.texts import latin_forms, word_counts
from imcwp_data.extract.unknown_names import unknown_parties
from imcwp_data.model import (
    DateExpression,
    MeetingCandidate,
    Mention,
    ParticipantCandidate,
    PlaceMention,
    Reading,
    SourceReading,
)

if TYPE_CHECKING:
    import pyarrow as pa

    from imcwp_data.consolidate.columns import Columns, Numbers

CANDIDATE_COLUMNS = ("name", "kind", "acronym", "country_code", "role", "affiliation_id")
MEETING_COLUMNS = (
    "document_id", "local_id", "published", "series", "kind", "name", "host", "ordinal", "date_edtf",
    "country_code", "status",
)  # fmt: skip
_SOURCE_COLUMNS = ("source_id", "path", "sha256", "bytes", "encoding")
_PLACE_COLUMNS = ("place_id", "name", "kind", "country_code", "latitude", "longitude")
_PARTY_COLUMNS = ("participant_id", "line")
_HOSTS = frozenset({"host", "organiser"})

_source = attrgetter(*_SOURCE_COLUMNS)


class Gathered:
    """What some sources tell, in their order: columns of the tables of facts, and of which source each row is."""

    def __init__(self, sources: Sequence[SourceReading], known_parties: frozenset[str]) -> None:
        import numpy as np

        self._sources = sources
        self._readings = [reading for source in sources for reading in source.readings]
        # Of each table the columns, and the number of the source of each row.
        self._columns: dict[str, Columns] = {}
        self._source_of: dict[str, Numbers] = {}
        self._source_of_document = owners_of([source.readings for source in sources])
        listed = [_source(source.source) for source in sources]
        self._put("sources", columns_of_rows(listed, _SOURCE_COLUMNS), np.arange(len(sources)))
        self._add_documents()
        self._add_unknown_parties(known_parties)

    def tables(self, schemas: Mapping[str, pa.Schema]) -> dict[str, pa.Table]:
        """Return the tables of some schemas."""
        return {
            name: table_of(self._columns[name], len(self._source_of[name]), schema) for name, schema in schemas.items()
        }

    def sizes(self) -> list[dict[str, int]]:
        """Return for each source how many rows of each table it has."""
        import numpy as np

        sizes = {
            name: np.bincount(numbers, minlength=len(self._sources)).tolist()
            for name, numbers in self._source_of.items()
        }
        return [dict(zip(sizes, counts, strict=True)) for counts in zip(*sizes.values(), strict=True)]

    def _put(self, name: str, columns: Columns, source: Numbers) -> None:
        self._columns[name] = columns
        self._source_of[name] = source

    def _put_owned(self, name: str, columns: Columns, document: Numbers) -> None:
        self._put(name, columns, self._source_of_document[document])

    def _add_documents(self) -> None:
        import numpy as np
        import pyarrow as pa

        readings = self._readings
        paragraphs = Paragraphs([reading.document for reading in readings])
        mentions = placed([reading.mentions for reading in readings], Mention, paragraphs)
        places = placed([reading.places for reading in readings], PlaceMention, paragraphs)
        self._add_places(places)
        for name, found in {
            "mentions": mentions,
            "place_mentions": places,
            "dates": placed([reading.dates for reading in readings], DateExpression, paragraphs),
        }.items():
            self._put_owned(name, found.with_ids(paragraphs), found.owner)
        texts = paragraphs.columns["text"]
        latin = latin_forms(texts)
        words = np.array(word_counts(texts, latin), np.int64)
        documents = {
            **paragraphs.of_documents,
            "document_id": paragraphs.document_ids,
            "paragraph_count": pa.array(paragraphs.sizes),
            "word_count": pa.array(np.bincount(paragraphs.owner, words, len(readings)).astype(np.int64)),
        }
        self._put_owned("documents", documents, np.arange(len(readings)))
        columns = paragraphs.with_ids() | {"word_count": pa.array(words)}
        self._put_owned("paragraphs", columns, paragraphs.owner)
        row, told = passages(paragraphs, latin, mentions)
        owner = paragraphs.owner[row]
        columns = {
            **told,
            "document_id": paragraphs.document_ids.take(pa.array(owner)),
            "paragraph_id": paragraphs.ids.take(pa.array(row)),
            "published": paragraphs.published.take(pa.array(owner)),
        }
        self._put_owned("passages", columns, owner)
        self._add_told(paragraphs)

    def _add_told(self, paragraphs: Paragraphs) -> None:
        readings = self._readings
        participants = records_of([reading.participants for reading in readings], ParticipantCandidate)
        self._put_owned("participant_candidates", participants.columns, participants.owner)
        meetings = records_of([reading.meetings for reading in readings], MeetingCandidate)
        listed = [_meeting_row(reading, meeting) for reading in readings for meeting in reading.meetings]
        self._put_owned("meeting_candidates", columns_of_rows(listed, MEETING_COLUMNS), meetings.owner)
        rows = action_rows([reading.actions for reading in readings], paragraphs)
        columns = rows.actions.with_ids(paragraphs)
        themes = [some or None for some in columns["themes"]]
        self._put_owned("actions", {**columns, "action_id": rows.ids, "themes": themes}, rows.actions.owner)
        self._put_owned("action_participants", rows.participants(), rows.actions.owner[rows.members.action])
        owner, statements = told_of(participants, meetings, rows).table(paragraphs)
        self._put_owned("statements", statements, owner)

    def _add_places(self, mentions: Placed) -> None:
        """Add the places that each source mentions, by their ids, as its last mention tells them."""
        import numpy as np

        source, listed = self._source_of_document[mentions.owner], mentions.columns["place_id"]
        rank = {place_id: number for number, place_id in enumerate(sorted(set(listed)))}
        key = source * len(rank) + np.fromiter(map(rank.__getitem__, listed), np.int64, len(listed))
        _, found = np.unique(key[::-1], return_index=True)
        last = len(key) - 1 - found
        columns = {name: mentions.columns[name] for name in _PLACE_COLUMNS}
        self._put("places", in_order(columns, last), source[last])

    def _add_unknown_parties(self, known: frozenset[str]) -> None:
        """Add lines for the parties that are not known; most sources name none."""
        import numpy as np

        columns, owner = self._columns["participant_candidates"], self._source_of["participant_candidates"].tolist()
        told = zip(columns["participant_id"], columns["kind"], owner, strict=True)
        telling = {source for participant_id, kind, source in told if kind == "party" and participant_id not in known}
        lines = [
            (number, line)
            for number in sorted(telling)
            for line in unknown_parties(
                (party for reading in self._sources[number].readings for party in reading.participants), known
            ).items()
        ]
        columns = columns_of_rows([line for _, line in lines], _PARTY_COLUMNS)
        self._put("unknown_parties", columns, np.array([number for number, _ in lines], np.int64))


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
