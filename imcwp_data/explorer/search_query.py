"""What a reader types into a search box → an expression for SQLite's full-text search that always runs.

Understood are words (all of them must stand in the passage), phrases in quotation marks, the beginning of a word before
``*``, AND, OR and NOT in capitals, and brackets. Where these do not fit together, the text is searched as words: a
reader never gets an error for what was typed.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

# Longer questions are cut: nobody types them, and each term costs time.
LONGEST = 400
MOST_TERMS = 40
_MOST_BRACKETS = 20
_OPERATORS = frozenset({"AND", "OR", "NOT"})
_QUOTES = '"“”„«»'
_TOKENS = re.compile(
    rf"[{_QUOTES}](?P<phrase>[^{_QUOTES}]*)[{_QUOTES}](?P<beginning>\*?)|(?P<bracket>[()])|(?P<word>[^\s(){_QUOTES}]+)"
    rf"|(?P<loose>[{_QUOTES}])"
)
_WORDS = re.compile(rf"[^\s()*{_QUOTES}]+")


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """What is looked for.

    ``match`` is the FTS5 expression, "" where there is nothing to look for; ``terms`` are the words and phrases in it;
    ``as_words`` is true where operators, quotes, brackets or stars were typed that do not fit together and were left
    out.
    """

    match: str
    terms: tuple[str, ...]
    as_words: bool = False

    def __bool__(self) -> bool:
        return bool(self.match)


@dataclass(frozen=True, slots=True)
class _Term:
    text: str
    beginning: bool = False

    @property
    def match(self) -> str:
        # No quotation mark is left in the text: inside a pair of them every other character is harmless.
        return f'"{self.text}"' + ("*" if self.beginning else "")


class _Unreadable(Exception):
    """The operators, quotes and brackets do not fit together."""


def search_query(typed: str) -> SearchQuery:
    """Return what a reader looks for; it never fails."""
    text = _printable(typed)
    try:
        return _well_formed(text)
    except _Unreadable:
        return _plain_words(text)


def _printable(typed: str) -> str:
    """Return the text without characters that no text holds (controls, half characters): a space instead."""
    return "".join(
        " " if unicodedata.category(char) in {"Cc", "Cs", "Cn"} else char for char in typed[:LONGEST]
    ).strip()


def _searchable(text: str) -> bool:
    """Tell whether any character is a letter or digit to the search table, which ignores all others."""
    return any(unicodedata.category(char)[0] in "LN" or unicodedata.category(char) == "Co" for char in text)


def _plain_words(text: str) -> SearchQuery:
    typed = [word for word in _WORDS.findall(text) if _searchable(word)]
    words = [word for word in typed if word not in _OPERATORS] or typed
    terms = [_Term(word) for word in words[:MOST_TERMS]]
    return SearchQuery(" AND ".join(term.match for term in terms), tuple(term.text for term in terms), as_words=True)


def _well_formed(text: str) -> SearchQuery:
    tokens = _tokens(text)
    if not tokens:
        return SearchQuery("", ())
    parser = _Parser(tokens)
    match = parser.whole()
    return SearchQuery(match, tuple(token.text for token in tokens if isinstance(token, _Term)))


def _tokens(text: str) -> list[_Term | str]:
    """Return terms, and operators and brackets as text. Raises _Unreadable for a quote or star without its other."""
    tokens: list[_Term | str] = []
    for found in _TOKENS.finditer(text):
        if found["loose"]:
            raise _Unreadable
        if found["bracket"]:
            tokens.append(found["bracket"])
        elif found["phrase"] is not None:
            if _searchable(found["phrase"]):
                tokens.append(_Term(found["phrase"].strip(), bool(found["beginning"])))
        elif found["word"] in _OPERATORS:
            tokens.append(found["word"])
        else:
            word = found["word"].removesuffix("*")
            if not _searchable(word):
                continue
            if "*" in word:
                raise _Unreadable
            tokens.append(_Term(word, found["word"].endswith("*")))
    if sum(isinstance(token, _Term) for token in tokens) > MOST_TERMS or tokens.count("(") > _MOST_BRACKETS:
        raise _Unreadable
    return tokens


class _Parser:
    """Reads tokens by precedence: terms side by side bind most, then NOT, AND, OR, as in SQLite."""

    def __init__(self, tokens: list[_Term | str]) -> None:
        self._tokens = tokens
        self._at = 0

    def whole(self) -> str:
        match = self._either()
        if self._next is not None:
            raise _Unreadable
        return match

    @property
    def _next(self) -> _Term | str | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _took(self, token: str) -> bool:
        if self._next == token:
            self._at += 1
            return True
        return False

    def _either(self) -> str:
        found = [self._both()]
        while self._took("OR"):
            found.append(self._both())
        return _joined(" OR ", found)

    def _both(self) -> str:
        found = self._without()
        while self._took("AND"):
            # "AND NOT" is what many people type for NOT.
            found = (
                f"({found}) NOT ({self._side_by_side()})"
                if self._took("NOT")
                else _joined(" AND ", [found, self._without()])
            )
        return found

    def _without(self) -> str:
        found = self._side_by_side()
        while self._took("NOT"):
            found = f"({found}) NOT ({self._side_by_side()})"
        return found

    def _side_by_side(self) -> str:
        found = [self._one()]
        while isinstance(self._next, _Term) or self._next == "(":
            found.append(self._one())
        return _joined(" AND ", found)

    def _one(self) -> str:
        token = self._next
        if isinstance(token, _Term):
            self._at += 1
            return token.match
        if self._took("("):
            found = self._either()
            if self._took(")"):
                return found
        raise _Unreadable


def _joined(operator: str, parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else operator.join(f"({part})" for part in parts)
