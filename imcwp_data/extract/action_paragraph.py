"""Reading the actions of one paragraph after another, with what the earlier ones left to know."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from imcwp_data.extract import clause_words as cw
from imcwp_data.extract.action_actors import ActorReader
from imcwp_data.extract.action_around import Around
from imcwp_data.extract.action_deed import Deed
from imcwp_data.extract.action_draft import Draft
from imcwp_data.extract.action_drafts import read_drafts
from imcwp_data.extract.action_memory import Memory
from imcwp_data.extract.action_page import (
    Page,
    chars_of,
    quoted_spans,
    text_of,
)
from imcwp_data.extract.action_record import Circumstances, status_of
from imcwp_data.extract.action_sentences import DocumentSentences
from imcwp_data.extract.action_themes import themes_of_roles
from imcwp_data.extract.causes import FOR_SOMEBODY, Causes, beneficiaries_of
from imcwp_data.extract.clause_subjects import Clause
from imcwp_data.extract.clause_tokens import UNNAMED, Tokens
from imcwp_data.extract.clause_views import view_of_clause, view_of_draft, view_of_item
from imcwp_data.extract.document_themes import dominant_theme
from imcwp_data.extract.event_words import EventWords
from imcwp_data.extract.events import Sentence, Setting
from imcwp_data.extract.joint_actions import JointActions
from imcwp_data.extract.list_intros import (
    TEXT_ENDS,
    Intro,
    intro_movement,
    intro_rule,
    intro_status,
    without_openers,
)
from imcwp_data.extract.paragraph_texts import ParagraphTexts
from imcwp_data.extract.party_business import is_thanks
from imcwp_data.extract.referents import ATTRIBUTIVE, Cast, Entity
from imcwp_data.extract.roles import NOBODY, ClauseView, Who, is_unnamed, subject_of
from imcwp_data.extract.targets import HOSTILE, targets_of
from imcwp_data.extract.theme_words import ThemeHit, ThemeReader, hits_inside, tells
from imcwp_data.extract.themes import OTHER, ThemeContext, lasting_themes, themes_of
from imcwp_data.model import Document, Paragraph

# Clauses whose subject is not whom the text goes on about.
_OF_ANOTHER = frozenset({"relative", "condition", "joined", "embedded", "complement"})
# "decided to:" opens a list of what is resolved, "agreed on the following tasks:" one of plans.
_RESOLVING = frozenset("decide resolve adopt approve vote decidir resolver acordar adoptar aprobar".split())
_OPENS_NOTHING = Intro((), None, None, False)
_NO_CONTEXT = ThemeContext("")
_MAIN_FORMS = frozenset({"finite", "passive"})
_WE = re.compile(r"\b(?:we|nosotros)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Shared:
    """What all documents are read with."""

    words: EventWords
    themes: ThemeReader
    causes: Causes


class ParagraphReader:
    """Reads the paragraphs of one document in order.

    ``hits`` are the theme words of each paragraph, ``main`` the cause that the document is about, if any, ``telling``
    the themes of the strong words of each paragraph, and ``known`` those of all of them.
    """

    def __init__(
        self,
        shared: Shared,
        texts: ParagraphTexts,
        document: Document,
        cast: Cast,
        sentences: DocumentSentences,
        circumstances: Circumstances,
        joint: JointActions,
        hits: Mapping[int, Sequence[ThemeHit]],
        main: str | None,
        telling: Sequence[Sequence[str]],
        known: set[str],
    ) -> None:
        self._shared = shared
        self._texts = texts
        self._cast = cast
        self._memory = Memory()
        self._joint = joint
        self._circumstances = circumstances
        self._hits = hits
        self._main = main
        self._telling = telling
        self._actors = ActorReader(document, cast, self._memory, tuple(joint.axes))
        self._sentences = sentences
        self._speakers = frozenset({*cast.issuer, *cast.signatories, *cast.group, cast.session})
        self._intro: Intro | None = None
        self._protest: Deed | None = None
        self._section: tuple[str, ...] = ()
        self._known = known
        self._axis: int | None = None
        self._list_themes: tuple[str, ...] = ()
        self._ending = ""

    def pass_over(self, paragraph: Paragraph) -> None:
        """Take note of a title or heading: whom and what the text after it is about."""
        self._memory.hear(self._cast.entities(paragraph.position))
        hits = self._hits.get(paragraph.position, ())
        told, _ = themes_of(hits, 0, ThemeContext("", None, self._memory.themes))
        self._section = () if told == (OTHER,) else told
        self._memory.themes = self._section or self._memory.themes
        self._intro = None

    def read(self, paragraph: Paragraph) -> list[Deed]:
        """Return the actions of a paragraph."""
        position, kind, form = paragraph.position, paragraph.kind, self._texts.form(paragraph)
        trimmed = form.rstrip()
        is_item = kind == "list_item" or (self._intro is not None and self._is_clause(paragraph, trimmed))
        # Up to here it is that of the paragraph before.
        ending = self._ending = trimmed[-1:]
        quotes = kind == "quote"
        quoted = quoted_spans(form) if '"' in form and not quotes else ()
        hits, named = self._hits.get(position, ()), self._cast.entities(position)
        page = Page(paragraph, form, self._texts.lower(paragraph), hits, named, quotes or bool(quoted), quoted, [])
        if is_item:
            # What a paragraph states that is no item has been read without what stands around it.
            page.is_item, page.intro, page.setting = True, self._intro, self._setting(paragraph, self._intro)
        else:
            self._protest = None
        axis = self._joint.axes.get(position)
        if axis is not None and axis != self._axis:
            self._memory.themes = self._section
        self._axis = axis
        opens = ending == ":"
        opening = opens or ending == "-" or trimmed.endswith(" to")
        last_sentence: Sentence | None = None
        for last_sentence in self._sentences.of(paragraph, is_item):
            drafts = last_sentence.drafts
            if drafts is None or opening:
                opens_now = opening and last_sentence.tokens.end(-1) >= len(trimmed)
                drafts = self._drafts(page, last_sentence, opens_now)
            if drafts:
                self._make_actions(page, last_sentence.tokens, drafts, last_sentence.clauses)
            elif named or hits or last_sentence.clauses:
                self._hear_sentence(page, last_sentence.tokens, last_sentence.clauses)
        if axis is not None and not page.found and not opens:
            page.found.append(self._whole_item(page))
        if opens and not page.found and not is_item:
            # A list begins anew: it is about what the document is about, not about the paragraph before it.
            self._memory.themes = self._section or self._dominant or self._memory.themes
        if last_sentence is not None and (not is_item or opens):
            if ending not in TEXT_ENDS:
                self._intro = self._opening(page, last_sentence.tokens, last_sentence.clauses)
            else:
                self._intro = _OPENS_NOTHING if page.found else None
            self._list_themes = self._memory.themes
        return page.found

    @cached_property
    def _dominant(self) -> tuple[str, ...]:
        return dominant_theme(self._telling)

    def _is_clause(self, paragraph: Paragraph, trimmed: str) -> bool:
        """Tell whether a paragraph is a clause of a resolution, its subject above it ("We, ...: / Condemn ...;")."""
        if paragraph.kind != "body":
            return False
        return self._ending == ";" or (self._ending == ":" and trimmed.endswith(";"))

    def _setting(self, paragraph: Paragraph, intro: Intro | None) -> Setting:
        """Return what the text around an item says of its clauses, but for protests announced before them."""
        resolves = self._cast.resolves and paragraph.kind != "quote"
        if paragraph.position in self._joint.axes:
            return Setting(True, "adopted", intro is not None and intro.movement)
        if intro is not None:
            status = intro.status or ("adopted" if resolves else None)
            return Setting(resolves, status, intro.movement, intro.resolution)
        return Setting(resolves, "adopted" if resolves else None)

    def _announced(self) -> bool:
        return self._protest is not None and self._protest.status in {"called_for", "planned"}

    def _drafts(self, page: Page, sentence: Sentence, opening: bool) -> list[Draft]:
        """Return the actions of a sentence on which what stands around it has a bearing."""
        tokens, clauses, drafts = sentence.tokens, sentence.clauses, sentence.drafts
        if page.is_item and not clauses and self._cast.only_names(page.paragraph):
            return []
        if drafts is None:
            rule, setting = None, page.setting
            if page.intro is not None:
                rule = page.intro.rule
            elif self._protest is not None and self._announced() and page.paragraph.position not in self._joint.axes:
                setting = setting.changed(announced=True)
            words = self._shared.words.of(page.paragraph.language)
            drafts = read_drafts(sentence, words, setting, page.is_item, rule)
        if opening:
            drafts = without_openers(drafts, tokens)
        if page.is_item and not drafts:
            return self._place_item(tokens)
        return drafts

    def _opening(self, page: Page, tokens: Tokens, clauses: Sequence[Clause]) -> Intro:
        """Return what a paragraph that may open a list says of the items after it."""
        text = text_of(page.form, tokens)
        resolved = False
        rule = intro_rule(tokens, clauses, self._shared.words.of(page.paragraph.language))
        status = intro_status(text, clauses)
        if rule is not None and rule.event_type == "AGREE":
            resolved = rule.lemma in _RESOLVING
            rule, status = None, "adopted" if resolved else None if self._cast.resolves else "planned"
        main = [c for c in clauses if c.group.form in {"finite", "passive", "bare"}]
        who = subject_of(self._view(page, tokens, main[-1]), self._cast, self._memory) if main else NOBODY
        actors = who.ids or (self._cast.issuer if _WE.search(text) else ()) or (page.intro.actors if page.intro else ())
        if not actors and page.found and page.found[-1].draft.event_type == "AGREE":
            actors = page.found[-1].actors.ids
        addressed = self._addressed(page, tokens, main)
        return Intro(actors, status, rule, intro_movement(page.form), addressed, resolved)

    def _view(self, page: Page, tokens: Tokens, clause: Clause) -> ClauseView:
        start, end = chars_of(tokens, clause.subject_start, clause.subject_end)
        return view_of_clause(page, tokens, clause, self._cast.within(page.paragraph.position, start, end))

    def _addressed(self, page: Page, tokens: Tokens, main: Sequence[Clause]) -> tuple[str, ...]:
        """Return of whom an opening line demands what its list says."""
        if not main:
            return ()
        start = tokens.end(main[-1].group.verb)
        found = self._cast.within(page.paragraph.position, start, tokens.end(-1))
        return tuple(dict.fromkeys(e.participant_id for e in found if self._cast.rules(e.participant_id)))

    def _place_item(self, tokens: Tokens) -> list[Draft]:
        """Return a protest for an item "Lisbon: ..." in a list that goes on from a paragraph about protests."""
        if self._protest is None or ":" not in tokens.lower:
            return []
        colon = tokens.lower.index(":")
        if not 0 < colon <= 8 or not all(tokens.capital(j) or tokens.lower[j] in cw.CONNECTIVES for j in range(colon)):
            return []
        after = (colon + 1, len(tokens))
        return [
            Draft(
                "PROTEST",
                "planned" if self._announced() else self._protest.status,
                "event.place_item",
                "",
                0,
                len(tokens),
                (0, 0),
                after,
                own_subject=False,
                item=True,
            )
        ]

    def _make_actions(self, page: Page, tokens: Tokens, drafts: list[Draft], clauses: Sequence[Clause]) -> None:
        """Make actions of a sentence's drafts, taking note on the way of whom it speaks."""
        cast, memory = self._cast, self._memory
        start, end = sentence = tokens.starts[0], tokens.starts[-1] + len(tokens.lower[-1])
        heard = start
        # The names of the sentence; of one without any nothing is heard.
        named: Sequence[Entity] = page.named
        if named and (named[0].char_start < start or named[-1].char_end > end):
            named = cast.within(page.paragraph.position, start, end)
        for draft in drafts:
            view = view_of_draft(page, tokens, draft, named)
            if named:
                after, stop = view.after[0], view.end
                memory.hear(named, heard, after if after < stop else stop)
            verb = draft.after[0] - 1
            if clauses and clauses[0].group.verb < verb:
                self._note_subjects(page, tokens, clauses, verb)
            action = self._action(page, draft, view, sentence)
            page.found.append(action)
            actors = action.actors.ids
            if not draft.relative and not draft.item:
                memory.actors = actors
                if actors:
                    memory.acting_party = cast.only_party(actors) or memory.acting_party
                    if not view.quoted:
                        memory.voice = actors
            lasting = lasting_themes(draft.event_type, action.themes)
            if lasting:
                memory.themes = lasting
                self._known.update(lasting)
            if draft.event_type == "PROTEST":
                self._protest = action
            if named:
                if view.beyond:
                    memory.hear(view.beyond)
                heard = view.end if view.end > heard else heard
        if named and named[-1].char_start >= heard:
            memory.hear(named, heard, end)

    def _hear_sentence(self, page: Page, tokens: Tokens, clauses: Sequence[Clause]) -> None:
        """Take note of whom and what a sentence speaks that states no action."""
        memory = self._memory
        if clauses:
            self._note_subjects(page, tokens, clauses, len(tokens.lower))
        start, end = tokens.starts[0], tokens.end(-1)
        if page.hits and (not memory.themes or not page.found):
            inside = hits_inside(page.hits, start, end)
            told, seen = themes_of(inside, start, _NO_CONTEXT) if inside else ((), ())
            if seen and (not memory.themes or tells(seen)):
                memory.themes = told
        if page.named:
            memory.hear(page.named, start, end)

    def _action(self, page: Page, draft: Draft, view: ClauseView, sentence: tuple[int, int]) -> Deed:
        cast, memory, causes = self._cast, self._memory, self._shared.causes
        event_type, lemma, is_item = draft.event_type, draft.lemma, draft.item
        who = self._actors.read(draft, view, page.intro)
        actors = who.ids
        if draft.status == "adopted" and not is_item and not self._resolved_by(actors):
            draft = draft.changed(status="reported")
        around = Around(
            event_type,
            self._main,
            # One item of a list says nothing of what the next is about.
            self._list_themes if page.is_item else memory.themes,
            draft.organising or (event_type == "SUPPORT" and is_thanks(draft, view)),
            self._known,
            self._section,
            view.lower[view.start : view.end],
            page=page,
            draft=draft,
            view=view,
            stretch=sentence,
        )
        inside = hits_inside(page.hits, view.start, view.end) if page.hits else ()
        themes, told = themes_of(inside, view.start, around)
        targets = targets_of(event_type, lemma, view, cast, memory, themes, causes)
        if actors and targets.ids and not set(actors).isdisjoint(targets.ids):
            targets = targets.without(actors)
        if not targets.ids and is_item and page.intro is not None and event_type == "REQUEST":
            targets = Who(page.intro.targets)
        good = NOBODY
        if event_type in FOR_SOMEBODY:
            good = beneficiaries_of(event_type, view, themes, causes, actors + targets.ids)
        themes = themes_of_roles(themes, told, draft, view, cast, causes, (actors, targets.ids, good.ids))
        if draft.duty and targets.ids and cast.all_rule(targets.ids):
            draft = draft.changed(status="demanded")
        if actors and event_type in HOSTILE and cast.all_rule(actors):
            memory.adversary = cast.governments_of(actors)
        status = status_of(draft, view, self._circumstances) if draft.ongoing else draft.status
        return Deed(draft, view, page.paragraph, status, who, targets, good, themes, told, self._axis)

    def _resolved_by(self, actors: Sequence[str]) -> bool:
        """Tell whether those who act are those who resolve in this text, or nobody else is named."""
        kinds = self._cast.kinds
        for actor in actors:
            if actor in self._speakers or kinds.get(actor) == "party_body":
                return True
        return not actors

    def _note_subjects(self, page: Page, tokens: Tokens, clauses: Sequence[Clause], last: int) -> None:
        """Take note of the named subject of the last main clause whose verb stands before the token ``last``.

        ``clauses`` are those of a sentence from the left.
        """
        position, memory = page.paragraph.position, self._memory
        unnamed = tokens.signs & UNNAMED
        if not unnamed and not page.named:
            return
        for clause in clauses:
            group = clause.group
            if group.verb >= last:
                break
            if (
                clause.subject_start == clause.subject_end
                or clause.kind in _OF_ANOTHER
                or group.form not in _MAIN_FORMS
            ):
                continue
            start, end = chars_of(tokens, clause.subject_start, clause.subject_end)
            named = self._cast.within(position, start, end) if page.named else ()
            if named and any(e.how not in ATTRIBUTIVE for e in named):
                view = view_of_clause(page, tokens, clause, named)
                who = subject_of(view, self._cast, memory)
                if who.ids:
                    memory.actors = who.ids
                    if not view.quoted:
                        memory.voice = who.ids
            elif unnamed and is_unnamed(page.lower[start:end]):
                memory.actors = ()

    def _whole_item(self, page: Page) -> Deed:
        """Return an item of an adopted plan that no word of the vocabulary types: what it commits to is support."""
        start, end = self._texts.sentences(page.paragraph)[0]
        view = view_of_item(page, start, end, self._cast)
        draft = Draft("SUPPORT", "adopted", "event.plan_item", "", 0, 0, (0, 0), (0, 0), own_subject=False, item=True)
        return self._action(page, draft, view, (start, end))
