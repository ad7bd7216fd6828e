"""One document while it is written: its day, its country, what was named before, the facts of the sentence."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date

from benchmarks.corpus.days import DayStyle, Written
from benchmarks.corpus.facts import Action, Facts
from benchmarks.corpus.gatherings import Gathering
from benchmarks.corpus.templates import Template, write
from benchmarks.corpus.world import Body, Land, Person, Town, World

_OFFICES = (
    "general secretary", "spokesperson", "international secretary", "chair", "deputy leader", "treasurer", "president",
    "organising secretary", "youth secretary", "vice-president",
)  # fmt: skip
_TRADES = (
    "nurse", "docker", "teacher", "miner", "bus driver", "baker", "student", "fisherman", "pensioner", "welder",
    "carpenter", "cook", "printer", "electrician", "weaver", "farmer", "librarian", "tram driver", "cleaner", "midwife",
)  # fmt: skip


class Draft:
    """Writes the slots of templates. ``home`` is the party that the document is about, or that issues it."""

    def __init__(self, world: World, rng: random.Random, number: int, today: date, home: Body) -> None:
        self.world = world
        self.rng = rng
        self.number = number
        self.today = today
        self.home = home
        self.style = DayStyle(rng.random() < 0.4, "–" if rng.random() < 0.5 else "-")
        self.facts = Facts()
        self.gathering: Gathering | None = None
        self.authors: tuple[str, ...] = (home.participant_id,)
        self._towns = world.towns_of.get(home.country_code or "")
        self._acronyms: dict[str, str] = {}
        self._defined: set[str] = set()
        self.subject: Body | None = None
        self._roles: dict[str, list[str]] = {"a": [], "t": [], "b": []}
        self._actors: tuple[str, ...] = ()

    def sentence(self, template: Template) -> tuple[str, Facts]:
        """Return a sentence and what it states."""
        self.facts = Facts()
        self._clear()
        self._actors = ()
        # A name with an apposition ends in a comma, which the end of a clause takes the place of.
        text = write(self, template).lstrip().replace(",.", ".").replace(",,", ",")
        first = 1 if text[:1] == "“" else 0
        return text[:first] + text[first : first + 1].upper() + text[first + 1 :], self.facts

    def new_paragraph(self) -> None:
        """Forget which body "it" means: none but that of a sentence before."""
        self.subject = None

    def close_action(self, event_type: str, status: str) -> None:
        """Note the clause that was just written as an action."""
        roles = self._roles
        self._actors = tuple(roles["a"]) or self._actors
        self.facts.actions.append(Action(event_type, status, self._actors, tuple(roles["t"]), tuple(roles["b"])))
        self._clear()

    def _clear(self) -> None:
        for found in self._roles.values():
            found.clear()

    # Names

    def role(self, role: str, participant_id: str) -> None:
        """Note that a participant has a role in the clause at hand; ``n`` is none, it is only named."""
        if role != "n":
            self._roles[role].append(participant_id)

    def body(self, body: Body, role: str) -> str:
        """Return the name of a body, with its acronym when it is new or instead of the name when it is not."""
        self.facts.participants.append(body.participant_id)
        self.role(role, body.participant_id)
        if role == "a" and body.kind in ("party", "organisation"):
            self.subject = body
        acronym = body.acronym
        if acronym is None:
            return body.full
        if body.participant_id in self._defined:
            if self.rng.random() < 0.6:
                # By itself the sentence does not tell whose acronym it is.
                self.facts.lasting = False
                return f"the {acronym}"
            return body.full
        if acronym not in self._acronyms and self.rng.random() < 0.6:
            self._acronyms[acronym] = body.participant_id
            self._defined.add(body.participant_id)
            return f"{body.full} ({acronym})"
        return body.full

    def party(self) -> Body:
        """Return a party: often the one that the document is about."""
        return self.home if self.rng.random() < 0.3 else self.world.parties.pick(self.rng)

    def organisation(self) -> Body:
        """Return an organisation."""
        return self.world.organisations.pick(self.rng)

    def some_body(self) -> Body:
        """Return a party or an organisation."""
        return self.party() if self.rng.random() < 0.7 else self.organisation()

    def another(self, role: str, pick: Callable[[], Body]) -> str:
        """Return the name of a body that has no role in the clause yet."""
        taken = [*self._roles["a"], *self._roles["t"], *self._roles["b"], *self._actors]
        body = pick()
        while body.participant_id in taken:
            body = self.world.parties.pick(self.rng)
        return self.body(body, role)

    def land(self) -> Land:
        """Return a country that has no role in the clause yet."""
        taken = [*self._roles["a"], *self._roles["t"], *self._roles["b"]]
        home = self.world.land_of.get(self.home.country_code or "")
        land = home if home is not None and self.rng.random() < 0.3 else self.world.lands.pick(self.rng)
        while land.state_id in taken or land.government_id in taken:
            land = self.world.lands.pick(self.rng)
        return land

    def country(self, role: str) -> str:
        """Return the name of a country."""
        land = self.land()
        self.role(role, land.state_id)
        return land.name

    def nation(self, role: str) -> str:
        """Return the people of a country."""
        land = self.land()
        self.role(role, land.state_id)
        return f"the people of {land.name}" if self.rng.random() < 0.6 else f"the {land.adjective} people"

    def government(self, role: str) -> str:
        """Return the government of a country."""
        land = self.land()
        self.role(role, land.government_id)
        self.facts.participants.append(land.government_id)
        return f"the Government of {land.name}" if self.rng.random() < 0.6 else f"the {land.adjective} government"

    def power(self, role: str) -> str:
        """Return a government, a state or an international organisation."""
        which = self.rng.random()
        if which < 0.4:
            return self.government(role)
        return self.country(role) if which < 0.75 else self.body(self.world.igos.pick(self.rng), role)

    def person(self, role: str) -> str:
        """Return a person with an office in a party or a trade in a town."""
        rng = self.rng
        if rng.random() < 0.6:
            party = self.party()
            person = self._known_person(party.participant_id)
            told = f"{person.name}, {rng.choice(_OFFICES)} of {self.body(party, 'n')},"
        else:
            town = self.town()
            person = self._known_person(town.place_id)
            trade = rng.choice(_TRADES)
            article = "an" if trade[0] in "aeiou" else "a"
            told = f"{person.name}, {article} {trade} from {self.name_town(town)},"
        self.facts.participants.append(person.participant_id)
        self.role(role, person.participant_id)
        return told

    def _known_person(self, of: str) -> Person:
        # More people come up as the corpus grows, most of them seldom.
        return self.world.person(of, int(self.rng.random() ** 3 * (3 + self.number / 400)))

    def town(self) -> Town:
        """Return a town: mostly of the document's own country."""
        own = self._towns if self._towns is not None and self.rng.random() < 0.7 else self.world.towns
        return own.pick(self.rng)

    def name_town(self, town: Town) -> str:
        """Return the name of a town and note it."""
        self.facts.towns.append(town.place_id)
        return town.name

    # Days and numbers

    def dated(self, written: Written) -> str:
        """Return a day in words and note it."""
        self.facts.dates.append(written.edtf)
        self.facts.lasting = self.facts.lasting and written.lasting
        return written.text

    def amount(self, bounds: str) -> str:
        """Return a number between two, small ones more often; a large one is round."""
        low, high = map(int, bounds.split("-"))
        value = int(low * (high / low) ** self.rng.random())
        return f"{value // 100 * 100:,}" if value >= 1000 else str(value)
