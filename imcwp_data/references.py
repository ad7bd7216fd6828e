"""Rows of one table and the rows of another that they refer to, without holding either table.

Most tables stand in the order of the texts, so that what one part of a table refers to stands close together in the
other: a window runs along it. What is not in the window waits, and is looked for in the whole other table when enough
has gathered. A table of moderate size is held as a whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from imcwp_data.checks import Part, faults_where, parts, with_key
from imcwp_data.faults import Report
from imcwp_data.schema import TableSchema, reading_order
from imcwp_data.table_stream import ROWS_A_BATCH

if TYPE_CHECKING:
    import pyarrow as pa

    from imcwp_data.table_stream import TableStream

# A table of at most as many rows is held, as many keys wait, and as many rows of a longer one are in the window.
HELD = 50_000
_FEWEST_AT_ONCE = 100
# Joins the columns of a key for comparison; no id or text of a table holds this control character.
_KEY_SEPARATOR = "\x1f"

Key = Callable[["pa.RecordBatch"], "pa.Array"]


def key_of(columns: Sequence[str], separator: str = _KEY_SEPARATOR) -> Key:
    """Return what gives a batch's column, or its columns joined as texts; null where any of them is."""

    def key(batch: pa.RecordBatch) -> pa.Array:
        import pyarrow as pa
        import pyarrow.compute as pc

        if len(columns) == 1:
            return batch.column(columns[0])
        texts = [pc.cast(batch.column(column), pa.string()) for column in columns]
        return pc.binary_join_element_wise(*texts, separator)

    return key


class Lookup:
    """The rows of a table by key, for rows of others that come in about the same order.

    ``asked`` says for how many rows, so that the keys asked for at once do not span more than the window.
    """

    def __init__(self, table: TableStream, columns: Sequence[str], key: Key, asked: int) -> None:
        self._table, self._columns, self._key = table, list(dict.fromkeys(columns)), key
        self._batches = table.select(self._columns)
        self._window: list[pa.RecordBatch] = []
        self._keys: list[pa.Array] = []
        self._ends: list[tuple[Any, ...]] = []
        self._joined: tuple[pa.Table, pa.Array] | None = None
        self._ended = False
        self.is_held = table.rows <= HELD
        self.at_once = ROWS_A_BATCH
        if self.is_held:
            for batch in self._batches:
                self._add(batch)
            self._ended = True
        else:
            self.at_once = max(_FEWEST_AT_ONCE, min(ROWS_A_BATCH, ROWS_A_BATCH * asked // table.rows))

    def find(self, wanted: pa.Array) -> tuple[pa.Table, pa.Array]:
        """Return the rows at hand, and at which of them each wanted key stands; null where at none."""
        import pyarrow as pa
        import pyarrow.compute as pc

        if not self.is_held:
            self._move(wanted)
        if self._joined is None:
            schema = self._table.schema
            table = pa.Table.from_batches(self._window, pa.schema([schema.field(name) for name in self._columns]))
            keys = pa.concat_arrays(self._keys) if self._keys else pa.nulls(0, wanted.type)
            self._joined = table.combine_chunks(), keys
        table, keys = self._joined
        return table, pc.index_in(wanted, keys, skip_nulls=True)

    def everywhere(self) -> Iterator[tuple[pa.RecordBatch, pa.Array]]:
        """Yield the whole table, batch by batch, with the keys."""
        for batch in self._table.select(self._columns):
            yield batch, self._key(batch)

    def _add(self, batch: pa.RecordBatch) -> None:
        self._joined = None
        keys = self._key(batch)
        present = keys.drop_null()
        if len(present):
            self._window.append(batch)
            self._keys.append(keys)
            self._ends.append(() if self.is_held else reading_order(present[len(present) - 1].as_py()))

    def _move(self, wanted: pa.Array) -> None:
        """Go on in the table until the last wanted key is passed, and leave behind what is before the first."""
        present = wanted.drop_null()
        if not len(present):
            return
        first, last = reading_order(present[0].as_py()), reading_order(present[len(present) - 1].as_py())
        while not self._ended and not (self._ends and self._ends[-1] >= last):
            batch = next(self._batches, None)
            if batch is None:
                self._ended = True
                break
            self._add(batch)
            while len(self._keys) > 1 and (sum(map(len, self._keys)) > HELD or self._ends[0] < first):
                self._joined = None
                del self._keys[0], self._window[0], self._ends[0]


def matched(children: Iterable[Part], key: Key, lookup: Lookup) -> Iterator[tuple[Part, pa.Table, pa.Array]]:
    """Yield parts together with rows of the other table, and which of these the key of each row names.

    A row whose key is null is left out; of one whose key names nothing the place is null. The order of the rows is not
    kept.
    """
    import pyarrow.compute as pc

    waiting: list[Part] = []
    for whole in children:
        for part in _pieces(whole, lookup):
            wanted = key(part.rows)
            table, places = lookup.find(wanted)
            if places.null_count == 0:
                yield part, table, places
                continue
            if lookup.is_held:
                present = wanted.is_valid()
                yield part.filtered(present), table, places.filter(present)
                continue
            found = places.is_valid()
            yield part.filtered(found), table, places.drop_null()
            waiting.append(part.filtered(pc.and_not(wanted.is_valid(), found)))
            if sum(one.rows.num_rows for one in waiting) > HELD:
                yield from _searched(waiting, key, lookup)
                waiting = []
    if waiting:
        yield from _searched(waiting, key, lookup)


def _pieces(part: Part, lookup: Lookup) -> Iterator[Part]:
    step = lookup.at_once
    for start in range(0, part.rows.num_rows, step):
        numbers = None if part.numbers is None else part.numbers.slice(start, step)
        yield Part(part.schema, part.rows.slice(start, step), part.first + start, numbers)


def _searched(waiting: list[Part], key: Key, lookup: Lookup) -> Iterator[tuple[Part, pa.Table, pa.Array]]:
    """Look for what was not in the window, from the beginning of the other table to its end."""
    import pyarrow as pa
    import pyarrow.compute as pc

    rest = _joined(waiting)
    for batch, keys in lookup.everywhere():
        if not rest.rows.num_rows:
            return
        places = pc.index_in(key(rest.rows), keys, skip_nulls=True)
        found = places.is_valid()
        yield rest.filtered(found), pa.Table.from_batches([batch]), places.drop_null()
        rest = rest.filtered(pc.invert(found))
    yield rest, lookup.find(key(rest.rows.slice(0, 0)))[0], pa.nulls(rest.rows.num_rows, pa.int32())


def _joined(waiting: list[Part]) -> Part:
    import pyarrow as pa

    # Parts that were filtered know the number of each of their rows.
    numbers = pa.concat_arrays([part.numbers for part in waiting])
    return Part(waiting[0].schema, pa.concat_batches([part.rows for part in waiting]), 0, numbers)


def missing_keys(values: Iterable[pa.Array], lookup: Lookup) -> pa.Array | None:
    """Return the distinct values, nulls aside, that are no key of the other table; None if all are."""
    import pyarrow as pa
    import pyarrow.compute as pc

    missing: list[pa.Array] = []
    waiting: list[pa.Array] = []
    for array in values:
        for start in range(0, len(array), lookup.at_once):
            wanted = pc.unique(array.slice(start, lookup.at_once)).drop_null()
            if not len(wanted):
                continue
            if not lookup.is_held:
                wanted = wanted.filter(lookup.find(wanted)[1].is_null())
            waiting.append(wanted)
        if sum(map(len, waiting)) > HELD:
            missing += _nowhere(waiting, lookup)
            waiting = []
    missing += _nowhere(waiting, lookup)
    return pc.unique(pa.concat_arrays(missing)) if missing else None


def _nowhere(waiting: list[pa.Array], lookup: Lookup) -> list[pa.Array]:
    import pyarrow as pa
    import pyarrow.compute as pc

    if not waiting:
        return []
    rest = pc.unique(pa.concat_arrays(waiting))
    if lookup.is_held:
        rest = rest.filter(lookup.find(rest)[1].is_null())
    else:
        for _, keys in lookup.everywhere():
            rest = rest.filter(pc.invert(pc.is_in(rest, keys)))
            if not len(rest):
                break
    return [rest] if len(rest) else []


def check_foreign_keys(table: TableStream, schema: TableSchema, tables: Mapping[str, TableStream]) -> Iterator[Report]:
    """Yield a report for each foreign key whose table is among ``tables``: its values are there, or null."""
    import pyarrow.compute as pc

    names = set(table.schema.names)
    for key in schema.foreign_keys:
        if key.table not in tables or not set(key.columns) <= names:
            continue
        lookup = Lookup(tables[key.table], key.references, key_of(key.references), table.rows)
        own = key_of(key.columns)
        missing = missing_keys((own(batch) for batch in table.select(key.columns)), lookup)
        if missing is None:
            continue
        text = f"is in no row of {key.table} ({', '.join(key.references)}). Add that row or use one that is there."
        for part in parts(table, schema, with_key(schema, *key.columns)):
            yield faults_where(part, pc.is_in(own(part.rows), missing), "+".join(key.columns), "foreignKey", text)
