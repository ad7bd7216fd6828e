"""Styled text on a terminal: its width, its line breaks, its colours."""

from __future__ import annotations

import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imcwp_data.explain.terminal import NARROWEST, Piece, printable, styled, wants_colour, width, wrap

CODES = re.compile(r"\x1b\[[0-9;]*m")
texts = st.lists(st.tuples(st.text(), st.sampled_from(["", "1", "35"])), max_size=8)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("choice", "stream", "environment", "colour"),
    [
        ("auto", Terminal(), {}, True),
        ("auto", io.StringIO(), {}, False),
        ("auto", Terminal(), {"NO_COLOR": "1"}, False),
        ("auto", Terminal(), {"NO_COLOR": ""}, True),
        ("auto", Terminal(), {"TERM": "dumb"}, False),
        ("always", io.StringIO(), {"NO_COLOR": "1"}, True),
        ("never", Terminal(), {}, False),
    ],
)
def test_colour_is_for_terminals_and_for_those_who_ask(choice, stream, environment, colour):
    assert wants_colour(choice, stream, environment) is colour


@given(texts, st.integers(0, 60), st.booleans())
def test_no_line_is_too_wide_and_no_character_is_lost(parts, room, colour):
    pieces = [Piece(printable(text), style) for text, style in parts]
    lines = [CODES.sub("", line) for line in wrap(pieces, room, colour)]
    assert all(width(line) <= max(room, NARROWEST) for line in lines)
    assert "".join("".join(lines).split()) == "".join("".join(piece.text for piece in pieces).split())


@given(texts)
def test_colour_changes_nothing_but_the_colour(parts):
    pieces = [Piece(printable(text), style) for text, style in parts]
    plain = list(wrap(pieces, 30))
    assert [CODES.sub("", line) for line in wrap(pieces, 30, colour=True)] == plain
    assert not any("\x1b" in line for line in plain)


def test_a_line_ends_as_plain_as_it_began():
    (line,) = wrap([Piece("a ", "1"), Piece("b", "2")], 40, colour=True)
    assert line == "\x1b[1ma \x1b[0m\x1b[2mb\x1b[0m"
    assert styled([Piece("a", "1"), Piece("b", "1"), Piece("c")], True) == "\x1b[1mab\x1b[0mc"


def test_lines_break_at_spaces_and_hang_below_their_label():
    lines = list(wrap([Piece("one two three four five six seven")], 24, first=[Piece("A1  ")], indent=4))
    assert lines == ["A1  one two three four", "    five six seven"]


def test_a_word_in_several_styles_is_not_broken():
    lines = list(wrap([Piece("aaaa bbbb cccc dddd eee"), Piece("[P1:", "1"), Piece("Fünf", "1"), Piece("]", "1")], 24))
    assert lines == ["aaaa bbbb cccc dddd", "eee[P1:Fünf]"]


def test_scripts_without_spaces_fill_their_lines():
    lines = list(wrap([Piece("a " + "工人" * 20)], 24))
    assert [width(line) for line in lines] == [24, 24, 24, 10]
    assert width("e\u0301") == 1, "a combining accent takes no column"


def test_control_characters_cannot_reach_the_terminal():
    assert printable("a\x1b[31mb\x07\x9b") == "a␛[31mb␇\ufffd"
    assert all(len(printable(chr(code))) == 1 for code in range(0x100))


@pytest.mark.parametrize(
    "text", ["a" * 2_000_000, "a " * 1_000_000, "é" * 1_000_000], ids=["one word", "many", "accents"]
)
def test_long_paragraphs_are_wrapped_whole(text):
    assert sum(1 for _ in wrap([Piece(text)], 100)) >= len(text) // 100
