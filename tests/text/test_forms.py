"""Names are found as whole words, long ones too, of which the automaton knows the beginning alone."""

from __future__ import annotations

import random

import pytest

from imcwp_data.text.forms import Forms

_LONG = "government of the republic of "
_NAMES = (
    "cp",
    "c.p. of x",
    "cuban (greek)",
    _LONG + "cuba",
    _LONG + "cuba and chile",
    _LONG + "cuba (2)",
    _LONG + "chad",
)


def _found(text: str, names: tuple[str, ...] = _NAMES) -> list[str]:
    return [text[start:-less] for start, less, _ in Forms(names).places(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the cp, cps and a_cp", ["cp"]),
        ("c.p. of x; c.p. of xy", ["c.p. of x"]),
        ("cuban (greek)s", ["cuban (greek)"]),
        (f"the {_LONG}cuba.", [_LONG + "cuba"]),
        (f"the {_LONG}cuba and chile", [_LONG + "cuba and chile", _LONG + "cuba"]),
        (f"the {_LONG}cubans", []),
        (f"the {_LONG}cuba_", []),
        (f"ex{_LONG}cuba", []),
        (f"{_LONG}cuba (2)nd", [_LONG + "cuba (2)", _LONG + "cuba"]),
        (f"{_LONG}cub", []),
        (_LONG, []),
        ("", []),
    ],
)
def test_names_are_found_as_whole_words(text: str, found: list[str]) -> None:
    assert _found(text) == found


def test_all_that_stands_there_is_found_whatever_the_length_of_names() -> None:
    draw = random.Random(0)
    words = ("a", "of", "the", "people", "(x)", "republic")
    names = tuple({" ".join(draw.choices(words, k=draw.randint(1, 9))) for _ in range(400)})
    forms = Forms(names)
    for _ in range(50):
        text = " ".join(draw.choices(words, k=30))
        padded = f" {text} "
        expected = sorted(
            (start, -start - len(name), name)
            for name in names
            for start in range(len(text))
            if text.startswith(name, start) and padded[start] == " " and padded[start + len(name) + 1] == " "
        )
        assert forms.places(text) == expected
