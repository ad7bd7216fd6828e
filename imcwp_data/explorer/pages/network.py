"""The network: who acts towards whom, the most frequent pairs."""

from __future__ import annotations

from collections import Counter
from typing import Any

from imcwp_data.explorer.figures.network import Edge, Node, choose, draw_network, legend
from imcwp_data.explorer.figures.sides import EVENT_TYPES, SIDE_OF, TYPES, Side
from imcwp_data.explorer.figures.svg import shortened
from imcwp_data.explorer.kept import kept
from imcwp_data.explorer.web import Asked, Page, Row
from imcwp_data.explorer.words import label_of, plural

MOST_NODES = 40
MOST_EDGES = 80
# Rarer pairs than these are not looked at: the picture holds far fewer.
_MOST_PAIRS = 600
_LONG_NAME = 46
THEMES = (
    "labour", "migration", "health", "anti_communism", "environment", "socialism", "cuba", "palestine",
    "anti_imperialism", "peace", "cooperation", "other",
)  # fmt: skip
SIDE_WORDS: dict[Side, str] = {
    "for": "for: support, aid, agreement, or anything done for somebody’s benefit",
    "asks": "asks of: requests, demands, calls",
    "against": "against: accusation, rejection, protest, sanction, force",
}
_SHORT: dict[Side, str] = {"for": "for", "asks": "asks of", "against": "against"}


async def network(asked: Asked) -> Page:
    """Return the most frequent pairs, of one theme or event type where it is asked for."""
    theme = asked.query.get("theme", "")
    event_type = asked.query.get("event_type", "").upper()
    theme = theme if theme in THEMES else ""
    event_type = event_type if event_type in EVENT_TYPES else ""
    pairs = await kept(asked, ("network", theme, event_type), lambda: _pairs(asked, theme, event_type))
    edges = choose([_edge(asked, pair, theme, event_type) for pair in pairs], MOST_NODES, MOST_EDGES)
    told = {(pair["actor"], pair["target"], pair["role"], pair["side"]): pair for pair in pairs}
    ends = {pair[end]: (pair[f"{end}_name"], pair[f"{end}_acronym"]) for pair in pairs for end in ("actor", "target")}
    shown = sorted({end for edge in edges for end in (edge.actor, edge.target)})
    acronyms = Counter(ends[one][1] for one in shown)
    nodes = {one: _node(asked, one, *ends[one], acronyms[ends[one][1]] == 1) for one in shown}
    rows: list[Row] = []
    for edge in edges:
        pair = told[edge.actor, edge.target, edge.role, edge.side]
        rows.append({**pair, "side_told": _SHORT[edge.side], "address": edge.address})
    chosen = " ".join(label_of(one) for one in (theme, event_type) if one)
    summary = (
        f"Who acts towards whom{f' ({chosen})' if chosen else ''}: {plural(len(edges), 'link')} between "
        f"{plural(len(nodes), 'participant')}. The table below tells the same."
    )
    data = {
        "theme": theme,
        "event_type": event_type,
        "rows": rows,
        "left_out": len(pairs) - len(edges),
        "more_pairs": len(pairs) == _MOST_PAIRS,
        "participants": len(nodes),
    }
    drawings: dict[str, Any] = {
        "legend": legend(SIDE_WORDS),
        "themes": THEMES,
        "types": TYPES,
        "picture": draw_network(nodes, edges, summary) if edges else None,
    }
    return Page(
        template="network.html",
        title="Network",
        description="Who acts towards whom: the most frequent pairs of participants, and whether for or against.",
        data=data,
        drawings=drawings,
        current="network",
    )


async def _pairs(asked: Asked, theme: str, event_type: str) -> list[Row]:
    """Return actor, target, side and how many actions, the most frequent first."""
    cooperative = ", ".join(f"'{one}'" for one, side in SIDE_OF.items() if side == "for")
    hostile = ", ".join(f"'{one}'" for one, side in SIDE_OF.items() if side == "against")
    # What is done for a beneficiary is for it, whatever its type: see figures.sides.
    side = (
        f"case when towards.role = 'beneficiary' or actions.event_type in ({cooperative}) then 'for' "
        f"when actions.event_type in ({hostile}) then 'against' else 'asks' end"
    )
    found = await asked.rows(
        f"""
        with pairs as (
          select acting.participant_id as actor, towards.participant_id as target, towards.role as role, {side} as side,
            count(distinct actions.action_id) as count
          from action_participants as acting
          join action_participants as towards
            on towards.action_id = acting.action_id and towards.role in ('target', 'beneficiary')
          join actions on actions.action_id = acting.action_id
          where acting.role = 'actor'
            and (:event_type = '' or actions.event_type = :event_type)
            and (:theme = '' or exists (select 1 from json_each(actions.themes) where value = :theme))
          group by 1, 2, 3, 4
          order by count desc, actor, target, side, role
          limit :most
        )
        select pairs.*, one.name as actor_name, one.acronym as actor_acronym,
          other.name as target_name, other.acronym as target_acronym
        from pairs
        join participants as one on one.participant_id = pairs.actor
        join participants as other on other.participant_id = pairs.target
        order by count desc, actor, target, side, role
        """,
        {"theme": theme, "event_type": event_type, "most": _MOST_PAIRS},
    )
    names = ("actor", "actor_name", "actor_acronym", "side", "role", "target", "target_name", "target_acronym", "count")
    return [{name: row[name] for name in names} for row in found]


def _edge(asked: Asked, pair: Row, theme: str, event_type: str) -> Edge:
    told = f"{pair['actor_name']} {_SHORT[pair['side']]} {pair['target_name']}: {plural(pair['count'], 'action')}"
    filters = {"theme": theme or None, "event_type": event_type or None}
    other = {pair["role"]: pair["target"]}
    address = asked.site.path("actions", actor=pair["actor"], **other, **filters)
    return Edge(pair["actor"], pair["target"], pair["role"], pair["side"], pair["count"], told, address)


def _node(asked: Asked, participant_id: str, name: str, acronym: str | None, is_unique: bool) -> Node:
    """Return a name of the picture: a long one by its acronym, where no other in the picture has the same."""
    is_long = len(name) > _LONG_NAME and acronym is not None and is_unique
    told = f"{acronym} – {name}" if is_long else name
    label = str(acronym) if is_long else shortened(name, _LONG_NAME)
    return Node(participant_id, label, told, asked.site.path("participants", participant_id))
