from __future__ import annotations

import pytest

from imcwp_data.corpus.furniture import Furniture
from imcwp_data.corpus.metadata import Rubrics
from imcwp_data.corpus.phrases import Phrases, read_cues, tokens
from imcwp_data.errors import VocabularyError


def row(pattern: str, kind: str = "boilerplate", gives: str = "") -> dict[str, str]:
    return {"pattern": pattern, "kind": kind, "gives": gives, "language": "en"}


@pytest.mark.parametrize(
    ("pattern", "line", "matches"),
    [
        ("read more", "» read more »", True),
        ("read more", "read more about it", False),
        ("read more *", "read more about it", True),
        ("# comments", "12 comments", True),
        ("# comments", "many comments", False),
        ("date: *", "date:july 26 2021", True),
        ("writer's picture*", "writer’s picturedoris kemp".replace("’", "'"), True),
        ("* photo: *", "a mural in lisbon. photo: ana", True),
    ],
)
def test_patterns(pattern: str, line: str, matches: bool) -> None:
    assert bool(Furniture([row(pattern)]).find(line)) is matches


def test_a_pattern_gives_the_credited_name() -> None:
    (found,) = Furniture([row("source: *", "source_note", "outlet")]).find("source : avante!")
    assert "source : avante!"[found.start : found.end] == "avante!"
    assert (found.kind, found.gives) == ("source_note", "outlet")


def test_a_menu_is_told_from_a_sentence() -> None:
    furniture = Furniture([row("contact"), row("search"), row("print")])
    assert furniture.parts_are_boilerplate("SolidNet  |  Contact  |  Search")
    assert furniture.parts_are_boilerplate("Party > International > Documents")
    assert not furniture.parts_are_boilerplate("The cost of bread - and of silence")
    assert not furniture.parts_are_boilerplate("Solidarity with the strikers")


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([row("read more"), row("home", "footer")], "line 3, column kind: 'footer' is not known"),
        ([row("by *", "byline", "writer")], "line 2, column gives: 'writer' is not known"),
        ([row("Read more")], "line 2, column pattern: 'Read more'"),
        ([row("*")], "line 2, column pattern"),
        (
            [row("read *"), row("read more")],
            "line 3, column pattern: an earlier row matches all that 'read more' matches",
        ),
    ],
)
def test_mistakes_in_patterns_are_named(rows: list[dict[str, str]], message: str) -> None:
    with pytest.raises(VocabularyError) as caught:
        Furniture(rows)
    assert f"furniture.csv, {message}" in str(caught.value)


def test_mistakes_in_cues_and_rubrics_are_named() -> None:
    with pytest.raises(VocabularyError, match=r"page_cues\.csv, line 2, column purpose: 'cry' is not known"):
        read_cues([{"purpose": "cry", "cue": "viva", "language": "es"}])
    with pytest.raises(VocabularyError, match=r"rubrics\.csv, line 2, column document_type: 'poem' is not known"):
        Rubrics([{"rubric": "verse", "document_type": "poem", "in_title": "yes", "language": "en"}])


def test_phrases_are_whole_words() -> None:
    phrases = Phrases(["long live", "(right)"])
    assert phrases.begins(tokens("long live the strike"))
    assert not phrases.occurs(tokens("a long liver"))
    assert phrases.occurs(tokens("ana ruiz (right) at the gate"))
    assert not phrases.occurs(tokens("the right to strike"))
