"""Meetings that no word for a meeting names: "our parties met in Quito", "as it had done in May", "the second one"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from imcwp_data.extract.meeting_series import Anchor
from imcwp_data.extract.meeting_signals import BODY_WORD, DONE_WORD, EXTRAORDINARY_WORD, MET_WORD, ONE_WORD
from imcwp_data.extract.meeting_views import Cue, SentenceView
from imcwp_data.text.numbers import ORDINAL_PATTERN, ordinal_number

_MET_AT = re.compile(
    r"\b(?:we|parties|partidos)\b[^.;:“”\"]{0,60}?\b(?:(?:have|had|hemos|habíamos)\s+)?"
    r"(?:met|meeting|gathered|assembled|came\s+together|reunid[oa]s|nos\s+reunimos|se\s+reunieron)\s+"
    r"(?:(?:today|recently|for\s+the\s+first\s+time|hoy)\s+)?(?:in|en)\s+(?=[A-ZÁÉÍÓÚÑ])"
)
_AS_BEFORE = re.compile(
    r"\bas\s+(?:it|they|we)\s+(?:had|have|has)\s+(?:already\s+|also\s+)?(?:done|met|sat|conferred)"
    r"(?:\s+(?:before|once|already|last|by\s+\w+))?,?\s+(?:in|on)\s+|"
    r"\bas\s+(?:it|they|we)\s+(?:did|met|sat)\s+(?:last\s+)?(?:in|on)\s+",
    re.IGNORECASE,
)
# "the second one", "another one": of the kind that the text spoke of last.
_COUNTED_ONE = re.compile(rf"\b(?:the|a|la|el)\s+({ORDINAL_PATTERN})\s+(?:one|such\s+\w+)\b", re.IGNORECASE)
_EXTRA_ONE = re.compile(r"\b(?:extraordinary)\s+one\b", re.IGNORECASE)
# A body that no vocabulary holds and no capital shows: "a follow-up committee will meet".
_BODY_MEETS = re.compile(
    r"\b(?:the|a|an|our|its|their)\s+((?:[\w-]+\s+){0,2}(?:committee|commission|secretariat|council|bureau|presidium|board))"
    r"(?:\s+of\s+(?:the\s+)?[\w\s-]{1,40}?)?,?\s+(?:(?:also|again|then|next)\s+)?"
    r"(?:will\s+(?:next\s+)?(?:meet|sit|convene|confer)|is\s+to\s+(?:meet|sit|convene)|met|sat|convened|conferred|has\s+met)\b",
    re.IGNORECASE,
)
_IS_ONE = re.compile(
    r"\b(?:is|was|be|been|as|were|es|fue|será|como)\s+(?:(?:also|again|to\s+be)\s+)?(?:an?|una?)\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
# How far behind the town a meeting that the sentence goes on to name must stand.
_APART = 40
_BEFORE_NOUN = re.compile(r"\s+(?:online\s+|regular\s+|virtual\s+)?$")
_AFTER_NOUN = re.compile(r"\s+(?:of|del?)\s+(?:the\s+)?$")
_THEIR = re.compile(r"\b(?:its|their|our|the)\s+(?:(?:last|previous|earlier|regular|first)\s+)?$", re.IGNORECASE)

# Without one of these no gathering is told.
GATHERING_WORDS = ONE_WORD | EXTRAORDINARY_WORD | BODY_WORD | DONE_WORD | MET_WORD


def gatherings(view: SentenceView, known: Sequence[Anchor], in_series: bool) -> list[Anchor]:
    """Return the anchors of meetings that a sentence tells by a verb or a number alone."""
    form, start, end, signals = view.form, view.char_start, view.char_end, view.signals
    found: list[Anchor] = []
    if signals & ONE_WORD and view.cues_of("status", "postponed"):
        for match in _COUNTED_ONE.finditer(form, start, end):
            ordinal = ordinal_number(match.group(1))
            if ordinal is not None and ordinal > 1:
                found.append(Anchor("one", "", "", ordinal, "", "", *match.span()))
    if in_series and signals & EXTRAORDINARY_WORD:
        found += [
            Anchor("extraordinary", "IMCWP", "extraordinary", None, "session", "", *match.span())
            for match in _EXTRA_ONE.finditer(form, start, end)
        ]
    if signals & BODY_WORD and not known and (view.dates or view.places):
        found += _bodies(view)
    for match in _AS_BEFORE.finditer(form, start, end) if view.dates and signals & DONE_WORD else ():
        before = [a for a in known if a.char_end <= match.start()]
        last = next((a for a in reversed(before) if a.series not in {"", "other"}), None)
        if any(d.char_start == match.end() for d in view.dates):
            named = (last.series, last.kind) if last is not None else ("", "")
            found.append(Anchor("before", *named, None, "session", "", *match.span(), verbal=True))
    if view.places and signals & MET_WORD:
        found += _met_at(view, known)
    if not found:
        return found
    return [a for a in found if not any(k.char_start < a.char_end and a.char_start < k.char_end for k in known)]


def _bodies(view: SentenceView) -> list[Anchor]:
    found = []
    for match in _BODY_MEETS.finditer(view.form, view.char_start, view.char_end):
        span = match.span(1)
        if not any(m.char_start < span[1] and span[0] < m.char_end for m in view.mentions):
            found.append(Anchor("body", "other", "other", None, "meeting", f"meeting of the {match.group(1)}", *span))
    return found


def _met_at(view: SentenceView, known: Sequence[Anchor]) -> list[Anchor]:
    """ "Our parties met in Quito": the meeting is told by its town."""
    for match in _MET_AT.finditer(view.form, view.char_start, view.char_end):
        place = next((p for p in view.places if p.char_start == match.end() and p.kind == "city"), None)
        free = all(k.char_start > match.end() + _APART for k in known) and (view.dates or not known)
        if place is not None and free:
            of = "communist parties" if "communist" in view.text.lower() else "parties"
            return [
                Anchor(
                    "gathering", "other", "other", None, "meeting", f"meeting of {of}, {place.surface}", *match.span()
                )
            ]
    return []


def is_predicate(form: str, start: int, cue: Cue) -> bool:
    """Say whether a word for a meeting tells only what kind another is: "it too will be a teleconference"."""
    return _IS_ONE.search(form, max(start, cue.char_start - 40), cue.char_start) is not None


def dated_noun(view: SentenceView, cue: Cue) -> bool:
    """Say whether a date right beside a word for a session tells which: "its November 2020 meeting"."""
    form = view.form
    for date in view.dates:
        lead = _THEIR.search(form, max(view.char_start, date.char_start - 24), date.char_start)
        if lead and date.char_end <= cue.char_start and _BEFORE_NOUN.fullmatch(form, date.char_end, cue.char_start):
            return True
        lead = _THEIR.search(form, max(view.char_start, cue.char_start - 24), cue.char_start)
        if lead and cue.char_end <= date.char_start and _AFTER_NOUN.fullmatch(form, cue.char_end, date.char_start):
            return lead.group().lower().split()[0] in {"its", "their", "our"}
    return False
