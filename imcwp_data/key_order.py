"""Keys in reading order, where ``x.9`` stands before ``x.10``: does each row stand after the one before it?

Then no key stands twice, and nothing of the rows that are past need be kept. The same order as that of
`imcwp_data.schema.reading_order`, for many values at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from imcwp_data.schema import reading_order

if TYPE_CHECKING:
    import pyarrow as pa

_ZERO, _NINE = ord("0"), ord("9")
# Longer texts than these are compared one by one: as a matrix of characters they would take too much room.
_LONGEST = 256
_ROWS_AT_ONCE = 8192


def steps(batch: pa.RecordBatch) -> Any:
    """Return for each row but the first whether it stands after (1), with (0) or before (-1) the row before it.

    The columns are compared one after the other; they hold texts or integers, and no nulls. A NumPy array.
    """
    import numpy as np

    if batch.num_rows < 2:
        return np.zeros(0, np.int8)
    found: Any = None
    for column in batch.columns:
        signs = _steps(column)
        if found is None:
            found = signs
        else:
            ties = found == 0
            found[ties] = signs[ties]
        if (found != 0).all():
            break
    return found


def _steps(column: pa.Array) -> Any:
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    if pa.types.is_integer(column.type):
        numbers = column.to_numpy()
        return (numbers[1:] > numbers[:-1]).astype(np.int8) - (numbers[1:] < numbers[:-1]).astype(np.int8)
    signs = np.zeros(len(column) - 1, np.int8)
    # Most rows of a table of mentions belong to the same paragraph as the row before.
    changes = np.flatnonzero(pc.not_equal(column.slice(1), column.slice(0, len(column) - 1)).to_numpy(False))
    for start in range(0, len(changes), _ROWS_AT_ONCE):
        rows = changes[start : start + _ROWS_AT_ONCE]
        first = int(rows[0])
        signs[rows] = _text_steps(column.slice(first, int(rows[-1]) - first + 2), rows - first)
    return signs


def _text_steps(column: pa.Array, earlier: Any) -> Any:
    """Compare the texts at some places with those after them, which differ."""
    import numpy as np

    matrix = _characters(column)
    if matrix is None:
        texts = column.to_pylist()
        return np.array([_step(texts[row], texts[row + 1]) for row in earlier], np.int8)
    one, other = matrix[earlier], matrix[earlier + 1]
    rows = np.arange(len(one))
    at = (one != other).argmax(axis=1)
    a, b = one[rows, at], other[rows, at]
    a_digit, b_digit = _is_digit(a), _is_digit(b)
    before = np.where(at > 0, one[rows, np.maximum(at - 1, 0)], 0)
    in_number = _is_digit(before)
    signs = np.where(b > a, 1, -1).astype(np.int8)
    # One goes on with a digit and the other does not. Inside a number, the longer number is the higher one. Where a
    # number begins, it stands before any other character, but after the end of the text.
    only_a, only_b = a_digit & ~b_digit, b_digit & ~a_digit
    signs[only_a] = np.where(in_number[only_a], -1, np.where(b[only_a] == 0, -1, 1))
    signs[only_b] = np.where(in_number[only_b], 1, np.where(a[only_b] == 0, 1, -1))
    both = a_digit & b_digit
    one_longer = only_a & in_number
    other_longer = only_b & in_number
    # Both go on with a digit: the longer number is the higher one; where they are of one length, the digit tells.
    uneven = np.flatnonzero(both & (_is_digit(one[rows, at + 1]) | _is_digit(other[rows, at + 1])))
    if len(uneven):
        lengths = [_number_end(matrix[uneven], at[uneven]) for matrix in (one, other)]
        longer = np.sign(lengths[1] - lengths[0]).astype(np.int8)
        signs[uneven] = np.where(longer != 0, longer, signs[uneven])
        one_longer[uneven] |= longer < 0
        other_longer[uneven] |= longer > 0
    # Zeros at the front of a number make it longer but not higher.
    unsure = (one_longer & (a == _ZERO)) | (other_longer & (b == _ZERO))
    for row in np.flatnonzero(unsure):
        signs[row] = _step(column[int(earlier[row])].as_py(), column[int(earlier[row]) + 1].as_py())
    return signs


def _number_end(matrix: Any, start: Any) -> Any:
    """Return where the digits end that stand at ``start`` of each row."""
    import numpy as np

    return ((np.arange(matrix.shape[1]) >= start[:, None]) & ~_is_digit(matrix)).argmax(axis=1)


def _step(earlier: str, later: str) -> int:
    one, other = reading_order(earlier), reading_order(later)
    return (other > one) - (other < one)


def _is_digit(characters: Any) -> Any:
    return (characters >= _ZERO) & (characters <= _NINE)


def _characters(column: pa.Array) -> Any:
    """Return texts as the rows of a matrix of bytes, filled up with zeros; None where they are too long for that."""
    import numpy as np
    import pyarrow.compute as pc

    width = (pc.max(pc.binary_length(column)).as_py() or 0) + 2
    if width > _LONGEST:
        return None
    padded = pc.ascii_rpad(column, width, padding="\0")
    _, _, data = padded.buffers()
    start = padded.offset * width
    return np.frombuffer(data, np.uint8)[start : start + len(column) * width].reshape(len(column), width)
