"""Characters of many texts at once, which lie as UTF-8 one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

    from imcwp_data.consolidate.columns import Numbers


class Characters:
    """Where characters stand in bytes that are UTF-8."""

    def __init__(self, coded: np.ndarray[Any, Any]) -> None:
        import numpy as np

        # All bytes of a character but its first begin with the bits 10. In most texts they are few, so that those
        # before a character are counted, and not the place of each character kept.
        self._inside = np.flatnonzero((coded & 0xC0) == 0x80)
        self._before = self._inside - np.arange(len(self._inside))

    def number(self, places: Numbers) -> Numbers:
        """Return the number of the characters before some bytes at which characters begin."""
        import numpy as np

        return places - np.searchsorted(self._inside, places)

    def place(self, numbers: Numbers) -> Numbers:
        """Return the bytes at which characters of some numbers begin."""
        import numpy as np

        return numbers + np.searchsorted(self._before, numbers, side="right")


def slices(texts: pa.StringArray, rows: Numbers, starts: Numbers, ends: Numbers) -> pa.StringArray:
    """Return from the texts of some rows, which may come again, what stands between two characters of each."""
    import numpy as np
    import pyarrow as pa

    _, offsets, data = texts.buffers()
    bounds = np.frombuffer(offsets, np.int32)[texts.offset : texts.offset + len(texts) + 1].astype(np.int64)
    coded = np.frombuffer(data or b"", np.uint8)[: bounds[-1]]
    characters = Characters(coded)
    first, last = characters.number(bounds)[rows], bounds[1:][rows]
    begins, stops = (np.minimum(characters.place(first + chars), last) for chars in (starts, ends))
    places = np.zeros(len(rows) + 1, np.int32)
    np.cumsum(stops - begins, out=places[1:])
    # Each slice copied as a whole: to gather the bytes by their numbers would take eight times their room.
    whole = coded.tobytes()
    found = b"".join([whole[begin:stop] for begin, stop in zip(begins.tolist(), stops.tolist(), strict=True)])
    return pa.Array.from_buffers(pa.string(), len(rows), [None, pa.py_buffer(places), pa.py_buffer(found)])
