"""Who a sentence shows in the room: "around the table were X and Y", "Z had come over", "Who came? From ..."."""

from __future__ import annotations

import re
from collections.abc import Sequence

from imcwp_data.extract.meeting_facts import coordinated_before
from imcwp_data.extract.meeting_signals import QUESTION
from imcwp_data.extract.meeting_views import SentenceView
from imcwp_data.model import Mention

_ROOM = (
    r"(?:table|hall|room|line|screen|screens|call|rows?|benches|seats|floor|delegations?|delegates|guests|participants|"
    r"parties|house|building|audience|city)"
)
# What leads to a row of those who were there.
_LEADS = re.compile(
    rf"\b(?:(?:around|at|in|on|from|among|amongst|alongside|besides?)\s+(?:the|our|this|these|those)\s+(?:\w+\s+){{0,2}}{_ROOM}"
    r"\b[^.:;“”\"]{0,60}?\b(?:were|was|sat|stood|are|came)\b|"
    r"(?:with\s+us|here|there|present|connected|represented|seated|in\s+attendance|also\s+there)\s+(?:were|was|are)\b|"
    r"there\s+were\b|(?:we|i|one)\s+(?:saw|could\s+(?:see|make\s+out|count|recogni[sz]e)|made\s+out|recogni[sz]ed|noticed|"
    r"counted|spotted)\b|shook\s+hands\s+with|(?:had|drank|took|shared|ate)\s+(?:an?\s+)?(?:coffee|tea|mate|lunch|"
    r"dinner|breakfast|bread|rum)\s+with|(?:next\s+to|beside|behind|opposite|near|with|around)\s+(?:us|me|them)\s+(?:sat|stood|were|was)\b|(?:sat|stood)\s+(?:next\s+to|beside|between|among|with)\b|"
    r"(?:had|have)\s+(?:come|travelled|traveled|arrived)\s+(?:the\s+)?(?:delegates|delegations|comrades|representatives)|"
    r"(?:seats|places)\s+were\s+taken\s+by|were\s+joined\s+by|was\s+joined\s+by|(?:delegat(?:es|ions?)|comrades|speakers|guests|observers|"
    r"representatives|envoys)\s+(?:had\s+)?(?:come|came|arrived|travelled|traveled)\s+from|"
    r"(?:present|attending|participants|taking\s+part|in\s+attendance|presentes|asistentes)\b[^.:;]{0,40}:|"
    r"acudieron|concurrieron|asistieron|estaban|estuvieron|vinieron|llegaron\s+delegad[oa]s)(?!\w)"
)
# What is said of those who were there, behind them.
_FOLLOWS = re.compile(
    r"\b(?:(?:has|have|had)\s+(?:also\s+)?(?:come|travelled|traveled|arrived|joined)|came|arrived|travelled|traveled|joined|"
    r"(?:was|were)\s+(?:also\s+|both\s+|all\s+|likewise\s+)?(?:there|here|with\s+us|present|represented|connected|seated|"
    r"on\s+the\s+(?:line|call|screen)|around\s+the\s+table|in\s+the\s+(?:hall|room)|among\s+(?:the|those|us)|in\s+attendance)|"
    r"(?:also\s+)?(?:sat|took\s+(?:a|their|its|the)\s+(?:seats?|places?|floor))|made\s+the\s+(?:journey|trip|voyage)|"
    r"sent\s+(?:a\s+|its\s+|their\s+|two\s+|three\s+)?(?:delegat\w+|representatives?|comrades|observers?)|"
    r"acudi[óe]\w*|concurri[óe]\w*|estuv(?:o|ieron)\s+(?:allí|aquí|presentes?)|lleg(?:ó|aron)|vin(?:o|ieron))\b"
)
_ABSENT = re.compile(
    r"\b(?:not|n't|never|nobody|unable|absent|excused|missing|missed|stopped|refused|denied|banned|prevented|messages?|greetings?|"
    r"letters?|telegrams?|regards|thank\w*|grateful|gratitude|invit\w+|will|shall|would|should|if|no\s+pud\w+|mensajes?|saludos?|"
    r"gracias|agradec\w+|faltaron|ausentes?)\b"
)
_WHO_CAME = re.compile(
    r"(?:and\s+)?(?:who\s+(?:came|was\s+(?:there|present|here)|were\s+(?:there|present|here)|attended|took\s+part|sat\s+[^?]{1,40}|"
    r"had\s+come)|¿?quiénes\s+(?:vinieron|estuvieron|participaron|asistieron)[^?]{0,40})\s*\?|"
    r"¿quiénes\s+(?:vinieron|estuvieron|participaron|asistieron)[^?]{0,40}\?",
    re.IGNORECASE,
)
# Between two of a row: commas, countries, where they sat; no clause of its own.
_BREAKS = re.compile(
    r"[.:!?“”\"]|\b(?:that|which|against|because|while|but|on\s+behalf|about|whose|said|called|que|contra|pero|mientras)\b",
    re.IGNORECASE,
)
_OPENS = re.compile(
    r"(?:on|around|at|in|also|with|besides)\b[^.:]{0,60}\b(?:were|was|are|sat|present|connected)\b[^.:]{0,24}:\s*$",
    re.IGNORECASE,
)
_ROW_GAP = 55
_FIRST_GAP = 90


def opens_list(text: str) -> bool:
    """Say whether a line opens a list of those present: "On the line were also:"."""
    return len(text) <= _ROW_GAP * 2 and _OPENS.match(text) is not None


def asks_who_came(view: SentenceView) -> bool:
    """Say whether a sentence asks who came, so that those behind it answer."""
    return bool(view.signals & QUESTION) and _WHO_CAME.search(view.text[:120]) is not None


def shown(view: SentenceView, mentions: Sequence[Mention], answering: bool) -> list[Mention]:
    """Return those of a sentence's participants that it shows in the room; ``answering`` the question of who came."""
    text = view.paragraph.text
    found: list[Mention] = []
    start = view.char_start
    while mentions and start < view.char_end:
        stop = text.find(";", start, view.char_end)
        stop = stop if stop >= 0 else view.char_end
        inside = [m for m in mentions if start <= m.char_start < stop] if len(mentions) > 1 else list(mentions)
        if inside and not _ABSENT.search(view.lower, start, stop):
            found += inside if answering else _in_clause(text, view.lower, inside, start, stop)
        start = stop + 1
    return found


def _in_clause(text: str, lower: str, mentions: Sequence[Mention], start: int, stop: int) -> list[Mention]:
    found: list[Mention] = []
    for lead in _LEADS.finditer(lower, start, stop):
        found += _row(text, [m for m in mentions if m.char_start >= lead.end()], lead.end())
    for verb in _FOLLOWS.finditer(lower, start, stop):
        before = [m for m in mentions if m.char_end <= verb.start()]
        if before and _direct(text[before[-1].char_end : verb.start()]):
            found += _with_countries(text, before, verb.start())
    return found


def _row(text: str, mentions: Sequence[Mention], start: int) -> list[Mention]:
    row: list[Mention] = []
    reached = start
    for mention in mentions:
        gap = text[reached : mention.char_start]
        if len(gap) > (_ROW_GAP if row else _FIRST_GAP) or _BREAKS.search(gap):
            break
        row.append(mention)
        reached = mention.char_end
    return row


def _direct(gap: str) -> bool:
    """Say whether only brackets, a country set off by commas or an adverb stand between a subject and its verb."""
    return len(gap) <= 60 and (
        _BREAKS.search(gap) is None and (gap.count(",") in (0, 2) or (gap.count(",") == 1 and len(gap) < 4))
    )


def _with_countries(text: str, mentions: Sequence[Mention], verb: int) -> list[Mention]:
    """Return the row that ends before a verb; each may have its country behind it ("AKEL, of Cyprus, and ...")."""
    chosen = coordinated_before(text, mentions, verb)
    if not chosen:
        return []
    reached = chosen[0].char_start
    for mention in reversed([m for m in mentions if m.char_end <= reached]):
        gap = text[mention.char_end : reached]
        if (
            len(gap) > 40
            or _BREAKS.search(gap)
            or not re.match(r"\s*[,(]\s*(?:of|from|in|de|del)?\s*[A-Z]|\s*,|\s+and\b", gap)
        ):
            break
        chosen.insert(0, mention)
        reached = mention.char_start
    return chosen
