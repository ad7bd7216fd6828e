"""Runs of capitalised words that may be a person's name: initials, particles, suffixes and all."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Sequence

from imcwp_data.extract.tokens import Tokens
from imcwp_data.extract.word_classes import FUNCTION_WORDS, MONTHS_AND_DAYS, NAME_PARTICLES
from imcwp_data.record import Record

# Streets, buildings and the like that bear people's names: "Karl Marx Square" names nobody.
NAMED_AFTER_PEOPLE = frozenset(
    (
        "square street avenue road airport theatre theater hall palace stadium park bridge plaza calle avenida "
        "aeropuerto boulevard building tower monument mausoleum memorial museum prize order medal gardens "
        "barracks mountains peak island islands bay river lake"
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
# Words for roles that are surnames too, at the end of a name: "Coretta King".
_ROLE_SURNAMES = frozenset(
    (
        "king prince pope bishop baker miner mason shepherd sailor cook carpenter abbot dean judge major page porter "
        "marshal constable steward butcher fisher gardener farmer driver potter weaver painter singer barber cooper "
        "miller hunter turner walker parker archer chandler guard lord friend"
    ).split()
)
_SUFFIXES = frozenset({"jr", "sr", "junior", "ii", "iii", "iv", "vi"})
# Families whose names are function words elsewhere.
_FAMILIES = frozenset({"le", "do", "so", "to", "an", "no"})
_NO_BEGINNINGS = FUNCTION_WORDS | MONTHS_AND_DAYS
# Those of them that are no family's name and no letter either.
_PASSED_OVER = frozenset(word for word in _NO_BEGINNINGS - _FAMILIES if len(word) > 1)
# Words in small letters that a name goes on with.
_GOING_ON = NAME_PARTICLES | _SUFFIXES
# Syllables of Korean names that are function words elsewhere.
_SYLLABLES = frozenset({"un", "il", "so", "yo"})
# A letter after one of these is no initial: "plan B", "World War I".
_LETTERED = frozenset(
    (
        "plan class group part section type vitamin point option category figure annex appendix article war chapter "
        "volume table item step level zone hepatitis block act team"
    ).split()
)


def beginnings(
    tokens: Tokens, taken: Sequence[int], place: Sequence[int], titled: Container[int]
) -> tuple[list[int], bool]:
    """Return the words with which runs may begin that are of several words, or that stand at one of some characters.

    Also whether one of them may begin a run of several words that no country's adjective begins. ``taken`` and
    ``place`` are those of :class:`Words`; ``titled`` are the characters at which one word alone may be a name.
    """
    words, lower, starts = tokens.words, tokens.lower, tokens.starts
    found = []
    several = False
    last = len(words) - 1
    for index in tokens.capitals:
        # No name begins with a word of another one.
        if taken[index] or lower[index] in _PASSED_OVER:
            continue
        if index < last:
            after = words[index + 1]
            if after[0].isupper() or "-" in after or lower[index + 1] in _GOING_ON:
                found.append(index)
                several = several or place[index] != 2
                continue
        if titled and starts[index] in titled:
            found.append(index)
    return found, several


class Words(Record, frozen=True):
    """A paragraph's words as a reader of people sees them.

    ``taken`` marks words of other names, ``place`` words of places (1 and 3 by turns) and of countries' adjectives (2),
    ``roles`` words of roles.
    """

    tokens: Tokens
    taken: Sequence[int]
    place: Sequence[int]
    roles: Sequence[int]
    is_given_name: Callable[[str], bool]

    def runs(self, beginning: Sequence[int]) -> Iterator[tuple[int, int]]:
        """Yield (first word, word after) of the runs that may be names, from the left.

        ``beginning`` are the words with which one may begin (see :func:`beginnings`).
        """
        reached = 0
        words = self.tokens.words
        for index in beginning:
            if index < reached:
                continue
            if self._may_begin(index):
                reached = self._end(index)
            elif (len(words[index]) == 1 or words[index][1] == ".") and self._is_initial(index):
                reached = self._end_after_initials(index)
                if reached <= index:
                    reached = 0
                    continue
            else:
                continue
            yield index, reached

    def _may_begin(self, index: int) -> bool:
        lower = self.tokens.lower[index]
        if lower in _NO_BEGINNINGS:
            return lower in _FAMILIES and self._family(index)
        word = self.tokens.words[index]
        return (
            word[0].isupper()
            and not self.taken[index]
            and self.place[index] != 2
            and not self.roles[index]
            and len(word) > 1
            and not word.isupper()
        ) or (lower in _FAMILIES and self._family(index))

    def _family(self, index: int) -> bool:
        """Tell whether a word that is a function word elsewhere is a family's name: "Le Quang Thuy", "Do Van Minh"."""
        tokens, last = self.tokens, index + 2
        if last >= len(tokens.words) or not tokens.words[index][0].isupper() or self.taken[index]:
            return False
        two = all(
            tokens.words[i][0].isupper() and tokens.gaps[i] == " " and not self.taken[i] for i in (index + 1, last)
        )
        given = self.is_given_name(tokens.words[index + 1]) or self.is_given_name(tokens.words[last])
        return two and given and (not tokens.title_case or index == 1)

    def _is_initial(self, index: int) -> bool:
        word = self.tokens.words[index]
        return not self.taken[index] and (len(word) == 1 or (word[1] == "." and len(word) <= 6))

    def _end_after_initials(self, index: int) -> int:
        """Return the word after "V. I. Petrov", "M A Petrov", "D. Petrov"; ``index`` where no name follows."""
        tokens, last, dotted = self.tokens, index, False
        before = index - 1
        lettered = before >= 0 and tokens.lower[before] in _LETTERED
        if before >= 0 and tokens.gaps[index] == " " and (tokens.words[before][0].isupper() or lettered):
            title = self.roles[before] or tokens.begins_sentence(before)
            if lettered or not title:
                return index
        while (
            last < len(tokens.words) and last - index < 3 and self._is_initial(last) and tokens.words[last][0].isupper()
        ):
            dotted |= "." in tokens.words[last] or (
                last + 1 < len(tokens.words) and tokens.gaps[last + 1] in (". ", ".")
            )
            last += 1
            if last < len(tokens.words) and tokens.gaps[last] not in (" ", ". ", "."):
                return index
        if last >= len(tokens.words) or not self._may_begin(last) or not (dotted or last - index > 1):
            return index
        return self._end(last)

    def _end(self, index: int) -> int:
        """Return the word after the name that begins at a word; particles may stand inside, initials too."""
        tokens, last = self.tokens, index + 1
        words, taken = tokens.words, self.taken
        while last < len(words) and not taken[last]:
            gap = tokens.gaps[last]
            word, lower = words[last], tokens.lower[last]
            if lower in _SUFFIXES and gap in (" ", ", ") and (last - index > 1 or (word.isupper() and gap == " ")):
                return last + 1
            if gap != " " and not (gap == ". " and len(words[last - 1]) == 1):
                break
            if (
                (
                    len(word) == 1
                    or self._may_begin(last)
                    or (lower in _SYLLABLES and last - index == 2)
                    or (lower in _ROLE_SURNAMES and self._ends_name(index, last))
                )
                if word[0].isupper()
                else False
            ) or ("-" in word and tokens.particle_name(last)):
                last += 1
            else:
                after = self._after_particles(index, last)
                if after is None:
                    break
                last = after
        while last > index + 1 and not (words[last - 1][0].isupper() or tokens.particle_name(last - 1)):
            last -= 1
        return last

    def _ends_name(self, index: int, last: int) -> bool:
        """Tell whether a role's word is a surname: a given name before it, no name after it."""
        tokens, after = self.tokens, last + 1
        if not self.is_given_name(tokens.words[index]):
            return False
        if after >= len(tokens.words) or tokens.gaps[after] != " ":
            return True
        return not tokens.words[after][0].isupper() or tokens.lower[after] in _SUFFIXES

    def _after_particles(self, index: int, last: int) -> int | None:
        """Return the word after "de la Cruz", None where no particle begins at a word."""
        tokens = self.tokens
        if tokens.lower[last] not in NAME_PARTICLES or tokens.lower[last] in ("y", "e", "a"):
            return None
        after = last + 1
        while after < len(tokens.words) and tokens.lower[after] in NAME_PARTICLES and after - last < 2:
            after += 1
        if after >= len(tokens.words) or tokens.gaps[after] != " " or not self._may_begin(after):
            return None
        # "Manolo de la Paz" bears a town's name, "Ministro de Chile" does not.
        if self.place[after] and not (self.is_given_name(tokens.words[index]) and after - last > 1):
            return None
        return after + 1
