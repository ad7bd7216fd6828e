"""Rows of the tables that hold texts: sources, documents, paragraphs, and what was found at their characters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from imcwp_data.consolidate.statements import Row
from imcwp_data.model import DateExpression, Mention, PlaceMention, Reading, Source

# From the first letter or digit of a word to its end, so that each word that has one is found once.
_WORD = re.compile(r"[^\W_]\S*")


def word_count(text: str) -> int:
    """Return the number of words: runs of characters between white space that hold a letter or a digit."""
    return len(_WORD.findall(text))


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


def paragraph_rows(reading: Reading) -> Iterable[Row]:
    """Yield the rows of a document's paragraphs."""
    document_id = reading.document.document_id
    for paragraph in reading.document.paragraphs:
        yield {
            "paragraph_id": f"{document_id}.{paragraph.position}",
            "document_id": document_id,
            "position": paragraph.position,
            "line": paragraph.line,
            "kind": paragraph.kind,
            "language": paragraph.language,
            "marker": paragraph.marker,
            "text": paragraph.text,
            "char_start": paragraph.char_start,
            "char_end": paragraph.char_end,
            "word_count": word_count(paragraph.text),
        }


def _in_text(found: DateExpression | Mention | PlaceMention) -> tuple[int, int]:
    return found.position, found.char_start


def date_rows(reading: Reading) -> Iterable[Row]:
    """Yield the rows of the dates read in a document."""
    document_id = reading.document.document_id
    for date in sorted(reading.dates, key=_in_text):
        yield {
            "paragraph_id": f"{document_id}.{date.position}",
            "char_start": date.char_start,
            "char_end": date.char_end,
            "surface": date.surface,
            "date_edtf": date.date_edtf,
            "start_date": date.start_date,
            "end_date": date.end_date,
            "basis": date.basis,
            "rule": date.rule,
        }


def mention_rows(reading: Reading) -> Iterable[Row]:
    """Yield the rows of the participants' mentions in a document."""
    document_id = reading.document.document_id
    for mention in sorted(reading.mentions, key=_in_text):
        yield {
            "paragraph_id": f"{document_id}.{mention.position}",
            "char_start": mention.char_start,
            "char_end": mention.char_end,
            "surface": mention.surface,
            "participant_id": mention.participant_id,
            "rule": mention.rule,
        }


def place_mention_rows(reading: Reading) -> Iterable[Row]:
    """Yield the rows of the places' mentions in a document."""
    document_id = reading.document.document_id
    for mention in sorted(reading.places, key=_in_text):
        yield {
            "paragraph_id": f"{document_id}.{mention.position}",
            "char_start": mention.char_start,
            "char_end": mention.char_end,
            "surface": mention.surface,
            "place_id": mention.place_id,
            "rule": mention.rule,
        }


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
