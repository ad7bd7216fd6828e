"""Who took part in a meeting: lists of parties, rows of names, those who spoke, those who signed what it resolved."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from imcwp_data.extract.meeting_book import MeetingBook
from imcwp_data.extract.meeting_draft import Draft
from imcwp_data.extract.meeting_facts import coordinated_before
from imcwp_data.extract.meeting_messages import senders
from imcwp_data.extract.meeting_openings import HEADER_KINDS
from imcwp_data.extract.meeting_presence import asks_who_came, opens_list, shown
from imcwp_data.extract.meeting_roles import RoleReader
from imcwp_data.extract.meeting_signals import ATTENDED_WORD, DELEGATES_WORD, MESSAGE_WORD, SIDELINES_WORD
from imcwp_data.extract.meeting_status import Told, nearest
from imcwp_data.extract.meeting_views import Cue, SentenceView
from imcwp_data.model import Document, Mention, Paragraph

# What may stand between a subject and its verb: an acronym in brackets, an adverb.
_SUBJECT_GAP = 24
# A heading over a list of those present is short; a sentence that opens one ends in a colon.
_LONGEST_HEADING = 90
# How much of an item or row the names of parties must be; the rest are countries, acronyms, marks.
_MOSTLY = 0.5
_ROW = re.compile(r"\s[|/•·–—]\s|;|\t")
# "We, delegations present in Izmir at the 23rd Meeting": those who sign took part.
_WE_PRESENT = re.compile(
    r"\b(?:delegat\w+|representatives|parties|participants|partidos|delegaciones|participantes)\s+"
    r"(?:(?:of|from|de)\s+(?:the\s+|los\s+)?[^.;:]{1,80}\s)?(?:that\s+(?:are\s+|were\s+)?|who\s+(?:are\s+|were\s+)?)?"
    r"(?:present|gathered|assembled|meeting|met|participating|taking\s+part|took\s+part|attending|"
    r"presentes|reunid[oa]s|participantes)\b"
)
# What goes on a list of those who signed, met under one heading with regions and continents between.
_TO_LIST = re.compile(
    r"\s*(?:\([^()]{1,60}\)\s*)?(?:the\s+)?(?:following\s+|los\s+siguientes\s+)?(?:(?:meeting|conference|session|seminar|"
    r"parties|delegations|organi[sz]ations|representatives|comrades|members|works|reunión|encuentro|partidos|delegaciones)\b"
    r"[^.:;]{0,80})?(?:\s+(?:in|at|en)\s+[^.:;]{1,60})?\s*(?:took\s+part|participated|attended|participaron|asistieron|"
    r"were\s+present|estuvieron\s+presentes)?\s*:?\s*(?:the\s+|el\s+|la\s+)?",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(
    r"(?:[\s,;.()\[\]|/&–—-]|\b(?:and|as\s+well\s+as|the|from|of|in|y|e|el|la|los|de|del|CP|PC|also)\b)*", re.IGNORECASE
)
_LONGEST_GAP = 60
# "a delegate of X", "who spoke for X": X takes part where the text reports a session.
_SPOKE_FOR = re.compile(
    r"\b(?:delegat(?:e|es|ion)|representatives?|speakers?|spokes\w+|member|members|leader|secretary|envoy|comrades?|"
    r"spoke|speaking|speaks|in\s+the\s+name|on\s+behalf|delegad[oa]s?|delegación|representantes?|habló|en\s+nombre)"
    r"\s+(?:of|for|from|de|del|por)\s+(?:the\s+|el\s+|la\s+)?$",
    re.IGNORECASE,
)
_ATTENDED = re.compile(
    r"\b(?:attended|took\s+part|participated|were\s+(?:also\s+)?present|was\s+(?:also\s+)?present|asistieron|asistió|participaron|"
    r"participó|estuvieron\s+presentes)\b(?=\s*[.,;:]|\s*$|\s+it\b|\s+(?:in\s+|at\s+|en\s+)?(?:it\b|the\s+(?:meeting|session|"
    r"conference|seminar|works|event|teleconference|gathering|congress)\b|(?:el|la)\s+(?:encuentro|reunión|conferencia|sesión)\b))",
    re.IGNORECASE,
)
_SIDELINES = re.compile(r"\b(?:on\s+the\s+(?:sidelines|margins)|al\s+margen|en\s+los\s+márgenes)\b", re.IGNORECASE)
_SPOKEN_OF = re.compile(
    r"\b(?:on|against|with|to|by|about|contra|con|a|al|sobre|supported|support|thanked|saluted|greeted)\s+(?:the\s+|el\s+|la\s+)?$",
    re.IGNORECASE,
)
_AT_ANCHOR = re.compile(r"\b(?:at|in|to|during|en|durante)\s+(?:the|our|el|la)?\s*$", re.IGNORECASE)
_OUR_DELEGATE = re.compile(
    r"\b(?:our (?:delegat\w+|party|comrades?|speaker)|we|nuestr[oa] (?:delegad[oa]|partido))\b", re.I
)
_WE_SENT = re.compile(
    r"\b(?:we|our\s+party)\s+(?:only\s+)?sent\s+(?:[\w'-]+\s+){0,3}(?:letter|message|greetings?|video)\b", re.IGNORECASE
)
_QUOTE_MARK = re.compile(r"\s*[“\"«„]")

_MESSAGES = re.compile(r"\b(?:messages?|greetings?|apolog\w+|mensajes?|saludos?)\b", re.IGNORECASE)
_MESSAGES_LINE = re.compile(
    r"(?:written\s+|video\s+)?(?:messages?|greetings?|apologies|mensajes|saludos)\b[^:;]{0,30}:", re.IGNORECASE
)
_LOOK_INTO = 400
_SHORTEST_HEADING = 32
_COUNTRY = re.compile(
    r"[,;(–—/|\s-]*[^\W\d_a-zà-ÿ][^\W\d_]*(?:[ -][^\W\d_]+){0,3}[),;.\s]*(?:(?:and|y|the|de|del)\s+){0,2}"
)
_MARKS = frozenset(",;(–—-/|")
# "AKEL, Cyprus", "PADS (Algeria)"
_WITH_COUNTRY = re.compile(r"\s*[,(\[–—/|-]\s*[^\W\d_]+(?:[ '-][^\W\d_]+){0,3}\s*[)\]]?\s*[.;]?\s*")
# "Present in Nicosia:", "Also attending:", "Participants".
_PRESENT = re.compile(
    r"(?:(?:also|those|among|the|other|parties|delegations|partidos|delegaciones)\s+){0,4}"
    r"(?:present|attending|participating|participants?|taking part|in attendance|speakers?|"
    r"presentes|asistentes|participantes|asistieron|intervinieron)\b[^.;]{0,60}:?\s*$",
    re.IGNORECASE,
)
_LEADING = 6
_TELLING = frozenset({"body", "list_item"})
_REPORTS = frozenset({"press_release", "report", "news", "blog_post", "opinion", "joint_actions"})


class AttendanceReader:
    """Reads who took part in the meetings of one document."""

    def __init__(self, book: MeetingBook, roles: RoleReader, document: Document) -> None:
        self._book = book
        self._roles = roles
        self._document = document
        self._list_of: Draft | None = None
        self._list_role = "attendee"
        self._signed_at: Draft | None = None
        self._before: Paragraph | None = None
        self._asked: Paragraph | None = None

    def read(self, view: SentenceView, told: Told) -> None:
        """Read who a sentence says has taken part."""
        if not told and not view.mentions:
            if asks_who_came(view):
                self._asked = view.paragraph
            return
        may_sign = told and view.signals & DELEGATES_WORD and view.paragraph.kind not in HEADER_KINDS
        if may_sign and _WE_PRESENT.search(view.lower[view.char_start : view.char_end][:_LOOK_INTO]):
            self._signed_at = told[0][1]
        asked = self._asked is view.paragraph
        if asks_who_came(view):
            self._asked = view.paragraph
        tells = view.paragraph.kind in _TELLING
        parties = [m for m in view.mentions if self._roles.kind_of(m) == "party"] if tells else []
        if view.mentions:
            if view.cues:
                self._read_row(view, told)
            if view.signals & ATTENDED_WORD:
                self._read_subjects(view, told)
        if parties:
            self._read_speakers(view, parties)
        if told:
            self._read_visitors(view, told)
        if parties:
            self._read_room(view, told, parties, asked)
        if tells and (told or view.signals & MESSAGE_WORD):
            self._read_messages(view, told)

    def _read_room(self, view: SentenceView, told: Told, parties: Sequence[Mention], asked: bool) -> None:
        """ "Around the table were X and Y": who a report of a meeting shows there."""
        if self._document.document_type == "interview":
            return
        draft = (told[0][1] if told else None) or self._book.continuing(view.paragraph) or self._book.focal
        if draft is None:
            return
        status = draft.best("status")
        if status in {"planned", "postponed", "mentioned"} or (status is None and not draft.told("date_edtf")):
            return
        for mention in shown(view, parties, asked):
            self._roles.join(view, mention, "attendee", draft)

    def _read_messages(self, view: SentenceView, told: Told) -> None:
        """ "Greetings came from X", "Y e-mailed its greetings"; a contribution's "we sent a letter"."""
        parties = [m for m in view.mentions if self._roles.kind_of(m) in {"party", "organisation"}]
        draft = nearest(told, view.char_end, view.char_end) or self._book.focal or self._book.current
        if draft is None:
            return
        for mention in senders(view, parties):
            self._roles.join(view, mention, "sent_message", draft)
        if told and self._document.document_type == "contribution" and _WE_SENT.search(view.text[:_LOOK_INTO]):
            self._roles.join_contributor(draft, "sent_message")

    def _read_row(self, view: SentenceView, told: Told) -> None:
        """ "It was attended by A, B and C", "The following took part: A; B; C"."""
        cues = view.cues_of("attendance")
        if not cues:
            return
        text = view.paragraph.text
        parties = [m for m in view.mentions if self._roles.may_take_part(m)]
        for cue in cues:
            draft = next((d for _, d in told), None) or self._book.continuing(view.paragraph) or self._book.focal
            if draft is None:
                continue
            row = self._row_after(text, [m for m in parties if m.char_start >= cue.char_end], cue)
            for mention in row:
                self._roles.join(view, mention, "attendee", draft)

    def _read_subjects(self, view: SentenceView, told: Told) -> None:
        """ "A, B and C attended", "X and Y took part in the meeting"."""
        text = view.paragraph.text
        draft = next((d for _, d in told), None) or self._book.continuing(view.paragraph)
        if draft is None or draft.best("status") in {"planned", "postponed"}:
            return
        for verb in _ATTENDED.finditer(text, view.char_start, view.char_end):
            before = [m for m in view.mentions if m.char_end <= verb.start() and self._roles.may_take_part(m)]
            if before and verb.start() - before[-1].char_end <= _SUBJECT_GAP:
                for mention in coordinated_before(text, before, verb.start()):
                    self._roles.join(view, mention, "attendee", draft)

    @staticmethod
    def _row_after(text: str, mentions: Sequence[Mention], cue: Cue) -> list[Mention]:
        """Return the parties that follow a cue in a row; two at least, unless the cue leads straight to one."""
        row: list[Mention] = []
        reached = cue.char_end
        for mention in mentions:
            gap = text[reached : mention.char_start]
            if not row:
                fits = len(gap) <= 3 * _LONGEST_GAP and _TO_LIST.fullmatch(gap) is not None
            else:
                fits = len(gap) <= _LONGEST_GAP and (
                    _SEPARATOR.fullmatch(gap) is not None
                    or (gap.lstrip()[:1] in _MARKS and _COUNTRY.fullmatch(gap) is not None)
                )
            if not fits:
                break
            if all(m.participant_id != mention.participant_id for m in row):
                row.append(mention)
            reached = mention.char_end
        direct = row and text[cue.char_start : cue.char_end].lower().endswith((" by", " de", " del"))
        return row if len(row) > 1 or direct or (row and ":" in text[cue.char_end : row[0].char_start]) else []

    def _read_speakers(self, view: SentenceView, parties: Sequence[Mention]) -> None:
        """A party that speaks in the report of a session of a series has taken part in it."""
        focal = self._book.focal
        if focal is None or focal.series == "other" or focal.best("status") in {"planned", "postponed"}:
            return
        if self._document.document_type not in _REPORTS:
            return
        focal = self._book.session_in(view) or focal
        speeches = view.cues_of("speech")
        for cue in speeches:
            before = [m for m in parties if m.char_end <= cue.char_start and not self._object(view, m)]
            for mention in coordinated_before(view.paragraph.text, before, cue.char_start):
                if cue.char_start - mention.char_end <= _SUBJECT_GAP or mention is not before[-1]:
                    self._roles.join(view, mention, "attendee", focal)
        beside = view.signals & SIDELINES_WORD and _SIDELINES.search(view.text) is not None
        for mention in parties:
            lead = view.paragraph.text[max(view.char_start, mention.char_start - 40) : mention.char_start]
            if beside or ((speeches or "spoke" in lead) and _SPOKE_FOR.search(lead)):
                self._roles.join(view, mention, "attendee", focal)

    @staticmethod
    def _object(view: SentenceView, mention: Mention) -> bool:
        """Say whether a party is what is spoken of: "condemned the ban on X and called ..."."""
        lead = view.paragraph.text[max(view.char_start, mention.char_start - 20) : mention.char_start]
        return _SPOKEN_OF.search(lead) is not None

    def _read_visitors(self, view: SentenceView, told: Told) -> None:
        """ "A member of X had spoken of it at the 22nd Meeting", "at the 19th Meeting our delegate warned"."""
        speeches = view.cues_of("speech")
        for anchor, draft in told:
            if draft.series == "other" or not speeches or draft.best("status") == "planned":
                continue
            lead = view.form[max(view.char_start, anchor.char_start - 16) : anchor.char_start]
            if not _AT_ANCHOR.search(lead):
                continue
            if _OUR_DELEGATE.search(view.text) and self._document.document_type == "contribution":
                self._roles.join_contributor(draft)
            verb = next((c for c in speeches if c.char_start < anchor.char_start), None)
            parties = [
                m for m in view.mentions if verb and self._roles.kind_of(m) == "party" and m.char_end <= verb.char_start
            ]
            if verb is not None and parties and verb.char_start - parties[-1].char_end <= _SUBJECT_GAP:
                self._roles.join(view, parties[-1], "attendee", draft)

    def read_list(self, paragraph: Paragraph, views: list[SentenceView]) -> None:
        """Take the parties of a list under "Among those present:" as participants of the document's own meeting."""
        before, self._before = self._before, paragraph
        if paragraph.kind == "list_item" or (
            self._list_of is not None and paragraph.kind in {"body", "caption", "byline"}
        ):
            draft = self._list_of or self._signed_at
            line = _MESSAGES_LINE.match(paragraph.text) if draft is not None else None
            mentions = self._participants(views) if draft is not None else []
            begins = (
                paragraph.kind == "list_item" or line is not None or (mentions and mentions[0].char_start <= _LEADING)
            )
            if draft is not None and begins and self._mostly_names(paragraph, mentions):
                row = _ROW.search(paragraph.text) is not None or self._row_of_names(paragraph.text, mentions)
                role = "sent_message" if line is not None else self._list_role
                for mention in mentions if row else mentions[:1]:
                    self._roles.join(views[0], mention, role, draft)
                return
            if paragraph.kind == "list_item":
                return
        if paragraph.kind == "byline" and before is not None and _QUOTE_MARK.match(before.text):
            # Who said the line above, in the report of a session.
            focal = self._book.focal
            if focal is not None and focal.series != "other" and self._document.document_type in _REPORTS:
                for mention in self._participants(views):
                    if self._roles.kind_of(mention) == "party":
                        self._roles.join(views[0], mention, "attendee", focal)
            return
        heading = paragraph.kind in HEADER_KINDS or len(paragraph.text) <= _LONGEST_HEADING
        attends = (heading or paragraph.text.rstrip().endswith(":")) and (
            any(view.cues_of("attendance") for view in views if view.cues)
            or _PRESENT.match(paragraph.text) is not None
            or opens_list(paragraph.text)
        )
        if self._list_of is not None and paragraph.kind == "heading" and _MESSAGES.search(paragraph.text):
            self._list_role = "sent_message"
            return
        if attends:
            self._list_of = self._book.focal or self._book.current
            self._list_role = "attendee"
        elif not (paragraph.kind == "heading" and len(paragraph.text) <= _SHORTEST_HEADING):
            # A short heading inside a list is a continent or a region.
            self._list_of = None

    def _participants(self, views: list[SentenceView]) -> list[Mention]:
        return [m for view in views for m in view.mentions if self._roles.may_take_part(m)]

    @staticmethod
    def _row_of_names(text: str, mentions: Sequence[Mention]) -> bool:
        """Say whether a line is a row of names with commas between: "- AKEL (Cyprus), CP of Cuba, CP of India"."""
        gaps = [text[one.char_end : other.char_start] for one, other in pairwise(mentions)]
        return any("," in gap for gap in gaps) and all(
            len(gap) <= _LONGEST_GAP and (_SEPARATOR.fullmatch(gap) or _WITH_COUNTRY.match(gap)) for gap in gaps
        )

    @staticmethod
    def _mostly_names(paragraph: Paragraph, mentions: Sequence[Mention]) -> bool:
        if not mentions:
            return False
        first = mentions[0]
        if first.char_start <= _LEADING and _WITH_COUNTRY.fullmatch(paragraph.text, first.char_end):
            return True
        return sum(m.char_end - m.char_start for m in mentions) >= _MOSTLY * len(paragraph.text.strip())
