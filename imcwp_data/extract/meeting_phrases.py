"""How a meeting outside the series is named: "a seminar on migration", "the NATO summit", a body that meets."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import islice

from imcwp_data.extract.meeting_views import Cue, SentenceView
from imcwp_data.model import Mention
from imcwp_data.record import Record
from imcwp_data.text.numbers import ORDINAL_PATTERN, ordinal_number

ADJECTIVES = r"(?:\s+(?:in-person|regular|annual|next|international|plenary|extraordinary|virtual|national|party))*"
# Looked for in the few characters before a name: "the 22nd ", "el 21 ", "Extraordinary ".
ORDINAL_BEFORE = re.compile(rf"(?<![\w.,-])({ORDINAL_PATTERN}){ADJECTIVES}\s+$", re.IGNORECASE)
_WORDS_BETWEEN = r"(?:(?!(?:of|in|on|for|at|with|del?|en|para|con)\b)[\w'-]+\s+){0,3}$"
INDEFINITE = re.compile(rf"\b(an?|una?)\s+{_WORDS_BETWEEN}", re.IGNORECASE)
DEFINITE = re.compile(
    rf"\b(the|this|that|its|their|our|la|el|esta|este|del|al|su|nuestro)\s+{_WORDS_BETWEEN}", re.IGNORECASE
)
_PHRASE_AFTER = re.compile(
    r"\s+(?:of|on|for|about|against|between|de|del|sobre|entre|contra)\s+"
    r"(?:(?!which\b|that\b|who\b|on\b\s+\d|\d)[\w'&/-]+\s?){1,9}",
    re.IGNORECASE,
)
_PHRASE_STOP = re.compile(
    r"\s+(?:to be|is|was|were|will|has|had|on \d+|in [A-Z]\w*|from \d+|at|under|with|held|which|that|this|where|"
    r"took|takes|gathered|gathers|met|convened|convenes|opened|opens|closed|began|begins|ended|brought|adopted|"
    r"and (?:will|was|is)|se|que|tuvo|tendrá|en [A-Z]\w*|el \d+|bajo)\b.*$",
    re.DOTALL,
)
# "the 17th World Trade Union Congress": figures alone count something else.
_ORDINAL_FAR = re.compile(
    rf"(?<![\w.,-])({ORDINAL_PATTERN})(?:\s+(?!(?:of|in|on|and|to|for|at|del?|en|y)\b)[\w'-]+){{0,4}}\s+$",
    re.IGNORECASE,
)
# Names without an article: "International Seminar on Water", "NATO summit".
_NAMED_BEFORE = re.compile(r"(?<!\w)((?:[A-Z][\w'&-]*\s+(?:(?:of|and|for|on)\s+)?){1,5})$")
# "on 11 July, during the NATO summit": the day is also the meeting's.
DURING = re.compile(
    r"[\s,;)]*(?:during|at|with|on\s+the\s+(?:occasion|sidelines|eve|margins)\s+of|coinciding\s+with|"
    r"durante|con\s+(?:motivo|ocasión)\s+del?)\s+(?:(?:the|la|el|a|an)\s+)?(?:\w+\s+){0,2}",
    re.IGNORECASE,
)
# What such a word is in another compound: a place to meet, a press conference.
_COMPOUND_BEFORE = re.compile(r"\b(?:press|news|video|phone|mass|town|staff)[\s-]+$", re.IGNORECASE)
_COMPOUND_AFTER = re.compile(
    r"[\s-]+(?:centre|center|hall|halls|room|rooms|point|place|palace|house|table|call|calls|building|venue|"
    r"de prensa)\b",
    re.IGNORECASE,
)
PARTICIPLE = re.compile(
    r"(?:Meeting|Gathered|Assembled|Convened|Gathering|Assembling|Reunid[oa]s?)\s+"
    r"(?:(?:yesterday|today|recently|hoy|ayer)\s+)?(?:in|on|at|for|under|over|en|el|los)\b"
)
# "We, the parties of the Balkans, meeting in Sofia on 3 May, ..."
_COMMA_BEFORE = re.compile(r",\s$")
PARTICIPLE_AFTER = re.compile(r"\s+(?:(?:here|today|yesterday)\s+)?(?:in|on|at)\s+(?:the\s+)?[A-Z\d]")
_DOES = re.compile(r"\b(?:after|before|by|is|are|was|were|while|without|delegates|parties)\s+$", re.IGNORECASE)
_SUBJECT_GAP = re.compile(
    r"\s*(?:\([^()]{1,40}\)\s*)?(?:,[^,.;:]{1,60},\s*)?(?:(?:also|recently|again|itself|then|today|yesterday|se)\s+){0,2}",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r",?\s*(?:(?:called|titled|entitled|llamad[oa]|titulad[oa])\s+)?(?:“[^”\n]{6,160}”|\"[^\"\n]{6,160}\"|«[^»\n]{6,160}»)"
)
_AT_ITS = re.compile(r"\b(?:at|in|during|en|durante)\s+(?:its|their|su)\s+(?:[\w-]+\s+){0,3}$", re.IGNORECASE)
_SAT = re.compile(r",?\s*(?:held\s+)?(?:in|on|of|en|del?|el)\s+(?:the\s+|el\s+|la\s+)?(?=[A-Z\d])")
_OPENED = re.compile(r"\s*.?", re.DOTALL)
_SITTERS = frozenset({"party_body", "organisation", "party"})
# A colon, or a dash or bar between blanks; what begins with a sign of a kind is found sooner than one of several.
_ROW_MARK = re.compile(r"[:\s](?:(?<=:)|(?<!:)[–—|-])\s")
_ROW_REST = re.compile(r"[\s,;()./]*(?:(?:and|in|on|from|to|y|en|el|los|del)\b[\s,;()./]*){0,4}", re.IGNORECASE)
_LONGEST_HEAD = 90
_ARTICLES = frozenset({"", "the", "The", "el", "la", "our"})
_LONGEST_GAP = 110
# "the plenum of the Central Committee met" is named by its noun.
_SITTING_OF = re.compile(
    r"\b(?:plenum|plenary|session|meeting|congress|conference|pleno|sesión|reunión|congreso|conferencia)\s+"
    r"(?:of|del?)\s+(?:the\s+|la\s+|el\s+)?$",
    re.IGNORECASE,
)
MEETS = frozenset(
    "met meet convened convene gathered gather assembled assemble sat sit meeting reunió reunirá reunieron reunirán "
    "sesionó sesionará".split()
)
BODIES = frozenset({"party_body", "organisation"})


class BodyMeeting(Record, frozen=True):
    """A body that meets ("the Political Bureau met in Amman"): its mention and the verb that says so."""

    mention: Mention
    verb: Cue | None
    planned: bool


def in_compound(text: str, cue: Cue) -> bool:
    """Say whether a word for a meeting stands in the name of something else ("press conference", "meeting place")."""
    before = text[max(0, cue.char_start - 8) : cue.char_start]
    return _COMPOUND_BEFORE.search(before) is not None or _COMPOUND_AFTER.match(text, cue.char_end) is not None


def is_participle(text: str, start: int, cue: Cue) -> bool:
    """Say whether "meeting" is what someone does: "Meeting in Amman, the ...", "after meeting the mayor"."""
    if text[cue.char_start : cue.char_end].lower() not in {"meeting", "gathering"}:
        return False
    if cue.char_start == start and PARTICIPLE.match(text, start):
        return True
    if _COMMA_BEFORE.search(text, max(start, cue.char_start - 3), cue.char_start) and PARTICIPLE_AFTER.match(
        text, cue.char_end
    ):
        return True
    return _DOES.search(text, max(start, cue.char_start - 14), cue.char_start) is not None


def counted(before: str) -> int | None:
    """Return the ordinal that stands before a word for a meeting that is counted ("the 19th International Seminar")."""
    match = ORDINAL_BEFORE.search(before)
    if match is None:
        match = _ORDINAL_FAR.search(before)
        if match is None or match.group(1).isdigit() or len(match.group(1)) == 1:
            return None
    return ordinal_number(match.group(1))


def phrase_of(text: str, view: SentenceView, cue: Cue, before: str) -> tuple[str, int, bool]:
    """Return the phrase that a word for a meeting heads, where it begins, and whether words after the noun name it."""
    indefinite = INDEFINITE.search(before)
    definite = DEFINITE.search(before)
    lead = indefinite or definite
    start = cue.char_start
    if lead:
        start = cue.char_start - len(before) + lead.end(1)
    else:
        named = _NAMED_BEFORE.search(before)
        if named:
            start = cue.char_start - len(before) + named.start(1)
    after = _PHRASE_AFTER.match(text, cue.char_end, min(view.char_end, cue.char_end + 120))
    phrase = text[start : cue.char_end] + (_PHRASE_STOP.sub("", after.group()) if after else "")
    return phrase.strip(" ,;"), start, after is not None


def title_end(text: str, start: int, end: int) -> int:
    """Return where the title behind a word for a meeting ends (the conference "Hands off"), -1 without one."""
    title = _TITLE.match(text, start, end)
    return title.end() if title is not None else -1


def sitting_of(view: SentenceView, cue: Cue, kinds: Mapping[str, str]) -> Mention | None:
    """Return the body that a sentence says to have met: "The Committee, at its meeting in Dublin on 5 May, ..."."""
    text = view.paragraph.text
    lead = _AT_ITS.search(text, max(view.char_start, cue.char_start - 40), cue.char_start)
    if lead is None or not _SAT.match(text, cue.char_end, view.char_end) or not (view.dates or view.places):
        return None
    before = [m for m in view.mentions if m.char_end <= lead.start() and kinds.get(m.participant_id) in _SITTERS]
    after = [m for m in view.mentions if m.char_start > cue.char_end and kinds.get(m.participant_id) in _SITTERS]
    near = [m for m in after if _OPENED.fullmatch(text, view.char_start, lead.start() + 1)]
    return before[-1] if before else near[0] if near else None


def row_head(view: SentenceView) -> int:
    """Return where the head of a row ends that tells only day and place: "8-9 July, Warsaw: ..."; -1 without one."""
    if not view.dates:
        return -1
    text = view.paragraph.text
    for mark in islice(
        _ROW_MARK.finditer(text, view.char_start, min(view.char_end, view.char_start + _LONGEST_HEAD)), 3
    ):
        spans = [(d.char_start, d.char_end) for d in view.dates if d.char_end <= mark.start()]
        if not spans:
            continue
        spans += [(p.char_start, p.char_end) for p in view.places if p.char_end <= mark.start()]
        rest, reached = "", view.char_start
        for start, stop in sorted(spans):
            rest += text[reached:start]
            reached = max(reached, stop)
        if _ROW_REST.fullmatch(rest + text[reached : mark.start()]):
            return mark.start()
        break
    return -1


def body_meetings(view: SentenceView, kinds: Mapping[str, str], excluded: frozenset[str]) -> list[BodyMeeting]:
    """Return the bodies that a sentence says to meet, with a day or place told in it."""
    if not (view.dates or view.places):
        return []
    text, found = view.paragraph.text, []
    bodies = [
        m for m in view.mentions
        if kinds.get(m.participant_id) in BODIES and m.participant_id not in excluded
        and not _SITTING_OF.search(text, max(view.char_start, m.char_start - 40), m.char_start)
    ]  # fmt: skip
    if not bodies:
        return []
    opened = PARTICIPLE.match(text, view.char_start)
    if opened:
        first = next((m for m in view.mentions if text[max(0, m.char_start - 6) : m.char_start].strip(" ,") in _ARTICLES
                      and "," in text[view.char_start : m.char_start]), None)  # fmt: skip
        if first is not None and first in bodies:
            return [BodyMeeting(first, None, False)]
    for cue in view.cues_of("status"):
        words = text[cue.char_start : cue.char_end].lower().split()
        if not MEETS & set(words) or words[-1] not in MEETS:
            continue
        for mention in bodies:
            gap = text[mention.char_end : cue.char_start]
            if 0 < len(gap) <= _LONGEST_GAP and _SUBJECT_GAP.fullmatch(gap):
                found.append(BodyMeeting(mention, cue, cue.value == "planned"))
    return found
