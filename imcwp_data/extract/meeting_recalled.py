"""Sessions that a text recalls by town and year alone: "in São Paulo, in 2008, we were the guests of ..."."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import islice

from imcwp_data.extract.meeting_series import SESSION_NOUNS, Anchor
from imcwp_data.extract.meeting_views import SentenceView
from imcwp_data.model import DateExpression, PlaceMention
from imcwp_data.text.normalise import slug
from imcwp_data.vocabulary import Vocabulary

# Town (as its vocabulary has it) and year of a session, and of which kind it was (``meeting_sessions.csv``).
Sessions = Mapping[tuple[str, str], tuple[str, str]]
# The sentence must speak of parties that meet; a town and a year may be those of a strike.
_MEETS = re.compile(
    r"\b(?:parties|sessions?|met|meet|meetings?|gather\w*|host\w*|guests?|receiv\w+|delegat\w+|sat|assembled|convened|houses?|"
    r"turn\s+of|days\s+of|encuentros?|reuni\w+|sesi\w+|partidos|anfitri\w+|sede|acog\w+|recib\w+|huéspedes|delegad\w+)\b",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"[^.;:!?“”\"|]{0,40}")
# A meeting of another kind that stands beside the town and the year is what was held there.
_BESIDE = 40
_RECENT = 12
# The same few towns are asked for again and again.
_town = lru_cache(maxsize=4096)(slug)


def load_sessions(vocabulary: Vocabulary) -> Sessions:
    """Return the sessions of ``meeting_sessions.csv`` by town and year."""
    return {
        (_town(row["place"]), row["year"]): (row["series"], row["kind"])
        for row in vocabulary.tables["meeting_sessions"]
    }


def is_known(sessions: Sessions, place: PlaceMention, year: str) -> bool:
    """Say whether a regular session is known to have been held in a town in a year."""
    return sessions.get((_town(place.name), year), ("", ""))[1] == "regular"


def recalled(view: SentenceView, sessions: Sessions, anchors: Sequence[Anchor]) -> list[Anchor]:
    """Return an anchor for each session that a sentence tells by its town and its year, and by nothing else."""
    if not view.dates or not view.places or not _may_recall(view, sessions) or not _MEETS.search(view.text):
        return []
    found: list[Anchor] = []
    for place in islice(view.places, _RECENT):
        date = _year_of(view, place, sessions)
        if date is None:
            continue
        start, end = min(place.char_start, date.char_start), max(place.char_end, date.char_end)
        taken = any(_claims(anchor, start, end) for anchor in anchors)
        if taken or any(a.char_start < end and start < a.char_end for a in found):
            continue
        series, kind = sessions[_town(place.name), date.date_edtf[:4]]
        found.append(Anchor("recalled", series, kind, None, "session", "", start, end))
    return found


def _may_recall(view: SentenceView, sessions: Sessions) -> bool:
    """Tell whether a session was held in one of a sentence's towns in one of its years."""
    towns = [_town(place.name) for place in islice(view.places, _RECENT)]
    return any((town, date.date_edtf[:4]) in sessions for date in islice(view.dates, _RECENT) for town in towns)


def _year_of(view: SentenceView, place: PlaceMention, sessions: Sessions) -> DateExpression | None:
    """Return the date beside a town in whose year a session was held there."""
    text = view.paragraph.text
    near = []
    for date in islice(view.dates, _RECENT):
        start, end = min(place.char_end, date.char_end), max(place.char_start, date.char_start)
        apart = start <= end and _BETWEEN.fullmatch(text, start, end) is not None
        crossed = any(start <= p.char_start < end for p in view.places if p is not place)
        crossed = crossed or any(start <= m.char_start < end for m in view.mentions)
        if apart and not crossed and (_town(place.name), date.date_edtf[:4]) in sessions:
            near.append((end - start, date))
    return min(near, key=lambda pair: pair[0])[1] if near else None


def _claims(anchor: Anchor, start: int, end: int) -> bool:
    """Say whether a meeting that the sentence names is the one that was held in the town in that year."""
    if anchor.series == "other" and anchor.noun in SESSION_NOUNS and not anchor.phrase.count(" ") > 2:
        return False
    apart = max(start - anchor.char_end, anchor.char_start - end)
    return apart <= _BESIDE or (anchor.series != "other" and anchor.reference != "named")


def superseded(anchors: Sequence[Anchor], recalls: Sequence[Anchor]) -> list[Anchor]:
    """Leave out words for a session that only lead to one told by town and year ("the session of 2009 in ...")."""
    return [
        a for a in anchors
        if not (
            a.series == "other" and a.noun in SESSION_NOUNS
            and any(max(r.char_start - a.char_end, a.char_start - r.char_end) <= _BESIDE for r in recalls)
        )
    ]  # fmt: skip
