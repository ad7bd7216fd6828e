"""Names that a document introduced, found again wherever they stand in it (headlines included)."""

from __future__ import annotations

from collections.abc import Sequence

from imcwp_data.extract.tokens import Tokens, words_of
from imcwp_data.vocabulary import Name


class SurfaceIndex:
    """Names by their words; the longest wins at each word."""

    def __init__(self) -> None:
        self._names: dict[tuple[str, ...], tuple[Name, str]] = {}
        self._lengths: dict[str, tuple[int, ...]] = {}
        # Whether all names begin with a capital, so that no other word need be looked at.
        self._capital = True

    def add(self, surface: str, name: Name, rule: str) -> None:
        """Enter a name as it is written; the first of equal names holds."""
        words = words_of(surface)
        if words and words not in self._names:
            self._names[words] = (name, rule)
            self._capital = self._capital and words[0][0].isupper()
            known = self._lengths.get(words[0], ())
            if len(words) not in known:
                self._lengths[words[0]] = tuple(sorted((len(words), *known), reverse=True)) if known else (len(words),)

    def may_find(self, tokens: Tokens) -> bool:
        """Tell whether a paragraph has the first word of a name at all."""
        return not self._lengths.keys().isdisjoint(tokens.words)

    def find(self, tokens: Tokens, owner: Sequence[int]) -> Sequence[tuple[int, int, Name, str]]:
        """Return (first word, word after, name, rule) of the names in a paragraph whose words nobody owns."""
        lengths, words = self._lengths, tokens.words
        if not lengths:
            return ()
        names: list[tuple[int, int, Name, str]] = []
        reached = 0
        for index in tokens.capitals if self._capital else range(len(words)):
            if words[index] not in lengths or index < reached or owner[index]:
                continue
            for length in lengths[words[index]]:
                last = index + length
                if last > len(words):
                    continue
                found = self._names.get(words[index:last])
                if found is not None and not any(owner[index:last]):
                    names.append((index, last, *found))
                    reached = last
                    break
        return names
