"""An action between its reading and its record, which is made of all actions of a document at once."""

from __future__ import annotations

from collections.abc import Sequence

from imcwp_data.extract.action_draft import Draft
from imcwp_data.extract.roles import ClauseView, Who
from imcwp_data.extract.theme_words import ThemeHit
from imcwp_data.model import Paragraph
from imcwp_data.record import Record


class Deed(Record, frozen=True):
    """An action as it was read: what its clause states, who takes part, and what it is about."""

    draft: Draft
    view: ClauseView
    paragraph: Paragraph
    status: str
    actors: Who
    targets: Who
    beneficiaries: Who
    themes: tuple[str, ...]
    theme_hits: Sequence[ThemeHit]
    joint_axis: int | None
