"""A text with its spans marked."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from imcwp_data.explain.marks import ACTION, DATE, PARTICIPANT, PLACE, STYLES, Mark, marked

TEXT = "The Harbour Forum met in Lisbon on 3 May and called for peace."


def shown(text: str, *marks: Mark) -> str:
    return "".join(piece.text for piece in marked(text, marks))


def mark(words: str, kind: str, number: int = 1, text: str = TEXT) -> Mark:
    start = text.index(words)
    return Mark(kind, f"{kind}{number}", start, start + len(words))


def test_kinds_are_told_apart_without_colour():
    assert shown(
        TEXT,
        mark("Harbour Forum", PARTICIPANT),
        mark("Lisbon", PLACE),
        mark("3 May", DATE),
        mark("The Harbour Forum met in Lisbon on 3 May", ACTION),
    ) == "{A1:The [P1:Harbour Forum] met in [L1:Lisbon] on [D1:3 May]:A1} and called for peace."  # fmt: skip


def test_kinds_are_told_apart_by_colour_too():
    styles = {
        piece.text: piece.style
        for piece in marked(TEXT, [mark("Forum", PARTICIPANT), mark("Lisbon", PLACE), mark("met in Lisbon on", ACTION)])
    }
    assert (styles["Forum"], styles["Lisbon"], styles["met in "]) == (STYLES["P"], STYLES["L"], STYLES["A"])
    assert len(set(STYLES.values())) == 4


def test_actions_that_overlap_say_which_one_ends():
    assert (
        shown(TEXT, mark("The Harbour Forum met in Lisbon", ACTION, 1), mark("met in Lisbon on 3 May", ACTION, 2))
        == "{A1:The Harbour Forum {A2:met in Lisbon:A1} on 3 May:A2} and called for peace."
    )


def test_names_that_cross_say_which_one_ends():
    assert (
        shown(TEXT, mark("Harbour Forum met", PARTICIPANT), mark("Forum met in", PLACE), mark("Lisbon", DATE))
        == "The [P1:Harbour [L1:Forum met:P1] in:L1] [D1:Lisbon] on 3 May and called for peace."
    )
    assert shown(TEXT, mark("Harbour Forum", PARTICIPANT), mark("Harbour", PLACE)).startswith("The [P1:[L1:Harbour] Fo")


@given(st.text(max_size=40), st.data())
def test_the_text_without_its_marks_is_the_text(text, data):
    """Any marks, however they overlap: each opens and closes once, and every character stands where it stood."""
    text = re.sub(r"[\[\]{}:]|[\x00-\x1f\x7f-\x9f]", ".", text)
    count = data.draw(st.integers(0, 6)) if text else 0
    marks = []
    for number in range(count):
        start = data.draw(st.integers(0, len(text) - 1))
        end = data.draw(st.integers(start + 1, len(text)))
        kind = data.draw(st.sampled_from([PARTICIPANT, PLACE, DATE, ACTION]))
        marks.append(Mark(kind, f"{kind}{number}", start, end))
    written = shown(text, *marks)
    for one in marks:
        assert len(re.findall(rf"[\[{{]{one.label}:", written)) == 1
    assert len(re.findall(r"[\]}]", written)) == count
    assert re.sub(r"[\[{][PLDA][0-9]:|(?::[PLDA][0-9])?[\]}]", "", written) == text
