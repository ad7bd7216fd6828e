"""The page of one table."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

from imcwp_data.codebook.columns import ColumnFacts, column_facts
from imcwp_data.codebook.passages import Passage, example_row, passages
from imcwp_data.publish.markdown import cell, code, column_names, constraints, value_text
from imcwp_data.schema import Field, TableSchema

_LONGEST_VALUE = 60
_LONGEST_PATTERN = 80
_AROUND = 160
_PASSAGES_AT_MOST = 4
_WITHOUT_PASSAGE = {
    "sources": "The row is not read from a passage: it tells of a whole text, and of what is known of it from outside.",
    "paragraphs": "The row is the passage itself: `text` is what the source holds from `char_start` to `char_end`.",
}
# What would begin a heading, a list or a rule at the start of a line.
_BLOCK_START = re.compile(r"^([#+=~-]|[0-9]+(?=[.)]))")


def table_page(
    schema: TableSchema,
    schemas: Mapping[str, TableSchema],
    connection: sqlite3.Connection,
    limits: Sequence[str],
    quality: Mapping[str, Any] | None,
) -> str:
    """Return the page in Markdown. ``quality`` is the content of the release's quality.json, where it has one."""
    (rows,) = connection.execute(f'SELECT count(*) FROM "{schema.name}"').fetchone()
    facts = {field.name: column_facts(connection, schema.name, field) for field in schema.fields}
    parts = [
        f"# {schema.name}",
        cell(schema.description),
        f"{rows:,} {'row' if rows == 1 else 'rows'}, {len(schema.fields)} columns. [All tables](index.md)",
        "## Keys",
        _keys(schema, schemas),
        "## Columns",
        _columns(schema),
        "## Values",
        "Of a list the items are counted. Where all values differ none is commoner than another.",
        _values(schema, facts, rows),
        "## An example row and where it was read",
        _example(schema, connection),
        "## Known limits",
        "\n".join(f"- {limit}" for limit in limits),
    ]
    measured = _measured(schema.name, quality)
    if measured:
        parts += ["## How well it is read", measured]
    return "\n\n".join(part.strip("\n") for part in parts) + "\n"


def _keys(schema: TableSchema, schemas: Mapping[str, TableSchema]) -> str:
    lines = [f"- Key: {column_names(schema.primary_key)}."]
    for key in schema.foreign_keys:
        lines.append(f"- {column_names(key.columns)} → {_column_of(key.table, key.references)}")
    for other in sorted(schemas.values(), key=lambda each: (each.order, each.name)):
        for key in other.foreign_keys:
            if key.table == schema.name and other.name != schema.name:
                lines.append(f"- {column_names(key.references)} ← {_column_of(other.name, key.columns)}")
    if "row_id" in schema.columns:
        lines.append("- `table_name` and `row_id` together name a row of another table; `row_id` holds its key.")
    return "\n".join(lines)


def _column_of(table: str, columns: Sequence[str]) -> str:
    return f"[`{table}`]({table}.md) ({column_names(columns)})"


def _columns(schema: TableSchema) -> str:
    lines = ["| column | type | meaning | constraints |", "| --- | --- | --- | --- |"]
    for field in schema.fields:
        lines.append(f"| `{field.name}` | {field.type} | {cell(field.description)} | {_constraints(field)} |")
    return "\n".join(lines)


def _constraints(field: Field) -> str:
    found = [cell(constraints(field))] if constraints(field) else []
    if field.min_length is not None:
        found.append(
            f"at least {field.min_length} item{'s' * (field.min_length > 1)}"
            if field.type == "array"
            else f"length ≥ {field.min_length}"
        )
    if field.pattern is not None:
        short = len(field.pattern) <= _LONGEST_PATTERN
        found.append(f"pattern {code(field.pattern, None)}" if short else "pattern, in the schema of the table")
    return "; ".join(found)


def _values(schema: TableSchema, facts: Mapping[str, ColumnFacts], rows: int) -> str:
    lines = ["| column | null | distinct | commonest values |", "| --- | ---: | ---: | --- |"]
    for field in schema.fields:
        fact = facts[field.name]
        lines.append(f"| `{field.name}` | {share(fact.nulls, rows)} | {fact.distinct:,} | {_commonest(fact)} |")
    return "\n".join(lines)


def share(part: int, whole: int) -> str:
    """Return a share in percent that is 0 and 100 only where it is exactly that."""
    if not part or not whole:
        return "0%"
    return f"{min(max(round(100 * part / whole), 1), 99)}%" if part < whole else "100%"


def _commonest(fact: ColumnFacts) -> str:
    if not fact.distinct:
        return "none"
    if fact.distinct > 1 and fact.commonest[0][1] == 1:
        return "all differ, such as " + code(value_text(fact.commonest[0][0]), _LONGEST_VALUE)
    found = [f"{code(value_text(value), _LONGEST_VALUE)} {count:,}" for value, count in fact.commonest]
    return ", ".join(found) + (" …" if fact.distinct > len(found) else "")


def _example(schema: TableSchema, connection: sqlite3.Connection) -> str:
    row = example_row(connection, schema)
    if not row:
        return "The table has no rows in this release."
    found = passages(connection, schema, row)
    by_column = {passage.column: passage for passage in found if passage.column}
    head = ["| column | value | read from, by the rule |", "| --- | --- | --- |"]
    if not by_column:
        head = ["| column | value |", "| --- | --- |"]
    lines = list(head)
    for field in schema.fields:
        value = row[field.name]
        shown = bool(value) if field.type == "boolean" else value
        line = f"| `{field.name}` | {'null' if value is None else code(value_text(shown), None)} |"
        passage = by_column.get(field.name)
        if by_column:
            line += f" {_quote(passage)} |" if passage else "  |"
        lines.append(line)
    return "\n".join(lines) + _quoted(schema, found)


def _quote(passage: Passage) -> str:
    return f"“{cell(passage.text[passage.start : passage.end])}” `{passage.rule}`"


def _quoted(schema: TableSchema, found: Sequence[Passage]) -> str:
    """Return each paragraph once, with the words of its first passage marked."""
    if not found:
        return f"\n\n{_WITHOUT_PASSAGE[schema.name]}" if schema.name in _WITHOUT_PASSAGE else ""
    shown: dict[str, Passage] = {}
    for passage in found:
        shown.setdefault(passage.paragraph_id, passage)
    parts = ["\n\nThe passage behind it:" if len(shown) == 1 else "\n\nThe passages behind it:"]
    for passage in list(shown.values())[:_PASSAGES_AT_MOST]:
        rule = f", by the rule `{passage.rule}`" if passage.rule and passage.column is None else ""
        parts.append(
            f"> {_BLOCK_START.sub(_escaped, _marked(passage))}\n>\n> — paragraph `{passage.paragraph_id}`{rule}"
        )
    return "\n\n".join(parts)


def _escaped(match: re.Match[str]) -> str:
    start = match.group()
    return f"{start}\\" if start.isdigit() else f"\\{start}"


def _marked(passage: Passage) -> str:
    text, start, end = passage.text, passage.start, passage.end
    if start == end:
        return cell(text[: 2 * _AROUND]) + "…" * (len(text) > 2 * _AROUND)
    quote = text[start:end].strip()
    start = text.index(quote, start)
    before, after = text[:start], text[start + len(quote) :]
    if len(before) > _AROUND:
        before = "…" + before[-_AROUND:].partition(" ")[2]
    if len(after) > _AROUND:
        after = after[:_AROUND].rpartition(" ")[0] + "…"
    # Emphasis needs words at both ends; spaces that belong to what stands around go there.
    space = " " if before.endswith(" ") else ""
    gap = " " if after.startswith(" ") else ""
    return f"{cell(before)}{space}<strong>{cell(quote)}</strong>{gap}{cell(after)}"


def _measured(table: str, quality: Mapping[str, Any] | None) -> str:
    if quality is None:
        return ""
    unseen = quality["unseen"]["measures"]
    lines = [
        "| measure | precision | recall | F1 | items | F1 on unseen texts |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for name, figures in quality["measures"].items():
        if name.partition(".")[0] != table or not figures["n"]:
            continue
        new = unseen.get(name, {})
        numbers = " | ".join(_percent(figures[key]) for key in ("precision", "recall", "f1"))
        lines.append(
            f"| `{name}` | {numbers} | {figures['n']:,} | {_percent(new.get('f1')) if new.get('n') else '–'} |"
        )
    if len(lines) == 2:
        return ""
    text = (
        "In percent, on texts with answer keys (`quality.json` has the intervals). Unseen are texts by which nobody "
        "has mended the rules: expect these figures for other texts."
    )
    return f"{text}\n\n" + "\n".join(lines)


def _percent(value: float | None) -> str:
    return "–" if value is None else f"{value:.1f}"


def read_quality(text: str) -> Mapping[str, Any]:
    """Return the content of a quality.json."""
    content: Mapping[str, Any] = json.loads(text)
    return content
