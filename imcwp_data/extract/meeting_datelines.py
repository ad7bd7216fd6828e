"""Where the dateline ends that opens a report: its place and day are those of the report, not of what it tells."""

from __future__ import annotations

import re

from imcwp_data.extract.meeting_views import SentenceView

_SHAPE = re.compile(r"([^\W\d_]{2,}(?:[ -][^\W\d_]+)*)\b[^.–—:;\n]{0,50}?\d{1,2}[^–—:;\n]{0,30}[–—-]\s")
# Between the day of a dateline and the report: the agency in brackets, a dash, or both.
_AGENCY = re.compile(r"\s*\([^()\n]{2,60}\)\s*(?:[–—-]+\s+)?")
_DASH = re.compile(r"\s*[–—-]+\s+")
_LATEST_DAY = 60


def dateline_end(view: SentenceView) -> int:
    """Return where the dateline ends that opens a report ("AMMAN, Jordan, Mar 27 (Petra) – ..."), 0 without one."""
    if view.char_start:
        return 0
    dated = _dated(view)
    if dated:
        return dated
    # The name that opens a dateline is in capitals throughout.
    match = None if view.form[1:2].islower() else _SHAPE.match(view.paragraph.text)
    if match is not None and match.group(1).isupper():
        return match.end()
    place = next(iter(view.places), None)
    return place.char_end if place is not None and not place.char_start and place.surface.isupper() else 0


def _dated(view: SentenceView) -> int:
    """Return where a dateline ends whose day has its year ("Porto, Oct. 22, 2019 (Lusa) –"), 0 without one.

    A day that no agency follows is a dateline's only behind a name in capitals: "Porto, 22 October 2019 – the Working
    Group met" may tell when it met.
    """
    text = view.paragraph.text
    day = view.dates[0] if view.dates else None
    if day is None or day.char_start > _LATEST_DAY or len(day.date_edtf) != len("YYYY-MM-DD"):
        return 0
    name = text[: day.char_start].split(",")[0].strip()
    capitals = len(name) > 1 and name.isupper()
    place = view.places[0] if view.places else None
    if not capitals:
        between = text[place.char_end : day.char_start] if place is not None and not place.char_start else None
        if between is None or any(word[:1].islower() for word in between.split()):
            return 0
    end = _AGENCY.match(text, day.char_end) or (_DASH.match(text, day.char_end) if capitals else None)
    return end.end() if end is not None else 0
