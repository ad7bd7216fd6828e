"""Very many names looked up at once, most of which are long and begin as others do."""

from __future__ import annotations

from collections.abc import Iterable

import ahocorasick_rs

# With fewer letters the automaton is smaller still, but more is compared in vain: reading takes longer from 24 down.
_HEAD = 28


class Forms:
    """Names in a lower form; finds them as whole words in texts of that form, overlapping ones included.

    Of a long name the automaton knows the first letters alone; the rest is compared where these stand. Names that are
    made by rule go on in the same ways after the same beginnings ("communist party of the ..."): an automaton of all
    their letters takes several times as long to make, and several times the memory.
    """

    def __init__(self, names: Iterable[str]) -> None:
        known = list(names)
        short = [name for name in known if len(name) < _HEAD]
        long = [name for name in known if len(name) >= _HEAD]
        self._long = frozenset(long)
        lengths: dict[str, list[int]] = {}
        for name in long:
            lengths.setdefault(name[:_HEAD], []).append(len(name))
        self._names = [*short, *lengths]
        self._lengths = [()] * len(short) + [tuple({*found}) for found in lengths.values()]
        # Whether a name begins or ends with a letter or digit: only there may no other one stand beside it. The first
        # letters of a long name end wherever they end.
        self._begins = _in_words([name[0] for name in self._names])
        self._ends = _in_words([name[-1] for name in short]) + [False] * len(lengths)
        self._automaton = ahocorasick_rs.AhoCorasick(
            self._names, matchkind=ahocorasick_rs.MatchKind.Standard, store_patterns=False
        )

    def places(self, form: str) -> list[tuple[int, int, str]]:
        """Return every match as (start, minus the end, name), by start and then longest first."""
        begins, ends, names, lengths, long = self._begins, self._ends, self._names, self._lengths, self._long
        # A space behind the text stands for its edges: it is the character at the end, and at -1 before the first.
        padded = form + " "
        places: list[tuple[int, int, str]] = []
        for index, start, end in self._automaton.find_matches_as_indexes(form, overlapping=True):
            # Nearly all that is found are parts of longer words: "us" in "thus".
            if ends[index] and ((after := padded[end]).isalnum() or after == "_"):
                continue
            if begins[index] and ((before := padded[start - 1]).isalnum() or before == "_"):
                continue
            if not lengths[index]:
                places.append((start, -end, names[index]))
                continue
            for length in lengths[index]:
                name = form[start : start + length]
                # At the end of a text fewer letters may be left than were asked for.
                if name in long and len(name) == length:
                    last, after = name[-1], padded[start + length]
                    if not (last.isalnum() or last == "_") or not (after.isalnum() or after == "_"):
                        places.append((start, -start - length, name))
        if len(places) > 1:
            places.sort()
        return places


def _in_words(characters: list[str]) -> list[bool]:
    """Tell of each character whether it is one that words are made of."""
    words = {character for character in set(characters) if character.isalnum() or character == "_"}
    return list(map(words.__contains__, characters))
