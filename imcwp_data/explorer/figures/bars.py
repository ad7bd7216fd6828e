"""Columns over years and bars over themes, each in parts that differ by colour and pattern."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from imcwp_data.explorer.figures.svg import element, link, picture, text_width, together

WIDTH = 960
# More empty places than these in a row are left out.
_LONGEST_GAP = 6
_FITS_A_PHONE = 360


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a bar: its style class, its count, what it says and where it leads."""

    name: str
    count: int
    told: str
    address: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of one or several parts. ``place`` orders columns on their axis; ``current`` marks what is being shown."""

    label: str
    parts: Sequence[Part]
    place: int = 0
    current: bool = False

    @property
    def count(self) -> int:
        """Return the sum of its parts."""
        return sum(part.count for part in self.parts)


def draw_columns(name: str, bars: Sequence[Bar], summary: str, height: float = 150) -> Markup:
    """Return columns, each at its ``place``, such as a year; long rows of empty places are left out and marked so."""
    places, breaks, count = _closed_up(sorted(bar.place for bar in bars))
    left, top, foot = 44.0, 14.0, 24.0
    width = min(max(left + count * 56.0, 300.0), float(WIDTH))
    right = width - 8
    most = max((bar.count for bar in bars), default=1) or 1
    room = height - top - foot
    step = (right - left) / max(count, 1)
    parts = [_scale_line(left, right, top + room * (1 - share), round(most * share)) for share in _shares(most)]
    parts.append(element("line", x1=left, x2=right, y1=top + room, y2=top + room, class_="base"))
    for place in breaks:
        where = {"x": left + step * (place + 0.5), "y": height - 7, "text_anchor": "middle"}
        parts.append(element("text", "⋯", **where, class_="axis", aria_hidden="true"))
    free_from = 0.0
    for bar in sorted(bars, key=lambda bar: bar.place):
        middle = left + step * (places[bar.place] + 0.5)
        parts += _column(bar, middle, step, top, room, most)
        half = text_width(bar.label) / 2
        centre = min(max(middle, half), width - half)
        if centre - half >= free_from:
            where = {"x": centre, "y": height - 7, "text_anchor": "middle"}
            parts.append(element("text", bar.label, **where, class_="axis", aria_hidden="true"))
            free_from = centre + half + 8
    size = "columns wide" if width > _FITS_A_PHONE else "columns"
    return picture(name, width, height, summary, *parts, class_=size)


def _column(bar: Bar, middle: float, step: float, top: float, room: float, most: int) -> list[Markup]:
    width = min(40.0, max(step * 0.72, 4))
    wide = max(width, 12)
    bottom = top + room
    parts = []
    if bar.current:
        extent = {"x": middle - step / 2, "width": step, "y": top - 8, "height": room + 8}
        parts.append(element("rect", **extent, class_="current"))
    for part in bar.parts:
        if not part.count:
            continue
        tall = max(room * part.count / most, 3)
        bottom -= tall
        hit = element("rect", x=middle - wide / 2, width=wide, y=bottom, height=tall, class_="hit")
        drawn = element("rect", x=middle - width / 2, width=width, y=bottom, height=tall, class_="bar")
        parts.append(link(part.address, part.told, hit, drawn, class_=f"part {part.name}"))
    return parts


def _closed_up(places: Sequence[int]) -> tuple[dict[int, int], list[int], int]:
    """Return where each place comes to stand, where a row of empty ones is left out, and how many stand at last."""
    found: dict[int, int] = {}
    breaks: list[int] = []
    following = 0
    for before, place in zip([None, *places], places, strict=False):
        gap = 0 if before is None else place - before - 1
        if gap > _LONGEST_GAP:
            breaks.append(following)
            gap = 1
        following += gap if before is not None else 0
        found[place] = following
        following += 1
    return found, breaks, following


def draw_bars(name: str, bars: Sequence[Bar], summary: str) -> Markup:
    """Return bars that lie one below the other, the label before each and its count after."""
    left, row = 8 + max((text_width(bar.label, 14) for bar in bars), default=100), 30.0
    most = max((bar.count for bar in bars), default=1) or 1
    room = WIDTH - left - 60
    parts: list[Markup] = []
    for number, bar in enumerate(bars):
        top, x = number * row + 4, left + 8
        parts.append(
            element("text", bar.label, x=left, y=top + 16, class_="label", text_anchor="end", aria_hidden="true")
        )
        for part in bar.parts:
            if not part.count:
                continue
            width = max(room * part.count / most, 3)
            drawn = element("rect", x=x, y=top, width=width, height=row - 8, class_="bar")
            parts.append(link(part.address, part.told, drawn, class_=f"part {part.name}"))
            x += width
        parts.append(element("text", f"{bar.count:,}", x=x + 6, y=top + 16, class_="axis", aria_hidden="true"))
    return picture(name, WIDTH, len(bars) * row + 4, summary, *parts)


def patterns() -> Markup:
    """Return the patterns of the three sides, which tell them apart without colour; once for a page."""
    dots = element("circle", cx=4, cy=4, r=1.6, class_="pattern-ink")
    lines = element("path", d="M-1,9L9,-1M-1,1L1,-1M7,9L9,7", class_="pattern-line")
    made = (_pattern("asks", dots), _pattern("against", lines))
    return element("svg", element("defs", *made), width=0, height=0, class_="patterns", aria_hidden="true")


def _pattern(name: str, ink: Markup) -> Markup:
    ground = element("rect", width=8, height=8, class_=f"{name}-ground")
    return element("pattern", ground, ink, id=f"pattern-{name}", width=8, height=8, patternUnits="userSpaceOnUse")


def side_legend(labels: Mapping[str, str]) -> Markup:
    """Return what colours and patterns of the parts mean, as a list."""
    items = []
    for name, words in labels.items():
        square = element("rect", x=1, y=3, width=20, height=14, class_="bar")
        drawn = element("svg", element("g", square, class_=f"part {name}"), width=22, height=20, aria_hidden="true")
        items.append(element("li", drawn, " ", words))
    return element("ul", together(items), class_="legend")


def _shares(most: int) -> tuple[float, ...]:
    return (0.5, 1.0) if most > 1 and most % 2 == 0 else (1.0,)


def _scale_line(left: float, right: float, y: float, count: int) -> Markup:
    line = element("line", x1=left, x2=right, y1=y, y2=y, class_="tick")
    text = element("text", f"{count:,}", x=left - 6, y=y + 4, class_="axis", text_anchor="end")
    return element("g", line, text, aria_hidden="true")
