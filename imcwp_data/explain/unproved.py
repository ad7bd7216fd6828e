"""Where a value comes from that no passage states by itself: a vocabulary, another column, or the form of the page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from imcwp_data.explain.assertions import Question
from imcwp_data.explain.release import ask
from imcwp_data.explain.vocabulary_rows import country_row, participant_row, place_row

_LONGEST_LINE = 160
# The kinds of paragraph from which the columns of a document are read.
_PARAGRAPHS_OF = {
    "title": ("title",), "published": ("date", "byline", "source_note"), "author": ("byline", "source_note"),
    "outlet": ("source_note", "byline", "boilerplate"), "agency": ("source_note", "byline", "body"),
    "dateline_place": ("body", "date"),
}  # fmt: skip
_FROM_STRUCTURE = {
    "char_start": "where the words stand in the text", "char_end": "where the words end in the text",
    "document_id": "the document that holds the passage", "paragraph_id": "the paragraph that holds the passage",
}  # fmt: skip


def known_from(question: Question, vocabulary: Path | None) -> Iterator[str]:
    """Yield which vocabulary knows the value, where the passages only name what it is known of."""
    table, column, value = question.schema.name, question.column, question.value
    if value is None:
        return
    if table == "participants" and column in ("name", "kind", "country_code"):
        row = participant_row(question.row_id, vocabulary)
        if row and (column != "country_code" or row.country_code == value):
            yield (
                f"A vocabulary knows it: {row}. The passages name the participant."
                if question.assertions
                else f"A vocabulary knows it, no passage states it: {row}."
            )
        elif column == "country_code" and (country := country_row(str(value), vocabulary)):
            yield f"The code is that of {country}; which country it is was read in the passages or from the name."
    elif table in ("meetings", "actions") and column == "country_code" and question.row["place"]:
        place = place_row(str(question.row["place"]), str(value), vocabulary)
        if place:
            yield f"A vocabulary knows the country of the place: {place}."
    elif table == "places":
        place = place_row(str(question.row["name"]), question.row["country_code"], vocabulary)
        if place:
            yield f"A vocabulary knows it: {place}. The table place_mentions tells where it is mentioned."


def why_without_evidence(question: Question) -> Iterator[str]:
    """Yield why there is no evidence for the value."""
    table, column, value, schema = question.schema.name, question.column, question.value, question.schema
    if column in schema.primary_key:
        yield f"{column} is the key of the row: it names the row and is not read from a passage by itself."
    elif value is None:
        yield "No passage states a value, so there is none."
    elif table == "documents":
        yield from _of_document(question)
    elif table == "actions" and column == "meeting_id":
        yield "The clause belongs to a meeting that its document tells of; no single passage states that."
    elif table == "actions" and column == "restates_id":
        yield (
            "The clause says again what an earlier one says, in a passage that repeats that of the other "
            f"(table quotations, paragraph_id {question.row['paragraph_id']})."
        )
    elif column in _FROM_STRUCTURE:
        yield f"It tells {_FROM_STRUCTURE[column]}."
    elif "rule" in schema.columns:
        yield (
            f"The row itself tells where it was read ({question.row['paragraph_id']}) and by which rule: "
            + str(question.row["rule"])
            + f". 'imcwp-data explain {question.row['paragraph_id']}' shows it in its text."
        )
    elif table in ("sources", "paragraphs"):
        yield f"The values of {table} are those of the text's file and its lines; nothing is decided about them."
    elif table == "quotations":
        yield "Two passages of two documents were compared word by word; nothing is decided about the outcome."
    elif table != "places":
        yield "No passage states it by itself: it was made with the row, from its name or its other columns."


def _of_document(question: Question) -> Iterator[str]:
    yield (
        "What a document says of itself is read from the form of its page and has no rows in evidence. "
        + (f"Lines from which {question.column} may be read:" if question.column in _PARAGRAPHS_OF else "")
    ).rstrip()
    kinds = _PARAGRAPHS_OF.get(question.column, ())
    marks = ", ".join("?" * len(kinds))
    rows = ask(
        question.release,
        f"select paragraph_id, kind, line, text from paragraphs where document_id = ? and kind in ({marks}) "
        "order by position limit 8",
        question.row_id, *kinds,
    )  # fmt: skip
    for row in rows:
        text = row["text"] if len(row["text"]) <= _LONGEST_LINE else f"{row['text'][:_LONGEST_LINE]}…"
        yield f"{row['paragraph_id']} ({row['kind'].replace('_', ' ')}, line {row['line']}): {text}"
