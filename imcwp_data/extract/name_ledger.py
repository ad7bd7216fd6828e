"""From names resolved in a document to its mentions and candidates, each value with the characters that state it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter

from imcwp_data.extract.name_records import Stated
from imcwp_data.model import Assertion, Mention, ParticipantCandidate
from imcwp_data.text.normalise import match_form
from imcwp_data.vocabulary import Name

# The kinds of those whose country a curator knows, and a text may tell.
KNOWN_COUNTRY = frozenset({"organisation", "government", "outlet"})


class Ledger:
    """Collects the mentions of one document and what it states of each participant."""

    def __init__(self, countries_in_name: Callable[[str], frozenset[str]], dateline_country: str | None) -> None:
        self._dateline_country = dateline_country
        self._countries_in_name = countries_in_name
        self._names: dict[str, Name] = {}
        self._in_order: list[Mention] = []
        self._mentions: dict[str, list[Mention]] = {}
        self._stated: dict[str, list[Stated]] = {}
        self._with_places: set[str] = set()

    def mention(self, name: Name, position: int, start: int, end: int, surface: str, rule: str) -> None:
        """Enter a mention, one after the other in the order of the text."""
        key = name.participant_id
        mention = Mention(position, start, end, surface, key, rule)
        self._in_order.append(mention)
        if key in self._mentions:
            self._mentions[key].append(mention)
        else:
            self._mentions[key], self._names[key] = [mention], name

    def holds_place(self, name: Name) -> None:
        """Take note that a name, as it is written, may hold that of a place or a country's adjective."""
        self._with_places.add(name.participant_id)

    def state(self, every: Iterable[Stated]) -> None:
        """Enter values that the text states of participants."""
        known = self._stated
        for stated in every:
            key = stated.participant_id
            if key in known:
                known[key].append(stated)
            else:
                known[key] = [stated]

    def mentions(self) -> tuple[Mention, ...]:
        """Return all mentions in the order of the text."""
        return tuple(self._in_order)

    def candidates(self) -> tuple[ParticipantCandidate, ...]:
        """Return the participants that are mentioned, by id."""
        return tuple(map(self._candidate, sorted(self._mentions)))

    def _names_country(self, name: Name, surfaces: Iterable[str]) -> bool:
        """Tell whether a country may be set without the text's telling it: a party's is its own, as is a state body's.

        Of other bodies the name as it is written can tell it ("Cuban Institute ...") or the dateline; what a curator
        knows cannot.
        """
        if name.country_code is None or name.kind in ("party", "party_body", "government"):
            return True
        if name.country_code == self._dateline_country and name.kind == "organisation":
            return True
        if name.kind in KNOWN_COUNTRY and name.participant_id not in self._with_places:
            return False
        return any(name.country_code in self._countries_in_name(surface) for surface in surfaces)

    def _candidate(self, key: str) -> ParticipantCandidate:
        name, mentions = self._names[key], self._mentions[key]
        stated: Sequence[Stated] = self._stated.get(key, ())
        told: dict[str, str] = {}
        if stated:
            # Whom somebody belongs to is told only of those who are mentioned.
            stated = [each for each in stated if each.column_name != "affiliation_id" or each.value in self._mentions]
            told = dict(map(_told, stated))
            if len(told) == len(stated):
                # Each column is told once, as is so nearly always.
                if len(stated) > 1:
                    stated = sorted(stated, key=_column)
            else:
                told = dict(map(_told, sorted(stated, key=_certainty)))
                stated = _distinct(stated)
        called = name.name
        # The first mention under the name itself, and the first under each other one.
        own: Mention | None = None
        surfaces: set[str] = set()
        others: list[Mention] = []
        for mention in mentions:
            surface = mention.surface
            if surface not in surfaces:
                surfaces.add(surface)
                if surface != called and not _same(surface, called):
                    others.append(mention)
                elif own is None:
                    own = mention
        first, certainty = (mentions[0], 0.5) if own is None else (own, 1.0)
        position, start, end, rule = first.position, first.char_start, first.char_end, first.rule
        assertions = [
            Assertion("name", called, position, start, end, rule, certainty),
            Assertion("kind", name.kind, position, start, end, rule, 1.0),
        ]
        # What a name tells of its country is asked only where nothing else tells it.
        country = told.get("country_code")
        if country is None and name.country_code and self._names_country(name, surfaces):
            country = name.country_code
            assertions.append(Assertion("country_code", country, position, start, end, rule, 0.9))
        for other in others:
            position, start, end, rule = other.position, other.char_start, other.char_end, other.rule
            assertions.append(Assertion("aliases", other.surface, position, start, end, rule, 1.0))
        for each in stated:
            assertions.append(
                Assertion(
                    each.column_name,
                    each.value,
                    each.position,
                    each.char_start,
                    each.char_end,
                    each.rule,
                    each.certainty,
                )
            )
        if not told:
            return ParticipantCandidate(key, called, name.kind, None, country, None, None, tuple(assertions))
        return ParticipantCandidate(
            key,
            called,
            name.kind,
            told.get("acronym"),
            country,
            told.get("role"),
            told.get("affiliation_id"),
            tuple(assertions),
        )


_by_place = attrgetter("position", "char_start")
_by_column = attrgetter("column_name", "position", "char_start", "value")
_column = attrgetter("column_name")
_told = attrgetter("column_name", "value")


def _certainty(stated: Stated) -> tuple[float, int, int]:
    return stated.certainty, -stated.position, -stated.char_start


def _same(surface: str, name: str) -> bool:
    return len(surface) == len(name) and match_form(surface).casefold() == match_form(name).casefold()


def _distinct(stated: Sequence[Stated]) -> list[Stated]:
    """Return one of each value of a column, by column: where it was stated with most certainty, else first."""
    best: dict[tuple[str, str], Stated] = {}
    for item in sorted(stated, key=_by_place):
        key = (item.column_name, item.value)
        if key not in best or item.certainty > best[key].certainty:
            best[key] = item
    return sorted(best.values(), key=_by_column)
