"""Reading the actions of one paragraph after another, with what the earlier ones left to know."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from imcwp_data.extract import clause_words as cw
from imcwp_data.extract.action_drafts import Draft, read_drafts
from imcwp_data.extract.action_record import Circumstances, record
from imcwp_data.extract.clause_tokens import Tokens, generic_names, tokenise
from imcwp_data.extract.clauses import Clause
from imcwp_data.extract.event_words import EventRule, EventWords
from imcwp_data.extract.events import Setting
from imcwp_data.extract.joint_actions import JointActions
from imcwp_data.extract.name_records import NamesRead
from imcwp_data.extract.referents import SESSION, WORKING_GROUP, Cast, Memory
from imcwp_data.extract.roles import NOBODY, ClauseView, Who, agents_of, is_unnamed, meeting_body, speaker, subject_of
from imcwp_data.extract.targets import Causes, beneficiaries_of, targets_of
from imcwp_data.extract.themes import ThemeHit, ThemeReader, is_party_business, themes_of
from imcwp_data.model import ActionCandidate, DateExpression, Document, MeetingCandidate, Paragraph
from imcwp_data.text.normalise import match_form
from imcwp_data.text.sentences import sentences

_DATELINE = re.compile(
    r"[^\W\d_][^()\n:;\"]{1,60}?(?:\([^()]{2,30}\)\s*[-.:]*|\b\d{1,2}\s+-|\.\s?-|\s--?(?=\s[A-Z]))\s*(?=[\"'A-Z0-9])"
)
_TASKS = re.compile(
    r"\b(?:tasks?|plans?|planned|proposals?|calendar|agenda|next steps|decisions?|coming|will|tareas|planes|calendario|próxim\w+|"
    r"propuestas|acuerdos|decisiones)\b",
    re.IGNORECASE,
)
_MOVEMENT = re.compile(r"\b(?:movements?|struggles?|mobili[sz]ations?|protests?|movimientos|luchas)\b", re.IGNORECASE)
# An opening line leaves out in its list what stands so near to its end.
_TAIL = 4
_THANKS = frozenset({"thank", "agradecer"})
_THANKS_NOUN = re.compile(r"\b(?:thanks|gratitude|greetings?|gracias|agradecimiento|hospitality)\b", re.IGNORECASE)
_SESSION_TYPES = frozenset({"statement", "press_release", "report", "joint_actions"})


@dataclass(frozen=True, slots=True)
class Shared:
    """What all documents are read with."""

    words: EventWords
    themes: ThemeReader
    causes: Causes


@dataclass(frozen=True, slots=True)
class Intro:
    """The line that opens a list: who acts in its items, their status, and the verb that they leave out."""

    actors: tuple[str, ...]
    status: str | None
    rule: EventRule | None
    movement: bool


class ParagraphReader:
    """Reads the paragraphs of one document in order."""

    def __init__(
        self,
        shared: Shared,
        document: Document,
        cast: Cast,
        memory: Memory,
        dates: Sequence[DateExpression],
        names: NamesRead,
        meetings: Sequence[MeetingCandidate],
        joint: JointActions,
    ) -> None:
        self._shared = shared
        self._document = document
        self._cast = cast
        self._memory = memory
        self._joint = joint
        self._circumstances = Circumstances(document, dates, names.places, meetings, cast)
        self._dates: dict[int, list[tuple[int, int, bool]]] = defaultdict(list)
        for date in dates:
            self._dates[date.position].append((date.char_start, date.char_end, False))
        self._intro: Intro | None = None
        self._protest: ActionCandidate | None = None

    def pass_over(self, paragraph: Paragraph) -> None:
        """Take note of a title or heading: whom and what the text after it is about."""
        self._memory.hear(self._cast.entities(paragraph.position))
        hits = self._shared.themes.find(paragraph.text)
        told, _ = themes_of(hits, 0, len(paragraph.text), event_type="", thanks=False, inherited=self._memory.themes)
        if told != ("other",):
            self._memory.themes = told
        self._intro = None

    def read(self, paragraph: Paragraph) -> list[ActionCandidate]:
        """Return the actions of a paragraph."""
        form = match_form(paragraph.text)
        cast, position = self._cast, paragraph.position
        is_item = paragraph.kind == "list_item"
        hits = self._shared.themes.find(paragraph.text, cast.party_names(position))
        spans = sorted([*((e.char_start, e.char_end, e.attributive) for e in cast.entities(position)), *self._dates.get(position, ())])
        spans = _with_generic_names(spans, form)
        words = self._shared.words.of(paragraph.language)
        intro = self._intro if is_item else None
        setting = self._setting(paragraph, intro)
        if not is_item:
            self._protest = None
        quoted = _quoted_spans(form) if paragraph.kind != "quote" else []
        found: list[ActionCandidate] = []
        last_sentence: tuple[Tokens, list[Clause]] | None = None
        for start, end in sentences(paragraph.text):
            if start == 0:
                start = _after_dateline(form, end)
            tokens = tokenise(form, start, end, spans)
            if not len(tokens):
                continue
            drafts, clauses = read_drafts(tokens, words, setting, is_item=is_item, intro=intro.rule if intro else None)
            if end >= len(form.rstrip()) and form.rstrip().endswith((":", " to", "-")):
                drafts = [d for d in drafts if not _opens_list(d, tokens)]
            if is_item and not drafts and intro is not None:
                drafts = self._place_item(tokens)
            self._read_sentence(paragraph, form, tokens, drafts, clauses, hits, quoted, intro, found)
            last_sentence = (tokens, clauses)
        if position in self._joint.axes and not any(a.position == position for a in found) and not form.rstrip().endswith(":"):
            found.extend(self._whole_item(paragraph, form, hits))
        if not is_item or form.rstrip().endswith(":"):
            if last_sentence is not None:
                self._intro = self._opening(paragraph, form, *last_sentence, found, intro)
        return found

    def _setting(self, paragraph: Paragraph, intro: Intro | None) -> Setting:
        resolves = self._cast.resolves and paragraph.kind != "quote"
        if paragraph.position in self._joint.axes:
            return Setting(True, "adopted", intro is not None and intro.movement)
        if intro is not None:
            return Setting(resolves, intro.status or ("adopted" if resolves else None), intro.movement)
        return Setting(resolves, "adopted" if resolves and paragraph.kind == "list_item" else None)

    def _opening(
        self,
        paragraph: Paragraph,
        form: str,
        tokens: Tokens,
        clauses: list[Clause],
        found: list[ActionCandidate],
        outer: Intro | None,
    ) -> Intro | None:
        """Return what a paragraph that may open a list says of the items after it."""
        text = form.rstrip()
        opens = text.endswith((":", ",", "-")) or not text.endswith((".", "!", "?", '"'))
        main = [c for c in clauses if c.group.form in {"finite", "passive", "bare"}]
        actors: tuple[str, ...] = ()
        status: str | None = None
        rule: EventRule | None = None
        if opens:
            last = max(0, len(tokens) - 1)
            tail = [c for c in clauses if last - c.group.verb <= _TAIL]
            if tail:
                words = self._shared.words.of(paragraph.language)
                rules = [
                    r for lemma in tail[-1].group.lemmas for r in words.verb_rules.get(lemma, ())
                    if r.event_type and not r.object_class and (not r.followed_by or r.followed_by[0] in tokens.lower[tail[-1].group.verb :])
                ]  # fmt: skip
                rule = max(rules, key=lambda r: len(r.followed_by), default=None)
                if rule is not None and rule.event_type == "AGREE":
                    rule, status = None, None if self._cast.resolves else "planned"
            if any(c.group.tense == "future" for c in main) or _TASKS.search(tokens_text(form, tokens)):
                status = "planned"
            view = self._view(paragraph, form, tokens, main[-1], []) if main else None
            who = subject_of(view, self._cast, self._memory) if view is not None else NOBODY
            if not who.ids and tokens.lower and re.search(r"\b(?:we|nosotros)\b", tokens_text(form, tokens)):
                actors = self._cast.issuer
            actors = who.ids or actors or (outer.actors if outer else ())
        elif not found:
            return None
        movement = _MOVEMENT.search(form) is not None if opens else False
        return Intro(actors, status, rule, movement)

    def _place_item(self, tokens: Tokens) -> list[Draft]:
        """Return a protest for an item "Lisbon: ..." in a list that goes on from a paragraph about protests."""
        if self._protest is None or ":" not in tokens.lower:
            return []
        colon = tokens.lower.index(":")
        if not 0 < colon <= 8 or not all(c or w in cw.CONNECTIVES for c, w in zip(tokens.capital[:colon], tokens.lower, strict=False)):
            return []
        status = self._protest.status
        return [
            Draft("PROTEST", status, "event.place_item", "", 0, len(tokens), (0, 0), (colon + 1, len(tokens)), own_subject=False, item=True)
        ]

    def _view(
        self, paragraph: Paragraph, form: str, tokens: Tokens, clause: Clause | Draft, quoted: Sequence[tuple[int, int]]
    ) -> ClauseView:
        if isinstance(clause, Draft):
            subject, after, relative, passive = clause.subject, clause.after, clause.relative, clause.passive
        else:
            subject = (clause.subject_start, clause.subject_end)
            after, relative = (clause.group.verb + 1, clause.end), clause.kind == "relative"
            passive = clause.group.form == "passive"
        start, end = _chars(tokens, clause.start, clause.end)
        return ClauseView(
            form=form,
            position=paragraph.position,
            start=start,
            end=end,
            subject=_chars(tokens, *subject),
            after=_chars(tokens, *after),
            relative=relative,
            quoted=paragraph.kind == "quote" or any(a <= start and end <= b + 1 for a, b in quoted),
            passive=passive,
        )

    def _read_sentence(
        self,
        paragraph: Paragraph,
        form: str,
        tokens: Tokens,
        drafts: list[Draft],
        clauses: list[Clause],
        hits: Sequence[ThemeHit],
        quoted: Sequence[tuple[int, int]],
        intro: Intro | None,
        found: list[ActionCandidate],
    ) -> None:
        """Make actions of a sentence's drafts, taking note on the way of whom it speaks."""
        cast, memory = self._cast, self._memory
        heard = tokens.starts[0]
        for draft in drafts:
            view = self._view(paragraph, form, tokens, draft, quoted)
            memory.hear(cast.within(paragraph.position, heard, min(view.after[0], view.end)))
            self._named_before(paragraph, form, tokens, clauses, draft)
            actors = self._actors(draft, view, intro)
            text = form[view.start : view.end]
            thanks = draft.event_type == "SUPPORT" and (draft.lemma in _THANKS or _THANKS_NOUN.search(text) is not None)
            themes, told = themes_of(
                hits, view.start, view.end, event_type=draft.event_type, thanks=thanks, inherited=memory.themes, business=is_party_business(text)
            )
            targets = targets_of(draft.event_type, draft.lemma, view, cast, memory, themes, self._shared.causes)
            targets = Who(tuple(t for t in targets.ids if t not in actors.ids), targets.char_start, targets.char_end)
            good = beneficiaries_of(
                draft.event_type, view, cast, themes, self._shared.causes, (*actors.ids, *targets.ids)
            )
            action = record(
                draft, view, paragraph, self._circumstances, actors, targets, good, themes, told,
                self._joint.axes.get(paragraph.position),
            )  # fmt: skip
            found.append(action)
            if not draft.relative and not draft.item:
                memory.actors = actors.ids
                if actors.ids and not view.quoted:
                    memory.voice = actors.ids
            if themes != ("cooperation",):
                memory.themes = themes
            if action.event_type == "PROTEST":
                self._protest = action
            memory.hear(cast.within(paragraph.position, view.after[0], view.end))
            heard = max(heard, view.end)
        if not drafts:
            self._named_before(paragraph, form, tokens, clauses, None)
        memory.hear(cast.within(paragraph.position, heard, tokens.ends[-1]))
        inside = [h.theme for h in hits if tokens.starts[0] <= h.char_start < tokens.ends[-1] and not h.weak]
        if inside and not drafts:
            memory.themes, _ = themes_of(hits, tokens.starts[0], tokens.ends[-1], event_type="", thanks=False, inherited=())

    def _named_before(
        self, paragraph: Paragraph, form: str, tokens: Tokens, clauses: list[Clause], draft: Draft | None
    ) -> None:
        """Take note of the named subject of the last main clause before a draft (of all, without one)."""
        for clause in clauses:
            if draft is not None and clause.group.verb >= draft.after[0] - 1:
                break
            if clause.kind in {"relative", "condition", "joined"} or clause.group.form not in {"finite", "passive"}:
                continue
            view = self._view(paragraph, form, tokens, clause, [])
            names = [e for e in self._cast.within(paragraph.position, *view.subject) if not e.attributive]
            if not names and is_unnamed(form[view.subject[0] : view.subject[1]]):
                self._memory.actors = ()
            if names:
                who = subject_of(view, self._cast, self._memory)
                if who.ids:
                    self._memory.actors = who.ids
                    if not view.quoted:
                        self._memory.voice = who.ids

    def _actors(self, draft: Draft, view: ClauseView, intro: Intro | None) -> Who:
        cast = self._cast
        if draft.item and not draft.own_subject and view.subject[0] == view.subject[1]:
            return self._item_actors(draft, view, intro)
        if draft.passive:
            if draft.event_type == "CONSULT":
                return self._convened(view)
            agents = agents_of(view, cast)
            if agents.ids:
                return agents
            if self._document.document_type in _SESSION_TYPES and draft.event_type not in {"AID", "PROTEST", "COERCE", "ASSAULT", "SANCTION", "MOBILIZE"}:
                return Who(meeting_body(cast, ()))
            return NOBODY
        if draft.event_type == "CONSULT" and draft.lemma in {"take", "tener", "celebrar", "host", "receive", "acoger", "recibir"}:
            named = subject_of(view, cast, self._memory)
            bodies = [e for e in cast.within(view.position, view.start, view.end) if e.participant_id in {SESSION, WORKING_GROUP}]
            if draft.lemma in {"take", "tener", "celebrar"} or not named.ids:
                return self._convened(view) if bodies or not named.ids else named
            return named
        if not draft.own_subject and view.subject[0] == view.subject[1]:
            text = view.form[view.start : view.after[0]]
            if draft.event_type and text.endswith(("amos", "emos", "imos")):
                return Who(speaker(view, cast, self._memory))
            if intro is not None or draft.item or ".bare" in draft.rule:
                return Who(intro.actors if intro and intro.actors else cast.issuer)
            return NOBODY
        agents = agents_of(view, cast) if draft.event_type == "AID" else NOBODY
        who = subject_of(view, cast, self._memory)
        return who if who.ids else agents

    def _item_actors(self, draft: Draft, view: ClauseView, intro: Intro | None) -> Who:
        """Return who acts in an item without a subject: who the item names as acting, else who the list is of."""
        cast = self._cast
        if view.position not in self._joint.axes:
            agents = agents_of(view, cast) if draft.rule.endswith("item") else NOBODY
            if agents.ids:
                return agents
            if draft.event_type == "PROTEST":
                own = [
                    e for e in cast.within(view.position, view.start, view.end)
                    if e.kind in {"party", "organisation"} and re.search(r"\b(?:of|with|by|de|con) (?:the |el |la )?$|\band (?:the )?$", view.form[: e.char_start])
                ]  # fmt: skip
                if own:
                    return Who(tuple(dict.fromkeys(e.participant_id for e in own)), own[0].char_start, own[-1].char_end)
            if draft.rule == "event.place_item" or (self._document.document_type in {"news", "report"} and not (intro and intro.actors)):
                return NOBODY
        if intro is not None and intro.actors and view.position not in self._joint.axes:
            return Who(intro.actors)
        if view.position not in self._joint.axes and not self._cast.resolves and self._memory.actors:
            return Who(self._memory.actors)
        return Who(cast.issuer)

    def _convened(self, view: ClauseView) -> Who:
        """Return whose meeting is held: the body that meets; the Working Group where its own text announces a session."""
        cast = self._cast
        for entity in self._cast.within(view.position, view.start, view.end):
            if entity.participant_id == WORKING_GROUP or (entity.participant_id == SESSION and cast.issuer != (WORKING_GROUP,)):
                return Who((entity.participant_id,), entity.char_start, entity.char_end)
            if entity.participant_id == SESSION:
                return Who(cast.issuer)
        named = subject_of(view, self._cast, self._memory)
        if named.ids:
            return named
        return Who(meeting_body(self._cast, ()))

    def _whole_item(self, paragraph: Paragraph, form: str, hits: Sequence[ThemeHit]) -> list[ActionCandidate]:
        """Return an item of an adopted plan that no word of the vocabulary types: what it commits to is support."""
        start, end = sentences(paragraph.text)[0]
        themes, told = themes_of(hits, start, end, event_type="SUPPORT", thanks=False, inherited=())
        view = ClauseView(form, paragraph.position, start, end, (start, start), (start, end), False, False, False)
        draft = Draft("SUPPORT", "adopted", "event.plan_item", "", 0, 0, (0, 0), (0, 0), item=True)
        good = beneficiaries_of("SUPPORT", view, self._cast, themes, self._shared.causes, ())
        axis = self._joint.axes[paragraph.position]
        return [record(draft, view, paragraph, self._circumstances, Who(self._cast.issuer), NOBODY, good, themes, told, axis)]


def _opens_list(draft: Draft, tokens: Tokens) -> bool:
    """Tell whether a clause has no object of its own but the list that follows it ("we demand:", "will work to:")."""
    last = len(tokens)
    while last and tokens.lower[last - 1] in {":", "-", "to", "that", "for", "a", "que"}:
        last -= 1
    dangling = last < len(tokens) - 1
    return draft.end >= last and (dangling or last - draft.after[0] <= 2)


def tokens_text(form: str, tokens: Tokens) -> str:
    """Return the characters that tokens span."""
    return form[tokens.starts[0] : tokens.ends[-1]] if len(tokens) else ""


def _chars(tokens: Tokens, start: int, end: int) -> tuple[int, int]:
    """Return the characters of a token range; of an empty one the place where it stands."""
    if start >= len(tokens):
        return tokens.ends[-1], tokens.ends[-1]
    if end <= start:
        return tokens.starts[start], tokens.starts[start]
    return tokens.starts[start], tokens.ends[min(end, len(tokens)) - 1]


def _with_generic_names(spans: list[tuple[int, int, bool]], form: str) -> list[tuple[int, int, bool]]:
    generic = [(a, b, False) for a, b in generic_names(form) if not any(x < b and a < y for x, y, _ in spans)]
    return sorted([*spans, *generic]) if generic else spans


def _after_dateline(form: str, end: int) -> int:
    """Return where the first sentence begins after a dateline such as "HAVANA, Cuba, Nov 6 (ACN)"."""
    match = _DATELINE.match(form, 0, end)
    return match.end() if match else 0


def _quoted_spans(form: str) -> list[tuple[int, int]]:
    marks = [i for i, c in enumerate(form) if c == '"'] if '"' in form else []
    return list(zip(marks[::2], marks[1::2], strict=False))


__all__ = ["ParagraphReader", "Shared", "cw"]
