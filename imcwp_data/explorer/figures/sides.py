"""The three sides that the sixteen event types of PLOVER are drawn as, each by colour and by the style of its line."""

from __future__ import annotations

from typing import Literal

Side = Literal["for", "against", "asks"]
SIDES: tuple[Side, ...] = ("for", "asks", "against")
TYPES: dict[Side, tuple[str, ...]] = {
    "for": ("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"),
    "asks": ("REQUEST",),
    "against": ("ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
}
EVENT_TYPES: tuple[str, ...] = tuple(event_type for side in SIDES for event_type in TYPES[side])
SIDE_OF: dict[str, Side] = {event_type: side for side, types in TYPES.items() for event_type in types}
# What an action is by its type alone, without a look at who it is directed at.
KIND_LABELS: dict[Side, str] = {"for": "cooperation", "asks": "requests", "against": "conflict"}


def side_towards(event_type: str, role: str) -> Side:
    """Return the side an action takes towards one of its participants.

    What is done for a beneficiary is for it, whatever the type: to reject a blockade is no act against the blockaded.
    """
    return "for" if role == "beneficiary" else SIDE_OF.get(event_type, "asks")
