"""Meetings that a document announces, reports, postpones or recalls.

A sentence names a meeting (an anchor); the facts of that sentence (date, place, theme, counts, roles) go to the anchor
that is nearest, or, without one, to the meeting that the document is about.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from imcwp_data.extract.names import NamesRead

from imcwp_data.extract.meeting_anchors import Anchor, AnchorFinder
from imcwp_data.extract.meeting_draft import Draft
from imcwp_data.extract.meeting_facts import coordinated, counts_of, place_of, role_side, theme_spans
from imcwp_data.extract.meeting_views import Cue, CueFinder, SentenceView, sentence_views
from imcwp_data.model import DateExpression, Document, MeetingCandidate, Mention, Paragraph
from imcwp_data.text.normalise import slug
from imcwp_data.vocabulary import Vocabulary

_SKIPPED = frozenset({"boilerplate", "slogan", "source_note"})
_HEADER = frozenset({"title", "heading", "tags"})
# Types of text that come out of the meeting they are about.
_OF_THE_MEETING = frozenset({"press_release", "statement", "joint_actions", "contribution", "report"})
_GENERIC = frozenset(
    {"meeting", "session", "teleconference", "videoconference", "plenary", "gathering", "reunión", "encuentro",
     "sesión", "teleconferencia", "videoconferencia"}
)  # fmt: skip
_REMOTE = frozenset({"teleconference", "videoconference", "teleconferencia", "videoconferencia"})
_TRANSITIVE = frozenset({"hold", "organise", "organize", "host", "receive", "convene", "call", "a", "an", "its",
                         "together", "mantuvo", "celebrar", "convocar", "preparado"})  # fmt: skip
_FROM_TEXT = re.compile(
    r"\b(?:press release|statement|communiqu[eé]|declaration|resolution|documents?)\b", re.IGNORECASE
)


class MeetingReader:
    """Reads the meetings of documents."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._cues = CueFinder(vocabulary)
        self._anchors = AnchorFinder(vocabulary)
        self._organisers = frozenset(series.participant_id for series in self._anchors.series)

    def read(
        self, document: Document, dates: Sequence[DateExpression], names: NamesRead
    ) -> tuple[MeetingCandidate, ...]:
        """Return the meetings of a document in the order in which it names them."""
        return _DocumentReading(self._cues, self._anchors, self._organisers, document, dates, names).read()


class _DocumentReading:
    """The state of reading one document."""

    def __init__(
        self,
        cues: CueFinder,
        anchors: AnchorFinder,
        organisers: frozenset[str],
        document: Document,
        dates: Sequence[DateExpression],
        names: NamesRead,
    ) -> None:
        self._cue_finder = cues
        self._anchor_finder = anchors
        self._organisers = organisers
        self._document = document
        self._dates = dates
        self._names = names
        self._drafts: dict[str, Draft] = {}
        self._focal: Draft | None = None
        self._current: Draft | None = None
        self._list_of: Draft | None = None
        self._countries = {p.participant_id: p.country_code for p in names.participants}
        self._kinds = {p.participant_id: p.kind for p in names.participants}
        self._in_series = any(m.participant_id in organisers for m in names.mentions)

    def read(self) -> tuple[MeetingCandidate, ...]:
        names = self._names
        for views in sentence_views(
            self._document, self._cue_finder, names.mentions, names.places, self._dates, _SKIPPED
        ):
            self._read_paragraph(views)
        for draft in self._drafts.values():
            self._finish(draft)
        return tuple(d.candidate() for d in self._drafts.values() if d.assertions)

    def _read_paragraph(self, views: list[SentenceView]) -> None:
        paragraph = views[0].paragraph
        if paragraph.kind == "date":
            self._read_date_line(views)
            return
        themes = theme_spans(paragraph.text, [cue for view in views for cue in view.cues_of("theme")])
        excluded = [span for _, span in themes]
        for view in views:
            if any(start <= view.char_start and view.char_end <= end for start, end in excluded):
                continue
            self._read_sentence(view, excluded)
            for cue_start, span in themes:
                if view.char_start <= cue_start < view.char_end and self._current is not None:
                    text = paragraph.text[slice(*span)]
                    self._current.tell("theme", text, paragraph.position, span, "meeting.theme")
        self._read_list(paragraph, views)

    def _read_sentence(self, view: SentenceView, excluded: Sequence[tuple[int, int]]) -> None:
        anchors = self._anchor_finder.find(view, excluded, self._in_series)
        owners = self._owners(view, anchors)
        told = self._resolve(view, anchors, owners)
        header = view.paragraph.kind in _HEADER
        for anchor, draft in told:
            self._tell_anchor(view, anchor, draft)
            if self._focal is None and (header or anchor.reference != "previous"):
                self._focal = draft
        if told:
            self._current = next((d for a, d in told if a.reference != "previous"), told[0][1])
        elif self._current is None or self._focal is not None:
            self._current = self._focal
        for cue, owner in owners:
            draft = next((d for a, d in told if a is owner), self._current if owner is None and not told else None)
            if draft is not None:
                self._tell_status(view, cue, draft)
        if self._current is not None:
            self._read_facts(view, told, excluded, gathered=any(owner is None for _, owner in owners))

    # Which meeting a sentence speaks of -----------------------------------------------------------------------------

    def _owners(self, view: SentenceView, anchors: list[Anchor]) -> list[tuple[Cue, Anchor | None]]:
        """Pair each status cue with the anchor whose status it tells: its object, or its subject."""
        owners: list[tuple[Cue, Anchor | None]] = []
        for cue in view.cues_of("status", "postponed"):
            words = view.paragraph.text[cue.char_start : cue.char_end].lower().split()
            following = [a for a in anchors if cue.char_end <= a.char_start <= cue.char_end + 90]
            preceding = [a for a in anchors if a.char_end <= cue.char_start]
            around = [a for a in anchors if a.char_start <= cue.char_start < a.char_end]
            if words[-1] in _TRANSITIVE or (cue.attribute == "postponed" and following and words[-1] != "held"):
                owner = following[0] if following else (preceding[-1] if preceding else None)
            else:
                owner = preceding[-1] if preceding else (around or following or [None])[0]
            if not any(known is owner and known is not None and c.value == cue.value for c, known in owners):
                owners.append((cue, owner))
        return owners

    def _resolve(
        self, view: SentenceView, anchors: list[Anchor], owners: list[tuple[Cue, Anchor | None]]
    ) -> list[tuple[Anchor, Draft]]:
        told: list[tuple[Anchor, Draft]] = []
        owned = [owner for _, owner in owners if owner is not None]
        for anchor in anchors:
            is_owned = any(owner is anchor for owner in owned)
            if anchor.series == "other" and anchor.noun in _GENERIC and is_owned:
                anchor_series = next(
                    (a for a in anchors if a.reference == "named" and not any(o is a for o in owned)), None
                )
                if anchor_series is not None:
                    draft = self._series_draft(view, anchor_series, anchor, is_owned=True)
                    if draft is not None:
                        told.append((anchor, draft))
                        continue
            draft = self._draft_of(view, anchor, is_owned)
            if draft is not None:
                told.append((anchor, draft))
        return told

    def _draft_of(self, view: SentenceView, anchor: Anchor, is_owned: bool) -> Draft | None:
        if anchor.reference == "numbered":
            return self._open(anchor, f"{slug(anchor.series)}-{anchor.ordinal}", anchor.ordinal)
        if anchor.reference == "extraordinary":
            return self._open(anchor, f"{slug(anchor.series)}-extraordinary", None)
        if anchor.reference == "previous":
            return self._previous(view, anchor)
        if anchor.reference == "named":
            return self._series_draft(view, anchor, anchor, is_owned)
        return self._other(view, anchor, is_owned)

    def _previous(self, view: SentenceView, anchor: Anchor) -> Draft | None:
        focal = self._focal
        if focal is None or focal.kind != "regular" or not (view.dates or view.places):
            return None
        ordinal = focal.ordinal - 1 if focal.ordinal and focal.ordinal > 1 else None
        draft = self._open(anchor, f"{slug(anchor.series)}-{ordinal or 'previous'}", ordinal)
        draft.tell(
            "status", "held", view.paragraph.position, (anchor.char_start, anchor.char_end), "meeting.previous", 0.8
        )
        return draft

    def _series_draft(self, view: SentenceView, series: Anchor, anchor: Anchor, is_owned: bool) -> Draft | None:
        """Return the meeting of a series that is named without a number, or None where only the body is meant."""
        stem = slug(series.series)
        known = [d for d in self._drafts.values() if d.series == series.series]
        if series.kind == "regular":
            if anchor.noun in _REMOTE and any(d.kind == "extraordinary" for d in known):
                return next(d for d in known if d.kind == "extraordinary")
            if is_owned and (view.dates or view.places):
                same = next((d for d in known if d is self._focal), None)
                return same or self._open(series, f"{stem}-session-{len(known) + 1}", None)
            return None
        header = view.paragraph.kind in _HEADER
        if not is_owned and not (
            header
            and not self._drafts
            and self._document.document_type in _OF_THE_MEETING
            and _FROM_TEXT.search(view.text)
        ):
            return None
        planned = any(c.value == "planned" for c in view.cues_of("status")) or bool(view.cues_of("next"))
        dates = [d.date_edtf for d in view.dates]
        for draft in known:
            if set(draft.values("date_edtf")) & set(dates):
                return draft
            if not planned and not draft.values("date_edtf"):
                return draft
        if known and not planned and not dates:
            return known[0]
        return self._open(series, f"{stem}-{len(known) + 1}", None)

    def _other(self, view: SentenceView, anchor: Anchor, is_owned: bool) -> Draft | None:
        same = [d for d in self._drafts.values() if d.noun == anchor.noun]
        if anchor.reference == "definite" or (
            same and not (view.dates and view.places) and len(anchor.phrase) <= len(anchor.noun) + 12
        ):
            if same:
                return same[-1]
            if anchor.noun in _GENERIC:
                if anchor.noun in _REMOTE and self._focal is not None:
                    return self._focal
                return None
        if anchor.noun in _GENERIC and not (is_owned and (view.dates or view.places)):
            return None
        if not (is_owned or view.cues_of("postponed") or (view.dates and view.places)):
            return None
        return (
            same[-1]
            if same and anchor.reference == "definite"
            else self._open(anchor, slug(anchor.phrase or anchor.noun)[:60], None)
        )

    def _open(self, anchor: Anchor, local_id: str, ordinal: int | None) -> Draft:
        draft = self._drafts.get(local_id)
        if draft is None:
            name = anchor.phrase[:1].upper() + anchor.phrase[1:] if anchor.phrase else anchor.series
            draft = Draft(local_id, anchor.series, anchor.kind, name, anchor.noun, ordinal)
            self._drafts[local_id] = draft
        return draft

    # What is told of it ---------------------------------------------------------------------------------------------

    def _tell_anchor(self, view: SentenceView, anchor: Anchor, draft: Draft) -> None:
        position, span = view.paragraph.position, (anchor.char_start, anchor.char_end)
        certainty = 0.5 if view.paragraph.kind in _HEADER else 1.0
        draft.tell("name", draft.name, position, span, f"meeting.{anchor.reference}", certainty)
        draft.tell("series", draft.series, position, span, f"meeting.{anchor.reference}", certainty)
        draft.tell("kind", draft.kind, position, span, f"meeting.{anchor.reference}", certainty)
        if draft.ordinal is not None:
            draft.tell("ordinal", str(draft.ordinal), position, span, f"meeting.{anchor.reference}", certainty)
        if anchor.noun in _REMOTE:
            draft.tell("mode", "teleconference", position, span, "meeting.noun", 0.9)

    def _tell_status(self, view: SentenceView, cue: Cue, draft: Draft) -> None:
        value = "postponed" if cue.attribute == "postponed" else cue.value
        if value == "postponed":
            draft.doubt("date_edtf", 0.3)
        certainty = 1.0 if value != "planned" or not draft.values("status") else 0.9
        draft.tell(
            "status", value, view.paragraph.position, (cue.char_start, cue.char_end), "meeting.status", certainty
        )

    def _read_facts(
        self,
        view: SentenceView,
        told: list[tuple[Anchor, Draft]],
        excluded: Sequence[tuple[int, int]],
        gathered: bool,
    ) -> None:
        position, text = view.paragraph.position, view.paragraph.text
        header = view.paragraph.kind in _HEADER
        for date in self._meeting_dates(view, excluded):
            draft = self._nearest(told, date.char_start, date.char_end)
            if draft is None and gathered and self._current is not None and not self._current.values("date_edtf"):
                draft = self._current
            if draft is not None:
                postponing = bool(view.cues_of("postponed")) and not header
                superseded = postponing and any(c.char_start > date.char_start for c in view.cues_of("postponed"))
                certainty = 0.3 if superseded else (0.5 if header else 1.0)
                span = (date.char_start, date.char_end)
                draft.tell("date_edtf", date.date_edtf, position, span, "meeting.date", certainty)
        for draft in dict.fromkeys(
            [d.local_id for _, d in told] or ([self._current.local_id] if gathered and self._current else [])
        ):
            self._tell_place(view, self._drafts[draft], told, excluded)
        for cue in view.cues_of("mode"):
            draft_of_mode = self._nearest(told, cue.char_start, cue.char_end)
            if draft_of_mode is not None:
                draft_of_mode.tell("mode", cue.value, position, (cue.char_start, cue.char_end), "meeting.mode")
        for column, value, span in counts_of(text, view.char_start, view.char_end):
            draft_of_count = self._nearest(told, *span) or self._current
            if draft_of_count is not None and not draft_of_count.values(column):
                draft_of_count.tell(column, str(value), position, span, "meeting.count")
        self._read_roles(view, told)

    def _meeting_dates(self, view: SentenceView, excluded: Sequence[tuple[int, int]]) -> list[DateExpression]:
        """Return the sentence's dates that may be a meeting's; where there are days, months and years are not."""
        free = [d for d in view.dates if not any(s <= d.char_start < e for s, e in excluded)]
        precise = [d for d in free if d.start_date is not None or d.end_date is not None]
        days = [d for d in precise if d.date_edtf[:4].isdigit() and len(d.date_edtf.split("/")[0]) == 10]
        return days or precise

    def _tell_place(
        self, view: SentenceView, draft: Draft, told: list[tuple[Anchor, Draft]], excluded: Sequence[tuple[int, int]]
    ) -> None:
        if view.paragraph.kind in _HEADER or draft.best("mode") == "teleconference":
            return
        places = [
            p
            for p in view.places
            if not any(s <= p.char_start < e for s, e in excluded)
            and (self._nearest(told, p.char_start, p.char_end) or draft) is draft
        ]
        place = place_of(view.paragraph.text, places)
        if place is None:
            return
        span = (place.char_start, place.char_end)
        if place.kind != "country":
            draft.tell("place", place.surface, view.paragraph.position, span, "meeting.place")
        if place.country_code is not None:
            draft.tell("country_code", place.country_code, view.paragraph.position, span, "meeting.place")

    @staticmethod
    def _nearest(told: list[tuple[Anchor, Draft]], start: int, end: int) -> Draft | None:
        if not told:
            return None

        def distance(pair: tuple[Anchor, Draft]) -> tuple[int, int]:
            anchor = pair[0]
            if anchor.char_end <= start:
                return start - anchor.char_end, 0
            if end <= anchor.char_start:
                return anchor.char_start - end, 1
            return 0, 0

        return min(told, key=distance)[1]

    def _read_roles(self, view: SentenceView, told: list[tuple[Anchor, Draft]]) -> None:
        text = view.paragraph.text
        mentions = [m for m in view.mentions if m.participant_id not in self._organisers and self._may_take_part(m)]
        for cue in view.cues_of("role"):
            draft = self._nearest(told, cue.char_start, cue.char_end) or self._current
            if draft is None or (cue.value == "thanked" and draft.best("status") not in {"held", None}):
                continue
            if cue.value == "thanked" and told and draft is not self._focal:
                draft = self._focal or draft
            if role_side(text[cue.char_start : cue.char_end], cue.value) == "after":
                chosen = coordinated(text, [m for m in mentions if m.char_start >= cue.char_end], cue.char_end)
            else:
                chosen = [m for m in mentions if m.char_end <= cue.char_start][-1:]
                if chosen:
                    chosen = [m for m in mentions if m.participant_id == chosen[0].participant_id][:1]
            for mention in chosen:
                self._join(view, mention, cue.value, draft)

    def _may_take_part(self, mention: Mention) -> bool:
        return self._kinds.get(mention.participant_id) in {"party", "party_body", "organisation", "person", None}

    def _join(self, view: SentenceView, mention: Mention, role: str, draft: Draft) -> None:
        if self._kinds.get(mention.participant_id) == "person":
            return
        span = (mention.char_start, mention.char_end)
        draft.join(mention.participant_id, role, view.paragraph.position, span, f"meeting.{role}")

    def _read_list(self, paragraph: Paragraph, views: list[SentenceView]) -> None:
        """Take the parties of a list under "Among those present:" as the current meeting's participants."""
        if paragraph.kind != "list_item":
            opens = any(view.cues_of("attendance") for view in views) and (
                paragraph.text.endswith(":") or paragraph.kind == "heading"
            )
            self._list_of = (self._current or self._focal) if opens else None
            return
        if self._list_of is None:
            return
        mentions = [m for view in views for m in view.mentions if self._may_take_part(m)]
        named = sum(m.char_end - m.char_start for m in mentions)
        if mentions and named >= 0.5 * len(paragraph.text):
            self._join(views[0], mentions[0], "attendee", self._list_of)

    def _read_date_line(self, views: list[SentenceView]) -> None:
        """A line such as "Athens, 23 to 25 November 2018" gives place and days of the meeting the text belongs to."""
        focal = self._focal
        for view in views:
            ranges = [d for d in view.dates if "/" in d.date_edtf]
            if focal is None or not ranges or focal.values("date_edtf"):
                continue
            date = ranges[0]
            position = view.paragraph.position
            focal.tell(
                "date_edtf", date.date_edtf, position, (date.char_start, date.char_end), "meeting.date_line", 0.7
            )
            if view.places and not focal.values("place"):
                place = view.places[0]
                span = (place.char_start, place.char_end)
                focal.tell("place", place.surface, position, span, "meeting.date_line", 0.7)
                if place.country_code:
                    focal.tell("country_code", place.country_code, position, span, "meeting.date_line", 0.7)

    # What follows from all of it ------------------------------------------------------------------------------------

    def _finish(self, draft: Draft) -> None:
        first = draft.assertions[0] if draft.assertions else None
        if first is None:
            return
        span = (first.char_start, first.char_end)
        if not draft.values("status"):
            own = draft is self._focal and self._document.document_type in _OF_THE_MEETING
            value, certainty = ("held", 0.6) if own else ("mentioned", 0.1)
            draft.tell("status", value, first.position, span, "meeting.status_default", certainty)
        status = draft.best("status")
        if draft.values("place") and not draft.values("mode") and status != "mentioned":
            place = next(a for a in draft.assertions if a.column_name == "place")
            draft.tell(
                "mode", "in_person", place.position, (place.char_start, place.char_end), "meeting.mode_place", 0.5
            )
        self._settle_hosts(draft)
        if draft is self._focal and self._document.document_type == "contribution":
            self._join_contributor(draft)

    def _settle_hosts(self, draft: Draft) -> None:
        """Who convenes or is thanked for a meeting in its own country receives it there: its host."""
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

    def _join_contributor(self, draft: Draft) -> None:
        for mention in self._names.mentions:
            paragraph = self._document.paragraph(mention.position)
            if paragraph.kind == "title" and self._kinds.get(mention.participant_id) == "party":
                span = (mention.char_start, mention.char_end)
                draft.join(mention.participant_id, "attendee", mention.position, span, "meeting.contributor")
                return
