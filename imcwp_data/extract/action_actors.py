"""Who acts in a draft of an action: its subject, its agent, the body that meets, or whom a list is of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from imcwp_data.extract.action_draft import Draft
from imcwp_data.extract.action_memory import Memory
from imcwp_data.extract.list_intros import Intro
from imcwp_data.extract.referents import SESSION, WORKING_GROUP, Cast
from imcwp_data.extract.roles import NOBODY, ClauseView, Who, agents_of, meeting_body, speaker, subject_of
from imcwp_data.model import Document

_SESSION_TYPES = frozenset({"statement", "press_release", "report", "joint_actions"})
_DEEDS = frozenset({"AID", "PROTEST", "COERCE", "ASSAULT", "SANCTION", "MOBILIZE"})
_HAPPENS = frozenset({"take", "tener", "celebrar", "open", "begin", "start"})
_RECEIVES = frozenset({"host", "receive", "acoger", "recibir"})
_MEETS = _HAPPENS | _RECEIVES
_FIRST_PERSON = ("amos", "emos", "imos")
_OF_MARCHERS = re.compile(r"\b(?:of|with|by|de|con) (?:the |el |la )?$|\band (?:the )?$|, $")
_VOTING = frozenset({"vote", "votar"})


class ActorReader:
    """Chooses the actors of the drafts of one document."""

    def __init__(self, document: Document, cast: Cast, memory: Memory, items: Sequence[int]) -> None:
        self._type = document.document_type
        self._cast = cast
        self._memory = memory
        self._adopted = frozenset(items)

    def read(self, draft: Draft, view: ClauseView, intro: Intro | None) -> Who:
        """Return who does what a draft states; nobody where the text names nobody."""
        unstated = not draft.own_subject and view.subject[0] == view.subject[1]
        if unstated and draft.item:
            return self._of_item(draft, view, intro)
        if draft.duty:
            return Who(speaker(view, self._cast, self._memory)) if self._cast.issuer or view.quoted else NOBODY
        if draft.passive:
            return self._of_passive(draft, view)
        if draft.event_type == "CONSULT" and draft.lemma in _MEETS:
            return self._of_meeting(draft, view)
        if unstated and not draft.relative:
            return self._unstated(draft, view, intro)
        who = subject_of(view, self._cast, self._memory)
        if who.ids:
            return who
        if view.form[view.start : view.after[0]].rstrip().endswith(_FIRST_PERSON):
            who = Who(speaker(view, self._cast, self._memory))
        if not who.ids and draft.lemma in _VOTING:
            who = self._assembly(view)
        if not who.ids and (
            draft.event_type in {"AID", "PROTEST"}
            or view.form[view.after[0] : view.after[0] + 12].lstrip().startswith(("from", "de "))
        ):
            who = agents_of(view)
        return who

    def _unstated(self, draft: Draft, view: ClauseView, intro: Intro | None) -> Who:
        """Return who acts where the clause has no subject of its own: whoever speaks."""
        if view.form[view.start : view.after[0]].rstrip().endswith(_FIRST_PERSON):
            return Who(speaker(view, self._cast, self._memory))
        if intro is not None and intro.actors:
            return Who(intro.actors)
        if ".bare" in draft.rule or draft.item:
            return Who(speaker(view, self._cast, self._memory))
        if ".infinitive" in draft.rule and (self._type in _SESSION_TYPES or self._cast.reports_session):
            return Who(meeting_body(self._cast, ()))
        return NOBODY

    def _of_passive(self, draft: Draft, view: ClauseView) -> Who:
        if draft.event_type == "CONSULT":
            return self._convened(view)
        agents = agents_of(view)
        if agents.ids:
            return agents
        if draft.event_type not in _DEEDS and (self._type in _SESSION_TYPES or self._cast.reports_session):
            return Who(meeting_body(self._cast, ()) or self._cast.issuer)
        if self._type == "notice" and draft.event_type not in _DEEDS:
            return Who(self._cast.issuer)
        return NOBODY

    def _of_meeting(self, draft: Draft, view: ClauseView) -> Who:
        named = subject_of(view, self._cast, self._memory)
        if draft.lemma in _RECEIVES:
            return named if named.ids else self._convened(view)
        bodies = any(e.participant_id in {SESSION, WORKING_GROUP} for e in view.inside)
        return self._convened(view) if bodies or not named.ids else named

    def _convened(self, view: ClauseView) -> Who:
        """Return whose meeting is held: the body that meets; the Working Group where its text announces it."""
        cast = self._cast
        for entity in view.inside:
            if entity.participant_id == SESSION and cast.issuer == (WORKING_GROUP,):
                return Who(cast.issuer)
            if entity.participant_id in {SESSION, WORKING_GROUP}:
                return Who((entity.participant_id,), entity.char_start, entity.char_end)
        named = subject_of(view, cast, self._memory)
        if named.ids:
            return named
        if self._type in {"notice", "contribution"}:
            return Who(cast.issuer)
        return Who(meeting_body(cast, ()))

    def _assembly(self, view: ClauseView) -> Who:
        """Return the assembly in which states voted."""
        for entity in view.inside:
            if entity.kind == "intergovernmental":
                return Who((entity.participant_id,), entity.char_start, entity.char_end)
        return NOBODY

    def _of_item(self, draft: Draft, view: ClauseView, intro: Intro | None) -> Who:
        """Return who acts in an item without a subject: who the item names as acting, else who the list is of."""
        cast = self._cast
        if view.position in self._adopted:
            return Who(cast.issuer)
        if draft.rule.endswith("item"):
            agents = agents_of(view)
            if agents.ids:
                return agents
            if draft.event_type == "PROTEST":
                own = [
                    e
                    for e in view.inside
                    if e.kind in {"party", "organisation"}
                    and _OF_MARCHERS.search(view.form[max(0, e.char_start - 12) : e.char_start])
                ]
                if own:
                    return Who(tuple(dict.fromkeys(e.participant_id for e in own)), own[0].char_start, own[-1].char_end)
        reports = self._type in {"news", "report"} and not (intro and intro.actors)
        if draft.rule == "event.place_item" or reports:
            return NOBODY
        if intro is not None and intro.actors:
            return Who(intro.actors)
        if not cast.resolves and self._memory.actors:
            return Who(self._memory.actors)
        return Who(cast.issuer)
