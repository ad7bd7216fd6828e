"""The names that are known before a text is read: those of the vocabularies and those that follow from countries."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from imcwp_data.extract.gazetteer_entries import CURATED, Entry, entries_of
from imcwp_data.extract.governments import government_name
from imcwp_data.extract.name_records import Span, longest
from imcwp_data.extract.person_memory import nearly_equal
from imcwp_data.text.normalise import match_form, slug
from imcwp_data.vocabulary import Name, Vocabulary

# Names that a text may write in small letters: they follow an article then.
_SMALL_AFTER_ARTICLE = frozenset({"working group", "grupo de trabajo"})
_ARTICLE_BEFORE = re.compile(r"(?:\bthe|\bits|\bThe|\bel|\bEl|\bdel|\bal|\bsu) $")
# "Minister of Foreign Affairs" does not name the magazine.
_OFFICE_OF = re.compile(
    r"(?:Minist(?:er|ry)|Secretar(?:y|iat)|Department|Committee|Commission|Bureau|Head|Section) (?:of|for) (?:the )?\Z"
)
_DETERMINERS = frozenset("the many some most all both few if when while but and or as for by as us u.s.".split())
# A working group of something else is another than the meeting's.
_WORKING_GROUP = "imcwp-working-group"
_OF_OTHERS = re.compile(
    r"\s(?:of|on|for|del|de|sobre|para)\s(?![^.;:,]{0,60}(?:[Cc]ommunist|IMCWP|[Mm]eeting|[Cc]omunista))"
)
# "The Marxist-Leninist" is not "The Marxist": a name goes on after a hyphen and a capital.
_GOES_ON = re.compile(r"[-\u2010\u2011][^\W\d_]")
# "Westminster Bridge" is no parliament.
_LANDMARK = re.compile(r" (?:Square|Street|Avenue|Road|Bridge|Park|Station|Hotel|Airport|Stadium|Hall)\b")
# What belongs to the name of a medium that a vocabulary holds without it.
_MEDIUM = re.compile(
    r" (?:News Service|News Agency|News|Service|Agency|Weekly|Online|Newspaper|Magazine|Network|Radio|TV|Television|"
    r"English|International)\b(?! [A-Z])"
)
# A meeting of the parties of one region is another than the international one.
_MEETING = slug("International Meeting of Communist and Workers' Parties")
_OF_A_REGION = re.compile(r" of (?:the )?[A-ZÀ-Þ]")
_SMALL_START = frozenset("government people peoples authorities gobierno pueblo autoridades".split())
_SMALL_SPANISH = frozenset({"gobierno", "autoridades"})


class Gazetteer:
    """Finds known participants in one pass; the longest name wins, names with one word only in their own letters."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.entries = entries_of(vocabulary)
        self._countries = {
            form: c.country_code for c in vocabulary.countries for form in (c.name, *c.other_names, *c.spanish_names)
        }
        self._of_state = {c.country_code: (government_name(c), c.name, c.article) for c in vocabulary.countries}
        self._towns: dict[str, str | None] = {}
        for place in sorted(vocabulary.places, key=lambda p: p.rank):
            if place.kind == "city":
                for form in (place.name, *place.other_names):
                    self._towns.setdefault(form.casefold(), place.country_code)
        self._misspelled = _near_keys(self.entries)
        self._place_words = frozenset(
            word.lower()
            for c in vocabulary.countries
            for form in (c.name, *c.other_names, *c.adjectives)
            for word in form.split()
        )

    def acronym(self, surface: str) -> tuple[Name, ...]:
        """Return who bears an acronym or a name of one word."""
        form = match_form(surface)
        names: list[Name] = []
        for entry in self.entries.get(form.lower(), ()):
            if entry.exact and entry.surface == form and entry.name not in names:
                names.append(entry.name)
        return tuple(names)

    def bearers(self, name: str) -> tuple[Name, ...]:
        """Return who bears a name of several words."""
        names: list[Name] = []
        for entry in self.entries.get(match_form(name).lower(), ()):
            if not entry.exact and entry.name not in names:
                names.append(entry.name)
        return tuple(names)

    def government_of(self, country_code: str) -> Name | None:
        """Return the government of a country."""
        return next(iter(self.bearers(self._of_state[country_code][0])), None)

    def parliament_of(self, country_code: str) -> Name | None:
        """Return the parliament of a country."""
        _, country, article = self._of_state[country_code]
        return next(iter(self.bearers(f"Parliament of {'the ' if article else ''}{country}")), None)

    def communist_party_of(self, country_code: str) -> Name | None:
        """Return the communist party of a country, None where several bear the name."""
        _, country, article = self._of_state[country_code]
        bearers = self.bearers(f"Communist Party of {'the ' if article else ''}{country}")
        return bearers[0] if len(bearers) == 1 else None

    def country_of_town(self, name: str) -> str | None:
        """Return the code of the country of the town that a name means most often."""
        return self._towns.get(name.casefold())

    def country_code(self, name: str) -> str | None:
        """Return the code of a country by one of its names."""
        return self._countries.get(name)

    def is_place_word(self, form: str) -> bool:
        """Tell whether an acronym is a country's ("USA", "UK"): no body's acronym then."""
        return form in self._countries

    def nearly(self, surface: str) -> Name | None:
        """Return the known name that a surface misspells in one long word, None where none or several fit."""
        words = match_form(surface).lower().split()
        fitting: dict[str, Name] = {}
        for index, word in enumerate(words):
            for other, name in self._misspelled.get(_near_key(words, index), ()):
                if word not in self._place_words and nearly_equal(word, other):
                    fitting[name.participant_id] = name
        return next(iter(fitting.values())) if len(fitting) == 1 else None

    def spans(self, text: str, form: str, found: Sequence[tuple[int, int, tuple[Entry, ...]]]) -> list[Span]:
        """Return the known names among what was found in a text, longest first from the left, never overlapping.

        ``form`` is the text's match form; each find is its characters and what it may mean.
        """
        if not found:
            return []
        shouted = text.isupper()
        spans: list[Span] = []
        for start, end, meant in found:
            surface = form[start:end]
            capital = surface[0].isupper()
            entries = []
            for entry in meant:
                if (capital and entry.surface == surface) or _fits(surface, entry, shouted, text, start):
                    entries.append(entry)
            if not entries:
                continue
            first, acronym, rule = entries[0].name, entries[0].exact, entries[0].rule
            kind = first.kind
            if kind == "outlet" and _OFFICE_OF.search(text[max(0, start - 24) : start]):
                continue
            if ", " in surface and text.startswith(("'", "\u2019"), end):
                # "Spain's Communist Party, Peru's miners": the country after the comma begins something else.
                continue
            if kind == "party" and _another_bearer(text, start, surface):
                continue
            if rule == "name.generated_force" and not _force(text, start, surface):
                continue
            if _longer_elsewhere(text, start, end, surface, entries[0]):
                continue
            names: tuple[Name, ...] = (first,)
            if len(entries) > 1:
                names = tuple(dict.fromkeys([entry.name for entry in entries]))
                acronym = False not in [entry.exact for entry in entries]
            if kind == "outlet" and not shouted:
                medium = _MEDIUM.match(text, end)
                end = medium.end() if medium is not None else end
            spans.append(Span(start, end, names, rule, acronym))
        return longest(spans) if len(spans) > 1 else spans


def _force(text: str, start: int, surface: str) -> bool:
    """Tell whether a state's force is named: "the Kenyan police" is, "400 Kenyan police" are policemen."""
    return not surface.endswith(" police") or text[max(0, start - 4) : start].lower() == "the "


def _longer_elsewhere(text: str, start: int, end: int, surface: str, entry: Entry) -> bool:
    """Tell whether a known name is only a part of another name: of a region's meeting, of a word with hyphens."""
    if entry.name.participant_id == _MEETING:
        return _OF_A_REGION.match(text, end) is not None
    if entry.name.participant_id == _WORKING_GROUP:
        return _OF_OTHERS.match(text, end) is not None and surface.lower() in _SMALL_AFTER_ARTICLE
    if surface.isupper():
        return False
    if entry.exact and _LANDMARK.match(text, end):
        return True
    if entry.name.kind not in ("outlet", "organisation"):
        return False
    return _GOES_ON.match(text, end) is not None and (" " in surface or text[end + 1].isupper())


def _another_bearer(text: str, start: int, surface: str) -> bool:
    """Tell whether a party's supporters are named ("Republicans") of whom the word before says that they are others."""
    if " " in surface or not surface.endswith("s") or surface.isupper():
        return False
    before = text[max(0, start - 24) : start].split(" ")
    return len(before) > 1 and before[-1] == "" and before[-2][:1].isupper() and before[-2].lower() not in _DETERMINERS


def _near_key(words: list[str], index: int) -> tuple[str, ...]:
    return (*words[:index], "", *words[index + 1 :])


def _near_keys(known: Mapping[str, tuple[Entry, ...]]) -> dict[tuple[str, ...], list[tuple[str, Name]]]:
    """Index the parties that a curator listed by their names with one long word left out."""
    keys: dict[tuple[str, ...], list[tuple[str, Name]]] = {}
    for lower, entries in known.items():
        if entries[0].rule != CURATED:
            # Those that a curator wrote come before all others.
            break
        words = lower.split()
        if len(words) < 3:
            continue
        for entry in entries:
            if entry.name.kind == "party":
                for index, word in enumerate(words):
                    if len(word) >= 5:
                        keys.setdefault(_near_key(words, index), []).append((word, entry.name))
    return keys


def _fits(surface: str, entry: Entry, shouted: bool, text: str, start: int) -> bool:
    if entry.exact:
        return surface == entry.surface or (not shouted and surface.isupper() and len(surface) > 5)
    if surface[0].isupper():
        # "New Party of ..." in small letters after its first word is no name: every name has a second capital.
        generated = entry.rule != CURATED
        return generated or entry.surface == surface or True in [word[0].isupper() for word in surface.split()[1:]]
    first = surface.split()[0]
    if first in _SMALL_START:
        # Spanish adjectives have small letters: "el gobierno argentino".
        return first in _SMALL_SPANISH or any(c.isupper() for c in surface)
    if surface in _SMALL_AFTER_ARTICLE:
        return _ARTICLE_BEFORE.search(text[max(0, start - 5) : start]) is not None
    return surface == entry.surface
