"""The drafts of a document, and how meetings are opened that are told by town, by day, or as "the second one"."""

from __future__ import annotations

import re
from itertools import islice

from imcwp_data.extract.meeting_draft import Draft
from imcwp_data.extract.meeting_series import Anchor
from imcwp_data.extract.meeting_views import SentenceView
from imcwp_data.model import Document, Paragraph
from imcwp_data.text.normalise import slug

HEADER_KINDS = frozenset({"title", "heading", "tags"})
# A text that speaks of a meeting without its number means one of those it named last.
RECENT = 32
# What may stand between the day and the word for a session: "its November 2020 online meeting".
_NEXT_TO = 12


class OpenDrafts:
    """The meetings named so far, and how one is opened that no number tells."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._headline_ids: set[str] = set()
        # Meetings that a sentence about something else only places or dates: no document is about one of them.
        self._asides: set[str] = set()
        self._coming: set[str] = set()
        # Sessions told by town and year, and the numbers by which the text names them later.
        self._recalls: set[str] = set()
        self._headlined: set[str] = set()
        self._alias: dict[str, Draft] = {}
        self._by_series: dict[str, list[Draft]] = {}
        self._by_noun: dict[str, list[Draft]] = {}
        self.drafts: dict[str, Draft] = {}
        self.focal: Draft | None = None
        self.current: Draft | None = None
        self._last: Draft | None = None
        self._last_paragraph: Paragraph | None = None

    def _before(self, view: SentenceView, anchor: Anchor) -> Draft | None:
        """Return the meeting of a series that a day or month beside the word tells: "its November 2020 meeting"."""
        series, kind, focal = anchor.series, anchor.kind, self.focal
        if not series and focal is not None:
            series, kind = focal.series, focal.kind
        behind = [d for d in view.dates if 0 <= d.char_start - anchor.char_end <= _NEXT_TO]
        before = [d for d in view.dates if 0 <= anchor.char_start - d.char_end <= _NEXT_TO and not anchor.verbal]
        date = next((d for d in [*before[-1:], *behind] if d.date_edtf[:4].isdigit()), None)
        if date is None or not series or series == "other":
            return None
        for draft in self._by_series.get(series, [])[-RECENT:]:
            if any(value[:7] == date.date_edtf[:7] for value in draft.values("date_edtf")):
                return draft
        local_id = f"{slug(series)}-{date.date_edtf[:7].replace('/', '-')}"
        draft = self._open(view, anchor.changed(series=series, kind=kind), local_id, None)
        span = (date.char_start, date.char_end)
        draft.tell("date_edtf", date.date_edtf, view.paragraph.position, span, "meeting.before")
        if self._document.published and date.end_date and date.end_date < self._document.published:
            draft.tell("status", "held", view.paragraph.position, span, "meeting.before", 0.8)
        return draft

    def _gathering(self, view: SentenceView, anchor: Anchor) -> Draft | None:
        """Return the meeting that parties are told to have had in a town, unless it is a session already named."""
        place = next(p for p in view.places if p.char_start >= anchor.char_end)
        years = {d.date_edtf[:4] for d in view.dates}
        for draft in islice(self.drafts.values(), RECENT):
            if place.surface in draft.values("place"):
                dated = {value[:4] for value in draft.values("date_edtf")}
                if not years or not dated or years & dated:
                    return draft if draft.series == "other" else None
        focal = self.focal
        if focal is None:
            own = self._document.document_type in {"statement", "joint_actions", "press_release", "report"}
            if not own or not re.match(r"(?i)(?:we|parties)\b", view.form[anchor.char_start : anchor.char_end]):
                return None
        elif not years or (not focal.told("place") and focal.series != "other"):
            return None
        draft = self._open(view, anchor, slug(anchor.phrase)[:60], None)
        self._headline_ids.discard(draft.local_id)
        span = (place.char_start, place.char_end)
        draft.tell("status", "held", view.paragraph.position, span, "meeting.gathering", 0.9)
        draft.tell("place", place.surface, view.paragraph.position, span, "meeting.gathering")
        if place.country_code:
            draft.tell("country_code", place.country_code, view.paragraph.position, span, "meeting.gathering")
        behind = [d for d in view.dates if d.char_start >= anchor.char_end]
        if behind:
            span = (behind[0].char_start, behind[0].char_end)
            draft.tell("date_edtf", behind[0].date_edtf, view.paragraph.position, span, "meeting.gathering")
        return draft

    def _counted_one(self, view: SentenceView, anchor: Anchor) -> Draft | None:
        """ "X has offered to hold the second one in Y": one more of the kind that the text spoke of last."""
        last = self._last or self.focal
        if last is None or last.series != "other" or not (view.dates or view.places):
            return None
        phrase = f"{view.form[anchor.char_start : anchor.char_end].split()[1]} {last.name[:1].lower()}{last.name[1:]}"
        told = anchor.changed(series=last.series, kind=last.kind, noun=last.noun, phrase=phrase)
        return self._open(view, told, slug(phrase)[:60], anchor.ordinal)

    def _number_recalled(self, view: SentenceView, anchor: Anchor) -> None:
        """Take a session told by town and year, in a headline say, for the numbered one with the same town or year."""
        local_id = f"{slug(anchor.series)}-{anchor.ordinal}"
        if local_id in self.drafts or local_id in self._alias or anchor.series == "other":
            return
        years = {d.date_edtf[:4] for d in view.dates}
        places = {p.surface for p in view.places}
        for draft in self._by_series.get(anchor.series, [])[-RECENT:]:
            same_year = any(value[:4] in years for value in draft.values("date_edtf"))
            if draft.local_id in self._recalls and same_year and places & set(draft.values("place")):
                self._alias[local_id] = draft
                self._recalls.discard(draft.local_id)
                draft.ordinal = anchor.ordinal
                return

    def _recalled(self, view: SentenceView, anchor: Anchor) -> Draft:
        """Return the session that a town and a year tell: one known by number or day, or one of its own."""
        span = (anchor.char_start, anchor.char_end)
        date = next(d for d in view.dates if span[0] <= d.char_start < span[1])
        place = next(p for p in view.places if span[0] <= p.char_start < span[1])
        year = date.date_edtf[:4]
        for draft in self._by_series.get(anchor.series, [])[-RECENT:]:
            there = place.surface in draft.values("place") or not draft.told("place")
            if draft.kind == anchor.kind and there and any(v[:4] == year for v in draft.values("date_edtf")):
                return draft
        draft = self._open(view, anchor, f"{slug(anchor.series)}-{slug(place.name)}-{year}", None)
        self._recalls.add(draft.local_id)
        position = view.paragraph.position
        draft.tell("date_edtf", date.date_edtf, position, (date.char_start, date.char_end), "meeting.recalled")
        draft.tell("place", place.surface, position, (place.char_start, place.char_end), "meeting.recalled")
        if place.country_code:
            draft.tell(
                "country_code", place.country_code, position, (place.char_start, place.char_end), "meeting.recalled"
            )
        published = self._document.published
        if published and date.end_date and date.end_date < published:
            draft.tell("status", "held", position, span, "meeting.recalled", 0.8)
        return draft

    def _open(self, view: SentenceView, anchor: Anchor, local_id: str, ordinal: int | None) -> Draft:
        draft = self._alias.get(local_id) or self.drafts.get(local_id)
        if draft is None:
            name = anchor.phrase[:1].upper() + anchor.phrase[1:] if anchor.phrase else anchor.series
            draft = Draft(local_id, anchor.series, anchor.kind, name, anchor.noun, ordinal)
            self.drafts[local_id] = draft
            self._by_series.setdefault(draft.series, []).append(draft)
            self._by_noun.setdefault(draft.noun, []).append(draft)
            if view.paragraph.kind in HEADER_KINDS:
                self._headline_ids.add(local_id)
                self._headlined.add(local_id)
        return draft

    def continuing(self, paragraph: Paragraph, reach: int = 0) -> Draft | None:
        """Return the meeting that the sentences before have told of, where the text still speaks of it.

        It does within a paragraph, from one item of a list to the next, and ``reach`` paragraphs further.
        """
        before = self._last_paragraph
        if self._last is None or before is None:
            return None
        apart = paragraph.position - before.position
        listed = apart == 1 and paragraph.kind == before.kind == "list_item"
        return self._last if apart <= reach or listed else None
