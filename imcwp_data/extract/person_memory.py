"""One person under several names in a document: the full name, the surname, a misspelling."""

from __future__ import annotations

from collections.abc import KeysView

from imcwp_data.extract.word_classes import NAME_PARTICLES
from imcwp_data.text.normalise import match_form, slug
from imcwp_data.vocabulary import Name

_LONG = 5
_MOST_ALIKE = 10


class PersonMemory:
    """Remembers the people of a document by their names; later names are linked to earlier ones."""

    def __init__(self) -> None:
        self._by_name: dict[tuple[str, ...], Name] = {}
        self._by_start: dict[tuple[str, ...], tuple[tuple[str, ...], Name]] = {}
        self._by_rest: dict[tuple[str, ...], list[tuple[str, Name]]] = {}
        self._by_word: dict[str, Name] = {}

    def introduce(self, words: tuple[str, ...], surface: str) -> Name:
        """Return the person of a name: one met before, or a new one.

        A name is somebody's who was met before if one of the two names begins the other, or if they differ in one long
        word that is spelled nearly alike.
        """
        words = tuple(map(match_form, words))
        met = self._met(words)
        name = met or Name(slug(surface), surface, "person", None, None, ())
        self._remember(words, name)
        return name

    def _met(self, words: tuple[str, ...]) -> Name | None:
        if words in self._by_name:
            return self._by_name[words]
        if len(words) == 1:
            return self._by_word.get(words[0])
        if words in self._by_start:
            return self._by_start[words][1]
        for length in range(len(words) - 1, 1, -1):
            if words[:length] in self._by_name:
                return self._by_name[words[:length]]
        for key, word in _rests(words):
            for other, name in self._by_rest.get(key, ()):
                if nearly_equal(word, other):
                    return name
        return None

    def _remember(self, words: tuple[str, ...], name: Name) -> None:
        if words in self._by_name:
            return
        self._by_name[words] = name
        if len(words) < 2:
            self._by_word.setdefault(words[0], name)
            return
        for length in range(2, len(words)):
            self._by_start.setdefault(words[:length], (words, name))
        for key, word in _rests(words):
            alike = self._by_rest.setdefault(key, [])
            # A bound on those who share all other words keeps the whole linear.
            if len(alike) < _MOST_ALIKE:
                alike.append((word, name))
        for word in handles(words):
            self._by_word[word] = name

    def by_word(self, word: str) -> Name | None:
        """Return whom a surname or first name alone means, None where nobody of that name was introduced."""
        return self._by_word.get(match_form(word))

    def known_words(self) -> KeysView[str]:
        """Return the surnames and first names that mean somebody."""
        return self._by_word.keys()


def _rests(words: tuple[str, ...]) -> list[tuple[tuple[str, ...], str]]:
    """Return a name with each of its long words left out, and that word."""
    return [((*words[:i], "", *words[i + 1 :]), word) for i, word in enumerate(words) if len(word) >= _LONG]


def handles(words: tuple[str, ...]) -> list[str]:
    """Return the words that may stand for a full name: its first word, and its surnames (two in Spanish names)."""
    own = [word for word in words if word.lower() not in NAME_PARTICLES and len(word) > 2]
    if len(own) < 2:
        return []
    for word in words[1:]:
        particle, hyphen, rest = word.partition("-")
        if hyphen and particle.islower() and rest[:1].isupper():
            # "al-Masri" is "Al-Masri" at the begin of a sentence, and "Masri" in other papers.
            own += [f"{particle.capitalize()}-{rest}", rest]
    return list(dict.fromkeys(own))


def nearly_equal(one: str, other: str) -> bool:
    """Tell whether two long words differ by at most two letters (one where they are shorter than eight)."""
    shorter = min(len(one), len(other))
    if shorter < _LONG or one[0].lower() != other[0].lower():
        return False
    return edit_distance(one.lower(), other.lower(), 2) <= (2 if shorter >= 8 else 1)


def edit_distance(one: str, other: str, most: int) -> int:
    """Return the Levenshtein distance of two words, or ``most + 1`` where it is greater."""
    if abs(len(one) - len(other)) > most or max(len(one), len(other)) > 64:
        return most + 1
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        left, row[0] = row[0], i
        for j, b in enumerate(other, 1):
            left, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, left + (a != b))
        if min(row) > most:
            return most + 1
    return row[-1]
