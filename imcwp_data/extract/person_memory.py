"""One person under several names in a document: the full name, the surname, a misspelling."""

from __future__ import annotations

from imcwp_data.extract.word_classes import NAME_PARTICLES
from imcwp_data.text.normalise import match_form, slug
from imcwp_data.vocabulary import Name

_LONG = 5


class PersonMemory:
    """Remembers the people of a document by their names; later names are linked to earlier ones."""

    def __init__(self) -> None:
        self._people: list[tuple[tuple[str, ...], Name]] = []
        self._by_word: dict[str, Name] = {}

    def introduce(self, words: tuple[str, ...], surface: str, known: Name | None = None) -> Name:
        """Return the person of a name: one met before, or a new one (``known`` where a vocabulary holds it)."""
        words = tuple(match_form(word) for word in words)
        for spoken, name in self._people:
            if same_person(spoken, words):
                return name
        if len(words) == 1 and words[0] in self._by_word:
            return self._by_word[words[0]]
        name = known or Name(slug(surface), surface, "person", None, None, ())
        self._people.append((words, name))
        if len(words) > 1:
            for word in _handles(words):
                self._by_word[word] = name
        return name

    def by_word(self, word: str) -> Name | None:
        """Return whom a surname or first name alone means, None where nobody of that name was introduced."""
        return self._by_word.get(match_form(word))

    @property
    def words(self) -> frozenset[str]:
        """The surnames and first names that mean somebody."""
        return frozenset(self._by_word)


def _handles(words: tuple[str, ...]) -> list[str]:
    """Return the words that may stand for a full name: its first word, and its surnames (two in Spanish names)."""
    own = [word for word in words if word.lower() not in NAME_PARTICLES and len(word) > 2]
    return list(dict.fromkeys([own[0], *own[1:]])) if len(own) > 1 else []


def same_person(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Tell whether two full names are one person's: one begins the other, or one long word is spelled slightly wrong."""
    if min(len(one), len(other)) < 2:
        return one == other
    if one[: len(other)] == other or other[: len(one)] == one:
        return True
    if len(one) != len(other):
        return False
    different = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    return len(different) == 1 and nearly_equal(*different[0])


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
