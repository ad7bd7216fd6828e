"""Every offset proved against its text: documents tile sources, paragraphs are slices, surfaces stand where said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from imcwp_data.checks import row_key
from imcwp_data.faults import DESCRIBED_PER_CHECK, Fault, Report, combined, shown
from imcwp_data.text.normalise import fold, paragraph_text

if TYPE_CHECKING:
    import pyarrow as pa

# Table, column of the words, and what they are called in a message.
SURFACES = (
    ("mentions", "surface"),
    ("place_mentions", "surface"),
    ("dates", "surface"),
    ("evidence", "quote"),
    ("actions", "text"),
)
_KEYS = {
    "documents": ("document_id",),
    "paragraphs": ("paragraph_id",),
    "mentions": ("paragraph_id", "char_start"),
    "place_mentions": ("paragraph_id", "char_start"),
    "dates": ("paragraph_id", "char_start"),
    "evidence": ("evidence_id",),
    "actions": ("action_id",),
}
_LINE_END = re.compile(r"\r\n|\r|\n")


class _Faults:
    """Collects the faults of one check: all counted, the first ones described."""

    def __init__(self, name: str, table: pa.Table, rule: str) -> None:
        self.name, self.table, self.rule = name, table, rule
        self.total = 0
        self.faults: list[Fault] = []

    def add(self, row: int, column: str, value: object, message: str) -> None:
        self.total += 1
        if len(self.faults) < DESCRIBED_PER_CHECK:
            key = row_key(self.table, _KEYS[self.name], row)
            self.faults.append(Fault(self.name, self.rule, message, row + 1, key, column, value))

    def report(self) -> Report:
        return Report(tuple(self.faults), self.total)


def prove(tables: Mapping[str, pa.Table], source_texts: Mapping[str, str] | None) -> Report:
    """Return what does not hold; without ``source_texts`` only what the tables alone can prove."""
    reports = list(_surfaces(tables))
    if "documents" in tables:
        reports.append(_tiles(tables["documents"], source_texts))
        if "paragraphs" in tables:
            reports.append(_inside(tables["documents"], tables["paragraphs"], source_texts))
            if source_texts is not None:
                reports.append(_slices(tables["documents"], tables["paragraphs"], source_texts))
    return combined(reports)


def _surfaces(tables: Mapping[str, pa.Table]) -> Iterator[Report]:
    if "paragraphs" not in tables:
        return
    paragraphs = tables["paragraphs"]
    texts = {paragraph_id: text for _, paragraph_id, text in _rows(paragraphs, "paragraph_id", "text")}
    for name, column in SURFACES:
        if name not in tables:
            continue
        found = _Faults(name, tables[name], "offsets")
        rows = _rows(tables[name], "paragraph_id", "char_start", "char_end", column)
        for row, paragraph_id, start, end, words in rows:
            text = texts.get(paragraph_id)
            if text is None or text[start:end] == words:
                continue  # a paragraph that is not there is the foreign key's fault
            found.add(
                row, column, words,
                f"{shown(words)} is not what stands at {start}–{end} of paragraph {paragraph_id}, "
                f"{shown(text[start:end])}. Mend the offsets or the words.",
            )  # fmt: skip
        yield found.report()


def _tiles(documents: pa.Table, source_texts: Mapping[str, str] | None) -> Report:
    """The documents of a source, in the order of their parts, cover it without gap or overlap."""
    found = _Faults("documents", documents, "tiling")
    by_source: dict[str, list[tuple[int, int, int, int]]] = {}
    for row, source_id, part, start, end in _rows(documents, "source_id", "part", "char_start", "char_end"):
        by_source.setdefault(source_id, []).append((part, start, end, row))
    for source_id, parts in by_source.items():
        parts.sort()
        expected = 0
        for _, start, end, row in parts:
            if start != expected:
                found.add(
                    row, "char_start", start,
                    f"{start} is not {expected}, where the document before ends. Documents must tile their source.",
                )  # fmt: skip
            expected = end
        if source_texts is None:
            continue
        text = source_texts.get(source_id)
        if text is None:
            found.add(
                parts[0][3], "source_id", source_id,
                f"the text of source {source_id} was not given, so nothing of it is proved. Give its text.",
            )  # fmt: skip
        elif expected != len(text):
            found.add(
                parts[-1][3], "char_end", expected,
                f"{expected} is not the end of the source, {len(text)}. Documents must tile their source.",
            )  # fmt: skip
    return found.report()


def _inside(documents: pa.Table, paragraphs: pa.Table, source_texts: Mapping[str, str] | None) -> Report:
    """Paragraphs stand inside their document, in order, without overlap; between them the source is blank."""
    found = _Faults("paragraphs", paragraphs, "coverage")
    spans = {
        document_id: (source_id, start, end)
        for _, document_id, source_id, start, end in _rows(
            documents, "document_id", "source_id", "char_start", "char_end"
        )
    }
    by_document: dict[str, list[tuple[int, int, int, int]]] = {}
    for row, document_id, position, start, end in _rows(
        paragraphs, "document_id", "position", "char_start", "char_end"
    ):
        by_document.setdefault(document_id, []).append((position, start, end, row))
    for document_id, inner in by_document.items():
        if document_id not in spans:
            continue
        source_id, first, last = spans[document_id]
        text = (source_texts or {}).get(source_id)
        inner.sort()
        before = first
        for _, start, end, row in inner:
            if start < before or end > last:
                found.add(
                    row, "char_start", start,
                    f"{start}–{end} overlaps the paragraph before or leaves document {document_id} ({first}–{last}). "
                    "Mend the offsets.",
                )  # fmt: skip
            elif text is not None and (lost := fold(text[before:start])):
                found.add(
                    row, "char_start", start,
                    f"{shown(lost)} stands before {start} in source {source_id} and is in no paragraph. "
                    "Nothing may be dropped: keep it as boilerplate.",
                )  # fmt: skip
            before = max(before, end)
        if text is not None and (lost := fold(text[before:last])):
            found.add(
                inner[-1][3], "char_end", before,
                f"{shown(lost)} stands after {before} in source {source_id} and is in no paragraph. "
                "Nothing may be dropped: keep it as boilerplate.",
            )  # fmt: skip
    return found.report()


def _slices(documents: pa.Table, paragraphs: pa.Table, source_texts: Mapping[str, str]) -> Report:
    """A paragraph's slice of its source, normalised, is its text, and begins on its line."""
    slices = _Faults("paragraphs", paragraphs, "offsets")
    lines = _Faults("paragraphs", paragraphs, "line")
    source_of = {document_id: source_id for _, document_id, source_id in _rows(documents, "document_id", "source_id")}
    at: dict[str, tuple[int, int]] = {}
    rows = list(_rows(paragraphs, "document_id", "char_start", "char_end", "text", "line"))
    rows.sort(key=lambda found: (source_of.get(found[1], ""), found[2]))
    for row, document_id, start, end, text, line in rows:
        source_id = source_of.get(document_id, "")
        source = source_texts.get(source_id)
        if source is None:
            continue  # reported once for the source
        if (given := paragraph_text(source[start:end])) != text:
            slices.add(
                row, "text", text,
                f"{shown(text)} is not the normalised slice {start}–{end} of source {source_id}, {shown(given)}. "
                "Mend the offsets or the text.",
            )  # fmt: skip
        reached, number = at.get(source_id, (0, 1))
        number += len(_LINE_END.findall(source, reached, start))
        at[source_id] = (start, number)
        if number != line:
            lines.add(row, "line", line, f"{line} is not the line of source {source_id} at {start}, {number}. Mend it.")
    return combined([slices.report(), lines.report()])


def _rows(table: pa.Table, *names: str) -> Iterator[tuple[Any, ...]]:
    """Yield row number (from 0) and values of some required columns; a row with a null is another check's fault."""
    columns = [table.column(name) for name in names]
    rows = zip(range(table.num_rows), *(column.to_pylist() for column in columns), strict=True)
    return (row for row in rows if None not in row) if any(column.null_count for column in columns) else rows
