"""For whose good actions are, and against whom the struggle of a theme is directed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from imcwp_data.extract.referents import STATE, Cast, Entity
from imcwp_data.extract.roles import NOBODY, ClauseView, Who, chains
from imcwp_data.extract.theme_words import Cause
from imcwp_data.text.normalise import slug
from imcwp_data.vocabulary import Country

# How far back a government or state counts as "named before": names, paragraphs, and characters in the same one.
_LOOK_BACK = 400
_PARAGRAPHS_BACK = 60
_CHARACTERS_BACK = 20_000
_NOBODY_NAMED: frozenset[str] = frozenset()
_GOOD = frozenset(
    {
        "for",
        "with",
        "to",
        "of",
        "towards",
        "toward",
        "against",
        "on",
        "por",
        "con",
        "a",
        "al",
        "de",
        "contra",
        "del",
    }
)
# What is done for somebody's good.
FOR_SOMEBODY = frozenset({"SUPPORT", "AID", "REQUEST", "REJECT", "PROTEST"})
# After these a clause that stands by somebody speaks of those whom it is against.
_TURNS_AGAINST = re.compile(
    r"\b(?:against|despite|in defiance of|condemn\w*|denounc\w*|reject\w*|oppos\w*|facing|who suffers?|suffering|"
    r"contra|frente a|condenando|denunciando|rechazando)\b"
)
# Without one of these no clause turns against anybody.
_TURNING = (
    "against", "despite", "defiance", "condem", "conden", "denounc", "denunc", "reject", "rechaz", "oppos", "facing",
    "suffer", "contra", "frente",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Causes:
    """Whom a theme's struggle is for and against, and how the states of countries are called."""

    by_theme: Mapping[str, Cause]
    state_ids: Mapping[str, str]
    # What was found for themes before: actions have few different ones.
    _against: dict[tuple[str, ...], frozenset[str]] = field(default_factory=dict, compare=False)
    _good: dict[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict, compare=False)

    @classmethod
    def of(cls, by_theme: Mapping[str, Cause], countries: Sequence[Country]) -> Causes:
        """Return the causes of themes with the states of the vocabulary."""
        return cls(by_theme, {c.country_code: slug(c.name) for c in countries})

    def adversary(self, themes: tuple[str, ...], cast: Cast, position: int, before: int) -> str | None:
        """Return the adversary of a theme: its government, where the text named that last, else its state."""
        for theme in themes:
            cause = self.by_theme.get(theme)
            if cause is not None and cause.adversary:
                named = _last_named(self.state_ids.get(cause.adversary), cast, position, before)
                if named is not None or not cause.only_named:
                    return named or self.state_ids.get(cause.adversary)
        return None

    def is_directed(self, themes: tuple[str, ...]) -> bool:
        """Tell whether the struggle of one of these themes is for or against somebody at all."""
        return not self.by_theme.keys().isdisjoint(themes)

    def adversaries(self, themes: tuple[str, ...]) -> frozenset[str]:
        """Return the states, with their governments, against whom the struggle of these themes is."""
        found = self._against.get(themes)
        if found is None:
            found = _NOBODY_NAMED
            for theme in themes:
                cause = self.by_theme.get(theme)
                state = self.state_ids.get(cause.adversary) if cause is not None else None
                if state is not None:
                    found |= _names_of_state(state)
            self._against[themes] = found
        return found

    def is_empire(self, participants: Sequence[str]) -> bool:
        """Tell whether one of these is the power against whom anti-imperialism is directed, or its government."""
        cause = self.by_theme.get("anti_imperialism")
        state = self.state_ids.get(cause.adversary) if cause else None
        return state is not None and not _names_of_state(state).isdisjoint(participants)

    def beneficiary(self, themes: tuple[str, ...]) -> tuple[str, ...]:
        """Return the states for whose good the struggle of these themes is."""
        found = self._good.get(themes)
        if found is None:
            causes = filter(None, map(self.by_theme.get, themes))
            found = tuple([self.state_ids[c.beneficiary] for c in causes if c.beneficiary in self.state_ids])
            self._good[themes] = found
        return found


@lru_cache(maxsize=512)
def _names_of_state(state: str) -> frozenset[str]:
    return frozenset({state, f"government-of-{state}", f"government-of-the-{state}"})


def _last_named(state: str | None, cast: Cast, position: int, before: int) -> str | None:
    if state is None:
        return None
    wanted = _names_of_state(state)
    left = _LOOK_BACK
    for p in range(position, max(0, position - _PARAGRAPHS_BACK), -1):
        named = cast.within(p, max(0, before - _CHARACTERS_BACK), before) if p == position else cast.entities(p)
        for entity in reversed(named):
            left -= 1
            if left < 0:
                return None
            if entity.participant_id in wanted and entity.how != "state.place":
                return entity.participant_id
    return None


def beneficiaries_of(
    event_type: str, view: ClauseView, themes: tuple[str, ...], causes: Causes, taken: Sequence[str]
) -> Who:
    """Return those for whose good an action is: who is thanked, helped or stood by, or who suffers what is opposed."""
    if event_type not in FOR_SOMEBODY:
        return NOBODY
    lists: Sequence[tuple[str, Sequence[Entity]]] = ()
    named = view.inside if view.passive else view.beyond
    if not named and event_type == "SUPPORT":
        return NOBODY
    if named:
        if event_type in {"SUPPORT", "AID"}:
            start, end = (view.start, view.end) if view.passive else view.after
            turns = any(map(view.lower[start:end].__contains__, _TURNING))
            turn = _TURNS_AGAINST.search(view.lower, start, end) if turns else None
            if turn is not None:
                named = [entity for entity in named if entity.char_end <= turn.start()]
        lists = view.lists() if named is view.beyond else chains(view.form, named)
    adversaries = causes.adversaries(themes) if lists else _NOBODY_NAMED
    ids: dict[str, None] = {}
    span: tuple[int, int] | None = None
    for word, chain in lists:
        for entity in chain:
            if entity.participant_id in taken or entity.participant_id in adversaries:
                continue
            if entity.kind == "intergovernmental" or (event_type not in {"SUPPORT", "AID"} and entity.kind != STATE):
                continue
            if event_type == "SUPPORT" and word in {"against", "contra", "from", "in", "at"}:
                continue
            if event_type in {"REQUEST", "REJECT", "PROTEST"} and word not in _GOOD and not entity.attributive:
                continue
            ids.setdefault(entity.participant_id)
            span = (span[0] if span else entity.char_start, entity.char_end)
    if not ids and event_type != "SUPPORT":
        for participant in causes.beneficiary(themes):
            if participant not in taken:
                ids.setdefault(participant)
        span = view.after
    return Who(tuple(ids), *(span or view.after)) if ids else NOBODY
