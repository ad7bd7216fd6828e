"""The words of paragraphs: how many there are, and which, whatever stands between them.

Most texts are of Latin letters alone. As bytes, a letter each, all paragraphs of a document are gone through at once,
many times as fast as word by word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from imcwp_data.text.normalise import match_form

_LATIN = bytes(range(256)).decode("latin-1")
_LINE = "\n"


def _table(of_letter: str, of_blank: str, of_mark: str) -> bytes:
    """Return what each Latin character becomes, a letter its lower case where nothing is given; ends of lines stay."""
    kinds = (
        (of_letter or char.casefold()) if char.isalnum() else of_blank if char.isspace() else of_mark for char in _LATIN
    )
    table = "".join(kind if len(kind) == 1 and kind <= "\xff" else "?" for kind in kinds)
    return (table[: ord(_LINE)] + _LINE + table[ord(_LINE) + 1 :]).encode("latin-1")


_MARKS = "".join(char for char in _LATIN if not char.isalnum() and not char.isspace()).encode("latin-1")
_LETTERS = _table("a", " ", "?")
_WORDS = _table("", " ", " ")
# Letters whose lower case is of several letters, or no Latin one.
_FOLDED_OTHERWISE = [char for char in _LATIN if len(char.casefold()) > 1 or char.casefold() > "\xff"]
# A letter that `match_form` makes a mark.
_APOSTROPHE = "\u02bc"
_BETWEEN_WORDS = re.compile(r"[\W_]")


def word_counts(texts: Sequence[str]) -> list[int]:
    """Return the number of words of each text: runs of characters between white space that hold a letter or a digit."""
    joined = "".join([f"{_LINE} {text}" for text in texts])
    data = None if _APOSTROPHE in joined else _in_latin(joined)
    if data is not None:
        # Without marks, a word is a letter after a blank.
        lines = data.translate(_LETTERS, _MARKS).split(b"\n")
        if len(lines) == len(texts) + 1:
            return [line.count(b" a") for line in lines[1:]]
    if len(texts) > 1:
        return [count for text in texts for count in word_counts([text])]
    return list(map(_word_count, texts))


def _word_count(text: str) -> int:
    words = text.split()
    return len(words) - len([word for word in words if not word[0].isalnum() and not any(map(str.isalnum, word))])


def spaced(texts: Sequence[str]) -> list[str]:
    """Return texts in lower case, character for character, with blanks for all that stands between words."""
    joined = _LINE.join(texts)
    data = _in_latin(joined)
    if data is not None and (joined.isascii() or not any(letter in joined for letter in _FOLDED_OTHERWISE)):
        lines = data.translate(_WORDS).decode("latin-1").split(_LINE)
        if len(lines) == len(texts):
            return lines
    if len(texts) > 1:
        return [form for text in texts for form in spaced([text])]
    return list(map(_spaced, texts))


def _spaced(text: str) -> str:
    form = match_form(text).casefold()
    return _BETWEEN_WORDS.sub(" ", form if len(form) == len(text) else match_form(text))


def _in_latin(text: str) -> bytes | None:
    """Return a text in match form as bytes, one for each character; None where some are not Latin."""
    if text.isascii():
        return text.encode()
    try:
        return match_form(text).encode("latin-1")
    except UnicodeEncodeError:
        return None
