"""Who speaks in a document and whom its pronouns and common nouns mean: issuer, signatories, session, antecedents."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache
from operator import attrgetter

from imcwp_data.extract.interviews import interview_of
from imcwp_data.extract.name_records import NamesRead
from imcwp_data.extract.paragraph_texts import ParagraphTexts
from imcwp_data.extract.quoted_texts import quoted_speakers
from imcwp_data.model import Document, Paragraph
from imcwp_data.record import Record
from imcwp_data.text.normalise import slug

SESSION = slug("International Meeting of Communist and Workers' Parties")
WORKING_GROUP = slug("IMCWP Working Group")
MEETINGS = frozenset({SESSION, WORKING_GROUP})
STATE = "state"
# The rules of states' mentions that only qualify what follows them.
ATTRIBUTIVE = frozenset({"state.attributive", "state.adjective"})

_ATTENDANCE = re.compile(
    r"\b(?:present|attend\w*|participa\w*|took part|taking part|took the floor|spoke|speakers|contributions|"
    r"delegations?|guests|messages?|asist\w*|presentes|invit\w*|mensajes|intervin\w*)\b",
    re.IGNORECASE,
)
_SIGNED = re.compile(
    r"\b(?:sign\w*|undersigned|joint (?:statement|declaration|communiqu[eé])|firma\w*|suscri\w*|abajo firmantes|"
    r"declaración conjunta|comunicado conjunto)\b",
    re.IGNORECASE,
)
_SPEAKS = re.compile(
    r"(?: ?\([^()]{1,20}\))?,? (?:strongly |firmly |resolutely |hereby )?(?:calls|condemns|denounces|demands|rejects|"
    r"expresses|salutes|greets|hails|declares|appeals|llama|condena|denuncia|exige|rechaza|saluda|expresa)\b"
)
_ON_BEHALF = re.compile(r"\b(?:on behalf of|in the name of|our party|nuestro partido|en nombre del?)\b", re.IGNORECASE)
# Without one of these, in English letters, no list is opened of those who act, and nobody speaks for another.
_AMONG_WORDS = ("among", "including", "signed by", "signatories", "entre ell", "firmad", "incluid")
_BEHALF = ("behalf", "in the name", "our party", "nuestro partido", "en nombre")
_AMONG = re.compile(
    r"\b(?:among them|including|signed by|signatories|entre ell[oa]s|firmad[oa]s? por|incluid[oa]s?)\b", re.IGNORECASE
)
_UNION = re.compile(r"\b(?:union|unions|trade|sindical|sindicato|peace|paz)\b")
_PARTIES = frozenset({"party", "party_body", "outlet"})
_FEWEST_SIGNATORIES = 3
# As many names are looked through faster than they are searched.
_FEW = 8
_OPENING = 4
_CHAR_START = attrgetter("char_start")
_KIND = attrgetter("kind")
_PARTICIPANT = attrgetter("participant_id")
_SESSION_TYPES = frozenset({"statement", "press_release", "joint_actions", "report"})


# The same organisations are named in text after text.
@lru_cache(maxsize=4096)
def _is_union(participant_id: str) -> bool:
    return _UNION.search(participant_id) is not None


class Entity(Record, frozen=True):
    """A name that may act or be acted upon. ``how`` is the rule of a state's mention, "mention" for others."""

    char_start: int
    char_end: int
    participant_id: str
    kind: str
    how: str

    @property
    def attributive(self) -> bool:
        """Tell whether the name only qualifies what follows it ("US blockade")."""
        return self.how in ATTRIBUTIVE


class Cast:
    """The participants of one document, where they are named, and for whom the document speaks."""

    def __init__(self, document: Document, names: NamesRead, texts: ParagraphTexts | None = None) -> None:
        """``texts`` are the document's own, where another reader has made them already."""
        self._texts = texts or ParagraphTexts(document)
        self.kinds = {p.participant_id: p.kind for p in names.participants}
        self._participants = names.participants
        self._entities: dict[int, list[Entity]] = {}
        entities, kinds = self._entities, self.kinds
        convened = False
        for mention in names.mentions:
            position, participant = mention.position, mention.participant_id
            kind = kinds.get(participant, "organisation")
            if participant in MEETINGS:
                convened = True
            if kind != "outlet":
                entity = Entity(mention.char_start, mention.char_end, participant, kind, "mention")
                if position in entities:
                    entities[position].append(entity)
                else:
                    entities[position] = [entity]
        for state in names.states:
            entity = Entity(state.char_start, state.char_end, state.participant_id, STATE, state.rule)
            entities.setdefault(state.position, []).append(entity)
        for position, found in entities.items():
            if len(found) > 1:
                entities[position] = _without_overlap(found)
        self.signatories = self._signatories(document)
        self.group = self.signatories or self._group(document)
        self.session = self._session(document, convened)
        self.reports_session = self.session is not None and self._reports(document)
        # In a blog or a comment "we" are people without a name, not those of whom it speaks.
        self.personal = document.document_type in {"blog_post", "opinion"}
        self.issuer = self._issuer(document)
        self.quoted = quoted_speakers(document, self._bodies)
        self.interview = interview_of(document, lambda p: [(e.kind, e.participant_id) for e in self.entities(p)])
        self.resolves = (
            document.document_type in {"statement", "press_release"}
            and bool(self.issuer)
            and (bool(self.signatories) or self.kinds.get(self.issuer[0]) in {"party", "party_body"})
        ) or (
            document.document_type in {"statement", "joint_actions", "press_release"}
            and self.issuer in ((SESSION,), (WORKING_GROUP,))
        )

    @cached_property
    def _countries(self) -> Mapping[str, str | None]:
        return {p.participant_id: p.country_code for p in self._participants}

    @cached_property
    def _governments(self) -> Mapping[str, str]:
        return {
            p.country_code: p.participant_id
            for p in reversed(self._participants)
            if p.kind == "government" and p.country_code and p.participant_id.startswith("government-of-")
        }

    def rules(self, participant_id: str) -> bool:
        """Tell whether a participant is a state, a government or a body of several."""
        return self.kinds.get(participant_id, STATE) in {STATE, "government", "intergovernmental"}

    def all_rule(self, participants: Sequence[str]) -> bool:
        """Tell whether all of some participants are states, governments or bodies of several."""
        return all(self.rules(participant) for participant in participants)

    def only_party(self, participants: Sequence[str]) -> str | None:
        """Return the one party among some participants, None where there is none or more than one."""
        if len(participants) == 1:
            return participants[0] if self.kinds.get(participants[0]) == "party" else None
        party = None
        for participant in participants:
            if self.kinds.get(participant) == "party":
                if party is not None:
                    return None
                party = participant
        return party

    def governments_of(self, participants: Sequence[str]) -> tuple[str, ...]:
        """Return for police, courts and ministries the government that they serve, where the document names it."""
        found: dict[str, None] = {}
        for participant in participants:
            country = self._countries.get(participant)
            own = self._governments.get(country, participant) if country else participant
            found[own if self.kinds.get(participant) == "government" else participant] = None
        return tuple(found)

    def entities(self, position: int) -> Sequence[Entity]:
        """Return the names of a paragraph from the left, without overlap."""
        return self._entities.get(position, ())

    def within(self, position: int, start: int, end: int) -> list[Entity]:
        """Return the names that lie in some characters of a paragraph."""
        named = self._entities.get(position)
        inside: list[Entity] = []
        if named is None or start > named[-1].char_start or end <= named[0].char_start:
            return inside
        if len(named) > _FEW:
            named = named[bisect_left(named, start, key=_CHAR_START) : bisect_left(named, end, key=_CHAR_START)]
        for entity in named:
            if start <= entity.char_start and entity.char_end <= end:
                inside.append(entity)
        return inside

    def party_names(self, position: int) -> list[tuple[int, int]]:
        """Return the characters of the names of parties and of the IMCWP in a paragraph."""
        named = []
        for entity in self._entities.get(position, ()):
            kind, participant = entity.kind, entity.participant_id
            if kind in _PARTIES or participant in MEETINGS or (kind == "organisation" and not _is_union(participant)):
                named.append((entity.char_start, entity.char_end))
        return named

    def only_names(self, paragraph: Paragraph) -> bool:
        """Tell whether a paragraph is a name or a row of them and little else."""
        named = sum([e.char_end - e.char_start for e in self.entities(paragraph.position)])
        return named >= 0.6 * len(paragraph.text)

    def _bodies(self, position: int) -> list[tuple[int, int, str]]:
        return [
            (e.char_start, e.char_end, e.participant_id)
            for e in self.entities(position)
            if e.kind in {"party", "party_body", "organisation"}
        ]

    def _parties(self, paragraph: Paragraph, end: int | None = None) -> list[str]:
        found = self.entities(paragraph.position)
        return [e.participant_id for e in found if e.kind == "party" and (end is None or e.char_end <= end)]

    def _signatories(self, document: Document) -> tuple[str, ...]:
        """Return the parties of signature lists: list items that are a party's name, not under a word of attendance."""
        if "list_item" not in map(_KIND, document.paragraphs):
            return ()
        signed: dict[str, None] = {}
        intro, signs = "", None
        # A report tells who was there too: its list is one of signatories only where the line above it says so.
        anywhere = document.document_type not in {"press_release", "report", "news"}
        for paragraph in document.paragraphs:
            if paragraph.kind == "list_item":
                if signs is None:
                    signs = not _ATTENDANCE.search(intro) and (anywhere or _SIGNED.search(intro) is not None)
                if signs:
                    signed.update(dict.fromkeys(self._listed(paragraph)))
            elif paragraph.kind in {"body", "heading"}:
                intro, signs = paragraph.text[-160:], None
        if len(signed) < _FEWEST_SIGNATORIES:
            return ()
        told = any(_SIGNED.search(p.text) for p in document.paragraphs if p.kind not in {"boilerplate", "tags"})
        return tuple(signed) if told else ()

    def _listed(self, paragraph: Paragraph) -> list[str]:
        """Return whom an item of a list names and little else: one body, or a row of them ("Asia | ... | ...")."""
        names = [e for e in self.entities(paragraph.position) if e.kind in {"party", "organisation"}]
        rows = "|" in paragraph.text or sum(e.char_end - e.char_start for e in names) >= 0.5 * len(paragraph.text)
        if len(names) > 1 and rows:
            return [e.participant_id for e in names]
        # A country or place may stand before or after the name ("Cuba: PCC"), little else does.
        if names and len(paragraph.text) <= (names[0].char_end - names[0].char_start) + 45:
            return [names[0].participant_id]
        return []

    def _group(self, document: Document) -> tuple[str, ...]:
        """Return the parties that a report lists as those who act ("Among them are ...")."""
        for paragraph in document.paragraphs:
            named = self._entities.get(paragraph.position, ())
            if paragraph.kind != "body" or len(named) < 3 or len(self._parties(paragraph)) < 3:
                continue
            lower = self._texts.lower(paragraph)
            if lower.isascii() and not any(map(lower.__contains__, _AMONG_WORDS)):
                continue
            for start, end in self._texts.sentences(paragraph):
                if _AMONG.search(paragraph.text, start, end):
                    group = dict.fromkeys(self._parties(paragraph, end))
                    if len(group) >= 3:
                        return tuple(group)
        return ()

    def _session(self, document: Document, convened: bool) -> str | None:
        """Return the IMCWP or its Working Group, whichever the document names as its own meeting.

        ``convened`` says that it names one of them at all.
        """
        if document.document_type == "joint_actions":
            return SESSION
        if not convened:
            return None
        first = None
        for paragraph in document.paragraphs:
            if paragraph.kind in {"boilerplate", "tags", "caption", "source_note", "byline"}:
                continue
            found = self._entities.get(paragraph.position)
            if found is None:
                continue
            named = set(map(_PARTICIPANT, found))
            if WORKING_GROUP in named and (first is None or paragraph.kind in {"title", "heading", "body"}):
                return WORKING_GROUP
            if SESSION in named:
                first = SESSION
                if paragraph.kind == "body":
                    return first
        return first

    def _reports(self, document: Document) -> bool:
        """Tell whether a document reports of its session: its title or one of its first paragraphs names it."""
        opening = [p for p in document.paragraphs if p.kind in {"title", "heading", "body"}][:_OPENING]
        return any(e.participant_id == self.session for p in opening for e in self.entities(p.position))

    def _issuer(self, document: Document) -> tuple[str, ...]:
        if document.document_type == "joint_actions":
            return (SESSION,)
        if self.signatories and document.document_type in {"statement", "press_release", "opinion"}:
            return self.signatories
        order = (
            ["source_note", "title", "byline", "body"]
            if document.document_type == "notice"
            else ["title", "byline", "body"]
        )
        first_party = self._first_party(document, order)
        if document.document_type in {"contribution", "notice"}:
            return (first_party,) if first_party else ()
        if document.document_type in _SESSION_TYPES:
            speaker = self._on_behalf(document)
            if speaker:
                return (speaker,)
            if self.session:
                return (self.session,)
            speaker = self._speaking(document) or first_party
            return (speaker,) if speaker else ()
        return self.group

    def _first_party(self, document: Document, kinds: Sequence[str]) -> str | None:
        """Return the first party that paragraphs of some kinds name, the first kind of them first."""
        for kind in kinds:
            for paragraph in document.paragraphs:
                if paragraph.kind == kind:
                    for entity in self._entities.get(paragraph.position, ()):
                        if entity.kind == "party":
                            return entity.participant_id
        return None

    def _speaking(self, document: Document) -> str | None:
        """Return the organisation that a text without a party in its head lets speak first: "X calls on ..."."""
        for paragraph in document.paragraphs:
            for entity in self.entities(paragraph.position):
                if entity.kind == "party" and paragraph.kind in {"title", "byline"}:
                    return None
                if entity.kind not in {"party", "organisation", "party_body"} or paragraph.kind != "body":
                    continue
                if _SPEAKS.match(paragraph.text, entity.char_end):
                    return entity.participant_id
        return None

    def _on_behalf(self, document: Document) -> str | None:
        for paragraph in document.paragraphs:
            if paragraph.kind != "body" or "party" not in map(_KIND, self.entities(paragraph.position)):
                continue
            form, lower = self._texts.form(paragraph), self._texts.lower(paragraph)
            if lower.isascii() and not any(map(lower.__contains__, _BEHALF)):
                continue
            for cue in _ON_BEHALF.finditer(form):
                near = self.within(paragraph.position, cue.end(), cue.end() + 120)
                party = next((e for e in near if e.kind == "party" and e.char_start <= cue.end() + 8), None)
                if party is not None:
                    return party.participant_id
        return None


def _without_overlap(found: list[Entity]) -> list[Entity]:
    kept = sorted(found, key=_CHAR_START)
    end = -1
    for entity in kept:
        if entity.char_start < end:
            break
        end = entity.char_end
    else:
        return kept
    kept = []
    for entity in sorted(found, key=lambda e: (e.char_start, -e.char_end, e.kind == STATE)):
        if not kept or entity.char_start >= kept[-1].char_end:
            kept.append(entity)
    return kept
