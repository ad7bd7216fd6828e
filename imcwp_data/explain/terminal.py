"""Styled text for a terminal: wrapped to its width in any script, with or without colour.

Widths are columns of a terminal: wide characters of East Asian scripts take two, combining ones none
(Unicode Standard Annex 11).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TextIO

NARROWEST = 24
_WORD_OR_SPACE = re.compile(r"\s+|\S+")
_RESET = "\x1b[0m"
# Control characters could move the cursor or change colours; each is shown by its picture (U+2400 and on), one for one.
_PICTURES = {code: 0x2400 + code for code in range(0x20)} | {0x7F: 0x2421} | dict.fromkeys(range(0x80, 0xA0), 0xFFFD)


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text in one style; ``style`` is what stands between ``ESC [`` and ``m``, empty for plain text."""

    text: str
    style: str = ""


def wants_colour(choice: str, stream: TextIO, environment: Mapping[str, str]) -> bool:
    """Tell whether to colour: ``always``, ``never``, or ``auto``: on a terminal, unless NO_COLOR is set or it is dumb.

    See https://no-color.org: the variable counts when it is there and not empty.
    """
    if choice != "auto":
        return choice == "always"
    return stream.isatty() and not environment.get("NO_COLOR") and environment.get("TERM") != "dumb"


def printable(text: str) -> str:
    """Return a text whose control characters are visible instead of effective; its offsets stay as they are."""
    return text.translate(_PICTURES)


def width(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    return len(text) if text.isascii() else sum(map(_columns, text))


def _columns(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def wrap(
    pieces: Iterable[Piece], room: int, colour: bool = False, first: Sequence[Piece] = (), indent: int = 0
) -> Iterator[str]:
    """Yield the lines of styled text, none wider than ``room``.

    The first line begins with ``first`` as it is, the others with ``indent`` spaces. Lines break at white space, and
    inside a word that is longer than a line or in a script without spaces. Takes time in proportion to the text.
    """
    lines = _Lines(max(room, NARROWEST), list(first), " " * indent, colour)
    word: list[Piece] = []
    for piece in pieces:
        for found in _WORD_OR_SPACE.finditer(piece.text):
            if found.group()[0].isspace():
                yield from lines.add(word)
                lines.space(piece.style)
                word = []
            else:
                word.append(Piece(found.group(), piece.style))
    yield from lines.add(word)
    yield from lines.end()


class _Lines:
    """The line being filled; what is full is given back."""

    def __init__(self, room: int, first: list[Piece], indent: str, colour: bool) -> None:
        self._room, self._indent, self._colour = room, indent, colour
        self._line = first
        self._used = sum(width(piece.text) for piece in first)
        self._empty = True
        self._space: Piece | None = None

    def space(self, style: str) -> None:
        if not self._empty:
            self._space = Piece(" ", style)

    def add(self, word: list[Piece]) -> Iterator[str]:
        if not word:
            return
        wide = sum(width(piece.text) for piece in word)
        room = self._room - self._used - (1 if self._space else 0)
        if wide <= room:
            self._put_space()
        elif wide <= self._room - len(self._indent) and all(piece.text.isascii() or _narrow(piece) for piece in word):
            yield from self._break()
        elif room >= 2:
            self._put_space()
        else:
            yield from self._break()
        for piece in word:
            yield from self._fill(piece)

    def _fill(self, piece: Piece) -> Iterator[str]:
        text = piece.text
        if width(text) <= self._room - self._used:
            self._put(text, piece.style, width(text))
            return
        if text.isascii():
            start = 0
            while start < len(text):
                if self._used >= self._room:
                    yield from self._break()
                end = min(len(text), start + self._room - self._used)
                self._put(text[start:end], piece.style, end - start)
                start = end
            return
        start, used = 0, self._used
        for position, char in enumerate(text):
            wide = _columns(char)
            if used + wide > self._room:
                self._put(text[start:position], piece.style, used - self._used)
                yield from self._break()
                start, used = position, self._used
            used += wide
        self._put(text[start:], piece.style, used - self._used)

    def _put(self, text: str, style: str, wide: int) -> None:
        if text:
            self._line.append(Piece(text, style))
            self._used += wide
            self._empty = False

    def _put_space(self) -> None:
        if self._space:
            self._put(" ", self._space.style, 1)
            self._space = None

    def _break(self) -> Iterator[str]:
        if self._empty:
            return
        yield styled(self._line, self._colour)
        self._line = [Piece(self._indent)] if self._indent else []
        self._used, self._empty, self._space = width(self._indent), True, None

    def end(self) -> Iterator[str]:
        if self._line and not (self._empty and self._line[0].text == self._indent):
            yield styled(self._line, self._colour)


def _narrow(piece: Piece) -> bool:
    return not any(unicodedata.east_asian_width(char) in "WF" for char in piece.text)


def styled(pieces: Iterable[Piece], colour: bool) -> str:
    """Return pieces as one text, with the codes of their styles where there is colour."""
    if not colour:
        return "".join(piece.text for piece in pieces)
    parts: list[str] = []
    style = ""
    for piece in pieces:
        if piece.style != style:
            parts.append((_RESET if style else "") + (f"\x1b[{piece.style}m" if piece.style else ""))
            style = piece.style
        parts.append(piece.text)
    return "".join(parts) + (_RESET if style else "")
