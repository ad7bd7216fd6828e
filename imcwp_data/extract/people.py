"""People: capitalised words that something beside them shows to be a person's name, with role where one is told."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from imcwp_data.extract.tokens import Tokens
from imcwp_data.extract.word_classes import (
    FUNCTION_WORDS,
    MONTHS_AND_DAYS,
    NAME_PARTICLES,
    OPENERS,
    SPEECH_VERBS,
)
from imcwp_data.text.lexicon import Lexicon
from imcwp_data.vocabulary import Vocabulary

_ROLE_END = re.compile(
    r"[.;:()\[\]\"!?]|,| - |\s(?:who|whom|has|have|had|is|was|were|are|will|said|says|told|added|adds|and not|but|"
    r"wrote|stressed|explained|stated|noted|denounced|when|while|as|que|quien|dijo|afirmó|ha)\s"
)
_APPOSITION = re.compile(
    r"(?:'s)?,\s+(?:(?P<article>the|a|an|its|his|her|their|our|then|former|el|la|un|una|su)\s+)?(?:(?:former|then|late|current|new|ex)\s+)?"
)
_LOWER_NOUN = re.compile(r"[a-zà-ÿ][\w'-]+")
_BESIDE_PICTURE = re.compile(
    r"\s?\((?:right|left|centre|center|l|r|second|third|first|top|above|derecha|izquierda)\b", re.IGNORECASE
)
_PLACE_NOUNS = frozenset(
    (
        "village town city port suburb capital island district region province municipality country resort "
        "neighbourhood neighborhood place river mountain square street hotel stadium nation state territory bay "
        "beach"
    ).split()
)
_FAMILY = frozenset(
    (
        "aunt uncle wife husband brother sister mother father son daughter friend comrade grandmother grandfather "
        "cousin widow"
    ).split()
)
# Streets, buildings and the like that bear people's names: "Karl Marx Square" names nobody.
NAMED_AFTER_PEOPLE = frozenset(
    (
        "square street avenue road airport theatre theater hall palace stadium park bridge plaza calle avenida "
        "aeropuerto boulevard building tower stadium monument mausoleum memorial museum prize order medal gardens "
        "stadium barracks mountains peak island islands bay river lake"
    ).split()
)
NAMED_BEFORE_PEOPLE = frozenset(
    (
        "camp fort port puerto operation hurricane cyclone storm typhoon villa hotel radio san santa santo são "
        "saint lake mount monte cape cabo isla sierra avenue avenida calle plaza rua via editorial brigada colonia "
        "barrio huracán huracan tormenta vessel tanker ferry freighter yacht boat flotilla submarine street brand "
        "case project buque barco vaccine software model hall square school church parish"
    ).split()
)
_ADDRESSES = frozenset(
    (
        "mr mrs ms miss dr sr sra sir madam comrade comrades cde rev brother sister compañero compañera camarada "
        "señor señora don doña fr hon"
    ).split()
)
_LONGEST = 5
_ROLE_REACH = 160


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name, words [first, last), and the characters of the role told beside it (None without one)."""

    first: int
    last: int
    rule: str
    role_start: int | None = None
    role_end: int | None = None


class PeopleFinder:
    """Finds people by evidence; built from ``given_names.csv`` and ``roles.csv``."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._given = frozenset(row["name"] for row in vocabulary.tables["given_names"])
        self._roles = Lexicon([(row["role"], row["kind"]) for row in vocabulary.tables["roles"]], ignore_case=True)

        self.role_words = frozenset(word for row in vocabulary.tables["roles"] for word in row["role"].lower().split())

    def is_given_name(self, word: str) -> bool:
        """Tell whether a word is a given name."""
        return word in self._given

    def find(
        self, tokens: Tokens, taken: Sequence[int], place: Sequence[int], nouns: frozenset[str]
    ) -> Iterator[PersonName]:
        """Yield the people of a paragraph.

        ``taken`` marks words of other names, ``place`` words of places (1 and 3 by turns) and of countries' adjectives
        (2), ``nouns`` are words (in lower case) that make a name one of a body or an event.
        """
        if not tokens.capitals:
            return
        roles = [(m.char_start, m.char_end, m.payloads[0]) for m in self._roles.find(tokens.text)]
        evidence = _Evidence(tokens, roles, self._given)
        is_role = evidence.role_words
        reached = 0
        for index in tokens.capitals:
            if index < reached or not _may_begin(tokens, taken, place, is_role, index):
                continue
            reached = _run_end(tokens, taken, place, is_role, index)
            found = self._person(tokens, place, index, reached, evidence, nouns)
            if found is not None:
                yield found

    def _person(
        self, tokens: Tokens, place: Sequence[int], first: int, last: int, evidence: _Evidence, nouns: frozenset[str]
    ) -> PersonName | None:
        if tokens.begins_sentence(first) and tokens.lower[first] in OPENERS:
            first += 1
        while first < last and tokens.lower[first] in NAME_PARTICLES:
            first += 1
        if first >= last or last - first > _LONGEST:
            return None
        words = tokens.lower[first:last]
        if any(word in nouns or _singular(word) in nouns or word in NAMED_AFTER_PEOPLE for word in words):
            return None
        # "Santiago Lugo" are two towns and one man, "Novi Sad" is one town.
        towns = all(place[first:last])
        if towns and (len(set(place[first:last])) == 1 or tokens.words[first] not in self._given):
            return None
        if tokens.title_case and (last - first == 1 or tokens.words[first] not in self._given):
            return None
        role = evidence.role(first, last)
        if last - first == 1:
            if role is None or role[0] != "person.title" or place[first] or not evidence.office(role):
                return None
            return PersonName(first, last, *role)
        if role is not None:
            return PersonName(first, last, *role)
        rule = evidence.other(first, last)
        if rule is None and tokens.words[first] in self._given and not (tokens.title_case or place[first]):
            rule = "person.given_name"
        if rule is None:
            return None
        return PersonName(first, last, rule)


class _Evidence:
    """What stands beside a name: roles in apposition, titles, verbs of speech, captions."""

    def __init__(self, tokens: Tokens, roles: list[tuple[int, int, str]], given: frozenset[str]) -> None:
        self._tokens = tokens
        self._roles = roles
        self._starts = [start for start, _, _ in roles]
        self._ends = [end for _, end, _ in roles]
        self._given = given
        self._kinds = {start: kind for start, _, kind in roles}
        self.role_words = bytearray(len(tokens))
        for start, end, _ in roles:
            for index in range(tokens.at(start), tokens.at(end)):
                self.role_words[index] = 1

    def role(self, first: int, last: int) -> tuple[str, int | None, int | None] | None:
        """Return (rule, role's start, role's end) for a role that stands before or after the name, else None."""
        before = self._before(first)
        if before is not None and self._tokens.text[before[1] : before[2]].lower().rstrip(".") in _ADDRESSES:
            # "Comrade X, secretary of ...": a form of address is no role.
            return self._after(first, last) or (before[0], None, None)
        return before or self._after(first, last)

    def office(self, role: tuple[str, int | None, int | None]) -> bool:
        """Tell whether a role is an office or (without characters) a form of address: these go with a surname alone."""
        return role[1] is None or self._kinds.get(role[1]) in ("state", "party")

    def _before(self, first: int) -> tuple[str, int | None, int | None] | None:
        tokens = self._tokens
        start = tokens.starts[first]
        at = bisect_right(self._ends, start) - 1
        if at < 0:
            return None
        role_start, role_end, _ = self._roles[at]
        between = tokens.text[role_end:start]
        role = tokens.text[role_start:role_end]
        if between == " " or (between == ". " and len(role) <= 4):
            return "person.title", role_start, role_end
        if between == ", " and tokens.words[first] in self._given:
            return "person.role_before", role_start, role_end
        # "The chair of the Council of Elders, Ana ...": the role's complement ends with a comma.
        if (
            between.startswith((" of ", " for ", " del ", " de "))
            and between.endswith(", ")
            and len(between) < _ROLE_REACH
            and not re.search(r"[.;:,!?()\"]", between[:-2].replace("St.", "St"))
        ):
            return "person.role_before", role_start, start - 2
        return None

    def _after(self, first: int, last: int) -> tuple[str, int | None, int | None] | None:
        tokens = self._tokens
        end = tokens.ends[last - 1]
        match = _APPOSITION.match(tokens.text, end)
        if match is None:
            bracket = tokens.text[end : end + 2]
            if bracket != " (":
                return None
            begin = end + 2
            at = bisect_left(self._starts, begin)
            if at < len(self._roles) and self._starts[at] == begin:
                return "person.role_after", begin, _role_end(tokens.text, begin)
            return None
        begin = match.end()
        at = bisect_left(self._starts, begin)
        # Up to four words may qualify the role ("main", "political", "Cuban").
        while at < len(self._roles) and self._starts[at] - begin < 40:
            lead = tokens.text[begin : self._starts[at]]
            if not re.search(r"[.,;:()\"]", lead) and lead.count(" ") <= 4 and not _has_verb(lead):
                return "person.role_after", begin, _role_end(tokens.text, begin)
            at += 1
        noun = _LOWER_NOUN.match(tokens.text, begin)
        if match["article"] in ("a", "an") and noun is not None:
            told = _role_end(tokens.text, begin)
            words = tokens.text[begin:told].lower().split()
            if not any(word in _PLACE_NOUNS for word in words[:4]):
                return "person.apposition", begin, told
        return None

    def other(self, first: int, last: int) -> str | None:
        """Return the rule of evidence other than a role, None without any."""
        tokens = self._tokens
        before = tokens.lower[first - 1] if first and tokens.gap(first) in (" ", '" ', ", ", "," + " ") else ""
        after = tokens.lower[last] if last < len(tokens) and tokens.gap(last) in (" ", ", ") else ""
        if _BESIDE_PICTURE.match(tokens.text, tokens.ends[last - 1]):
            return "person.caption"
        if after in SPEECH_VERBS and not (tokens.title_case):
            return "person.speech"
        if (
            before in SPEECH_VERBS
            and tokens.gap(first) == " "
            and before
            not in ("told", "asked", "asks", "tells", "thanked", "thanks", "rejected", "rejects", "denounced", "opened")
        ):
            return "person.speech"
        if tokens.words[first] in self._given and (before in _FAMILY or before == "by"):
            return "person.relation"
        return None


def _singular(word: str) -> str:
    return word[:-3] + "y" if word.endswith("ies") else word.removesuffix("s")


def _has_verb(lead: str) -> bool:
    return any(word in FUNCTION_WORDS and word not in ("of", "the", "for") for word in lead.lower().split())


def _role_end(text: str, begin: int) -> int:
    match = _ROLE_END.search(text, begin, begin + _ROLE_REACH)
    end = match.start() if match is not None else min(len(text), begin + _ROLE_REACH)
    return begin + len(text[begin:end].rstrip())


def _may_begin(tokens: Tokens, taken: Sequence[int], place: Sequence[int], is_role: Sequence[int], index: int) -> bool:
    word = tokens.words[index]
    return (
        word[0].isupper()
        and not taken[index]
        and place[index] != 2
        and not is_role[index]
        and len(word) > 1
        and not (word.isupper() and len(word) > 1)
        and tokens.lower[index] not in FUNCTION_WORDS
        and tokens.lower[index] not in MONTHS_AND_DAYS
    )


def _run_end(tokens: Tokens, taken: Sequence[int], place: Sequence[int], is_role: Sequence[int], index: int) -> int:
    """Return the word after the name that begins at a word; particles may stand inside, initials too."""
    last = index + 1
    while last < len(tokens) and not taken[last]:
        gap = tokens.gap(last)
        initial = len(tokens.words[last - 1]) == 1 and gap == ". "
        if gap != " " and not initial:
            break
        word = tokens.words[last]
        if len(word) == 1 and tokens.capitalised(last):
            last += 1
            continue
        if _may_begin(tokens, taken, place, is_role, last) or ("-" in word and tokens.particle_name(last)):
            last += 1
            continue
        if tokens.lower[last] in NAME_PARTICLES:
            after = last + 1
            while after < len(tokens) and tokens.lower[after] in NAME_PARTICLES and after - last < 2:
                after += 1
            if (
                after < len(tokens)
                and tokens.gap(after) == " "
                and _may_begin(tokens, taken, place, is_role, after)
                and not place[after]
                and tokens.lower[last] not in ("y", "e", "a")
            ):
                last = after + 1
                continue
        break
    while last > index + 1 and not (tokens.capitalised(last - 1) or tokens.particle_name(last - 1)):
        last -= 1
    return last
