"""Tables with texts → tables without, as `imcwp_data.withheld` lays down, and whether a release keeps to it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from imcwp_data.faults import DESCRIBED_PER_CHECK, Fault, Report, shown
from imcwp_data.schema import arrow_schema
from imcwp_data.table_schema import TableSchema
from imcwp_data.table_stream import TableStream, as_stream
from imcwp_data.withheld import CHARACTERS, HASH, SHORT, TITLE_WORDS, TITLES, WORDS

if TYPE_CHECKING:
    import pyarrow as pa

_MORE = "are more words than a release without texts may hold. Build it anew with --no-text."


def withhold(
    tables: Mapping[str, TableStream | pa.Table], schemas: Mapping[str, TableSchema]
) -> dict[str, TableStream]:
    """Return the tables of a release without texts; ``schemas`` are those of `without_texts`."""
    return {name: _withheld(as_stream(table), schemas[name]) for name, table in tables.items()}


def _withheld(table: TableStream, schema: TableSchema) -> TableStream:
    form = arrow_schema(schema)
    batches = partial(_batches, table, schema.name, form)
    return TableStream(form, table.rows, batches, batches)


def _batches(
    table: TableStream, name: str, form: pa.Schema, names: Sequence[str] | None = None
) -> Iterator[pa.RecordBatch]:
    for batch in table.batches():
        left = _batch(batch, name, form)
        yield left if names is None else left.select(list(names))


def _batch(batch: pa.RecordBatch, name: str, form: pa.Schema) -> pa.RecordBatch:
    import pyarrow as pa

    columns = dict(zip(batch.schema.names, batch.columns, strict=True))
    if name == "paragraphs" and HASH not in columns:
        texts = columns["text"].to_pylist()
        columns[HASH] = pa.array([hashlib.sha256(text.encode()).hexdigest() for text in texts], pa.string())
    for column, leave in _rules(name):
        columns[column] = leave(columns)
    return pa.RecordBatch.from_arrays([columns[field] for field in form.names], schema=form)


def _rules(name: str) -> Iterator[tuple[str, Callable[[Mapping[str, Any]], Any]]]:
    """Yield the columns of a table in which words are left out, each with what makes its new values."""
    if name == "paragraphs":
        yield "text", _nothing
    if name == "evidence":
        yield "value", _value
    for column in SHORT.get(name, ()):
        yield column, partial(_of_column, column, _short)
    for column in TITLES.get(name, ()):
        yield column, partial(_of_column, column, _cut)


def _nothing(columns: Mapping[str, Any]) -> Any:
    import pyarrow as pa

    return pa.nulls(len(columns["text"]), pa.string())


def _of_column(column: str, leave: Callable[[Any], Any], columns: Mapping[str, Any]) -> Any:
    return leave(columns[column])


def _value(columns: Mapping[str, Any]) -> Any:
    """Treat a value as the column that it is of."""
    import pyarrow.compute as pc

    values = columns["value"]
    for rules, leave in ((SHORT, _short), (TITLES, _cut)):
        for table, names in rules.items():
            for name in names:
                here = pc.and_(pc.equal(columns["table_name"], table), pc.equal(columns["column_name"], name))
                values = pc.if_else(here, leave(values), values)
    return values


def _short(words: Any) -> Any:
    import pyarrow as pa
    import pyarrow.compute as pc

    few = pc.less_equal(pc.count_substring_regex(words, r"\S+"), WORDS)
    kept = pc.and_(few, pc.less_equal(pc.utf8_length(words), CHARACTERS))
    return pc.if_else(kept, words, pa.scalar(None, pa.string()))


def _cut(words: Any) -> Any:
    import pyarrow.compute as pc

    long = pc.greater(pc.count_substring_regex(words, r"\S+"), TITLE_WORDS)
    if not pc.any(long).as_py():
        return words
    # The mark of omission counts as a word, so that what is cut once stays as it is.
    begun = pc.replace_substring_regex(words, rf"^(\s*(?:\S+\s+){{{TITLE_WORDS - 2}}}\S+)(?s:.*)$", r"\1 …")
    return pc.if_else(long, begun, words)


def check_withheld(
    tables: Mapping[str, TableStream | pa.Table], schemas: Mapping[str, TableSchema]
) -> Iterator[Report]:
    """Yield where a release without texts holds more words than it may. The tables have the columns of ``schemas``."""
    for name, table in tables.items():
        for column, leave in _rules(name):
            total, faults = 0, list[Fault]()
            for row, cells in _rows_with_more(as_stream(table), column, leave):
                total += 1
                if len(faults) < DESCRIBED_PER_CHECK:
                    key = "|".join(str(cells[part]) for part in schemas[name].primary_key)
                    message = f"{shown(cells[column])} {_MORE}"
                    faults.append(Fault(name, "withheld", message, row, key, column, cells[column]))
            yield Report(tuple(faults), total)


def _rows_with_more(
    table: TableStream, column: str, leave: Callable[[Mapping[str, Any]], Any]
) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield number (from 1) and cells of each row of which more would have to be left out."""
    import pyarrow.compute as pc

    before = 0
    for batch in table.batches():
        columns = dict(zip(batch.schema.names, batch.columns, strict=True))
        held = columns[column]
        more = pc.and_(held.is_valid(), pc.fill_null(pc.not_equal(leave(columns), held), True))
        for row in pc.indices_nonzero(more).to_pylist():
            yield before + row + 1, batch.slice(row, 1).to_pylist()[0]
        before += batch.num_rows
