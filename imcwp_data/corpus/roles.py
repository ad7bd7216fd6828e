"""The part that each line of a source plays by its own look: the alphabet in which articles and kinds are read."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from imcwp_data.corpus.cues import Cue, CueReader
from imcwp_data.corpus.datelines import DateLines
from imcwp_data.corpus.lines import Line
from imcwp_data.corpus.marks import (
    CAPTION_LINE,
    FURNITURE_LINE,
    ITEM_LINE,
    META_LINE,
    NAME_LINE,
    PROSE_LINE,
    SHORT_LINE,
    SLOGAN_LINE,
    Mark,
)
from imcwp_data.corpus.names import looks_like_name, split_credit
from imcwp_data.corpus.phrases import Phrases, tokens
from imcwp_data.corpus.wrapped import wrapped_lines
from imcwp_data.steps import Steps, taken
from imcwp_data.text.normalise import lower_form

_OF_TEXT = frozenset({PROSE_LINE, ITEM_LINE})
_OF_MENU = frozenset({FURNITURE_LINE, SHORT_LINE})
# A headline seldom has more words; a longer line without a final stop is prose that lost its stop.
LONGEST_HEADLINE = 40
_LONGEST_SLOGAN = 20
_SURE_SLOGAN = 8
_LONGEST_NAME_LINE = 14
_SHORTEST_LIST = 3
# How many lines are kept as they were read, and how long those are that come on page after page.
_REMEMBERED = 4096
_LONGEST_REMEMBERED = 80
# Signs that introduce items too, but are part of the text: "§ 5".
_OTHER_BULLETS = tuple(f"{sign} " for sign in "§◆◇❖➤➔✔☑▫★☆")
# The sign that letters and blogs set before each quoted line.
QUOTE_MARKER = ">"
# A question in an interview: "Q. ...?", "Pregunta: ¿...?".
_QUESTION = re.compile(
    r"(?:Q|P|F|S|D|Question|Pregunta|Pergunta|Frage|Domanda|Soru)\s?\d{0,2}[.:]\s.{3,400}\?[\"'”’»)]?$", re.IGNORECASE
)
_SHORTEST_ROW = 2
_LONGEST_LABEL = 60
_SHORTEST_CLAUSE = 3
_LONGEST_POINT = 12
_LONGEST_TOP = 4
_LONGEST_MENU = 40
_SHORTEST_MENU = 3
_LONGEST_ENTRY = 3
_ENTRY = Cue("boilerplate")
_ROW = re.compile(r"\s*[|;•·]\s*|^[\w ]{1,30}:\s")
_DASHED = re.compile(r"\s[–—-]\s")
_ASIDE = re.compile(r"\s*[,(\[)\]–-]\s*")
_ASIDE_SIGN = re.compile(r"[,(\[)\]–-]")
_SENTENCE_END = re.compile(r"[.!?]\s[^\W\d_a-z]")
_CRIES = re.compile(r"[.;:…]\s")

# The characters of a line.
_Key = str | tuple[str, str]


class RoleReader:
    """Marks the lines of a source with their roles."""

    def __init__(
        self, cue_reader: CueReader, date_lines: DateLines, cues: dict[str, Phrases], parties: frozenset[str]
    ) -> None:
        self._cue_reader = cue_reader
        self._date_lines = date_lines
        self._cues = cues
        self._parties = parties
        self._known: dict[_Key, Mark] = {}

    def read(self, lines: Sequence[Line]) -> list[Mark]:
        """Return the marks of a source's lines."""
        return taken(self.steps(lines))

    def steps(self, lines: Sequence[Line]) -> Steps[list[Mark]]:
        """Mark the lines of a source as :meth:`read` does, step by step."""
        # Menus, names and rules come again and again on pages: a line of the same characters is read once. A raw line
        # is cut, and folding may have made a long one short: only both together tell it.
        keys = [line.text if line.text == line.raw else (line.raw, line.text) for line in lines]
        known = list(map(self._known.get, keys))
        unread = {key: line for key, line, mark in zip(keys, lines, known, strict=True) if mark is None}
        words = [tuple(tokens(line.form if line.short else line.form[:120])) for line in unread.values()]
        yield
        cues = list(map(self._cue_reader.read, unread.values()))
        yield
        read = dict(zip(unread, map(self._mark, unread.values(), cues, words), strict=True))
        self._remember(read)
        marks: list[Mark] = []
        for key, line, found in zip(keys, lines, known, strict=True):
            mark = found or read[key]
            marks.append(mark if mark.line is line else Mark(line, mark.role, mark.cue, mark.dateline, mark.words))
        yield
        for i in wrapped_lines(marks):
            mark = marks[i]
            marks[i] = Mark(mark.line, PROSE_LINE, None, self._date_lines.dateline(mark.line.text), mark.words)
        _find_menu(marks)
        _free_banner(marks)
        _find_pointed_lists(marks)
        self._find_unmarked_lists(marks)
        return marks

    def _remember(self, read: Mapping[_Key, Mark]) -> None:
        """Keep the marks of lines that may come on other pages too."""
        known = self._known
        for key, mark in read.items():
            if mark.line.short and len(mark.line.raw) <= _LONGEST_REMEMBERED:
                if len(known) >= _REMEMBERED:
                    known.clear()
                known[key] = mark

    def _mark(self, line: Line, cue: Cue | None, words: tuple[str, ...]) -> Mark:
        if cue is not None:
            role = {"boilerplate": FURNITURE_LINE, "caption": CAPTION_LINE}.get(cue.kind, META_LINE)
            return Mark(line, role, cue, None, words)
        if line.marker == QUOTE_MARKER or ("?" in line.text[-2:] and _QUESTION.match(line.text)):
            return Mark(line, PROSE_LINE, None, None, words)
        if line.marker is not None or (not line.text.isascii() and line.text.startswith(_OTHER_BULLETS)):
            return Mark(line, ITEM_LINE, None, None, words)
        if self._is_row_of_names(line):
            return Mark(line, NAME_LINE, None, None, words)
        if self._is_salutation(line, words):
            return Mark(line, PROSE_LINE, None, None, words)
        if self._is_slogan(line, words):
            return Mark(line, SLOGAN_LINE, None, None, words)
        if _is_prose(line):
            return Mark(line, PROSE_LINE, None, self._date_lines.dateline(line.text), words)
        return Mark(line, SHORT_LINE, None, None, words)

    def _is_salutation(self, line: Line, words: Sequence[str]) -> bool:
        if line.words > 14 or not (salutation := self._cues["salutation"]).begins(words):
            return False
        return (
            (line.final in {",", ":"} and line.words <= 14)
            or (line.final in {"!", "."} and line.words <= 6)
            or salutation.equals(words)
        )

    def _is_slogan(self, line: Line, words: Sequence[str]) -> bool:
        if line.final != "!" or line.words > _LONGEST_SLOGAN or _CRIES.search(line.text):
            return False
        return line.text[0] == "¡" or line.words <= _SURE_SLOGAN or self._cues["slogan"].begins(words)

    def _is_row_of_names(self, line: Line) -> bool:
        """Whether a line strings names of parties together: "ASIA | Communist Party of Nepal | Tudeh Party of Iran"."""
        dashes = _DASHED.split(line.form) if " - " in line.form else [line.form]
        if len(dashes) > _SHORTEST_ROW and len(line.text) <= 2 * _LONGEST_POINT * len(dashes):
            return sum(self._names_body(part) for part in dashes) >= 0.6 * len(dashes)
        text = line.text
        if not ("|" in text or ";" in text or "•" in text or "·" in text):
            return False
        parts = [part for part in _ROW.split(line.form.strip(" .")) if part]
        # "The following took part: ...; ...." is a sentence, "Asia: ...; ..." a row.
        label, colon, _ = line.text[:_LONGEST_LABEL].partition(":")
        if colon and label.count(" ") >= _SHORTEST_CLAUSE and line.final == "." and "|" not in line.text:
            return False
        if any(part.count(" ") > _LONGEST_NAME_LINE for part in parts):
            return False
        named = sum(self._names_body(part) for part in parts)
        return named >= _SHORTEST_ROW and named >= 0.6 * len(parts)

    def _names_body(self, form: str) -> bool:
        pieces = _asides(form)
        return any(piece in self._parties for piece in pieces if piece) or (
            form.count(" ") < _LONGEST_NAME_LINE and self._cues["organisation"].occurs(tuple(tokens(form)))
        )

    def names_organisation(self, mark: Mark) -> bool:
        """Whether a line is the name of a party or organisation (its country or acronym may stand beside it)."""
        form = mark.line.form.strip(" .,;")
        if mark.line.words > _LONGEST_NAME_LINE:
            return False
        return (
            form in self._parties
            or self._cues["organisation"].occurs(mark.words)
            or any(part in self._parties for part in _asides(form) if part)
        )

    def _find_unmarked_lists(self, marks: list[Mark]) -> None:
        """Turn runs of lines that are names of parties or people, one a line, into NAME lines."""
        # No list of names stands above the first paragraph: lines there are a letterhead and headlines.
        start = next((i for i, mark in enumerate(marks) if mark.role in _OF_TEXT), len(marks))
        while start < len(marks):
            end = start
            while end < len(marks) and (
                marks[end].role is NAME_LINE
                or (marks[end].role is SHORT_LINE and marks[end].line.words <= _LONGEST_NAME_LINE)
            ):
                end += 1
            if end - start >= _SHORTEST_LIST:
                self._mark_names(marks, start, end)
            start = max(end, start + 1)

    def _mark_names(self, marks: list[Mark], start: int, end: int) -> None:
        kinds = [self._name_kind(mark) for mark in marks[start:end]]
        # A headline or heading may touch the list at either end: the list is what stands between names.
        first = next((i for i, kind in enumerate(kinds) if kind and not self.heads_list(marks[start + i])), None)
        if first is None:
            return
        last = max(i for i, kind in enumerate(kinds) if kind)
        named = sum(kinds[first : last + 1])
        if named < _SHORTEST_LIST or named < 0.6 * (last + 1 - first):
            return
        for i in range(start + first, start + last + 1):
            if not self.heads_list(marks[i]):
                mark = marks[i]
                marks[i] = Mark(mark.line, NAME_LINE, None, None, mark.words)

    def _name_kind(self, mark: Mark) -> bool:
        if mark.role is NAME_LINE:
            return True
        name, rest = split_credit(mark.line.text)
        return self.names_organisation(mark) or (bool(rest) and name.count(" ") >= 1 and looks_like_name(name))

    def heads_list(self, mark: Mark) -> bool:
        """Whether a line is the heading of a list of signatories or participants ("Other Parties")."""
        if mark.line.words > 10 or not mark.words:
            return False
        signatories = self._cues["signatories"]
        if mark.line.final == ":":
            return signatories.equals(mark.words)
        return signatories.begins(mark.words) or any(
            signatories.equals(mark.words[position:]) for position in signatories.positions(mark.words)
        )


def _asides(form: str) -> list[str]:
    """Return a name and what stands beside it: its country, its acronym."""
    return _ASIDE.split(form) if _ASIDE_SIGN.search(form) else [form]


def _find_menu(marks: list[Mark]) -> None:
    """Turn short lines at the top of a page, one below the other with known entries of menus, into furniture."""
    end = 0
    while end < min(len(marks), _LONGEST_MENU) and (end == 0 or marks[end].line.gap == 0):
        mark = marks[end]
        if mark.role not in _OF_MENU or mark.line.words > _LONGEST_ENTRY or mark.line.final:
            break
        end += 1
    known = sum(mark.role is FURNITURE_LINE for mark in marks[:end])
    if end >= _SHORTEST_MENU and known > 1 and marks[0].role is FURNITURE_LINE:
        marks[:end] = [mark.changed(role=FURNITURE_LINE, cue=mark.cue or _ENTRY) for mark in marks[:end]]


def _free_banner(marks: list[Mark]) -> None:
    """Turn a row of names at the top of a page into a short line: it is the name of the site."""
    top = next((i for i, mark in enumerate(marks[:_LONGEST_TOP]) if mark.role is not FURNITURE_LINE), None)
    if top is not None and marks[top].role is NAME_LINE:
        marks[top] = Mark(marks[top].line, SHORT_LINE, None, None, marks[top].words)


def _find_pointed_lists(marks: list[Mark]) -> None:
    """Turn runs of ">" lines that are short points below a colon into items: the sign introduces quoted text else."""
    i = 0
    while i < len(marks):
        end = i
        while end < len(marks) and marks[end].line.marker == QUOTE_MARKER and (end == i or marks[end].line.gap == 0):
            end += 1
        if end - i > 1:
            lines = [mark.line for mark in marks[i:end]]
            parted = sum(line.final == ";" for line in lines) >= len(lines) - 1
            points = all(line.words <= _LONGEST_POINT and line.final in {"", ",", ";"} for line in lines[:-1])
            below_colon = i > 0 and marks[i - 1].line.final == ":"
            if parted or (points and below_colon):
                marks[i:end] = [Mark(mark.line, ITEM_LINE, None, None, mark.words) for mark in marks[i:end]]
        i = max(end, i + 1)


def _is_prose(line: Line) -> bool:
    if line.words > LONGEST_HEADLINE or not line.short:
        return True
    if line.final == ",":
        return line.words > 25 or _SENTENCE_END.search(line.text) is not None
    return line.final in {".", "…", ":", ";"} or (line.final in {"!", "?"} and line.words > 14)


def tail(line: Line, length: int = 240) -> str:
    """Return the last sentence of a line's end, in lower form."""
    end = lower_form(line.text[-length:])
    stops = [match.end() for match in re.finditer(r"[.!?…]['\")\]]*\s", end)]
    return end[stops[-1] :] if stops else end
