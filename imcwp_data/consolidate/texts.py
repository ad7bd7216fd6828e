"""The words of paragraphs: how many there are, and which, whatever stands between them.

Most texts are of Latin letters alone, once quotation marks and dashes have one form. As bytes, a letter each, they are
gone through many times as fast as word by word.
"""

from __future__ import annotations

import re

from imcwp_data.text.normalise import match_form

_LATIN = bytes(range(256)).decode("latin-1")
_LETTERS = "".join(" " if char.isspace() else "a" for char in _LATIN).encode("latin-1")
_MARKS = "".join(char for char in _LATIN if not char.isalnum() and not char.isspace()).encode("latin-1")
# By which letters become lower case, and all that stands between words becomes blank.
_WORDS = "".join(char.casefold()[:1] if char.isalnum() else " " for char in _LATIN).encode("latin-1", "replace")
# Letters whose lower case is of several letters, or no Latin one.
_FOLDED_OTHERWISE = tuple(
    char.encode("latin-1") for char in _LATIN if len(char.casefold()) > 1 or char.casefold() > "\xff"
)
# Counts as a letter, and is made an apostrophe by `match_form`.
_LETTER_APOSTROPHE = "\u02bc"
_BETWEEN_WORDS = re.compile(r"[\W_]")


def word_count(text: str) -> int:
    """Return the number of words: runs of characters between white space that hold a letter or a digit."""
    data = _in_latin(text)
    if data is not None and _LETTER_APOSTROPHE not in text:
        # Without marks, a word is a letter after a blank.
        return (b" " + data.translate(_LETTERS, _MARKS)).count(b" a")
    words = text.split()
    return len(words) - len([word for word in words if not word[0].isalnum() and not any(map(str.isalnum, word))])


def spaced(text: str) -> str:
    """Return a text in lower case, character for character, with blanks for all that stands between words."""
    data = _in_latin(text)
    if data is not None and (text.isascii() or not any(letter in data for letter in _FOLDED_OTHERWISE)):
        return data.translate(_WORDS).decode("latin-1")
    form = match_form(text).casefold()
    return _BETWEEN_WORDS.sub(" ", form if len(form) == len(text) else match_form(text))


def _in_latin(text: str) -> bytes | None:
    """Return a text in match form as bytes, one for each character; None where it has other letters than Latin ones."""
    if text.isascii():
        return text.encode()
    try:
        return match_form(text).encode("latin-1")
    except UnicodeEncodeError:
        return None
