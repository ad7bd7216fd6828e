"""One vocabulary file: CSV bytes to checked rows.

A file is UTF-8 CSV with a header row; lists stand in one cell, joined with "; "; rows are sorted by their key columns
in the order of Unicode code points. Every fault is collected, so that one run shows a curator all of them.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from imcwp_data.errors import VocabularyError
from imcwp_data.record import Record

_COUNTRY_CODE = re.compile(r"[A-Z]{2}")
_LANGUAGE = re.compile(r"[a-z]{2,3}")


class Column(Record, frozen=True):
    """A column of a vocabulary file: may it be empty, is it a list, and what says that a value is wrong, if anything.

    ``fault`` receives a value that is not empty and returns None or what is wrong and what to do.
    """

    name: str
    required: bool = False
    is_list: bool = False
    fault: Callable[[str], str | None] | None = None


class TableSpec(Record, frozen=True):
    """The columns of one vocabulary file; rows are unique in, and sorted by, the ``key`` columns."""

    columns: tuple[Column, ...]
    key: tuple[str, ...]

    @classmethod
    def of_header(cls, header: Sequence[str]) -> TableSpec:
        """Return what any file must meet: its first column filled in, and each row there once."""
        return cls(tuple(Column(name, required=i == 0) for i, name in enumerate(header)), tuple(header))


class Row(Record, frozen=True):
    """A row and the line of the file that it starts on."""

    line: int
    cells: dict[str, str]

    def items(self, column: str) -> tuple[str, ...]:
        """Return the items of a list cell."""
        return split_list(self.cells[column])


@dataclass(slots=True)
class Faults:
    """The faults found so far in a folder of vocabularies."""

    messages: list[str] = field(default_factory=list)

    def add(self, path: Path, line: int | None, column: str | None, message: str) -> None:
        """Note a fault; ``message`` says what is wrong and what to do."""
        place = [str(path)]
        if line is not None:
            place.append(f"line {line}")
        if column is not None:
            place.append(f"column {column}")
        self.messages.append(f"{', '.join(place)}: {message}")

    def raise_if_any(self) -> None:
        """Raise ``VocabularyError`` with all faults, one a line, if there are any."""
        if self.messages:
            raise VocabularyError("\n".join(self.messages))


def split_list(cell: str) -> tuple[str, ...]:
    """Return the items of a cell that joins them with semicolons."""
    return tuple([item.strip() for item in cell.split(";")]) if cell else ()


def one_of(*values: str) -> Callable[[str], str | None]:
    """Return a check that a value is one of ``values``."""

    def fault(value: str) -> str | None:
        return None if value in values else f"{value!r} is not known; write one of {', '.join(sorted(values))}"

    return fault


def country_code(value: str) -> str | None:
    """Check the form of an ISO 3166-1 alpha-2 code."""
    if _COUNTRY_CODE.fullmatch(value):
        return None
    return f"{value!r} is not an ISO 3166-1 alpha-2 code; write two capital letters such as GR"


def language_code(value: str) -> str | None:
    """Check the form of a BCP 47 primary language subtag."""
    return None if _LANGUAGE.fullmatch(value) else f"{value!r} is not a language code; write one such as en or es"


def whole_number(value: str) -> str | None:
    """Check for a whole number from 1."""
    if value.isascii() and value.isdigit() and int(value) > 0:
        return None
    return f"{value!r} is not a whole number; write 1, 2, 3 ..."


def degrees(limit: int) -> Callable[[str], str | None]:
    """Return a check for decimal degrees between ``-limit`` and ``limit``."""

    def fault(value: str) -> str | None:
        try:
            inside = -limit <= float(value) <= limit
        except ValueError:
            inside = False
        return None if inside else f"{value!r} is not from -{limit} to {limit}; write decimal degrees such as 37.98"

    return fault


def read_table(path: Path, spec: TableSpec | None, faults: Faults) -> list[Row]:
    """Return the rows of a vocabulary file and add its faults to ``faults``.

    Without ``spec`` only the form is checked: header, cells, first column filled in and sorted, no row twice.
    """
    lines = _lines(path, faults)
    if lines is None:
        return []
    header_line, header = lines[0]
    if spec is not None and header != [column.name for column in spec.columns]:
        wanted = ",".join(column.name for column in spec.columns)
        faults.add(path, header_line, None, f"the header is {','.join(header)!r}; write {wanted!r}")
        return []
    if repeated := sorted({name for name in header if header.count(name) > 1 or not name}):
        message = f"the header has empty or repeated names ({', '.join(repeated)}); name each column once"
        faults.add(path, header_line, None, message)
        return []
    full = []
    for line, cells in lines[1:]:
        if len(cells) == len(header):
            full.append((line, cells))
        else:
            message = (
                f"{len(cells)} cells where the header has {len(header)}; quote cells that hold commas, add missing ones"
            )
            faults.add(path, line, None, message)
    known = spec or TableSpec.of_header(header)
    numbers = [line for line, _ in full]
    values = {column.name: [cells[index] for _, cells in full] for index, column in enumerate(known.columns)}
    for column in known.columns:
        if not _is_sound(column, values[column.name]):
            _check_column(path, column, values[column.name], numbers, faults)
    rows = [Row(line, dict(zip(header, cells, strict=True))) for line, cells in full]
    _check_unique(path, numbers, known.key[0], _keys(values, known.key), faults)
    order = spec.key if spec else header[:1]
    _check_order(path, numbers, order[0], _keys(values, order), faults)
    return rows


def _lines(path: Path, faults: Faults) -> list[tuple[int, list[str]]] | None:
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        faults.add(path, None, None, "the file is missing; put it back or take the package's own")
        return None
    except OSError as error:
        faults.add(path, None, None, f"cannot be read ({error.strerror}); mend the file or its permissions")
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        faults.add(path, line, None, f"byte {data[error.start]:#04x} is not UTF-8; save the file as UTF-8")
        return None
    reader = csv.reader(text.splitlines(keepends=True), strict=True)
    lines: list[tuple[int, list[str]]] = []
    before = 0
    try:
        for cells in reader:
            if cells:
                lines.append((before + 1, cells))
            before = reader.line_num
    except csv.Error as error:
        faults.add(path, reader.line_num, None, f"is not CSV ({error}); close every quotation mark")
        return None
    if not lines:
        faults.add(path, None, None, "the file is empty; write at least its header")
        return None
    return lines


def _is_sound(column: Column, cells: Sequence[str]) -> bool:
    """Tell whether a column has no fault. Most have none, and many have the same few values again and again."""
    values = {*cells}
    if "" in values:
        if column.required:
            return False
        values.remove("")
    if "\n" in "".join(values) or {*map(str.strip, values)} != values:
        return False
    if column.is_list and any(_list_fault(value) for value in values if ";" in value):
        return False
    return column.fault is None or not any(map(column.fault, values))


def _check_column(path: Path, column: Column, cells: Sequence[str], lines: Sequence[int], faults: Faults) -> None:
    for line, cell in zip(lines, cells, strict=True):
        if not cell:
            if column.required:
                faults.add(path, line, column.name, "the cell is empty; fill it in or delete the row")
        elif cell != cell.strip() or "\n" in cell:
            faults.add(path, line, column.name, f"{cell!r} has a space at an end or a line break; take it out")
        else:
            if column.is_list and ";" in cell and (message := _list_fault(cell)):
                faults.add(path, line, column.name, message)
            if column.fault is not None and (message := column.fault(cell)):
                faults.add(path, line, column.name, message)


def _list_fault(cell: str) -> str | None:
    items = split_list(cell)
    if not all(items) or "; ".join(items) != cell:
        return f"{cell!r} has an empty item or odd spaces; join the items with '; '"
    if len(set(items)) < len(items):
        twice = sorted({item for item in items if items.count(item) > 1})
        return f"{', '.join(map(repr, twice))} stands twice; delete one"
    return None


def _check_unique(
    path: Path, lines: Sequence[int], column: str, keys: Sequence[tuple[str, ...]], faults: Faults
) -> None:
    if len({*keys}) == len(keys):
        return
    seen: dict[tuple[str, ...], int] = {}
    for line, key in zip(lines, keys, strict=True):
        if key in seen:
            faults.add(path, line, column, f"{', '.join(key)!r} stands in line {seen[key]} already; join the two rows")
        seen.setdefault(key, line)


def _check_order(
    path: Path, lines: Sequence[int], column: str, keys: Sequence[tuple[str, ...]], faults: Faults
) -> None:
    """Report the first row that is out of order only: those after it often are because of it."""
    if keys == sorted(keys):
        return
    for i in range(1, len(keys)):
        if keys[i] < keys[i - 1]:
            first = next(line for line, key in zip(lines, keys, strict=True) if key > keys[i])
            message = f"{', '.join(keys[i])!r} is out of order; move the row up to line {first}"
            faults.add(path, lines[i], column, message)
            return


def _keys(columns: Mapping[str, Sequence[str]], key: Sequence[str]) -> list[tuple[str, ...]]:
    return list(zip(*[columns[column] for column in key], strict=True))
