"""Everything that is looked up in a paragraph (names, places, roles), found in one pass over its characters."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from imcwp_data.text.lexicon import Lexicon, Match

_NAME, _PLACE, _ROLE = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in a paragraph, each list in the order of the text and the longest first at each place."""

    names: list[Match[Any]] = field(default_factory=list)
    places: list[Match[Any]] = field(default_factory=list)
    roles: list[Match[str]] = field(default_factory=list)


class NameLexicon:
    """One lexicon of the surfaces that the readers of names, of places and of roles look for."""

    def __init__(
        self, names: Iterable[tuple[str, Any]], places: Iterable[tuple[str, Any]], roles: Iterable[tuple[str, str]]
    ) -> None:
        entries: list[tuple[str, tuple[int, Any]]] = []
        for kind, group in ((_NAME, names), (_PLACE, places), (_ROLE, roles)):
            entries += [(surface, (kind, payload)) for surface, payload in group]
        self._lexicon = Lexicon(entries, ignore_case=True)

    def find(self, text: str) -> Found:
        """Return the matches of a text, whole words only, overlapping ones included."""
        found = Found()
        lists = (found.names, found.places, found.roles)
        for start, end, payloads in self._lexicon.find_all(text):
            if len(payloads) == 1:
                kind, payload = payloads[0]
                lists[kind].append(Match(start, end, (payload,)))
                continue
            for kind, matches in enumerate(lists):
                own = tuple([payload for of, payload in payloads if of == kind])
                if own:
                    matches.append(Match(start, end, own))
        return found
