"""Names that a document introduced, found again wherever they stand in it (headlines included)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from imcwp_data.extract.tokens import Tokens
from imcwp_data.text.normalise import match_form
from imcwp_data.extract.tokens import tokenise
from imcwp_data.vocabulary import Name


class SurfaceIndex:
    """Names by their words; the longest wins at each word."""

    def __init__(self) -> None:
        self._by_first: dict[str, dict[tuple[str, ...], tuple[Name, str]]] = {}

    def add(self, surface: str, name: Name, rule: str) -> None:
        """Enter a name as it is written."""
        words = tokenise(match_form(surface)).words
        if words:
            self._by_first.setdefault(words[0], {}).setdefault(words, (name, rule))

    def find(self, tokens: Tokens, owner: Sequence[int]) -> Iterator[tuple[int, int, Name, str]]:
        """Yield (first word, word after, name, rule) of the names in a paragraph whose words nobody owns."""
        reached = 0
        for index, word in enumerate(tokens.words):
            if index < reached or word not in self._by_first or owner[index]:
                continue
            for words, (name, rule) in sorted(self._by_first[word].items(), key=lambda item: -len(item[0])):
                last = index + len(words)
                if tokens.words[index:last] == words and not any(owner[index:last]):
                    yield index, last, name, rule
                    reached = last
                    break
