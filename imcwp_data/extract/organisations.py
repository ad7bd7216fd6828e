"""Organisations that no vocabulary holds, read by the shape of their names: capitals around a noun for a body."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from imcwp_data.extract.organisation_kinds import (
    THE,
    BodyName,
    Noun,
    best_kind,
    is_small_word,
    nouns_by_first_word,
    party_organ,
)
from imcwp_data.extract.organisation_words import (
    ABROAD,
    BODY_NOUNS,
    EXTENDING,
    GENERIC,
    GENITIVES,
    JOINERS,
    KIND_WORDS,
    LOCAL_BODIES,
    MODIFIERS,
    OF,
    ON_SOMETHING,
    PLURALS,
    POSSESSORS,
    UNNAMED_GROUPS,
    WITH,
)
from imcwp_data.extract.tokens import BODIES, Tokens, words_of
from imcwp_data.extract.word_classes import ARTICLES, FUNCTION_WORDS, MONTHS_AND_DAYS, OPENERS

_LONGEST_NAME = 14
_CAUSES = frozenset({"for", "against", "in", "with", "on", "para", "por", "contra"})
# Bodies whose name says with whom: "friends with", "embassy in".
_WITH_OTHERS = frozenset({"friends", "amigos", "solidarity", *ABROAD})
_ORGANS = frozenset({("central", "committee"), ("political", "bureau"), ("executive", "committee")})


class OrganisationShapes:
    """Finds bodies by their nouns; built from ``organisation_nouns.csv``."""

    def __init__(
        self, nouns: Sequence[Mapping[str, str]], not_names: frozenset[str], is_given_name: Callable[[str], bool]
    ) -> None:
        self._is_given_name = is_given_name
        self._not_names = not_names
        self._nouns: dict[str, list[Noun]] = {}
        for row in nouns:
            position = row["position"]
            noun = Noun(
                row["kind"], position in ("first", "any"), position in ("last", "any"), row["lower_case"] == "yes"
            )
            # A possessive "'s" is a word of its own: "Ombudsman's Office".
            self._nouns.setdefault(" ".join(words_of(row["noun"].lower())), []).append(noun)
        self._openings = frozenset(noun.split()[0] for noun in self._nouns) | frozenset(PLURALS)
        plurals = {plural: self._nouns[one] for plural, one in PLURALS.items() if one in self._nouns}
        self._in_capitals = nouns_by_first_word(plurals | self._nouns)
        small = {noun: [reading for reading in readings if reading.small] for noun, readings in self._nouns.items()}
        self._in_small = nouns_by_first_word({noun: readings for noun, readings in small.items() if readings})
        # The words that :meth:`find` looks at; whoever makes tokens for it makes them a class. Some begin a body's name
        # or tell of one that follows though they have no capital, the others only with one.
        self.triggers = frozenset(KIND_WORDS) | frozenset(self._in_small)
        self.capital_triggers = self._openings - self.triggers
        self._heads = frozenset(noun.split()[-1] for noun in self._nouns)

    def is_noun(self, word: str) -> bool:
        """Tell whether a word (in lower case) is the noun of a body or an event."""
        return word in self._heads

    def kind_of(self, name: str) -> str:
        """Return the kind of a body by the nouns in its name, ``organisation`` without any."""
        words = name.lower().split()
        for index in (*range(len(words) - 1, -1, -1),):
            for noun in self._nouns.get(words[index], ()):
                if noun.kind in ("party", "outlet", "government"):
                    return noun.kind
        return "organisation"

    def may_find(self, tokens: Tokens) -> bool:
        """Tell whether a paragraph has a noun of a body or an event at all."""
        return bool(tokens.of_class[BODIES])

    def find(self, tokens: Tokens, owner: Sequence[int], place: Sequence[int]) -> list[BodyName]:
        """Return bodies, and events (kind ``event``) whose words are nobody's name.

        ``owner`` is, for each word, the number of the known name that it is part of (0 for none); ``place`` tells
        which words are a place's or country adjective's.
        """
        bodies: list[BodyName] = []
        reached = 0
        for index in tokens.of_class[BODIES]:
            if index < reached or owner[index]:
                continue
            word = tokens.lower[index]
            found = self._by_noun(tokens, owner, place, index)
            if found is None and word in KIND_WORDS:
                found = self._after_kind_word(tokens, owner, place, index)
            if found is not None:
                reached = found.last
                bodies.append(found)
        return bodies

    def _by_noun(self, tokens: Tokens, owner: Sequence[int], place: Sequence[int], index: int) -> BodyName | None:
        lower = tokens.lower
        capital = tokens.words[index][0].isupper()
        for words, nouns in (self._in_capitals if capital else self._in_small).get(lower[index], ()):
            end = index + len(words)
            # The word itself is nobody's.
            if len(words) == 1 or (lower[index:end] == words and not any(owner[index:end])):
                found = self._around(tokens, owner, place, index, end, nouns, capital=capital)
                if found is not None:
                    return found
        return None

    def _around(
        self,
        tokens: Tokens,
        owner: Sequence[int],
        place: Sequence[int],
        begin: int,
        end: int,
        usable: list[Noun],
        *,
        capital: bool,
    ) -> BodyName | None:
        events = usable[0].kind == "event" and all(n.kind == "event" for n in usable)
        if capital:
            longer = self._extended(tokens, owner, end)
            if longer > end and events:
                return None
            end = longer
        noun = tokens.lower[end - 1]
        first = self._leftwards(tokens, owner, begin, small=not capital)
        last, inside = self._rightwards(tokens, owner, place, end, noun)
        if not capital and first == begin and last == end and noun not in LOCAL_BODIES:
            # Nothing names it, as is so nearly always.
            return None
        own = sum(
            tokens.words[k][0].isupper() and not place[k] and tokens.lower[k] not in MONTHS_AND_DAYS
            for k in range(first, begin)
        )
        if events:
            # "Declaration of the Lisbon meeting": the event's name ends where a place's begins.
            last = end if any(place[end : max(end, last)]) else max(end, last)
            return BodyName(first, last, "event", "name.event") if last - first > end - begin else None
        body = bool(inside) and noun in BODY_NOUNS
        if capital:
            named_left = first < begin and any(n.last for n in usable)
            named_right = last > end and (noun in ABROAD or any(n.first for n in usable))
            if noun in PLURALS and own == 0:
                return None
            organ = [n for n in usable if n.kind == "party_body" and n.first]
            if organ and tokens.title_case:
                # In a headline the words before have capitals too.
                first, named_left = begin, False
            if organ and not (named_left or named_right):
                return party_organ(tokens, owner, begin, end)
            if not (named_left or named_right):
                whole = end - begin > 1 and any(
                    n.first and n.kind in ("government", "intergovernmental") for n in usable
                )
                if whole and begin and tokens.lower[begin - 1] in THE and tokens.gaps[begin] == " ":
                    return BodyName(begin, end, best_kind(usable, False, (), noun), "name.whole_noun")
                return None
            if not body and all(place[first:end]):
                return None
            if not named_right and not body:
                last, inside = end, 0
        elif body:
            if first == begin or not any(tokens.words[k][0].isupper() for k in range(first, begin)):
                return None
        elif own == 0:
            return self._small_body(tokens, place, first, begin, end)
        # "Biden administration" is read by its leader's name, "US administration" by its country's.
        if noun in GENERIC and (begin - first < 2 or self._is_given_name(tokens.words[first])):
            return None
        if not (capital or body):
            last, inside = (
                (last, inside) if tokens.words[first][0].isupper() and noun in ("friends", "amigos") else (end, 0)
            )
        if last - first > _LONGEST_NAME or (
            last < len(tokens.words) and tokens.gaps[last] == " " and tokens.lower[last] in UNNAMED_GROUPS
        ):
            return None
        kind = "party_body" if body else best_kind(usable, first < begin, tokens.lower[first:begin], noun)
        if kind == "party_body" and not inside and last > end and tokens.lower[end] in _CAUSES:
            # "National Committee for the Forests" is nobody's organ.
            kind = "organisation"
        return BodyName(first, last, kind, "name.organisation_shape", inside)

    def _extended(self, tokens: Tokens, owner: Sequence[int], end: int) -> int:
        """Return the word after the nouns in capitals that go on a body's name ("National Police" Service)."""
        while (
            end < len(tokens.words)
            and tokens.gaps[end] == " "
            and tokens.lower[end] in EXTENDING
            and tokens.words[end][0].isupper()
            and not owner[end]
        ):
            end += 1
        return end

    def _small_body(self, tokens: Tokens, place: Sequence[int], first: int, begin: int, end: int) -> BodyName | None:
        """Read bodies in small letters that only a place names: "US embassy in Rome", "city council of Turku"."""
        noun = tokens.lower[end - 1]
        # A building stands "outside the US embassy"; "The US embassy in Rome rejected" speaks of the body.
        acts = first > 0 and tokens.lower[first - 1] in THE and tokens.begins_sentence(first - 1)
        abroad = noun in ABROAD and first < begin and all(place[first:begin]) and acts
        if not abroad and not (noun in LOCAL_BODIES and first == begin):
            return None
        last = end + 1
        while last < len(tokens.words) and tokens.gaps[last] == " " and (place[last] or tokens.lower[last] in ARTICLES):
            last += 1
        joined = (
            end < len(tokens.words)
            and tokens.gaps[end] == " "
            and (tokens.lower[end] in GENITIVES or (abroad and tokens.lower[end] in ("in", "to", "en")))
            and last > end + 1
            and place[last - 1]
        )
        if not joined and not abroad:
            return None
        return BodyName(first, last if joined else end, "government", "name.organisation_shape")

    def _leftwards(self, tokens: Tokens, owner: Sequence[int], begin: int, *, small: bool) -> int:
        """Return the first word of the capitals that stand before a noun."""
        first, index = begin, begin
        while index > 0 and begin - index < 8:
            before = index - 1
            if tokens.gaps[index] not in (" ", "' ", "-"):
                break
            word = tokens.lower[before]
            if owner[before]:
                break
            if word == "'s":
                if (
                    before == 0
                    or tokens.lower[before - 1] not in POSSESSORS
                    or not tokens.words[before - 1][0].isupper()
                ):
                    break
                index = first = before - 1
            elif (
                tokens.words[before][0].isupper() and not is_small_word(tokens, before) and word not in self._not_names
            ):
                possessive = tokens.gaps[index] == "' "
                if word in OPENERS and tokens.begins_sentence(before) and not possessive:
                    break
                index = first = before
            elif (word in MODIFIERS and small) or (
                (word in JOINERS or (word in OF and small and first < begin))
                and first < begin
                and tokens.gaps[before] == " "
                and before > 0
                and tokens.words[before - 1][0].isupper()
                and not owner[before - 1]
                and tokens.lower[before - 1] not in self._not_names
            ):
                index = before
            else:
                break
        return first

    def _rightwards(
        self, tokens: Tokens, owner: Sequence[int], place: Sequence[int], end: int, noun: str
    ) -> tuple[int, int]:
        """Return the word after a noun's complements ("of Navigation and Fisheries"), and the known name in it."""
        last, matched = end, False
        while last < len(tokens.words) and last - end < _LONGEST_NAME:
            if tokens.gaps[last] not in (" ", "' "):
                break
            word = tokens.lower[last]
            if word in JOINERS:
                after = last + 1
                if not matched or place[last - 1] or not self._goes_on(tokens, owner, after) or place[after]:
                    break
                if (
                    tokens.lower[after] in self._openings
                    and after + 1 < len(tokens.words)
                    and tokens.lower[after + 1] in OF
                ):
                    break
            elif word in OF or word in WITH or (word == "on" and noun in ON_SOMETHING):
                after = last + 1
                while after < len(tokens.words) and tokens.lower[after] in ARTICLES and tokens.gaps[after] == " ":
                    after += 1
                if (
                    after >= len(tokens.words)
                    or tokens.gaps[after] != " "
                    or tokens.lower[after - 1] in ("a", "an", "un", "una")
                ):
                    break
                if owner[after] and word in GENITIVES:
                    number = owner[after]
                    while after < len(tokens.words) and owner[after] == number:
                        after += 1
                    # "Commission of the CPV Central Committee"
                    organ = tokens.lower[after : after + 2] if tokens.gaps[after] == " " else ()
                    return (after + 2 if organ in _ORGANS else after), number
                if not self._goes_on(tokens, owner, after):
                    break
                if word in WITH and not matched and noun not in _WITH_OTHERS:
                    break
                if word in ("in", "en", "to") and place[after] and noun not in ABROAD:
                    break
            else:
                break
            last, matched = self._capitals(tokens, owner, after), True
        return last, 0

    def _goes_on(self, tokens: Tokens, owner: Sequence[int], index: int) -> bool:
        return (
            index < len(tokens.words)
            and tokens.gaps[index] == " "
            and not owner[index]
            and tokens.words[index][0].isupper()
            and tokens.lower[index] not in FUNCTION_WORDS
            and tokens.lower[index] not in MONTHS_AND_DAYS
        )

    def _capitals(self, tokens: Tokens, owner: Sequence[int], index: int) -> int:
        """Return the word after the capitals that go on from a word; a capital "Not" or "The" may stand among them."""
        index += 1
        while index < len(tokens.words) and not owner[index] and tokens.gaps[index] in (" ", "' "):
            if tokens.lower[index] == "'s" or not tokens.words[index][0].isupper():
                break
            if tokens.lower[index] in FUNCTION_WORDS and not self._goes_on(tokens, owner, index + 1):
                break
            index += 1
        return index

    def _after_kind_word(
        self, tokens: Tokens, owner: Sequence[int], place: Sequence[int], index: int
    ) -> BodyName | None:
        """Read "the organisation Ploughs for Peace": the capitals after a common noun for a body."""
        begin = index + 1
        if tokens.words[index][0].isupper() or not self._goes_on(tokens, owner, begin) or place[begin]:
            return None
        if begin + 1 < len(tokens.words) and tokens.lower[begin + 1] == "'s":
            return None
        last, inside = self._capitals(tokens, owner, begin), 0
        last, inside = self._rightwards(tokens, owner, place, last, "friends") if last > begin else (last, inside)
        return BodyName(begin, last, KIND_WORDS[tokens.lower[index]], "name.organisation_apposition", inside)
