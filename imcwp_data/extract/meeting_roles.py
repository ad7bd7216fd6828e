"""Who takes part in a meeting, and as what: host, organiser, attendee, founder, thanked, sender of a message."""

from __future__ import annotations

import re
from functools import cached_property

from imcwp_data.extract.meeting_asides import held_by_two
from imcwp_data.extract.meeting_book import MeetingBook
from imcwp_data.extract.meeting_draft import Draft
from imcwp_data.extract.meeting_facts import coordinated, coordinated_before, role_side
from imcwp_data.extract.meeting_openings import HEADER_KINDS
from imcwp_data.extract.meeting_status import Told, nearest
from imcwp_data.extract.meeting_views import Cue, SentenceView
from imcwp_data.extract.name_records import NamesRead
from imcwp_data.model import Document, Mention

# What may stand between a subject and its verb: an acronym in brackets, an adverb.
_SUBJECT_GAP = 24
_HOLDS = frozenset({"held a", "held an", "held its", "held their", "held our", "mantuvo"})
_HOLDING = re.compile(
    r"(?:held|(?:will|shall|to|plans? to|intends? to|decided to)\s+(?:hold|convene|organi[sz]e|call))"
    r"(?:\s+(?:an?|its|their))?|"
    r"celebr(?:ó|ará)|convocará|organizará",
    re.IGNORECASE,
)
_WITH = re.compile(r"\b(?:with|con)\b", re.IGNORECASE)
_OBJECT = re.compile(r"\b(?:with|con|of|to|against|from|de|del)\s+(?:the\s+|el\s+|la\s+)?$", re.IGNORECASE)
_DELEGATION = re.compile(
    r"\b(?:delegation|delegates|leaders?|representatives|comrades|delegación)\s+(?:of|from|del?)\s+(?:the\s+|la\s+)?$",
    re.IGNORECASE,
)
_WHICH = re.compile(r"\b(?:which|that|que)\s", re.IGNORECASE)
_TOGETHER = re.compile(
    r"\b(?:together|jointly|along|in\s+(?:co-?operation|collaboration|coordination)|junto|conjuntamente|en\s+colaboración)"
    r"\s+(?:with|con)\s+(?:the\s+|el\s+|la\s+)?",
    re.IGNORECASE,
)
_ONE_SPEAKER = re.compile(r"\b(?:he|she|who|ell?a|él|quien)\s+(?:\w+\s+)?$", re.IGNORECASE)
# Meetings that a body holds of itself; a seminar of X may be one on X.
_OWN_MEETINGS = frozenset(
    {"congress", "congreso", "conference", "conferencia", "plenum", "pleno", "plenary", "session", "sesión", "summit",
     "cumbre", "meeting", "reunión", "assembly"}
)  # fmt: skip
_SITTINGS = frozenset({"session", "sesión", "plenum", "pleno", "plenary", "meeting", "reunión"})
_OWN_RULE = "meeting.own_session"
_BODY_OF = re.compile(r"\bof\s+(?:the\s+)?(.+)$")
_OURSELVES = re.compile(r"\b(?:we|our (?:own )?party|nuestro partido)\s+(?:also\s+|then\s+)?$", re.IGNORECASE)
_RECEIVING = re.compile(r"for (?:receiving|hosting)", re.IGNORECASE)
_NAMES_HOST = re.compile(
    r"\bhosts?\b|\bhosted\s+by\b|anfitri|acogi|\bhosting\b|organi[sz]ation\b|issued the invitation", re.IGNORECASE
)
_HOSPITALITY = re.compile(
    r"\b(?:hospitality|host\w*|organi[sz]\w+|invit\w+|receiv\w+|welcom\w+|hall|volunteers?|congress|conference|seminar|"
    r"meeting|hospitalidad|acogida|anfitri\w+|organizaci\w+)\b",
    re.IGNORECASE,
)
_RESUMED = re.compile(r"\b(?:it|they|which|that|also)\s+(?:also\s+|now\s+)?$", re.IGNORECASE)
_NOUN_OF = re.compile(r"\w\s+(?:of|del?)\s+(?:the\s+|el\s+|la\s+)?$", re.IGNORECASE)
_OWNER_REACH = 70


class RoleReader:
    """Reads the roles of participants in the meetings of one document."""

    def __init__(self, book: MeetingBook, document: Document, names: NamesRead, organisers: frozenset[str]) -> None:
        self._book = book
        self._document = document
        self._names = names
        self._organisers = organisers
        self._kinds = {p.participant_id: p.kind for p in names.participants}

    # Few documents ask for these.
    @cached_property
    def _countries(self) -> dict[str, str | None]:
        return {p.participant_id: p.country_code for p in self._names.participants}

    @cached_property
    def _names_of(self) -> dict[str, str]:
        return {p.participant_id: p.name for p in self._names.participants}

    @cached_property
    def _parties(self) -> dict[str, str]:
        return {p.name: p.participant_id for p in self._names.participants if p.kind == "party"}

    def read(self, view: SentenceView, told: Told) -> None:
        """Read the roles that a sentence states."""
        if view.cues:
            self._read_roles(view, told)
            self._read_founder(view, told)
            self._read_partners(view, told)
        if told:
            self._read_owners(view, told)

    def _read_roles(self, view: SentenceView, told: Told) -> None:
        cues = view.cues_of("role")
        if not cues:
            return
        text = view.paragraph.text
        mentions = [m for m in view.mentions if m.participant_id not in self._organisers and self.may_take_part(m)]
        for cue in cues:
            draft = self._draft_of(view, told, cue)
            if draft is None or (cue.value == "thanked" and not self._thanks_for_meeting(view, draft, cue)):
                continue
            if cue.value == "host" and _RECEIVING.search(text, cue.char_start, cue.char_end):
                chosen = self._thanked_for_it(view, mentions, cue)
            elif text[cue.char_end : cue.char_end + 1] == ":" or (
                role_side(text[cue.char_start : cue.char_end], cue.value) == "after"
            ):
                chosen = coordinated(text, [m for m in mentions if m.char_start >= cue.char_end], cue.char_end)
            else:
                # Who sent a message stands in the clause of its verb.
                clause = text.rfind(";", view.char_start, cue.char_start) if cue.value == "sent_message" else -1
                before = [m for m in mentions if clause <= m.char_start and m.char_end <= cue.char_start]
                chosen = coordinated_before(text, before, cue.char_start)
                if _RESUMED.search(text, max(view.char_start, cue.char_start - 40), cue.char_start):
                    chosen = self._subject(view, before) or chosen
            for mention in chosen:
                self.join(view, mention, cue.value, draft)
            if chosen and cue.value in {"host", "organiser"}:
                for mention in self._together_with(view, mentions, cue.char_end):
                    self.join(view, mention, "organiser", draft)

    @staticmethod
    def _subject(view: SentenceView, mentions: list[Mention]) -> list[Mention]:
        """Return the first of those named in a sentence that is no object: "it" and "they" go on with it."""
        text = view.paragraph.text
        free = (m for m in mentions if not _OBJECT.search(text[max(view.char_start, m.char_start - 12) : m.char_start]))
        return [first] if (first := next(free, None)) is not None else []

    @staticmethod
    def _thanked_for_it(view: SentenceView, mentions: list[Mention], cue: Cue) -> list[Mention]:
        """ "thanks X for receiving the Meeting": the one before the words received it."""
        before = [m for m in mentions if m.char_end <= cue.char_start]
        return coordinated_before(view.paragraph.text, before, cue.char_start)

    def _draft_of(self, view: SentenceView, told: Told, cue: Cue) -> Draft | None:
        """Return the meeting that a cue of a role is about."""
        draft = nearest(told, cue.char_start, cue.char_end)
        if cue.value in {"host", "organiser"}:
            # Without a meeting in the sentence only what names the host is about one: not "at the invitation of X".
            if draft is None and not _NAMES_HOST.search(view.paragraph.text, cue.char_start, cue.char_end):
                return None
            return draft or self._book.continuing(view.paragraph) or self._book.current
        if cue.value == "thanked" and draft is not None and draft is not self._book.focal:
            return self._book.focal or draft
        return draft or self._book.current

    def _thanks_for_meeting(self, view: SentenceView, draft: Draft, cue: Cue) -> bool:
        """Say whether thanks may be for the meeting: one that was not held has none, nor has one speaker's own."""
        if draft.best("status") not in {"held", "ongoing", None}:
            return False
        if draft.series == "other" and not _HOSPITALITY.search(view.text):
            return any(draft.has(m.participant_id, "host") for m in view.mentions if m.char_start >= cue.char_end)
        before = view.paragraph.text[max(view.char_start, cue.char_start - _SUBJECT_GAP) : cue.char_start]
        subject = [m for m in view.mentions if m.char_end <= cue.char_start and cue.char_start - m.char_end <= 3]
        return _ONE_SPEAKER.search(before) is None and not any(self.kind_of(m) == "person" for m in subject)

    @staticmethod
    def _together_with(view: SentenceView, mentions: list[Mention], start: int) -> list[Mention]:
        """Return those with whom a host or organiser shares its task: "together with X and Y"."""
        joint = _TOGETHER.search(view.paragraph.text, start, view.char_end)
        if joint is None:
            return []
        return coordinated(view.paragraph.text, [m for m in mentions if m.char_start >= joint.end()], joint.end())

    def _read_owners(self, view: SentenceView, told: Told) -> None:
        """ "The 17th Congress of X", "X will hold its congress": the meeting is X's, that is its organiser."""
        text = view.paragraph.text
        for anchor, draft in told:
            if draft.series != "other" or (view.paragraph.kind in HEADER_KINDS and draft.participants):
                continue
            if anchor.reference == "body":
                self._organise(view, [m for m in view.mentions if m.char_start == anchor.char_start], draft)
                continue
            behind = [m for m in view.mentions if 0 <= m.char_start - anchor.char_start <= _OWNER_REACH]
            owned = next((m for m in behind if _NOUN_OF.search(text[anchor.char_start : m.char_start])), None)
            if owned is not None and anchor.noun in _OWN_MEETINGS and anchor.reference not in {"gathering", "before"}:
                self._organise(view, [owned], draft)
            for cue in view.cues_of("status"):
                relative = (
                    _WHICH.search(text, anchor.char_end, cue.char_start) if anchor.char_end <= cue.char_start else None
                )
                ahead = cue.char_end <= anchor.char_start or relative is not None
                if anchor.noun in _SITTINGS and held_by_two(view, anchor):
                    continue
                if _HOLDING.fullmatch(text, cue.char_start, cue.char_end) and ahead:
                    subject = [m for m in view.mentions if 0 <= cue.char_start - m.char_end <= _SUBJECT_GAP]
                    own = _OURSELVES.search(text, max(view.char_start, cue.char_start - 30), cue.char_start)
                    if not subject and own is not None and self._document.document_type == "contribution":
                        self.join_contributor(draft, "organiser")
                    if not _WITH.search(text, anchor.char_end, min(view.char_end, anchor.char_end + 8)):
                        self._organise(view, subject[-1:], draft)
                        for mention in self._together_with(view, list(view.mentions), cue.char_end):
                            self.join(view, mention, "organiser", draft)

    def _organise(self, view: SentenceView, mentions: list[Mention], draft: Draft) -> None:
        """Note who organises a meeting of its own; for a party's leading body that is the party."""
        for mention in mentions:
            kind = self.kind_of(mention)
            if kind not in {"party", "party_body", "organisation"}:
                continue
            owner = _BODY_OF.search(self._names_of.get(mention.participant_id, "")) if kind == "party_body" else None
            party = self._parties.get(owner.group(1)) if owner is not None else None
            span = (mention.char_start, mention.char_end)
            # A body that sits at home is no host of itself.
            rule = _OWN_RULE if draft.noun in _SITTINGS else "meeting.organiser"
            draft.join(party or mention.participant_id, "organiser", view.paragraph.position, span, rule)

    def _read_founder(self, view: SentenceView, told: Told) -> None:
        """ "The Meeting was started by X in 1998" tells who founded the series, and when it first met."""
        for cue in view.cues_of("first"):
            for _, draft in told:
                if draft.local_id.endswith("-founding"):
                    following = [m for m in view.mentions if m.char_start >= cue.char_end]
                    for mention in coordinated(view.paragraph.text, following, cue.char_end):
                        self.join(view, mention, "founder", draft)

    def _read_partners(self, view: SentenceView, told: Told) -> None:
        """Who "held a meeting with" whom has taken part in it."""
        for cue in view.cues_of("status"):
            if view.paragraph.text[cue.char_start : cue.char_end].lower() not in _HOLDS:
                continue
            draft = next((d for a, d in told if a.series == "other" and a.char_start >= cue.char_start), None)
            text = view.paragraph.text
            before = [
                m for m in view.mentions
                if m.char_end <= cue.char_start and self.may_take_part(m)
                and (
                    not _OBJECT.search(text[max(view.char_start, m.char_start - 12) : m.char_start])
                    or _DELEGATION.search(text[max(view.char_start, m.char_start - 30) : m.char_start])
                )
            ]  # fmt: skip
            if not _WITH.search(text, cue.char_end, min(view.char_end, cue.char_end + 60)):
                if draft is not None and draft.noun in _SITTINGS and held_by_two(view, told[-1][0]):
                    for mention in coordinated_before(text, before, cue.char_start):
                        self.join(view, mention, "attendee", draft)
                continue
            if draft is None or not before:
                continue
            self.join(view, before[-1], "attendee", draft)
            for mention in view.mentions:
                lead = view.paragraph.text[max(0, mention.char_start - 12) : mention.char_start].lower().split()
                if mention.char_start >= cue.char_end and {"with", "con"} & set(lead) and self.may_take_part(mention):
                    self.join(view, mention, "attendee", draft)

    def kind_of(self, mention: Mention) -> str | None:
        """Return what kind of participant a mention names."""
        return self._kinds.get(mention.participant_id)

    def may_take_part(self, mention: Mention) -> bool:
        """Say whether a mention names one who may take part in a meeting."""
        return self._kinds.get(mention.participant_id) in {"party", "party_body", "organisation", "person", None}

    def join(self, view: SentenceView, mention: Mention, role: str, draft: Draft) -> None:
        """Note a role of the participant that a mention names; persons have none."""
        if self._kinds.get(mention.participant_id) == "person" or (
            role == "attendee" and draft.has(mention.participant_id, "host")
        ):
            return
        span = (mention.char_start, mention.char_end)
        draft.join(mention.participant_id, role, view.paragraph.position, span, f"meeting.{role}")

    def settle_hosts(self, draft: Draft) -> None:
        """Who convenes or is thanked for a meeting in its own country receives it there: it is the host."""
        country = draft.best("country_code")
        hosts = {p.participant_id for p in draft.participants if p.role == "host"}
        for participant in tuple(draft.participants):
            at_home = country is not None and self._countries.get(participant.participant_id) == country
            if not at_home or participant.participant_id in hosts or participant.role not in {"organiser", "thanked"}:
                continue
            if participant.rule == _OWN_RULE or hosts:
                continue
            span = (participant.char_start, participant.char_end)
            if participant.role == "organiser":
                draft.participants.remove(participant)
            draft.join(participant.participant_id, "host", participant.position, span, "meeting.host_at_home")
        hosts = {p.participant_id for p in draft.participants if p.role == "host"}
        draft.participants[:] = [p for p in draft.participants if p.role != "attendee" or p.participant_id not in hosts]

    def join_contributor(self, draft: Draft, role: str = "attendee") -> None:
        """Take the party named in a contribution's title as one that attends the meeting, or has another role in it."""
        for mention in self._names.mentions:
            paragraph = self._document.paragraph(mention.position)
            if paragraph.kind == "title" and self._kinds.get(mention.participant_id) == "party":
                span = (mention.char_start, mention.char_end)
                draft.join(mention.participant_id, role, mention.position, span, "meeting.contributor")
                return
