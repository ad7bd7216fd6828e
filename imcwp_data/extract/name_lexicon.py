"""Everything that is looked up in a paragraph (names, places, roles), found in one pass over its characters."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence

from imcwp_data.extract.gazetteer_entries import Entry
from imcwp_data.extract.places import PlaceForm
from imcwp_data.extract.tokens import NAMED, Tokens
from imcwp_data.record import Record
from imcwp_data.steps import Steps, taken
from imcwp_data.text.forms import Forms
from imcwp_data.text.lexicon import Match, Payload
from imcwp_data.text.normalise import lower_form

_WORD = re.compile(r"\w+")


# What was found in a text: its characters and what it may mean. There are very many, for each of which a record would
# cost more than all that is asked of it.
Hit = tuple[int, int, tuple[Payload, ...]]


class Found(Record, frozen=True):
    """What was found in a paragraph, each list in the order of the text and the longest first at each place."""

    names: list[Hit[Entry]]
    places: list[Hit[PlaceForm]]
    roles: list[Match[str]]


class _Bearers(Record, frozen=True):
    """Who and what is called by one name."""

    names: tuple[Entry, ...]
    places: tuple[PlaceForm, ...]
    roles: tuple[str, ...]
    small: tuple[tuple[Entry, ...], tuple[PlaceForm, ...]] | None
    """Of a single word, the names and places that it may mean in small letters."""


class NameLexicon:
    """One index of the surfaces that the readers of names, of places and of roles look for.

    Those of one word without marks are looked up word by word: to search for them in the characters would find them
    inside of other words again and again ("nd", "un"). All others are found by an automaton. ``words`` are these
    words: whoever makes tokens makes them a class.
    """

    def __init__(
        self,
        names: Mapping[str, tuple[Entry, ...]],
        places: Iterable[tuple[str, PlaceForm]],
        roles: Iterable[tuple[str, str]],
    ) -> None:
        self._names = _by_lower_form(names)
        self._places = _by_form((lower_form(surface), place) for surface, place in places)
        self._roles = _by_form((lower_form(surface), role) for surface, role in roles)
        others = dict.fromkeys((*self._places, *self._roles))
        self.words: dict[str, _Bearers] = {}
        phrases = []
        for form in (*self._names, *(form for form in others if form not in self._names)):
            # "'s" is a word of its own, and its "s" no part of it.
            if form.isalnum() and form != "s":
                self.words[form] = self._bearers(form)
            elif form:
                phrases.append(form)
        self._phrases = Forms(phrases)
        # What phrases mean, of those that were found: of very many that are known few ever are.
        self._found: dict[str, _Bearers] = {}

    def find(self, tokens: Tokens) -> Found:
        """Return the matches of a text, whole words only, overlapping ones included."""
        return taken(self.find_each([tokens], [lower_form(tokens.text)]))[0]

    def find_each(self, paragraphs: Sequence[Tokens], lowered: Sequence[str]) -> Steps[list[Found]]:
        """Return the matches of each of several texts; ``lowered`` are their lower forms.

        All are searched in one go: the automaton is larger than a processor's cache, and what of it was just used for
        one text is still there for the next. No name goes on over the line's end that parts them.
        """
        if not paragraphs:
            yield
            yield
            return []
        text = "\n".join([tokens.text for tokens in paragraphs])
        form = "\n".join(lowered)
        places: list[tuple[int, int, _Bearers]] = []
        found_before = self._found
        for start, less, phrase in self._phrases.places(form):
            places.append((start, less, found_before.get(phrase) or self._called(phrase)))
        yield
        shift, ends, known = 0, [], self.words
        # Nearly always the words are those of the tokens, and to look them up takes less than to ask each text.
        differing = _words_differ(text)
        for tokens, low in zip(paragraphs, lowered, strict=True):
            if differing or tokens.parts:
                self._find_words(tokens, low, shift, places)
            else:
                starts, lower = tokens.starts, tokens.lower
                for index in tokens.of_class[NAMED]:
                    start, word = starts[index] + shift, lower[index]
                    places.append((start, -start - len(word), known[word]))
            shift += len(low) + 1
            ends.append(shift)
        # No two of them have the same characters.
        places.sort()
        yield
        found = [Found([], [], []) for _ in paragraphs]
        at, shift, stop = 0, 0, ends[0]
        here = found[0]
        for start, less, called in places:
            if start >= stop:
                at = bisect_right(ends, start)
                shift, stop = ends[at - 1], ends[at]
                here = found[at]
            names, meant, roles = called.names, called.places, called.roles
            if called.small is not None and form[start:-less] == text[start:-less]:
                names, meant = called.small
            if names:
                here.names.append((start - shift, -less - shift, names))
            if meant:
                here.places.append((start - shift, -less - shift, meant))
            if roles:
                here.roles.append(Match(start - shift, -less - shift, roles))
        return found

    def _find_words(self, tokens: Tokens, lowered: str, shift: int, places: list[tuple[int, int, _Bearers]]) -> None:
        """Enter the surfaces of one word that stand in a text which begins at a character."""
        known, lower, starts = self.words, tokens.lower, tokens.starts
        if _words_differ(tokens.text):
            for match in _WORD.finditer(lowered):
                called = known.get(match.group())
                if called is not None:
                    places.append((match.start() + shift, -match.end() - shift, called))
            return
        for index in tokens.of_class[NAMED]:
            start, word = starts[index] + shift, lower[index]
            places.append((start, -start - len(word), known[word]))
        if tokens.parts and not known.keys().isdisjoint(tokens.parts):
            for index, word in enumerate(lower):
                if not word.isalnum():
                    for match in _WORD.finditer(word):
                        start, called = starts[index] + shift, known.get(match.group())
                        if called is not None:
                            places.append((start + match.start(), -start - match.end(), called))

    def knows_word_of(self, tokens: Tokens) -> bool:
        """Tell whether names or places stand in a text, were it written in capitals."""
        lowered = lower_form(tokens.text)
        places: list[tuple[int, int, _Bearers]] = []
        self._find_words(tokens, lowered, 0, places)
        called = [bearers for _, _, bearers in places]
        called += [self._called(phrase) for _, _, phrase in self._phrases.places(lowered)]
        return any(bearers.names or bearers.places for bearers in called)

    def _called(self, phrase: str) -> _Bearers:
        found = self._found.get(phrase)
        if found is None:
            found = self._found[phrase] = self._bearers(phrase)
        return found

    def _bearers(self, form: str) -> _Bearers:
        """Return who and what is called by a name in its lower form."""
        names, places = self._names.get(form, ()), self._places.get(form, ())
        small = None
        if " " not in form and (names or places):
            # "it", "who" and "us" are words of every text: the acronyms have capitals.
            own_names = tuple([entry for entry in names if not entry.exact or entry.surface == form])
            small = own_names, tuple([place for place in places if place[0] == form])
        return _Bearers(names, places, self._roles.get(form, ()), small)


def _words_differ(text: str) -> bool:
    """Tell whether a text's words may be others than those of its tokens.

    An underscore is part of the word beside it; in a text these two letters have other lower forms than in a word by
    itself.
    """
    return "_" in text or "\u0130" in text or "\u03a3" in text


def _by_lower_form(names: Mapping[str, tuple[Entry, ...]]) -> Mapping[str, tuple[Entry, ...]]:
    """Turn entries by their lower case to entries by their lower form, of which nearly all are the same."""
    differing = []
    for lower, entries in names.items():
        if not lower.isascii() and (
            len(entries[0].surface) != len(lower)
            or (len(entries) > 1 and any(len(entry.surface) != len(lower) for entry in entries))
        ):
            differing.append(lower)
    if not differing:
        return names
    forms = dict(names)
    for lower in differing:
        for entry in forms.pop(lower):
            form = lower_form(entry.surface)
            forms[form] = (*forms.get(form, ()), entry)
    return forms


def _by_form(surfaces: Iterable[tuple[str, Payload]]) -> Mapping[str, tuple[Payload, ...]]:
    """Group what surfaces mean by their lower forms."""
    # Nearly all forms have one meaning: a tuple that grows is cheaper than a list for each.
    grouped: dict[str, tuple[Payload, ...]] = {}
    for form, payload in surfaces:
        if form:
            grouped[form] = (*grouped[form], payload) if form in grouped else (payload,)
    return grouped
