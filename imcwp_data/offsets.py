"""Every offset proved against its text: documents tile sources, paragraphs are slices, surfaces stand where said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from imcwp_data.checks import Part, fault_at, parts, with_key
from imcwp_data.faults import DESCRIBED_PER_CHECK, Fault, Report, combined, faulty, shown
from imcwp_data.grouping import groups
from imcwp_data.references import Lookup, key_of, matched
from imcwp_data.schema import TableSchema
from imcwp_data.text.normalise import fold, paragraph_text
from imcwp_data.turns import Piece

if TYPE_CHECKING:
    from imcwp_data.table_stream import TableStream

# Table, column of the words, and what they are called in a message.
SURFACES = (
    ("mentions", "surface"),
    ("place_mentions", "surface"),
    ("dates", "surface"),
    ("evidence", "quote"),
    ("actions", "text"),
)


class _Faults:
    """Collects the faults of one check: all counted, the first ones described."""

    def __init__(self, name: str, rule: str) -> None:
        self.name, self.rule = name, rule
        self.total = 0
        self.faults: list[Fault] = []

    def add(self, row: int, key: str, column: str, value: object, message: str) -> None:
        self.total += 1
        if len(self.faults) < DESCRIBED_PER_CHECK:
            self.faults.append(Fault(self.name, self.rule, message, row + 1, key, column, value))

    def report(self) -> Report:
        return Report(tuple(self.faults), self.total)


def prove(
    tables: Mapping[str, TableStream], schemas: Mapping[str, TableSchema], source_texts: Mapping[str, str] | None
) -> Report:
    """Return what does not hold; without ``source_texts`` only what the tables alone can prove."""
    return combined(report for piece in proofs(tables, schemas, source_texts) for report in piece.do())


def proofs(
    tables: Mapping[str, TableStream], schemas: Mapping[str, TableSchema], source_texts: Mapping[str, str] | None
) -> Iterator[Piece[list[Report]]]:
    """Yield the proofs of `prove` one by one."""
    if "paragraphs" in tables:
        for name, column in SURFACES:
            if name in tables:
                prove_them = partial(faulty, _surfaces, tables[name], tables["paragraphs"], schemas[name], column)
                yield Piece(f"the proof of the offsets of {name}", prove_them, tables[name].rows)
    if "documents" in tables:
        documents = tables["documents"]
        yield Piece("the proof of the documents", partial(faulty, _tiles, documents, source_texts), documents.rows)
        if "paragraphs" in tables:
            paragraphs = tables["paragraphs"]
            prove_them = partial(faulty, _paragraphs, documents, paragraphs, source_texts)
            yield Piece("the proof of the paragraphs", prove_them, paragraphs.rows)


def _surfaces(table: TableStream, paragraphs: TableStream, schema: TableSchema, column: str) -> Iterator[Report]:
    key = key_of(["paragraph_id"])
    lookup = Lookup(paragraphs, ["paragraph_id", "text"], key, table.rows)
    columns = with_key(schema, "paragraph_id", "char_start", "char_end", column)
    for part, rows, places in matched(parts(table, schema, columns), key, lookup):
        yield _surface_faults(part, rows, places, column)


def _surface_faults(part: Part, rows: Any, places: Any, column: str) -> Report:
    # A paragraph that is not there is the foreign key's fault, a null that of its column.
    at_hand = places.dictionary_encode()
    texts = rows.column("text").take(at_hand.dictionary).to_pylist()
    listed = zip(
        at_hand.indices.to_pylist(),
        *(part.column(name).to_pylist() for name in ("char_start", "char_end", column)),
        strict=True,
    )
    total, faults = 0, list[Fault]()
    for row, (text, start, end, words) in enumerate(listed):
        if text is None or start is None or end is None or words is None or texts[text] is None:
            continue
        found = texts[text][start:end]
        if found == words:
            continue
        total += 1
        if len(faults) < DESCRIBED_PER_CHECK:
            paragraph_id = part.column("paragraph_id")[row].as_py()
            message = (
                f"{shown(words)} is not what stands at {start}–{end} of paragraph {paragraph_id}, {shown(found)}. "
                "Mend the offsets or the words."
            )
            faults.append(fault_at(part, row, column, "offsets", message, words))
    return Report(tuple(faults), total)


def _tiles(documents: TableStream, source_texts: Mapping[str, str] | None) -> Iterator[Report]:
    """The documents of a source, in the order of their parts, cover it without gap or overlap."""
    found = _Faults("documents", "tiling")
    columns = ("source_id", "part", "char_start", "char_end", "document_id")
    for source_id, listed in groups(documents, columns):
        expected = 0
        for _, start, end, document_id, row in listed:
            if start != expected:
                found.add(
                    row, document_id, "char_start", start,
                    f"{start} is not {expected}, where the document before ends. Documents must tile their source.",
                )  # fmt: skip
            expected = end
        if source_texts is None:
            continue
        text = source_texts.get(source_id)
        if text is None:
            found.add(
                listed[0][-1], listed[0][-2], "source_id", source_id,
                f"the text of source {source_id} was not given, so nothing of it is proved. Give its text.",
            )  # fmt: skip
        elif expected != len(text):
            found.add(
                listed[-1][-1], listed[-1][-2], "char_end", expected,
                f"{expected} is not the end of the source, {len(text)}. Documents must tile their source.",
            )  # fmt: skip
    yield found.report()


def _paragraphs(
    documents: TableStream, paragraphs: TableStream, source_texts: Mapping[str, str] | None
) -> list[Report]:
    return _Paragraphs(documents, source_texts).prove(paragraphs)


class _Paragraphs:
    """Paragraphs stand inside their document, in order, without overlap; between them the source is blank.

    A paragraph's slice of its source, normalised, is its text, and begins on its line.
    """

    def __init__(self, documents: TableStream, source_texts: Mapping[str, str] | None) -> None:
        self._documents = documents
        self._texts = source_texts
        self._places = _Faults("paragraphs", "coverage")
        self._slices = _Faults("paragraphs", "offsets")
        self._lines = _Faults("paragraphs", "line")
        # Where the counting of lines has come to in each source.
        self._reached: dict[str, tuple[int, int]] = {}

    def prove(self, paragraphs: TableStream) -> list[Report]:
        """Return what does not hold of the paragraphs."""
        columns = ["document_id", "position", "char_start", "char_end", "paragraph_id"]
        if self._texts is not None:
            columns += ["text", "line"]
        for document_id, (source_id, first, last), listed in self._in_documents(groups(paragraphs, columns)):
            text = None if self._texts is None else self._texts.get(source_id)
            self._covered(listed, (document_id, source_id), first, last, text)
            if text is not None:
                self._sliced(listed, source_id, text)
        return [self._places.report(), self._slices.report(), self._lines.report()]

    def _in_documents(
        self, found: Iterable[tuple[str, list[Any]]]
    ) -> Iterator[tuple[str, tuple[str, int, int], list[Any]]]:
        """Yield the paragraphs of each document with its source and its place there."""
        spans = groups(self._documents, ("document_id", "source_id", "char_start", "char_end"))
        known: dict[str, tuple[str, int, int]] = {}
        for document_id, listed in found:
            # Both come in the order of the texts, so that what is past need not be remembered.
            while document_id not in known:
                passed = next(spans, None)
                if passed is None:
                    break
                known[passed[0]] = passed[1][0][:3]
            span = known.pop(document_id, None)
            if span is not None:
                yield document_id, span, listed

    def _covered(self, listed: Sequence[Any], owners: tuple[str, str], first: int, last: int, text: str | None) -> None:
        document_id, source_id = owners
        before = first
        for _, start, end, paragraph_id, *_, row in listed:
            if start < before or end > last:
                self._places.add(
                    row, paragraph_id, "char_start", start,
                    f"{start}–{end} overlaps the paragraph before or leaves document {document_id} ({first}–{last}). "
                    "Mend the offsets.",
                )  # fmt: skip
            elif text is not None and (lost := _lost(text[before:start])):
                self._places.add(
                    row, paragraph_id, "char_start", start,
                    f"{shown(lost)} stands before {start} in source {source_id} and is in no paragraph. "
                    "Nothing may be dropped: keep it as boilerplate.",
                )  # fmt: skip
            before = max(before, end)
        if text is not None and (lost := _lost(text[before:last])):
            self._places.add(
                listed[-1][-1], listed[-1][3], "char_end", before,
                f"{shown(lost)} stands after {before} in source {source_id} and is in no paragraph. "
                "Nothing may be dropped: keep it as boilerplate.",
            )  # fmt: skip

    def _sliced(self, listed: Sequence[Any], source_id: str, source: str) -> None:
        for _, start, end, paragraph_id, text, line, row in sorted(listed, key=lambda found: found[1]):
            if (given := paragraph_text(source[start:end])) != text:
                self._slices.add(
                    row, paragraph_id, "text", text,
                    f"{shown(text)} is not the normalised slice {start}–{end} of source {source_id}, {shown(given)}. "
                    "Mend the offsets or the text.",
                )  # fmt: skip
            reached, number = self._reached.get(source_id, (0, 1))
            if start < reached:
                reached, number = 0, 1
            number += _line_ends(source, reached, start)
            self._reached[source_id] = (start, number)
            if number != line:
                self._lines.add(
                    row, paragraph_id, "line", line,
                    f"{line} is not the line of source {source_id} at {start}, {number}. Mend it.",
                )  # fmt: skip


def _lost(between: str) -> str:
    """Return what stands between two paragraphs, folded; nearly always that is nothing."""
    return "" if not between or between.isspace() else fold(between)


def _line_ends(text: str, start: int, end: int) -> int:
    return text.count("\n", start, end) + text.count("\r", start, end) - text.count("\r\n", start, end)
