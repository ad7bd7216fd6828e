"""What the slots of templates write: names in roles, days, numbers, and what a meeting tells of itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from benchmarks.corpus.days import MONTHS, MONTHS_ES, Written, coming_day, edtf_of, past_day
from benchmarks.corpus.draft import Draft
from benchmarks.corpus.gatherings import Gathering
from benchmarks.corpus.templates import Grammar, Writer
from benchmarks.corpus.world import Body


def _of_pool(pick: Callable[[Draft], Body]) -> Callable[[Draft, str], str]:
    return lambda draft, role: draft.another(role, lambda: pick(draft))


def _spanish_party(draft: Draft, role: str) -> str:
    body = draft.world.spanish_parties.pick(draft.rng)
    draft.facts.participants.append(body.participant_id)
    draft.role(role, body.participant_id)
    return body.spanish or body.full


def _spanish_people(draft: Draft, role: str) -> str:
    land = draft.land()
    while land.spanish is None:
        land = draft.world.lands.pick(draft.rng)
    draft.role(role, land.state_id)
    return f"el pueblo de {land.spanish}"


def _host(draft: Draft, role: str) -> str:
    return draft.body(_meeting(draft).host, role)


_KINDS: dict[str, Callable[[Draft, str], str]] = {
    "party": _of_pool(Draft.party),
    "organisation": _of_pool(Draft.organisation),
    "body": _of_pool(Draft.some_body),
    "igo": _of_pool(lambda draft: draft.world.igos.pick(draft.rng)),
    "country": Draft.country,
    "state": Draft.country,
    "nation": Draft.nation,
    "government": Draft.government,
    "power": Draft.power,
    "person": Draft.person,
    "host": _host,
    "pair": lambda draft, role: f"{draft.another(role, draft.party)} and {draft.another(role, draft.some_body)}",
    "partido": _spanish_party,
    "pueblo": _spanish_people,
}


def _role_writer(role: str) -> Writer:
    return lambda draft, kind: _KINDS[kind](draft, role)


def _it(draft: Draft, _: Any) -> str:
    body = draft.subject
    if body is None:
        return draft.body(draft.home, "a")
    draft.role("a", body.participant_id)
    if body.kind == "party":
        draft.facts.lasting = False
        return "it" if draft.rng.random() < 0.6 else "the party"
    return "it"


def _we(draft: Draft, _: Any) -> str:
    for author in draft.authors:
        draft.role("a", author)
    # Who "we" are, another document does not tell.
    draft.facts.lasting = False
    return "we"


def _city(draft: Draft, _: Any) -> str:
    return draft.name_town(draft.town())


def _country_name(draft: Draft, _: Any) -> str:
    return draft.land().name


def _month(draft: Draft, _: Any) -> str:
    back = int(draft.rng.random() ** 2 * 60)
    year, month = divmod(draft.today.year * 12 + draft.today.month - 2 - back, 12)
    draft.facts.dates.append(f"{year:04}-{month + 1:02}")
    return f"{MONTHS[month]} {year}"


def _year(draft: Draft, _: Any) -> str:
    year = str(draft.today.year - 1 - int(draft.rng.random() ** 2 * 90))
    draft.facts.dates.append(year)
    return year


def _spanish_day(draft: Draft, _: Any) -> str:
    day = draft.today - timedelta(draft.rng.randrange(2, 400))
    draft.facts.dates.append(day.isoformat())
    return f"el {day.day} de {MONTHS_ES[day.month - 1]} de {day.year}"


def _day(draft: Draft, _: Any) -> str:
    return draft.dated(past_day(draft.rng, draft.today, draft.style))


def _coming(draft: Draft, _: Any) -> str:
    return draft.dated(coming_day(draft.rng, draft.today, draft.style))


def _on_coming(draft: Draft, _: Any) -> str:
    return f"on {_coming(draft, _)}"


def _number(draft: Draft, bounds: Any) -> str:
    return draft.amount(bounds)


def _issuer_name(draft: Draft, _: Any) -> str:
    return draft.body(draft.home, "n")


def _issuer_short(draft: Draft, _: Any) -> str:
    return _issuer_name(draft, _).removeprefix("the ")


def _meeting(draft: Draft) -> Gathering:
    if draft.gathering is None:
        raise ValueError("a sentence about a meeting was taken for a document that tells of none")
    return draft.gathering


def _meeting_opening(draft: Draft, _: Any) -> str:
    gathering = _meeting(draft)
    draft.facts.participants += gathering.named
    draft.role("a", gathering.actor)
    return gathering.opening


def _meeting_short(draft: Draft, _: Any) -> str:
    gathering = _meeting(draft)
    draft.facts.participants += gathering.named
    return gathering.short


def _meeting_place(draft: Draft, _: Any) -> str:
    town = _meeting(draft).town or draft.town()
    land = draft.world.land_of.get(town.country_code)
    name = draft.name_town(town)
    return f"{name}, {land.name}" if land is not None and draft.rng.random() < 0.5 else name


def _meeting_days(draft: Draft, _: Any) -> str:
    gathering = _meeting(draft)
    text = draft.style.days(gathering.start, gathering.end, draft.rng)
    return draft.dated(Written(text, edtf_of(gathering.start, gathering.end), True))


def _the_meeting(draft: Draft, _: Any) -> str:
    draft.role("a", _meeting(draft).actor)
    draft.facts.lasting = False
    return draft.rng.choice(("the meeting", "the participants"))


def _figure(name: str) -> Writer:
    return lambda draft, _: str(getattr(_meeting(draft), name))


WRITERS: dict[str, Writer] = {
    **{role: _role_writer(role) for role in ("a", "t", "b", "n")},
    "it": _it,
    "we": _we,
    "city": _city,
    "country_start": _country_name,
    "month": _month,
    "year": _year,
    "dia": _spanish_day,
    "day": _day,
    "next": _coming,
    "next_on": _on_coming,
    "number": _number,
    "issuer_name": _issuer_name,
    "issuer_short": _issuer_short,
    "meeting": _meeting_opening,
    "meeting_short": _meeting_short,
    "meeting_place": _meeting_place,
    "meeting_days": _meeting_days,
    "the_meeting": _the_meeting,
    "parties": _figure("parties"),
    "countries": _figure("countries"),
    "persons": _figure("people"),
}

WORDS = Grammar("words", WRITERS)
ACTIONS = Grammar("actions", WRITERS, WORDS)
TEXTS = Grammar("texts", WRITERS, ACTIONS, WORDS)
SPANISH = Grammar("spanish", WRITERS)
EVENT_TYPES = {
    "PROTEST": 18, "ACCUSE": 16, "REQUEST": 16, "SUPPORT": 14, "REJECT": 8, "CONSULT": 6, "COERCE": 6, "AID": 6,
    "COOPERATE": 4, "ASSAULT": 3, "AGREE": 3, "SANCTION": 2, "THREATEN": 2, "MOBILIZE": 2, "CONCEDE": 2, "RETREAT": 1,
}  # fmt: skip
