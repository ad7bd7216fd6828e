"""Seasons, with their year or as dates where they stand alone."""

from __future__ import annotations

from imcwp_data.text.date_calendar import after_between, connector, year_after
from imcwp_data.text.date_names import names_season
from imcwp_data.text.date_parts import Phrase, Point
from imcwp_data.text.date_tokens import Scan
from imcwp_data.text.date_words import ANY_ARTICLE, ANY_CONJUNCTION


def read_season(scan: Scan, index: int) -> list[Phrase]:
    """Return the season at a token, with its year where one is told ("winter of 1941-42" is that of 1941)."""
    token = scan.padded[index]
    ranged = _season_range(scan, index)
    if ranged is not None:
        return [ranged]
    year, after = year_after(scan, index + 1)
    if year == Point():
        return [Phrase(index, index + 1, "date.season", Point(month=token.value))]
    second = scan.padded[after + 1]
    joined = scan.padded[after].word in {"-", "/"} and scan.glued(after)
    if joined and second.kind == "number" and len(second.text) in {2, 4}:
        after += 2
    return [Phrase(index, after, "date.season", year.changed(month=token.value))]


def read_bare_season(scan: Scan, index: int) -> list[Phrase]:
    """Read a season: with its year anywhere, without one only after an article that a preposition leads."""
    if names_season(scan, index):
        return []
    found = read_season(scan, index)[0]
    before = scan.padded[index - 1].word
    first = index - 1 if before in scan.words.positions and scan.words.capital_names else index
    if found.start is not None and (found.start.year is not None or found.start.year_offset is not None):
        return [found.changed(first=first)]
    modifier = scan.match(index + 1, scan.words.after_modifiers)
    if modifier is not None and scan.words.modifiers_follow:
        return [found.changed(after=modifier[0], direction=modifier[1])]
    article = scan.padded[first - 1].word in scan.words.articles
    led = article and scan.padded[first - 2].word in scan.words.month_prepositions
    if not led and before not in scan.words.since and before not in {"by", "until", "hasta"}:
        return []
    return [] if scan.padded[index + 1].word in scan.words.of else [found.changed(first=first)]


def _season_range(scan: Scan, index: int) -> Phrase | None:
    """Return "spring–summer 2022" or "between spring and autumn 2022"."""
    kind, at = connector(scan, index + 1)
    joined = kind in {"dash", "word"} or scan.padded[index + 1].word == "/"
    if not joined and not (scan.padded[index + 1].word in ANY_CONJUNCTION and after_between(scan, index)):
        return None
    at += not kind
    at += scan.padded[at].word in ANY_ARTICLE
    last = scan.padded[at]
    year, after = year_after(scan, at + 1)
    if last.kind != "season" or year.year is None or last.value <= scan.padded[index].value:
        return None
    points = [year.changed(month=value) for value in (scan.padded[index].value, last.value)]
    return Phrase(index, after, "date.season_range", points[0], points[1])
