"""Which line of an article's head is its headline.

Not the rubric, letterhead, site name or line of capitals above it; of a headline that stands twice, the first.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise

from imcwp_data.corpus.captions import CAPTION, LineJudge, in_headline_capitals
from imcwp_data.corpus.marks import FURNITURE_LINE, META_LINE, PROSE_LINE, SHORT_LINE, SLOGAN_LINE, Mark, is_kicker
from imcwp_data.corpus.phrases import Phrases, tokens
from imcwp_data.text.normalise import fold, lower_form

LONGEST_TITLE_WITH_STOP = 20
_LONGEST_SECTION_NAME = 2
_SHORTEST_LATER_TITLE = 5
_LONGEST_PREAMBLE = 8
_BAR_SIGN = re.compile(r"[|•·»›▸❯/>~]")
_BARS = re.compile(r"\s*[|•·»›▸❯]\s*|\s[/>~]\s|\s{2,}|\t")
_ASIDE = re.compile(r"\s[–—-]\s|\s*[|:]\s*")
# Without one of these a line has but one part, which is quickly seen.
_ASIDE_SIGN = re.compile(r"[–—|:-]")
_LONGEST_MASTHEAD = 7
_LONGEST_SITE_NAME = 5
_SHORTEST_MENU = 4
_SHORTEST_PATH = 3
_LONGEST_MENU_ENTRY = 3
# "17th International", "XVII Encuentro", "21 Encuentro": how the name of a meeting begins.
_ORDINAL = re.compile(
    r"(?:(?:The|El|Le|O|Il|Das)\s)?(?:\d{1,3}(?:st|nd|rd|th|[.º°ª]|er?|o)?|[IVXL]+)\s[^\W\d_a-z]\w+\s\w"
)
_UNITE = frozenset(["unite", "uníos", "unidos", "unissez", "vereinigt", "uni", "unitevi"])


class TitleFinder:
    """Finds headlines."""

    def __init__(
        self,
        cues: dict[str, Phrases],
        judge: LineJudge,
        is_rubric: Callable[[Mark], bool],
        names_type: Callable[[str], bool],
        is_site_name: Callable[[str], bool],
        is_paper: Callable[[str], bool],
        names_organisation: Callable[[Mark], bool],
    ) -> None:
        self._cues = cues
        self._judge = judge
        self._is_rubric = is_rubric
        self._names_type = names_type
        self._is_site_name = is_site_name
        self._is_paper = is_paper
        self._names_organisation = names_organisation

    def find(self, marks: Sequence[Mark], text_start: int, *, of_several: bool = False) -> int | None:
        """Return the index of an article's headline among the lines above its text, None without one.

        A page of several articles may have a name of its own above the first one's headline.
        """
        candidates = [i for i in range(text_start) if marks[i].role is SHORT_LINE and not self.is_banner(marks[i])]
        letterhead = candidates and self._is_letterhead(marks[candidates[0]])
        if letterhead and any(not self._is_rubric(marks[i]) for i in candidates[1:]):
            candidates = candidates[1:]
        if len(candidates) > 1 and self.is_masthead(marks, candidates[0]):
            candidates = candidates[1:]
        slogans = [i for i in range(text_start) if marks[i].role is SLOGAN_LINE and not self._is_masthead(marks[i])]
        if slogans and (not candidates or slogans[0] < candidates[0]):
            candidates = [*slogans[:1], *candidates]
        if not candidates:
            title = self._title_with_stop(marks)
            return title if title is not None else _dated_headline(marks)
        menu = self.menu(marks, candidates, text_start)
        candidates = [i for i in candidates if i > menu]
        proper = [i for i in candidates if not self.is_label(marks[i])] or candidates
        first = proper[0]
        next_meta = next((k for k in range(first, len(marks)) if marks[k].role is META_LINE), len(marks))
        run = [i for i in proper if i < next_meta]
        below_capitals = [i for i in run if not marks[i].line.text.isupper()]
        if (repeated := _first_repeated(marks, proper)) is not None:
            return repeated
        if (named := self._below_rubric(marks, candidates, first, next_meta)) is not None:
            return named
        if marks[first].line.text.isupper() and below_capitals:
            return below_capitals[0]
        if len(run) > 1 and self._is_site_of_organisation(marks, first):
            return run[1]
        if len(run) > 1 and self._names_occasion(marks[first]) and self._names_type(marks[run[1]].line.text):
            return run[1]
        if (kicked := _below_kicker(marks, run)) is not None:
            return kicked
        if of_several and len(run) == 2 and _stands_apart(marks, first, run[1]):
            return run[1]
        later = [i for i in proper if i not in run and marks[i].line.words >= _SHORTEST_LATER_TITLE]
        if (
            marks[first].line.words <= _LONGEST_SECTION_NAME
            and later
            and not self._judge.caption_score(marks[later[0]]) >= CAPTION
        ):
            return later[0]
        return first

    def menu(self, marks: Sequence[Mark], candidates: Sequence[int], end: int) -> int:
        """Return the index of the last menu or path that parts a page's own name from the headline, else -1.

        A site's name and motto stand above its menu; dates and credits of the article never do.
        """
        last = -1
        for i in range(end):
            if marks[i].role is META_LINE:
                break
            if self._is_menu(marks[i]) and candidates and candidates[-1] > i:
                last = i
        return last

    def _is_menu(self, mark: Mark) -> bool:
        """Whether a line is a menu: its first entry leads to the front page, or it strings several short names."""
        if mark.line.final or not mark.line.short:
            return False
        raw = mark.line.raw.strip()
        if not _may_be_parted(raw):
            return False
        parts = [part for part in _BARS.split(raw) if part.strip()]
        if len(parts) < _SHORTEST_PATH or not all(len(part.split()) <= _LONGEST_MENU_ENTRY + 1 for part in parts):
            return False
        home = self._cues["home_page"].equals(tokens(lower_form(fold(parts[0]))))
        return home or (mark.role is SHORT_LINE and self.is_banner(mark))

    def _below_rubric(self, marks: Sequence[Mark], candidates: Sequence[int], first: int, end: int) -> int | None:
        """Return the line below a rubric that stands below a letterhead ("Section / PRESS RELEASE / headline")."""
        rubric = next((i for i in candidates if first < i < end and self._is_rubric(marks[i])), None)
        if rubric is None:
            return None
        return next((i for i in candidates if rubric < i < end and not self._is_rubric(marks[i])), None)

    def _title_with_stop(self, marks: Sequence[Mark]) -> int | None:
        """Return the first line as the title where it ends like a sentence but has dates or credits below it."""
        first = next((i for i, mark in enumerate(marks) if mark.role is not FURNITURE_LINE), None)
        if first is None or first + 1 >= len(marks):
            return None
        line = marks[first].line
        if marks[first].role is not PROSE_LINE or line.words > LONGEST_TITLE_WITH_STOP or line.final in {":", ";", ","}:
            return None
        if self._cues["salutation"].begins(marks[first].words):
            return None
        following = marks[first + 1]
        dated = following.role is META_LINE and following.cue is not None and following.cue.kind != "tags"
        return first if dated and any(mark.role is PROSE_LINE for mark in marks[first + 1 :]) else None

    def is_banner(self, mark: Mark) -> bool:
        """Whether a line above the headline is the name of the site or of the party whose site it is, or a menu.

        A party's name may stand there in two languages, with a bar between them.
        """
        if mark.line.text.isupper():
            return False
        if self._is_site_name(mark.line.form.strip(" .")):
            return True
        if not _may_be_parted(mark.line.raw):
            return False
        parts = [part for part in _BARS.split(mark.line.raw) if part.strip()]
        if self._cues["home_page"].equals(tokens(lower_form(fold(parts[0])))) and len(parts) >= _SHORTEST_PATH:
            return True
        if len(parts) >= _SHORTEST_MENU and not mark.line.final:
            return all(len(part.split()) <= _LONGEST_MENU_ENTRY for part in parts)
        return len(parts) > 1 and any(self._is_site_name(lower_form(fold(part))) for part in parts)

    def _is_site_of_organisation(self, marks: Sequence[Mark], i: int) -> bool:
        """Whether a line with nothing but a menu above it is an organisation's name, set off from the headline."""
        mark = marks[i]
        apart = marks[i + 1].role is SHORT_LINE and marks[i + 1].line.gap > 0
        top = all(above.role is FURNITURE_LINE for above in marks[:i])
        short = mark.line.words <= _LONGEST_SITE_NAME and mark.line.final == ""
        named = short and self._names_organisation(mark) and in_headline_capitals(mark.line.text)
        return top and apart and named and not self._judge.has_headline_verb(mark)

    def is_label(self, mark: Mark) -> bool:
        """Whether a line is a rubric, or a party's name and a rubric ("PCF – Communiqué")."""
        if self._is_rubric(mark):
            return True
        if not _ASIDE_SIGN.search(mark.line.text):
            return False
        parts = _ASIDE.split(mark.line.text)
        if len(parts) != 2:
            return False
        forms = [lower_form(part) for part in parts]
        for party, rubric in (forms, forms[::-1]):
            if self._is_site_name(party) and self._is_rubric(mark.changed(words=tuple(tokens(rubric)))):
                return True
        return False

    def _is_letterhead(self, mark: Mark) -> bool:
        """Whether a line of capitals is the name of a party and nothing more."""
        return mark.line.text.isupper() and self._is_site_name(mark.line.form.strip(" ."))

    def is_masthead(self, marks: Sequence[Mark], i: int) -> bool:
        """Whether a line at the head of a page is the name of a paper, with a menu, motto or day of issue below it."""
        above = all(mark.role is FURNITURE_LINE for mark in marks[:i])
        text = marks[i].line.text
        name = _ASIDE.split(text)[0] if marks[i].line.words <= _LONGEST_MASTHEAD else text
        return above and not self._is_rubric(marks[i]) and self._is_paper(name)

    def _names_occasion(self, mark: Mark) -> bool:
        """Whether a line names the meeting that adopted the text below ("17th International Meeting of ...")."""
        return _ORDINAL.match(mark.line.text) is not None and not self._names_type(mark.line.text)

    def _is_masthead(self, mark: Mark) -> bool:
        return bool(_UNITE & set(mark.words))


def _may_be_parted(raw: str) -> bool:
    """Tell whether a line may hold bars or wide gaps between its parts: few do, and the pattern of them is slow."""
    return not raw.isprintable() or "  " in raw or _BAR_SIGN.search(raw) is not None


def _dated_headline(marks: Sequence[Mark]) -> int | None:
    """Return the first short line with a date or credit right below it: prose above it is the site's own."""
    for i, (mark, following) in enumerate(pairwise(marks[:_LONGEST_PREAMBLE])):
        cue = following.cue
        if mark.role is SHORT_LINE and cue is not None and cue.kind in {"date", "byline", "source_note"}:
            return i
    return None


def _below_kicker(marks: Sequence[Mark], run: Sequence[int]) -> int | None:
    """Return the headline that a line of capitals introduces, where furniture parts both from a page's name above."""
    for i in run[1:-1]:
        if is_kicker(marks, i) and marks[i - 1].role is FURNITURE_LINE:
            return i + 1
    return None


def _stands_apart(marks: Sequence[Mark], first: int, second: int) -> bool:
    """Whether blank lines part a page's name from the headline, which its date or credit touches."""
    below = marks[second + 1] if second + 1 < len(marks) else None
    return below is not None and below.role is META_LINE and below.line.gap < marks[second].line.gap


def _first_repeated(marks: Sequence[Mark], candidates: Sequence[int]) -> int | None:
    """Return the first candidate for the title that stands there again, word for word: pages repeat their headline."""
    if len(candidates) < 2:
        return None
    forms = [" ".join(marks[i].words) for i in candidates]
    counts = Counter(forms)
    return next((i for i, form in zip(candidates, forms, strict=True) if counts[form] > 1), None)
