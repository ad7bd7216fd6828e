"""Where a sentence names a meeting, and which one: its series, its ordinal, or the noun it goes by."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from imcwp_data.extract.meeting_phrases import (
    ADJECTIVES,
    DEFINITE,
    INDEFINITE,
    ORDINAL_BEFORE,
    body_meetings,
    counted,
    sitting_of,
    in_compound,
    is_participle,
    phrase_of,
    title_end,
)
from imcwp_data.extract.meeting_views import Cue, SentenceView
from imcwp_data.text.normalise import slug
from imcwp_data.text.numbers import ORDINAL_PATTERN, ordinal_number
from imcwp_data.vocabulary import Vocabulary

# Ordinals in words are left out here: "the second meeting" is often the second of a day.
_NUMBERED = re.compile(
    rf"(?<![\w.,-])(\d{{1,2}}\s?(?:st|nd|rd|th|[.]?º|°|er|o)|(?-i:[IVXL]{{1,6}})){ADJECTIVES}\s+(?:meeting|encuentro|session|edition)\b",
    re.IGNORECASE,
)
_NUMBERED_AFTER = re.compile(
    r"\b(?:meeting|encuentro|session),?\s+(?:the|el|la)\s+(\d{1,2})(?:st|nd|rd|th|[.]?º|°)?(?=[,.;)]|$)", re.IGNORECASE
)
# A session told by its number alone, beside one that is named in full: "at the 23rd, in Izmir on 20-22 October 2023".
_NUMBER_ALONE = re.compile(
    r"\b(?:at|of|in|from|until|since|and|was|is) the (\d{1,2})(?:st|nd|rd|th)(?=,? (?:in|on) [A-Z\d]|,|;)"
)
# "the last one, the 12th, sat in Tshwane"
_NUMBER_APPOSED = re.compile(
    r"\b(?:last|previous|preceding|next|following)(?:\s+(?:one|of\s+them))?,\s+the\s+(\d{1,2})(?:st|nd|rd|th)\b", re.IGNORECASE
)
# The series began in Athens at the end of the nineties; the first session of anything else is none of it.
_FIRST = re.compile(
    r"\b(first|primero|primer)\s+(?:of\s+(?:these|the|our)\s+(?:international\s+)?meetings|(?:international\s+)?meeting|session|"
    r"one|de\s+(?:estos|los)\s+encuentros|encuentro)\b",
    re.IGNORECASE,
)
_FIRST_YEARS = frozenset({"1998", "1999"})
_EXTRAORDINARY = re.compile(r"\b(?:extraordinary|extraordinari[oa])\b", re.IGNORECASE)
_NEXT = re.compile(
    r"\b(?:(?:next|upcoming|forthcoming|coming|pr[oó]xim[oa]|siguiente)\s+"
    r"(?:(?:international|regular|annual|plenary|ordinary|full|working|group|wg|meeting|session|teleconference|reunión|encuentro|"
    r"sesión|\d+\w*)\s+){0,3}(?:(?:of|del?)\s+(?:the\s+|el\s+|la\s+)?)?|following\s+)$",
    re.IGNORECASE,
)
_AGAIN = re.compile(
    r"\b(?:(?:will|shall|is to|are to|to|would)\s+(?:next\s+)?(?:meet|assemble|convene|gather|sit|come together|reconvene)\s+"
    r"(?:once\s+again|again|once\s+more|anew|next)|will\s+(?:next\s+(?:meet|convene)|reconvene)|"
    r"volver[áa]n?\s+a\s+reunirse|se\s+reunir[áa]n?\s+(?:de\s+nuevo|nuevamente|otra\s+vez))\b",
    re.IGNORECASE,
)
_WE = re.compile(
    r"\b(?:we|they|parties|delegates|delegations|participants|group|meeting|partidos|delegad[oa]s|participantes|grupo)\b",
    re.IGNORECASE,
)
_OF_NEXT = re.compile(
    r"\s*(?:\([^()]{1,40}\)\s*)?(?:of|del?|by)\s+(?:the\s+|la\s+|los\s+|el\s+)?(?:extraordinary\s+)?$", re.IGNORECASE
)
# "the Meeting in Istanbul, in 2015", "the International Meeting of October 2019"
_DATED_AFTER = re.compile(r",?\s*(?:held\s+)?(?:in|of|at|on|en|de|del)\s+(?:the\s+)?[A-Z\d]")
_SESSION_NOUNS = frozenset({"meeting", "encuentro", "session", "teleconference", "teleconferencia"})
_LOOK_BACK = 48
_COUNTED = frozenset(
    {"congress", "congreso", "conference", "conferencia", "plenum", "pleno", "plenary", "seminar", "seminario", "forum",
     "foro", "session", "summit", "cumbre"}
)  # fmt: skip


# A word for a meeting inside the name of a known body is that body's: "Trades Union Congress", "World Social Forum".
_NAMED_KINDS = frozenset({"party", "organisation", "intergovernmental", "government", "outlet", "party_body"})
_BODILY = frozenset({"congress", "congreso", "forum", "foro", "conference", "conferencia", "plenary", "plenaria"})
_KNOWN_RULES = frozenset({"name.gazetteer", "name.acronym_defined", "name.organisation_shape"})
_SERIES_WORDS = re.compile(r"\b(?:International|Internacional|Next|Annual|Extraordinary|Working|Group|Preparatory)\b")
_GROUP_BEFORE = re.compile(
    r"\b(?:Working\s+Group|WG|Grupo\s+de\s+Trabajo)(?:\s*\([^()]{1,12}\))?(?:'s)?(?:\s+(?:meeting|session))?"
    rf"(?:\s+(?:of|for|del?)\s+(?:the\s+|el\s+)?(?:{ORDINAL_PATTERN}\s+)?)?\s*$",
    re.IGNORECASE,
)
_ACRONYM = re.compile(r"\b[A-Z][A-Z\d]+\b")
_PROPER = re.compile(r"\b[A-Z]")


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
    the series; the series is "" where only the document tells it), ``dated`` (a session told by its place or day),
    ``definite`` ("the teleconference": one already told of), ``body`` (a body that meets), ``other`` (a meeting outside
    the series), ``pronoun`` (the one told of before). ``verbal`` anchors are verbs: what they tell stands behind them. ``indefinite`` ones
    begin with "a": they name a meeting for the first time. ``at_its`` ones are told to have
    been held: "X, at its meeting in Y, ...".
    """

    reference: str
    series: str
    kind: str
    ordinal: int | None
    noun: str
    phrase: str
    char_start: int
    char_end: int
    verbal: bool = False
    indefinite: bool = False
    at_its: bool = False


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
        self._groups = next(series for series in self.series if series.kind == "working_group")
        self._sessions = next(series for series in self.series if series.kind == "regular")

    def find(
        self, view: SentenceView, excluded: Sequence[tuple[int, int]], in_series: bool, kinds: Mapping[str, str]
    ) -> list[Anchor]:
        """Return a sentence's anchors in the order of the text.

        ``excluded`` are spans of themes and titles quoted in the paragraph; ``in_series`` says that the document speaks
        of the series, so that "the 16th Meeting" is one of it; ``kinds`` are those of the participants.
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
            patterns = [_NUMBERED, _NUMBERED_AFTER, _NUMBER_APPOSED, _FIRST]
            if any(a.reference == "numbered" for a in anchors):
                patterns.append(_NUMBER_ALONE)
            for pattern in patterns:
                anchors.extend(self._numbered(pattern, view, anchors, excluded))
            anchors.extend(self._again(view, anchors, excluded))
        if not anchors:
            anchors.extend(self._bodies(view, kinds))
        anchors.extend(self._from_cues(text, view, anchors, excluded, in_series, kinds))
        anchors.sort(key=lambda a: (a.char_start, -a.char_end))
        return anchors

    def _numbered(
        self, pattern: re.Pattern[str], view: SentenceView, known: list[Anchor], excluded: Sequence[tuple[int, int]]
    ) -> list[Anchor]:
        series, found = self._sessions, []
        for match in pattern.finditer(view.form, view.char_start, view.char_end):
            ordinal = ordinal_number(match.group(1))
            if pattern is _FIRST and not any(d.date_edtf[:4] in _FIRST_YEARS for d in view.dates):
                continue
            free = not any(a.char_start < match.end() and match.start() < a.char_end for a in known)
            if ordinal is not None and free and not _inside(match.start(), excluded):
                found.append(Anchor("numbered", series.name, series.kind, ordinal, "meeting", "", *match.span()))
        return found

    @staticmethod
    def _again(view: SentenceView, known: list[Anchor], excluded: Sequence[tuple[int, int]]) -> list[Anchor]:
        """ "The Working Group met in May and will meet again in July" names the next meeting by its verb."""
        found = []
        for match in _AGAIN.finditer(view.form, view.char_start, view.char_end):
            if _inside(match.start(), excluded):
                continue
            before = [a for a in known if a.char_end <= match.start()]
            lead = view.form[max(view.char_start, match.start() - _LOOK_BACK) : match.start()]
            if before:
                last = before[-1]
                found.append(Anchor("next", last.series, last.kind, None, "meeting", "", *match.span(), verbal=True))
            elif _WE.search(lead):
                found.append(Anchor("next", "", "", None, "meeting", "", *match.span(), verbal=True))
        return found

    def _bodies(self, view: SentenceView, kinds: Mapping[str, str]) -> list[Anchor]:
        """Return the anchors of bodies outside the series that a sentence says to meet."""
        anchors = []
        for told in body_meetings(view, kinds, frozenset(self._by_participant)):
            mention = told.mention
            phrase = f"meeting of the {mention.surface}"
            anchors.append(
                Anchor("body", "other", "other", None, "meeting", phrase, mention.char_start, mention.char_end)
            )
        return anchors

    def _from_mention(self, text: str, begin: int, start: int, end: int, series: Series) -> Anchor | None:
        before = text[max(begin, start - _LOOK_BACK) : start]
        if series.kind != "regular":
            reference = "next" if _NEXT.search(before) else "named"
            return Anchor(reference, series.name, series.kind, None, "meeting", "", start, end)
        group = _GROUP_BEFORE.search(before)
        if group is not None:
            # "the Working Group of the 19th International Meeting"
            series, start = self._groups, start - len(before) + group.start()
            reference = "next" if _NEXT.search(text[max(begin, start - _LOOK_BACK) : start]) else "named"
            return Anchor(reference, series.name, series.kind, None, "meeting", "", start, end)
        ordinal_match = ORDINAL_BEFORE.search(before)
        if ordinal_match:
            ordinal = ordinal_number(ordinal_match.group(1))
            if ordinal is not None:
                offset = start - len(before) + ordinal_match.start()
                return Anchor("numbered", series.name, series.kind, ordinal, "meeting", "", offset, end)
        extraordinary = list(_EXTRAORDINARY.finditer(before))
        if extraordinary:
            offset = start - len(before) + extraordinary[-1].start()
            return Anchor("extraordinary", series.name, "extraordinary", None, "meeting", "", offset, end)
        if _NEXT.search(before):
            return Anchor("next", series.name, series.kind, None, "meeting", "", start, end)
        return Anchor("named", series.name, series.kind, None, "meeting", "", start, end)

    @staticmethod
    def _restates(text: str, last: Anchor, anchor: Anchor) -> bool:
        """Say whether an anchor is the acronym in brackets behind the name before it."""
        between = text[last.char_end : anchor.char_start]
        return between.strip() in {"(", "[", "-", "– ", ","} and anchor.reference == "named"

    def _from_cues(
        self,
        text: str,
        view: SentenceView,
        named: list[Anchor],
        excluded: Sequence[tuple[int, int]],
        in_series: bool,
        kinds: Mapping[str, str],
    ) -> list[Anchor]:
        anchors: list[Anchor] = []
        for cue in view.cues_of("previous"):
            if not _inside(cue.char_start, excluded):
                series = self._sessions
                anchors.append(
                    Anchor("previous", series.name, series.kind, None, "session", "", cue.char_start, cue.char_end)
                )
        inside_names = [
            (m.char_start, m.char_end) for m in view.mentions if m.participant_id not in self._by_participant
            and kinds.get(m.participant_id) in _NAMED_KINDS and m.rule in _KNOWN_RULES
        ]  # fmt: skip
        for cue in view.cues_of("noun"):
            taken = any(a.char_start <= cue.char_start < a.char_end for a in named + anchors)
            if taken or _inside(cue.char_start, excluded):
                continue
            if _inside(cue.char_start, inside_names) and not _is_event(text, cue, inside_names):
                continue
            if not in_compound(text, cue) and not is_participle(text, view.char_start, cue):
                anchors.append(self._from_noun(text, view, cue, named, in_series, kinds))
        return anchors

    def _from_noun(self, text: str, view: SentenceView, cue: Cue, named: list[Anchor], in_series: bool, kinds: Mapping[str, str]) -> Anchor:
        noun = text[cue.char_start : cue.char_end].lower()
        before = text[max(view.char_start, cue.char_start - _LOOK_BACK) : cue.char_start]
        following = _NEXT.search(before) is not None
        span = (cue.char_start, cue.char_end)
        for anchor in named:
            gap = text[cue.char_end : anchor.char_start]
            if 0 < len(gap) <= _LOOK_BACK and _OF_NEXT.fullmatch(gap):
                if _EXTRAORDINARY.search(before) and anchor.kind == "regular":
                    return Anchor("extraordinary", anchor.series, "extraordinary", None, noun, "", *span)
                reference = "next" if following and anchor.reference == "named" else anchor.reference
                return Anchor(reference, anchor.series, anchor.kind, anchor.ordinal, noun, "", *span)
        if in_series and noun in _SESSION_NOUNS and _GROUP_BEFORE.search(before):
            reference = "next" if following else "named"
            return Anchor(reference, self._groups.name, self._groups.kind, None, noun, "", *span)
        if _EXTRAORDINARY.search(before) and (in_series or noun not in _COUNTED):
            return Anchor("extraordinary", self._sessions.name, "extraordinary", None, noun, "", *span)
        host = sitting_of(view, cue, kinds)
        if host is not None:
            series = self._by_participant.get(host.participant_id)
            if series is not None and series.kind != "regular":
                return Anchor("named", series.name, series.kind, None, noun, "", *span, at_its=True)
            if series is None:
                phrase = f"{noun} of the {host.surface}"
                return Anchor("body", "other", "other", None, noun, phrase, host.char_start, host.char_end, at_its=True)
        phrase, start, after = phrase_of(text, view, cue, before)
        indefinite, definite = INDEFINITE.search(before), DEFINITE.search(before)
        if in_series and noun in _SESSION_NOUNS and not after and following:
            return Anchor("next", *self._series_of(text, cue, before), None, noun, "", *span)
        if in_series and noun in _SESSION_NOUNS and definite and _DATED_AFTER.match(text, cue.char_end):
            if text[cue.char_start].isupper():
                return Anchor("dated", self._sessions.name, self._sessions.kind, None, noun, "", *span)
        reference = "other" if indefinite or after or not definite else "definite"
        lead = phrase[: -len(noun)]
        if reference == "definite" and noun in _SESSION_NOUNS:
            # "the European Communist Meeting" has a name of its own, "the International Meeting" is the series.
            named_otherwise = _PROPER.search(_SERIES_WORDS.sub("", lead)) is not None
            reference = "other" if named_otherwise and len(lead.split()) > 1 - bool(_ACRONYM.search(lead)) else reference
        if reference == "definite" and noun not in _SESSION_NOUNS and len(phrase.split()) > 1 + following:
            reference = "other" if _PROPER.search(lead) else reference
        # A party counts its congresses: "the 21st Congress of the ...", "its Fifth Congress".
        ordinal = counted(before) if noun in _COUNTED else None
        if ordinal is not None:
            reference = "other"
        if following and reference == "definite":
            reference = "next"
        titled = title_end(text, cue.char_end, view.char_end) if noun not in _SESSION_NOUNS or indefinite else -1
        if titled > 0:
            reference = "next" if reference == "next" else "other"
            return Anchor(
                reference, "other", "other", ordinal, noun, text[start:titled].strip(" ,;"), cue.char_start, titled,
                indefinite=indefinite is not None,
            )  # fmt: skip
        if reference in {"other", "next"} and phrase and view.form[start : start + len(phrase) + 2].find(phrase) >= 0:
            begin = view.form.find(phrase, start, start + len(phrase) + 2)
            span = (begin, begin + len(phrase))
        return Anchor(
            reference,
            "other",
            "other",
            ordinal,
            noun,
            phrase,
            *span,
            indefinite=indefinite is not None and not following,
        )

    def _series_of(self, text: str, cue: Cue, before: str) -> tuple[str, str]:
        """Return series and kind that a word for a session tells by itself: "the next International Meeting"."""
        if text[cue.char_start].isupper() or "international" in before.lower():
            return self._sessions.name, self._sessions.kind
        return "", ""


def _is_event(text: str, cue: Cue, names: Sequence[tuple[int, int]]) -> bool:
    """Say whether a name that ends in a word for a meeting is that of a meeting, not of a body such as a congress."""
    span = next(((s, e) for s, e in names if s <= cue.char_start < e), None)
    if span is None or span[1] != cue.char_end:
        return False
    bodily = text[cue.char_start : cue.char_end].lower() in _BODILY
    return not bodily or counted(text[max(0, span[0] - _LOOK_BACK) : span[0]]) is not None


def _inside(offset: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= offset < end for start, end in spans)
