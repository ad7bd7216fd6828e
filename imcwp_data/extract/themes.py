"""What an action is about: the themes whose words its clause holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from imcwp_data.extract.inflection import noun_forms
from imcwp_data.text.lexicon import Lexicon
from imcwp_data.text.normalise import match_form
from imcwp_data.vocabulary import Vocabulary

OTHER = "other"
_IN_NAMES = frozenset({"labour", "socialism", "peace", "cooperation"})
_PARTIES = re.compile(r"\bworkers?'? part(?:y|ies)|partidos? comunistas y obreros", re.IGNORECASE)
_PARTY_BUSINESS = re.compile(
    r"\b(?:part(?:y|ies)|delegates|delegations|participants|working group|meeting|comrades|partidos?|grupo de trabajo|"
    r"delegaciones|encuentro|agenda)\b",
    re.IGNORECASE,
)
# Meetings, thanks and joint work are about the parties' cooperation where nothing else is said.
_ORGANISING = frozenset({"CONSULT", "COOPERATE", "AGREE"})


@dataclass(frozen=True, slots=True)
class ThemeHit:
    """A word that tells a theme; a weak one counts only where no strong word of another theme stands."""

    char_start: int
    char_end: int
    theme: str
    weak: bool


@dataclass(frozen=True, slots=True)
class Cause:
    """Whom a theme's struggle is for and against, by country code ("" where no one country is meant)."""

    beneficiary: str
    adversary: str


class ThemeReader:
    """Finds themes by the cues of ``vocabulary/themes.csv`` (cue, language, theme, strength)."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        entries = []
        for row in vocabulary.tables["themes"]:
            for form in noun_forms(row["cue"], row["language"]):
                entries.append((form, (row["theme"], row["strength"] == "weak")))
        self._lexicon: Lexicon[tuple[str, bool]] = Lexicon(entries, ignore_case=True)
        self.causes = {
            row["theme"]: Cause(row["beneficiary_code"], row["adversary_code"])
            for row in vocabulary.tables["theme_causes"]
        }

    def find(self, text: str, names: Sequence[tuple[int, int]] = ()) -> list[ThemeHit]:
        """Return the theme words of a paragraph, from the left.

        ``names`` are those of parties and meetings: "workers" or "socialist" in them tells no theme.
        """
        masked = [*names, *(m.span() for m in _PARTIES.finditer(match_form(text)))]
        return [
            ThemeHit(m.char_start, m.char_end, theme, weak)
            for m in self._lexicon.find_all(text)
            for theme, weak in dict.fromkeys(m.payloads)
            if theme not in _IN_NAMES or not any(a <= m.char_start < b for a, b in masked)
        ]


def themes_of(
    hits: Sequence[ThemeHit], start: int, end: int, *, event_type: str, thanks: bool, inherited: Iterable[str], business: bool = False
) -> tuple[tuple[str, ...], list[ThemeHit]]:
    """Return the themes of the clause at ``start:end`` and the words that tell them.

    A clause without theme words is about cooperation if it organises or thanks, else about what the text before it is
    about (``inherited``).
    """
    inside = [h for h in hits if start <= h.char_start and h.char_end <= end]
    strong = [h for h in inside if not h.weak]
    if event_type == "CONSULT" or thanks:
        strong = [h for h in strong if h.theme not in {"labour", "socialism", "anti_imperialism", "cuba", "palestine"}] if thanks else []
        if not strong or event_type == "CONSULT":
            return ("cooperation",), []
    told = strong or inside
    if told:
        themes = dict.fromkeys(h.theme for h in told)
        for theme in [h.theme for h in inside if h.weak and h.theme == "health"]:
            themes.setdefault(theme)
        return _fewest(tuple(sorted(themes))), told
    if event_type in _ORGANISING or (business and event_type in {"REQUEST", "SUPPORT"}):
        return ("cooperation",), []
    return tuple(sorted(inherited)) or (OTHER,), []


def is_party_business(text: str) -> bool:
    """Tell whether a clause speaks of parties and their meetings, so that without a theme word it is cooperation."""
    return _PARTY_BUSINESS.search(text) is not None


def _fewest(themes: tuple[str, ...]) -> tuple[str, ...]:
    """Leave out a general theme that a particular one implies: the blockade of Cuba is anti-imperialism already."""
    if "palestine" in themes:
        themes = tuple(t for t in themes if t != "migration")
    if "cuba" in themes or "palestine" in themes:
        themes = tuple(t for t in themes if t not in {"anti_imperialism", "socialism", "cooperation", "peace", "labour"}) or themes
    if len(themes) > 1:
        themes = tuple(t for t in themes if t not in {OTHER, "cooperation"}) or themes
    return themes
