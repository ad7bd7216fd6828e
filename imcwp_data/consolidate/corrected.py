"""Corrections put into the rows of batches: only the rows that a correction bears on are looked at one by one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from imcwp_data.consolidate.corrections import Correction, apply_corrections
from imcwp_data.consolidate.groups import BATCH
from imcwp_data.consolidate.join import Joined
from imcwp_data.consolidate.statements import Row
from imcwp_data.schema import TableSchema, arrow_table
from imcwp_data.table_file import TableFile, content_hash, write_table_file

if TYPE_CHECKING:
    import pyarrow as pa

_OF_BATCHES = ("documents", "paragraphs", "actions", "evidence")
_CELL = ("table_name", "row_id", "column_name")
_CHANGED_IN_BATCHES = ("documents", "actions", "evidence")
# Of so few batches all rows are given to the corrections, whose messages can then name what is near a mistaken value.
_FEW_BATCHES = 4


def corrected(
    batches: Sequence[TableFile],
    tables: Mapping[str, pa.Table],
    corrections: Sequence[Correction],
    schemas: Mapping[str, TableSchema],
    work: Path,
    joined: Joined,
) -> tuple[list[TableFile], dict[str, pa.Table]]:
    """Return the batches' rows and the tables of all batches together with the corrections put in.

    ``joined`` tells which batches they can bear on. Batches that change are written anew into the folder ``work``.
    Raises SourceError as `apply_corrections` does.
    """
    if not corrections:
        return list(batches), dict(tables)
    whole = len(batches) <= _FEW_BATCHES
    numbers = range(len(batches)) if whole else _batches_of(corrections, joined)
    rows: dict[str, list[Row]] = {name: _plain(table) for name, table in tables.items()}
    for name in _OF_BATCHES:
        rows[name] = [
            row
            for number in numbers
            for batch in [batches[number]]
            for row in _plain(batch.table(name) if whole else _concerned(batch.table(name), name, corrections))
        ]
    after = apply_corrections(rows, corrections, schemas)
    changes = {
        name: {row[schemas[name].primary_key[0]]: row for row in _changed(rows[name], after[name])}
        for name in _CHANGED_IN_BATCHES
    }
    rewritten = list(batches)
    for number in numbers:
        rewritten[number] = _rewritten(batches[number], changes, schemas, work)
    return rewritten, {name: arrow_table(after[name], schemas[name]) for name in tables}


def _batches_of(corrections: Sequence[Correction], joined: Joined) -> list[int]:
    """Return the numbers of the batches in which rows stand that corrections can bear on."""
    import pyarrow as pa
    import pyarrow.compute as pc

    keys = {key for c in corrections for key in (c.row, c.value, c.paragraph_id)}
    # Ids of paragraphs and actions go on that of their document.
    beginnings = {key.rsplit(".", dots)[0] for key in keys for dots in range(3)}
    rows = {(c.table, c.row) for c in corrections}
    found = {number for number, ids in enumerate(joined.meeting_ids) if any(("meetings", key) in rows for key in ids)}
    wanted = {
        "documents": ("document_id", beginnings),
        "mentioned": ("participant_id", {key for table, key in rows if table == "participants"}),
    }
    for group in joined.groups:
        for name, (column, ids) in wanted.items():
            table = group.tables.table(name, [column, BATCH])
            there = pc.is_in(table.column(column), pa.array(sorted(ids), pa.string()))
            found.update(group.first + number for number in pc.unique(table.column(BATCH).filter(there)).to_pylist())
    return sorted(found)


def _plain(table: pa.Table) -> list[Row]:
    """Return rows with dates as ISO 8601, as corrections write them."""
    rows: list[Row] = table.to_pylist()
    for row in rows:
        row.update({name: value.isoformat() for name, value in row.items() if isinstance(value, date)})
    return rows


def _concerned(table: pa.Table, name: str, corrections: Sequence[Correction]) -> pa.Table:
    """Return the rows that some correction bears on: its row, its paragraph, the row it refers to, their evidence."""
    import pyarrow as pa
    import pyarrow.compute as pc

    paragraphs = {correction.paragraph_id for correction in corrections}
    rows = {(c.table, key) for c in corrections for key in (c.row, c.value)}
    if name == "evidence":
        wanted = pc.is_in(table.column("paragraph_id"), pa.array(sorted(paragraphs), pa.string()))
        keys = pc.binary_join_element_wise(*(table.column(column) for column in _CELL), "\x1f")
        cells = sorted("\x1f".join((c.table, c.row, c.column)) for c in corrections)
        return table.filter(pc.or_(wanted, pc.is_in(keys, pa.array(cells, pa.string()))))
    if name == "paragraphs":
        ids = paragraphs | {key.rpartition(".a")[0] for table_name, key in rows if table_name == "actions"}
        return table.filter(pc.is_in(table.column("paragraph_id"), pa.array(sorted(ids), pa.string())))
    ids = {key for table_name, key in rows if table_name == name}
    return table.filter(pc.is_in(table.column(f"{name[:-1]}_id"), pa.array(sorted(ids), pa.string())))


def _changed(before: Sequence[Row], after: Sequence[Row]) -> list[Row]:
    """Return the rows that are other than before; those that were added stand behind the others."""
    same = [row for row, old in zip(after, before, strict=False) if row != old]
    return [*same, *after[len(before) :]]


def _rewritten(
    batch: TableFile, changes: Mapping[str, Mapping[object, Row]], schemas: Mapping[str, TableSchema], work: Path
) -> TableFile:
    documents = set(batch.table("documents", ["document_id"]).column("document_id").to_pylist())
    mine = {name: {k: r for k, r in rows.items() if _document(r) in documents} for name, rows in changes.items()}
    if not any(mine.values()):
        return batch
    tables = {name: batch.table(name) for name in batch.names}
    for name, rows in mine.items():
        if rows:
            key = schemas[name].primary_key[0]
            kept = [row for row in _plain(tables[name]) if row[key] not in rows]
            tables[name] = arrow_table([*kept, *rows.values()], schemas[name])
    content = content_hash(tables)
    return write_table_file(work / f"corrected-{content[:40]}.tables", tables, {"content": content})


def _document(row: Row) -> str:
    return str(row["document_id"]) if "document_id" in row else str(row["paragraph_id"]).rpartition(".")[0]
