"""Mistakes of an answer key: what is not in the text, not in the format, or not a value of the tables."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from imcwp_data.evaluation.key_format import FIGURES, KEY_LISTS, MEETING_PARTICIPANTS, KeyField
from imcwp_data.schema import Field, package_schemas
from imcwp_data.text.normalise import fold

_LONGEST_SHOWN = 60
_DATE = re.compile(r"[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?")
_TYPES: Mapping[str, tuple[tuple[type, ...], str]] = {
    "text": ((str,), "a text"),
    "date": ((str,), "a text"),
    "words": ((str,), "a text"),
    "participant": ((str,), "a text"),
    "integer": ((int,), "a whole number"),
    "line": ((int,), "the number of a line"),
    "number": ((int, float), "a number"),
    "texts": ((list,), "a list of texts"),
    "lines": ((list,), "a list of lines' numbers"),
    "rows": ((list,), "a list of rows"),
}


def mistakes_of(content: Mapping[str, Any], name: str, text: str) -> Iterator[str]:
    """Yield what is wrong in a key, one line a mistake; ``name`` and ``text`` are those of its source."""
    lists = {**KEY_LISTS, "figures": FIGURES}
    yield from _unknown_fields("", content, ["source", *lists])
    sound = True
    for list_name in lists:
        if list_name not in content and list_name in KEY_LISTS:
            yield f"field {list_name}: is missing; write an empty list where the text has none"
            sound = False
        elif not isinstance(content.get(list_name, []), list):
            yield f"field {list_name}: {_shown(content[list_name])} is no list; write a list of rows"
            sound = False
    if not sound:
        return
    check = _RowCheck(name, text.split("\n"), content["participants"])
    found = False
    for list_name, fields in lists.items():
        for mistake in check.rows(list_name, content.get(list_name, []), fields):
            found = True
            yield mistake
    if not found:
        yield from _whole(content, name, check.lines)


class _RowCheck:
    """Checks rows against one text and one key's participants."""

    def __init__(self, name: str, lines: Sequence[str], participants: Sequence[Any]) -> None:
        self.lines = lines
        self._name = name
        self._folded: dict[int, str] = {}
        self._schemas = package_schemas()
        self._participants = {
            row.get("name") for row in participants if isinstance(row, dict) and _is_text(row.get("name"))
        }

    def rows(self, where: str, rows: Sequence[Any], fields: Sequence[KeyField]) -> Iterator[str]:
        """Yield the mistakes of a list."""
        for number, row in enumerate(rows, 1):
            place = f"{where}, row {number}"
            if not isinstance(row, dict):
                yield f"{place}: {_shown(row)} is no row; write an object with the fields {_named(fields)}"
                continue
            yield from _unknown_fields(f"{place}, ", row, [field.name for field in fields])
            for field in fields:
                value = row.get(field.name)
                if value is None or value == "":
                    if field.required:
                        yield f"{place}, field {field.name}: is missing; write it"
                elif not _of_type(value, field.form):
                    wanted = _TYPES[field.form][1]
                    yield f"{place}, field {field.name}: {_shown(value)} is not {wanted}; correct it"
                elif field.form == "rows":
                    yield from self.rows(f"{place}, {field.name}", value, MEETING_PARTICIPANTS)
                else:
                    for item in value if isinstance(value, list) else [value]:
                        wrong = self._wrong(item, field, row)
                        if wrong:
                            yield f"{place}, field {field.name}: {wrong}"

    def _wrong(self, value: Any, field: KeyField, row: Mapping[str, Any]) -> str | None:
        if field.form in {"line", "lines"}:
            return self._wrong_line(value)
        if field.form == "words" and self._wrong_line(row.get("line")) is None:
            line = row["line"]
            if line not in self._folded:
                self._folded[line] = fold(self.lines[line - 1])
            if fold(value) not in self._folded[line]:
                return f"{_shown(value)} is not in line {line} of {self._name}; quote the words as they stand there"
        if field.form == "participant" and value not in self._participants:
            near = _nearest(value, {name for name in self._participants if name is not None})
            return f"{_shown(value)} is no name in participants{near}; add its row there or correct the name"
        if field.column is not None:
            table, column = field.column.split(".")
            return _unlike(value, field.column, self._schemas[table].field(column))
        if field.form == "date" and _DATE.fullmatch(value) is None:
            return f"{_shown(value)} is no ISO 8601 date such as 2021-11-09; correct it"
        return None

    def _wrong_line(self, value: Any) -> str | None:
        if not _of_type(value, "integer"):
            return f"{_shown(value)} is not the number of a line; correct it"
        if not 1 <= value <= len(self.lines):
            return f"{self._name} has no line {value}, only {len(self.lines)}; correct it"
        if not self.lines[value - 1].strip():
            return f"line {value} of {self._name} is blank; correct it"
        return None


def _whole(content: Mapping[str, Any], name: str, lines: Sequence[str]) -> Iterator[str]:
    """Yield what is wrong with documents and paragraphs taken together, where each row is sound."""
    numbers = [row["line"] for row in content["paragraphs"]]
    told = set(numbers)
    yield from (
        f"paragraphs: line {n} has {count} rows; keep one of them" for n, count in Counter(numbers).items() if count > 1
    )
    for number, line in enumerate(lines, 1):
        if number not in told and fold(line):
            yield f"paragraphs: line {number} of {name} has no row; every line that is not blank is one paragraph"
    before = 0
    for number, row in enumerate(content["documents"], 1):
        first, last = row["first_line"], row["last_line"]
        place = f"documents, row {number}, field"
        if first <= before:
            yield f"{place} first_line: line {first} belongs to the document before; documents do not overlap"
        if last < first:
            yield f"{place} last_line: line {last} stands before first_line, {first}; correct one of them"
        elif not any(first <= line <= last for line in told):
            yield f"{place} first_line: there is no paragraph from line {first} to line {last}; correct the lines"
        before = max(before, last)


def _unlike(value: str, name: str, column: Field) -> str | None:
    """Return what is wrong where a column could not hold a value."""
    allowed = column.enum or column.item_enum
    if allowed is not None and value not in allowed:
        return f"{_shown(value)} is not known; write one of {', '.join(allowed)}"
    if column.pattern is not None and re.fullmatch(column.pattern, value) is None:
        return f"{_shown(value)} does not have the form of {name}, as in {column.example}; correct it"
    return None


def _unknown_fields(where: str, row: Mapping[str, Any], names: Sequence[str]) -> Iterator[str]:
    """Yield the fields that a slip of the pen hides; other fields are the annotator's own and are left alone."""
    for field in row:
        if field not in names and (near := _nearest(field, names)):
            yield f"{where}field {field}: is not known{near}; correct its name"


def _nearest(name: str, names: Collection[str]) -> str:
    near = get_close_matches(name, sorted(names), 1, 0.8)
    return f" (did you mean {near[0]!r}?)" if near else ""


def _of_type(value: Any, form: str) -> bool:
    types: tuple[type[Any], ...] = _TYPES[form][0]
    if isinstance(value, bool) or not isinstance(value, types):
        return False
    return form != "texts" or all(_is_text(item) for item in value)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _named(fields: Sequence[KeyField]) -> str:
    return ", ".join(field.name for field in fields)


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= _LONGEST_SHOWN else f"{text[: _LONGEST_SHOWN - 1]}…"
