"""The values of corrections: cells of a CSV file as the table schemas type them, and what is computed from them."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from datetime import date

from imcwp_data.consolidate.statements import Row
from imcwp_data.table_schema import Field, TableSchema
from imcwp_data.text.edtf import bounds

_INTEGER = re.compile(r"-?[0-9]{1,18}")
_NUMBER = re.compile(r"-?[0-9]{1,300}(?:\.[0-9]{1,300})?")
_LONGEST_SHOWN = 80
# What tells which text a row was read from, and where: it follows from the text, and no passage can prove otherwise.
_STRUCTURE = frozenset({
    "document_id", "source_id", "part", "paragraph_id", "char_start", "char_end", "paragraph_count", "word_count",
})  # fmt: skip
_DERIVED_DAYS = ("start_date", "end_date")


class CannotBeCorrected(ValueError):
    """Why a cell cannot hold a value, and what to do, as a clause for a message."""


def typed(cell: str, column: str, schema: TableSchema) -> object:
    """Return a cell as a value of a column: empty is None, a list is JSON.

    Raises CannotBeCorrected where the table has no such column, where it is a key or is computed from others, and where
    the value breaks the column's type or constraints.
    """
    if column not in schema.columns:
        raise CannotBeCorrected(f"{schema.name} has no column {column!r}; it has {', '.join(schema.columns)}.")
    if column in schema.primary_key or column in _STRUCTURE:
        raise CannotBeCorrected(f"{column} follows from the texts and cannot be corrected; choose another column.")
    if column in _DERIVED_DAYS and "date_edtf" in schema.columns:
        raise CannotBeCorrected(f"{column} is computed from date_edtf; correct date_edtf instead.")
    field = schema.field(column)
    if not cell:
        if field.required:
            raise CannotBeCorrected(f"every row has a value in {column}; it cannot be empty.")
        return None
    value = _read(cell, field)
    _check(value, field)
    return value


def _read(cell: str, field: Field) -> object:
    wrong = CannotBeCorrected
    if field.type == "integer":
        if not _INTEGER.fullmatch(cell):
            raise wrong(f"{cell!r} is no integer; write digits only.")
        return int(cell)
    if field.type == "number":
        if not _NUMBER.fullmatch(cell) or not math.isfinite(float(cell)):
            raise wrong(f"{cell!r} is no number; write it like 2500 or 0.5.")
        return float(cell)
    if field.type == "boolean":
        if cell not in ("true", "false"):
            raise wrong(f"{cell!r} is neither true nor false.")
        return cell == "true"
    if field.type == "date":
        try:
            if date.fromisoformat(cell).isoformat() == cell:
                return cell
        except ValueError:
            pass
        raise wrong(f"{cell!r} is no day; write it as YYYY-MM-DD.")
    if field.type == "array":
        try:
            items = json.loads(cell)
        except ValueError:
            items = None
        if not isinstance(items, list) or not items or not all(isinstance(i, str) and i.strip() for i in items):
            raise wrong(f'{cell!r} is no list; write it as JSON, like ["one", "two"]; an empty list is an empty cell.')
        if len(set(items)) < len(items):
            raise wrong(f"{cell!r} holds an item twice; name it once.")
        return items
    return cell


def _check(value: object, field: Field) -> None:
    allowed, values = field.item_enum or field.enum, value if isinstance(value, list) else [value]
    for item in values:
        if allowed is not None and item not in allowed:
            raise CannotBeCorrected(f"{item!r} is not one of {', '.join(allowed)}.")
    if field.pattern is not None and not re.fullmatch(field.pattern, str(value)):
        form = f", for example {field.example}" if field.example is not None else ""
        raise CannotBeCorrected(f"{value!r} does not have the form of {field.name} ({field.title}){form}.")
    if isinstance(value, int | float):
        if field.minimum is not None and value < field.minimum:
            raise CannotBeCorrected(f"{shown(value)} is below the minimum of {field.name}, {field.minimum:g}.")
        if field.maximum is not None and value > field.maximum:
            raise CannotBeCorrected(f"{shown(value)} is above the maximum of {field.name}, {field.maximum:g}.")
    if field.name == "date_edtf":
        try:
            bounds(str(value))
        except ValueError as error:
            raise CannotBeCorrected(f"{error}; write a day, month or range that exists.") from None


def derived(column: str, value: object, row: Row, texts: Mapping[str, str]) -> Row:
    """Return the cells that change when a column of a row takes a value: itself and what is computed from it.

    ``texts`` are the paragraphs' by id. Raises CannotBeCorrected where an action's clause is not in its paragraph.
    """
    changes: Row = {column: value}
    if column == "date_edtf":
        changes["start_date"], changes["end_date"] = bounds(str(value)) if value is not None else (None, None)
    if column == "text" and "char_start" in row:
        text, clause = texts[str(row["paragraph_id"])], str(value)
        starts = _occurrences(text, clause)
        if not starts:
            raise CannotBeCorrected(
                f"{shown(clause)} is not in paragraph {row['paragraph_id']}, where the action stands; "
                "copy the clause from there."
            )
        before = int(str(row["char_start"]))
        start = min(starts, key=lambda position: abs(position - before))
        changes["char_start"], changes["char_end"] = start, start + len(clause)
    return changes


def _occurrences(text: str, words: str) -> list[int]:
    return [match.start() for match in re.finditer(re.escape(words), text)]


def evidence_value(value: object) -> str | None:
    """Return a value as the CSV files of a release and ``evidence.value`` write it; None for null."""
    if value is None:
        return None
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list) else str(value)


def shown(value: object) -> str:
    """Return a value for a message: quoted, long ones cut short, null as such."""
    text = evidence_value(value)
    if text is None:
        return "nothing (null)"
    return repr(text if len(text) <= _LONGEST_SHOWN else f"{text[: _LONGEST_SHOWN - 1]}…")
