"""Whose status a verb of meeting tells, and which meeting stands nearest to some characters of a sentence."""

from __future__ import annotations

import re

from imcwp_data.extract.meeting_draft import Draft
from imcwp_data.extract.meeting_facts import counts_of
from imcwp_data.extract.meeting_phrases import PARTICIPLE
from imcwp_data.extract.meeting_series import Anchor
from imcwp_data.extract.meeting_signals import may_count
from imcwp_data.extract.meeting_views import Cue, SentenceView

Told = list[tuple[Anchor, Draft]]
Owners = list[tuple[Cue, Anchor | None]]

_TRANSITIVE = frozenset(
    "hold our organise organize host receive convene call a an its their together "
    "mantuvo celebrar convocar organizar preparar "
    "preparado of".split()
)
_GATHERED = re.compile(
    r"\b(?:delegat\w+|delegad[oa]s|parties|partidos|participants|participantes|representatives|meeting|teleconference)\b",
    re.IGNORECASE,
)
_LOOK_BACK = 72
_PRONOUN_REACH = 60
_PRONOUN_BEFORE = re.compile(
    r"(?:^|(?<=[\s(;:“\"]))(it|this|the event|the (?:next )?(?:meeting|session|conference|seminar|gathering)|este|esta)"
    r"(?:\s+(?:also|now|again|once more|itself|then|originally))?\s+$",
    re.IGNORECASE,
)
# Verbs of which a meeting named before may be the subject or object; "it opened" and "it met" are said of others too.
_OF_MEETINGS = re.compile(
    r"held|place|postpon|host|organi|conven|receiv|put\s+off|moved|deferred|rescheduled|prepar|called|planned|scheduled|"
    r"celebr|lugar|aplaza|pospu|acog|recib",
    re.IGNORECASE,
)
_PRONOUN_AFTER = re.compile(r"\s+(it|them)\b", re.IGNORECASE)
# "gathered in Brussels for the 19th Seminar", "met at the Conference"
_GONE_TO = re.compile(
    r"\b(?:for|at|in|during|para|en|durante)\s+(?:(?:the|an?|its|their|el|la|los|un|una)\s+)?(?:[\w'-]+\s+(?:of\s+the\s+)?){0,2}$",
    re.IGNORECASE,
)
# What stands between two meetings is rather of the first.
_BACKWARDS = 2
# "must be met with protests"
_MET_WITH = re.compile(r"\b(?:be|been|was|were|is|are|being)\s+(?:\w+\s+)?met$", re.IGNORECASE)
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
    """Return the meeting whose name stands nearest to some characters; of two as near the one before them.

    What a verb names ("... and will meet again in July") owns nothing that stands before it, if anything else does.
    """
    if not told:
        return None

    def distance(pair: tuple[Anchor, Draft]) -> tuple[bool, int, int]:
        anchor = pair[0]
        if anchor.char_end <= start:
            return False, start - anchor.char_end, 0
        if end <= anchor.char_start:
            return anchor.verbal, _BACKWARDS * (anchor.char_start - end), 1
        return False, 0, 0

    return min(told, key=distance)[1]


def status_owners(view: SentenceView, anchors: list[Anchor]) -> Owners:
    """Pair each status cue with the anchor whose status it tells: its object, or its subject."""
    if not anchors and not view.cues:
        return []
    owners: Owners = []
    opened = PARTICIPLE.match(view.paragraph.text, view.char_start) if anchors else None
    if opened:
        # "Meeting in Athens on 3 March, the Working Group ..."
        owners.append(
            (Cue("status", "held", opened.start(), opened.start() + len(opened.group().split()[0])), anchors[0])
        )
    # "X, at its meeting in Y, ...": that it sat is told by the noun.
    for anchor in anchors:
        if anchor.at_its:
            owners.append((Cue("status", "held", anchor.char_start, anchor.char_end), anchor))
    for cue in view.cues_of("status", "postponed"):
        words = view.paragraph.text[cue.char_start : cue.char_end].lower().split()
        if _MET_WITH.search(view.paragraph.text, max(view.char_start, cue.char_start - 12), cue.char_end):
            continue
        following = [a for a in anchors if cue.char_end <= a.char_start <= cue.char_end + 90]
        preceding = [a for a in anchors if a.char_end <= cue.char_start]
        around = [a for a in anchors if a.char_start <= cue.char_start < a.char_end]
        owner = next((a for a in around if a.verbal), None)
        if owner is None and (
            words[-1] in _TRANSITIVE or (cue.attribute == "postponed" and following and words[-1] != "held")
        ):
            owner = following[0] if following else (preceding[-1] if preceding else None)
        elif owner is None:
            near = [
                a for a in following
                if words[0] in _INVERTED or a.char_start - cue.char_end <= 6
                or _GONE_TO.search(view.paragraph.text, cue.char_end, a.char_start)
            ]  # fmt: skip
            owner = next(iter(preceding[-1:] or around or near), None)
        if not any(known is owner and known is not None and c.value == cue.value for c, known in owners):
            owners.append((cue, owner))
    return owners


def pronoun_beside(text: str, start: int, cue: Cue) -> tuple[int, int] | None:
    """Return the characters of a pronoun that is the subject or object of a cue: "it will be held", "will host it"."""
    if not _OF_MEETINGS.search(text, cue.char_start, cue.char_end):
        return None
    before = _PRONOUN_BEFORE.search(text, max(start, cue.char_start - _PRONOUN_REACH), cue.char_start)
    after = _PRONOUN_AFTER.match(text, cue.char_end)
    match = before or after
    return match.span(1) if match else None


def sets_scene(view: SentenceView) -> bool:
    """Say whether a sentence tells how many took part and when, before any meeting is named."""
    if view.paragraph.kind != "body" or not view.dates or not may_count(view.signals):
        return False
    if _GATHERED.search(view.text) is None:
        return False
    return bool(counts_of(view.paragraph.text, view.char_start, view.char_end))
