"""Whole numbers as these texts write them: digits with thousands marks, and words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

_UNITS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
    "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
    "uno": 1, "una": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7, "ocho": 8, "nueve": 9,
    "diez": 10, "once": 11, "doce": 12, "trece": 13, "catorce": 14, "quince": 15, "veinte": 20, "treinta": 30,
    "cuarenta": 40, "cincuenta": 50, "sesenta": 60, "setenta": 70, "ochenta": 80, "noventa": 90,
}  # fmt: skip
_SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000, "cien": 100, "mil": 1000, "millones": 1_000_000}
_ORDINAL_WORDS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16,
    "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30,
    "primer": 1, "primero": 1, "segundo": 2, "tercer": 3, "tercero": 3, "cuarto": 4, "quinto": 5, "sexto": 6,
    "séptimo": 7, "octavo": 8, "noveno": 9, "décimo": 10,
}  # fmt: skip
# The words with which a number begins that is not written in digits.
NUMBER_WORDS = frozenset(_UNITS)
# The words with which such a number ends.
LAST_NUMBER_WORDS = frozenset({**_UNITS, **_SCALES})
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}
_DIGITS = re.compile(r"\d{1,3}(?:[.,]\d{3})+|\d+")

_NUMBER_WORDS = "|".join(sorted({**_UNITS, **_SCALES}, key=len, reverse=True))


def _grouped(words: Iterable[str]) -> str:
    """Return a pattern of words, the longest first, that looks at those alone that begin with the letter in place."""
    groups: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        groups.setdefault(word[0], []).append(word[1:])
    return "|".join(f"[{first}](?:{'|'.join(rest)})" for first, rest in sorted(groups.items()))


NUMBER_PATTERN = (
    rf"(?:\d{{1,3}}(?:[.,]\d{{3}})+|\d+|{_grouped(_UNITS)})"
    # "one hundred and two", but not "two and three".
    rf"(?:(?:[- ]|(?<=hundred) and |(?<=thousand) and )(?:{_NUMBER_WORDS})){{0,3}}"
)


# The same numbers come again and again.
@lru_cache(maxsize=1024)
def whole_number(text: str) -> int | None:
    """Return the whole number that ``text`` writes ("1,100", "1.500", "forty-two", "eleven thousand"), else None."""
    total = current = 0
    seen = False
    for word in re.split(r"[\s-]+", text.strip().lower()):
        if word in {"", "and", "y"}:
            continue
        if _DIGITS.fullmatch(word):
            current += int(re.sub(r"[.,]", "", word))
        elif word in _UNITS:
            current += _UNITS[word]
        elif word in _SCALES:
            scale = _SCALES[word]
            current = max(current, 1) * scale
            if scale >= 1000:
                total, current = total + current, 0
        else:
            return None
        seen = True
    return total + current if seen else None


@lru_cache(maxsize=1024)
def ordinal_number(text: str) -> int | None:
    """Return the ordinal that ``text`` writes ("22nd", "21", "XVI", "twenty-second", "21º"), else None."""
    word = text.strip().rstrip(".ºª°").lower()
    digits = re.fullmatch(r"(\d{1,3})(?:st|nd|rd|th|er|o|a)?", word)
    if digits:
        return int(digits.group(1))
    if word in _ORDINAL_WORDS:
        return _ORDINAL_WORDS[word]
    tens, _, unit = word.replace(" ", "-").partition("-")
    if unit in _ORDINAL_WORDS and tens in _UNITS:
        return _UNITS[tens] + _ORDINAL_WORDS[unit]
    if re.fullmatch(r"[IVXL]{1,7}", text.strip()):
        values = [_ROMAN[c] for c in text.strip()]
        return sum(-v if v < max(values[i:], default=0) else v for i, v in enumerate(values))
    return None


ORDINAL_PATTERN = (
    r"(?:\d{1,2}\s?(?:st|nd|rd|th|ST|ND|RD|TH|[.]?º|°|er|o)?|[IVXL]{1,7}|(?:[Tt]wenty|[Tt]hirty)[- ](?:first|second|"
    r"third|fourth|fifth|sixth|seventh|eighth|ninth)|"
    + "|".join(f"[{w[0].upper()}{w[0]}]{w[1:]}" for w in sorted(_ORDINAL_WORDS, key=len, reverse=True))
    + r")"
)
