"""Who sent a meeting greetings instead of coming: "greetings reached us from X and Y", "X sent a recorded message"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from imcwp_data.extract.meeting_facts import coordinated, coordinated_before
from imcwp_data.extract.meeting_signals import MESSAGE_WORD
from imcwp_data.extract.meeting_views import SentenceView
from imcwp_data.model import Mention

_MESSAGE = r"(?:messages?|greetings?|letters?|telegrams?|regards|good\s+wishes|best\s+wishes|apolog(?:y|ies)|salutes?)"
_MENSAJE = r"(?:mensajes?|saludos?|cartas?|telegramas?|adhesi(?:ón|ones))"
# "greetings reached us in writing from", "messages came as well from", "letters of greeting were read out, one from"
_CAME_FROM = re.compile(
    rf"\b{_MESSAGE}(?:\s+of\s+(?:greetings?|solidarity|support|apology))?"
    r"(?:\s+(?!from\b|that\b|which\b)[\w'-]+){0,8}(?:,\s*(?:one|the\s+first|among\s+them\s+one))?\s+from\s+(?:the\s+)?",
    re.IGNORECASE,
)
_LLEGARON_DE = re.compile(
    rf"\b(?:llegaron|llegó|se\s+recibi(?:eron|ó)|se\s+ley(?:eron|ó)|recibimos|hubo)\s+(?:[\wáéíóú]+\s+){{0,3}}{_MENSAJE}"
    r"(?:\s+(?:de\s+(?:saludo|apoyo|solidaridad|adhesión)|por\s+escrito))?\s+(?:de\s+la|de\s+los|del|de)\s+",
    re.IGNORECASE,
)
# "from X came a telegram"
_FROM_CAME = re.compile(
    rf"\bcame\s+(?:(?:an?|the|its|their|only|warm|two|three|long|short)\s+){{0,3}}{_MESSAGE}\b", re.IGNORECASE
)
# Greetings that nobody sent: what a speaker brings he says in the hall.
_BROUGHT = re.compile(r"\b(?:brought|conveyed|brings|bring|conveys|convey|carried|trajo|lleva)\b", re.IGNORECASE)
_SENT = re.compile(
    r"(?:^|(?<=[\s,;)–—-]))(?:(?:has|have|had)\s+)?(?:sent|wrote|e-?mailed|mailed|wired|cabled|telephoned|phoned|faxed|"
    r"addressed|posted|dictated|"
    r"envió|enviaron|mandó|mandaron|remitió|remitieron|hizo\s+llegar|hicieron\s+llegar)"
    rf"(?:\s+(?!that\b|which\b)[\w'-]+){{0,5}}\s+(?:{_MESSAGE}|{_MENSAJE})\b|"
    r"(?:^|(?<=[\s,;)–—-]))(?:greeted|saluted|addressed)\s+(?:the\s+)?(?:meeting|conference|session|parties|delegates|seminar|"
    r"congress|us|it)\s+(?:from\s+(?:home|afar)|by|in\s+(?:writing|a\s+\w+)|through|over|with\s+a\s+(?:letter|message|video))\b",
    re.IGNORECASE,
)
_ALSO_FROM = re.compile(r"\b(?:and\s+)?(?:one|another|the\s+(?:other|second))\s+from\s+(?:the\s+)?", re.IGNORECASE)
# "it sent its greetings by telephone": the subject of the clause before.
_IT_SENT = re.compile(r"\b(?:it|they|which|that|who)\s+(?:also\s+|only\s+|therefore\s+|instead\s+)?$", re.IGNORECASE)
_RELATIVE = re.compile(
    r"\s*(?:\([^()]{1,40}\)\s*)?,\s+(?:which|who|whose|cut|held|kept|unable|prevented|absent|detained|refused|denied|"
    r"impedid[oa]s?|que|cuy[oa]s?|quien)\b[^.;:]{1,160}$",
    re.IGNORECASE,
)
_GAP = 24


def sends(view: SentenceView) -> bool:
    """Say whether a sentence tells of a message, so that a video in it is how that came."""
    return _SENT.search(view.paragraph.text, view.char_start, view.char_end) is not None


def senders(view: SentenceView, mentions: Sequence[Mention]) -> list[Mention]:
    """Return those of a sentence's participants who sent a message to the meeting that the text tells of."""
    if not mentions or not view.signals & MESSAGE_WORD:
        return []
    text = view.paragraph.text
    found: list[Mention] = []
    for pattern in (_CAME_FROM, _LLEGARON_DE):
        for match in pattern.finditer(text, view.char_start, view.char_end):
            if not _BROUGHT.search(text, view.char_start, match.end()):
                found += _from(text, mentions, match.end(), view.char_end)
    for match in _FROM_CAME.finditer(text, view.char_start, view.char_end):
        found += _subject(view, mentions, match.start())
    for match in _SENT.finditer(text, view.char_start, view.char_end):
        found += _subject(view, mentions, match.start())
    return found


def _from(text: str, mentions: Sequence[Mention], start: int, end: int) -> list[Mention]:
    """Return who is named behind "from", and behind every "and one from" that goes on with it."""
    found = coordinated(text, [m for m in mentions if m.char_start >= start], start)
    for match in _ALSO_FROM.finditer(text, start, end):
        found += coordinated(text, [m for m in mentions if m.char_start >= match.end()], match.end())
    return found


def _subject(view: SentenceView, mentions: Sequence[Mention], verb: int) -> list[Mention]:
    """Return the subject of a verb: who stands right before it, or before a clause set off by commas."""
    text = view.paragraph.text
    if _IT_SENT.search(text, max(view.char_start, verb - 30), verb):
        return [m for m in mentions if m.char_end <= verb][:1]
    clause = max(view.char_start, text.rfind(";", view.char_start, verb))
    before = [m for m in mentions if clause <= m.char_start and m.char_end <= verb]
    if not before:
        return []
    gap = text[before[-1].char_end : verb]
    if len(gap) <= _GAP and "," not in gap.rstrip(" ,"):
        return coordinated_before(text, before, verb)
    for number in range(len(before) - 1, max(-1, len(before) - 4), -1):
        if _RELATIVE.fullmatch(text, before[number].char_end, verb):
            return coordinated_before(text, before[: number + 1], before[number].char_end)
    return []
