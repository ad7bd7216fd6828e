"""Words of lines, and the cue phrases that are looked up among them."""

from __future__ import annotations

import pytest

from imcwp_data.corpus.phrases import Phrases, tokens


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ("the port is closed.", ["the", "port", "is", "closed"]),
        ("photo: ana ruiz (right)", ["photo", "ana", "ruiz", "(", "right", ")"]),
        ("the writer's 'picture' of l'humanité", ["the", "writer's", "picture", "of", "l'humanité"]),
        ("dockers' day, rock'n'roll''s end", ["dockers", "day", "rock'n'roll", "s", "end"]),
        ("gijón/¿qué?_m²", ["gijón", "qué", "m²"]),
        ("порт (odessa)", ["порт", "(", "odessa", ")"]),
    ],
)
def test_words_and_brackets_of_a_line(form: str, words: list[str]) -> None:
    assert tokens(form) == words


def test_phrases_tell_with_what_words_they_begin() -> None:
    phrases = Phrases(["Press release", "call"])
    assert phrases.first_words == {"press", "call"}
    assert phrases.occurs(["a", "press", "release"])
    assert not phrases.occurs(["the", "press"])
