"""Normal forms of text. Every function is pure and runs in time linear in its input."""

from __future__ import annotations

import re
import unicodedata

# Invisible characters that pages carry and that no reader sees: soft hyphen, zero-width characters, directional
# marks, the byte-order mark inside a text.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]+")

_MONTH = r"(?:jan|feb|m[aä]r|apr|may|mai|jun|jul|aug|ago|sep|oct|okt|nov|dec|dez|dic|ene|abr)"
# A list marker: a bullet or dash, or a number or letter with its stop. "15. April" is a date, not the fifteenth item.
_MARKER = re.compile(
    r"(?:[•●○◦▪■□►▶‣⁃∙·*+»➢✓>]|[-–—−]{1,2}|\(?\d{1,3}\s?(?:\.-|[.)]-?)|\d{1,2}(?:st|nd|rd|th|º|ª)[.)]|\d{1,2}/|(?-i:[a-z])\.(?!\s[a-z]\.)|\(?(?:[a-zA-Z]|[ivx]{2,5})\))(?:\s+(?![.,;])|$)"
    rf"(?!{_MONTH}[a-zé]*\.?\s+\d)",
    re.IGNORECASE,
)

_LONGEST_LETTER_MARKER = 6
_ASCII = bytes(range(128))
_DIGIT = re.compile(r"\d")
NOUGHTS = bytes(ord("0") if chr(c) in "0123456789" else c for c in range(256))
"""Turns each digit to a nought: to look for one sign is many times faster than for one of ten."""
_RUN = re.compile(r"[^\W_]+")
# Each ASCII letter in lower case, each digit, and a blank for all else.
_LETTERS_AND_DIGITS = bytes(ord(chr(code).lower()) if bytes([code]).isalnum() else ord(" ") for code in range(256))

# Each mark that is not ASCII with the one that it is equal to, the commonest first.
_EQUAL_FORMS = (
    ("\u2019", "'"), ("\u201c", '"'), ("\u201d", '"'), ("\u2013", "-"), ("\u2014", "-"),
    *((mark, "'") for mark in "\u2018\u201b\u02bc\u00b4\u2032"),
    *((mark, '"') for mark in "\u00ab\u00bb\u201e\u201f"),
    *((mark, "-") for mark in "\u2010\u2011\u2012\u2015\u2212"),
)  # fmt: skip


def fold(text: str) -> str:
    """Return ``text`` in NFC, without invisible characters, each run of white space as one space, ends trimmed."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    # What can be printed is not invisible, nor white space but for the plain blank: most lines are folded already.
    if text.isprintable() and "  " not in text and text and text[0] != " " and text[-1] != " ":
        return text
    text = _INVISIBLE.sub("", text)
    # Without an argument, split parts at every white space of Unicode, no-break spaces included.
    return " ".join(text.split())


def cut_marker(folded: str) -> tuple[str | None, str]:
    """Split folded text into its list marker (None without one) and the rest. A line of a marker alone is text."""
    if folded[:1].isalpha() and ")" not in folded[:_LONGEST_LETTER_MARKER] and folded[1:2] != ".":
        return None, folded
    match = _MARKER.match(folded)
    if match is None or match.end() >= len(folded):
        return None, folded
    return match.group().strip(), folded[match.end() :]


def paragraph_text(source_slice: str) -> str:
    """Return what ``paragraphs.text`` holds for a slice of a source: folded, with its list marker cut off."""
    return cut_marker(fold(source_slice))[1]


def match_form(text: str) -> str:
    """Return ``text`` with one kind of apostrophe, quotation mark and dash, character for character (same length)."""
    if "`" in text:
        text = text.replace("`", "'")
    if text.isascii():
        return text
    # A text has few kinds of such marks: to look for each kind is faster than to look at each character.
    for mark, plain in _EQUAL_FORMS:
        if mark in text:
            text = text.replace(mark, plain)
            if text.isascii():
                break
    return text


def lower_form(text: str) -> str:
    """Return ``text`` in match form and in lower case, character for character (same length)."""
    form = match_form(text)
    lower = form.lower()
    return lower if len(lower) == len(form) else "".join(c.lower() if len(c.lower()) == 1 else c for c in form)


def beyond_ascii(text: str) -> str:
    """Return the characters of a text that are not ASCII."""
    # By bytes, many times faster than by a pattern.
    return text.encode("utf-8", "surrogatepass").translate(None, _ASCII).decode("utf-8", "surrogatepass")


def has_digit(text: str) -> bool:
    """Whether a text has a decimal digit, of whatever script."""
    if b"0" in text.encode("latin-1", "replace").translate(NOUGHTS):
        return True
    return not text.isascii() and _DIGIT.search(beyond_ascii(text)) is not None


def slug(name: str) -> str:
    """Return a name as an id: ASCII letters and digits of its NFKD form in lower case, joined by hyphens.

    Letters without an ASCII form are kept, so that a name in another script still has an id.
    """
    plain = match_form(name).replace("'", "")
    if plain.isascii():
        # Nearly all names are, and by bytes it takes a third of the time.
        return b"-".join(plain.encode().translate(_LETTERS_AND_DIGITS).split()).decode() or "unnamed"
    plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return "-".join(_RUN.findall(plain.casefold())) or "unnamed"
