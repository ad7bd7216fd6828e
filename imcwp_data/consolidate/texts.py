"""The words of paragraphs: how many there are, and which, whatever stands between them.

Most texts are of Latin letters alone. As bytes, a letter each, all paragraphs of a batch are gone through at once, many
times as fast as word by word.
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
_FOLDED_OTHERWISE = [char.encode("latin-1") for char in _LATIN if len(char.casefold()) > 1 or char.casefold() > "\xff"]
# A letter that `match_form` makes a mark.
_APOSTROPHE = "\u02bc"
_BETWEEN_WORDS = re.compile(r"[\W_]")


def latin_forms(texts: Sequence[str]) -> list[bytes | None]:
    """Return texts in match form as bytes, one for each character.

    None for a text that is to be looked at by itself: of other letters, or of several lines.
    """
    beyond = [text for text in texts if not text.isascii()]
    # All of them at once: they have few of the marks that are looked for.
    forms = match_form(_LINE.join(beyond)).split(_LINE)
    if len(forms) != len(beyond):
        forms = list(map(match_form, beyond))
    others = map(_in_latin, beyond, forms)
    coded = [text.encode() if text.isascii() else next(others) for text in texts]
    return [None if form is None or b"\n" in form else form for form in coded]


def _in_latin(text: str, form: str) -> bytes | None:
    try:
        coded = form.encode("latin-1")
    except UnicodeEncodeError:
        return None
    return None if _APOSTROPHE in text or any(letter in coded for letter in _FOLDED_OTHERWISE) else coded


def word_counts(texts: Sequence[str], latin: Sequence[bytes | None]) -> list[int]:
    """Return the number of words of each text: runs of characters between white space that hold a letter or a digit.

    ``latin`` holds their `latin_forms`.
    """
    import numpy as np

    data = b"".join([b" " + form + b"\n" for form in latin if form is not None])
    letters = np.frombuffer(data.translate(_LETTERS, _MARKS), np.uint8)
    # Without marks, a word is a letter after a blank.
    begins = np.flatnonzero((letters[1:] == ord("a")) & (letters[:-1] == ord(" ")))
    counts = iter(np.diff(np.searchsorted(begins, np.flatnonzero(letters == ord(_LINE))), prepend=0).tolist())
    return [_word_count(text) if form is None else next(counts) for text, form in zip(texts, latin, strict=True)]


def _word_count(text: str) -> int:
    words = text.split()
    return len(words) - len([word for word in words if not word[0].isalnum() and not any(map(str.isalnum, word))])


def spaced(texts: Sequence[str], latin: Sequence[bytes | None]) -> list[str]:
    """Return texts in lower case, character for character, with blanks for all that stands between words.

    ``latin`` holds their `latin_forms`.
    """
    data = b"\n".join([form for form in latin if form is not None])
    lines = iter(data.translate(_WORDS).decode("latin-1").split(_LINE))
    return [_spaced(text) if form is None else next(lines) for text, form in zip(texts, latin, strict=True)]


def _spaced(text: str) -> str:
    form = match_form(text).casefold()
    return _BETWEEN_WORDS.sub(" ", form if len(form) == len(text) else match_form(text))
