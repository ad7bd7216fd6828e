"""What is looked up in a paragraph is found as whole words, of one word or several."""

from __future__ import annotations

import pytest

from imcwp_data.extract.name_lexicon import NameLexicon
from imcwp_data.extract.tokens import Classes, Tokeniser
from imcwp_data.steps import taken

_ROLES = [(role, "state") for role in ("president", "vice-president", "general secretary", "\u03bf\u03b4\u03cc\u03c2")]


@pytest.mark.parametrize(
    ("form", "found"),
    [
        ("The President and the general secretary", ["President", "general secretary"]),
        ("Presidents, a vicepresident, the general secretaries", []),
        ("the vice-president", ["vice-president", "president"]),
        ("the co-president's (president)", ["president", "president"]),
        ("a president_elect, the ex_president", []),
        (
            "\u039f\u0394\u038c\u03a3 \u039f\u0394\u038c\u03a3.",
            ["\u039f\u0394\u038c\u03a3", "\u039f\u0394\u038c\u03a3"],
        ),
    ],
)
def test_roles_are_found_as_whole_words(form: str, found: list[str]) -> None:
    lexicon = NameLexicon({}, (), _ROLES)
    none = frozenset[str]()
    tokens = Tokeniser(Classes(lexicon.words, none, none, none, none)).tokenise(form)
    assert [form[match.char_start : match.char_end] for match in lexicon.find(tokens).roles] == found


def test_each_text_has_its_own_matches() -> None:
    lexicon = NameLexicon({}, (), _ROLES)
    none = frozenset[str]()
    tokenise = Tokeniser(Classes(lexicon.words, none, none, none, none)).tokenise
    texts = ["The general", "secretary met the president.", "", "General Secretary"]
    found = taken(lexicon.find_each(list(map(tokenise, texts)), [text.lower() for text in texts]))
    assert [[(match.char_start, match.char_end) for match in each.roles] for each in found] == [
        [],
        [(18, 27)],
        [],
        [(0, 17)],
    ]
