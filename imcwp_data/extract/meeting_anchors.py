"""Where a sentence names a meeting, and which one: its series, its ordinal, or the noun it goes by."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from imcwp_data.extract.meeting_gatherings import GATHERING_WORDS, dated_noun, gatherings, is_predicate
from imcwp_data.extract.meeting_phrases import (
    DEFINITE,
    INDEFINITE,
    ORDINAL_BEFORE,
    body_meetings,
    counted,
    in_compound,
    is_participle,
    phrase_of,
    sitting_of,
    title_end,
)
from imcwp_data.extract.meeting_recalled import load_sessions, recalled, superseded
from imcwp_data.extract.meeting_series import (
    ACRONYM,
    AGAIN,
    BODILY,
    COUNTED,
    DATED_AFTER,
    EXTRAORDINARY,
    FIRST,
    FIRST_YEARS,
    GROUP_BEFORE,
    IT_ENDS,
    KNOWN_RULES,
    LOOK_BACK,
    NAMED_KINDS,
    NEXT,
    NEXT_YEAR,
    NUMBER_ALONE,
    NUMBER_APPOSED,
    NUMBER_OPENS,
    NUMBERED,
    NUMBERED_AFTER,
    NUMBERED_ENCUENTRO,
    OF_A_NAME,
    OF_NEXT,
    PROPER,
    REMOTE_NOUNS,
    SERIES_WORDS,
    SESSION_NOUNS,
    WE,
    Anchor,
    Series,
    load_series,
)
from imcwp_data.extract.meeting_signals import AGAIN_WORD, NTH, SESSION_WORD
from imcwp_data.extract.meeting_views import Cue, SentenceView
from imcwp_data.text.numbers import ordinal_number
from imcwp_data.vocabulary import Vocabulary

# A session's number needs one of these, or a day.
_NUMBERED_WORDS = SESSION_WORD | NTH
# A meeting outside the series needs one of these, a cue, or a body's name with a place or day.
_NAMING_WORDS = AGAIN_WORD | GATHERING_WORDS


class AnchorFinder:
    """Finds the meetings that a sentence names."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.series = load_series(vocabulary)
        self._by_participant = {series.participant_id: series for series in self.series}
        self._participants = frozenset(self._by_participant)
        self.known_sessions = load_sessions(vocabulary)
        self._groups = next(series for series in self.series if series.kind == "working_group")
        self._sessions = next(series for series in self.series if series.kind == "regular")

    def find(
        self, view: SentenceView, excluded: Sequence[tuple[int, int]], in_series: bool, kinds: Mapping[str, str]
    ) -> list[Anchor]:
        """Return a sentence's anchors in the order of the text.

        ``excluded`` are spans of themes and titles quoted in the paragraph; ``in_series`` says that the document speaks
        of the series, so that "the 16th Meeting" is one of it; ``kinds`` are those of the participants.
        """
        text, cues, mentions, places = view.form, view.cues, view.mentions, view.places
        dates, signals = view.dates, view.signals
        anchors: list[Anchor] = []
        if not (in_series or cues or signals & _NAMING_WORDS or (mentions and (dates or places))):
            return anchors
        for mention in mentions:
            series = self._by_participant.get(mention.participant_id)
            if series is None or _inside(mention.char_start, excluded):
                continue
            anchor = self._from_mention(text, view.char_start, mention.char_start, mention.char_end, series)
            if anchor is not None and not (anchors and self._restates(text, anchors[-1], anchor)):
                anchors.append(anchor)
        if in_series and (dates or signals & _NUMBERED_WORDS):
            for pattern in _numbers_in(view, named=any(a.reference == "numbered" for a in anchors)):
                anchors.extend(self._numbered(pattern, view, anchors, excluded))
        if signals & AGAIN_WORD:
            anchors.extend(self._again(view, anchors, excluded))
        if mentions and (dates or places) and not anchors:
            anchors.extend(self._bodies(view, kinds))
        if cues:
            anchors.extend(self._from_cues(text, view, anchors, excluded, in_series, kinds))
        if in_series and dates and places:
            recalls = recalled(view, self.known_sessions, anchors)
            anchors = [*superseded(anchors, recalls), *recalls] if recalls else anchors
        if signals & GATHERING_WORDS:
            anchors.extend(gatherings(view, anchors, in_series))
        if len(anchors) > 1:
            anchors.sort(key=lambda a: (a.char_start, -a.char_end))
        return anchors

    def _numbered(
        self, pattern: re.Pattern[str], view: SentenceView, known: list[Anchor], excluded: Sequence[tuple[int, int]]
    ) -> list[Anchor]:
        series, found = self._sessions, []
        for match in pattern.finditer(view.form, view.char_start, view.char_end):
            ordinal = ordinal_number(match.group(1))
            if self._of_another(view, match.end()):
                continue
            free = not any(a.char_start < match.end() and match.start() < a.char_end for a in known)
            if ordinal is not None and free and not _inside(match.start(), excluded):
                found.append(Anchor("numbered", series.name, series.kind, ordinal, "meeting", "", *match.span()))
        return found

    def _of_another(self, view: SentenceView, end: int) -> bool:
        """Say whether a session that is counted is that of another body: "the 25th session of the São Paulo Forum"."""
        of = OF_A_NAME.match(view.form, end, view.char_end)
        if of is None:
            return False
        owner = next((m for m in view.mentions if m.char_start == of.end()), None)
        return owner is None or owner.participant_id not in self._by_participant

    @staticmethod
    def _again(view: SentenceView, known: list[Anchor], excluded: Sequence[tuple[int, int]]) -> list[Anchor]:
        """ "The Working Group met in May and will meet again in July" names the next meeting by its verb."""
        found = []
        for match in AGAIN.finditer(view.lower, view.char_start, view.char_end):
            if _inside(match.start(), excluded):
                continue
            before = [a for a in known if a.char_end <= match.start()]
            lead = view.form[max(view.char_start, match.start() - LOOK_BACK) : match.start()]
            if before:
                last = before[-1]
                found.append(Anchor("next", last.series, last.kind, None, "meeting", "", *match.span(), verbal=True))
            elif WE.search(lead) or IT_ENDS.search(lead):
                found.append(Anchor("next", "", "", None, "meeting", "", *match.span(), verbal=True))
        return found

    def _bodies(self, view: SentenceView, kinds: Mapping[str, str]) -> list[Anchor]:
        """Return the anchors of bodies outside the series that a sentence says to meet."""
        anchors = []
        for told in body_meetings(view, kinds, self._participants):
            mention = told.mention
            phrase = f"meeting of the {mention.surface}"
            anchors.append(
                Anchor("body", "other", "other", None, "meeting", phrase, mention.char_start, mention.char_end)
            )
        return anchors

    def _from_mention(self, text: str, begin: int, start: int, end: int, series: Series) -> Anchor | None:
        before = text[max(begin, start - LOOK_BACK) : start]
        if series.kind != "regular":
            reference = "next" if NEXT.search(before) else "named"
            return Anchor(reference, series.name, series.kind, None, "meeting", "", start, end)
        group = GROUP_BEFORE.search(before)
        if group is not None:
            # "the Working Group of the 19th International Meeting"
            series, start = self._groups, start - len(before) + group.start()
            reference = "next" if NEXT.search(text[max(begin, start - LOOK_BACK) : start]) else "named"
            return Anchor(reference, series.name, series.kind, None, "meeting", "", start, end)
        ordinal_match = ORDINAL_BEFORE.search(before)
        if ordinal_match:
            ordinal = ordinal_number(ordinal_match.group(1))
            if ordinal is not None:
                offset = start - len(before) + ordinal_match.start()
                return Anchor("numbered", series.name, series.kind, ordinal, "meeting", "", offset, end)
        extraordinary = list(EXTRAORDINARY.finditer(before))
        if extraordinary:
            offset = start - len(before) + extraordinary[-1].start()
            return Anchor("extraordinary", series.name, "extraordinary", None, "meeting", "", offset, end)
        if NEXT.search(before):
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
        nouns = view.cues_of("noun")
        if not nouns:
            return anchors
        inside_names = [
            (m.char_start, m.char_end) for m in view.mentions if m.participant_id not in self._by_participant
            and kinds.get(m.participant_id) in NAMED_KINDS and m.rule in KNOWN_RULES
        ]  # fmt: skip
        for cue in nouns:
            taken = any(a.char_start <= cue.char_start < a.char_end for a in named + anchors)
            if taken or _inside(cue.char_start, excluded):
                continue
            if _inside(cue.char_start, inside_names) and not _is_event(text, cue, inside_names):
                continue
            remote = text[cue.char_start : cue.char_end].lower() in REMOTE_NOUNS
            if remote and is_predicate(text, view.char_start, cue):
                continue
            if not in_compound(text, cue) and not is_participle(text, view.char_start, cue):
                anchors.append(self._from_noun(text, view, cue, named, in_series, kinds))
        return anchors

    def _from_noun(
        self, text: str, view: SentenceView, cue: Cue, named: list[Anchor], in_series: bool, kinds: Mapping[str, str]
    ) -> Anchor:
        noun = text[cue.char_start : cue.char_end].lower()
        before = text[max(view.char_start, cue.char_start - LOOK_BACK) : cue.char_start]
        following = NEXT.search(before) is not None or NEXT_YEAR.match(text, cue.char_end) is not None
        span = (cue.char_start, cue.char_end)
        for anchor in named:
            gap = text[cue.char_end : anchor.char_start]
            if 0 < len(gap) <= LOOK_BACK and OF_NEXT.fullmatch(gap):
                if EXTRAORDINARY.search(before) and anchor.kind == "regular":
                    return Anchor("extraordinary", anchor.series, "extraordinary", None, noun, "", *span)
                reference = "next" if following and anchor.reference == "named" else anchor.reference
                return Anchor(reference, anchor.series, anchor.kind, anchor.ordinal, noun, "", *span)
        if in_series and noun in SESSION_NOUNS and GROUP_BEFORE.search(before):
            reference = "next" if following else "named"
            return Anchor(reference, self._groups.name, self._groups.kind, None, noun, "", *span)
        if EXTRAORDINARY.search(before) and (in_series or noun not in COUNTED):
            return Anchor("extraordinary", self._sessions.name, "extraordinary", None, noun, "", *span)
        if in_series and noun in SESSION_NOUNS and dated_noun(view, cue):
            group = next((a for a in named if a.kind == "working_group" and a.char_end <= cue.char_start), None)
            return Anchor("before", group.series if group else "", group.kind if group else "", None, noun, "", *span)
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
        if in_series and noun in SESSION_NOUNS and not after and following:
            return Anchor("next", *self._series_of(text, cue, before), None, noun, "", *span)
        named_session = in_series and noun in SESSION_NOUNS and definite and text[cue.char_start].isupper()
        if named_session and DATED_AFTER.match(text, cue.char_end):
            return Anchor("dated", self._sessions.name, self._sessions.kind, None, noun, "", *span)
        reference = "other" if indefinite or after or not definite else "definite"
        lead = phrase[: -len(noun)]
        if reference == "definite" and noun in SESSION_NOUNS:
            # "the European Communist Meeting" has a name of its own, "the International Meeting" is the series.
            named_otherwise = PROPER.search(SERIES_WORDS.sub("", lead)) is not None
            reference = "other" if named_otherwise and len(lead.split()) > 1 - bool(ACRONYM.search(lead)) else reference
        if reference == "definite" and noun not in SESSION_NOUNS and len(phrase.split()) > 1 + following:
            reference = "other" if PROPER.search(lead) else reference
        # A party counts its congresses: "the 21st Congress of the ...", "its Fifth Congress".
        ordinal = counted(before) if noun in COUNTED else None
        if ordinal is not None:
            reference = "other"
        if following and reference == "definite":
            reference = "next"
        titled = title_end(text, cue.char_end, view.char_end) if noun not in SESSION_NOUNS or indefinite else -1
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


def _numbers_in(view: SentenceView, *, named: bool) -> list[re.Pattern[str]]:
    """Return the patterns of a session's number that a sentence may hold; ``named``: it names a session in full."""
    patterns = [NUMBERED, NUMBERED_AFTER] if view.signals & SESSION_WORD else []
    if patterns and view.lower.find("encuentro", view.char_start, view.char_end) >= 0:
        patterns.insert(1, NUMBERED_ENCUENTRO)
    if view.signals & NTH:
        patterns += [NUMBER_APPOSED, NUMBER_OPENS]
    if any(d.date_edtf[:4] in FIRST_YEARS for d in view.dates):
        patterns.append(FIRST)
    if named and view.signals & NTH:
        patterns.append(NUMBER_ALONE)
    return patterns


def _is_event(text: str, cue: Cue, names: Sequence[tuple[int, int]]) -> bool:
    """Say whether a name that ends in a word for a meeting is that of a meeting, not of a body such as a congress."""
    span = next(((s, e) for s, e in names if s <= cue.char_start < e), None)
    if span is None or span[1] != cue.char_end:
        return False
    bodily = text[cue.char_start : cue.char_end].lower() in BODILY
    return not bodily or counted(text[max(0, span[0] - LOOK_BACK) : span[0]]) is not None


def _inside(offset: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= offset < end for start, end in spans)
