"""What a document, or a paragraph of it, as a whole is about, by its theme words."""

from __future__ import annotations

from collections.abc import Sequence

from imcwp_data.extract.theme_words import ThemeHit, covered
from imcwp_data.extract.themes import CAUSES, OF_NOTHING

# A document with fewer strong theme words is about none in the main.
_FEWEST_WORDS = 6


def strong_themes(paragraphs: Sequence[Sequence[ThemeHit]]) -> list[list[str]]:
    """Return the themes that the strong words of each paragraph tell, of those that have any such word."""
    telling = []
    for hits in paragraphs:
        strong = []
        for hit in hits:
            if not hit.weak:
                strong.append(hit.theme)
        if strong:
            telling.append(strong)
    return telling


def main_cause(telling: Sequence[Sequence[str]], titles: Sequence[Sequence[str]]) -> str | None:
    """Return the cause (Cuba, Palestine) that a document is about, if it is about one.

    Its title says so, or most strong theme words of its paragraphs (``telling``) and half of those that have any.
    """
    titled = CAUSES.intersection(theme for told in titles for theme in told)
    if len(titled) == 1:
        return next(iter(titled))
    total = sum(map(len, telling))
    for theme in sorted(CAUSES):
        words = places = 0
        for told in telling:
            if theme in told:
                words += told.count(theme)
                places += 1
        if words >= max(4, 0.45 * total) and places >= 0.5 * len(telling):
            return theme
    return None


def dominant_theme(telling: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Return the theme that at least half of a document's strong theme words tell, if it has enough of them."""
    counts: dict[str, int] = {}
    for told in telling:
        for theme in told:
            if theme not in OF_NOTHING:
                counts[theme] = counts.get(theme, 0) + 1
    theme = max(counts, key=counts.__getitem__, default="")
    enough = counts.get(theme, 0) >= max(_FEWEST_WORDS, 0.5 * sum(counts.values()))
    return (theme,) if enough else ()


def most_told(hits: Sequence[ThemeHit], names: Sequence[tuple[int, int]]) -> tuple[str, ...]:
    """Return the theme that most strong words of a paragraph tell, if two or more do; those in ``names`` do not count.

    Of equals it is the one told first.
    """
    counts: dict[str, int] = {}
    for hit in hits:
        theme = hit.theme
        if not hit.weak and theme not in OF_NOTHING and not covered(names, hit.char_start):
            counts[theme] = counts.get(theme, 0) + 1
    theme = max(counts, key=counts.__getitem__, default="")
    return (theme,) if counts.get(theme, 0) > 1 else ()
