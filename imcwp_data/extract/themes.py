"""What an action is about: the themes whose words its clause holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from imcwp_data.extract.inflection import noun_forms
from imcwp_data.text.lexicon import Lexicon
from imcwp_data.vocabulary import Vocabulary

OTHER = "other"
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

    def find(self, text: str) -> list[ThemeHit]:
        """Return the theme words of a paragraph, from the left."""
        return [
            ThemeHit(m.char_start, m.char_end, theme, weak)
            for m in self._lexicon.find_all(text)
            for theme, weak in dict.fromkeys(m.payloads)
        ]


def themes_of(
    hits: Sequence[ThemeHit], start: int, end: int, *, event_type: str, thanks: bool, inherited: Iterable[str]
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
    if event_type in _ORGANISING:
        return ("cooperation",), []
    return tuple(sorted(inherited)) or (OTHER,), []


def _fewest(themes: tuple[str, ...]) -> tuple[str, ...]:
    """Leave out a general theme that a particular one implies: the blockade of Cuba is anti-imperialism already."""
    if "cuba" in themes or "palestine" in themes:
        themes = tuple(t for t in themes if t not in {"anti_imperialism", "socialism", "cooperation", "peace", "labour"}) or themes
    if len(themes) > 1:
        themes = tuple(t for t in themes if t not in {OTHER, "cooperation"}) or themes
    return themes
