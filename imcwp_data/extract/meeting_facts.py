"""Single facts of a meeting in a sentence: its theme, its place, how many took part, who stands beside a role."""

from __future__ import annotations

import re
from collections.abc import Sequence

from imcwp_data.extract.meeting_views import Cue
from imcwp_data.model import Mention, PlaceMention
from imcwp_data.text.numbers import LAST_NUMBER_WORDS, NUMBER_PATTERN, whole_number

_QUOTES = {"“": "”", "«": "»", '"': '"', "„": "“", "‘": "’", "'": "'"}
_TO_THEME = re.compile(r"[^\S\n]*(?:(?:the one you know|of|was|is|the following|el siguiente)[^\S\n]*)?[:,]?[^\S\n]*")
# "the theme of this year's Meeting is: “", "the subject for the seminar was decided to be “": a quotation must follow.
_TO_QUOTED = re.compile(
    r"(?:\s+(?:of|for|del?|chosen|agreed|proposed)\s+[^“\"«:.;]{1,70}?)?"
    r"(?:\s+(?:hung|stood|ran|was\s+written|could\s+be\s+read|on|over|above|colgaba|presidía)\b[^“\"«:.;]{0,80}(?=:))?"
    r"(?:\s+(?:is|was|will\s+be|shall\s+be|would\s+be|has\s+been|remains|reads?|es|ser[áa]|fue|era)(?:\s+\w+\s+to\s+be)?)?"
    r"(?:\s+(?:the|as|the\s+following|as\s+follows|el\s+siguiente|chosen|el))?\s*[:,]?\s*(?=[“\"«„‘]|(?<=\s)')",
    re.IGNORECASE,
)
# These words alone tell a theme only before a quotation; the last ones may be a march's.
_BARE_THEMES = frozenset({"theme", "subject", "topic", "title", "slogan", "motto", "lema", "tema", "título"})
SLOGANS = re.compile(r"\b(?:slogan|motto|lema)\b", re.IGNORECASE)
# "the theme of this year's Meeting" goes on to say which meeting's, not what the theme is.
_DETERMINED = re.compile(r"(?:the|this|that|its|our|their|next|la|el|este)\b", re.IGNORECASE)
# The title of a meeting behind its name: "the seminar “Who owns the water?”".
_TITLED = re.compile(
    r"(?:\s+(?:of|on|for|del?|sobre)\s+[^“\"«».:;,]{1,60})?(?:,|\s+(?:called|titled|entitled|llamad[oa]|titulad[oa]))?\s*"
    r"(?=[“\"«]\w)",
    re.IGNORECASE,
)
_SHORTEST_TITLE = 12
_LATEST_THEME = 1200
_COUNT_COLUMNS = {
    "parties": "party_count", "partidos": "party_count", "countries": "country_count", "países": "country_count",
    "delegates": "people_count", "delegados": "people_count", "participants": "people_count", "people": "people_count",
    "representatives": "people_count", "participantes": "people_count", "comrades": "people_count",
}  # fmt: skip
_COUNT = re.compile(
    rf"(?<![\w.,])(?:one\s+of\s+the\s+)?({NUMBER_PATTERN})\s+(?:of\s+the\s+{NUMBER_PATTERN}\s+)?"
    rf"(?:(?:communist|workers'?|left|progressive|other|sister|fraternal|brother|and|&|different|foreign|comunistas|y|obreros)\s+){{0,4}}"
    rf"({'|'.join(_COUNT_COLUMNS)})\b",
    re.IGNORECASE,
)
_COUNTED = re.compile("|".join(_COUNT_COLUMNS))
# Between a number and what it counts stand at most four of the words above: its end is not farther away.
_LONGEST_LEAD = 72
_WORD = re.compile(r"[^\W\d_]+")
_TOOK_PART = re.compile(
    r"\b(?:took part|take part|taking part|participa\w+|attend\w*|present|gather\w*|brought together|bring together|"
    r"from|with|con|acud\w+|came|reckons?|expects?|expected|delegates|asist\w+|reuni\w+|represent\w+|"
    r"connected|debated|in\s+session|in\s+all|around\s+the\s+table|have\s+met|met\s+in|sat|filled|conferred)\b|"
    r"\bparties\s+of\s+\S+\s+countries\b",
    re.IGNORECASE,
)
# Parties that only wrote, signed, spoke or registered did not take part.
_NOT_PART = re.compile(
    r"\b(?:messages?|greetings?|signed|signatures?|signatories|speakers?|speeches|spoke|registered|registrations?|"
    r"voted|votes?|were\s+invited|been\s+invited|states|mensajes?|saludos?|firma\w*)\b",
    re.IGNORECASE,
)
# "with 21 speakers" tells of others than the parties before it.
_OTHER_NUMBER = re.compile(rf",?\s(?:with|and)\s{NUMBER_PATTERN}\s", re.IGNORECASE)
_WHERE = re.compile(
    r"\b(?:in|at|en|outside|near|(?:village|town|city|capital) of|capital|ciudad de)\s*,?\s+(?:the\s+|la\s+|el\s+)?$|"
    r"\w:\s+$",
    re.IGNORECASE,
)
_JOINED = re.compile(r"[\s,;()\[\]–—-]*(?:(?:and|&|y|e|al|del|a|to|of|the|by|el|la|por)\b[\s,()]*){0,5}", re.IGNORECASE)
_AFTER = frozenset(
    "by of was is were be being are for from por de del al a to represented recibirá recibió acogerá acogió acogieron "
    "hosts fue fueron será serán included".split()
)
# "X was the host of the meeting", "X was represented by Y": who does it stands before the cue whatever it ends with.
_BEFORE = re.compile(
    r"\b(?:was|were|been|is|are|be|played|as)\s+(?:the\s+|a\s+)?hosts?\s+(?:of|to)|represented\s+by$|"
    r"\b(?:was|were|been|is|are|be)\s+(?:the\s+|its\s+|their\s+)?hosts?$|"
    r"\b(?:was|were|is|are|be|been|estuv\w+)\s+represent",
    re.IGNORECASE,
)


def theme_spans(text: str, cues: Sequence[Cue]) -> list[tuple[int, tuple[int, int]]]:
    """Return, for each cue of a theme, its start and the characters of the theme behind it.

    A theme in quotation marks ends with the mark that closes it. One without ends with the quotation it stands in, or
    with its sentence; after a colon it may run over several sentences to the end of the paragraph. A word for a meeting
    may be followed by the meeting's title.
    """
    spans: list[tuple[int, tuple[int, int]]] = []
    for cue in cues:
        span = _title_span(text, cue) if cue.attribute == "noun" else _theme_span(text, cue)
        if span is not None and not (spans and span[0] < spans[-1][1][1]):
            spans.append((cue.char_start, span))
    return spans


def _theme_span(text: str, cue: Cue) -> tuple[int, int] | None:
    quoted = _TO_QUOTED.match(text, cue.char_end)
    bare = text[cue.char_start : cue.char_end].lower() in _BARE_THEMES
    if quoted is None and bare:
        return None
    lead = quoted or _TO_THEME.match(text, cue.char_end)
    start = lead.end() if lead else cue.char_end
    if start >= len(text):
        return None
    opening = text[start]
    if opening in _QUOTES:
        end = _closing(text, start, opening, _QUOTES[opening])
        start += 1
        if text[start : start + 1] == opening:
            start += 1
    else:
        lead_text = text[cue.char_end : start]
        colon = ":" in lead_text
        of = "of" in lead_text.split() and _DETERMINED.match(text, start) is None
        if not (colon or opening.isupper() or opening.isdigit() or of):
            return None
        end = _open_end(text, start, colon)
    while end > start and text[end - 1] in " .,;”":
        end -= 1
    return (start, end) if 3 <= end - start <= _LATEST_THEME else None


def _title_span(text: str, cue: Cue) -> tuple[int, int] | None:
    titled = _TITLED.match(text, cue.char_end)
    if titled is None:
        return None
    start = titled.end()
    end = _closing(text, start, text[start], _QUOTES[text[start]])
    while end > start and text[end - 1] in " .,;":
        end -= 1
    begins = text[start + 1 : start + 2]
    named = begins.isupper() or begins.isdigit()
    return (start + 1, end) if named and _SHORTEST_TITLE <= end - start <= _LATEST_THEME else None


def whole_theme(text: str) -> tuple[int, int] | None:
    """Return the characters of a theme that is a line of its own in quotation marks ("under the theme:" above it)."""
    stripped = text.rstrip(" .,;")
    if len(stripped) < 3 or len(stripped) > _LATEST_THEME or stripped[0] not in _QUOTES:
        return None
    return (1, len(stripped) - 1) if stripped[-1] == _QUOTES[stripped[0]] else None


def _closing(text: str, start: int, opening: str, closing: str) -> int:
    """Return the offset of the mark that closes the one at ``start``; pairs nested in it are stepped over."""
    if closing in "'’":
        return _closing_single(text, start, closing)
    depth = 0
    for offset in range(start, min(len(text), start + _LATEST_THEME)):
        if text[offset] == opening and opening != closing:
            depth += 1
        elif text[offset] == closing and offset > start:
            depth -= 1
            if depth <= 0:
                return offset
    return min(len(text), start + _LATEST_THEME)


def _closing_single(text: str, start: int, closing: str) -> int:
    """Return the offset of the single mark that closes one: not an apostrophe, if any other mark will do."""
    latest = min(len(text), start + _LATEST_THEME)
    ends = [
        offset
        for offset in range(start + 1, latest)
        if text[offset] == closing and not text[offset + 1 : offset + 2].isalnum()
    ]
    firm = (e for e in ends if text[e + 1 : e + 2] in {"", ".", ",", ";", ")", ":"})
    return next(firm, ends[0] if ends else latest)


def _open_end(text: str, start: int, colon: bool) -> int:
    window = text[start : start + _LATEST_THEME]
    quote = re.search(r"[\"”»]", window)
    stop = re.search(r"[.;](?=\s|$)", window)
    if colon:
        return start + (quote.start() if quote else len(window))
    ends = [m.start() for m in (quote, stop) if m]
    return start + (min(ends) if ends else len(window))


def counts_of(text: str, start: int, end: int) -> list[tuple[str, int, tuple[int, int]]]:
    """Return (column, number, span) for each number of parties, countries or people that took part."""
    found: list[tuple[str, int, tuple[int, int]]] = []
    if not _may_count(text, start, end):
        return found
    for match in _COUNT.finditer(text, start, end):
        clause_start = max(text.rfind(";", start, match.start()), start)
        clause_end = text.find(";", match.end(), end)
        clause = text[clause_start : clause_end if clause_end >= 0 else end]
        offset = match.end() - clause_start
        lead = clause[max(0, match.start() - clause_start - 60) : offset]
        number = whole_number(match.group(1))
        at_once = _TOOK_PART.match(clause[offset : offset + 24].lstrip())
        # The letters ı and ſ, which ignoring case takes for i and s, make no word of these.
        column = _COUNT_COLUMNS.get(match.group(2).lower())
        if number is None or column is None or not _TOOK_PART.search(lead + clause[offset : offset + 90]):
            continue
        following = _OTHER_NUMBER.split(clause[offset : offset + 50], maxsplit=1)[0]
        if not at_once and _NOT_PART.search(lead + following):
            continue
        found.append((column, number, match.span()))
    return found


def _may_count(text: str, start: int, end: int) -> bool:
    """Tell whether a number stands before a word that it may count: that is seen sooner than the number is read."""
    lower = text[start:end].lower()
    for counted in _COUNTED.finditer(lower):
        lead = lower[max(0, counted.start() - _LONGEST_LEAD) : counted.start()]
        if not LAST_NUMBER_WORDS.isdisjoint(_WORD.findall(lead)) or any(map(str.isdigit, lead)):
            return True
    return False


def place_of(text: str, places: Sequence[PlaceMention], cues: Sequence[Cue]) -> PlaceMention | None:
    """Return the place at which a sentence says that something happens.

    It is the first that "in" or "at" leads to, or that stands right behind a verb of meeting ("planned for Lima").
    """
    behind = {cue.char_end + 1 for cue in cues}
    leads = [
        p for p in places if _WHERE.search(text[max(0, p.char_start - 24) : p.char_start]) or p.char_start in behind
    ]
    return next((p for p in leads if p.kind != "country"), leads[0] if leads else None)


def role_side(cue: str, role: str) -> str:
    """Say on which side of a role's cue its bearer stands: "hosted by X" after, "X as its host" before."""
    if role == "thanked":
        return "after"
    last = cue.lower().split()[-1]
    return "after" if last in _AFTER and not _BEFORE.search(cue) else "before"


def coordinated_before(text: str, mentions: Sequence[Mention], end: int) -> list[Mention]:
    """Return the last mentions before ``end`` that are joined by commas, brackets or "and", one a participant."""
    chosen: list[Mention] = []
    reached = end
    for mention in reversed(mentions):
        gap = text[mention.char_end : reached]
        if (chosen and not _JOINED.fullmatch(gap)) or len(gap) > 60:
            break
        if not any(m.participant_id == mention.participant_id for m in chosen):
            chosen.append(mention)
        reached = mention.char_start
    return chosen[::-1]


def coordinated(text: str, mentions: Sequence[Mention], start: int) -> list[Mention]:
    """Return the first mentions behind ``start`` that are joined by commas, brackets or "and", one a participant."""
    chosen: list[Mention] = []
    reached = start
    for mention in mentions:
        gap = text[reached : mention.char_start]
        if len(gap) > 40 or ((chosen or len(gap) > 25) and not _JOINED.fullmatch(gap)):
            break
        if not any(m.participant_id == mention.participant_id for m in chosen):
            chosen.append(mention)
        reached = mention.char_end
    return chosen
