"""Governments under a leader's name: "the Okafor administration", "Okafor's government", "administración Okafor"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from imcwp_data.extract.name_page import Page
from imcwp_data.extract.tokens import RULERS, Tokens
from imcwp_data.extract.word_classes import FUNCTION_WORDS, NAME_PARTICLES, OPENERS
from imcwp_data.text.normalise import slug
from imcwp_data.vocabulary import Name

RULE_WORDS = frozenset(
    "administration regime government presidency cabinet junta administración gobierno régimen".split()
)
_RULE_WORD = re.compile(rf"\b(?:{'|'.join(sorted(RULE_WORDS))})\b", re.IGNORECASE)
_SPANISH = frozenset({"administración", "gobierno", "régimen"})
_OF_PARTY = re.compile(r"(?<=\w) (?:government|cabinet|gobierno)\b")
# "the government in Pretoria"
_IN_CAPITAL = re.compile(r"\b(?:government|regime|administration|gobierno|régimen) (?:in|en) (?=[A-ZÀ-Þ])")
# What else stands in capitals before "government": kinds of it, and those who bear it.
_KINDS = frozenset(
    (
        "junta coup apartheid interim transitional provisional occupation coalition labour labor tory conservative "
        "liberal socialist communist democratic republican federal central local state national regional provincial "
        "municipal city people's workers revolutionary military civil civilian nazi zionist fascist colonial puppet "
        "imperialist unity majority minority left right new old popular progressive soviet bolshevik christian "
        "green racist neoliberal likud conservatives royal party"
    ).split()
)
_TITLES = frozenset("president presidente prime minister premier chancellor general mr sr primer ministro".split())
_LONGEST_NAME = 4
_BEFORE_CAPITALS = frozenset({("in",), ("en",)})
_SAINTS = frozenset({"san", "santa", "santo", "são", "saint", "st"})


@dataclass(frozen=True, slots=True)
class Administration:
    """A government under a leader's name, words [first, last], and the word that is the leader's surname."""

    first: int
    last: int
    surname: int
    name: Name


def names_rule(page: Page) -> bool:
    """Tell whether a paragraph has a word for a government that is not merely part of another name."""
    tokens = page.tokens
    rulers = tokens.of_class[RULERS]
    if tokens.parts:
        return bool(rulers) or tokens.has_part(RULE_WORDS)
    owner, lower, spans = page.owner, tokens.lower, page.spans
    for index in rulers:
        if owner[index] <= 0 or lower[index + 1 : index + 2] in _BEFORE_CAPITALS:
            return True
        span = spans[owner[index] - 1]
        if span.names[0].kind == "person" or span.char_start > tokens.starts[index]:
            return True
        if index and owner[index - 1] > 0 and spans[owner[index - 1] - 1].names[0].kind == "party":
            return True
    return False


def _found(pattern: re.Pattern[str], text: str, tokens: Tokens, shift: int = 0) -> Iterator[re.Match[str]]:
    """Yield where a pattern fits that has a word for a government ``shift`` characters behind its begin."""
    if tokens.parts:
        # The word may be within another one: "anti-government".
        yield from pattern.finditer(text)
        return
    for index in tokens.of_class[RULERS]:
        start = tokens.starts[index] - shift
        match = pattern.match(text, start) if start >= 0 else None
        if match is not None:
            yield match


def seated(page: Page) -> Iterator[tuple[int, int]]:
    """Yield (start, end of "in ") of "government in Pretoria": the characters at the end may begin a capital's name."""
    for match in _found(_IN_CAPITAL, page.text, page.tokens):
        yield match.span()


def party_governments(page: Page) -> Iterator[tuple[int, int, Name]]:
    """Yield (start, end, name) of governments under a party's name: "the PASOK government"."""
    if page.headline:
        return
    for match in _found(_OF_PARTY, page.text, page.tokens, shift=1):
        before = page.tokens.at(match.start() + 1) - 1
        number = page.owner[before] if before >= 0 else 0
        if number <= 0 or page.tokens.end(before) != match.start():
            continue
        span = page.spans[number - 1]
        if span.names[0].kind != "party":
            continue
        start = page.tokens.starts[page.words_of(span)[0]]
        name = page.text[start : match.end()]
        yield start, match.end(), Name(slug(name), name, "government", None, span.names[0].country_code, ())


def administrations(
    tokens: Tokens, covered: bytearray, not_leaders: frozenset[str], is_given_name: Callable[[str], bool]
) -> Iterator[Administration]:
    """Yield the governments under a leader's name.

    ``covered`` marks the characters of other names, ``not_leaders`` are capitalised words that cannot be a leader's
    (adjectives of countries, places). Of several words the first must be a given name, else they are a body's name
    ("Food and Drug Administration").
    """
    for match in _found(_RULE_WORD, tokens.text, tokens):
        index = tokens.at(match.start())
        if index >= len(tokens.words) or tokens.starts[index] != match.start() or covered[match.start()]:
            continue

        def leader(at: int) -> bool:
            return not covered[tokens.starts[at]] and _may_be_leader(tokens, at, not_leaders)

        spans = (
            _after(tokens, index, leader)
            if tokens.lower[index] in _SPANISH
            else _before(tokens, index, leader, is_given_name)
        ) or _of(tokens, index, leader, is_given_name)
        if spans is None:
            continue
        first, last, surname = spans
        begin = surname
        while begin > first and tokens.lower[begin - 1] in NAME_PARTICLES:
            begin -= 1
        name = f"{' '.join(tokens.words[begin : surname + 1])} administration"
        yield Administration(first, last, surname, Name(slug(name), name, "government", None, None, ()))


def _before(
    tokens: Tokens, index: int, leader: Callable[[int], bool], is_given_name: Callable[[str], bool]
) -> tuple[int, int, int] | None:
    """Read "Joseph Okafor administration", "Okafor's government"."""
    end = index
    if index > 1 and tokens.lower[index - 1] == "'s" and tokens.gaps[index] == " ":
        end = index - 1
    elif tokens.gaps[index] != " ":
        return None
    first = end
    while first > 0 and end - first < _LONGEST_NAME and tokens.gaps[first] in (" ", "") and leader(first - 1):
        first -= 1
    if first == end or (end - first > 1 and not is_given_name(tokens.words[first])):
        return None
    if first > 0 and tokens.lower[first - 1] in ("and", "&", "of") and tokens.words[index][0].isupper():
        return None
    return first, index, end - 1


def _after(tokens: Tokens, index: int, leader: Callable[[int], bool]) -> tuple[int, int, int] | None:
    """Read "administración Okafor"."""
    after = index + 1
    if after < len(tokens.words) and tokens.gaps[after] == " " and leader(after):
        if after + 1 < len(tokens.words) and tokens.gaps[after + 1] == " " and tokens.words[after + 1][0].isupper():
            return None
        return index, after, after
    return None


def _of(
    tokens: Tokens, index: int, leader: Callable[[int], bool], is_given_name: Callable[[str], bool]
) -> tuple[int, int, int] | None:
    """Read "administration of President Okafor", "government of Joseph Okafor"."""
    first = index + 2
    if (
        first >= len(tokens.words)
        or tokens.lower[index + 1] not in ("of", "de", "del")
        or tokens.gaps[index + 1] != " "
    ):
        return None
    titled = False
    while first < len(tokens.words) and tokens.gaps[first] == " " and tokens.lower[first] in _TITLES:
        first, titled = first + 1, True
    last = first
    while last < len(tokens.words) and last - first < _LONGEST_NAME and tokens.gaps[last] == " " and leader(last):
        last += 1
    if last == first and is_given_name(tokens.words[first]):
        # "Pedro Castillo": towns bear his names too, which two given one after the other do not.
        last = _named_like_towns(tokens, first)
    if last == first or not (titled or (last - first > 1 and is_given_name(tokens.words[first]))):
        return None
    return index, last - 1, last - 1


def _named_like_towns(tokens: Tokens, first: int) -> int:
    """Return the word after a given name and a surname in capitals that go no further, else the first word."""
    last = first + 2
    whole = last >= len(tokens.words) or tokens.gaps[last] != " " or tokens.words[last][0].islower()
    named = last <= len(tokens.words) and tokens.gaps[first + 1] == " " and tokens.words[first + 1][0].isupper()
    return last if whole and named and tokens.lower[first] not in _SAINTS else first


def _may_be_leader(tokens: Tokens, index: int, not_leaders: frozenset[str]) -> bool:
    word, lower = tokens.words[index], tokens.lower[index]
    if tokens.particle_name(index):
        return True
    if not tokens.words[index][0].isupper() or len(word) < 3 or lower in FUNCTION_WORDS or word in not_leaders:
        return False
    if lower in _KINDS or (word.isupper() and len(word) > 1) or lower.endswith(("ist", "ists", "ian", "'s")):
        return False
    return not (tokens.begins_sentence(index) and lower in OPENERS)
