"""The lines of a text, measured: where each stands, what it is without marker and white space, how it ends."""

from __future__ import annotations

import pytest

from imcwp_data.corpus.lines import LONGEST_FURNITURE, read_lines


def test_a_line_that_comes_again_stands_where_it_stands() -> None:
    text = "Home\n\n  Home \n\u200b\nRead more\nHome"
    for _ in range(2):
        lines = read_lines(text)
        assert [(line.number, line.start, line.end, line.gap) for line in lines] == [
            (1, 0, 4, 0),
            (3, 8, 12, 1),
            (5, 16, 25, 1),
            (6, 26, 30, 0),
        ]
        assert [text[line.start : line.end] for line in lines] == ["Home", "Home", "Read more", "Home"]


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
def test_lines_end_as_they_do_on_every_system(line_break: str) -> None:
    text = f"One{line_break}{line_break}Two"
    assert [(line.number, text[line.start : line.end]) for line in read_lines(text)] == [(1, "One"), (3, "Two")]


@pytest.mark.parametrize(
    ("piece", "marker", "text", "form", "final"),
    [
        ("\u2022  The\u00a0union\u2019s demands:", "\u2022", "The union\u2019s demands:", "the union's demands:", ":"),
        ("3. Higher wages;", "3.", "Higher wages;", "higher wages;", ";"),
        ("in the U.S.", None, "in the U.S.", "in the u.s.", ""),
        ("Never again! [2]", None, "Never again! [2]", "never again! [2]", "!"),
        ("Headline", None, "Headline", "headline", ""),
    ],
)
def test_what_a_line_says(piece: str, marker: str | None, text: str, form: str, final: str) -> None:
    (line,) = read_lines(piece)
    assert (line.marker, line.text, line.form, line.final) == (marker, text, form, final)
    assert line.words == len(text.split(" "))


def test_what_a_long_line_is_measured_by_ends() -> None:
    text = "word " * 200 + "end."
    (line,) = read_lines(text)
    assert not line.short
    assert (len(line.raw), len(line.form)) == (LONGEST_FURNITURE, LONGEST_FURNITURE)
    assert (line.text, line.final) == (text, ".")
