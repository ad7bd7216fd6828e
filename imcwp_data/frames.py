"""Arrow tables → DataFrames, whose values their users may change in place; the dtypes are those `schema` tells of."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    import pyarrow as pa

    from imcwp_data.table_schema import Field, TableSchema

# So few that what is needed in between is always made in the same memory.
_LISTS_AT_ONCE = 10_000
# Codes of fewer values fit a byte, which is what pandas keeps them in.
_CODES_OF_A_BYTE = 128


def to_pandas(arrow_table: pa.Table, schema: TableSchema) -> pd.DataFrame:
    """Return an Arrow table, or some columns of one, as a DataFrame with the dtypes of the schema's types."""
    import pandas as pd

    columns = {name: _series(arrow_table.column(name), schema.field(name)) for name in arrow_table.column_names}
    return pd.DataFrame(columns, columns=list(columns), copy=False)


def _series(column: pa.ChunkedArray, field: Field) -> pd.Series[Any]:
    """Return a column as what a DataFrame is made of.

    Made from the values rather than by Arrow's ``to_pandas``, which loads more of Arrow than it needs here, and whose
    numbers nobody may change where it could do without a copy of them.
    """
    import numpy as np
    import pandas as pd
    import pyarrow as pa

    if field.type == "array":
        return pd.Series(_lists(column), copy=False)
    if field.enum is not None:
        made = pd.Categorical.from_codes(_codes(column, field.enum), categories=pd.Index(field.enum, dtype="str"))
        return pd.Series(made, copy=False)
    if (dtype := _own_dtype(field)) is not None:
        return pd.Series(dtype.__from_arrow__(column), copy=False)
    if field.type == "date":
        column = column.cast(pa.timestamp("s"))
    return pd.Series(np.require(column.to_numpy(), requirements="W"), copy=False)


def _own_dtype(field: Field) -> Any:
    """Return the dtype of a column where pandas has one of its own for it, which NumPy has not."""
    import numpy as np
    import pandas as pd

    if field.type == "string":
        return pd.StringDtype(na_value=np.nan)
    if field.required:
        return None
    return {"integer": pd.Int64Dtype(), "boolean": pd.BooleanDtype()}.get(field.type)


def _codes(column: pa.ChunkedArray, values: tuple[str, ...]) -> Any:
    """Return the position of each text among the values, -1 where it is null or none of them."""
    import numpy as np
    import pyarrow as pa

    positions = {value: number for number, value in enumerate(values)}
    codes = np.empty(len(column), dtype=np.int8 if len(values) < _CODES_OF_A_BYTE else np.int32)
    done = 0
    for chunk in column.chunks:
        numbered = chunk if pa.types.is_dictionary(chunk.type) else chunk.dictionary_encode()
        of_numbers = np.array([*(positions.get(text, -1) for text in numbered.dictionary.to_pylist()), -1], codes.dtype)
        # Null is the last.
        np.take(of_numbers, numbered.indices.fill_null(len(of_numbers) - 1), out=codes[done : done + len(chunk)])
        done += len(chunk)
    return codes


def _lists(column: pa.ChunkedArray) -> np.ndarray[Any, Any]:
    """Return lists as Python has them, each a list of its own, None for null."""
    import numpy as np

    made = np.empty(len(column), dtype=object)
    # Very many lists that all stay make the collector look through them again and again.
    collecting = gc.isenabled()
    gc.disable()
    try:
        done = 0
        for chunk in column.chunks:
            _fill_lists(made[done : done + len(chunk)], chunk)
            done += len(chunk)
    finally:
        if collecting:
            gc.enable()
    return made


def _fill_lists(made: np.ndarray[Any, Any], column: pa.Array) -> None:
    """Put the lists of a column to their places, all of one length at a time.

    These are the rows of a table, of which NumPy makes lists by itself, in a third of the time that a slice for each
    takes. A text that comes again is made once.
    """
    import numpy as np
    import pyarrow as pa

    offsets = column.offsets.to_numpy()
    texts = column.values.slice(offsets[0], offsets[-1] - offsets[0])
    if not pa.types.is_dictionary(texts.type):
        texts = texts.dictionary_encode()
    different = np.array([*texts.dictionary.to_pylist(), None], dtype=object)
    numbers = texts.indices.fill_null(len(different) - 1).to_numpy()
    starts = offsets[:-1] - offsets[0]
    lengths = np.diff(offsets)
    # Null has no length, which is other than that of an empty list.
    lengths[column.is_null().to_numpy(zero_copy_only=False)] = -1
    for first in range(0, len(column), _LISTS_AT_ONCE):
        block = slice(first, first + _LISTS_AT_ONCE)
        order = np.argsort(lengths[block], kind="stable")
        for rows in np.split(order, np.flatnonzero(np.diff(lengths[block][order])) + 1):
            if (length := lengths[block][rows[0]]) >= 0:
                lists = different[numbers[starts[block][rows, None] + np.arange(length)]].tolist()
                made[block][rows] = np.fromiter(lists, dtype=object, count=len(lists))
