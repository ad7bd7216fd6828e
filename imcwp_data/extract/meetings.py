"""Meetings that a document announces, reports, postpones or recalls.

A sentence names a meeting (an anchor); the facts of that sentence (date, place, theme, counts, roles) go to the anchor
that is nearest, or, without one, to the meeting that the document is about.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from imcwp_data.extract.meeting_anchors import AnchorFinder
from imcwp_data.extract.meeting_attendance import AttendanceReader
from imcwp_data.extract.meeting_bindings import FactReader
from imcwp_data.extract.meeting_book import OF_THE_MEETING, REMOTE_NOUNS, MeetingBook
from imcwp_data.extract.meeting_draft import Draft
from imcwp_data.extract.meeting_facts import SLOGANS, whole_theme
from imcwp_data.extract.meeting_gate import MeetingGate
from imcwp_data.extract.meeting_openings import HEADER_KINDS
from imcwp_data.extract.meeting_phrases import BODIES
from imcwp_data.extract.meeting_recalled import is_known
from imcwp_data.extract.meeting_roles import RoleReader
from imcwp_data.extract.meeting_sentences import Noticed, noticed
from imcwp_data.extract.meeting_series import Anchor
from imcwp_data.extract.meeting_signals import may_count
from imcwp_data.extract.meeting_status import Owners, Told, nearest, pronoun_beside, sets_scene
from imcwp_data.extract.meeting_views import Cue, CueFinder, SentenceView, sentence_views
from imcwp_data.extract.name_records import NamesRead
from imcwp_data.extract.paragraph_texts import ParagraphTexts
from imcwp_data.model import DateExpression, Document, MeetingCandidate
from imcwp_data.steps import Steps, taken
from imcwp_data.text.edtf import bounds
from imcwp_data.vocabulary import Vocabulary

_NONE: frozenset[str] = frozenset()
_SKIPPED = frozenset({"boilerplate", "slogan", "source_note"})
_IT_WAS = re.compile(r"(?:It|This|That) was (?:the|an?)\b|(?:Fue|Era) (?:el|la)\b")
_AT = re.compile(r"\b(?:at|during|durante)\s+(?:the|our|el|la)?\s*$", re.IGNORECASE)
# "with the theme chosen as follows:": the theme is the next line.
_THEME_OPENS = re.compile(r"[^.:“\"«]{0,60}:\s*")


class MeetingReader:
    """Reads the meetings of documents."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._cues = CueFinder(vocabulary)
        self._anchors = AnchorFinder(vocabulary)
        self._gate = MeetingGate(vocabulary)
        self._organisers = frozenset(series.participant_id for series in self._anchors.series)

    def read(
        self,
        document: Document,
        dates: Sequence[DateExpression],
        names: NamesRead,
        texts: ParagraphTexts | None = None,
    ) -> tuple[MeetingCandidate, ...]:
        """Return the meetings of a document in the order in which it names them.

        ``texts`` are the document's own, where another reader has made them already.
        """
        return taken(self.steps(document, dates, names, texts or ParagraphTexts(document)))

    def steps(
        self, document: Document, dates: Sequence[DateExpression], names: NamesRead, texts: ParagraphTexts
    ) -> Steps[tuple[MeetingCandidate, ...]]:
        """Read the meetings of a document as :meth:`read` does, step by step."""
        kinds = {p.participant_id: p.kind for p in names.participants}
        in_series = not self._organisers.isdisjoint(kinds)
        may_name = in_series or self._gate.may_name(
            "\n".join(map(texts.lower, document.paragraphs)),
            bodies=not BODIES.isdisjoint(kinds.values()),
            places=bool(names.places),
            dates=bool(dates),
        )
        yield
        # All documents stop as often, so that they stay in step.
        told = [p for p in document.paragraphs if p.kind not in _SKIPPED] if may_name else ()
        views = yield from sentence_views(told, texts, self._cues, names.mentions, names.places, dates)
        yield
        sentences = yield from noticed(views, self._anchors, in_series, kinds)
        yield
        if not any(sentence.anchors for noticed_in in sentences for sentence in noticed_in):
            # All else is told of a meeting that the text has named, by whatever words.
            return ()
        return _DocumentReading(self._anchors, self._organisers, document, names).read(views, sentences)


class _DocumentReading:
    """The state of reading one document."""

    def __init__(
        self,
        anchors: AnchorFinder,
        organisers: frozenset[str],
        document: Document,
        names: NamesRead,
    ) -> None:
        self._anchor_finder = anchors
        self._document = document
        self._names = names
        self._book = MeetingBook(document)
        self._roles = RoleReader(self._book, document, names, organisers)
        self._attendance = AttendanceReader(self._book, self._roles, document)
        self._facts = FactReader(self._book, document, names.places)
        # The sentence that sets the scene before the meeting has been named.
        self._scene: SentenceView | None = None
        self._before: SentenceView | None = None
        self._theme_of: Draft | None = None
        # The day that heads the part of the text being read ("Wednesday 26 October: the small room").
        self._section: DateExpression | None = None
        # Sessions at which something is told to have happened.
        self._visited: set[str] = set()

    def read(
        self, paragraphs: Sequence[list[SentenceView]], noticed_in: Sequence[Sequence[Noticed]]
    ) -> tuple[MeetingCandidate, ...]:
        """Return the meetings that all paragraphs tell of, given with what is noticed in each."""
        for views, sentences in zip(paragraphs, noticed_in, strict=True):
            self._read_paragraph(views, sentences)
        focal = self._book.focal
        if self._scene is not None and focal is not None and focal.series != "other" and not focal.told("date_edtf"):
            self._book.current = focal
            self._facts.read(self._scene, [], [], gathered=True)
            opening = self._scene.places[:1]
            if opening and opening[0].char_start == 0 and not focal.told("place"):
                self._facts.tell_scene(focal, opening[0], self._scene.paragraph.position, 0.4)
        for draft in self._book.drafts.values():
            self._finish(draft)
        return tuple(d.candidate() for d in self._book.drafts.values() if d.first)

    def _read_paragraph(self, views: list[SentenceView], sentences: Sequence[Noticed]) -> None:
        paragraph = views[0].paragraph
        if paragraph.kind == "date":
            self._facts.read_date_line(views)
            return
        announced, self._theme_of = self._theme_of, None
        if announced is not None:
            span = whole_theme(paragraph.text)
            if span is not None:
                text = paragraph.text[slice(*span)]
                announced.tell("theme", text, paragraph.position, span, "meeting.theme_below")
                return
        if paragraph.kind == "heading":
            self._section = next((d for v in views for d in v.dates if len(d.date_edtf) > 7), None)
        for sentence in sentences:
            view = sentence.view
            if not sentence.anchors and not view.cues:
                self._read_plain(sentence)
                continue
            told = self._read_sentence(sentence)
            for cue_start, span in sentence.themes:
                draft = self._theme_owner(view, told, cue_start)
                if draft is not None:
                    text = paragraph.text[slice(*span)]
                    draft.tell("theme", text, paragraph.position, span, "meeting.theme")
            self._open_theme(view, told)
        self._attendance.read_list(paragraph, views)

    def _open_theme(self, view: SentenceView, told: Told) -> None:
        """Take note of the meeting whose theme is the next line, if a sentence ends with a word for a theme."""
        cues = view.cues_of("theme") if view.cues else ()
        if not cues:
            return
        text = view.paragraph.text
        opens = [c for c in cues if not text[c.char_end :].strip(" :")]
        opens += [c for c in cues[-1:] if _THEME_OPENS.fullmatch(text, c.char_end)]
        if opens:
            self._theme_of = self._theme_owner(view, told, opens[0].char_start)

    def _theme_owner(self, view: SentenceView, told: Told, cue_start: int) -> Draft | None:
        """Return the meeting whose theme a cue tells; a slogan may be that of a march."""
        if cue_start < view.char_start:
            return None
        slogan = SLOGANS.search(view.paragraph.text, cue_start, cue_start + 24) is not None
        if told:
            return nearest(told, cue_start, cue_start)
        return None if slogan else self._book.continuing(view.paragraph) or self._book.current

    def _read_sentence(self, sentence: Noticed) -> Told:
        """Read a sentence that names a meeting or holds a cue."""
        view, excluded, anchors, owners = sentence.view, sentence.excluded, sentence.anchors, sentence.owners
        before, self._before = self._before, view
        told = self._book.resolve(view, anchors, owners) if anchors else []
        if not told and not view.cues:
            self._read_aside(view, excluded)
            return told
        for anchor, named in told:
            self._tell_anchor(view, anchor, named)
        if not told:
            told, owners = self._pronoun(view, owners)
        owned = frozenset([d.local_id for a, d in told if any(owner is a for _, owner in owners)]) if told else _NONE
        self._book.enter(view, told, owned, view.paragraph.kind in HEADER_KINDS)
        for cue, owner in owners:
            mine = next((d for a, d in told if a is owner), None)
            unclaimed = self._book.current if owner is None and not told else None
            draft = mine or unclaimed
            if draft is not None:
                self._tell_status(view, cue, draft)
        if before is not None and len(told) == 1 and _IT_WAS.match(view.text) and before.paragraph is view.paragraph:
            # "For three days ... were talking. It was the 11th Meeting": the sentence before tells of it.
            span = (told[0][0].char_start, told[0][0].char_end)
            told[0][1].tell("status", "held", view.paragraph.position, span, "meeting.it_was", 0.8)
            self._facts.read(before, [], excluded, gathered=True)
        gathered = None in [owner for _, owner in owners] if owners else False
        if self._book.current is not None:
            self._facts.read(view, told, excluded, gathered, owned)
            self._date_by_section(view, told, owned)
            self._roles.read(view, told)
            self._attendance.read(view, told)
        elif self._scene is None and sets_scene(view):
            self._scene = view
        return told

    def _read_plain(self, sentence: Noticed) -> None:
        """Read a sentence that names no meeting and holds no cue, with which so no theme begins."""
        self._before = sentence.view
        if sentence.tells:
            self._read_aside(sentence.view, sentence.excluded)
        else:
            self._book.pass_over()

    def _read_aside(self, view: SentenceView, excluded: Sequence[tuple[int, int]]) -> None:
        """Read a sentence that tells of no meeting by name or cue: who it shows in the room, and how many."""
        self._book.pass_over()
        if self._book.current is None:
            self._scene = self._scene or (view if sets_scene(view) else None)
            return
        if may_count(view.signals):
            self._facts.read(view, [], excluded, gathered=False)
        self._attendance.read(view, [])

    def _date_by_section(self, view: SentenceView, told: Told, owned: frozenset[str]) -> None:
        """Take the day that heads a part of a text for that of the first meeting that it tells to have been held."""
        date = self._section
        if date is None or view.paragraph.kind != "body":
            return
        for _, draft in told:
            if draft.local_id in owned and draft.best("status") == "held":
                self._section = None
                if not draft.told("date_edtf"):
                    span = (date.char_start, date.char_end)
                    draft.tell("date_edtf", date.date_edtf, date.position, span, "meeting.section_date", 0.6)
                return

    def _known_place(self, draft: Draft) -> None:
        """A session of whose year it is known where the series met was in that town, where the text speaks of it."""
        edtf = draft.best("date_edtf") or self._document.published
        if draft.series == "other" or draft.kind != "regular" or draft.told("place") or edtf is None:
            return
        if draft.best("status") not in {"held", "ongoing"} or draft.ordinal is None:
            return
        place = next((p for p in self._names.places if is_known(self._anchor_finder.known_sessions, p, edtf[:4])), None)
        if place is not None and self._document.paragraph(place.position).kind not in _SKIPPED:
            self._facts.tell_scene(draft, place, place.position, 0.2)

    def _pronoun(self, view: SentenceView, owners: Owners) -> tuple[Told, Owners]:
        """ "It will be held in Athens" and "X is to receive it in May" speak of the meeting told of before."""
        draft = self._book.continuing(view.paragraph)
        if draft is None:
            return [], owners
        for cue in view.cues_of("status", "postponed", "role"):
            if cue.attribute == "role" and cue.value not in {"host", "organiser"}:
                continue
            span = pronoun_beside(view.paragraph.text, view.char_start, cue)
            if span is not None:
                anchor = Anchor("pronoun", draft.series, draft.kind, None, draft.noun, "", *span)
                mine: Owners = [(c, anchor) for c in view.cues_of("status", "postponed")]
                return [(anchor, draft)], mine
        return [], owners

    def _tell_anchor(self, view: SentenceView, anchor: Anchor, draft: Draft) -> None:
        position, span = view.paragraph.position, (anchor.char_start, anchor.char_end)
        certainty = 0.5 if view.paragraph.kind in HEADER_KINDS else 1.0
        draft.tell("name", draft.name, position, span, f"meeting.{anchor.reference}", certainty)
        draft.tell("series", draft.series, position, span, f"meeting.{anchor.reference}", certainty)
        draft.tell("kind", draft.kind, position, span, f"meeting.{anchor.reference}", certainty)
        if draft.ordinal is not None:
            draft.tell("ordinal", str(draft.ordinal), position, span, f"meeting.{anchor.reference}", certainty)
        if draft.series != "other" and _AT.search(
            view.form, max(view.char_start, anchor.char_start - 12), anchor.char_start
        ):
            self._visited.add(draft.local_id)
        if anchor.noun in REMOTE_NOUNS:
            draft.tell("mode", "teleconference", position, span, "meeting.noun", 0.9)

    def _tell_status(self, view: SentenceView, cue: Cue, draft: Draft) -> None:
        value = "postponed" if cue.attribute == "postponed" else cue.value
        held = draft.best("status") == "held"
        if value == "postponed" and not held:
            draft.doubt("date_edtf", 0.3)
        # What was held may have been put off before, and what was put off had been planned.
        certainty = 0.9 if value == "planned" or (value == "postponed" and held) else 1.0
        draft.tell(
            "status", value, view.paragraph.position, (cue.char_start, cue.char_end), "meeting.status", certainty
        )

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
        self._known_place(draft)
        status = draft.best("status")
        place = draft.statement("place") or draft.statement("country_code")
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
        other = draft.series == "other"
        if edtf is None and sum(p.role == "attendee" for p in draft.participants) > 1:
            return "held", 0.3
        if published and edtf is not None and draft.local_id in self._visited and edtf[:4] < published[:4]:
            return "held", 0.3
        if not published or edtf is None or (len(edtf) <= 4 and not other and edtf <= published[:4]):
            return "mentioned", 0.1
        start, end = bounds(edtf)
        if end is not None and end < published:
            return "held", 0.4
        if start is not None and start > published:
            return "planned", 0.4
        if start is not None and end is not None and other and len(edtf) > 4:
            return "ongoing", 0.3
        return "mentioned", 0.1
