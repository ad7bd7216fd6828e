"""Rows of the tables that hold texts: sources, documents, paragraphs, and what was found at their characters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from operator import attrgetter
from typing import Any

from imcwp_data.consolidate.statements import Row
from imcwp_data.model import Document, Reading, Source

# What the rows that are tuples hold, in their order.
PARAGRAPH_COLUMNS = (
    "paragraph_id", "document_id", "position", "line", "kind", "language", "marker", "text", "char_start", "char_end",
    "word_count",
)  # fmt: skip
DATE_COLUMNS = (
    "paragraph_id", "char_start", "char_end", "surface", "date_edtf", "start_date", "end_date", "basis", "rule",
)  # fmt: skip
MENTION_COLUMNS = ("paragraph_id", "char_start", "char_end", "surface", "participant_id", "rule")
PLACE_MENTION_COLUMNS = ("paragraph_id", "char_start", "char_end", "surface", "place_id", "rule")
Tuples = list[tuple[Any, ...]]
# Without marks, words of an ASCII text are what stands between blanks: found several times as fast as one by one.
_ASCII_BLANKS = bytes(ord(" ") if chr(code).isspace() else code for code in range(256))
_ASCII_MARKS = bytes(code for code in range(128) if not chr(code).isalnum() and not chr(code).isspace())
_in_text = attrgetter("position", "char_start")


def word_count(text: str) -> int:
    """Return the number of words: runs of characters between white space that hold a letter or a digit."""
    if text.isascii():
        return len(text.encode().translate(_ASCII_BLANKS, _ASCII_MARKS).split())
    words = text.split()
    return len(words) - len([word for word in words if not word[0].isalnum() and not any(map(str.isalnum, word))])


def source_row(source: Source, published: Mapping[str, str | None]) -> Row:
    """Return the row of a source; ``published`` holds publisher, url, retrieved and rights where known."""
    return {
        "source_id": source.source_id,
        "path": source.path,
        "sha256": source.sha256,
        "bytes": source.bytes,
        "encoding": source.encoding,
        **{column: published.get(column) for column in ("publisher", "url", "retrieved", "rights")},
    }


def document_row(reading: Reading, words: int) -> Row:
    """Return the row of a document whose paragraphs hold so many words."""
    document = reading.document
    return {
        "document_id": document.document_id,
        "source_id": document.source_id,
        "part": document.part,
        "title": document.title,
        "document_type": document.document_type,
        "published": document.published,
        "author": document.author,
        "outlet": document.outlet,
        "agency": document.agency,
        "dateline_place": document.dateline_place,
        "language": document.language,
        "char_start": document.char_start,
        "char_end": document.char_end,
        "paragraph_count": len(document.paragraphs),
        "word_count": words,
    }


def paragraph_rows(document: Document) -> Tuples:
    """Return the rows of a document's paragraphs, with `PARAGRAPH_COLUMNS`."""
    document_id = document.document_id
    return [
        (
            f"{document_id}.{paragraph.position}",
            document_id,
            paragraph.position,
            paragraph.line,
            paragraph.kind,
            paragraph.language,
            paragraph.marker,
            paragraph.text,
            paragraph.char_start,
            paragraph.char_end,
            word_count(paragraph.text),
        )
        for paragraph in document.paragraphs
    ]


def date_rows(reading: Reading) -> Tuples:
    """Return the rows of the dates read in a document, with `DATE_COLUMNS`."""
    document_id = reading.document.document_id
    return [
        (
            f"{document_id}.{date.position}",
            date.char_start,
            date.char_end,
            date.surface,
            date.date_edtf,
            date.start_date,
            date.end_date,
            date.basis,
            date.rule,
        )
        for date in sorted(reading.dates, key=_in_text)
    ]


def mention_rows(reading: Reading) -> Tuples:
    """Return the rows of the participants' mentions in a document, with `MENTION_COLUMNS`."""
    document_id = reading.document.document_id
    return [
        (f"{document_id}.{m.position}", m.char_start, m.char_end, m.surface, m.participant_id, m.rule)
        for m in sorted(reading.mentions, key=_in_text)
    ]


def place_mention_rows(reading: Reading) -> Tuples:
    """Return the rows of the places' mentions in a document, with `PLACE_MENTION_COLUMNS`."""
    document_id = reading.document.document_id
    return [
        (f"{document_id}.{m.position}", m.char_start, m.char_end, m.surface, m.place_id, m.rule)
        for m in sorted(reading.places, key=_in_text)
    ]


def place_rows(readings: Iterable[Reading]) -> list[Row]:
    """Return one row for each place that is mentioned."""
    places = {mention.place_id: mention for reading in readings for mention in reading.places}
    return [
        {
            "place_id": place_id,
            "name": place.name,
            "kind": place.kind,
            "country_code": place.country_code,
            "latitude": place.latitude,
            "longitude": place.longitude,
        }
        for place_id, place in sorted(places.items())
    ]
