import pytest

from imcwp_data.text.normalise import beyond_ascii, cut_marker, fold, has_digit, match_form


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("a. Close the bases", ("a.", "Close the bases")),
        ("b) Close the bases", ("b)", "Close the bases")),
        ("1st. Close the bases", ("1st.", "Close the bases")),
        ("• Close the bases", ("•", "Close the bases")),
        ("i. e. all of the bases", (None, "i. e. all of the bases")),
        ("V. Petrov closed the bases", (None, "V. Petrov closed the bases")),
        ("15. April 2019 was a day of action", (None, "15. April 2019 was a day of action")),
        ("a closed base", (None, "a closed base")),
    ],
)
def test_a_list_marker_is_cut_and_what_only_looks_like_one_stays(line: str, expected: tuple[str | None, str]) -> None:
    assert cut_marker(line) == expected


@pytest.mark.parametrize(
    ("line", "folded"),
    [
        ("The port is closed.", "The port is closed."),
        (" The port\tis  closed. ", "The port is closed."),
        ("The\u00a0port is\u2009closed", "The port is closed"),
        ("The\u200b po\u00adrt is closed\ufeff", "The port is closed"),
        ("El puerto de Gijo\u0301n", "El puerto de Gij\u00f3n"),
        ("El puerto de Gij\u00f3n", "El puerto de Gij\u00f3n"),
        ("The\x1fport\x85", "The port"),
        (" ", ""),
        ("", ""),
    ],
)
def test_folding_leaves_one_blank_between_words_and_nothing_that_no_reader_sees(line: str, folded: str) -> None:
    assert fold(line) == folded


def test_marks_of_one_kind_are_told_as_one() -> None:
    assert match_form("\u2018a\u2019 `b\u00b4 c\u2032\u02bc\u201b") == "'a' 'b' c" + "'" * 3
    assert match_form("\u201ca\u201d \u201eb\u201f \u00abc\u00bb") == '"a" "b" "c"'
    assert match_form("1\u20132 \u2014 a\u2010b\u2011c \u2012 \u2015 \u22123") == "1-2 - a-b-c - - -3"


@pytest.mark.parametrize(
    ("text", "digits"),
    [("On 5 May", True), ("On “5” May", True), ("٥ مايو", True), ("In May", False), ("“May²”", False), ("", False)],
)
def test_digits_are_seen_in_every_script(text: str, digits: bool) -> None:
    assert has_digit(text) is digits


def test_what_is_beyond_ascii_is_told_in_order() -> None:
    assert beyond_ascii("“The ‘port’ of Gijón” – 港") == "“‘’ó”–港"
