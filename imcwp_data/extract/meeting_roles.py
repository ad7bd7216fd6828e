"""Who takes part in a meeting, and as what: host, organiser, attendee, founder, thanked, sender of a message."""

from __future__ import annotations

from imcwp_data.extract.meeting_book import MeetingBook, Told, nearest
from imcwp_data.extract.meeting_draft import Draft
from imcwp_data.extract.meeting_facts import coordinated, coordinated_before, role_side
from imcwp_data.extract.meeting_views import SentenceView
from imcwp_data.extract.name_records import NamesRead
from imcwp_data.model import Document, Mention, Paragraph

# What may stand between a subject and its verb: an acronym in brackets, an adverb.
_SUBJECT_GAP = 24
_HOLDS = frozenset({"held a", "held an", "held its", "mantuvo"})


class RoleReader:
    """Reads the roles of participants in the meetings of one document."""

    def __init__(self, book: MeetingBook, document: Document, names: NamesRead, organisers: frozenset[str]) -> None:
        self._book = book
        self._document = document
        self._names = names
        self._organisers = organisers
        self._list_of: Draft | None = None
        self._countries = {p.participant_id: p.country_code for p in names.participants}
        self._kinds = {p.participant_id: p.kind for p in names.participants}

    def read(self, view: SentenceView, told: Told) -> None:
        """Read the roles that a sentence states."""
        self._read_roles(view, told)
        self._read_founder(view, told)
        self._read_partners(view, told)
        self._read_speakers(view)

    def _read_roles(self, view: SentenceView, told: Told) -> None:
        text = view.paragraph.text
        mentions = [m for m in view.mentions if m.participant_id not in self._organisers and self._may_take_part(m)]
        for cue in view.cues_of("role"):
            draft = nearest(told, cue.char_start, cue.char_end) or self._book.current
            if draft is None or (cue.value == "thanked" and draft.best("status") not in {"held", None}):
                continue
            if cue.value == "thanked" and told and draft is not self._book.focal:
                draft = self._book.focal or draft
            if role_side(text[cue.char_start : cue.char_end], cue.value) == "after":
                chosen = coordinated(text, [m for m in mentions if m.char_start >= cue.char_end], cue.char_end)
            else:
                chosen = coordinated_before(text, [m for m in mentions if m.char_end <= cue.char_start], cue.char_start)
            for mention in chosen:
                self._join(view, mention, cue.value, draft)

    def _read_founder(self, view: SentenceView, told: Told) -> None:
        """ "The Meeting was started by X in 1998" tells who founded the series, and when it first met."""
        for cue in view.cues_of("first"):
            for _, draft in told:
                if draft.local_id.endswith("-founding"):
                    following = [m for m in view.mentions if m.char_start >= cue.char_end]
                    for mention in coordinated(view.paragraph.text, following, cue.char_end):
                        self._join(view, mention, "founder", draft)

    def _read_partners(self, view: SentenceView, told: Told) -> None:
        """Who "held a meeting with" whom has taken part in it."""
        for cue in view.cues_of("status"):
            if view.paragraph.text[cue.char_start : cue.char_end].lower() not in _HOLDS:
                continue
            draft = next((d for a, d in told if a.series == "other" and a.char_start >= cue.char_start), None)
            before = [m for m in view.mentions if m.char_end <= cue.char_start and self._may_take_part(m)]
            if draft is None or not before:
                continue
            self._join(view, before[-1], "attendee", draft)
            for mention in view.mentions:
                lead = view.paragraph.text[max(0, mention.char_start - 12) : mention.char_start].lower().split()
                if mention.char_start >= cue.char_end and {"with", "con"} & set(lead) and self._may_take_part(mention):
                    self._join(view, mention, "attendee", draft)

    def _read_speakers(self, view: SentenceView) -> None:
        """A party that speaks in the report of a session of a series has taken part in it."""
        focal = self._book.focal
        if focal is None or focal.series == "other" or focal.best("status") != "held":
            return
        if view.paragraph.kind not in {"body", "list_item"}:
            return
        parties = [m for m in view.mentions if self._kinds.get(m.participant_id) == "party"]
        for cue in view.cues_of("speech"):
            before = [m for m in parties if m.char_end <= cue.char_start]
            for mention in coordinated_before(view.paragraph.text, before, cue.char_start):
                if cue.char_start - mention.char_end <= _SUBJECT_GAP or mention is not before[-1]:
                    self._join(view, mention, "attendee", focal)

    def _may_take_part(self, mention: Mention) -> bool:
        return self._kinds.get(mention.participant_id) in {"party", "party_body", "organisation", "person", None}

    def _join(self, view: SentenceView, mention: Mention, role: str, draft: Draft) -> None:
        if self._kinds.get(mention.participant_id) == "person":
            return
        span = (mention.char_start, mention.char_end)
        draft.join(mention.participant_id, role, view.paragraph.position, span, f"meeting.{role}")

    def read_list(self, paragraph: Paragraph, views: list[SentenceView]) -> None:
        """Take the parties of a list under "Among those present:" as the current meeting's participants."""
        if paragraph.kind != "list_item":
            opens = any(view.cues_of("attendance") for view in views) and (
                paragraph.text.endswith(":") or paragraph.kind == "heading"
            )
            self._list_of = (self._book.current or self._book.focal) if opens else None
            return
        if self._list_of is None:
            return
        mentions = [m for view in views for m in view.mentions if self._may_take_part(m)]
        named = sum(m.char_end - m.char_start for m in mentions)
        if mentions and named >= 0.5 * len(paragraph.text):
            self._join(views[0], mentions[0], "attendee", self._list_of)

    def settle_hosts(self, draft: Draft) -> None:
        """Who convenes or is thanked for a meeting in its own country receives it there: it is the host."""
        country = draft.best("country_code")
        hosts = {p.participant_id for p in draft.participants if p.role == "host"}
        for participant in tuple(draft.participants):
            at_home = country is not None and self._countries.get(participant.participant_id) == country
            if not at_home or participant.participant_id in hosts or participant.role not in {"organiser", "thanked"}:
                continue
            span = (participant.char_start, participant.char_end)
            if participant.role == "organiser":
                draft.participants.remove(participant)
            draft.join(participant.participant_id, "host", participant.position, span, "meeting.host_at_home")

    def join_contributor(self, draft: Draft) -> None:
        """Take the party named in a contribution's title as one that attends the meeting."""
        for mention in self._names.mentions:
            paragraph = self._document.paragraph(mention.position)
            if paragraph.kind == "title" and self._kinds.get(mention.participant_id) == "party":
                span = (mention.char_start, mention.char_end)
                draft.join(mention.participant_id, "attendee", mention.position, span, "meeting.contributor")
                return
