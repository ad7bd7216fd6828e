"""Paragraphs that are long enough to be told as quoted, and their words as numbers: those of a batch all at once."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import TYPE_CHECKING

from imcwp_data.consolidate.characters import Characters
from imcwp_data.consolidate.columns import whole_numbers
from imcwp_data.consolidate.texts import spaced

if TYPE_CHECKING:
    import pyarrow as pa

    from imcwp_data.consolidate.columns import Columns, Numbers
    from imcwp_data.consolidate.placed import Paragraphs, Placed

FEWEST_WORDS = 8
# Paragraphs are compared word by word to at most this length, so that one long line costs no more than others.
_LONGEST = 4000
_KINDS = frozenset({"body", "quote", "list_item", "heading", "title"})
# A word has a letter at least, and a blank after it.
_FEWEST_LETTERS = 2 * FEWEST_WORDS - 1
# Most words come again and again; so many take a few megabytes.
_MOST_KNOWN = 50_000
_LINE, _BLANK, _MARK = "\n", " ", "!"


def passages(paragraphs: Paragraphs, latin: Sequence[bytes | None], mentions: Placed) -> tuple[Numbers, Columns]:
    """Return the rows of the paragraphs that are long enough to be told as quoted, and columns of ``passages``.

    ``latin`` holds the `latin_forms` of all paragraphs. A participant's name counts as one word: two texts that both
    name the Communist Party of a country, or the Meeting in full, repeat nothing.
    """
    import numpy as np

    texts, kinds, positions = (paragraphs.columns[name] for name in ("text", "kind", "position"))
    rows = [
        row
        for row, (kind, text) in enumerate(zip(kinds, texts, strict=True))
        if kind in _KINDS and len(text) >= _FEWEST_LETTERS
    ]
    forms = spaced([texts[row] for row in rows], [latin[row] for row in rows])
    bounds = np.cumsum([0, *(len(form) + 1 for form in forms)])
    place = np.full(len(texts), -1)
    place[rows] = np.arange(len(rows))
    found = place[mentions.row]
    there = found >= 0
    first, last = bounds[:-1][found[there]], bounds[1:][found[there]] - 1
    starts, ends = (first + whole_numbers(mentions.columns[name])[there] for name in ("char_start", "char_end"))
    long, words = words_of(forms, *_apart(np.minimum(starts, last), np.minimum(ends, last)))
    row = np.array(rows, np.int64)[long]
    listed = row.tolist()
    # A block set as a quotation repeats one that is not, whatever the dates say.
    quoted = [kinds[number] == "quote" for number in listed]
    return row, {"quoted": quoted, "position": [positions[number] for number in listed], "words": words}


def _apart(starts: Numbers, ends: Numbers) -> tuple[Numbers, Numbers]:
    """Return spans without those that begin in one before."""
    import numpy as np

    if (starts[1:] >= ends[:-1]).all():
        return starts, ends
    kept: list[tuple[int, int]] = []
    for start, end in sorted(zip(starts.tolist(), ends.tolist(), strict=True)):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    both = np.array(kept, np.int64)
    return both[:, 0], both[:, 1]


def words_of(forms: Sequence[str], starts: Numbers, ends: Numbers) -> tuple[Numbers, pa.ListArray]:
    """Return the places of the texts that have enough words, and the numbers of the words of each of these.

    ``forms`` are texts as `spaced` gives them. A name stands between each of ``starts`` and ``ends``, counted through
    all texts, each with an end of line.
    """
    import numpy as np
    import pyarrow as pa

    letters = np.frombuffer("".join([form + _LINE for form in forms]).encode(), np.uint8)
    characters = Characters(letters)
    starts, ends = characters.place(starts), characters.place(ends)
    inside = letters > ord(_BLANK)
    named = np.zeros(len(letters) + 1, np.int8)
    named[starts] += 1
    named[ends] -= 1
    # The blanks in a name are made marks, which stand next to them and of which the forms have none.
    marked = np.cumsum(named[:-1], dtype=np.int8) & ~inside
    inside |= marked.view(bool)
    begins = inside.copy()
    begins[1:] &= ~inside[:-1]
    begins[starts] = inside[starts]
    begins[ends] = inside[ends]
    ended = inside.copy()
    ended[:-1] &= ~inside[1:] | begins[1:]
    first = np.flatnonzero(begins)
    lines = np.flatnonzero(letters == ord(_LINE))
    counts = np.diff(np.searchsorted(first, lines), prepend=0)
    offsets = np.append(0, np.cumsum(np.flatnonzero(ended) + 1 - first))
    apart = (letters + marked.view(np.uint8)).tobytes().translate(None, (_BLANK + _LINE).encode())
    buffers = [None, pa.py_buffer(offsets), pa.py_buffer(apart)]
    coded = pa.Array.from_buffers(pa.large_string(), len(first), buffers).dictionary_encode()
    distinct = coded.dictionary.to_numpy(zero_copy_only=False).tolist()
    known = np.fromiter(map(_HASHES.__getitem__, distinct), np.uint64, len(distinct))
    long = np.flatnonzero(counts >= FEWEST_WORDS)
    sizes = np.minimum(counts[long], _LONGEST)
    lists = np.append(0, np.cumsum(sizes))
    chosen = np.repeat((np.cumsum(counts) - counts)[long] - lists[:-1], sizes) + np.arange(lists[-1])
    words = known[coded.indices.to_numpy()[chosen]]
    return long, pa.ListArray.from_arrays(lists.astype(np.int32), words)


def word_hash(word: str) -> int:
    """Return the 64-bit number that stands for a word: the same in every process, and for no two words in practice."""
    data = word.encode()
    # From the end the sum has another polynomial; with another start alone, it would tell nothing new but the length.
    return zlib.crc32(data) << 32 | zlib.crc32(data[::-1])


class _Hashes(dict[str, int]):
    """The numbers of words met lately; a look into a dictionary costs less than any function."""

    def __missing__(self, word: str) -> int:
        if len(self) >= _MOST_KNOWN:
            self.clear()
        # Of a name its words count, not what stands between them.
        told = _BLANK.join(filter(None, word.split(_MARK))) if _MARK in word else word
        number = self[word] = word_hash(told)
        return number


_HASHES = _Hashes()
