"""How a list is written where a format has none: as JSON text, the same in CSV, SQLite and ``evidence.value``."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa


def json_list(values: Iterable[object] | None) -> str | None:
    """Return a list as JSON text on one line, None as None."""
    return None if values is None else json.dumps(list(values), ensure_ascii=False)


def json_lists(column: pa.Array) -> pa.Array:
    """Return an Arrow array of lists as JSON texts, null as null: what `json_list` gives for each of them."""
    import pyarrow as pa
    import pyarrow.compute as pc

    items = column.flatten()
    # Rare enough to be left to the slow way: numbers, nulls, and characters that JSON writes as a code.
    if not pa.types.is_string(items.type) or items.null_count or pc.any(_has_controls(items)).as_py():
        return pa.array([json_list(value) for value in column.to_pylist()], pa.string())
    escaped = pc.replace_substring(pc.replace_substring(items, "\\", "\\\\"), '"', '\\"')
    quoted = pc.binary_join_element_wise('"', escaped, '"', "")
    lengths = pc.fill_null(pc.list_value_length(column), 0)
    ends = pc.cumulative_sum(pc.cast(lengths, pa.int32()))
    offsets = pa.concat_arrays([pa.array([0], pa.int32()), ends])
    joined = pc.binary_join(pa.ListArray.from_arrays(offsets, quoted), ", ")
    texts = pc.binary_join_element_wise("[", joined, "]", "")
    return pc.if_else(column.is_valid(), texts, pa.scalar(None, pa.string()))


def _has_controls(items: pa.Array) -> pa.Array:
    import pyarrow.compute as pc

    return pc.match_substring_regex(items, "[\\x00-\\x1f]")
