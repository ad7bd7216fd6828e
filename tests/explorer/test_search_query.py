"""What readers type: understood where it fits together, else searched as words, never an error."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imcwp_data.explorer.search_query import MOST_TERMS, search_query

TEXTS = (
    "Solidarity with Cuba",
    "The working group met",
    "A group of working people, Cuba and Greece",
    "Solidaridad, compañeros",
)


@pytest.fixture(scope="module")
def table() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:")
    connection.execute("create virtual table t using fts5(text, tokenize='unicode61 remove_diacritics 2')")
    connection.executemany("insert into t values (?)", [(text,) for text in TEXTS])
    yield connection
    connection.close()


def found(table: sqlite3.Connection, typed: str) -> list[int]:
    query = search_query(typed)
    if not query:
        return []
    return [row[0] - 1 for row in table.execute("select rowid from t where t match ? order by rowid", (query.match,))]


@pytest.mark.parametrize(
    ("typed", "rows"),
    [
        ("cuba", [0, 2]),
        ("CUBA greece", [2]),
        ('"working group"', [1]),
        ("“working group”", [1]),
        ("„working group“", [1]),
        ("working group", [1, 2]),
        ("solidar*", [0, 3]),
        ('"working gr"*', [1]),
        ("companeros", [3]),
        ("cuba OR met", [0, 1, 2]),
        ("cuba AND greece", [2]),
        ("cuba NOT greece", [0]),
        ("cuba AND NOT greece", [0]),
        ("(solidarity OR group) cuba", [0, 2]),
        ("met OR cuba NOT greece", [0, 1]),
        ("greece OR solidarity cuba", [0, 2]),
        ("- & cuba", [0, 2]),
    ],
)
def test_understands(table: sqlite3.Connection, typed: str, rows: list[int]) -> None:
    assert not search_query(typed).as_words
    assert found(table, typed) == rows


@pytest.mark.parametrize(
    ("typed", "rows"),
    [
        ('"working group', [1, 2]),
        ("cuba AND", [0, 2]),
        ("OR cuba", [0, 2]),
        ("NOT cuba", [0, 2]),
        ("(cuba greece", [2]),
        ("cuba)", [0, 2]),
        ("()", []),
        ("*cuba", [0, 2]),
        ("cuba AND OR greece", [2]),
    ],
)
def test_searches_wrong_syntax_as_words(table: sqlite3.Connection, typed: str, rows: list[int]) -> None:
    assert search_query(typed).as_words
    assert found(table, typed) == rows


@pytest.mark.parametrize(
    "typed", ["text:cuba", "^cuba", "NEAR(cuba greece)", "cuba + greece", "{text}: cuba", "a-b", "'"]
)
def test_takes_other_syntax_of_sqlite_as_text(table: sqlite3.Connection, typed: str) -> None:
    found(table, typed)


@pytest.mark.parametrize("typed", ["", " ", "!!!", '""', "*", "AND*", "\x00", "\ud800"])
def test_finds_nothing_to_search_in_signs(table: sqlite3.Connection, typed: str) -> None:
    found(table, typed)
    assert search_query("!!!").match == ""


@settings(max_examples=400)
@given(st.text(max_size=60))
def test_runs_whatever_is_typed(table: sqlite3.Connection, typed: str) -> None:
    found(table, typed)


PIECES = st.sampled_from(
    ['"', "“", "(", ")", "*", "AND", "OR", "NOT", "NEAR", "cuba", "é", "x*", "-", "^", ":", "+", "{", "\x00", "२"]
)


@settings(max_examples=600)
@given(st.lists(PIECES, max_size=40), st.sampled_from(["", " "]))
def test_runs_whatever_operators_are_typed(table: sqlite3.Connection, pieces: list[str], between: str) -> None:
    found(table, between.join(pieces))


@pytest.mark.parametrize(
    "typed", ["(" * 300, "(" * 150 + "a" + ")" * 150, "a OR " * 60 + "b", "a " * 300, "a NOT " * 39 + "b"]
)
def test_bounds_what_is_long(table: sqlite3.Connection, typed: str) -> None:
    found(table, typed)
    assert len(search_query(typed).terms) <= MOST_TERMS


@given(st.lists(st.sampled_from(["cuba", "greece", "group"]), min_size=1, max_size=5))
def test_words_stand_all_in_what_is_found(table: sqlite3.Connection, words: list[str]) -> None:
    for number in found(table, " ".join(words)):
        assert all(word in TEXTS[number].lower() for word in words)
