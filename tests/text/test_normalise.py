import pytest

from imcwp_data.text.normalise import cut_marker


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
