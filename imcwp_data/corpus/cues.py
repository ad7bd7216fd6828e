"""What a line is by its own wording, whatever stands around it: dates, credits, tags, captions, furniture."""

from __future__ import annotations

import re

from imcwp_data.corpus.credited import CreditedNames
from imcwp_data.corpus.datelines import DateLines
from imcwp_data.corpus.furniture import Found, Furniture, is_address
from imcwp_data.corpus.lines import Line
from imcwp_data.corpus.names import looks_like_name, split_credit
from imcwp_data.corpus.phrases import Phrases, tokens
from imcwp_data.record import Record
from imcwp_data.text.normalise import lower_form, match_form

_LONGEST_CREDIT = 25
_LONGEST_NOTE = 40
_LONGEST_CAPTION = 90
# In capitals, "STATEMENT BY THE SECRETARY OF ..." is a headline.
_LONGEST_CAPITALS = 6
_BY_WORDS = ("by ", "por ", "par ", "von ", "di ")
_LONGEST_PATH_PART = 6
# "THE NORTHERN STAR ©": the paper below an article that is its own.
_OWN_COPYRIGHT = re.compile(r"([^©/|\d]{3,60}?)\s?©(?!\s?\d)\s?(?:[/|–—-]|$)")
_ORDER = ("date", "byline", "source_note", "tags", "caption", "boilerplate")
_PARTS = re.compile(r"\s*[|•·»›→▸❯]\s*|\s[/>~]\s|\s{2,}|\t|\s[–—-]\s")
# The initials with which an agency's desk signs: "jcm/abo/lrt".
_DESK = re.compile(r"[a-z]{2,4}(?:/[a-z]{2,4}){1,5}")
# "-30-", "ENDS", "###": the end of a release.
_END_SIGN = re.compile(r"[\s–—*#-]{0,6}(?:30|ENDS?|Ends)[\s.–—*#-]{0,6}")
_LONGEST_END_SIGN = 16
# "Ana Ruiz for The Northern Star, 11/11/24".
_FOR_PAPER = re.compile(r"\s(?:for|para|für|pour|per)\s(.{3,80})$")
# "Ana Ruiz, Northern Star", "Ana Ruiz (Granma)", "Ana Ruiz | The Northern Star".
_IN_PAPER = re.compile(r"\s*[,(|/·•–—-]\s*(?:in\s|of\s|de\s)?([^,()|/·•]{3,60})")
# Without one of these signs, or more than one space, there is but one part or step: to see that is much faster.
_PART_SIGN = re.compile(r"[|•·»›→▸❯/>~\t–—-]")
_STEP_SIGN = re.compile(r"[|•·»›→▸❯/>~]")
_SPACES = re.compile(r"\s\s")
_STEPS = re.compile(r"\s*[|•·»›→▸❯]\s*|\s[/>~]\s")
# Without one of these a line has but one part. Apart, each is found many times faster than all in one pattern.
_JOINING = re.compile(r"[|•·»›→▸❯/~,\t]")
_RUN_TOGETHER = re.compile(r"[A-ZÀ-Þ](?<=[a-zà-ÿ].)")
_SET_OFF = re.compile(r"\s[\s–—>-]")
_BY_ALONE = re.compile(r"\s(?:by|por|von|par|di|door)\s", re.IGNORECASE)
_BY = re.compile(r"\s(?:(?:written|posted|escrito|publicado)\s)?(?:by|por|von|par|di|door)\s", re.IGNORECASE)


class Cue(Record, frozen=True):
    """A line's kind by its wording, with what it tells of the document."""

    kind: str
    date: str | None = None
    place: str | None = None
    author: str | None = None
    outlet: str | None = None
    links: bool = False


class CueReader:
    """Reads what single lines are. ``links`` in a cue says that its furniture offers other pages to read."""

    def __init__(
        self,
        furniture: Furniture,
        date_lines: DateLines,
        cues: dict[str, Phrases],
        names: CreditedNames,
        rubrics: Phrases,
    ) -> None:
        self._furniture = furniture
        self._names = names
        self._rubrics = rubrics
        self._date_lines = date_lines
        self._cues = cues

    def read(self, line: Line) -> Cue | None:
        """Return what a line is by its wording, None where the wording tells nothing."""
        if not line.short:
            return None
        if line.wordless or is_address(line.text) or line.raw[0] in "←→" or line.raw[-1] in "←→":
            return Cue("boilerplate")
        if "/" in line.text and _DESK.fullmatch(line.text):
            return Cue("boilerplate")
        if len(line.raw) <= _LONGEST_END_SIGN and _END_SIGN.fullmatch(line.raw):
            return Cue("boilerplate")
        if line.text[0] == "#" and all(word[0] in "#|,•·" for word in line.text.split()):
            return Cue("tags")
        if (date := self._date_lines.read(line.text)) is not None:
            if (
                date.place is not None
                and self._names.is_paper(date.place)
                and not self._date_lines.is_known(date.place)
            ):
                return Cue("source_note", date=date.date, outlet=self._names.outlet(date.place))
            return Cue("date", date=date.date, place=date.place)
        if line.words > _LONGEST_CAPTION:
            return None
        if "/" in line.text and self._credits_picture(line.text):
            return Cue("caption")
        if "©" in line.text and (own := _OWN_COPYRIGHT.match(line.text)) is not None and looks_like_name(own.group(1)):
            return Cue("source_note", outlet=self._names.outlet(own.group(1)))
        found = self._furniture.find(line.form)
        for match in sorted(found, key=_rank) if len(found) > 1 else found:
            if (cue := self._check(line, match)) is not None:
                return Cue("boilerplate") if cue.kind == "tags" and self._counts_visits(line.raw) else cue
        if line.words > _LONGEST_NOTE or (line.final in ".;:!?" and line.final):
            return None
        return self._in_parts(line)

    def _check(self, line: Line, found: Found) -> Cue | None:
        credit = line.text[found.start : found.end]
        if found.kind == "date":
            return self._labelled_date(credit)
        if found.kind == "byline":
            return self._byline(credit, line) if line.words <= _LONGEST_CREDIT else None
        if found.kind == "source_note":
            longest = _LONGEST_CREDIT if found.gives else _LONGEST_NOTE
            return self._source(credit, found) if line.words <= longest else None
        if found.kind == "caption":
            return Cue("caption") if found.inside is None or _credit_begins(line.text, found.inside) else None
        if found.kind == "boilerplate" and (line.words > _LONGEST_NOTE or (line.marker and line.final in {".", ";"})):
            return None
        return Cue(found.kind)

    def _credits_picture(self, text: str) -> bool:
        """Whether a line is an outlet and the name of its photographer ("Granma/Ana Ruiz")."""
        outlet, _, name = text.partition("/")
        return self._names.is_outlet(outlet) and 2 <= name.strip().count(" ") + 1 <= 4 and looks_like_name(name)

    def _counts_visits(self, raw: str) -> bool:
        """Whether one part of a line that says what a page is filed under is furniture ("Category: x | Hits: 12")."""
        parts = [part for part in _PARTS.split(raw) if part.strip()]
        return len(parts) > 1 and any(self._furniture.is_boilerplate(lower_form(part)) for part in parts[1:])

    def _labelled_date(self, text: str) -> Cue | None:
        date, by = self._date_lines.read(text), None
        for cut in (_PARTS.search(text), _BY.search(text), re.search(r"\s(?:in|at|en)\s", text)):
            if date is None and cut is not None:
                date, by = self._date_lines.read(text[: cut.start()]), text[cut.end() :]
        if date is None:
            return None
        author = self._names.author(by) if by else None
        # "Posted on 2 May by Ana Ruiz" credits its writer.
        return Cue("byline" if author else "date", date=date.date, place=date.place, author=author)

    def _byline(self, credit: str, line: Line) -> Cue | None:
        if (section := self._names.section(credit, line)) is not None:
            return Cue("byline", author=section)
        name, rest = split_credit(self._names.without_honorific(credit.rstrip("*† .")), of_writer=True)
        if not rest and self._cues["no_author"].equals(tokens(match_form(name).lower())):
            return Cue("byline")
        if not looks_like_name(name) or (line.final and line.final in "!?;"):
            # "Submitted by admin2 on 6 May 2014" dates the article all the same.
            day = self._date_in(rest) if " " not in name else None
            return Cue("date", date=day) if day else None
        if line.text.isupper() and line.words > _LONGEST_CAPITALS and not line.form.startswith(_BY_WORDS):
            return None
        date, outlet = self._date_in(rest), None
        if (paper := _FOR_PAPER.match(rest)) is not None:
            paper_name, behind = split_credit(paper.group(1))
            outlet, date = self._names.outlet(paper_name), date or self._date_in(behind)
        elif (paper := _IN_PAPER.match(rest)) is not None and self._names.is_paper(paper.group(1)):
            outlet = self._names.outlet(paper.group(1))
        return Cue("byline", date=date, author=self._names.author(name), outlet=outlet)

    def _source(self, credit: str, found: Found) -> Cue | None:
        if not found.gives:
            return Cue("source_note")
        name, rest = split_credit(credit)
        return Cue("source_note", date=self._date_in(rest), outlet=self._names.outlet(name))

    def _date_in(self, rest: str) -> str | None:
        for part in _parts(rest):
            date = self._date_lines.read(part.strip(" ,()/-–—"))
            if date is not None:
                return date.date
        return None

    def _in_parts(self, line: Line) -> Cue | None:
        """Read a line that strings parts together: a date and a reading time, a writer and a date, a menu."""
        raw = line.raw
        if not (_JOINING.search(raw) or _RUN_TOGETHER.search(raw) or _SET_OFF.search(raw) or _BY_ALONE.search(raw)):
            return None
        by = _BY.search(line.text)
        if by is not None and (date := self._date_lines.read(line.text[: by.start()])) is not None:
            return Cue("date", date=date.date, place=date.place, author=self._names.author(line.text[by.end() :]))
        parts = _parts(raw)
        if line.marker and parts and not parts[0].strip("•·-–—*+ "):
            parts = parts[1:]
        if self._is_path(line.raw):
            return Cue("boilerplate", links=True)
        if len(parts) < 2 and self._furniture.parts_are_boilerplate(line.raw):
            return Cue("boilerplate", links=True)
        if len(parts) < 2:
            name, comma, dated_part = line.text.partition(", ")
            form = match_form(name).lower()
            issues = comma and (form in self._names.known or self._cues["party_section"].occurs(tokens(form)))
            if issues and (date := self._date_lines.read(dated_part)):
                return Cue("date", date=date.date, place=date.place)
            return None
        first = self._part(parts[0])
        rest = [self._part(part) for part in parts[1:]]
        if (
            len(parts) == 2
            and looks_like_name(parts[0])
            and 2 <= len(parts[0].split()) <= 4
            and self._names.is_paper(parts[1])
        ):
            return Cue("byline", author=self._names.author(parts[0]), outlet=self._names.outlet(parts[1]))
        if first is not None and first.kind in {"date", "byline", "source_note"}:
            dates = [cue.date for cue in (first, *rest) if cue is not None and cue.date]
            authors = [cue.author for cue in (first, *rest) if cue is not None and cue.author]
            if any(cue is not None for cue in rest) or first.kind != "source_note":
                paper = next((part for part in parts[1:] if self._names.is_paper(part)), None)
                return Cue(
                    first.kind,
                    dates[0] if dates else None,
                    first.place,
                    authors[0] if authors else None,
                    first.outlet or (self._names.outlet(paper) if paper else None),
                )
        dated = [cue for cue in rest if cue is not None and cue.kind == "date"]
        if dated and line.words <= 12:
            name = parts[0]
            if self._date_lines.is_known(name):
                paper = next((part for part in parts[1:] if self._names.is_paper(part)), None)
                outlet = self._names.outlet(paper) if paper else None
                return Cue("date", date=dated[0].date, place=name, outlet=outlet)
            if self._names.is_paper(name):
                return Cue("source_note", date=dated[0].date, outlet=self._names.outlet(name))
            author = self._names.author(name) if looks_like_name(name) else None
            return Cue("byline" if author else "date", date=dated[0].date, author=author)
        return Cue("boilerplate", links=True) if self._furniture.parts_are_boilerplate(line.raw) else None

    def _is_path(self, raw: str) -> bool:
        """Whether a line is the path to an article: the site's name or a rubric, then rubrics ("KKE / News / World").

        The last step may be anything short: the article's own subject.
        """
        bare = raw.strip(" /|»›>•·\t")
        if not _STEP_SIGN.search(bare):
            return False
        steps = [step.strip() for step in _STEPS.split(bare) if step.strip()]
        if len(steps) < 3 or any(step.count(" ") >= _LONGEST_PATH_PART or step[-1] in ".!?;:" for step in steps):
            return False
        forms = [lower_form(step) for step in steps]
        filed = [self._rubrics.equals(tuple(tokens(form))) or self._furniture.is_boilerplate(form) for form in forms]
        names = [form in self._names.known for form in forms]
        return sum(filed) >= 1 and sum(names[1:]) == 0 and all(a or b for a, b in zip(filed[:-1], names, strict=False))

    def _part(self, text: str) -> Cue | None:
        date = self._date_lines.read(text)
        if date is not None:
            return Cue("date", date=date.date, place=date.place)
        form = lower_form(text)
        for found in sorted(self._furniture.find(form), key=_rank):
            credit = text[found.start : found.end]
            if found.kind == "date" and (cue := self._labelled_date(credit)) is not None:
                return cue
            if found.kind == "byline" and looks_like_name(split_credit(credit, of_writer=True)[0]):
                return Cue("byline", author=self._names.author(credit))
            if found.kind == "source_note":
                return self._source(credit, found)
            if found.kind in {"boilerplate", "tags", "caption"}:
                return Cue(found.kind)
        return Cue("boilerplate") if is_address(text) else None


def _parts(text: str) -> list[str]:
    """Return the parts of a line that bars, dashes or wide gaps part, none of them blank."""
    if not _PART_SIGN.search(text) and not _SPACES.search(text):
        return [bare] if (bare := text.strip()) else []
    return [bare for part in _PARTS.split(text) if (bare := part.strip())]


def _rank(found: Found) -> int:
    return _ORDER.index(found.kind)


def _credit_begins(text: str, position: int) -> bool:
    """Whether a credit inside a line begins as credits do: with a capital, or behind a bar or bracket."""
    before = text[:position].rstrip()
    return (
        text[position : position + 1].isupper()
        or before[-1:] in {"|", "/", "(", "[", ""}
        or text[position : position + 1] in "|/(["
    )
