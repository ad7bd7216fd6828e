"""Which meeting a date, place, mode or number in a sentence belongs to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain

from imcwp_data.extract.meeting_book import MeetingBook
from imcwp_data.extract.meeting_datelines import dateline_end
from imcwp_data.extract.meeting_draft import Draft
from imcwp_data.extract.meeting_facts import counts_of, place_of
from imcwp_data.extract.meeting_messages import sends
from imcwp_data.extract.meeting_openings import HEADER_KINDS
from imcwp_data.extract.meeting_phrases import DURING, PARTICIPLE, row_head
from imcwp_data.extract.meeting_signals import may_count
from imcwp_data.extract.meeting_status import Told, nearest
from imcwp_data.extract.meeting_views import Cue, SentenceView
from imcwp_data.model import DateExpression, Document, PlaceMention

# How far from a meeting's name, or from the start of its sentence, a date still belongs to it without a verb.
_BESIDE = 32
_BESIDE_ANOTHER = re.compile(
    r"\b(?:(?:margins|eve|sidelines|occasion|framework)\s+of|before|after|following|during|víspera\s+del?|marco\s+del?|"
    r"antes\s+del?|después\s+del?)\s+(?:the\s+|el\s+|la\s+)?$",
    re.IGNORECASE,
)
_AFTER_COMMA = re.compile(r"\s*,\s*(?:(?:on|in|from|el|los|en)\s+)?(?:(?:the|días?)\s+)?")
# "announced for 25 February in Rovaniemi, will be held on 11 March in Oulu"
_FIRST_PLANNED = re.compile(
    r"\b(?:announced|planned|scheduled|foreseen|called|convened|set|due|convocad[oa]|previst[oa]|anunciad[oa]|programad[oa])"
    r"\s+(?:for|on|to\s+be\s+held|to\s+take\s+place|para)\b|\bwas\s+to\s+(?:be\s+held|take\s+place|meet)\b",
    re.IGNORECASE,
)
# "the meeting in Athens", "the session of 5 May"
_DIRECTLY = re.compile(r",?\s*(?:held\s+)?(?:in|at|of|on|from|en|del?|el)\s+(?:the\s+|la\s+|el\s+)?", re.IGNORECASE)


_FROM = re.compile(r"\s*(?:,\s*)?(?:from|del?|desde)\s+(?:the\s+|el\s+)?", re.IGNORECASE)
_TO = re.compile(r"\s*(?:,\s*)?(?:to|until|till|al?|hasta)\s+(?:the\s+|el\s+)?", re.IGNORECASE)
_WHERE = re.compile(
    r"\)?,?\s+(?:where|donde|sede\s+del?|(?:the\s+)?(?:city|town|capital)\s+in\s+which)\s+[^,.;:“”\"]{0,80}",
    re.IGNORECASE,
)
# "held their conference here", "in the same building": where the report is written from, or where its meeting sat.
_HERE = re.compile(
    r"\b(?:here\b(?!\s+(?:is|are|again|we)\b)|in\s+(?:this|our)\s+(?:same\s+|very\s+)?(?:city|town|capital)|"
    r"in\s+the\s+same\s+(?:building|city|town|hall|house|place|rooms?|hotel|venue|premises|cent(?:re|er))|aquí|en\s+(?:esta|la)\s+(?:misma\s+)?ciudad)\b",
    re.IGNORECASE,
)


class FactReader:
    """Reads what a sentence tells of the meetings that it names, or that are spoken of."""

    def __init__(self, book: MeetingBook, document: Document, places: Sequence[PlaceMention]) -> None:
        self._book = book
        written_at = document.dateline_place
        written = written_at.casefold() if written_at else ""
        here = (p for p in places if written in {p.surface.casefold(), p.name.casefold()}) if written else ()
        opening = (p for p in places if not p.char_start and p.surface.isupper() and p.kind == "city")
        self._here = next(chain(here, opening), None)
        self._document = document
        self._owned: frozenset[str] = frozenset()

    def read(
        self,
        view: SentenceView,
        told: Told,
        excluded: Sequence[tuple[int, int]],
        gathered: bool,
        owned: frozenset[str] = frozenset(),
    ) -> None:
        """Read what a sentence tells; ``owned`` are the meetings that its verbs of meeting are about."""
        self._owned = owned
        position, text = view.paragraph.position, view.paragraph.text
        header = view.paragraph.kind in HEADER_KINDS
        old = self._given_up(view, told)
        for date, draft in self._meeting_dates(view, told, excluded, gathered) if view.dates else ():
            span = (date.char_start, date.char_end)
            if self._belongs(view, told, draft, span):
                postponing = bool(view.cues_of("postponed")) and not header
                superseded = postponing and any(c.char_start > date.char_start for c in view.cues_of("postponed"))
                superseded = superseded or old[0] <= date.char_start < old[1]
                certainty = 0.3 if superseded else (0.5 if header else 0.8 if len(date.date_edtf) == 4 else 1.0)
                draft.tell("date_edtf", date.date_edtf, position, span, "meeting.date", certainty)
            elif self._alone(view, told) and len(date.date_edtf) > 4:
                draft.tell("date_edtf", date.date_edtf, position, span, "meeting.same_sentence", 0.4)
        for cue in view.cues_of("mode"):
            draft_of_mode = nearest(told, cue.char_start, cue.char_end)
            if draft_of_mode is not None and not (cue.value == "teleconference" and sends(view)):
                draft_of_mode.tell("mode", cue.value, position, (cue.char_start, cue.char_end), "meeting.mode")
        if may_count(view.signals):
            continuing = None if gathered else self._book.continuing(view.paragraph)
            for column, value, span in counts_of(text, view.char_start, view.char_end):
                draft_of_count = nearest(told, *span) or continuing or self._book.current
                if draft_of_count is not None and not draft_of_count.told(column):
                    draft_of_count.tell(column, str(value), position, span, "meeting.count")
        subjects = {d.local_id: d for _, d in told}
        if not told and gathered and self._book.current is not None:
            subjects = {self._book.current.local_id: self._book.current}
        for draft in subjects.values():
            self._tell_place(view, draft, told, [*excluded, old])

    def _meeting_dates(
        self, view: SentenceView, told: Told, excluded: Sequence[tuple[int, int]], gathered: bool
    ) -> list[tuple[DateExpression, Draft]]:
        """Return the sentence's dates that may be a meeting's; where it has days, its months and years are not."""
        current = self._book.current
        gathering = current if gathered and current is not None and not current.told("date_edtf") else None
        dateline = dateline_end(view)
        of_draft: dict[str, list[tuple[DateExpression, Draft]]] = {}
        for date in view.dates:
            if any(s <= date.char_start < e for s, e in excluded) or not (date.start_date or date.end_date):
                continue
            if date.char_end <= dateline:
                continue
            draft = nearest(self._tellers(view, told, date), date.char_start, date.char_end)
            draft = draft or (None if told else gathering)
            if draft is not None:
                of_draft.setdefault(draft.local_id, []).append((date, draft))
        found: list[tuple[DateExpression, Draft]] = []
        # "Not on 5-6 December: it has been put off to February".
        put_off = [c.char_end for c in view.cues_of("postponed")]
        for dated in of_draft.values():
            moved = self._moved_to(view, [date for date, _ in dated])
            if moved is not None:
                found.extend(pair for pair in dated if pair[0] is moved)
                continue
            days = [d for d in dated if d[0].date_edtf[:4].isdigit() and len(d[0].date_edtf.split("/")[0]) == 10]
            later = [d for d in dated if d not in days and any(0 <= d[0].char_start - end <= 16 for end in put_off)]
            found.extend([*days, *later] if days else dated)
        return found

    @staticmethod
    def _moved_to(view: SentenceView, dates: Sequence[DateExpression]) -> DateExpression | None:
        """Return the second of two dates between which a meeting is moved: "put off from 4 November to February"."""
        text = view.paragraph.text
        for cue in view.cues_of("postponed"):
            behind = [d for d in dates if d.char_start >= cue.char_end]
            if (
                len(behind) > 1
                and _FROM.fullmatch(text, cue.char_end, behind[0].char_start)
                and _TO.fullmatch(text, behind[0].char_end, behind[1].char_start)
            ):
                return behind[1]
        return None

    def _tellers(self, view: SentenceView, told: Told, date: DateExpression) -> Told:
        """Leave out meetings beside which another is held: "will meet on the eve of the 14th Meeting, on 21 May"."""
        if not self._owned:
            return told
        text = view.paragraph.text
        return [
            (a, d) for a, d in told
            if d.local_id in self._owned or date.char_start < a.char_end
            or not _BESIDE_ANOTHER.search(text, max(view.char_start, a.char_start - 30), a.char_start)
            or not _AFTER_COMMA.fullmatch(text, a.char_end, date.char_start)
        ]  # fmt: skip

    def _given_up(self, view: SentenceView, told: Told) -> tuple[int, int]:
        """Return the characters that tell a first plan which the sentence goes on to replace by another day.

        "Announced for 25 February in Rovaniemi, it will be held on 11 March in Oulu": what was told there was put off.
        """
        if not told or len(view.dates) < 2 or view.cues_of("postponed"):
            return -1, -1
        plan = _FIRST_PLANNED.search(view.paragraph.text, view.char_start, view.char_end)
        if plan is None:
            return -1, -1
        again = next((c for c in view.cues_of("status") if c.char_start >= plan.end()), None)
        if again is None:
            return -1, -1
        first = [d for d in view.dates if plan.end() <= d.char_start < again.char_start]
        second = [d for d in view.dates if d.char_start > again.char_end]
        if not first or not second or first[-1].date_edtf == second[0].date_edtf:
            return -1, -1
        if again.value == "planned":
            draft = nearest(told, again.char_start, again.char_end)
            if draft is not None:
                span = (plan.start(), plan.end())
                draft.doubt("status", 0.8)
                draft.tell("status", "postponed", view.paragraph.position, span, "meeting.replaced", 1.0)
        return plan.end(), again.char_start

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
        place = self._where(view, told, draft) or place_of(
            view.paragraph.text, self._held_there(view, told, draft, places), verbs
        )
        if place is None and self._alone(view, told) and draft.told("date_edtf"):
            place = place_of(view.paragraph.text, view.places, verbs)
        if place is None:
            head = row_head(view)
            place = next((p for p in view.places if told and p.char_end <= head), None)
        if place is None:
            self._tell_here(view, draft, verbs)
            return
        span = (place.char_start, place.char_end)
        if place.kind == "city":
            draft.tell("place", place.surface, view.paragraph.position, span, "meeting.place")
        if place.country_code is not None:
            draft.tell("country_code", place.country_code, view.paragraph.position, span, "meeting.place")

    @staticmethod
    def _where(view: SentenceView, told: Told, draft: Draft) -> PlaceMention | None:
        """ "Back from Izmir, where the 23rd Meeting took place": the town before "where" is the meeting's."""
        for anchor in (a for a, d in told if d is draft):
            before = [p for p in view.places if p.char_end <= anchor.char_start]
            if before and _WHERE.fullmatch(view.paragraph.text, before[-1].char_end, anchor.char_start):
                towns = [p for p in before[-2:] if p.kind == "city"]
                return towns[-1] if towns else before[-1]
        return None

    def _tell_here(self, view: SentenceView, draft: Draft, verbs: Sequence[Cue]) -> None:
        """ "Held their conference here": the place is that of the dateline, or that of the meeting told of."""
        here = _HERE.search(view.paragraph.text, view.char_start, view.char_end) if verbs else None
        dateline = dateline_end(view)
        if (
            here is None
            or any(p.char_start >= dateline and p.kind == "city" for p in view.places)
            or draft.told("place")
        ):
            return
        focal = self._book.focal
        place = focal.best("place") if focal is not None and focal is not draft else None
        country = focal.best("country_code") if focal is not None and place else None
        if place is None and self._here is not None and self._here.kind == "city":
            place = self._here.name if self._here.surface.isupper() else self._here.surface
            country = self._here.country_code
        if place is not None:
            draft.tell("place", place, view.paragraph.position, here.span(), "meeting.here", 0.9)
            if country is not None:
                draft.tell("country_code", country, view.paragraph.position, here.span(), "meeting.here", 0.9)

    @staticmethod
    def _held_there(
        view: SentenceView, told: Told, draft: Draft, places: Sequence[PlaceMention]
    ) -> Sequence[PlaceMention]:
        """Prefer the places between a verb and the meeting that is its object: "will host in Cairns a conference"."""
        anchor = next((a for a, d in told if d is draft), None)
        verbs = [c.char_end for c in view.cues_of("status") if anchor is not None and c.char_end <= anchor.char_start]
        between = [p for p in places if anchor is not None and verbs and verbs[-1] <= p.char_start < anchor.char_start]
        return between or places

    @staticmethod
    def _alone(view: SentenceView, told: Told) -> bool:
        """Say whether a sentence without a verb of meeting names one numbered session, one date and places of one kind.

        "A decision taken in Lima in October 2019, at the 21st Meeting": what else it tells is then the session's.
        """
        names = {(a.series, a.ordinal) for a, _ in told}
        numbered = all(a.reference == "numbered" and a.series != "other" for a, _ in told)
        towns = [p for p in view.places if p.kind != "country"]
        return len(names) == 1 and numbered and len(view.dates) <= 1 and len(towns) <= 1

    def _belongs(self, view: SentenceView, told: Told, draft: Draft, span: tuple[int, int]) -> bool:
        """Say whether a date or place is the meeting's: a verb of meeting binds it, or it stands beside the name.

        Before the name only what opens the sentence or is bound by a verb counts ("From the 8th to the 10th the 15th
        Meeting gathered", "the village of X will host the Working Group").
        """
        anchors = [a for a, d in told if d is draft]
        if not anchors:
            return True
        anchor = min(anchors, key=lambda a: abs(a.char_start - span[0]))
        if anchor.reference == "pronoun":
            return True
        if span[1] <= anchor.char_start and PARTICIPLE.match(view.paragraph.text, view.char_start):
            return True
        if span[1] <= row_head(view) <= anchor.char_start:
            return True
        if span[1] <= anchor.char_start and DURING.fullmatch(view.paragraph.text, span[1], anchor.char_start):
            return True
        if self._book.is_aside(draft) or (self._owned and draft.local_id not in self._owned):
            # The sentence's verbs are about something else, or about another meeting.
            return 0 <= span[0] - anchor.char_end <= _BESIDE
        verbs = view.cues_of("status", "postponed", "first")
        if span[0] >= anchor.char_end:
            if anchor.reference == "definite" and not verbs:
                return _DIRECTLY.fullmatch(view.paragraph.text, anchor.char_end, span[0]) is not None
            return (
                bool(verbs) or anchor.reference in {"previous", "next", "dated"} or span[0] - anchor.char_end <= _BESIDE
            )
        # "PORTO, Oct. 22 (Lusa) – On 20 October": what a report opens with stands behind its dateline.
        if verbs and (span[0] - view.char_start <= _BESIDE or 0 <= span[0] - dateline_end(view) <= _BESIDE):
            return True
        for verb in verbs:
            inverted = verb.char_end <= span[0]
            binds = span[1] <= verb.char_start < anchor.char_start and not any(
                span[1] <= m.char_start < verb.char_start for m in view.mentions
            )
            if inverted or binds:
                return True
        return anchor.char_start - span[1] <= 4

    def read_date_line(self, views: list[SentenceView]) -> None:
        """A line such as "Athens, 23 to 25 November 2018" gives place and days of the meeting the text belongs to.

        A single day is at least one on which a contribution to the meeting was read.
        """
        focal = self._book.focal
        spoken = self._document.document_type == "contribution"
        for view in views:
            dates = [d for d in view.dates if "/" in d.date_edtf or (spoken and view.places)]
            if focal is None or not dates or focal.told("date_edtf"):
                continue
            certainty = 0.7 if "/" in dates[0].date_edtf else 0.3
            span = (dates[0].char_start, dates[0].char_end)
            position = view.paragraph.position
            focal.tell("date_edtf", dates[0].date_edtf, position, span, "meeting.date_line", certainty)
            if view.places and not focal.told("place"):
                self.tell_scene(focal, view.places[0], position, certainty)

    @staticmethod
    def tell_scene(draft: Draft, place: PlaceMention, position: int, certainty: float) -> None:
        """Note where a meeting is by the line of a date, or by the place that opens a report of it."""
        span = (place.char_start, place.char_end)
        draft.tell(
            "place",
            place.name if place.surface.isupper() else place.surface,
            position,
            span,
            "meeting.date_line",
            certainty,
        )
        if place.country_code:
            draft.tell("country_code", place.country_code, position, span, "meeting.date_line", certainty)
