"""The language of a text, by its script, its letters and its commonest words (``languages.csv``)."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from imcwp_data.errors import VocabularyError
from imcwp_data.record import Record
from imcwp_data.text.normalise import beyond_ascii

# A text tells its language by its beginning: more would cost time and change nothing.
SAMPLE = 1500
_WORD = re.compile(r"[^\W\d_]+")
# Weights are sums of fractions; a difference below this may be none.
_NOTHING = 1e-6
# What a word that only one language has says for it.
_OWN_WORD = 1.0
# Words whose weight is kept, so that each word is looked at once in the life of a process, not once in each text.
_REMEMBERED = 50_000
_SCRIPTS = {
    "Latin": "A-Za-z\u00aa\u00ba\u00c0-\u024f\u1e00-\u1eff",
    "Greek": "\u0370-\u03ff\u1f00-\u1fff",
    "Cyrillic": "\u0400-\u052f",
    "Armenian": "\u0530-\u058f",
    "Hebrew": "\u0590-\u05ff",
    "Arabic": "\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff",
    "Devanagari": "\u0900-\u097f",
    "Bengali": "\u0980-\u09ff",
    "Tamil": "\u0b80-\u0bff",
    "Telugu": "\u0c00-\u0c7f",
    "Malayalam": "\u0d00-\u0d7f",
    "Sinhala": "\u0d80-\u0dff",
    "Thai": "\u0e00-\u0e7f",
    "Lao": "\u0e80-\u0eff",
    "Georgian": "\u10a0-\u10ff",
    "Khmer": "\u1780-\u17ff",
    "Hangul": "\u1100-\u11ff\u3130-\u318f\uac00-\ud7af",
    "Kana": "\u3040-\u30ff",
    "Han": "\u3400-\u4dbf\u4e00-\u9fff",
}
# Letters beyond Latin-1 stand outside of these; general punctuation (dashes, quotation marks) holds none.
_BEYOND_LATIN = re.compile("[^\u0000-\u00ff\u2000-\u206f]")
# Makes all that is no letter a space, and letters small: to split at spaces is faster than to match words.
_LATIN_WORDS = "".join(chr(c).lower() if _WORD.match(chr(c)) else " " for c in range(256)).encode("latin-1")
_OTHER_SCRIPT = re.compile("[^\u0000-\u024f\u1e00-\u1eff\u2000-\u2bff\ufe00-\ufe0f]")
_CLASSES = {name: re.compile(f"[{characters}]") for name, characters in _SCRIPTS.items()}


class Guess(Record, frozen=True):
    """A language and how much spoke for it: about one for each telling word or letter."""

    language: str
    weight: float
    lead: float


class Sides(dict[str, float]):
    """What each word says for a language or against it; of a word with apostrophes or digits, what its parts say.

    ``own`` are the words known so far that speak for it, ``harmless`` those that do not speak against it.
    """

    def __init__(
        self,
        weights: Mapping[str, float],
        own: set[str],
        letters: Callable[[str, str], list[str]],
        against: Mapping[str, float],
    ) -> None:
        super().__init__(weights)
        self.own = own
        self.harmless = own.copy()
        # What finds the letters of a text that tell a language, and what each that this one does not have says.
        self._letters = letters
        self._against = against

    def __missing__(self, word: str) -> float:
        weight = 0.0 if word.isalpha() else sum([self.get(part, 0.0) for part in _WORD.findall(word)])
        if len(self) < _REMEMBERED:
            self[word] = weight
            if weight >= 0:
                self.harmless.add(word)
            if weight > 0:
                self.own.add(word)
        return weight

    def lead(self, text: str, words: Sequence[str] | None = None) -> float:
        """Return by how much the words that only the language has outweigh all words and letters that are not its own.

        Where that is more than nothing (see :func:`speaks`), :meth:`LanguageIdentifier.guess` gives the language: most
        paragraphs are in that of their document, and to tell it costs less than to weigh all. ``words`` are those of
        the whole text in its lower form (:func:`~imcwp_data.corpus.phrases.tokens`) where they are known already. What
        parts of a text lead by adds up to what the text does, or to less; a part in another script leads by minus
        infinity.
        """
        sample = text[:SAMPLE]
        if sample.isascii():
            if words is None:
                words = _words(sample)
        else:
            beyond = beyond_ascii(sample)
            if _OTHER_SCRIPT.search(beyond):
                return -math.inf
            words = _words_told(sample, beyond, words)
            letters = self._letters(sample, beyond)
            if letters:
                against = sum(filter(None, map(self._against.get, letters)))
                if against:
                    return sum(map(self.__getitem__, words)) - against
        # To see that no word speaks against the language, and some for it, is faster than to add up what each says.
        if self.harmless.issuperset(words):
            return 0.0 if self.own.isdisjoint(words) else _OWN_WORD
        return sum(map(self.__getitem__, words))


class LanguageIdentifier:
    """Identifies languages from the rows of ``languages.csv``.

    Columns: language, script, default ("yes" for the language of a script where nothing else tells), words and
    characters (telling ones). Raises ``VocabularyError``.
    """

    def __init__(self, rows: Iterable[Mapping[str, str]]) -> None:
        words: dict[str, list[str]] = {}
        characters: dict[str, list[tuple[str, str]]] = {}
        self._first: dict[str, str] = {}
        self._scripts: dict[str, str] = {}
        for line, row in enumerate(rows, 2):
            script, language = row.get("script", ""), row.get("language", "")
            if script not in _SCRIPTS:
                raise VocabularyError(
                    f"languages.csv, line {line}, column script: {script!r} is not known; "
                    f"write one of {', '.join(sorted(_SCRIPTS))}"
                )
            if row.get("default", "") == "yes" or script not in self._first:
                self._first[script] = language
            self._scripts[language] = script
            # What is no word of letters alone stands in no text as one.
            for word in filter(_WORD.fullmatch, row.get("words", "").lower().split("; ")):
                words.setdefault(word, []).append(language)
            for character in filter(None, row.get("characters", "").split("; ")):
                characters.setdefault(script, []).append((character, language))
        self._sides: dict[str, Sides] = {}
        # A word of many languages tells little of each.
        self._words = {word: tuple((language, 1.0 / len(found)) for language in found) for word, found in words.items()}
        # What each word says against a language that does not have it, and the words that a language has.
        self._against_all = {word: -1.0 / len(found) for word, found in words.items()}
        self._words_of: dict[str, set[str]] = {}
        for word, found in words.items():
            for language in found:
                self._words_of.setdefault(language, set()).add(word)
        # Words that only one language has.
        self._own_words = {word: found[0] for word, found in words.items() if len(found) == 1}
        self._letters: dict[str, list[tuple[str, float]]] = {}
        for pairs in characters.values():
            for character, language in pairs:
                sharers = sum(other == character for other, _ in pairs)
                self._letters.setdefault(character, []).append((language, 1.0 / sharers))
        self._letters_beyond_ascii = all(len(letter) == 1 and not letter.isascii() for letter in self._letters)
        self._letter_class = (
            re.compile("[" + re.escape("".join(sorted(self._letters))) + "]") if self._letters else None
        )

    def identify(self, text: str) -> str | None:
        """Return the BCP 47 tag of the language that a text is in, None where nothing tells it."""
        sample = text[:SAMPLE]
        words = _words(sample)
        # A language that leads outweighs all others together, so whichever of them is tried, no other does.
        likely = next(filter(None, map(self._own_words.get, words)), None)
        if likely is not None and self._leads(sample, words, likely):
            return likely
        alone = list(filter(None, map(self._own_words.get, words)))
        if alone and self._leads(sample, words, likely := max(sorted(set(alone)), key=alone.count)):
            return likely
        guess = self.guess(text)
        return guess.language if guess is not None else None

    def guess(self, text: str) -> Guess | None:
        """Return the likeliest language of a text with the weight of its evidence."""
        sample = text[:SAMPLE]
        if not sample.isascii() and _OTHER_SCRIPT.search(sample) and (other := self._by_script(sample)) is not None:
            return other
        return self._best(self._scores(sample))

    def lead(self, text: str, language: str, words: Sequence[str] | None = None) -> float:
        """Return by how much a language leads in a text: see :meth:`Sides.lead`."""
        return self.sides(language).lead(text, words)

    def sides(self, language: str) -> Sides:
        """Return what each telling word says for a language (its own alone) or against it (not among its own)."""
        sides = self._sides.get(language)
        if sides is None:
            # To change what is against every language for the words of one is faster than to weigh each word anew.
            weights = self._against_all.copy()
            words = self._words_of.get(language, set())
            for word in words:
                del weights[word]
            own = words & self._own_words.keys()
            weights.update(dict.fromkeys(own, _OWN_WORD))
            against = {
                letter: found[0][1] for letter, found in self._letters.items() if all(of != language for of, _ in found)
            }
            sides = self._sides[language] = Sides(weights, own, self._letters_of, against)
        return sides

    def own_language(self, text: str, words: Sequence[str] | None = None) -> str | None:
        """Return the language of the first word of a text that only one language has; ``words`` as above."""
        own = self._own_words
        sample = text[:SAMPLE]
        for word in _words_told(sample, "" if sample.isascii() else beyond_ascii(sample), words):
            if word in own:
                return own[word]
            if not word.isalpha():
                for part in _WORD.findall(word):
                    if part in own:
                        return own[part]
        return None

    def _leads(self, sample: str, words: Sequence[str], language: str) -> bool:
        return speaks(self.lead(sample, language, words))

    def _letters_of(self, sample: str, beyond: str) -> list[str]:
        """Return the letters of a text that tell a language."""
        if self._letter_class is None:
            return []
        # To pick out what is not ASCII, which is little, is faster than to compare each character with many. What a
        # capital sigma is in small depends on what stands around it.
        if self._letters_beyond_ascii and "Σ" not in sample:
            return self._letter_class.findall(beyond.lower())
        return self._letter_class.findall(sample.lower())

    def _by_script(self, sample: str) -> Guess | None:
        counts = {name: len(pattern.findall(sample)) for name, pattern in _CLASSES.items()}
        # Japanese writes Han and Kana together; no Chinese text has Kana.
        if counts["Kana"]:
            counts["Kana"] += counts["Han"]
            counts["Han"] = 0
        script = max(counts, key=lambda name: counts[name])
        if script == "Latin" or not counts[script] or script not in self._first:
            return None
        scores = self._scores(sample)
        best = self._best({language: score for language, score in scores.items() if self._scripts[language] == script})
        weight = float(counts[script])
        if best is not None and best.weight >= 1 and self._first[script] != best.language:
            return Guess(best.language, weight, weight)
        return Guess(self._first[script], weight, weight)

    def _scores(self, sample: str) -> dict[str, float]:
        scores: dict[str, float] = {}
        for found in filter(None, map(self._words.get, _words(sample))):
            for language, weight in found:
                scores[language] = scores.get(language, 0.0) + weight
        if self._letter_class is not None and not sample.isascii():
            for letter in self._letters_of(sample, beyond_ascii(sample)):
                for language, weight in self._letters[letter]:
                    scores[language] = scores.get(language, 0.0) + weight
        return scores

    @staticmethod
    def _best(scores: Mapping[str, float]) -> Guess | None:
        if not scores:
            return None
        if len(scores) == 1:
            ((language, weight),) = scores.items()
            return Guess(language, weight, weight)
        ranked = sorted(scores.items(), key=_likeliest)
        language, weight = ranked[0]
        return Guess(language, weight, weight - ranked[1][1])


def _likeliest(scored: tuple[str, float]) -> tuple[float, str]:
    return -scored[1], scored[0]


def speaks(lead: float) -> bool:
    """Tell whether a lead (:meth:`Sides.lead`) is more than nothing."""
    return lead > _NOTHING


def _words_told(sample: str, beyond: str, words: Sequence[str] | None) -> Sequence[str]:
    """Return the words that are known of a text where they do for those of letters alone, which are made else.

    A word of the lower form is one of the text, or holds several with nothing else that tells, but where the form has
    another sign for a letter, or none in lower case.
    """
    return _words(sample) if words is None or "\u02bc" in beyond or "\u0130" in beyond else words


def _words(sample: str) -> list[str]:
    """Return the words of a text in lower case."""
    if sample.isascii() or _BEYOND_LATIN.search(sample) is None:
        return sample.encode("latin-1", "replace").translate(_LATIN_WORDS).decode("latin-1").split()
    return _WORD.findall(sample.lower())
