"""Which meeting a sentence speaks of: the drafts of a document, and how anchors find theirs."""

from __future__ import annotations

import re
from itertools import islice

from imcwp_data.extract.meeting_asides import BESIDE, another_year, convened, held_by_two, held_with
from imcwp_data.extract.meeting_draft import Draft
from imcwp_data.extract.meeting_openings import HEADER_KINDS, RECENT, OpenDrafts
from imcwp_data.extract.meeting_series import Anchor
from imcwp_data.extract.meeting_status import Owners, Told
from imcwp_data.extract.meeting_views import Cue, SentenceView
from imcwp_data.text.normalise import slug

# Types of text that come out of the meeting they are about.
OF_THE_MEETING = frozenset({"press_release", "statement", "joint_actions", "contribution", "report"})
REMOTE_NOUNS = frozenset({"teleconference", "videoconference", "teleconferencia", "videoconferencia"})
_GENERIC = REMOTE_NOUNS | {"meeting", "session", "plenary", "gathering", "reunión", "encuentro", "sesión"}
_FROM_TEXT = re.compile(
    r"\b(?:press release|statement|communiqu[eé]|declaration|resolution|documents?)\b", re.IGNORECASE
)
_POINTED = re.compile(r"\b(?:that|this|ese|esa|este|esta)\s+(?:\w+\s+)?$", re.IGNORECASE)


class MeetingBook(OpenDrafts):
    """The meetings that one document has named so far.

    ``focal`` is the one that the document is about, ``current`` the one that the text speaks of at the moment.
    """

    def pass_over(self) -> None:
        """Note that a sentence has named no meeting: the text speaks of the one that it is about."""
        self.current = self.focal or self.current

    def enter(self, view: SentenceView, told: Told, owned: frozenset[str], header: bool) -> None:
        """Note which meetings a sentence has named; those ``owned`` by its verbs are what it speaks of."""
        for anchor, draft in told:
            aside = anchor.reference in {"previous", "next"} or draft.local_id in self._asides
            if (self.focal is None and (header or not aside)) or (
                self._outgrows(anchor, draft, owned) and all(c.value != "planned" for c in view.cues_of("status"))
            ):
                self.focal = draft
        if told:
            self.current = next((d for a, d in told if a.reference != "previous"), told[0][1])
            spoken_of = next((d for _, d in reversed(told) if d.local_id in owned), None)
            if spoken_of is not None or self._last_paragraph is not view.paragraph:
                self._last, self._last_paragraph = spoken_of or told[-1][1], view.paragraph
        else:
            self.pass_over()

    def _outgrows(self, anchor: Anchor, draft: Draft, owned: frozenset[str]) -> bool:
        """Say whether a session is what a text goes on to be about that began with the Working Group before it."""
        focal = self.focal
        if focal is None or focal.kind != "working_group" or focal.local_id in self._headlined:
            return False
        numbered = anchor.reference == "numbered" and draft.kind == "regular" and draft.local_id in owned
        return numbered and draft.best("status") in {"held", "ongoing", None} and not draft.told("date_edtf")

    def is_aside(self, draft: Draft) -> bool:
        """Say whether a meeting is only named beside something else, so that the sentence's verbs are not its own."""
        return draft.local_id in self._asides

    def session_in(self, view: SentenceView) -> Draft | None:
        """Return the session of a series, held in a town, that a sentence places something in by naming the town."""
        for draft in islice(self.drafts.values(), RECENT):
            session = draft.series != "other" and draft.best("status") == "held"
            if session and any(p.surface in draft.values("place") for p in view.places):
                return draft
        return None

    def resolve(self, view: SentenceView, anchors: list[Anchor], owners: Owners) -> Told:
        """Return the drafts of a sentence's anchors; an anchor that names no meeting has none."""
        told: Told = []
        owned = [owner for _, owner in owners if owner is not None]
        for anchor in anchors:
            cues = [cue for cue, owner in owners if owner is anchor]
            if anchor.series == "other" and anchor.noun in _GENERIC and cues and anchor.reference != "body":
                anchor_series = next(
                    (a for a in anchors if a.reference == "named" and not any(o is a for o in owned)), None
                )
                if anchor_series is not None:
                    draft = self._series_draft(view, anchor_series, anchor, cues)
                    if draft is not None:
                        told.append((anchor, draft))
                        continue
            draft = self._draft_of(view, anchor, cues, [named for _, named in told])
            if draft is not None:
                told.append((anchor, draft))
        return told

    def _draft_of(self, view: SentenceView, anchor: Anchor, cues: list[Cue], named: list[Draft]) -> Draft | None:
        if anchor.reference == "numbered":
            self._number_recalled(view, anchor)
            return self._open(view, anchor, f"{slug(anchor.series)}-{anchor.ordinal}", anchor.ordinal)
        if anchor.reference == "extraordinary":
            return self._open(view, anchor, f"{slug(anchor.series)}-extraordinary", None)
        if anchor.reference == "previous":
            return self._previous(view, anchor)
        if anchor.reference == "next":
            return self._next(view, anchor, cues, named)
        if anchor.reference == "dated":
            return self._dated(view, anchor, cues)
        if anchor.reference == "recalled":
            return self._recalled(view, anchor)
        if anchor.reference == "before":
            return self._before(view, anchor)
        if anchor.reference == "gathering":
            return self._gathering(view, anchor)
        if anchor.reference == "one":
            return self._counted_one(view, anchor)
        if anchor.reference == "named":
            return self._series_draft(view, anchor, anchor, cues)
        return self._other(view, anchor, cues)

    def _previous(self, view: SentenceView, anchor: Anchor) -> Draft | None:
        focal = self.focal
        if focal is None or focal.kind != "regular" or not (view.dates or view.places):
            return None
        ordinal = focal.ordinal - 1 if focal.ordinal and focal.ordinal > 1 else None
        draft = self._open(view, anchor, f"{slug(anchor.series)}-{ordinal or 'previous'}", ordinal)
        draft.tell(
            "status", "held", view.paragraph.position, (anchor.char_start, anchor.char_end), "meeting.previous", 0.8
        )
        return draft

    def _next(self, view: SentenceView, anchor: Anchor, cues: list[Cue], named: list[Draft]) -> Draft | None:
        """Return the meeting to come of a series: one that was named before, or one named so for the first time.

        It is another than the one that the document is about, unless that one is itself still to come.
        """
        if not (cues or view.dates or view.places or view.cues_of("role", "theme")):
            return None
        series, kind = anchor.series, anchor.kind
        if not series:
            spoken = (self.continuing(view.paragraph) if anchor.verbal else None) or self.focal
            if spoken is None:
                return None
            series, kind = spoken.series, spoken.kind
            kind = "regular" if kind == "extraordinary" else kind
        told = anchor.changed(
            series=series, kind=kind, phrase=anchor.phrase if series != "other" else f"next {anchor.noun}"
        )
        if series == "other":
            return self._open(view, told, slug(f"next {anchor.noun}"), None) if cues else None
        stem, focal = slug(series), self.focal
        known = self._by_series.get(series, [])[-RECENT:]
        months = {date.date_edtf[:7] for date in view.dates}
        for draft in reversed(known):
            dates = draft.values("date_edtf")
            if draft in named and not anchor.verbal and draft.local_id in self._coming:
                return draft
            if draft in named or (draft is focal and draft.best("status") not in {"planned", "postponed"}):
                continue
            ahead = draft.best("status") in {"planned", "postponed", None} and draft.kind == kind
            same = not dates or not months or bool(months & {date[:7] for date in dates})
            if ahead and same:
                return draft
        draft = self._open(view, told, f"{stem}-next-{len(known) + 1}" if known else f"{stem}-next", None)
        self._coming.add(draft.local_id)
        return draft

    def _dated(self, view: SentenceView, anchor: Anchor, cues: list[Cue]) -> Draft | None:
        """Return the session that a place or day behind the word tells: "the Meeting in Istanbul, in 2015"."""
        near = anchor.char_end + BESIDE
        dates = [d for d in view.dates if anchor.char_end <= d.char_start <= near and d.date_edtf[:4].isdigit()]
        places = {p.surface for p in view.places if anchor.char_end <= p.char_start <= near}
        if not dates and not places:
            return None
        known = self._by_series.get(anchor.series, [])[-RECENT:]
        for draft in known:
            years = {value[:4] for value in draft.values("date_edtf")}
            if any(date.date_edtf[:4] in years for date in dates) or places & set(draft.values("place")):
                return draft
        if not dates:
            return None
        year, focal = dates[0].date_edtf[:4], self.focal
        own = focal.best("date_edtf") if focal is not None else None
        written = own or self._document.published
        if focal is not None and focal.series == anchor.series and (written is None or written[:4] == year):
            return focal
        draft = self._open(view, anchor, f"{slug(anchor.series)}-{dates[0].date_edtf[:7].replace('/', '-')}", None)
        if self._document.published and dates[0].end_date and dates[0].end_date < self._document.published:
            span = (anchor.char_start, anchor.char_end)
            draft.tell("status", "held", view.paragraph.position, span, "meeting.dated", 0.8)
        return draft

    def _series_draft(self, view: SentenceView, series: Anchor, anchor: Anchor, cues: list[Cue]) -> Draft | None:
        """Return the meeting of a series that is named without a number, or None where only the body is meant."""
        stem = slug(series.series)
        founding = [cue for cue in view.cues_of("first") if cue.char_start >= series.char_end]
        if series.kind == "regular" and founding and view.dates:
            return self._open(view, series, f"{stem}-founding", None)
        all_known = self._by_series.get(series.series, [])
        known = all_known[-RECENT:]
        if series.kind == "regular":
            if anchor.noun in REMOTE_NOUNS and any(d.kind == "extraordinary" for d in known):
                return next(d for d in known if d.kind == "extraordinary")
            if cues and (view.dates or view.places):
                same = next((d for d in known if d is self.focal), None)
                return same or self._open(view, series, f"{stem}-session-{len(all_known) + 1}", None)
            return None
        header = view.paragraph.kind in HEADER_KINDS
        if not cues and not (
            header
            and not self.drafts
            and self._document.document_type in OF_THE_MEETING
            and _FROM_TEXT.search(view.text)
        ):
            return None
        # The cue nearest to the anchor tells: "met in May and will meet again in July".
        planned = any(c.value == "planned" for c in cues[:1]) or bool(view.cues_of("next"))
        dates = {d.date_edtf for d in view.dates}
        for draft in known:
            if draft.values("date_edtf") & dates:
                return draft
            if not planned and not draft.told("date_edtf"):
                return draft
        if known and not planned and not dates:
            return known[0]
        return self._open(view, series, f"{stem}-{len(all_known) + 1}", None)

    def _other(self, view: SentenceView, anchor: Anchor, cues: list[Cue]) -> Draft | None:
        if anchor.reference == "body":
            return self._open(view, anchor, slug(anchor.phrase)[:60], None)
        same = self._by_noun.get(anchor.noun, [])[-RECENT:]
        header = next((d for d in same if d.local_id in self._headline_ids and d.series == "other"), None)
        if header is not None and anchor.phrase and view.paragraph.kind not in HEADER_KINDS:
            # A headline names in short what the text then names in full.
            self._headline_ids.discard(header.local_id)
            header.name = anchor.phrase[:1].upper() + anchor.phrase[1:]
            header.ordinal = header.ordinal or anchor.ordinal
            if cues:
                self._asides.discard(header.local_id)
            return header
        same = [d for d in same if d.ordinal == anchor.ordinal or not (d.ordinal and anchor.ordinal)]
        plain = len(anchor.phrase) <= len(anchor.noun) + 12 and anchor.ordinal is None and not anchor.indefinite
        if same and anchor.noun not in _GENERIC and another_year(view, anchor, same[-1]):
            return self._open(view, anchor, f"{slug(anchor.noun)}-{len(same) + 1}", anchor.ordinal)
        pointed = _POINTED.search(view.form, max(view.char_start, anchor.char_start - 24), anchor.char_start)
        if pointed is not None and not same:
            spoken = self.continuing(view.paragraph, 1)
            if spoken is not None:
                return spoken
        if anchor.reference == "definite" or (same and not (view.dates and view.places) and plain):
            spoken_of = self.continuing(view.paragraph) or self.focal
            if same:
                return spoken_of if spoken_of in same and anchor.noun in _GENERIC else same[-1]
            if anchor.noun in _GENERIC:
                if anchor.noun in REMOTE_NOUNS and self.focal is not None and self.focal.series != "other":
                    return self.focal
                return None
        if anchor.noun in _GENERIC and view.paragraph.kind in HEADER_KINDS:
            return None
        # "held a meeting with X" needs neither place nor day.
        held = any(c.value == "held" for c in cues) and (held_with(view, anchor) or held_by_two(view, anchor))
        if anchor.noun in _GENERIC and not (cues and (view.dates or view.places or held)):
            return None
        if not (cues or anchor.ordinal or view.cues_of("postponed", "theme") or convened(view, anchor)):
            return None
        known = len(self._by_noun.get(anchor.noun, ()))
        draft = self._open(view, anchor, slug(anchor.phrase or anchor.noun)[:60], anchor.ordinal)
        if cues:
            self._asides.discard(draft.local_id)
        elif len(self._by_noun.get(anchor.noun, ())) > known:
            self._asides.add(draft.local_id)
        return draft
