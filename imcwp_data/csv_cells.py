"""CSV files of a release → batches of cells as texts, and what is wrong with lines and header.

pyarrow reads what is well formed, fast. Where it stops, Python's reader goes on, which is slow but copes with rows of
any length: both take the same cells from the same bytes. A cell that the file lacks, or that is empty, is null.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

from imcwp_data.checks import Part, fault_at
from imcwp_data.errors import ReleaseError
from imcwp_data.faults import DESCRIBED_PER_CHECK, Fault, Report, one_fault, shown
from imcwp_data.schema import TableSchema

# A row must not be longer than a block; most are far shorter.
_BLOCKS = (1 << 21, 1 << 28)
_ROWS_AT_ONCE = 20_000
_LONGEST_CELL = 2**31 - 1


class UnreadableError(ReleaseError):
    """A file that cannot be read to its end; ``rule`` says what is at fault, the encoding or the form."""

    def __init__(self, what: str, rule: str) -> None:
        super().__init__(what)
        self.rule = rule


def cells_of(path: Path, schema: TableSchema) -> Iterator[tuple[Part, list[Report]]]:
    """Yield the rows of a file in parts with the columns of the table, and what is wrong with their lines.

    Cells belong to columns by their position, whatever the header says; a column that the file lacks is not there. The
    first part may be without rows. Raises UnreadableError, with what is wrong, when the file cannot be read on.
    """
    import pyarrow as pa

    with _reading_faults():
        labels = _labels(path)
    if labels is None:
        message = "is no CSV file of this table (it is empty). Build the release anew."
        yield Part(schema, pa.record_batch({})), [one_fault(Fault(schema.name, "source", message))]
        return
    yield Part(schema, pa.record_batch({})), list(_label_faults(labels, schema))
    done = 0
    if labels == list(schema.columns):
        for block in _BLOCKS:
            try:
                for part in _well_formed(path, schema, block, done):
                    yield part, []
                    done += part.rows.num_rows
            except (pa.ArrowInvalid, OSError) as error:
                if "straddling" not in str(error):
                    break
            else:
                return
    with _reading_faults():
        yield from _any_form(path, schema, len(labels), done)


@contextmanager
def _reading_faults() -> Iterator[None]:
    try:
        yield
    except UnicodeDecodeError as error:
        what = f"it is not UTF-8: byte {error.object[error.start]:#04x}, {error.reason}"
        raise UnreadableError(what, "encoding") from error
    except (OSError, csv.Error, ValueError) as error:
        raise UnreadableError(str(error), "csv") from error


@contextmanager
def _rows(path: Path) -> Iterator[Iterator[list[str]]]:
    """Give the rows of a file, header first."""
    import pyarrow as pa

    limit = csv.field_size_limit(_LONGEST_CELL)
    try:
        with (
            pa.input_stream(str(path), compression="detect") as stream,
            io.TextIOWrapper(stream, encoding="utf-8-sig", newline="") as text,
        ):
            yield csv.reader(text)
    finally:
        csv.field_size_limit(limit)


def _labels(path: Path) -> list[str] | None:
    with _rows(path) as rows:
        return next(rows, None)


def _label_faults(labels: list[str], schema: TableSchema) -> Iterator[Report]:
    def fault(rule: str, message: str, column: str | None) -> Report:
        return one_fault(Fault(schema.name, rule, message, column=column))

    for number, label in enumerate(labels[len(schema.columns) :], len(schema.columns) + 1):
        yield fault(
            "extra-label", f"column {number} of the header, {label!r}, is one too many. Remove the column.", None
        )
    for name in schema.columns[len(labels) :]:
        yield fault("missing-label", "the header lacks a column. Add it, without cells if need be.", name)
    for number, (label, name) in enumerate(zip(labels, schema.columns, strict=False)):
        if not label:
            yield fault("blank-label", "has no name in the header. Write the column's name.", name)
        elif label in labels[:number]:
            yield fault("duplicate-label", f"is called {label!r} in the header, like another. Mend the name.", name)
        elif label != name:
            message = f"is called {label!r} in the header. The columns are {', '.join(schema.columns)}, in this order."
            yield fault("incorrect-label", message, name)


def _well_formed(path: Path, schema: TableSchema, block: int, done: int) -> Iterator[Part]:
    import pyarrow as pa
    from pyarrow import csv as arrow_csv

    first = 0
    with (
        pa.input_stream(str(path), compression="detect") as stream,
        arrow_csv.open_csv(
            stream,
            read_options=arrow_csv.ReadOptions(block_size=block),
            parse_options=arrow_csv.ParseOptions(newlines_in_values=True, ignore_empty_lines=False),
            convert_options=arrow_csv.ConvertOptions(
                column_types={name: pa.string() for name in schema.columns},
                null_values=[""],
                strings_can_be_null=True,
                quoted_strings_can_be_null=False,
            ),
        ) as reader,
    ):
        for batch in reader:
            skipped = max(0, min(batch.num_rows, done - first))
            first += skipped
            yield Part(schema, batch.slice(skipped), first)
            first += batch.num_rows - skipped


def _any_form(path: Path, schema: TableSchema, width: int, done: int) -> Iterator[tuple[Part, list[Report]]]:
    import pyarrow as pa

    names = schema.columns[:width]
    with _rows(path) as rows:
        wanted = islice(rows, 1 + done, None)
        first = done
        while chunk := list(islice(wanted, _ROWS_AT_ONCE)):
            columns = [
                pa.array([row[at] or None if at < len(row) else None for row in chunk], pa.string())
                for at in range(len(names))
            ]
            part = Part(schema, pa.record_batch(columns, names=list(names)), first)
            yield part, list(_length_faults(part, chunk, width))
            first += len(chunk)


def _length_faults(part: Part, rows: Iterable[list[str]], width: int) -> Iterator[Report]:
    found: dict[tuple[str, str | None], list[Fault]] = {}
    totals: dict[tuple[str, str | None], int] = {}

    def add(position: int, rule: str, column: str | None, message: str, value: Any = None) -> None:
        totals[rule, column] = totals.get((rule, column), 0) + 1
        listed = found.setdefault((rule, column), [])
        if len(listed) < DESCRIBED_PER_CHECK:
            listed.append(fault_at(part, position, column, rule, message, value))

    for position, row in enumerate(rows):
        if not any(row):
            continue  # a blank row has no other fault
        for cell in row[width:]:
            add(position, "extra-cell", None, f"{shown(cell)} is a cell too many. Remove it, or mend the quotes.", cell)
        for column in part.schema.columns[len(row) : width]:
            add(position, "missing-cell", column, "the row ends before this column. Add the cell, or mend the quotes.")
    for key, faults in found.items():
        yield Report(tuple(faults), totals[key])
