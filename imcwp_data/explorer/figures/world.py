"""The map: countries shaded in steps, towns and regions as bubbles, on outlines that the package ships."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from markupsafe import Markup

from imcwp_data.explorer.figures.projection import WIDTH as EARTH
from imcwp_data.explorer.figures.projection import project
from imcwp_data.explorer.figures.scale import radius, step_labels, step_of
from imcwp_data.explorer.figures.svg import element, link, picture, shortened, text_width, together

WIDTH = 960
# North, west, south and east of each view, and how people call it.
VIEWS: dict[str, tuple[str, tuple[float, float, float, float]]] = {
    "world": ("World", (80, -180, -56, 180)),
    "north-america": ("North America", (60, -128, 10, -58)),
    "caribbean": ("Caribbean", (31, -98, 6, -56)),
    "south-america": ("South America", (14, -88, -56, -32)),
    "europe": ("Europe", (68, -12, 34, 48)),
    "africa": ("Africa", (38, -20, -36, 54)),
    "middle-east": ("Middle East", (44, 24, 12, 66)),
    "asia": ("Asia", (56, 58, -11, 148)),
    "oceania": ("Oceania", (6, 108, -48, 179)),
}
_LARGEST, _OF_ONE = 24.0, 4.5
_TALLEST = 0.72
# A country that is drawn smaller than this is not seen: it gets a square besides its outline.
_SEEN = 9.0
_LABELS = 30
_SHAPES = Path(__file__).parents[1] / "shapes" / "countries.json"


@dataclass(frozen=True, slots=True)
class Country:
    """A country with a count; where it has no outline it is drawn at its place."""

    code: str
    name: str
    count: int
    told: str
    address: str
    at: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Bubble:
    """A town or a region with a count."""

    name: str
    kind: str
    count: int
    told: str
    address: str
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Frame:
    """The part of the map that a view shows, in units of the map; ``unit`` units are one pixel of the picture."""

    left: float
    top: float
    width: float
    height: float

    @property
    def unit(self) -> float:
        """Return how many units of the map are one pixel."""
        return self.width / WIDTH

    def holds(self, x: float, y: float) -> bool:
        """Tell whether a point is in view."""
        return self.left <= x <= self.left + self.width and self.top <= y <= self.top + self.height

    def meets(self, box: Sequence[float]) -> bool:
        """Tell whether a part of a box (left, top, right, bottom) is in view."""
        across = box[0] <= self.left + self.width and box[2] >= self.left
        return across and box[1] <= self.top + self.height and box[3] >= self.top


@cache
def shapes() -> dict[str, Any]:
    """Return the outlines of all countries as they are shipped."""
    content: dict[str, Any] = json.loads(_SHAPES.read_text(encoding="utf-8"))
    return content


def frame_of(view: str) -> Frame:
    """Return the frame of a view of ``VIEWS``."""
    _, (north, west, south, east) = VIEWS[view]
    middle = 0.0 if south < 0 < north else south if south > 0 else north
    corners = [project(latitude, longitude) for latitude in (north, middle, south) for longitude in (west, east)]
    across, down = [x for x, _ in corners], [y for _, y in corners]
    left, top, width, height = min(across), min(down), max(across) - min(across), max(down) - min(down)
    wider = max(0.0, height / _TALLEST - width)
    left = min(max(left - wider / 2, 0.0), EARTH - width - wider)
    return Frame(left, top, width + wider, height)


def draw_world(
    view: str, countries: Sequence[Country], bubbles: Sequence[Bubble], bounds: Sequence[int], summary: str
) -> Markup:
    """Return a view of the map. ``bounds`` are the upper bounds of the steps of shade."""
    frame = frame_of(view)
    told = {country.code: country for country in countries if country.count > 0}
    most = max((bubble.count for bubble in bubbles), default=1)
    parts = [_blank(frame, told)]
    parts += [_shaded(country, frame, bounds) for country in told.values() if _outline(country.code, frame)]
    small = [(country, at) for country in told.values() if (at := _too_small(country, frame)) is not None]
    parts += [_square(country, at, frame, bounds) for country, at in small]
    # Small bubbles lie on large ones, where they can be met.
    placed = [(bubble, *project(bubble.latitude, bubble.longitude)) for bubble in bubbles]
    seen = sorted((one for one in placed if frame.holds(one[1], one[2])), key=lambda one: (-one[0].count, one[0].name))
    parts += [_bubble(bubble, x, y, most, frame) for bubble, x, y in seen]
    squares = {country.code for country, _ in small}
    named = [(c, project(*c.at)) for c in told.values() if c.at and c.code not in squares and _outline(c.code, frame)]
    parts.append(_labels(seen, small, named, most, frame))
    box = f"{frame.left:.0f} {frame.top:.0f} {frame.width:.0f} {frame.height:.0f}"
    return picture("map", WIDTH, frame.height / frame.unit, summary, *parts, box=box)


def drawn_places(view: str, bubbles: Iterable[Bubble]) -> int:
    """Return how many of the bubbles a view shows."""
    frame = frame_of(view)
    return sum(frame.holds(*project(bubble.latitude, bubble.longitude)) for bubble in bubbles)


def _outline(code: str, frame: Frame) -> Mapping[str, Any] | None:
    shape: Mapping[str, Any] | None = shapes()["countries"].get(code)
    return shape if shape is not None and frame.meets(shape["box"]) else None


def _blank(frame: Frame, told: Mapping[str, Country]) -> Markup:
    """Return the countries without a count, as one shape."""
    codes = [code for code in shapes()["countries"] if code not in told and _outline(code, frame)]
    path = "".join(shapes()["countries"][code]["path"] for code in codes) + "".join(shapes()["unnamed"])
    return element("path", d=path, class_="land")


def _shaded(country: Country, frame: Frame, bounds: Sequence[int]) -> Markup:
    path = element("path", d=shapes()["countries"][country.code]["path"], class_="shape")
    return link(country.address, country.told, path, class_=f"country step-{step_of(country.count, bounds)}")


def _too_small(country: Country, frame: Frame) -> tuple[float, float] | None:
    """Return where a country lies that has no outline or one too small to be seen, None where it is seen."""
    shape = shapes()["countries"].get(country.code)
    if shape is not None:
        left, top, right, bottom = shape["box"]
        seen = max(right - left, bottom - top) / frame.unit >= _SEEN
        at = ((left + right) / 2, (top + bottom) / 2)
        return at if not seen and frame.holds(*at) else None
    if country.at is None:
        return None
    at = project(*country.at)
    return at if frame.holds(*at) else None


def _square(country: Country, at: tuple[float, float], frame: Frame, bounds: Sequence[int]) -> Markup:
    half = 5 * frame.unit
    box = element("rect", x=at[0] - half, y=at[1] - half, width=2 * half, height=2 * half, class_="shape small")
    return link(country.address, country.told, box, class_=f"country step-{step_of(country.count, bounds)}")


def _bubble(bubble: Bubble, x: float, y: float, most: int, frame: Frame) -> Markup:
    size = radius(bubble.count, most, _LARGEST, _OF_ONE) * frame.unit
    hit = element("circle", cx=x, cy=y, r=max(size, 8 * frame.unit), class_="hit")
    name = "town" if bubble.kind == "city" else "region"
    return link(
        bubble.address, bubble.told, hit, element("circle", cx=x, cy=y, r=size, class_="shape"), class_=f"bubble {name}"
    )


def _labels(
    bubbles: Sequence[tuple[Bubble, float, float]],
    small: Sequence[tuple[Country, tuple[float, float]]],
    named: Sequence[tuple[Country, tuple[float, float]]],
    most: int,
    frame: Frame,
) -> Markup:
    """Return the names of what is most frequent, as far as none lies on another."""
    wanted = [(b.name, x, y, radius(b.count, most, _LARGEST, _OF_ONE), b.count) for b, x, y in bubbles]
    wanted += [(country.name, x, y, 5.0, country.count) for country, (x, y) in small]
    # The name of a country stands in its middle.
    wanted += [(country.name, x, y, -1.0, country.count) for country, (x, y) in named]
    unit, size = frame.unit, 12 * frame.unit
    taken: list[tuple[float, float, float, float]] = []
    texts = []
    for name, x, y, reach, _ in sorted(wanted, key=lambda one: (-one[4], one[0])):
        text = shortened(name, 34)
        long = text_width(text, size)
        away = (reach + 4) * unit
        sides = [("start", x + away), ("end", x - away - long)] if reach >= 0 else [("middle", x - long / 2)]
        for anchor, start in sides:
            box = (start, y - size * 0.7, start + long, y + size * 0.5)
            in_view = frame.holds(box[0], box[1]) and frame.holds(box[2], box[3])
            if in_view and not any(_meet(box, one) for one in taken):
                at = {"start": start, "end": start + long, "middle": x}[anchor]
                where = {"x": at, "y": y + size * 0.35, "font_size": size, "stroke_width": 3 * unit}
                kind = "country-name" if reach < 0 else None
                texts.append(element("text", text, **where, text_anchor=anchor, class_=kind))
                taken.append(box)
                break
        if len(texts) == _LABELS:
            break
    return element("g", *texts, class_="names", aria_hidden="true")


def _meet(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def legend(what: str, bounds: Sequence[int], has_bubbles: bool) -> Markup:
    """Return what shades and bubbles mean, as a list; ``what`` is what the countries' counts are of."""
    items = []
    for number, label in enumerate(step_labels(bounds), start=1):
        square = element("rect", x=1, y=3, width=22, height=14, class_="shape")
        group = element("g", square, class_=f"country step-{number}")
        items.append(element("li", element("svg", group, width=24, height=20, aria_hidden="true"), f" {label}"))
    shades = element("ul", together(items), class_="legend", aria_label=f"Countries by {what}") if items else Markup()
    if not has_bubbles:
        return shades
    marks = []
    for name, words in (("town", "a town, by how often it is named"), ("region", "a region, likewise")):
        circle = element("circle", cx=10, cy=10, r=7, class_="shape")
        group = element("g", circle, class_=f"bubble {name}")
        marks.append(element("li", element("svg", group, width=20, height=20, aria_hidden="true"), f" {words}"))
    return shades + element("ul", together(marks), class_="legend", aria_label="Places")
