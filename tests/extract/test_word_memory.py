"""A word is looked at once, and what was found holds wherever it stands."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from imcwp_data.extract import word_memory
from imcwp_data.extract.word_memory import WordMemory


def tokens(text: str) -> Any:
    words = text.split()
    return SimpleNamespace(words=words, lower=[word.lower() for word in words])


def test_only_the_wanted_words_are_asked_about_and_each_once() -> None:
    asked: list[tuple[str, str]] = []
    memory = WordMemory(lambda word, lower: asked.append((word, lower)) is None and word.istitle())
    assert not memory.is_any(tokens("a Harbour by the sea"), [0, 3])
    assert memory.is_any(tokens("a Harbour by the sea"), [0, 1])
    assert memory.is_any(tokens("the Harbour"), [0, 1])
    assert asked == [("a", "a"), ("the", "the"), ("Harbour", "harbour")]


def test_more_words_than_it_keeps_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_memory, "_REMEMBERED", 2)
    memory = WordMemory(lambda word, _: word.istitle())
    for _ in range(2):
        assert [memory.is_any(tokens(word), [0]) for word in "a B c D e F".split()] == [False, True] * 3
