"""What was found out of a word by itself, kept for the life of the process."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from imcwp_data.extract.tokens import Tokens

# Enough for the words that texts have; where they have more, it begins anew.
_REMEMBERED = 16_384


class WordMemory:
    """Tells whether words may be something; ``may`` is asked of a word, with its lower form, when it is met first."""

    def __init__(self, may: Callable[[str, str], bool]) -> None:
        self._may = may
        self._known: dict[str, bool] = {}

    def is_any(self, tokens: Tokens, wanted: Sequence[int]) -> bool:
        """Tell whether one of the ``wanted`` words may be it, whatever stands beside it."""
        words, known = tokens.words, self._known
        for index in wanted:
            word = words[index]
            if known[word] if word in known else self._learn(word, tokens.lower[index]):
                return True
        return False

    def _learn(self, word: str, lower: str) -> bool:
        if len(self._known) >= _REMEMBERED:
            self._known.clear()
        may = self._known[word] = self._may(word, lower)
        return may
