"""What the sentences of a document say of meetings, each read by itself: before it is known what was told before.

Each step is taken for all sentences before the next step, which takes less time (see ``imcwp_data/steps.py``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice
from typing import TypeAlias

from msgspec import Struct

from imcwp_data.extract.meeting_anchors import AnchorFinder
from imcwp_data.extract.meeting_facts import theme_spans
from imcwp_data.extract.meeting_series import Anchor
from imcwp_data.extract.meeting_signals import may_tell
from imcwp_data.extract.meeting_status import Owners, gathers, status_owners
from imcwp_data.extract.meeting_views import SentenceView
from imcwp_data.steps import Steps

# Where the cue of a theme begins, and the characters of the theme.
ThemeSpan: TypeAlias = tuple[int, tuple[int, int]]


class Noticed(Struct, gc=False):
    """A sentence, the meetings that it names, and which of them each cue of a status tells of.

    ``themes`` are those whose cue stands before its end, ``excluded`` their characters, which name no meeting of their
    own. One that ``tells`` nothing is passed over.
    """

    view: SentenceView
    themes: Sequence[ThemeSpan] = ()
    excluded: Sequence[tuple[int, int]] = ()
    tells: bool = True
    anchors: list[Anchor] = []
    owners: Owners = []


def noticed(
    paragraphs: Sequence[Sequence[SentenceView]], finder: AnchorFinder, in_series: bool, kinds: Mapping[str, str]
) -> Steps[list[list[Noticed]]]:
    """Return what is noticed in the sentences of some paragraphs; those that are part of a theme are left out.

    ``in_series`` says that the document speaks of the series of meetings, ``kinds`` what each participant is.
    """
    found = [_with_themes(views) for views in paragraphs]
    telling = []
    for sentences in found:
        for sentence in sentences:
            view = sentence.view
            if view.cues or view.mentions or view.places or view.dates or may_tell(view.signals):
                telling.append(sentence)
            else:
                sentence.tells = False
    yield
    for sentence in telling:
        sentence.anchors = finder.find(sentence.view, sentence.excluded, in_series, kinds)
    yield
    # What verbs of meeting tell is asked only where the document names a meeting.
    named = any(sentence.anchors for sentence in telling)
    for sentence in telling if named else ():
        if sentence.anchors or sentence.view.cues:
            sentence.owners = _owners(sentence.view, sentence.anchors)
    return found


def _owners(view: SentenceView, anchors: list[Anchor]) -> Owners:
    owners = []
    for cue, owner in status_owners(view, anchors):
        if owner or gathers(view, cue):
            owners.append((cue, owner))
    return owners


def _with_themes(views: Sequence[SentenceView]) -> list[Noticed]:
    cues = []
    for view in views:
        if view.cues:
            cues += view.cues_of("theme", "noun")
    themes = theme_spans(views[0].paragraph.text, cues) if cues else []
    found = []
    first = 0
    for view in views:
        if not themes:
            found.append(Noticed(view))
            continue
        while first < len(themes) and themes[first][1][1] <= view.char_start:
            first += 1
        near = []
        for theme in islice(themes, first, None):
            if theme[0] >= view.char_end:
                break
            near.append(theme)
        excluded = [span for _, span in near]
        if not any(start <= view.char_start and view.char_end <= end for start, end in excluded):
            found.append(Noticed(view, near, excluded))
    return found
