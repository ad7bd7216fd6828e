"""The meetings of the corpus: sessions of the International Meeting and its Working Group, congresses, conferences."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from benchmarks.corpus.facts import ToldMeeting
from benchmarks.corpus.pools import Pool
from benchmarks.corpus.world import FIRST_ORDINAL, Body, Town, World
from imcwp_data.text.normalise import slug

SERIES_NAME = "International Meeting of Communist and Workers' Parties"
SERIES_ID = slug(SERIES_NAME)
GROUP_ID = slug("IMCWP Working Group")
_GROUP_MEETINGS = 88
_GROUP_EVERY = timedelta(days=68)
_GROUP_FROM = date(2008, 1, 12)
_CONGRESSES_FROM = 2004


@dataclass(frozen=True, slots=True)
class Gathering:
    """A meeting with all that texts tell of it; ``opening`` and ``short`` name it, the first with its article."""

    key: str
    series: str
    kind: str
    ordinal: int | None
    opening: str
    short: str
    start: date
    end: date
    town: Town | None
    parties: int | None
    countries: int | None
    people: int | None
    host: Body
    actor: str
    named: tuple[str, ...]

    def named_only(self) -> ToldMeeting:
        """Return the meeting as a document tells of it that only names it."""
        return ToldMeeting(self.key, self.series, self.kind, "held", self.ordinal, *(None,) * 7)

    def told(self, status: str, counted: bool, hosted: bool) -> ToldMeeting:
        """Return the meeting as a document tells of it, with its counts and its host where the document gives them."""
        return ToldMeeting(
            self.key,
            self.series,
            self.kind,
            status,
            self.ordinal,
            self.start.isoformat(),
            self.end.isoformat(),
            self.town.name if self.town else None,
            self.town.country_code if self.town else None,
            self.parties if counted else None,
            self.countries if counted else None,
            self.host.participant_id if hosted else None,
        )


class Calendar:
    """All meetings of a world; more conferences come up as the corpus grows."""

    def __init__(self, world: World, topics: tuple[str, ...]) -> None:
        self._world = world
        self._topics = topics
        self._sessions = Pool(range(len(world.sessions) - 1, -1, -1), 3)
        self._session = cache(self._make_session)
        self._group = cache(self._make_group)
        self._congress = cache(self._make_congress)
        self._conference = cache(self._make_conference)

    def pick(self, rng: random.Random, number: int) -> Gathering:
        """Return the meeting that document ``number`` tells of."""
        which = rng.random()
        if which < 0.45:
            return self._session(self._sessions.pick(rng))
        if which < 0.65:
            return self._group(rng.randrange(_GROUP_MEETINGS))
        if which < 0.85:
            return self._congress(self._world.parties.pick(rng), rng.randrange(5))
        return self._conference(int(rng.random() ** 2 * (20 + number // 20)))

    def _rng(self, *key: object) -> random.Random:
        return random.Random(f"{self._world.seed}:meeting:{key}")

    def _host(self, rng: random.Random, country_code: str | None) -> Body:
        parties = [p for p in self._world.parties.items if p.country_code == country_code]
        return rng.choice(parties) if parties else self._world.parties.pick(rng)

    def _make_session(self, index: int) -> Gathering:
        year, place = self._world.sessions[index]
        rng = self._rng("session", index)
        start = date(year, rng.choice((10, 11)), rng.randrange(3, 27))
        code, town = next((c, t) for (name, c), t in self._world.town_named.items() if name == place)
        ordinal = FIRST_ORDINAL + index
        parties = rng.randrange(49, 103)
        return Gathering(
            f"imcwp-{ordinal}", "IMCWP", "regular", ordinal,
            f"the {_ordinal(ordinal)} {SERIES_NAME} (IMCWP)", f"{_ordinal(ordinal)} IMCWP",
            start, start + timedelta(rng.choice((1, 2, 2, 2, 3))), town,
            parties, parties - rng.randrange(5, 20), None, self._host(rng, code), SERIES_ID, (SERIES_ID,),
        )  # fmt: skip

    def _make_group(self, index: int) -> Gathering:
        rng = self._rng("group", index)
        start = _GROUP_FROM + _GROUP_EVERY * index + timedelta(rng.randrange(30))
        remote = rng.random() < 0.4
        town = None if remote else self._world.towns.pick(rng)
        return Gathering(
            f"working-group-{index}", "IMCWP Working Group", "working_group", None,
            f"a meeting of the Working Group of the {SERIES_NAME} (IMCWP)", "meeting of the Working Group of the IMCWP",
            start, start + timedelta(rng.choice((0, 0, 1))), town,
            rng.randrange(9, 30), None, None, self._host(rng, town.country_code if town else None), GROUP_ID,
            (GROUP_ID,),
        )  # fmt: skip

    def _make_congress(self, party: Body, index: int) -> Gathering:
        rng = self._rng("congress", party.participant_id)
        ordinal, year = rng.randrange(4, 30) + index, _CONGRESSES_FROM + rng.randrange(4) + 4 * index
        rng = self._rng("congress", party.participant_id, index)
        start = date(year, rng.randrange(1, 13), rng.randrange(1, 28))
        towns = self._world.towns_of.get(party.country_code or "", self._world.towns)
        name = f"{_ordinal(ordinal)} Congress of {party.full}"
        return Gathering(
            f"congress-{ordinal}-{party.participant_id}", "other", "other", ordinal, f"the {name}", name,
            start, start + timedelta(rng.choice((1, 2, 3))), towns.pick(rng),
            None, None, rng.randrange(80, 900), party, party.participant_id, (party.participant_id,),
        )  # fmt: skip

    def _make_conference(self, index: int) -> Gathering:
        rng = self._rng("conference", index)
        start = date(2008, 1, 1) + timedelta(rng.randrange(6000))
        town, topic = self._world.towns.pick(rng), rng.choice(self._topics)
        host = self._host(rng, town.country_code)
        parties = rng.randrange(8, 60)
        return Gathering(
            f"conference-{index}", "other", "other", None,
            f"an international conference on {topic}", f"international conference on {topic}",
            start, start + timedelta(rng.choice((0, 1, 1, 2))), town,
            parties, max(4, parties - rng.randrange(2, 12)), None, host, host.participant_id, (),
        )  # fmt: skip


def _ordinal(number: int) -> str:
    last = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if number % 100 in (11, 12, 13) else last}"
