"""Whose the texts are that invented pages quote."""

from __future__ import annotations

import pytest

from imcwp_data.extract.quoted_texts import quoted_speakers
from imcwp_data.model import Document, Paragraph


def speakers(lines: list[tuple[str, str]]) -> dict[int, tuple[str, ...]]:
    """Read a page on which the words "Harbour Party" and "Hill Union" name somebody."""
    paragraphs = tuple(Paragraph(i, i, kind, "en", text, 0, len(text), None) for i, (kind, text) in enumerate(lines, 1))

    def named(position: int) -> list[tuple[int, int, str]]:
        text = paragraphs[position - 1].text
        return sorted((text.find(n), text.find(n) + len(n), n) for n in ("Harbour Party", "Hill Union") if n in text)

    document = Document("made", 1, None, "news", None, None, None, None, None, "en", 0, 1, paragraphs)
    return dict(quoted_speakers(document, named))


@pytest.mark.parametrize(
    ("before", "speaker"),
    [
        ([("body", "The Hill Union met. Here is the statement of the Harbour Party.")], "Harbour Party"),
        ([("body", "To the Hill Union the Harbour Party sent:")], "Harbour Party"),
        ([("title", "Harbour Party on the strike"), ("body", "It goes like this:")], "Harbour Party"),
        ([("body", "Somebody spoke.")], None),
    ],
)
def test_the_lines_before_a_quoted_text_tell_whose_it_is(before: list[tuple[str, str]], speaker: str | None) -> None:
    found = speakers([*before, ("quote", "We will go on."), ("quote", "And on.")])
    expected = {} if speaker is None else dict.fromkeys([len(before) + 1, len(before) + 2], (speaker,))
    assert found == expected


def test_items_and_headings_between_quoted_paragraphs_are_part_of_it() -> None:
    lines = [("body", "The statement of the Harbour Party:"), ("quote", "We demand:"), ("list_item", "bread;")]
    found = speakers([*lines, ("quote", "No less."), ("body", "So far."), ("list_item", "Other news")])
    assert set(found) == {2, 3, 4}
