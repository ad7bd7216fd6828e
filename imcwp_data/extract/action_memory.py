"""Whom and what a text spoke of last, for those clauses that do not name it again."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from msgspec import Struct

from imcwp_data.extract.referents import MEETINGS, Entity

# How many organisations are remembered.
_REMEMBERED = 12


class Memory(Struct, gc=False):
    """Whom the text spoke of last, for pronouns and for "the Party", "the Government".

    ``acting_party`` is the one party that acted last, of all that were named. ``actors`` is None before anybody acted
    and empty after somebody without a name; ``voice`` is who acted last outside
    quotations; ``adversary`` is the state or government that last did harm.
    """

    actors: tuple[str, ...] | None = None
    voice: tuple[str, ...] = ()
    party: str | None = None
    acting_party: str | None = None
    person: str | None = None
    government: str | None = None
    themes: tuple[str, ...] = ()
    adversary: tuple[str, ...] = ()
    organisations: Sequence[str] = ()

    def hear(self, entities: Sequence[Entity], start: int = 0, end: int = sys.maxsize) -> None:
        """Take note of those of some names, in the order in which they stand, that lie in some characters."""
        for entity in entities:
            if entity.char_start < start or entity.char_end > end:
                continue
            participant, kind = entity.participant_id, entity.kind
            if kind == "party":
                self.party = participant
            elif kind == "person":
                self.person = participant
            elif kind == "government":
                self.government = participant
            elif kind == "organisation" and participant not in MEETINGS:
                self.organisations = [*self.organisations[-_REMEMBERED:], participant]
