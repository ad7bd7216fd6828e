"""Bodies by the shape of their names: what a noun says of its body, and the organs of a party."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from imcwp_data.extract.organisation_words import MEMBERS, PUBLIC_MODIFIERS
from imcwp_data.extract.tokens import Tokens
from imcwp_data.extract.word_classes import FUNCTION_WORDS
from imcwp_data.record import Record

THE = frozenset({"the", "la", "el", "del", "los", "las"})
ITS = frozenset({"its", "their", "our", "su", "nuestro", "nuestra"})


_LONGEST_NOUN = 5


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun for a body: its kind, whether it begins or ends a name, whether it may stand in small letters."""

    kind: str
    first: bool
    last: bool
    small: bool


def nouns_by_first_word(nouns: Mapping[str, list[Noun]]) -> dict[str, list[tuple[tuple[str, ...], list[Noun]]]]:
    """Return the words and the readings of nouns by their first words, at each those of the most words first."""
    found: dict[str, list[tuple[tuple[str, ...], list[Noun]]]] = {}
    for noun, readings in nouns.items():
        words = tuple(noun.split())
        if len(words) <= _LONGEST_NOUN:
            found.setdefault(words[0], []).append((words, readings))
    for entries in found.values():
        entries.sort(key=lambda entry: len(entry[0]), reverse=True)
    return found


class BodyName(Record, frozen=True):
    """A body's name by its shape: words [first, last) of a paragraph; ``inside`` is a known name that it ends with."""

    first: int
    last: int
    kind: str
    rule: str
    inside: int = 0


def party_organ(tokens: Tokens, owner: Sequence[int], begin: int, end: int) -> BodyName | None:
    """Read a party's organ: "the Central Committee" by itself, or after whose it is ("KKE's Central Committee")."""
    if end < len(tokens.words) and tokens.gaps[end] == " " and tokens.lower[end] in MEMBERS:
        # The words are an office's: nobody's name, like those of an event.
        return BodyName(begin, end, "event", "name.organ_member")
    before = begin - 1
    if before > 0 and tokens.lower[before] == "'s" and tokens.gaps[before] == "":
        before -= 1
    if before >= 0 and owner[before] > 0 and tokens.gaps[begin] == " ":
        number = owner[before]
        while before and owner[before - 1] == number:
            before -= 1
        return BodyName(before, end, "party_body", "name.organ_of_party", number)
    alone = begin > 0 and tokens.lower[begin - 1] in THE | ITS and not tokens.begins_sentence(begin)
    return BodyName(begin, end, "party_body", "name.party_organ") if alone else None


def is_small_word(tokens: Tokens, index: int) -> bool:
    """Tell whether a word is a function word; "US" and "IT" in capitals are none."""
    word = tokens.words[index]
    return tokens.lower[index] in FUNCTION_WORDS and not (word.isupper() and len(word) > 1)


def best_kind(nouns: list[Noun], left: bool, modifiers: Sequence[str], noun: str) -> str:
    """Return the kind of a body; a noun of several kinds is an organisation unless its modifiers are a public one's."""
    if noun in ("council", "committee", "assembly") and any(m in PUBLIC_MODIFIERS for m in modifiers):
        return "government"
    fitting = [n.kind for n in nouns if n.kind != "event" and (n.last if left else n.first)] or [
        n.kind for n in nouns if n.kind != "event"
    ]
    return "organisation" if "organisation" in fitting else fitting[0]
