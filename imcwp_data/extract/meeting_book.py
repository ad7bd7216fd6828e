"""Which meeting a sentence speaks of: the drafts of a document, and how anchors find theirs."""

from __future__ import annotations

import re

from imcwp_data.extract.meeting_anchors import Anchor
from imcwp_data.extract.meeting_draft import Draft
from imcwp_data.extract.meeting_views import Cue, SentenceView
from imcwp_data.model import Document
from imcwp_data.text.normalise import slug

Told = list[tuple[Anchor, Draft]]

HEADER_KINDS = frozenset({"title", "heading", "tags"})
# Types of text that come out of the meeting they are about.
OF_THE_MEETING = frozenset({"press_release", "statement", "joint_actions", "contribution", "report"})
REMOTE_NOUNS = frozenset({"teleconference", "videoconference", "teleconferencia", "videoconferencia"})
_GENERIC = REMOTE_NOUNS | {"meeting", "session", "plenary", "gathering", "reunión", "encuentro", "sesión"}
_TRANSITIVE = frozenset(
    "hold organise organize host receive convene call a an its together mantuvo celebrar convocar organizar preparar "
    "preparado".split()
)
_FROM_TEXT = re.compile(
    r"\b(?:press release|statement|communiqu[eé]|declaration|resolution|documents?)\b", re.IGNORECASE
)
_GATHERED = re.compile(
    r"\b(?:delegat\w+|delegad[oa]s|parties|partidos|participants|participantes|representatives|meeting|teleconference)\b",
    re.IGNORECASE,
)
_LOOK_BACK = 72
# A text that speaks of a meeting without its number means one of those it named last.
_RECENT = 32
# Spanish puts these before their subject: "se celebró el 21 Encuentro".
_INVERTED = frozenset({"se", "tuvo", "tendrá", "lo"})


def gathers(view: SentenceView, cue: Cue) -> bool:
    """Say whether those who meet are the subject of a verb of meeting: "delegates of the parties gathered"."""
    text = view.paragraph.text
    if cue.value != "held" or text[cue.char_start : cue.char_end].lower().split()[-1] in _TRANSITIVE:
        return False
    before = text[max(view.char_start, cue.char_start - _LOOK_BACK) : cue.char_start]
    return view.paragraph.kind != "quote" and _GATHERED.search(before) is not None


def nearest(told: Told, start: int, end: int) -> Draft | None:
    """Return the meeting whose name stands nearest to some characters; of two as near the one before them."""
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


def status_owners(view: SentenceView, anchors: list[Anchor]) -> list[tuple[Cue, Anchor | None]]:
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
            near = [a for a in following if words[0] in _INVERTED or a.char_start - cue.char_end <= 6]
            owner = next(iter(preceding[-1:] or around or near), None)
        if not any(known is owner and known is not None and c.value == cue.value for c, known in owners):
            owners.append((cue, owner))
    return owners


class MeetingBook:
    """The meetings that one document has named so far.

    ``focal`` is the one that the document is about, ``current`` the one that the text speaks of at the moment.
    """

    def __init__(self, document: Document) -> None:
        self._document = document
        self._headline_ids: set[str] = set()
        self._by_series: dict[str, list[Draft]] = {}
        self._by_noun: dict[str, list[Draft]] = {}
        self.drafts: dict[str, Draft] = {}
        self.focal: Draft | None = None
        self.current: Draft | None = None

    def enter(self, told: Told, header: bool) -> None:
        """Note which meetings a sentence has named."""
        for anchor, draft in told:
            if self.focal is None and (header or anchor.reference != "previous"):
                self.focal = draft
        if told:
            self.current = next((d for a, d in told if a.reference != "previous"), told[0][1])
        else:
            self.current = self.focal or self.current

    def resolve(self, view: SentenceView, anchors: list[Anchor], owners: list[tuple[Cue, Anchor | None]]) -> Told:
        """Return the drafts of a sentence's anchors; an anchor that names no meeting has none."""
        told: Told = []
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
            return self._open(view, anchor, f"{slug(anchor.series)}-{anchor.ordinal}", anchor.ordinal)
        if anchor.reference == "extraordinary":
            return self._open(view, anchor, f"{slug(anchor.series)}-extraordinary", None)
        if anchor.reference == "previous":
            return self._previous(view, anchor)
        if anchor.reference == "named":
            return self._series_draft(view, anchor, anchor, is_owned)
        return self._other(view, anchor, is_owned)

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

    def _series_draft(self, view: SentenceView, series: Anchor, anchor: Anchor, is_owned: bool) -> Draft | None:
        """Return the meeting of a series that is named without a number, or None where only the body is meant."""
        stem = slug(series.series)
        founding = [cue for cue in view.cues_of("first") if cue.char_start >= series.char_end]
        if series.kind == "regular" and founding and view.dates:
            return self._open(view, series, f"{stem}-founding", None)
        all_known = self._by_series.get(series.series, [])
        known = all_known[-_RECENT:]
        if series.kind == "regular":
            if anchor.noun in REMOTE_NOUNS and any(d.kind == "extraordinary" for d in known):
                return next(d for d in known if d.kind == "extraordinary")
            if is_owned and (view.dates or view.places):
                same = next((d for d in known if d is self.focal), None)
                return same or self._open(view, series, f"{stem}-session-{len(all_known) + 1}", None)
            return None
        header = view.paragraph.kind in HEADER_KINDS
        if not is_owned and not (
            header
            and not self.drafts
            and self._document.document_type in OF_THE_MEETING
            and _FROM_TEXT.search(view.text)
        ):
            return None
        planned = any(c.value == "planned" for c in view.cues_of("status")) or bool(view.cues_of("next"))
        dates = {d.date_edtf for d in view.dates}
        for draft in known:
            if draft.values("date_edtf") & dates:
                return draft
            if not planned and not draft.told("date_edtf"):
                return draft
        if known and not planned and not dates:
            return known[0]
        return self._open(view, series, f"{stem}-{len(all_known) + 1}", None)

    def _other(self, view: SentenceView, anchor: Anchor, is_owned: bool) -> Draft | None:
        same = self._by_noun.get(anchor.noun, [])[-_RECENT:]
        header = next((d for d in same if d.local_id in self._headline_ids), None)
        if header is not None and anchor.phrase and view.paragraph.kind not in HEADER_KINDS:
            # A headline names in short what the text then names in full.
            self._headline_ids.discard(header.local_id)
            header.name = anchor.phrase[:1].upper() + anchor.phrase[1:]
            return header
        if anchor.reference == "definite" or (
            same and not (view.dates and view.places) and len(anchor.phrase) <= len(anchor.noun) + 12
        ):
            if same:
                return same[-1]
            if anchor.noun in _GENERIC:
                if anchor.noun in REMOTE_NOUNS and self.focal is not None:
                    return self.focal
                return None
        if anchor.noun in _GENERIC and view.paragraph.kind in HEADER_KINDS:
            return None
        held = any(c.value == "held" for c in view.cues_of("status"))
        if anchor.noun in _GENERIC and not (is_owned and (view.dates or view.places or held)):
            return None
        if not (is_owned or anchor.ordinal or view.cues_of("postponed", "theme")):
            return None
        return (
            same[-1]
            if same and anchor.reference == "definite"
            else self._open(view, anchor, slug(anchor.phrase or anchor.noun)[:60], anchor.ordinal)
        )

    def _open(self, view: SentenceView, anchor: Anchor, local_id: str, ordinal: int | None) -> Draft:
        draft = self.drafts.get(local_id)
        if draft is None:
            name = anchor.phrase[:1].upper() + anchor.phrase[1:] if anchor.phrase else anchor.series
            draft = Draft(local_id, anchor.series, anchor.kind, name, anchor.noun, ordinal)
            self.drafts[local_id] = draft
            self._by_series.setdefault(draft.series, []).append(draft)
            self._by_noun.setdefault(draft.noun, []).append(draft)
            if view.paragraph.kind in HEADER_KINDS:
                self._headline_ids.add(local_id)
        return draft
