"""People: capitalised words that something beside them shows to be a person's name, with role where one is told."""

from __future__ import annotations

from collections.abc import Sequence

from imcwp_data.extract.gazetteer_entries import plain
from imcwp_data.extract.person_evidence import Evidence, words_of_roles
from imcwp_data.extract.person_runs import NAMED_AFTER_PEOPLE, NAMED_BEFORE_PEOPLE, Words, beginnings
from imcwp_data.extract.tokens import Tokens
from imcwp_data.extract.word_classes import LOCATIVES, NAME_PARTICLES, OPENERS
from imcwp_data.record import Record
from imcwp_data.text.lexicon import Match, without_overlaps
from imcwp_data.vocabulary import Vocabulary

_LONGEST = 6
_ARTICLES = frozenset("de del la las los el al y e".split())


class PersonName(Record, frozen=True):
    """A person's name, words [first, last), and the characters of the role told beside it (None without one)."""

    first: int
    last: int
    rule: str
    role_start: int | None = None
    role_end: int | None = None


class PeopleFinder:
    """Finds people by evidence; built from ``given_names.csv`` and ``roles.csv``."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        names = [row["name"] for row in vocabulary.tables["given_names"]]
        self._given = frozenset(names) | frozenset(plain(name) for name in names)
        self.surfaces = [(row["role"], row["kind"]) for row in vocabulary.tables["roles"]]
        self.role_words = frozenset(word for row in vocabulary.tables["roles"] for word in row["role"].lower().split())

    def is_given_name(self, word: str) -> bool:
        """Tell whether a word is a given name."""
        return word in self._given

    def find(
        self,
        tokens: Tokens,
        roles: Sequence[Match[str]],
        taken: Sequence[int],
        place: Sequence[int],
        nouns: frozenset[str],
        *,
        every_noun: bool = False,
    ) -> Sequence[PersonName]:
        """Return the people of a paragraph (``every_noun``: its language writes all nouns with a capital).

        ``taken`` marks words of other names, ``place`` words of places (1 and 3 by turns) and of countries' adjectives
        (2), ``nouns`` are words (in lower case) that make a name one of a body or an event.
        """
        if not tokens.capitals:
            return ()
        told = [(m.char_start, m.char_end, m.payloads[0]) for m in without_overlaps(roles)] if roles else []
        # One word alone is somebody's name only after a title, "President" or "Dr.".
        titled = {end + gap for _, end, _ in told for gap in (1, 2)} if told else frozenset()
        beginning, several = beginnings(tokens, taken, place, titled)
        if not beginning:
            return ()
        starts = tokens.starts
        if not several:
            for index in beginning:
                if starts[index] in titled:
                    break
            else:
                return ()
        role_words = words_of_roles(tokens, told)
        runs = []
        for first, last in Words(tokens, taken, place, role_words, self.is_given_name).runs(beginning):
            if last - first > 1 or starts[first] in titled:
                runs.append((first, last))
        if not runs:
            return ()
        evidence = Evidence(tokens, told, self._given)
        found = [self._person(tokens, place, taken, first, last, evidence, nouns) for first, last in runs]
        for number in range(1, 0 if every_noun else len(runs)):
            one, other = found[number - 1], found[number]
            if (one is None) == (other is None) or not _joined(tokens, runs[number - 1][1], runs[number][0]):
                continue
            alone = number if other is None else number - 1
            if self._may_be_name(tokens, place, *runs[alone], nouns):
                found[alone] = PersonName(*runs[alone], "person.coordinated")
        return [person for person in found if person is not None]

    def _person(
        self,
        tokens: Tokens,
        place: Sequence[int],
        taken: Sequence[int],
        first: int,
        last: int,
        evidence: Evidence,
        nouns: frozenset[str],
    ) -> PersonName | None:
        if tokens.begins_sentence(first) and tokens.lower[first] in OPENERS:
            first += 1
        while first < last and tokens.lower[first] in NAME_PARTICLES and not _opens_name(tokens, first):
            first += 1
        if (
            last - first > 2
            and place[first] in (1, 3)
            and place[first] != place[first + 1]
            and tokens.words[first + 1] in self._given
            and first > 0
            and tokens.lower[first - 1] in LOCATIVES
        ):
            # "dijo en Lima Rosa Quispe"
            first += 1
        if first >= last or last - first > _LONGEST:
            return None
        if _names_body(tokens.lower[first:last], nouns):
            return None
        # "Santiago Lugo" are two towns and one man, "Novi Sad" is one town.
        towns = all(place[first:last])
        if towns and (len(set(place[first:last])) == 1 or tokens.words[first] not in self._given):
            return None
        body = evidence.body(first, last, taken)
        if body is None and tokens.title_case and (last - first == 1 or tokens.words[first] not in self._given):
            return None
        role = evidence.role(first, last)
        if last - first == 1:
            if role is None or role[0] != "person.title" or place[first] or not evidence.office(role):
                return None
            return PersonName(first, last, *role)
        if role is not None:
            return PersonName(first, last, *role)
        rule = body or evidence.other(first, last) or self._by_names(tokens, place, first, last)
        return PersonName(first, last, rule) if rule is not None else None

    def _may_be_name(self, tokens: Tokens, place: Sequence[int], first: int, last: int, nouns: frozenset[str]) -> bool:
        """Tell whether words without evidence of their own may be the name of somebody who is named with another."""
        words = tokens.lower[first:last]
        return (
            1 < last - first <= _LONGEST
            and not tokens.title_case
            and not any(place[first:last])
            and not tokens.begins_sentence(first)
            and not _names_body(words, nouns)
        )

    def _by_names(self, tokens: Tokens, place: Sequence[int], first: int, last: int) -> str | None:
        """Return the rule by which the words themselves are a name: a given name among them, initials."""
        if tokens.title_case or place[first]:
            return None
        if tokens.words[first] in self._given:
            return "person.given_name"
        if len(tokens.words[first].rstrip(".").replace(".", "")) <= 3 and tokens.words[first].isupper():
            return "person.initials"
        # In Chinese, Korean and Vietnamese names the family's name stands first.
        if (
            last - first <= 3
            and tokens.words[last - 1] in self._given
            and tokens.lower[first] not in NAMED_BEFORE_PEOPLE
            and not any(place[first:last])
            and not tokens.begins_sentence(first)
        ):
            return "person.given_name_last"
        return None


def _opens_name(tokens: Tokens, index: int) -> bool:
    """Tell whether a particle in capitals begins a name: "Ben Saleh", "Le Quang Thuy", "Von Trotta"."""
    return tokens.words[index][0].isupper() and tokens.lower[index] not in _ARTICLES


def _joined(tokens: Tokens, end: int, start: int) -> bool:
    """Tell whether "and" or a comma alone stands between two names."""
    if start == end:
        return tokens.gaps[start] == ", "
    return start == end + 1 and tokens.lower[end] in ("and", "y", "e", "&") and tokens.gaps[end] in (" ", ", ")


def _names_body(words: Sequence[str], nouns: frozenset[str]) -> bool:
    """Tell whether one of the words makes a name that of a body, an event or a street."""
    for word in words:
        if word in nouns or word in NAMED_AFTER_PEOPLE or (word[-1] == "s" and _singular(word) in nouns):
            return True
    return False


def _singular(word: str) -> str:
    return word[:-3] + "y" if word.endswith("ies") else word.removesuffix("s")
