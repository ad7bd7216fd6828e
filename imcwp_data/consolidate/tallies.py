"""Who says what of which value, counted: the reduction by which rival statements are decided.

A tally holds for each value of each column of each row how many documents tell it, and the best of their voices.
Tallies of batches of documents add up (`added`), in whatever order, so that a decision needs no more memory than there
are different values. The rule is that of `statements.accepted_value`; the same order decides here over whole columns.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa

    from imcwp_data.consolidate.columns import Numbers

_KEY = ("row_id", "column_name", "value")
_COLUMNS = (*_KEY, "documents", "certainty", "recency")
_CELL = ("row_id", "column_name")
_BEST_FIRST = [("certainty", "descending"), ("recency", "descending")]


def tally(statements: pa.Table, lists: Sequence[str] = ()) -> pa.Table:
    """Count the statements of one batch, which must hold all that its documents say.

    ``statements`` has row_id (of any type that sorts), column_name, value, document_id, published, position, char_start
    and certainty. A document has one voice on a cell: its most certain statement, the first in its text of equals. In
    the columns of ``lists`` it has one on each value. Returns row_id, column_name, value, documents, certainty and
    recency.
    """
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    published = pc.fill_null(statements.column("published"), "")
    # The later day stands first; of a month and a day in it the month does, since it may mean any later day.
    recency = pc.if_else(pc.equal(published, ""), "", pc.binary_join_element_wise(published, "~", ""))
    statements = statements.append_column("recency", recency)
    # Texts come again and again: what is compared is their place among all of them, told once for each.
    row, column, value, document, recent = (
        ranks(statements.column(name)) for name in (*_KEY, "document_id", "recency")
    )
    of_list = pc.is_in(statements.column("column_name"), pa.array(list(lists), pa.string())).to_numpy()
    coded = pa.table(
        {
            "cell": row * (column.max(initial=0) + 1) + column,
            "voice": np.where(of_list, value + 1, 0) << 32 | document,
            **{name: statements.column(name) for name in ("certainty", "position", "char_start")},
            "value": value,
            "recency": recent,
            "number": np.arange(len(row)),
        }
    )
    order = [(name, "ascending") for name in ("cell", "voice", "position", "char_start", "value")]
    order.insert(2, ("certainty", "descending"))
    voices = first_rows(coded, ["cell", "voice"], order)
    voices = voices.sort_by([("cell", "ascending"), ("value", "ascending"), *_BEST_FIRST])
    begins = np.flatnonzero(begins_group([voices.column("cell"), voices.column("value")]))
    best = statements.take(voices.column("number").take(pa.array(begins)))
    documents = pa.array(np.diff(begins, append=voices.num_rows))
    columns = [documents if name == "documents" else best.column(name) for name in _COLUMNS]
    return pa.table(columns, list(_COLUMNS)).combine_chunks()


def ranks(column: pa.ChunkedArray) -> Numbers:
    """Return for each value of a column without nulls how many different ones stand before it in the alphabet."""
    import numpy as np
    import pyarrow.compute as pc

    encoded = column.combine_chunks().dictionary_encode()
    places = np.empty(len(encoded.dictionary), np.int64)
    places[pc.sort_indices(encoded.dictionary).to_numpy()] = np.arange(len(places))
    ranked: Numbers = places[encoded.indices.to_numpy()]
    return ranked


def added(tallies: Sequence[pa.Table]) -> pa.Table:
    """Return the tally of several batches together, sorted by row, column and value."""
    import numpy as np
    import pyarrow as pa

    table = pa.concat_tables(tallies)
    if not table.num_rows:
        return table
    ordered = table.sort_by([*((name, "ascending") for name in _KEY), *_BEST_FIRST]).combine_chunks()
    begins = np.flatnonzero(begins_group([ordered.column(name) for name in _KEY]))
    documents = np.add.reduceat(ordered.column("documents").to_numpy(), begins)
    best = ordered.take(pa.array(begins))
    return best.set_column(best.schema.get_field_index("documents"), "documents", pa.array(documents))


def together(tallies: Sequence[pa.Table]) -> pa.Table:
    """Return the tally of several tallies together; a single one as it is."""
    return tallies[0] if len(tallies) == 1 else added(tallies)


def decided(tallied: pa.Table) -> pa.Table:
    """Return for each row and column the value that wins: row_id, column_name and value, sorted by row and column."""
    import pyarrow.compute as pc

    table = tallied.append_column("length", pc.utf8_length(tallied.column("value")))
    order = [
        *((name, "ascending") for name in _CELL),
        ("certainty", "descending"),
        ("documents", "descending"),
        ("recency", "descending"),
        ("length", "descending"),
        ("value", "ascending"),
    ]
    return first_rows(table, _CELL, order).select(list(_KEY))


def first_rows(table: pa.Table, keys: Sequence[str], order: Sequence[tuple[str, str]]) -> pa.Table:
    """Return the first row of each group of equal ``keys`` when the table is sorted by ``order``, sorted by it.

    ``order`` begins with the keys.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    if not table.num_rows:
        return table
    ordered = table.take(pc.sort_indices(table, sort_keys=list(order))).combine_chunks()
    begins = begins_group([ordered.column(name) for name in keys])
    # Nearly always few are not the first, or none.
    return ordered if begins.all() else ordered.filter(pa.array(begins)).combine_chunks()


def begins_group(columns: Sequence[Any]) -> Any:
    """Return as a numpy array of booleans which rows differ from the row before in one of some sorted Arrow columns."""
    import numpy as np
    import pyarrow.compute as pc

    begins = np.zeros(len(columns[0]), dtype=bool)
    begins[:1] = True
    for chunked in columns:
        column = chunked.combine_chunks()
        if column.null_count:
            column = column.dictionary_encode(null_encoding="encode").indices
        begins[1:] |= pc.not_equal(column[1:], column[:-1]).to_numpy(zero_copy_only=False)
    return begins
