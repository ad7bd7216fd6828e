"""Where a sentence names a meeting, and which one: its series, its ordinal, or the noun it goes by."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from imcwp_data.extract.meeting_views import Cue, SentenceView
from imcwp_data.text.normalise import slug
from imcwp_data.text.numbers import ORDINAL_PATTERN, ordinal_number
from imcwp_data.vocabulary import Vocabulary

_ADJECTIVES = r"(?:\s+(?:in-person|regular|annual|next|international|plenary|extraordinary|virtual))*"
# Looked for in the few characters before a name: "the 22nd ", "el 21 ", "Extraordinary ".
_ORDINAL_BEFORE = re.compile(rf"(?<![\w.,-])({ORDINAL_PATTERN}){_ADJECTIVES}\s+$", re.IGNORECASE)
# Ordinals in words are left out here: "the second meeting" is often the second of a day.
_NUMBERED = re.compile(
    rf"(?<![\w.,-])(\d{{1,2}}\s?(?:st|nd|rd|th|[.]?º|°|er|o)){_ADJECTIVES}\s+(?:meeting|encuentro|session|edition)\b",
    re.IGNORECASE,
)
_NUMBERED_AFTER = re.compile(
    r"\b(?:meeting|encuentro|session),?\s+(?:the|el|la)\s+(\d{1,2})(?:st|nd|rd|th|[.]?º|°)?(?=[,.;)]|$)", re.IGNORECASE
)
_EXTRAORDINARY = re.compile(r"\b(?:extraordinary|extraordinari[oa])\b", re.IGNORECASE)
_OF_NEXT = re.compile(
    r"\s*(?:\([^()]{1,40}\)\s*)?(?:of|del?|by)\s+(?:the\s+|la\s+|los\s+|el\s+)?(?:extraordinary\s+)?$", re.IGNORECASE
)
_INDEFINITE = re.compile(r"\b(an?|una?)\s+(?:[\w'-]+\s+){0,3}$", re.IGNORECASE)
_DEFINITE = re.compile(r"\b(the|this|that|la|el|esta|este|del|al)\s+(?:[\w'-]+\s+){0,3}$", re.IGNORECASE)
_PHRASE_AFTER = re.compile(
    r"\s+(?:of|on|for|about|between|de|del|sobre|entre)\s+(?:(?!which\b|that\b|who\b|on\b\s+\d)[\w'&/-]+\s?){1,9}",
    re.IGNORECASE,
)
_PHRASE_STOP = re.compile(
    r"\s+(?:to be|is|was|were|will|has|had|on \d|in [A-Z]|from \d|at|under|with|held|which|that|this|where|"
    r"and (?:will|was|is)|se|que|en [A-Z]|el \d|bajo)\b.*$",
    re.DOTALL,
)
_LOOK_BACK = 48
_COUNTED = frozenset({"congress", "congreso"})


@dataclass(frozen=True, slots=True)
class Series:
    """A series of meetings and the organisation that holds it (``meeting_series.csv``)."""

    name: str
    participant_id: str
    kind: str
    short_name: str


@dataclass(frozen=True, slots=True)
class Anchor:
    """A passage that names a meeting.

    ``reference`` says how: ``numbered``, ``extraordinary``, ``named`` (the series itself), ``previous`` or ``next`` (of
    the series), ``definite`` ("the teleconference": one already told of), ``other`` (a meeting outside the series).
    """

    reference: str
    series: str
    kind: str
    ordinal: int | None
    noun: str
    phrase: str
    char_start: int
    char_end: int


def load_series(vocabulary: Vocabulary) -> tuple[Series, ...]:
    """Return the series of ``meeting_series.csv``."""
    return tuple(
        Series(row["series"], slug(row["participant"]), row["kind"], row["short_name"])
        for row in vocabulary.tables["meeting_series"]
    )


class AnchorFinder:
    """Finds the meetings that a sentence names."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.series = load_series(vocabulary)
        self._by_participant = {series.participant_id: series for series in self.series}
        self._sessions = next(series for series in self.series if series.kind == "regular")

    def find(self, view: SentenceView, excluded: Sequence[tuple[int, int]], in_series: bool) -> list[Anchor]:
        """Return a sentence's anchors in the order of the text.

        ``excluded`` are spans of themes and titles quoted in the paragraph; ``in_series`` says that the document speaks
        of the series, so that "the 16th Meeting" is one of it.
        """
        text = view.form
        anchors: list[Anchor] = []
        for mention in view.mentions:
            series = self._by_participant.get(mention.participant_id)
            if series is None or _inside(mention.char_start, excluded):
                continue
            anchor = self._from_mention(text, view.char_start, mention.char_start, mention.char_end, series)
            if anchor is not None and not (anchors and self._restates(text, anchors[-1], anchor)):
                anchors.append(anchor)
        if in_series:
            for numbered in _NUMBERED.finditer(text, view.char_start, view.char_end):
                ordinal = ordinal_number(numbered.group(1))
                free = not any(a.char_start < numbered.end() and numbered.start() < a.char_end for a in anchors)
                if ordinal is not None and free and not _inside(numbered.start(), excluded):
                    series = self._sessions
                    anchors.append(
                        Anchor("numbered", series.name, series.kind, ordinal, "meeting", "", *numbered.span())
                    )
            for numbered in _NUMBERED_AFTER.finditer(text, view.char_start, view.char_end):
                free = not any(a.char_start < numbered.end() and numbered.start() < a.char_end for a in anchors)
                if free and not _inside(numbered.start(), excluded):
                    series = self._sessions
                    ordinal = int(numbered.group(1))
                    anchors.append(
                        Anchor("numbered", series.name, series.kind, ordinal, "meeting", "", *numbered.span())
                    )
        anchors.extend(self._from_cues(text, view, anchors, excluded))
        anchors.sort(key=lambda a: (a.char_start, -a.char_end))
        return anchors

    def _from_mention(self, text: str, begin: int, start: int, end: int, series: Series) -> Anchor | None:
        before = text[max(begin, start - _LOOK_BACK) : start]
        if series.kind != "regular":
            return Anchor("named", series.name, series.kind, None, "meeting", "", start, end)
        ordinal_match = _ORDINAL_BEFORE.search(before)
        if ordinal_match:
            ordinal = ordinal_number(ordinal_match.group(1))
            if ordinal is not None:
                offset = start - len(before) + ordinal_match.start()
                return Anchor("numbered", series.name, series.kind, ordinal, "meeting", "", offset, end)
        extraordinary = list(_EXTRAORDINARY.finditer(before))
        if extraordinary:
            offset = start - len(before) + extraordinary[-1].start()
            return Anchor("extraordinary", series.name, "extraordinary", None, "meeting", "", offset, end)
        return Anchor("named", series.name, series.kind, None, "meeting", "", start, end)

    @staticmethod
    def _restates(text: str, last: Anchor, anchor: Anchor) -> bool:
        """Say whether an anchor is the acronym in brackets behind the name before it."""
        between = text[last.char_end : anchor.char_start]
        return between.strip() in {"(", "[", "-", "– ", ","} and anchor.reference == "named"

    def _from_cues(
        self, text: str, view: SentenceView, named: list[Anchor], excluded: Sequence[tuple[int, int]]
    ) -> list[Anchor]:
        anchors: list[Anchor] = []
        relative = view.cues_of("previous", "next")
        for cue in relative:
            if cue.attribute == "previous" and not _inside(cue.char_start, excluded):
                series = self._sessions
                anchors.append(
                    Anchor("previous", series.name, series.kind, None, "session", "", cue.char_start, cue.char_end)
                )
        for cue in view.cues_of("noun"):
            if _inside(cue.char_start, excluded) or any(
                a.char_start <= cue.char_start < a.char_end for a in named + anchors
            ):
                continue
            if text[max(0, cue.char_start - 6) : cue.char_start].lower().endswith("press "):
                continue
            anchors.append(self._from_noun(text, view, cue, named))
        return anchors

    def _from_noun(self, text: str, view: SentenceView, cue: Cue, named: list[Anchor]) -> Anchor:
        noun = text[cue.char_start : cue.char_end].lower()
        before = text[max(view.char_start, cue.char_start - _LOOK_BACK) : cue.char_start]
        for anchor in named:
            gap = text[cue.char_end : anchor.char_start]
            if 0 < len(gap) <= _LOOK_BACK and _OF_NEXT.fullmatch(gap):
                if _EXTRAORDINARY.search(before) and anchor.kind == "regular":
                    return Anchor(
                        "extraordinary", anchor.series, "extraordinary", None, noun, "", cue.char_start, cue.char_end
                    )
                return Anchor(
                    anchor.reference, anchor.series, anchor.kind, anchor.ordinal, noun, "", cue.char_start, cue.char_end
                )
        if _EXTRAORDINARY.search(before):
            series = self._sessions
            return Anchor("extraordinary", series.name, "extraordinary", None, noun, "", cue.char_start, cue.char_end)
        indefinite = _INDEFINITE.search(before)
        definite = _DEFINITE.search(before)
        lead = indefinite or definite
        phrase_start = cue.char_start - len(before) + lead.end(1) if lead else cue.char_start
        after = _PHRASE_AFTER.match(text, cue.char_end, min(view.char_end, cue.char_end + 120))
        phrase = text[phrase_start : cue.char_end] + (_PHRASE_STOP.sub("", after.group()) if after else "")
        reference = "other" if indefinite or after or not definite else "definite"
        # A party counts its congresses: "the 21st Congress of the ...".
        numbered = _ORDINAL_BEFORE.search(before) if after and noun in _COUNTED else None
        ordinal = ordinal_number(numbered.group(1)) if numbered else None
        phrase = phrase.strip(" ,;")
        start = text.find(phrase, phrase_start, view.char_end) if reference == "other" and phrase else -1
        span = (start, start + len(phrase)) if start >= 0 else (cue.char_start, cue.char_end)
        return Anchor(reference, "other", "other", ordinal, noun, phrase, *span)


def _inside(offset: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= offset < end for start, end in spans)
