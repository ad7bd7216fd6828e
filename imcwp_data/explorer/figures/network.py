"""The network of who acts towards whom: who acts on the left, towards whom on the right, a band for each pair.

Two columns keep names apart and lines readable, which a free arrangement of so many long names does not. A participant
that both acts and is acted upon stands in both columns.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from imcwp_data.explorer.figures.scale import width_of
from imcwp_data.explorer.figures.sides import SIDES, Side
from imcwp_data.explorer.figures.svg import element, link, picture, shortened, together

WIDTH = 960
_LEFT, _RIGHT = 346.0, 614.0
_HEAD = 34.0
_ROW = 26.0
_APART = 4.0
_NODE = 6.0
_WIDEST, _THINNEST = 14.0, 2.0
_MOST_LETTERS = 46


@dataclass(frozen=True, slots=True)
class Node:
    """A participant as the picture names it; ``told`` is its full name."""

    id: str
    label: str
    told: str
    address: str


@dataclass(frozen=True, slots=True)
class Edge:
    """The actions of one participant towards another that take the same side; ``role`` is what the other is in them."""

    actor: str
    target: str
    role: str
    side: Side
    count: int
    told: str
    address: str


def choose(edges: Sequence[Edge], most_nodes: int, most_edges: int) -> list[Edge]:
    """Return the most frequent edges that fit: each column has at most half of the nodes."""
    chosen: list[Edge] = []
    actors: set[str] = set()
    targets: set[str] = set()
    for edge in sorted(edges, key=lambda edge: (-edge.count, edge.actor, edge.target, edge.side, edge.role)):
        if len(actors | {edge.actor}) > most_nodes // 2 or len(targets | {edge.target}) > most_nodes // 2:
            continue
        chosen.append(edge)
        actors.add(edge.actor)
        targets.add(edge.target)
        if len(chosen) == most_edges:
            break
    return chosen


def draw_network(nodes: Mapping[str, Node], edges: Sequence[Edge], summary: str) -> Markup:
    """Return the network of ``edges``, whose ends are all among ``nodes``."""
    most = max((edge.count for edge in edges), default=1)
    widths = {edge: width_of(edge.count, most, _WIDEST, _THINNEST) for edge in edges}
    left, right = _arranged(edges)
    rooms = _rooms(left, [(edge.actor, width) for edge, width in widths.items()])
    places = _rooms(right, [(edge.target, width) for edge, width in widths.items()])
    height = max((top + tall for top, tall in (*rooms.values(), *places.values())), default=_HEAD) + 10
    # The shorter column stands in the middle of the longer.
    rooms, places = _centred(rooms, height), _centred(places, height)
    heads = (
        element("text", "Who acts", x=_LEFT - 12, y=18, class_="section", text_anchor="end"),
        element("text", "Towards whom", x=_RIGHT + 12, y=18, class_="section"),
    )
    bands = _bands(widths, left, right, rooms, places)
    names = [_name(nodes[one], *rooms[one], is_left=True) for one in left]
    names += [_name(nodes[one], *places[one], is_left=False) for one in right]
    return picture("network", WIDTH, height, summary, *heads, *bands, *names)


def _arranged(edges: Sequence[Edge]) -> tuple[list[str], list[str]]:
    """Return both columns in an order that lets few bands cross: each name near the middle of those it is tied to."""
    weights: dict[str, int] = defaultdict(int)
    for edge in edges:
        weights["l" + edge.actor] += edge.count
        weights["r" + edge.target] += edge.count
    left = sorted({edge.actor for edge in edges}, key=lambda one: (-weights["l" + one], one))
    right = sorted({edge.target for edge in edges}, key=lambda one: (-weights["r" + one], one))
    for _ in range(8):
        right = _nearest(right, left, [(edge.target, edge.actor, edge.count) for edge in edges])
        left = _nearest(left, right, [(edge.actor, edge.target, edge.count) for edge in edges])
    return left, right


def _nearest(moved: Sequence[str], fixed: Sequence[str], ties: Sequence[tuple[str, str, int]]) -> list[str]:
    place = {one: number for number, one in enumerate(fixed)}
    total: dict[str, float] = defaultdict(float)
    weight: dict[str, int] = defaultdict(int)
    for one, other, count in ties:
        total[one] += place[other] * count
        weight[one] += count
    return sorted(moved, key=lambda one: (total[one] / weight[one], one))


def _rooms(column: Sequence[str], bands: Sequence[tuple[str, float]]) -> dict[str, tuple[float, float]]:
    """Return where each name of a column starts and how tall it is: as its bands together, a line of text at least."""
    tall: dict[str, float] = defaultdict(float)
    for one, width in bands:
        tall[one] += width + 2
    rooms = {}
    top = _HEAD
    for one in column:
        height = max(tall[one], _ROW - _APART)
        rooms[one] = (top, height)
        top += height + _APART
    return rooms


def _centred(rooms: Mapping[str, tuple[float, float]], height: float) -> dict[str, tuple[float, float]]:
    foot = max((top + tall for top, tall in rooms.values()), default=height)
    return {one: (top + (height - 10 - foot) / 2, tall) for one, (top, tall) in rooms.items()}


def _bands(
    widths: Mapping[Edge, float],
    left: Sequence[str],
    right: Sequence[str],
    rooms: Mapping[str, tuple[float, float]],
    places: Mapping[str, tuple[float, float]],
) -> list[Markup]:
    from_order = {one: number for number, one in enumerate(left)}
    to_order = {one: number for number, one in enumerate(right)}
    starts = _stacked(widths, {edge: edge.actor for edge in widths}, rooms, lambda edge: to_order[edge.target])
    ends = _stacked(widths, {edge: edge.target for edge in widths}, places, lambda edge: from_order[edge.actor])
    # Narrow bands lie over wide ones; a name's own bands follow each other for the keyboard.
    ordered = sorted(widths, key=lambda edge: (from_order[edge.actor], -edge.count, to_order[edge.target]))
    return [_band(edge, widths[edge], starts[edge], ends[edge]) for edge in ordered]


def _stacked(
    widths: Mapping[Edge, float],
    owners: Mapping[Edge, str],
    rooms: Mapping[str, tuple[float, float]],
    order: Callable[[Edge], int],
) -> dict[Edge, float]:
    """Return at which height each band meets its name: one below the other, in the order of their other ends."""
    by_owner: dict[str, list[Edge]] = defaultdict(list)
    for edge, owner in owners.items():
        by_owner[owner].append(edge)
    found: dict[Edge, float] = {}
    for owner, edges in by_owner.items():
        top, tall = rooms[owner]
        down = top + (tall - sum(widths[edge] + 2 for edge in edges)) / 2
        for edge in sorted(edges, key=lambda edge: (order(edge), SIDES.index(edge.side), edge.role)):
            found[edge] = down + widths[edge] / 2 + 1
            down += widths[edge] + 2
    return found


def _band(edge: Edge, width: float, start: float, end: float) -> Markup:
    head = max(5.0, width / 2 + 2.5)
    tip = _RIGHT - _NODE
    base = tip - head * 1.5
    bend = (base - _LEFT) * 0.45
    path = f"M{_LEFT:.0f},{start:.1f}C{_LEFT + bend:.0f},{start:.1f} {base - bend:.0f},{end:.1f} {base:.1f},{end:.1f}"
    arrow = f"{base:.1f},{end - head:.1f} {tip:.1f},{end:.1f} {base:.1f},{end + head:.1f}"
    return link(
        edge.address,
        edge.told,
        element("path", d=path, class_="hit"),
        element("path", d=path, class_="band", stroke_width=width),
        element("polygon", points=arrow, class_="arrow"),
        class_=f"edge {edge.side}",
    )


def _name(node: Node, top: float, tall: float, *, is_left: bool) -> Markup:
    x = _LEFT - _NODE if is_left else _RIGHT
    bar = element("rect", x=x, y=top, width=_NODE, height=tall, class_="node-bar")
    label = element(
        "text",
        shortened(node.label, _MOST_LETTERS),
        x=x - 6 if is_left else x + _NODE + 6,
        y=top + tall / 2 + 4.5,
        class_="label",
        text_anchor="end" if is_left else "start",
    )
    return link(node.address, node.told, bar, label, class_="node")


def legend(words: Mapping[Side, str]) -> Markup:
    """Return what the styles of the bands mean, as a list."""
    items = []
    for side in SIDES:
        drawn = element(
            "g",
            element("path", d="M1,10L36,10", class_="band", stroke_width=5),
            element("polygon", points="36,4 46,10 36,16", class_="arrow"),
            class_=f"edge {side}",
        )
        items.append(element("li", element("svg", drawn, width=48, height=20, aria_hidden="true"), " ", words[side]))
    return element("ul", together(items), class_="legend")
