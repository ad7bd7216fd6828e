"""Numbers of the items in invented lists of joint actions."""

from __future__ import annotations

from imcwp_data.extract.joint_actions import read_joint_actions
from imcwp_data.model import Document, Paragraph


def axes(lines: list[tuple[str, str | None, str]], document_type: str = "statement") -> dict[int, int]:
    paragraphs = tuple(
        Paragraph(position, position, kind, "en", text, 0, len(text), marker)
        for position, (kind, marker, text) in enumerate(lines, 1)
    )
    document = Document("invented", 1, None, document_type, None, None, None, None, None, "en", 0, 0, paragraphs)
    return dict(read_joint_actions(document).axes)


def test_items_without_numbers_have_their_position() -> None:
    lines = [("body", None, "In 2018:"), ("list_item", "•", "Peace."), ("list_item", "•", "Bread.")]
    assert axes(lines, "joint_actions") == {2: 1, 3: 2}


def test_items_have_the_number_of_their_marker() -> None:
    lines = [("list_item", "1.-", "Peace."), ("body", None, "More."), ("list_item", "2.-", "Bread.")]
    assert axes(lines, "joint_actions") == {1: 1, 3: 2}


def test_parts_of_an_item_have_its_number() -> None:
    lines = [
        ("list_item", "1)", "To take part in:"),
        ("list_item", "+", "the march;"),
        ("list_item", "+", "the strike."),
        ("list_item", "2)", "Bread."),
    ]
    assert axes(lines, "joint_actions") == {1: 1, 2: 1, 3: 1, 4: 2}


def test_a_line_opens_the_list_in_a_text_of_another_type() -> None:
    lines = [
        ("list_item", "-", "A party that was present"),
        ("body", None, "The parties will develop joint and convergent actions on the following main axes:"),
        ("list_item", "-", "Peace."),
        ("list_item", "-", "Bread."),
        ("body", None, "Thanks to all."),
        ("list_item", "-", "A signature"),
    ]
    assert axes(lines) == {3: 1, 4: 2}


def test_other_lists_have_no_numbers() -> None:
    assert axes([("body", None, "The parties demand:"), ("list_item", "1.", "Bread.")]) == {}


def test_what_stands_before_a_numbered_plan_is_no_item_of_it() -> None:
    lines = [
        ("list_item", None, "The parties that met in the hall"),
        ("list_item", "1.", "Against war:"),
        ("list_item", "-", "marches;"),
        ("list_item", "2.", "Bread."),
    ]
    assert axes(lines, "joint_actions") == {2: 1, 3: 1, 4: 2}


def test_what_a_meeting_agreed_to_do_is_a_plan() -> None:
    lines = [
        ("body", None, "The Working Group also agreed:"),
        ("list_item", "*", "to call a week of action;"),
        ("list_item", "*", "to print a brochure."),
        ("body", None, "The following was decided:"),
        ("list_item", "*", "The next meeting is in Lima."),
    ]
    assert axes(lines, "press_release") == {2: 1, 3: 2}
    assert axes(lines, "opinion") == {}
