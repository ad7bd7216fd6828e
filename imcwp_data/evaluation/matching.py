"""When what was read is what the key says: names and words compared without regard to how they are set in type."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Hashable, Sequence
from functools import lru_cache
from typing import TypeVar

Expected = TypeVar("Expected")
Read = TypeVar("Read")

_APOSTROPHES = str.maketrans(dict.fromkeys("\u2018\u2019\u02bc`\u00b4", "'"))
_BETWEEN_WORDS = re.compile(r"[^\w']+")
_SHARED_WORDS = 0.5


# Each name is compared with many others.
@lru_cache(maxsize=4096)
def comparable(text: str | None) -> str:
    """Return words parted by single spaces, without case, accents, punctuation (but apostrophes) and a first "the"."""
    letters = text or ""
    if not letters.isascii():
        decomposed = unicodedata.normalize("NFKD", letters)
        letters = "".join(char for char in decomposed if not unicodedata.combining(char))
    # Apostrophes come after decomposition, which makes of an acute accent that stands alone a space.
    letters = letters.casefold().translate(_APOSTROPHES)
    return _BETWEEN_WORDS.sub(" ", letters).strip().removeprefix("the ")


def alike(one: str | None, other: str | None) -> bool:
    """Tell whether two texts are equal in their comparable forms."""
    return comparable(one) == comparable(other)


def overlapping(one: str | None, other: str | None) -> bool:
    """Tell whether two texts name the same: one holds the other, or they share half of the words of the shorter."""
    first, second = comparable(one), comparable(other)
    if not first or not second:
        return False
    if first in second or second in first:
        return True
    words, others = frozenset(first.split()), frozenset(second.split())
    return len(words & others) >= _SHARED_WORDS * min(len(words), len(others))


def matched(
    expected: Sequence[Expected],
    read: Sequence[Read],
    same: Callable[[Expected, Read], bool],
    group: tuple[Callable[[Expected], Hashable], Callable[[Read], Hashable]] | None = None,
) -> list[tuple[int, int]]:
    """Pair each expected item, in turn, with the first item read that is the same and not yet taken.

    Returns the indices of the pairs. ``group`` gives for either side a value without which two items are never the same
    (their line), so that only items of one group are compared.
    """
    group_of_expected, group_of_read = group or ((lambda _: None), (lambda _: None))
    free: dict[Hashable, list[int]] = {}
    for index, item in enumerate(read):
        free.setdefault(group_of_read(item), []).append(index)
    pairs: list[tuple[int, int]] = []
    for index, wanted in enumerate(expected):
        candidates = free.get(group_of_expected(wanted), [])
        for place, candidate in enumerate(candidates):
            if same(wanted, read[candidate]):
                pairs.append((index, candidate))
                del candidates[place]
                break
    return pairs
