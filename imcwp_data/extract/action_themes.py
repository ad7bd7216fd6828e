"""The themes of a clause once it is known who is done what in it."""

from __future__ import annotations

from collections.abc import Sequence

from imcwp_data.extract.action_draft import Draft
from imcwp_data.extract.causes import Causes
from imcwp_data.extract.party_business import is_solidarity
from imcwp_data.extract.referents import Cast
from imcwp_data.extract.roles import ClauseView
from imcwp_data.extract.targets import REPRESSIVE, harms_others, strikes_ours
from imcwp_data.extract.theme_words import ThemeHit
from imcwp_data.extract.themes import is_cause, outlaws, with_roles

_PARTY = frozenset({"party"})
_PARTIES = frozenset({"party", "party_body"})
_AGAINST_MEASURES = frozenset({"REJECT", "REQUEST", "ACCUSE"})


def themes_of_roles(
    themes: tuple[str, ...],
    told: Sequence[ThemeHit],
    draft: Draft,
    view: ClauseView,
    cast: Cast,
    causes: Causes,
    roles: tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]],
) -> tuple[str, ...]:
    """Return the themes of a clause by its ``roles`` (actors, targets and beneficiaries); most are what they were."""
    actors, targets, good = roles
    event_type = draft.event_type
    # Each is asked of actions of its own types alone.
    repressed = with_party = elsewhere = False
    if event_type in REPRESSIVE:
        struck = strikes_ours(view) or outlaws(draft.lemma, view.form[view.start : view.end])
        repressed = struck or _any_party(targets, cast)
    elif event_type == "SUPPORT":
        with_party = not told and _any_party(good, cast, _PARTY) and is_solidarity(draft, view)
    elif event_type in _AGAINST_MEASURES:
        elsewhere = is_cause(themes) and harms_others(view, themes, causes)
    against_empire = themes == ("peace",) and causes.is_empire(actors + targets)
    if not (repressed or with_party or against_empire or elsewhere):
        return themes
    return with_roles(
        themes,
        told=bool(told),
        with_party=with_party,
        repressed=repressed,
        against_empire=against_empire,
        elsewhere=elsewhere,
    )


def _any_party(participants: Sequence[str], cast: Cast, kinds: frozenset[str] = _PARTIES) -> bool:
    return not kinds.isdisjoint(map(cast.kinds.get, participants))
