"""What counts: numbers of parts and positions, counts of paragraphs and words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from imcwp_data.checks import Part, fault_at, faults_where, parts, with_key
from imcwp_data.faults import DESCRIBED_PER_CHECK, Fault, Report
from imcwp_data.references import Lookup, key_of, matched
from imcwp_data.schema import TableSchema
from imcwp_data.table_stream import TableStream, stream_of_table

if TYPE_CHECKING:
    import pyarrow as pa

# A word is a run of characters between spaces that holds a letter or a digit (the definition of word_count).
_WORD = r"[^ ]*[\p{L}\p{N}][^ ]*"
# Where none of this is found, there are as many words as spaces and one.
_NOT_ONLY_WORDS = r"(?:^| )[^ \p{L}\p{N}]+(?: |$)|  |^ | $|^$"


def check_counts(tables: Mapping[str, TableStream], schemas: Mapping[str, TableSchema]) -> Iterator[Report]:
    """Yield reports on `documents` and `paragraphs`: parts and positions run from 1 without a gap; paragraph_count and
    word_count are what the paragraphs hold.
    """
    in_order = True
    for name, owner, number in (("documents", "source_id", "part"), ("paragraphs", "document_id", "position")):
        in_order = _run_from_one(tables[name], owner, number)
        if not in_order:
            yield from _gaps(tables[name], schemas[name], owner, number)
    schema = schemas["paragraphs"]
    for part in parts(tables["paragraphs"], schema, with_key(schema, "text", "word_count")):
        yield from _wrong_words(part)
    sums = (_sums if in_order else _sums_of_whole)(tables["paragraphs"])
    yield from _wrong_sums(tables["documents"], sums, schemas["documents"])


def _run_from_one(table: TableStream, owner: str, number: str) -> bool:
    """Tell whether each row has 1 or, where it is of the same owner as the row before, the next number."""
    import pyarrow as pa
    import pyarrow.compute as pc

    last: pa.RecordBatch | None = None
    for batch in table.select([owner, number]):
        both = batch if last is None else pa.concat_batches([last, batch])
        if not both.num_rows:
            continue
        owners, numbers = both.columns
        if owners.null_count or numbers.null_count or (last is None and numbers[0].as_py() != 1):
            return False
        same = pc.equal(owners.slice(1), owners.slice(0, len(owners) - 1))
        expected = pc.if_else(same, pc.add(numbers.slice(0, len(numbers) - 1), 1), 1)
        if not pc.all(pc.equal(numbers.slice(1), expected), min_count=0).as_py():
            return False
        last = both.slice(both.num_rows - 1)
    return True


def _gaps(table: TableStream, schema: TableSchema, owner: str, number: str) -> Iterator[Report]:
    import pyarrow as pa
    import pyarrow.compute as pc

    whole = pa.Table.from_batches(table.select([owner, number]))
    grouped = whole.group_by(owner).aggregate([(number, "max"), (number, "count")])
    broken = grouped.filter(pc.not_equal(grouped.column(f"{number}_max"), grouped.column(f"{number}_count")))
    for part in parts(table, schema, with_key(schema, owner, number)):
        yield faults_where(
            part, pc.is_in(part.column(owner), broken.column(owner)), number, "sequence",
            f"is one of numbers that do not run from 1 without a gap within {owner}. Number them anew.",
        )  # fmt: skip


def _wrong_words(part: Part) -> Iterator[Report]:
    """Count again in Python, whose letters and digits are those of the definition, where RE2 counts differently."""
    import pyarrow.compute as pc

    text, count = part.column("text"), part.column("word_count")
    simple = pc.invert(pc.match_substring_regex(text, _NOT_ONLY_WORDS))
    right = pc.and_(simple, pc.equal(pc.add(pc.count_substring(text, " "), 1), count))
    suspects = part.filtered(pc.invert(pc.fill_null(right, True)))
    if not suspects.rows.num_rows:
        return
    differ = pc.not_equal(pc.count_substring_regex(suspects.column("text"), _WORD), suspects.column("word_count"))
    total, faults = 0, list[Fault]()
    for row in pc.indices_nonzero(differ).to_pylist():
        given, words = suspects.column("word_count")[row].as_py(), suspects.column("text")[row].as_py()
        counted = sum(any(char.isalnum() for char in word) for word in words.split())
        if given != counted:
            total += 1
            if len(faults) < DESCRIBED_PER_CHECK:
                message = f"{given} is not the number of words in text, {counted}. Count again."
                faults.append(fault_at(suspects, row, "word_count", "count", message, given))
    yield Report(tuple(faults), total)


def _wrong_sums(documents: TableStream, sums: TableStream, schema: TableSchema) -> Iterator[Report]:
    import pyarrow as pa
    import pyarrow.compute as pc

    lookup = Lookup(sums, sums.schema.names, key_of(["document_id"]), documents.rows)
    columns = with_key(schema, "document_id", "paragraph_count", "word_count")
    for part, counted, places in matched(parts(documents, schema, columns), key_of(["document_id"]), lookup):
        for column, source in (("paragraph_count", "paragraphs"), ("word_count", "words")):
            held = pc.fill_null(counted.column(source).take(places).combine_chunks(), 0)
            yield faults_where(
                part, pc.not_equal(part.column(column), pc.cast(held, pa.int64())), column, "count",
                "is not what the document's paragraphs add up to. Count again.",
            )  # fmt: skip


def _sums(paragraphs: TableStream) -> TableStream:
    """Return paragraphs and words of each document; those of a document stand together."""

    def batches() -> Iterator[pa.RecordBatch]:
        rest: tuple[str | None, int, int] | None = None
        for batch in paragraphs.select(["document_id", "word_count"]):
            if not batch.num_rows:
                continue
            owners, counts, words = _runs(batch)
            if rest is not None and rest[0] == owners[0]:
                counts[0] += rest[1]
                words[0] += rest[2]
            elif rest is not None:
                yield _batch_of_sums([rest[0]], [rest[1]], [rest[2]])
            rest = owners.pop(), counts.pop(), words.pop()
            yield _batch_of_sums(owners, counts, words)
        if rest is not None:
            yield _batch_of_sums([rest[0]], [rest[1]], [rest[2]])

    # At most as many rows: whether there are few enough to be held is all that is asked.
    return TableStream(_sums_schema(), paragraphs.rows, batches)


def _runs(batch: pa.RecordBatch) -> tuple[list[Any], list[Any], list[Any]]:
    """Return each run of rows of one document: its id, how many they are, how many words they have."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    owners, words = batch.columns
    changes = pc.not_equal(owners.slice(1), owners.slice(0, len(owners) - 1)).to_numpy(zero_copy_only=False)
    starts = np.concatenate([[0], np.flatnonzero(changes) + 1])
    counts = np.diff(np.append(starts, len(owners)))
    sums = np.add.reduceat(pc.fill_null(words, 0).to_numpy(), starts)
    return owners.take(pa.array(starts)).to_pylist(), counts.tolist(), sums.tolist()


def _batch_of_sums(owners: list[Any], counts: list[Any], words: list[Any]) -> pa.RecordBatch:
    import pyarrow as pa

    schema = _sums_schema()
    columns = [pa.array(values, field.type) for values, field in zip((owners, counts, words), schema, strict=True)]
    return pa.RecordBatch.from_arrays(columns, schema=schema)


def _sums_of_whole(paragraphs: TableStream) -> TableStream:
    """Return the same for paragraphs in any order."""
    import pyarrow as pa

    whole = pa.Table.from_batches(paragraphs.select(["document_id", "position", "word_count"]))
    found = whole.group_by("document_id").aggregate([("position", "count"), ("word_count", "sum")])
    columns = [found.column(at) for at in range(3)]
    return stream_of_table(pa.Table.from_arrays(columns, names=_sums_schema().names).cast(_sums_schema()))


def _sums_schema() -> pa.Schema:
    import pyarrow as pa

    return pa.schema([("document_id", pa.string()), ("paragraphs", pa.int64()), ("words", pa.int64())])
