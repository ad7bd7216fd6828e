"""Meetings that a document announces, reports, postpones or recalls.

A sentence names a meeting (an anchor); the facts of that sentence (date, place, theme, counts, roles) go to the anchor
that is nearest, or, without one, to the meeting that the document is about.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from imcwp_data.extract.meeting_anchors import Anchor, AnchorFinder
from imcwp_data.extract.meeting_book import (
    HEADER_KINDS,
    OF_THE_MEETING,
    REMOTE_NOUNS,
    MeetingBook,
    Told,
    gathers,
    nearest,
    status_owners,
)
from imcwp_data.extract.meeting_draft import Draft
from imcwp_data.extract.meeting_facts import counts_of, place_of, theme_spans, whole_theme
from imcwp_data.extract.meeting_roles import RoleReader
from imcwp_data.extract.meeting_views import Cue, CueFinder, SentenceView, sentence_views
from imcwp_data.extract.name_records import NamesRead
from imcwp_data.model import DateExpression, Document, MeetingCandidate
from imcwp_data.text.edtf import bounds
from imcwp_data.vocabulary import Vocabulary

_SKIPPED = frozenset({"boilerplate", "slogan", "source_note"})
_IT_WAS = re.compile(r"(?:It|This|That) was (?:the|an?)\b|(?:Fue|Era) (?:el|la)\b")
# How far from a meeting's name, or from the start of its sentence, a date still belongs to it without a verb.
_BESIDE = 32


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
        self._document = document
        self._dates = dates
        self._names = names
        self._book = MeetingBook(document)
        self._roles = RoleReader(self._book, document, names, organisers)
        self._before: SentenceView | None = None
        self._theme_of: Draft | None = None
        self._in_series = any(m.participant_id in organisers for m in names.mentions)

    def read(self) -> tuple[MeetingCandidate, ...]:
        names = self._names
        for views in sentence_views(
            self._document, self._cue_finder, names.mentions, names.places, self._dates, _SKIPPED
        ):
            self._read_paragraph(views)
        for draft in self._book.drafts.values():
            self._finish(draft)
        return tuple(d.candidate() for d in self._book.drafts.values() if d.first)

    def _read_paragraph(self, views: list[SentenceView]) -> None:
        paragraph = views[0].paragraph
        if paragraph.kind == "date":
            self._read_date_line(views)
            return
        announced, self._theme_of = self._theme_of, None
        if announced is not None:
            span = whole_theme(paragraph.text)
            if span is not None:
                text = paragraph.text[slice(*span)]
                announced.tell("theme", text, paragraph.position, span, "meeting.theme_below")
                return
        cues = [cue for view in views for cue in view.cues_of("theme")]
        themes = theme_spans(paragraph.text, cues)
        first = 0
        for view in views:
            while first < len(themes) and themes[first][1][1] <= view.char_start:
                first += 1
            near = []
            for theme in islice(themes, first, None):
                if theme[0] >= view.char_end:
                    break
                near.append(theme)
            excluded = [span for _, span in near]
            if any(start <= view.char_start and view.char_end <= end for start, end in excluded):
                continue
            self._read_sentence(view, excluded)
            for cue_start, span in near:
                if view.char_start <= cue_start and self._book.current is not None:
                    text = paragraph.text[slice(*span)]
                    self._book.current.tell("theme", text, paragraph.position, span, "meeting.theme")
        if cues and not paragraph.text[cues[-1].char_end :].strip(" :"):
            self._theme_of = self._book.current
        self._roles.read_list(paragraph, views)

    def _read_sentence(self, view: SentenceView, excluded: Sequence[tuple[int, int]]) -> None:
        before, self._before = self._before, view
        anchors = self._anchor_finder.find(view, excluded, self._in_series)
        owners = [(cue, owner) for cue, owner in status_owners(view, anchors) if owner or gathers(view, cue)]
        told = self._book.resolve(view, anchors, owners)
        for anchor, named in told:
            self._tell_anchor(view, anchor, named)
        self._book.enter(told, view.paragraph.kind in HEADER_KINDS)
        for cue, owner in owners:
            owned = next((d for a, d in told if a is owner), None)
            unclaimed = self._book.current if owner is None and not told else None
            draft = owned or unclaimed
            if draft is not None:
                self._tell_status(view, cue, draft)
        if before is not None and len(told) == 1 and _IT_WAS.match(view.text) and before.paragraph is view.paragraph:
            # "For three days ... were talking. It was the 11th Meeting": the sentence before tells of it.
            span = (told[0][0].char_start, told[0][0].char_end)
            told[0][1].tell("status", "held", view.paragraph.position, span, "meeting.it_was", 0.8)
            self._read_facts(before, [], excluded, gathered=True)
        if self._book.current is not None:
            self._read_facts(view, told, excluded, gathered=any(owner is None for _, owner in owners))

    def _tell_anchor(self, view: SentenceView, anchor: Anchor, draft: Draft) -> None:
        position, span = view.paragraph.position, (anchor.char_start, anchor.char_end)
        certainty = 0.5 if view.paragraph.kind in HEADER_KINDS else 1.0
        draft.tell("name", draft.name, position, span, f"meeting.{anchor.reference}", certainty)
        draft.tell("series", draft.series, position, span, f"meeting.{anchor.reference}", certainty)
        draft.tell("kind", draft.kind, position, span, f"meeting.{anchor.reference}", certainty)
        if draft.ordinal is not None:
            draft.tell("ordinal", str(draft.ordinal), position, span, f"meeting.{anchor.reference}", certainty)
        if anchor.noun in REMOTE_NOUNS:
            draft.tell("mode", "teleconference", position, span, "meeting.noun", 0.9)

    def _tell_status(self, view: SentenceView, cue: Cue, draft: Draft) -> None:
        value = "postponed" if cue.attribute == "postponed" else cue.value
        if value == "postponed":
            draft.doubt("date_edtf", 0.3)
        certainty = 1.0 if value != "planned" or not draft.told("status") else 0.9
        draft.tell(
            "status", value, view.paragraph.position, (cue.char_start, cue.char_end), "meeting.status", certainty
        )

    def _read_facts(
        self,
        view: SentenceView,
        told: Told,
        excluded: Sequence[tuple[int, int]],
        gathered: bool,
    ) -> None:
        position, text = view.paragraph.position, view.paragraph.text
        header = view.paragraph.kind in HEADER_KINDS
        for date in self._meeting_dates(view, excluded):
            draft = nearest(told, date.char_start, date.char_end)
            if (
                draft is None
                and gathered
                and self._book.current is not None
                and not self._book.current.told("date_edtf")
            ):
                draft = self._book.current
            span = (date.char_start, date.char_end)
            if draft is not None and self._belongs(view, told, draft, span):
                postponing = bool(view.cues_of("postponed")) and not header
                superseded = postponing and any(c.char_start > date.char_start for c in view.cues_of("postponed"))
                certainty = 0.3 if superseded else (0.5 if header else 0.8 if len(date.date_edtf) == 4 else 1.0)
                draft.tell("date_edtf", date.date_edtf, position, span, "meeting.date", certainty)
            elif draft is not None and self._alone(view, told) and len(date.date_edtf) > 4:
                draft.tell("date_edtf", date.date_edtf, position, span, "meeting.same_sentence", 0.4)
        for cue in view.cues_of("mode"):
            draft_of_mode = nearest(told, cue.char_start, cue.char_end)
            if draft_of_mode is not None:
                draft_of_mode.tell("mode", cue.value, position, (cue.char_start, cue.char_end), "meeting.mode")
        for column, value, span in counts_of(text, view.char_start, view.char_end):
            draft_of_count = nearest(told, *span) or self._book.current
            if draft_of_count is not None and not draft_of_count.told(column):
                draft_of_count.tell(column, str(value), position, span, "meeting.count")
        subjects = [d.local_id for _, d in told] or (
            [self._book.current.local_id] if gathered and self._book.current else []
        )
        for local_id in dict.fromkeys(subjects):
            self._tell_place(view, self._book.drafts[local_id], told, excluded)
        self._roles.read(view, told)

    def _meeting_dates(self, view: SentenceView, excluded: Sequence[tuple[int, int]]) -> list[DateExpression]:
        """Return the sentence's dates that may be a meeting's; where there are days, months and years are not."""
        free = [d for d in view.dates if not any(s <= d.char_start < e for s, e in excluded)]
        precise = [d for d in free if d.start_date is not None or d.end_date is not None]
        days = [d for d in precise if d.date_edtf[:4].isdigit() and len(d.date_edtf.split("/")[0]) == 10]
        return days or precise

    def _tell_place(self, view: SentenceView, draft: Draft, told: Told, excluded: Sequence[tuple[int, int]]) -> None:
        if view.paragraph.kind in HEADER_KINDS or draft.best("mode") == "teleconference":
            return
        places = [
            p
            for p in view.places
            if not any(s <= p.char_start < e for s, e in excluded)
            and (nearest(told, p.char_start, p.char_end) or draft) is draft
            and self._belongs(view, told, draft, (p.char_start, p.char_end))
        ]
        verbs = view.cues_of("status", "postponed")
        place = place_of(view.paragraph.text, places, verbs)
        if place is None and self._alone(view, told) and draft.told("date_edtf"):
            place = place_of(view.paragraph.text, view.places, verbs)
        if place is None:
            return
        span = (place.char_start, place.char_end)
        if place.kind == "city":
            draft.tell("place", place.surface, view.paragraph.position, span, "meeting.place")
        if place.country_code is not None:
            draft.tell("country_code", place.country_code, view.paragraph.position, span, "meeting.place")

    @staticmethod
    def _alone(view: SentenceView, told: Told) -> bool:
        """Say whether a sentence without a verb of meeting names one numbered session, one date and places of one kind.

        "A decision taken in Lima in October 2019, at the 21st Meeting": what else it tells is then the session's.
        """
        names = {(a.series, a.ordinal) for a, _ in told}
        numbered = all(a.reference == "numbered" and a.series != "other" for a, _ in told)
        towns = [p for p in view.places if p.kind != "country"]
        return len(names) == 1 and numbered and len(view.dates) <= 1 and len(towns) <= 1

    @staticmethod
    def _belongs(view: SentenceView, told: Told, draft: Draft, span: tuple[int, int]) -> bool:
        """Say whether a date or place is the meeting's: a verb of meeting binds it, or it stands beside the name.

        Before the name only what opens the sentence or is bound by a verb counts ("From the 8th to the 10th the 15th
        Meeting gathered", "the village of X will host the Working Group").
        """
        anchors = [a for a, d in told if d is draft]
        if not anchors:
            return True
        anchor = min(anchors, key=lambda a: abs(a.char_start - span[0]))
        verbs = view.cues_of("status", "postponed", "first")
        if span[0] >= anchor.char_end:
            return bool(verbs) or anchor.reference == "previous" or span[0] - anchor.char_end <= _BESIDE
        if span[0] - view.char_start <= _BESIDE and verbs:
            return True
        for verb in verbs:
            inverted = verb.char_end <= span[0]
            binds = span[1] <= verb.char_start < anchor.char_start and not any(
                span[1] <= m.char_start < verb.char_start for m in view.mentions
            )
            if inverted or binds:
                return True
        return anchor.char_start - span[1] <= 4

    def _read_date_line(self, views: list[SentenceView]) -> None:
        """A line such as "Athens, 23 to 25 November 2018" gives place and days of the meeting the text belongs to."""
        focal = self._book.focal
        for view in views:
            ranges = [d for d in view.dates if "/" in d.date_edtf]
            if focal is None or not ranges or focal.told("date_edtf"):
                continue
            date = ranges[0]
            position = view.paragraph.position
            focal.tell(
                "date_edtf", date.date_edtf, position, (date.char_start, date.char_end), "meeting.date_line", 0.7
            )
            if view.places and not focal.told("place"):
                place = view.places[0]
                span = (place.char_start, place.char_end)
                focal.tell("place", place.surface, position, span, "meeting.date_line", 0.7)
                if place.country_code:
                    focal.tell("country_code", place.country_code, position, span, "meeting.date_line", 0.7)

    def _finish(self, draft: Draft) -> None:
        first = draft.first
        if first is None:
            return
        span = (first.char_start, first.char_end)
        if not draft.told("status"):
            headed = self._document.paragraph(first.position).kind in HEADER_KINDS
            own = headed and draft is self._book.focal and self._document.document_type in OF_THE_MEETING
            value, certainty = ("held", 0.6) if own else self._status_by_date(draft)
            draft.tell("status", value, first.position, span, "meeting.status_default", certainty)
        status = draft.best("status")
        place = draft.statement("place")
        if place is not None and not draft.told("mode") and status != "mentioned":
            draft.tell(
                "mode", "in_person", place.position, (place.char_start, place.char_end), "meeting.mode_place", 0.5
            )
        self._roles.settle_hosts(draft)
        if draft is self._book.focal and self._document.document_type == "contribution":
            self._roles.join_contributor(draft)

    def _status_by_date(self, draft: Draft) -> tuple[str, float]:
        """What is named with days that lie before the document's own was held; with later ones, it is planned."""
        published, edtf = self._document.published, draft.best("date_edtf")
        if not published or edtf is None or len(edtf) <= 4:
            return "mentioned", 0.1
        start, end = bounds(edtf)
        if end is not None and end < published:
            return "held", 0.4
        if start is not None and start > published:
            return "planned", 0.4
        return "mentioned", 0.1
