"""A curator's corrections: data beside the texts, put into the tables after they are consolidated.

``corrections.csv`` in the seeds folder holds one value a line: where it stands, what is read there, what is right, and
the quote that proves it. A line that no longer fits the texts or what is read from them stops the build, so that a
correction is never lost in silence nor kept when it has become wrong.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path

from imcwp_data.consolidate.correction_values import CannotBeCorrected, derived, evidence_value, shown, typed
from imcwp_data.consolidate.statements import CORRECTION_RULE, Row
from imcwp_data.errors import SourceError
from imcwp_data.table_schema import TableSchema
from imcwp_data.text.normalise import fold

CORRECTIONS_FILE = "corrections.csv"
COLUMNS = ("table", "row", "column", "expected", "value", "quote", "paragraph_id", "reason", "curator", "date")
TABLES = ("meetings", "participants", "actions", "documents")
# Documents are read from the layout of their page, not from single passages: `evidence` has no rows of them.
_TABLES_WITH_EVIDENCE = frozenset(TABLES) - {"documents"}
_MAY_BE_EMPTY = frozenset({"expected", "value"})

Tables = dict[str, list[Row]]


@dataclass(frozen=True, slots=True)
class Correction:
    """One line of the file: a cell of a table, the value expected there, the right one, and what proves it.

    ``expected`` and ``value`` are written as in the CSV files of a release: empty is null, a list is JSON. ``file`` and
    ``line`` say where the correction stands, for messages.
    """

    table: str
    row: str
    column: str
    expected: str
    value: str
    quote: str
    paragraph_id: str
    reason: str
    curator: str
    date: str
    file: str
    line: int

    def fault(self, column: str, what: str) -> SourceError:
        """Return the error that names this line and one of its columns."""
        return SourceError(f"{self.file}, line {self.line}, column {column}: {what}")


def read_corrections(path: Path) -> tuple[Correction, ...]:
    """Return the corrections of a file in its order; none where there is no such file.

    Raises SourceError naming file, line, column and what to do where the file is not CSV with the header
    ``table,row,column,expected,value,quote,paragraph_id,reason,curator,date`` or a cell is missing or malformed.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return ()
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise SourceError(f"{path}, line {line}: the file is not UTF-8; save it as CSV in UTF-8.") from None
    except OSError as error:
        raise SourceError(f"{path}: the file cannot be read ({error.strerror}); mend it or its permissions.") from None
    corrections = []
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line, header = 1, True
    try:
        for cells in reader:
            first, line = line, reader.line_num + 1
            if header:
                _check_header(path, cells)
                header = False
            elif any(cell.strip() for cell in cells):
                corrections.append(_correction(path, first, [cell.strip() for cell in cells]))
    except csv.Error as error:
        raise SourceError(
            f"{path}, line {line}: the file is not CSV ({error}); "
            "close every quotation mark and double those inside a cell."
        ) from None
    if header:
        _check_header(path, [])
    return tuple(corrections)


def _check_header(path: Path, cells: Sequence[str]) -> None:
    if tuple(cell.strip() for cell in cells) != COLUMNS:
        missing = [name for name in COLUMNS if name not in cells]
        what = f"no column {', '.join(missing)}" if missing else "other columns, or another order, than expected"
        raise SourceError(f"{path}, line 1: {what}; write the header {','.join(COLUMNS)}.")


def _correction(path: Path, line: int, cells: list[str]) -> Correction:
    if len(cells) != len(COLUMNS):
        raise SourceError(
            f"{path}, line {line}: {len(cells)} cells, but the header has {len(COLUMNS)}; "
            "give each column one cell, and put a cell that holds a comma into quotation marks."
        )
    found = Correction(**dict(zip(COLUMNS, cells, strict=True)), file=str(path), line=line)
    for column, cell in zip(COLUMNS, cells, strict=True):
        if not cell and column not in _MAY_BE_EMPTY:
            raise found.fault(column, "the cell is empty; fill it in.")
    if found.table not in TABLES:
        raise found.fault("table", f"{found.table!r} cannot be corrected; the tables are {', '.join(TABLES)}.")
    if found.expected == found.value:
        raise found.fault("value", "it is the value that is expected already; remove the line or mend it.")
    try:
        regular = date.fromisoformat(found.date).isoformat() == found.date
    except ValueError:
        regular = False
    if not regular:
        raise found.fault("date", f"{found.date!r} is no day; write it as YYYY-MM-DD.")
    return found


def apply_corrections(tables: Tables, corrections: Iterable[Correction], schemas: Mapping[str, TableSchema]) -> Tables:
    """Return the tables with the corrections put in, in the order of their lines; what is given stays as it was.

    A corrected value of `meetings`, `participants` or `actions` has a row of its own in `evidence` (rule
    ``correction``, accepted), and what was accepted before is accepted no more. What is computed from the corrected
    cell follows: the first and last day from a date, the characters from a clause.

    Raises SourceError naming the line of the first correction that does not meet the value that it expects, whose row,
    column or paragraph does not exist, whose value does not fit the column, or whose quote is not in the paragraph.
    """
    listed = list(corrections)
    if not listed:
        return tables
    touched = {*(correction.table for correction in listed), "evidence"}
    corrected = {name: [dict(row) for row in rows] if name in touched else rows for name, rows in tables.items()}
    session = _Session(corrected, schemas)
    for correction in listed:
        session.apply(correction)
    return corrected


class _Session:
    """Tables under correction, with the indexes that keep each correction's cost apart from their size."""

    def __init__(self, tables: Tables, schemas: Mapping[str, TableSchema]) -> None:
        self._tables, self._schemas = tables, schemas
        self._texts = {str(row["paragraph_id"]): str(row["text"]) for row in tables["paragraphs"]}
        self._rows: dict[str, dict[str, Row]] = {}
        self._evidence: dict[tuple[object, object, object], list[Row]] = {}
        self._numbers: dict[str, int] = {}
        for row in tables["evidence"]:
            self._evidence.setdefault((row["table_name"], row["row_id"], row["column_name"]), []).append(row)
            number = int(str(row["evidence_id"]).rpartition(".e")[2])
            paragraph_id = str(row["paragraph_id"])
            self._numbers[paragraph_id] = max(number, self._numbers.get(paragraph_id, 0))

    def apply(self, correction: Correction) -> None:
        schema = self._schemas[correction.table]
        row = self._row(correction, schema)
        try:
            expected = typed(correction.expected, correction.column, schema)
        except CannotBeCorrected as error:
            column = "expected" if correction.column in schema.columns else "column"
            raise correction.fault(column, str(error)) from None
        try:
            value = typed(correction.value, correction.column, schema)
            changes = derived(correction.column, value, row, self._texts)
        except CannotBeCorrected as error:
            raise correction.fault("value", str(error)) from None
        self._refers(correction, schema, value)
        held = row.get(correction.column)
        held = list(held) if isinstance(held, tuple) else held
        if held != expected:
            raise correction.fault(
                "expected",
                f"{correction.table} {correction.row} has {shown(held)} in {correction.column}, "
                f"not {shown(expected)}. "
                + (
                    "That is the value that the correction wants: remove the line."
                    if held == value
                    else "Read the texts again, then mend or remove the line."
                ),
            )
        start, end = self._quote(correction)
        row.update(changes)
        if correction.table in _TABLES_WITH_EVIDENCE:
            self._prove(correction, value, start, end)

    def _row(self, correction: Correction, schema: TableSchema) -> Row:
        (key,) = schema.primary_key
        if correction.table not in self._rows:
            self._rows[correction.table] = {str(row[key]): row for row in self._tables[correction.table]}
        rows = self._rows[correction.table]
        if correction.row not in rows:
            raise correction.fault(
                "row",
                f"{correction.table} has no row {correction.row!r}.{_near(correction.row, rows)} "
                "Mend the id or remove the line.",
            )
        return rows[correction.row]

    def _refers(self, correction: Correction, schema: TableSchema, value: object) -> None:
        for key in schema.foreign_keys:
            if key.columns != (correction.column,) or value is None:
                continue
            (column,) = key.references
            if value == correction.row and key.table == correction.table:
                raise correction.fault("value", "the row would refer to itself. Name another row.")
            known = [str(row[column]) for row in self._tables[key.table]]
            if value not in known:
                raise correction.fault(
                    "value", f"{key.table} has no row {value!r}.{_near(str(value), known)} Name a row that is there."
                )

    def _quote(self, correction: Correction) -> tuple[int, int]:
        """Return where the quote stands in its paragraph: its first occurrence."""
        text = self._texts.get(correction.paragraph_id)
        if text is None:
            raise correction.fault(
                "paragraph_id",
                f"there is no paragraph {correction.paragraph_id!r}.{_near(correction.paragraph_id, self._texts)} "
                "Mend the id.",
            )
        quote = fold(correction.quote)
        start = text.find(quote) if quote else -1
        if start < 0:
            elsewhere = [paragraph_id for paragraph_id, other in self._texts.items() if quote and quote in other]
            hint = f" It stands in {', '.join(elsewhere[:3])}." if elsewhere else ""
            raise correction.fault(
                "quote",
                f"{shown(correction.quote)} is not in the text of paragraph {correction.paragraph_id}.{hint} "
                "Copy the words as they stand there, or mend the paragraph_id.",
            )
        return start, start + len(quote)

    def _prove(self, correction: Correction, value: object, start: int, end: int) -> None:
        key = (correction.table, correction.row, correction.column)
        told = self._evidence.setdefault(key, [])
        for row in told:
            row["accepted"] = False
        paragraph_id = correction.paragraph_id
        number = self._numbers[paragraph_id] = self._numbers.get(paragraph_id, 0) + 1
        proof: Row = {
            "evidence_id": f"{paragraph_id}.e{number}",
            "table_name": correction.table,
            "row_id": correction.row,
            "column_name": correction.column,
            "value": evidence_value(value),
            "paragraph_id": paragraph_id,
            "char_start": start,
            "char_end": end,
            "quote": self._texts[paragraph_id][start:end],
            "rule": CORRECTION_RULE,
            "certainty": None,
            "accepted": True,
        }
        told.append(proof)
        self._tables["evidence"].append(proof)


def _near(name: str, known: Iterable[str]) -> str:
    near = get_close_matches(name, known, n=3)
    return f" Did you mean {' or '.join(near)}?" if near else ""
