"""The words that stand in lines of dates, in places and times of day beside a date, and in sentences alone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import fields

from imcwp_data.corpus.function_words import FINITE_VERBS, PLURAL_SPEAKERS, RELATIVES
from imcwp_data.text.date_words import LANGUAGES
from imcwp_data.text.numbers import LAST_NUMBER_WORDS, NUMBER_WORDS

CLOCK = re.compile(
    r"[\s,|@·-]*(?:\bat\s|\ba las\s|\bà\s|\bum\s)?\s?\(?\b\d{1,2}[:.h]\d{2}(?::\d{2})?\s?"
    r"(?:[ap]\.?\s?m\.?|hrs?\.?|hs\.?|h\.?|uhr)?"
    r"(?:\s?\(?(?:[A-Z]{2,4}|[A-Z][a-z]+ time)(?:[+-]\d{1,2})?\)?)?\)?\s?",
    re.IGNORECASE,
)
# Small words and weekdays that stand between a place and a date, or before it.
BEFORE = re.compile(
    r"(?:^|[\s,])(?:on|the|el|le|la|il|lì|am|den|em|en|a|à|al|día|dia|dated|"
    r"(?:lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|"
    r"montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|segunda|terça|quarta|quinta|sexta|sábado|domingo)(?:-feira)?"
    r")[,.]?$",
    re.IGNORECASE,
)
AFTER = re.compile(r"^(?:г|года|г\.|ε\.)$", re.IGNORECASE)
WORD = re.compile(r"[^\W\d_]+")
PARTICLES = frozenset(
    ["de", "del", "do", "da", "dos", "das", "la", "le", "el", "los", "las", "of", "the", "upon", "am", "y", "e"]
)
_OF_SENTENCES = frozenset(
    """against their its his her met took held demanded condemned denounced called organised announced invited
    collected send mark with contra su sus se con""".split()
)
# Words of dates that are no language's own table: "at the earliest".
_OTHER_WORDS_OF_DATES = NUMBER_WORDS | LAST_NUMBER_WORDS | {"earliest", "least"}
_SHORTEST_OF_SENTENCES = 4


def _date_words() -> frozenset[str]:
    """Return every word without which a text that has no date in digits has none at all."""
    found: set[str] = set()
    for words in LANGUAGES.values():
        for names in (words.months, words.month_abbreviations, words.weekdays, words.seasons):
            found.update(names)
        for nouns in (words.ago, words.year_nouns, words.month_nouns):
            found.update(nouns)
        # "today", "yesterday": the words of longer phrases are too common to tell.
        found.update(phrase[0] for phrase, _ in words.phrases if len(phrase) == 1)
    return frozenset(found)


def _words_of_dates() -> frozenset[str]:
    """Return every word that stands in dates, in small letters."""
    found = set(_OTHER_WORDS_OF_DATES)
    for words in LANGUAGES.values():
        for field in fields(words):
            table = getattr(words, field.name)
            for entry in table if isinstance(table, Iterable) else ():
                found.update(WORD.findall(repr(entry)))
    return frozenset(found)


DATE_WORDS = _date_words()
_WORDS_OF_DATES = _words_of_dates()
# Words of sentences that no date, place or time of day has, in small letters.
SENTENCE_WORDS = (FINITE_VERBS | PLURAL_SPEAKERS | RELATIVES | _OF_SENTENCES) - _WORDS_OF_DATES
# All words in small letters that a line of a date may have, but for the shortest.
_LINE_WORDS = _WORDS_OF_DATES | PARTICLES | frozenset(WORD.findall(f"{BEFORE.pattern} {CLOCK.pattern} {AFTER.pattern}"))


def has_word_of_sentence(text: str) -> bool:
    """Whether a text has a word in small letters that neither a date nor a time of day nor a place has."""
    for piece in text.split():
        word = piece.rstrip(".,;:!?")
        if len(word) >= _SHORTEST_OF_SENTENCES and word.isalpha() and word.islower() and word not in _LINE_WORDS:
            return True
    return False
